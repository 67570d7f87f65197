package assists_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

// TestAPlanIsWrittenDoneAndSettledByTheCell walks it as the office and as the cell: from the
// cell's page with the desk's reasons, a step and its result, on the secretary's home, more
// help asked for, and settled by the cell alone.
func TestAPlanIsWrittenDoneAndSettledByTheCell(t *testing.T) {
	s := webtest.New(t)
	c, cell := s.Cast, s.Cell.Slug
	if got := s.See(c.Officer, link.CellSeen(s.Ward, cell)); !strings.Contains(got, link.NewHelp(cell)) {
		t.Error("the cell's page does not lead to a plan")
	}
	fresh := link.NewHelp(cell)
	s.Refuse(c.Officer, fresh, http.StatusUnprocessableEntity, "không còn ở đảng ủy", "person", c.Mai.Person, "aim", "x", "why", "x", "until", "29/12/2026")
	s.Refuse(c.Officer, fresh, http.StatusUnprocessableEntity, "là ngày nghỉ", "person", c.Officer, "aim", "x", "why", "x", "until", "01/01/2027")
	s.Refuse(c.Officer, fresh, http.StatusUnprocessableEntity, "Chưa có lý do", "person", c.Officer, "aim", "Soạn nội dung", "why", "", "until", "29/12/2026")
	s.Must(c.Officer, fresh, "person", c.Officer, "aim", "Cùng chi ủy soạn nội dung", "reason", "few_came", "why", "Chi ủy mới.", "until", "29/12/2026")
	id := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select id from assist_plan where tenant = $1`)
	})
	here := link.HelpPlan(cell, id)
	s.Refuse(c.Officer, here, http.StatusUnprocessableEntity, "bước này sau ngày ấy", "act", "step", "text", "Dự họp chi ủy", "due", "30/12/2026")
	s.Must(c.Officer, here, "act", "step", "text", "Dự họp chi ủy", "due", "15/12/2026")
	s.Must(c.Officer, here, "act", "result", "n", "1", "version", "1", "result", "Đã dự, thống nhất 4 nội dung.")
	if got := flat(s.See(c.Officer, link.WardHelp(s.Ward))); !strings.Contains(got, "Đang giúp (1)") || !strings.Contains(got, "Chi bộ Tổ dân phố 3 Đến 29/12/2026") {
		t.Errorf("what is open: %s", got)
	}
	if got := flat(s.See(c.Hien.Person, link.Home)); !strings.Contains(got, "Đảng ủy đang giúp chi bộ, đến 29/12/2026") {
		t.Errorf("the secretary's home: %s", got)
	}
	got := flat(s.See(c.Hien.Person, here))
	for _, want := range []string{"Cùng chi ủy soạn nội dung", "Dưới nửa số đảng viên dự", "Chi ủy mới.", "Đã dự, thống nhất 4 nội dung.", "Chi bộ thấy thế nào?"} {
		if !strings.Contains(got, want) {
			t.Errorf("the cell does not read %q: %s", want, got)
		}
	}
	if strings.Contains(got, "Rút kế hoạch") {
		t.Error("the cell may withdraw the committee's plan")
	}
	s.Refuse(c.Hien.Person, here, http.StatusUnprocessableEntity, "Chưa chọn đã ổn", "version", "1")
	s.Refuse(c.Hien.Person, here, http.StatusUnprocessableEntity, "Cần giúp thêm thì có ngày", "act", "word", "version", "1", "word", "more")
	s.Must(c.Hien.Person, here, "act", "word", "version", "1", "word", "more", "until", "29/01/2027", "words", "Còn khó viết nghị quyết.")
	if got := flat(s.See(c.Officer, here)); !strings.Contains(got, "Chi bộ cần giúp thêm") || !strings.Contains(got, "Còn khó viết nghị quyết.") || !strings.Contains(got, "29/01/2027") {
		t.Errorf("the committee reads: %s", got)
	}
	if code, _, _ := s.Post(c.Officer, here, "act", "word", "version", "2", "word", "well"); code != http.StatusNotFound {
		t.Errorf("the committee speaks for the cell: %d", code)
	}
	s.Must(c.Hien.Person, here, "act", "word", "version", "2", "word", "well")
	s.Refuse(c.Officer, here, http.StatusConflict, "đã khép lại", "act", "withdraw", "version", "3", "reason", "x")
	if got := flat(s.See(c.Officer, link.CellHelp(cell))); !strings.Contains(got, "Chi bộ nói đã ổn") {
		t.Errorf("settled: %s", got)
	}
	for path, who := range map[string]string{here: c.Neighbour.Person, link.CellHelp(cell): c.Mai.Person, link.WardHelp(s.Ward): c.Hien.Person, fresh: c.Hien.Person} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s as another: %d", path, code)
		}
	}
}
