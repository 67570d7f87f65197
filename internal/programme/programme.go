// Package programme keeps what a cell, or a committee, means to reach in a term or a year:
// targets with a measure, where it starts, the goal and the day, each followed by somebody
// of its committee. A programme is drafted, adopted in a meeting, and changed by a further
// edition with its reason and the meeting that decided; the one before stays readable. A
// month's figure is entered once and corrected in the open; what is not known is blank,
// never nought. Progress is the last known figure beside the straight line from start to
// goal. Upwards go the texts of targets and how they stand, never who follows them.
package programme

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Kinds of programme, measures of a target, where a target is from.
const (
	Term = "term" // of a term of the committee
	Year = "year"

	Count   = "number"
	Percent = "percent"
	YesNo   = "yes_no" // done or not by its day

	Own      = "own"      // own resolution
	Above    = "above"    // programme of the committee above
	Covenant = "covenant" // covenant of the village or residential group
)

// The lists in the order forms show them.
var (
	Kinds    = []string{Year, Term}
	Measures = []string{Count, Percent, YesNo}
	Origins  = []string{Own, Above, Covenant}
)

// Programme is one, in one of its editions.
type Programme struct {
	ID        string    `json:"id"`
	Org       string    `json:"org"`
	Kind      string    `json:"kind"` // term, year
	Title     string    `json:"title"`
	From      string    `json:"from"`
	To        string    `json:"to"`         // the last day
	AdoptedOn string    `json:"adopted_on"` // the first edition; empty while a draft
	Version   int64     `json:"version"`
	Edition   Edition   `json:"edition"`  // the one shown
	Editions  []Edition `json:"editions"` // all the reader may see, the first first
	Targets   []Target  `json:"targets"`  // of the edition shown
}

// Edition is one wording of the targets.
type Edition struct {
	N         int    `json:"n"`
	Reason    string `json:"reason"`     // why it replaces the one before; empty for the first
	AdoptedOn string `json:"adopted_on"` // empty: a draft, that only those who write it see
	Meeting   string `json:"meeting"`    // that decided, or empty
	Paper     string `json:"paper"`      // number of the resolution or the minutes, as typed
}

// Target is one line of a programme.
type Target struct {
	ID           string `json:"id"`
	Position     int    `json:"position"`
	Text         string `json:"text"`
	Measure      string `json:"measure"` // number, percent, yes_no
	Unit         string `json:"unit"`
	Start        string `json:"start"` // exact decimal, "12.5"; empty for yes_no
	Goal         string `json:"goal"`
	From         string `json:"from"` // day of the start value
	Due          string `json:"due"`
	Origin       string `json:"origin"`
	Follower     string `json:"follower"` // person; never upwards
	FollowerName string `json:"follower_name"`
	Standing
}

// Sight is how much of an organisation's programmes a viewer sees.
type sight int

const (
	nothing sight = iota
	texts         // the committee above: adopted editions without who follows a target
	whole         // the cell: adopted editions
	drafts        // those who write them
)

func sees(rd *store.Reader, org string) (sight, error) {
	for _, a := range []struct {
		action access.Action
		sight  sight
	}{{access.ProgrammeKeep, drafts}, {access.ProgrammeView, whole}, {access.TargetsView, texts}} {
		ok, err := access.Can(rd, a.action, org)
		if err != nil || ok {
			return a.sight, err
		}
	}
	return nothing, fault.Missing()
}

const programmes = `select p.id, p.org, p.kind, p.title, p.from_day, p.to_day, p.adopted_on, p.version from programme p`

func scan(row store.Scan) (p Programme, err error) {
	err = row(&p.ID, &p.Org, &p.Kind, &p.Title, &p.From, &p.To, &p.AdoptedOn, &p.Version)
	return
}

// List are the programmes of an organisation, the latest first: drafts for those who write
// them, adopted ones for its members and for the committee above. Without targets.
func List(rd *store.Reader, org string) ([]Programme, error) {
	s, err := sees(rd, org)
	if err != nil {
		return nil, err
	}
	all, err := store.All(rd, scan, programmes+` where p.tenant = $1 and p.org = $2 order by p.from_day desc, p.kind, p.id limit 100`, org)
	return slices.DeleteFunc(all, func(p Programme) bool { return s < drafts && p.AdoptedOn == "" }), err
}

// Get reads a programme in its edition n as it stands today; n 0 is the one in force, or
// the draft where none is.
func Get(rd *store.Reader, id string, n int) (Programme, error) {
	p, err := store.One(rd, scan, programmes+` where p.tenant = $1 and p.id = $2`, id)
	if err != nil {
		return p, err
	}
	s, err := sees(rd, p.Org)
	if err != nil {
		return Programme{}, err
	}
	if err := p.choose(rd, s, n); err != nil {
		return Programme{}, err
	}
	if p.Targets, err = targets(rd, p, rd.Today()); err != nil {
		return Programme{}, err
	}
	if s < whole {
		for i := range p.Targets {
			p.Targets[i].Follower, p.Targets[i].FollowerName = "", ""
		}
	}
	return p, nil
}

// choose reads the editions and takes one of them.
func (p *Programme) choose(rd *store.Reader, s sight, n int) error {
	all, err := store.All(rd, func(row store.Scan) (e Edition, err error) {
		err = row(&e.N, &e.Reason, &e.AdoptedOn, &e.Meeting, &e.Paper)
		return
	}, `select n, reason, adopted_on, meeting, paper from programme_edition where tenant = $1 and programme = $2 order by n`, p.ID)
	if err != nil {
		return err
	}
	if p.Editions = slices.DeleteFunc(all, func(e Edition) bool { return s < drafts && e.AdoptedOn == "" }); len(p.Editions) == 0 {
		return fault.Missing()
	}
	p.Edition = p.Editions[0]
	for _, e := range p.Editions {
		if e.N == n || n == 0 && e.AdoptedOn != "" {
			p.Edition = e
		}
	}
	if n > 0 && p.Edition.N != n {
		return fault.Missing()
	}
	return nil
}

// Draft is the edition that is being written, if any.
func (p Programme) Draft() (Edition, bool) {
	last := p.Editions[len(p.Editions)-1]
	return last, last.AdoptedOn == ""
}

// Shown reads one target in the edition shown.
func (p Programme) Shown(id string) (Target, bool) {
	at := slices.IndexFunc(p.Targets, func(t Target) bool { return t.ID == id })
	if at < 0 {
		return Target{}, false
	}
	return p.Targets[at], true
}

const columns = `t.id, t.position, t.text, t.measure, t.unit, t.start_value, t.goal, t.from_day, t.due_on, t.origin, t.follower, coalesce(f.full_name, ''), coalesce(x.as_of, ''), coalesce(x.value, ''), coalesce(x.month, ''), coalesce(x.n, 0)`

// latest joins the last figure that was known on the day $2 to a target t, and who follows it.
const latest = ` left join person f on f.tenant = t.tenant and f.id = t.follower
	left join programme_figure x on x.tenant = t.tenant and x.target = t.id and x.stands and x.month = (select max(y.month) from programme_figure y where y.tenant = t.tenant and y.target = t.id and y.stands and y.as_of <= $2) `

func (t *Target) dest() []any {
	return []any{&t.ID, &t.Position, &t.Text, &t.Measure, &t.Unit, &t.Start, &t.Goal, &t.From, &t.Due, &t.Origin, &t.Follower, &t.FollowerName, &t.AsOf, &t.Value, &t.Month, &t.Corrections}
}

// targets are those of the edition shown, as they stand on a day.
func targets(rd *store.Reader, p Programme, on string) ([]Target, error) {
	return store.All(rd, func(row store.Scan) (t Target, err error) {
		err = row(t.dest()...)
		t.judge(on)
		return t, err
	}, `select `+columns+` from programme_target t`+latest+`where t.tenant = $1 and t.programme = $3 and t.edition = $4 order by t.position, t.id`, on, p.ID, p.Edition.N)
}
