package offline

import (
	"cmp"
	"encoding/json"
	"slices"

	"chibo/internal/resolution"
	"chibo/internal/store"
)

// setOrder writes nothing by itself: the tasks are put in their order as they are
// written (putDeeds).
func (e *evening) setOrder(told) error { return nil }

// ordered is the order in which a device or a form put the resolution's tasks, if any
// did.
func (e *evening) ordered() (ordering, bool) {
	r, known := Fold(e.ops)[Order]
	if !known || null(r.Value) {
		return ordering{}, false
	}
	return into[ordering](r.Value), true
}

// namesOf gives the tasks as their entries are named.
func (e *evening) namesOf(items []resolution.Item) []string {
	names, out := e.deedNames(), make([]string, len(items))
	for n, i := range items {
		out[n] = cmp.Or(names[i.ID], i.ID)
	}
	return out
}

// sort puts the tasks in this order; one it does not name goes behind, as it stood.
func (o ordering) sort(items []resolution.Item, names map[string]string) {
	at := func(i resolution.Item) int {
		if n := slices.Index(o.Deeds, cmp.Or(names[i.ID], i.ID)); n >= 0 {
			return n
		}
		return len(o.Deeds)
	}
	slices.SortStableFunc(items, func(a, b resolution.Item) int { return cmp.Compare(at(a), at(b)) })
}

// reordered tells whether the tasks that stand in both lists changed places: one
// given or taken off is no new order.
func reordered(was string, now json.RawMessage) bool {
	before, after := into[ordering](json.RawMessage(was)), into[ordering](now)
	common := func(a, b []string) []string {
		return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return !slices.Contains(b, s) })
	}
	return !slices.Equal(common(before.Deeds, after.Deeds), common(after.Deeds, before.Deeds))
}

// Deeds are the tasks devices and forms gave, in words by the name of their entry, for
// whoever runs, chairs or writes the meeting.
func Deeds(rd *store.Reader, id string) (map[string]string, error) {
	if _, err := holding(rd, id); err != nil {
		return nil, err
	}
	ops, err := all(rd, id)
	out := map[string]string{}
	for key, r := range Fold(ops) {
		if kindOf(key) == Deed {
			out[nameOf(key)] = into[giving](r.Value).Deed
		}
	}
	return out, err
}
