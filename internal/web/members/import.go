package members

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// committee reads the committee of the address and asks for the right.
func committee(rd *store.Reader, r *page.Request) (org.Org, error) {
	top, err := org.BySlug(rd, r.PathValue("cu"))
	if err != nil {
		return top, err
	}
	return top, access.Must(rd, access.RollImport, top.ID)
}

func frame(r *page.Request, top org.Org, back string) ui.Page {
	heading := r.T("wardpage.import")
	return ui.Page{Title: heading + " · " + top.Name, Where: top.Name, Heading: heading, BarTitle: r.T("memberpage.import.bar"), Back: &ui.Link{Href: back}}
}

// UploadPage is the first step: GET /cap-uy/{cu}/nhap.
func UploadPage(w http.ResponseWriter, r *page.Request) error { return uploadForm(w, r, 0) }

func uploadForm(w http.ResponseWriter, r *page.Request, status int) error {
	var top org.Org
	if err := r.Read(func(rd *store.Reader) (err error) { top, err = committee(rd, r); return }); err != nil {
		return err
	}
	p := form.Page{
		Frame: frame(r, top, link.Committee(top.Slug)), Action: link.Imports(top.Slug), Upload: true,
		Inputs: []form.Input{
			{Kind: "radios", Field: ui.Field{Name: "kind", Label: r.T("memberpage.f.list"), Value: cmp.Or(typed(r, "kind", ""), member.ListMembers), Error: r.Wrong("kind")},
				Options: []ui.Option{{Value: member.ListMembers, Text: r.T("memberpage.list.members")}, {Value: member.ListOrgs, Text: r.T("memberpage.list.orgs")}}},
			{Kind: "file", Field: ui.Field{Name: "file", Label: r.T("memberpage.f.file"), Hint: r.T("memberpage.f.file.hint"), Error: r.Wrong("file")}, Accept: ".xlsx,.csv"},
		},
		Effect: &ui.Note{Kind: "info", Text: r.T("memberpage.import.effect")},
	}
	p.Frame.Primary = form.Send(r.T("memberpage.read"))
	return r.Page(w, status, p.Frame, ShowStep(1, p))
}

// stage reads a list and remembers its file.
func stage(r *page.Request, up member.Upload) (string, error) {
	id, err := member.Stage(r.Context(), r.DB, r.Viewer, r.Book, up)
	if err == nil {
		held.keep(id, up)
	}
	return id, err
}

// Upload reads the file: POST /cap-uy/{cu}/nhap.
func Upload(w http.ResponseWriter, r *page.Request) error {
	up := member.Upload{Kind: r.Text("kind")}
	var top org.Org
	err := r.Read(func(rd *store.Reader) (err error) { top, err = committee(rd, r); return })
	if err != nil {
		return err
	}
	if up.Name, up.Data, err = r.File("file"); err == nil {
		var id string
		if id, err = stage(r, up); err == nil {
			return onward(w, r, top, id)
		}
	}
	return r.Again(w, err, func(status int) error { return uploadForm(w, r, status) })
}

// onward leads to the first step that has a question left.
func onward(w http.ResponseWriter, r *page.Request, top org.Org, id string) error {
	var m member.Import
	if err := r.Read(func(rd *store.Reader) (err error) { m, err = member.ImportGet(rd, id); return }); err != nil {
		return err
	}
	step := "3"
	if len(m.Sheets) > 1 && len(m.Layout.Missing) > 0 {
		step = "2"
	}
	return r.See(w, link.Import(top.Slug, id)+"?buoc="+step)
}

// Import is the step the list is in: GET /cap-uy/{cu}/nhap/{id}.
func Import(w http.ResponseWriter, r *page.Request) error { return importStep(w, r, 0, nil) }

func importStep(w http.ResponseWriter, r *page.Request, status int, wrong error) error {
	var top org.Org
	var m member.Import
	var columns Columns
	step := r.URL.Query().Get("buoc")
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = committee(rd, r); err != nil {
			return err
		}
		if m, err = member.ImportGet(rd, r.PathValue("id")); err != nil {
			return err
		}
		columns, err = columnsOf(rd, r, m)
		return err
	})
	if err != nil {
		return err
	}
	columns.Action = link.Import(top.Slug, m.ID)
	switch {
	case m.State == "committing" || m.State == "done":
		return progress(w, r, top, m)
	case step == "2":
		return r.Page(w, status, sheetFrame(r, top, m), ShowStep(2, sheets(r, top, m)))
	case step == "3" || columns.Lost != "":
		p := frame(r, top, link.Imports(top.Slug))
		if len(m.Sheets) > 1 {
			p.Back.Href = link.Import(top.Slug, m.ID) + "?buoc=2"
		}
		p.Sub, p.Primary = r.T("memberpage.columns.sub", "sheet", m.Sheet, "count", m.Total-m.Counts.Gone), form.Send(r.T("memberpage.columns.next"))
		return r.Page(w, status, p, ShowColumns(columns))
	}
	return preview(w, r, status, top, m)
}

func sheetFrame(r *page.Request, top org.Org, m member.Import) ui.Page {
	p := frame(r, top, link.Imports(top.Slug))
	p.Sub, p.Primary = m.FileName, form.Send(r.T("memberpage.sheet.next"))
	return p
}

func sheets(r *page.Request, top org.Org, m member.Import) form.Page {
	in := form.Input{Kind: "radios", Field: ui.Field{Name: "sheet", Label: r.T("memberpage.f.sheet"), Hint: r.T("memberpage.f.sheet.hint"), Value: m.Sheet}}
	for _, s := range m.Sheets {
		in.Options = append(in.Options, ui.Option{Value: s, Text: s})
	}
	return form.Page{Action: link.Import(top.Slug, m.ID), Hidden: []form.Hidden{{Name: "step", Value: "2"}}, Inputs: []form.Input{in}}
}

// Step takes the answer of steps 2 and 3 and of a doubtful row:
// POST /cap-uy/{cu}/nhap/{id}.
func Step(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var m member.Import
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = committee(rd, r); err != nil {
			return err
		}
		m, err = member.ImportGet(rd, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	switch here := link.Import(top.Slug, m.ID); r.Text("step") {
	case "accept":
		return accept(w, r, here, m)
	case "2":
		if s := r.FormValue("sheet"); s != m.Sheet && slices.Contains(m.Sheets, s) {
			return again(w, r, top, m, member.Upload{Sheet: s}, "3")
		}
		return r.See(w, here+"?buoc=3")
	case "3":
		columns, changed := chosen(r, m)
		if changed {
			return again(w, r, top, m, member.Upload{Sheet: m.Sheet, Columns: columns}, "4")
		}
		return r.See(w, here+"?buoc=4")
	}
	return fault.Missing()
}

// again reads the same file another way: a new preview, the old one stays unused.
func again(w http.ResponseWriter, r *page.Request, top org.Org, m member.Import, how member.Upload, step string) error {
	up, ok := held.get(m.ID)
	if !ok {
		return fault.New(fault.Conflict, "memberpage_file_gone", "file", m.FileName)
	}
	up.Sheet, up.Columns = how.Sheet, how.Columns
	id, err := stage(r, up)
	if err != nil {
		return err
	}
	return r.See(w, link.Import(top.Slug, id)+"?buoc="+step)
}

func accept(w http.ResponseWriter, r *page.Request, here string, m member.Import) error {
	line, err := strconv.Atoi(r.Text("line"))
	if err != nil {
		return fault.Missing()
	}
	err = r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), []any{m.ID, line}, func() (bool, error) { return true, member.Accept(tx, m.ID, line) })
		return err
	})
	if err != nil {
		return err
	}
	return r.See(w, here+"?buoc=4&xem="+r.Text("only")+"#dong")
}

// Commit lets the good rows take effect, as a job: POST …/dua-vao.
func Commit(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	err := r.Write(func(tx *store.Tx) error {
		if err := member.Commit(tx, id); err != nil {
			return err
		}
		return job.Enqueue(tx, "member.import", map[string]string{"import": id}, id, 0)
	})
	if err != nil {
		return err
	}
	return r.See(w, link.Import(r.PathValue("cu"), id))
}

// progress is the fifth step; the script asks for its inner part again.
func progress(w http.ResponseWriter, r *page.Request, top org.Org, m member.Import) error {
	here := link.Import(top.Slug, m.ID)
	rows := m.Counts.New + m.Counts.Moved + m.Counts.Changed + m.Counts.Same + m.Counts.Gone
	p := Progress{Work: ui.Work{ID: "tien-do", Label: r.T("memberpage.progress"), Done: m.Done, Total: rows}, Done: m.State == "done", Text: r.T("memberpage.progress.text"),
		Refresh: ui.Link{Text: r.T("memberpage.progress.again"), Href: here}}
	if p.Done {
		p.Work.Done, p.Work.Label = rows, r.T("memberpage.progress.label")
		p.Text = r.T("memberpage.progress.done", "new", m.Counts.New, "moved", m.Counts.Moved, "changed", m.Counts.Changed, "left", m.Counts.Doubtful+m.Counts.Refused)
		p.Links = []ui.Row{{Href: link.OrgTree(top.Slug), Title: r.T("wardpage.orgs"), Icon: "house"}, {Href: here + "?buoc=4", Title: r.T("memberpage.another"), Icon: "upload"}}
		p.Links[1].Href = link.Imports(top.Slug)
	} else {
		p.Work.Poll = link.ImportProgress(top.Slug, m.ID)
	}
	if r.URL.Query().Get("tien-do") != "" && r.Fragment() {
		return r.Part(w, http.StatusOK, ShowWork(p))
	}
	f := frame(r, top, link.Imports(top.Slug))
	f.Sub = m.FileName
	f.Primary = &ui.Action{Text: r.T("memberpage.open.roll"), Href: link.AllMembers(top.Slug)}
	if m.Kind == member.ListOrgs {
		f.Primary = &ui.Action{Text: r.T("memberpage.open.orgs"), Href: link.OrgTree(top.Slug)}
	}
	return r.Page(w, 0, f, ShowProgress(p))
}
