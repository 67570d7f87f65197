package e2e

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"chibo/internal/audit"
	"chibo/internal/minutes"
	"chibo/internal/web/link"
)

// TestACorrectionAndItsProof corrects sealed minutes in the browser, without a
// later meeting: the chair records the scribe's signature on paper and confirms;
// then a stranger checks the proof file, a bent one and the code of the print.
func TestACorrectionAndItsProof(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[15]
	v := s.signIn(t, cell.Secretary, "secretary")
	v.visit(link.Done(cell.Slug, "2026-11"))
	v.press("Biên bản số")
	v.reads("Bản 1", "Bản đang dùng", "Xác nhận này giữ cho nội dung không bị sửa. Bản in vẫn cần chữ ký")
	paper := strings.TrimPrefix(v.at(), s.url)
	v.press("Mở bản đính chính")
	v.reads("0 đoạn đã sửa", "Việc đã giao không đổi")
	v.primary()
	v.fill("text", "Thời gian bắt đầu: 19:30. Địa điểm: Trường mầm non phường.")
	v.primary()
	v.reads("1 đoạn đã sửa", "Đã sửa")
	v.primary()
	v.fill("reason", "Ghi sai địa điểm")
	v.primary()
	v.reads("Ghi sai địa điểm", "Thư ký chưa xác nhận lại")
	for _, want := range []string{"Thư ký đã ký giấy", "Chủ trì xác nhận", "Khóa bản đính chính"} {
		if got := v.primary(); got != want {
			t.Fatalf("the next step is %q, not %q", got, want)
		}
	}
	v.reads("Bản đính chính lần 1", "Ghi sai địa điểm", "Đã có bản thay")
	v.visit(link.Minutes(cell.Slug, "2026-11"))
	v.reads("Trường mầm non phường")

	if err := audit.SequenceSigned(context.Background(), s.app.DB, s.app.LogKey); err != nil {
		t.Fatal(err)
	}
	status, _, proof := v.get(paper + "/tai/2.json")
	read, err := minutes.ReadProof(proof)
	if status != 200 || err != nil {
		t.Fatalf("the proof: %d %v", status, err)
	}
	dir := t.TempDir()
	good, bent := filepath.Join(dir, "xac-minh.json"), filepath.Join(dir, "sua.json")
	for name, data := range map[string][]byte{good: proof, bent: bytes.Replace(proof, []byte("mầm non"), []byte("tiểu học"), 1)} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	x := s.phone(t, "stranger")
	for _, c := range []struct{ file, says string }{{good, "Tệp này thật: nội dung đúng như lúc khóa."}, {bent, "Tệp xác minh đã bị sửa sau khi tạo"}} {
		x.visit(link.Verify)
		x.run("choose the file", chromedp.SetUploadFiles(`main [name="file"]`, []string{c.file}, chromedp.ByQuery))
		x.load("send the file", chromedp.Click(`.bar .chinh`, chromedp.ByQuery)) // 422 for the bent one
		x.reads(c.says)
	}
	x.visit(link.Printed + read.Document.Document + "/2/" + read.Commitment[:32])
	x.reads("Mã khớp với văn bản đang lưu.")
	if strings.Contains(x.text(), cell.Name) {
		t.Error("the page tells a stranger whose paper it is")
	}
	x.visit(link.Printed + read.Document.Document + "/1/" + read.Commitment[:32])
	x.reads("Mã không khớp với văn bản đang lưu.")
	x.visit(link.Verify)
	x.fill("code", "018f0000-0000-7000-8000-000000000000 1 0011 2233 4455 6677 8899 aabb ccdd eeff")
	x.primary()
	x.reads("Văn bản này không có ở máy chủ này.")
}
