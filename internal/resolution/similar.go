package resolution

import (
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Alike is an earlier task that a new deed reads like.
type Alike struct {
	Task   string // open task it could carry on
	Deed   string
	Owner  string // name
	Period string // of the meeting that gave it
}

// alike is the share of words two deeds must have in common: "Đặt 2 thùng rác đầu
// ngõ 12" and "Đặt thùng rác ngõ 12" are the same matter, two deeds about rubbish
// are not. A hint for the eye; nothing is refused by it.
const alike = 0.6

// Similar finds the open task of the cell whose deed reads most like the one
// being given, so that it is carried on instead of doubled. ok is false when
// none does.
func Similar(rd *store.Reader, meeting, deed string) (a Alike, ok bool, err error) {
	p, err := find(rd, meeting)
	if err != nil {
		return a, false, err
	}
	if err := p.mayWrite(rd); err != nil {
		return a, false, err
	}
	all, err := store.All(rd, func(scan store.Scan) (x Alike, err error) { err = scan(&x.Task, &x.Deed, &x.Owner, &x.Period); return },
		`select t.id, t.deed, coalesce(p.full_name, ''), coalesce(g.period, '') from task t
		left join member m on m.tenant = t.tenant and m.id = t.owner left join person p on p.tenant = m.tenant and p.id = m.person
		left join meeting g on g.tenant = t.tenant and g.id = t.meeting
		where t.tenant = $1 and t.org = $2 and t.circle = $3 and t.closed_on is null`, p.org, string(p.circle))
	if err != nil {
		return a, false, err
	}
	best := 0.0
	for _, x := range all {
		if s := common(deed, x.Deed); s >= alike && s > best {
			a, best = x, s
		}
	}
	return a, best > 0, nil
}

// common is the share of words two texts have in common, marks and capitals
// aside.
func common(a, b string) float64 {
	in := map[string]int{}
	for _, w := range vi.Words(a) {
		in[vi.Fold(w)] |= 1
	}
	for _, w := range vi.Words(b) {
		in[vi.Fold(w)] |= 2
	}
	both := 0
	for _, n := range in {
		if n == 3 {
			both++
		}
	}
	if len(in) == 0 {
		return 0
	}
	return float64(both) / float64(len(in))
}

// Swap puts a task given outside the resolution into it and one of it outside,
// each in the other's place.
func Swap(tx *store.Tx, book *rule.Book, meeting, out, in string) (Resolution, []Warning, error) {
	p, old, err := open(tx, meeting)
	if err != nil {
		return Resolution{}, nil, err
	}
	a, b := -1, -1
	for n, i := range old.Items {
		switch i.ID {
		case out:
			a = n
		case in:
			b = n
		}
	}
	switch {
	case a < 0 || b < 0:
		return Resolution{}, nil, fault.Missing()
	case !old.Items[a].Outside && old.Items[b].Outside:
		return old, nil, nil // swapped already
	case !old.Items[a].Outside || old.Items[b].Outside:
		return Resolution{}, nil, fault.Bad("in", "resolution_swap")
	}
	items := append([]Item(nil), old.Items...)
	items[a], items[b] = items[b], items[a]
	items[a].Outside, items[b].Outside = true, false
	return write(tx, book, p, meeting, old, known(old), old.Preamble, items)
}

// Look gathers what is worth a second look in the resolution as it stands, for
// whoever may see the draft; nothing is written.
func Look(rd *store.Reader, book *rule.Book, meeting string) ([]Warning, error) {
	r, err := Get(rd, meeting)
	if err != nil {
		return nil, err
	}
	p, err := find(rd, meeting)
	if err != nil {
		return nil, err
	}
	return order(rd, book, p, meeting, append([]Item(nil), r.Items...), known(r))
}
