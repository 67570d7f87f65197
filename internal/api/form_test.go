package api_test

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"chibo/internal/api"
	"chibo/internal/audit"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestBadRequestsAreAnsweredNotSuffered(t *testing.T) {
	db := storetest.SQLite(t)
	w := newWorld(t, db)
	long := strings.Repeat("a", 400)
	for _, c := range []struct {
		name, method, path string
		body               any
		status             int
		code, field        string
	}{
		{"no such call", "GET", "/api/v1/nothing", nil, 404, "not_found", ""},
		{"wrong method", "DELETE", "/api/v1/orgs", nil, 405, "method_not_allowed", ""},
		{"unknown id", "GET", "/api/v1/orgs/0198c0de-0000-7000-8000-000000000000", nil, 404, "not_found", ""},
		{"an id that is none", "GET", "/api/v1/members/..%2f..", nil, 404, "not_found", ""},
		{"an endless id", "GET", "/api/v1/members/" + long, nil, 404, "not_found", ""},
		{"a zero byte in the path", "GET", "/api/v1/members/a%00b", nil, 404, "not_found", ""},
		{"a zero byte in the query", "GET", "/api/v1/members?q=%00", nil, 422, "not_text", "q"},
		{"broken text in the query", "GET", "/api/v1/members?q=%ff", nil, 422, "not_text", "q"},
		{"a zero byte in the body", "POST", "/api/v1/orgs", `{"name":"a\u0000b","kind":"residential","parent":"x"}`, 422, "not_text", "name"},
		{"unknown parameter", "GET", "/api/v1/members?querry=a", nil, 422, "unknown_field", "querry"},
		{"31 February", "GET", "/api/v1/orgs?as_at=2026-02-31", nil, 422, "not_a_day", "as_at"},
		{"month 13", "GET", "/api/v1/meetings?month=2026-13", nil, 422, "wrong_form", "month"},
		{"unknown state", "GET", "/api/v1/tasks?state=lost", nil, 422, "not_among", "state"},
		{"limit over the limit", "GET", "/api/v1/members?limit=100000", nil, 422, "out_of_range", "limit"},
		{"limit no number", "GET", "/api/v1/members?limit=ten", nil, 422, "wrong_type", "limit"},
		{"a cursor nobody gave", "GET", "/api/v1/meetings?cursor=x.y", nil, 422, "meeting_cursor", "cursor"},
		{"no JSON", "POST", "/api/v1/orgs", `{"name":`, 400, "not_json", ""},
		{"no body", "POST", "/api/v1/orgs", nil, 422, "body_missing", ""},
		{"an array", "POST", "/api/v1/orgs", `[]`, 422, "wrong_type", ""},
		{"a field missing", "POST", "/api/v1/orgs", `{"name":"Chi bộ 9","kind":"residential"}`, 422, "required", "parent"},
		{"an unknown field", "POST", "/api/v1/orgs", `{"name":"Chi bộ 9","kind":"residential","parent":"x","colour":"red"}`, 422, "unknown_field", "colour"},
		{"a wrong type", "POST", "/api/v1/orgs", `{"name":9,"kind":"residential","parent":"x"}`, 422, "wrong_type", "name"},
		{"null for a name", "POST", "/api/v1/orgs", `{"name":null,"kind":"residential","parent":"x"}`, 422, "wrong_type", "name"},
		{"too long", "POST", "/api/v1/orgs", map[string]any{"name": long, "kind": "residential", "parent": "x"}, 422, "too_long", "name"},
		{"unknown parent", "POST", "/api/v1/orgs", map[string]any{"name": "Chi bộ 9", "kind": "residential", "parent": "x"}, 404, "not_found", ""},
		{"unknown kind", "POST", "/api/v1/orgs", map[string]any{"name": "Chi bộ 9", "kind": "club", "parent": w.root}, 422, "org_kind_unknown", "kind"},
		{"no instant", "POST", "/api/v1/meetings", plan(w.root, "2026-12", "03/12/2026 19:30"), 422, "not_an_instant", "starts_at"},
		{"a meeting of the ward by its officer", "POST", "/api/v1/meetings", plan(w.root, "2026-12", "2026-12-03T19:30:00+07:00"), 404, "not_found", ""},
		{"a body too large", "POST", "/api/v1/orgs", `{"name":"` + strings.Repeat("a", 1<<20) + `"}`, 413, "too_large", ""},
		{"unknown step", "POST", "/api/v1/meetings/x/steps", `{"step":"dance"}`, 422, "not_among", "step"},
		{"a step of no meeting", "POST", "/api/v1/meetings/x/steps", `{"step":"seal"}`, 404, "not_found", ""},
		{"import of nothing", "POST", "/api/v1/imports?kind=members", nil, 422, "file_missing", "file"},
		{"import of an unknown kind", "POST", "/api/v1/imports?kind=cars", nil, 422, "not_among", "kind"},
		{"commit of no import", "POST", "/api/v1/imports/x/commit", nil, 404, "not_found", ""},
		{"a proof of nothing", "GET", "/api/v1/log/proofs/x", nil, 404, "not_found", ""},
		{"a month of nobody", "GET", "/api/v1/orgs/x/months/2026-12", nil, 404, "not_found", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := *w
			w.t = t
			p := w.refused(w.do(w.officer, c.method, c.path, c.body), c.status, c.code)
			if c.field != "" && (len(p.Errors) == 0 || p.Errors[0].Field != c.field) {
				t.Errorf("field %s: %+v", c.field, p.Errors)
			}
		})
	}
}

func TestOnlyATokenOpens(t *testing.T) {
	db := storetest.SQLite(t)
	w := newWorld(t, db)
	for _, token := range []string{"", "x", w.officer + "x", strings.Repeat("a", 9000), "1." + strings.Repeat("b", 43)} {
		a := w.do(token, "GET", "/api/v1/me", nil)
		code := "token_refused"
		if token == "" || len(token) > 500 {
			code = "token_missing"
		}
		w.refused(a, 401, code)
		if a.header.Get("WWW-Authenticate") == "" {
			t.Error("401 without WWW-Authenticate")
		}
	}
	a := w.do("", "GET", "/api/v1/openapi.json", nil)
	var spec struct {
		OpenAPI string
		Paths   map[string]map[string]any
	}
	a.into(t, &spec)
	if a.status != 200 || !strings.HasPrefix(spec.OpenAPI, "3.1") || bytes.Contains(a.body, []byte("$schema")) {
		t.Errorf("openapi: %d %s", a.status, spec.OpenAPI)
	}
	for _, op := range api.Operations() {
		if op.ID != "openapi" && spec.Paths[op.Path][strings.ToLower(op.Method)] == nil {
			t.Errorf("openapi.json lacks %s %s", op.Method, op.Path)
		}
		if op.Action == "" {
			t.Errorf("%s names no action", op.ID)
		}
	}
}

func TestTheLanguageOfRefusals(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	vi := w.refused(w.do(w.officer, "GET", "/api/v1/orgs/x", nil), 404, "not_found")
	en := w.refused(w.do(w.officer, "GET", "/api/v1/orgs/x", nil, "Accept-Language", "en-GB,en;q=0.9"), 404, "not_found")
	fr := w.refused(w.do(w.officer, "GET", "/api/v1/orgs/x", nil, "Accept-Language", "fr"), 404, "not_found")
	if en.Detail == vi.Detail || fr.Detail != vi.Detail || en.Title != "Not found" {
		t.Errorf("vi %q en %q fr %q", vi.Detail, en.Detail, fr.Detail)
	}
}

func TestAWriteSentAgainIsOneWrite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		body := map[string]any{"name": "Chi bộ Tổ dân phố 9", "kind": "residential", "parent": w.root}
		var first, again api.Org
		w.must(w.officer, "POST", "/api/v1/orgs", body, &first, "Idempotency-Key", "a")
		w.must(w.officer, "POST", "/api/v1/orgs", body, &again, "Idempotency-Key", "a")
		if first.ID != again.ID || first.ID == "" {
			t.Fatalf("%+v %+v", first, again)
		}
		body["name"] = "Chi bộ Tổ dân phố 10"
		w.refused(w.do(w.officer, "POST", "/api/v1/orgs", body, "Idempotency-Key", "a"), 422, "key_reused")
		w.refused(w.do(w.officer, "POST", "/api/v1/orgs", body, "Idempotency-Key", strings.Repeat("a", 201)), 422, "key_malformed")

		var renamed api.Org
		p := w.refused(w.do(w.officer, "PATCH", "/api/v1/orgs/"+first.ID, map[string]any{"name": "Chi bộ 9"}), 409, "stale")
		if newer, _ := json.Marshal(p.Newer); !bytes.Contains(newer, []byte(first.ID)) {
			t.Errorf("newer: %s", newer)
		}
		w.must(w.officer, "PATCH", "/api/v1/orgs/"+first.ID, map[string]any{"name": "Chi bộ 9", "version": first.Version}, &renamed)
		if renamed.Name != "Chi bộ 9" || renamed.Version <= first.Version {
			t.Errorf("%+v", renamed)
		}
		var events list[api.OrgEvent]
		w.must(w.officer, "GET", "/api/v1/orgs/"+first.ID+"/events", nil, &events)
		if len(events.Items) != 2 || !strings.Contains(string(w.do(w.officer, "GET", "/api/v1/orgs/"+first.ID+"/events", nil).body), "+07:00") {
			t.Errorf("events: %+v", events)
		}
	})
}

func TestWhoOpensARecordIsRemembered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		var cell api.Org
		w.must(w.officer, "POST", "/api/v1/orgs", map[string]any{"name": "Chi bộ 1", "kind": "residential", "parent": w.root}, &cell)
		var m, moved api.Member
		w.must(w.officer, "POST", "/api/v1/members", map[string]any{"org": cell.ID, "full_name": "Lò Thị Mai", "birth": "1980-05-02", "admitted_on": "2010-01-01", "official_on": "2011-01-01"}, &m)
		own := w.token(m.Person)
		w.must(w.officer, "GET", "/api/v1/members/"+m.ID, nil, nil)
		w.must(w.officer, "GET", "/api/v1/members?q=lo+mai", nil, nil)
		w.must(own, "GET", "/api/v1/members/"+m.ID, nil, nil)
		w.refused(w.do(own, "GET", "/api/v1/members", nil), 404, "not_found")
		var views []audit.View
		w.Read(t, m.Person, func(rd *store.Reader) (err error) {
			views, err = audit.Views(rd, m.Person, []string{cell.ID}, 0)
			return
		})
		if len(views) != 2 || views[0].Viewer != w.dung || views[0].Post != "officer" {
			t.Errorf("views: %+v", views)
		}
		w.refused(w.do(w.officer, "PATCH", "/api/v1/members/"+m.ID, map[string]any{"phone": "0900"}), 409, "stale")
		w.must(w.officer, "PATCH", "/api/v1/members/"+m.ID, map[string]any{"phone": "0900", "version": m.Version}, &m)
		if m.Phone != "0900" || m.FullName != "Lò Thị Mai" {
			t.Errorf("%+v", m)
		}
		w.must(w.officer, "POST", "/api/v1/members/"+m.ID+"/events", map[string]any{"kind": "exempt", "reason": "Tuổi cao"}, &moved)
		if moved.Activity != "exempt" {
			t.Errorf("%+v", moved)
		}
	})
}

func FuzzAnyBodyIsAnswered(f *testing.F) {
	w := newWorld(f, storetest.SQLite(f))
	for _, seed := range []string{`{}`, `{"name":"a","kind":"residential","parent":""}`, `{"items":[{"title":"x"}]}`, `{"marks":[{}]}`, "\xff", `{"name":{"a":[1e999]}}`, `null`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, op := range api.Operations() {
			if op.Method == "GET" {
				continue
			}
			r := httptest.NewRequest(op.Method, strings.NewReplacer("{id}", "x").Replace(op.Path), strings.NewReader(body))
			r.Header.Set("Authorization", "Bearer "+w.officer)
			r.Header.Set("Content-Type", "application/json")
			rec := httptest.NewRecorder()
			w.handler.ServeHTTP(rec, r)
			if rec.Code >= 500 {
				t.Fatalf("%s: %d %s", op.ID, rec.Code, rec.Body)
			}
		}
	})
}

// TestTheLanguageOfRules: what a rule says in both languages is answered in the
// caller's.
func TestTheLanguageOfRules(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	for _, path := range []string{"/api/v1/orgs/" + w.root + "/work", "/api/v1/privacy/register"} {
		vi, en := string(w.do(w.officer, "GET", path, nil).body), string(w.do(w.officer, "GET", path, nil, "Accept-Language", "en").body)
		if vi == en && !strings.Contains(vi, `"lines":[]`) || strings.Contains(en, "Danh sách, hồ sơ đảng viên") {
			t.Errorf("%s: vi %.200s en %.200s", path, vi, en)
		}
	}
	var cell api.Org
	w.must(w.officer, "POST", "/api/v1/orgs", map[string]any{"name": "Chi bộ Tổ dân phố 9", "kind": "residential", "parent": w.root}, &cell)
	for lang, want := range map[string]string{"en": "Mobilising the people.", "vi": "Vận động nhân dân."} {
		if got := string(w.do(w.officer, "GET", "/api/v1/orgs/"+cell.ID+"/work", nil, "Accept-Language", lang).body); !strings.Contains(got, want) {
			t.Errorf("%s: %s", lang, got)
		}
	}
}
