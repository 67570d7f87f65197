package tasks

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Start is POST: the owner begins. There is nothing to ask, so no page of its own.
func Start(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	if err := r.Write(func(tx *store.Tx) error { _, err := task.Start(tx, id); return err }); err != nil {
		return err
	}
	return r.See(w, link.Task(id))
}

// AskTime is the owner's request, Answer the cell's; Roles says who helps, who
// follows, who decides.
var (
	AskTime = act{"asktime", func(r *page.Request, o one) ([]templ.Component, error) {
		due := field(r, "due", "asktime.due", vi.ShowDay(o.t.AskedDue))
		due.Hint = word(r, "asktime.now", "day", vi.ShowDay(o.t.Due))
		why := field(r, "reason", "asktime.why", "")
		why.WhoSees = word(r, "asktime.sees")
		return []templ.Component{ui.DateField(due, later(o)), ui.TextArea(why, 2)}, nil
	}, func(tx *store.Tx, r *page.Request, id string) error {
		var wrong fault.Fields
		due := r.NeedDay("due", &wrong)
		if err := wrong.Err(); err != nil {
			return err
		}
		_, err := task.AskTime(tx, id, due, r.Long("reason"))
		return err
	}, false}
	Answer = act{"answer", func(r *page.Request, o one) ([]templ.Component, error) {
		how := field(r, "give", "answer.how", "1")
		due := field(r, "due", "extend.due", vi.ShowDay(o.t.AskedDue))
		due.Hint = word(r, "asktime.now", "day", vi.ShowDay(o.t.Due))
		why := field(r, "reason", "reason", "")
		why.Hint = word(r, "answer.why.hint")
		return []templ.Component{ui.Radios(how, []ui.Option{{Value: "1", Text: word(r, "answer.give")}, {Value: "0", Text: word(r, "answer.keep")}}), ui.DateField(due, nil), ui.TextField(why)}, nil
	}, answer, false}
	Roles = act{"roles", roles, func(tx *store.Tx, r *page.Request, id string) error {
		_, err := task.SetRoles(tx, id, r.Version(), task.Roles{Helper: r.Text("helper"), Follower: r.Text("follower"), Decider: r.Text("decider")})
		return err
	}, false}
)

// later are two days to pick from: a week and two after the day now.
func later(o one) []ui.Option {
	from := max(o.t.Due, o.today)
	var out []ui.Option
	for _, n := range []int{7, 14} {
		day := vi.ShowDay(vi.AddDays(from, n))
		out = append(out, ui.Option{Value: day, Text: day})
	}
	return out
}

func answer(tx *store.Tx, r *page.Request, id string) error {
	if r.Text("give") != "1" {
		_, err := task.KeepDue(tx, id, r.Version(), r.Text("reason"))
		return err
	}
	var wrong fault.Fields
	due := r.NeedDay("due", &wrong)
	if err := wrong.Err(); err != nil {
		return err
	}
	_, err := task.Extend(tx, id, r.Version(), due, "", r.Text("reason"))
	return err
}

func roles(r *page.Request, o one) ([]templ.Component, error) {
	var people, followers []ui.Option
	err := r.Read(func(rd *store.Reader) error {
		people, followers = nil, nil
		roll, err := meeting.People(rd, o.t.Org, o.t.Circle, rd.Today())
		for _, m := range roll {
			if member.Works(m.Activity) {
				followers = append(followers, ui.Option{Value: m.Person, Text: m.FullName})
				if m.Member != o.t.Owner {
					people = append(people, ui.Option{Value: m.Member, Text: m.FullName})
				}
			}
		}
		return err
	})
	helper := field(r, "helper", "helper", o.t.Helper)
	helper.Optional = true
	if helper.Value != "" {
		people = append([]ui.Option{{Text: word(r, "nobody")}}, people...)
	}
	decider := field(r, "decider", "decider", o.t.Decider)
	decider.Optional, decider.Hint = true, word(r, "decider.hint")
	return []templ.Component{ui.Select(helper, people), ui.Select(field(r, "follower", "follower", o.t.Follower), followers), ui.TextField(decider)}, err
}

// owners asks who takes the task over, with what each already has.
func owners(r *page.Request, o one) ([]templ.Component, error) {
	var options []ui.Option
	err := r.Read(func(rd *store.Reader) error {
		options = nil
		roll, err := meeting.People(rd, o.t.Org, o.t.Circle, rd.Today())
		if err != nil {
			return err
		}
		load, err := task.Load(rd, o.t.Org, o.t.Circle)
		for _, m := range roll {
			if m.Member == o.t.Owner || !member.Works(m.Activity) {
				continue
			}
			text := m.FullName
			if load[m.Member] > 0 {
				text += " · " + word(r, "load", "count", load[m.Member])
			}
			options = append(options, ui.Option{Value: m.Member, Text: text})
		}
		return err
	})
	return []templ.Component{ui.Select(field(r, "owner", "handover.to", ""), options), ui.TextField(field(r, "reason", "reason", ""))}, err
}
