package offline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/attendance"
)

// Register is how one entry stands after all that was done on it.
type Register struct {
	Key      string          `json:"key"`
	Value    json.RawMessage `json:"value"`
	Head     string          `json:"head"`  // the operation whose value it is
	Heads    []string        `json:"heads"` // those nobody replaced, the first is Head
	Disputed bool            `json:"disputed"`
}

// Fold says how every entry stands. Repeats, the order of arrival and the
// devices' clocks change nothing. An operation is replaced only by one of the same
// key that had seen it, with a greater counter; of those that stand, the greatest
// by counter, device and sequence gives the value, and where they are unlike the
// entry is disputed. The same cases (testdata/fold.json) bind the script's fold.
func Fold(ops []Op) map[string]Register {
	seen := map[string]bool{}
	keys := map[string][]Op{}
	for _, o := range ops {
		if !seen[o.ID] {
			seen[o.ID] = true
			keys[o.Key] = append(keys[o.Key], o)
		}
	}
	out := make(map[string]Register, len(keys))
	for key, all := range keys {
		out[key] = fold(key, all)
	}
	return out
}

func fold(key string, all []Op) Register {
	counter := map[string]int64{}
	for _, o := range all {
		counter[o.ID] = o.Lamport
	}
	replaced := map[string]bool{}
	for _, o := range all {
		for _, id := range o.Saw {
			if at, known := counter[id]; known && at < o.Lamport {
				replaced[id] = true
			}
		}
	}
	heads := slices.DeleteFunc(slices.Clone(all), func(o Op) bool { return replaced[o.ID] })
	slices.SortFunc(heads, func(a, b Op) int { return -order(a, b) })
	r := Register{Key: key, Value: heads[0].Value, Head: heads[0].ID}
	for _, o := range heads {
		r.Heads = append(r.Heads, o.ID)
		r.Disputed = r.Disputed || !Alike(key, o.Value, r.Value)
	}
	return r
}

// order is the one order of operations: counter, device, sequence.
func order(a, b Op) int {
	return cmp.Or(cmp.Compare(a.Lamport, b.Lamport), strings.Compare(a.Device, b.Device), cmp.Compare(a.Seq, b.Seq), strings.Compare(a.ID, b.ID))
}

// Alike tells whether two values of a key say the same. What is empty, false or
// nought is as if left out. Of a mark only what the roll call is for counts:
// status, reason, and the minute where somebody came late or left early; by which
// way it was taken down never makes a dispute.
func Alike(key string, a, b json.RawMessage) bool {
	return bytes.Equal(essence(key, a), essence(key, b))
}

func essence(key string, v json.RawMessage) []byte {
	if null(v) {
		return []byte("null")
	}
	var told map[string]any
	d := json.NewDecoder(bytes.NewReader(v))
	d.UseNumber()
	if d.Decode(&told) != nil {
		return bytes.TrimSpace(v)
	}
	if kindOf(key) == Mark {
		told = ofMark(told)
	}
	for name, x := range told {
		if x == nil || x == "" || x == false || x == json.Number("0") {
			delete(told, name)
		} else if list, ok := x.([]any); ok && len(list) == 0 {
			delete(told, name)
		}
	}
	b, err := json.Marshal(told) // sorts the names
	if err != nil {
		return v
	}
	return b
}

func ofMark(v map[string]any) map[string]any {
	out := map[string]any{"status": v["status"], "reason": v["reason"]}
	switch v["status"] {
	case attendance.Late:
		out["arrived"] = minute(v["arrived"])
	case attendance.LeftEarly:
		out["left"] = minute(v["left"])
	}
	return out
}

// minute is the whole minute of a moment in milliseconds.
func minute(v any) any {
	n, ok := v.(json.Number)
	if !ok {
		return nil
	}
	ms, err := n.Int64()
	if err != nil {
		return nil
	}
	return json.Number(strconv.FormatInt(ms/60_000, 10))
}
