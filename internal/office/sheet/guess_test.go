package sheet

import (
	"strings"
	"testing"
)

func csvRows(t *testing.T, text string) []Row {
	return rowsOf(t, open(t, "a.csv", []byte(text)), "a")
}

func TestGuessShapes(t *testing.T) {
	fields := []Field{
		{"name", []string{"họ và tên"}, true}, {"birth", []string{"ngày sinh"}, true},
		{"card", []string{"số thẻ"}, false}, {"cell", []string{"chi bộ"}, false},
	}
	for name, c := range map[string]struct {
		text     string
		from, to int
		lines    []int
	}{
		"two lines without merges": {"DANH SÁCH,,,,\nTT,Họ và tên,Ngày sinh,Thẻ,\n,,,Số thẻ,Ngày cấp\n1,A,1985,x,y\n", 2, 3, []int{4}},
		"numbered columns":         {"TT,Họ và tên,Ngày sinh,Số thẻ\n1,2,3,4\n1,A,1985,x\n", 1, 2, []int{3}},
		"lettered columns":         {"TT,Họ và tên,Ngày sinh,Số thẻ\nA,B,1,2\n1,A,1985,x\n", 1, 2, []int{3}},
		"groups, sums, signatures": {"TT,Họ và tên,Ngày sinh,Chi bộ\nI,Chi bộ 1,,\n1,A,1985,x\n2,B,,\n3,,,\n,C,1990,y\nTổng cộng,3,người,\n,Người lập biểu,,T/M đảng ủy\n,Lò Văn A,,\n", 1, 1, []int{3, 4, 6}},
		"no header":                {"a,b\nc,d\n", 0, 0, []int{}},
		"two columns":              {"Họ và tên,Ngày sinh\nA,1985\nB,1990\n", 1, 1, []int{2, 3}},
	} {
		rows := csvRows(t, c.text)
		layout := Guess(rows, fields)
		if layout.HeaderFrom != c.from || layout.HeaderTo != c.to {
			t.Errorf("%s: header %d-%d, want %d-%d", name, layout.HeaderFrom, layout.HeaderTo, c.from, c.to)
			continue
		}
		if c.from == 0 {
			if len(layout.Missing) != 2 {
				t.Errorf("%s: missing %v", name, layout.Missing)
			}
			continue
		}
		var got []int
		for _, r := range Data(rows, layout) {
			got = append(got, r.Line)
		}
		if len(got) != len(c.lines) {
			t.Errorf("%s: lines %v, want %v", name, got, c.lines)
			continue
		}
		for i := range got {
			if got[i] != c.lines[i] {
				t.Errorf("%s: lines %v, want %v", name, got, c.lines)
			}
		}
	}
}

func TestGuessPrefersTheBetterTitle(t *testing.T) {
	rows := csvRows(t, strings.Join([]string{"Số thẻ cũ", "Số thẻ (12 số)", "Họ và tên"}, ",")+"\nx,y,z\n")
	layout := Guess(rows, []Field{{"card", []string{"số thẻ"}, true}, {"old", []string{"số thẻ cũ"}, false}, {"name", []string{"họ và tên"}, true}})
	if layout.Columns["old"] != 0 || layout.Columns["card"] != 1 || layout.Columns["name"] != 2 {
		t.Errorf("columns %v", layout.Columns)
	}
}
