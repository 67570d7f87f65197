package campaigns_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestReviewsInTheCommitteesOwnOutline: the shipped outline until the committee writes its
// own, on the page and in the file, which LibreOffice opens; what nobody knows is blank
// with a note; a cell neither reads a review nor writes an outline; an outline of an older
// page keeps both texts; once closed the campaign stands in the outline of a closing.
func TestReviewsInTheCommitteesOwnOutline(t *testing.T) {
	s := webtest.New(t)
	officer, hien := s.Cast.Officer, s.Cast.Hien.Person
	s.Must(officer, link.NewCampaign(s.Ward), "topic", "Phân loại rác tại nguồn", "why", "Rác chưa được phân loại.", "question1", "Việc khó nhất là gì?", "due", "01/01/2028", "period", "2026-12")
	id, today := "", ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		today = rd.Today()
		return rd.Get([]any{&id}, `select id from campaign where tenant = $1`)
	})
	review, year := link.CampaignReview(s.Ward, id), link.YearReview(s.Ward, "2026")
	outline, final := link.ReviewOutline(s.Ward, "so-ket"), link.ReviewOutline(s.Ward, "tong-ket")
	shown := func(at string) string { // a paper has no primary button
		_, body := s.Get(officer, at)
		return flat(body)
	}
	if code, _ := s.Get(officer, review); code != http.StatusConflict {
		t.Errorf("the review of a draft: %d", code)
	}
	if _, body := s.Get(officer, link.Campaigns(s.Ward)); strings.Contains(body, year) {
		t.Error("a year in which nothing was sent is offered")
	}
	s.Must(officer, link.Campaign(s.Ward, id), "act", "send", "version", "1")
	for at, door := range map[string]string{link.Campaigns(s.Ward): year, link.Campaign(s.Ward, id): review, link.Works(s.Ward): link.YearReview(s.Ward, today[:4])} {
		if _, body := s.Get(officer, at); !strings.Contains(body, `"`+door+`"`) {
			t.Errorf("%s leads not to %s", at, door)
		}
	}
	if got := shown(review); !strings.Contains(got, "Tình hình triển khai") || !strings.Contains(got, "0 chi bộ đã gửi kết quả (0%)") || !strings.Contains(got, "DỰ THẢO") {
		t.Errorf("in the shipped outline: %s", got)
	}
	if got := shown(year); !strings.Contains(got, "1 chuyên đề chung, 0 chuyên đề đã tổng kết") || !strings.Contains(got, "chưa tổng kết nên chưa có nguyên nhân).") || !strings.Contains(got, "DỰ THẢO") {
		t.Errorf("the year: %s", got)
	}

	own := "# I- Kết quả {{ky}}\nĐã gửi {{ da_gui }} chi bộ. Nguyên nhân: {{nguyen_nhan}}."
	s.Refuse(officer, outline, http.StatusUnprocessableEntity, "Dòng 2 nêu “diem”", "body", "# I\nĐiểm {{diem}}", "version", "0")
	s.Refuse(officer, outline, http.StatusUnprocessableEntity, "Dòng 1 nêu “{{”", "body", "Gửi {{da_gui} chi bộ", "version", "0")
	for range 2 {
		s.Must(officer, outline, "body", own, "version", "0")
	}
	if got := flat(s.See(officer, outline)); !strings.Contains(got, "đề cương riêng của đảng ủy") {
		t.Errorf("its own: %s", got)
	}
	code, _, body := s.Post(officer, outline, "body", own+"\nCâu của người khác", "version", "0")
	if got := flat(body); code != http.StatusConflict || !strings.Contains(got, "Đồng chí khác vừa sửa") || !strings.Contains(got, "Câu của người khác") || !strings.Contains(got, "Đề cương đang lưu # I- Kết quả") {
		t.Errorf("an older page: %d %s", code, got)
	}
	if got := shown(review); !strings.Contains(got, "I- Kết quả tháng 12/2026") || !strings.Contains(got, "Đã gửi 0 chi bộ. Nguyên nhân: …… (chỗ để trống: chưa có số liệu).") || strings.Contains(got, "Tình hình triển khai") {
		t.Errorf("in its own outline: %s", got)
	}
	s.Must(officer, outline, "act", "shipped", "version", "1")
	if got := flat(s.See(officer, outline)); !strings.Contains(got, "đề cương mẫu có sẵn") || !strings.Contains(got, "Tình hình triển khai") {
		t.Errorf("given back: %s", got)
	}

	for _, at := range []string{review, year, link.CampaignReviewFile(s.Ward, id, "docx"), link.YearReviewFile(s.Ward, "2026", "docx"), outline} {
		if code, _ := s.Get(hien, at); code != http.StatusNotFound {
			t.Errorf("a cell reads %s: %d", at, code)
		}
	}
	if code, _, _ := s.Post(hien, outline, "body", own, "version", "0"); code != http.StatusNotFound {
		t.Errorf("a cell writes the outline: %d", code)
	}
	for _, at := range []string{link.YearReview(s.Ward, "2099"), link.ReviewOutline(s.Ward, "khac"), review + "/tai/khac.docx"} {
		if code, _ := s.Get(officer, at); code != http.StatusNotFound {
			t.Errorf("%s: %d", at, code)
		}
	}

	s.Must(officer, final, "body", "# I- Nguyên nhân\n{{nguyen_nhan}}\n# II- Việc làm tiếp\n{{bang_viec_khac_phuc}}\n{{bang_cac_buoc}}", "version", "0")
	s.Must(officer, link.CloseCampaign(s.Ward, id), "causes", "Thiếu thùng, thiếu xe.", "remedy1", "Đặt lịch xe gom riêng", "owner1", officer, "due1", "31/12/2027", "version", "2")
	code, file := s.Get(officer, link.CampaignReviewFile(s.Ward, id, "docx"))
	if code != http.StatusOK || !strings.HasPrefix(file, "PK") {
		t.Fatalf("the file: %d", code)
	}
	got := strings.Join(strings.Fields(printed(t, []byte(file))), " ")
	for _, want := range []string{"I- Nguyên nhân", "Thiếu thùng, thiếu xe.", "II- Việc làm tiếp", "Đặt lịch xe gom riêng", "31/12/2027", "Đã sinh hoạt", "-BC/ĐU"} {
		if !strings.Contains(got, want) {
			t.Errorf("LibreOffice prints no %q: %s", want, got)
		}
	}
	if strings.Contains(got, "DỰ THẢO") {
		t.Errorf("a closing is printed as a draft: %s", got)
	}
}

// printed is what LibreOffice prints of a paper, as text.
func printed(t *testing.T, data []byte) string {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice on this machine")
	}
	dir := t.TempDir()
	if keep := os.Getenv("CHIBO_SHEETS"); keep != "" { // to look at
		dir = keep
	}
	if err := os.WriteFile(filepath.Join(dir, "so-ket.docx"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, "so-ket.docx")).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", filepath.Join(dir, "so-ket.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
