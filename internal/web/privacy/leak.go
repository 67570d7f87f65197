package privacy

import (
	"net/http"
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Leaks are the times data got out, and the form for a new one:
// GET /cap-uy/{cu}/rieng-tu/lo-du-lieu.
func Leaks(w http.ResponseWriter, r *page.Request) error { return leaks(w, r, 0) }

func leaks(w http.ResponseWriter, r *page.Request, status int) error {
	var top org.Org
	var all []privacy.Breach
	var readers []privacy.Reader
	var now int64
	var names bool
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		now = rd.Now()
		if all, err = privacy.Leaks(rd); err != nil {
			return err
		}
		if names, err = access.Can(rd, access.PrivacyKeep, top.ID); err != nil || !names {
			return err
		}
		readers, err = privacy.Readers(rd)
		return err
	}); err != nil {
		return err
	}
	back := link.System()
	if names {
		back = link.Privacy(top.Slug)
	}
	clock, today := store.Clock(now).Format("15:04"), vi.ShowDay(store.Day(now))
	field := func(name, key, stored, hint string) ui.Field {
		f := ui.Field{Name: name, Label: r.T(key), Value: form.Typed(r, name, stored)}
		if hint != "" {
			f.Hint = r.T(hint)
		}
		return f
	}
	whose := form.Input{Kind: "select", Field: field("viewer", "leak.f.viewer", unknown, ""), Options: []ui.Option{{Value: unknown, Text: r.T("leak.f.viewer.none")}, {Value: everything, Text: r.T("leak.f.viewer.all")}}}
	for _, x := range readers {
		whose.Options = append(whose.Options, ui.Option{Value: x.Person, Text: x.Name})
	}
	p := form.Page{Frame: ui.Page{Title: r.T("leak.title") + " · " + top.Name, Where: top.Name, Heading: r.T("leak.title"), Sub: r.T("leak.sub", "hours", r.Book.Breach(store.Day(now)).Hours), Back: &ui.Link{Href: back}, Primary: form.Send(r.T("leak.send"))},
		Action: link.Leaks(top.Slug), Inputs: []form.Input{
			{Kind: "date", Field: field("found_day", "leak.f.found", today, "")},
			{Field: field("found_time", "leak.f.time", clock, "leak.f.time.hint")},
			{Kind: "date", Field: field("since", "leak.f.since", "", "")},
			{Kind: "date", Field: field("until", "leak.f.until", today, "")},
			whose,
			{Kind: "area", Field: field("text", "leak.f.text", "", "leak.f.text.hint")},
		}}
	return answer(w, r, status, p, ShowLeaks(leakRows(r, top.Slug, all, now)))
}

// What is chosen where nobody is: an account nobody knows, the whole machine.
const (
	unknown    = "chua-ro"
	everything = "tat-ca"
)

func leakRows(r *page.Request, slug string, all []privacy.Breach, now int64) []ui.Row {
	var out []ui.Row
	for _, b := range all {
		t := leakTag(r, b, now)
		out = append(out, ui.Row{Href: link.Leak(slug, b.ID), Icon: "triangle-alert", Title: r.T("leak.found", "at", shownAt(b.FoundAt)), Second: leakLeft(r, b, now), Tag: &t})
	}
	return out
}

func shownAt(ms int64) string { return store.Clock(ms).Format("15:04 02/01/2006") }

func leakTag(r *page.Request, b privacy.Breach, now int64) ui.Tag {
	switch {
	case b.ToldOn != "":
		return ui.Tag{Kind: "ok", Icon: "circle-check", Text: r.T("leak.told")}
	case now > b.TellBy(r.Book):
		return ui.Tag{Kind: "bad", Icon: "triangle-alert", Text: r.T("privacy.late")}
	}
	return ui.Tag{Kind: "warn", Icon: "clock-alert", Text: r.T("leak.waits")}
}

// leakLeft is the clock of the law in words.
func leakLeft(r *page.Request, b privacy.Breach, now int64) string {
	by := b.TellBy(r.Book)
	switch {
	case b.ToldOn != "":
		return r.T("leak.done", "day", vi.ShowDay(b.ToldOn), "ref", b.Ref)
	case now > by:
		return r.T("leak.late", "at", shownAt(by))
	}
	return r.T("leak.left", "hours", (by-now)/time.Hour.Milliseconds(), "at", shownAt(by))
}

// Leak writes it down: POST /cap-uy/{cu}/rieng-tu/lo-du-lieu.
func Leak(w http.ResponseWriter, r *page.Request) error {
	var slug string
	if err := r.Read(func(rd *store.Reader) error {
		top, err := org.BySlug(rd, r.PathValue("cu"))
		slug = top.Slug
		return err
	}); err != nil {
		return err
	}
	var wrong fault.Fields
	in := privacy.Breach{Text: r.Long("text"), Viewer: r.Text("viewer")}
	switch in.Viewer {
	case everything:
		in.Viewer, in.Everyone = "", true
	case unknown:
		in.Viewer = ""
	}
	in.FoundAt = at(r.NeedDay("found_day", &wrong), r.Text("found_time"))
	if in.FoundAt == 0 {
		wrong.Add("found_time", "leak_time")
	}
	in.Since = at(r.NeedDay("since", &wrong), "00:00")
	in.Until = at(r.NeedDay("until", &wrong), "23:59") + 59_999
	err := wrong.Err()
	var id string
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			made, err := store.Once(tx, r.Key(), in, func() (string, error) { b, err := privacy.Leak(tx, r.Book, in); return b.ID, err })
			id = made
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return leaks(w, r, status) })
	}
	return r.See(w, link.Leak(slug, id))
}

// at is a moment in Vietnam; 0 where it cannot be read.
func at(day, clock string) int64 {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, store.Vietnam)
	if err != nil {
		return 0
	}
	return t.UnixMilli()
}

// LeakPage is one of them with the clock: GET /cap-uy/{cu}/rieng-tu/lo-du-lieu/{id}.
func LeakPage(w http.ResponseWriter, r *page.Request) error { return leak(w, r, 0) }

func leak(w http.ResponseWriter, r *page.Request, status int) error {
	var top org.Org
	var b privacy.Breach
	var now int64
	var names bool
	n := 0
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if b, err = privacy.LeakOf(rd, r.PathValue("id")); err != nil {
			return err
		}
		now = rd.Now()
		if n, err = privacy.CountAffected(rd, b.ID); err != nil {
			return err
		}
		names, err = access.Can(rd, access.PrivacyKeep, top.ID)
		return err
	}); err != nil {
		return err
	}
	kind := "warn"
	if b.ToldOn != "" {
		kind = "ok"
	} else if now > b.TellBy(r.Book) {
		kind = "bad"
	}
	p := form.Page{Frame: ui.Page{Title: r.T("leak.title"), Where: top.Name, Heading: r.T("leak.found", "at", shownAt(b.FoundAt)), Sub: r.T("leak.count", "count", vi.Number(int64(n))), Back: &ui.Link{Href: link.Leaks(top.Slug)}, Banner: &ui.Note{Kind: kind, Text: leakLeft(r, b, now)}},
		Action: link.Leak(top.Slug, b.ID), Hidden: []form.Hidden{form.Version(b.Version)}}
	if b.ToldOn == "" {
		p.Frame.Primary = form.Send(r.T("leak.tell"))
		p.Inputs = []form.Input{{Kind: "date", Field: ui.Field{Name: "day", Label: r.T("leak.f.day"), Value: form.Typed(r, "day", vi.ShowDay(store.Day(now)))}}, {Field: ui.Field{Name: "ref", Label: r.T("leak.f.ref"), Value: form.Typed(r, "ref", ""), Hint: r.T("leak.f.ref.hint")}}}
	} else {
		p.Frame.Primary = &ui.Action{Text: r.T("memberpage.back"), Href: link.Leaks(top.Slug)}
	}
	var files []ui.Link
	if names {
		for _, f := range []string{"danh-sach.xlsx", "thong-bao.docx", "thong-bao.pdf"} {
			files = append(files, ui.Link{Text: r.T("leak.file." + f), Href: link.LeakFile(top.Slug, b.ID, f)})
		}
	}
	return answer(w, r, status, p, ShowLeak(leakFacts(r, b), files))
}

func leakFacts(r *page.Request, b privacy.Breach) []ui.Pair {
	whose := r.T("leak.f.viewer.none")
	switch {
	case b.Everyone:
		whose = r.T("leak.f.viewer.all")
	case b.Session != "":
		whose = r.T("leak.device", "name", b.Name)
	case b.Viewer != "":
		whose = b.Name
	}
	return []ui.Pair{{Term: r.T("leak.when"), Text: r.T("leak.window", "since", shownAt(b.Since), "until", shownAt(b.Until))}, {Term: r.T("leak.f.viewer"), Text: whose}, {Term: r.T("leak.f.text"), Text: b.Text}}
}

// TellLeak writes down that the authority was told: POST /cap-uy/{cu}/rieng-tu/lo-du-lieu/{id}.
func TellLeak(w http.ResponseWriter, r *page.Request) error {
	id, version := r.PathValue("id"), r.Version()
	var slug string
	if err := r.Read(func(rd *store.Reader) error {
		top, err := org.BySlug(rd, r.PathValue("cu"))
		if err != nil {
			return err
		}
		slug = top.Slug
		_, err = privacy.LeakOf(rd, id)
		return err
	}); err != nil {
		return err
	}
	var wrong fault.Fields
	day, ref := r.NeedDay("day", &wrong), r.Need("ref", &wrong)
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), []any{id, day, ref}, func() (bool, error) { return true, privacy.Tell(tx, id, day, ref, version) })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return leak(w, r, status) })
	}
	return r.See(w, link.Leak(slug, id))
}

// LeakFile is the list of those concerned, or the draft of the notice; who takes
// it is written down first: GET /cap-uy/{cu}/rieng-tu/lo-du-lieu/{id}/tai/{tep}.
func LeakFile(w http.ResponseWriter, r *page.Request) error {
	name := r.PathValue("tep")
	if name != "danh-sach.xlsx" && name != "thong-bao.docx" && name != "thong-bao.pdf" {
		return fault.Missing()
	}
	var made privacy.Told
	if err := r.Read(func(rd *store.Reader) (err error) {
		if _, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		made, err = privacy.Prepare(rd, r.Book, r.PathValue("id"))
		return err
	}); err != nil {
		return err
	}
	post, err := holds(r)
	if err != nil {
		return err
	}
	if err := r.Write(func(tx *store.Tx) error {
		return privacy.TakeList(tx, r.Book, made.Breach, post, len(made.Persons), name)
	}); err != nil {
		return err
	}
	if name == "danh-sach.xlsx" {
		data, err := privacy.Listed(made.Breach, made.Persons)
		if err != nil {
			return err
		}
		return page.Save(w, sheet.Type, "nguoi-bi-anh-huong-"+made.Day+".xlsx", data)
	}
	d, err := made.Notice.Document(made.Layout)
	if err != nil {
		return fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return r.Paper(w, d, "thong-bao-vi-pham-"+made.Day, name[len("thong-bao."):])
}
