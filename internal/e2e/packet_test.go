package e2e

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// TestPacketInBrowser copies a block for the handbook app, and is refused a file
// that carries a secret mark.
func TestPacketInBrowser(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[8] // notice and papers are out
	var ky string
	if err := s.app.DB.Read(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(rd *store.Reader) error {
		all, _, err := meeting.List(rd, meeting.Filter{Org: cell.ID, Limit: 1})
		if err == nil {
			ky = link.Period(all[0].Period, all[0].Kind, all[0].N)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	v := s.signIn(t, cell.Secretary, "secretary of the packet")
	v.visit(link.Packet(cell.Slug, ky))
	v.script(`(navigator.clipboard.writeText = (s) => { window.carried = s; return Promise.resolve(); }, true)`, nil)
	v.run("copy", chromedp.Click(v.mark("Chép: Nội dung, chương trình"), chromedp.ByQuery))
	var carried, field string
	v.script(`window.carried ?? ""`, &carried)
	v.script(`document.getElementById("o-content").value`, &field)
	if carried == "" || carried != field || !strings.HasPrefix(carried, "1. Khai mạc") {
		t.Errorf("copied %q of %q", carried, field)
	}
	v.reads("Đã chép. Đồng chí dán vào Sổ tay.")
	v.look()

	file := filepath.Join(t.TempDir(), "KH12_MAT.docx")
	if err := os.WriteFile(file, []byte("PK"), 0o600); err != nil {
		t.Fatal(err)
	}
	v.visit(link.Attach(cell.Slug, ky))
	v.fill("title", "Kế hoạch 12")
	v.run("choose the file", chromedp.SetUploadFiles(`input[type=file]`, []string{file}, chromedp.ByQuery))
	if status := v.load("send the file", chromedp.Click(v.mark("Lưu tệp này"), chromedp.ByQuery)); status != 422 {
		t.Errorf("a file with a mark: %d", status)
	}
	v.reads("Văn bản này có dấu chỉ độ mật nên hệ thống không nhận.", "Tệp không được lưu ở đâu trong hệ thống.", "Ghi “lưu riêng”")
	if got := v.field("title"); got != "Kế hoạch 12" {
		t.Errorf("what was typed is gone: %q", got)
	}
	v.look()
}
