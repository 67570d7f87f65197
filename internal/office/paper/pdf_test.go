package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"

	"chibo/internal/office/docx"
	"chibo/internal/office/pdf"
)

// tools finds LibreOffice, poppler and zbar, or skips; CHIBO_REQUIRE_TOOLS=1
// (the project's own CI) makes their absence a failure.
func tools(t *testing.T) {
	t.Helper()
	missing := ""
	if pdf.Find() == "" {
		missing = "soffice"
	}
	for _, name := range []string{"pdftotext", "pdffonts", "pdfinfo", "pdftoppm", "pdftohtml", "zbarimg"} {
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
	t.Skipf("missing tools: %s; apt-get install --no-install-recommends libreoffice-writer-nogui fonts-liberation2 poppler-utils zbar-tools", missing)
}

func out(t *testing.T, name string, args ...string) string {
	t.Helper()
	b, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(b)
}

// looks is what a printed paper must be: how many sheets, which, the least
// letters, and words in their order.
type looks struct {
	pages  int // 0: any
	size   string
	least  float64
	free   bool // its margins are not those of the form
	order  []string
	signed []string // heads of signatures, each on the sheet of its name
}

var printed = map[string]looks{
	"resolution": {pages: 1, signed: []string{"T/M CHI BỘ", "Lường Thị Hiên"}},
	"longest":    {pages: 1, order: []string{"ĐẢNG CỘNG SẢN VIỆT NAM", "NGHỊ QUYẾT", "QUYẾT NGHỊ", "II- Tổ chức thực hiện", "T/M CHI BỘ", "Lường Thị Hiên", "trang 1/1"}},
	"minutes": {signed: []string{"NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ", "Phạm Quốc Huy"}, order: []string{"BIÊN BẢN", "Thời gian bắt đầu:", "Khách mời:", "I- Nội dung và diễn biến", "IV- Phân công nhiệm vụ", "V- Biểu quyết",
		"Buổi sinh hoạt kết thúc lúc 21 giờ 15 cùng ngày.", "NGƯỜI GHI BIÊN BẢN"}},
	"corrected":     {order: []string{"BIÊN BẢN", "(Bản đính chính lần 1, thay bản khóa 21:22 ngày 03/12/2026)", "bản 2"}},
	"draft":         {pages: 1, order: []string{"DỰ THẢO lần 1", "NGHỊ QUYẾT", "trang 1/1"}},
	"notice":        {pages: 1, order: []string{"THÔNG BÁO", "Lưu Chi bộ."}},
	"agenda":        {pages: 1, order: []string{"-CTr/CB", "CHƯƠNG TRÌNH"}},
	"report":        {pages: 1, order: []string{"BÁO CÁO", "Kính gửi:"}},
	"conclusion":    {pages: 1, order: []string{"Số 01-KL/CB", "KẾT LUẬN", "I- Nhiệm vụ tháng 12", "II- Góp ý quy chế", "(không ghi)", "III- Đảng viên", "1. Đảng phí", "Thu trước", "T/M CHI BỘ"}},
	"extract":       {pages: 1},
	"roll":          {pages: 2, signed: []string{"CHỦ TRÌ", "Phạm Quốc Huy"}},
	"tasks":         {pages: 1, size: "841.89 x 595", order: []string{"BẢNG PHÂN CÔNG NHIỆM VỤ", "T/M CHI BỘ"}},
	"large":         {pages: 1, least: 18, order: []string{"CHI BỘ TỔ DÂN PHỐ 3", "Số 12-NQ/CB, ngày 03/12/2026", "NGHỊ QUYẾT", "4. Tuần tra", "Đọc cho nghe", "Báo cáo ở buổi sinh hoạt tháng 01/2027.", "BÍ THƯ", "Lường Thị Hiên"}},
	"large-longest": {pages: 2, least: 18, order: []string{"NGHỊ QUYẾT", "BÍ THƯ", "Đọc cho nghe"}}, // what is read aloud, on the back
	"invitation":    {pages: 1, size: "419.556 x 595", least: 18, free: true, order: []string{"GIẤY MỜI", "Trần Đức Lộc", "19 giờ 30, thứ Năm, ngày 03/12/2026", "Nhà văn hóa tổ 3", "0912 345 678"}},
	"slips":         {pages: 2, free: true},
	"batch":         {pages: 9, free: true},
	"own":           {pages: 1, least: 18, free: true, order: []string{"PHIẾU CỦA TÔI", "Trần Đức Lộc", "Buổi tới", "Nhiệm vụ của tôi", "Đảng phí năm 2026", "Ai đã xem", "Đề nghị sửa", "người in"}},
	"own-longest":   {pages: 1, least: 18, free: true, order: []string{"PHIẾU CỦA TÔI", "mục khác, xem trong hệ thống", "Đề nghị sửa"}},

	"hostile-invitation": {least: 18, free: true}, "hostile-slips": {free: true}, "hostile-tasks": {size: "841.89 x 595"}, "hostile-large": {least: 18},
}

// press prints all papers of these tests with one start of LibreOffice, which
// takes longer than a paper: name → PDF.
var press = sync.OnceValues(func() (map[string][]byte, error) {
	papers := samples()
	for name, p := range hostile() {
		papers["hostile-"+name] = p
	}
	papers["long"] = longTable()
	for n := signedFrom; n < signedTo; n++ {
		papers[signedName(n)] = signedAfter(n)
	}
	names := slices.Sorted(maps.Keys(papers))
	files := make([][]byte, len(names))
	for i, name := range names {
		b, err := papers[name].Docx(DefaultLayout())
		if err != nil {
			return nil, err
		}
		files[i] = b
	}
	c := pdf.New("", 1)
	all, err := c.ConvertAll(context.Background(), files...)
	if err = errors.Join(err, c.Close()); err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for i, name := range names {
		out[name] = all[i]
	}
	return out, nil
})

// pressed is one printed paper as a file.
func pressed(t *testing.T, dir, name string) string {
	t.Helper()
	all, err := press()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(file, all[name], 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestPrintedLayout looks at the sheets of every sample. Set CHIBO_PAPER_OUT to
// a folder to keep the files.
func TestPrintedLayout(t *testing.T) {
	tools(t)
	dir := t.TempDir()
	if keep := os.Getenv("CHIBO_PAPER_OUT"); keep != "" {
		dir = keep
	}
	all, err := press()
	if err != nil {
		t.Fatal(err)
	}
	for name := range all {
		if name == "long" || strings.HasPrefix(name, "signed") {
			continue
		}
		file := pressed(t, dir, name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inspect(t, file, printed[name])
		})
	}
	t.Run("together", func(t *testing.T) {
		scanned(t, filepath.Join(dir, "resolution.pdf"), sampleResolution().Mark.Seal.QR)
		scanned(t, filepath.Join(dir, "minutes.pdf"), sampleMinutes().Mark.Seal.QR)
		ownSheets(t, filepath.Join(dir, "batch.pdf"))
	})
}

// inspect looks at one printed paper.
func inspect(t *testing.T, file string, l looks) {
	oneFamily(t, file)
	info := strings.Join(strings.Fields(out(t, "pdfinfo", file)), " ")
	if l.pages > 0 && !strings.Contains(info, fmt.Sprintf("Pages: %d ", l.pages)) {
		t.Errorf("want %d page(s): %s", l.pages, info)
	}
	size := l.size
	if size == "" {
		size = "595"
	}
	if !l.free && !strings.Contains(info, "Page size: "+size) {
		t.Errorf("want sheets of %s: %s", size, info)
	}
	text := out(t, "pdftotext", "-enc", "UTF-8", file, "-")
	if !norm.NFC.IsNormalString(text) {
		t.Error("text does not extract as NFC")
	}
	if strings.Contains(text, "./.") {
		t.Error("ends with ./.")
	}
	inOrder(t, text, l.order)
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	for i, p := range pages {
		if len(strings.Fields(p)) < 3 {
			t.Errorf("page %d is empty: %q", i+1, p)
		}
	}
	for _, head := range l.signed {
		last := pages[len(pages)-1]
		if at := strings.Index(last, head); at < 0 || len(strings.Fields(last[:at])) < 8 {
			t.Errorf("%q stands alone or on another page:\n%s", head, last)
		}
	}
	letters(t, file, max(l.least, 12))
	for i := range pages {
		ink(t, file, i+1, l)
	}
}

var fontSize = regexp.MustCompile(`<fontspec id="\d+" size="(-?\d+)"`)

// letters fails on any text below the least size.
func letters(t *testing.T, file string, least float64) {
	t.Helper()
	found := fontSize.FindAllStringSubmatch(out(t, "pdftohtml", "-xml", "-i", "-zoom", "1", "-stdout", file), -1)
	if len(found) == 0 {
		t.Fatal("no letters found")
	}
	for _, f := range found {
		if n, err := strconv.ParseFloat(f[1], 64); err != nil || n < least {
			t.Errorf("letters of %s points, want %v", f[1], least)
		}
	}
}

// ink looks at one page drawn at 50 dots an inch: nothing has a colour, and
// nothing stands in the margins but the page number above and the foot below.
func ink(t *testing.T, file string, page int, l looks) {
	t.Helper()
	const dots = 50
	n := strconv.Itoa(page)
	raw, err := exec.Command("pdftoppm", "-r", strconv.Itoa(dots), "-f", n, "-l", n, file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var w, h, top int
	if _, err := fmt.Fscanf(bytes.NewReader(raw), "P6\n%d %d\n%d\n", &w, &h, &top); err != nil {
		t.Fatal(err)
	}
	pixels := raw[len(raw)-3*w*h:]
	left, right, first, last := w, 0, h, 0
	for i := 0; i < len(pixels); i += 3 {
		r, g, b := pixels[i], pixels[i+1], pixels[i+2]
		if r != g || g != b {
			t.Fatalf("page %d has a colour", page)
		}
		if r < 200 {
			x, y := i/3%w, i/3/w
			left, right, first, last = min(left, x), max(right, x), min(first, y), max(last, y)
		}
	}
	mm := func(px int) float64 { return float64(px) * 25.4 / dots }
	least, from, to := 29.0, 9.0, mm(h)-4
	if page == 1 {
		from = 19 // no page number on the first
	}
	if l.free {
		least, from, to = 4, 4, mm(h)-4
	}
	side := 14.0
	if l.free {
		side = 4
	}
	if mm(left) < least || mm(w-right) < side || mm(first) < from || mm(last) > to {
		t.Errorf("page %d: ink from %.0f mm left to %.0f mm right, %.0f mm top to %.0f mm below", page, mm(left), mm(w-right), mm(first), mm(h-last))
	}
}

// ownSheets: in a batch each paper keeps its sheet.
func ownSheets(t *testing.T, file string) {
	t.Helper()
	info := strings.Split(out(t, "pdfinfo", "-f", "1", "-l", "99", file), "\n")
	var got []string
	for _, line := range info {
		if f := strings.Fields(line); len(f) > 5 && f[2] == "size:" {
			w, _ := strconv.ParseFloat(f[3], 64)
			h, _ := strconv.ParseFloat(f[5], 64)
			got = append(got, fmt.Sprintf("%.0fx%.0f", math.Round(w), math.Round(h)))
		}
	}
	want := []string{"842x595", "842x595", "595x842", "595x842", "595x842", "595x842", "595x842", "595x842", "595x842"}
	if !slices.Equal(got, want) {
		t.Errorf("sheets %v, want %v", got, want)
	}
	for page, name := range []string{"Trần Đức Lộc", "Lò Thị Ánh", "PHIẾU ĐIỂM DANH", "", "", "Trần Đức Lộc", "Cà Văn Panh", "THẺ VIỆC", "THẺ VIỆC"} {
		n := strconv.Itoa(page + 1)
		if text := out(t, "pdftotext", "-f", n, "-l", n, file, "-"); !strings.Contains(text, name) {
			t.Errorf("page %s lacks %q:\n%s", n, name, text)
		}
	}
}

// longTable has more rows than a sheet holds.
func longTable() Minutes {
	m := sampleMinutes()
	m.Tasks = nil
	for i := range 40 {
		m.Tasks = append(m.Tasks, Task{fmt.Sprintf("Đầu%02d tuyên truyền, vận động nhân dân phân loại rác thải sinh hoạt tại nguồn ở các ngõ của tổ dân phố cuối%02d", i, i), "Nguyễn Thị Thanh Huyền", "20/12/2026", "tháng 01/2027"})
	}
	return m
}

// TestLongTableKeepsItsRows: of a table over several sheets each row stands
// whole on one, and the head stands above it again.
func TestLongTableKeepsItsRows(t *testing.T) {
	tools(t)
	file := pressed(t, t.TempDir(), "long")
	whole := 0
	for i, p := range strings.Split(out(t, "pdftotext", "-layout", file, "-"), "\f") {
		for n := range 40 {
			a, z := strings.Contains(p, fmt.Sprintf("Đầu%02d", n)), strings.Contains(p, fmt.Sprintf("cuối%02d", n))
			if a != z {
				t.Errorf("row %d is split at page %d", n, i+1)
			} else if a {
				whole++
			}
		}
		if strings.Contains(p, "Đầu") && !strings.Contains(p, "Việc và kết quả") {
			t.Errorf("page %d has rows without their head", i+1)
		}
	}
	if whole != 40 {
		t.Errorf("%d of 40 rows are whole", whole)
	}
}

// The signed papers end in tables around the length at which a sheet is full.
const signedFrom, signedTo = 14, 22

func signedName(n int) string { return fmt.Sprintf("signed-%d", n) }

func signedAfter(n int) Notice {
	grid := &Grid{Head: []string{"TT", "Nội dung"}, Shares: []float64{1, 8}}
	for i := range n {
		grid.Rows = append(grid.Rows, []string{fmt.Sprint(i + 1), "Tình hình tư tưởng, tâm tư, nguyện vọng; tự phê bình và phê bình; nhiệm vụ tháng tới, dòng dài thứ " + fmt.Sprint(i+1)})
	}
	return Notice{Head: sampleHead(3), Abstract: "về lịch", Sections: []Section{{Heading: "Nội dung", Table: grid}}, Sign: Signature{Name: "Lường Thị Hiên"}}
}

// TestNoSignatureStandsAlone: whatever the length of a table, the signature has
// a row of it above.
func TestNoSignatureStandsAlone(t *testing.T) {
	tools(t)
	spilled := false
	for n := signedFrom; n < signedTo; n++ {
		file := pressed(t, t.TempDir(), signedName(n))
		pages := strings.Split(strings.TrimSuffix(out(t, "pdftotext", "-layout", file, "-"), "\f"), "\f")
		last := pages[len(pages)-1]
		above, _, found := strings.Cut(last, "T/M CHI BỘ")
		if !found || !strings.Contains(above, "dòng dài") && !strings.Contains(above, "thứ") {
			t.Errorf("%d rows: the signature stands alone:\n%s", n, last)
		}
		spilled = spilled || len(pages) > 1
	}
	if !spilled {
		t.Error("no length reached a second page")
	}
}

// scanned reads the QR of page 1 back with an independent reader, at the
// resolution of a cheap office printer.
func scanned(t *testing.T, file, want string) {
	t.Helper()
	page := filepath.Join(t.TempDir(), "page")
	out(t, "pdftoppm", "-r", "200", "-png", "-singlefile", file, page)
	if got := strings.TrimSpace(out(t, "zbarimg", "-q", "--raw", page+".png")); got != want {
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

// hostile are papers whose every word is what does not belong on paper: tags, a
// word of 300 letters, right-to-left marks, decomposed letters.
func hostile() map[string]Paper {
	bad := docx.Clean("<b>&\"'</w:t>]]> \u202eLo\u0323\u0302c\u200f " + strings.Repeat("dài", 100))
	head := Head{Superior: bad, Issuer: bad, Symbol: "CB", Place: bad}
	mark := Mark{Draft: true, Foot: "x"}
	task := Task{bad, bad, "20/12/2026", "tháng 01/2027"}
	return map[string]Paper{
		"invitation": Invitation{Issuer: "Chi bộ 3", To: bad, Meeting: "sinh hoạt", Place: bad, Agenda: []string{bad, bad}, Secretary: bad, Phone: "0912"},
		"tasks":      TaskTable{Head: head, Mark: mark, Title: bad, Tasks: []TaskLine{{Task: task, Measure: bad, Follower: bad, Helper: bad, Decider: bad, State: bad}}},
		"conclusion": Conclusion{Head: head, Mark: mark, Abstract: bad, Points: []Point{{bad, bad, true}}, Recipients: []string{bad}, Sign: Signature{Name: bad}},
		"large":      LargeResolution{Head: head, Mark: mark, Abstract: bad, For: bad, Tasks: []Task{task, task}, Sign: Signature{Name: bad}},
		"roll":       Roll{Head: head, Mark: mark, Title: bad, Place: bad, People: []RollLine{{bad, bad}}, Guests: []Person{{bad, bad}}},
		"slips":      Slips{{Issuer: bad, To: bad, Deed: bad, Measure: bad, Due: "20/12/2026", ReportAt: bad, Helper: bad, Under: bad}},
	}
}
