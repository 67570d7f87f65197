package offline

import (
	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
)

// Packet is what a device takes along: as little as the meeting needs. No birth
// date, telephone or identity number; no opinions of other meetings; rules as
// computed data, so that the device decides none.
type Packet struct {
	Device  string       `json:"device"`
	Pass    string       `json:"pass"` // for the header X-Chibo-Hall
	Now     int64        `json:"now"`
	Meeting PacketOf     `json:"meeting"`
	Items   []PacketItem `json:"items"`
	Roll    []PacketRow  `json:"roll"`
	Tasks   []PacketTask `json:"tasks"`
	Votes   []PacketVote `json:"votes"`
	Base    PacketBase   `json:"base"`
	Score   PacketScore  `json:"score"`
	Most    int          `json:"most_tasks"` // of a resolution; more stand outside it
	Parts   []PacketPart `json:"parts"`      // the minutes as they stand now
	Hall    PacketHall   `json:"hall"`       // for the room page
	Ops     []Op         `json:"ops"`        // what was done so far
	Cursor  int64        `json:"cursor"`
}

// The parts of a packet.
type (
	// PacketOf is the meeting taken along.
	PacketOf struct {
		ID       string `json:"id"`
		Cell     string `json:"cell"`
		Slug     string `json:"slug"`
		Kind     string `json:"kind"`
		Title    string `json:"title"`
		Period   string `json:"period"`
		Day      string `json:"day"`
		StartsAt int64  `json:"starts_at"`
		Place    string `json:"place"`
		State    string `json:"state"`
		Chair    string `json:"chair"`  // person
		Scribe   string `json:"scribe"` // person
		OpenedAt int64  `json:"opened_at"`
		ClosedAt int64  `json:"closed_at"`
	}
	// PacketItem is a line of the agenda.
	PacketItem struct {
		ID      string `json:"id"`
		Label   string `json:"label"`
		Title   string `json:"title"`
		Purpose string `json:"purpose"`
		Minutes int    `json:"minutes"`
		Sub     bool   `json:"sub,omitempty"`
		Secret  bool   `json:"secret,omitempty"`
		Draft   string `json:"draft,omitempty"`
	}
	// PacketRow is a comrade on the roll.
	PacketRow struct {
		Member    string `json:"member"`
		Person    string `json:"person"`
		Name      string `json:"name"`
		Standing  string `json:"standing"`
		Activity  string `json:"activity"`
		Expected  bool   `json:"expected"`
		Entitled  bool   `json:"entitled"`
		Counts    string `json:"counts"` // in the base of a vote: always, present (only who is there), never
		Announced string `json:"announced,omitempty"`
	}
	// PacketTask is a task of last time's resolutions, or one that still runs.
	PacketTask struct {
		ID    string `json:"id"`
		Deed  string `json:"deed"`
		Owner string `json:"owner"` // name
		Due   string `json:"due"`
		State string `json:"state"`
		Said  string `json:"said,omitempty"`
	}
	// PacketVote is one matter: Needed[n] of a base of n pass it.
	PacketVote struct {
		Matter string `json:"matter"`
		Needed []int  `json:"needed"`
		Secret bool   `json:"secret,omitempty"`
		Text   string `json:"text"`
		Rule   string `json:"rule"`
	}
	// PacketBase says who votes: the sentence as it would be now, and the words by
	// activity of those who do not count.
	PacketBase struct {
		Sentence string            `json:"sentence"`
		Voters   string            `json:"voters"`
		Less     map[string]string `json:"less"`
		Rule     string            `json:"rule"`
	}
	// PacketScore is how the meeting is scored where it has no table of lines.
	PacketScore struct {
		Total int          `json:"total"`
		Bands []PacketBand `json:"bands"`
	}
	// PacketBand is what so many points are called.
	PacketBand struct {
		Min  int    `json:"min"`
		Word string `json:"word"`
	}
	// PacketPart is a part of what is read aloud.
	PacketPart struct {
		Key   string `json:"key"`
		Title string `json:"title"`
		Text  string `json:"text"`
	}
)

// Pack gives a device that was taken along what it needs, with the log so far. It
// brings the log up to what the pages' forms wrote first.
func Pack(tx *store.Tx, book *rule.Book, d Device, pass Pass) (Packet, error) {
	e, err := begin(tx, book, d.Meeting)
	if err != nil {
		return Packet{}, err
	}
	if _, err := e.absorb(); err != nil {
		return Packet{}, err
	}
	if err := e.log.keep(tx); err != nil {
		return Packet{}, err
	}
	p := Packet{Device: d.ID, Pass: pass.String(), Now: tx.Recorded(), Items: []PacketItem{}, Roll: []PacketRow{}, Tasks: []PacketTask{}, Votes: []PacketVote{}, Parts: []PacketPart{}, Ops: forDevice(e.ops, d.ID), Cursor: e.log.last, Most: book.Limits(e.m.Day).MaxTasks}
	for _, fill := range []func(*Packet) error{e.packMeeting, e.packItems, e.packRoll, e.packTasks, e.packVotes, e.packParts, e.packHall} {
		if err := fill(&p); err != nil {
			return Packet{}, err
		}
	}
	return p, nil
}

// begin locks a meeting's log and reads it.
func begin(tx *store.Tx, book *rule.Book, id string) (*evening, error) {
	l, err := lock(tx, id)
	if err != nil {
		return nil, err
	}
	e := &evening{rd: tx.Reader, tx: tx, book: book, log: l}
	e.m.ID = id
	if err := e.load(); err != nil {
		return nil, err
	}
	e.ops, err = all(tx.Reader, id)
	return e, err
}

func (e *evening) packMeeting(p *Packet) error {
	o, err := org.Get(e.system(), e.m.Org)
	m := e.m
	p.Meeting = PacketOf{m.ID, o.Name, o.Slug, m.Kind, minutes.Title(m), m.Period, m.Day, m.StartsAt, m.Place, m.State, m.Chair, m.Scribe, m.OpenedAt, m.ClosedAt}
	return err
}

func (e *evening) packItems(p *Packet) error {
	all, err := meeting.Items(e.rd, e.m.ID)
	for _, i := range all {
		p.Items = append(p.Items, PacketItem{i.ID, i.Label, i.Title, i.Purpose, i.Minutes, i.Sub(), i.Secret, i.Draft})
	}
	return err
}

func (e *evening) packRoll(p *Packet) error {
	sheet, err := attendance.List(e.rd, e.m.ID)
	if err != nil {
		return err
	}
	counts := map[string]string{}
	here, away := make([]rule.Entitled, 0, len(sheet.Rows)), make([]rule.Entitled, 0, len(sheet.Rows))
	for _, r := range sheet.Rows {
		counts[r.Member] = "never"
		here = append(here, rule.Entitled{ID: r.Member, Standing: r.Standing, Activity: r.Activity, Present: true})
		away = append(away, rule.Entitled{ID: r.Member, Standing: r.Standing, Activity: r.Activity})
	}
	base := e.book.VoteBase(e.m.Day, e.m.Kind)
	for _, id := range base.Count(here).Members {
		counts[id] = "present"
	}
	for _, id := range base.Count(away).Members {
		counts[id] = "always"
	}
	for _, r := range sheet.Rows {
		p.Roll = append(p.Roll, PacketRow{r.Member, r.Person, r.FullName, r.Standing, r.Activity, r.Expected, r.Entitled, counts[r.Member], r.Announced})
	}
	now := base.Count(here)
	p.Base = PacketBase{now.Sentence(), now.VotersVI, map[string]string{}, base.Ref.String()}
	for _, x := range base.Subtract {
		p.Base.Less[x.Activity] = x.TextVI
	}
	return nil
}

// packTasks are those the meeting is to hear; before its opening as they stand.
func (e *evening) packTasks(p *Packet) error {
	heard, err := task.HeardAt(e.rd, e.m.ID)
	for _, h := range heard {
		p.Tasks = append(p.Tasks, PacketTask{h.Task, h.Deed, h.Owner, h.Due, h.State, h.Said})
	}
	if err != nil || len(heard) > 0 || e.m.At(meeting.InSession) {
		return err
	}
	open, err := task.ToHear(e.rd, e.m.ID)
	for _, t := range open {
		p.Tasks = append(p.Tasks, PacketTask{t.Task, t.Deed, t.Owner, t.Due, t.State, t.Said})
	}
	return err
}

func (e *evening) packVotes(p *Packet) error {
	for _, matter := range e.book.Matters(e.m.Day, e.m.Kind) {
		t := e.book.Threshold(e.m.Day, e.m.Kind, matter)
		v := PacketVote{Matter: matter, Secret: t.Secret, Text: t.Text, Rule: t.Ref.String(), Needed: make([]int, len(p.Roll)+1)}
		for n := range v.Needed {
			v.Needed[n] = t.Needed(n)
		}
		p.Votes = append(p.Votes, v)
	}
	scale := quality.ScaleOf(e.book, e.m, quality.Score{})
	p.Score.Total, p.Score.Bands = int(scale.Total/100), []PacketBand{}
	for _, b := range scale.Bands {
		p.Score.Bands = append(p.Score.Bands, PacketBand{int((b.Min + 99) / 100), b.WordVI}) // the phone counts whole points
	}
	return nil
}

func (e *evening) packParts(p *Packet) error {
	all, err := minutes.Outline(e.rd, e.m.ID)
	for _, x := range all {
		p.Parts = append(p.Parts, PacketPart{x.Key, x.Title, x.Text})
	}
	return err
}
