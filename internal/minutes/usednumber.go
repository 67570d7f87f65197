package minutes

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// UsedOnPaper notes that a number stands on a paper written outside the system,
// so that it is not given again and its gap has a reason. Who sets the start may.
func UsedOnPaper(tx *store.Tx, book *rule.Book, cell string, in access.Circle, kind, day string, number int, note string) (Series, error) {
	s, err := own(tx, book, cell, in, kind, day)
	if err != nil {
		return s, err
	}
	var wrong fault.Fields
	if note = vi.Clean(note); note == "" {
		wrong.Add("note", "number_note")
	}
	if number < 1 || number > highest {
		wrong.Add("number", "number_range", "most", highest)
	}
	if err := wrong.Err(); err != nil {
		return s, err
	}
	have, err := s.notes(tx.Reader)
	if err != nil {
		return s, err
	}
	if slices.ContainsFunc(have, func(n Note) bool { return n.Number == number && n.Note == note }) {
		return s, s.look(tx.Reader)
	}
	if err := s.free(tx.Reader, number); err != nil {
		return s, err
	}
	if _, err := tx.Exec(`insert into number_note (tenant, org, type, term_from, number, note, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		cell, kind, s.TermFrom, number, note, tx.Now(), tx.Viewer().Person); err != nil {
		return s, err
	}
	if err := audit.Note(tx, "minutes.number_elsewhere", "org", cell, cell, map[string]any{"type": kind, "term": s.TermFrom, "number": number, "note": note}); err != nil {
		return s, err
	}
	return s, s.look(tx.Reader)
}

func (s Series) notes(rd *store.Reader) ([]Note, error) {
	return store.All(rd, func(scan store.Scan) (n Note, err error) { err = scan(&n.Number, &n.Note, &n.At, &n.By); return },
		`select n.number, n.note, n.at, coalesce(p.full_name, '') from number_note n left join person p on p.tenant = n.tenant and p.id = n.by_person
		where n.tenant = $1 and n.org = $2 and n.type = $3 and n.term_from = $4 order by n.number`, s.Org, s.Type, s.TermFrom)
}

// free refuses a number that a paper or a note has already, saying which and
// what is free.
func (s Series) free(rd *store.Reader, number int) error {
	type holder struct {
		day  string
		name string
	}
	all, err := store.All(rd, func(scan store.Scan) (h holder, err error) { err = scan(&h.day, &h.name); return },
		`select m.day, coalesce(c.full_name, '') from paper p join meeting m on m.tenant = p.tenant and m.id = p.meeting left join person c on c.tenant = p.tenant and c.id = p.chair
		where p.tenant = $1 and p.org = $2 and p.type = $3 and p.term_from = $4 and p.number = $5 and p.version = 1`, s.Org, s.Type, s.TermFrom, number)
	if err != nil {
		return err
	}
	for _, h := range all {
		return s.refuse(rd, "number_taken", number, "day", vi.ShowDay(h.day), "name", h.name)
	}
	notes, err := s.notes(rd)
	if err != nil {
		return err
	}
	for _, n := range notes {
		if n.Number == number {
			return s.refuse(rd, "number_elsewhere", number, "day", vi.ShowDay(store.Day(n.At)), "name", n.By, "note", n.Note)
		}
	}
	return nil
}

func (s Series) refuse(rd *store.Reader, code string, number int, args ...any) error {
	next, err := s.nextFree(rd)
	if err != nil {
		return err
	}
	return fault.Bad("number", code, append([]any{"number", number, "next", next}, args...)...)
}

// nextFree is the next number that nothing carries.
func (s Series) nextFree(rd *store.Reader) (int, error) {
	notes, err := s.notes(rd)
	if err != nil {
		return 0, err
	}
	used, err := s.given(rd)
	if err != nil {
		return 0, err
	}
	n := s.Next
	for slices.Contains(used, n) || slices.ContainsFunc(notes, func(x Note) bool { return x.Number == n }) {
		n++
	}
	return n, nil
}
