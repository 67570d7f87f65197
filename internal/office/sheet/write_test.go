package sheet

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestWriteKeepsTextsHarmless(t *testing.T) {
	texts := []string{"=1+1", "+84", "-x", "@sum", "\tx", "\rx", "Đảng bộ", "a\x01b"}
	var rows [][]any
	for _, s := range texts {
		rows = append(rows, []any{s, -5, 1.5, nil, time.Date(2026, 12, 3, 0, 0, 0, 0, time.UTC)})
	}
	var buf bytes.Buffer
	err := Write(&buf, []Sheet{
		{Name: "Danh sách [1]", Header: []string{"=Tên", "Số"}, Widths: []float64{30}, Rows: rows, Frozen: true},
		{Name: "danh sách -1-"}, {},
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(buf.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(f.GetSheetList(), "|"); got != "Danh sách -1-|danh sách -1- (2)|Trang 3" {
		t.Errorf("sheets %s", got)
	}
	name := f.GetSheetList()[0]
	for i, text := range texts {
		at, _ := excelize.CoordinatesToCellName(1, i+2)
		formula, _ := f.GetCellFormula(name, at)
		kind, _ := f.GetCellType(name, at)
		if formula != "" || (kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString) {
			t.Errorf("%q is formula %q of type %v", text, formula, kind)
		}
		style, _ := f.GetCellStyle(name, at)
		quoted := f.Styles.CellXfs.Xf[style].QuotePrefix
		if got := quoted != nil && *quoted; got != startsFormula(text) {
			t.Errorf("%q has quote prefix %v", text, got)
		}
	}
	b := open(t, "a.xlsx", buf.Bytes())
	read := rowsOf(t, b, name)
	if got := read[1]; got.Text(0) != "=1+1" || got.Text(1) != "-5" || got.Text(2) != "1.5" || got.Text(4) != "03/12/2026" {
		t.Errorf("read back %+v", got)
	}
	if read[8].Text(0) != "ab" {
		t.Errorf("control byte stays: %q", read[8].Text(0))
	}
	if panes, err := f.GetPanes(name); err != nil || !panes.Freeze {
		t.Errorf("panes %+v %v", panes, err)
	}
}

func TestWriteCSV(t *testing.T) {
	var buf bytes.Buffer
	err := WriteCSV(&buf, []string{"Tên", "Số"}, [][]any{{"=cmd|' /C'!A1", -5}, {"@x", nil}, {"+84", "a,b"}, {"Ý", "-"}})
	if err != nil {
		t.Fatal(err)
	}
	want := "\uFEFFTên,Số\r\n'=cmd|' /C'!A1,-5\r\n'@x,\r\n'+84,\"a,b\"\r\nÝ,'-\r\n"
	if buf.String() != want {
		t.Errorf("got %q", buf.String())
	}
}

// TestASheetComesOutOfAPrinterWhole: A4, all columns on one page, across where
// they are wide, and the heading row on every page.
func TestASheetComesOutOfAPrinterWhole(t *testing.T) {
	var buf bytes.Buffer
	wide := Sheet{Name: "Việc & hạn", Title: "6 rõ · Tổ 3 & 4", Header: []string{"TT", "Việc"}, Widths: []float64{6, 120}, Rows: [][]any{{1, "Sửa đèn"}}}
	if err := Write(&buf, []Sheet{wide, {Name: "Tổ 'ba' A", Header: []string{"Tên"}}, {Name: "trống"}}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(buf.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Việc & hạn": "landscape", "Tổ 'ba' A": "portrait", "trống": "portrait"} {
		l, err := f.GetPageLayout(name)
		if err != nil || *l.Orientation != want || *l.Size != 9 || *l.FitToWidth != 1 || *l.FitToHeight != 0 {
			t.Errorf("%s lies %+v %v", name, l, err)
		}
		if p, err := f.GetSheetProps(name); err != nil || !*p.FitToPage {
			t.Errorf("%s is not fitted: %v", name, err)
		}
	}
	if h, err := f.GetHeaderFooter("Việc & hạn"); err != nil || h.OddHeader != "&C&B6 rõ · Tổ 3 && 4" || h.OddFooter != "&RTrang &P/&N" {
		t.Errorf("above and below: %+v %v", h, err)
	}
	titles := map[string]string{}
	for _, d := range f.GetDefinedName() {
		titles[d.Scope] = d.Name + " " + d.RefersTo
	}
	if len(titles) != 2 || titles["Việc & hạn"] != "_xlnm.Print_Titles 'Việc & hạn'!$1:$1" || titles["Tổ 'ba' A"] != "_xlnm.Print_Titles 'Tổ ''ba'' A'!$1:$1" {
		t.Errorf("heading rows: %q", titles)
	}
}
