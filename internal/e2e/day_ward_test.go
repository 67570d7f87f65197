package e2e

import (
	"testing"

	"chibo/internal/web/link"
)

// TestDayOfAnOfficer: on the 5th the cells are told apart without a touch, the
// reason of a late one is in the row, its phone one touch away, the sheet two.
func TestDayOfAnOfficer(t *testing.T) {
	s := lived(t)
	s.at(t, "2026-11-05 08:00")
	v := s.signIn(t, s.ward.Officer, "officer")
	h := &thumb{v: v}

	v.visit(link.Home)
	v.atOnce("Tháng 11/2026", "chi bộ đã sinh hoạt", "đúng ngày")
	v.reads("Cần xử lý trước")
	h.press("Mở")
	v.reads("Tháng này")
	h.within("why a cell is late", 1)

	v.visit(link.Home)
	h.press("Mở bảng tháng 11")
	v.file(h, "Tải bảng", "PK")
	h.within("the month's sheet", 2)
}

// TestDayOfTheWardsSecretary: what the committee owes and three cells to visit
// without a touch, one resolution read in two.
func TestDayOfTheWardsSecretary(t *testing.T) {
	s := lived(t)
	v := s.signIn(t, s.ward.Leader, "ward secretary")
	h := &thumb{v: v}
	v.visit(link.Home)
	v.atOnce("Cần quan tâm", "Việc của đảng ủy", "Nên đến")
	h.press("Tổ dân phố 5") // late, and its minutes are in
	h.primary()
	v.reads("Nội dung nghị quyết", "hạn 20/11/2026")
	h.within("read one resolution", 2)
}

// TestDayOfTheInstaller: the last backup and the room on the disk without a touch,
// and nothing of what cells do.
func TestDayOfTheInstaller(t *testing.T) {
	s := lived(t)
	v := s.signIn(t, s.ward.Admin, "administrator")
	v.visit(link.Home)
	v.atOnce("sao lưu hằng đêm", "Chỗ trống trên đĩa")
	for _, path := range []string{link.Meetings(s.ward.Cells[2].Slug), link.Members(s.ward.Cells[2].Slug), link.Tasks(s.ward.Cells[2].Slug)} {
		if status, _, _ := v.get(path); status != 404 {
			t.Errorf("%s answers %d to the administrator", path, status)
		}
	}
}
