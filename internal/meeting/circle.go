package meeting

import (
	"strconv"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// posts are who sits in a committee: of a cell, of a ward, and in the standing
// committee. The committee of a ward is all who hold one of its posts, so that
// nobody of the standing committee is entered twice.
var posts = map[string][]access.Post{
	CellCommittee: {access.Secretary, access.Deputy, access.Committee},
	Committee:     {access.WardSecretary, access.WardDeputy, access.StandingMember, access.WardMember},
	Standing:      {access.WardSecretary, access.WardDeputy, access.StandingMember},
}

// circle is whose meeting a kind is.
func circle(kind string) access.Circle {
	switch kind {
	case CellCommittee, Committee:
		return access.OfCommittee
	case Standing:
		return access.OfStanding
	}
	return access.OfAll
}

// Circle is whose meeting it is: every right over its content is asked there.
func (m Meeting) Circle() access.Circle { return circle(m.Kind) }

// OfCommittee tells a committee's own meeting (họp) from a meeting of a cell
// (sinh hoạt).
func (m Meeting) OfCommittee() bool { return posts[m.Kind] != nil }

// Can reports whether the viewer may do this in this meeting: in a committee's
// own meeting other posts than in the cell's. It takes the general action, such
// as access.MeetingRun.
func Can(rd *store.Reader, m Meeting, action access.Action) (bool, error) {
	return access.Can(rd, m.Circle().Of(action), m.Org)
}

// Must is Can as an early return: no right is fault.Missing.
func Must(rd *store.Reader, m Meeting, action access.Action) error {
	return access.Must(rd, m.Circle().Of(action), m.Org)
}

// CircleOf is the circle of a meeting; it asks for no right.
func CircleOf(rd *store.Reader, meeting string) (access.Circle, error) {
	c := ""
	err := rd.Get([]any{&c}, `select circle from meeting where tenant = $1 and id = $2`, meeting)
	return access.Circle(c), err
}

// Stands tells how a member stands on a day in the circle of an organisation: as
// member.In says of a cell; "active" for who sits in the committee. "" is not of
// it. It asks for no right.
func Stands(rd *store.Reader, org string, in access.Circle, id, day string) (string, error) {
	if in == access.OfAll {
		return member.In(rd, id, org, day)
	}
	all, err := People(rd, org, in, day)
	for _, r := range all {
		if r.Member == id {
			return r.Activity, err
		}
	}
	return "", err
}

// People are those of a circle on a day, in name order: the cell's roll, or who
// sits in the committee. It asks for no right.
func People(rd *store.Reader, org string, in access.Circle, day string) ([]Rolled, error) {
	switch in {
	case access.OfAll:
		return Live(rd, Meeting{Org: org, Day: day, Kind: Regular})
	case access.OfStanding:
		return seats(rd, org, Standing, day)
	}
	all, err := seats(rd, org, CellCommittee, day)
	if err != nil || len(all) > 0 {
		return all, err
	}
	return seats(rd, org, Committee, day)
}

// seats are the members who hold a post of the committee on a day, each once,
// in whichever cell they stand. They are expected and vote whatever their
// activity in their own cell; only who is suspended stays outside (assumed).
func seats(rd *store.Reader, org, kind, day string) ([]Rolled, error) {
	args := []any{org, day}
	list := ""
	for _, p := range posts[kind] {
		args = append(args, string(p))
		list += ", " + "$" + strconv.Itoa(len(args)+1)
	}
	all, err := store.All(rd, func(scan store.Scan) (r Rolled, err error) {
		err = scan(&r.Member, &r.Person, &r.FullName, &r.NameKey, &r.Standing, &r.Activity)
		if r.Activity != "suspended" {
			r.Activity, r.Expected = "active", true
		}
		r.Entitled = r.Expected && r.Standing == "official"
		return
	}, `select distinct m.id, p.id, p.full_name, p.name_key, s.standing, s.activity
		from post_holding h join member m on m.tenant = h.tenant and m.person = h.person
		join member_span s on s.tenant = m.tenant and s.member = m.id and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and s.standing <> 'ended'
		join person p on p.tenant = m.tenant and p.id = m.person
		where h.tenant = $1 and h.org = $2 and h.from_day <= $3 and (h.to_day is null or h.to_day > $3) and h.post in (`+list[2:]+`)
		order by p.name_key, m.id`, args...)
	return all, err
}

// Writers are those who may be its scribe beside the roll: what a committee above
// says its officer may write.
func Writers(rd *store.Reader, m Meeting) ([]Rolled, error) {
	if _, err := For(rd, m.ID, access.MinutesView); err != nil || !m.OfCommittee() {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (r Rolled, err error) { err = scan(&r.Person, &r.FullName); return }, `select p.id, p.full_name from post_holding h join person p on p.tenant = h.tenant and p.id = h.person
		where h.tenant = $1 and h.org = $2 and h.post = $4 and h.from_day <= $3 and (h.to_day is null or h.to_day > $3) order by p.name_key, p.id`, m.Org, m.Day, string(access.Officer))
}

// enough refuses a meeting of a committee that is none: one chairs and another
// writes.
func enough(rd *store.Reader, in Planning, day string) error {
	if posts[in.Kind] == nil {
		return nil
	}
	all, err := seats(rd, in.Org, in.Kind, day)
	if err != nil {
		return err
	}
	if len(all) < 2 {
		return fault.Bad("kind", "committee_none_"+in.Kind)
	}
	return nil
}

// orgKind is the kind of an organisation on a day; what holds no meetings of
// the kind asked for is refused: cells meet as cells and have a cell committee,
// what stands above them has a committee and a standing one.
func orgKind(rd *store.Reader, book *rule.Book, org, day, kind string) (rule.OrgKind, error) {
	var is rule.OrgKind
	err := rd.Get([]any{&is}, `select kind from org_edge where tenant = $1 and org = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)`, org, day)
	if store.IsNoRow(err) {
		return "", fault.Bad("starts_at", "meeting_no_cell")
	}
	if err != nil {
		return "", err
	}
	k, known := book.CellKinds(day).Find(is)
	above := kind == Committee || kind == Standing
	switch {
	case known && !k.Cell && !above:
		return "", fault.Bad("org", "meeting_not_cell")
	case known && (k.Cell || is == rule.KindGroup) && above:
		return "", fault.Bad("org", "meeting_not_committee")
	}
	return is, nil
}
