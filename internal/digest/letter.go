package digest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/mail"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Paths of the pages a letter leads to; package web/link gives them.
type Paths struct {
	Origin string // https://name
	Page   string // what waits, and the choice
	Off    string // the way out, before its mark
}

// write makes the letter of a day. It holds counts and two addresses: no name, no cell, no
// matter. again says that the same letter may have come already.
func write(to, lang, day, off, person string, lines []Line, again bool, at Paths) mail.Letter {
	words := i18n.For(lang)
	var b strings.Builder
	plain := func(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") } // mail programs break lines themselves
	say := func(text string) { b.WriteString(plain(text) + "\r\n") }
	if again {
		say(words.T("digest.mail.again"))
		say("")
	}
	say(words.T("digest.mail.hello"))
	say("")
	for _, l := range lines {
		say("- " + words.T("digest.line."+l.Code, "count", l.N))
	}
	say("")
	say(words.T("digest.mail.open"))
	say(at.Origin + at.Page)
	say("")
	say(words.T("digest.mail.why"))
	say(words.T("digest.mail.off"))
	say(at.Origin + at.Off + off)
	sum := sha256.Sum256([]byte(off + "|" + day + "|" + person))
	host := strings.TrimPrefix(strings.TrimPrefix(at.Origin, "https://"), "http://")
	return mail.Letter{To: to, Subject: plain(words.T("digest.mail.subject", "day", vi.ShowDay(day))), Text: b.String(), Off: at.Origin + at.Off + off, ID: hex.EncodeToString(sum[:16]) + "@" + host}
}

// langOf is the language a person chose.
func langOf(rd *store.Reader, person string) (string, error) {
	some, err := rd.Strings(`select lang from account where tenant = $1 and person = $2`, person)
	if err != nil || len(some) == 0 {
		return "vi", err
	}
	return some[0], nil
}
