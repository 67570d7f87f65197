package directive

import (
	"cmp"
	"slices"

	"chibo/internal/store"
	"chibo/internal/vi"
)

// Step is how far one cell has come with a paper, at the end of a day. Of a committee
// below, which has its own cells to look after, there are sums alone (Below, Counts).
type Step struct {
	Org       string  `json:"org"`
	Slug      string  `json:"slug"`
	Name      string  `json:"name"`
	Below     bool    `json:"below"` // several cells of a committee below, counted together
	Counts    *Counts `json:"counts,omitempty"`
	Unread    int     `json:"unread"`
	Ended     bool    `json:"ended"`    // merged or dissolved since: nobody is waited for
	LeftOut   bool    `json:"left_out"` // closed content: got nothing
	SentOn    string  `json:"sent_on"`
	OpenedOn  string  `json:"opened_on"`
	MeetingOn string  `json:"meeting_on"` // the day of the meeting that has it on its agenda
	Discussed string  `json:"discussed"`  // the day that meeting was over
	TasksOn   string  `json:"tasks_on"`
	Tasks     int     `json:"tasks"`
	Done      int     `json:"done"`
	Days      int     `json:"days"` // since it was sent, while nobody has opened it
}

// Progress is a paper with the steps of its cells and their sums.
type Progress struct {
	Directive
	On     string         `json:"on"`
	Steps  []Step         `json:"steps"`
	Counts Counts         `json:"counts"`
	below  map[string]int // committee below → its place among the steps
}

// Counts are sums over the cells that got it and still stand.
type Counts struct {
	Cells     int `json:"cells"`
	Opened    int `json:"opened"`
	Scheduled int `json:"scheduled"` // on an agenda, or already discussed
	Discussed int `json:"discussed"`
	Tasked    int `json:"tasked"` // cells with a task of it
	Done      int `json:"done"`   // cells whose tasks of it are all done
	LeftOut   int `json:"left_out"`
}

// treated tells that a meeting over by the moment $N had the paper of a cell on its agenda:
// whoever discussed it has read it.
func treated(moment string) string {
	return `exists (select 1 from agenda_item i join meeting x on x.tenant = i.tenant and x.id = i.meeting
		where i.tenant = c.tenant and i.source_kind = 'document' and i.source_id = c.document and c.document <> '' and x.org = c.org and x.circle = '' and not i.secret and coalesce(x.closed_at, 0) between 1 and ` + moment + `)`
}

// steps counts tasks by the item of the resolution that names the paper. That a meeting
// not yet over has it on its agenda counts, of a day past, once it was announced.
const (
	stepColumns = `c.org, coalesce(o.slug, ''), coalesce(e.name, coalesce(l.name, '')), coalesce(e.parent, ''), e.org is null, c.left_out, c.sent_on, c.opened_on, coalesce(m.day, ''), coalesce(m.announced_at, 0), coalesce(m.closed_at, 0),
	coalesce(t.first, ''), coalesce(t.n, 0), coalesce(t.done, 0)`

	stepTables = ` from directive_cell c join org o on o.tenant = c.tenant and o.id = c.org
	left join org_edge e on e.tenant = c.tenant and e.org = c.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
	left join org_edge l on l.tenant = c.tenant and l.org = c.org and l.valid_to <= $3 and l.valid_to = (select max(x.valid_to) from org_edge x where x.tenant = c.tenant and x.org = c.org and x.valid_to <= $3)
	left join meeting m on m.tenant = c.tenant and m.id = (
		select i.meeting from agenda_item i join meeting x on x.tenant = i.tenant and x.id = i.meeting
		where i.tenant = c.tenant and i.source_kind = 'document' and i.source_id = c.document and c.document <> '' and x.org = c.org and x.circle = '' and not i.secret
		order by case when coalesce(x.closed_at, 0) between 1 and $4 then 0 else 1 end, x.starts_at limit 1)`

	stepTasks = `
	left join (select r.document, count(*) n, min(k.assigned_on) first, sum(case when k.closed_on is not null and k.closed_on <= $3 and k.state in ('done', 'done_late') then 1 else 0 end) done
		from directive_cell h join resolution_item r on r.tenant = h.tenant and r.document = h.document and h.document <> '' join task k on k.tenant = r.tenant and k.id = r.id and k.circle = ''`

	steps = `select ` + stepColumns + stepTables + stepTasks + `
		where h.tenant = $1 and h.directive = $2 and k.assigned_on <= $3 group by r.document) t on t.document = c.document and c.document <> ''
	where c.tenant = $1 and c.directive = $2 order by o.code, o.id`
)

type stepRow struct {
	Step
	parent            string
	announced, closed int64
}

func (r *stepRow) into() []any {
	return []any{&r.Org, &r.Slug, &r.Name, &r.parent, &r.Ended, &r.LeftOut, &r.SentOn, &r.OpenedOn, &r.MeetingOn, &r.announced, &r.closed, &r.TasksOn, &r.Tasks, &r.Done}
}

func scanStep(s store.Scan) (r stepRow, err error) {
	err = s(r.into()...)
	return
}

// Show reads a paper and how far its cells had come at the end of a day; "" is today. A
// day before it was sent shows nobody.
func Show(rd *store.Reader, id, on string) (Progress, error) {
	d, err := Get(rd, id)
	if err != nil {
		return Progress{}, err
	}
	p := Progress{Directive: d, On: min(cmp.Or(on, rd.Today()), rd.Today()), Steps: []Step{}, below: map[string]int{}}
	if p.On < d.SentOn {
		return p, nil
	}
	end := store.DayEnd(p.On)
	rows, err := store.All(rd, scanStep, steps, id, p.On, end)
	if err != nil {
		return p, err
	}
	past := p.On < rd.Today()
	for _, r := range rows {
		p.add(r.asAt(p.On, end, past), r.parent)
	}
	slices.SortStableFunc(p.Steps, func(a, b Step) int { return cmp.Compare(one(a.Below), one(b.Below)) })
	return p, p.name(rd)
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// asAt takes out what came after the day.
func (r stepRow) asAt(on string, end int64, past bool) Step {
	s := r.Step
	if s.OpenedOn > on {
		s.OpenedOn = ""
	}
	switch {
	case r.closed > 0 && r.closed <= end:
		s.Discussed = store.Day(r.closed)
	case past && (r.announced == 0 || r.announced > end):
		s.MeetingOn = ""
	}
	if s.OpenedOn == "" { // discussed, so somebody read it
		s.OpenedOn = s.Discussed
	}
	if s.OpenedOn == "" && !s.Ended && !s.LeftOut {
		s.Unread, s.Days = 1, vi.DaysBetween(s.SentOn, on)
	}
	return s
}

// add counts a cell and lists it: one's own by name, those of a committee below with
// that committee.
func (p *Progress) add(s Step, parent string) {
	p.Counts.add(s)
	if parent == p.Org || parent == "" {
		p.Steps = append(p.Steps, s)
		return
	}
	i, there := p.below[parent]
	if !there {
		i, p.Steps = len(p.Steps), append(p.Steps, Step{Org: parent, Below: true, SentOn: s.SentOn, Counts: &Counts{}})
		p.below[parent] = i
	}
	at := &p.Steps[i]
	at.Counts.add(s)
	at.Unread, at.Tasks, at.Done, at.Days = at.Unread+s.Unread, at.Tasks+s.Tasks, at.Done+s.Done, max(at.Days, s.Days)
}

func (c *Counts) add(s Step) {
	switch {
	case s.LeftOut:
		c.LeftOut++
	case !s.Ended:
		c.Cells++
		c.Opened += one(s.OpenedOn != "")
		c.Scheduled += one(s.MeetingOn != "")
		c.Discussed += one(s.Discussed != "")
		c.Tasked += one(s.Tasks > 0)
		c.Done += one(s.Tasks > 0 && s.Done == s.Tasks)
	}
}

// name gives the committees below their names.
func (p *Progress) name(rd *store.Reader) error {
	if !slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Below }) {
		return nil
	}
	type named struct{ org, slug, name string }
	all, err := store.All(rd, func(s store.Scan) (n named, err error) { err = s(&n.org, &n.slug, &n.name); return }, `
		select distinct q.org, o.slug, q.name from directive_cell c join org_edge e on e.tenant = c.tenant and e.org = c.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		join org_edge q on q.tenant = e.tenant and q.org = e.parent and q.valid_from <= $3 and (q.valid_to is null or q.valid_to > $3) join org o on o.tenant = q.tenant and o.id = q.org
		where c.tenant = $1 and c.directive = $2`, p.ID, p.On)
	for _, n := range all {
		if i := slices.IndexFunc(p.Steps, func(s Step) bool { return s.Below && s.Org == n.org }); i >= 0 {
			p.Steps[i].Slug, p.Steps[i].Name = n.slug, n.name
		}
	}
	return err
}

// Waiting is how many papers a cell has not opened and since when the oldest waits.
type Waiting struct {
	N    int
	Sent string
}

// UnreadBy counts, cell by cell, the papers sent in the year before a day and by
// another one at the latest, that were neither opened nor discussed at its end. It asks no right: a
// number of an organisation that pages show to those who see its month.
func UnreadBy(rd *store.Reader, on string) (map[string]Waiting, error) {
	type row struct {
		org  string
		n    int
		sent string
	}
	all, err := store.All(rd, func(s store.Scan) (r row, err error) { err = s(&r.org, &r.n, &r.sent); return }, `
		select c.org, count(*), min(c.sent_on) from directive_cell c join directive d on d.tenant = c.tenant and d.id = c.directive
		where c.tenant = $1 and c.sent_on <= $2 and c.sent_on > $3 and not c.left_out and (c.opened_on = '' or c.opened_on > $2) and (d.recalled_on = '' or d.recalled_on > $2)
		and not `+treated("$4")+` group by c.org`, on, vi.AddDays(on, -365), store.DayEnd(on))
	out := map[string]Waiting{}
	for _, r := range all {
		out[r.org] = Waiting{r.n, r.sent}
	}
	return out, err
}
