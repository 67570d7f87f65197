package offline_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"chibo/internal/offline"
)

// foldCase is one case of testdata/fold.json, which the script's tests read too.
type foldCase struct {
	Name string
	Ops  []offline.Op
	Want map[string]offline.Register
}

func foldCases(t testing.TB) []foldCase {
	t.Helper()
	text, err := os.ReadFile("testdata/fold.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []foldCase
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// plain is a fold as data, so that two spellings of one value are one.
func plain(t rapid.TB, f map[string]offline.Register) any {
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	for _, r := range v {
		delete(r.(map[string]any), "key")
	}
	return v
}

func TestFoldCases(t *testing.T) {
	for _, c := range foldCases(t) {
		t.Run(c.Name, func(t *testing.T) {
			want := plain(t, c.Want)
			if got := plain(t, offline.Fold(c.Ops)); !reflect.DeepEqual(got, want) {
				t.Errorf("folded\n%v\nwanted\n%v", got, want)
			}
			rapid.Check(t, func(t *rapid.T) { // in any order, with repeats
				more := append(c.Ops[:len(c.Ops):len(c.Ops)], c.Ops...)
				if got := plain(t, offline.Fold(rapid.Permutation(more).Draw(t, "order"))); !reflect.DeepEqual(got, want) {
					t.Fatalf("folded\n%v\nwanted\n%v", got, want)
				}
			})
		})
	}
}

// TestFoldIsOfTheSet: any order, any repeats, any cut into batches give one state;
// what is seen last by nobody is never lost; and a device that has seen everything
// ends every dispute.
func TestFoldIsOfTheSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ops := drawOps(t)
		want := offline.Fold(ops)
		if got := offline.Fold(rapid.Permutation(append(ops[:len(ops):len(ops)], ops...)).Draw(t, "order")); !reflect.DeepEqual(plain(t, got), plain(t, want)) {
			t.Fatalf("another order gave %v, not %v", got, want)
		}
		highest := int64(0)
		heads := map[string]bool{}
		for _, r := range want {
			for _, id := range r.Heads {
				heads[id] = true
			}
		}
		seen := map[string]bool{}
		for _, o := range ops {
			highest = max(highest, o.Lamport)
			for _, id := range o.Saw {
				seen[id] = true
			}
		}
		for _, o := range ops {
			if !seen[o.ID] && !heads[o.ID] {
				t.Fatalf("%s was seen by nobody and is gone", o.ID)
			}
		}
		for key, r := range want {
			highest++
			ops = append(ops, offline.Op{ID: "chosen-" + key, Device: offline.Web, Seq: highest, Lamport: highest, Key: key, Value: r.Value, Saw: r.Heads})
		}
		for key, r := range offline.Fold(ops) {
			if r.Disputed || len(r.Heads) != 1 || r.Head != "chosen-"+key {
				t.Fatalf("%s is not settled by choosing: %+v", key, r)
			}
		}
	})
}

// drawOps is what two to thirty devices do, each having seen some of what the
// others did.
func drawOps(t *rapid.T) []offline.Op {
	devices := rapid.IntRange(2, 30).Draw(t, "devices")
	var ops []offline.Op
	lamport, seq := make([]int64, devices), make([]int64, devices)
	known := make([]map[string]offline.Op, devices)
	for d := range known {
		known[d] = map[string]offline.Op{}
	}
	for n := range rapid.IntRange(1, 60).Draw(t, "ops") {
		d := rapid.IntRange(0, devices-1).Draw(t, "device")
		if len(ops) > 0 && rapid.Bool().Draw(t, "hears") {
			for _, o := range ops[:rapid.IntRange(1, len(ops)).Draw(t, "of")] {
				known[d][o.ID] = o
				lamport[d] = max(lamport[d], o.Lamport)
			}
		}
		key := rapid.SampledFrom([]string{"mark/m1", "mark/m2", "gist/i1", "score", "opinion/o1"}).Draw(t, "key")
		value := rapid.SampledFrom([]string{`{"status":"present"}`, `{"text":"một"}`, `{"text":"hai"}`, `null`, `{}`}).Draw(t, "value")
		lamport[d]++
		seq[d]++
		o := offline.Op{ID: fmt.Sprintf("op%03d", n), Device: fmt.Sprintf("d%02d", d), Seq: seq[d], Lamport: lamport[d], Key: key, Value: json.RawMessage(value)}
		var mine []offline.Op
		for _, k := range known[d] {
			mine = append(mine, k)
		}
		o.Saw = offline.Fold(mine)[key].Heads
		ops, known[d][o.ID] = append(ops, o), o
	}
	return ops
}
