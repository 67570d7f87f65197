package page

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/office/docx"
	"chibo/internal/office/pdf"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/ui"
)

// PDF turns a .docx into a PDF.
type PDF func(ctx context.Context, docx []byte) ([]byte, error)

const pdfWait = 90 * time.Second // one paper at a time: others may stand before

// Paper answers with a paper as a file: ext is docx or pdf, name the file's
// name without its ending. A PDF that cannot be made leads to the .docx of the
// same paper at the same address.
func (r *Request) Paper(w http.ResponseWriter, d docx.Document, name, ext string) error {
	data, err := d.Bytes()
	if err != nil {
		return fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return r.Docx(w, data, name, ext)
}

// PDF turns a .docx into a PDF, or gives the one made before.
func (r *Request) PDF(ctx context.Context, data []byte) ([]byte, error) {
	if r.pdf == nil {
		return pdf.Convert(ctx, data)
	}
	return r.pdf(ctx, data)
}

// Docx is Paper for a .docx that is made already, such as that of a sealed paper.
func (r *Request) Docx(w http.ResponseWriter, data []byte, name, ext string) error {
	kind := docx.Type
	if ext == "pdf" {
		ctx, cancel := context.WithTimeout(r.Context(), pdfWait)
		defer cancel()
		made, err := r.PDF(ctx, data)
		if err != nil && r.Context().Err() != nil { // the browser has gone
			return r.Context().Err()
		}
		if err != nil {
			slog.ErrorContext(r.Context(), "no PDF", "error", err.Error())
			return r.noPDF(w)
		}
		data, kind = made, pdf.Type
	}
	return Save(w, kind, name+"."+ext, data)
}

// onPaper says what a printed page is of and as of when, and where the paper is
// that a page of one's own has.
func (r *Request) onPaper(p *ui.Page) {
	if !r.Signed() || p.Print {
		return
	}
	now := store.Clock(r.DB.Now())
	p.AsOf = r.T("print.asof", "time", now.Format("15:04"), "day", now.Format("02/01/2006"))
	if p.Where != "" {
		p.AsOf = p.Where + " · " + p.AsOf
	}
	p.Papers = r.papers()
}

// papers is the page of the papers the viewer prints: his own sheet from his own
// part, else those of his post.
func (r *Request) papers() *ui.Link {
	role, ok, err := r.Role()
	switch {
	case strings.HasPrefix(r.pattern(), link.Me):
		return &ui.Link{Text: r.T("own.sheet"), Href: link.MySheet}
	case err != nil || !ok:
		return nil
	case role.Post == access.Secretary, role.Post == access.Deputy, role.Post == access.Committee:
		return &ui.Link{Text: r.T("contents.prints"), Href: link.Handouts(role.OrgSlug)}
	case role.Post == access.Officer:
		return &ui.Link{Text: r.T("contents.officeprints"), Href: link.OfficePrints(role.OrgSlug)}
	}
	return nil
}

// noPDF says what is kept and offers the file that can be made.
func (r *Request) noPDF(w http.ResponseWriter) error {
	to := strings.TrimSuffix(r.URL.Path, ".pdf") + ".docx"
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	heading := r.T("print.nopdf.title")
	return r.Page(w, http.StatusServiceUnavailable, ui.Page{Title: heading, Heading: heading, Primary: &ui.Action{Text: r.T("print.nopdf.docx"), Href: to, Icon: "download"},
		Banner: &ui.Note{Kind: "warn", Text: Sentence(r.Words, "no_pdf")}}, ui.NoteBox(ui.Note{Kind: "info", Text: r.T("print.nopdf.why")}))
}
