package inspections_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
	"chibo/rules"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

// TestAProgrammeIsWrittenAdoptedAndDone walks it as the cell's secretary; the committee above
// reads how far it came, in the synthesis too, and writes nothing.
func TestAProgrammeIsWrittenAdoptedAndDone(t *testing.T) {
	s := webtest.New(t)
	c, cell := s.Cast, s.Cell.Slug
	base := link.CellChecks(cell)
	if got := flat(s.See(c.Hien.Person, base)); !strings.Contains(got, "Không ghi ở đây: tên người được kiểm tra") || !strings.Contains(got, "Chưa thông qua") {
		t.Errorf("the empty year: %s", got)
	}
	fresh := link.NewCheck(base)
	s.Refuse(c.Hien.Person, fresh, http.StatusUnprocessableEntity, "có tên đảng viên", "kind", "regular", "subject", "Giám sát đồng chí Trần Đức Lộc", "period", "q4")
	s.Refuse(c.Hien.Person, fresh, http.StatusUnprocessableEntity, "xử lý trên giấy", "kind", "inspect", "subject", "Đơn tố cáo", "period", "q4")
	s.Refuse(c.Hien.Person, fresh, http.StatusUnprocessableEntity, "chưa đủ điều kiện", "kind", "thematic", "subject", "Nêu gương", "period", "q4", "ground", "scattered")
	s.Must(c.Hien.Person, fresh, "kind", "regular", "subject", "Thu, nộp đảng phí", "period", "q4")
	s.Refuse(c.Hien.Person, base, http.StatusUnprocessableEntity, "Chưa có số biên bản", "day", "02/12/2026", "version", "0")
	s.Must(c.Hien.Person, base, "day", "02/12/2026", "minutes_no", "01-BB/CB", "version", "0")
	id := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select id from inspection_item where tenant = $1`)
	})
	here := link.Check(base, id)
	s.Refuse(c.Hien.Person, here, http.StatusUnprocessableEntity, "chưa qua hết các bước", "act", "result", "version", "1", "result", "clean")
	s.Refuse(c.Hien.Person, here, http.StatusUnprocessableEntity, "Bước trước chưa ghi ngày", "act", "step", "step", "notice", "day", "02/12/2026", "version", "1")
	for n, step := range rule.MustLoad(rules.FS).Programme("2026-12-03").Steps {
		s.Must(c.Hien.Person, here, "act", "step", "step", step.Key, "day", "02/12/2026", "version", string(rune('1'+n)))
	}
	s.Must(c.Hien.Person, here, "act", "result", "version", "7", "result", "lessons")
	if got := flat(s.See(c.Officer, base)); !strings.Contains(got, "Có thiếu sót, đã rút kinh nghiệm") || !strings.Contains(got, "1/1 việc có kết quả") || strings.Contains(got, "Thêm một việc") {
		t.Errorf("the committee reads: %s", got)
	}
	if got := flat(s.See(c.Officer, link.WardChecks(s.Ward))); !strings.Contains(got, "Chi bộ Tổ dân phố 3") || !strings.Contains(got, "Xong 1/1 việc") || !strings.Contains(got, "Chưa thông qua chương trình") {
		t.Errorf("over all cells: %s", got)
	}
	if got := flat(s.See(c.Officer, link.Synthesis(s.Ward, "2026-nam"))); !strings.Contains(got, "Kiểm tra, giám sát") {
		t.Errorf("the synthesis: %s", got)
	}
	for path, who := range map[string]string{base: c.Mai.Person, here: c.Neighbour.Person, fresh: c.Officer, link.WardChecks(s.Ward): c.Hien.Person} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s as another: %d", path, code)
		}
	}
}
