package sheet

import (
	"strings"

	"chibo/internal/vi"
)

// Data returns the rows below the header that are entries of the list. Group
// titles, sums, signatures and rows with only a number are left out.
func Data(rows []Row, layout Layout) []Row {
	data, _ := Split(rows, layout)
	return data
}

// Split returns the entries of the list and, apart, the rows below the header
// that were taken for something else, so that none of them goes unseen.
func Split(rows []Row, layout Layout) (data, skipped []Row) {
	number := numberColumn(layout)
	for _, r := range rows {
		switch {
		case r.Line <= layout.HeaderTo || len(filled(r)) == 0:
		case isEntry(r, layout, number):
			data = append(data, r)
		default:
			skipped = append(skipped, r)
		}
	}
	return data, skipped
}

// numberColumn finds the column of running numbers, -1 when there is none.
func numberColumn(layout Layout) int {
	for c, t := range layout.Titles {
		switch vi.Fold(t) {
		case "stt", "tt", "so tt", "so thu tu", "s tt", "no":
			return c
		}
	}
	return -1
}

func isEntry(r Row, layout Layout, number int) bool {
	cells := filled(r)
	numbered := number >= 0 && allDigits(r.Text(number))
	known := 0
	for _, c := range layout.Columns {
		if c != number && strings.TrimSpace(r.Text(c)) != "" && !repeated(r, c) {
			known++
		}
	}
	switch {
	case known == 0:
		return false
	case numbered:
		// Forms come with numbered lines to fill; one number alone is an empty line.
		return len(cells) > 1
	case isClosing(cells):
		return false
	case columnCount(layout) <= 3:
		return len(cells) > 1 || columnCount(layout) == 1
	case len(cells) > 2:
		return true
	case number >= 0:
		return false
	}
	// A list without running numbers: an entry has its first column and one more.
	return len(cells) == 2 && strings.TrimSpace(r.Text(0)) != "" && !repeated(r, 0)
}

func columnCount(layout Layout) int {
	n := 0
	for _, t := range layout.Titles {
		if t != "" {
			n++
		}
	}
	return n
}

// repeated tells whether column c shows the text of a range merged over columns.
func repeated(r Row, c int) bool {
	return c < len(r.Cells) && r.Cells[c].Merged &&
		(c > 0 && r.Cells[c-1].Text == r.Cells[c].Text || c+1 < len(r.Cells) && r.Cells[c+1].Text == r.Cells[c].Text)
}

// closings begin the rows under a list: sums and the signature block.
var closings = []string{"tong cong", "tong so", "cong", "nguoi lap", "lap bieu", "t m", "tm", "k t", "thu truong", "xac nhan", "ky ten", "ky va ghi ro", "ky ghi ro", "danh sach nay co", "ghi chu"}

func isClosing(cells []string) bool {
	if len(cells) > 4 {
		return false
	}
	first := vi.Fold(cells[0]) + " "
	for _, c := range closings {
		if strings.HasPrefix(first, c+" ") {
			return true
		}
	}
	return false
}

func allDigits(s string) bool {
	s = strings.TrimRight(strings.TrimSpace(s), ".")
	return s != "" && strings.Trim(s, "0123456789") == ""
}
