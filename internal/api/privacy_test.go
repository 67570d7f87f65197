package api_test

import (
	"net/http"
	"testing"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

const v1 = api.Prefix

func TestRequestsAndConsentsThroughTheAPI(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		var cell api.Org
		w.must(w.officer, http.MethodPost, v1+"/orgs", map[string]any{"name": "Chi bộ Tổ 1", "kind": "residential", "parent": w.root}, &cell)
		var m api.Member
		w.must(w.officer, http.MethodPost, v1+"/members", map[string]any{"org": cell.ID, "full_name": "Lò Văn Minh", "official_on": "2010-01-01", "admitted_on": "2009-01-01", "phone": "0912345678"}, &m)
		var lead string
		db.Write(t, store.System, func(tx *store.Tx) error {
			p, err := member.NewPerson(tx, member.Person{FullName: "Lường Thị Hiên"})
			if err != nil {
				return err
			}
			lead = p.ID
			_, err = member.Appoint(tx, member.Post{Person: p.ID, Post: access.Secretary, Org: cell.ID, From: "2026-12-03"})
			return err
		})
		minh, hien := w.token(m.Person), w.token(lead)
		var own, typed, back api.Filed
		w.must(minh, http.MethodPost, v1+"/privacy/own-requests", map[string]any{"kind": "correct", "field": "phone", "text": "Số điện thoại sai"}, &own)
		w.must(minh, http.MethodPost, v1+"/privacy/own-requests", map[string]any{"kind": "object", "text": "x"}, &back)
		w.must(minh, http.MethodDelete, v1+"/privacy/own-requests/"+back.ID, nil, nil)
		w.must(hien, http.MethodPost, v1+"/members/"+m.ID+"/privacy-requests", map[string]any{"kind": "withdraw", "field": "phone", "text": "Không muốn ai gọi", "channel": "oral"}, &typed)
		w.refused(w.do(hien, http.MethodGet, v1+"/privacy/requests/"+own.ID, nil), http.StatusNotFound, "not_found")
		w.refused(w.do(hien, http.MethodDelete, v1+"/privacy/own-requests/"+own.ID, nil), http.StatusNotFound, "not_found")
		var open api.List[api.PrivacyRequest]
		w.must(w.officer, http.MethodGet, v1+"/privacy/requests", nil, &open)
		if len(open.Items) != 2 || open.Items[0].Late {
			t.Fatalf("%+v", open)
		}
		w.must(w.officer, http.MethodPost, v1+"/privacy/requests/"+own.ID+"/steps", map[string]any{"step": "accept", "text": "Sẽ sửa", "version": 1}, nil)
		w.must(w.officer, http.MethodPost, v1+"/privacy/requests/"+typed.ID+"/steps", map[string]any{"step": "finish", "text": "Đã rút", "version": 1}, nil)
		var mine api.List[api.PrivacyRequest]
		w.must(minh, http.MethodGet, v1+"/privacy/own-requests", nil, &mine)
		if len(mine.Items) != 3 {
			t.Errorf("%+v", mine)
		}
		var ledger api.List[api.Consent]
		w.must(minh, http.MethodGet, v1+"/privacy/own-consents", nil, &ledger)
		if len(ledger.Items) != 1 || ledger.Items[0].Given || ledger.Items[0].How != "request" {
			t.Errorf("%+v", ledger)
		}
		var seen api.Member
		w.must(w.officer, http.MethodGet, v1+"/members/"+m.ID, nil, &seen)
		if seen.Phone != "" {
			t.Errorf("withdrawn, yet the API gives %q", seen.Phone)
		}
		w.must(minh, http.MethodPost, v1+"/privacy/own-consents", map[string]any{"purpose": "phone", "given": true}, nil)
		w.must(w.officer, http.MethodGet, v1+"/members/"+m.ID, nil, &seen)
		if seen.Phone == "" {
			t.Error("given again, yet hidden")
		}
	})
}
