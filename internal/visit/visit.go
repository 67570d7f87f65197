// Package visit keeps the committee's visits to its cells: who goes on which day, what he
// saw, what he promised by what day, and what came of it. The cell reads all of it and says
// whether a promise was kept. Nobody of the cell is written about. A promise belongs to
// whoever made it until it is given to another; whose maker has left the committee is named
// as without an owner.
package visit

import (
	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/store"
)

// What a cell says of a promise.
const (
	Kept   = "kept"
	Unkept = "unkept"
)

// Words lists what a cell may say, in the order of the form.
var Words = []string{Kept, Unkept}

// Visit is one, planned or held.
type Visit struct {
	ID        string    `json:"id"`
	Org       string    `json:"org"`
	OrgName   string    `json:"org_name"`
	Slug      string    `json:"slug"`
	Person    string    `json:"person"`
	Name      string    `json:"name"` // of who goes
	Day       string    `json:"day"`
	Saw       string    `json:"saw"`
	HeldOn    string    `json:"held_on"` // the day what was seen was written down; empty while planned
	Version   int64     `json:"version"`
	Ownerless bool      `json:"ownerless"` // planned, and who was to go holds no post of the committee any more
	Promises  []Promise `json:"promises"`
}

// Promise is what was promised to a cell.
type Promise struct {
	ID        string `json:"id"`
	Visit     string `json:"visit"`
	Org       string `json:"org"`
	OrgName   string `json:"org_name"`
	Slug      string `json:"slug"`
	Person    string `json:"person"` // who answers for it now
	Name      string `json:"name"`
	Text      string `json:"text"`
	DueOn     string `json:"due_on"`
	Outcome   string `json:"outcome"`
	ClosedOn  string `json:"closed_on"`
	Word      string `json:"word"` // the cell's: kept, unkept
	WordOn    string `json:"word_on"`
	Version   int64  `json:"version"`
	Late      bool   `json:"late"`
	Ownerless bool   `json:"ownerless"`
}

// lastEdge joins the place of a row's cell in the tree, the last it had: a promise to a cell
// that was merged is still owed and still has its name. The rows come first, their cells
// after them: the few that wait, never all cells of the committee.
func lastEdge(row string) string {
	return ` cross join org o cross join org_edge e cross join person p
		where o.tenant = ` + row + `.tenant and o.id = ` + row + `.org and e.tenant = o.tenant and e.org = o.id and e.valid_from = (select max(x.valid_from) from org_edge x where x.tenant = o.tenant and x.org = o.id)
			and p.tenant = ` + row + `.tenant and p.id = ` + row + `.person and `
}

var (
	visits   = `select v.id, v.org, e.name, o.slug, v.person, p.full_name, v.day, v.saw, v.held_on, v.version, ` + member.Cares("v") + ` from visit v` + lastEdge("v")
	promises = `select m.id, m.visit, m.org, e.name, o.slug, m.person, p.full_name, m.text, m.due_on, m.outcome, m.closed_on, m.word, m.word_on, m.version, ` + member.Cares("m") + ` from promise m` + lastEdge("m")
)

func scanVisit(scan store.Scan) (v Visit, err error) {
	here := false
	err = scan(&v.ID, &v.Org, &v.OrgName, &v.Slug, &v.Person, &v.Name, &v.Day, &v.Saw, &v.HeldOn, &v.Version, &here)
	v.Ownerless = !here && v.HeldOn == ""
	return v, err
}

func promiseOn(today string) func(store.Scan) (Promise, error) {
	return func(scan store.Scan) (m Promise, err error) {
		here := false
		err = scan(&m.ID, &m.Visit, &m.Org, &m.OrgName, &m.Slug, &m.Person, &m.Name, &m.Text, &m.DueOn, &m.Outcome, &m.ClosedOn, &m.Word, &m.WordOn, &m.Version, &here)
		m.Late, m.Ownerless = m.ClosedOn == "" && m.DueOn < today, m.ClosedOn == "" && !here
		return m, err
	}
}

// Waiting lists the promises to a cell that are past their day or closed and on which it
// has not said its word, for those who say it.
func Waiting(rd *store.Reader, org string) ([]Promise, error) {
	if err := access.MustWhereItStood(rd, access.VisitSay, org); err != nil {
		return nil, err
	}
	return store.All(rd, promiseOn(rd.Today()), promises+`m.tenant = $1 and m.org = $3 and m.word = '' and (m.closed_on <> '' or m.due_on < $2) order by m.due_on, m.id limit 50`, rd.Today(), org)
}

// OfCell lists the visits to a cell, the latest first, each with its promises: for the
// cell's committee, for who is in charge of it, for the committee's office.
func OfCell(rd *store.Reader, org string) ([]Visit, error) {
	if err := access.MustWhereItStood(rd, access.VisitView, org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanVisit, visits+`v.tenant = $1 and v.org = $3 and v.dropped_on = '' order by v.day desc, v.id limit 100`, rd.Today(), org)
	if err != nil {
		return nil, err
	}
	made, err := store.All(rd, promiseOn(rd.Today()), promises+`m.tenant = $1 and m.org = $3 order by m.due_on, m.id limit 500`, rd.Today(), org)
	for i := range all {
		for _, m := range made {
			if m.Visit == all[i].ID {
				all[i].Promises = append(all[i].Promises, m)
			}
		}
	}
	return all, err
}

// Get reads one visit with its promises.
func Get(rd *store.Reader, id string) (Visit, error) {
	v, err := store.One(rd, scanVisit, visits+`v.tenant = $1 and v.id = $3 and v.dropped_on = ''`, rd.Today(), id)
	if err != nil {
		return v, err
	}
	if err := access.MustWhereItStood(rd, access.VisitView, v.Org); err != nil {
		return Visit{}, err
	}
	v.Promises, err = store.All(rd, promiseOn(rd.Today()), promises+`m.tenant = $1 and m.visit = $3 order by m.due_on, m.id`, rd.Today(), id)
	return v, err
}

// Owed is what is open over the cells the viewer keeps visits of.
type Owed struct {
	Promises []Promise `json:"promises"` // the day that comes first on top
	Visits   []Visit   `json:"visits"`   // planned, not yet written down
}

// Late counts the promises past their day, Ownerless what nobody of the committee carries.
func (o Owed) Late() (n int) {
	for _, m := range o.Promises {
		if m.Late {
			n++
		}
	}
	return n
}

// Ownerless counts promises and planned visits whose person has left the committee.
func (o Owed) Ownerless() (n int) {
	for _, m := range o.Promises {
		if m.Ownerless {
			n++
		}
	}
	for _, v := range o.Visits {
		if v.Ownerless {
			n++
		}
	}
	return n
}

// Open lists what the committee owes its cells, as far as the viewer keeps visits of them:
// two statements, however many cells.
func Open(rd *store.Reader) (o Owed, err error) {
	reach, args, err := access.Where(rd, access.VisitKeep, "e.path", 3)
	if err != nil {
		return o, err
	}
	args = append([]any{rd.Today()}, args...)
	if o.Promises, err = store.All(rd, promiseOn(rd.Today()), promises+`m.tenant = $1 and m.closed_on = '' and `+reach+` order by m.due_on, m.id limit 500`, args...); err != nil {
		return o, err
	}
	o.Visits, err = store.All(rd, scanVisit, visits+`v.tenant = $1 and v.held_on = '' and v.dropped_on = '' and `+reach+` order by v.day, v.id limit 500`, args...)
	return o, err
}

// People are who may go to a cell or carry a promise on a day: who is in charge of it, the
// members of the committee above, its office. For those who keep the cell's visits.
func People(rd *store.Reader, org string) ([]member.Carer, error) {
	if err := access.MustWhereItStood(rd, access.VisitKeep, org); err != nil {
		return nil, err
	}
	return member.Carers(rd, org)
}
