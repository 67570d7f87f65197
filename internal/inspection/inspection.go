// Package inspection keeps the yearly programmes of inspection and supervision of a
// committee and of a cell: a subject in general words, a month or quarter, dated steps of the
// rule and a result of its closed list. Who is inspected, what was found, files and discipline
// are not kept here; they stay on paper.
package inspection

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
)

// CheckYear is the programme of an organisation for a year.
type CheckYear struct {
	Org       string  `json:"org"`
	OrgName   string  `json:"org_name"`
	Slug      string  `json:"slug"`
	Cell      bool    `json:"cell"`
	Year      int     `json:"year"`
	AdoptedOn string  `json:"adopted_on"` // the day of the meeting that adopted it; empty: not yet
	EnteredOn string  `json:"entered_on"` // the day that was written down first
	Meeting   string  `json:"meeting"`    // which one, where it was held here
	MinutesNo string  `json:"minutes_no"` // number of its minutes
	Version   int64   `json:"version"`    // 0 where nothing was written yet
	Items     []Check `json:"items"`
}

// Check is one thing of a programme.
type Check struct {
	ID         string      `json:"id"`
	Org        string      `json:"org"`
	Year       int         `json:"year"`
	Kind       string      `json:"kind"`   // of rule.Programme
	Ground     string      `json:"ground"` // of thematic supervision by a cell
	Subject    string      `json:"subject"`
	Period     string      `json:"period"` // "01" … "12", "q1" … "q4"
	MadeOn     string      `json:"made_on"`
	Result     string      `json:"result"` // of rule.Programme; empty while it runs
	ClosedOn   string      `json:"closed_on"`
	DroppedOn  string      `json:"dropped_on"`
	DropReason string      `json:"drop_reason"`
	Version    int64       `json:"version"`
	Late       bool        `json:"late"` // its month or quarter is over and there is no result
	Steps      []CheckStep `json:"steps"`
}

// CheckStep is a step with its day.
type CheckStep struct {
	Step string `json:"step"`
	Day  string `json:"day"`
}

// On gives the day of a step; empty where it was not taken.
func (i Check) On(step string) string {
	for _, d := range i.Steps {
		if d.Step == step {
			return d.Day
		}
	}
	return ""
}

// Open tells whether the item still runs.
func (i Check) Open() bool { return i.Result == "" && i.DroppedOn == "" }

// Added tells whether an item came into the programme after its adoption was written down:
// a programme is often entered after the meeting that agreed to it.
func (y CheckYear) Added(i Check) bool { return y.EnteredOn != "" && i.MadeOn > y.EnteredOn }

// lastMonth is the last month of a period, as "2026-03".
func lastMonth(year string, period string) string {
	if q, ok := map[string]string{"q1": "03", "q2": "06", "q3": "09", "q4": "12"}[period]; ok {
		return year + "-" + q
	}
	return year + "-" + period
}

const itemColumns = `i.id, i.org, i.year, i.kind, i.ground, i.subject, i.period, i.made_on, i.result, i.closed_on, i.dropped_on, i.drop_reason, i.version`

func itemOn(today string) func(store.Scan) (Check, error) {
	return func(scan store.Scan) (i Check, err error) {
		err = scan(&i.ID, &i.Org, &i.Year, &i.Kind, &i.Ground, &i.Subject, &i.Period, &i.MadeOn, &i.Result, &i.ClosedOn, &i.DroppedOn, &i.DropReason, &i.Version)
		i.Late, i.Steps = i.Open() && lastMonth(yearOf(i.Year), i.Period) < today[:7], []CheckStep{}
		return i, err
	}
}

func yearOf(n int) string {
	return string([]byte{byte('0' + n/1000%10), byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
}

// Of reads the programme of an organisation for a year, empty where there is none yet: for
// who keeps it, for the committee's members, for the committee above.
func Of(rd *store.Reader, id string, year int) (CheckYear, error) {
	if err := access.Must(rd, access.ChecksView, id); err != nil {
		return CheckYear{}, err
	}
	y := CheckYear{Org: id, Year: year, Items: []Check{}}
	var kind string
	if err := rd.Get([]any{&y.OrgName, &y.Slug, &kind}, `select e.name, o.slug, e.kind from org o join org_edge e on e.tenant = o.tenant and e.org = o.id and e.valid_from = (select max(x.valid_from) from org_edge x where x.tenant = o.tenant and x.org = o.id) where o.tenant = $1 and o.id = $2`, id); err != nil {
		return y, err
	}
	y.Cell = org.Org{Kind: kind}.Cell()
	err := rd.Get([]any{&y.AdoptedOn, &y.EnteredOn, &y.Meeting, &y.MinutesNo, &y.Version}, `select adopted_on, entered_on, meeting, minutes_no, version from inspection_year where tenant = $1 and org = $2 and year = $3`, id, year)
	if err != nil && !store.IsNoRow(err) {
		return y, err
	}
	all, err := store.All(rd, itemOn(rd.Today()), `select `+itemColumns+` from inspection_item i where i.tenant = $1 and i.org = $2 and i.year = $3 order by i.period, i.id limit 200`, id, year)
	if err != nil {
		return y, err
	}
	if len(all) > 0 {
		y.Items = all
	}
	return y, y.lay(rd)
}

// lay puts the steps to the items.
func (y CheckYear) lay(rd *store.Reader) error {
	type taken struct {
		item string
		CheckStep
	}
	some, err := store.All(rd, func(scan store.Scan) (d taken, err error) { err = scan(&d.item, &d.Step, &d.Day); return }, `select s.item, s.step, s.day from inspection_item i join inspection_step s on s.tenant = i.tenant and s.item = i.id
		where i.tenant = $1 and i.org = $2 and i.year = $3 order by s.day, s.step limit 2000`, y.Org, y.Year)
	at := map[string]int{}
	for i, it := range y.Items {
		at[it.ID] = i
	}
	for _, d := range some {
		if i, ok := at[d.item]; ok {
			y.Items[i].Steps = append(y.Items[i].Steps, d.CheckStep)
		}
	}
	return err
}

// Get reads one item with the programme it stands in.
func Get(rd *store.Reader, id string) (CheckYear, Check, error) {
	i, err := store.One(rd, itemOn(rd.Today()), `select `+itemColumns+` from inspection_item i where i.tenant = $1 and i.id = $2`, id)
	if err != nil {
		return CheckYear{}, i, err
	}
	y, err := Of(rd, i.Org, i.Year)
	for _, it := range y.Items {
		if it.ID == id {
			return y, it, err
		}
	}
	if err == nil {
		err = fault.Missing()
	}
	return y, Check{}, err
}

// CheckCount is how far a programme has come.
type CheckCount struct {
	Planned int `json:"planned"`
	Done    int `json:"done"`
	Late    int `json:"late"`
}

// Counts counts the programmes of a year by organisation, as known on a day: what is to be
// done, what has a result, what is past its month. Only programmes adopted by then count. It
// asks no right and gives numbers alone.
func Counts(rd *store.Reader, year int, on string) (map[string]CheckCount, error) {
	type row struct {
		org, period, made, closed string
	}
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.org, &r.period, &r.made, &r.closed); return }, `
		select y.org, coalesce(i.period, ''), coalesce(i.made_on, ''), coalesce(i.closed_on, '') from inspection_year y
		left join inspection_item i on i.tenant = y.tenant and i.org = y.org and i.year = y.year and i.made_on <= $3 and (i.dropped_on = '' or i.dropped_on > $3)
		where y.tenant = $1 and y.year = $2 and y.adopted_on <> '' and y.adopted_on <= $3`, year, on)
	out := map[string]CheckCount{}
	for _, r := range all {
		c := out[r.org]
		if r.period != "" {
			c.Planned++
			switch {
			case r.closed != "" && r.closed <= on:
				c.Done++
			case lastMonth(yearOf(year), r.period) < on[:7]:
				c.Late++
			}
		}
		out[r.org] = c
	}
	return out, err
}

// DoneBy counts what got its result within months of one year, by organisation, as known on
// a day; an organisation without a programme adopted by then is not among them: of it nothing
// is known. Numbers alone.
func DoneBy(rd *store.Reader, from, until, on string) (map[string]int, error) {
	type row struct {
		org string
		n   int
	}
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.org, &r.n); return }, `
		select y.org, count(i.id) from inspection_year y
		left join inspection_item i on i.tenant = y.tenant and i.org = y.org and i.year = y.year and i.closed_on >= $3 and i.closed_on <= $4 and i.closed_on <= $5 and i.dropped_on = ''
		where y.tenant = $1 and y.year = cast($2 as integer) and y.adopted_on <> '' and y.adopted_on <= $5 group by y.org`, from[:4], from+"-01", until+"-31", on)
	out := map[string]int{}
	for _, r := range all {
		out[r.org] = r.n
	}
	return out, err
}
