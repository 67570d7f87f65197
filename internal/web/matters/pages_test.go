package matters_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

// TestAListIsWrittenAdoptedAndHeard walks it as the secretary of a school and a member; a
// residential cell is told that it needs none.
func TestAListIsWrittenAdoptedAndHeard(t *testing.T) {
	s := webtest.New(t)
	c, cell, hien := s.Cast, s.Cell.Slug, s.Cast.Hien.Person
	list := link.Matters(cell)
	if got := flat(s.See(hien, list)); !strings.Contains(got, "không yêu cầu") {
		t.Errorf("a residential cell: %s", got)
	}
	s.Refuse(hien, link.NewMatter(cell), http.StatusConflict, "không yêu cầu", "what", "x", "office", "y", "report_on", "20/12/2026")
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update org_edge set kind = 'office' where tenant = $1 and org = $2`, c.Cell)
		return err
	})
	s.Refuse(hien, link.NewMatter(cell), http.StatusUnprocessableEntity, "không ghi tên đảng viên", "what", "Thu, chi quỹ hội", "office", "Lò Thị Mai", "report_on", "20/12/2026")
	s.Must(hien, link.NewMatter(cell), "what", "Thu, chi quỹ hội", "office", "Kế toán", "report_on", "20/12/2026")
	if got := flat(s.See(c.Mai.Person, list)); strings.Contains(got, "quỹ hội") || !strings.Contains(got, "tạm dùng") {
		t.Errorf("a member reads a draft: %s", got)
	}
	s.Refuse(hien, list, http.StatusUnprocessableEntity, "Ngày thông qua chưa dùng được")
	s.Must(hien, list, "day", "20/11/2026", "paper", "Nghị quyết số 02-NQ/CB")
	id := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select id from matter where tenant = $1`)
	})
	here := link.Matter(cell, id)
	if got := flat(s.See(c.Mai.Person, list)); !strings.Contains(got, "Chờ báo cáo") {
		t.Errorf("a member: %s", got)
	}
	s.Refuse(hien, here, http.StatusUnprocessableEntity, "Chưa ghi chi bộ đã nghe gì", "act", "report", "version", "2", "day", "25/11/2026", "outcome", " ")
	s.Must(hien, here, "act", "report", "version", "2", "day", "25/11/2026", "outcome", "Thu đúng, đã công khai.")
	if got := flat(s.See(c.Mai.Person, here)); !strings.Contains(got, "Thu đúng, đã công khai.") || !strings.Contains(got, "Chi bộ đã nghe") || strings.Contains(got, "Bỏ việc này") {
		t.Errorf("heard: %s", got)
	}
	s.Refuse(hien, here, http.StatusUnprocessableEntity, "Lý do còn trống", "act", "drop")
	for path, who := range map[string]string{list: c.Officer, here: c.Neighbour.Person, link.NewMatter(cell): c.Mai.Person} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s as another: %d", path, code)
		}
	}
}
