// Package task follows what a cell resolved until it is done: who has it, until
// when, at which meeting it is heard, and what the cell then found. A task is a
// row with its present state and an append-only list of events; extending it
// and handing it over are events. A task that was found partly done or not done
// stays open and comes back at next month's meeting with the reason. The cell
// sees its tasks, an owner sees and reports own ones, the level above sees
// their texts but not how the work was going (design/decisions.md 18).
package task

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The states a task is stored in; overdue is computed.
const (
	Assigned = "assigned"
	Doing    = "doing"
	Help     = "help"
	Reported = "reported"
	Done     = "done"
	DoneLate = "done_late"
	Stopped  = "stopped"
)

// Task is one thing a member was given to do.
type Task struct {
	ID           string `json:"id"`
	Org          string `json:"org"`
	Meeting      string `json:"meeting"` // that gave it
	Owner        string `json:"owner"`   // member
	OwnerName    string `json:"owner_name"`
	Deed         string `json:"deed"`
	Measure      string `json:"measure"`
	Due          string `json:"due"`
	ReportAt     string `json:"report_at"` // period
	Helper       string `json:"helper"`    // member who helps the owner, or empty
	HelperName   string `json:"helper_name"`
	Follower     string `json:"follower"` // person who follows it; the chair who gave it unless said otherwise
	FollowerName string `json:"follower_name"`
	Decider      string `json:"decider"`   // who decides, in words; empty: the cell
	AskedDue     string `json:"asked_due"` // the day the owner asks for; empty when nothing is asked
	State        string `json:"state"`
	Result       string `json:"result"` // the cell's last finding: done, done_late, partly, not_done
	Outside      bool   `json:"outside"`
	AssignedOn   string `json:"assigned_on"`
	ClosedOn     string `json:"closed_on"`
	Overdue      bool   `json:"overdue"`
	Version      int64  `json:"version"`

	Circle access.Circle `json:"circle"` // whose task it is: of the cell, or of a committee
}

// Event is one thing that happened to a task.
type Event struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"` // assign, start, help, ask_time, keep_due, report, roles, extend, hand_over, evaluate, stop
	Note   string `json:"note"`
	Detail string `json:"detail"` // JSON
	At     int64  `json:"at"`
	By     string `json:"by"` // person
	ByName string `json:"by_name"`
}

const columns = `t.id, t.org, t.meeting, t.owner, coalesce(p.full_name, ''), t.deed, t.measure, t.due, t.report_at, t.follower, t.decider, t.state, t.result, t.outside, t.assigned_on, coalesce(t.closed_on, ''), t.version, t.helper, coalesce(hp.full_name, ''), coalesce(fp.full_name, ''), t.asked_due, t.circle`

const from = ` from task t left join member m on m.tenant = t.tenant and m.id = t.owner left join person p on p.tenant = m.tenant and p.id = m.person
	left join member hm on hm.tenant = t.tenant and hm.id = t.helper left join person hp on hp.tenant = hm.tenant and hp.id = hm.person
	left join person fp on fp.tenant = t.tenant and fp.id = t.follower `

func scanner(today string) func(store.Scan) (Task, error) {
	return func(scan store.Scan) (t Task, err error) {
		err = scan(&t.ID, &t.Org, &t.Meeting, &t.Owner, &t.OwnerName, &t.Deed, &t.Measure, &t.Due, &t.ReportAt, &t.Follower, &t.Decider, &t.State, &t.Result, &t.Outside, &t.AssignedOn, &t.ClosedOn, &t.Version, &t.Helper, &t.HelperName, &t.FollowerName, &t.AskedDue, &t.Circle)
		t.Overdue = t.ClosedOn == "" && t.State != Reported && t.Due < today
		return
	}
}

func read(rd *store.Reader, id string) (Task, error) {
	return store.One(rd, scanner(rd.Today()), `select `+columns+from+`where t.tenant = $1 and t.id = $2`, id)
}

// Get reads a task for the cell, its owner, who helps, or the level above.
func Get(rd *store.Reader, id string) (Task, error) {
	t, err := read(rd, id)
	if err != nil {
		return Task{}, err
	}
	concerned, err := isOwnerOrHelper(rd, t)
	if err != nil {
		return Task{}, err
	}
	if concerned {
		return t, nil
	}
	if err := access.Must(rd, t.Circle.Of(access.TaskView), t.Org); err != nil {
		return Task{}, err
	}
	all, err := textsOnly(rd, []Task{t})
	if err != nil {
		return Task{}, err
	}
	return all[0], nil
}

// isOwner asks whether the task is the viewer's own.
func isOwner(rd *store.Reader, t Task) (bool, error) { return isOneOf(rd, t.Owner, t.Owner) }

// isOwnerOrHelper asks whether the viewer has the task or helps with it.
func isOwnerOrHelper(rd *store.Reader, t Task) (bool, error) { return isOneOf(rd, t.Owner, t.Helper) }

func isOneOf(rd *store.Reader, a, b string) (bool, error) {
	if rd.Viewer().Person == "" {
		return false, nil
	}
	n, err := rd.Int(`select count(*) from member where tenant = $1 and id in ($2, $3) and person = $4`, a, b, rd.Viewer().Person)
	return n > 0, err
}

// textsOnly takes out what the level above does not see: who follows, what the
// cell found and, of tasks that stand in no resolution, who has it.
func textsOnly(rd *store.Reader, all []Task) ([]Task, error) {
	type whose struct {
		org    string
		circle access.Circle
	}
	inside := map[whose]bool{}
	for n := range all {
		t := &all[n]
		w := whose{t.Org, t.Circle}
		in, known := inside[w]
		if !known {
			var err error
			if in, err = access.Can(rd, t.Circle.Of(access.MinutesView), t.Org); err != nil {
				return nil, err
			}
			inside[w] = in
		}
		if !in {
			t.Follower, t.FollowerName, t.Helper, t.HelperName, t.AskedDue, t.Result = "", "", "", "", "", ""
			if t.Outside {
				t.Owner, t.OwnerName = "", ""
			}
		}
	}
	return all, nil
}

// Filter narrows a list; the empty one lists every task the viewer may see.
type Filter struct {
	Org   string
	Owner string // member
	State string // open, done, overdue; empty: all
	After string // the cursor of the page before
	Limit int    // 0: 50
}

// Of lists tasks by their day, with the cursor of the next page.
func Of(rd *store.Reader, f Filter) ([]Task, string, error) {
	if f.Limit <= 0 || f.Limit > 500 {
		f.Limit = 50
	}
	if f.Org != "" {
		if err := anyCircle(rd, access.TaskView, f.Org); err != nil {
			return nil, "", err
		}
	}
	cond, args, err := access.WhereIn(rd, access.TaskView, "e.path", "t.circle", 10)
	if err != nil {
		return nil, "", err
	}
	day, id := cut(f.After)
	all, err := store.All(rd, scanner(rd.Today()), `select `+columns+from+`
		join org_edge e on e.tenant = t.tenant and e.org = t.org and e.valid_from <= $2 and (e.valid_to is null or e.valid_to > $2)
		where t.tenant = $1 and ($3 = '' or t.org = $3) and ($4 = '' or t.owner = $4)
		and ($5 = '' or ($5 = 'open' and t.closed_on is null) or ($5 = 'done' and t.closed_on is not null) or ($5 = 'overdue' and t.closed_on is null and t.state <> $6 and t.due < $2))
		and (t.due > $7 or (t.due = $7 and t.id > $8)) and `+cond+` order by t.due, t.id limit $9`,
		append([]any{rd.Today(), f.Org, f.Owner, f.State, Reported, day, id, f.Limit + 1}, args...)...)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(all) > f.Limit {
		all = all[:f.Limit]
		next = all[f.Limit-1].Due + "/" + all[f.Limit-1].ID
	}
	all, err = textsOnly(rd, all)
	return all, next, err
}

// anyCircle asks whether the action is the viewer's in any circle of the
// organisation: the list then holds what is in those.
func anyCircle(rd *store.Reader, action access.Action, org string) error {
	for _, c := range access.Circles {
		if ok, err := access.Can(rd, c.Of(action), org); err != nil || ok {
			return err
		}
	}
	return fault.Missing()
}

// cut reads a cursor; anything else is the beginning.
func cut(after string) (day, id string) {
	if len(after) > 11 && vi.ValidDay(after[:10]) {
		return after[:10], after[11:]
	}
	return "", ""
}

// Open lists the unfinished tasks of a cell, the nearest day first: last
// month's are the heart of the next agenda.
func Open(rd *store.Reader, org string) ([]Task, error) { return OpenIn(rd, org, access.OfAll) }

// OpenIn is Open for one circle: the tasks a committee gave come before the
// committee again, never before the cell.
func OpenIn(rd *store.Reader, org string, in access.Circle) ([]Task, error) {
	return some(rd, org, in, `and t.closed_on is null`)
}

// ReportedAt lists the unfinished tasks to be heard at the meeting of a period,
// with those that an earlier meeting was to hear and did not.
func ReportedAt(rd *store.Reader, org, period string) ([]Task, error) {
	return ReportedIn(rd, org, access.OfAll, period)
}

// ReportedIn is ReportedAt for one circle.
func ReportedIn(rd *store.Reader, org string, in access.Circle, period string) ([]Task, error) {
	return some(rd, org, in, `and t.closed_on is null and t.report_at <= $4`, period)
}

// FromMeeting lists the tasks a meeting gave, in the order of its resolution.
func FromMeeting(rd *store.Reader, org, id string) ([]Task, error) {
	in, err := meeting.CircleOf(rd, id)
	if err != nil {
		return nil, err
	}
	return some(rd, org, in, `and t.meeting = $4`, id)
}

func some(rd *store.Reader, org string, in access.Circle, cond string, args ...any) ([]Task, error) {
	if err := access.Must(rd, in.Of(access.TaskView), org); err != nil {
		if err := access.Must(rd, in.Of(access.MinutesView), org); err != nil { // members hear them at the meeting
			return nil, err
		}
	}
	all, err := store.All(rd, scanner(rd.Today()), `select `+columns+from+`where t.tenant = $1 and t.org = $2 and t.circle = $3 `+cond+` order by t.due, t.id`, append([]any{org, string(in)}, args...)...)
	if err != nil {
		return nil, err
	}
	return textsOnly(rd, all)
}

// Mine lists the viewer's own tasks, open ones first, then the newest closed.
func Mine(rd *store.Reader) ([]Task, error) {
	if err := access.Must(rd, access.SignedIn, ""); err != nil {
		return nil, err
	}
	return store.All(rd, scanner(rd.Today()), `select `+columns+from+`where t.tenant = $1 and m.person = $2
		order by case when t.closed_on is null then 0 else 1 end, t.closed_on desc, t.due, t.id limit 200`, rd.Viewer().Person)
}

// Events lists what happened to a task, the first first: for the cell, the
// owner and who helps, not for the level above.
func Events(rd *store.Reader, id string) ([]Event, error) {
	t, err := read(rd, id)
	if err != nil {
		return nil, err
	}
	concerned, err := isOwnerOrHelper(rd, t)
	if err != nil {
		return nil, err
	}
	if !concerned {
		if err := inCell(rd, t.Org, t.Circle); err != nil {
			return nil, err
		}
	}
	return store.All(rd, func(scan store.Scan) (e Event, err error) {
		err = scan(&e.ID, &e.Kind, &e.Note, &e.Detail, &e.At, &e.By, &e.ByName)
		return
	}, `select e.id, e.kind, e.note, e.detail, e.at, e.by_person, coalesce(p.full_name, '') from task_event e
		left join person p on p.tenant = e.tenant and p.id = e.by_person where e.tenant = $1 and e.task = $2 order by e.at, e.id`, id)
}

// inCell asks for a post of the cell itself, or of the committee, that sees its
// tasks.
func inCell(rd *store.Reader, org string, in access.Circle) error {
	if err := access.Must(rd, in.Of(access.TaskView), org); err != nil {
		return err
	}
	return access.Must(rd, in.Of(access.MinutesView), org)
}

// Load counts the open tasks of the members of a circle by owner, to be shown
// where an owner is chosen.
func Load(rd *store.Reader, org string, in access.Circle) (map[string]int, error) {
	if err := inCell(rd, org, in); err != nil {
		return nil, err
	}
	type load struct {
		owner string
		n     int
	}
	all, err := store.All(rd, func(scan store.Scan) (l load, err error) { err = scan(&l.owner, &l.n); return },
		`select owner, count(*) from task where tenant = $1 and org = $2 and circle = $3 and closed_on is null group by owner`, org, string(in))
	out := map[string]int{}
	for _, l := range all {
		out[l.owner] = l.n
	}
	return out, err
}

// closed is the answer to a write on a task that is over.
func closed() error { return fault.New(fault.Conflict, "task_closed") }
