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

// Breach is data that got out, or may have: when, through whose hands or device,
// and whether it was told of. Times are milliseconds UTC.
type Breach struct {
	ID           string
	FoundAt      int64 // from here the hours of the law run
	Since, Until int64
	Viewer, Name string // whose reading it is about; "" anybody's
	Session      string // one device or program of that person
	Everyone     bool   // the machine or a backup was lost: all that is kept
	Text, Rule   string
	At           int64
	By           string
	ToldOn, Ref  string // the day on which the authority was told, and the paper's number
	ToldBy       string
	Version      int64
}

// TellBy is the last moment to tell, by the rule it was recorded under.
func (b Breach) TellBy(book *rule.Book) int64 {
	return book.Breach(store.Day(b.FoundAt)).TellBy(b.FoundAt)
}

const breachColumns = `b.id, b.found_at, b.since, b.until, b.viewer, coalesce(p.full_name, ''), b.session, b.everyone, b.body, b.rule, b.at, b.by_person, b.told_on, b.told_ref, b.told_by, b.version
	from breach b left join person p on p.tenant = b.tenant and p.id = b.viewer where b.tenant = $1`

func scanBreach(row store.Scan) (b Breach, err error) {
	err = row(&b.ID, &b.FoundAt, &b.Since, &b.Until, &b.Viewer, &b.Name, &b.Session, &b.Everyone, &b.Text, &b.Rule, &b.At, &b.By, &b.ToldOn, &b.Ref, &b.ToldBy, &b.Version)
	return
}

// mayLeak asks for the right to say that data got out.
func mayLeak(rd *store.Reader) (org.Org, error) {
	top, err := org.Root(rd)
	if err == nil {
		err = org.Must(rd, access.PrivacyLeak, top.ID)
	}
	return top, err
}

// Leak writes down that data got out. A session names its owner by itself.
func Leak(tx *store.Tx, book *rule.Book, in Breach) (Breach, error) {
	top, err := mayLeak(tx.Reader)
	if err != nil {
		return in, err
	}
	in.Text = vi.CleanText(in.Text)
	switch {
	case in.FoundAt <= 0 || in.FoundAt > tx.Now():
		return in, fault.Bad("found", "breach_found")
	case in.Since <= 0 || in.Until <= in.Since:
		return in, fault.Bad("since", "breach_window")
	case in.Text == "" || len([]rune(in.Text)) > longest:
		return in, fault.Bad("text", "privacy_text", "limit", longest)
	}
	if in.Session != "" {
		owner, err := tx.Strings(`select person from session where tenant = $1 and id = $2`, in.Session)
		if err != nil {
			return in, err
		}
		if len(owner) == 0 || in.Viewer != "" && in.Viewer != owner[0] {
			return in, fault.Bad("session", "breach_session")
		}
		in.Viewer = owner[0]
	}
	if in.Viewer != "" {
		if n, err := tx.Int(`select count(*) from person where tenant = $1 and id = $2`, in.Viewer); err != nil || n == 0 {
			return in, fault.Bad("viewer", "breach_viewer").Because(err)
		}
	}
	in.ID, in.Rule, in.At, in.By, in.Version = store.NewID(), book.Breach(store.Day(in.FoundAt)).Ref.String(), tx.Now(), tx.Viewer().Person, 1
	if _, err := tx.Exec(`insert into breach (tenant, id, found_at, since, until, viewer, session, everyone, body, rule, at, by_person, told_on, told_ref, told_by, version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', '', 1)`,
		in.ID, in.FoundAt, in.Since, in.Until, in.Viewer, in.Session, in.Everyone, in.Text, in.Rule, in.At, in.By); err != nil {
		return in, err
	}
	return in, audit.Note(tx, "privacy.leak", "breach", in.ID, top.ID, map[string]any{"found_at": in.FoundAt, "since": in.Since, "until": in.Until, "viewer": in.Viewer, "session": in.Session, "everyone": in.Everyone})
}

// Tell says on which day and under which number the authority was told. The same
// once more changes nothing.
func Tell(tx *store.Tx, id, day, ref string, version int64) error {
	b, err := LeakOf(tx.Reader, id)
	if err != nil {
		return err
	}
	ref = vi.Clean(ref)
	switch {
	case b.ToldOn == day && b.Ref == ref && day != "":
		return nil
	case b.Version != version:
		return fault.Stale(b)
	case !vi.ValidDay(day) || day > tx.Today() || day < store.Day(b.FoundAt):
		return fault.Bad("day", "breach_told")
	case ref == "":
		return fault.Bad("ref", "required")
	}
	if _, err := tx.Exec(`update breach set told_on = $3, told_ref = $4, told_by = $5, version = version + 1 where tenant = $1 and id = $2`, id, day, ref, tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "privacy.told", "breach", id, "", map[string]string{"day": day, "ref": ref})
}

// LeakOf is one breach; its list is asked for apart.
func LeakOf(rd *store.Reader, id string) (Breach, error) {
	if _, err := mayLeak(rd); err != nil {
		return Breach{}, err
	}
	return store.One(rd, scanBreach, `select `+breachColumns+` and b.id = $2`, id)
}

// Leaks lists the breaches, the newest first.
func Leaks(rd *store.Reader) ([]Breach, error) {
	if _, err := mayLeak(rd); err != nil {
		return nil, err
	}
	return store.All(rd, scanBreach, `select `+breachColumns+` and b.found_at > $2 order by b.found_at desc, b.id desc limit 100`, int64(0))
}
