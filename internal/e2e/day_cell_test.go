package e2e

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/link"
)

// The days of the people of design/ux.md 1: what each must be able to do, in so
// many touches of a thumb. Typing is not counted; bytes are TestWireBudget's.

// TestDayOfASecretary: what is to be done now without a touch, the drafted agenda
// taken in four, the roll one a comrade, the resolution printed in two.
func TestDayOfASecretary(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2] // its December is registered
	b, ky := cell.Slug, "2026-12"
	v := s.signIn(t, cell.Secretary, "secretary")
	h := &thumb{v: v}

	v.visit(link.Home)
	v.atOnce("Việc cần làm ngay", "Chuẩn bị sinh hoạt tháng 12", "Xem bản nháp")
	h.primary()
	v.reads("Nội dung dự kiến")
	h.primary()
	v.reads("Họp chi ủy")
	h.within("take the drafted agenda, from home", 4)

	s.at(t, "2026-12-03 19:30")
	v.visit(link.Room(b, ky))
	v.fill("chair", cell.Secretary, "scribe", cell.Scribe)
	v.primary()
	v.visit(link.RollCall(b, ky))
	var waiting int
	v.script(`document.querySelectorAll('#danh-sach>li:not(.done)').length`, &waiting)
	if waiting < 15 {
		t.Fatalf("%d comrades wait to be marked", waiting)
	}
	for range waiting {
		h.n++
		v.hereBut("")
	}
	v.look()
	v.reads("Đã điểm danh đủ")
	h.within("call the roll", waiting)

	// After last month's meeting: its paper, from its page.
	v.visit(link.Meeting(b, "2026-11"))
	h.press("Hoàn thành sau sinh hoạt")
	v.file(h, "Nghị quyết, .pdf", "%PDF-")
	h.within("print the resolution", 2)
}

// file touches a link to a file and wants its first bytes, as the browser would save it.
func (v *visitor) file(h *thumb, label, begins string) {
	v.t.Helper()
	h.n++
	var address string
	v.script(`document.querySelector(`+"`"+v.mark(label)+"`"+`).getAttribute('href')`, &address)
	status, header, data := v.get(address)
	if status != http.StatusOK || !strings.HasPrefix(string(data), begins) {
		v.t.Errorf("%s: %q answers %d, %s, %d bytes", v.who, label, status, header.Get("Content-Type"), len(data))
	}
}

// TestDayOfAScribe: an opinion in two touches, the count of a vote in one after
// typing, the reading back one touch after the closing, the minutes as a file in two.
func TestDayOfAScribe(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	s.inSession(t, cell)
	b, ky := cell.Slug, "2026-12"
	v := s.signIn(t, cell.Scribe, "scribe")
	h := &thumb{v: v}

	v.visit(link.Home)
	v.atOnce("Đang sinh hoạt")
	h.primary()
	h.within("be in the room, from home", 1)

	v.visit(link.Opinion(b, ky) + "?muc=1")
	h.tap("the speaker", `.pick label.tick`)
	h.press("Kiến nghị")
	h.within("log who spoke", 2)
	v.reads("Đã lưu:")

	v.visit(link.Vote(b, ky, "1"))
	v.fill("for", "20")
	h.primary()
	h.within("a vote's result, after typing", 1)

	v.visit(link.Close(b, ky))
	v.reads("Kết luận")
	h.primary()
	v.reads("Đọc lại biên bản", "Đoạn 1/")
	h.within("read back, after the closing", 1)

	v.visit(link.Meeting(b, "2026-11"))
	h.press("Bản in")
	v.file(h, "Biên bản, .docx", "PK")
	h.within("the minutes as a file", 2)
}

// TestDayOfAReaderOfPaper: for a comrade without a phone everything is on paper,
// and each sheet costs the secretary at most three touches.
func TestDayOfAReaderOfPaper(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	v := s.signIn(t, cell.Secretary, "secretary")
	h := &thumb{v: v}
	v.visit(link.Contents)
	h.press("Bản in")
	v.reads("không dùng điện thoại")
	var without member.Member
	s.read(t, cell.Secretary, func(rd *store.Reader) error {
		paper, err := member.PaperOnly(rd, cell.ID, rd.Today())
		for _, m := range cell.Members {
			if paper[m.ID] {
				without = m
			}
		}
		return err
	})
	v.file(h, without.FullName+" In riêng", "%PDF-")
	h.within("invitation, resolution in large print and own tasks for one comrade", 2)
	v.file(h, without.FullName+" Phiếu của tôi", "%PDF-")
	h.within("his own sheet", 1)
	v.visit(link.Contents)
	h.press("Bản in")
	v.file(h, "In cho 3 đồng chí", "%PDF-")
	h.within("the sheets of all who use no phone", 2)
	v.reads("Trong tệp in có", "giấy mời chữ lớn", "bản nghị quyết chữ lớn")
}

// TestDayOfAYoungMember: away at work, with a phone at 23:00.
func TestDayOfAYoungMember(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	var mine task.Task
	s.read(t, cell.Secretary, func(rd *store.Reader) error {
		open, err := task.Open(rd, cell.ID)
		for _, one := range open {
			if one.State != task.Reported {
				mine = one
			}
		}
		return err
	})
	var person string
	for _, m := range cell.Members {
		if m.ID == mine.Owner {
			person = m.PersonID
		}
	}
	v := s.signIn(t, person, "young member")
	h := &thumb{v: v}

	s.at(t, "2026-11-30 23:00")
	v.visit(link.Home)
	v.atOnce("Buổi tới", "19:30 thứ Năm, 03/12")
	h.press("Báo vắng")
	h.tap("the reason", `main label:has([value=away])`)
	h.primary()
	v.reads("Đã báo vắng")
	h.within("report an absence with its reason", 3)

	v.visit(link.Me)
	h.press("Gửi ý kiến trước buổi")
	v.fill("gist", "Tôi đề nghị họp tối thứ Bảy để đồng chí làm ca dự được.")
	h.tap("no name", `main label:has([value=unnamed])`)
	h.primary()
	v.reads("Mã biên nhận")
	h.within("send an opinion before the meeting, without my name", 3)

	v.visit(link.Me)
	v.reads(mine.Deed)
	h.press("Báo kết quả")
	h.tap("done", `main label:has([name=done][value="1"])`)
	v.fill("result", "Đã xong, bà con đồng tình.")
	h.primary()
	v.reads("Chờ chi bộ xác nhận")
	h.within("see my tasks and report one", 3)

	v.visit(link.Me)
	h.press("Ai đã xem")
	h.within("see who opened my record", 3)
	v.reads("Ai mở hồ sơ của đồng chí")
}
