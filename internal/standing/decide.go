package standing

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
)

// Matter is what a vote on an exemption is about (rule data vote.threshold).
const Matter = "exemption"

// Hands are the hands counted on a request in the meeting being held; ID is
// the form's own, so that one count sent twice is one vote.
type Hands struct {
	ID, Why             string
	For, Against, Other int
}

// Vote holds the vote on a member's open request in a meeting of the cell that
// is in session, and writes down what follows from it.
func Vote(tx *store.Tx, book *rule.Book, id, sitting string, in Hands) (Exemption, error) {
	m, err := of(tx.Reader, id, access.StatusDecide)
	if err != nil {
		return Exemption{}, err
	}
	x, found, err := open(tx.Reader, id)
	if err != nil {
		return Exemption{}, err
	}
	if !found {
		return decidedBy(tx.Reader, id, in.ID)
	}
	v, err := vote.Hold(tx, book, vote.Hands{ID: in.ID, Meeting: sitting, Subject: Subject(m.FullName, x), Matter: Matter, For: in.For, Against: in.Against, Other: in.Other, Why: in.Why})
	if err != nil {
		return Exemption{}, err
	}
	return Decide(tx, book, id, v.ID)
}

// Subject is what the vote is about, in the words of the minutes.
func Subject(name string, x Exemption) string {
	s := "Miễn công tác và sinh hoạt đảng đối với đồng chí " + name + ", từ ngày " + vi.ShowDay(x.From)
	if x.Until != "" {
		s += " đến hết ngày " + vi.ShowDay(vi.AddDays(x.Until, -1))
	}
	return s
}

// decidedBy is the answer to a count that is sent again after it decided.
func decidedBy(rd *store.Reader, id, v string) (Exemption, error) {
	all, err := store.All(rd, scan, `select `+columns+` from exemption x where x.tenant = $1 and x.member = $2 and x.vote = $3`, id, v)
	if err != nil {
		return Exemption{}, err
	}
	if v == "" || len(all) == 0 {
		return Exemption{}, fault.New(fault.Conflict, "exemption_none")
	}
	return all[0], nil
}

// Decide writes down that a vote of the cell on an exemption decided a
// member's open request. Passed, the exemption begins on the day asked for, but
// not before the day after the vote: who stood on the roll that evening stood
// there for every vote of it.
func Decide(tx *store.Tx, book *rule.Book, id, voteID string) (Exemption, error) {
	m, err := of(tx.Reader, id, access.StatusDecide)
	if err != nil {
		return Exemption{}, err
	}
	x, found, err := open(tx.Reader, id)
	if err != nil {
		return Exemption{}, err
	}
	if !found {
		return decidedBy(tx.Reader, id, voteID)
	}
	choice, err := Votes(tx.Reader, id)
	if err != nil {
		return Exemption{}, err
	}
	at := slices.IndexFunc(choice, func(c Choice) bool { return c.Vote.ID == voteID })
	if at < 0 {
		return Exemption{}, fault.Bad("vote", "exemption_vote")
	}
	x.Vote, x.DecidedOn, x.State = voteID, choice[at].Day, Refused
	if choice[at].Vote.Passed {
		x.State = Granted
		begins := max(x.From, vi.AddDays(choice[at].Day, 1))
		if x.Until != "" && x.Until <= begins {
			return Exemption{}, fault.New(fault.Conflict, "exemption_over")
		}
		if err := member.Put(tx, member.Event{Member: id, Kind: member.Exempted, From: begins, Until: x.Until, Vote: voteID, Rule: x.Rule}); err != nil {
			return Exemption{}, err
		}
	}
	if _, err := tx.Exec(`update exemption set state = $3, vote = $4, decided_on = $5, version = version + 1 where tenant = $1 and id = $2`, x.ID, x.State, x.Vote, x.DecidedOn); err != nil {
		return Exemption{}, err
	}
	x.Version++
	return x, audit.Note(tx, "standing.decide", "exemption", x.ID, m.Org, x)
}

// Choice is a vote that may have decided a request.
type Choice struct {
	Vote    vote.Vote
	Day     string
	Period  string
	Meeting string
}

// Votes lists the votes on exemptions held in a member's cell since the
// request was made that have decided none yet, latest first.
func Votes(rd *store.Reader, id string) ([]Choice, error) {
	m, err := of(rd, id, access.StatusDecide)
	if err != nil {
		return nil, err
	}
	x, found, err := open(rd, id)
	if err != nil || !found {
		return nil, err
	}
	type at struct{ meeting, vote string }
	all, err := store.All(rd, func(scan store.Scan) (a at, err error) { err = scan(&a.meeting, &a.vote); return }, `
		select m.id, v.id from meeting m cross join vote v where m.tenant = $1 and m.org = $2 and m.day >= $3 and v.tenant = m.tenant and v.meeting = m.id and v.matter = $4
			and not exists (select 1 from exemption x where x.tenant = m.tenant and x.org = m.org and x.vote = v.id) order by v.at desc, v.id desc`, m.Org, x.AskedOn, Matter)
	if err != nil {
		return nil, err
	}
	var out []Choice
	for _, a := range all {
		held, err := meeting.For(rd, a.meeting, access.MinutesView)
		if err != nil {
			return nil, err
		}
		if held.OfCommittee() { // the cell decides, not its committee
			continue
		}
		votes, err := vote.List(rd, a.meeting)
		if err != nil {
			return nil, err
		}
		for _, v := range votes {
			if v.ID == a.vote {
				out = append(out, Choice{Vote: v, Day: held.Day, Period: held.Period, Meeting: held.ID})
			}
		}
	}
	return out, nil
}

// Sitting is the meeting of a member's cell that is in session now, or the
// zero Meeting.
func Sitting(rd *store.Reader, org string) (meeting.Meeting, error) {
	all, _, err := meeting.List(rd, meeting.Filter{Org: org, State: meeting.InSession})
	for _, m := range all {
		if !m.OfCommittee() {
			return m, err
		}
	}
	return meeting.Meeting{}, err
}

// Return ends a member's exemption before its day, on the member's wish, from
// the first day on which he takes part again; prolongings that were to begin
// later are taken back. Done already is the same.
func Return(tx *store.Tx, id, day string) error {
	if _, err := of(tx.Reader, id, access.StatusPropose); err != nil {
		return err
	}
	if !vi.ValidDay(day) {
		return fault.Bad("from", "day_unreadable")
	}
	return member.EndActivity(tx, id, member.Exempted, day)
}
