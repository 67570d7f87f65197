package papers

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/office/docx"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/meetings"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Office is GET: the cells for which the committee's office may print.
func Office(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var rows []ui.Row
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if err = access.Must(rd, access.HandoutBatch, top.ID); err != nil {
			return err
		}
		all, err := org.Reach(rd, access.HandoutBatch, rd.Today())
		rows = nil
		for _, o := range all {
			if o.Cell() {
				rows = append(rows, ui.Row{Icon: "printer", Title: o.Name, Href: link.OfficePrint(top.Slug, o.Slug)})
			}
		}
		return err
	}); err != nil {
		return err
	}
	heading := r.T("print.office")
	p := ui.Page{Title: heading + " · " + top.Name, Where: top.Name, Heading: heading, Sub: r.T("print.office.sub"), Back: &ui.Link{Href: link.Contents},
		Primary: &ui.Action{Text: r.T("print.office.back"), Href: link.Committee(top.Slug)}}
	if len(rows) == 0 {
		return r.Page(w, http.StatusOK, p, ui.NoteBox(ui.Note{Kind: "info", Text: r.T("print.office.none")}))
	}
	return r.Page(w, http.StatusOK, p, ui.LinkList(rows))
}

// OfficeCell is GET: the meetings of one cell and what one file would hold. The
// one to come stands first; ?buoi= chooses another.
func OfficeCell(w http.ResponseWriter, r *page.Request) error {
	var top, cell org.Org
	var all []handout.Sitting
	var now handout.Sitting
	var batch handout.Made
	var refused error
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, cell, all, err = office(rd, r); err != nil || len(all) == 0 {
			return err
		}
		now = chosen(all, r.URL.Query().Get("buoi"))
		batch, refused = handout.ForOffice(rd, r.Book, now.ID)
		if fault.KindOf(refused) != fault.Conflict {
			return refused
		}
		return nil
	}); err != nil {
		return err
	}
	p := ui.Page{Title: cell.Name + " · " + r.T("print.office"), Where: top.Name, Heading: cell.Name, Back: &ui.Link{Href: link.OfficePrints(top.Slug)}}
	body := []templ.Component{ui.NoteBox(ui.Note{Kind: "plain", Text: r.T("print.office.never")})}
	switch {
	case len(all) == 0:
		p.Banner = &ui.Note{Kind: "info", Text: r.T("print.office.nomeeting")}
	case refused != nil:
		p.Banner = &ui.Note{Kind: "info", Text: page.Say(r.Words, refused)}
	default:
		p.Primary = &ui.Action{Text: r.T("print.office.batch"), Href: link.OfficeBatch(top.Slug, cell.Slug, period(now)+"."+best()), Icon: "printer"}
		body = append([]templ.Component{part(r.T("print.holds"), ui.PlainList(meetings.Holds(r, batch.Contents)))}, body...)
	}
	if len(all) > 0 {
		p.Sub = r.T("print.for", "month", r.Month(now.Period), "day", vi.ShowDay(now.Day))
		body = append(body, part(r.T("print.office.other"), ui.LinkList(others(r, top, cell, all, now))))
	}
	if p.Primary == nil {
		p.Primary = &ui.Action{Text: r.T("print.office.another"), Href: link.OfficePrints(top.Slug)}
	}
	return r.Page(w, http.StatusOK, p, templ.Join(body...))
}

// office reads the committee, the cell below it and its meetings.
func office(rd *store.Reader, r *page.Request) (top, cell org.Org, all []handout.Sitting, err error) {
	if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return
	}
	if err = access.Must(rd, access.HandoutBatch, top.ID); err != nil {
		return
	}
	if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return
	}
	all, err = handout.Sittings(rd, cell.ID)
	return
}

// chosen is the meeting asked for, else the nearest still to come, else the last.
func chosen(all []handout.Sitting, asked string) handout.Sitting {
	now := all[0]
	for _, s := range all {
		if period(s) == asked {
			return s
		}
		if !s.Over {
			now = s
		}
	}
	return now
}

func period(s handout.Sitting) string { return link.Period(s.Period, s.Kind, s.N) }

func others(r *page.Request, top, cell org.Org, all []handout.Sitting, now handout.Sitting) []ui.Row {
	var out []ui.Row
	for _, s := range all {
		if s.ID != now.ID {
			out = append(out, ui.Row{Icon: "calendar", Title: r.T("meetingpage.name."+s.Kind, "month", r.Month(s.Period)), Second: vi.ShowDay(s.Day), Href: link.OfficePrint(top.Slug, cell.Slug) + "?buoi=" + period(s)})
		}
	}
	if len(out) == 0 {
		out = append(out, ui.Row{Icon: "printer", Title: r.T("print.office.another"), Href: link.OfficePrints(top.Slug)})
	}
	return out
}

// OfficeFile is GET: the one file, "2026-12.pdf".
func OfficeFile(w http.ResponseWriter, r *page.Request) error {
	which, ext, _ := strings.Cut(r.PathValue("tep"), ".")
	if ext != "docx" && ext != "pdf" {
		return fault.Missing()
	}
	var d docx.Document
	file := ""
	if err := r.Read(func(rd *store.Reader) error {
		_, _, all, err := office(rd, r)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(s handout.Sitting) bool { return period(s) == which })
		if at < 0 {
			return fault.Missing()
		}
		b, err := handout.ForOffice(rd, r.Book, all[at].ID)
		d, file = b.Doc, b.File
		return err
	}); err != nil {
		return err
	}
	return r.Paper(w, d, file, ext)
}
