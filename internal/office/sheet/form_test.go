package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// formOf is a table as a level above sends it: a title over merged cells, colours, a
// sum, cells that ask.
func formOf(t *testing.T, change func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "C00000"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF2CC"}}, NumFmt: 3})
	if err != nil {
		t.Fatal(err)
	}
	for cell, v := range map[string]any{"A1": "BIỂU SỐ 3 CỦA {{ten_dang_uy}}", "A2": "Số chi bộ", "B2": "{{chi_bo}}", "A3": "Đúng hạn", "B3": "{{ Chi bộ đúng hạn }}", "A4": "Dân vận khéo", "B4": "{{dan_van_kheo}}"} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{f.SetCellFormula("Sheet1", "B5", "B2-B3"), f.MergeCell("Sheet1", "A1", "C1"), f.SetCellStyle("Sheet1", "B2", "B4", bold), f.SetColWidth("Sheet1", "A", "A", 31)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func figuresOf(name string) any {
	return map[string]any{"chi_bo": 20, "chi_bo_dung_han": 17, "ten_dang_uy": "ĐẢNG BỘ PHƯỜNG SÔNG XANH", "ty_le_du": 92.5}[name]
}

// TestAFormKeepsItsLook: cells that ask are filled, what nobody knows is blank with a
// note, everything else stays as it was; another program opens it and computes the sum.
func TestAFormKeepsItsLook(t *testing.T) {
	data := formOf(t, nil)
	form, err := OpenForm(data)
	if err != nil {
		t.Fatal(err)
	}
	asks, err := form.Asks()
	if err != nil || len(asks) != 4 || asks[0].Cell != "A1" || asks[2].Names[0] != "chi_bo_dung_han" {
		t.Fatalf("%+v %v", asks, err)
	}
	chosen, err := form.At("c7", "ty_le_du")
	if err != nil || chosen.Cell != "C7" {
		t.Fatal(chosen, err)
	}
	var b bytes.Buffer
	if err := form.Fill(&b, append(asks, chosen), figuresOf, func(name string) string { return "Không có: " + name }); err != nil {
		t.Fatal(err)
	}
	was, _ := excelize.OpenReader(bytes.NewReader(data))
	is, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A1": "BIỂU SỐ 3 CỦA ĐẢNG BỘ PHƯỜNG SÔNG XANH", "B2": "20", "B3": "17", "B4": "", "C7": "92.5", "A2": "Số chi bộ"} {
		if got, err := is.GetCellValue("Sheet1", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q %v", cell, got, want, err)
		}
		a, _ := was.GetCellStyle("Sheet1", cell)
		if b, _ := is.GetCellStyle("Sheet1", cell); a != b {
			t.Errorf("%s looks otherwise: %d, was %d", cell, b, a)
		}
	}
	if kind, _ := is.GetCellType("Sheet1", "B2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("a figure is no number: %v", kind)
	}
	if formula, _ := is.GetCellFormula("Sheet1", "B5"); formula != "B2-B3" {
		t.Errorf("the sum is gone: %q", formula)
	}
	if notes, err := is.GetComments("Sheet1"); err != nil || len(notes) != 1 || notes[0].Cell != "B4" || !strings.Contains(notes[0].Text, "dan_van_kheo") {
		t.Errorf("notes %+v %v", notes, err)
	}
	if w, _ := is.GetColWidth("Sheet1", "A"); w != 31 {
		t.Errorf("a column is %v wide", w)
	}
	rows := opened(t, b.Bytes())
	for _, want := range []string{"Số chi bộ,20", "Đúng hạn,17", "Dân vận khéo,\n", ",3\n"} {
		if !strings.Contains(strings.ReplaceAll(rows, ",\n", "\n"), strings.TrimSuffix(want, ",\n")) {
			t.Errorf("LibreOffice reads no %q in\n%s", want, rows)
		}
	}
}

// opened is the first sheet as LibreOffice reads it.
func opened(t *testing.T, data []byte) string {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice on this machine")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bieu.xlsx"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", dir, filepath.Join(dir, "bieu.xlsx")).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "bieu.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestAFormThatCannotBeFilledSaysWhichCell: formulas, broken marks, covered cells, a
// protected sheet, what is no .xlsx, too large or with a program.
func TestAFormThatCannotBeFilledSaysWhichCell(t *testing.T) {
	set := func(cell string, v any) func(*excelize.File) {
		return func(f *excelize.File) { _ = f.SetCellValue("Sheet1", cell, v) }
	}
	for _, x := range []struct {
		name, code, cell string
		change           func(*excelize.File)
	}{
		{"a mark that is not closed", "form_mark", "D4", set("D4", "{{chi_bo")},
		{"a mark without a name", "form_mark", "D4", set("D4", "{{ }}")},
		{"an endless mark", "form_mark", "D4", set("D4", "{{"+strings.Repeat("a", 61)+"}}")},
		{"a protected sheet", "form_locked", "", func(f *excelize.File) { _ = f.ProtectSheet("Sheet1", &excelize.SheetProtectionOptions{Password: "x"}) }},
		{"too many cells", "too_many_cells", "", func(f *excelize.File) {
			for line := 1; line < 600; line++ {
				_ = f.SetCellValue("Sheet1", fmt.Sprintf("CV%d", line), 1)
			}
		}},
	} {
		form, err := OpenForm(formOf(t, x.change))
		if err == nil {
			_, err = form.Asks()
		}
		var at *FormError
		var bad *Error
		if errors.As(err, &at) && (at.Code != x.code || at.Cell != x.cell) || errors.As(err, &bad) && bad.Code != x.code || err == nil {
			t.Errorf("%s: %v", x.name, err)
		}
	}
	form, err := OpenForm(formOf(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	for address, code := range map[string]string{"B1": "form_merged", "Trang 9, B2": "form_sheet", "55": "form_address", "": "form_address", "ZZZZ1": "form_address", "B2:B9": "form_address"} {
		var at *FormError
		if _, err := form.At(address, "chi_bo"); !errors.As(err, &at) || at.Code != code {
			t.Errorf("%q: %v", address, err)
		}
	}
	formula, err := form.At("'Sheet1'!$B$5", "chi_bo")
	if err == nil {
		err = form.Fill(&bytes.Buffer{}, []Ask{formula}, figuresOf, func(string) string { return "" })
	}
	var at *FormError
	if !errors.As(err, &at) || at.Code != "form_formula" || at.Cell != "B5" {
		t.Errorf("over a formula: %v", err)
	}
	good := formOf(t, nil)
	for name, data := range map[string][]byte{"nothing": nil, "a text": []byte("chi bộ"), "half of it": good[:len(good)/2], "an old .xls": append([]byte{0xD0, 0xCF, 0x11, 0xE0}, utf16LE("Workbook")...), "a huge one": append(bytes.Clone(good), make([]byte, 2<<20)...)} {
		var bad *Error
		if _, err := OpenForm(data); !errors.As(err, &bad) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzMarks: whatever stands in a cell, the words outside marks stay what they were and
// names are names.
func FuzzMarks(f *testing.F) {
	for _, s := range []string{"", "{{chi_bo}}", "Số: {{ Chi bộ }} và {{dang_vien}}.", "{{{{a}}}}", "}}{{", "{{a}}b{{", "{{\x00}}", "{{đ}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parts, ok := pieces(s)
		if !ok {
			if !strings.Contains(s, "{{") {
				t.Fatalf("%q has no mark and is refused", s)
			}
			return
		}
		rest := s
		for _, p := range parts {
			switch {
			case p.name != "":
				if strings.Trim(p.name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || len(p.name) > longestName {
					t.Fatalf("name %q of %q", p.name, s)
				}
				at := strings.Index(rest, "}}")
				if !strings.HasPrefix(rest, "{{") || at < 0 {
					t.Fatalf("%q: a name out of nothing", s)
				}
				rest = rest[at+2:]
			case !strings.HasPrefix(rest, p.text):
				t.Fatalf("%q lost %q", s, p.text)
			default:
				rest = strings.TrimPrefix(rest, p.text)
			}
		}
		if rest != "" {
			t.Fatalf("%q lost %q", s, rest)
		}
		if got, _ := (Ask{Names: []string{"x"}, Text: s}).value(func(string) any { return 7 }); len(parts) == 1 && parts[0].name == "" && got != printable(strings.TrimSpace(s)) {
			t.Fatalf("%q became %q", s, got)
		}
	})
}
