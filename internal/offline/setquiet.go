package offline

import (
	"cmp"
	"slices"

	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/reminder"
	"chibo/internal/speech"
	"chibo/internal/vi"
)

// setGuest notes a guest, or takes one off. Of two devices that noted the same one
// the first stays.
func (e *evening) setGuest(t told) error {
	all, err := meeting.Guests(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	v := into[inviting](t.Value)
	v.Name, v.Capacity = vi.Clean(v.Name), vi.Clean(v.Capacity)
	if n := slices.IndexFunc(all, func(g meeting.Guest) bool { return g.ID == t.name }); n >= 0 {
		if g := all[n]; !null(t.Value) && g.FullName == v.Name && g.Capacity == v.Capacity {
			return nil
		}
		if err := meeting.DropGuest(e.as(t), e.m.ID, t.name); err != nil || null(t.Value) {
			return err
		}
	}
	for _, g := range all { // another device noted the same one: the first by the log counts
		if g.ID == t.name || !vi.SameName(g.FullName, v.Name) || g.Capacity != v.Capacity || order(e.firsts[t.Key], e.firsts[Guest+"/"+g.ID]) > 0 {
			continue
		}
		if err := meeting.DropGuest(e.as(t), e.m.ID, g.ID); err != nil {
			return err
		}
	}
	_, err = meeting.PutGuest(e.held(t, t.since), e.m.ID, meeting.Guest{ID: t.name, FullName: v.Name, Capacity: v.Capacity})
	return err
}

func (e *evening) setDuty(t told) error {
	_, err := duty.Report(e.held(t, t.at), t.name, e.m.ID, into[words](t.Value).Text)
	return err
}

// setRemind gives a reminder to a comrade, or takes it back: what was changed is
// given anew under its name.
func (e *evening) setRemind(t told) error {
	all, err := reminder.Given(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	v := into[reminding](t.Value)
	v.Text = vi.CleanText(v.Text)
	if n := slices.IndexFunc(all, func(r reminder.Reminder) bool { return r.ID == t.name }); n >= 0 {
		if r := all[n]; !null(t.Value) && v == (reminding{r.Member, r.Gist, r.Helper, r.LookOn, r.Named}) {
			return nil
		}
		if err := reminder.TakeBack(e.as(t), e.m.ID, t.name); err != nil || null(t.Value) {
			return err
		}
	}
	at := max(e.plausible(t.since), e.m.OpenedAt)
	_, err = reminder.Give(e.held(t, at), reminder.Reminder{ID: t.name, Meeting: e.m.ID, Member: v.Member, Gist: v.Text, Helper: v.Helper, LookOn: v.LookOn, Named: v.Named})
	return err
}

// setReserve writes down an opinion its author keeps, or takes it back. The vote it
// is about is named as its entry is: a device does not know the vote's id.
func (e *evening) setReserve(t told) error {
	all, err := speech.ReservedOf(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	v := into[reserving](t.Value)
	v.Text = vi.CleanText(v.Text)
	held, err := e.heldVotes(e.system())
	if err != nil {
		return err
	}
	about := ""
	for key, x := range held {
		if v.Vote != "" && votes(key) == v.Vote {
			about = x.ID
		}
	}
	if v.Vote != "" && about == "" && !null(t.Value) { // the vote is still on another device, or a room refused it
		return fault.New(fault.Conflict, "hall_no_vote")
	}
	to := cmp.Or(v.Addressee, e.m.Org)
	if n := slices.IndexFunc(all, func(x speech.Reserved) bool { return x.ID == t.name }); n >= 0 {
		x := all[n]
		if !null(t.Value) && x.Member == v.Member && x.Vote == about && x.Gist == v.Text && x.Addressee == to && x.Printed == v.Printed {
			return nil
		}
		if err := speech.DropReserved(e.as(t), e.m.ID, t.name); err != nil || null(t.Value) {
			return err
		}
	}
	at := max(e.plausible(t.since), e.m.OpenedAt)
	_, err = speech.Reserve(e.held(t, at), speech.Reserved{ID: t.name, Meeting: e.m.ID, Member: v.Member, Vote: about, Gist: v.Text, Addressee: to, Printed: v.Printed})
	return err
}

// votes is how a vote's entry is named in a reserved opinion.
func votes(key string) string {
	if kindOf(key) == Vote {
		return nameOf(key)
	}
	return key
}
