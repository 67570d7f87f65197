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

// hallShots has three devices take the meeting along; two differ on a comrade, and
// one has not sent.
func (s *server) hallShots(t *testing.T, cell demo.Cell, now meeting.Meeting) []shot {
	t.Helper()
	key := "conclusion/"
	var waits string
	as := func(fn func(tx *store.Tx) error) {
		t.Helper()
		if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, fn); err != nil {
			t.Fatal(err)
		}
	}
	as(func(tx *store.Tx) error {
		items, err := meeting.Items(tx.Reader, now.ID)
		if err != nil {
			return err
		}
		key = "conclusion/" + items[len(items)-1].ID
		for n, label := range []string{"máy tính nhà văn hóa", "điện thoại", "máy của chi ủy"} {
			d, _, err := offline.Take(tx, offline.Taking{Meeting: now.ID, Label: label})
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
				batch.Ops = append(batch.Ops, op(2, "lacks", "lacks", map[string][]string{"lines": {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"}}))
			}
			if _, err := offline.Receive(tx, s.app.Book, d.ID, batch); err != nil {
				return err
			}
		}
		return nil
	})
	b, ky := cell.Slug, "2026-12"
	return []shot{{"secretary", link.HallDevices(b, ky)}, {"secretary", link.GiveUp(b, ky, waits)}, {"secretary", link.Disputed(b, ky, base64.RawURLEncoding.EncodeToString([]byte(key)))}}
}
