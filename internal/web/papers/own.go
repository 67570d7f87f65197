package papers

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Sheets is GET: the members of a cell, in name order, each leading to the own
// sheet that may be printed for them.
func Sheets(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var all []handout.Reader
	if err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		all, err = handout.Readers(rd, cell.ID)
		return err
	}); err != nil {
		return err
	}
	var rows []ui.Row
	for _, one := range all {
		rows = append(rows, ui.Row{Icon: "user", Kind: "mute", Title: one.FullName, Href: link.Sheet(cell.Slug, one.Member)})
	}
	heading := r.T("own.sheets")
	return r.Page(w, 0, ui.Page{Title: heading + " · " + cell.Name, Where: cell.Name, Heading: heading, Sub: r.T("own.sheets.sub"), Back: &ui.Link{Href: link.Handouts(cell.Slug)},
		Primary: &ui.Action{Text: r.T("own.back"), Href: link.Handouts(cell.Slug)}}, ui.LinkList(rows))
}

// Sheet is GET: what stands on a member's sheet, and the two ways to print it.
func Sheet(w http.ResponseWriter, r *page.Request) error {
	cell, m, dues, err := whose(r)
	if err != nil {
		return err
	}
	heading := r.T("own.sheet.of", "name", m.FullName)
	p := ui.Page{Title: r.T("own.sheet") + " · " + cell.Name, Where: cell.Name, Heading: heading, Sub: r.T("own.sheet.sub"), Back: &ui.Link{Href: link.Handouts(cell.Slug)},
		Primary: &ui.Action{Text: r.T("own.print"), Href: link.SheetFile(cell.Slug, m.ID, best(), false), Icon: "printer"}}
	holds := []ui.Line{{Text: r.T("own.holds.work")}, {Text: r.T("own.holds.papers")}}
	more := r.T("own.asked")
	if dues {
		holds, more = append(holds, ui.Line{Text: r.T("own.holds.dues")}), r.T("own.asked.looks")
	}
	body := []templ.Component{part(r.T("own.holds"), ui.PlainList(holds)),
		ui.LinkList([]ui.Row{{Icon: "printer", Title: more, Second: r.T("own.asked.second"), Href: link.SheetFile(cell.Slug, m.ID, best(), true)}}),
		ui.NoteBox(ui.Note{Kind: "plain", Text: r.T("own.told")})}
	return r.Page(w, 0, p, templ.Join(body...))
}

// whose is the cell and the member of an address; they must belong together.
func whose(r *page.Request) (cell org.Org, m member.Member, dues bool, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if err = member.Must(rd, access.HandoutPrint, r.PathValue("id")); err != nil {
			return err
		}
		if m, err = member.Known(rd, r.PathValue("id")); err != nil {
			return err
		}
		if m.Org != cell.ID || m.EndedOn != "" {
			return fault.Missing()
		}
		dues, err = access.Can(rd, access.DuesView, cell.ID)
		return err
	})
	return
}

// SheetFile is GET: the sheet as a file. That it was printed stands among the
// looks at the member's record before it leaves.
func SheetFile(w http.ResponseWriter, r *page.Request) error {
	_, ext, _ := strings.Cut(r.PathValue("tep"), ".")
	if ext != "docx" && ext != "pdf" {
		return fault.Missing()
	}
	cell, m, _, err := whose(r)
	if err != nil {
		return err
	}
	asked := r.URL.Query().Get("nho") != ""
	var made handout.Made
	if err := r.Read(func(rd *store.Reader) (err error) { made, err = handout.SheetFor(rd, r.Book, m.ID, asked); return err }); err != nil {
		return err
	}
	if err := r.Looked(m.PersonID, handout.As(asked), post(r, cell.ID), 1); err != nil {
		return err
	}
	return r.Paper(w, made.Doc, made.File, ext)
}

// post is with which post of a cell the viewer prints.
func post(r *page.Request, cell string) string {
	all, err := r.Posts()
	if err != nil {
		return ""
	}
	for _, p := range all {
		if p.Org == cell && p.Post != access.Member {
			return string(p.Post)
		}
	}
	return ""
}
