package offline

import (
	"slices"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/vi"
)

func (e *evening) ofInterpreters(rd *store.Reader, out rows) error {
	all, err := meeting.Interpreters(rd, e.m.ID)
	for _, i := range all {
		out.put(Interpret+"/"+i.ID, interpreting{i.FullName, i.Language})
	}
	return err
}

// setInterpreter names who interprets, or takes one off. Of two devices that named
// the same one the first stays.
func (e *evening) setInterpreter(t told) error {
	all, err := meeting.Interpreters(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	v := into[interpreting](t.Value)
	if n := slices.IndexFunc(all, func(i meeting.Interpreter) bool { return i.ID == t.name }); n >= 0 {
		if i := all[n]; !null(t.Value) && i.FullName == vi.Clean(v.Name) && vi.Fold(i.Language) == vi.Fold(v.Language) {
			return nil
		}
		if err := meeting.DropInterpreter(e.as(t), e.m.ID, t.name); err != nil || null(t.Value) {
			return err
		}
	}
	for _, i := range all { // another device named the same one: the first by the log counts
		if i.ID == t.name || !vi.SameName(i.FullName, v.Name) || vi.Fold(i.Language) != vi.Fold(v.Language) || order(e.firsts[t.Key], e.firsts[Interpret+"/"+i.ID]) > 0 {
			continue
		}
		if err := meeting.DropInterpreter(e.as(t), e.m.ID, i.ID); err != nil {
			return err
		}
	}
	_, err = meeting.PutInterpreter(e.held(t, t.since), e.m.ID, meeting.Interpreter{ID: t.name, FullName: v.Name, Language: v.Language})
	return err
}

func (e *evening) ofAhead(rd *store.Reader, out rows) error {
	all, err := speech.AheadOf(rd, e.m.ID)
	for _, a := range all {
		if a.ReadAt > 0 {
			out.put(Ahead+"/"+a.ID, nothing{})
		}
	}
	return err
}

// setAhead ticks that an opinion sent before the meeting was read out, at the moment
// it was first ticked on any device, or takes the tick back.
func (e *evening) setAhead(t told) error {
	all, err := speech.AheadOf(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(all, func(a speech.Ahead) bool { return a.ID == t.name })
	if n < 0 { // its author took it back before the opening
		return fault.Missing()
	}
	at := max(e.plausible(t.at), e.m.OpenedAt)
	if !null(t.Value) && all[n].ReadAt > at {
		if _, err := speech.ReadOut(e.as(t), e.m.ID, t.name, false); err != nil {
			return err
		}
	}
	_, err = speech.ReadOut(e.held(t, at), e.m.ID, t.name, !null(t.Value))
	return err
}

// setReadBack ticks that an opinion's words were read back. The tick is for the words
// that were read: where others stand by now it says nothing of them, and where the
// opinion is not here yet it waits.
func (e *evening) setReadBack(t told) error {
	all, err := speech.List(e.system(), e.m.ID)
	if err != nil {
		return err
	}
	text := vi.CleanText(into[words](t.Value).Text)
	n := slices.IndexFunc(all, func(o speech.Opinion) bool { return o.ID == t.name })
	if n < 0 || all[n].Gist != text || all[n].ReadBackAt > 0 {
		return nil
	}
	_, err = speech.ReadBack(e.held(t, max(e.plausible(t.since), e.m.OpenedAt)), e.m.ID, t.name, all[n].Version)
	return err
}
