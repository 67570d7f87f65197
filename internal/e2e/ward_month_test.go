package e2e

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chibo/internal/web/link"
)

// TestAMonthOfTheWard lives a month above the cells: a paper goes down and is opened, a
// comrade raises something and is answered, a silent cell is found, asked and heard,
// scores are confirmed by one decision, and the sheets open elsewhere with the columns
// prescribed.
func TestAMonthOfTheWard(t *testing.T) {
	s := lived(t)
	cu, cell, quiet := s.ward.Root.Slug, s.ward.Cells[2], s.ward.Cells[5]
	officer, secretary := s.signIn(t, s.ward.Officer, "officer"), s.signIn(t, cell.Secretary, "secretary")

	officer.visit(link.NewDirective(cu))
	officer.fill("number", "31-CV/ĐU", "issued_on", "23/11/2026", "abstract", "về chuẩn bị Tết cho hộ khó khăn", "asked", "Chi bộ bàn và phân công thăm từng hộ",
		"discuss_by", "15/12/2026", "summary", "Rà từng hộ khó khăn.\nPhân công thăm trước 20/12.", "to", "all")
	officer.primary()
	paper := officer.at()
	officer.reads("Đã gửi 19 Đã xem 0", "Chưa xem (19)")
	secretary.visit(link.Documents(cell.Slug))
	secretary.press("31-CV/ĐU")
	secretary.reads("Phân công thăm trước 20/12")
	officer.visit(paper)
	officer.reads("Đã gửi 19 Đã xem 1", cell.Name+" Đã xem 24/11/2026")

	officer.visit(link.NewCampaign(cu))
	officer.fill("topic", "Dọn kênh mương đầu bản", "why", "Kênh tắc mỗi mùa mưa.", "question1", "Việc khó nhất là gì?", "due", "30/12/2026", "period", "2026-12")
	officer.primary()
	officer.primary() // read once more, and sent
	officer.reads("Đang triển khai")
	topic := officer.at()
	secretary.visit(link.Home + "?xem=tat-ca")
	secretary.press("Chuyên đề chung: Dọn kênh mương đầu bản")
	secretary.reads("Việc khó nhất là gì?")

	member := s.signIn(t, cell.Members[6].PersonID, "member")
	member.visit(link.NewConcern)
	member.fill("body", "Đèn ngõ 5 hỏng đã hai tháng.", "topic", "area", "to", "secretary", "naming", "cell")
	member.primary()
	raised := member.at()[strings.LastIndex(member.at(), "/")+1:]
	secretary.visit(link.CellConcern(cell.Slug, raised))
	secretary.reads("Đèn ngõ 5 hỏng")
	secretary.fill("answer", "Tổ điện thay đèn ngày 28/11.", "issue", "Đèn ngõ 5 hỏng; thay ngày 28/11.")
	secretary.primary()
	member.visit(link.MyConcern(raised))
	member.reads("Tổ điện thay đèn ngày 28/11")
	member.fill("word", "enough")
	member.primary()
	member.reads("Đã thỏa đáng")
	if status, _, _ := officer.get(link.WardConcern(cu, raised)); status != 404 {
		t.Errorf("what was raised in the cell answers %d to the office", status)
	}

	s.at(t, "2026-12-07 08:00") // after what is due on the 5th
	officer.visit(link.Committee(cu))
	officer.reads("Chưa báo")
	officer.visit(link.WardSilence(cu, quiet.Slug, "2026-12"))
	officer.primary()
	officer.reads("Đã nhắc ngày 07/12/2026")
	below := s.signIn(t, quiet.Secretary, "silent secretary")
	below.visit(link.Home)
	below.press("Đảng ủy nhắc")
	below.fill("reason", "merged", "note", "Ghép vào buổi ngày 03/01.")
	below.primary()
	officer.visit(link.WardSilence(cu, quiet.Slug, "2026-12"))
	officer.reads("Ghép vào buổi ngày 03/01")
	officer.primary()
	officer.reads("Đảng ủy đã chấp nhận ngày 07/12/2026")
	below.visit(link.CellSilence(quiet.Slug, "2026-12"))
	below.reads("Đảng ủy đã chấp nhận")

	officer.visit(link.NewVisit(quiet.Slug))
	officer.fill("day", "08/12/2026")
	officer.primary()
	visit := officer.at()
	s.at(t, "2026-12-08 20:30")
	officer.visit(visit)
	officer.fill("saw", "Nhà văn hóa dột, họp ở trường.")
	officer.primary()
	officer.fill("text", "Cấp tôn lợp lại mái", "due", "11/12/2026")
	officer.primary()
	s.at(t, "2026-12-14 08:00")
	officer.visit(link.Committee(cu))
	officer.reads("Đảng ủy cần trả lời", "3 việc đã hứa với chi bộ") // the sample ward owes two
	officer.visit(visit)
	officer.unfold()
	officer.fill("outcome", "Lợp xong ngày 10/12.")
	officer.submit("outcome")
	below.visit(visit)
	below.reads("Lợp xong ngày 10/12")
	below.unfold()
	below.fill("word", "kept")
	below.submit("word")
	officer.visit(visit)
	officer.reads("Đã làm, 14/12/2026")

	officer.visit(topic)
	officer.visit(link.ConfirmScores(cu))
	officer.press("Chọn cả 15 chi bộ")
	officer.fill("decision", "Biên bản họp đảng ủy số 12", "decision_day", "04/12/2026")
	officer.primary()
	officer.reads("15 chi bộ")

	for path, head := range map[string]string{ // domain/meetings.md 6: the grading sheet
		link.MonthSheet(cu, "2026-11"):       "Số thứ tự|Chi bộ|Tình trạng|Đảng viên|Ngày sinh hoạt|Có mặt|Phải dự|Việc giao|Việc xong|Quá hạn",
		link.GradingSheetFile(cu, "2026-11"): "STT|Chi bộ|Số đảng viên|Ngày sinh hoạt|Điểm|Tốt|Khá|Trung bình|Kém|Lý do trừ điểm",
	} {
		status, _, body := officer.get(path)
		if status != 200 {
			t.Fatalf("%s answers %d", path, status)
		}
		if rows := inCalc(t, body); !slices.ContainsFunc(rows, func(row []string) bool { return strings.Join(row, "|") == head }) {
			t.Errorf("%s has not the columns %s:\n%q", path, head, rows[:min(3, len(rows))])
		}
	}
}

// unfold opens what is folded on the page.
func (v *visitor) unfold() {
	v.t.Helper()
	v.script(`document.querySelectorAll('main details').forEach(d=>{d.open=true});true`, new(bool))
}

// inCalc are the rows of a sheet as LibreOffice reads it.
func inCalc(t *testing.T, sheet []byte) [][]string {
	t.Helper()
	_, err := exec.LookPath("soffice")
	require(t, err == nil, "no LibreOffice here: install libreoffice-calc-nogui to open the sheets")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "s.xlsx"), sheet, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("soffice", "-env:UserInstallation=file://"+dir+"/lo", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", dir, filepath.Join(dir, "s.xlsx")).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	f, err := os.Open(filepath.Join(dir, "s.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}
