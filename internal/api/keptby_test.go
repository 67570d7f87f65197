package api_test

import (
	"net/http"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestKeptByADecisionThroughTheAPI: a program asks in the officer's name, another in the leader's agrees; a form that
// is not whole is named by the fields of the call, nobody agrees to what he asked, nobody without the right asks or
// reads, and on its day the decision is gone.
func TestKeptByADecisionThroughTheAPI(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		var cell api.Org
		w.must(w.officer, http.MethodPost, v1+"/orgs", map[string]any{"name": "Chi bộ Tổ 1", "kind": "residential", "parent": w.root}, &cell)
		var gone, stays api.Member
		for name, into := range map[string]*api.Member{"Lò Văn Minh": &gone, "Tòng Thị Nga": &stays} {
			w.must(w.officer, http.MethodPost, v1+"/members", map[string]any{"org": cell.ID, "full_name": name, "official_on": "2010-01-01", "admitted_on": "2009-01-01"}, into)
		}
		db.Clock.Set(db.Clock.Now().AddDate(0, 0, 1)) // a member for a day at least
		var lead string
		db.Write(t, store.System, func(tx *store.Tx) error {
			p, err := member.NewPerson(tx, member.Person{FullName: "Lường Thị Hiên"})
			if err != nil {
				return err
			}
			lead = p.ID
			if _, err := member.Appoint(tx, member.Post{Person: lead, Post: access.WardSecretary, Org: w.root, From: "2026-01-01"}); err != nil {
				return err
			}
			return member.Record(tx, book, member.Event{Member: gone.ID, Kind: member.Ended, From: tx.Today(), Reason: "left"})
		})
		leader, plain := w.token(lead), w.token(stays.Person)
		begun := db.Clock.Now()
		db.Clock.Set(begun.AddDate(0, 0, 1))
		today := store.Day(db.DB.Now())
		former := func() int {
			t.Helper()
			var l api.List[struct {
				Person string `json:"person"`
			}]
			w.must(w.officer, http.MethodGet, v1+"/privacy/retention/former", nil, &l)
			return len(l.Items)
		}
		state := func(token string) (s api.DataState) {
			t.Helper()
			w.must(token, http.MethodGet, v1+"/privacy/states/"+gone.Person, nil, &s)
			return s
		}
		if former() != 1 {
			t.Fatal("who left does not wait for a decision")
		}
		at := v1 + "/privacy/states/" + gone.Person
		day := store.Day(begun.UnixMilli())
		keep := func(decision, on, until string) map[string]any {
			return map[string]any{"what": "keep", "reason": "Hồ sơ khen thưởng", "version": 0, "keep": map[string]any{"decision": decision, "on": on, "until": until}}
		}
		good := keep("12-QĐ/ĐU", day, "2031-12-03")
		for _, c := range []struct {
			body        any
			code, field string
		}{
			{map[string]any{"what": "keep", "reason": "x", "version": 0}, "kept_ref", "keep.decision"},
			{keep("  ", day, "2031-12-03"), "kept_ref", "keep.decision"},
			{keep("12-QĐ/ĐU", "2031-01-01", "2031-12-03"), "kept_on", "keep.on"},
			{keep("12-QĐ/ĐU", day, today), "kept_until", "keep.until"},
		} {
			if p := w.refused(w.do(w.officer, http.MethodPost, at+"/asks", c.body), http.StatusUnprocessableEntity, c.code); len(p.Errors) == 0 || p.Errors[0].Field != c.field {
				t.Errorf("%v: %+v, want %s", c.body, p.Errors, c.field)
			}
		}
		for _, token := range []string{plain, leader} {
			w.refused(w.do(token, http.MethodPost, at+"/asks", good), http.StatusNotFound, "not_found")
		}
		w.refused(w.do(plain, http.MethodGet, at, nil), http.StatusNotFound, "not_found")
		other := v1 + "/privacy/states/" + stays.Person // of a member of today nothing is kept by a decision
		if a := w.do(w.officer, http.MethodPost, other+"/asks", good); a.status < 400 {
			t.Errorf("a member's data are kept: %d", a.status)
		}
		w.must(w.officer, http.MethodPost, at+"/asks", good, nil)
		if s := state(w.officer); s.Ask != "keep" || s.Kept != nil || former() != 1 {
			t.Errorf("asked is not decided: %+v", s)
		}
		yes := map[string]any{"agree": true, "version": 1}
		w.refused(w.do(w.officer, http.MethodPost, at+"/decisions", yes), http.StatusNotFound, "not_found")
		w.must(leader, http.MethodPost, at+"/decisions", yes, nil)
		if s := state(w.officer); s.Kept == nil || *s.Kept != (api.KeptBy{Decision: "12-QĐ/ĐU", On: day, Until: "2031-12-03"}) || former() != 0 {
			t.Errorf("decided: %+v", s)
		}
		if a := w.do(w.officer, http.MethodPost, at+"/asks", map[string]any{"what": "shred", "reason": "x", "version": 2}); a.status < 400 {
			t.Error("what is kept may be erased")
		}
		db.Clock.Set(time.Date(2031, 12, 3, 8, 0, 0, 0, store.Vietnam))
		w.officer = w.token(w.dung) // a program's year is long over
		if s := state(w.officer); s.Kept != nil || former() != 1 {
			t.Errorf("on its day: %+v", s)
		}
	})
}
