package papers_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// planned registers December for the cell; announced also tells it.
func planned(t *testing.T, s *webtest.Site, announced bool) {
	t.Helper()
	s.DB.Write(t, s.Cast.Hien.Person, func(tx *store.Tx) error {
		m, err := meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: s.Cast.Cell, Period: "2026-12", Kind: meeting.Regular, StartsAt: meetingtest.StartsAt, Place: "Nhà văn hóa tổ 3"})
		if err != nil {
			return err
		}
		if _, err := agenda.Draft(tx, meetingtest.Book, m.ID); err != nil || !announced {
			return err
		}
		_, err = meeting.Announce(tx, m.ID)
		return err
	})
}

func text(t *testing.T, s *webtest.Site, who, path string) string {
	t.Helper()
	code, body := s.Get(who, path)
	if code != http.StatusOK {
		t.Fatalf("GET %s: %d %s", path, code, webtest.Text(body))
	}
	all, err := docx.Text(bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
	return strings.Join(all, "\n")
}

func TestTheSecretaryPrintsForThoseWithoutAPhone(t *testing.T) {
	s := webtest.New(t)
	hien, cell := s.Cast.Hien.Person, s.Cell.Slug
	if body := webtest.Text(s.See(hien, link.Handouts(cell))); !strings.Contains(body, "Chưa có đồng chí nào được ghi là không dùng điện thoại") {
		t.Errorf("nobody marked: %s", body)
	}
	planned(t, s, true)
	form := s.See(hien, link.PaperReaders(cell))
	s.Must(hien, link.PaperReaders(cell), "was", webtest.Field(form, "was"), "member", s.Cast.Loc.Member, "member", s.Cast.Mai.Member)
	// Another who opened the page before takes Mai off and adds nobody: Lộc, marked since, stays.
	s.Must(hien, link.PaperReaders(cell), "was", s.Cast.Mai.Member)
	body := s.See(hien, link.Handouts(cell))
	if seen := webtest.Text(body); !strings.Contains(seen, "In cho 1\u00a0đồng chí không dùng điện thoại") && !strings.Contains(seen, "In cho 1 đồng chí không dùng điện thoại") || !strings.Contains(seen, "1\u00a0giấy mời chữ lớn") && !strings.Contains(seen, "1 giấy mời chữ lớn") {
		t.Errorf("the hub says %s", seen)
	}
	sheet := text(t, s, hien, link.Paper(cell, "2026-12", "handouts", "docx"))
	if !strings.Contains(sheet, "Trần Đức Lộc") || strings.Contains(sheet, "Lò Thị Mai") || !strings.Contains(sheet, "GIẤY MỜI") {
		t.Errorf("the file: %s", sheet)
	}
	if alone := text(t, s, hien, link.HandoutFor(cell, "2026-12", s.Cast.Mai.Member, "docx")); !strings.Contains(alone, "Lò Thị Mai") || strings.Contains(alone, "Trần Đức Lộc") {
		t.Errorf("one who asks: %s", alone)
	}
	for _, word := range []string{"thong-bao", "chuong-trinh", "diem-danh", "giay-moi"} {
		if code, body := s.Get(hien, link.Print(cell, "2026-12", word)); code != http.StatusOK || !strings.Contains(body, `class="sheet`) || strings.Count(body, "<h1") != 1 {
			t.Errorf("%s: %d", word, code)
		}
	}
	if code, _ := s.Get(hien, link.Print(cell, "2026-12", "khong-co")); code != http.StatusNotFound {
		t.Errorf("a form that is none: %d", code)
	}
	s.See(hien, link.Prints(cell, "2026-12"))
	mai := s.Cast.Mai.Person
	s.See(mai, link.Prints(cell, "2026-12")) // members read and print what is theirs
	for _, path := range []string{link.Handouts(cell), link.PaperReaders(cell), link.Paper(cell, "2026-12", "handouts", "docx"), link.Print(cell, "2026-12", "giay-moi")} {
		if code, _ := s.Get(mai, path); code != http.StatusNotFound {
			t.Errorf("a member at %s: %d", path, code)
		}
	}
}

// TestWhatIsRaisedOnPaper: the blank sheet asks what the page asks, in its words, and
// ticks nothing beforehand; it names nobody, and only who prints for the cell gets it.
func TestWhatIsRaisedOnPaper(t *testing.T) {
	s := webtest.New(t)
	hien, cell := s.Cast.Hien.Person, s.Cell.Slug
	path := link.ConcernSheet(cell, "docx")
	if !strings.Contains(s.See(hien, link.Handouts(cell)), strings.TrimSuffix(path, "docx")) || !strings.Contains(s.See(hien, link.CellConcerns(cell)), link.Handouts(cell)) {
		t.Error("no page leads to the blank sheet")
	}
	sheet, form := text(t, s, hien, path), webtest.Text(s.See(s.Cast.Mai.Person, link.NewConcern))
	for _, want := range []string{"Bí thư chi bộ", "Đảng ủy viên phụ trách chi bộ", "Cán bộ đảng ủy", "Chi bộ biết tên", "Chỉ người trả lời biết tên", "Không nêu tên"} {
		if !strings.Contains(sheet, want) || !strings.Contains(strings.ReplaceAll(form, "\u00a0", " "), want) {
			t.Errorf("%q is not on the sheet or not on the page", want)
		}
	}
	for _, want := range []string{"TỔ DÂN PHỐ 3", "PHIẾU GHI TÂM TƯ", "Đã đọc lại", "BIÊN NHẬN"} {
		if !strings.Contains(sheet, want) {
			t.Errorf("lacks %q:\n%s", want, sheet)
		}
	}
	if strings.Contains(sheet, "Hiên") || strings.ContainsAny(sheet, "☑☒✓") {
		t.Errorf("names somebody or ticks a box:\n%s", sheet)
	}
	for _, who := range []string{s.Cast.Mai.Person, s.Cast.Officer, s.Cast.Neighbour.Person} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("one who does not print for the cell: %d", code)
		}
	}
	if code, _ := s.Get(hien, link.ConcernSheet(cell, "exe")); code != http.StatusNotFound {
		t.Errorf("another ending: %d", code)
	}
}

func TestTheOfficePrintsForACell(t *testing.T) {
	s := webtest.New(t)
	officer, cell := s.Cast.Officer, s.Cell.Slug
	if body := webtest.Text(s.See(officer, link.OfficePrint(s.Ward, cell))); !strings.Contains(body, "chưa đăng ký buổi sinh hoạt nào") {
		t.Errorf("no meeting: %s", body)
	}
	planned(t, s, false)
	if body := webtest.Text(s.See(officer, link.OfficePrint(s.Ward, cell))); !strings.Contains(body, "chưa gửi thông báo") {
		t.Errorf("not announced: %s", body)
	}
	if code, _ := s.Get(officer, link.OfficeBatch(s.Ward, cell, "2026-12.docx")); code != http.StatusConflict {
		t.Errorf("the file of a draft: %d", code)
	}
	s.DB.Write(t, s.Cast.Hien.Person, func(tx *store.Tx) error {
		m, err := meeting.Find(tx.Reader, s.Cast.Cell, "2026-12", meeting.Regular)
		if err == nil {
			_, err = meeting.Announce(tx, m.ID)
		}
		return err
	})
	s.Must(s.Cast.Hien.Person, link.PaperReaders(cell), "was", "", "member", s.Cast.Loc.Member)
	if body := webtest.Text(s.See(officer, link.OfficePrint(s.Ward, cell))); !strings.Contains(body, "Phiếu điểm danh để trống") || !strings.Contains(body, "không ghi ai vắng") {
		t.Errorf("the office sees %s", body)
	}
	sheet := text(t, s, officer, link.OfficeBatch(s.Ward, cell, "2026-12.docx"))
	for _, want := range []string{"GIẤY MỜI", "Trần Đức Lộc", "PHIẾU ĐIỂM DANH"} {
		if !strings.Contains(sheet, want) {
			t.Errorf("lacks %q", want)
		}
	}
	if strings.Contains(sheet, "Hoàng Văn Tín") || strings.Contains(sheet, "Giàng A Tủa") {
		t.Error("tells who is exempt or away")
	}
	if body := webtest.Text(s.See(officer, link.OfficePrints(s.Ward))); !strings.Contains(body, "Chi bộ Tổ dân phố 4") {
		t.Errorf("the cells: %s", body)
	}
	for _, path := range []string{link.OfficeBatch(s.Ward, cell, "2026-11.docx"), link.OfficeBatch(s.Ward, cell, "2026-12.exe"), link.OfficePrint(s.Ward, "khong-co")} {
		if code, _ := s.Get(officer, path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
	for _, who := range []string{s.Cast.Hien.Person, s.Cast.Neighbour.Person} {
		if code, _ := s.Get(who, link.OfficeBatch(s.Ward, cell, "2026-12.docx")); code != http.StatusNotFound {
			t.Errorf("the office's door is open to a secretary: %d", code)
		}
	}
}

func TestProposalsOfTheReport(t *testing.T) {
	s := webtest.New(t)
	planned(t, s, true)
	hien, cell := s.Cast.Hien.Person, s.Cell.Slug
	path := link.Proposals(cell, "2026-12")
	s.See(hien, path)
	s.Must(hien, path, "version", "0", "proposals", "1. Thêm một chuyến xe rác <b>\n- Hỗ trợ 4 đèn pin\n\n")
	body := s.Refuse(hien, path, http.StatusConflict, "", "version", "0", "proposals", "Khác")
	if !strings.Contains(body, "Khác") || !strings.Contains(body, "Hỗ trợ 4 đèn pin") {
		t.Error("a stale edit keeps both texts")
	}
	s.Refuse(hien, path, http.StatusUnprocessableEntity, "Báo cáo ghi nhiều nhất", "version", "1", "proposals", strings.Repeat("Kiến nghị\n", 11))
	if code, _, _ := s.Post(s.Cast.Mai.Person, path, "version", "1", "proposals", "x"); code != http.StatusNotFound {
		t.Errorf("a member writes proposals: %d", code)
	}
	report := text(t, s, hien, link.Paper(cell, "2026-12", "report", "docx"))
	if !strings.Contains(report, "1. Thêm một chuyến xe rác <b>.") || !strings.Contains(report, "2. Hỗ trợ 4 đèn pin.") || !strings.Contains(report, "Đảng ủy phường Sông Xanh") {
		t.Errorf("the report: %s", report)
	}
	asked := func() string {
		out := ""
		s.DB.Read(t, s.Cast.Officer, func(rd *store.Reader) error {
			id := ""
			if err := rd.Get([]any{&id}, `select id from meeting where tenant = $1`); err != nil {
				return err
			}
			d, _, err := minutes.Sheet(rd, meetingtest.Book, id, "report")
			out = d.PlainText()
			return err
		})
		return out
	}
	if strings.Contains(asked(), "đèn pin") {
		t.Error("the level above reads proposals before the report is sent")
	}
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update meeting set state = 'reported' where tenant = $1`)
		return err
	})
	if !strings.Contains(asked(), "đèn pin") {
		t.Error("the level above does not read what was proposed to it")
	}
	s.Refuse(hien, path, http.StatusConflict, "Báo cáo đã gửi lên cấp trên", "version", "1", "proposals", "Khác nữa")
}
