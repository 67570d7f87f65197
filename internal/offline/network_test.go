package offline

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"testing"
)

// server is the server's part of the protocol without its rooms: the very
// functions that read a batch, sort it and pull the log, on a log in memory.
type server struct{ ops []Op }

func (s *server) receive(t *testing.T, device string, body []byte) (taken []string, pulled []Op, cursor int64, ok bool) {
	t.Helper()
	b, err := ParseBatch(body)
	if err != nil {
		return nil, nil, 0, false
	}
	in := sort(b, Device{ID: device}, s.ops)
	if len(in.refused) > 0 {
		t.Fatalf("refused: %+v", in.refused)
	}
	for _, o := range in.fresh {
		o.n = int64(len(s.ops) + 1)
		s.ops = append(s.ops, o)
	}
	pulled, cursor = after(s.ops, b.Cursor, device)
	return in.taken, pulled, cursor, true
}

// handset is a phone of the simulation: what it has written down survives its
// restart, what it only remembers does not.
type handset struct {
	id           string
	seq, lamport int64
	cursor       int64
	own, heard   []Op
	sent         map[string]bool
}

func (h *handset) known() []Op { return append(h.own[:len(h.own):len(h.own)], h.heard...) }

func (h *handset) do(r *rand.Rand, key string, value any) Op {
	b, _ := json.Marshal(value)
	h.seq++
	h.lamport++
	o := Op{ID: fmt.Sprintf("%08x-%04x-7%03x-8%03x-%012x", r.Uint32(), r.Uint32()&0xffff, r.Uint32()&0xfff, r.Uint32()&0xfff, r.Uint64()&0xffffffffffff),
		Device: h.id, Seq: h.seq, Lamport: h.lamport, At: r.Int64N(4_000_000_000_000), Kind: kindOf(key), Key: key, Value: b, Saw: Fold(h.known())[key].Heads}
	h.own = append(h.own, o)
	return o
}

// send is one try over a bad network: cut short on the way there, lost on the way
// back, sent twice, in another order.
func (h *handset) send(t *testing.T, r *rand.Rand, s *server, good bool) {
	var ops []Op
	for _, o := range h.own {
		if !h.sent[o.ID] || r.IntN(8) == 0 {
			ops = append(ops, o)
		}
	}
	if !good && r.IntN(3) == 0 {
		r.Shuffle(len(ops), func(i, j int) { ops[i], ops[j] = ops[j], ops[i] })
	}
	ops = ops[:min(len(ops), MostOps)]
	if !good && len(ops) > 1 {
		ops = ops[:1+r.IntN(len(ops))]
	}
	body, _ := json.Marshal(Batch{Ops: ops, Cursor: h.cursor})
	if !good && r.IntN(6) == 0 {
		body = body[:r.IntN(len(body))] // cut short
	}
	taken, pulled, cursor, ok := s.receive(t, h.id, body)
	if !ok || !good && r.IntN(4) == 0 { // the answer is lost
		return
	}
	for _, id := range taken {
		h.sent[id] = true
	}
	for _, o := range pulled {
		if !slices.ContainsFunc(h.heard, func(k Op) bool { return k.ID == o.ID }) {
			h.heard, h.lamport = append(h.heard, o), max(h.lamport, o.Lamport)
		}
	}
	h.cursor = max(h.cursor, cursor)
}

// TestSeededNetworks: thirty phones at one meeting, cut off from one another and
// the server for hours, sending twice, in any order, cut short, restarted: in the
// end the server has each operation exactly once, all phones see one state, and it
// is the state of the clean order.
func TestSeededNetworks(t *testing.T) {
	n := int64(300)
	if os.Getenv("CHIBO_DRILL") != "" {
		n = 10_000
	}
	first := int64(1)
	if f := flag.Lookup("seed"); f != nil && f.Value.String() != "-1" {
		_, _ = fmt.Sscan(f.Value.String(), &first)
		n = first
	}
	for seed := first; seed <= n; seed++ {
		network(t, seed)
	}
}

func network(t *testing.T, seed int64) {
	r := rand.New(rand.NewPCG(uint64(seed), 18))
	s := &server{}
	phones := make([]*handset, 30)
	for i := range phones {
		phones[i] = &handset{id: fmt.Sprintf("00000000-0000-7000-8000-0000000000%02d", i), sent: map[string]bool{}}
	}
	keys := []string{"open", "mark/m1", "mark/m2", "mark/m3", "gist/i1", "conclusion/i1", "score", "lacks", "part/opening", "opinion/0194a000-0000-7000-8000-000000000001"}
	var written []Op
	for range 90 {
		h := phones[r.IntN(len(phones))]
		switch r.IntN(5) {
		case 0, 1, 2:
			key := keys[r.IntN(len(keys))]
			written = append(written, h.do(r, key, map[string]any{"text": fmt.Sprint(r.IntN(3)), "status": "present", "points": r.IntN(2), "chair": "p"}))
		case 3:
			if r.IntN(3) > 0 { // else it has no network
				h.send(t, r, s, false)
			}
		case 4: // restarted: it reads the log anew
			if r.IntN(4) == 0 {
				h.heard, h.cursor = nil, 0
			}
		}
	}
	for range 2 { // the network is back for everybody
		for _, h := range phones {
			for range 3 {
				h.send(t, r, s, true)
			}
		}
	}
	if len(s.ops) != len(written) {
		t.Fatalf("seed %d: %d operations of %d", seed, len(s.ops), len(written))
	}
	want := Fold(s.ops)
	for i := range written { // as the server writes them: values in their own form
		_ = written[i].tidy()
	}
	if clean := Fold(written); !reflect.DeepEqual(clean, want) {
		t.Fatalf("seed %d: the clean order makes another state", seed)
	}
	for _, h := range phones {
		for i := range h.own {
			_ = h.own[i].tidy()
		}
		if got := Fold(h.known()); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: phone %s sees another state", seed, h.id)
		}
	}
}
