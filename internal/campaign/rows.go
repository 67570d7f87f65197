package campaign

import (
	"chibo/internal/access"
	"chibo/internal/store"
)

// The steps of a cell in the order of the picture (design 7.4, C6): each holds all that
// went further.
const (
	NoDay   = "none"
	Planned = "planned"
	Held    = "held"
	Results = "sent"
)

// Row is how one cell stands, and its own words once it sent them.
type Row struct {
	Org      string   `json:"org"`
	Name     string   `json:"name"`
	Slug     string   `json:"slug"`
	Own      bool     `json:"own"`  // the committee itself
	Gone     bool     `json:"gone"` // merged or dissolved since it was asked
	Day      string   `json:"day"`  // of the meeting that held it, else of the one that is to
	Meetings int      `json:"meetings"`
	Held     bool     `json:"held"`
	Tasked   bool     `json:"tasked"` // that meeting gave tasks
	Reminded string   `json:"reminded_on"`
	Meeting  string   `json:"meeting"`
	Edition  int      `json:"edition"` // answered
	Answers  []string `json:"answers"`
	Practice string   `json:"practice"` // what it does well and lets others read
	Shares   bool     `json:"shares"`
	SentOn   string   `json:"sent_on"`
	Version  int64    `json:"version"`
}

// Step is how far it came.
func (r Row) Step() string {
	switch {
	case r.SentOn != "":
		return Results
	case r.Held:
		return Held
	case r.Day != "":
		return Planned
	}
	return NoDay
}

// Wanting tells that somebody should ask: no day yet, or nothing sent by the last day.
// Of a cell that stands no more nothing is asked.
func (r Row) Wanting(c Campaign, today string) bool {
	return c.State == Sent && !r.Gone && !r.Own && r.SentOn == "" && (r.Day == "" || c.Due < today)
}

// Late tells that the last day is over and nothing was sent.
func (r Row) Late(c Campaign, today string) bool {
	return c.Collecting(today) && !r.Gone && r.SentOn == ""
}

const rowColumns = `k.org, coalesce(e.name, (select l.name from org_edge l where l.tenant = k.tenant and l.org = k.org order by l.valid_from desc limit 1)), o.slug,
	case when k.org = c.org then 1 else 0 end, case when e.org is null then 1 else 0 end, coalesce(a.held, ''), coalesce(a.planned, ''), coalesce(a.n, 0), coalesce(a.tasked, 0),
	k.reminded_on, k.meeting, coalesce(s.day, ''), case when exists (select 1 from task t where t.tenant = k.tenant and t.meeting = k.meeting) then 1 else 0 end,
	k.edition, k.answers, k.practice, k.shares, k.sent_on, k.version`

// rowTables join what the agendas say: a meeting that had it and is over held it; one
// held twice counts once, on its first day. A secret matter is not looked into.
const rowTables = ` from campaign c cross join campaign_cell k
	join org o on o.tenant = k.tenant and o.id = k.org
	left join org_edge e on e.tenant = k.tenant and e.org = k.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
	left join meeting s on s.tenant = k.tenant and s.id = k.meeting
	left join (select m.org, m.circle, count(distinct m.id) as n, min(case when m.closed_at is not null then m.day end) as held, min(case when m.closed_at is null then m.day end) as planned,
			max(case when m.closed_at is not null and exists (select 1 from task t where t.tenant = m.tenant and t.meeting = m.id) then 1 else 0 end) as tasked
		from agenda_item i cross join meeting m
		where i.tenant = $1 and i.source_kind = 'campaign' and i.source_id = $2 and not i.secret and m.tenant = i.tenant and m.id = i.meeting and m.circle in ('', 'committee')
		group by m.org, m.circle) a on a.org = k.org and a.circle = case when k.org = c.org then 'committee' else '' end
	where c.tenant = $1 and c.id = $2 and k.tenant = c.tenant and k.campaign = c.id`

func scanRow(row store.Scan) (r Row, err error) {
	held, planned, day, answers := "", "", "", ""
	own, gone, tasked, gave := 0, 0, 0, 0
	if err = row(&r.Org, &r.Name, &r.Slug, &own, &gone, &held, &planned, &r.Meetings, &tasked, &r.Reminded, &r.Meeting, &day, &gave, &r.Edition, &answers, &r.Practice, &r.Shares, &r.SentOn, &r.Version); err != nil {
		return r, err
	}
	if held == "" {
		held = day // the meeting it said its results are of
	}
	r.Own, r.Gone, r.Held, r.Tasked = own == 1, gone == 1, held != "", tasked == 1 || gave == 1
	if r.Day = held; held == "" {
		r.Day = planned
	}
	r.Answers = parts(answers)
	return r, nil
}

// Rows are all cells that were asked, the committee first, then in the order of the
// tree: two statements for 20 cells and for 10,000. For those who see its desk.
func Rows(rd *store.Reader, c Campaign) ([]Row, error) {
	if err := access.Must(rd, access.CampaignView, c.Org); err != nil {
		return nil, err
	}
	return store.All(rd, scanRow, `select `+rowColumns+rowTables+` order by case when k.org = c.org then 0 else 1 end, case when e.org is null then 1 else 0 end, e.path, e.position, k.org`, c.ID, rd.Today())
}

// Counts are the four steps over the cells; the committee's own row is not a cell.
type Counts struct {
	Cells   int `json:"cells"`
	Planned int `json:"planned"`
	Held    int `json:"held"`
	Sent    int `json:"sent"`
	Tasked  int `json:"tasked"`
	Gone    int `json:"gone"`
}

// Count adds the cells up.
func Count(rows []Row) (n Counts) {
	for _, r := range rows {
		if r.Own {
			continue
		}
		if r.Gone && r.SentOn == "" {
			n.Gone++
			continue
		}
		n.Cells++
		if r.Day != "" {
			n.Planned++
		}
		if r.Held {
			n.Held++
		}
		if r.SentOn != "" {
			n.Sent++
		}
		if r.Tasked {
			n.Tasked++
		}
	}
	return n
}

// LateBy counts, cell by cell, the open campaigns whose last day was over at the end of a
// day and to which the cell had sent nothing, with the earliest of those days. It asks no
// right: numbers that pages show to those who see the cell's month.
func LateBy(rd *store.Reader, on string) (map[string]Waiting, error) {
	type row struct {
		org, due string
		n        int
	}
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.org, &r.n, &r.due); return }, `
		select k.org, count(*), min(d.due) from campaign c
		cross join campaign_edition d cross join campaign_cell k
		where c.tenant = $1 and c.closed_on = '' and c.state = 'sent' and d.tenant = c.tenant and d.campaign = c.id and d.n = c.edition and d.due < $2
			and k.tenant = c.tenant and k.campaign = c.id and k.org <> c.org and k.asked_on <= $2 and (k.sent_on = '' or k.sent_on > $2) group by k.org`, on)
	out := map[string]Waiting{}
	for _, r := range all {
		out[r.org] = Waiting{r.n, r.due}
	}
	return out, err
}

// Waiting is how many results are owed, and since which last day.
type Waiting struct {
	N   int
	Due string
}
