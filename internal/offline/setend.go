package offline

import (
	"slices"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
)

func (e *evening) setLacks(t told) error {
	old, err := meeting.LacksOf(e.system(), e.m.ID)
	if err == nil {
		_, err = meeting.PutLacks(e.as(t), e.m.ID, old.Version, into[lacking](t.Value).Lines)
	}
	return err
}

// setClose ends the meeting at the moment it was ended, or takes that back. It is
// done again where the moment turns out to be another.
func (e *evening) setClose(t told) error {
	if null(t.Value) {
		if _, err := minutes.Reopen(e.as(t), e.m.ID); err != nil {
			return err
		}
		return e.load()
	}
	at := max(e.plausible(t.at), e.m.OpenedAt)
	if e.m.At(meeting.Confirmed) || e.m.State == meeting.Closed && e.m.ClosedAt == at {
		return nil
	}
	if e.m.State == meeting.Closed {
		if e.plausible(t.at) != t.at { // a clock not believed: the moment known is the better one
			return nil
		}
		if err := e.reopen(); err != nil {
			return err
		}
	}
	if _, err := meeting.Close(e.as(t).Held(at), e.m.ID); err != nil {
		return err
	}
	return e.load()
}

// setPart writes a paragraph of the minutes in the cell's own words.
func (e *evening) setPart(t told) error {
	if e.m.At(meeting.Confirmed) {
		return fault.New(fault.Conflict, "minutes_sealed")
	}
	all, err := minutes.Compose(e.as(t), e.book, e.m.ID)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(all, func(p minutes.Part) bool { return p.Key == t.name })
	if n < 0 {
		return fault.New(fault.Conflict, "hall_no_part")
	}
	text := into[words](t.Value).Text
	if p := all[n]; p.Text == text && (p.Edited || text != "") {
		return nil
	}
	_, err = minutes.Edit(e.as(t), e.m.ID, t.name, all[n].Version, text)
	return err
}

// setConfirm confirms the minutes as scribe or chair, once every other device has
// sent: nobody signs what another phone may still change.
func (e *evening) setConfirm(t told) error {
	owing, err := outstanding(e.rd, e.m, e.ops)
	if err != nil {
		return err
	}
	owing.devices = slices.DeleteFunc(owing.devices, func(d Device) bool { return d.ID == t.from })
	owing.refused = slices.DeleteFunc(owing.refused, func(key string) bool { return kindOf(key) == Confirm })
	for key, no := range e.no {
		if no != nil && kindOf(key) != Confirm && !slices.Contains(owing.refused, key) {
			owing.refused = append(owing.refused, key)
		}
	}
	if err := owing.fault(); err != nil {
		return err
	}
	method := into[signing](t.Value).Method
	if method != "paper" {
		method = "device"
	}
	if err := minutes.Confirm(e.as(t), e.m.ID, t.name, method); err != nil {
		return err
	}
	return e.load()
}

// names joins what a sentence lists.
func names(all []string) string { return strings.Join(all, ", ") }
