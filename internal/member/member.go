package member

import (
	"encoding/json"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Member is a person's membership as it is on one day.
type Member struct {
	ID, PersonID, FullName, OtherName, Sex, Birth, BirthPrecision, Home, Phone string
	Card, OldCard, CardIssuer, CardDay, AdmittedOn, OfficialOn, EndedOn, Note  string
	Org, OrgName                                                               string
	Standing                                                                   string // probationary, official, ended
	Activity                                                                   string // active, exempt, away, temporary_here, suspended, sent, sent_here
	Since                                                                      string // the day the activity began
	Version                                                                    int64
	NameKey                                                                    string
	Data                                                                       string // "", restricted, shredded
	Hidden                                                                     bool   // restricted, and not opened for the viewer
}

// New is a membership to be entered. Person.ID names a known person, else the
// person is written down too.
type New struct {
	Person
	Org, AdmittedOn, OfficialOn, Card, OldCard, CardIssuer, CardDay, Note string
	From                                                                  string // the first day on the cell's roll; empty is today
	Activity, ActivityFrom                                                string // empty: active, and From
	Decision                                                              string
}

// place is the cell in which the rights over a member are asked: where they
// stand today, else where they last stood or first will.
func place(rd *store.Reader, member string) (string, error) {
	all, err := rd.Strings(`select s.org from member_span s where s.tenant = $1 and s.member = $2
		order by case when s.from_day <= $3 and (s.to_day is null or s.to_day > $3) then 0 else 1 end, s.from_day desc limit 1`, member, rd.Today())
	if err != nil {
		return "", err
	}
	if len(all) == 0 {
		return "", fault.Missing()
	}
	return all[0], nil
}

func must(rd *store.Reader, action access.Action, member string) error {
	at, err := place(rd, member)
	if err != nil {
		return err
	}
	return org.Must(rd, action, at)
}

func mustOrSelf(rd *store.Reader, member string) error {
	self, err := rd.Int(`select count(*) from member where tenant = $1 and id = $2 and person = $3`, member, rd.Viewer().Person)
	if err != nil || self > 0 {
		return err
	}
	return must(rd, access.RollView, member)
}

// Enter writes down a membership and puts it on a cell's roll.
func Enter(tx *store.Tx, book *rule.Book, in New) (Member, error) {
	if err := org.Must(tx.Reader, access.RollEdit, in.Org); err != nil {
		return Member{}, err
	}
	if in.From == "" {
		in.From = tx.Today()
	}
	if err := takes(tx.Reader, in.Org, in.From); err != nil {
		return Member{}, err
	}
	known := in.Person.ID != ""
	if known {
		if err := mustPerson(tx.Reader, access.RollEdit, in.Person.ID, false); err != nil {
			return Member{}, err
		}
		n, err := tx.Int(`select count(*) from member where tenant = $1 and person = $2 and ended_on is null`, in.Person.ID)
		if err != nil {
			return Member{}, err
		}
		if n > 0 {
			return Member{}, fault.New(fault.Conflict, "member_open")
		}
		if err := tx.Get([]any{&in.FullName, &in.OtherName, &in.Birth, &in.BirthPrecision}, `select full_name, other_name, birth, birth_precision from person where tenant = $1 and id = $2`, in.Person.ID); err != nil {
			return Member{}, err
		}
	} else {
		if err := tidy(tx.Reader, &in.Person); err != nil {
			return Member{}, err
		}
		in.Person.ID = store.NewID()
		if err := putPerson(tx, in.Person, ""); err != nil {
			return Member{}, err
		}
	}
	if err := checkRecord(tx.Reader, "", &in); err != nil {
		return Member{}, err
	}
	id := store.NewID()
	if err := enter(tx, id, in); err != nil {
		return Member{}, err
	}
	if err := org.Note(tx, "member.enter", "member", id, in.Org, map[string]string{"person": in.Person.ID, "from": in.From, "decision": in.Decision}); err != nil {
		return Member{}, err
	}
	return get(tx.Reader, id)
}

// checkRecord checks the form of a record and that the card is no one else's.
func checkRecord(rd *store.Reader, self string, in *New) error {
	in.Card, in.OldCard = digits(in.Card), digits(in.OldCard)
	in.CardIssuer, in.Note = vi.Clean(in.CardIssuer), vi.CleanText(in.Note)
	var bad fault.Fields
	if in.Card != "" && (len(in.Card) != 12 || !allDigits(in.Card)) {
		bad.Add("card", "card_length")
	}
	for name, day := range map[string]string{"card_day": in.CardDay, "admitted_on": in.AdmittedOn, "official_on": in.OfficialOn, "activity_from": in.ActivityFrom} {
		if day != "" && !vi.ValidDay(day) {
			bad.Add(name, "day_unreadable")
		}
	}
	if in.OfficialOn != "" && in.AdmittedOn > in.OfficialOn {
		bad.Add("official_on", "official_before_admission")
	}
	if kindOf[in.Activity] == "" && in.Activity != "" {
		bad.Add("activity", "event_kind")
	}
	if err := bad.Err(); err != nil || in.Card == "" {
		return err
	}
	n, err := rd.Int(`select count(*) from member where tenant = $1 and card = $2 and id <> $3`, in.Card, self)
	if err == nil && n > 0 {
		return fault.Bad("card", "card_taken")
	}
	return err
}

// enter writes the membership, its first events, spans and words.
func enter(tx *store.Tx, id string, in New) error {
	if _, err := tx.Exec(`insert into member (tenant, id, person, card, old_card, card_issuer, card_day, admitted_on, official_on, ended_on, identity_match, note, version, created_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, $10, $11, 1, $12)`,
		id, in.Person.ID, store.NullString(in.Card), store.NullString(in.OldCard), in.CardIssuer, in.CardDay, in.AdmittedOn, in.OfficialOn,
		matchKey(in.Person), in.Note, tx.Now()); err != nil {
		return err
	}
	events := []Event{{Kind: Entered, Org: in.Org, From: in.From, Decision: in.Decision}}
	if in.OfficialOn != "" {
		events = append(events, Event{Kind: Official, From: in.OfficialOn})
	}
	if in.Activity != "" && in.Activity != "active" {
		since := in.ActivityFrom
		if since == "" {
			since = in.From
		}
		events = append(events, Event{Kind: kindOf[in.Activity], From: since})
	}
	for i := range events {
		events[i].ID, events[i].Member, events[i].RecordedAt = store.NewID(), id, tx.Now()
		if err := putEvent(tx, events[i]); err != nil {
			return err
		}
	}
	if err := putSpans(tx, id, events); err != nil {
		return err
	}
	return putWords(tx, id, in.FullName, in.OtherName, in.Card, in.OldCard)
}

func decode(text string, into any) error { return json.Unmarshal([]byte(text), into) }

// digits takes away what a number is written with beside its digits.
func digits(s string) string {
	return strings.NewReplacer(" ", "", ".", "", "-", "", "'", "", "\u00a0", "").Replace(s)
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// matchKey is the folded name with a full birth date: the last way to know
// that two rows speak of one person.
func matchKey(p Person) string {
	if p.BirthPrecision != "full" || p.Birth == "" {
		return ""
	}
	return vi.Fold(p.FullName) + "|" + p.Birth
}

// putWords writes the words a member is found by, in one statement.
func putWords(tx *store.Tx, member string, texts ...string) error {
	words := vi.Words(strings.Join(texts, " "))
	if len(words) == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteString(`insert into member_word (tenant, member, word) values `)
	args := []any{member}
	for i, w := range words {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("($1, $2, $" + strconv.Itoa(i+3) + ")")
		args = append(args, w)
	}
	b.WriteString(" on conflict do nothing")
	_, err := tx.Exec(b.String(), args...)
	return err
}
