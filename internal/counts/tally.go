package counts

import (
	"strconv"
	"strings"

	"chibo/internal/concern"
	"chibo/internal/quality"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Of counts the month of a committee as it stands now, for those who may see its month.
// The numbers are those of room report; the attendance leaves out meetings of fewer
// persons than may be split, so that no two states of a month differ by so few.
func Of(rd *store.Reader, book *rule.Book, top, month string) (Figures, error) {
	var f Figures
	m, err := report.Ward(rd, book, top, month)
	if err != nil {
		return f, err
	}
	t, law := m.Totals, book.Attention(m.On)
	f.Cells, f.Held, f.OnTime, f.Silent, f.Missed, f.Sealed, f.Overdue = some(t.Cells), some(t.Met), some(t.OnTime), some(t.Silent), some(t.Missed), some(t.Sealed), some(t.TasksOverdue)
	if t.Members > 0 { // else the roll was not taken in
		f.Members = some(t.Members)
	}
	f.Small = some(0)
	for _, c := range m.Rows {
		if c.HeldDay != "" {
			f.Came(c.Expected, c.Present, law)
		}
	}
	if t.Met > 0 {
		f.Given, f.Done = some(t.TasksGiven), some(t.TasksDone)
	}
	open, late, err := concern.Unanswered(rd, top, m.On)
	if err != nil {
		return f, err
	}
	if f.Concerns = some(open); !law.Small(open) {
		f.ConcernsLate = some(late)
	}
	all, err := quality.Classes(rd, book, top, month)
	if err != nil {
		return f, err
	}
	f.Tables = Tables{}
	for _, c := range all {
		x := TableClasses{Table: tableRef(rd.Tenant(), c.Table)}
		x.Self = classes(c.Voted)
		x.Confirmed = classes(c.Confirmed)
		f.Tables = f.Tables.With(x)
	}
	return f, nil
}

// Came adds a meeting to the attendance, or to those too small for it. A meeting whose
// roll is not counted yet adds nothing.
func (f *Figures) Came(expected, present int, law rule.Attention) {
	switch {
	case expected == 0:
	case law.Small(expected):
		*f.Small++
	case f.Expected == nil:
		f.Expected, f.Present = some(expected), some(present)
	default:
		f.Expected, f.Present = some(*f.Expected+expected), some(*f.Present+present)
	}
}

// ownTable begins the name of a table a committee adopted for itself: two committees may
// have one of that name each, so above it stands behind the committee's number.
const ownTable = "local."

func tableRef(tenant int64, ref string) string {
	if strings.HasPrefix(ref, ownTable) {
		ref = number(tenant) + "." + ref
	}
	if !tableForm.MatchString(ref) { // a name that is none of ours says nothing above
		return ""
	}
	return ref
}

// foreignTable tells of a committee's own table that is not of this committee.
func foreignTable(tenant int64, ref string) bool {
	return strings.Contains(ref, ownTable) && !strings.HasPrefix(ref, number(tenant)+"."+ownTable)
}

// OwnTable takes the name of a committee's own table apart: whose it is, and its name
// there; whose is 0 for a table everybody has.
func OwnTable(ref string) (whose int64, name string) {
	before, rest, found := strings.Cut(ref, "."+ownTable)
	n, err := strconv.ParseInt(before, 10, 64)
	if !found || err != nil {
		return 0, ref
	}
	return n, ownTable + rest
}

func classes(n map[string]int) *Classes {
	if len(n) == 0 {
		return nil
	}
	return &Classes{n[quality.Good], n[quality.Fair], n[quality.Average], n[quality.Poor], n[quality.OtherWord]}
}

// With adds the classes of a table to those of the same table.
func (all Tables) With(x TableClasses) Tables {
	at := 0
	for at < len(all) && all[at].Table < x.Table {
		at++
	}
	if at == len(all) || all[at].Table != x.Table {
		out := append(Tables{}, all[:at]...)
		return append(append(out, x.copied()), all[at:]...)
	}
	out := append(Tables{}, all...)
	out[at] = TableClasses{x.Table, both(all[at].Self, x.Self), both(all[at].Confirmed, x.Confirmed)}
	return out
}

func (x TableClasses) copied() TableClasses {
	return TableClasses{x.Table, both(nil, x.Self), both(nil, x.Confirmed)}
}

// both adds two, of which one or both may not be known.
func both(a, b *Classes) *Classes {
	if a == nil && b == nil {
		return nil
	}
	var sum Classes
	for _, c := range []*Classes{a, b} {
		if c != nil {
			sum.add(*c)
		}
	}
	return &sum
}
