package task

import (
	"fmt"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/meeting"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// SettledJob is the kind of the job asked for when a task changes what a
// month's counts say; package report does it.
const SettledJob = "report.recompute"

// Settled is its payload.
type Settled struct {
	Org   string `json:"org"`
	Month string `json:"month"`
}

// FromResolution makes the items of a sealed resolution into tasks. An item
// that continues an open task changes that task instead of doubling it. Called
// twice for one meeting it makes them once.
func FromResolution(tx *store.Tx, org, id string, items []resolution.Item) ([]Task, error) {
	m, err := meeting.For(tx.Reader, id, access.MinutesSeal)
	if err != nil {
		return nil, err
	}
	if m.Org != org {
		return nil, fault.Missing()
	}
	var ids []string
	for _, i := range items {
		if i.Continues != "" {
			if err := carryOn(tx, id, i); err != nil {
				return nil, err
			}
			ids = append(ids, i.Continues)
			continue
		}
		n, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version, helper, circle)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12, '', $13, null, 1, $14, $15) on conflict (tenant, id) do nothing`,
			i.ID, org, id, i.Owner, i.Deed, i.Measure, i.Due, i.ReportAt, m.Chair, i.Outside, Assigned, m.Day, i.Helper, string(m.Circle()))
		if err != nil {
			return nil, err
		}
		ids = append(ids, i.ID)
		if n == 0 {
			continue
		}
		if err := note(tx, i.ID, org, "assign", "", map[string]any{"meeting": id, "owner": i.Owner, "helper": i.Helper, "due": i.Due, "report_at": i.ReportAt}); err != nil {
			return nil, err
		}
	}
	out := make([]Task, len(ids))
	for n, id := range ids {
		var err error
		if out[n], err = read(tx.Reader, id); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func carryOn(tx *store.Tx, in string, i resolution.Item) error {
	t, err := read(tx.Reader, i.Continues)
	if err != nil {
		return err
	}
	if i.Helper == "" && t.Helper != i.Owner { // nobody named: who helped goes on helping
		i.Helper = t.Helper
	}
	if t.Owner == i.Owner && t.Helper == i.Helper && t.Due == i.Due && t.ReportAt == i.ReportAt && t.Deed == i.Deed && t.Measure == i.Measure {
		return nil
	}
	kind := "extend"
	if t.Owner != i.Owner {
		kind = "hand_over"
	}
	if _, err := tx.Exec(`update task set owner = $3, deed = $4, measure = $5, due = $6, report_at = $7, version = version + 1, state = $8, closed_on = null, helper = $9, asked_due = '' where tenant = $1 and id = $2`,
		t.ID, i.Owner, i.Deed, i.Measure, i.Due, i.ReportAt, Doing, i.Helper); err != nil {
		return err
	}
	return note(tx, t.ID, t.Org, kind, "", map[string]any{"meeting": in, "owner": i.Owner, "helper": i.Helper, "due": i.Due, "report_at": i.ReportAt,
		"from": map[string]string{"owner": t.Owner, "helper": t.Helper, "due": t.Due, "report_at": t.ReportAt, "deed": t.Deed, "measure": t.Measure}})
}

// note appends an event and the audit entry, and asks for the month's counts
// to be made anew.
func note(tx *store.Tx, id, org, kind, text string, detail any) error {
	if _, err := tx.Exec(`insert into task_event (tenant, id, task, kind, note, detail, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		store.NewID(), id, kind, text, store.JSON(detail), tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	month := vi.MonthOf(tx.Today())
	if err := job.Enqueue(tx, SettledJob, Settled{org, month}, fmt.Sprint(org, "/", month), 0); err != nil {
		return err
	}
	return audit.Note(tx, "task."+kind, "task", id, org, map[string]any{"note": text, "detail": detail})
}

// forOwner reads an open task that the viewer owns or leads.
func forOwner(tx *store.Tx, id string) (Task, error) { return forOne(tx, id, isOwner) }

// forReport reads an open task that the viewer owns, helps with or leads.
func forReport(tx *store.Tx, id string) (Task, error) { return forOne(tx, id, isOwnerOrHelper) }

func forOne(tx *store.Tx, id string, concerns func(*store.Reader, Task) (bool, error)) (Task, error) {
	t, err := read(tx.Reader, id)
	if err != nil {
		return t, err
	}
	ok, err := concerns(tx.Reader, t)
	if err != nil {
		return t, err
	}
	if !ok {
		if err := access.Must(tx.Reader, t.Circle.Of(access.TaskEdit), t.Org); err != nil {
			return t, err
		}
	}
	if t.ClosedOn != "" {
		return t, closed()
	}
	return t, nil
}

// forLead reads an open task in the version the viewer edited.
func forLead(tx *store.Tx, id string, version int64) (Task, error) {
	t, err := read(tx.Reader, id)
	if err != nil {
		return t, err
	}
	if err := access.Must(tx.Reader, t.Circle.Of(access.TaskEdit), t.Org); err != nil {
		return t, err
	}
	if t.ClosedOn != "" {
		return t, closed()
	}
	if t.Version != version {
		return t, fault.Stale(t)
	}
	return t, nil
}
