// Package assist keeps the committee's plans to help a cell in trouble: who helps, what,
// until when and why, in steps with dates, each with a short result. The committee writes
// them and does them; only the cell's own word says that it has been helped. The committee
// may withdraw a plan with a reason that the cell reads. Nobody of the cell is written about.
package assist

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/store"
)

// Codes are the reasons a plan may name beside words of its own: those of the committee's
// desk, in its order.
var Codes = []string{"silent", "missed", "papers", "clash", "few_came", "unled", "few_can", "term_over", "concern", "unread", "campaign", "score", "overdue", "held_late"}

// The cell's word on a plan.
const (
	Well = "well" // đã ổn: the plan is settled
	More = "more" // cần giúp thêm: it stays open, with a new day
)

// Words lists what a cell may say, in the order of the form.
var Words = []string{Well, More}

// How a plan ended.
const (
	Settled   = "settled"   // by the cell's word
	Withdrawn = "withdrawn" // by the committee, with a reason
	Ended     = "ended"     // the cell stands no more and no other took its place
)

// Plan is one.
type Plan struct {
	ID          string   `json:"id"`
	Org         string   `json:"org"`
	OrgName     string   `json:"org_name"`
	Slug        string   `json:"slug"`
	CameFrom    string   `json:"came_from"` // name of the cell it was made for, where that became part of this one
	Person      string   `json:"person"`    // who of the committee helps
	Name        string   `json:"name"`
	Aim         string   `json:"aim"`
	Reasons     []string `json:"reasons"` // of Codes
	Why         string   `json:"why"`     // in the committee's words
	MadeOn      string   `json:"made_on"`
	UntilOn     string   `json:"until_on"`
	Word        string   `json:"word"` // the cell's last: well, more
	WordOn      string   `json:"word_on"`
	WordText    string   `json:"word_text"`
	ClosedOn    string   `json:"closed_on"`
	Closing     string   `json:"closing"` // settled, withdrawn, ended; empty while open
	ClosingText string   `json:"closing_text"`
	Version     int64    `json:"version"`
	Late        bool     `json:"late"`      // open past its day
	Ownerless   bool     `json:"ownerless"` // open, and who helps holds no post of the committee any more
	Steps       []Step   `json:"steps"`
}

// Open tells whether help is still owed.
func (p Plan) Open() bool { return p.Closing == "" }

// Next is the day that comes first: of a step still to be done, or of the plan.
func (p Plan) Next() string {
	day := p.UntilOn
	for _, s := range p.Steps {
		if s.DoneOn == "" && s.DueOn < day {
			day = s.DueOn
		}
	}
	return day
}

// Step is a part of a plan with its day.
type Step struct {
	N       int    `json:"n"`
	Text    string `json:"text"`
	DueOn   string `json:"due_on"`
	Result  string `json:"result"`
	DoneOn  string `json:"done_on"`
	Version int64  `json:"version"`
	Late    bool   `json:"late"`
}

// plans reads rows as at the day $2, each at the last place its cell had in the tree. A cell
// that ended and whose plan went to no other has ended the plan too. The plans come first,
// their cells after them: never all cells of the committee.
var plans = `select a.id, a.org, e.name, o.slug, coalesce((select f.name from org_edge f where f.tenant = a.tenant and f.org = a.came_from and f.valid_from = (select max(y.valid_from) from org_edge y where y.tenant = f.tenant and y.org = f.org)), ''),
		a.person, p.full_name, a.aim, a.reasons, a.why, a.made_on, a.until_on, a.word, a.word_on, a.word_text, a.closed_on, a.closing, a.closing_text, a.version, coalesce(e.valid_to, ''),
		` + member.Cares("a") + `
	from assist_plan a cross join org o cross join org_edge e cross join person p
	where o.tenant = a.tenant and o.id = a.org and e.tenant = o.tenant and e.org = o.id and e.valid_from = (select max(x.valid_from) from org_edge x where x.tenant = o.tenant and x.org = o.id)
		and p.tenant = a.tenant and p.id = a.person and `

func planOn(today string) func(store.Scan) (Plan, error) {
	return func(scan store.Scan) (p Plan, err error) {
		reasons, gone, here := "", "", false
		err = scan(&p.ID, &p.Org, &p.OrgName, &p.Slug, &p.CameFrom, &p.Person, &p.Name, &p.Aim, &reasons, &p.Why, &p.MadeOn, &p.UntilOn, &p.Word, &p.WordOn, &p.WordText, &p.ClosedOn, &p.Closing, &p.ClosingText, &p.Version, &gone, &here)
		p.Reasons, p.Steps = strings.Fields(reasons), []Step{}
		if p.Closing == "" && gone != "" && gone <= today {
			p.Closing, p.ClosedOn = Ended, gone
		}
		p.Late, p.Ownerless = p.Open() && p.UntilOn < today, p.Open() && !here
		return p, err
	}
}

type placed struct {
	plan string
	Step
}

func stepOn(today string) func(store.Scan) (placed, error) {
	return func(scan store.Scan) (s placed, err error) {
		err = scan(&s.plan, &s.N, &s.Text, &s.DueOn, &s.Result, &s.DoneOn, &s.Version)
		s.Late = s.DoneOn == "" && s.DueOn < today
		return s, err
	}
}

const steps = `select s.plan, s.n, s.text, s.due_on, s.result, s.done_on, s.version from `

// lay puts steps to their plans.
func lay(all []Plan, some []placed) []Plan {
	at := map[string]int{}
	for i := range all {
		at[all[i].ID] = i
	}
	for _, s := range some {
		if i, ok := at[s.plan]; ok {
			all[i].Steps = append(all[i].Steps, s.Step)
		}
	}
	return all
}

// OfCell lists the plans for a cell, the open ones first, then the latest: for the cell's
// committee, for who is in charge of it, for the committee's office.
func OfCell(rd *store.Reader, org string) ([]Plan, error) {
	if err := access.MustWhereItStood(rd, access.AssistView, org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, planOn(rd.Today()), plans+`a.tenant = $1 and a.org = $3 order by a.closed_on = '' desc, a.until_on desc, a.id limit 100`, rd.Today(), org)
	if err != nil {
		return nil, err
	}
	some, err := store.All(rd, stepOn(rd.Today()), steps+`assist_plan a join assist_step s on s.tenant = a.tenant and s.plan = a.id where a.tenant = $1 and a.org = $2 order by s.due_on, s.n limit 1000`, org)
	return lay(all, some), err
}

// Get reads one plan with its steps.
func Get(rd *store.Reader, id string) (Plan, error) {
	p, err := store.One(rd, planOn(rd.Today()), plans+`a.tenant = $1 and a.id = $3`, rd.Today(), id)
	if err != nil {
		return p, err
	}
	if err := access.MustWhereItStood(rd, access.AssistView, p.Org); err != nil {
		return Plan{}, err
	}
	some, err := store.All(rd, stepOn(rd.Today()), steps+`assist_step s where s.tenant = $1 and s.plan = $2 order by s.due_on, s.n`, id)
	return lay([]Plan{p}, some)[0], err
}

// Owed lists the open plans over the cells the viewer keeps them of, the day that comes
// first on top, and those that ended with their cell within the last ninety days: two
// statements, however many cells.
func Owed(rd *store.Reader, since string) ([]Plan, error) {
	reach, args, err := access.Where(rd, access.AssistKeep, "e.path", 4)
	if err != nil {
		return nil, err
	}
	all, err := store.All(rd, planOn(rd.Today()), plans+`a.tenant = $1 and a.closed_on = '' and (e.valid_to is null or e.valid_to > $3) and `+reach+` order by a.until_on, a.id limit 500`, append([]any{rd.Today(), since}, args...)...)
	if err != nil {
		return nil, err
	}
	some, err := store.All(rd, stepOn(rd.Today()), steps+`assist_plan a join assist_step s on s.tenant = a.tenant and s.plan = a.id where a.tenant = $1 and a.closed_on = '' order by s.due_on, s.n limit 5000`)
	return lay(all, some), err
}

// Waiting lists the open plans for a cell, for those who say its word on them.
func Waiting(rd *store.Reader, org string) ([]Plan, error) {
	if ok, err := access.Can(rd, access.AssistSay, org); err != nil || !ok {
		return nil, err
	}
	return store.All(rd, planOn(rd.Today()), plans+`a.tenant = $1 and a.org = $3 and a.closed_on = '' order by a.until_on, a.id limit 20`, rd.Today(), org)
}

// People are who may help a cell today: who is in charge of it, the members of the committee
// above, its office. For those who keep the plans.
func People(rd *store.Reader, org string) ([]member.Carer, error) {
	if err := access.MustWhereItStood(rd, access.AssistKeep, org); err != nil {
		return nil, err
	}
	return member.Carers(rd, org)
}
