package member

import (
	"slices"

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
	Sent          = "sent" // to strengthen another cell
	Official      = "official"
	Ended         = "end"
	Correct       = "correct"
)

// Event is one thing that happened to a member on a day.
type Event struct {
	ID, Member, Kind, Org, From, Reason, Decision, Corrects string
	Until                                                   string // of an activity: the first day it no longer holds; empty: no end is known
	Place                                                   string // of away and sent: where, when Org is empty
	Counts                                                  string // of sent: where the member counts, by Rule
	Rule                                                    string // the rule that was read, as id@version
	Vote                                                    string // the vote that decided
	RecordedAt                                              int64
	By                                                      string
}

// Where one sent to strengthen another cell counts: among those who should
// come and those who vote.
const (
	CountsHost = "host"
	CountsHome = "home"
	CountsBoth = "both"
)

func eventsOf(rd *store.Reader, member string) ([]Event, error) {
	return store.All(rd, func(scan store.Scan) (e Event, err error) {
		err = scan(&e.ID, &e.Member, &e.Kind, &e.Org, &e.From, &e.Reason, &e.Decision, &e.Corrects, &e.Until, &e.Place, &e.Counts, &e.Rule, &e.Vote, &e.RecordedAt, &e.By)
		return
	}, `select id, member, kind, coalesce(org, ''), from_day, reason, decision, coalesce(corrects, ''), coalesce(until_day, ''), place, counts, rule, vote, recorded_at, by_person from member_event
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
	_, err := tx.Exec(`insert into member_event (tenant, id, member, kind, org, from_day, reason, decision, corrects, until_day, place, counts, rule, vote, recorded_at, by_person)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		e.ID, e.Member, e.Kind, store.NullString(e.Org), e.From, e.Reason, e.Decision, store.NullString(e.Corrects), store.NullString(e.Until), e.Place, e.Counts, e.Rule, e.Vote, tx.Now(), tx.Viewer().Person)
	return err
}

// Record writes one event about a member and derives the spans anew.
func Record(tx *store.Tx, book *rule.Book, in Event) error {
	if err := must(tx.Reader, access.RollEdit, in.Member); err != nil {
		return err
	}
	switch law := book.Sending(in.From); in.Kind {
	case Sent:
		if in.Counts == "" {
			in.Counts, in.Rule = law.Counts, law.Ref.String()
		}
	case Away, TemporaryHere:
		in.Rule = book.Stay(in.From).Ref.String()
	default:
		in.Rule = ""
	}
	in.Vote = "" // a vote is the word of the room that saw it
	if err := checkEvent(tx, &in); err != nil {
		return err
	}
	return Put(tx, in)
}

// Put is Record for rooms that have asked the right and checked the event
// themselves: an exemption is decided by the cell, not by who keeps the roll.
func Put(tx *store.Tx, in Event) error {
	if err := record(tx, in); err != nil {
		return err
	}
	if err := follow(tx, in.Member); err != nil {
		return err
	}
	if err := layDown(tx, in); err != nil {
		return err
	}
	return org.Note(tx, "member."+in.Kind, "member", in.Member, in.Org, map[string]string{"from": in.From, "until": in.Until, "org": in.Org, "place": in.Place,
		"reason": in.Reason, "decision": in.Decision, "corrects": in.Corrects, "counts": in.Counts, "rule": in.Rule, "vote": in.Vote})
}

// layDown ends the posts of one who leaves: all of them at the end of the
// membership, those in other cells at a move, for a cell is led by its own.
func layDown(tx *store.Tx, in Event) error {
	if in.Kind != Ended && in.Kind != Moved {
		return nil
	}
	held, err := tx.Strings(`select h.id from member m cross join post_holding h where m.tenant = $1 and m.id = $2 and h.tenant = m.tenant and h.person = m.person
		and (h.to_day is null or h.to_day > $3) and ($4 = '' or h.org <> $4 and h.post in ('secretary', 'deputy', 'committee', 'dues'))`, in.Member, in.From, in.Org)
	if err != nil {
		return err
	}
	for _, id := range held {
		if _, err := tx.Exec(`update post_holding set to_day = case when from_day > $3 then from_day else $3 end where tenant = $1 and id = $2`, id, in.From); err != nil {
			return err
		}
		if err := org.Note(tx, "member.release", "post", id, in.Org, map[string]string{"to": in.From, "why": in.Kind}); err != nil {
			return err
		}
	}
	return nil
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
	if in.Kind != Away && in.Kind != Sent {
		in.Place = ""
	}
	if in.Kind != Sent {
		in.Counts = ""
	}
	switch _, activity := activities[in.Kind]; {
	case in.Kind == Away, in.Kind == Sent:
		if err := checkHost(tx.Reader, in); err != nil {
			return err
		}
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
	if _, activity := activities[in.Kind]; !activity || in.Kind == Resumed {
		in.Until = ""
	}
	if in.Until != "" && (!vi.ValidDay(in.Until) || in.Until <= in.From) {
		return fault.Bad("until", "event_until")
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

// checkHost checks where a member goes for a time: a cell kept here, other than
// the own one, or a place in words. Only strengthening needs one of them.
func checkHost(rd *store.Reader, in *Event) error {
	in.Place = vi.Clean(in.Place)
	if len(in.Place) > 400 {
		return fault.Bad("place", "event_place_long")
	}
	if in.Kind == Sent {
		switch in.Counts {
		case "":
			in.Counts = CountsHost
		case CountsHost, CountsHome, CountsBoth:
		default:
			return fault.Bad("counts", "event_counts")
		}
		if in.Org == "" && in.Place == "" {
			return fault.Bad("org", "event_host_missing")
		}
	}
	if in.Org == "" {
		return nil
	}
	in.Place = ""
	if err := org.Must(rd, access.RollEdit, in.Org); err != nil {
		return err
	}
	if err := takes(rd, in.Org, in.From); err != nil {
		return err
	}
	host, err := org.AsAt(rd, in.Org, in.From)
	if err != nil {
		return err
	}
	own, err := rd.Int(`select count(*) from member_span where tenant = $1 and member = $2 and org = $3 and from_day <= $4 and (to_day is null or to_day > $4)`, in.Member, in.Org, in.From)
	if err == nil && (own > 0 || !host.Cell()) {
		err = fault.Bad("org", "event_host_own")
	}
	return err
}

// takes checks that an organisation stands on the day and has members.
func takes(rd *store.Reader, id, day string) error {
	n, err := rd.Int(`select count(*) from org_edge where tenant = $1 and org = $2 and valid_from <= $3 and (valid_to is null or valid_to > $3)`, id, day)
	if err == nil && n == 0 {
		return fault.Bad("org", "org_not_there", "day", vi.ShowDay(day))
	}
	return err
}
