package duty

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// forDraft reads a duty that is not over, in the version the viewer edited.
func forDraft(tx *store.Tx, id string, version int64) (Duty, error) {
	d, err := read(tx.Reader, id)
	if err != nil {
		return d, err
	}
	if err := access.Must(tx.Reader, access.DutyEdit, d.Org); err != nil {
		return d, err
	}
	if d.EndedOn != "" {
		return d, fault.New(fault.Conflict, "duty_over")
	}
	if d.Version != version {
		return d, fault.Stale(d)
	}
	return d, nil
}

// Change writes a duty anew in the version that was read: words, time, helper,
// place. Who has it changes by HandOver.
func Change(tx *store.Tx, book *rule.Book, version int64, in Duty) (Duty, error) {
	old, err := forDraft(tx, in.ID, version)
	if err != nil {
		return Duty{}, err
	}
	in.Org, in.Year, in.Member = old.Org, old.Year, old.Member
	var wrong fault.Fields
	tidy(&in, tx.Today(), &wrong)
	if err := takes(tx.Reader, book, in, &wrong); err != nil {
		return Duty{}, err
	}
	if err := wrong.Err(); err != nil {
		return Duty{}, err
	}
	if in.What == old.What && in.Product == old.Product && in.Due == old.Due && in.Rhythm == old.Rhythm && in.Helper == old.Helper && in.Place == old.Place {
		return old, nil
	}
	if _, err := tx.Exec(`update duty set what = $3, product = $4, due = $5, rhythm = $6, helper = $7, place = $8, version = version + 1 where tenant = $1 and id = $2`,
		in.ID, in.What, in.Product, in.Due, in.Rhythm, in.Helper, in.Place); err != nil {
		return Duty{}, err
	}
	if err := note(tx, old, "change", "", "", map[string]Duty{"before": old, "after": in}); err != nil {
		return Duty{}, err
	}
	return read(tx.Reader, in.ID)
}

// HandOver gives a duty to another member of the cell for the rest of the year,
// for a reason.
func HandOver(tx *store.Tx, book *rule.Book, id string, version int64, to, reason string) (Duty, error) {
	old, err := forDraft(tx, id, version)
	if err != nil {
		return Duty{}, err
	}
	var wrong fault.Fields
	next := old
	next.Member = to
	if next.Helper == to {
		next.Helper = ""
	}
	if to == old.Member {
		wrong.Add("member", "task_no_owner")
	} else if err := takes(tx.Reader, book, next, &wrong); err != nil {
		return Duty{}, err
	}
	if reason = vi.CleanText(reason); reason == "" {
		wrong.Add("reason", "task_no_reason")
	}
	if err := wrong.Err(); err != nil {
		return Duty{}, err
	}
	if _, err := tx.Exec(`update duty set member = $3, helper = $4, version = version + 1 where tenant = $1 and id = $2`, id, to, next.Helper); err != nil {
		return Duty{}, err
	}
	if err := note(tx, old, "hand_over", reason, "", map[string]string{"from": old.Member, "to": to}); err != nil {
		return Duty{}, err
	}
	return read(tx.Reader, id)
}

// End ends a duty during the year, for a reason: moved, died, became exempt,
// no longer needed.
func End(tx *store.Tx, id string, version int64, reason string) (Duty, error) {
	old, err := forDraft(tx, id, version)
	if err != nil {
		return Duty{}, err
	}
	if reason = vi.CleanText(reason); reason == "" {
		return Duty{}, fault.Bad("reason", "task_no_reason")
	}
	if _, err := tx.Exec(`update duty set ended_on = $3, end_reason = $4, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today(), reason); err != nil {
		return Duty{}, err
	}
	if err := note(tx, old, "end", reason, "", map[string]string{"on": tx.Today()}); err != nil {
		return Duty{}, err
	}
	return read(tx.Reader, id)
}

// Report keeps in words how a duty stands. Without a meeting the member, who
// helps or the committee tells it between meetings; with one, whoever holds the
// meeting writes down what was heard there, from its opening until its minutes
// are confirmed. The duty stays the member's. Said again it is said once.
func Report(tx *store.Tx, id, heardAt, text string) (Duty, error) {
	d, err := read(tx.Reader, id)
	if err != nil {
		return Duty{}, err
	}
	if heardAt == "" {
		err = concerned(tx.Reader, d)
	} else {
		err = hearing(tx.Reader, d, heardAt)
	}
	if err != nil {
		return Duty{}, err
	}
	if d.EndedOn != "" {
		return Duty{}, fault.New(fault.Conflict, "duty_over")
	}
	if text = vi.CleanText(text); text == "" {
		return Duty{}, fault.Bad("text", "task_no_result")
	}
	last, err := tx.Strings(`select note from duty_event where tenant = $1 and duty = $2 and kind = 'report' and coalesce(meeting, '') = $3 order by at desc, id desc limit 1`, id, heardAt)
	if err != nil || len(last) == 1 && last[0] == text {
		return d, err
	}
	return d, note(tx, d, "report", text, heardAt, map[string]string{"meeting": heardAt})
}

// hearing lets in who holds the meeting of the duty's cell while it may still
// be written.
func hearing(rd *store.Reader, d Duty, id string) error {
	m, err := meeting.For(rd, id, access.MeetingRun)
	if err != nil {
		return err
	}
	if m.Org != d.Org || m.OfCommittee() {
		return fault.Missing()
	}
	if m.State != meeting.InSession && m.State != meeting.Closed {
		return fault.New(fault.Conflict, "task_not_in_session")
	}
	return nil
}
