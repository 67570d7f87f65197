package papers

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/handout"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// ReadersPage is GET, Readers POST: which members use no phone.
func ReadersPage(w http.ResponseWriter, r *page.Request) error { return readers(w, r, 0) }

func readers(w http.ResponseWriter, r *page.Request, status int) error {
	var cell org.Org
	var all []handout.Reader
	if err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if err = access.Must(rd, access.PaperReaders, cell.ID); err != nil {
			return err
		}
		all, err = handout.Readers(rd, cell.ID)
		return err
	}); err != nil {
		return err
	}
	var options []ui.Option
	var now []string
	for _, one := range all {
		options = append(options, ui.Option{Value: one.Member, Text: one.FullName})
		if one.PaperOnly {
			now = append(now, one.Member)
		}
	}
	chosen := now
	if r.Method == http.MethodPost {
		chosen = r.Texts("member")
	}
	heading := r.T("print.readers")
	return form.Answer(w, r, status, form.Page{
		Frame:  ui.Page{Title: heading + " · " + cell.Name, Where: cell.Name, Heading: heading, Sub: r.T("print.readers.why"), Back: &ui.Link{Href: link.Handouts(cell.Slug)}, Primary: form.Send(r.T("print.readers.save"))},
		Action: link.PaperReaders(cell.Slug), Hidden: []form.Hidden{{Name: "was", Value: strings.Join(now, " ")}},
		Inputs: []form.Input{{Kind: "ticks", Field: ui.Field{Name: "member", Label: r.T("print.readers.label"), Hint: r.T("print.readers.hint")}, Options: options, Chosen: chosen}},
	})
}

// Readers keeps only what this form changed: what another did meanwhile stays.
func Readers(w http.ResponseWriter, r *page.Request) error {
	was, now := strings.Fields(r.Text("was")), r.Texts("member")
	is := map[string]bool{}
	for _, id := range now {
		if id != "" && !slices.Contains(was, id) {
			is[id] = true
		}
	}
	for _, id := range was {
		if !slices.Contains(now, id) {
			is[id] = false
		}
	}
	slug := ""
	err := r.Write(func(tx *store.Tx) error {
		cell, err := org.BySlug(tx.Reader, r.PathValue("cb"))
		if err != nil {
			return err
		}
		slug = cell.Slug
		return member.MarkPaperOnly(tx, cell.ID, is)
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return readers(w, r, status) })
	}
	return r.See(w, link.Handouts(slug))
}

// part is a titled part of a page.
func part(title string, body templ.Component) templ.Component { return section(title, body) }
