package e2e

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// hallShots has devices take the cell's meeting and the committee's along.
func (s *server) hallShots(t *testing.T, cell demo.Cell, now meeting.Meeting) []shot {
	t.Helper()
	waits, key := s.takenAlong(t, cell.Secretary, now.ID)
	b, ky := cell.Slug, "2026-12"
	out := []shot{{"secretary", link.HallDevices(b, ky)}, {"secretary", link.GiveUp(b, ky, waits)}, {"secretary", link.Disputed(b, ky, key)}}
	var above meeting.Meeting
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: s.ward.Leader}, func(rd *store.Reader) error {
		all, _, err := meeting.List(rd, meeting.Filter{Org: s.ward.Root.ID, State: meeting.InSession})
		if err == nil {
			above = all[0]
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	waits, key = s.takenAlong(t, s.ward.Leader, above.ID)
	b, ky = s.ward.Root.Slug, link.Period(above.Period, above.Kind, above.N)
	return append(out, shot{"leader", link.HallDevices(b, ky)}, shot{"leader", link.GiveUp(b, ky, waits)}, shot{"leader", link.Disputed(b, ky, key)})
}

// takenAlong has three devices take a meeting along; two differ on the last
// conclusion, and one has not sent.
func (s *server) takenAlong(t *testing.T, person, id string) (waits, disputed string) {
	t.Helper()
	key := ""
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: person}, func(tx *store.Tx) error {
		items, err := meeting.Items(tx.Reader, id)
		if err != nil {
			return err
		}
		key = "conclusion/" + items[len(items)-1].ID
		for n, label := range []string{"máy tính nhà văn hóa", "điện thoại", "máy của chi ủy"} {
			d, _, err := offline.Take(tx, offline.Taking{Meeting: id, Label: label})
			if err != nil {
				return err
			}
			if waits = d.ID; n == 2 {
				return nil
			}
			op := func(seq int64, kind, key string, v any) offline.Op {
				b, _ := json.Marshal(v)
				return offline.Op{ID: store.NewID(), Device: d.ID, Seq: seq, Lamport: seq, At: tx.Now(), Kind: kind, Key: key, Value: b}
			}
			text := []string{"Chi bộ đặt 2 thùng rác ở đầu ngõ 12.", "Chi bộ giao tổ trưởng tổ dân phố khảo sát chỗ đặt thùng rác."}[n]
			batch := offline.Batch{Clock: tx.Now(), Ops: []offline.Op{op(1, "conclusion", key, map[string]string{"text": text})}}
			if n == 1 {
				batch.Ops = append(batch.Ops, op(2, "score", "score", map[string]any{"points": 900, "reason": "tốt"}))
			}
			if _, err := offline.Receive(tx, s.app.Book, d.ID, batch); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return waits, base64.RawURLEncoding.EncodeToString([]byte(key))
}
