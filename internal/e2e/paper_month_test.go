package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"chibo/internal/web/link"
)

// TestAMonthHeldOnPaper enters December of a cell whose machine was away that
// evening, from its paper minutes, and counts the taps: typing apart, a choice
// from a list is two, a button one.
func TestAMonthHeldOnPaper(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[15]
	v := s.signIn(t, cell.Secretary, "secretary")
	s.at(t, "2026-12-08 20:00")
	taps := 0
	tap := func(do func()) { taps++; do() }
	pick := func(name, value string) { taps += 2; v.fill(name, value) }

	v.visit(link.Meetings(cell.Slug))
	tap(func() { v.press("Nhập biên bản ghi trên giấy") })
	tap(func() { v.primary() })
	if at := v.at(); at != link.Late(cell.Slug, "2026-12") {
		t.Fatalf("the month to be entered is %s", at)
	}
	for _, name := range []string{"day", "begin", "end", "place", "chair", "scribe"} {
		if v.field(name) == "" {
			t.Errorf("%s is not proposed", name)
		}
	}
	for n, reason := range []string{"excused.illness", "excused.work"} {
		pick(fmt.Sprintf("marks.%d.member", n), cell.Members[6+n].ID)
		pick(fmt.Sprintf("marks.%d.what", n), reason)
	}
	v.fill("common", "30.000")
	tap(func() { v.fill("rest", "paid") })
	opened := false
	tap(func() {
		v.script(`(()=>{const s=[...document.querySelectorAll('main summary')].find(e=>e.textContent==='Ghi từng đồng chí');s.click();return s.parentElement.open})()`, &opened)
	})
	if !opened {
		t.Error("the comrades one by one cannot be opened")
	}
	tap(func() { v.fill("state-"+cell.Members[8].ID, "waived") })
	v.fill("items.0.conclusion", "Chi bộ nhất trí với báo cáo.")
	judged := 0
	v.script(`document.querySelectorAll('main [name$=".result"][value=done]').length`, &judged)
	for n := range judged {
		tap(func() { v.fill(fmt.Sprintf("reviewed.%d.result", n), "done") })
	}
	if judged == 0 {
		t.Error("no task of November waits to be judged")
	}
	for n, deed := range []string{"Vệ sinh sân trường trước kỳ nghỉ", "Tặng quà học sinh khó khăn"} {
		v.fill(fmt.Sprintf("tasks.%d.deed", n), deed)
		pick(fmt.Sprintf("tasks.%d.owner", n), cell.Members[3+n].ID)
	}
	v.fill("votes.0.for", "18", "numbers.minutes", "12", "numbers.resolution", "10")
	tap(func() { v.primary() })
	v.reads("Xem lại trước khi khóa biên bản", "Chi bộ nhất trí với báo cáo.", "Vệ sinh sân trường trước kỳ nghỉ", cell.Members[6].FullName+", có lý do.", "Nhập vào hệ thống sau buổi sinh hoạt, ngày 08/12/2026", "Đảng phí tháng 12/2026: ", "1 đồng chí được miễn, 0 đồng chí chưa nộp")
	tap(func() { v.primary() })
	v.reads("Đã lấy số và khóa văn bản")
	tap(func() { v.primary() })
	v.reads("Cấp trên nhận lúc")
	t.Logf("%d taps, %d tasks judged", taps, judged)
	if taps > 23+judged { // three of them for the dues
		t.Errorf("it took %d taps", taps)
	}

	status, _, file := v.get(link.Paper(cell.Slug, "2026-12", "minutes", "docx"))
	if status != http.StatusOK {
		t.Fatalf("the minutes as a file: %d", status)
	}
	if said := docx(t, file); !strings.Contains(said, "Nhập vào hệ thống sau buổi sinh hoạt, ngày 08/12/2026, bởi đồng chí "+cell.Members[0].FullName) || !strings.Contains(said, "12-") {
		t.Errorf("the minutes do not say who entered them and when:\n%s", said)
	}
	v.visit(link.Late(cell.Slug, "2026-12"))
	v.reads("Tháng này đã nhập và khóa biên bản")
	officer := s.signIn(t, s.ward.Officer, "officer")
	officer.visit(link.Month(s.ward.Root.Slug, "2026-12"))
	officer.reads(strings.TrimPrefix(cell.Name, "Chi bộ "))
}
