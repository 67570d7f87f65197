package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/documents"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// AttachPage is GET, Attach POST: a paper put to the meeting beforehand.
func AttachPage(w http.ResponseWriter, r *page.Request) error {
	return attach(w, r, http.StatusOK, nil)
}

func attach(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var items []meeting.Item
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if err = meeting.Must(rd, s.M, access.MeetingPrepare); err == nil {
			items, err = itemsOf(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	role := r.URL.Query().Get("loai")
	if !slices.Contains(document.Roles, role) {
		role = document.DraftResolution
	}
	var roles, lines []ui.Option
	for _, x := range document.Roles {
		roles = append(roles, ui.Option{Value: x, Text: r.T("document.role." + x)})
	}
	lines = append(lines, ui.Option{Value: "all", Text: r.T("paperspage.item.all")})
	for _, i := range items {
		if !i.Secret {
			lines = append(lines, ui.Option{Value: i.ID, Text: i.Title, Lang: "vi"})
		}
	}
	item := form.Typed(r, "item", r.URL.Query().Get("muc"))
	if item == "" {
		item = "all"
	}
	title := asked(r, "title", "paperspage.f.title", "")
	title.Optional, title.Hint = true, r.T("paperspage.f.title.hint")
	file := ui.Field{Name: "file", Label: r.T("documentpage.f.file"), Hint: r.T("documentpage.f.file.hint"), Error: r.Wrong("file")}
	levels := []ui.Option{}
	for _, l := range append(document.Levels[:2:2], "secret") {
		levels = append(levels, ui.Option{Value: l, Text: r.T("document.level." + l)})
	}
	f := Form{Upload: true, Parts: []templ.Component{ui.Radios(ui.Field{Name: "role", Label: r.T("paperspage.f.role"), Value: form.Typed(r, "role", role), Error: r.Wrong("role")}, roles), ui.TextField(title),
		ui.Select(ui.Field{Name: "item", Label: r.T("paperspage.f.item"), Value: item}, lines),
		ui.Radios(ui.Field{Name: "level", Label: r.T("documentpage.f.level"), Value: form.Typed(r, "level", document.Normal), Error: r.Wrong("level")}, levels), ui.FileField(file, documents.Accept)}}
	var above []templ.Component
	if fault.Is(problem, "secret_mark") {
		above = append(above, ui.NoteBox(ui.Note{Kind: "warn", Text: r.T("documentpage.aside"), Action: &ui.Link{Text: r.T("paperspage.aside"), Href: link.NewItem(s.Slug, s.Ky) + "?bi-mat=1"}}))
	}
	return s.ask(w, r, status, s.frame(r, r.T("paperspage.add"), link.Announce(s.Slug, s.Ky)), r.T("documentpage.file.save"), f, above...)
}

func Attach(w http.ResponseWriter, r *page.Request) error {
	to := document.Attachment{Role: r.Text("role"), Title: r.Text("title"), Level: r.Text("level"), Item: r.Text("item")}
	if to.Item == "all" {
		to.Item = ""
	}
	s, err := read(r, func(rd *store.Reader, s sitting) error {
		to.Meeting = s.M.ID
		return document.MayAttach(rd, to)
	})
	if err == nil && to.Level != "" && !slices.Contains(document.Levels, to.Level) {
		err = fault.Bad("level", "secret_mark")
	}
	if err == nil {
		var file *document.Checked
		if file, err = documents.Take(r, true); err == nil {
			err = r.Write(func(tx *store.Tx) error { _, err := document.Attach(tx, to, *file); return err })
		}
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return attach(w, r, status, err) })
	}
	return r.See(w, link.Announce(s.Slug, s.Ky))
}
