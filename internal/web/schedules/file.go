package schedules

import (
	"bytes"
	"net/http"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	"chibo/internal/office/sheet"
	"chibo/internal/schedule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/page"
)

// File is GET /cap-uy/{cu}/lich/{ky}/tai/{tep}: the register as lich.xlsx, the notice as
// thong-bao.docx or thong-bao.pdf.
func File(w http.ResponseWriter, r *page.Request) error {
	var l look
	var p paper.Notice
	name, ext, _ := strings.Cut(r.PathValue("tep"), ".")
	err := r.Read(func(rd *store.Reader) (err error) {
		if l, err = read(rd, r); err != nil || name != "thong-bao" {
			return err
		}
		if l.reg.Notice == nil {
			return fault.Missing()
		}
		p, err = schedule.Paper(rd, r.Book, *l.reg.Notice)
		return err
	})
	switch {
	case err != nil:
		return err
	case name == "lich" && ext == "xlsx":
		return l.save(w, r)
	case name != "thong-bao":
		return fault.Missing()
	}
	return give(w, r, p, *l.reg.Notice, ext)
}

// give answers with a notice as a file.
func give(w http.ResponseWriter, r *page.Request, p paper.Notice, n schedule.Notice, ext string) error {
	if ext != "docx" && ext != "pdf" {
		return fault.Missing()
	}
	d, err := p.Document(minutes.CommitteeForm(r.Book, n.IssuedOn))
	if err != nil {
		return fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return r.Paper(w, d, "thong-bao-lich-"+n.Month, ext)
}

// save is the register with exactly the columns of the committee's own sheet
// (domain/meetings.md 6): cell, members, day, place, secretary, telephone, state. Whoever
// takes numbers of telephones along is seen by those whose they are.
func (l look) save(w http.ResponseWriter, r *page.Request) error {
	reg, phones := l.reg, 0
	s := sheet.Sheet{Name: r.T("schedule.bar") + " " + reg.Month[5:] + "-" + reg.Month[:4], Title: r.T("schedule.title", "month", r.Month(reg.Month)) + " · " + l.top.Name, Frozen: true, Widths: []float64{6, 32, 10, 30, 32, 24, 15, 16, 40}}
	s.Header = []string{r.T("wardpage.col.n")}
	for _, c := range columns(r) {
		s.Header = append(s.Header, c.Text)
	}
	s.Header = append(s.Header, r.T("schedule.col.note"))
	for i, row := range reg.Rows {
		if row.Phone != "" {
			phones++
		}
		s.Rows = append(s.Rows, []any{i + 1, row.Name, row.Members, blank(when(r, row.StartsAt)), blank(row.Place), blank(row.Secretary), blank(row.Phone), tagOf(r, row.Status).Text, blank(against(r, row))})
	}
	s.Rows = append(s.Rows, []any{nil, r.T("schedule.at", "time", r.Moment(reg.At), "waiting", reg.Waiting)})
	if phones > 0 {
		if err := r.Looked(l.top.ID, "export", string(access.Officer), phones); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, []sheet.Sheet{s}); err != nil {
		return err
	}
	return page.Save(w, sheet.Type, "lich-sinh-hoat-"+reg.Month+".xlsx", b.Bytes())
}

// blank leaves a cell of the sheet empty where nothing is known.
func blank(text string) any {
	if vi.Clean(text) == "" {
		return nil
	}
	return text
}
