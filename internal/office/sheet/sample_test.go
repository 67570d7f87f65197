package sheet

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func open(t testing.TB, name string, data []byte) *Book {
	t.Helper()
	b, err := Open(name, data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func rowsOf(t testing.TB, b *Book, sheet string) []Row {
	t.Helper()
	rows, err := b.Rows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

var memberFields = []Field{
	{"name", []string{"họ và tên", "họ tên", "họ và tên khai sinh"}, true},
	{"sex", []string{"giới tính", "nam nữ"}, false},
	{"birth", []string{"ngày sinh", "năm sinh", "ngày tháng năm sinh"}, true},
	{"identity", []string{"số định danh cá nhân", "số định danh", "cccd"}, false},
	{"card", []string{"số thẻ", "số thẻ đảng viên"}, false},
	{"cardIssuer", []string{"nơi cấp"}, false},
	{"cardDay", []string{"ngày cấp"}, false},
	{"oldCard", []string{"số thẻ cũ"}, false},
	{"cell", []string{"chi bộ", "tổ chức đảng", "tổ chức đảng đang sinh hoạt"}, true},
	{"admitted", []string{"ngày vào đảng"}, true},
	{"official", []string{"ngày chính thức"}, false},
	{"status", []string{"trạng thái", "trạng thái sinh hoạt"}, false},
	{"since", []string{"từ ngày"}, false},
	{"note", []string{"ghi chú"}, false},
	{"mail", []string{"thư điện tử", "email"}, false},
}

func TestMemberList(t *testing.T) {
	b := open(t, "dang-vien-phuong-mau.xlsx", sample(t, "dang-vien-phuong-mau.xlsx"))
	if got := b.Sheets(); len(got) != 2 || got[0] != "Danh sách đảng viên" {
		t.Fatalf("sheets %q", got)
	}
	rows := rowsOf(t, b, b.Sheets()[0])
	layout := Guess(rows, memberFields)
	if layout.HeaderFrom != 5 || layout.HeaderTo != 6 || len(layout.Missing) != 0 {
		t.Fatalf("layout %+v", layout)
	}
	want := map[string]int{"name": 1, "sex": 3, "birth": 4, "identity": 7, "card": 8, "cardIssuer": 9, "cardDay": 10, "oldCard": 11,
		"cell": 12, "admitted": 15, "official": 16, "status": 17, "since": 18, "note": 19}
	for key, column := range want {
		if got, ok := layout.Columns[key]; !ok || got != column {
			t.Errorf("%s is in column %d, want %d", key, got, column)
		}
	}
	if len(layout.Columns) != len(want) {
		t.Errorf("columns %v", layout.Columns)
	}
	if layout.Titles[8] != "Thẻ đảng viên Số thẻ (12 số)" || layout.Titles[10] != "Thẻ đảng viên Ngày cấp" {
		t.Errorf("titles %q", layout.Titles)
	}
	data, skipped := Split(rows, layout)
	if len(data) != 600 || len(Data(rows, layout)) != 600 {
		t.Errorf("%d entries, want 600", len(data))
	}
	if data[0].Line != 8 || data[599].Line != 626 || data[599].Text(1) != "Vũ Quang Hòa" {
		t.Errorf("entries from line %d to %d", data[0].Line, data[599].Line)
	}
	if len(skipped) != 21 || skipped[0].Line != 7 || skipped[20].Line != 628 {
		t.Errorf("%d rows skipped, want 20 group titles and the signatures", len(skipped))
	}
	lost := 0
	for _, r := range data {
		for _, key := range []string{"card", "identity"} {
			if c := r.Cells[layout.Columns[key]]; c.Number {
				lost++
				if len(c.Text) != 11 {
					t.Errorf("line %d: %s %q", r.Line, key, c.Text)
				}
			}
		}
	}
	if lost == 0 {
		t.Error("the list has numbers that lost a zero, none was seen")
	}
	merges, err := b.Merges(b.Sheets()[0])
	if err != nil || len(merges) != 2 || merges[1] != (Merge{5, 8, 5, 10}) {
		t.Errorf("merges %v %v", merges, err)
	}
	if second := rowsOf(t, b, b.Sheets()[1]); Guess(second, memberFields).HeaderFrom != 0 {
		t.Error("the second sheet has no table")
	}
	if _, err := b.Rows("?"); !errors.Is(err, ErrNoSheet) {
		t.Error(err)
	}
}

func TestOrganisationList(t *testing.T) {
	b := open(t, "to-chuc-phuong-mau.xlsx", sample(t, "to-chuc-phuong-mau.xlsx"))
	rows := rowsOf(t, b, b.Sheets()[0])
	layout := Guess(rows, []Field{
		{"code", []string{"mã"}, true}, {"name", []string{"tên", "tên tổ chức đảng"}, true},
		{"kind", []string{"loại hình", "loại"}, true}, {"parent", []string{"trực thuộc", "cấp trên"}, true},
		{"since", []string{"ngày thành lập"}, false},
	})
	if layout.HeaderFrom != 1 || layout.HeaderTo != 1 || len(layout.Columns) != 5 {
		t.Fatalf("layout %+v", layout)
	}
	data := Data(rows, layout)
	if len(data) != 21 || data[0].Text(0) != "P" || data[20].Text(1) != "Chi bộ Công an phường" {
		t.Errorf("%d entries, want 21", len(data))
	}
}
