package offline

import (
	"cmp"
	"slices"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// ofLines are the lines the cell judged itself; one that stands at what the evidence
// suggests is nobody's entry.
func (e *evening) ofLines(rd *store.Reader, out rows) error {
	s, err := quality.Read(rd, e.book, e.m.ID)
	for _, l := range s.Lines {
		follows := l.Suggestion.Known && l.Self != nil && *l.Self == l.Suggestion.Points && l.Reason == ""
		if l.Applies() && l.Self != nil && !follows {
			out.put(Line+"/"+l.Code, lining{*l.Self, l.Reason})
		}
	}
	return err
}

// setLines fills the table of the score with what the devices gave, once every line
// has its figure or a page began the sheet: a sheet half filled would get a total that
// nobody in the hall has seen. The room keeps it as one, so all go in at once; where it
// refuses that, each goes alone, and what is refused stays out with its sentence.
func (e *evening) setLines(list []told) error {
	if e.m.At(meeting.Confirmed) { // the sheet is shut
		now, err := e.rowsOf(Line)
		for _, t := range list {
			if !Alike(t.Key, now[t.Key], t.Value) && !e.followed(t) {
				e.no[t.Key] = fault.New(fault.Conflict, "meeting_confirmed")
			}
		}
		return err
	}
	s, err := quality.Read(e.system(), e.book, e.m.ID)
	if err != nil || s.Version == 0 && !filled(s, list) {
		return err
	}
	err = e.try(list[0], func() error { return e.putLines(list) })
	if err != nil || e.no[list[0].Key] == nil {
		return err
	}
	e.no[list[0].Key] = nil
	var good []told
	for _, t := range list {
		if err := e.try(t, func() error { return e.putLines(append(good[:len(good):len(good)], t)) }); err != nil {
			return err
		}
		if e.no[t.Key] == nil {
			good = append(good, t)
		}
	}
	return nil
}

// filled tells whether every line that applies was judged.
func filled(s quality.Sheet, list []told) bool {
	return !slices.ContainsFunc(s.Lines, func(l quality.Line) bool {
		return l.Applies() && !slices.ContainsFunc(list, func(t told) bool { return t.name == l.Code && !null(t.Value) })
	})
}

// followed tells of a confirmed sheet that a line stands at the figure given for it,
// which is also what the evidence suggests.
func (e *evening) followed(t told) bool {
	s, err := quality.Read(e.system(), e.book, e.m.ID)
	v := into[lining](t.Value)
	return err == nil && slices.ContainsFunc(s.Lines, func(l quality.Line) bool {
		return l.Code == t.name && l.Self != nil && (null(t.Value) || *l.Self == v.Points) && l.Reason == v.Reason
	})
}

// putLines writes the sheet with these lines and no other: a line nobody gave follows
// its evidence as it is now, whatever had come in when it was last counted, until the
// cell has voted.
func (e *evening) putLines(list []told) error {
	s, err := quality.Read(e.system(), e.book, e.m.ID)
	if err != nil {
		return err
	}
	given := map[string]quality.Given{}
	for _, t := range list {
		v := into[lining](t.Value)
		g := quality.Given{Code: t.name, Reason: v.Reason}
		if !null(t.Value) {
			g.Points = &v.Points
		}
		given[t.name] = g
	}
	for _, l := range s.Lines {
		if _, known := given[l.Code]; !known {
			given[l.Code] = quality.Given{Code: l.Code}
			if s.Vote != "" {
				given[l.Code] = quality.Given{Code: l.Code, Points: l.Self, Reason: l.Reason}
			}
		}
	}
	all := make([]quality.Given, 0, len(given))
	for _, g := range given {
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b quality.Given) int { return cmp.Compare(a.Code, b.Code) })
	last := slices.MaxFunc(list, func(a, b told) int { return order(a.first, b.first) })
	if _, err := quality.ProposeLines(e.held(last, last.at), e.book, e.m.ID, s.Version, all); err != nil || last.first.Device == Web {
		return err
	}
	return quality.Attribute(e.held(last, last.first.held), e.m.ID, last.first.person)
}

// PacketTable is the table by which the meeting is scored, as the room page fills it.
type PacketTable struct {
	Title   string       `json:"title"`
	Source  string       `json:"source"`
	Assumed bool         `json:"assumed"`
	Total   rule.Points  `json:"total"`
	Step    rule.Points  `json:"step"`
	Bands   []TableBand  `json:"bands"`
	Groups  []string     `json:"groups"`
	Lines   []PacketLine `json:"lines"`
}

// The parts of it. A line with Counted gets its points from the record where the cell
// gives none; one with NA does not apply, and that is what becomes of its points.
type (
	// TableBand is a band of the table: from so many points it is called so.
	TableBand struct {
		Min  rule.Points `json:"min"`
		Word string      `json:"word"`
	}
	// PacketLine is a line of the table of scores.
	PacketLine struct {
		Code    string      `json:"code"`
		Group   string      `json:"group"`
		Text    string      `json:"text"`
		Ask     string      `json:"ask,omitempty"`
		Max     rule.Points `json:"max"`
		Counted bool        `json:"counted,omitempty"`
		NA      string      `json:"na,omitempty"`
		When    string      `json:"when,omitempty"`
	}
)

// hallTable packs it; nil where the meeting is scored by one figure.
func (e *evening) hallTable(h *PacketHall, tasks int) error {
	if e.m.OfCommittee() {
		return nil
	}
	s, err := quality.Read(e.rd, e.book, e.m.ID)
	if err != nil || !s.By.Found() {
		return err
	}
	t := &PacketTable{Title: s.By.TitleVI, Source: s.By.Source.Line(), Assumed: s.By.Status != rule.Official, Total: s.By.Total, Step: s.By.Press()}
	for _, b := range s.By.Bands {
		t.Bands = append(t.Bands, TableBand{b.Min, b.WordVI})
	}
	for _, g := range s.By.Groups {
		t.Groups = append(t.Groups, g.Code)
	}
	for _, l := range s.Lines {
		line := PacketLine{Code: l.Code, Group: l.Group, Text: l.TextVI, Ask: l.AskVI, Max: l.Max, Counted: l.Measured()}
		if l.NA != nil && e.without(l.NA.When, l.Suggestion.Policy != "", tasks) {
			line.NA, line.When = l.NA.Policy, l.NA.When
		}
		t.Lines = append(t.Lines, line)
	}
	h.Table = t
	return nil
}

// without tells whether a situation holds for a line. Before the opening the record
// does not know yet what is to be heard, nor that this very meeting is the thematic one.
func (e *evening) without(when string, counted bool, tasks int) bool {
	switch {
	case e.m.At(meeting.InSession):
		return counted
	case when == "no_previous":
		return tasks == 0
	case when == "no_thematic" && (e.m.Kind == meeting.Thematic || e.m.Kind == meeting.Combined):
		return false
	}
	return counted
}
