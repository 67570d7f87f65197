package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/i18n"
	"chibo/internal/web/ui"
)

// Components is where a server started with --dev shows the components, to this
// machine alone. It is no page of the product: the route table does not know it.
const Components = "/dev/components"

// storyLooks are the ways each story is shown in.
var storyLooks = []struct{ name, size, contrast string }{
	{"thường", "", ""}, {"tương phản cao", "", "cao"}, {"chữ lớn", "lon", ""}, {"chữ rất lớn", "rat-lon", ""}, {"chữ rất lớn, tương phản cao", "rat-lon", "cao"},
}

// components adds the index and the stories.
func components(mux *http.ServeMux) {
	mux.Handle("GET "+Components, onlyHere(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var sections []templ.Component
		for _, name := range storyNames() {
			var rows []ui.Row
			for _, look := range storyLooks {
				for _, lang := range i18n.Languages() {
					ask := url.Values{"size": {look.size}, "contrast": {look.contrast}, "lang": {lang}}
					rows = append(rows, ui.Row{Href: Components + "/" + name + "?" + ask.Encode(), Title: look.name + ", " + lang})
				}
			}
			sections = append(sections, ui.Story(name, rows))
		}
		show(w, r, "vi", ui.Layout(ui.Page{Title: "Các thành phần", Heading: "Các thành phần", Where: "chibo"}), sections...)
	})))
	mux.Handle("GET "+Components+"/{name}", onlyHere(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if !slices.ContainsFunc(storyLooks, func(l struct{ name, size, contrast string }) bool {
			return l.size == q.Get("size") && l.contrast == q.Get("contrast")
		}) || !slices.Contains(storyNames(), r.PathValue("name")) {
			http.NotFound(w, r)
			return
		}
		show(w, r, q.Get("lang"), ui.Stories(q.Get("size"), q.Get("contrast"))[r.PathValue("name")])
	})))
}

func storyNames() []string {
	var out []string
	for name := range ui.Stories("", "") {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// show answers with a page and what stands in it.
func show(w http.ResponseWriter, r *http.Request, lang string, page templ.Component, inside ...templ.Component) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = page.Render(templ.WithChildren(i18n.With(r.Context(), i18n.For(lang)), templ.Join(inside...)), w) // the browser has gone
}
