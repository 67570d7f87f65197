package directives

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/documents"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// first is how many cells a list above the table names.
const first = 12

// sheet is what the page of one paper shows.
type sheet struct {
	top   org.Org
	p     directive.Progress
	files []document.Attachment
	works map[string][]directive.Work
	sends bool
	at    int // which page of the table
	of    int
	steps []directive.Step // on it
	past  bool             // as it stood on a day before today
}

func (s *sheet) read(rd *store.Reader, r *page.Request, on string) (err error) {
	if s.top, err = committee(rd, r, access.DirectiveView); err != nil {
		return err
	}
	if s.p, err = directive.Show(rd, r.PathValue("id"), on); err != nil {
		return err
	}
	if s.p.Org != s.top.ID {
		return fault.Missing()
	}
	s.past = s.p.On < rd.Today()
	if s.files, err = directive.Files(rd, s.p.ID); err != nil {
		return err
	}
	s.at, s.of = leaf(r, len(s.p.Steps))
	s.steps = s.p.Steps[(s.at-1)*atOnce : min(s.at*atOnce, len(s.p.Steps))]
	if s.works, err = worksOf(rd, s.p, s.steps); err != nil {
		return err
	}
	s.sends, err = access.Can(rd, access.DirectiveSend, s.top.ID)
	return err
}

// worksOf reads the tasks of the cells on a page; of a day past only their counts stand.
func worksOf(rd *store.Reader, p directive.Progress, steps []directive.Step) (map[string][]directive.Work, error) {
	out := map[string][]directive.Work{}
	if p.On < rd.Today() {
		return out, nil
	}
	ids := make([]string, 0, len(steps))
	for _, s := range steps {
		ids = append(ids, s.Org)
	}
	all, err := directive.Works(rd, p.ID, ids)
	for _, w := range all {
		out[w.Org] = append(out[w.Org], w)
	}
	return out, err
}

// Show is GET /cap-uy/{cu}/van-ban/{id}: the paper and how far its cells came with it;
// ?ngay=05/12/2026 at the end of that day.
func Show(w http.ResponseWriter, r *page.Request) error {
	var s sheet
	var wrong fault.Fields
	on := r.Day("ngay", &wrong)
	if err := r.Read(func(rd *store.Reader) error { s = sheet{}; return s.read(rd, r, on) }); err != nil {
		return err
	}
	p := frame(r, s.top, s.p.Number, link.Directives(s.top.Slug))
	p.Title, p.Sub, p.Wide = r.T("documentpage.one")+" · "+s.top.Name, s.p.Abstract, true // an address bar and a title name no matter
	p.Primary = &ui.Action{Text: r.T("directive.back"), Href: link.Directives(s.top.Slug)}
	parts := append(s.notes(r), ui.DefinitionList(s.asked(r)), s.picture(r), s.lists(r))
	if len(s.steps) > 0 {
		parts = append(parts, Steps(s.table(r)), pager(s.at, s.of, leafOf(link.Directive(s.top.Slug, s.p.ID))))
	}
	parts = append(parts, About(s.facts(r)), documents.Aloud(r.T("documentpage.aloud"), strings.Split(s.p.Summary, "\n")), documents.FileList(documents.Files(r, s.files, func(document.Attachment) bool { return s.sends && s.p.RecalledOn == "" })), s.doors(r))
	return r.Page(w, 0, p, templ.Join(parts...))
}

// notes say first what changed, and of which day the page is.
func (s sheet) notes(r *page.Request) (out []templ.Component) {
	switch {
	case s.p.RecalledOn != "":
		out = append(out, ui.NoteBox(ui.Note{Kind: "warn", Title: r.T("directive.recalled", "day", vi.ShowDay(s.p.RecalledOn)), Text: s.p.RecallReason}))
	case s.p.ChangedOn != "":
		out = append(out, ui.NoteBox(ui.Note{Kind: "info", Text: r.T("directive.changed.own", "day", vi.ShowDay(s.p.ChangedOn))}))
	}
	if s.past {
		out = append(out, ui.NoteBox(ui.Note{Kind: "info", Text: r.T("directive.past", "day", vi.ShowDay(s.p.On)), Action: &ui.Link{Text: r.T("directive.past.now"), Href: link.Directive(s.top.Slug, s.p.ID)}}))
	}
	return out
}

// asked is what one looks for first: what is asked of how many, and until when.
func (s sheet) asked(r *page.Request) []ui.Pair {
	d := s.p.Directive
	out := []ui.Pair{{Term: r.T("directive.f.sent"), Text: r.T("directive.sent", "day", vi.ShowDay(d.SentOn), "count", s.p.Counts.Cells)}, {Term: r.T("directive.asked"), Text: d.Asked}}
	if d.DiscussBy != "" {
		out = append(out, ui.Pair{Term: r.T("directive.by"), Text: deadline(r, d)})
	}
	return out
}

// facts are the paper itself, and who gets nothing through the system.
func (s sheet) facts(r *page.Request) []ui.Pair {
	d := s.p.Directive
	out := []ui.Pair{{Term: r.T("documentpage.f.issuer"), Text: d.Issuer}, {Term: r.T("documentpage.f.issued_on"), Text: vi.ShowDay(d.IssuedOn)}, {Term: r.T("documentpage.f.audience"), Text: r.T("document.audience." + d.Audience)}, {Term: r.T("documentpage.f.level"), Text: r.T("document.level." + d.Level)}}
	var left []string
	for _, c := range s.p.Steps {
		if c.LeftOut {
			left = append(left, c.Name)
		}
	}
	if len(left) > 0 {
		out = append(out, ui.Pair{Term: r.T("directive.leftout", "count", len(left)), Text: strings.Join(left, ", ")})
	}
	return out
}

// picture shows at which step the paper stays.
func (s sheet) picture(r *page.Request) templ.Component {
	n := s.p.Counts
	if n.Cells == 0 {
		return templ.NopComponent
	}
	bars := []ui.Bar{{Text: r.T("directive.bar.sent"), Count: n.Cells}, {Text: r.T("document.state.seen"), Count: n.Opened}, {Text: r.T("document.state.scheduled"), Count: n.Scheduled}, {Text: r.T("document.state.discussed"), Count: n.Discussed}, {Text: r.T("document.state.tasked"), Count: n.Tasked}, {Text: r.T("directive.bar.done"), Count: n.Done}}
	return Picture(r.T("directive.picture.caption", "count", n.Cells, "discussed", n.Discussed), r.T("directive.picture.spoken", "count", n.Cells, "opened", n.Opened, "discussed", n.Discussed, "tasked", n.Tasked), bars)
}

// lists name first the cells that have not opened it, then those that discussed it and
// took on no task: at most a dozen each, the table has them all.
func (s sheet) lists(r *page.Request) templ.Component {
	if s.p.RecalledOn != "" { // nobody is waited for
		return templ.NopComponent
	}
	var unread, idle []ui.Row
	for _, c := range s.p.Steps {
		if c.Below || c.Ended || c.LeftOut {
			continue
		}
		switch row := (ui.Row{Href: link.CellDirectives(s.top.Slug, c.Slug), Title: c.Name}); {
		case c.OpenedOn == "" && c.Discussed == "":
			row.Icon, row.Kind, row.Second = "mail", "warn", r.T("directive.unread.since", "day", vi.ShowDay(c.SentOn), "count", c.Days)
			if c.Days == 0 {
				row.Second = r.T("directive.unread.today")
			}
			unread = append(unread, row)
		case c.Discussed != "" && c.Tasks == 0:
			row.Icon, row.Kind, row.Second = "message-square", "act", r.T("directive.idle.since", "day", vi.ShowDay(c.Discussed))
			idle = append(idle, row)
		}
	}
	return templ.Join(some(r.T("directive.unread", "count", len(unread)), unread), some(r.T("directive.idle", "count", len(idle)), idle))
}

func some(title string, rows []ui.Row) templ.Component {
	if len(rows) == 0 {
		return templ.NopComponent
	}
	return Group(title, rows[:min(first, len(rows))])
}

// doors are what the sender may still do.
func (s sheet) doors(r *page.Request) templ.Component {
	if !s.sends || s.p.RecalledOn != "" {
		return templ.NopComponent
	}
	return ui.Links([]ui.Link{{Text: r.T("directive.edit"), Href: link.EditDirective(s.top.Slug, s.p.ID)}, {Text: r.T("directive.addfile"), Href: link.DirectiveFile(s.top.Slug, s.p.ID)}, {Text: r.T("directive.recall"), Href: link.RecallDirective(s.top.Slug, s.p.ID)}})
}
