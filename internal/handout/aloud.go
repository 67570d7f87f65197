package handout

import (
	"strings"
	"time"

	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// aloudWords is how many words of a deed or a place stand in a sentence to be read aloud.
const aloudWords = 8

// aloudTasks is how many tasks are read aloud; the others are counted.
const aloudTasks = 2

// given is the name a comrade is called by.
func given(name string) string {
	all := strings.Fields(name)
	if len(all) == 0 {
		return name
	}
	return all[len(all)-1]
}

// aloudAt is when a meeting is, for an ear: "19:30 thứ Năm, 03/12".
func aloudAt(at time.Time, day string) []any {
	return []any{"clock", at.Format("15:04"), "weekday", vi.Weekday(day), "day", vi.ShowDay(day)[:5]}
}

// aloudInvitation says who is called, when, where, and whom to tell when one cannot come.
func aloudInvitation(v paper.Invitation, day string) []string {
	out := []string{paperWords.T("paper.aloud.invitation", "name", given(v.To)), paperWords.T("paper.aloud.when", aloudAt(v.Start, day)...)}
	if v.Place != "" {
		out = append(out, paperWords.T("paper.aloud.where", "place", paper.Shortened(v.Place, aloudWords)))
	}
	if v.Secretary != "" {
		out = append(out, paperWords.T("paper.aloud.tell", "name", given(v.Secretary)))
	}
	return out
}

// aloud says of the own sheet what matters first: the next meeting, the tasks, and that
// a mistake is told to the secretary.
func (o own) aloud(rd *store.Reader) ([]string, error) {
	var out []string
	next, err := o.next(rd)
	if err != nil {
		return nil, err
	}
	if next != nil {
		out = append(out, paperWords.T("paper.aloud.next", aloudAt(store.Clock(next.StartsAt), next.Day)...))
	}
	all, err := task.Mine(rd)
	if err != nil {
		return nil, err
	}
	open := o.mine(all)
	if len(open) == 0 {
		out = append(out, paperWords.T("paper.aloud.none", "name", given(o.m.FullName)))
	} else {
		out = append(out, paperWords.T("paper.aloud.tasks", "name", given(o.m.FullName), "count", len(open)))
	}
	for _, t := range open[:min(len(open), aloudTasks)] {
		out = append(out, paperWords.T("paper.aloud.task", "deed", vi.Capital(paper.Shortened(t.Deed, aloudWords)), "day", vi.ShowDay(t.Due)[:5]))
	}
	return append(out, paperWords.T("paper.aloud.wrong")), nil
}

// next is the next meeting of the cell that is not over, nil where none is planned.
func (o own) next(rd *store.Reader) (*meeting.Meeting, error) {
	all, _, err := meeting.List(rd, meeting.Filter{Org: o.m.Org, Limit: 12})
	var next *meeting.Meeting
	for i, m := range all { // latest first: the last one still to come is the nearest
		if !m.OfCommittee() && !m.At(meeting.Closed) && m.Day >= rd.Today() {
			next = &all[i]
		}
	}
	return next, err
}

// mine are the tasks under way; printed by another, those of this cell alone.
func (o own) mine(all []task.Task) (out []task.Task) {
	for _, t := range all {
		if t.ClosedOn == "" && (o.by == "" || t.Org == o.m.Org && t.Circle == "") {
			out = append(out, t)
		}
	}
	return out
}
