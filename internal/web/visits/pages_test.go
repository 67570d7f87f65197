package visits_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

// TestAVisitIsMadePromisedAndJudgedByTheCell walks it as the office and as the cell: planned,
// written down, promised, first on the desk, read by the cell, closed, and the cell's word.
func TestAVisitIsMadePromisedAndJudgedByTheCell(t *testing.T) {
	s := webtest.New(t)
	c, cell := s.Cast, s.Cell.Slug
	s.Refuse(c.Officer, link.NewVisit(cell), http.StatusUnprocessableEntity, "không còn ở đảng ủy", "person", c.Mai.Person, "day", "02/12/2026")
	s.Must(c.Officer, link.NewVisit(cell), "person", c.Officer, "day", "02/12/2026")
	id, promise := "", ""
	read := func(text string, into *string) {
		s.DB.Read(t, store.System, func(rd *store.Reader) error { return rd.Get([]any{into}, text) })
	}
	read(`select id from visit where tenant = $1`, &id)
	here := link.Visit(cell, id)
	s.Refuse(c.Officer, here, http.StatusUnprocessableEntity, "Điều đã thấy còn trống", "act", "record", "version", "1", "saw", " ")
	s.Must(c.Officer, here, "act", "record", "version", "1", "saw", "Nhà văn hóa dột.")
	s.Refuse(c.Officer, here, http.StatusUnprocessableEntity, "Việc đã hứa thì có ngày", "act", "promise", "text", "Sửa mái nhà văn hóa")
	s.Refuse(c.Officer, here, http.StatusUnprocessableEntity, "là ngày nghỉ", "act", "promise", "text", "Sửa mái nhà văn hóa", "due", "01/01/2027")
	s.Must(c.Officer, here, "act", "promise", "text", "Sửa mái nhà văn hóa", "due", "20/12/2026")
	read(`select id from promise where tenant = $1`, &promise)
	if got := flat(s.See(c.Officer, link.Committee(s.Ward))); !strings.Contains(got, "1 việc đã hứa với chi bộ") || !strings.Contains(got, "Gần nhất: 20/12/2026") {
		t.Errorf("the desk: %s", got)
	}
	if got := flat(s.See(c.Officer, link.WardVisits(s.Ward))); !strings.Contains(got, "Việc đã hứa (1)") || !strings.Contains(got, "Chi bộ Tổ dân phố 3") {
		t.Errorf("what is owed: %s", got)
	}
	if got := flat(s.See(c.Hien.Person, here)); !strings.Contains(got, "Nhà văn hóa dột.") || !strings.Contains(got, "Sửa mái nhà văn hóa") || strings.Contains(got, "Lưu kết quả") {
		t.Errorf("the cell reads: %s", got)
	}
	s.Refuse(c.Hien.Person, here, http.StatusConflict, "hạn ngày 20/12/2026", "act", "word", "promise", promise, "version", "1", "word", "unkept")
	s.Must(c.Officer, here, "act", "close", "promise", promise, "version", "1", "outcome", "Phường đã lợp lại.")
	if got := flat(s.See(c.Hien.Person, link.Home)); !strings.Contains(got, "1 việc đảng ủy đã hứa, chờ chi bộ nói đã làm chưa") {
		t.Errorf("the secretary's home: %s", got)
	}
	s.Must(c.Hien.Person, here, "act", "word", "promise", promise, "version", "2", "word", "unkept")
	if got := flat(s.See(c.Officer, here)); !strings.Contains(got, "Chi bộ nói chưa làm") {
		t.Errorf("the word: %s", got)
	}
	for path, who := range map[string]string{here: c.Neighbour.Person, link.Visits(cell): c.Mai.Person, link.WardVisits(s.Ward): c.Hien.Person, link.NewVisit(cell): c.Hien.Person} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s as another: %d", path, code)
		}
	}
	s.Refuse(c.Hien.Person, here, http.StatusUnprocessableEntity, "Chưa chọn đã làm hay chưa")
	if code, _, _ := s.Post(c.Hien.Person, here, "act", "promise", "text", "x", "due", "20/12/2026"); code != http.StatusNotFound {
		t.Errorf("the cell promises itself something: %d", code)
	}
}
