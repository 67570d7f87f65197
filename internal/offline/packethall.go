package offline

import (
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/rule"
	"chibo/internal/task"
)

// PacketHall is what the room page needs to run a whole meeting by itself: who
// may chair and write, the rules of votes as figures, and the sentences by which
// the minutes are composed.
type PacketHall struct {
	minutes.Along
	Me        string                `json:"me"` // person
	Committee bool                  `json:"committee"`
	Closed    bool                  `json:"closed"` // nothing said in this cell may be kept here
	People    []PacketPerson        `json:"people"`
	Guests    []PacketPerson        `json:"guests"`
	About     map[string]string     `json:"about"` // agenda item → task it is about
	Heads     map[string]bool       `json:"heads"` // agenda items that stand over the lines below them
	Load      map[string]int        `json:"load"`  // member → tasks under way
	Base      HallBase              `json:"base"`
	Matters   map[string]HallMatter `json:"matters"`
	HallMore
	Table *PacketTable `json:"table,omitempty"`
}

// The parts of it.
type (
	// PacketPerson is whom a list of the room names.
	PacketPerson struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Post string `json:"post"`
	}
	// HallBase is the rule on who counts in a vote.
	HallBase struct {
		Standings []string   `json:"standings"`
		Outside   []string   `json:"outside"`
		Subtract  []HallLess `json:"subtract"`
		Voters    string     `json:"voters"`
		Source    string     `json:"source"`
		Assumed   bool       `json:"assumed"`
	}
	// HallLess takes members of one activity out: always, or when absent.
	HallLess struct {
		Activity string `json:"activity"`
		When     string `json:"when"`
		Text     string `json:"text"`
	}
	// HallMatter is the share one matter needs.
	HallMatter struct {
		Num     int    `json:"num"`
		Den     int    `json:"den"`
		Strict  bool   `json:"strict"`
		Secret  bool   `json:"secret"`
		Text    string `json:"text"`
		Source  string `json:"source"`
		Assumed bool   `json:"assumed"`
	}
)

func (e *evening) packHall(p *Packet) error {
	h := &p.Hall
	h.Me, h.Committee = e.rd.Viewer().Person, e.m.OfCommittee()
	h.Closed = meeting.MayKeepWords(e.rd, e.m) != nil
	heard := make([]task.Heard, 0, len(p.Tasks))
	for _, t := range p.Tasks {
		heard = append(heard, task.Heard{Task: t.ID, Deed: t.Deed, Owner: t.Owner, Due: t.Due, State: t.State, Said: t.Said})
	}
	var err error
	if h.Along, err = minutes.AlongOf(e.rd, e.m.ID, heard); err != nil {
		return err
	}
	if err := e.hallPeople(h, p.Roll); err != nil {
		return err
	}
	if err := e.hallItems(h); err != nil {
		return err
	}
	if h.Load, err = task.Load(e.rd, e.m.Org, e.m.Circle()); err != nil {
		return err
	}
	if err := e.hallMore(h); err != nil {
		return err
	}
	if err := e.hallTable(h, len(p.Tasks)); err != nil {
		return err
	}
	h.Posts = nil // they stand with the people
	e.hallRules(h)
	return nil
}

// hallPeople are those who may chair or write, and the guests.
func (e *evening) hallPeople(h *PacketHall, roll []PacketRow) error {
	known := map[string]bool{}
	h.People, h.Guests = []PacketPerson{}, []PacketPerson{}
	for _, r := range roll {
		if r.Activity != "suspended" {
			h.People, known[r.Person] = append(h.People, PacketPerson{r.Person, r.Name, h.Posts[r.Person]}), true
		}
	}
	writers, err := meeting.Writers(e.rd, e.m)
	if err != nil {
		return err
	}
	for _, w := range writers {
		if !known[w.Person] {
			h.People = append(h.People, PacketPerson{w.Person, w.FullName, h.Posts[w.Person]})
		}
	}
	guests, err := meeting.Guests(e.rd, e.m.ID)
	for _, g := range guests {
		h.Guests = append(h.Guests, PacketPerson{g.ID, g.FullName, g.Capacity})
	}
	return err
}

func (e *evening) hallItems(h *PacketHall) error {
	items, err := meeting.Items(e.rd, e.m.ID)
	h.About, h.Heads = map[string]string{}, map[string]bool{}
	for n, i := range items {
		if i.SourceKind == "task" {
			h.About[i.ID] = i.SourceID
		}
		if !i.Sub() && n+1 < len(items) && items[n+1].Sub() {
			h.Heads[i.ID] = true
		}
	}
	return err
}

func (e *evening) hallRules(h *PacketHall) {
	base := e.book.VoteBase(e.m.Day, e.m.Kind)
	h.Base = HallBase{Standings: base.Standings, Outside: base.Outside, Subtract: []HallLess{}, Voters: base.VotersVI, Source: base.Source.Line(), Assumed: base.Status != rule.Official}
	if h.Base.Voters == "" {
		h.Base.Voters = "đảng viên chính thức"
	}
	if h.Base.Outside == nil {
		h.Base.Outside = []string{}
	}
	for _, x := range base.Subtract {
		h.Base.Subtract = append(h.Base.Subtract, HallLess{x.Activity, x.When, x.TextVI})
	}
	h.Matters = map[string]HallMatter{}
	for _, matter := range e.book.Matters(e.m.Day, e.m.Kind) {
		t := e.book.Threshold(e.m.Day, e.m.Kind, matter)
		h.Matters[matter] = HallMatter{t.Num, t.Den, t.Strict, t.Secret, t.Text, t.Source.Line(), t.Status != rule.Official}
	}
}
