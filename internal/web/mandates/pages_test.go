package mandates_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// flat is the text of a page; a number marked as Vietnamese stands apart from the comma after it.
func flat(body string) string {
	return strings.NewReplacer("\u00a0", " ", " ,", ",").Replace(webtest.Text(body))
}

// TestMinutesAreReadUnderTheBannerAndTheCellSeesIt walks it as the committee's secretary, the
// inspector and the cell; everybody else finds nothing.
func TestMinutesAreReadUnderTheBannerAndTheCellSeesIt(t *testing.T) {
	s := webtest.New(t)
	c, cell := s.Cast, s.Cell.Slug
	d := minutes.Document{Type: minutes.TypeMinutes, Body: minutes.Body{Cell: "Chi bộ Tổ dân phố 3", Parts: []minutes.Part{{Key: "opening", Title: "Mở đầu", Text: "Buổi sinh hoạt bắt đầu lúc 19:30."}}}}
	body, err := minutes.Canonical(d)
	if err != nil {
		t.Fatal(err)
	}
	boss, deputy, reader := c.Khoa.Person, c.Tua.Person, c.Neighbour.Person
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		for person, post := range map[string]string{boss: "ward_secretary", deputy: "ward_deputy", reader: "inspector"} {
			if _, err := tx.Exec(`update post_holding set to_day = '2026-01-01' where tenant = $1 and person = $2`, person); err != nil {
				return err
			}
			if _, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, $5, '2026-01-01', null, '', 0, 'system')`, "h-"+post, person, post, c.Ward); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, regime_rule, version, created_at, created_by) values ($1, 'm11', $2, '2026-11', 'regular', 1, 0, '2026-11-03', '', '', 'sealed', '', '', 1, 0, 's')`, c.Cell); err != nil {
			return err
		}
		_, err := tx.Exec(`insert into paper (tenant, id, meeting, org, type, number, symbol, version, body, salt, commitment, previous, leaf, scribe, scribe_at, chair, chair_at, sealed_at) values ($1, 'bb11', 'm11', $2, 'minutes', 1, 'Số 01-BB/CB', 1, $3, $4, $4, null, '', '', 0, '', 0, 0)`, c.Cell, body, []byte("x"))
		return err
	})
	fresh := link.NewMandate(s.Ward)
	fields := func(pairs ...string) []string {
		out := []string{"person", reader, "number", "07-QĐ/ĐU", "issued", "01/12/2026", "issuer", "Đảng ủy phường", "cells", c.Cell, "from", "2026-10", "until", "2026-12", "ends", "31/12/2026", "told", "now"}
		for i := 0; i < len(pairs); i += 2 {
			for n := 0; n < len(out); n += 2 {
				if out[n] == pairs[i] {
					out[n+1] = pairs[i+1]
				}
			}
		}
		return out
	}
	s.Refuse(boss, fresh, http.StatusUnprocessableEntity, "không là cán bộ kiểm tra", fields("person", boss)...)
	s.Refuse(boss, fresh, http.StatusUnprocessableEntity, "Ngày hết hạn không dùng được", fields("ends", "01/12/2026")...)
	s.Must(boss, fresh, fields()...)
	id := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error { return rd.Get([]any{&id}, `select id from mandate where tenant = $1`) })
	if got := flat(s.See(reader, link.InspectorHome)); !strings.Contains(got, "Quyết định số 07-QĐ/ĐU") {
		t.Errorf("the inspector's home: %s", got)
	}
	want := "Đồng chí đang xem theo Quyết định số 07-QĐ/ĐU, đến ngày 31/12/2026. Lượt xem được ghi và chi bộ nhìn thấy."
	for _, path := range []string{link.ReadUnder(id), link.PaperUnder(id, "bb11")} {
		if got := flat(s.See(reader, path)); !strings.Contains(got, want) {
			t.Errorf("%s has no banner: %s", path, got)
		}
	}
	if got := flat(s.See(reader, link.PaperUnder(id, "bb11"))); !strings.Contains(got, "Buổi sinh hoạt bắt đầu lúc 19:30.") {
		t.Errorf("the minutes: %s", got)
	}
	if got := flat(s.See(c.Hien.Person, link.MinutesOpened(cell))); !strings.Contains(got, "theo Quyết định số 07-QĐ/ĐU ngày 01/12/2026 của Đảng ủy phường") || !strings.Contains(got, "2 lượt") {
		t.Errorf("the cell sees: %s", got)
	}
	for _, who := range []string{boss, c.Officer, c.Hien.Person, c.Mai.Person, ""} {
		for _, path := range []string{link.ReadUnder(id), link.PaperUnder(id, "bb11"), link.InspectorHome} {
			if code, _ := s.Get(who, path); code == http.StatusOK {
				t.Errorf("%s as %s: %d", path, who, code)
			}
		}
	}
	for _, path := range []string{link.PaperPage("bb11"), link.PaperFile("bb11", 1, "json"), link.MinutesOpened(cell), link.Mandates(s.Ward), link.Committee(s.Ward), link.Members(cell)} {
		if code, _ := s.Get(reader, path); code != http.StatusNotFound {
			t.Errorf("the inspector sees %s: %d", path, code)
		}
	}
	s.Must(deputy, link.Mandate(s.Ward, id), "version", "1")
	if code, body := s.Get(reader, link.PaperUnder(id, "bb11")); code != http.StatusConflict || !strings.Contains(flat(body), "Hết thời hạn xem theo quyết định. Cần xem tiếp, đồng chí nhập quyết định mới.") {
		t.Errorf("after the end: %d %s", code, flat(body))
	}
}
