package api_test

import (
	"testing"
	"time"

	"chibo/internal/api"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestAMonthHeldOnPaperThroughTheAPI(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		w.take("orgs", "to-chuc-phuong-mau.xlsx")
		w.take("members", "dang-vien-phuong-mau.xlsx")
		cell, people := w.cell()
		w.must(w.officer, "POST", "/api/v1/posts", map[string]any{"person": people[0].Person, "post": "secretary", "org": cell.ID}, nil)
		secretary := w.token(people[0].Person)
		w.Clock.Set(time.Date(2026, 12, 9, 8, 0, 0, 0, store.Vietnam))
		body := map[string]any{"org": cell.ID, "period": "2026-12", "begin": "2026-12-03T19:30:00+07:00", "end": "2026-12-03T21:00:00+07:00", "place": "Nhà văn hóa", "chair": people[0].Person, "scribe": people[1].Person,
			"marks":  []any{map[string]any{"member": people[2].ID, "status": "excused", "reason": "illness"}},
			"agenda": []any{map[string]any{"title": "Nhiệm vụ tháng tới", "conclusion": "Nhất trí"}}, "tasks": []any{map[string]any{"owner": people[3].ID, "deed": "Dọn đường", "due": "2026-12-20"}}, "minutes_number": 7,
			"dues": []any{map[string]any{"member": people[2].ID, "state": "paid", "amount": 45_000}, map[string]any{"member": people[3].ID, "state": "waived"}}}
		w.refused(w.do(w.officer, "POST", "/api/v1/paper-months", body), 404, "not_found")
		var m, again api.Meeting
		w.must(secretary, "POST", "/api/v1/paper-months", body, &m, "Idempotency-Key", "paper")
		if m.State != "sealed" || m.Day != "2026-12-03" || m.EnteredAt == nil || m.EnteredBy != people[0].Person {
			t.Fatalf("%+v", m)
		}
		w.must(secretary, "POST", "/api/v1/paper-months", body, &again)
		if again.ID != m.ID {
			t.Error("the same facts made another meeting")
		}
		var month api.DuesMonth
		w.must(secretary, "GET", "/api/v1/orgs/"+cell.ID+"/dues/2026-12", nil, &month)
		if month.Paid != 1 || month.Waived != 1 || month.Amount != 45_000 {
			t.Errorf("the dues of the paper month: %+v", month)
		}
		body["place"] = "Nơi khác"
		w.refused(w.do(secretary, "POST", "/api/v1/paper-months", body), 409, "late_sealed")

		var s api.System
		w.must(w.officer, "GET", "/api/v1/system", nil, &s)
		if s.Backup.On || s.Version == "" {
			t.Errorf("%+v", s)
		}
		w.refused(w.do(secretary, "GET", "/api/v1/system", nil), 404, "not_found")
	})
}
