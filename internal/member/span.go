package member

import (
	"slices"
	"strings"

	"chibo/internal/store"
)

// Span is a stretch of days, half-open, in which cell, standing and activity
// stayed the same. To is empty while it lasts.
type Span struct{ From, To, Org, Standing, Activity string }

// activities says what each kind of event makes of a member's activity.
var activities = map[string]string{Exempted: "exempt", Resumed: "active", Away: "away", TemporaryHere: "temporary_here", Suspended: "suspended", Sent: "sent"}

// kindOf is the event that brings about an activity.
var kindOf = map[string]string{"exempt": Exempted, "active": Resumed, "away": Away, "temporary_here": TemporaryHere, "suspended": Suspended}

// effective are the events that count, by day and then as they were recorded.
func effective(all []Event) []Event {
	void := map[string]bool{}
	for _, e := range all {
		void[e.Corrects] = e.Corrects != ""
	}
	var out []Event
	for _, e := range all {
		if !void[e.ID] && e.Kind != Correct {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int {
		if c := strings.Compare(a.From, b.From); c != 0 {
			return c
		}
		if a.RecordedAt != b.RecordedAt {
			return int(a.RecordedAt - b.RecordedAt)
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out
}

// layer is one activity with its last day: what has an end lies over what was
// before, which comes up again when it is over.
type layer struct{ kind, until, host, counts string }

// state is what the events up to a day add up to.
type state struct {
	org      string
	official bool
	layers   []layer
}

func (s *state) take(e Event) {
	switch e.Kind {
	case Entered:
		s.org = e.Org
	case Moved:
		if s.org != "" {
			s.org = e.Org
		}
		s.settle()
	case Official:
		s.official = true
	case Ended:
		s.org, s.layers = "", nil
	case Resumed:
		s.lift(e.From)
	default:
		if activities[e.Kind] == "" {
			return
		}
		if e.Until == "" { // without an end it takes the place of all before it
			s.layers = nil
		}
		s.layers = append(s.layers, layer{e.Kind, e.Until, e.Org, e.Counts})
		s.settle()
	}
}

// settle ends a stay in a cell that has become the member's own.
func (s *state) settle() {
	s.layers = slices.DeleteFunc(s.layers, func(l layer) bool { return l.host != "" && l.host == s.org })
}

// drop forgets what is over.
func (s *state) drop(day string) {
	s.layers = slices.DeleteFunc(s.layers, func(l layer) bool { return l.until != "" && l.until <= day })
}

// lift ends the activity in force, with every prolonging of it; what lay under
// it holds again.
func (s *state) lift(day string) {
	s.drop(day)
	if len(s.layers) == 0 {
		return
	}
	kind := s.layers[len(s.layers)-1].kind
	s.layers = slices.DeleteFunc(s.layers, func(l layer) bool { return l.kind == kind })
}

// home is the state as a span of the member's own cell, host as one of the
// cell they take part in for a time; both without an organisation where there
// is none.
func (s state) home(from string) Span {
	return Span{From: from, Org: s.org, Standing: s.standing(), Activity: s.activity()}
}

func (s state) host(from string) Span {
	out := Span{From: from, Standing: s.standing()}
	if s.org == "" || len(s.layers) == 0 {
		return out
	}
	top := s.layers[len(s.layers)-1]
	out.Org, out.Activity = top.host, "temporary_here"
	if top.kind == Sent && top.counts != CountsHome {
		out.Activity = "sent_here"
	}
	return out
}

func (s state) standing() string {
	if s.official {
		return "official"
	}
	return "probationary"
}

func (s state) activity() string {
	if len(s.layers) == 0 {
		return "active"
	}
	top := s.layers[len(s.layers)-1]
	if top.kind == Sent && (top.counts == CountsHome || top.counts == CountsBoth) {
		return "active"
	}
	return activities[top.kind]
}

// Derive turns events into the spans of the member's own cell.
func Derive(events []Event) []Span { return spans(effective(events), state.home) }

// Stays turns events into the spans of the cell a member takes part in for a
// time, beside the own one.
func Stays(events []Event) []Span { return spans(effective(events), state.host) }

// walk calls see with the state on each day on which anything begins or ends.
func walk(all []Event, see func(state, string)) {
	var days []string
	for _, e := range all {
		days = append(days, e.From)
		if e.Until != "" && activities[e.Kind] != "" && e.Until > e.From {
			days = append(days, e.Until)
		}
	}
	slices.Sort(days)
	var now state
	next := 0
	for _, day := range slices.Compact(days) {
		now.drop(day)
		for ; next < len(all) && all[next].From == day; next++ {
			now.take(all[next])
		}
		now.drop(day)
		see(now, day)
	}
}

func spans(all []Event, of func(state, string) Span) []Span {
	var out []Span
	walk(all, func(now state, day string) {
		s := of(now, day)
		if n := len(out); n > 0 && out[n-1].To == "" {
			last := &out[n-1]
			if last.Org == s.Org && last.Standing == s.Standing && last.Activity == s.Activity {
				return
			}
			last.To = day
		}
		if s.Org != "" {
			out = append(out, s)
		}
	})
	return out
}

func putSpans(tx *store.Tx, member string, events []Event) error {
	for _, s := range Derive(events) {
		if _, err := tx.Exec(`insert into member_span (tenant, member, from_day, to_day, org, standing, activity) values ($1, $2, $3, $4, $5, $6, $7)`,
			member, s.From, store.NullString(s.To), s.Org, s.Standing, s.Activity); err != nil {
			return err
		}
	}
	for _, s := range Stays(events) {
		if _, err := tx.Exec(`insert into member_stay (tenant, member, from_day, to_day, org, standing, activity) values ($1, $2, $3, $4, $5, $6, $7)`,
			member, s.From, store.NullString(s.To), s.Org, s.Standing, s.Activity); err != nil {
			return err
		}
	}
	return nil
}

// derive writes the member's spans anew.
func derive(tx *store.Tx, member string) error {
	all, err := eventsOf(tx.Reader, member)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from member_span where tenant = $1 and member = $2`, member); err != nil {
		return err
	}
	if _, err := tx.Exec(`delete from member_stay where tenant = $1 and member = $2`, member); err != nil {
		return err
	}
	if err := putSpans(tx, member, all); err != nil {
		return err
	}
	// The two dates of the record follow the events, so that both say the same.
	official, ended := "", ""
	for _, e := range effective(all) {
		switch e.Kind {
		case Official:
			official = e.From
		case Ended:
			ended = e.From
		case Entered:
			ended = ""
		}
	}
	_, err = tx.Exec(`update member set official_on = $3, ended_on = $4, version = version + 1 where tenant = $1 and id = $2`, member, official, store.NullString(ended))
	return err
}
