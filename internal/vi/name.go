package vi

import (
	"encoding/hex"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collators holds Vietnamese collators, which are not safe for concurrent use.
var collators = sync.Pool{New: func() any { return collate.New(language.Vietnamese) }}

// NameKey returns a key that sorts full names the Vietnamese way: by given name
// (the last word), then by the rest from the left. Keys are plain ASCII and
// compare by bytes, so both database engines sort them alike.
func NameKey(full string) string {
	words := strings.Fields(nameForm(full))
	if len(words) == 0 {
		return ""
	}
	col := collators.Get().(*collate.Collator)
	defer collators.Put(col)
	var buf collate.Buffer
	last := len(words) - 1
	// A dot is below every hex digit, so a shorter name comes before a longer one.
	parts := []string{hex.EncodeToString(col.KeyFromString(&buf, words[last]))}
	for _, w := range words[:last] {
		parts = append(parts, hex.EncodeToString(col.KeyFromString(&buf, w)))
	}
	return strings.Join(parts, ".")
}

// TitleName gives a name written all in capitals its normal form, "NGUYỄN VĂN
// HOÀ" becomes "Nguyễn Văn Hoà". A name with any small letter is only cleaned.
func TitleName(s string) string {
	s = Clean(s)
	if strings.ContainsFunc(s, unicode.IsLower) {
		return s
	}
	start := true
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			// Names of ethnic minorities keep a capital after the apostrophe: H'Hen.
			start = true
			return r
		}
		if start {
			start = false
			return r
		}
		return unicode.ToLower(r)
	}, s)
}
