package regulation

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/rule"
)

// Columns of a scoring table as a sheet, with the headings people give them.
const (
	colCode   = "code"
	colGroup  = "group"
	colText   = "text"
	colMax    = "max"
	colMetric = "metric"
	colLevels = "levels"
	colUnless = "unless"
	colAsk    = "ask"
	colWhen   = "when"
	colPolicy = "policy"
)

var columnsOf = []sheet.Field{
	{Key: colCode, Names: []string{"Mã", "TT", "STT", "Mục", "Mã mục", "Code"}, Required: true},
	{Key: colGroup, Names: []string{"Nhóm", "Mã nhóm", "Group"}},
	{Key: colText, Names: []string{"Tiêu chí", "Nội dung", "Nội dung đánh giá", "Nội dung tiêu chí", "Tiêu chí đánh giá", "Nội dung chấm điểm", "Criterion"}, Required: true},
	{Key: colMax, Names: []string{"Điểm tối đa", "Điểm chuẩn", "Thang điểm", "Điểm cao nhất", "Số điểm", "Max"}, Required: true},
	{Key: colMetric, Names: []string{"Số đo", "Máy tự đếm", "Metric"}},
	{Key: colLevels, Names: []string{"Mức điểm", "Các mức", "Cách tính điểm", "Levels"}},
	{Key: colUnless, Names: []string{"Trừ khi", "Hạ xuống khi", "Unless"}},
	{Key: colAsk, Names: []string{"Câu hỏi", "Hỏi", "Question"}},
	{Key: colWhen, Names: []string{"Không áp dụng khi", "Not applicable when"}},
	{Key: colPolicy, Names: []string{"Khi không áp dụng", "Cách tính khi không áp dụng", "Policy"}},
}

// headerWithin is within how many rows of a sheet the heading must begin.
const headerWithin = 10

// sheetLimits bounds what a sheet with a table may cost: a table has some dozen rows.
var sheetLimits = sheet.Limits{Bytes: 2 << 20, Unpacked: 20 << 20, Cells: 20_000}

// ReadTable reads a scoring table from an .xlsx or .csv: columns in any order, a heading in other words within the
// first ten rows, titles in merged rows, decimals with a comma. Whatever is wrong is named with sheet, row and
// column (rule.Problems); then there is no table. Bands and step are those of like, where the file has no sheet
// of bands.
func ReadTable(name string, data []byte, like rule.Table) (rule.Table, error) {
	book, err := sheet.Open(name, data, sheetLimits)
	if err != nil {
		return rule.Table{}, unreadable(err)
	}
	names := book.Sheets()
	for _, s := range names {
		rows, err := book.Rows(s)
		if err != nil {
			return rule.Table{}, unreadable(err)
		}
		layout := sheet.Guess(rows, columnsOf)
		if len(layout.Missing) > 0 || layout.HeaderFrom == 0 {
			continue
		}
		p := &reader{sheet: s, layout: layout, cols: layout.Columns}
		p.table = rule.Table{TitleVI: titleAbove(rows, layout.HeaderFrom), Total: rule.Whole(100), Step: like.Step, Bands: like.Bands}
		p.table.TitleVI = cmp.Or(p.table.TitleVI, like.TitleVI, "Bảng chấm điểm")
		p.table.TitleEN = p.table.TitleVI
		if rank(rows, layout.HeaderFrom) > headerWithin {
			p.fail(layout.HeaderFrom, "", "dòng tiêu đề cột phải nằm trong 10 dòng đầu: bỏ bớt dòng phía trên", "the row of headings must be among the first ten: take rows above it out")
		}
		for _, row := range rows {
			if row.Line > layout.HeaderTo {
				p.row(row)
			}
		}
		p.bands(book, names, s)
		return p.done()
	}
	return rule.Table{}, missingColumns(book, names)
}

// SheetBody is ReadTable as the text of a proposal: a table for a kind of meeting, from a day, under a source.
func SheetBody(name string, data []byte, meeting, from string, source rule.Source, like rule.Table) (string, error) {
	table, err := ReadTable(name, data, like)
	if err != nil {
		return "", unread(err)
	}
	if source.Doc == "" {
		return "", fault.Bad("doc", "regulation_source")
	}
	source.Mark = cmp.Or(source.Mark, "V")
	text, err := rule.TableYAML("quality.table."+cmp.Or(meeting, "regular"), rule.Scope{Meeting: meeting}, from, source, table)
	return string(text), err
}

func unreadable(err error) error {
	var e *sheet.Error
	code := "not_sheet"
	if errors.As(err, &e) {
		code = e.Code
	}
	says := map[string]rule.Said{
		"too_big":        {VI: "tệp quá lớn, nhiều nhất 2 MB", EN: "the file is too large, 2 MB at most"},
		"zip_bomb":       {VI: "tệp nở ra quá lớn: lưu lại một bảng thường rồi chọn lại", EN: "the file unpacks to far too much: save a plain table and choose it again"},
		"too_many_cells": {VI: "bảng có quá nhiều ô: xóa các dòng, cột trống rồi lưu lại", EN: "too many cells: delete empty rows and columns and save again"},
		"encrypted":      {VI: "tệp có mật khẩu: bỏ mật khẩu rồi lưu lại", EN: "the file has a password: take it off and save again"},
		"old_format":     {VI: "tệp .xls cũ: lưu lại dạng .xlsx", EN: "an old .xls: save it as .xlsx"},
		"macro":          {VI: "tệp có macro: lưu lại dạng .xlsx không macro", EN: "a workbook with macros: save it as a plain .xlsx"},
	}
	said, ok := says[code]
	if !ok {
		said = rule.Said{VI: "không đọc được bảng: mở bằng phần mềm bảng tính, lưu lại dạng .xlsx", EN: "not a readable sheet: open it in a spreadsheet program and save it as .xlsx"}
	}
	return rule.Problem{Line: 1, What: said}
}

// missingColumns says which heading the most promising sheet lacks.
func missingColumns(book *sheet.Book, names []string) error {
	for _, s := range names {
		rows, err := book.Rows(s)
		if err != nil {
			continue
		}
		layout := sheet.Guess(rows, columnsOf)
		if layout.HeaderFrom == 0 {
			continue
		}
		var all []error
		for _, key := range layout.Missing {
			for _, f := range columnsOf {
				if f.Key == key {
					all = append(all, rule.Problem{File: s, Line: layout.HeaderFrom, What: rule.Said{VI: "thiếu cột “" + f.Names[0] + "”: thêm cột này", EN: "the column “" + f.Names[len(f.Names)-1] + "” is missing: add it"}})
				}
			}
		}
		return errors.Join(all...)
	}
	return rule.Problem{Line: 1, What: rule.Said{VI: "không thấy dòng tiêu đề cột: cần các cột “Mã”, “Tiêu chí”, “Điểm tối đa”", EN: "no row of headings: the columns Code, Criterion and Max are needed"}}
}

// titleAbove is the last text over the whole width above the heading.
func titleAbove(rows []sheet.Row, header int) string {
	title := ""
	for _, r := range rows {
		if r.Line < header {
			if t := first(r); len(t) > 5 {
				title = t
			}
		}
	}
	return title
}

func first(r sheet.Row) string {
	for _, c := range r.Cells {
		if t := strings.TrimSpace(c.Text); t != "" {
			return t
		}
	}
	return ""
}

// rank is the place of a line among the rows that hold anything: empty rows above do not count.
func rank(rows []sheet.Row, line int) int {
	for i, r := range rows {
		if r.Line == line {
			return i + 1
		}
	}
	return 0
}

// reader gathers a table row by row.
type reader struct {
	sheet    string
	layout   sheet.Layout
	cols     map[string]int
	table    rule.Table
	lines    []int // of each criterion
	group    string
	total    int // line of the sum, 0: none
	problems []error
}

func (p *reader) fail(line int, column, vi, en string) {
	letter := ""
	if c, ok := p.cols[column]; ok {
		letter = letterOf(c)
	}
	p.problems = append(p.problems, rule.Problem{File: p.sheet, Line: line, Column: letter, What: rule.Said{VI: vi, EN: en}})
}

func letterOf(c int) string {
	if c >= 26 {
		return letterOf(c/26-1) + letterOf(c%26)
	}
	return string(rune('A' + c))
}

func (p *reader) text(r sheet.Row, column string) string {
	c, ok := p.cols[column]
	if !ok || c < len(r.Cells) && r.Cells[c].Merged && column != colText && column != colCode {
		return ""
	}
	return strings.Join(strings.Fields(r.Text(c)), " ")
}

// row is one criterion, one heading of a group, or the sum.
func (p *reader) row(r sheet.Row) {
	code, text, most := strings.TrimSuffix(p.text(r, colCode), "."), p.text(r, colText), p.text(r, colMax)
	if c := p.cols[colText]; text != "" && c < len(r.Cells) && r.Cells[c].Merged { // a title over several columns
		text = first(r)
	}
	switch {
	case code == "" && text == "":
		return
	case isSum(code) || isSum(text):
		p.total = r.Line
		if points, ok := p.points(r.Line, most); ok {
			p.table.Total = points
		}
		return
	case most == "" && p.text(r, colMetric)+p.text(r, colLevels) == "":
		p.heading(code, text)
		return
	}
	c := rule.Criterion{Code: code, Group: cmp.Or(p.text(r, colGroup), p.group), TextVI: text, TextEN: text}
	c.Max, _ = p.points(r.Line, most)
	p.measure(r, &c)
	if c.Group == "" {
		p.heading(code, text)
		c.Group = code
		p.group = ""
	}
	if !p.has(c.Group) {
		p.table.Groups = append(p.table.Groups, rule.Group{Code: c.Group, TextVI: c.Group, TextEN: c.Group})
	}
	p.table.Criteria = append(p.table.Criteria, c)
	p.lines = append(p.lines, r.Line)
}

func (p *reader) has(group string) bool {
	for _, g := range p.table.Groups {
		if g.Code == group {
			return true
		}
	}
	return false
}

// heading begins a group: its code, or its words where it has none.
func (p *reader) heading(code, text string) {
	if code == text { // merged over both
		if before, after, cut := strings.Cut(text, " "); cut && len(before) <= 5 {
			code, text = strings.TrimSuffix(before, "."), after
		}
	}
	code = cmp.Or(code, fmt.Sprint(len(p.table.Groups)+1))
	if !p.has(code) {
		p.table.Groups = append(p.table.Groups, rule.Group{Code: code, TextVI: cmp.Or(text, code), TextEN: cmp.Or(text, code)})
	}
	p.group = code
}

func isSum(text string) bool {
	t := strings.ToLower(strings.TrimRight(text, " .:"))
	return t == "tổng" || t == "cộng" || strings.HasPrefix(t, "tổng cộng") || strings.HasPrefix(t, "tổng điểm") || t == "total"
}

func (p *reader) points(line int, text string) (rule.Points, bool) {
	points, err := rule.ParsePoints(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "điểm")))
	if err != nil {
		p.fail(line, colMax, fmt.Sprintf("điểm %q: ghi số như 4 hoặc 4,5", text), fmt.Sprintf("points %q: write 4 or 4,5", text))
	}
	return points, err == nil
}

// done checks the whole and gives every fault its row and column.
func (p *reader) done() (rule.Table, error) {
	for _, f := range p.table.Faults() {
		line, column := max(p.total, p.layout.HeaderFrom), colMax
		if f.At >= 0 {
			line = p.lines[f.At]
			if c := map[string]string{"code": colCode, "group": colGroup, "metric": colMetric, "levels": colLevels, "unless": colUnless, "na": colPolicy, "ask": colAsk}[f.Kind]; c != "" {
				column = c
			}
		}
		p.fail(line, column, f.VI, f.EN)
	}
	if len(p.table.Criteria) == 0 {
		p.fail(p.layout.HeaderTo, colCode, "bảng không có mục nào", "the table has no criteria")
	}
	if err := errors.Join(p.problems...); err != nil {
		return rule.Table{}, err
	}
	return p.table, nil
}
