package offline

import (
	"cmp"
	"slices"
	"strings"

	"chibo/internal/resolution"
)

// setDeeds brings the resolution's list up to what the devices gave. The list is
// one row to its room, so it is put together first: who took a task off, who
// changed it, who gave another. A task the room refuses stays out with its
// sentence, the others go in.
func (e *evening) setDeeds(list []told) error {
	for _, t := range list { // first all at once; where that is refused, each alone
		e.no[t.Key] = nil
	}
	err := e.try(list[0], func() error { return e.putDeeds(list) })
	if err != nil || e.no[list[0].Key] == nil {
		return err
	}
	e.no[list[0].Key] = nil
	var good []told
	for _, t := range list {
		if err := e.try(t, func() error { return e.putDeeds(append(good[:len(good):len(good)], t)) }); err != nil {
			return err
		}
		if e.no[t.Key] == nil {
			good = append(good, t)
		}
	}
	return nil
}

// putDeeds writes the list with these entries in it.
func (e *evening) putDeeds(list []told) error {
	r, err := resolution.Get(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	names := e.deedNames()
	rank := func(i resolution.Item) (string, bool) {
		key := Deed + "/" + cmp.Or(names[i.ID], i.ID)
		_, known := e.firsts[key]
		return key, known
	}
	byRank := func(a, b resolution.Item) int {
		x, known := rank(a)
		y, also := rank(b)
		if !known || !also { // one the log does not know keeps its place
			return 0
		}
		return order(e.firsts[x], e.firsts[y])
	}
	kept, err := entriesOf(e.rd, e.m.ID)
	if err != nil {
		return err
	}
	byHand := orderedByHand(kept[deedOrder].stands, r.Items)
	items := slices.Clone(r.Items)
	var fresh []string
	by := ""
	for _, t := range list {
		id := e.deedID(t.name)
		if names[id] == "" { // given by a form: its name is its id
			id = t.name
		}
		n := slices.IndexFunc(items, func(i resolution.Item) bool { return i.ID == id })
		switch v := into[giving](t.Value); {
		case null(t.Value) && n >= 0:
			items, by = slices.Delete(items, n, n+1), t.by
		case null(t.Value):
		case n >= 0:
			now := v.item(id)
			now.Document, now.Target = items[n].Document, items[n].Target // named on a page: a phone does not ask for them
			if !alikeDeed(items[n], now) {
				by = t.by
			}
			items[n] = now
		default:
			items, fresh, by = append(items, v.item(id)), append(fresh, id), t.by
		}
	}
	put, ordered := e.ordered()
	if ordered || !byHand {
		slices.SortStableFunc(items, byRank)
	}
	if ordered {
		put.sort(items, names)
	}
	if e.sameDeeds(r.Items, items) {
		return e.keepOrder(r.Items, byHand, kept[deedOrder])
	}
	if by == "" {
		by = list[0].by
	}
	now, _, err := resolution.PutKnown(e.tx.As(by), e.book, e.m.ID, r.Version, r.Preamble, items, fresh)
	if err != nil {
		return err
	}
	return e.keepOrder(now.Items, byHand, kept[deedOrder])
}

// deedOrder is the entry under which the order of the resolution is remembered as
// it was left here. It is no key of an operation.
const deedOrder = "deeds"

// hand begins what is remembered of a list that somebody has put in order by hand.
const hand = "hand "

// orderedByHand tells whether a form has put the tasks in another order since:
// then that order stays, and what comes in goes to the end.
func orderedByHand(left string, now []resolution.Item) bool {
	rest, was := strings.CutPrefix(left, hand)
	if was {
		return true
	}
	before := strings.Fields(rest)
	var order []int
	for _, i := range now {
		if n := slices.Index(before, i.ID); n >= 0 {
			order = append(order, n)
		}
	}
	return !slices.IsSorted(order)
}

func (e *evening) keepOrder(items []resolution.Item, byHand bool, old entry) error {
	ids := make([]string, len(items))
	for n, i := range items {
		ids[n] = i.ID
	}
	x := entry{stands: strings.Join(ids, " ")}
	if byHand {
		x.stands = hand + x.stands
	}
	if x == old {
		return nil
	}
	return x.keep(e.tx, e.m.ID, deedOrder)
}

func (v giving) item(id string) resolution.Item {
	return resolution.Item{ID: id, Outside: v.Outside, Owner: v.Owner, Deed: v.Deed, Measure: v.Measure, Due: v.Due, ReportAt: v.ReportAt, Continues: v.Continues, Helper: v.Helper}
}

// alikeDeed compares what a device says of a task with what stands.
func alikeDeed(a, b resolution.Item) bool {
	return a.Owner == b.Owner && a.Deed == b.Deed && a.Measure == b.Measure && a.Due == b.Due && (b.ReportAt == "" || a.ReportAt == b.ReportAt) && a.Continues == b.Continues && a.Helper == b.Helper
}

// sameDeeds tells whether the list would stand as it stands already, the room
// putting outside the resolution what is too much for it.
func (e *evening) sameDeeds(now, want []resolution.Item) bool {
	limit, inside := e.book.Limits(e.m.Day).MaxTasks, 0
	return slices.EqualFunc(now, want, func(a, b resolution.Item) bool {
		outside := b.Outside
		if !outside {
			inside++
			outside = limit > 0 && inside > limit
		}
		return a.ID == b.ID && a.Outside == outside && alikeDeed(a, b)
	})
}
