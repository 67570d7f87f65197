// Package documents is the register of the papers a cell received from above,
// and the way to the files of papers and meetings.
package documents

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// RegisterOf is GET: the papers of a cell, the last received first.
func RegisterOf(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var all []document.Received
	may := false
	if err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if all, err = document.Register(rd, cell.ID); err != nil {
			return err
		}
		may, err = access.Can(rd, access.DocumentEdit, cell.ID)
		return err
	}); err != nil {
		return err
	}
	p := frame(r, cell, r.T("documentpage.title"), link.Cell(cell.Slug))
	p.Primary = &ui.Action{Text: r.T("documentpage.home"), Href: link.Home}
	if may {
		p.Primary = &ui.Action{Text: r.T("documentpage.new"), Href: link.NewDocument(cell.Slug)}
	}
	if len(all) == 0 {
		return r.Page(w, 0, p, ui.Empty("mail", r.T("documentpage.none"), r.T("documentpage.none.next"), nil))
	}
	rows := make([]ui.Row, 0, len(all))
	for _, d := range all {
		tag := state(r, d)
		rows = append(rows, ui.Row{Href: link.Document(d.ID), Title: d.Number + ": " + d.Abstract, Second: r.T("documentpage.row", "issuer", d.Issuer, "day", vi.ShowDay(d.IssuedOn)), Tag: &tag})
	}
	return r.Page(w, 0, p, ui.LinkList(rows))
}

func frame(r *page.Request, cell org.Org, heading, back string) ui.Page {
	return ui.Page{Title: heading + " · " + cell.Name, Where: cell.Name, Heading: heading, BarTitle: r.T("documentpage.bar"), Back: &ui.Link{Href: back}}
}

// state is the tag of how far a paper has come in its cell.
func state(r *page.Request, d document.Received) ui.Tag {
	key := "document.state." + d.State
	look := ui.LookOf(key)
	return ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: r.T(key)}
}

// one reads the paper named in the address with its cell and files.
func one(rd *store.Reader, r *page.Request) (d document.Received, cell org.Org, files []document.Attachment, err error) {
	if d, err = document.Get(rd, r.PathValue("id")); err != nil {
		return
	}
	if cell, err = org.Get(rd, d.Org); err != nil {
		return
	}
	files, err = document.FilesOf(rd, d.ID)
	return
}

// Show is GET: one paper, its summary to be read aloud, its files.
func Show(w http.ResponseWriter, r *page.Request) error {
	var d document.Received
	var cell org.Org
	var files []document.Attachment
	may := false
	if err := r.Read(func(rd *store.Reader) (err error) {
		if d, cell, files, err = one(rd, r); err == nil {
			may, err = access.Can(rd, access.DocumentEdit, cell.ID)
		}
		return err
	}); err != nil {
		return err
	}
	if d.Origin != "" && may { // whoever leads the cell has now opened what the committee sent
		if err := r.Write(func(tx *store.Tx) error { return directive.Opened(tx, d.ID) }); err != nil {
			return err
		}
	}
	p := frame(r, cell, d.Number, link.Documents(cell.Slug))
	p.Title, p.Sub = r.T("documentpage.one")+" · "+cell.Name, d.Abstract // an address bar and a title name no matter
	p.Primary = &ui.Action{Text: r.T("documentpage.back"), Href: link.Documents(cell.Slug)}
	tag := state(r, d)
	facts := []ui.Pair{{Term: r.T("documentpage.state"), Tag: &tag}, {Term: r.T("documentpage.f.issuer"), Text: d.Issuer}, {Term: r.T("documentpage.f.issued_on"), Text: vi.ShowDay(d.IssuedOn)},
		{Term: r.T("documentpage.f.received_on"), Text: vi.ShowDay(d.ReceivedOn)}, {Term: r.T("documentpage.f.level"), Text: r.T("document.level." + d.Level)}, {Term: r.T("documentpage.f.audience"), Text: r.T("document.audience." + d.Audience)}}
	if d.MeetingDay != "" {
		facts = append(facts, ui.Pair{Term: r.T("documentpage.meeting"), Text: vi.ShowDay(d.MeetingDay)})
	}
	facts = append(facts, sentDown(r, d)...)
	body := append(notes(r, d), ui.DefinitionList(facts), Aloud(r.T("documentpage.aloud"), strings.Split(d.Summary, "\n")))
	body = append(body, FileList(Files(r, files, func(f document.Attachment) bool { return may && f.Document == d.ID }))) // the committee's are its own
	if may && d.Origin == "" {
		body = append(body, ui.Links([]ui.Link{{Text: r.T("documentpage.edit"), Href: link.EditDocument(d.ID)}, {Text: r.T("documentpage.addfile"), Href: link.DocumentFile(d.ID)}}))
	}
	return r.Page(w, 0, p, templ.Join(body...))
}
