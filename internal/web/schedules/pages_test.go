package schedules_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

var tokenOf = regexp.MustCompile(`name="rows" value="([^"]+)"( checked)?`)

// TestTheMonthIsApprovedAndTold walks it as each person it concerns: what a cell registered
// is approved on the page, a moved one is not approved unseen, the cells read the notice on
// their own pages, and the sheet opens.
func TestTheMonthIsApprovedAndTold(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	c.Planned(t, s.DB)
	here := link.Schedule(s.Ward, "2026-12")
	page := s.See(c.Officer, here)
	if got := flat(page); !strings.Contains(got, "2 chi bộ: 0 đã duyệt, 1 chờ duyệt, 1 chưa đăng ký") || !strings.Contains(got, "Quàng Thị Dung") {
		t.Fatalf("the register: %s", got)
	}
	if got := flat(s.See(c.Officer, link.Committee(s.Ward))); !strings.Contains(got, "1 chi bộ chờ duyệt") {
		t.Errorf("the desk: %s", got)
	}
	found := tokenOf.FindStringSubmatch(page)
	if found == nil || found[2] == "" {
		t.Fatalf("nothing to approve, or not ticked: %v", found)
	}
	s.Refuse(c.Officer, here, http.StatusUnprocessableEntity, "Chưa đánh dấu chi bộ nào", "act", "approve")
	s.Refuse(c.Officer, here, http.StatusConflict, "vừa đổi lịch", "act", "approve", "rows", found[1]+"x")
	s.Refuse(c.Officer, here, http.StatusConflict, "Chưa chi bộ nào được duyệt lịch", "act", "issue")
	for range 2 {
		s.Must(c.Officer, here, "act", "approve", "rows", found[1])
		s.Must(c.Officer, here, "act", "issue", "number", "12")
	}
	s.Refuse(c.Officer, here, http.StatusUnprocessableEntity, "Số thông báo từ 1 đến 99999", "act", "issue", "number", "123456")
	if got := flat(s.See(c.Officer, here)); !strings.Contains(got, "Thông báo số 12") || strings.Contains(got, "Khác với thông báo") {
		t.Errorf("told: %s", got)
	}
	if got := flat(s.See(c.Mai.Person, link.Told(s.Cell.Slug, "2026-12"))); !strings.Contains(got, "19:30 thứ Năm, 03/12/2026") || strings.Contains(got, "Hiên") {
		t.Errorf("a member reads: %s", got)
	}
	if got := flat(s.See(c.Hien.Person, link.Home)); !strings.Contains(got, "Lịch chung của đảng bộ tháng 12/2026") {
		t.Errorf("the secretary's home: %s", got)
	}
	for path, who := range map[string]string{link.ScheduleFile(s.Ward, "2026-12", "lich.xlsx"): c.Officer, link.ScheduleFile(s.Ward, "2026-12", "thong-bao.docx"): c.Officer, link.ToldFile(s.Cell.Slug, "2026-12", "thong-bao.docx"): c.Loc.Person} {
		if code, body := s.Get(who, path); code != http.StatusOK || !strings.HasPrefix(body, "PK") {
			t.Errorf("%s: %d", path, code)
		}
	}
	for path, who := range map[string]string{here: c.Hien.Person, link.Told(s.Cell.Slug, "2026-12"): c.Neighbour.Person, link.ScheduleFile(s.Ward, "2026-12", "khac.xlsx"): c.Officer, link.Schedule(s.Ward, "2026-13"): c.Officer} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s as another: %d", path, code)
		}
	}
}
