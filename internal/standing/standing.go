// Package standing is how a comrade stands in the cell over time, where more
// than the roll has a say: an exemption is asked for in writing or orally, the
// cell decides by a vote (guidance 12-HD/BTCTW, rule data member.exemption),
// and one who stays away is asked whether help or an exemption fits (rule data
// member.care) — told to that comrade and the secretary, to nobody else.
package standing

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The states of a request.
const (
	Asked     = "asked"
	Granted   = "granted"
	Refused   = "refused"
	Withdrawn = "withdrawn"
)

// ByOneself is the manner of a request that the member files in the system.
const ByOneself = "self"

// Manners lists how a request that somebody else takes down was made.
var Manners = []string{"letter", "oral"}

// Exemption is a member's request to be exempt from activity, and what the
// cell decided. Days are half-open: Until is the first day it no longer holds,
// empty where no end was asked for.
type Exemption struct {
	ID, Member, Org    string
	Manner             string // letter, oral, self
	Reason             string // a class of rule member.exemption; health is never written down; "" for whom it is none of their business
	AskedOn            string
	From, Until        string
	State              string // asked, granted, refused, withdrawn
	Vote, DecidedOn    string
	Rule               string // id@version
	Version, CreatedAt int64
	By                 string
}

// Request is what the form or the API brings.
type Request struct {
	Member, Manner, Reason, AskedOn, From, Until string
}

const columns = `x.id, x.member, x.org, x.manner, x.reason, x.asked_on, x.from_day, x.until_day, x.state, x.vote, x.decided_on, x.rule, x.version, x.created_at, x.by_person`

func scan(scan store.Scan) (x Exemption, err error) {
	err = scan(&x.ID, &x.Member, &x.Org, &x.Manner, &x.Reason, &x.AskedOn, &x.From, &x.Until, &x.State, &x.Vote, &x.DecidedOn, &x.Rule, &x.Version, &x.CreatedAt, &x.By)
	return
}

// Ask takes a request down, for whoever leads the cell or keeps its roll. A
// member has one open request at a time; the same again is the same request.
func Ask(tx *store.Tx, book *rule.Book, in Request) (Exemption, error) {
	m, err := of(tx.Reader, in.Member, access.StatusPropose)
	if err != nil {
		return Exemption{}, err
	}
	return file(tx, book, m, in, Manners)
}

// file writes a request down. The same from oneself on another day is the same
// too: it still waits.
func file(tx *store.Tx, book *rule.Book, m member.Member, in Request, manners []string) (Exemption, error) {
	if m.Standing == "ended" {
		return Exemption{}, fault.New(fault.Conflict, "exemption_ended")
	}
	law := book.Exemption(in.AskedOn)
	if err := check(tx.Reader, law, in, manners); err != nil {
		return Exemption{}, err
	}
	old, found, err := open(tx.Reader, in.Member)
	if err != nil {
		return Exemption{}, err
	}
	if found {
		was := Request{old.Member, old.Manner, old.Reason, old.AskedOn, old.From, old.Until}
		if in.Manner == ByOneself {
			was.AskedOn = in.AskedOn
		}
		if was == in {
			return old, nil
		}
		if err := discreet(tx.Reader, &old); err != nil {
			return Exemption{}, err
		}
		return Exemption{}, fault.New(fault.Conflict, "exemption_open").With(old)
	}
	x := Exemption{ID: store.NewID(), Member: in.Member, Org: m.Org, Manner: in.Manner, Reason: in.Reason, AskedOn: in.AskedOn, From: in.From, Until: in.Until, State: Asked, Rule: law.Ref.String(),
		Version: 1, CreatedAt: tx.Now(), By: tx.Viewer().Person}
	if _, err := tx.Exec(`insert into exemption (tenant, id, member, org, manner, reason, asked_on, from_day, until_day, state, vote, decided_on, rule, version, created_at, by_person)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', $11, 1, $12, $13)`,
		x.ID, x.Member, x.Org, x.Manner, x.Reason, x.AskedOn, x.From, x.Until, x.State, x.Rule, x.CreatedAt, x.By); err != nil {
		return Exemption{}, err
	}
	return x, audit.Note(tx, "standing.ask", "exemption", x.ID, x.Org, x)
}

// check looks at a request as it was typed.
func check(rd *store.Reader, law rule.Exemption, in Request, manners []string) error {
	var bad fault.Fields
	if !slices.Contains(manners, in.Manner) {
		bad.Add("manner", "exemption_manner")
	}
	class, known := law.Find(in.Reason)
	if !known {
		bad.Add("reason", "exemption_reason")
	}
	if !vi.ValidDay(in.AskedOn) {
		bad.Add("asked_on", "day_unreadable")
	} else if in.AskedOn > rd.Today() {
		bad.Add("asked_on", "exemption_asked_later")
	}
	switch {
	case !vi.ValidDay(in.From):
		bad.Add("from", "day_unreadable")
	case in.Until != "" && !vi.ValidDay(in.Until):
		bad.Add("until", "day_unreadable")
	case in.Until != "" && in.Until <= in.From:
		bad.Add("until", "event_until")
	case known && class.TooLong(in.From, in.Until):
		bad.Add("until", "exemption_too_long", "months", class.MaxMonths)
	}
	return bad.Err()
}

// of reads a member whom the viewer may do this to, where he stands today.
func of(rd *store.Reader, id string, action access.Action) (member.Member, error) {
	m, err := member.Known(rd, id)
	if err != nil {
		return m, err
	}
	return m, member.Must(rd, action, id)
}

func open(rd *store.Reader, member string) (Exemption, bool, error) {
	all, err := store.All(rd, scan, `select `+columns+` from exemption x where x.tenant = $1 and x.member = $2 and x.state = 'asked'`, member)
	if err != nil || len(all) == 0 {
		return Exemption{}, false, err
	}
	return all[0], true, nil
}

// Open gives a member's request that waits for the cell, to whoever leads the
// cell or keeps its roll and to the member.
func Open(rd *store.Reader, id string) (Exemption, bool, error) {
	if err := mayRead(rd, id); err != nil {
		return Exemption{}, false, err
	}
	x, found, err := open(rd, id)
	if err != nil || !found {
		return x, found, err
	}
	return x, true, discreet(rd, &x)
}

// Of lists all requests of a member, newest first, to the same.
func Of(rd *store.Reader, id string) ([]Exemption, error) {
	if err := mayRead(rd, id); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scan, `select `+columns+` from exemption x where x.tenant = $1 and x.member = $2 order by x.created_at desc, x.id desc`, id)
	for i := range all {
		if err := discreet(rd, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, err
}

// discreet leaves the reason to the member, the cell's lead and whoever took the
// request down: the committee above learns what the cell decided, not why.
func discreet(rd *store.Reader, x *Exemption) error {
	self, err := member.Self(rd, x.Member)
	if err != nil || self || x.By == rd.Viewer().Person {
		return err
	}
	if err = member.Must(rd, access.StatusDecide, x.Member); fault.KindOf(err) == fault.NotFound {
		x.Reason, err = "", nil
	}
	return err
}

func mayRead(rd *store.Reader, id string) error {
	if self, err := member.Self(rd, id); err != nil || self {
		return err
	}
	return member.Must(rd, access.StatusPropose, id)
}

// Get reads one request, for whoever may read the member's.
func Get(rd *store.Reader, id string) (Exemption, error) {
	all, err := store.All(rd, scan, `select `+columns+` from exemption x where x.tenant = $1 and x.id = $2`, id)
	if err == nil && len(all) == 0 {
		err = fault.Missing()
	}
	if err != nil {
		return Exemption{}, err
	}
	return all[0], mayRead(rd, all[0].Member)
}

// Waiting lists the requests that wait for a cell's vote, oldest first, to those
// who prepare its meetings: of whoever stands on its roll today, so that a
// request follows its member into another cell.
func Waiting(rd *store.Reader, org string) ([]Exemption, error) {
	if err := access.Must(rd, access.MeetingPrepare, org); err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` from member_span s cross join exemption x
		where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3) and x.tenant = s.tenant and x.member = s.member and x.state = 'asked' order by x.created_at, x.id`, org, rd.Today())
}

// Withdraw takes an open request back; one that is no longer open stays as it is.
func Withdraw(tx *store.Tx, id string) error {
	m, err := of(tx.Reader, id, access.StatusPropose)
	if err != nil {
		return err
	}
	return withdraw(tx, m)
}

func withdraw(tx *store.Tx, m member.Member) error {
	x, found, err := open(tx.Reader, m.ID)
	if err != nil || !found {
		return err
	}
	if _, err := tx.Exec(`update exemption set state = $3, decided_on = $4, version = version + 1 where tenant = $1 and id = $2`, x.ID, Withdrawn, tx.Today()); err != nil {
		return err
	}
	return audit.Note(tx, "standing.withdraw", "exemption", x.ID, m.Org, map[string]string{"member": m.ID})
}
