package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestRulesThroughTheAPI: the office reads, tries and proposes; another agrees; it ends the same way. A text that
// is not taken names its lines; members read none of it.
func TestRulesThroughTheAPI(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		var cell api.Org
		w.must(w.officer, http.MethodPost, v1+"/orgs", map[string]any{"name": "Chi bộ Tổ 1", "kind": "residential", "parent": w.root}, &cell)
		var m api.Member
		w.must(w.officer, http.MethodPost, v1+"/members", map[string]any{"org": cell.ID, "full_name": "Lò Văn Minh", "official_on": "2010-01-01", "admitted_on": "2009-01-01"}, &m)
		var boss string
		db.Write(t, store.System, func(tx *store.Tx) error {
			p, err := member.NewPerson(tx, member.Person{FullName: "Quàng Văn Thành"})
			if err != nil {
				return err
			}
			boss = p.ID
			_, err = member.Appoint(tx, member.Post{Person: p.ID, Post: access.WardSecretary, Org: w.root, From: "2025-07-01"})
			return err
		})
		leader, minh := w.token(boss), w.token(m.Person)

		var all list[api.RuleLine]
		w.must(w.officer, http.MethodGet, v1+"/rules?day=2026-12-03", nil, &all)
		var length api.RuleLine
		for _, r := range all.Items {
			if r.Pack == "regime.length" {
				length = r
			}
			if r.Scope.Place != "" {
				t.Errorf("another place's pattern applies: %+v", r)
			}
		}
		var some list[api.RuleLine]
		w.must(w.officer, http.MethodGet, v1+"/rules?day=2026-12-03&assumed=true", nil, &some)
		if length.Ref == "" || len(some.Items) == 0 || len(some.Items) >= len(all.Items) {
			t.Fatalf("%d rules, %d assumed, length %+v", len(all.Items), len(some.Items), length)
		}
		at := v1 + "/rules/" + url.PathEscape(length.Ref)
		var full api.RuleFull
		w.must(w.officer, http.MethodGet, at, nil, &full)
		var said api.RuleAnswer
		w.must(w.officer, http.MethodGet, at+"/tries?example=1&set="+url.QueryEscape(full.Examples[0].In[0].Name+"="+full.Examples[0].In[0].Value), nil, &said)
		if len(said.Answer) == 0 || len(full.Examples) < 3 || !strings.Contains(full.YAML, "regime.length") {
			t.Errorf("%+v %+v", full, said)
		}
		w.refused(w.do(w.officer, http.MethodGet, at+"/tries?example=99", nil), http.StatusNotFound, "not_found")
		for _, path := range []string{v1 + "/rules", at, v1 + "/own-rules"} {
			w.refused(w.do(minh, http.MethodGet, path, nil), http.StatusNotFound, "not_found")
		}

		w.adopted(t, full, leader, minh)
		w.must(w.officer, http.MethodGet, v1+"/orgs/"+cell.ID+"/score-trend", nil, &api.ScoreTrend{})
		w.must(w.officer, http.MethodGet, v1+"/orgs/"+cell.ID+"/score-years/2026", nil, &api.ScoreYear{})
		w.refused(w.do(w.officer, http.MethodGet, v1+"/orgs/"+cell.ID+"/score-trend?until=2026-13", nil), http.StatusUnprocessableEntity, "wrong_form")
	})
}

// adopted walks a proposal to its end, two persons each time.
func (w *world) adopted(t *testing.T, full api.RuleFull, leader, minh string) {
	t.Helper()
	longer := strings.ReplaceAll(full.YAML, ": 90", ": 95")
	if longer == full.YAML {
		t.Fatalf("no length in\n%s", full.YAML)
	}
	const days = "2099-01-01"
	a := w.do(w.officer, http.MethodPost, v1+"/own-rules", map[string]any{"yaml": strings.Replace(longer, "pack: regime.length", "pack: regime.lenght", 1), "from": days})
	w.refused(a, http.StatusUnprocessableEntity, "regulation_unread")
	if !strings.Contains(string(a.body), ":2") && !strings.Contains(string(a.body), ":3") {
		t.Errorf("the line is not named: %s", a.body)
	}
	body := map[string]any{"yaml": longer, "from": days, "why": "Họp kỹ hơn"}
	w.refused(w.do(leader, http.MethodPost, v1+"/own-rules", body), http.StatusNotFound, "not_found")
	var made list[api.OwnRule]
	w.must(w.officer, http.MethodPost, v1+"/own-rules", body, &made, "Idempotency-Key", "one")
	w.must(w.officer, http.MethodPost, v1+"/own-rules", body, &made, "Idempotency-Key", "one")
	var all list[api.OwnRule]
	w.must(leader, http.MethodGet, v1+"/own-rules", nil, &all)
	if len(all.Items) != 1 || !all.Items[0].Waits || all.Items[0].State != "proposed" {
		t.Fatalf("%+v", all)
	}
	own := all.Items[0]
	at := v1 + "/own-rules/" + own.ID
	w.refused(w.do(w.officer, http.MethodPost, at+"/decisions", map[string]any{"agree": true, "version": own.Version}), http.StatusConflict, "regulation_second")
	w.refused(w.do(minh, http.MethodPost, at+"/decisions", map[string]any{"agree": true, "version": own.Version}), http.StatusNotFound, "not_found")
	w.refused(w.do(leader, http.MethodPost, at+"/decisions", map[string]any{"agree": false, "version": own.Version}), http.StatusUnprocessableEntity, "regulation_reason")
	w.must(leader, http.MethodPost, at+"/decisions", map[string]any{"agree": true, "version": own.Version}, &own)
	if own.State != "adopted" || own.From != days {
		t.Fatalf("%+v", own)
	}
	w.must(w.officer, http.MethodPost, at+"/withdrawal", map[string]any{"day": "2099-06-01", "reason": "Hết thí điểm", "version": own.Version}, &own)
	if !own.Waits || own.To != "" {
		t.Errorf("its end waits for a second one: %+v", own)
	}
	w.must(leader, http.MethodPost, at+"/decisions", map[string]any{"agree": true, "version": own.Version}, &own)
	if own.To != "2099-06-01" || own.Waits {
		t.Errorf("%+v", own)
	}
	w.refused(w.do(leader, http.MethodPost, at+"/decisions", map[string]any{"agree": false, "reason": "x", "version": own.Version}), http.StatusConflict, "regulation_decided")

	var second list[api.OwnRule]
	w.must(w.officer, http.MethodPost, v1+"/own-rules", map[string]any{"yaml": longer, "from": "2099-08-01"}, &second)
	w.must(w.officer, http.MethodPost, v1+"/own-rules/"+second.Items[0].ID+"/withdrawal", map[string]any{"version": second.Items[0].Version}, &own)
	if own.State != "taken" {
		t.Errorf("%+v", own)
	}
}
