package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"chibo/internal/agenda"
	"chibo/internal/attendance"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// inSession opens December's meeting of a cell with everybody expected in the room.
func (s *server) inSession(t *testing.T, cell demo.Cell) meeting.Meeting {
	t.Helper()
	var m meeting.Meeting
	as := func(fn func(tx *store.Tx) error) { t.Helper(); s.as(t, cell.Secretary, fn) }
	as(func(tx *store.Tx) (err error) {
		if m, err = meeting.Find(tx.Reader, cell.ID, "2026-12", meeting.Regular); err != nil {
			return err
		}
		if _, err = agenda.Draft(tx, s.app.Book, m.ID); err != nil {
			return err
		}
		_, err = meeting.Announce(tx, m.ID)
		return err
	})
	s.at(t, "2026-12-03 19:30")
	as(func(tx *store.Tx) error {
		if _, err := meeting.Open(tx, s.app.Book, m.ID, cell.Secretary, cell.Scribe); err != nil {
			return err
		}
		sheet, err := attendance.List(tx.Reader, m.ID)
		if err != nil {
			return err
		}
		for _, row := range sheet.Rows {
			if row.Expected {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: row.Member, Status: attendance.Here}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return m
}

// TestTheRoom walks an evening as the scribe does it while people talk, counting
// taps: an opinion 2, a task 6; then the vote, the closing and the reading back.
func TestTheRoom(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	s.inSession(t, cell)
	b, ky := cell.Slug, "2026-12"
	v := s.signIn(t, cell.Scribe, "scribe")
	h := &thumb{v: v}

	// Somebody came late: one row, one hour.
	s.at(t, "2026-12-03 19:34")
	v.visit(link.Mark(b, ky, cell.Members[8].ID))
	v.fill("status", "late", "at", "19:33")
	v.primary()
	v.reads("Đến muộn 19:33")

	// The item's time runs from the tap that takes it up, and says when it is over the plan.
	v.visit(link.Room(b, ky))
	v.primary()
	if at := v.at(); at != link.Item(b, ky, "1") {
		t.Fatalf("the room leads to %s", at)
	}
	v.reads("Đã 0 phút, dự kiến")
	s.at(t, "2026-12-03 19:46")
	v.visit(link.Item(b, ky, "1"))
	v.reads("Quá dự kiến", "cả buổi 16 phút", "Phát biểu 0/", "Mời đồng chí chưa phát biểu")

	// What is typed stays while one turns to something else, and is not written twice.
	v.fill("conclusion", "Chi bộ đặt hai thùng rác trước ngày 20/12.")
	v.press("Ghi ý kiến")
	h.tap("the speaker", `.pick label.tick`)
	h.press("Kiến nghị")
	h.within("an opinion", 2)
	v.reads("Đã lưu:", "kiến nghị, 19:46")
	v.fill("gist", "Đề nghị tăng một chuyến xe rác.")
	v.primary()
	v.reads("Phát biểu 1/", "Đề nghị tăng một chuyến xe rác.")

	h.press("Giao việc")
	v.fill("deed", "Đặt hai thùng rác đầu ngõ 12")
	h.tap("the owner", `.pick label.tick`)
	h.tap("the day", `[data-fill=due]`)
	v.fill("measure", "Thùng đã đặt, hộ dân dùng được")
	h.press("Giao việc này")
	h.within("a task", 6)
	if at, _, _ := strings.Cut(v.at(), "?"); at != link.Item(b, ky, "1") {
		t.Errorf("after giving a task one stands at %s", at)
	}
	v.reads("Đã giao đồng chí", "Đặt hai thùng rác đầu ngõ 12", "Hạn 20/12/2026")
	v.holds("conclusion", "Chi bộ đặt hai thùng rác trước ngày 20/12.")
	v.primary()
	if at := v.at(); at != link.Item(b, ky, "2") {
		t.Fatalf("the conclusion leads to %s", at)
	}

	s.evaluate(t, v, b, ky)
	v.count(link.Vote(b, ky, "nghi-quyet"))
	v.closing(b, ky)
}

// evaluate judges last month's tasks, a row each.
func (s *server) evaluate(t *testing.T, v *visitor, b, ky string) {
	t.Helper()
	v.visit(link.Evaluate(b, ky))
	v.reads("Đã đánh giá 0/")
	v.primary()
	for n := range 20 {
		if strings.Contains(v.text(), "Về nội dung sinh hoạt") {
			if n == 0 {
				t.Error("no task was to be judged")
			}
			return
		}
		if n == 1 {
			v.reads("Đã lưu:", "xong một phần")
		}
		if n == 0 {
			v.fill("result", "partly", "why", "Mới xong một nửa vì mưa.")
		} else {
			v.fill("result", "done")
		}
		v.primary()
	}
	t.Error("the evaluation does not end")
}

// count steps and types hands; the sum and the result follow as one counts.
func (v *visitor) count(path string) {
	v.t.Helper()
	v.visit(path)
	var base, needed int
	v.script(`Number(document.querySelector('[data-total]').dataset.total)`, &base)
	v.script(`Number(document.querySelector('[data-needed]').dataset.needed)`, &needed)
	v.run("step", chromedp.Click(`.num [data-by="1"]`, chromedp.ByQuery))
	v.reads(fmt.Sprintf("1 + 0 + 0 + %d = %d, khớp.", base-1, base), "Chưa đủ để thông qua")
	v.fill("for", fmt.Sprint(base+1))
	v.reads(fmt.Sprintf("Cộng lại là %d, nhiều hơn %d", base+1, base))
	v.fill("for", fmt.Sprint(needed), "other", "1")
	v.reads(fmt.Sprintf("%d + 0 + 1 + %d = %d, khớp.", needed, base-needed-1, base), fmt.Sprintf("Kết quả: %d/%d", needed, base), "Được thông qua")
	v.primary()
	v.reads(fmt.Sprintf("%d/%d tán thành", needed, base), "Được thông qua", "Có đồng chí bảo lưu ý kiến")
}

// closing scores, names what was lacking, closes, reads part by part and agrees.
func (v *visitor) closing(b, ky string) {
	v.t.Helper()
	v.visit(link.Close(b, ky))
	v.press("Chấm điểm, biểu quyết điểm")
	v.reads("Chấm buổi sinh hoạt, không chấm đảng viên.")
	v.judge()
	v.primary()
	v.fill("for", "20")
	v.primary()
	v.reads("Được thông qua")
	v.visit(link.Close(b, ky))
	v.reads("Chi bộ chấm ", " điểm, loại ")
	v.press("Nêu điều cần sửa lần sau")
	v.fill("lines", "Tài liệu gửi muộn một ngày")
	v.primary()
	v.reads("Tài liệu gửi muộn một ngày")
	v.primary() // closes and leads to the reading
	v.reads("Đọc lại biên bản", "Đoạn 1/")
	v.press("Rất lớn")
	v.reads("Đọc lại biên bản", "Đoạn 1/")
	v.press("Vừa")
	for range 40 {
		if strings.Contains(v.text(), "Chi bộ nhất trí biên bản") {
			break
		}
		v.primary()
	}
	v.primary()
	v.reads("Chi bộ đã nhất trí biên bản")
}

// judge fills the lines in that only people can judge, each in full; those that were
// counted stand as they are suggested.
func (v *visitor) judge() {
	v.t.Helper()
	open := 0
	v.run("lines without evidence", chromedp.Evaluate(`(() => { let n = 0; for (const i of document.querySelectorAll('input[name^="p."]')) if (i.value === '') { i.value = i.dataset.max.replace('.', ','); i.dispatchEvent(new Event('input', {bubbles: true})); n++; } return n })()`, &open))
	if open == 0 {
		v.t.Error("no line was left to be judged by people")
	}
}

// TestOpinionsWithoutScript: the two taps need nothing but HTML.
func TestOpinionsWithoutScript(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	s.inSession(t, cell)
	v := s.signIn(t, cell.Scribe, "scribe")
	v.noScript()
	v.visit(link.Opinion(cell.Slug, "2026-12") + "?muc=1")
	h := &thumb{v: v}
	h.tap("the speaker", `.pick label.tick`)
	h.press("Góp ý")
	h.within("an opinion without script", 2)
	v.reads("Đã lưu:")
	v.press("Hoàn tác")
	if strings.Contains(v.text(), "Đã lưu:") {
		t.Error("the opinion was not taken back")
	}
}
