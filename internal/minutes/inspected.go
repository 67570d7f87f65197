package minutes

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/mandate"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Inspected is a meeting whose sealed minutes may be opened under a decision.
type Inspected struct {
	Paper   string `json:"paper"`
	Org     string `json:"org"`
	OrgName string `json:"org_name"`
	Month   string `json:"month"`
	Day     string `json:"day"`
	Symbol  string `json:"symbol"`
}

// Under lists the sealed minutes the viewer may open under his decision while it holds: of
// the cells and months it names, of meetings of whole cells, nothing else.
func Under(rd *store.Reader, id string) (mandate.Mandate, []Inspected, error) {
	m, err := mandate.Reads(rd, id)
	if err != nil {
		return m, nil, err
	}
	all, err := store.All(rd, func(scan store.Scan) (i Inspected, err error) {
		err = scan(&i.Paper, &i.Org, &i.OrgName, &i.Month, &i.Day, &i.Symbol)
		return
	}, `select p.id, g.org, e.name, g.period, g.day, p.symbol from mandate_cell c
		join meeting g on g.tenant = c.tenant and g.org = c.org and g.period >= $3 and g.period <= $4 and g.circle = ''
		join paper p on p.tenant = g.tenant and p.meeting = g.id and p.type = '`+TypeMinutes+`' and p.version = 1
		join org_edge e on e.tenant = g.tenant and e.org = g.org and e.valid_from = (select max(x.valid_from) from org_edge x where x.tenant = g.tenant and x.org = g.org)
		where c.tenant = $1 and c.mandate = $2 order by e.position, e.name, g.period desc, g.day desc limit 1000`, id, m.FromMonth, m.UntilMonth)
	return m, all, err
}

// OpenUnder opens the newest version of sealed minutes under a decision and writes down that
// it was opened, before anything is shown.
func OpenUnder(tx *store.Tx, id, paperID string) (mandate.Mandate, Sealed, error) {
	m, err := mandate.Reads(tx.Reader, id)
	if err != nil {
		return m, Sealed{}, err
	}
	s, err := newestOf(tx.Reader, paperID)
	if err != nil {
		return m, s, err
	}
	var month string
	if err := tx.Get([]any{&month}, `select period from meeting where tenant = $1 and id = $2 and circle = ''`, s.Meeting); err != nil {
		return m, Sealed{}, err
	}
	if s.Type != TypeMinutes || !m.Covers(s.Org, month) {
		return m, Sealed{}, fault.Missing()
	}
	return m, s, mandate.Opened(tx, s.Org, s.ID, s.Version, m.ID)
}

// FromAbove tells whether the viewer reads a version of a paper only because the cell
// formally sent it: minutes or an extract, and he is none of its own readers.
func FromAbove(rd *store.Reader, paperID string, version int) (bool, error) {
	s, err := VersionOf(rd, paperID, version)
	if err != nil || sees(s.Type) == access.ResolutionView {
		return false, err
	}
	in, err := meeting.CircleOf(rd, s.Meeting)
	if err != nil {
		return false, err
	}
	own, err := access.Can(rd, in.Of(sees(s.Type)), s.Org)
	return !own, err
}

// OpenSent writes down that somebody above the cell opened minutes or an extract that the
// cell had formally sent. Of the cell's own readers, and of papers everybody above reads,
// nothing is written.
func OpenSent(tx *store.Tx, paperID string, version int) error {
	above, err := FromAbove(tx.Reader, paperID, version)
	if err != nil || !above {
		return err
	}
	s, err := VersionOf(tx.Reader, paperID, version)
	if err != nil {
		return err
	}
	return mandate.Opened(tx, s.Org, s.ID, s.Version, "")
}
