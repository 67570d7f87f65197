package offline

import (
	"encoding/json"
	"slices"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/quality"
	"chibo/internal/resolution"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// rows are what the rooms say now, as values by key.
type rows map[string]json.RawMessage

func (r rows) put(key string, v any) {
	r[key] = valued(v)
}

// readers read one kind each; several kinds of one room share one reader.
var readers = map[string]func(e *evening, rd *store.Reader, out rows) error{
	Open: (*evening).ofMeeting, Close: (*evening).ofMeeting, Mark: (*evening).ofMarks,
	Begin: (*evening).ofItems, Gist: (*evening).ofItems, Conclusion: (*evening).ofItems,
	Guest: (*evening).ofGuests, Interpret: (*evening).ofInterpreters, Ahead: (*evening).ofAhead, ReadBack: (*evening).ofOpinions, Order: (*evening).ofDeeds, Line: (*evening).ofScore, Duty: (*evening).ofDuties, Remind: (*evening).ofReminders, Reserve: (*evening).ofReserved,
	Judge: (*evening).ofTasks, Opinion: (*evening).ofOpinions, Praise: (*evening).ofPraise, Deed: (*evening).ofDeeds,
	Vote: (*evening).ofVotes, ScoreVote: (*evening).ofVotes, Agree: (*evening).ofVotes,
	Score: (*evening).ofScore, Lacks: (*evening).ofLacks, Part: (*evening).ofParts, Read: (*evening).ofNothing, Confirm: (*evening).ofConfirmations,
}

// rowsOf reads what the rooms say of one kind.
func (e *evening) rowsOf(kind string) (rows, error) {
	out := rows{}
	return out, readers[kind](e, e.system(), out)
}

// everyRow reads all of them.
func (e *evening) everyRow() (rows, error) {
	out := rows{}
	for _, kind := range []string{Open, Mark, Guest, Interpret, Begin, Judge, Duty, Ahead, Opinion, Praise, Remind, Deed, Vote, Reserve, Score, Lacks, Part, Confirm} {
		if err := readers[kind](e, e.system(), out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (e *evening) ofMeeting(_ *store.Reader, out rows) error {
	if e.m.At(meeting.InSession) {
		out.put(Open, opening{e.m.Chair, e.m.Scribe})
	}
	if e.m.At(meeting.Closed) {
		out.put(Close, nothing{})
	}
	return nil
}

func (e *evening) ofMarks(rd *store.Reader, out rows) error {
	all, err := attendance.Marks(rd, e.m.ID)
	for member, k := range all {
		out.put(Mark+"/"+member, marking{Status: k.Status, Reason: k.Reason, Arrived: k.ArrivedAt, Left: k.LeftAt, Method: k.Method})
	}
	return err
}

func (e *evening) ofItems(rd *store.Reader, out rows) error {
	all, err := meeting.Items(rd, e.m.ID)
	for _, i := range all {
		if i.StartedAt > 0 {
			out.put(Begin+"/"+i.ID, nothing{})
		}
		if i.Gist != "" {
			out.put(Gist+"/"+i.ID, words{i.Gist})
		}
		if i.Conclusion != "" {
			out.put(Conclusion+"/"+i.ID, words{i.Conclusion})
		}
	}
	return err
}

func (e *evening) ofTasks(rd *store.Reader, out rows) error {
	all, err := task.Evaluations(rd, e.m.ID)
	for _, v := range all {
		out.put(Judge+"/"+v.Task, judging{v.Result, v.Why})
	}
	return err
}

func (e *evening) ofOpinions(rd *store.Reader, out rows) error {
	all, err := speech.List(rd, e.m.ID)
	for _, o := range all {
		out.put(Opinion+"/"+o.ID, saying{o.Member, o.Kind, o.Item, o.Gist, o.Bare})
		if o.ReadBackAt > 0 {
			out.put(ReadBack+"/"+o.ID, words{o.Gist})
		}
	}
	return err
}

func (e *evening) ofPraise(rd *store.Reader, out rows) error {
	all, err := speech.Praised(rd, e.m.ID)
	for _, p := range all {
		out.put(Praise+"/"+p.ID, praising{p.Member, p.Group, p.Deed})
	}
	return err
}

func (e *evening) ofDeeds(rd *store.Reader, out rows) error {
	r, err := resolution.Get(rd, e.m.ID)
	names := e.deedNames()
	if _, ordered := e.ordered(); ordered {
		out.put(Order, ordering{e.namesOf(r.Items)})
	}
	for _, i := range r.Items {
		name := i.ID
		if made, ok := names[i.ID]; ok {
			name = made
		}
		out.put(Deed+"/"+name, giving{Deed: i.Deed, Owner: i.Owner, Helper: i.Helper, Due: i.Due, Measure: i.Measure, ReportAt: i.ReportAt, Outside: i.Outside, Continues: i.Continues})
	}
	return err
}

// deedNames leads from a task's id in the resolution to the name its device gave
// it.
func (e *evening) deedNames() map[string]string {
	first, out := map[string]Op{}, map[string]string{}
	for _, o := range e.ops {
		if f, known := first[o.Key]; o.Kind == Deed && (!known || order(o, f) < 0) {
			first[o.Key] = o
		}
	}
	for key, o := range first {
		if o.Device != Web { // what a form gave is named by its own id
			out[e.deedID(nameOf(key))] = nameOf(key)
		}
	}
	return out
}

// deedID is the id in the resolution of what a device named.
func (e *evening) deedID(name string) string { return shapeID(e.rd.Tenant(), e.m.ID, Deed, name) }

func (e *evening) ofVotes(rd *store.Reader, out rows) error {
	held, err := e.heldVotes(rd)
	for key, v := range held {
		c := counting{For: v.For, Against: v.Against, Other: v.Other, Subject: v.Subject, Item: v.Item, Why: v.Why, Issued: v.Ballots.Issued, Returned: v.Ballots.Returned, Valid: v.Ballots.Valid}
		if v.Method != vote.ByHand {
			c.Method = v.Method
		}
		if key == Agree {
			out.put(key, e.agreement(c))
			continue
		}
		out.put(key, c)
	}
	return err
}

// agreement is the vote on the minutes as devices write it: with its count where
// hands were counted on one, or where not all who voted agreed.
func (e *evening) agreement(c counting) agreeing {
	if c.Against+c.Other > 0 || into[agreeing](Fold(e.ops)[Agree].Value).Counted != nil {
		return agreeing{&c}
	}
	return agreeing{}
}

// heldVotes are the votes by key; of several on one matter the last.
func (e *evening) heldVotes(rd *store.Reader) (map[string]vote.Vote, error) {
	all, err := vote.List(rd, e.m.ID)
	out := map[string]vote.Vote{}
	for _, v := range all {
		out[voteKey(v.Matter, v.Item)] = v
	}
	return out, err
}

// voteKey names the entry of a vote.
func voteKey(matter, item string) string {
	switch {
	case matter == "minutes":
		return Agree
	case matter == quality.Matter:
		return ScoreVote
	case item != "":
		return Vote + "/" + matter + "." + item
	}
	return Vote + "/" + matter
}

func (e *evening) ofScore(rd *store.Reader, out rows) error {
	s, err := quality.Of(rd, e.m.ID)
	switch {
	case err != nil:
		return err
	case s.Table != "":
		return e.ofLines(rd, out)
	case s.Self != nil:
		out.put(Score, scoring{*s.Self, s.SelfReason})
	}
	return nil
}

func (e *evening) ofLacks(rd *store.Reader, out rows) error {
	l, err := meeting.LacksOf(rd, e.m.ID)
	if len(l.Lines) > 0 {
		out.put(Lacks, lacking{l.Lines})
	}
	return err
}

func (e *evening) ofParts(rd *store.Reader, out rows) error {
	if e.m.At(meeting.Sealed) { // what a correction says is no draft
		return nil
	}
	all, err := minutes.Parts(rd, e.m.ID)
	for _, p := range all {
		if p.Edited {
			out.put(Part+"/"+p.Key, words{p.Text})
		}
	}
	return err
}

func (e *evening) ofConfirmations(rd *store.Reader, out rows) error {
	all, err := minutes.Confirmations(rd, e.m.ID)
	for _, c := range all {
		s := signing{}
		if c.Method == "paper" {
			s.Method = c.Method
		}
		out.put(Confirm+"/"+c.Role, s)
	}
	return err
}

// absorb appends what the pages' forms wrote since the rooms were last looked at,
// as operations of the device "web" that saw all that stood. It tells whether
// there was any.
func (e *evening) absorb() (bool, error) {
	if e.m.At(meeting.Sealed) {
		return false, nil
	}
	now, err := e.everyRow()
	if err != nil {
		return false, err
	}
	was, err := entriesOf(e.rd, e.m.ID)
	if err != nil {
		return false, err
	}
	keys := make([]string, 0, len(now))
	for key := range now {
		keys = append(keys, key)
	}
	for key := range was {
		if _, there := now[key]; !there && key != deedOrder {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	registers := Fold(e.ops)
	found := false
	for _, key := range keys {
		same := was[key].stands == string(now[key])
		switch kindOf(key) {
		case Order: // a task given or taken off is no new order
			same = same || !reordered(was[key].stands, now[key])
		case Line: // the figure given stood at what was counted, and stands there no more
			r, known := registers[key]
			same = same || known && Alike(key, now[key], r.Value)
		}
		if same {
			continue
		}
		found = true
		value := now[key]
		if value == nil {
			value = json.RawMessage("null")
		}
		o, err := e.log.addWeb(e.tx, key, value, registers[key].Heads)
		if err != nil {
			return false, err
		}
		e.ops = append(e.ops, o)
		if err := (entry{stands: string(now[key])}).keep(e.tx, e.m.ID, key); err != nil {
			return false, err
		}
	}
	return found, nil
}
