package attendance

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Told is a member who said that he is there: a proposal until the scribe takes it.
type Told struct {
	Member string
	Name   string
	Method string // qr, helper
	At     int64
}

// Answer is what a member or helper is told at once.
type Answer struct {
	Name    string
	Present int64 // since when the roll has him present; 0 it has not
	At      int64 // when the proposal was made
}

// screens is what a wrong try is counted under.
const screens = "checkin"

func waiting(rd *store.Reader, id string) ([]Told, error) {
	return store.All(rd, func(scan store.Scan) (t Told, err error) { err = scan(&t.Member, &t.Name, &t.Method, &t.At); return },
		`select c.member, p.full_name, c.method, c.at from checkin_told c join member m on m.tenant = c.tenant and m.id = c.member join person p on p.tenant = m.tenant and p.id = m.person
		where c.tenant = $1 and c.meeting = $2 and c.settled_at is null order by c.at, c.member`, id)
}

// mine is the viewer's own place on the roll of a meeting of his cell; whoever has
// none there is told that the code is of another meeting, whether there is one or not.
func mine(rd *store.Reader, id string) (s situation, member string, err error) {
	other := fault.New(fault.NotFound, "checkin_other")
	if _, err = ofCell(rd, id, access.MinutesView); fault.KindOf(err) == fault.NotFound {
		return s, "", other
	}
	if err != nil {
		return s, "", err
	}
	if member, err = ownMember(rd); err != nil {
		return s, "", err
	}
	if s, err = look(rd, id, member); err == nil && s.activity == "" {
		err = other
	}
	return s, member, err
}

// MayTell reports whether the viewer stands on the roll of the meeting, as an early
// return for the pages of its codes.
func MayTell(rd *store.Reader, id string) error {
	_, _, err := mine(rd, id)
	return err
}

// Tell is a member's word that he is there, with the code on the chair's screen. It
// is no mark: the scribe takes it. The same again is the same.
func Tell(tx *store.Tx, id, said string) (Answer, error) {
	s, member, err := mine(tx.Reader, id)
	if err != nil {
		return Answer{}, err
	}
	if s.marked && Came(s.mark.Status) {
		return Answer{Present: s.mark.At}, nil
	}
	secret, err := s.codes(tx.Reader, id)
	if err != nil {
		return Answer{}, err
	}
	if err := session.MayGuess(tx.Reader, screens); err != nil {
		return Answer{}, err
	}
	step, ok := match(secret, "screen", typed(said), tx.Recorded(), ScreenStep)
	if !ok {
		return Answer{}, session.Guessed(tx.Reader, screens, fault.Bad("ma", "checkin_code"))
	}
	return s.propose(tx, id, member, "qr", step)
}

// codes is the secret while codes are taken from this member.
func (s situation) codes(rd *store.Reader, id string) ([]byte, error) {
	if s.activity == "suspended" {
		return nil, fault.New(fault.Invalid, "mark_suspended")
	}
	if err := takesCodes(rd, meeting.Meeting{State: s.state, Day: s.day}); err != nil {
		return nil, err
	}
	secret, _, err := secretOf(rd, id)
	if err == nil && secret == nil {
		err = fault.New(fault.Conflict, "checkin_shut")
	}
	return secret, err
}

// propose writes it down once; a code that was settled is not used again.
func (s situation) propose(tx *store.Tx, id, member, method string, step int64) (Answer, error) {
	type row struct{ step, at, settled int64 }
	old, err := store.All(tx.Reader, func(scan store.Scan) (r row, err error) { err = scan(&r.step, &r.at, &r.settled); return },
		`select step, at, coalesce(settled_at, 0) from checkin_told where tenant = $1 and meeting = $2 and member = $3`, id, member)
	if err != nil {
		return Answer{}, err
	}
	if len(old) > 0 && old[0].settled == 0 {
		return Answer{At: old[0].at}, nil
	}
	begun := step * ScreenStep
	if method == "helper" {
		begun = step * OwnStep
	}
	if len(old) > 0 && begun <= old[0].settled {
		return Answer{}, fault.Bad("ma", "checkin_used")
	}
	if _, err := tx.Exec(`insert into checkin_told (tenant, meeting, member, method, step, at, by_person, settled_at) values ($1, $2, $3, $4, $5, $6, $7, null)
		on conflict (tenant, meeting, member) do update set method = excluded.method, step = excluded.step, at = excluded.at, by_person = excluded.by_person, settled_at = null`,
		id, member, method, step, tx.Recorded(), tx.Viewer().Person); err != nil {
		return Answer{}, err
	}
	return Answer{At: tx.Recorded()}, audit.Note(tx, "attendance.tell", "meeting", id, s.org, map[string]string{"member": member, "method": method})
}

// OwnCode is the viewer's own code for a meeting, to be shown to one who helps, and
// when the next one comes.
func OwnCode(rd *store.Reader, id string) (own string, until int64, err error) {
	s, member, err := mine(rd, id)
	if err != nil {
		return "", 0, err
	}
	secret, err := s.codes(rd, id)
	if err != nil {
		return "", 0, err
	}
	return code(secret, "own|"+member, rd.Now()/OwnStep), (rd.Now()/OwnStep + 1) * OwnStep, nil
}

// Help takes a member's own code down: for who was named to help in this very
// meeting, and for chair and scribe. It too is a proposal.
func Help(tx *store.Tx, id, said string) (Answer, error) {
	m, err := MayHelp(tx.Reader, id)
	if err != nil {
		return Answer{}, err
	}
	if err := takesCodes(tx.Reader, m); err != nil {
		return Answer{}, err
	}
	secret, _, err := secretOf(tx.Reader, id)
	if err != nil {
		return Answer{}, err
	}
	if secret == nil {
		return Answer{}, fault.New(fault.Conflict, "checkin_shut")
	}
	if err := session.MayGuess(tx.Reader, screens); err != nil {
		return Answer{}, err
	}
	roll, err := meeting.Roll(tx.Reader.As(store.System), m) // the helper reads no list: only whose code it is
	if err != nil {
		return Answer{}, err
	}
	said = typed(said)
	for _, r := range roll {
		step, ok := match(secret, "own|"+r.Member, said, tx.Recorded(), OwnStep)
		if !ok {
			continue
		}
		s, err := look(tx.Reader, id, r.Member)
		switch {
		case err != nil:
			return Answer{}, err
		case s.activity == "suspended":
			return Answer{}, fault.New(fault.Invalid, "mark_suspended")
		case s.marked && Came(s.mark.Status):
			return Answer{Name: r.FullName, Present: s.mark.At}, nil
		}
		a, err := s.propose(tx, id, r.Member, "helper", step)
		a.Name = r.FullName
		return a, err
	}
	return Answer{}, session.Guessed(tx.Reader, screens, fault.Bad("ma", "checkin_code"))
}

// Settle takes the proposals of the members named as marks, as the scribe saw them
// on the page; those refused are no marks. Whoever was not on the page waits on.
// Settled already is the same answer.
func Settle(tx *store.Tx, id string, taken, refused []string) (int, error) {
	m, err := ofCell(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return 0, err
	}
	all, err := waiting(tx.Reader, id)
	if err != nil {
		return 0, err
	}
	known, err := marks(tx.Reader, m)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, t := range all {
		take := slices.Contains(taken, t.Member)
		if !take && !slices.Contains(refused, t.Member) {
			continue
		}
		if k := known[t.Member]; take && !Came(k.Status) {
			if _, err := CheckIn(tx, Marking{Meeting: id, Member: t.Member, Status: Present, Method: t.Method, At: t.At, Version: k.Version}); err != nil {
				return 0, err
			}
			n++
		}
		if _, err := tx.Exec(`update checkin_told set settled_at = $4 where tenant = $1 and meeting = $2 and member = $3`, id, t.Member, tx.Recorded()); err != nil {
			return 0, err
		}
		if !take {
			if err := audit.Note(tx, "attendance.refuse", "meeting", id, m.Org, map[string]string{"member": t.Member}); err != nil {
				return 0, err
			}
		}
	}
	return n, nil
}

// FromPaper marks as present whom the printed sheet has ticked; those marked already
// stay as they are. It tells how many were new.
func FromPaper(tx *store.Tx, id string, members []string) (int, error) {
	m, err := ofCell(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return 0, err
	}
	known, err := marks(tx.Reader, m)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, member := range slices.Compact(slices.Sorted(slices.Values(members))) {
		if _, marked := known[vi.Clean(member)]; marked {
			continue
		}
		if _, err := CheckIn(tx, Marking{Meeting: id, Member: vi.Clean(member), Status: Present, Method: "paper"}); err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}
