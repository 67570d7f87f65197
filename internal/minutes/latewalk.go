package minutes

import (
	"errors"
	"fmt"
	"slices"

	rollcall "chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	ballot "chibo/internal/vote"
)

// notOnPaper is why a drafted line is taken off that the paper does not have.
const notOnPaper = "Không có trong biên bản giấy"

// agenda makes the lines those of the paper: drafted ones that it lacks go, with
// their reason; new ones come.
func (in Late) agenda(tx *store.Tx, id string) ([]meeting.Item, error) {
	old, err := meeting.Items(tx.Reader, id)
	if err != nil {
		return nil, err
	}
	for _, o := range old {
		if !slices.ContainsFunc(in.Items, func(i LateItem) bool { return i.ID == o.ID }) {
			if _, _, err := meeting.RemoveItem(tx, id, o.ID, notOnPaper); err != nil {
				return nil, err
			}
		}
	}
	m, err := meeting.Get(tx.Reader, id)
	if err != nil {
		return nil, err
	}
	var lines []meeting.Item
	for _, i := range in.Items {
		line := meeting.Item{Title: i.Title}
		if at := slices.IndexFunc(old, func(o meeting.Item) bool { return o.ID == i.ID }); at >= 0 {
			line = old[at]
			line.Title = i.Title
		}
		lines = append(lines, line)
	}
	_, now, err := meeting.PutItems(tx, id, m.Version, lines)
	return now, err
}

// concluded writes what was said and concluded on each line.
func (in Late) concluded(tx *store.Tx, id string, items []meeting.Item) error {
	for n, i := range in.Items {
		if i.Gist == "" && i.Conclusion == "" {
			continue
		}
		if _, err := meeting.Minute(tx, id, items[n].ID, items[n].Version, i.Gist, i.Conclusion); err != nil {
			return under(err, fmt.Sprintf("items.%d.", n))
		}
	}
	return nil
}

// roll marks everybody expected: as the paper says, and present without a word.
func (in Late) roll(tx *store.Tx, m meeting.Meeting) error {
	all, err := meeting.Roll(tx.Reader, m)
	if err != nil {
		return err
	}
	said := map[string]LateMark{}
	for n, k := range in.Marks {
		field := fmt.Sprintf("marks.%d.member", n)
		at := slices.IndexFunc(all, func(r meeting.Rolled) bool { return r.Member == k.Member })
		if at < 0 {
			return fault.Bad(field, "late_not_of_cell", "day", vi.ShowDay(m.Day))
		}
		r := all[at]
		switch _, twice := said[k.Member]; {
		case twice:
			return fault.Bad(field, "late_twice", "name", r.FullName)
		case !rollcall.Came(k.Status) && (r.Person == m.Chair || r.Person == m.Scribe):
			return fault.Bad(field, "late_leader_absent", "name", r.FullName)
		case !rollcall.Came(k.Status) && !r.Expected:
			return fault.Bad(field, "late_not_expected", "name", r.FullName)
		}
		said[k.Member] = k
	}
	came := 0
	for _, r := range all {
		k, named := said[r.Member]
		if !named {
			if !r.Expected {
				continue
			}
			k = LateMark{Member: r.Member, Status: rollcall.Present}
		}
		if err := mark(tx, m.ID, k); err != nil {
			n := slices.IndexFunc(in.Marks, func(x LateMark) bool { return x.Member == k.Member })
			return under(err, fmt.Sprintf("marks.%d.", n))
		}
		if rollcall.Came(k.Status) {
			came++
		}
	}
	if came < 2 { // one leads, one writes
		return fault.Bad("marks", "late_nobody")
	}
	return nil
}

// mark is one line of the roll call. "Without reason" is what the cell
// concluded of an absence, so it follows one.
func mark(tx *store.Tx, id string, k LateMark) error {
	in := rollcall.Marking{Meeting: id, Member: k.Member, Status: k.Status, Reason: k.Reason, Method: "paper"}
	if k.Status == rollcall.Unexcused {
		in.Status = rollcall.Unexplained
		first, err := rollcall.CheckIn(tx, in)
		if err != nil {
			return err
		}
		in.Status, in.Version, in.Concluded = k.Status, first.Version, true
	}
	_, err := rollcall.CheckIn(tx, in)
	return err
}

// review judges earlier tasks; one given after the meeting it cannot have judged.
func (in Late) review(tx *store.Tx, m meeting.Meeting) error {
	for n, v := range in.Reviewed {
		prefix := fmt.Sprintf("reviewed.%d.", n)
		t, err := task.Get(tx.Reader, v.Task)
		if err != nil {
			return err
		}
		if t.AssignedOn > m.Day {
			return fault.Bad(prefix+"result", "late_task_later", "deed", t.Deed)
		}
		if _, err := task.Evaluate(tx, task.Evaluation{Meeting: m.ID, Task: v.Task, Result: v.Result, Why: v.Why}); err != nil {
			return under(err, prefix)
		}
	}
	return nil
}

func (in Late) resolve(tx *store.Tx, book *rule.Book, id string) error {
	if len(in.Tasks) == 0 && in.Preamble == "" {
		return nil
	}
	now, err := resolution.Get(tx.Reader, id)
	if err != nil {
		return err
	}
	var items []resolution.Item
	for _, i := range in.Tasks {
		i.ID = "" // made here
		items = append(items, i)
	}
	_, _, err = resolution.Put(tx, book, id, now.Version, in.Preamble, items)
	return renamed(err, "items.", "tasks.")
}

func (in Late) vote(tx *store.Tx, book *rule.Book, id string) error {
	for n, v := range in.Votes {
		held, err := ballot.Hold(tx, book, ballot.Hands{Meeting: id, Subject: v.Subject, Matter: v.Matter, For: v.For, Against: v.Against, Other: v.Other, Why: v.Why})
		if err != nil {
			return under(err, fmt.Sprintf("votes.%d.", n))
		}
		if v.Matter == "resolution" && held.Passed {
			if err := resolution.Adopt(tx, id, held.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// under puts a prefix before the names of wrong fields, so that the form knows
// which of its lines is meant.
func under(err error, prefix string) error { return renamed(err, "", prefix) }

func renamed(err error, old, now string) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	for i, x := range f.Fields {
		if len(x.Name) >= len(old) && x.Name[:len(old)] == old {
			f.Fields[i].Name = now + x.Name[len(old):]
		}
	}
	return f
}
