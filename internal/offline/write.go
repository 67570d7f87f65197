package offline

import (
	"encoding/json"
	"slices"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// evening is one meeting with its log, being brought up to what its devices say.
type evening struct {
	rd   *store.Reader
	tx   *store.Tx // nil while it is only looked at
	book *rule.Book
	m    meeting.Meeting
	log  log
	ops  []Op

	firsts map[string]Op    // by key, the first by order
	since  map[string]int64 // by key, the earliest moment any of it was done
	no     map[string]error // by key, why a room refused it this time
}

func (e *evening) system() *store.Reader { return e.rd.As(store.System) }

// load reads the meeting anew after a step.
func (e *evening) load() (err error) {
	e.m, err = meeting.Get(e.system(), e.m.ID)
	return err
}

// told is one entry to be written: its register, by whom, and since when.
type told struct {
	Register
	name  string
	by    string // person
	from  string // device
	at    int64  // of the operation whose value it is
	since int64  // of the earliest one
	first Op     // the first, by order, of those that stand and say the same
}

// as is the transaction in the name of who wrote the entry.
func (e *evening) as(t told) *store.Tx { return e.tx.As(t.by) }

// held is the same at the moment it was done: rooms judge and date by that,
// rights and the log by the true one.
func (e *evening) held(t told, at int64) *store.Tx { return e.as(t).Held(e.plausible(at)) }

// plausible keeps a moment within the meeting's day and now; a clock that says
// otherwise is not believed, and the entry is of this moment.
func (e *evening) plausible(at int64) int64 {
	now := e.rd.Recorded()
	if at > now || store.Day(at) < e.m.Day {
		return now
	}
	return at
}

// write lets the rooms write every entry whose row says otherwise, in the fixed
// order; what a room refuses is kept with its sentence and tried again when more
// has come in.
func (e *evening) write() error {
	registers := Fold(e.ops)
	e.look()
	e.no = map[string]error{}
	for _, kind := range Kinds {
		list := e.of(kind, registers)
		if len(list) == 0 {
			continue
		}
		if err := e.stage(kind, list); err != nil {
			return err
		}
	}
	if err := e.settle(registers); err != nil {
		return err
	}
	return e.compose()
}

// look finds by key the first operation and the earliest moment.
func (e *evening) look() {
	e.firsts, e.since = map[string]Op{}, map[string]int64{}
	for _, o := range e.ops {
		first, known := e.firsts[o.Key]
		if !known || order(o, first) < 0 {
			e.firsts[o.Key] = o
		}
		if at, known := e.since[o.Key]; !known || o.held < at {
			e.since[o.Key] = o.held
		}
	}
}

// of lists the entries of a kind in the order in which they were first made.
func (e *evening) of(kind string, registers map[string]Register) []told {
	byID := map[string]Op{}
	for _, o := range e.ops {
		byID[o.ID] = o
	}
	var out []told
	for key, r := range registers {
		if kindOf(key) != kind {
			continue
		}
		head := byID[r.Head]
		t := told{Register: r, name: nameOf(key), by: head.person, from: head.Device, at: head.held, since: e.since[key], first: head}
		for _, id := range r.Heads { // the greatest first
			if o := byID[id]; Alike(key, o.Value, r.Value) {
				t.at, t.first = min(t.at, o.held), o
			}
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b told) int {
		if kind == Confirm { // the scribe before the chair
			return -strings.Compare(a.name, b.name)
		}
		return order(e.firsts[a.Key], e.firsts[b.Key])
	})
	return out
}

// setters write one entry of a kind.
var setters = map[string]func(*evening, told) error{
	Open: (*evening).setOpen, Mark: (*evening).setMark, Begin: (*evening).setBegin, Gist: (*evening).setGist, Conclusion: (*evening).setConclusion,
	Guest: (*evening).setGuest, Interpret: (*evening).setInterpreter, Ahead: (*evening).setAhead, ReadBack: (*evening).setReadBack, Order: (*evening).setOrder, Duty: (*evening).setDuty, Remind: (*evening).setRemind, Reserve: (*evening).setReserve,
	Judge: (*evening).setJudge, Opinion: (*evening).setOpinion, Praise: (*evening).setPraise, Vote: (*evening).setVote, Score: (*evening).setScore,
	ScoreVote: (*evening).setScoreVote, Lacks: (*evening).setLacks, Close: (*evening).setClose, Part: (*evening).setPart, Read: (*evening).setRead, Agree: (*evening).setAgree, Confirm: (*evening).setConfirm,
}

// plain are the kinds of which nothing but the value counts: where the row says
// it already there is nothing to do.
var plain = []string{Mark, Gist, Conclusion, Judge, Duty, Lacks, Part, Confirm}

func (e *evening) stage(kind string, list []told) error {
	switch kind { // lists that a room keeps as one
	case Deed:
		return e.setDeeds(list)
	case Line:
		return e.setLines(list)
	}
	now, err := e.rowsOf(kind)
	if err != nil {
		return err
	}
	for _, t := range list {
		if slices.Contains(plain, kind) && Alike(t.Key, now[t.Key], t.Value) {
			continue
		}
		if null(t.Value) && now[t.Key] == nil || e.m.At(meeting.Confirmed) && e.stands(t, now[t.Key]) {
			continue
		}
		if err := e.try(t, func() error { return setters[kind](e, t) }); err != nil {
			return err
		}
	}
	return nil
}

// stands tells whether the row says already what the entry wants, for a meeting
// whose minutes are confirmed: there nothing is measured again.
func (e *evening) stands(t told, row json.RawMessage) bool {
	switch kindOf(t.Key) {
	case Open:
		v := into[opening](t.Value)
		return (v.Chair == "" || v.Chair == e.m.Chair) && (v.Scribe == "" || v.Scribe == e.m.Scribe)
	case Vote, ScoreVote:
		a, b := into[counting](t.Value), into[counting](row)
		return row != nil && a.For == b.For && a.Against == b.Against && a.Other == b.Other
	}
	return Alike(t.Key, row, t.Value)
}

// shut are the refusals that only say that the meeting is closed already.
var shut = []string{"meeting_not_open", "meeting_closed", "vote_not_open"}

// try runs one write. What came in after the closing but was done before it is
// written as before it: the closing is taken back, and done again in its turn.
func (e *evening) try(t told, set func() error) error {
	err := set()
	before := slices.Index(Kinds, kindOf(t.Key)) < slices.Index(Kinds, Close)
	if before && e.m.State == meeting.Closed && e.m.EnteredAt == 0 && slices.ContainsFunc(shut, func(code string) bool { return fault.Is(err, code) }) {
		if err := e.reopen(); err != nil {
			return err
		}
		err = set()
	}
	switch {
	case err == nil:
		return nil
	case !refused(err):
		return err
	case fault.KindOf(err) == fault.NotFound && e.m.At(meeting.Confirmed): // the scribe's right ended with the confirmation
		err = fault.New(fault.Conflict, "meeting_confirmed")
	}
	e.no[t.Key] = err
	return nil
}

func (e *evening) reopen() error {
	if _, err := meeting.Reopen(e.tx.As(store.System), e.m.ID); err != nil {
		return err
	}
	return e.load()
}

// settle keeps how every entry stands now.
func (e *evening) settle(registers map[string]Register) error {
	if err := e.load(); err != nil {
		return err
	}
	now, err := e.everyRow()
	if err != nil {
		return err
	}
	was, err := entriesOf(e.rd, e.m.ID)
	if err != nil {
		return err
	}
	keys := make([]string, 0, len(registers))
	for key := range registers {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		x := entry{stands: string(now[key])}
		if e.no[key] != nil {
			x.code, x.told = sentence(e.no[key])
		}
		if old, known := was[key]; known && old == x {
			continue
		}
		if err := x.keep(e.tx, e.m.ID, key); err != nil {
			return err
		}
	}
	return nil
}

// monthOf is the meeting's month in words, as the forms' subjects have it.
func (e *evening) monthOf() string { return vi.ShowMonth(e.m.Period) }
