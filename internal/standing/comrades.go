package standing

import (
	"strconv"

	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
)

// Comrade is one whom the secretary may want to think of, and why. Nothing here
// is a sum to compare by.
type Comrade struct {
	Care
	NoDuty  bool // neither an open task nor a duty of the year the cell adopted
	Unasked bool // nobody asked after him for the months of rule care.asked
	Asked   bool // today already
}

// Comrades lists those of a cell of whom there is something to say, in name
// order, to its secretary alone. The exempt, the suspended and those elsewhere
// are not among them; guests are their own cell's.
func Comrades(rd *store.Reader, book *rule.Book, org string) ([]Comrade, error) {
	if err := access.Must(rd, access.CareView, org); err != nil {
		return nil, err
	}
	roll, err := member.Own(rd, org, rd.Today())
	if err != nil {
		return nil, err
	}
	idle, err := withoutDuty(rd, book, org)
	if err != nil {
		return nil, err
	}
	last, err := lastAsked(rd, org)
	if err != nil {
		return nil, err
	}
	begun, err := rd.Int(`select coalesce(max(created_at), 0) from tenant where tenant = $1`)
	if err != nil {
		return nil, err
	}
	law, today := book.Asking(rd.Today()), rd.Today()
	var out []Comrade
	for _, m := range roll {
		if m.Activity != "active" {
			continue
		}
		c := Comrade{NoDuty: idle[m.ID], Asked: last[m.ID] == today}
		if c.Care, err = care(rd, book, m); err != nil {
			return nil, err
		}
		// Before he came here, and before anything was kept here, nobody could be asked to have asked.
		known := max(last[m.ID], m.Since, store.Day(begun))
		c.Unasked = law.Unasked(known, today) && m.PersonID != rd.Viewer().Person
		if c.Ask || c.NoDuty || c.Unasked {
			out = append(out, c)
		}
	}
	return out, nil
}

// withoutDuty are those without a duty of the year and without an open task;
// while the cell has adopted no year nobody is.
func withoutDuty(rd *store.Reader, book *rule.Book, org string) (map[string]bool, error) {
	year, err := strconv.Atoi(rd.Today()[:4])
	if err != nil {
		return nil, err
	}
	plan, err := duty.Year(rd, org, year)
	if err != nil || plan.AdoptedOn == "" {
		return nil, err
	}
	all, err := duty.Without(rd, book, org, year)
	if err != nil {
		return nil, err
	}
	open, err := task.Open(rd, org)
	out := map[string]bool{}
	for _, s := range all {
		out[s.Member] = true
	}
	for _, t := range open {
		delete(out, t.Owner)
	}
	return out, err
}
