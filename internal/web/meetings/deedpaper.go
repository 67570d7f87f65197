package meetings

import (
	"github.com/a-h/templ"

	"chibo/internal/document"
	"chibo/internal/programme"
	"chibo/internal/store"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// treated are the papers from above a task of this meeting may come of.
func treated(rd *store.Reader, s sitting) ([]document.Received, error) {
	all, err := document.Treated(rd, s.M)
	return all, forgive(err)
}

// paperField asks of which paper the task comes; nothing where the cell had none on an
// agenda.
func paperField(r *page.Request, document string, papers []document.Received) templ.Component {
	f := ui.Field{Name: "document", Label: r.T("directive.f.document"), Hint: r.T("directive.f.document.hint"), Value: form.Typed(r, "document", document), Error: r.Wrong("document"), Optional: true}
	var options []ui.Option
	for _, d := range papers {
		options = append(options, ui.Option{Value: d.ID, Text: d.Number + ": " + d.Abstract, Lang: "vi"})
	}
	if len(options) == 0 && f.Value == "" {
		return templ.NopComponent
	}
	if f.Value != "" { // named, and may be taken off again
		options = append([]ui.Option{{Text: r.T("directive.f.document.none")}}, options...)
	}
	return ui.Select(f, options)
}

// served are the targets in force a task of this meeting may serve.
func served(rd *store.Reader, s sitting) ([]programme.Served, error) {
	all, err := programme.Serving(rd, s.M.Org, s.M.Day)
	return all, forgive(err)
}

// targetField asks which target the task serves; nothing where none is in force.
func targetField(r *page.Request, target string, all []programme.Served) templ.Component {
	f := ui.Field{Name: "target", Label: r.T("taskpage.f.target"), Hint: r.T("taskpage.f.target.hint"), Value: form.Typed(r, "target", target), Error: r.Wrong("target"), Optional: true}
	var options []ui.Option
	for _, t := range all {
		options = append(options, ui.Option{Value: t.ID, Text: t.Text, Lang: "vi"})
	}
	if len(options) == 0 && f.Value == "" {
		return templ.NopComponent
	}
	if f.Value != "" { // named, and may be taken off again
		options = append([]ui.Option{{Text: r.T("taskpage.f.target.none")}}, options...)
	}
	return ui.Select(f, options)
}
