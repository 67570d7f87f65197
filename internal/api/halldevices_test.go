package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/member"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestTheDevicesOfAMeetingThroughTheAPI: two devices write the roll unlike, one is
// chosen; a refused entry is dropped; one device is given up, one shut out.
func TestTheDevicesOfAMeetingThroughTheAPI(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		var cell api.Org
		w.must(w.officer, http.MethodPost, v1+"/orgs", map[string]any{"name": "Chi bộ Tổ 1", "kind": "residential", "parent": w.root}, &cell)
		var secretary, minh api.Member
		for name, into := range map[string]*api.Member{"Lò Văn Minh": &minh, "Hà Thị Ngọc": &secretary} {
			w.must(w.officer, http.MethodPost, v1+"/members", map[string]any{"org": cell.ID, "full_name": name, "official_on": "2010-01-01", "admitted_on": "2009-01-01"}, into)
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := member.Appoint(tx, member.Post{Person: secretary.Person, Post: access.Secretary, Org: cell.ID, From: tx.Today()})
			return err
		})
		her, his := w.token(secretary.Person), w.token(minh.Person)
		var m api.Meeting
		w.must(her, http.MethodPost, v1+"/meetings", map[string]any{"org": cell.ID, "period": "2027-01", "kind": "regular", "starts_at": "2027-01-03T19:30:00+07:00", "place": "Nhà văn hóa"}, &m)
		ids := map[string]string{}
		take := func(label, status string) {
			db.Write(t, secretary.Person, func(tx *store.Tx) error {
				d, _, err := offline.Take(tx, offline.Taking{Meeting: m.ID, Label: label})
				if err != nil {
					return err
				}
				ids[label] = d.ID
				ops := []offline.Op{{ID: store.NewID(), Device: d.ID, Seq: 1, Lamport: 1, Kind: "lacks", Key: "lacks", Value: json.RawMessage(`{"lines":["` + status + `"]}`)}}
				_, err = offline.Receive(tx, book, d.ID, offline.Batch{Ops: ops})
				return err
			})
		}
		take("một", "Bắt đầu muộn")
		take("hai", "Nói dài")
		at := v1 + "/meetings/" + m.ID + "/devices"
		var now api.HallState
		w.must(her, http.MethodGet, at, nil, &now)
		if len(now.Devices) != 2 || len(now.Entries) != 1 || !now.Entries[0].Disputed || len(now.Entries[0].Choices) != 2 || len(now.Late) != 0 {
			t.Fatalf("%+v", now)
		}
		w.refused(w.do(his, http.MethodGet, at, nil), http.StatusNotFound, "not_found")
		w.refused(w.do(his, http.MethodPost, at+"/choices", map[string]any{"key": "lacks", "op": "now"}), http.StatusNotFound, "not_found")
		w.must(her, http.MethodPost, at+"/choices", map[string]any{"key": "lacks", "op": now.Entries[0].Choices[0].Op}, &now)
		if len(now.Entries) != 1 || now.Entries[0].Disputed || now.Entries[0].Code == "" { // no longer unlike; not taken before the opening
			t.Fatalf("after choosing: %+v", now.Entries)
		}
		w.must(her, http.MethodPost, at+"/choices", map[string]any{"key": "lacks", "op": "now"}, &now)
		if len(now.Entries) != 0 {
			t.Errorf("after dropping: %+v", now.Entries)
		}
		w.must(her, http.MethodPost, at+"/"+ids["một"]+"/give-up", map[string]any{"why": "máy rơi xuống nước"}, &now)
		w.must(her, http.MethodPost, at+"/"+ids["hai"]+"/revoke", map[string]any{"why": "mất máy"}, &now)
		for _, d := range now.Devices {
			if !d.Done || d.GivenUpWhy == "" || (d.RevokedAt != nil) != (d.Label == "hai") {
				t.Errorf("%+v", d)
			}
		}
		w.must(her, http.MethodPost, at+"/readings", map[string]any{}, &now)
	})
}
