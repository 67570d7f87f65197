package offline

import (
	"encoding/json"
	"testing"
)

// FuzzBatch: whatever a phone sends is read whole or refused, never half; what is
// read folds, and read again from its own writing it is the same.
func FuzzBatch(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, `{"ops":null}`, `{"ops":[{}],"cursor":1}`, `{"seq_from":1,"ops":[{"id":"0194a000-0000-7000-8000-000000000001","device":"d","seq":1,"lamport":1,"at":1,"kind":"mark","key":"mark/m","value":{"status":"present"},"saw":[]}],"cursor":0,"clock":1,"waiting":0,"done":true}`,
		`{"ops":[{"key":"mark/","value":{"status":"late","arrived":1e400}}]}`, `{"ops":[{"kind":"open","key":"open","value":"x"}]}`, `{"cursor":-1}`, "\xff", `{"ops":[{"value":{"a":{"b":[1,2,{"c":null}]}}}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		b, err := ParseBatch(body)
		if err != nil {
			if len(b.Ops) > 0 {
				t.Fatal("half a batch")
			}
			return
		}
		in := sort(b, Device{ID: "0194a000-0000-7000-8000-000000000001"}, nil)
		if len(in.taken)+len(in.refused) != len(b.Ops) {
			t.Fatalf("%d operations, %d taken, %d refused: one was dropped", len(b.Ops), len(in.taken), len(in.refused))
		}
		Fold(b.Ops)
		for _, o := range in.fresh {
			if _, err := valueOf(o.Kind, o.Value); err != nil && string(o.Value) != "null" {
				t.Fatalf("%s was taken with %s", o.Key, o.Value)
			}
			text, err := json.Marshal(Batch{Ops: []Op{o}})
			if err != nil {
				t.Fatal(err)
			}
			again, err := ParseBatch(text)
			if err != nil || again.Ops[0].check(o.Device) != "" || !again.Ops[0].same(o) {
				t.Fatalf("%+v is not read as it was written: %v %+v", o, err, again)
			}
		}
	})
}
