package member

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Filter narrows a list. Org means it and all below it; empty means all that
// the viewer may see.
type Filter struct {
	Org, Query, AsAt, Activity, Standing string
	After                                string
	Limit                                int
}

// List gives a page of members in Vietnamese name order, by given name, and
// what to pass as After for the next one ("" at the end).
func List(rd *store.Reader, f Filter) ([]Member, string, error) {
	if f.AsAt == "" {
		f.AsAt = rd.Today()
	}
	if !vi.ValidDay(f.AsAt) {
		return nil, "", fault.Bad("as_at", "day_unreadable")
	}
	if f.Limit <= 0 || f.Limit > 1000 {
		f.Limit = 50
	}
	q := listing{args: []any{f.AsAt}, where: ` where s.tenant = $1 and s.from_day <= $2 and (s.to_day is null or s.to_day > $2)`}
	q.from = `select ` + memberColumns + ` from member_span s join member m on m.tenant = s.tenant and m.id = s.member` + besidePerson + `
		join org_edge e on e.tenant = s.tenant and e.org = s.org and e.valid_from <= $2 and (e.valid_to is null or e.valid_to > $2)`
	if stood, err := q.within(rd, f); err != nil || !stood {
		return nil, "", err
	}
	if f.Query != "" && len(vi.Words(f.Query)) == 0 {
		return nil, "", nil
	}
	q.narrow(f)
	all, err := members(rd, q.from+q.where+` order by p.name_key, m.id limit `+q.arg(f.Limit+1), q.args...)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(all) > f.Limit {
		all = all[:f.Limit]
		next = all[f.Limit-1].NameKey + "~" + all[f.Limit-1].ID
	}
	return all, next, since(rd, all, f.AsAt)
}

// listing is the statement of List as it grows.
type listing struct {
	from, where string
	args        []any // from $2 on
}

func (q *listing) arg(v any) string {
	q.args = append(q.args, v)
	return "$" + strconv.Itoa(len(q.args)+1)
}

// within keeps the list to what the viewer may see and to the organisation
// asked for; not stood: there was no such organisation on that day. A right is
// measured by where the cell stands today, also for the roll of an earlier day.
func (q *listing) within(rd *store.Reader, f Filter) (stood bool, err error) {
	column := "e.path"
	if f.AsAt != rd.Today() {
		today := q.arg(rd.Today())
		column = "coalesce(t.path, e.path)"
		q.from += ` left join org_edge t on t.tenant = e.tenant and t.org = e.org and t.valid_from <= ` + today + ` and (t.valid_to is null or t.valid_to > ` + today + `)`
	}
	if f.Org == "" {
		err = access.MustAny(rd, access.RollView)
	} else {
		err = org.Must(rd, access.RollView, f.Org)
	}
	if err != nil {
		return false, err
	}
	if f.Org != "" {
		var path string
		err := rd.Get([]any{&path}, `select path from org_edge where tenant = $1 and org = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)`, f.Org, f.AsAt)
		if store.IsNoRow(err) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		q.where += ` and e.path >= ` + q.arg(path) + ` and e.path < ` + q.arg(access.After(path))
	}
	reach, more, err := access.Where(rd, access.RollView, column, len(q.args)+2)
	q.where += " and " + reach
	q.args = append(q.args, more...)
	return true, err
}

// narrow adds what was searched for, and begins after the page before.
func (q *listing) narrow(f Filter) {
	for _, w := range vi.Words(f.Query) { // "~" is above every letter and digit
		q.where += ` and exists (select 1 from member_word w where w.tenant = s.tenant and w.member = s.member and w.word >= ` + q.arg(w) + ` and w.word < ` + q.arg(w+"~") + `)`
	}
	if f.Activity != "" {
		q.where += ` and s.activity = ` + q.arg(f.Activity)
	}
	if f.Standing != "" {
		q.where += ` and s.standing = ` + q.arg(f.Standing)
	}
	if f.After != "" {
		key, id, _ := strings.Cut(f.After, "~")
		k := q.arg(key)
		q.where += ` and (p.name_key > ` + k + ` or (p.name_key = ` + k + ` and m.id > ` + q.arg(id) + `))`
	}
}

// Roll lists everyone who takes part in a cell on a day: who stands in it, and
// who takes part in it for a time beside their own cell; in name order. The
// caller has asked the right: the meeting freezes it.
func Roll(rd *store.Reader, cell, day string) ([]Member, error) {
	all, err := on(rd, "member_span", cell, day)
	if err != nil {
		return nil, err
	}
	guests, err := on(rd, "member_stay", cell, day)
	if err != nil || len(guests) == 0 {
		return all, err
	}
	all = append(all, guests...)
	slices.SortFunc(all, func(a, b Member) int {
		return cmp.Or(strings.Compare(a.NameKey, b.NameKey), strings.Compare(a.ID, b.ID))
	})
	return all, nil
}

// Own lists those whose own cell it is on a day, as Roll.
func Own(rd *store.Reader, cell, day string) ([]Member, error) {
	return on(rd, "member_span", cell, day)
}

func on(rd *store.Reader, table, cell, day string) ([]Member, error) {
	return members(rd, `select `+memberColumns+` from `+table+` s join member m on m.tenant = s.tenant and m.id = s.member`+besidePerson+`
		left join org_edge e on e.tenant = s.tenant and e.org = s.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) order by p.name_key, m.id`, cell, day)
}
