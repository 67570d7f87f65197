package tasks

import (
	"bytes"
	"net/http"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/office/paper"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// six are the columns of "6 rõ" after the number, by their words in the
// catalogue.
var six = []string{"who", "what", "when", "answer", "product", "power", "state"}

// SixClear is GET: the six clear things of every task under way, as a table.
func SixClear(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var p paper.TaskTable
	today := ""
	err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		today = rd.Today()
		p, _, err = minutes.OpenTasks(rd, cell.ID)
		return err
	})
	if err != nil {
		return err
	}
	body := Six{Table: ui.Table{Caption: word(r, "six.caption", "day", vi.ShowDay(today))}, Files: []ui.Link{{Text: word(r, "six.xlsx"), Href: link.SixClearFile(cell.Slug, "xlsx"), Icon: "download"}, {Text: word(r, "six.docx"), Href: link.SixClearFile(cell.Slug, "docx"), Icon: "download"}}}
	for _, c := range six {
		body.Table.Columns = append(body.Table.Columns, ui.Column{Text: word(r, "six."+c)})
	}
	for _, t := range p.Tasks {
		var row []ui.Cell
		for _, text := range cells(r, t) {
			row = append(row, ui.Cell{Text: text})
		}
		body.Table.Rows = append(body.Table.Rows, row)
	}
	if len(p.Tasks) == 0 {
		body.Empty = r.T("empty.tasks")
	}
	heading := word(r, "six")
	return r.Page(w, http.StatusOK, ui.Page{Title: heading + " · " + cell.Name, Where: cell.Name, Heading: heading, Wide: true, Sub: word(r, "count", "count", len(p.Tasks)), Back: &ui.Link{Href: link.Tasks(cell.Slug)},
		Primary: &ui.Action{Text: word(r, "back"), Href: link.Tasks(cell.Slug)}}, SixPage(body))
}

// cells are one task in the order of the columns.
func cells(r *page.Request, t paper.TaskLine) []string {
	answer := t.Owner
	if t.Helper != "" {
		answer += "; " + word(r, "helped", "name", t.Helper)
	}
	if t.Follower != "" {
		answer += "; " + word(r, "followed", "name", t.Follower)
	}
	return []string{t.Owner, t.Deed, word(r, "six.time", "day", t.Due, "month", r.T("page.month", "month", strings.TrimPrefix(t.ReportAt, "tháng "))), answer, t.Measure, t.Decider, t.State}
}

// SixClearFile is GET: the same as .xlsx or .docx.
func SixClearFile(w http.ResponseWriter, r *page.Request) error {
	kind, name := sheet.Type, ""
	var data []byte
	err := r.Read(func(rd *store.Reader) error {
		cell, err := org.BySlug(rd, r.PathValue("cb"))
		if err != nil {
			return err
		}
		switch r.URL.Query().Get("dang") {
		case "docx":
			kind = docx.Type
			data, name, err = minutes.OpenTasksDocx(rd, r.Book, cell.ID)
			return err
		case "xlsx", "":
			p, words, err := minutes.OpenTasks(rd, cell.ID)
			if err == nil {
				name = minutes.FileName("tasks", words, rd.Today()) + ".xlsx"
				data, err = workbook(r, p, word(r, "six")+" · "+cell.Name+" · "+p.Title)
			}
			return err
		}
		return fault.Missing()
	})
	if err != nil {
		return err
	}
	return page.Save(w, kind, name, data)
}

func workbook(r *page.Request, p paper.TaskTable, title string) ([]byte, error) {
	s := sheet.Sheet{Name: word(r, "six.sheet"), Title: title, Header: []string{r.T("wardpage.col.n")}, Widths: []float64{5, 18, 30, 18, 28, 24, 12, 12}, Frozen: true}
	for _, c := range six {
		s.Header = append(s.Header, word(r, "six."+c))
	}
	for i, t := range p.Tasks {
		row := []any{i + 1}
		for _, text := range cells(r, t) {
			row = append(row, text)
		}
		s.Rows = append(s.Rows, row)
	}
	var b bytes.Buffer
	err := sheet.Write(&b, []sheet.Sheet{s})
	return b.Bytes(), err
}
