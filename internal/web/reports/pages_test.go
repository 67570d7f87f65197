package reports_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chibo/internal/office/sheet"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// columns are those of the form, in its order (domain/meetings.md 6).
var columns = []string{"STT", "Chi bộ", "Số đảng viên", "Dự sinh hoạt (n/N, %)", "Số ý kiến", "Dân vận khéo", "Học tập chuyên đề", "Đọc sách, kể chuyện", "Kế hoạch chuyên đề", "Kết nạp", "Kiểm tra, giám sát", "Ghi chú"}

// TestTheYearInTheColumnsAskedFor: on the page and in the file, which LibreOffice opens;
// what is not known is blank and the notes say why.
func TestTheYearInTheColumnsAskedFor(t *testing.T) {
	s := webtest.New(t)
	s.Cast.Scored(t, s.DB, 2)
	officer, year := s.Cast.Officer, link.Synthesis(s.Ward, "2026-nam")
	s.DB.Write(t, store.System, func(tx *store.Tx) error { // one cell came with 17 of 20
		_, err := tx.Exec(`insert into cell_month (tenant, org, month, meeting, state, planned_day, held_day, on_time, members, expected, present, minutes_long, tasks_given, tasks_done, tasks_overdue, sealed_at, computed_at, version)
			select tenant, org, period, id, 'sealed', day, day, $2, 20, 20, 17, 90, 4, 3, 0, sealed_at, 0, 1 from meeting where tenant = $1 and period = '2026-12'`, true)
		return err
	})
	text := webtest.Text(s.See(officer, year))
	for _, want := range append(slices.Clone(columns[1:]), "17/20 (85%)", "Hệ thống chưa lưu dân vận khéo", "Chưa có danh sách đảng viên.", "Không có ý kiến nào được ghi.", "Tổng hợp 6 tháng đầu năm 2026") {
		if !strings.Contains(text, want) {
			t.Errorf("no %q: %s", want, text)
		}
	}
	if text := webtest.Text(s.See(officer, link.Synthesis(s.Ward, "2024-nam"))); !strings.Contains(text, "Kỳ này chưa có chi bộ nào.") {
		t.Errorf("before there was a cell: %s", text)
	}
	if text := webtest.Text(s.See(officer, year+"?ngay=30/11/2026")); !strings.Contains(text, "Đây là số liệu đến hết ngày 30/11/2026") || strings.Contains(text, "17/20") {
		t.Errorf("at the end of November: %s", text)
	}
	for _, ky := range []string{"2026", "2026-13", "nam", "2026-9-thang"} {
		if code, _ := s.Get(officer, link.Synthesis(s.Ward, ky)); code != http.StatusNotFound {
			t.Errorf("%s: %d", ky, code)
		}
	}
	if code, _ := s.Get(s.Cast.Hien.Person, year); code != http.StatusNotFound {
		t.Errorf("a cell's secretary: %d", code)
	}
	code, file := s.Get(officer, link.SynthesisFile(s.Ward, "2026-nam"))
	if code != http.StatusOK {
		t.Fatal(code)
	}
	book, err := sheet.Open("x.xlsx", []byte(file), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.Rows(book.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	var head []string
	for i := range rows[0].Cells {
		head = append(head, rows[0].Text(i))
	}
	if !slices.Equal(head, columns) {
		t.Errorf("columns %q", head)
	}
	for _, r := range rows[1:] {
		if strings.HasPrefix(r.Text(1), "Chi bộ Bản") && (r.Text(3) != "17/20 (85%)" || r.Text(4) != "" || r.Text(5) != "" || r.Text(6) != "0" || !strings.Contains(r.Text(11), "chưa lưu dân vận khéo")) {
			t.Errorf("%+v", r)
		}
	}
	if pdf := converted(t, []byte(file)); !strings.Contains(pdf, "Kế hoạch") || !strings.Contains(pdf, "17/20") {
		t.Errorf("LibreOffice prints %s", pdf)
	}
}

// converted is what LibreOffice prints of a sheet, as text.
func converted(t *testing.T, data []byte) string {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice on this machine")
	}
	dir := t.TempDir()
	if keep := os.Getenv("CHIBO_SHEETS"); keep != "" { // to look at
		dir = keep
	}
	if err := os.WriteFile(filepath.Join(dir, "x.xlsx"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, "x.xlsx")).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", filepath.Join(dir, "x.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func bring(t *testing.T, s *webtest.Site, who, name string, data []byte) (int, string, string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("key", store.NewID())
	f, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil || m.Close() != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", link.Returns(s.Ward), &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return s.Serve(who, r)
}

func table(t *testing.T, cells map[string]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for at, v := range cells {
		if err := f.SetCellValue("Sheet1", at, v); err != nil {
			t.Fatal(err)
		}
	}
	_ = f.SetCellFormula("Sheet1", "D9", "1+1")
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestATableOfTheLevelAboveIsFilled: brought once, its cells shown beforehand, further
// ones chosen, filled for any period; what cannot be is refused with its cell.
func TestATableOfTheLevelAboveIsFilled(t *testing.T) {
	s := webtest.New(t)
	s.Cast.Scored(t, s.DB, 2)
	officer, list := s.Cast.Officer, link.Returns(s.Ward)
	s.See(officer, list)
	data := table(t, map[string]any{"A1": "Kỳ: {{ky_bao_cao}}", "B2": "{{chi_bo}}", "B3": "{{co_mat}}", "B4": "{{dan_van_kheo}}"})
	code, to, body := bring(t, s, officer, "Biểu 3.xlsx", data)
	if code != http.StatusSeeOther {
		t.Fatal(code, webtest.Text(body))
	}
	if _, again, _ := bring(t, s, officer, "Biểu 3.xlsx", data); again != to {
		t.Errorf("the same file is two tables: %s, %s", to, again)
	}
	page := s.See(officer, to+"?ky=2026-12")
	text := webtest.Text(page)
	for _, want := range []string{"Sheet1, B2 Số chi bộ 4", "Sheet1, B3 Số lượt đảng viên có mặt để trống, chưa có số liệu", "Sheet1, B4 Mô hình dân vận khéo để trống, hệ thống chưa lưu", "tháng 12/2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q: %s", want, text)
		}
	}
	version := webtest.Field(page, "version")
	for places, sentence := range map[string]string{"C5": "Dòng 1 chưa đúng", "C5 = chi_bo_dung_hann": "Ô C5 hỏi số liệu chưa có tên: chi_bo_dung_hann", "D9 = chi_bo": "Ô D9 (Sheet1) đang có công thức", "B2 = chi_bo": "Ô B2 được ghi hai lần", "Trang 7, B2 = chi_bo": "Biểu không có trang Trang 7", "5C = chi_bo": "Không có ô 5C"} {
		s.Refuse(officer, to, http.StatusUnprocessableEntity, sentence, "version", version, "places", places)
	}
	s.Must(officer, to, "version", version, "places", "C5 = Chi bộ đúng hạn")
	s.Must(officer, to, "version", version, "places", "C5 = Chi bộ đúng hạn") // sent again
	if body := s.Refuse(officer, to, http.StatusConflict, "", "version", version, "places", "C6 = chi_bo"); !strings.Contains(body, "C6 = chi_bo") {
		t.Error("what was typed on an older page is lost")
	}
	code, file := s.Get(officer, to+"/tai?ky=2026-12")
	if code != http.StatusOK {
		t.Fatal(code)
	}
	f, err := excelize.OpenReader(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]string{"A1": "Kỳ: tháng 12/2026", "B2": "4", "B3": "", "B4": "", "C5": "2"} {
		if got, _ := f.GetCellValue("Sheet1", at); got != want {
			t.Errorf("%s holds %q, want %q", at, got, want)
		}
	}
	notes, err := f.GetComments("Sheet1")
	if err != nil || len(notes) != 2 || !strings.Contains(notes[0].Text+notes[1].Text, "Số lượt đảng viên có mặt: để trống, chưa có số liệu") {
		t.Errorf("%+v %v", notes, err)
	}
	if code, file = s.Get(officer, to+"/tai?ky=2026-nam"); code != http.StatusOK {
		t.Fatal(code)
	}
	if f, err = excelize.OpenReader(strings.NewReader(file)); err != nil {
		t.Fatal(err)
	}
	if got, _ := f.GetCellValue("Sheet1", "A1"); got != "Kỳ: năm 2026" {
		t.Errorf("of the year: %q", got)
	}
	for name, x := range map[string]struct {
		data     []byte
		sentence string
	}{
		"ban.xlsx":  {table(t, map[string]any{"B4": "{{chi_bo_dung_hann}}"}), "Ô B4 hỏi số liệu chưa có tên: chi_bo_dung_hann"},
		"hong.xlsx": {[]byte("PK\x03\x04 hỏng"), "Không đọc được tệp này"},
		"mat.xlsx":  {table(t, map[string]any{"A1": "TUYỆT MẬT"}), "độ mật"},
	} {
		if code, _, body := bring(t, s, officer, name, x.data); code != http.StatusUnprocessableEntity || !strings.Contains(webtest.Text(body), x.sentence) {
			t.Errorf("%s: %d %s", name, code, webtest.Text(body))
		}
	}
	for _, path := range []string{list, to, to + "/tai?ky=2026-12"} {
		if code, _ := s.Get(s.Cast.Hien.Person, path); code != http.StatusNotFound {
			t.Errorf("a cell's secretary at %s: %d", path, code)
		}
	}
	s.Refuse(officer, to+"/bo", http.StatusConflict, "", "version", version) // drawn before the cells were chosen
	s.Must(officer, to+"/bo", "version", webtest.Field(s.See(officer, to), "version"))
	if code, _ := s.Get(officer, to); code != http.StatusNotFound {
		t.Errorf("taken away: %d", code)
	}
	s.See(officer, list)
}
