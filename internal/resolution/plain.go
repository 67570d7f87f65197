package resolution

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// plainly looks at the words and the day of one task: short, one deed, something one
// can see done, with days enough (rule resolution.limits).
func plainly(i Item, p place, plain rule.Plain) (out []Warning) {
	add := func(code string, args ...any) {
		out = append(out, Warning{i.ID, code, append([]any{"deed", i.Deed}, args...)})
	}
	if plain.Long(i.Deed) {
		add(LongDeed, "count", len(strings.Fields(i.Deed)), "most", plain.Syllables)
	}
	if by, two := plain.Two(i.Deed); two {
		add(TwoDeeds, "word", by)
	}
	if verb, empty := plain.Empty(i.Deed, i.Measure); empty {
		add(Vague, "word", verb)
	}
	if i.Due >= p.day && i.Due < vi.AddDays(p.day, plain.LeastDays) {
		add(Sudden, "day", vi.ShowDay(i.Due))
	}
	return out
}

// LastTime are the tasks the cell resolved at the last meeting of the same circle
// before this one that resolved any, for whoever may see this one's draft: while one
// writes, one sees what was said then.
func LastTime(rd *store.Reader, meeting string) ([]Item, error) {
	p, err := find(rd, meeting)
	if err != nil {
		return nil, err
	}
	if err := access.Must(rd, p.circle.Of(access.MeetingView), p.org); err != nil {
		return nil, err
	}
	last, err := rd.Strings(`select m.id from meeting m where m.tenant = $1 and m.org = $2 and m.circle = $3 and m.day < $4 and m.id <> $5
		and exists (select 1 from resolution_item i where i.tenant = m.tenant and i.meeting = m.id and not i.outside) order by m.day desc, m.id desc limit 1`, p.org, string(p.circle), p.day, meeting)
	if err != nil || len(last) == 0 {
		return nil, err
	}
	r, err := read(rd, last[0])
	return slices.DeleteFunc(r.Items, func(i Item) bool { return i.Outside }), err
}
