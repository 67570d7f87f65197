package e2e

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"chibo/internal/member"
	"chibo/internal/session"
	"chibo/internal/web/link"
)

// TestImportInBrowser founds a committee and takes in both sample lists through
// the five steps.
func TestImportInBrowser(t *testing.T) {
	chromium(t)
	s := open(t, t.TempDir())
	code, err := session.NewSetup(context.Background(), s.app.DB)
	if err != nil {
		t.Fatal(err)
	}
	v := s.phone(t, "first officer")
	v.visit(link.Setup(code))
	v.fill("committee", "Đảng bộ phường Sông Mẫu", "number", "1234567", "place", "Sông Mẫu", "consent_no", "15-CV/ĐU", "consent_day", "02/11/2026",
		"consent_text", "Cho phép quản lý nghiệp vụ.", "officer", "Nguyễn Thu Hà", "sign_in", "ha.nguyen")
	v.primary()
	desk := v.at()
	if !strings.HasPrefix(desk, "/cap-uy/") {
		t.Fatalf("the first officer stands at %s:\n%s", desk, v.text())
	}
	slug := strings.TrimPrefix(desk, "/cap-uy/")
	takeIn(t, v, slug, member.ListOrgs, "to-chuc-phuong-mau.xlsx")
	v.visit(link.Cells(slug))
	v.reads("Không có chi bộ nào quá hạn báo") // taken in today, they owe nothing of the 3rd
	v.visit(link.OrgTree(slug))
	v.reads("Tổ dân phố số 3")
	takeIn(t, v, slug, member.ListMembers, "dang-vien-phuong-mau.xlsx")
	v.visit(link.AllMembers(slug))
	v.visit(link.Committee(slug))
}

// takeIn leads one list through the five steps.
func takeIn(t *testing.T, v *visitor, slug, kind, file string) {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	v.visit(link.Imports(slug))
	v.reads("Bước 1/5")
	v.fill("kind", kind)
	v.run("choose the file", chromedp.SetUploadFiles(`input[type=file]`, []string{path}, chromedp.ByQuery))
	var pressed []string
	for range 6 {
		label := v.primary()
		pressed = append(pressed, label)
		if strings.HasPrefix(label, "Đưa ") {
			break
		}
	}
	if last := pressed[len(pressed)-1]; !strings.HasPrefix(last, "Đưa ") {
		t.Fatalf("%s: the steps led nowhere: %v\n%s", file, pressed, v.text())
	}
	here := v.at()
	for range 100 {
		if strings.Contains(v.text(), "Đã xong:") {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	v.reads("Đã xong:") // the page asks by itself
	v.visit(here)
	v.reads("Bước 5/5", "Đã xong:")
	t.Log(v.text())
}
