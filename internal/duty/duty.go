// Package duty keeps the standing duties of a year: each year a cell gives every
// member one to three (a candidate to help, households to visit, dues to
// collect …), each with what comes out of it, a day or a rhythm, and who helps
// (Charter article 24.2: the cell assigns work; domain/members.md 9). The cell
// committee drafts them, often from last year's; the cell adopts them at a
// meeting; from then on every member sees them, and at each month's meeting some
// report in turn, so that nobody is left out for more than half a year. Reports
// are words. Nothing here counts, compares or ranks persons.
package duty

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Duty is one standing duty of one member in one year.
type Duty struct {
	ID         string `json:"id"`
	Org        string `json:"org"`
	Year       int    `json:"year"`
	Member     string `json:"member"`
	Name       string `json:"name"` // of the member
	What       string `json:"what"`
	Product    string `json:"product"` // what comes out of it
	Due        string `json:"due"`     // day, or empty where there is a rhythm
	Rhythm     string `json:"rhythm"`  // month, quarter, half_year, or empty
	Helper     string `json:"helper"`  // member, or empty
	HelperName string `json:"helper_name"`
	Place      string `json:"place"` // households, area, in words
	GivenOn    string `json:"given_on"`
	EndedOn    string `json:"ended_on"`
	EndReason  string `json:"end_reason"`
	Version    int64  `json:"version"`
}

// Rhythms are how often a duty without a day of its own comes round.
var Rhythms = []string{"month", "quarter", "half_year"}

// Plan is what a cell gave in a year, in name order.
type Plan struct {
	Org       string `json:"org"`
	Year      int    `json:"year"`
	AdoptedOn string `json:"adopted_on"` // empty: a draft that only the committee sees
	Meeting   string `json:"meeting"`    // that adopted it, or empty
	Duties    []Duty `json:"duties"`
}

// Event is one thing that happened to a duty.
type Event struct {
	Kind    string `json:"kind"` // give, change, report, hand_over, end
	Note    string `json:"note"`
	Meeting string `json:"meeting"` // that heard a report, or empty
	At      int64  `json:"at"`
	ByName  string `json:"by_name"`
}

const columns = `d.id, d.org, d.year, d.member, coalesce(p.full_name, ''), d.what, d.product, d.due, d.rhythm, d.helper, coalesce(hp.full_name, ''), d.place, d.given_on, coalesce(d.ended_on, ''), d.end_reason, d.version`

const from = ` from duty d left join member m on m.tenant = d.tenant and m.id = d.member left join person p on p.tenant = m.tenant and p.id = m.person
	left join member hm on hm.tenant = d.tenant and hm.id = d.helper left join person hp on hp.tenant = hm.tenant and hp.id = hm.person `

// adopted keeps drafts to the committee: a member's own pages ask for it too.
const adopted = ` and exists (select 1 from duty_year y where y.tenant = d.tenant and y.org = d.org and y.year = d.year) `

func scan(row store.Scan) (d Duty, err error) {
	err = row(&d.ID, &d.Org, &d.Year, &d.Member, &d.Name, &d.What, &d.Product, &d.Due, &d.Rhythm, &d.Helper, &d.HelperName, &d.Place, &d.GivenOn, &d.EndedOn, &d.EndReason, &d.Version)
	return
}

func read(rd *store.Reader, id string) (Duty, error) {
	return store.One(rd, scan, `select `+columns+from+`where d.tenant = $1 and d.id = $2`, id)
}

// Year reads the duties of a cell and year. Members read what was adopted,
// those who draft read the draft too; nobody above the cell reads either.
func Year(rd *store.Reader, org string, year int) (Plan, error) {
	p := Plan{Org: org, Year: year}
	drafts, err := access.Can(rd, access.DutyEdit, org)
	if err != nil {
		return p, err
	}
	if !drafts {
		if err := access.Must(rd, access.DutyView, org); err != nil {
			return p, err
		}
	}
	err = rd.Get([]any{&p.AdoptedOn, &p.Meeting}, `select adopted_on, coalesce(meeting, '') from duty_year where tenant = $1 and org = $2 and year = $3`, org, year)
	if err != nil && !store.IsNoRow(err) || p.AdoptedOn == "" && !drafts {
		return p, fault.Missing().Because(err)
	}
	p.Duties, err = store.All(rd, scan, `select `+columns+from+`where d.tenant = $1 and d.org = $2 and d.year = $3 order by p.name_key, d.member, d.given_on, d.id`, org, year)
	return p, err
}

// Years lists the years in which a cell gave duties, the newest first: all of
// them to those who draft, the adopted ones to members.
func Years(rd *store.Reader, org string) ([]int, error) {
	drafts, err := access.Can(rd, access.DutyEdit, org)
	if err != nil {
		return nil, err
	}
	if !drafts {
		if err := access.Must(rd, access.DutyView, org); err != nil {
			return nil, err
		}
	}
	return store.All(rd, func(row store.Scan) (n int, err error) { err = row(&n); return },
		`select distinct d.year from duty d where d.tenant = $1 and d.org = $2 and ($3 = '1' or exists (select 1 from duty_year y where y.tenant = d.tenant and y.org = d.org and y.year = d.year)) order by d.year desc`,
		org, map[bool]string{true: "1"}[drafts])
}

// Get reads one duty with what happened to it: for those who draft, for the
// member and for who helps.
func Get(rd *store.Reader, id string) (Duty, []Event, error) {
	d, err := read(rd, id)
	if err != nil {
		return Duty{}, nil, err
	}
	if err := concerned(rd, d); err != nil {
		return Duty{}, nil, err
	}
	events, err := store.All(rd, func(row store.Scan) (e Event, err error) {
		err = row(&e.Kind, &e.Note, &e.Meeting, &e.At, &e.ByName)
		return
	}, `select e.kind, e.note, coalesce(e.meeting, ''), e.at, coalesce(p.full_name, '') from duty_event e left join person p on p.tenant = e.tenant and p.id = e.by_person
		where e.tenant = $1 and e.duty = $2 order by e.at, e.id`, id)
	return d, events, err
}

// concerned lets in who drafts, and, once adopted, the member and the helper.
func concerned(rd *store.Reader, d Duty) error {
	drafts, err := access.Can(rd, access.DutyEdit, d.Org)
	if err != nil || drafts {
		return err
	}
	if rd.Viewer().Person == "" {
		return fault.Missing()
	}
	n, err := rd.Int(`select count(*) from member m join duty_year y on y.tenant = m.tenant and y.org = $5 and y.year = $6
		where m.tenant = $1 and m.id in ($2, $3) and m.person = $4`, d.Member, d.Helper, rd.Viewer().Person, d.Org, d.Year)
	if err == nil && n == 0 {
		err = fault.Missing()
	}
	return err
}

// Mine lists the viewer's own duties of the year that are not over; helps those
// in which the viewer helps somebody else.
func Mine(rd *store.Reader) (mine, helps []Duty, err error) {
	if err := access.Must(rd, access.SignedIn, ""); err != nil {
		return nil, nil, err
	}
	year := rd.Today()[:4]
	ask := func(whose string) ([]Duty, error) {
		return store.All(rd, scan, `select `+columns+from+`where d.tenant = $1 and `+whose+`.person = $2 and d.year = cast($3 as integer) and d.ended_on is null`+adopted+`order by d.given_on, d.id`, rd.Viewer().Person, year)
	}
	if mine, err = ask("m"); err != nil {
		return nil, nil, err
	}
	helps, err = ask("hm")
	return mine, helps, err
}

// Someone is a member by name.
type Someone struct{ Member, Name string }

// Without are the members who could have a duty this year and have none, in
// name order: a question to the committee alone, never a list of persons for
// others.
func Without(rd *store.Reader, book *rule.Book, org string, year int) ([]Someone, error) {
	if err := access.Must(rd, access.DutyEdit, org); err != nil {
		return nil, err
	}
	type stands struct {
		Someone
		activity string
	}
	all, err := store.All(rd, func(row store.Scan) (s stands, err error) { err = row(&s.Member, &s.Name, &s.activity); return },
		`select s.member, p.full_name, s.activity from member_span s join member m on m.tenant = s.tenant and m.id = s.member join person p on p.tenant = m.tenant and p.id = m.person
		where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and s.standing <> 'ended'
		and not exists (select 1 from duty d where d.tenant = s.tenant and d.member = s.member and d.org = s.org and d.year = $4 and d.ended_on is null) order by p.name_key, s.member`, org, rd.Today(), year)
	limits := book.Duties(rd.Today())
	var out []Someone
	for _, s := range all {
		if limits.Gives(s.activity) {
			out = append(out, s.Someone)
		}
	}
	return out, err
}

// Left are the duties of this year whose member moved, died, became exempt or is
// away: they wait to be handed over or ended. In name order, for who drafts.
func Left(rd *store.Reader, book *rule.Book, org string) ([]Duty, error) {
	if err := access.Must(rd, access.DutyEdit, org); err != nil {
		return nil, err
	}
	type stands struct {
		Duty
		activity string
	}
	all, err := store.All(rd, func(row store.Scan) (s stands, err error) {
		s.Duty, err = scan(func(dest ...any) error { return row(append(dest, &s.activity)...) })
		return
	}, `select `+columns+`, coalesce(s.activity, '')`+from+`left join member_span s on s.tenant = d.tenant and s.member = d.member and s.org = d.org and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and s.standing <> 'ended'
		where d.tenant = $1 and d.org = $2 and d.year = cast($4 as integer) and d.ended_on is null order by p.name_key, d.member, d.id`, org, rd.Today(), rd.Today()[:4])
	limits := book.Duties(rd.Today())
	var out []Duty
	for _, s := range all {
		if !limits.Gives(s.activity) {
			out = append(out, s.Duty)
		}
	}
	return out, err
}

// Ever lists all duties the viewer was given and the cell adopted, over ones too.
func Ever(rd *store.Reader) ([]Duty, error) {
	return store.All(rd, scan, `select `+columns+from+`where d.tenant = $1 and m.person = $2`+adopted+`order by d.year, d.given_on, d.id`, rd.Viewer().Person)
}
