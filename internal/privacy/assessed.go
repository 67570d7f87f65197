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

// Filing is one day on which the impact assessment was filed or renewed.
type Filing struct{ Day, Ref string }

// Assessed is how the impact assessment stands: when processing began, what was
// filed, by when it is due next. Due is "" where no start is known.
type Assessed struct {
	Start, Due string
	Filed      []Filing // the newest first
	Remind     bool     // so near, or past, that whoever keeps requests is reminded
	Late       bool
}

// Assessment tells it to whoever keeps requests.
func Assessment(rd *store.Reader, book *rule.Book) (a Assessed, err error) {
	top, err := org.Root(rd)
	if err == nil {
		err = org.Must(rd, access.PrivacyKeep, top.ID)
	}
	if err != nil {
		return a, err
	}
	if a.Start, _, err = Started(rd, book); err != nil {
		return a, err
	}
	if a.Filed, err = store.All(rd, func(row store.Scan) (f Filing, err error) { err = row(&f.Day, &f.Ref); return },
		`select day, ref from assessment_filed where tenant = $1 and day <= $2 order by day desc limit 50`, rd.Today()); err != nil {
		return a, err
	}
	law, last := book.Assessment(rd.Today()), ""
	if len(a.Filed) > 0 {
		last = a.Filed[0].Day
	}
	if a.Start != "" || last != "" {
		a.Due = law.DueBy(a.Start, last)
	}
	a.Late = a.Due != "" && rd.Today() > a.Due
	a.Remind = a.Due != "" && rd.Today() >= vi.AddDays(a.Due, -law.RemindDays)
	return a, nil
}

// File writes down on which day it was filed, and under which number. The same
// day once more corrects the number.
func File(tx *store.Tx, book *rule.Book, day, ref string) error {
	a, err := Assessment(tx.Reader, book)
	if err != nil {
		return err
	}
	ref = vi.Clean(ref)
	switch {
	case !vi.ValidDay(day) || day > tx.Today() || a.Start != "" && day < a.Start:
		return fault.Bad("day", "assessment_day")
	case ref == "":
		return fault.Bad("ref", "required")
	}
	if _, err := tx.Exec(`insert into assessment_filed (tenant, day, ref, at, by_person) values ($1, $2, $3, $4, $5)
		on conflict (tenant, day) do update set ref = excluded.ref, at = excluded.at, by_person = excluded.by_person`, day, ref, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "privacy.assessment", "assessment_filed", day, "", map[string]string{"day": day, "ref": ref})
}
