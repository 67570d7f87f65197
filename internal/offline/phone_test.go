package offline_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// hall is the December meeting, planned, with three items, a scribe named and
// nothing begun.
type hall struct {
	meetingtest.Cast
	db    *storetest.DB
	m     meeting.Meeting
	items []string
}

func newHall(t testing.TB, db *storetest.DB) *hall {
	t.Helper()
	h := &hall{Cast: meetingtest.Ward(t, db), db: db}
	h.meet(t)
	return h
}

// meet plans the meeting with its agenda and names the scribe.
func (h *hall) meet(t testing.TB) {
	t.Helper()
	h.m = h.Planned(t, h.db)
	h.db.Write(t, h.Hien.Person, func(tx *store.Tx) error {
		m, err := meeting.Appoint(tx, h.m.ID, h.Hien.Person, h.Huy.Person)
		if err != nil {
			return err
		}
		_, items, err := meeting.PutItems(tx, h.m.ID, m.Version, []meeting.Item{{Title: "Thời sự", Minutes: 15}, {Title: "Nhiệm vụ tháng 12", Minutes: 60, Purpose: "decide"}, {Title: "Việc khác", Minutes: 15}})
		if err != nil {
			return err
		}
		ids := make([]string, len(items))
		for n, i := range items {
			ids[n] = i.ID
		}
		h.items = ids
		return nil
	})
}

// at moves the evening's clock to an hour.
func (h *hall) at(clock string) {
	t, err := time.ParseInLocation("2006-01-02 15:04", h.m.Day+" "+clock, store.Vietnam)
	if err != nil {
		panic(err)
	}
	h.db.Clock.Set(t)
}

// phone plays a device: what it wrote, what it heard, what it has not sent.
type phone struct {
	h       *hall
	person  string
	pass    offline.Pass
	packet  offline.Packet
	seq     int64
	lamport int64
	cursor  int64
	skew    int64 // how wrong its clock is, milliseconds
	own     []offline.Op
	sent    map[string]bool
	refused map[string]offline.Refusal
	known   map[string]offline.Op
	ids     *rand.Rand // nil: ids of chance
	last    offline.Answer
}

func (h *hall) phone(t testing.TB, person string) *phone {
	t.Helper()
	p := &phone{h: h, person: person}
	h.db.Write(t, person, func(tx *store.Tx) error {
		d, pass, err := offline.Take(tx, offline.Taking{Meeting: h.m.ID, Label: "điện thoại"})
		if err != nil {
			return err
		}
		packet, err := offline.Pack(tx, meetingtest.Book, d, pass)
		p.pass, p.packet = pass, packet
		return err
	})
	p.sent, p.refused, p.known = map[string]bool{}, map[string]offline.Refusal{}, map[string]offline.Op{}
	p.cursor = p.packet.Cursor
	p.hear(p.packet.Ops)
	return p
}

func (p *phone) hear(ops []offline.Op) {
	for _, o := range ops {
		p.known[o.ID] = o
		p.lamport = max(p.lamport, o.Lamport)
	}
}

// clock is what the phone shows.
func (p *phone) clock() int64 { return p.h.db.Now() + p.skew }

func (p *phone) fold() map[string]offline.Register {
	all := make([]offline.Op, 0, len(p.known))
	for _, o := range p.known {
		all = append(all, o)
	}
	return offline.Fold(all)
}

// do writes one entry on the phone.
func (p *phone) do(key string, value any) offline.Op {
	b, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	p.seq++
	p.lamport++
	o := offline.Op{ID: p.id(), Device: p.pass.Device, Seq: p.seq, Lamport: p.lamport, At: max(p.clock(), 0), Kind: kind(key), Key: key, Value: b, Saw: p.fold()[key].Heads}
	if o.Saw == nil {
		o.Saw = []string{}
	}
	p.own, p.known[o.ID] = append(p.own, o), o
	return o
}

func (p *phone) id() string {
	if p.ids == nil {
		return store.NewID()
	}
	return fmt.Sprintf("%08x-%04x-7%03x-8%03x-%012x", p.ids.Uint32(), p.ids.Uint32()&0xffff, p.ids.Uint32()&0xfff, p.ids.Uint32()&0xfff, p.ids.Uint64()&0xffffffffffff)
}

func kind(key string) string {
	for n, c := range key {
		if c == '/' {
			return key[:n]
		}
	}
	return key
}

type obj = map[string]any

// unsent is what still waits, in order.
func (p *phone) unsent() []offline.Op {
	var out []offline.Op
	for _, o := range p.own {
		if _, no := p.refused[o.ID]; !p.sent[o.ID] && !no {
			out = append(out, o)
		}
	}
	return out
}

// batch is what it would send now.
func (p *phone) batch(ops []offline.Op) offline.Batch {
	waiting := 0
	sending := map[string]bool{}
	for _, o := range ops {
		sending[o.ID] = true
	}
	for _, o := range p.unsent() {
		if !sending[o.ID] {
			waiting++
		}
	}
	return offline.Batch{Ops: ops, Cursor: p.cursor, Clock: max(p.clock(), 1), Waiting: &waiting}
}

// post sends a batch as the server's door hands it on: through its JSON.
func (p *phone) post(b offline.Batch) (offline.Answer, error) {
	text, err := json.Marshal(b)
	if err != nil {
		return offline.Answer{}, err
	}
	in, err := offline.ParseBatch(text)
	if err != nil {
		return offline.Answer{}, err
	}
	var a offline.Answer
	if err := p.h.db.TryRead(store.System, func(rd *store.Reader) error { _, err := offline.Enter(rd, p.pass); return err }); err != nil {
		return a, err
	}
	err = p.h.db.TryWrite(p.person, func(tx *store.Tx) error {
		got, err := offline.Receive(tx, meetingtest.Book, p.pass.Device, in)
		a = got
		return err
	})
	return a, err
}

// take hears an answer.
func (p *phone) take(a offline.Answer) {
	for _, id := range a.Taken {
		p.sent[id] = true
	}
	for _, r := range a.Refused {
		if !p.sent[r.ID] {
			p.refused[r.ID] = r
		}
	}
	p.hear(a.Ops)
	p.cursor = max(p.cursor, a.Cursor)
	p.last = a
}

// send sends all that waits, until it has heard everything.
func (p *phone) send(t testing.TB) offline.Answer {
	t.Helper()
	for range 100 {
		waiting := p.unsent()
		a, err := p.post(p.batch(waiting[:min(len(waiting), offline.MostOps)]))
		if err != nil {
			t.Fatal(err)
		}
		p.take(a)
		if len(p.unsent()) == 0 && !a.More && a.Cursor == p.cursor {
			b := p.batch(nil)
			if a, err = p.post(b); err != nil { // tells how far it has read
				t.Fatal(err)
			}
			p.take(a)
			return a
		}
	}
	t.Fatal("a phone that never comes to its end")
	return offline.Answer{}
}
