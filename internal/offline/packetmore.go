package offline

import (
	"maps"
	"slices"

	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/speech"
	"chibo/internal/task"
)

// HallMore is what the rarer entries of an evening need: the standing duties to be
// heard, tasks under way that a new one may continue, where a reserved opinion may
// be sent, and whether the holder may give a reminder.
type HallMore struct {
	Duties     []PacketDuty    `json:"duties"`
	DutyItem   string          `json:"duty_item"` // agenda item under which the minutes tell them
	Running    []PacketRunning `json:"running"`
	Addressees []PacketTo      `json:"addressees"`
	Reminds    bool            `json:"reminds"`
	Ahead      []PacketAhead   `json:"ahead"` // what was sent before the meeting, to be read out
	Paper      []string        `json:"paper"` // members who use no phone: their words are read back to them
}

// The parts of it.
type (
	// PacketDuty is a duty heard in the meeting.
	PacketDuty struct {
		ID     string `json:"id"`
		Member string `json:"member"`
		What   string `json:"what"`
		Due    string `json:"due,omitempty"`
		Rhythm string `json:"rhythm,omitempty"`
	}
	// PacketRunning is a task that runs on, as the room names it.
	PacketRunning struct {
		ID    string `json:"id"`
		Deed  string `json:"deed"`
		Owner string `json:"owner"` // name
	}
	// PacketAhead bears no name where its author chose so.
	PacketAhead struct {
		ID    string `json:"id"`
		Item  string `json:"item,omitempty"`
		Name  string `json:"name,omitempty"`
		Text  string `json:"text"`
		Typed bool   `json:"typed,omitempty"`
	}
	// PacketTo is whom a task may be given to.
	PacketTo struct {
		Org  string `json:"org"`
		Name string `json:"name"`
	}
)

func (e *evening) hallMore(h *PacketHall) error {
	h.Duties, h.Running, h.Addressees, h.Ahead, h.Paper = []PacketDuty{}, []PacketRunning{}, []PacketTo{}, []PacketAhead{}, []string{}
	if h.Closed { // nothing said here may be kept
		return nil
	}
	if err := e.hallDuties(h); err != nil {
		return err
	}
	running, err := task.OpenIn(e.rd, e.m.Org, e.m.Circle())
	if err != nil {
		return err
	}
	for _, t := range running {
		h.Running = append(h.Running, PacketRunning{t.ID, t.Deed, t.OwnerName})
	}
	to, err := speech.Addressees(e.system(), e.m)
	if err != nil {
		return err
	}
	for _, a := range to {
		h.Addressees = append(h.Addressees, PacketTo{a.Org, a.Name})
	}
	if h.Reminds, err = meeting.Can(e.rd, e.m, access.ReminderKeep); err != nil {
		return err
	}
	return e.hallHeard(h)
}

// hallHeard is what was sent before the meeting, and who uses no phone.
func (e *evening) hallHeard(h *PacketHall) error {
	sent, err := speech.AheadOf(e.rd, e.m.ID)
	if err != nil {
		return err
	}
	for _, a := range sent {
		h.Ahead = append(h.Ahead, PacketAhead{a.ID, a.Item, a.Name, a.Gist, a.TypedBy != ""})
	}
	paper, err := member.PaperOnly(e.rd, e.m.Org, e.m.Day)
	h.Paper = slices.AppendSeq(h.Paper, maps.Keys(paper))
	slices.Sort(h.Paper)
	return err
}

// hallDuties are those in turn at this meeting, in the order of the minutes.
func (e *evening) hallDuties(h *PacketHall) error {
	if may, err := access.Can(e.rd, access.DutyView, e.m.Org); err != nil || !may || e.m.OfCommittee() {
		return err
	}
	turns, err := duty.InTurn(e.rd, e.book, e.m)
	if err != nil {
		return err
	}
	for _, t := range turns {
		for _, d := range t.Duties {
			h.Duties = append(h.Duties, PacketDuty{d.ID, d.Member, d.What, d.Due, d.Rhythm})
		}
	}
	items, err := meeting.Items(e.rd, e.m.ID)
	for _, i := range items {
		if i.SourceKind == "duty" {
			h.DutyItem = i.ID
		}
	}
	return err
}
