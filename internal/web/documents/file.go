package documents

import (
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/blob"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Accept is what the file chooser offers.
const Accept = ".docx,.xlsx,.pdf,.jpg,.jpeg"

// Line is one file of a list, with what could not be checked in it.
type Line struct {
	Title, Second, Href string
	Unread              string
	Drop                string // address of taking it away; "" may not
	DropName            string
}

// Files makes the lines of a list of files; may tells which the viewer may take away.
func Files(r *page.Request, files []document.Attachment, may func(document.Attachment) bool) []Line {
	var out []Line
	for _, f := range files {
		l := Line{Title: f.Title, Second: r.T("documentpage.file", "format", "."+f.Format, "size", Size(f.Size), "time", store.Clock(f.At).Format("15:04"), "day", vi.ShowDay(store.Day(f.At))), Href: link.File(f.ID)}
		if f.Unread != "" {
			l.Unread = r.T("document.unread." + f.Unread)
		}
		if may(f) {
			l.Drop, l.DropName = link.DropFile(f.ID), r.T("documentpage.drop.name", "title", f.Title)
		}
		out = append(out, l)
	}
	return out
}

// Size says how heavy a file is: "120 kB", "1,2 MB".
func Size(bytes int) string {
	if bytes < 1_000_000 {
		return strconv.Itoa(max(1, bytes/1000)) + "\u00a0kB"
	}
	return strings.Replace(strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64), ".", ",", 1) + "\u00a0MB"
}

// Take reads the file of a form, checks it and puts it on the disk. A form
// without a file is nil and no error where none is needed.
func Take(r *page.Request, needed bool) (*document.Checked, error) {
	name, data, err := r.File("file")
	if fault.Is(err, "file_missing") && !needed {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := document.Check("file", name, data)
	if err != nil {
		return nil, err
	}
	c, err = c.Keep(blob.In(r.DB.Dir()), r.Viewer.Tenant)
	return &c, err
}

// Download is GET of a file. It is always saved, never shown: a file from
// outside does not run as a page of this site.
func Download(w http.ResponseWriter, r *page.Request) error {
	var a document.Attachment
	if err := r.Read(func(rd *store.Reader) (err error) { a, err = directive.File(rd, r.PathValue("id")); return }); err != nil {
		return err
	}
	data, err := blob.In(r.DB.Dir()).Get(r.Viewer.Tenant, a.Sum)
	if err != nil {
		return fault.New(fault.Unavailable, "file_gone").Because(err)
	}
	return page.Save(w, "application/octet-stream", a.Name, data)
}

// DropPage is GET, Drop POST: a file is taken away.
func DropPage(w http.ResponseWriter, r *page.Request) error {
	a, back, err := droppable(r)
	if err != nil {
		return err
	}
	p := ui.Page{Title: r.T("documentpage.drop"), Heading: r.T("documentpage.drop"), Back: &ui.Link{Href: back}, Primary: &ui.Action{Text: r.T("documentpage.drop.do"), Form: "bieu-mau"}}
	return r.Page(w, 0, p, DropForm(link.DropFile(a.ID), a.Title))
}

// droppable reads a file and where it belongs.
func droppable(r *page.Request) (a document.Attachment, back string, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if a, err = directive.File(rd, r.PathValue("id")); err != nil {
			return err
		}
		if err = directive.MayDrop(rd, a); err == nil {
			back, err = home(rd, a)
		}
		return err
	})
	return a, back, err
}

func Drop(w http.ResponseWriter, r *page.Request) error {
	a, back, err := droppable(r)
	if err != nil {
		return err
	}
	if err := r.Write(func(tx *store.Tx) error { return directive.Drop(tx, a) }); err != nil {
		return err
	}
	return r.See(w, back)
}
