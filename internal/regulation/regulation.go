// Package regulation keeps what a committee adopted for itself beside the shipped rules: a scoring table of its
// own, a longer meeting, an earlier deadline. The office proposes, a second person agrees, and the rule is in
// force from a day to come; it ends the same way. The text stays as it was adopted, whatever happens later: a
// result of the past finds the version it was made under by its name (Chỉ thị 50-CT/TW lets each committee
// concretise; docs/adr/0053). The rules themselves, and what may be asked of them, are package rule's.
package regulation

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// The states of a committee's own rule. An adopted one may be yet to begin, in force or ended: its days say which.
const (
	Proposed = "proposed"
	Adopted  = "adopted"
	Refused  = "refused"
	Taken    = "taken" // taken back by who proposed it
)

// Ways in which a rule's text came.
const (
	FromFile    = "yaml"
	FromSheet   = "xlsx"
	FromPattern = "pattern"
)

// Place is the scope of every rule a committee adopted: its own book is the only one that answers with it.
const Place = "here"

// Prefix begins the name of every rule of a committee's own, so that no shipped one ever bears the same.
const Prefix = "local."

// Own is one rule of the committee's own with its history.
type Own struct {
	ID       string
	RuleID   string // local.quality.table.regular
	Edition  int    // the rule's version
	Pack     string
	Body     string // the file as adopted
	Position int    // which rule of the file
	Origin   string
	Pattern  string // the shipped rule it copies, id@version
	From, To string
	State    string
	Why      string // of the proposal
	At       int64
	By       string
	ByName   string

	DecidedAt     int64
	DecidedBy     string
	DecidedByName string
	Refusal       string

	EndDay      string // asked for or agreed to: first day no longer in force
	EndWhy      string
	EndAt       int64
	EndBy       string
	EndByName   string
	EndedAt     int64 // when a second one agreed
	EndedBy     string
	EndedByName string
	Version     int64
}

// Ref is the form stored with a result: "local.quality.table.regular@1".
func (o Own) Ref() string { return rule.Ref{ID: o.RuleID, Version: o.Edition}.String() }

// Ending tells whether a wish to end it waits for a second person.
func (o Own) Ending() bool { return o.EndBy != "" && o.EndedAt == 0 }

// On tells whether it is in force that day.
func (o Own) On(day string) bool {
	return o.State == Adopted && o.From <= day && (o.To == "" || day < o.To)
}

// Awaits tells whether it waits for a second person.
func (o Own) Awaits() bool { return o.State == Proposed || o.State == Adopted && o.Ending() }

// Rule reads the text again; it was read once before it was kept.
func (o Own) Rule() (rule.Rule, error) {
	all, err := rule.Parse(o.fileName(), []byte(o.Body))
	if err != nil {
		return rule.Rule{}, err
	}
	if o.Position >= len(all) {
		return rule.Rule{}, fault.Missing()
	}
	return ours(all[o.Position], o.RuleID, o.Edition, o.From, o.To), nil
}

// ours is a rule under the committee's name: its place, its days, its own decision.
func ours(r rule.Rule, id string, edition int, from, to string) rule.Rule {
	r = r.As(id, edition, from, to)
	r.Scope.Place, r.Status = Place, rule.Local
	return r
}

func (o Own) fileName() string { return o.RuleID + ".yaml" }

const columns = `r.id, r.rule, r.edition, r.pack, r.body, r.position, r.origin, r.pattern, r.from_day, r.to_day, r.state, r.why, r.proposed_at, r.proposed_by, coalesce(p.full_name, ''),
	coalesce(r.decided_at, 0), r.decided_by, coalesce(d.full_name, ''), r.refusal, r.end_day, r.end_why, coalesce(r.end_at, 0), r.end_by, coalesce(e.full_name, ''), coalesce(r.ended_at, 0), r.ended_by, coalesce(f.full_name, ''), r.version
	from regulation r left join person p on p.tenant = r.tenant and p.id = r.proposed_by
	left join person d on d.tenant = r.tenant and d.id = r.decided_by
	left join person e on e.tenant = r.tenant and e.id = r.end_by
	left join person f on f.tenant = r.tenant and f.id = r.ended_by where r.tenant = $1`

func scanOwn(row store.Scan) (o Own, err error) {
	err = row(&o.ID, &o.RuleID, &o.Edition, &o.Pack, &o.Body, &o.Position, &o.Origin, &o.Pattern, &o.From, &o.To, &o.State, &o.Why, &o.At, &o.By, &o.ByName,
		&o.DecidedAt, &o.DecidedBy, &o.DecidedByName, &o.Refusal, &o.EndDay, &o.EndWhy, &o.EndAt, &o.EndBy, &o.EndByName, &o.EndedAt, &o.EndedBy, &o.EndedByName, &o.Version)
	return
}

// must asks for a right over the whole committee and gives it.
func must(rd *store.Reader, action access.Action) (org.Org, error) {
	top, err := org.Root(rd)
	if err != nil {
		return org.Org{}, err
	}
	return top, org.Must(rd, action, top.ID)
}

// All lists the committee's own rules, newest first, for who may read them there.
func All(rd *store.Reader) ([]Own, error) {
	if _, err := must(rd, access.RuleView); err != nil {
		return nil, err
	}
	return store.All(rd, scanOwn, "select "+columns+" and r.state in ('proposed', 'adopted', 'refused', 'taken') order by r.proposed_at desc, r.id desc limit 500")
}

// Get gives one of them.
func Get(rd *store.Reader, id string) (Own, error) {
	if _, err := must(rd, access.RuleView); err != nil {
		return Own{}, err
	}
	return get(rd, id)
}

func get(rd *store.Reader, id string) (Own, error) {
	return store.One(rd, scanOwn, "select "+columns+" and r.id = $2", id)
}

// Waiting is how many rules wait for a second person who is not the viewer.
func Waiting(rd *store.Reader) (int, error) {
	n, err := rd.Int(`select count(*) from regulation where tenant = $1 and ((state = 'proposed' and proposed_by <> $2) or (state = 'adopted' and end_by <> '' and ended_at is null and end_by <> $2))`, rd.Viewer().Person)
	return int(n), err
}
