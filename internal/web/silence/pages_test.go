package silence_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestASilentCellIsAskedAndAnswers walks both sides: the text before it is sent, the
// reminder on the secretary's home, the cell's word, the question back, the acceptance.
func TestASilentCellIsAskedAndAnswers(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	s.DB.Clock.Set(time.Date(2026, 12, 6, 8, 0, 0, 0, store.Vietnam))
	top := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&top}, `select slug from org where tenant = $1 and id = $2`, c.Ward)
	})
	above, own := link.WardSilence(top, s.Cell.Slug, "2026-12"), link.CellSilence(s.Cell.Slug, "2026-12")
	says := func(who, path string, want ...string) {
		t.Helper()
		code, body := s.Get(who, path)
		body = strings.ReplaceAll(body, "\u00a0", " ")
		for _, w := range want {
			if code != http.StatusOK || !strings.Contains(body, w) {
				t.Errorf("%s: %d, lacks %q", path, code, w)
			}
		}
		if path != link.Home && strings.Count(body, "chinh") == 0 {
			t.Errorf("%s: nothing to do next", path)
		}
	}
	send := func(who, path string, want int, form ...string) {
		t.Helper()
		if code, _, _ := s.Post(who, path, form...); code != want {
			t.Errorf("%s %v: %d, want %d", path, form, code, want)
		}
	}
	says(c.Officer, link.Committee(top), "Gửi nhắc")
	says(c.Officer, above, "Đảng ủy chưa nhận được kết quả sinh hoạt tháng 12/2026 của Chi bộ Tổ dân phố 3.", "Gửi nhắc")
	send(c.Officer, above, http.StatusSeeOther, "act", "remind")
	says(c.Officer, above, "Đã nhắc ngày 06/12/2026. Ngày mai nhắc lại được.")
	says(c.Officer, link.Committee(top), "Đã nhắc ngày 06/12.")
	says(c.Hien.Person, link.Home, "Đảng ủy nhắc: chưa có kết quả tháng 12/2026")
	says(c.Hien.Person, own, "Đảng ủy nhắc ngày 06/12/2026.", "Ghép vào buổi sinh hoạt tháng sau", "Báo không sinh hoạt")
	send(c.Hien.Person, own, http.StatusUnprocessableEntity, "act", "say", "version", "1", "reason", "other", "note", "")
	send(c.Hien.Person, own, http.StatusSeeOther, "act", "say", "version", "1", "reason", "merged", "note", "")
	says(c.Officer, link.Committee(top), "Báo không sinh hoạt ngày 06/12. Ghép vào buổi sinh hoạt tháng sau.")
	says(c.Officer, above, "Chấp nhận không sinh hoạt", "Hỏi lại chi bộ")
	send(c.Officer, above, http.StatusSeeOther, "act", "ask", "version", "2", "question", "Ghép vào ngày nào?")
	says(c.Hien.Person, link.Home, "Đảng ủy hỏi lại về tháng 12/2026")
	send(c.Hien.Person, own, http.StatusSeeOther, "act", "say", "version", "3", "reason", "merged", "note", "Ngày 03/01.")
	send(c.Officer, above, http.StatusSeeOther, "act", "accept", "version", "4")
	says(c.Hien.Person, own, "Đảng ủy đã chấp nhận ngày 06/12/2026.", "Rút lại lời báo")
	for _, who := range []string{c.Loc.Person, c.Neighbour.Person, c.Officer} {
		if code, _ := s.Get(who, own); code != http.StatusNotFound {
			t.Errorf("the cell's page is open: %d", code)
		}
	}
	for _, who := range []string{c.Loc.Person, c.Hien.Person} {
		if code, _ := s.Get(who, above); code != http.StatusNotFound {
			t.Errorf("the committee's page is open: %d", code)
		}
	}
}
