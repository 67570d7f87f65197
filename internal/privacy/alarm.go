package privacy

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Look is one look at a record or a list; Persons is how many stand in it.
type Look = audit.Look

// Viewed writes looks down under the rule of the day, which says how many persons
// a list counts for and when it is too much. Whoever shows the page has asked
// for the right already.
func Viewed(tx *store.Tx, book *rule.Book, looks ...Look) error {
	law := book.Watch(tx.Today())
	for i := range looks {
		looks[i].Persons = law.Counts(looks[i].What, looks[i].Persons)
	}
	return audit.Viewed(tx, audit.Watch{Persons: law.Persons, Minutes: law.Minutes, Quiet: law.QuietMinutes, Rule: law.Ref.String()}, looks...)
}

// Alarm says that one viewer opened the records of many persons in a short time;
// whose they were it does not say, those persons read it themselves.
type Alarm struct {
	ID, Viewer, Name, Post string
	At                     int64
	Persons, Minutes       int
	SeenAt                 int64
	SeenBy, Note           string
}

const alarmColumns = `a.id, a.viewer, p.full_name, a.post, a.at, a.persons, a.minutes, coalesce(a.seen_at, 0), a.seen_by, a.note
	from read_alarm a cross join person p where a.tenant = $1 and p.tenant = a.tenant and p.id = a.viewer`

func scanAlarm(row store.Scan) (a Alarm, err error) {
	err = row(&a.ID, &a.Viewer, &a.Name, &a.Post, &a.At, &a.Persons, &a.Minutes, &a.SeenAt, &a.SeenBy, &a.Note)
	return
}

// Alarms lists the alarms since a moment, the newest first. Nobody gets his own:
// the other posts that hold the right do.
func Alarms(rd *store.Reader, under string, since int64) ([]Alarm, error) {
	if err := org.Must(rd, access.PrivacyWatch, under); err != nil {
		return nil, err
	}
	return store.All(rd, scanAlarm, `select `+alarmColumns+` and a.at >= $2 and a.viewer <> $3 order by a.at desc, a.id desc limit 200`, since, rd.Viewer().Person)
}

// Raised is one alarm of somebody else.
func Raised(rd *store.Reader, id string) (Alarm, error) {
	top, err := org.Root(rd)
	if err != nil {
		return Alarm{}, err
	}
	if err := org.Must(rd, access.PrivacyWatch, top.ID); err != nil {
		return Alarm{}, err
	}
	a, err := store.One(rd, scanAlarm, `select `+alarmColumns+` and a.id = $2`, id)
	if err == nil && a.Viewer == rd.Viewer().Person {
		return Alarm{}, fault.Missing()
	}
	return a, err
}

// Settle says what was found out about an alarm. The same once more changes nothing.
func Settle(tx *store.Tx, id, text string) error {
	a, err := Raised(tx.Reader, id)
	if err != nil {
		return err
	}
	if text = vi.CleanText(text); text == "" || len([]rune(text)) > longest {
		return fault.Bad("text", "privacy_text", "limit", longest)
	}
	if a.SeenAt != 0 {
		if a.Note == text {
			return nil
		}
		return fault.New(fault.Conflict, "privacy_settled")
	}
	if _, err := tx.Exec(`update read_alarm set seen_at = $3, seen_by = $4, note = $5 where tenant = $1 and id = $2`, id, tx.Now(), tx.Viewer().Person, text); err != nil {
		return err
	}
	return audit.Note(tx, "privacy.settle", "read_alarm", id, "", nil)
}

// Counted is how many alarms a post raised: for whoever keeps the machine, who
// reads no names.
type Counted struct {
	Post string
	N    int
}

// Recent is how far back the desk, the page of the system and the figures look at
// alarms, in milliseconds.
const Recent = 30 * 24 * 3600_000

// CountAlarms counts the recent alarms by post.
func CountAlarms(rd *store.Reader) ([]Counted, error) {
	if err := access.MustAny(rd, access.SystemView); err != nil {
		return nil, err
	}
	return store.All(rd, func(row store.Scan) (c Counted, err error) { err = row(&c.Post, &c.N); return },
		`select post, count(*) from read_alarm where tenant = $1 and at >= $2 group by post order by post`, rd.Now()-Recent)
}
