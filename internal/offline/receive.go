package offline

import (
	"bytes"
	"slices"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Answer is what a device hears. Taken names the operations of its batch that are
// kept now, whether they came for the first time or again; Refused those that
// are not, and those kept that the meeting's rooms do not take as they stand.
type Answer struct {
	Taken    []string  `json:"taken"`
	Refused  []Refusal `json:"refused"`
	Ops      []Op      `json:"ops"` // of others, after the cursor
	Cursor   int64     `json:"cursor"`
	More     bool      `json:"more"` // ask again at once
	Now      int64     `json:"now"`
	Disputed []string  `json:"disputed"` // keys
	Late     []string  `json:"late"`     // keys of what came after the cell agreed to its minutes, not read aloud yet
	State    string    `json:"state"`    // of the meeting
	Until    int64     `json:"until"`    // when the pass ends; 0: not known yet
}

// Receive takes a device's batch: each operation is kept once, however often and
// in whatever order it comes; then the rooms write what changed. All of it is one
// transaction in the name of the device's person. The same batch again is the same
// answer. After sealing nothing new is taken: fault.Conflict "hall_sealed".
func Receive(tx *store.Tx, book *rule.Book, device string, b Batch) (Answer, error) {
	d, m, err := enter(tx.Reader, device)
	if err != nil {
		return Answer{}, err
	}
	l, err := lock(tx, m.ID)
	if err != nil {
		return Answer{}, err
	}
	ops, err := all(tx.Reader, m.ID)
	if err != nil {
		return Answer{}, err
	}
	in := sort(b, d, ops)
	if len(in.fresh) > 0 && m.At(meeting.Sealed) {
		return Answer{}, fault.New(fault.Conflict, "hall_sealed")
	}
	e := &evening{rd: tx.Reader, tx: tx, book: book, m: m, log: l, ops: ops}
	if err := d.sent(tx, m, b, len(in.fresh)); err != nil {
		return Answer{}, err
	}
	if err := e.take(d, b, in.fresh); err != nil {
		return Answer{}, err
	}
	return e.answer(d, b, in)
}

// enter reads device and meeting and asks whether the one still works in the
// other.
func enter(rd *store.Reader, device string) (Device, meeting.Meeting, error) {
	d, err := store.One(rd, scanDevice, `select `+deviceColumns+fromDevice+`where d.tenant = $1 and d.id = $2 and d.person = $3`, device, rd.Viewer().Person)
	if err != nil {
		return d, meeting.Meeting{}, err
	}
	m, err := meeting.Get(rd.As(store.System), d.Meeting)
	if err == nil {
		err = d.may(rd, m)
	}
	return d, m, err
}

// sorted is a batch beside what is kept already.
type sorted struct {
	fresh   []Op
	taken   []string
	refused []Refusal
}

// sort tells what is new, what is known and what cannot be taken.
func sort(b Batch, d Device, kept []Op) (in sorted) {
	known, seqs := map[string]Op{}, map[int64]string{}
	for _, o := range kept {
		known[o.ID] = o
		if o.Device == d.ID {
			seqs[o.Seq] = o.ID
		}
	}
	for _, o := range b.Ops {
		code := o.check(d.ID)
		old, again := known[o.ID]
		switch {
		case code != "":
		case again && !old.same(o):
			code = "hall_op_changed"
		case again:
			in.taken = append(in.taken, o.ID)
		case seqs[o.Seq] != "":
			code = "hall_op_seq"
		default:
			known[o.ID], seqs[o.Seq] = o, o.ID
			in.fresh, in.taken = append(in.fresh, o), append(in.taken, o.ID)
		}
		if code != "" {
			in.refused = append(in.refused, Refusal{ID: o.ID, Key: o.Key, Code: code, Text: say(code)})
		}
	}
	return in
}

// same tells whether two operations of one id are one: a second that says
// otherwise is forged, or a fault of the device.
func (o Op) same(p Op) bool {
	return o.Device == p.Device && o.Seq == p.Seq && o.Lamport == p.Lamport && o.Kind == p.Kind && o.Key == p.Key && bytes.Equal(o.Value, p.Value) && slices.Equal(o.Saw, p.Saw)
}

// take keeps what is new and lets the rooms write.
func (e *evening) take(d Device, b Batch, fresh []Op) error {
	changed, err := e.absorb()
	if err != nil {
		return err
	}
	kinds := map[string]int{}
	for _, o := range fresh {
		o.held, o.person = held(o.At, b.Clock, e.rd.Recorded()), d.Person
		if err := e.log.add(e.tx, &o); err != nil {
			return err
		}
		kinds[o.Kind]++
		e.ops = append(e.ops, o)
	}
	if len(fresh) > 0 {
		if err := audit.Note(e.tx, "hall.receive", "meeting", e.m.ID, e.m.Org, map[string]any{"device": d.ID, "taken": len(fresh), "kinds": kinds}); err != nil {
			return err
		}
	}
	waits, err := e.waits()
	if err != nil {
		return err
	}
	if len(fresh) > 0 || changed || waits {
		if err := e.write(); err != nil {
			return err
		}
	}
	return e.log.keep(e.tx)
}

// waits tells whether a confirmation is held back until other devices have sent:
// a device that only says it is done lets it through.
func (e *evening) waits() (bool, error) {
	n, err := e.rd.Int(`select count(*) from hall_entry where tenant = $1 and meeting = $2 and entry in ('confirm/scribe', 'confirm/chair') and code <> ''`, e.m.ID)
	return n > 0 && !e.m.At(meeting.Sealed), err
}

// held is when something was done, by the server's clock: the device's own clock
// put right by what it showed at sending. Never in the future.
func held(at, clock, now int64) int64 {
	if clock > 0 {
		at += now - clock
	}
	return max(0, min(at, now))
}

// sent notes how far the device has come.
func (d *Device) sent(tx *store.Tx, m meeting.Meeting, b Batch, fresh int) error {
	if m.At(meeting.Sealed) { // how it stood then is how it stands
		return nil
	}
	last := d.LastSeq
	for _, o := range b.Ops {
		if o.check(d.ID) == "" {
			last = max(last, o.Seq)
		}
	}
	waiting := 0
	switch {
	case b.Waiting != nil:
		waiting = *b.Waiting
	case len(b.Ops) == MostOps:
		waiting = 1 // a full batch: more will come
	}
	done := d.DoneAt
	if fresh > 0 {
		done = 0
	}
	if b.Done && waiting == 0 {
		done = max(d.DoneAt, tx.Recorded())
	}
	// A device given up that sends after all is one of the meeting again.
	_, err := tx.Exec(`update hall_device set last_seq = $3, waiting = $4, read_to = case when read_to < $5 then $5 else read_to end, last_sent_at = $6, done_at = $7, given_up_at = null, given_up_by = '', given_up_why = '' where tenant = $1 and id = $2`,
		d.ID, last, waiting, b.Cursor, tx.Recorded(), store.NullInt(done))
	return err
}

// answer tells the device what became of its batch and what others did.
func (e *evening) answer(d Device, b Batch, in sorted) (Answer, error) {
	a := Answer{Taken: in.taken, Refused: in.refused, Now: e.rd.Recorded(), Disputed: []string{}}
	if a.Taken == nil {
		a.Taken = []string{}
	}
	if a.Refused == nil {
		a.Refused = []Refusal{}
	}
	a.Ops, a.Cursor = after(e.ops, b.Cursor, d.ID)
	a.More = len(e.ops) > 0 && a.Cursor < e.log.last
	entries, err := entriesOf(e.rd, e.m.ID)
	if err != nil {
		return a, err
	}
	for key, r := range Fold(e.ops) {
		if r.Disputed {
			a.Disputed = append(a.Disputed, key)
		}
		if x := entries[key]; x.code != "" {
			a.Refused = append(a.Refused, Refusal{ID: r.Head, Key: key, Code: x.code, Text: x.told})
		}
	}
	slices.Sort(a.Disputed)
	slices.SortStableFunc(a.Refused, func(x, y Refusal) int { return bytes.Compare([]byte(x.Key), []byte(y.Key)) })
	m, err := meeting.Get(e.rd.As(store.System), e.m.ID)
	if a.Late = []string{}; !m.At(meeting.Confirmed) {
		a.Late = append(a.Late, late(e.ops)...)
	}
	if a.State = m.State; m.SealedAt > 0 {
		a.Until = m.SealedAt + afterSealing
	}
	return a, err
}
