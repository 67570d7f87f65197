package standing_test

import (
	"slices"
	"sort"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/vote"
)

// The second model: the book a careful secretary would keep. One line a comrade
// that says how he stands today and until when, changed day by day; every
// evening the whole page is copied. It knows no events and no spans.
type paperLine struct {
	cell, activity, until string // until: the first day it is over
	host, hostAs          string
	probation             bool
}

type paperBook struct {
	today string
	now   map[string]*paperLine
	pages map[string]map[string]paperLine // day → comrade
}

// turn begins a day: what ended is struck out.
func (b *paperBook) turn(day string) {
	b.today = day
	for _, l := range b.now {
		if l.until != "" && l.until <= day {
			l.activity, l.until, l.host, l.hostAs = "active", "", "", ""
		}
	}
}

func (b *paperBook) copyPage() {
	page := map[string]paperLine{}
	for who, l := range b.now {
		page[who] = *l
	}
	b.pages[b.today] = page
}

// roll is who takes part in a cell by a page.
func roll(page map[string]paperLine, cell string) []string {
	var out []string
	for who, l := range page {
		standing := "official"
		if l.probation {
			standing = "probationary"
		}
		if l.cell == cell {
			out = append(out, who+" "+standing+" "+l.activity)
		}
		if l.host == cell {
			out = append(out, who+" "+standing+" "+l.hostAs)
		}
	}
	sort.Strings(out)
	return out
}

// base counts the votes of a cell by a page: who may vote, and is not elsewhere,
// or exempt and not in the hall.
func base(page map[string]paperLine, cell string, absent map[string]bool) (n int) {
	for who, l := range page {
		switch {
		case l.probation:
		case l.host == cell && l.hostAs == "sent_here":
			n++
		case l.cell != cell:
		case l.activity == "active", l.activity == "exempt" && !absent[who]:
			n++
		}
	}
	return n
}

// rights: today each reads the minutes of where he stands or takes part, and of
// nothing else.
func (h *chronicle) rights(cells []string) {
	h.t.Helper()
	page := h.book.pages[h.book.today]
	for who, l := range page {
		h.db.Read(h.t, h.ids[who].Person, func(rd *store.Reader) error {
			for _, cell := range cells {
				can, err := access.Can(rd, access.MinutesView, cell)
				if err != nil {
					return err
				}
				led := h.lead[cell] == h.ids[who] // a post gives it too
				if want := l.cell == cell || l.host == cell || led && l.cell != ""; can != want {
					h.t.Errorf("%s: %s reads %s: %v", h.book.today, who, cell, can)
				}
			}
			return nil
		})
	}
}

// compare reads every fifth day and each day of a meeting as the system tells
// them at the end, and what each meeting kept.
func (h *chronicle) compare(first, last string) {
	h.t.Helper()
	evenings := map[string]bool{}
	for _, k := range h.kept {
		evenings[k.day] = true
	}
	days, wrong := 0, 0
	h.db.Read(h.t, h.c.Officer, func(rd *store.Reader) error {
		for d, n := first, 0; d <= last; d, n = vi.AddDays(d, 1), n+1 {
			if n%5 != 0 && !evenings[d] {
				continue
			}
			days++
			for _, cell := range h.cells {
				all, err := member.Roll(rd, cell, d)
				if err != nil {
					return err
				}
				var got []string
				for _, m := range all {
					got = append(got, h.names[m.ID]+" "+m.Standing+" "+m.Activity)
				}
				sort.Strings(got)
				if want := roll(h.book.pages[d], cell); !slices.Equal(got, want) {
					if wrong++; wrong < 6 {
						h.t.Errorf("%s %s:\n%q\nthe book says\n%q", d, cell, got, want)
					}
				}
			}
		}
		return nil
	})
	lead := h.lead[h.cells[0]].Person
	h.db.Read(h.t, store.System, func(rd *store.Reader) error {
		for _, k := range h.kept {
			all, err := meeting.Frozen(rd, k.meeting, meeting.StageOpen)
			if err != nil {
				return err
			}
			var got []string
			for _, r := range all {
				got = append(got, h.names[r.Member]+" "+r.Standing+" "+r.Activity)
			}
			sort.Strings(got)
			if !slices.Equal(got, k.roll) {
				h.t.Errorf("the frozen roll of %s changed:\n%q\nit was\n%q", k.day, got, k.roll)
			}
			votes, err := vote.List(rd, k.meeting)
			if err != nil {
				return err
			}
			if len(votes) != 1 || votes[0].Base != k.base {
				h.t.Errorf("%s: votes %+v", k.day, votes)
			}
		}
		for id, cell := range h.tasks {
			x, err := task.Get(rd, id)
			if err != nil || x.Org != cell {
				h.t.Errorf("task %s is in %s, the book says %s (%v)", x.Deed, x.Org, cell, err)
			}
		}
		return nil
	})
	h.db.Write(h.t, store.System, func(tx *store.Tx) error { // each month as it would be counted now
		for _, k := range h.kept {
			if err := report.Recompute(tx, book, k.cell, k.period); err != nil {
				return err
			}
		}
		return nil
	})
	h.db.Read(h.t, store.System, func(rd *store.Reader) error {
		for _, k := range h.kept {
			var expected, present, members, given int
			if err := rd.Get([]any{&expected, &present, &members, &given}, `select expected, present, members, tasks_given from cell_month where tenant = $1 and org = $2 and month = $3`, k.cell, k.period); err != nil {
				return err
			}
			own := 0
			for _, l := range h.book.pages[k.day] {
				if l.cell == k.cell {
					own++
				}
			}
			if expected != k.expected || present != k.present || members != own || given != 1 {
				h.t.Errorf("%s %s: expected %d present %d members %d given %d, the book says %d %d %d 1", k.period, k.cell, expected, present, members, given, k.expected, k.present, own)
			}
		}
		return nil
	})
	h.db.Read(h.t, lead, func(rd *store.Reader) error { // the secretary of the cell they became reads all that is open
		open, err := task.Open(rd, h.cells[0])
		if len(open) != len(h.tasks) {
			h.t.Errorf("%d open tasks, the book has %d", len(open), len(h.tasks))
		}
		return err
	})
	h.t.Logf("%d days compared, %d meetings, %d tasks", days, len(h.kept), len(h.tasks))
}
