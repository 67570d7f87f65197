package directives

import (
	"net/http"

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
	"chibo/internal/web/ward/form"
)

// mine reads the paper of the address as one of this committee, for whoever may change it.
func mine(r *page.Request) (top org.Org, d directive.Directive, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if top, err = committee(rd, r, access.DirectiveSend); err != nil {
			return err
		}
		if d, err = directive.Get(rd, r.PathValue("id")); err == nil && d.Org != top.ID {
			err = fault.Missing()
		}
		return err
	})
	return top, d, err
}

// asks frames a form about one paper; one recalled says so and asks nothing.
func asks(w http.ResponseWriter, r *page.Request, status int, key string, fill func(top org.Org, d directive.Directive, p *form.Page)) error {
	top, d, err := mine(r)
	if err != nil {
		return err
	}
	if d.RecalledOn != "" {
		return fault.New(fault.Conflict, "directive_recalled", "number", d.Number)
	}
	p := form.Page{Frame: frame(r, top, r.T(key), link.Directive(top.Slug, d.ID))}
	p.Frame.Sub = d.Number + ": " + d.Abstract
	p.Frame.Primary = form.Send(r.T(key + ".save"))
	fill(top, d, &p)
	return form.Answer(w, r, status, p)
}

// EditPage is GET, Edit POST: the text anew; number, day and issuer stay.
func EditPage(w http.ResponseWriter, r *page.Request) error { return editForm(w, r, 0, nil) }

func editForm(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	return asks(w, r, status, "directive.edit", func(top org.Org, d directive.Directive, p *form.Page) {
		p.Action, p.Hidden, p.Inputs, p.Before = link.EditDirective(top.Slug, d.ID), []form.Hidden{form.Version(d.Version)}, wordInputs(r, d), aside(r, problem)
		p.Effect = &ui.Note{Kind: "info", Text: r.T("directive.edit.effect")}
		if fault.Is(problem, "stale") { // what the other wrote stands beside what was typed
			p.Before = append(p.Before, ui.Note{Kind: "warn", Title: r.T("documentpage.theirs"), Text: d.Abstract + ". " + d.Asked + " " + d.Summary})
		}
	})
}

func Edit(w http.ResponseWriter, r *page.Request) error {
	top, d, err := mine(r)
	if err != nil {
		return err
	}
	var wrong fault.Fields
	in := typed(r, &wrong)
	if err = wrong.Err(); err == nil {
		err = r.Write(func(tx *store.Tx) error { _, err := directive.Correct(tx, d.ID, r.Version(), in); return err })
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return editForm(w, r, status, err) })
	}
	return r.See(w, link.Directive(top.Slug, d.ID))
}

// RecallPage is GET, Recall POST: it holds no longer, and why.
func RecallPage(w http.ResponseWriter, r *page.Request) error { return recallForm(w, r, 0) }

func recallForm(w http.ResponseWriter, r *page.Request, status int) error {
	return asks(w, r, status, "directive.recall", func(top org.Org, d directive.Directive, p *form.Page) {
		p.Action, p.Hidden = link.RecallDirective(top.Slug, d.ID), []form.Hidden{form.Version(d.Version)}
		p.Inputs = []form.Input{{Kind: "area", Field: ui.Field{Name: "reason", Label: r.T("directive.f.reason"), Hint: r.T("directive.f.reason.hint"), Value: form.Typed(r, "reason", ""), MaxLength: 300}}}
		p.Effect = &ui.Note{Kind: "warn", Text: r.T("directive.recall.effect")}
	})
}

func Recall(w http.ResponseWriter, r *page.Request) error {
	top, d, err := mine(r)
	if err != nil {
		return err
	}
	if err = r.Write(func(tx *store.Tx) error {
		_, err := directive.Recall(tx, d.ID, r.Version(), r.Text("reason"))
		return err
	}); err != nil {
		return r.Again(w, err, func(status int) error { return recallForm(w, r, status) })
	}
	return r.See(w, link.Directive(top.Slug, d.ID))
}

// FilePage is GET, AddFile POST: a further file, for every cell that has the paper.
func FilePage(w http.ResponseWriter, r *page.Request) error { return fileForm(w, r, 0, nil) }

func fileForm(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	return asks(w, r, status, "directive.addfile", func(top org.Org, d directive.Directive, p *form.Page) {
		p.Action, p.Upload, p.Before = link.DirectiveFile(top.Slug, d.ID), true, aside(r, problem)
		p.Inputs = []form.Input{{Kind: "file", Field: field(r, "file", ""), Accept: documents.Accept}}
	})
}

func AddFile(w http.ResponseWriter, r *page.Request) error {
	top, d, err := mine(r)
	if err != nil {
		return err
	}
	var file *document.Checked
	if file, err = documents.Take(r, true); err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := directive.Attach(tx, document.Attachment{Document: d.ID, Role: document.Other}, *file)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return fileForm(w, r, status, err) })
	}
	return r.See(w, link.Directive(top.Slug, d.ID))
}

// deadline is the day to discuss it by; where offices are shut that day it says up to
// which working day the committee still waits, as other limits do.
func deadline(r *page.Request, d directive.Directive) string {
	works, err := r.Book.IsWorkingDay(d.DiscussBy)
	if err != nil || works {
		return vi.ShowDay(d.DiscussBy)
	}
	next, err := r.Book.AddWorkingDays(d.DiscussBy, 1)
	if err != nil {
		return vi.ShowDay(d.DiscussBy)
	}
	return r.T("directive.by.shut", "day", vi.ShowDay(d.DiscussBy), "next", r.DayOfWeek(next)+", "+vi.ShowDay(next))
}
