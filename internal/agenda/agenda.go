// Package agenda drafts the agenda of a meeting: the template of the cell's
// kind and, one by one, the tasks of the months before that are not finished,
// each line with what it comes from. It only fills the items of the meeting:
// what the cell added stays, what it took off does not come back, and drafting
// twice adds nothing twice.
package agenda

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// Draft fills the agenda and returns it whole.
func Draft(tx *store.Tx, book *rule.Book, id string) ([]meeting.Item, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingPrepare)
	if err != nil {
		return nil, err
	}
	have, err := meeting.Items(tx.Reader, id)
	if err != nil || m.At(meeting.InSession) {
		return have, err
	}
	kind, err := meeting.Kind(tx.Reader, book, m)
	if err != nil {
		return nil, err
	}
	removed, err := meeting.Removed(tx.Reader, id)
	if err != nil {
		return nil, err
	}
	d := draft{items: have, removed: removed}
	template := book.Agenda(m.Day, kind, m.Kind)
	if len(have) > 0 && !slices.ContainsFunc(have, func(i meeting.Item) bool { return i.SourceKind == "template" }) {
		d.own = have // written before the first draft: the template goes first
		d.items = nil
	}
	for _, line := range template.Lines {
		d.add(meeting.Item{Code: line.Code, Title: line.TitleVI, Purpose: line.Purpose, Minutes: line.Minutes,
			SourceKind: "template", SourceID: line.Code, SourceText: "Mẫu nội dung: " + template.Source.Line()}, len(d.items))
	}
	d.items = append(d.items, d.own...)
	if !template.HeadingsOnly { // closed content: the task's words stay out of the agenda
		if err := d.tasks(tx.Reader, m, template); err != nil {
			return nil, err
		}
	}
	_, all, err := meeting.PutItems(tx, id, m.Version, d.items)
	return all, err
}

type draft struct {
	items, own []meeting.Item
	removed    []meeting.Removal
}

// add puts a line in at a place unless it is there or was taken off.
func (d *draft) add(i meeting.Item, at int) bool {
	if slices.ContainsFunc(append(slices.Clone(d.items), d.own...), func(o meeting.Item) bool { return o.SourceKind == i.SourceKind && o.SourceID == i.SourceID }) ||
		slices.ContainsFunc(d.removed, func(o meeting.Removal) bool { return o.SourceKind == i.SourceKind && o.SourceID == i.SourceID }) {
		return false
	}
	d.items = slices.Insert(d.items, at, i)
	return true
}

// tasks puts every unfinished task given before this meeting under the first
// line that is about tasks.
func (d *draft) tasks(rd *store.Reader, m meeting.Meeting, template rule.Agenda) error {
	open, err := task.Open(rd, m.Org)
	if err != nil {
		return err
	}
	at := d.place(template)
	for _, t := range open {
		if t.Meeting == m.ID {
			continue
		}
		late := ""
		if t.Due < m.Day {
			late = ", đã quá hạn"
		}
		if d.add(meeting.Item{Code: "task", Title: t.Deed, Purpose: "discuss", Presenter: t.OwnerName, SourceKind: "task", SourceID: t.ID,
			SourceText: "Việc giao ngày " + vi.ShowDay(t.AssignedOn) + ", đồng chí " + t.OwnerName + ", hạn " + vi.ShowDay(t.Due) + late}, at) {
			at++
		}
	}
	return nil
}

// place is after the heading of last month's tasks and the tasks already under
// it.
func (d *draft) place(template rule.Agenda) int {
	code := ""
	for _, line := range template.Lines {
		if line.Source == "tasks" {
			code = line.Code
			break
		}
	}
	at := slices.IndexFunc(d.items, func(i meeting.Item) bool { return i.SourceKind == "template" && i.SourceID == code })
	if at < 0 {
		return len(d.items)
	}
	for at++; at < len(d.items) && d.items[at].SourceKind == "task"; at++ {
	}
	return at
}
