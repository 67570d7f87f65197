package api_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"chibo/internal/api"
	"chibo/internal/store/storetest"
)

// TestOnesOwnDataThroughTheAPI: the whole own file in the API's words, who looked,
// and nothing of anybody else.
func TestOnesOwnDataThroughTheAPI(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		var cell api.Org
		w.must(w.officer, http.MethodPost, v1+"/orgs", map[string]any{"name": "Chi bộ Tổ 1", "kind": "residential", "parent": w.root}, &cell)
		var m, other api.Member
		for name, into := range map[string]*api.Member{"Lò Văn Minh": &m, "Hà Thị Ngọc": &other} {
			w.must(w.officer, http.MethodPost, v1+"/members", map[string]any{"org": cell.ID, "full_name": name, "official_on": "2010-01-01", "admitted_on": "2009-01-01", "phone": "0912345678"}, into)
		}
		minh := w.token(m.Person)
		w.must(w.officer, http.MethodGet, v1+"/members/"+m.ID, nil, nil)
		w.must(minh, http.MethodPost, v1+"/privacy/own-requests", map[string]any{"kind": "correct", "text": "Số điện thoại sai"}, nil)
		var views api.List[api.OwnView]
		w.must(minh, http.MethodGet, v1+"/me/views", nil, &views)
		if len(views.Items) == 0 || views.Items[0].Name == "" {
			t.Errorf("%+v", views)
		}
		var came api.List[api.OwnAttendance]
		w.must(minh, http.MethodGet, v1+"/me/attendance?year=2026", nil, &came)
		if came.Items == nil || len(came.Items) != 0 {
			t.Errorf("%+v", came)
		}
		var all map[string]json.RawMessage
		w.must(minh, http.MethodGet, v1+"/me/data", nil, &all)
		for _, part := range []string{"at", "member", "events", "posts", "tasks", "attendance", "views", "exemptions", "privacy_requests", "consents", "reminders", "reserved_opinions", "praised", "dues", "duties", "helping", "opinions", "asked_after", "devices"} {
			if _, there := all[part]; !there {
				t.Errorf("%s is missing", part)
			}
		}
		text, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "Ngọc") || !strings.Contains(string(text), "0912345678") {
			t.Errorf("another stands in it, or the own number does not: %s", text)
		}
		if bad := regexp.MustCompile(`"[a-z_]*[A-Z][A-Za-z]*":`).FindString(string(text)); bad != "" {
			t.Errorf("%s is no name of the API", bad)
		}
		if bad := regexp.MustCompile(`"[a-z_]*":1[0-9]{12}`).FindString(string(text)); bad != "" {
			t.Errorf("%s is no instant of the API", bad)
		}
	})
}
