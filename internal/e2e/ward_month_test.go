package e2e

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// TestAMonthOfTheWard lives a month above the cells, as officer, ward secretary, committee
// member in charge, two cells and a comrade: a paper goes down and is opened, a topic is
// put to all, held, answered and closed, something is raised and answered, a silent cell is
// found, asked, heard, visited and helped until it says that it is well, scores are
// confirmed by one decision, and the sheets open elsewhere with the columns prescribed.
func TestAMonthOfTheWard(t *testing.T) {
	s := lived(t)
	m := aboveTheCells{s: s, t: t, cu: s.ward.Root.Slug, cell: s.ward.Cells[2], quiet: s.ward.Cells[5]}
	m.officer, m.secretary, m.below = s.signIn(t, s.ward.Officer, "officer"), s.signIn(t, m.cell.Secretary, "secretary"), s.signIn(t, m.quiet.Secretary, "silent secretary")
	m.leader = s.signIn(t, s.ward.Leader, "ward secretary")
	comrade := s.ward.Cells[3].Secretary
	s.as(t, s.ward.Officer, func(tx *store.Tx) error {
		_, err := member.Appoint(tx, member.Post{Person: comrade, Post: access.InCharge, Org: m.quiet.ID, From: "2026-11-01"})
		return err
	})
	m.charge = s.signIn(t, comrade, "member in charge")

	m.paperDown()
	topic := m.topicPut()
	m.raised()
	m.topicHeld(topic)
	s.at(t, "2026-12-07 08:00") // after what is due on the 5th
	m.silent()
	m.visited()
	m.helped()
	m.confirmed()
	m.topicClosed(topic)
	m.sheets()
}

// aboveTheCells are the people of a committee's month and the two cells it looks at.
type aboveTheCells struct {
	s                                         *server
	t                                         *testing.T
	cu                                        string
	cell, quiet                               demo.Cell
	officer, leader, charge, secretary, below *visitor
}

func (m aboveTheCells) paperDown() {
	officer, secretary, cell := m.officer, m.secretary, m.cell
	officer.visit(link.NewDirective(m.cu))
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
}

func (m aboveTheCells) topicPut() (id string) {
	m.officer.visit(link.NewCampaign(m.cu))
	m.officer.fill("topic", "Dọn kênh mương đầu bản", "why", "Kênh tắc mỗi mùa mưa.", "question1", "Việc khó nhất là gì?", "due", "30/12/2026", "period", "2026-12")
	m.officer.primary()
	m.officer.primary() // read once more, and sent
	m.officer.reads("Đang triển khai")
	m.secretary.visit(link.Home + "?xem=tat-ca")
	m.secretary.press("Chuyên đề chung: Dọn kênh mương đầu bản")
	m.secretary.reads("Việc khó nhất là gì?")
	return m.officer.at()[strings.LastIndex(m.officer.at(), "/")+1:]
}

func (m aboveTheCells) raised() {
	member := m.s.signIn(m.t, m.cell.Members[6].PersonID, "member")
	member.visit(link.NewConcern)
	member.fill("body", "Đèn ngõ 5 hỏng đã hai tháng.", "topic", "area", "to", "secretary", "naming", "cell")
	member.primary()
	raised := member.at()[strings.LastIndex(member.at(), "/")+1:]
	m.secretary.visit(link.CellConcern(m.cell.Slug, raised))
	m.secretary.reads("Đèn ngõ 5 hỏng")
	m.secretary.fill("answer", "Tổ điện thay đèn ngày 28/11.", "issue", "Đèn ngõ 5 hỏng; thay ngày 28/11.")
	m.secretary.primary()
	member.visit(link.MyConcern(raised))
	member.reads("Tổ điện thay đèn ngày 28/11")
	member.fill("word", "enough")
	member.primary()
	member.reads("Đã thỏa đáng")
	if status, _, _ := m.officer.get(link.WardConcern(m.cu, raised)); status != 404 {
		m.t.Errorf("what was raised in the cell answers %d to the office", status)
	}
}

// topicHeld: the cell treats the topic in its meeting and answers in its own words.
func (m aboveTheCells) topicHeld(topic string) {
	held := m.s.inSession(m.t, m.cell)
	m.s.at(m.t, "2026-12-03 21:00")
	m.s.as(m.t, m.cell.Secretary, func(tx *store.Tx) error { _, err := meeting.Close(tx, held.ID); return err })
	m.secretary.visit(link.CellCampaign(m.cell.Slug, topic))
	m.secretary.fill("answer1", "Thiếu người trẻ ở nhà.", "practice", "Mỗi hộ giữ mười mét kênh", "shares", "1")
	m.secretary.primary()
	m.officer.visit(link.Campaign(m.cu, topic))
	m.officer.reads("Dọn kênh mương đầu bản", "Mỗi hộ giữ mười mét kênh")
}

// silent: the cell without news is found, asked in writing and heard.
func (m aboveTheCells) silent() {
	m.leader.visit(link.Attention(m.cu))
	m.leader.reads("Chưa báo")
	m.officer.visit(link.Committee(m.cu))
	m.officer.reads("Chưa báo")
	m.officer.visit(link.WardSilence(m.cu, m.quiet.Slug, "2026-12"))
	m.officer.primary()
	m.officer.reads("Đã nhắc ngày 07/12/2026")
	m.below.visit(link.Home)
	m.below.press("Đảng ủy nhắc")
	m.below.fill("reason", "merged", "note", "Ghép vào buổi ngày 03/01.")
	m.below.primary()
	m.officer.visit(link.WardSilence(m.cu, m.quiet.Slug, "2026-12"))
	m.officer.reads("Ghép vào buổi ngày 03/01")
	m.officer.primary()
	m.officer.reads("Đảng ủy đã chấp nhận ngày 07/12/2026")
	m.below.visit(link.CellSilence(m.quiet.Slug, "2026-12"))
	m.below.reads("Đảng ủy đã chấp nhận")
}

// visited: the comrade in charge goes there, promises, and the cell says that it was kept.
func (m aboveTheCells) visited() {
	m.charge.visit(link.InCharge)
	m.charge.reads(m.quiet.Name)
	m.charge.visit(link.NewVisit(m.quiet.Slug))
	m.charge.fill("day", "08/12/2026")
	m.charge.primary()
	visit := m.charge.at()
	m.s.at(m.t, "2026-12-08 20:30")
	m.charge.visit(visit)
	m.charge.fill("saw", "Nhà văn hóa dột, họp ở trường.")
	m.charge.primary()
	m.charge.fill("text", "Cấp tôn lợp lại mái", "due", "11/12/2026")
	m.charge.primary()
	m.s.at(m.t, "2026-12-14 08:00")
	m.officer.visit(link.Committee(m.cu))
	m.officer.reads("Đảng ủy cần trả lời", "3 việc đã hứa với chi bộ") // the sample ward owes two
	m.charge.visit(visit)
	m.charge.unfold()
	m.charge.fill("outcome", "Lợp xong ngày 10/12.")
	m.charge.submit("outcome")
	m.below.visit(visit)
	m.below.reads("Lợp xong ngày 10/12")
	m.below.unfold()
	m.below.fill("word", "kept")
	m.below.submit("word")
	m.officer.visit(visit)
	m.officer.reads("Đã làm, 14/12/2026")
}

// helped: a plan for the cell that was silent, closed by nobody's word but its own.
func (m aboveTheCells) helped() {
	m.charge.visit(link.NewHelp(m.quiet.Slug))
	m.charge.fill("aim", "Cùng chi ủy chuẩn bị buổi sinh hoạt tháng 1", "why", "Chi bộ ghép buổi tháng 12.", "until", "08/01/2027")
	m.charge.primary()
	plan := m.charge.at()
	m.charge.fill("text", "Dự họp chi ủy", "due", "28/12/2026")
	m.charge.primary()
	m.charge.reads("Dự họp chi ủy", "Hạn 28/12/2026")
	m.below.visit(plan)
	m.below.reads("Cùng chi ủy chuẩn bị buổi sinh hoạt tháng 1")
	m.below.fill("word", "well")
	m.below.primary()
	m.officer.visit(plan)
	m.officer.reads("Chi bộ nói đã ổn")
}

// confirmed: the ward secretary confirms what cells and evidence agree on by one decision.
func (m aboveTheCells) confirmed() {
	m.leader.visit(link.ConfirmScores(m.cu))
	m.leader.press("Chọn cả 15 chi bộ")
	m.leader.fill("decision", "Biên bản họp đảng ủy số 12", "decision_day", "04/12/2026")
	m.leader.primary()
	m.leader.reads("15 chi bộ")
}

// topicClosed: causes, a remedy of the committee's own, and the report as a paper.
func (m aboveTheCells) topicClosed(topic string) {
	m.officer.visit(link.CloseCampaign(m.cu, topic))
	m.officer.fill("causes", "Nhiều chi bộ chưa tới ngày sinh hoạt.", "remedy1", "Cấp dụng cụ nạo vét cho các bản", "due1", "29/12/2026")
	m.officer.pick("owner1", 2)
	m.officer.primary()
	m.officer.reads("Cấp dụng cụ nạo vét cho các bản")
	m.officer.visit(link.CampaignReport(m.cu, topic))
	m.officer.reads("Nhiều chi bộ chưa tới ngày sinh hoạt", "Thiếu người trẻ ở nhà")
}

func (m aboveTheCells) sheets() {
	for path, head := range map[string]string{ // domain/meetings.md 6: the grading sheet
		link.MonthSheet(m.cu, "2026-11"):       "Số thứ tự|Chi bộ|Tình trạng|Đảng viên|Ngày sinh hoạt|Có mặt|Phải dự|Việc giao|Việc xong|Quá hạn",
		link.GradingSheetFile(m.cu, "2026-11"): "STT|Chi bộ|Số đảng viên|Ngày sinh hoạt|Điểm|Tốt|Khá|Trung bình|Kém|Lý do trừ điểm",
	} {
		status, _, body := m.officer.get(path)
		if status != 200 {
			m.t.Fatalf("%s answers %d", path, status)
		}
		if rows := inCalc(m.t, body); !slices.ContainsFunc(rows, func(row []string) bool { return strings.Join(row, "|") == head }) {
			m.t.Errorf("%s has not the columns %s:\n%q", path, head, rows[:min(3, len(rows))])
		}
	}
}

// pick chooses the nth of a list, the first being 0.
func (v *visitor) pick(name string, n int) {
	v.t.Helper()
	v.script(fmt.Sprintf(`(()=>{const e=document.querySelector('main select[name="%s"]');e.selectedIndex=%d;e.dispatchEvent(new Event('change',{bubbles:true}));return true})()`, name, n), new(bool))
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
