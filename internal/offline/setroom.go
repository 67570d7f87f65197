package offline

import (
	"slices"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/speech"
	"chibo/internal/task"
)

// setOpen opens the meeting, or names another chair or scribe. Of two openings
// the earlier one counts.
func (e *evening) setOpen(t told) error {
	v := into[opening](t.Value)
	if _, err := meeting.Open(e.held(t, t.since), e.book, e.m.ID, v.Chair, v.Scribe); err != nil {
		return err
	}
	if err := e.load(); err != nil {
		return err
	}
	if v.Chair == e.m.Chair && v.Scribe == e.m.Scribe || v.Chair == "" && v.Scribe == "" {
		return nil
	}
	if _, err := meeting.Appoint(e.as(t), e.m.ID, v.Chair, v.Scribe); err != nil {
		return err
	}
	return e.load()
}

// setMark marks a member. Who is present was there from the beginning; the hour
// counts for whoever came late or left early.
func (e *evening) setMark(t told) error {
	v := into[marking](t.Value)
	v.Arrived, v.Left = v.Arrived-v.Arrived%60_000, v.Left-v.Left%60_000 // the minute counts, as where two devices are compared
	all, err := attendance.Marks(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	k, marked := all[t.name]
	began := min(e.m.StartsAt, e.rd.Recorded())
	in := attendance.Marking{Meeting: e.m.ID, Member: t.name, Status: v.Status, Reason: v.Reason, Method: v.Method, At: e.plausible(t.at), Version: k.Version, Concluded: true}
	if attendance.Came(v.Status) {
		in.Reason = ""
	}
	if !slices.Contains(attendance.Methods, in.Method) {
		in.Method = "scribe"
	}
	first := in
	switch {
	case v.Status == attendance.Present:
		in.At = min(in.At, began)
	case v.Status == attendance.Late && v.Arrived > 0:
		in.At = v.Arrived
	case v.Status == attendance.LeftEarly:
		if v.Left > 0 {
			in.At = v.Left
		}
		if marked && attendance.Came(k.Status) && (v.Arrived == k.ArrivedAt || v.Arrived == 0 && k.ArrivedAt <= began) {
			break
		}
		if first.Status, first.At = attendance.Late, v.Arrived; v.Arrived == 0 || v.Arrived <= began {
			first.Status, first.At = attendance.Present, began
		}
	case v.Status == attendance.Unexcused && (!marked || attendance.Came(k.Status)):
		first.Status, first.Reason = attendance.Unexplained, ""
	}
	if first.Status != in.Status {
		if k, err = attendance.CheckIn(e.as(t), first); err != nil {
			return err
		}
		in.Version = k.Version
	}
	_, err = attendance.CheckIn(e.as(t), in)
	return err
}

// setBegin notes when an item was taken up; the first time stays.
func (e *evening) setBegin(t told) error {
	_, err := meeting.Begin(e.held(t, t.since), e.m.ID, t.name)
	return err
}

func (e *evening) item(id string) (meeting.Item, error) {
	all, err := meeting.Items(e.system(), e.m.ID)
	if err != nil {
		return meeting.Item{}, err
	}
	n := slices.IndexFunc(all, func(i meeting.Item) bool { return i.ID == id })
	if n < 0 {
		return meeting.Item{}, fault.Missing()
	}
	return all[n], nil
}

func (e *evening) setGist(t told) error {
	i, err := e.item(t.name)
	if err == nil {
		_, err = meeting.Minute(e.as(t), e.m.ID, i.ID, i.Version, into[words](t.Value).Text, i.Conclusion)
	}
	return err
}

func (e *evening) setConclusion(t told) error {
	i, err := e.item(t.name)
	if err == nil {
		_, err = meeting.Minute(e.as(t), e.m.ID, i.ID, i.Version, i.Gist, into[words](t.Value).Text)
	}
	return err
}

func (e *evening) setJudge(t told) error {
	v := into[judging](t.Value)
	_, err := task.Evaluate(e.held(t, t.at), task.Evaluation{Meeting: e.m.ID, Task: t.name, Result: v.Result, Why: v.Why})
	return err
}

// setOpinion writes that somebody spoke, or takes it back. It stands at the
// moment it was first written on any device, so that the minutes have one order.
func (e *evening) setOpinion(t told) error {
	all, err := speech.List(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	at := max(e.plausible(t.since), e.m.OpenedAt)
	n := slices.IndexFunc(all, func(o speech.Opinion) bool { return o.ID == t.name })
	v := into[saying](t.Value)
	if n >= 0 {
		o := all[n]
		if !null(t.Value) && o.Member == v.Member && o.Kind == v.Kind && o.Item == v.Item && o.At <= at {
			if no := speech.MaySpeak(e.system(), e.m.ID, o.Member, o.At); no != nil { // marks that came in later say he was not there
				if err := speech.Undo(e.as(t), e.m.ID, o.ID); err != nil {
					return err
				}
				return no
			}
			_, err := speech.Write(e.as(t), e.m.ID, o.ID, o.Version, speech.Words{Gist: v.Text, Bare: v.Bare})
			return err
		}
		if err := speech.Undo(e.as(t), e.m.ID, o.ID); err != nil || null(t.Value) {
			return err
		}
	}
	o, err := speech.Add(e.held(t, at), speech.Opinion{ID: t.name, Meeting: e.m.ID, Item: v.Item, Member: v.Member, Kind: v.Kind, Gist: v.Text, At: at})
	if err == nil && v.Bare {
		_, err = speech.Write(e.as(t), e.m.ID, o.ID, o.Version, speech.Words{Bare: true})
	}
	return err
}

func (e *evening) setPraise(t told) error {
	all, err := speech.Praised(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	at := max(e.plausible(t.since), e.m.OpenedAt)
	n := slices.IndexFunc(all, func(p speech.Praise) bool { return p.ID == t.name })
	v := into[praising](t.Value)
	if n >= 0 {
		if p := all[n]; !null(t.Value) && p.Member == v.Member && p.Group == v.Group && p.Deed == v.Deed && p.At <= at {
			return nil
		}
		if err := speech.DropPraise(e.as(t), e.m.ID, t.name); err != nil || null(t.Value) {
			return err
		}
	}
	for _, p := range all { // another device praised the same: once is enough, the first time counts
		if p.ID == t.name || p.Member != v.Member || p.Group != v.Group || p.Deed != v.Deed {
			continue
		}
		if p.At <= at {
			return nil
		}
		if err := speech.DropPraise(e.as(t), e.m.ID, p.ID); err != nil {
			return err
		}
	}
	_, err = speech.AddPraise(e.held(t, at), speech.Praise{ID: t.name, Meeting: e.m.ID, Member: v.Member, Group: v.Group, Deed: v.Deed})
	return err
}
