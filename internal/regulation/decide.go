package regulation

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const reasonMost = 1000

// second is one's own and the committee, for a second person: who asked does not decide.
func second(tx *store.Tx, id string, version int64, asked func(Own) string) (Own, string, error) {
	top, err := must(tx.Reader, access.RuleConfirm)
	if err != nil {
		return Own{}, "", err
	}
	o, err := get(tx.Reader, id)
	switch {
	case err != nil:
		return Own{}, "", err
	case asked(o) == tx.Viewer().Person:
		return Own{}, "", fault.New(fault.Conflict, "regulation_second")
	case o.Version != version:
		return Own{}, "", fault.Stale(o)
	}
	return o, top.ID, nil
}

func proposer(o Own) string { return o.By }
func ender(o Own) string    { return o.EndBy }

func reasoned(reason string) error {
	if reason == "" || len(reason) > reasonMost {
		return fault.Bad("reason", "regulation_reason", "limit", reasonMost)
	}
	return nil
}

// Approve lets a proposed rule hold from its day, which must still be to come. Of the committee's own, what it
// takes the place of ends on that day. Sent twice it is one decision.
func Approve(tx *store.Tx, base *rule.Book, id string, version int64) (Own, error) {
	if _, err := must(tx.Reader, access.RuleConfirm); err != nil {
		return Own{}, err
	}
	if o, err := get(tx.Reader, id); err == nil && o.State == Adopted && o.DecidedBy == tx.Viewer().Person {
		return o, nil
	}
	o, top, err := second(tx, id, version, proposer)
	switch {
	case err != nil:
		return Own{}, err
	case o.State != Proposed:
		return Own{}, fault.New(fault.Conflict, "regulation_decided")
	case o.From <= tx.Today():
		return Own{}, fault.New(fault.Conflict, "regulation_late", "day", vi.ShowDay(o.From))
	}
	r, err := o.Rule()
	if err != nil {
		return Own{}, unread(err)
	}
	running, err := adopted(tx.Reader)
	if err != nil {
		return Own{}, err
	}
	p := Preview{Rule: r, Compared: base.Compare(r), Ends: replaced(running, r)}
	if err := fits(p); err != nil {
		return Own{}, unread(err)
	}
	if err := stands(base, running, []Preview{p}); err != nil {
		return Own{}, unread(err)
	}
	for _, e := range p.Ends {
		if _, err := tx.Exec("update regulation set to_day = $3, version = version + 1 where tenant = $1 and id = $2", e.ID, o.From); err != nil {
			return Own{}, err
		}
	}
	if _, err := tx.Exec("update regulation set state = 'adopted', decided_at = $3, decided_by = $4, version = version + 1 where tenant = $1 and id = $2", id, tx.Now(), tx.Viewer().Person); err != nil {
		return Own{}, err
	}
	if err := note(tx, "adopt", id, top, map[string]any{"rule": o.Ref(), "from": o.From}); err != nil {
		return Own{}, err
	}
	return get(tx.Reader, id)
}

// Refuse ends a proposal; the reason stays beside it.
func Refuse(tx *store.Tx, id string, version int64, reason string) error {
	o, top, err := second(tx, id, version, proposer)
	if err == nil && o.State != Proposed {
		err = fault.New(fault.Conflict, "regulation_decided")
	}
	if err == nil {
		err = reasoned(reason)
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec("update regulation set state = 'refused', decided_at = $3, decided_by = $4, refusal = $5, version = version + 1 where tenant = $1 and id = $2", id, tx.Now(), tx.Viewer().Person, reason); err != nil {
		return err
	}
	return note(tx, "refuse", id, top, map[string]any{"rule": o.Ref()})
}

// mine is one's own for who may propose.
func mine(tx *store.Tx, id string, version int64) (Own, string, error) {
	top, err := must(tx.Reader, access.RulePropose)
	if err != nil {
		return Own{}, "", err
	}
	o, err := get(tx.Reader, id)
	if err == nil && o.Version != version {
		err = fault.Stale(o)
	}
	return o, top.ID, err
}

// TakeBack ends a proposal by the office itself.
func TakeBack(tx *store.Tx, id string, version int64) error {
	o, top, err := mine(tx, id, version)
	if err == nil && o.State != Proposed {
		err = fault.New(fault.Conflict, "regulation_decided")
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec("update regulation set state = 'taken', decided_at = $3, decided_by = $4, version = version + 1 where tenant = $1 and id = $2", id, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return note(tx, "take_back", id, top, map[string]any{"rule": o.Ref()})
}

// End asks for the end of an adopted rule from a day to come; one that has not begun never will. It goes on to
// hold until a second person agrees.
func End(tx *store.Tx, id string, version int64, day, why string) error {
	o, top, err := mine(tx, id, version)
	switch {
	case err != nil:
		return err
	case o.State != Adopted || o.Ending() || o.To != "" && o.To <= tx.Today():
		return fault.New(fault.Conflict, "regulation_decided")
	}
	var wrong fault.Fields
	if !vi.ValidDay(day) || day <= tx.Today() || o.To != "" && day >= o.To {
		wrong.Add("day", "regulation_from", "day", vi.ShowDay(vi.AddDays(tx.Today(), 1)))
	}
	if why == "" || len(why) > reasonMost {
		wrong.Add("reason", "regulation_reason", "limit", reasonMost)
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	if _, err := tx.Exec("update regulation set end_day = $3, end_why = $4, end_at = $5, end_by = $6, ended_at = null, ended_by = '', refusal = '', version = version + 1 where tenant = $1 and id = $2",
		id, max(day, o.From), why, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return note(tx, "end_propose", id, top, map[string]any{"rule": o.Ref(), "day": max(day, o.From)})
}

// AgreeEnd ends it on the day asked for, which must still be to come.
func AgreeEnd(tx *store.Tx, id string, version int64) error {
	o, top, err := second(tx, id, version, ender)
	switch {
	case err != nil:
		return err
	case !o.Ending():
		return fault.New(fault.Conflict, "regulation_decided")
	case o.EndDay <= tx.Today():
		return fault.New(fault.Conflict, "regulation_late", "day", vi.ShowDay(o.EndDay))
	}
	if _, err := tx.Exec("update regulation set to_day = $3, ended_at = $4, ended_by = $5, version = version + 1 where tenant = $1 and id = $2", id, o.EndDay, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return note(tx, "end", id, top, map[string]any{"rule": o.Ref(), "day": o.EndDay})
}

// RefuseEnd lets it go on to hold; the reason stays beside it.
func RefuseEnd(tx *store.Tx, id string, version int64, reason string) error {
	o, top, err := second(tx, id, version, ender)
	if err == nil && !o.Ending() {
		err = fault.New(fault.Conflict, "regulation_decided")
	}
	if err == nil {
		err = reasoned(reason)
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec("update regulation set end_day = '', end_by = '', end_at = null, refusal = $3, version = version + 1 where tenant = $1 and id = $2", id, reason); err != nil {
		return err
	}
	return note(tx, "end_refuse", id, top, map[string]any{"rule": o.Ref()})
}
