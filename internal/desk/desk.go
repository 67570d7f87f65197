// Package desk is what a committee sees of its cells: the month by exception, each
// cell once with its reasons, the gravest first, and the pictures that answer a
// question at a glance. It counts; it names nobody, ranks nothing and marks no
// cell. The same number of statements is made for 20 cells and for 20,000.
package desk

import (
	"cmp"
	"slices"

	"chibo/internal/campaign"
	"chibo/internal/concern"
	"chibo/internal/directive"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// Board is the desk of an organisation for one month, as things stood at a moment.
type Board struct {
	report.Month
	Exceptions []Exception               // the gravest reason first, among equals in the committee's own order
	Before     map[string]report.CellRow // the month before, by cell
	Target     int                       // per cent of those expected who should come
	Steps      task.Steps                // of what was given in the month before
	Judged     []quality.Waiting         // scores confirmed, of the month or of the one before while there are none; for those who confirm
	Waiting    int                       // scores the cells voted and the committee has not confirmed
	Overdue    int                       // cells with overdue tasks
	Campaign   *campaign.Progress        // the one that runs and is due first; nil: none, or the board is of a day past
	index      map[string]int            // cell → its exception
}

// Exception is a cell that needs somebody.
type Exception struct {
	Cell    report.CellRow
	Reasons []Reason
}

// Of reads the board of a month at the end of a day, for those who may see the
// month of an organisation. A day to come is today.
func Of(rd *store.Reader, book *rule.Book, top, month, on string) (Board, error) {
	now, err := report.WardAt(rd, book, top, month, on)
	if err != nil {
		return Board{}, err
	}
	b := Board{Month: now, Before: map[string]report.CellRow{}, Target: book.Regime(month+"-03", "").AttendanceTarget, index: map[string]int{}}
	last := vi.PrevMonth(month)
	before, err := report.WardAt(rd, book, top, last, on)
	if err != nil {
		return b, err
	}
	for _, c := range before.Rows {
		b.Before[c.Org] = c
	}
	if b.Steps, err = task.StepsOf(rd, top, last, b.On); err != nil {
		return b, err
	}
	for _, m := range []string{month, last} {
		if b.Judged, err = quality.Judged(rd, book, top, m); err != nil || len(b.Judged) > 0 {
			break
		}
	}
	if err != nil {
		return b, err
	}
	if b.On == rd.Today() {
		asked, runs, err := campaign.Running(rd, top)
		if err != nil {
			return b, err
		}
		if runs {
			b.Campaign = &asked
		}
	}
	return b, b.look(rd, book)
}

// look goes through the cells and keeps those with a reason.
func (b *Board) look(rd *store.Reader, book *rule.Book) error {
	w, err := b.whole(rd, book)
	if err != nil {
		return err
	}
	for _, c := range b.Rows {
		if c.TasksOverdue > 0 {
			b.Overdue++
		}
		if all := w.reasons(c); len(all) > 0 {
			b.Exceptions = append(b.Exceptions, Exception{c, all})
		}
	}
	slices.SortStableFunc(b.Exceptions, func(x, y Exception) int {
		return cmp.Compare(slices.Index(Codes, x.Reasons[0].Code), slices.Index(Codes, y.Reasons[0].Code))
	})
	for i, x := range b.Exceptions {
		b.index[x.Cell.Org] = i
	}
	b.Waiting = len(w.waits)
	return nil
}

// Needs gives the exception of a cell.
func (b Board) Needs(cell string) (Exception, bool) {
	i, there := b.index[cell]
	if !there {
		return Exception{}, false
	}
	return b.Exceptions[i], true
}

// whole is what is read once for all cells of the board.
type whole struct {
	law     rule.Attention
	on      string
	few     map[string]member.Strength
	unled   map[string]bool
	over    map[string]string // cell → the day its term ended
	late    map[string]concern.Waiting
	waits   map[string]string // cell → the day it voted the score that waits
	unread  map[string]directive.Waiting
	clashes map[string]report.CellRow
	asked   map[string]campaign.Waiting
}

func (b *Board) whole(rd *store.Reader, book *rule.Book) (w whole, err error) {
	w = whole{law: book.Attention(b.On), on: b.On, unled: map[string]bool{}}
	ids := make([]string, len(b.Rows))
	for i, c := range b.Rows {
		ids[i] = c.Org
	}
	if w.few, err = member.FewOfficial(rd, book, ids, b.On); err != nil {
		return w, err
	}
	unled, err := member.Unled(rd, ids, b.On)
	if err != nil {
		return w, err
	}
	for _, id := range unled {
		w.unled[id] = true
	}
	if w.over, err = org.TermsOver(rd, book, b.On); err != nil {
		return w, err
	}
	if w.waits, err = quality.Unconfirmed(rd, b.Month.Month, b.At); err != nil {
		return w, err
	}
	if w.late, err = concern.LateBy(rd, b.On); err != nil {
		return w, err
	}
	if w.asked, err = campaign.LateBy(rd, b.On); err != nil {
		return w, err
	}
	if w.unread, err = directive.UnreadBy(rd, b.On); err != nil {
		return w, err
	}
	w.clashes = Clashes(b.Rows, book)
	return w, nil
}
