package documents

import (
	"cmp"
	"net/http"

	"chibo/internal/access"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// inputs are the questions about a paper, what is stored in them.
func inputs(r *page.Request, d document.Received, file bool) []form.Input {
	field := func(name, stored string) ui.Field {
		f := ui.Field{Name: name, Label: r.T("documentpage.f." + name), Value: form.Typed(r, name, stored)}
		if hint := "documentpage.f." + name + ".hint"; r.Words.Has(hint) {
			f.Hint = r.T(hint)
		}
		return f
	}
	options := func(prefix string, all ...string) []ui.Option {
		var out []ui.Option
		for _, a := range all {
			out = append(out, ui.Option{Value: a, Text: r.T(prefix + a)})
		}
		return out
	}
	out := []form.Input{{Field: field("number", d.Number)}, {Kind: "date", Field: field("issued_on", vi.ShowDay(d.IssuedOn))}, {Field: field("issuer", d.Issuer)}, {Kind: "area", Field: field("abstract", d.Abstract)},
		{Kind: "area", Field: field("summary", d.Summary)}, {Kind: "date", Field: field("received_on", vi.ShowDay(d.ReceivedOn))},
		{Kind: "radios", Field: field("audience", cmp.Or(d.Audience, document.ForMembers)), Options: options("document.audience.", document.Audiences...)},
		{Kind: "radios", Field: field("level", cmp.Or(d.Level, document.Normal)), Options: options("document.level.", append(document.Levels[:2:2], "secret")...)}}
	if file {
		f := field("file", "")
		f.Optional = true
		out = append(out, form.Input{Kind: "file", Field: f, Accept: Accept})
	}
	return out
}

func typed(r *page.Request, wrong *fault.Fields) document.Received {
	return document.Received{Number: r.Text("number"), IssuedOn: r.NeedDay("issued_on", wrong), Issuer: r.Text("issuer"), Abstract: r.Text("abstract"), Summary: r.Long("summary"),
		Level: r.Text("level"), Audience: r.Text("audience"), ReceivedOn: r.Day("received_on", wrong)}
}

// NewPage is GET, New POST: a paper the cell received.
func NewPage(w http.ResponseWriter, r *page.Request) error { return newForm(w, r, 0, nil) }

func newForm(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var cell org.Org
	today := ""
	if err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err == nil {
			err = access.Must(rd, access.DocumentEdit, cell.ID)
		}
		return err
	}); err != nil {
		return err
	}
	p := form.Page{Frame: frame(r, cell, r.T("documentpage.new"), link.Documents(cell.Slug)), Action: link.NewDocument(cell.Slug), Upload: true, Inputs: inputs(r, document.Received{ReceivedOn: today}, true),
		Before: asideOf(r, problem), Effect: &ui.Note{Kind: "info", Text: r.T("documentpage.effect")}}
	p.Frame.Primary = form.Send(r.T("documentpage.save"))
	return form.Answer(w, r, status, p)
}

// asideOf says what to do with a secret paper: it stays outside, and the agenda
// has a line for it.
func asideOf(r *page.Request, problem error) []ui.Note {
	if fault.Is(problem, "secret_mark") {
		return []ui.Note{{Kind: "warn", Text: r.T("documentpage.aside")}}
	}
	return nil
}

func New(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := typed(r, &wrong)
	err := wrong.Err()
	if err == nil {
		err = r.Read(func(rd *store.Reader) error {
			cell, err := org.BySlug(rd, r.PathValue("cb"))
			in.Org = cell.ID
			if err == nil {
				err = access.Must(rd, access.DocumentEdit, cell.ID)
			}
			return err
		})
	}
	var made document.Received
	if err == nil {
		var file *document.Checked
		if file, err = Take(r, false); err == nil {
			err = r.Write(func(tx *store.Tx) (err error) {
				if made, err = document.Receive(tx, in); err != nil || file == nil {
					return err
				}
				_, err = document.Attach(tx, document.Attachment{Document: made.ID, Role: document.Other, Level: made.Level}, *file)
				return err
			})
		}
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return newForm(w, r, status, err) })
	}
	return r.See(w, link.Document(made.ID))
}

// editable reads the paper of the address, for whoever may correct it.
func editable(r *page.Request) (d document.Received, cell org.Org, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if d, cell, _, err = one(rd, r); err == nil {
			err = access.Must(rd, access.DocumentEdit, cell.ID)
		}
		return err
	})
	return d, cell, err
}

// EditPage is GET, Edit POST.
func EditPage(w http.ResponseWriter, r *page.Request) error { return editForm(w, r, 0, nil) }

func editForm(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	d, cell, err := editable(r)
	if err != nil {
		return err
	}
	p := form.Page{Frame: frame(r, cell, r.T("documentpage.edit"), link.Document(d.ID)), Action: link.EditDocument(d.ID), Hidden: []form.Hidden{form.Version(d.Version)}, Inputs: inputs(r, d, false), Before: asideOf(r, problem)}
	if fault.Is(problem, "stale") { // what the other wrote stands beside what was typed
		p.Before = append(p.Before, ui.Note{Kind: "warn", Title: r.T("documentpage.theirs"), Text: d.Number + ": " + d.Abstract + ". " + d.Summary})
	}
	p.Frame.Primary = form.Send(r.T("documentpage.save"))
	return form.Answer(w, r, status, p)
}

func Edit(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := typed(r, &wrong)
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := document.Correct(tx, r.PathValue("id"), r.Version(), in)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return editForm(w, r, status, err) })
	}
	return r.See(w, link.Document(r.PathValue("id")))
}

// FilePage is GET, AddFile POST: a further file of the paper.
func FilePage(w http.ResponseWriter, r *page.Request) error { return fileForm(w, r, 0, nil) }

func fileForm(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	d, cell, err := editable(r)
	if err != nil {
		return err
	}
	f := ui.Field{Name: "file", Label: r.T("documentpage.f.file"), Hint: r.T("documentpage.f.file.hint")}
	p := form.Page{Frame: frame(r, cell, r.T("documentpage.addfile"), link.Document(d.ID)), Action: link.DocumentFile(d.ID), Upload: true, Inputs: []form.Input{{Kind: "file", Field: f, Accept: Accept}}, Before: asideOf(r, problem)}
	p.Frame.Primary = form.Send(r.T("documentpage.file.save"))
	return form.Answer(w, r, status, p)
}

func AddFile(w http.ResponseWriter, r *page.Request) error {
	to := document.Attachment{Document: r.PathValue("id"), Role: document.Other}
	err := r.Read(func(rd *store.Reader) error { return document.MayAttach(rd, to) })
	if err == nil {
		var file *document.Checked
		if file, err = Take(r, true); err == nil {
			err = r.Write(func(tx *store.Tx) error { _, err := document.Attach(tx, to, *file); return err })
		}
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return fileForm(w, r, status, err) })
	}
	return r.See(w, link.Document(r.PathValue("id")))
}
