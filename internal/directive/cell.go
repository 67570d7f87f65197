package directive

import (
	"chibo/internal/access"
	"chibo/internal/document"
	"chibo/internal/org"
	"chibo/internal/store"
)

// Had is a paper one cell got and how far it came with it.
type Had struct {
	Directive
	Step Step `json:"step"`
}

// Work is a task a cell gave itself because of a paper.
type Work struct {
	Directive string `json:"directive"`
	Org       string `json:"org"`
	Deed      string `json:"deed"`
	Due       string `json:"due"`
	State     string `json:"state"`
	ClosedOn  string `json:"closed_on"`
}

const ofCell = `select ` + columns + `, ` + stepColumns + stepTables + ` join directive d on d.tenant = c.tenant and d.id = c.directive` + stepTasks + `
		where h.tenant = $1 and h.org = $2 and k.assigned_on <= $3 group by r.document) t on t.document = c.document and c.document <> ''
	where c.tenant = $1 and c.org = $2 order by c.sent_on desc, c.directive desc limit 200`

// OfCell lists the papers sent to one cell, the last first, with the steps it took, for
// those who see what a committee sends down. A cell merged since is still listed.
func OfCell(rd *store.Reader, cell string) ([]Had, error) {
	if err := org.Must(rd, access.DirectiveView, cell); err != nil {
		return nil, err
	}
	on := rd.Today()
	end := store.DayEnd(on)
	return store.All(rd, func(s store.Scan) (h Had, err error) {
		var r stepRow
		d := &h.Directive
		err = s(append([]any{&d.ID, &d.Org, &d.Number, &d.IssuedOn, &d.Issuer, &d.Abstract, &d.Asked, &d.Summary, &d.Level, &d.Audience, &d.DiscussBy, &d.SentOn, &d.ChangedOn, &d.RecalledOn, &d.RecallReason, &d.Version}, r.into()...)...)
		h.Step = r.asAt(on, end, false)
		return h, err
	}, ofCell, cell, on, end)
}

const works = `select h.directive, h.org, k.deed, k.due, k.state, coalesce(k.closed_on, '') from directive_cell h
	join resolution_item r on r.tenant = h.tenant and r.document = h.document join task k on k.tenant = r.tenant and k.id = r.id and k.circle = ''
	where h.tenant = $1 and h.document <> '' and `

func scanWork(s store.Scan) (w Work, err error) {
	err = s(&w.Directive, &w.Org, &w.Deed, &w.Due, &w.State, &w.ClosedOn)
	return
}

// page is how many cells' tasks are read at once.
const page = 50

// Works reads the tasks that cells took on because of a paper, of at most 50 cells, in
// the order they fall due: their texts and days, never their owners. A cell of a
// committee below gives counts alone, so its texts are read by nobody here.
func Works(rd *store.Reader, id string, cells []string) ([]Work, error) {
	d, err := Get(rd, id)
	if err != nil {
		return nil, err
	}
	args := []any{id, d.Org, rd.Today()}
	for n := range page {
		if n < len(cells) {
			args = append(args, cells[n])
		} else {
			args = append(args, "")
		}
	}
	return store.All(rd, scanWork, works+`h.directive = $2 and exists (select 1 from org_edge e where e.tenant = h.tenant and e.org = h.org and e.parent = $3 and e.valid_from <= $4)
		and h.org in (`+places(5, page)+`) order by h.org, k.due, k.id`, args...)
}

// WorksOf reads the same of all papers sent to one cell.
func WorksOf(rd *store.Reader, cell string) ([]Work, error) {
	if err := org.Must(rd, access.DirectiveView, cell); err != nil {
		return nil, err
	}
	return store.All(rd, scanWork, works+`h.org = $2 order by k.due, k.id limit 500`, cell)
}

// Awaiting is a paper that waits in its cell.
type Awaiting struct {
	document.Received
	Unopened bool
}

// Inbox lists the papers of the committee that wait in a cell, the first to be discussed
// first: sent, not recalled, not discussed yet, and meant for the viewer.
func Inbox(rd *store.Reader, cell string) ([]Awaiting, error) {
	all, err := document.Register(rd, cell)
	if err != nil {
		return nil, err
	}
	unread, err := rd.Strings(`select c.document from directive_cell c where c.tenant = $1 and c.org = $2 and c.opened_on = '' and c.document <> ''`, cell)
	if err != nil {
		return nil, err
	}
	return waiting(all, unread), nil
}
