package offline

import (
	"chibo/internal/duty"
	"chibo/internal/meeting"
	"chibo/internal/reminder"
	"chibo/internal/speech"
	"chibo/internal/store"
)

func (e *evening) ofGuests(rd *store.Reader, out rows) error {
	all, err := meeting.Guests(rd, e.m.ID)
	for _, g := range all {
		out.put(Guest+"/"+g.ID, inviting{g.FullName, g.Capacity})
	}
	return err
}

func (e *evening) ofDuties(rd *store.Reader, out rows) error {
	if e.m.OfCommittee() {
		return nil
	}
	all, err := duty.HeardAt(rd, e.m)
	for _, s := range all {
		out.put(Duty+"/"+s.ID, words{s.Words})
	}
	return err
}

func (e *evening) ofReminders(rd *store.Reader, out rows) error {
	all, err := reminder.Given(rd, e.m.ID)
	for _, r := range all {
		out.put(Remind+"/"+r.ID, reminding{r.Member, r.Gist, r.Helper, r.LookOn, r.Named})
	}
	return err
}

func (e *evening) ofReserved(rd *store.Reader, out rows) error {
	all, err := speech.ReservedOf(rd, e.m.ID)
	if err != nil || len(all) == 0 {
		return err
	}
	held, err := e.heldVotes(rd)
	if err != nil {
		return err
	}
	about := map[string]string{}
	for key, v := range held {
		about[v.ID] = votes(key)
	}
	for _, x := range all {
		out.put(Reserve+"/"+x.ID, reserving{x.Member, about[x.Vote], x.Gist, x.Addressee, x.Printed})
	}
	return nil
}
