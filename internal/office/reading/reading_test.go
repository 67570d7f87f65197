package reading_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"chibo/internal/office/docx"
	"chibo/internal/office/pdf"
	"chibo/internal/office/reading"
)

// packed makes an archive of parts, given as name, content, name, content.
func packed(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(data []byte) (lines []string, format, unread string, err error) {
	format, unread, err = reading.Lines(data, func(s string) { lines = append(lines, s) })
	return
}

const word = `<w:document xmlns:w="w" xmlns:v="v">`

func TestWordsOfADocx(t *testing.T) {
	data := packed(t, "[Content_Types].xml", "<Types/>", "word/styles.xml", `<w:styles xmlns:w="w"><w:t>không đọc</w:t></w:styles>`,
		"word/document.xml", word+`<w:p><w:r><w:t>Trước khung </w:t></w:r><w:r><v:textbox><w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p></v:textbox></w:r></w:p>
			<w:p><w:r><w:t>Số 12</w:t><w:tab/><w:t>Hà Nội</w:t></w:r></w:p></w:document>`,
		"word/header1.xml", `<w:hdr xmlns:w="w"><w:p><w:r><w:t>Đầu trang</w:t></w:r></w:p></w:hdr>`, "word/media/image1.png", "x")
	lines, format, unread, err := read(data)
	if err != nil || format != reading.Docx || unread != reading.Pictures || !slices.Equal(lines, []string{"Trước khung", "MẬT", "Số 12\tHà Nội", "Đầu trang"}) {
		t.Errorf("%q %s %s %v", lines, format, unread, err)
	}
	ours, err := docx.Document{Page: docx.A4(), Blocks: []docx.Block{docx.Paragraph{Runs: []docx.Run{{Text: "Nghị quyết tháng 12"}}}}}.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if lines, format, unread, err = read(ours); err != nil || format != reading.Docx || unread != reading.All || !slices.Contains(lines, "Nghị quyết tháng 12") {
		t.Errorf("%q %s %q %v", lines, format, unread, err)
	}
}

func TestWordsOfAnXlsx(t *testing.T) {
	data := packed(t, "xl/workbook.xml", `<workbook><sheets><sheet name="Phụ lục MẬT"/></sheets></workbook>`,
		"xl/sharedStrings.xml", `<sst><si><t>Việc</t></si><si><r><t>TỐI </t></r><r><t>MẬT</t></r></si></sst>`,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c t="inlineStr"><is><t>Trong ô</t></is></c><c><v>12</v></c></row></sheetData><headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;14Trái&amp;CMẬT</oddHeader></headerFooter></worksheet>`,
		"xl/drawings/drawing1.xml", `<a:x xmlns:a="a"><a:p><a:r><a:t>Trong hình</a:t></a:r></a:p></a:x>`)
	lines, format, unread, err := read(data)
	want := []string{"Phụ lục MẬT", "Việc", "TỐI MẬT", "Trong ô", "12", "Trái\tMẬT", "Trong hình"}
	if err != nil || format != reading.Xlsx || unread != reading.All || !slices.Equal(lines, want) {
		t.Errorf("%q %s %s %v", lines, format, unread, err)
	}
}

// stream is one object of a .pdf.
func stream(n int, body string, pack bool) string {
	filter := ""
	if pack {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		_, _ = io.WriteString(z, body)
		_ = z.Close()
		body, filter = b.String(), "/Filter /FlateDecode "
	}
	return fmt.Sprintf("%d 0 obj\n<< %s/Length %d >>\nstream\n%s\nendstream\nendobj\n", n, filter, len(body), body)
}

func TestWordsOfAPDF(t *testing.T) {
	page := "BT /F1 12 Tf 72 700 Td (So 12-KH) Tj 100 0 Td (\\(PL\\)) Tj 0 -20 Td [(Ke)-20( hoach)] TJ ET BT 1 0 0 1 72 600 Tm <00010002> Tj ET"
	table := "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0001> <004D> <0002> <1EAC0054> endbfchar endcmap"
	for _, pack := range []bool{false, true} {
		data := []byte("%PDF-1.4\n" + stream(1, page, pack) + stream(2, table, pack) + "%%EOF\n")
		lines, format, unread, err := read(data)
		if err != nil || format != reading.PDF || unread != reading.Partly || !slices.Contains(lines, "So 12-KH (PL)") || !slices.Contains(lines, "Ke hoach") || !slices.Contains(lines, "MẬT") {
			t.Errorf("%v: %q %s %s %v", pack, lines, format, unread, err)
		}
	}
	if _, _, unread, err := read([]byte("%PDF-1.4\n1 0 obj << /Subtype /Image /Filter /DCTDecode >>\nstream\nxx\nendstream\n%%EOF")); err != nil || unread != reading.Nothing {
		t.Errorf("a scanned page: %s %v", unread, err)
	}
}

func TestAPDFOfTheOfficeIsReadWithoutItsProgram(t *testing.T) {
	if !pdf.Available() {
		if os.Getenv("CHIBO_REQUIRE_TOOLS") != "" {
			t.Fatal("LibreOffice is missing")
		}
		t.Skip("no LibreOffice")
	}
	source, err := docx.Document{Page: docx.A4(), Blocks: []docx.Block{docx.Paragraph{Runs: []docx.Run{{Text: "TỐI MẬT"}}}, docx.Paragraph{Runs: []docx.Run{{Text: "Kế hoạch bảo vệ bí mật nhà nước"}}}}}.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	data, err := pdf.Convert(context.Background(), source)
	if err != nil {
		t.Fatal(err)
	}
	lines, _, unread, err := read(data)
	if err != nil || unread != reading.Partly || !slices.Contains(lines, "TỐI MẬT") || !slices.Contains(lines, "Kế hoạch bảo vệ bí mật nhà nước") {
		t.Errorf("%q %s %v", lines, unread, err)
	}
}

// lying is an archive whose directory says a part is small.
func lying(t *testing.T, real int) []byte {
	t.Helper()
	var packedPart bytes.Buffer
	w, _ := flate.NewWriter(&packedPart, 9)
	chunk := bytes.Repeat([]byte("<a></a>"), 10_000)
	sum := crc32.NewIEEE()
	_, _ = io.WriteString(w, "<w>")
	for n := 0; n < real; n += len(chunk) {
		_, _ = w.Write(chunk)
		_, _ = sum.Write(chunk)
	}
	_ = w.Close()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packedPart.Len()), UncompressedSize64: 1000})
	if err == nil {
		_, err = f.Write(packedPart.Bytes())
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRefused(t *testing.T) {
	var picture bytes.Buffer
	if err := jpeg.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	good := packed(t, "word/document.xml", word+`<w:p><w:t>a</w:t></w:p></w:document>`)
	if _, format, unread, err := read(picture.Bytes()); format != reading.JPG || unread != reading.Nothing || err != nil {
		t.Errorf("%s %s %v", format, unread, err)
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty":              {nil, reading.ErrUnreadable},
		"words":              {[]byte("xin chào"), reading.ErrUnreadable},
		"old .doc":           {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), reading.ErrUnreadable},
		"cut short":          {good[:len(good)-30], reading.ErrUnreadable},
		"another archive":    {packed(t, "a.txt", "x"), reading.ErrUnreadable},
		"broken xml":         {packed(t, "word/document.xml", word+"<w:p>"), reading.ErrUnreadable},
		"document type":      {packed(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>`), reading.ErrUnreadable},
		"macro":              {packed(t, "word/document.xml", word+"</w:document>", "word/vbaProject.bin", "x"), reading.ErrProgram},
		"bomb":               {packed(t, "word/document.xml", word+strings.Repeat(" ", 60<<20)+"</w:document>"), reading.ErrBomb},
		"packed a lot":       {packed(t, "word/document.xml", word+strings.Repeat(" ", 4<<20)+"</w:document>"), reading.ErrBomb},
		"many small":         {packed(t, slices.Repeat([]string{"xl/workbook.xml", "<a/>"}, 2100)...), reading.ErrBomb},
		"a lying directory":  {lying(t, 60<<20), reading.ErrUnreadable},
		"pdf with password":  {[]byte("%PDF-1.4\ntrailer << /Encrypt 5 0 R >>\n%%EOF"), reading.ErrUnreadable},
		"pdf cut short":      {[]byte("%PDF-1.4\n1 0 obj"), reading.ErrUnreadable},
		"pdf bomb":           {[]byte("%PDF-1.4\n" + stream(1, strings.Repeat("(a) Tj ", 9<<20), true) + "%%EOF"), reading.ErrBomb},
		"no picture":         {[]byte("\xff\xd8\xff\xe0 x"), reading.ErrUnreadable},
		"a program renamed":  {[]byte("MZ\x90\x00"), reading.ErrUnreadable},
		"a page of the web":  {[]byte("<html><script>alert(1)</script>"), reading.ErrUnreadable},
		"a picture of jokes": {[]byte("GIF89a"), reading.ErrUnreadable},
	} {
		if _, _, _, err := read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// Whatever comes is refused or read, in bounded time.
func FuzzLines(f *testing.F) {
	f.Add(packed(f, "word/document.xml", word+`<w:p><w:t>MẬT</w:t></w:p></w:document>`))
	f.Add([]byte("%PDF-1.4\n" + stream(1, "BT 1 2 Td (a\\051) Tj <0041> Tj T* ET", true) + stream(2, "begincmap 1 beginbfrange <00> <05> <0041> <06> <07> [<0041> <0042>] endbfrange", false) + "%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		format, _, err := reading.Lines(data, func(string) {})
		if (err == nil) != (format != "") && !errors.Is(err, reading.ErrUnreadable) && !errors.Is(err, reading.ErrBomb) {
			t.Errorf("%s %v", format, err)
		}
	})
}
