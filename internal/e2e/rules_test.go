package e2e

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"chibo/internal/attendance"
	"chibo/internal/demo"
	"chibo/internal/minutes"
	"chibo/internal/office/sheet"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

const newTable = "Bảng chấm điểm sinh hoạt chi bộ phường Sông Xanh từ tháng 12/2026"

// TestANewTableFromASheet is a scoring table's whole life: the office changes the
// table as a spreadsheet and brings it back, a second person agrees, a cell closes a
// meeting under it and votes, the committee confirms another figure, and all four
// values stand with their evidence in the minutes and on the monthly sheet. What was
// scored before keeps its own table.
func TestANewTableFromASheet(t *testing.T) {
	s := lived(t)
	cell, root := s.ward.Cells[2], s.ward.Root.Slug
	officer, leader := s.signIn(t, s.ward.Officer, "officer"), s.signIn(t, s.ward.Leader, "leader")
	adopted := adopt(t, officer, leader, root)

	m := s.inSession(t, cell)
	absent := cell.Members[7]
	s.write(t, cell.Scribe, func(tx *store.Tx) error {
		_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: absent.ID, Status: attendance.Excused, Reason: "illness", Version: 1})
		return err
	})
	s.at(t, "2026-12-03 20:40") // who scores works while people talk: one line above what was counted, with its reason
	book := s.book(t)
	s.write(t, cell.Scribe, func(tx *store.Tx) error {
		more := rule.Whole(3)
		_, err := quality.ProposeLines(tx, book, m.ID, 0, []quality.Given{{Code: "4e", Points: &more, Reason: "Nhiều đồng chí góp ý bằng giấy."}})
		return err
	})
	s.at(t, "2026-12-03 21:00")
	scribe := s.signIn(t, cell.Scribe, "scribe")
	scribe.scoring(cell.Slug, "2026-12")
	s.sealed(t, cell, m.ID)

	s.at(t, "2026-12-08 09:00")
	officer.visit(link.ConfirmScore(root, cell.Slug, "2026-12"))
	officer.reads("chi bộ biểu quyết", "Nhiều đồng chí góp ý bằng giấy")
	officer.snap("6-confirm")
	officer.fill("p.4b", "7", "reason", "Nội dung thường kỳ thiếu phần dư luận xã hội.", "decision", "Biên bản họp đảng ủy số 14", "decision_day", "08/12/2026")
	officer.primary()
	officer.reads("Nội dung thường kỳ thiếu phần dư luận xã hội.", "Biên bản họp đảng ủy số 14")
	officer.snap("7-confirmed")
	if strings.Contains(officer.text(), absent.FullName) {
		t.Error("the committee reads who was absent")
	}
	four := s.values(t, cell.Secretary, m.ID)
	onPaper(t, officer, scribe, cell, root, absent.FullName, four)

	// November was scored by the table before, and says so.
	officer.visit(link.CellScoresSeen(root, cell.Slug))
	officer.reads(adopted, "local.quality.table.an-phu@1")
	scribe.visit(link.Score(cell.Slug, "2026-11"))
	scribe.reads("Bảng chấm điểm sinh hoạt thường kỳ của một phường")
	if strings.Contains(scribe.text(), newTable) {
		t.Error("an old month stands under the new table")
	}
	scribe.visit(link.Score(cell.Slug, "2026-12"))
	scribe.reads(newTable)
}

// adopt brings a changed sheet in and has a second person agree; it gives the name
// under which the table holds.
func adopt(t *testing.T, officer, leader *visitor, root string) string {
	t.Helper()
	officer.visit(link.RulesOn(root, "tim=b%E1%BA%A3ng+ch%E1%BA%A5m"))
	officer.press("Bảng chấm điểm: thường kỳ Quy định riêng của đảng ủy")
	officer.reads("Quyết định 21-QĐ/ĐU")
	var address string
	officer.script("document.querySelector(`"+officer.mark("Tải bảng điểm (.xlsx)")+"`).getAttribute('href')", &address)
	status, _, data := officer.get(address)
	if status != 200 {
		t.Fatalf("the table as a sheet answers %d", status)
	}
	file := filepath.Join(t.TempDir(), "bang-moi.xlsx")

	// A sheet that does not add up is named where, and nothing is adopted of it.
	if err := os.WriteFile(file, changedSheet(t, data, map[string]string{"4e": "9"}), 0o600); err != nil {
		t.Fatal(err)
	}
	bring := func() {
		officer.visit(link.ProposeRule(root))
		officer.run("choose the file", chromedp.SetUploadFiles(`main [name=file]`, []string{file}, chromedp.ByQuery))
		officer.fill("from", "01/12/2026", "doc", "Quyết định 33-QĐ/ĐU", "date", "20/11/2026", "issuer", "Đảng ủy phường Sông Xanh", "why", "Tăng phần ghi sổ biên bản.")
	}
	bring()
	officer.refused("Xem trước")
	officer.snap("1-wrong")
	officer.reads("Chỗ cần sửa", "cộng lại", "ô D")

	if err := os.WriteFile(file, changedSheet(t, data, map[string]string{"4e": "4,5", "4f": "1,5"}), 0o600); err != nil {
		t.Fatal(err)
	}
	bring()
	officer.primary()
	officer.reads("Số đồng chí phát biểu: tối đa 4,5 (trước: 5)", "Sổ biên bản ghi đủ: tối đa 1,5 (trước: 1)", "So với bản trước: Quyết định 21-QĐ/ĐU", "local.quality.table.")
	officer.snap("2-preview")
	officer.primary()
	officer.reads("Chờ")
	own := officer.at()
	leader.visit(own)
	leader.snap("3-second")
	leader.fill("do", "approve")
	leader.primary()
	leader.visit(own)
	leader.reads("Quyết định 33-QĐ/ĐU")
	var ref string
	leader.script(`(()=>{`+helpers+`const m=norm(document.body.innerText).match(/local\.[a-z0-9._-]+@\d+/);return m?m[0]:''})()`, &ref)
	officer.visit(link.RulesOn(root, "ngay=01/12/2026&tim=33-qd"))
	officer.reads("Quyết định 33-QĐ/ĐU")
	return ref
}

// changedSheet is the table as a ward types it: a title above, and points that
// differ; the best level of a line follows its most.
func changedSheet(t *testing.T, data []byte, most map[string]string) []byte {
	t.Helper()
	book, err := sheet.Open("a.xlsx", data, sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var out []sheet.Sheet
	for n, name := range book.Sheets() {
		rows, err := book.Rows(name)
		if err != nil {
			t.Fatal(err)
		}
		one := sheet.Sheet{Name: name}
		if n == 0 {
			one.Header = []string{newTable}
		}
		for i, row := range rows {
			var cells []any
			for c := range row.Cells {
				cells = append(cells, row.Text(c))
			}
			if points := most[row.Text(0)]; n == 0 && points != "" {
				levels := strings.Split(row.Text(5), ";")
				if at := strings.LastIndex(levels[0], ": "); at > 0 {
					levels[0] = levels[0][:at] + ": " + points
				}
				cells[3], cells[5] = points, strings.Join(levels, ";")
			}
			if n > 0 && i == 0 {
				for _, c := range cells {
					one.Header = append(one.Header, c.(string))
				}
				continue
			}
			one.Rows = append(one.Rows, cells)
		}
		out = append(out, one)
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// snap takes a picture of where one stands, where CHIBO_SHOTS names a folder.
func (v *visitor) snap(name string) {
	v.t.Helper()
	if dir := os.Getenv("CHIBO_SHOTS"); dir != "" {
		v.picture(360, 640, true, filepath.Join(dir, "360-table-"+name+".png"))
	}
}

// What one evening's scoring may take, from the page that closes the meeting to the
// last vote: a touch of a practised thumb, and for every line that only people can
// judge the time to read its question aloud and hear the room agree.
const (
	scoringTime = 4 * time.Minute
	aTouch      = 2 * time.Second
	aQuestion   = 10 * time.Second
	aCount      = 30 * time.Second // hands of a cell
)

// scoring walks it, counting touches; the figures counted by the program stand.
func (v *visitor) scoring(b, ky string) {
	v.t.Helper()
	h := &thumb{v: v}
	v.visit(link.Close(b, ky))
	h.press("Chấm điểm, biểu quyết điểm")
	var open []string
	v.script(`[...document.querySelectorAll('input[name^="p."]')].filter(i=>i.value===''&&!i.closest('details:not([open])')).map(i=>i.name)`, &open)
	var waiting int
	v.script(`[...document.querySelectorAll('input[name^="p."]')].filter(i=>i.value==='').length`, &waiting)
	if len(open) == 0 || len(open) > waiting {
		v.t.Fatalf("%d lines are to be judged, %d stand open", waiting, len(open))
	}
	for n, name := range open { // the first press writes the most; one in three is a step below
		h.tap("points for "+name, `.num:has([name="`+name+`"]) [data-by="1"]`)
		if n%3 == 1 {
			h.tap("less for "+name, `.num:has([name="`+name+`"]) [data-by="-1"]`)
		}
	}
	v.snap("4-scoring")
	h.primary()
	v.snap("5-vote")
	v.fill("for", "20")
	h.primary()
	v.reads("Được thông qua")
	took := time.Duration(h.n)*aTouch + time.Duration(len(open))*aQuestion + aCount
	v.t.Logf("from the closing to the vote on the score: %d lines without evidence, %d taps, %v by the budget", len(open), h.n, took)
	if took > scoringTime {
		v.t.Errorf("scoring takes %v, %v are allowed", took, scoringTime)
	}
	v.visit(link.Close(b, ky))
	v.reads("Chi bộ chấm ", " điểm, loại ")
	v.primary()
	v.reads("Đọc lại biên bản", "Đoạn 1/")
}

// sealed has the minutes confirmed by both and sealed; other tests walk that.
func (s *server) sealed(t *testing.T, cell demo.Cell, id string) {
	t.Helper()
	book := s.book(t)
	s.write(t, cell.Scribe, func(tx *store.Tx) error { return minutes.Confirm(tx, id, "scribe", "device") })
	s.write(t, cell.Secretary, func(tx *store.Tx) error {
		if err := minutes.Confirm(tx, id, "chair", "device"); err != nil {
			return err
		}
		_, err := minutes.Seal(tx, book, id)
		return err
	})
}

// book is the ward's own.
func (s *server) book(t *testing.T) *rule.Book {
	t.Helper()
	book, err := s.app.Books.Of(context.Background(), demo.Tenant)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// values are the four totals of a meeting and what stands beside its lines.
func (s *server) values(t *testing.T, person, id string) (out quality.Sheet) {
	t.Helper()
	book := s.book(t)
	s.read(t, person, func(rd *store.Reader) (err error) { out, err = quality.Read(rd, book, id); return err })
	if out.Suggested == nil || out.Self == nil || out.Voted == nil || out.Confirmed == nil {
		t.Fatalf("a value is nobody's: %+v", out.Score)
	}
	if *out.Suggested == *out.Voted || *out.Confirmed == *out.Voted {
		t.Errorf("the values are not told apart: suggested %s, voted %s, confirmed %s", out.Suggested, out.Voted, out.Confirmed)
	}
	return out
}

// onPaper wants all four values with their evidence in the minutes and on the
// monthly sheet, and of who was absent no word on the sheet or beside a line.
func onPaper(t *testing.T, officer, scribe *visitor, cell demo.Cell, root, absent string, x quality.Sheet) {
	t.Helper()
	status, _, file := scribe.get(link.Paper(cell.Slug, "2026-12", "minutes", "docx"))
	if status != 200 {
		t.Fatalf("the minutes answer %d", status)
	}
	said := docx(t, file)
	_, annex, there := strings.Cut(said, "Xác nhận")
	if !there {
		t.Fatalf("the minutes do not say what was confirmed:\n%s", said)
	}
	evidence := x.Evidence(x.Lines[1], false) // counts of who came
	for _, want := range []string{newTable, "Quyết định 33-QĐ/ĐU", x.Suggested.String(), x.Self.String(), x.Voted.String(), x.Confirmed.String(), evidence, "Biên bản họp đảng ủy số 14", "Nội dung thường kỳ thiếu phần dư luận xã hội"} {
		if !strings.Contains(strings.ToLower(annex), strings.ToLower(want)) {
			t.Errorf("the minutes lack %q behind the confirmation:\n%s", want, annex)
		}
	}
	officer.visit(link.GradingSheet(root, "2026-12"))
	officer.reads(cell.Name, x.Confirmed.String(), " lý do", newTable)
	status, _, file = officer.get(link.GradingSheetFile(root, "2026-12"))
	if status != 200 {
		t.Fatalf("the monthly sheet answers %d", status)
	}
	book, err := sheet.Open("thang.xlsx", file, sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	row := ""
	for _, name := range book.Sheets() {
		rows, err := book.Rows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Text(1) == cell.Name {
				for c := range r.Cells {
					row += r.Text(c) + " | "
				}
			}
		}
	}
	for _, want := range []string{x.Suggested.String(), x.Self.String(), x.Voted.String(), x.Confirmed.String(), "4b.", "Biên bản họp đảng ủy số 14"} {
		if !strings.Contains(strings.ReplaceAll(row, ".", ","), strings.ReplaceAll(want, ".", ",")) {
			t.Errorf("the monthly sheet lacks %q: %s", want, row)
		}
	}
	for where, text := range map[string]string{"the committee's monthly sheet": row, "the score in the minutes": annex, "the page of the month": officer.text()} {
		if strings.Contains(text, absent) {
			t.Errorf("%s names who was absent", where)
		}
	}
}
