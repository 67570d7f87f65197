package member

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Kinds of event. Enter is recorded by Enter; Correct takes an earlier event
// back. An event of any kind that names another in Corrects replaces it.
const (
	Entered       = "enter"
	Moved         = "move"
	Exempted      = "exempt"
	Resumed       = "resume"
	Away          = "away"
	TemporaryHere = "temporary_here"
	Suspended     = "suspend"
	Official      = "official"
	Ended         = "end"
	Correct       = "correct"
)

// Event is one thing that happened to a member on a day.
type Event struct {
	ID, Member, Kind, Org, From, Reason, Decision, Corrects string
	RecordedAt                                              int64
	By                                                      string
}

// Span is a stretch of days, half-open, in which cell, standing and activity
// stayed the same. To is empty while it lasts.
type Span struct{ From, To, Org, Standing, Activity string }

// activities says what each kind of event makes of a member's activity.
var activities = map[string]string{Exempted: "exempt", Resumed: "active", Away: "away", TemporaryHere: "temporary_here", Suspended: "suspended"}

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

// state is what the events up to a day add up to.
type state struct {
	org      string
	official bool
	activity string
	ended    bool
}

func (s *state) take(e Event) {
	if activity, ok := activities[e.Kind]; ok {
		s.activity = activity
	}
	switch e.Kind {
	case Entered:
		s.org, s.ended = e.Org, false
	case Moved:
		if s.org != "" {
			s.org = e.Org
		}
	case Official:
		s.official = true
	case Ended:
		s.org, s.ended, s.activity = "", true, "active"
	}
}

func (s state) span(from string) Span {
	standing := "probationary"
	if s.official {
		standing = "official"
	}
	return Span{From: from, Org: s.org, Standing: standing, Activity: s.activity}
}

// Derive turns events into spans.
func Derive(events []Event) []Span {
	all := effective(events)
	now := state{activity: "active"}
	var out []Span
	for i, e := range all {
		now.take(e)
		if i+1 < len(all) && all[i+1].From == e.From {
			continue
		}
		open := len(out) > 0 && out[len(out)-1].To == ""
		next := now.span(e.From)
		if open {
			last := &out[len(out)-1]
			if same := (Span{From: last.From, Org: next.Org, Standing: next.Standing, Activity: next.Activity}); *last == same {
				continue
			}
			last.To = e.From
		}
		if now.org != "" {
			out = append(out, next)
		}
	}
	return out
}

func eventsOf(rd *store.Reader, member string) ([]Event, error) {
	return store.All(rd, func(scan store.Scan) (e Event, err error) {
		err = scan(&e.ID, &e.Member, &e.Kind, &e.Org, &e.From, &e.Reason, &e.Decision, &e.Corrects, &e.RecordedAt, &e.By)
		return
	}, `select id, member, kind, coalesce(org, ''), from_day, reason, decision, coalesce(corrects, ''), recorded_at, by_person from member_event
		where tenant = $1 and member = $2 order by from_day, recorded_at, id`, member)
}

// Events lists all that was recorded about a member, taken-back entries
// included, oldest day first.
func Events(rd *store.Reader, member string) ([]Event, error) {
	if err := mustOrSelf(rd, member); err != nil {
		return nil, err
	}
	return eventsOf(rd, member)
}

func putEvent(tx *store.Tx, e Event) error {
	_, err := tx.Exec(`insert into member_event (tenant, id, member, kind, org, from_day, reason, decision, corrects, recorded_at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		e.ID, e.Member, e.Kind, store.NullString(e.Org), e.From, e.Reason, e.Decision, store.NullString(e.Corrects), tx.Now(), tx.Viewer().Person)
	return err
}

func putSpans(tx *store.Tx, member string, spans []Span) error {
	for _, s := range spans {
		if _, err := tx.Exec(`insert into member_span (tenant, member, from_day, to_day, org, standing, activity) values ($1, $2, $3, $4, $5, $6, $7)`,
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
	if err := putSpans(tx, member, Derive(all)); err != nil {
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

// Record writes one event about a member and derives the spans anew.
func Record(tx *store.Tx, book *rule.Book, in Event) error {
	if err := must(tx.Reader, access.RollEdit, in.Member); err != nil {
		return err
	}
	if err := checkEvent(tx, &in); err != nil {
		return err
	}
	if err := record(tx, in); err != nil {
		return err
	}
	return org.Note(tx, "member."+in.Kind, "member", in.Member, in.Org, map[string]string{"from": in.From, "org": in.Org, "reason": in.Reason, "decision": in.Decision, "corrects": in.Corrects})
}

func record(tx *store.Tx, in Event) error {
	in.ID = store.NewID()
	if err := putEvent(tx, in); err != nil {
		return err
	}
	return derive(tx, in.Member)
}

func checkEvent(tx *store.Tx, in *Event) error {
	if in.Kind == Correct && in.From == "" {
		in.From = tx.Today()
	}
	if !vi.ValidDay(in.From) {
		return fault.Bad("from", "day_unreadable")
	}
	switch _, activity := activities[in.Kind]; {
	case activity, in.Kind == Official, in.Kind == Ended:
		in.Org = ""
	case in.Kind == Correct:
		if in.Org = ""; in.Corrects == "" {
			return fault.Bad("corrects", "event_unknown")
		}
	case in.Kind == Moved:
		if err := org.Must(tx.Reader, access.RollEdit, in.Org); err != nil {
			return err
		}
		if err := takes(tx.Reader, in.Org, in.From); err != nil {
			return err
		}
	default:
		return fault.Bad("kind", "event_kind")
	}
	if in.Corrects == "" {
		return nil
	}
	all, err := eventsOf(tx.Reader, in.Member)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(e Event) bool { return e.ID == in.Corrects })
	if i < 0 {
		return fault.Bad("corrects", "event_unknown")
	}
	if all[i].Kind == Entered {
		return fault.Bad("corrects", "event_is_entry")
	}
	return nil
}

// takes checks that an organisation stands on the day and has members.
func takes(rd *store.Reader, id, day string) error {
	n, err := rd.Int(`select count(*) from org_edge where tenant = $1 and org = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)`, id, day)
	if err == nil && n == 0 {
		return fault.Bad("org", "org_not_there", "day", vi.ShowDay(day))
	}
	return err
}

// Reorganise makes a change of the tree together with what follows for people:
// a merge moves the members of the old cell, an end releases its posts, and a
// cell in which members stand cannot be dissolved.
func Reorganise(tx *store.Tx, book *rule.Book, in org.Change) (org.Org, error) {
	out, err := org.Apply(tx, in)
	if err != nil || in.Kind != org.Merged && in.Kind != org.Dissolved {
		return out, err
	}
	standing, err := tx.Strings(`select distinct s.member from member_span s where s.tenant = $1 and s.org = $2 and (s.to_day is null or s.to_day > $3)`, in.Org, in.Day)
	if err != nil {
		return out, err
	}
	if len(standing) > 0 && in.Kind == org.Dissolved {
		return out, fault.New(fault.Conflict, "org_has_members", "count", len(standing))
	}
	for _, id := range standing {
		if err := record(tx, Event{Member: id, Kind: Moved, Org: in.Into[0], From: in.Day, Decision: in.Decision}); err != nil {
			return out, err
		}
	}
	if _, err := tx.Exec(`update post_holding set to_day = $3 where tenant = $1 and org = $2 and (to_day is null or to_day > $3)`, in.Org, in.Day); err != nil {
		return out, err
	}
	return out, org.Note(tx, "member.reorganise", "org", in.Org, in.Org, map[string]any{"kind": in.Kind, "day": in.Day, "moved": standing})
}
