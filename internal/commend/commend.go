// Package commend is what a cell proposes to praise: one praise that a sealed meeting
// recorded, of the cell, a group of it or a comrade, sent up only when the cell itself
// proposes it. The name goes up because the cell proposes it in due form; the committee
// writes down what became of it. By date: nothing is added up, of persons least of all.
package commend

import (
	"slices"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// What a cell asks for.
const (
	ToPraise = "praise" // biểu dương
	ToReward = "reward" // khen thưởng: a certificate
)

// Asks lists them in the order of the form.
var Asks = []string{ToPraise, ToReward}

// What became of a proposal.
const (
	Certificate = "certificate" // giấy khen
	Praised     = "praised"     // biểu dương
	Nothing     = "none"
)

// Outcomes lists them in the order of the form.
var Outcomes = []string{Certificate, Praised, Nothing}

const noteMost = 300 // letters: number of a decision, or why not

// Proposal is a praise a cell sent up.
type Proposal struct {
	ID        string `json:"id"`
	Org       string `json:"org"`
	OrgName   string `json:"org_name"`
	Praise    string `json:"praise"`
	Period    string `json:"period"` // of the meeting that recorded it
	Whom      string `json:"whom"`   // a name, only because the cell proposes it; or the cell, or a group
	Deed      string `json:"deed"`   // as it was sent
	Asked     string `json:"asked"`  // praise, reward
	SentOn    string `json:"sent_on"`
	BackOn    string `json:"back_on"`
	Outcome   string `json:"outcome"` // certificate, praised, none; "" while nothing is written
	OutcomeOn string `json:"outcome_on"`
	Note      string `json:"note"`
	Version   int64  `json:"version"`
}

const columns = `x.id, x.org, coalesce((select l.name from org_edge l where l.tenant = x.tenant and l.org = x.org order by l.valid_from desc limit 1), ''), x.praise, m.period,
	coalesce(p.full_name, x.whom), x.deed, x.asked, x.sent_on, x.back_on, x.outcome, x.outcome_on, x.note, x.version from praise_proposal x
	join meeting m on m.tenant = x.tenant and m.id = x.meeting left join member b on b.tenant = x.tenant and b.id = x.member left join person p on p.tenant = b.tenant and p.id = b.person`

func scan(row store.Scan) (x Proposal, err error) {
	err = row(&x.ID, &x.Org, &x.OrgName, &x.Praise, &x.Period, &x.Whom, &x.Deed, &x.Asked, &x.SentOn, &x.BackOn, &x.Outcome, &x.OutcomeOn, &x.Note, &x.Version)
	return x, err
}

// Recorded is a praise in sealed minutes of a cell, with what was proposed of it.
type Recorded struct {
	ID       string    `json:"id"`
	Org      string    `json:"org"`
	Meeting  string    `json:"meeting"`
	Period   string    `json:"period"`
	Day      string    `json:"day"`
	Member   string    `json:"member"`
	Whom     string    `json:"whom"`
	Deed     string    `json:"deed"`
	Proposal *Proposal `json:"proposal,omitempty"`
}

const recorded = `r.id, m.org, m.id, m.period, m.day, r.member, coalesce(p.full_name, r.body), r.deed from meeting m join praise r on r.tenant = m.tenant and r.meeting = m.id
	left join member b on b.tenant = r.tenant and b.id = r.member left join person p on p.tenant = b.tenant and p.id = b.person`

func scanRecorded(row store.Scan) (x Recorded, err error) {
	err = row(&x.ID, &x.Org, &x.Meeting, &x.Period, &x.Day, &x.Member, &x.Whom, &x.Deed)
	return x, err
}

// OfCell lists what the sealed meetings of a cell praised, the latest first, each with what
// was proposed of it: for the cell's committee.
func OfCell(rd *store.Reader, org string) ([]Recorded, error) {
	if err := access.Must(rd, access.CommendView, org); err != nil {
		return nil, err
	}
	all, err := store.All(rd, scanRecorded, `select `+recorded+` where m.tenant = $1 and m.org = $2 and m.circle = '' and m.sealed_at is not null order by m.day desc, r.at, r.id limit 200`, org)
	if err != nil {
		return nil, err
	}
	sent, err := store.All(rd, scan, `select `+columns+` where x.tenant = $1 and x.org = $2 order by x.sent_on desc, x.id limit 500`, org)
	for i := range all {
		if n := slices.IndexFunc(sent, func(x Proposal) bool { return x.Praise == all[i].ID }); n >= 0 {
			all[i].Proposal = &sent[n]
		}
	}
	return all, err
}

// Of reads one recorded praise for the cell's committee.
func Of(rd *store.Reader, praise string) (Recorded, error) {
	x, err := store.One(rd, scanRecorded, `select `+recorded+` where m.tenant = $1 and r.id = $2 and m.circle = '' and m.sealed_at is not null`, praise)
	if err != nil {
		return x, err
	}
	if err := access.Must(rd, access.CommendView, x.Org); err != nil {
		return Recorded{}, err
	}
	sent, err := store.All(rd, scan, `select `+columns+` where x.tenant = $1 and x.praise = $2`, praise)
	if len(sent) > 0 {
		x.Proposal = &sent[0]
	}
	return x, err
}

// Send proposes a recorded praise to the committee. The same twice is one; taken back
// before, it is sent anew.
func Send(tx *store.Tx, praise, asked string) (Proposal, error) {
	x, err := Of(tx.Reader, praise)
	if err == nil {
		err = access.Must(tx.Reader, access.CommendSend, x.Org)
	}
	switch old := x.Proposal; {
	case err != nil:
		return Proposal{}, err
	case !slices.Contains(Asks, asked):
		return Proposal{}, fault.Bad("asked", "commend_asked")
	case old != nil && old.BackOn == "" && old.Asked == asked:
		return *old, nil
	case old != nil && old.BackOn == "":
		return Proposal{}, fault.New(fault.Conflict, "commend_sent")
	}
	id := store.NewID()
	whom := x.Whom
	if x.Member != "" { // the name is read from the person, never copied
		whom = ""
	}
	if x.Proposal != nil {
		id = x.Proposal.ID
	}
	if _, err := tx.Exec(`insert into praise_proposal (tenant, id, org, praise, meeting, member, whom, deed, asked, sent_on, sent_by, back_on, outcome, outcome_on, note, outcome_by, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', '', '', '', '', 1)
		on conflict (tenant, praise) do update set asked = excluded.asked, sent_on = excluded.sent_on, sent_by = excluded.sent_by, back_on = '', version = praise_proposal.version + 1`,
		id, x.Org, praise, x.Meeting, x.Member, whom, x.Deed, asked, tx.Today(), tx.Viewer().Person); err != nil {
		return Proposal{}, err
	}
	return noted(tx, id, x.Org, "commend.send", map[string]string{"praise": praise, "asked": asked})
}

func noted(tx *store.Tx, id, org, what string, said any) (Proposal, error) {
	if err := audit.Note(tx, what, "praise_proposal", id, org, said); err != nil {
		return Proposal{}, err
	}
	return read(tx.Reader, id)
}

func read(rd *store.Reader, id string) (Proposal, error) {
	return store.One(rd, scan, `select `+columns+` where x.tenant = $1 and x.id = $2`, id)
}

// TakeBack takes a proposal back while nothing became of it; the committee no longer reads it.
func TakeBack(tx *store.Tx, id string) (Proposal, error) {
	x, err := read(tx.Reader, id)
	if err == nil {
		err = access.Must(tx.Reader, access.CommendSend, x.Org)
	}
	switch {
	case err != nil:
		return Proposal{}, err
	case x.BackOn != "":
		return x, nil
	case x.Outcome != "":
		return x, fault.New(fault.Conflict, "commend_decided")
	}
	if _, err := tx.Exec(`update praise_proposal set back_on = $3, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today()); err != nil {
		return x, err
	}
	return noted(tx, id, x.Org, "commend.back", nil)
}

// Heard lists what cells propose to a committee, the latest first.
func Heard(rd *store.Reader, org string) ([]Proposal, error) {
	if err := access.Must(rd, access.CommendHear, org); err != nil {
		return nil, err
	}
	reach, args, err := access.Where(rd, access.CommendHear, "e.path", 2)
	if err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` join org_edge e on e.tenant = x.tenant and e.org = x.org and e.valid_from = (select max(l.valid_from) from org_edge l where l.tenant = x.tenant and l.org = x.org)
		where x.tenant = $1 and x.back_on = '' and `+reach+` order by x.sent_on desc, x.id limit 200`, args...)
}

// One reads a proposal for the committee it was sent to.
func One(rd *store.Reader, id string) (Proposal, error) {
	x, err := read(rd, id)
	if err == nil && x.BackOn != "" {
		err = fault.Missing()
	}
	if err == nil {
		err = access.Must(rd, access.CommendHear, x.Org)
	}
	if err != nil {
		return Proposal{}, err
	}
	return x, nil
}

// Decide writes down what became of a proposal, on which day, by which decision or why not.
func Decide(tx *store.Tx, id string, version int64, outcome, day, note string) (Proposal, error) {
	x, err := One(tx.Reader, id)
	if err != nil {
		return x, err
	}
	if note = vi.Clean(note); outcome != "" && x.Outcome == outcome && x.OutcomeOn == day && x.Note == note {
		return x, nil
	}
	var bad fault.Fields
	if !slices.Contains(Outcomes, outcome) {
		bad.Add("outcome", "commend_outcome")
	}
	if !vi.ValidDay(day) || day < x.SentOn || day > tx.Today() {
		bad.Add("day", "commend_day", "day", vi.ShowDay(x.SentOn))
	}
	if n := utf8.RuneCountInString(note); n > noteMost || n == 0 && outcome == Certificate {
		bad.Add("note", "commend_note", "limit", noteMost)
	}
	if err := bad.Err(); err != nil {
		return x, err
	}
	if x.Version != version {
		return x, fault.Stale(x)
	}
	if _, err := tx.Exec(`update praise_proposal set outcome = $3, outcome_on = $4, note = $5, outcome_by = $6, version = version + 1 where tenant = $1 and id = $2`, id, outcome, day, note, tx.Viewer().Person); err != nil {
		return x, err
	}
	return noted(tx, id, x.Org, "commend.decide", map[string]string{"outcome": outcome, "day": day})
}

// Waiting is how many proposals of its cells a committee has written nothing about, and
// since which day: for its desk. It asks no right: a count.
func Waiting(rd *store.Reader, org string) (n int, since string, err error) {
	err = rd.Get([]any{&n, &since}, `select count(*), coalesce(min(x.sent_on), '') from praise_proposal x cross join org_edge top cross join org_edge e
		where x.tenant = $1 and x.back_on = '' and x.outcome = '' and top.tenant = x.tenant and top.org = $2 and top.valid_from <= $3 and (top.valid_to is null or top.valid_to > $3)
			and e.tenant = x.tenant and e.org = x.org and e.path >= top.path and e.path < substr(top.path, 1, length(top.path) - 1) || '/' and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)`, org, rd.Today())
	return n, since, err
}
