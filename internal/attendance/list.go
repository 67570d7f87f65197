package attendance

import (
	"strconv"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Row is one line of the roll call.
type Row struct {
	meeting.Rolled
	Mark      *Mark
	Announced string // reason of an absence announced and not yet settled
	Counted   bool   // stands in Expected: expected, or exempt or away and came all the same
}

// Sheet is the roll call with its counts.
type Sheet struct {
	Rows         []Row
	Present      int // of those counted
	Expected     int
	Unmarked     int // expected and not yet marked
	Official     int // of those present
	Probationary int // of those present
	Excused      int
	Unexplained  int
	Unexcused    int
}

// List reads the roll call: everybody on the roll in name order.
func List(rd *store.Reader, id string) (Sheet, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return Sheet{}, err
	}
	roll, err := meeting.Roll(rd, m)
	if err != nil {
		return Sheet{}, err
	}
	known, err := marks(rd, m)
	if err != nil {
		return Sheet{}, err
	}
	notices, err := notices(rd, m)
	if err != nil {
		return Sheet{}, err
	}
	var s Sheet
	for _, r := range roll {
		row := Row{Rolled: r, Counted: r.Expected}
		if k, marked := known[r.Member]; marked {
			row.Mark = &k
			row.Counted = r.Expected || Came(k.Status)
		}
		if row.Mark == nil || row.Mark.Status == Unexplained {
			row.Announced = notices[r.Member]
		}
		s.count(row)
		s.Rows = append(s.Rows, row)
	}
	return s, nil
}

func (s *Sheet) count(row Row) {
	if !row.Counted {
		return
	}
	s.Expected++
	if row.Mark == nil {
		s.Unmarked++
		return
	}
	switch row.Mark.Status {
	case Excused:
		s.Excused++
	case Unexplained:
		s.Unexplained++
	case Unexcused:
		s.Unexcused++
	default:
		s.Present++
		if row.Standing == "official" {
			s.Official++
		} else {
			s.Probationary++
		}
	}
}

// notices reads the announced absences, for those who keep the roll.
func notices(rd *store.Reader, m meeting.Meeting) (map[string]string, error) {
	out := map[string]string{}
	if keeps, err := meeting.Can(rd, m, access.MeetingRun); err != nil || !keeps {
		return out, err
	}
	all, err := store.All(rd, func(scan store.Scan) (v [2]string, err error) { err = scan(&v[0], &v[1]); return },
		`select member, reason from mark_history where tenant = $1 and meeting = $2 and method = 'announced' order by at, id`, m.ID)
	for _, v := range all {
		out[v[0]] = v[1]
	}
	return out, err
}

// Own is one meeting in a member's year.
type Own struct {
	Meeting string
	Org     string
	Period  string
	Kind    string
	Day     string
	Status  string // "" when he was on the roll and is not marked
}

// OfMember reads a member's attendance in a year: the member his own, those who
// keep the roll of a cell what happened in that cell.
func OfMember(rd *store.Reader, member string, year int) ([]Own, error) {
	own, err := ownMember(rd)
	if err != nil {
		return nil, err
	}
	cond, more := "1 = 1", []any(nil)
	if own != member {
		if err := access.MustAny(rd, access.MinutesEdit); err != nil {
			return nil, err
		}
		if cond, more, err = access.WhereIn(rd, access.MinutesEdit, "e.path", "m.circle", 6); err != nil {
			return nil, err
		}
	}
	y := strconv.Itoa(year)
	args := append([]any{member, y + "-01-01", y + "-12-31", rd.Today()}, more...)
	return store.All(rd, func(scan store.Scan) (o Own, err error) {
		err = scan(&o.Meeting, &o.Org, &o.Period, &o.Kind, &o.Day, &o.Status)
		return
	}, `select m.id, m.org, m.period, m.kind, m.day, coalesce(k.status, '')
		from (select org from member_span where tenant = $1 and member = $2 union select org from member_stay where tenant = $1 and member = $2
			union select h.org from member o join post_holding h on h.tenant = o.tenant and h.person = o.person where o.tenant = $1 and o.id = $2) s cross join meeting m cross join meeting_roll r
		left join org_edge e on e.tenant = m.tenant and e.org = m.org and e.valid_from <= $5 and (e.valid_to is null or e.valid_to > $5)
		left join mark k on k.tenant = m.tenant and k.meeting = m.id and k.member = $2
		where m.tenant = $1 and m.org = s.org and m.day >= $3 and m.day <= $4
			and r.tenant = m.tenant and r.meeting = m.id and r.stage = 'open' and r.member = $2 and (r.expected or k.status is not null) and `+cond+` order by m.day, m.id`, args...)
}
