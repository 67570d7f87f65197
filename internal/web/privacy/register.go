package privacy

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/office/paper"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Register is what is kept about persons, for the committee to read and to take
// away: GET /cap-uy/{cu}/rieng-tu/so-dang-ky.
func Register(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var today, start, by string
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err = org.Must(rd, access.PrivacyKeep, top.ID); err != nil {
			return err
		}
		today = rd.Today()
		start, by, err = privacy.Started(rd, r.Book)
		return err
	}); err != nil {
		return err
	}
	t := ui.Table{Caption: r.T("privacy.register.caption"), Columns: []ui.Column{{Text: r.T("privacy.register.what")}, {Text: r.T("privacy.register.why")}, {Text: r.T("privacy.register.basis")}, {Text: r.T("privacy.register.readers")}, {Text: r.T("privacy.register.kept")}}}
	for _, x := range r.Told(today) {
		t.Rows = append(t.Rows, []ui.Cell{{Text: x.Title}, {Text: x.Purpose}, {Text: x.Short[0]}, {Text: x.Short[1]}, {Text: x.Short[2]}})
	}
	file := func(name string) string { return link.PrivacyRegister(top.Slug) + "/tai/" + name }
	f := ui.Page{Title: r.T("privacy.register.title") + " · " + top.Name, Where: top.Name, Heading: r.T("privacy.register.title"), Sub: r.T("privacy.register.sub"), Wide: true, Back: &ui.Link{Href: link.Privacy(top.Slug)},
		Primary: &ui.Action{Text: r.T("privacy.register.take"), Href: file("so-dang-ky.docx"), Icon: "download"}}
	if by != "" {
		law := r.Book.Assessment(today)
		f.Banner = &ui.Note{Kind: "info", Text: r.T("privacy.register.file", "start", vi.ShowDay(start), "by", vi.ShowDay(by), "months", law.RenewMonths)}
	}
	return r.Page(w, 0, f, ShowRegister(t, []ui.Link{{Text: r.T("privacy.register.xlsx"), Href: file("so-dang-ky.xlsx")}, {Text: r.T("privacy.register.pdf"), Href: file("so-dang-ky.pdf")}, {Text: r.T("privacy.assessment.docx"), Href: file("danh-gia.docx")}, {Text: r.T("privacy.assessment.pdf"), Href: file("danh-gia.pdf")}}))
}

// RegisterFile is it as a file: GET /cap-uy/{cu}/rieng-tu/so-dang-ky/tai/{tep}.
func RegisterFile(w http.ResponseWriter, r *page.Request) error {
	name, ext, _ := strings.Cut(r.PathValue("tep"), ".")
	of := map[string]func(*store.Reader, string) (paper.Processing, error){
		"so-dang-ky": func(rd *store.Reader, at string) (paper.Processing, error) { return privacy.Register(rd, r.Book, at) },
		"danh-gia":   func(rd *store.Reader, at string) (paper.Processing, error) { return privacy.Draft(rd, r.Book, at) },
	}[name]
	if of == nil || ext != "docx" && ext != "pdf" && (ext != "xlsx" || name != "so-dang-ky") {
		return fault.Missing()
	}
	var p paper.Processing
	var layout paper.Layout
	var file string
	if err := r.Read(func(rd *store.Reader) error {
		top, err := org.BySlug(rd, r.PathValue("cu"))
		if err != nil {
			return err
		}
		layout, file = privacy.Form(r.Book, rd.Today()), name+"-"+rd.Today()
		p, err = of(rd, top.ID)
		return err
	}); err != nil {
		return err
	}
	if ext == "xlsx" {
		data, err := workbook(r, p)
		if err != nil {
			return err
		}
		return page.Save(w, sheet.Type, file+".xlsx", data)
	}
	d, err := p.Document(layout)
	if err != nil {
		return fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return r.Paper(w, d, file, ext)
}

func workbook(r *page.Request, p paper.Processing) ([]byte, error) {
	s := sheet.Sheet{Name: r.T("privacy.register.sheet"), Title: p.Name, Frozen: true, Widths: []float64{5, 24, 36, 44, 10, 36, 30},
		Header: []string{r.T("wardpage.col.n"), r.T("privacy.register.what"), r.T("privacy.register.why"), r.T("privacy.register.basis"), r.T("privacy.register.sensitive"), r.T("privacy.register.readers"), r.T("privacy.register.kept")}}
	for i, x := range p.Lines {
		sensitive := ""
		if x.Sensitive {
			sensitive = r.T("privacy.register.yes")
		}
		s.Rows = append(s.Rows, []any{strconv.Itoa(i + 1), x.Title, x.Purpose, x.Basis, sensitive, x.Readers, x.Kept})
	}
	var b bytes.Buffer
	err := sheet.Write(&b, []sheet.Sheet{s})
	return b.Bytes(), err
}
