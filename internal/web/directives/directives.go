// Package directives are the committee's pages of what it sends down: the list, the
// form, one page a paper with how far each cell came, one page a cell with what it got.
// Cells stand in the committee's own order; of each there are days, counts and the texts
// of tasks, never a name.
package directives

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// atOnce is how many papers or cells stand on one page.
const atOnce = 50

// leaf is which page of a long list is asked for, from 1, and how many there are.
func leaf(r *page.Request, n int) (at, of int) {
	of = max(1, (n+atOnce-1)/atOnce)
	at, _ = strconv.Atoi(r.URL.Query().Get("trang")) // anything else is the first
	return min(max(at, 1), of), of
}

// pager leads through the pages of a list; nothing where there is one.
func pager(at, of int, to func(n int) string) templ.Component {
	if of == 1 {
		return templ.NopComponent
	}
	previous, next := "", ""
	if at > 1 {
		previous = to(at - 1)
	}
	if at < of {
		next = to(at + 1)
	}
	return ui.Pager(at, of, previous, next)
}

func leafOf(address string) func(int) string {
	return func(n int) string { return address + "?trang=" + strconv.Itoa(n) }
}

func frame(r *page.Request, top org.Org, heading, back string) ui.Page {
	return ui.Page{Title: heading + " · " + top.Name, Where: top.Name, Heading: heading, BarTitle: r.T("documentpage.bar"), Back: &ui.Link{Href: back}}
}

// committee reads whose pages these are, for those who may do something with them.
func committee(rd *store.Reader, r *page.Request, action access.Action) (top org.Org, err error) {
	if top, err = org.BySlug(rd, r.PathValue("cu")); err == nil {
		err = access.Must(rd, action, top.ID)
	}
	return top, err
}

// List is GET /cap-uy/{cu}/van-ban: what was sent down, the last first.
func List(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var all []directive.Directive
	var tally map[string]directive.Counts
	at, of, sends := 1, 1, false
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = committee(rd, r, access.DirectiveView); err != nil {
			return err
		}
		if all, err = directive.Of(rd, top.ID); err != nil {
			return err
		}
		at, of = leaf(r, len(all))
		if all = all[(at-1)*atOnce : min(at*atOnce, len(all))]; len(all) > 0 {
			if tally, err = directive.Tally(rd, top.ID, all[len(all)-1].SentOn, all[0].SentOn); err != nil {
				return err
			}
		}
		sends, err = access.Can(rd, access.DirectiveSend, top.ID)
		return err
	})
	if err != nil {
		return err
	}
	p := frame(r, top, r.T("directive.list"), link.Committee(top.Slug))
	p.Primary = &ui.Action{Text: r.T("wardpage.back.desk"), Href: link.Committee(top.Slug)}
	if sends {
		p.Primary = &ui.Action{Text: r.T("directive.new"), Href: link.NewDirective(top.Slug), Icon: "send"}
	}
	if len(all) == 0 {
		return r.Page(w, 0, p, ui.Empty("mail", r.T("directive.none"), r.T("directive.none.next"), nil))
	}
	rows := make([]ui.Row, 0, len(all))
	for _, d := range all {
		rows = append(rows, row(r, top, d, tally[d.ID]))
	}
	return r.Page(w, 0, p, templ.Join(ui.LinkList(rows), pager(at, of, leafOf(link.Directives(top.Slug)))))
}

// row is one paper of the list: what, how many cells opened it, the day to discuss it by.
func row(r *page.Request, top org.Org, d directive.Directive, n directive.Counts) ui.Row {
	second := r.T("directive.row", "day", vi.ShowDay(d.SentOn), "opened", n.Opened, "count", n.Cells)
	if d.DiscussBy != "" {
		second += " · " + r.T("directive.row.by", "day", vi.ShowDay(d.DiscussBy))
	}
	out := ui.Row{Href: link.Directive(top.Slug, d.ID), Title: d.Number + ": " + d.Abstract, Second: second}
	if d.RecalledOn != "" {
		out.Tag = tag(r, "document.state.recalled")
	}
	return out
}

// tag is a step in the words of the design (ux.md 5).
func tag(r *page.Request, key string) *ui.Tag {
	look := ui.LookOf(key)
	return &ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: r.T(key)}
}
