package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/pdf"
	"chibo/internal/quality"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// formOrder is how the print page lists the papers, with the state from which
// there is something to print.
var formOrder = []struct{ word, from string }{{"thong-bao", meeting.Planned}, {"chuong-trinh", meeting.Planned}, {"diem-danh", meeting.Planned}, {"nghi-quyet", meeting.InSession}, {"chu-lon", meeting.InSession},
	{"ket-luan", meeting.Closed}, {"bien-ban", meeting.Closed}, {"sau-ro", meeting.InSession}, {"cham-diem", meeting.Closed}, {"bao-cao", meeting.Closed}}

// Prints is GET: everything of this meeting that can be printed, and the one
// file for members without a phone first.
func Prints(w http.ResponseWriter, r *page.Request) error {
	var batch handout.Made
	var kinds []string
	prints := false
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if prints, err = meeting.Can(rd, s.M, access.HandoutPrint); err != nil {
			return err
		}
		if prints {
			if batch, err = handout.ForCell(rd, r.Book, s.M.ID, handout.All, ""); fault.KindOf(err) == fault.Conflict {
				err = nil // nobody to print for
			}
			if err != nil {
				return err
			}
		}
		kinds, err = s.printable(rd, r)
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, r.T("print.title"), s.hub())
	p.Sub = name(r, s.M)
	body := []templ.Component{}
	switch {
	case prints && !batch.Contents.Empty():
		p.Primary = &ui.Action{Text: r.T("print.batch", "count", batch.Contents.People), Href: link.Paper(s.Slug, s.Ky, handout.All, best()), Icon: "printer"}
		body = append(body, section(r.T("print.holds"), ui.PlainList(Holds(r, batch.Contents))))
	case prints && batch.Contents.People == 0:
		p.Banner = &ui.Note{Kind: "info", Text: r.T("print.nobody"), Action: &ui.Link{Text: r.T("print.readers"), Href: link.PaperReaders(s.Slug)}}
	}
	if p.Primary == nil {
		p.Primary = &ui.Action{Text: r.T("print.see." + kinds[0]), Href: link.Print(s.Slug, s.Ky, wordOf(kinds[0])), Icon: "printer"}
	}
	if prints {
		body = append(body, ui.LinkList([]ui.Row{{Icon: "users", Title: r.T("print.readers"), Second: r.T("print.readers.what"), Href: link.PaperReaders(s.Slug)}}))
	}
	for _, k := range kinds {
		body = append(body, section(r.T("print.kind."+k), Buttons(s.copies(r, k))))
	}
	if !pdf.Available() {
		body = append(body, Soft(word(r, "paper.nopdf")))
	}
	return r.Page(w, http.StatusOK, p, templ.Join(body...))
}

// best is the ending of the file offered first.
func best() string {
	if pdf.Available() {
		return "pdf"
	}
	return "docx"
}

// printable are the papers the viewer may have of the meeting now.
func (s sitting) printable(rd *store.Reader, r *page.Request) ([]string, error) {
	var out []string
	for _, f := range formOrder {
		kind := forms[f.word]
		if !s.M.At(f.from) {
			continue
		}
		if _, issued := r.Book.DocTypes(s.M.Day, "cell").Type("conclusion"); kind == "conclusion" && !issued {
			continue
		}
		may, err := meeting.Can(rd, s.M, minutes.Needs(kind))
		if err != nil {
			return nil, err
		}
		if kind == "score" && may {
			x, err := quality.Of(rd, s.M.ID)
			if may = x.Self != nil && !s.M.OfCommittee(); err != nil {
				return nil, err
			}
		}
		if may && (kind != "resolution" && kind != "large" || s.M.At(meeting.Sealed) || s.May) {
			out = append(out, kind)
		}
	}
	if len(out) == 0 {
		return nil, fault.Missing()
	}
	return out, nil
}

func wordOf(kind string) string {
	for w, k := range forms {
		if k == kind {
			return w
		}
	}
	return ""
}

// copies are the ways to have one paper: on the page, and as a file.
func (s sitting) copies(r *page.Request, kind string) []ui.Link {
	name := r.T("print.kind." + kind)
	out := []ui.Link{{Text: r.T("print.sheet"), Name: r.T("print.sheet.of", "name", name), Href: link.Print(s.Slug, s.Ky, wordOf(kind)), Icon: "printer"},
		{Text: ".docx", Name: name + ", .docx", Href: link.Paper(s.Slug, s.Ky, kind, "docx"), Icon: "download"}}
	if pdf.Available() {
		out = append(out, ui.Link{Text: ".pdf", Name: name + ", .pdf", Href: link.Paper(s.Slug, s.Ky, kind, "pdf"), Icon: "download"})
	}
	if kind == "report" && s.May && !s.M.At(meeting.Reported) {
		out = append(out, ui.Link{Text: r.T("print.proposals"), Href: link.Proposals(s.Slug, s.Ky), Icon: "pen-line"})
	}
	return out
}

// Holds says what is in a batch, a line a part.
func Holds(r *page.Request, c handout.Contents) []ui.Line {
	var out []ui.Line
	add := func(on bool, key string, args ...any) {
		if on {
			out = append(out, ui.Line{Text: r.T(key, args...), Second: r.T(key + ".what")})
		}
	}
	add(c.Invitations > 0, "print.holds.invitations", "count", c.Invitations)
	add(c.Roll, "print.holds.roll")
	add(c.Copies > 0, "print.holds.large", "count", c.Copies, "symbol", r.No(c.Resolution))
	add(c.Slips > 0, "print.holds.slips", "count", c.Slips)
	return out
}
