package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// archiveOf builds an archive from name and content pairs.
func archiveOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte(parts[i+1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

const workbookXML = `<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>`
const relsXML = `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`

func bookOf(t testing.TB, sheetXML string, more ...string) []byte {
	return archiveOf(t, append([]string{"xl/workbook.xml", workbookXML, "xl/_rels/workbook.xml.rels", relsXML,
		"xl/worksheets/sheet1.xml", sheetXML}, more...)...)
}

func TestRefusals(t *testing.T) {
	good := sample(t, "to-chuc-phuong-mau.xlsx")
	lying := bookOf(t, "<worksheet>"+strings.Repeat(" ", 3<<20)+"</worksheet>")
	// The directory claims ten bytes; the archive reader itself stops at the eleventh.
	at := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	copy(lying[at+24:at+28], []byte{10, 0, 0, 0})
	for name, c := range map[string]struct {
		file string
		data []byte
		lim  Limits
		want error
	}{
		"big":            {"a.xlsx", good, Limits{Bytes: 100}, ErrTooBig},
		"ole":            {"a.xlsx", append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 600)...), Limits{}, ErrEncrypted},
		"encrypted":      {"a.xlsx", append(bytes.Clone(oleHeader), utf16LE("EncryptedPackage")...), Limits{}, ErrEncrypted},
		"xls":            {"a.xls", append(bytes.Clone(oleHeader), utf16LE("Workbook")...), Limits{}, ErrOldFormat},
		"macro part":     {"a.xlsx", bookOf(t, "<worksheet/>", "xl/vbaProject.bin", "x"), Limits{}, ErrMacro},
		"macro type":     {"a.xlsx", bookOf(t, "<worksheet/>", "[Content_Types].xml", "<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"), Limits{}, ErrMacro},
		"macro name":     {"a.xlsm", good, Limits{}, ErrMacro},
		"bomb by ratio":  {"a.xlsx", bookOf(t, "<worksheet>"+strings.Repeat(" ", 20<<20)+"</worksheet>"), Limits{}, ErrZipBomb},
		"bomb by total":  {"a.xlsx", good, Limits{Unpacked: 5000}, ErrZipBomb},
		"bomb that lies": {"a.xlsx", lying, Limits{}, ErrTruncated},
		"truncated":      {"a.xlsx", good[:len(good)-200], Limits{}, ErrTruncated},
		"half":           {"a.xlsx", good[:len(good)/2], Limits{}, ErrTruncated},
		"empty":          {"a.xlsx", nil, Limits{}, ErrTruncated},
		"docx":           {"a.xlsx", archiveOf(t, "word/document.xml", "<document/>"), Limits{}, ErrNotSheet},
		"pdf":            {"a.pdf", []byte("%PDF-1.7"), Limits{}, ErrNotSheet},
		"pdf as csv":     {"a.csv", []byte("%PDF-1.7\nabc"), Limits{}, ErrNotSheet},
		"binary as csv":  {"a.csv", []byte("\x89PNG\r\n\x1a\n\x00\x01"), Limits{}, ErrNotSheet},
		"html as xlsx":   {"a.xlsx", []byte("<html>"), Limits{}, ErrNotSheet},
		"document type":  {"a.xlsx", bookOf(t, `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>`), Limits{}, ErrExternal},
		"hidden entity":  {"a.xlsx", bookOf(t, string(utf16LE(`<!ENTITY e "x">`))), Limits{}, ErrExternal},
		"damaged xml":    {"a.xlsx", archiveOf(t, "xl/workbook.xml", "<workbook", "xl/_rels/workbook.xml.rels", relsXML), Limits{}, ErrTruncated},
		"csv of many":    {"a.csv", []byte("a,b\nc,d\n"), Limits{Cells: 3}, ErrTooManyCells},
	} {
		if _, err := Open(c.file, c.data, c.lim); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestSheetRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		xml  string
		want error
	}{
		"wide gap":  {`<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>`, ErrTooManyCells},
		"huge line": {`<sheetData><row r="99999999"><c><v>1</v></c></row></sheetData>`, ErrTooManyCells},
		"same line": {`<sheetData><row r="2"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row></sheetData>`, ErrTruncated},
		"big merge": {`<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="T1"><v>1</v></c></row><row r="9999"><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`, ErrTooManyCells},
	} {
		b, err := Open("a.xlsx", bookOf(t, "<worksheet>"+c.xml+"</worksheet>"), Limits{Cells: 1000})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Rows("A"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestCellTexts(t *testing.T) {
	f := excelize.NewFile()
	set := func(cell string, v any, format string) {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
		if format != "" {
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				t.Fatal(err)
			}
			_ = f.SetCellStyle("Sheet1", cell, cell, id)
		}
	}
	set("A1", 12069100007, "")
	set("B1", 12069100007, "000000000000")
	set("C1", 1.5e21, "")
	set("D1", 0.1, "0%")
	set("E1", 46359, "dd/mm/yyyy")
	set("F1", 46359, `[$-42A]d "tháng" m "năm" yyyy;@`)
	set("G1", 31228, "mm/yyyy")
	set("H1", "012069100007", "")
	set("I1", true, "")
	set("J1", 46359.5, "dd/mm/yyyy hh:mm")
	_ = f.SetCellFormula("Sheet1", "K1", "1+1")
	_ = f.SetCellRichText("Sheet1", "L1", []excelize.RichTextRun{{Text: "Đảng "}, {Text: "bộ"}})
	set("M1", 46359, "")
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	row := rowsOf(t, open(t, "a.xlsx", buf.Bytes()), "Sheet1")[0]
	want := []string{"12069100007", "012069100007", "1500000000000000000000", "0.1", "03/12/2026", "03/12/2026", "06/1985", "012069100007",
		"TRUE", "03/12/2026 12:00", "", "Đảng bộ", "46359"}
	for c, text := range want {
		if row.Text(c) != text {
			t.Errorf("column %d shows %q, want %q", c, row.Text(c), text)
		}
	}
	if !row.Cells[0].Number || row.Cells[7].Number || !row.Cells[10].Formula || row.Cells[4].Style != "dd/mm/yyyy" {
		t.Errorf("cells %+v", row.Cells)
	}
}

func TestCSV(t *testing.T) {
	text := "Họ tên;Ngày sinh\r\n\r\n\"Đỗ; Ý\";01/02/1985\r\n"
	wide := utf16.Encode([]rune(text))
	big, little := []byte{}, []byte{0xFF, 0xFE}
	for _, u := range wide {
		big = append(big, byte(u>>8), byte(u))
		little = append(little, byte(u), byte(u>>8))
	}
	for name, data := range map[string][]byte{
		"utf-8": []byte(text), "utf-8 with mark": []byte("\uFEFF" + text), "utf-16": little, "utf-16 without mark": big,
		"tabs":         []byte("Họ tên\tNgày sinh\n\n\"Đỗ; Ý\"\t01/02/1985"),
		"commas":       []byte("Họ tên,Ngày sinh\n\n\"Đỗ; Ý\",01/02/1985"),
		"windows-1258": []byte("Ho\xf2 t\xean;Ng\xe0y sinh\r\n\r\n\"\xd0\xf4\xde; Y\xec\";01/02/1985\r\n"),
	} {
		rows := rowsOf(t, open(t, "ds.csv", data), "ds")
		if len(rows) != 2 || rows[1].Line != 3 || rows[1].Text(0) != "Đỗ; Ý" || rows[1].Text(1) != "01/02/1985" || rows[0].Text(1) != "Ngày sinh" {
			t.Errorf("%s: %+v", name, rows)
		}
	}
	rows := rowsOf(t, open(t, "ds.csv", []byte("sep=;\na;b\n")), "ds")
	if len(rows) != 1 || rows[0].Line != 2 || rows[0].Text(1) != "b" {
		t.Errorf("with a separator line: %+v", rows)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add("a.xlsx", sample(f, "to-chuc-phuong-mau.xlsx"))
	f.Add("a.csv", []byte("a;b\n1;2\n"))
	f.Add("a.xlsx", bookOf(f, `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		b, err := Open(name, data, Limits{Bytes: 1 << 20, Unpacked: 4 << 20, Cells: 10_000})
		if err != nil {
			if known := (*Error)(nil); !errors.As(err, &known) {
				t.Errorf("unknown error %v", err)
			}
			return
		}
		for _, s := range b.Sheets() {
			rows, err := b.Rows(s)
			if err == nil {
				Split(rows, Guess(rows, memberFields))
			}
		}
	})
}
