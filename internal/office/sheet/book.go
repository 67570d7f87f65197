package sheet

import (
	"bytes"
	"path/filepath"
	"strings"
)

// Type is the media type of an .xlsx file.
const Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// Cell is one cell as a reader of the sheet sees it.
type Cell struct {
	Text    string // dates as dd/mm/yyyy, numbers in full and without exponent
	Number  bool   // stored as a number, so leading zeros may be lost
	Style   string // number format of a stored number, "General" or "dd/mm/yyyy"
	Formula bool   // computed; Text is the result kept in the file
	Merged  bool   // repeats the first cell of a merged range
}

// Row is one line of a sheet that has any text. Cells are indexed by column from
// 0; rows are as long as their last cell.
type Row struct {
	Line  int // line number as the spreadsheet program shows it, from 1
	Cells []Cell
}

// Text returns the text of a column, empty beyond the end of the row.
func (r Row) Text(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column].Text
}

// Merge is a merged range; lines count from 1 and columns from 0, all inclusive.
type Merge struct{ FromLine, FromColumn, ToLine, ToColumn int }

// Book is an opened file.
type Book struct {
	limits Limits
	sheets []string
	work   *workbook // of an .xlsx
	csv    []Row     // of a .csv
}

// Open checks data against the limits and opens it. The name only tells a .csv
// by its ending; what an .xlsx is, its content says.
func Open(name string, data []byte, lim Limits) (*Book, error) {
	lim = lim.orDefault()
	if int64(len(data)) > lim.Bytes {
		return nil, ErrTooBig
	}
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case bytes.HasPrefix(data, oleHeader):
		return nil, oleKind(data)
	case bytes.HasPrefix(data, []byte("PK")):
		if ext == ".xlsm" || ext == ".xltm" {
			return nil, ErrMacro
		}
		work, err := openWorkbook(data, lim)
		if err != nil {
			return nil, err
		}
		return &Book{limits: lim, sheets: work.names(), work: work}, nil
	case ext == ".csv" || ext == ".tsv" || ext == ".txt":
		rows, err := readCSV(data, lim)
		if err != nil {
			return nil, err
		}
		return &Book{limits: lim, sheets: []string{strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))}, csv: rows}, nil
	case len(data) == 0:
		return nil, ErrTruncated
	}
	return nil, ErrNotSheet
}

// Sheets returns the names of the sheets in their order; a .csv has one.
func (b *Book) Sheets() []string { return b.sheets }

// Rows returns the rows of a sheet that have any text. Merged ranges repeat their
// text in every cell, so that a title over three columns is known in each.
func (b *Book) Rows(sheet string) ([]Row, error) {
	if b.work == nil {
		if sheet != b.sheets[0] {
			return nil, ErrNoSheet
		}
		return b.csv, nil
	}
	rows, _, err := b.work.read(sheet, b.limits)
	return rows, err
}

// Merges returns the merged ranges of a sheet.
func (b *Book) Merges(sheet string) ([]Merge, error) {
	if b.work == nil {
		return nil, nil
	}
	_, merges, err := b.work.read(sheet, b.limits)
	return merges, err
}

// oleHeader opens the container of both encrypted and pre-2007 workbooks.
var oleHeader = []byte{0xD0, 0xCF, 0x11, 0xE0}

func oleKind(data []byte) error {
	if bytes.Contains(data, utf16LE("EncryptedPackage")) {
		return ErrEncrypted
	}
	if bytes.Contains(data, utf16LE("Workbook")) || bytes.Contains(data, utf16LE("WordDocument")) {
		return ErrOldFormat
	}
	return ErrEncrypted
}

func utf16LE(s string) []byte {
	var out []byte
	for _, c := range []byte(s) {
		out = append(out, c, 0)
	}
	return out
}
