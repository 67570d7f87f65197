package standing

import (
	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Care is what a comrade's staying away calls for: a question whether help or
// an exemption fits. It is told to that comrade and the secretary of the cell
// and to nobody else; no list of it is ordered by a count.
type Care struct {
	Member, Name string
	Row          int  // regular meetings missed in a row up to now, reason not known
	Year         int  // months of this year missed so
	Unpaid       int  // months of this year taken down as not paid
	Ask          bool // it is time to ask
	Grave        bool // the rule speaks of considering removal
	Rule         string
}

// CareFor looks at one member.
func CareFor(rd *store.Reader, book *rule.Book, id string) (Care, error) {
	self, err := member.Self(rd, id)
	if err != nil {
		return Care{}, err
	}
	if !self {
		if err := member.Must(rd, access.CareView, id); err != nil {
			return Care{}, err
		}
	}
	m, err := member.Known(rd, id)
	if err != nil {
		return Care{}, err
	}
	return care(rd, book, m)
}

// Cares lists those of a cell whom it is time to ask, in name order, to its
// secretary.
func Cares(rd *store.Reader, book *rule.Book, org string) ([]Care, error) {
	if err := access.Must(rd, access.CareView, org); err != nil {
		return nil, err
	}
	roll, err := member.Own(rd, org, rd.Today())
	if err != nil {
		return nil, err
	}
	var out []Care
	for _, m := range roll {
		if m.Activity != "active" { // the exempt, the suspended and those elsewhere are not asked here
			continue
		}
		c, err := care(rd, book, m)
		if err != nil {
			return nil, err
		}
		if c.Ask {
			out = append(out, c)
		}
	}
	return out, nil
}

// care reads the marks of the regular meetings of this year and the last that
// are over, one a month; who was not expected was not missing.
func care(rd *store.Reader, book *rule.Book, m member.Member) (Care, error) {
	law := book.Care(rd.Today())
	year := rd.Today()[:4]
	from := vi.AddDays(year+"-01-01", -370)[:4] + "-01"
	type month struct {
		period, status string
	}
	all, err := store.All(rd, func(scan store.Scan) (x month, err error) { err = scan(&x.period, &x.status); return }, `
		select m.period, coalesce(k.status, '') from (select org from member_span where tenant = $1 and member = $2 union select org from member_stay where tenant = $1 and member = $2) s
		cross join meeting m cross join meeting_roll r
		left join mark k on k.tenant = m.tenant and k.meeting = m.id and k.member = $2
		where m.tenant = $1 and m.org = s.org and m.period >= $3 and `+meeting.WhereOfMonth+` and m.closed_at is not null
			and r.tenant = m.tenant and r.meeting = m.id and r.stage = 'open' and r.member = $2 and r.expected order by m.period, m.day`, m.ID, from)
	if err != nil {
		return Care{}, err
	}
	unpaid, err := dues.Owed(rd, m.ID, year)
	if err != nil {
		return Care{}, err
	}
	var long, short []bool
	for _, x := range all {
		missed := law.Missed(x.status)
		long = append(long, missed)
		if x.period[:4] == year {
			short = append(short, missed)
		}
	}
	c := Care{Member: m.ID, Name: m.FullName, Unpaid: unpaid, Rule: law.Ref.String()}
	c.Row, _, _, _ = law.Judge(long, 0) // a new year does not break the row
	_, c.Year, _, c.Grave = law.Judge(short, unpaid)
	c.Ask = c.Grave || c.Row >= law.InARow
	return c, nil
}
