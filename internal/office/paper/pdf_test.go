package paper

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/office/pdf"
)

// tools finds LibreOffice and poppler, or skips; CHIBO_REQUIRE_TOOLS=1 (the
// project's own CI) makes their absence a failure.
func tools(t *testing.T) {
	t.Helper()
	missing := ""
	if pdf.Find() == "" {
		missing = "soffice"
	}
	for _, name := range []string{"pdftotext", "pdffonts", "pdfinfo"} {
		if _, err := exec.LookPath(name); err != nil {
			missing += " " + name
		}
	}
	if missing == "" {
		return
	}
	if os.Getenv("CHIBO_REQUIRE_TOOLS") == "1" {
		t.Fatalf("missing tools: %s", missing)
	}
	t.Skipf("missing tools: %s; apt-get install --no-install-recommends libreoffice-writer-nogui fonts-liberation2 poppler-utils", missing)
}

func out(t *testing.T, name string, args ...string) string {
	t.Helper()
	b, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(b)
}

// TestPrintedLayout prints every sample through LibreOffice. Set
// CHIBO_PAPER_OUT to a folder to keep the files and look at them.
func TestPrintedLayout(t *testing.T) {
	tools(t)
	dir := t.TempDir()
	if keep := os.Getenv("CHIBO_PAPER_OUT"); keep != "" {
		dir = keep
	}
	pages := map[string]string{"resolution": "1", "longest": "1", "draft": "1", "notice": "1", "report": "1", "tasks": "1"}
	want := map[string][]string{
		"longest": {"ĐẢNG CỘNG SẢN VIỆT NAM", "NGHỊ QUYẾT", "QUYẾT NGHỊ", "II- Tổ chức thực hiện", "T/M CHI BỘ", "Lường Thị Hiên", "trang 1/1"},
		"minutes": {"BIÊN BẢN", "Thời gian bắt đầu:", "Khách mời:", "I- Nội dung và diễn biến", "IV- Phân công nhiệm vụ", "V- Biểu quyết",
			"Buổi sinh hoạt kết thúc lúc 21 giờ 15 cùng ngày.", "NGƯỜI GHI BIÊN BẢN"},
		"draft": {"DỰ THẢO lần 1", "NGHỊ QUYẾT", "trang 1/1"},
	}
	papers := samples()
	papers["large"] = large{sampleResolution()}
	for name, p := range papers {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(dir, name+".pdf")
			data := mustDocx(t, p)
			got, err := pdf.Convert(t.Context(), data)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, got, 0o600); err != nil {
				t.Fatal(err)
			}
			oneFamily(t, file)
			info := out(t, "pdfinfo", file)
			if !strings.Contains(info, "(A4)") {
				t.Errorf("not A4:\n%s", info)
			}
			if n := pages[name]; n != "" && !strings.Contains(strings.Join(strings.Fields(info), " "), "Pages: "+n+" ") {
				t.Errorf("want %s page(s):\n%s", n, info)
			}
			text := out(t, "pdftotext", "-enc", "UTF-8", file, "-")
			if !norm.NFC.IsNormalString(text) {
				t.Error("text does not extract as NFC")
			}
			inOrder(t, text, want[name])
			if name == "resolution" {
				scanned(t, file)
			}
		})
	}
	if err := pdf.Close(); err != nil {
		t.Error(err)
	}
}

// large prints a resolution in large letters whatever the layout asked for.
type large struct{ Resolution }

func (p large) Docx(l Layout) ([]byte, error) { return p.Resolution.Docx(l.LargePrint()) }

// scanned reads the QR of page 1 back with an independent reader, at the
// resolution of a cheap office printer.
func scanned(t *testing.T, file string) {
	t.Helper()
	for _, name := range []string{"zbarimg", "pdftoppm"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CHIBO_REQUIRE_TOOLS") == "1" {
				t.Fatal(err)
			}
			t.Logf("QR not scanned: %v", err)
			return
		}
	}
	page := filepath.Join(t.TempDir(), "page")
	out(t, "pdftoppm", "-r", "200", "-png", "-singlefile", file, page)
	if got := strings.TrimSpace(out(t, "zbarimg", "-q", "--raw", page+".png")); got != sampleResolution().Mark.Seal.QR {
		t.Errorf("QR reads %q", got)
	}
}

// oneFamily fails when a second face slipped in: the sign of a font without
// Vietnamese letters.
func oneFamily(t *testing.T, file string) {
	t.Helper()
	families := map[string]bool{}
	rows := strings.Split(strings.TrimSpace(out(t, "pdffonts", file)), "\n")[2:]
	for _, row := range rows {
		f := strings.Fields(row)
		family := f[0][strings.Index(f[0], "+")+1:]
		family, _, _ = strings.Cut(family, "-")
		families[family] = true
		if f[len(f)-5] != "yes" {
			t.Errorf("not embedded: %s", row)
		}
	}
	if len(families) != 1 {
		t.Errorf("want one font family, got %v", families)
	}
}

func inOrder(t *testing.T, text string, want []string) {
	t.Helper()
	rest := text
	for _, w := range want {
		i := strings.Index(rest, w)
		if i < 0 {
			t.Errorf("%q is missing or out of order in:\n%s", w, text)
			return
		}
		rest = rest[i+len(w):]
	}
}
