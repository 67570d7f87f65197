package api_test

import (
	"bytes"
	"net/http"
	"testing"

	"chibo/internal/api"
	"chibo/internal/counts"
	"chibo/internal/counts/countstest"
	"chibo/internal/i18n"
	"chibo/internal/office/sheet"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestCountsThroughTheAPI: the ward looks at what would go up; without a signing key no
// file is made; the province lists communes, takes a signed file and a spreadsheet in,
// each once, and reads the month with what it does not know.
func TestCountsThroughTheAPI(t *testing.T) {
	db := storetest.SQLite(t)
	w := newWorld(t, db)
	p := countstest.Found(t, db)
	token := ""
	p.DB.Write(t, store.System, func(tx *store.Tx) error {
		s, err := session.NewToken(tx, p.Officer, "phép thử")
		token = s.Secret
		return err
	})
	month := store.Day(db.Clock.Now().UnixMilli())[:7]
	var look api.CountsLook
	w.must(w.officer, http.MethodGet, v1+"/orgs/"+w.root+"/counts/"+month, nil, &look)
	if look.Statement.Tenant != db.Tenant || look.Statement.Figures.Held == nil || len(look.Made) != 0 {
		t.Errorf("what would go up: %+v", look)
	}
	w.refused(w.do(w.officer, http.MethodPost, v1+"/orgs/"+w.root+"/counts/"+month, nil), http.StatusConflict, "counts_no_key")
	w.refused(w.do(token, http.MethodGet, v1+"/orgs/"+w.root+"/counts/"+month, nil), http.StatusNotFound, "not_found")

	key, above := countstest.Key(3), v1+"/orgs/"+p.Org
	w.refused(w.do(token, http.MethodPut, above+"/communes/1100103", map[string]any{"name": "Xã Mường Lống", "way": "file", "verifier": key.Public(1100103), "fingerprint": "0", "from": month}), http.StatusUnprocessableEntity, "counts_fingerprint")
	w.must(token, http.MethodPut, above+"/communes/1100103", map[string]any{"name": "Xã Mường Lống", "way": "file", "verifier": key.Public(1100103), "fingerprint": counts.Fingerprint(key.Public(1100103)), "from": month}, nil)
	w.must(token, http.MethodPut, above+"/communes/1100104", map[string]any{"name": "Xã Pa Nậm", "way": "sheet", "from": month}, nil)
	cells := 22
	file, err := counts.Statement{Schema: counts.Schema, Tenant: 1100103, Committee: "Đảng bộ xã", Month: month, Sequence: 1, AsAt: 1, Figures: counts.Figures{Cells: &cells, Tables: counts.Tables{}}}.Sealed(key.Sign)
	if err != nil {
		t.Fatal(err)
	}
	var taken api.List[api.CountsTaken]
	for again := range 2 {
		w.must(token, http.MethodPost, above+"/province/"+month, map[string]any{"data": file}, &taken)
		if len(taken.Items) != 1 || taken.Items[0].Again != (again == 1) {
			t.Errorf("the file: %+v", taken)
		}
	}
	word := func(name string) string { return i18n.For("vi").T("counts.f." + name) }
	var b bytes.Buffer
	if err := sheet.Write(&b, []sheet.Sheet{{Name: "x", Header: []string{word("number"), word("name"), word("cells"), word("held")}, Rows: [][]any{{1100104, "", 9, 8}}}}); err != nil {
		t.Fatal(err)
	}
	w.must(token, http.MethodPost, above+"/province/"+month, map[string]any{"name": "so-lieu.xlsx", "data": b.Bytes()}, &taken)
	if len(taken.Items) != 1 || taken.Items[0].State.Way != counts.BySheet {
		t.Errorf("the spreadsheet: %+v", taken)
	}
	var o api.ProvinceMonth
	w.must(token, http.MethodGet, above+"/province/"+month, nil, &o)
	if o.With != 2 || o.Sums["cells"] != (counts.Sum{N: 31, From: 2}) || o.Sums["held"].From != 1 || o.Items[0].State == nil {
		t.Errorf("the month: %+v", o)
	}
	w.refused(w.do(w.officer, http.MethodGet, above+"/province/"+month, nil), http.StatusNotFound, "not_found")
}
