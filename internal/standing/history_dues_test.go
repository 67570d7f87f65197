package standing_test

import (
	"fmt"
	"slices"
	"sort"

	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// payment is one line of the treasurer's book: who paid when, and in which cell.
type payment struct {
	who, cell, period string
	amount            int64
}

// collect takes down what the active comrades of a cell paid in a month.
func (h *chronicle) collect(cell, period string, n int) {
	h.t.Helper()
	var in []dues.Entry
	for who, l := range h.book.pages[h.book.today] {
		if l.cell == cell && l.activity == "active" {
			p := payment{who, cell, period, int64(1000 * (1 + (n+len(who))%97))}
			h.paid = append(h.paid, p)
			in = append(in, dues.Entry{Member: h.ids[who].Member, State: dues.Paid, Amount: p.amount})
		}
	}
	h.db.Write(h.t, h.lead[cell].Person, func(tx *store.Tx) error { _, err := dues.Put(tx, book, cell, period, in); return err })
}

// compareDues: the secretary of the cell they became reads each month of whoever
// is here now, also from before the merge, and of nobody who only was elsewhere.
func (h *chronicle) compareDues() {
	h.t.Helper()
	a, now := h.cells[0], h.book.pages[h.book.today]
	months := map[string][]string{}
	brought := 0
	for _, p := range h.paid {
		if p.cell == a || now[p.who].cell == a {
			months[p.period] = append(months[p.period], fmt.Sprintf("%s %d", p.who, p.amount))
			if p.cell != a {
				brought++
			}
		}
	}
	for period, want := range months {
		var got []string
		h.db.Read(h.t, h.lead[a].Person, func(rd *store.Reader) error {
			got = nil
			own, err := dues.OfMonth(rd, book, a, period)
			if err != nil {
				return err
			}
			before, err := dues.Before(rd, a, period)
			for _, b := range before {
				own = append(own, b.Line)
			}
			for _, l := range own {
				if l.State == dues.Paid {
					got = append(got, fmt.Sprintf("%s %d", h.names[l.Member], l.Amount))
				}
			}
			return err
		})
		sort.Strings(got)
		sort.Strings(want)
		if !slices.Equal(got, want) {
			h.t.Errorf("dues of %s:\n%q\nthe book says\n%q", period, got, want)
		}
		for _, who := range []string{h.c.Mai.Person, h.c.Officer, ""} {
			if err := h.db.TryRead(who, func(rd *store.Reader) error { _, err := dues.Before(rd, a, period); return err }); fault.KindOf(err) != fault.NotFound {
				h.t.Errorf("%q reads them: %v", who, err)
			}
		}
	}
	if brought == 0 {
		h.t.Error("nobody brought a month along: the test compares nothing")
	}
	h.t.Logf("%d months of dues compared, %d lines brought along", len(months), brought)
}
