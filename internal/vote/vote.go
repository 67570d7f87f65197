// Package vote holds open votes by hand. The base is what the rules of the
// meeting's day make of the roll frozen at the vote and of who is in the room;
// it is kept with the vote as a list, with every subtraction, the versions of
// the rules and the sentence that the minutes print (decision 7). More hands
// than the base are refused, more than those entitled and present need a why.
package vote

import (
	"encoding/json"

	"chibo/internal/access"
	"chibo/internal/attendance"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Vote is one open vote with its result.
type Vote struct {
	ID            string
	Meeting       string
	Item          string // of the agenda; "" the meeting as a whole
	Subject       string
	Matter        string // names the threshold: ordinary, resolution, admission …
	Base          int
	Needed        int
	For           int
	Against       int
	Other         int
	Passed        bool
	Sentence      string
	Subtractions  []rule.Subtraction
	Members       []string // the base, one by one
	BaseRule      string
	ThresholdRule string
	Why           string // why more hands were counted than were present
	Method        string // Hands or Paper
	Ballots       Ballots
	At            int64
}

// Silent is how many of the base did not vote, the absent among them.
func (v Vote) Silent() int { return v.Base - v.For - v.Against - v.Other }

// Hands is what was counted.
type Hands struct {
	ID      string // made by the caller's form or phone: the same again is the same vote; "" makes one
	Meeting string
	Item    string
	Subject string
	Matter  string
	For     int
	Against int
	Other   int
	Why     string
	Method  string // ByHand when empty
	Ballots Ballots
}

// Outlook is what the page says before hands are counted.
type Outlook struct {
	rule.Base
	Threshold rule.Threshold
	Needed    int
	Present   int  // of the base, in the room
	Possible  bool // enough are in the room to pass anything
}

// Base is the number a vote in this meeting is measured against now.
func Base(rd *store.Reader, book *rule.Book, id string) (rule.Base, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return rule.Base{}, err
	}
	roll, err := live(rd, m)
	if err != nil {
		return rule.Base{}, err
	}
	base, _, err := measure(rd, book, m, roll)
	return base, err
}

// Before tells base, threshold and whether enough are in the room.
func Before(rd *store.Reader, book *rule.Book, id, matter string) (Outlook, error) {
	m, err := meeting.For(rd, id, access.MinutesView)
	if err != nil {
		return Outlook{}, err
	}
	t := book.Threshold(m.Day, m.Kind, matter)
	if !t.Found() {
		return Outlook{}, fault.Bad("matter", "vote_matter")
	}
	roll, err := live(rd, m)
	if err != nil {
		return Outlook{}, err
	}
	base, present, err := measure(rd, book, m, roll)
	if err != nil {
		return Outlook{}, err
	}
	need := t.Needed(base.N)
	return Outlook{Base: base, Threshold: t, Needed: need, Present: present, Possible: present >= need}, nil
}

// live is the roll a vote would freeze now; of a meeting whose minutes stand, the
// one of its opening.
func live(rd *store.Reader, m meeting.Meeting) ([]meeting.Rolled, error) {
	if m.At(meeting.Confirmed) {
		return meeting.Roll(rd, m)
	}
	return meeting.Live(rd, m)
}

func measure(rd *store.Reader, book *rule.Book, m meeting.Meeting, roll []meeting.Rolled) (rule.Base, int, error) {
	here, err := attendance.InRoom(rd, m.ID)
	if err != nil {
		return rule.Base{}, 0, err
	}
	list := make([]rule.Entitled, 0, len(roll))
	for _, r := range roll {
		list = append(list, rule.Entitled{ID: r.Member, Standing: r.Standing, Activity: r.Activity, Present: here[r.Member]})
	}
	base := book.VoteBase(m.Day, m.Kind).Count(list)
	present := 0
	for _, id := range base.Members {
		if here[id] {
			present++
		}
	}
	return base, present, nil
}

func threshold(book *rule.Book, m meeting.Meeting, in Hands) (rule.Threshold, error) {
	t := book.Threshold(m.Day, m.Kind, in.Matter)
	switch {
	case !t.Found():
		return t, fault.Bad("matter", "vote_matter")
	case in.Method != ByHand && in.Method != OnPaper:
		return t, fault.Bad("method", "vote_method")
	case t.Secret && in.Method != OnPaper:
		return t, fault.Bad("matter", "vote_secret")
	}
	return t, nil
}

// heldNow says whether a matter may be voted at this point of the meeting: while
// it lasts, and its minutes and its score also while the minutes are read back.
func heldNow(m meeting.Meeting, matter string) bool {
	return m.State == meeting.InSession || m.State == meeting.Closed && (matter == "minutes" || matter == "score")
}

// Hold keeps the result of an open vote.
func Hold(tx *store.Tx, book *rule.Book, in Hands) (Vote, error) {
	m, err := meeting.For(tx.Reader, in.Meeting, access.MeetingRun)
	if err != nil {
		return Vote{}, err
	}
	in.clean()
	if in.ID != "" {
		if old, err := again(tx.Reader, in); err != nil || old.ID != "" {
			return old, err
		}
	}
	t, err := in.may(tx.Reader, book, m)
	if err != nil {
		return Vote{}, err
	}
	if in.ID == "" {
		in.ID = store.NewID()
	}
	base, err := in.against(tx.Reader, book, m)
	if err != nil {
		return Vote{}, err
	}
	if _, err := meeting.Freeze(tx, m.ID, "vote:"+in.ID); err != nil {
		return Vote{}, err
	}
	v := in.result(base, t, tx.Now())
	if _, err := tx.Exec(`insert into vote (tenant, id, meeting, item, subject, matter, base, needed, votes_for, votes_against, votes_other, passed, sentence, base_detail, base_rule, threshold_rule, surplus_reason, method, issued, returned, valid, at, by_person)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
		v.ID, v.Meeting, v.Item, v.Subject, v.Matter, v.Base, v.Needed, v.For, v.Against, v.Other, v.Passed, v.Sentence, store.JSON(base), v.BaseRule, v.ThresholdRule, v.Why, v.Method, v.Ballots.Issued, v.Ballots.Returned, v.Ballots.Valid, v.At, tx.Viewer().Person); err != nil {
		return Vote{}, err
	}
	return v, audit.Note(tx, "vote.hold", "meeting", m.ID, m.Org, v)
}

// result is the vote that these hands make of a base.
func (in Hands) result(base rule.Base, t rule.Threshold, at int64) Vote {
	return Vote{ID: in.ID, Meeting: in.Meeting, Item: in.Item, Subject: in.Subject, Matter: in.Matter, Base: base.N, Needed: t.Needed(base.N), For: in.For, Against: in.Against, Other: in.Other,
		Passed: t.Passed(in.For, base.N), Sentence: base.Sentence(), Subtractions: base.Subtractions, Members: base.Members, BaseRule: base.Ref.String(), ThresholdRule: t.Ref.String(), Why: in.Why, Method: in.Method, Ballots: in.Ballots, At: at}
}

// may says whether the meeting can vote on this now, and by which threshold.
func (in Hands) may(rd *store.Reader, book *rule.Book, m meeting.Meeting) (t rule.Threshold, err error) {
	switch {
	case !heldNow(m, in.Matter):
		return t, fault.New(fault.Conflict, "vote_not_open")
	case in.Subject == "" || len(in.Subject) > 2000:
		return t, fault.Bad("subject", "vote_subject")
	case min(in.For, in.Against, in.Other) < 0 || max(in.For, in.Against, in.Other) > 1_000_000:
		return t, fault.Bad("for", "vote_negative")
	}
	if t, err = threshold(book, m, in); err != nil {
		return t, err
	}
	if err := known(rd, in.Meeting, in.Item); err != nil {
		return t, err
	}
	return t, enough(rd, book, m, in.Matter)
}

// clean takes out of the hands what does not belong to them.
func (in *Hands) clean() {
	in.Subject, in.Why = vi.Clean(in.Subject), vi.Clean(in.Why)
	if in.Method == "" {
		in.Method = ByHand
	}
	if in.Method == ByHand {
		in.Ballots = Ballots{}
	}
}

// against is the base of the meeting as it stands now, with the hands held against it.
func (in *Hands) against(rd *store.Reader, book *rule.Book, m meeting.Meeting) (rule.Base, error) {
	roll, err := live(rd, m)
	if err != nil {
		return rule.Base{}, err
	}
	base, present, err := measure(rd, book, m, roll)
	if err != nil {
		return base, err
	}
	return base, in.add(base.N, present)
}

// add holds the count against who could vote: never more hands than the base,
// and more than were in the room only with a reason.
func (in *Hands) add(base, present int) error {
	sum := in.For + in.Against + in.Other
	if sum > base {
		return fault.Bad("for", "too_many_hands", "sum", sum, "total", base)
	}
	if err := in.Ballots.check(in.Method, sum, base); err != nil {
		return err
	}
	if sum > present && in.Why == "" {
		return fault.Bad("why", "why_more_hands", "sum", sum, "present", present)
	}
	if sum <= present {
		in.Why = ""
	}
	return nil
}

// again finds a vote already kept under the caller's id.
func again(rd *store.Reader, in Hands) (Vote, error) {
	old, err := store.All(rd, scan, `select `+columns+` from vote where tenant = $1 and id = $2`, in.ID)
	if err != nil || len(old) == 0 {
		return Vote{}, err
	}
	v := old[0]
	if v.Meeting != in.Meeting || v.Item != in.Item || v.Subject != in.Subject || v.Matter != in.Matter || v.For != in.For || v.Against != in.Against || v.Other != in.Other {
		if v.Meeting != in.Meeting {
			return Vote{}, fault.Missing()
		}
		return Vote{}, fault.New(fault.Conflict, "vote_kept").With(v)
	}
	return v, nil
}

// known refuses an item that is not on the agenda.
func known(rd *store.Reader, id, item string) error {
	if item == "" {
		return nil
	}
	n, err := rd.Int(`select count(*) from agenda_item where tenant = $1 and meeting = $2 and id = $3`, id, item)
	if err == nil && n == 0 {
		err = fault.Missing()
	}
	return err
}

const columns = `id, meeting, item, subject, matter, base, needed, votes_for, votes_against, votes_other, passed, sentence, base_detail, base_rule, threshold_rule, surplus_reason, method, issued, returned, valid, at`

func scan(scan store.Scan) (v Vote, err error) {
	var detail string
	if err = scan(&v.ID, &v.Meeting, &v.Item, &v.Subject, &v.Matter, &v.Base, &v.Needed, &v.For, &v.Against, &v.Other, &v.Passed, &v.Sentence, &detail, &v.BaseRule, &v.ThresholdRule, &v.Why, &v.Method, &v.Ballots.Issued, &v.Ballots.Returned, &v.Ballots.Valid, &v.At); err != nil {
		return
	}
	var base rule.Base
	err = json.Unmarshal([]byte(detail), &base)
	v.Subtractions, v.Members = base.Subtractions, base.Members
	return
}

// List reads the votes of a meeting in order.
func List(rd *store.Reader, id string) ([]Vote, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` from vote where tenant = $1 and meeting = $2 order by at, id`, id)
}
