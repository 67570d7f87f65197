package meetings

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/dues"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// paperMonth is a month held on paper on its way into the system.
type paperMonth struct {
	sitting                    // M is zero when nothing was registered
	draft    minutes.LateDraft // Version 0: nothing typed yet
	in       minutes.Late      // what the fields begin with
	roll     []meeting.Rolled  // of the day
	reviewed []task.Task       // waiting to be judged by that meeting
	next     minutes.Numbers   // the numbers papers would get
	dues     []dues.Line       // of the month, for whoever takes them down
	taken    bool              // sealed already
}

func late(r *page.Request, key string, args ...any) string { return r.T("latepage."+key, args...) }

// paper reads all that the form of a paper month shows.
func paper(rd *store.Reader, r *page.Request) (p paperMonth, err error) {
	period, kind, _, ok := link.SplitPeriod(r.PathValue("ky"))
	if !ok || !vi.ValidDay(period+"-01") {
		return p, fault.Missing()
	}
	if p.Cell, err = org.BySlug(rd, slugOf(r)); err != nil {
		return p, err
	}
	p.Slug, p.Ky, p.Now = p.Cell.Slug, link.Period(period, kind, 1), rd.Now()
	if p.draft, err = minutes.LateDraftOf(rd, p.Cell.ID, period, kind); err != nil {
		return p, err
	}
	if p.M, err = meeting.Find(rd, p.Cell.ID, period, kind); err != nil && fault.KindOf(err) != fault.NotFound {
		return p, err
	}
	if p.M.ID != "" {
		p.Ky = link.Period(p.M.Period, p.M.Kind, p.M.N)
	} else {
		p.M = meeting.Meeting{Org: p.Cell.ID, Period: period, Kind: kind}
	}
	if p.M.OfCommittee() {
		r.Words = r.Words.As(hop)
	}
	p.May, p.taken = true, p.M.ID != "" && p.M.At(meeting.Sealed)
	if p.in = p.draft.Late; p.draft.Version == 0 {
		if p.in, err = p.usual(rd, r); err != nil {
			return p, err
		}
	}
	return p, p.around(rd, r)
}

// around reads what the choices of the form are made of, as of the day typed.
func (p *paperMonth) around(rd *store.Reader, r *page.Request) (err error) {
	day := store.Day(p.in.Begin)
	var ignored fault.Fields
	if typed := r.Day("day", &ignored); typed != "" {
		day = typed
	}
	if p.roll, err = meeting.Live(rd, meeting.Meeting{Org: p.Cell.ID, Kind: p.M.Kind, Day: day}); err != nil {
		return err
	}
	if err = p.collected(rd, r); err != nil {
		return err
	}
	waiting, err := task.ReportedIn(rd, p.Cell.ID, p.M.Circle(), p.M.Period)
	if err != nil {
		return err
	}
	for _, t := range waiting {
		if t.AssignedOn <= day && t.Meeting != p.M.ID {
			p.reviewed = append(p.reviewed, t)
		}
	}
	m, err := minutes.SeriesOf(rd, r.Book, p.Cell.ID, p.M.Circle(), minutes.TypeMinutes, day)
	if err != nil {
		return forgive(err)
	}
	d, err := minutes.SeriesOf(rd, r.Book, p.Cell.ID, p.M.Circle(), minutes.TypeResolution, day)
	p.next = minutes.Numbers{Minutes: m.Next, Resolution: d.Next}
	return forgive(err)
}

// LatePage is GET: the one page of a month held on paper.
func LatePage(w http.ResponseWriter, r *page.Request) error {
	return latePage(w, r, http.StatusOK, nil)
}

func latePage(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var p paperMonth
	if err := r.Read(func(rd *store.Reader) (err error) { p, err = paper(rd, r); return }); err != nil {
		return err
	}
	frame := p.frame(r, late(r, "title", "month", month(r, p.M.Period)), p.months())
	if p.taken {
		frame.Primary = &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(p.Slug, p.Ky)}
		frame.Banner = &ui.Note{Kind: "ok", Text: late(r, "taken")}
		return r.Page(w, status, frame, templ.NopComponent)
	}
	if p.M.ID != "" && p.M.At(meeting.InSession) {
		frame.Primary = p.sitting.next(r)
		frame.Banner = &ui.Note{Kind: "warn", Text: page.Sentence(r.Words, "late_begun", "day", vi.ShowDay(p.M.Day))}
		return r.Page(w, status, frame, templ.NopComponent)
	}
	frame.Sub = late(r, "sub")
	if problem == nil && p.draft.Version > 0 {
		frame.Banner = &ui.Note{Kind: "info", Text: late(r, "draft", "time", hour(p.draft.At), "day", vi.ShowDay(store.Day(p.draft.At)))}
	}
	frame.Primary = &ui.Action{Text: late(r, "review"), Form: "bieu-mau", Field: "do", Value: "review"}
	var above templ.Component = templ.NopComponent
	if theirs, ok := newer[minutes.LateDraft](problem); ok {
		above = Both(Version{word(r, "both.mine"), inShort(p.decode(r, &fault.Fields{}))}, Version{word(r, "both.theirs"), inShort(theirs.Late)})
	}
	return r.Page(w, status, frame, templ.Join(above, LateForm(Form{ID: "bieu-mau", Action: r.URL.Path, Version: p.draft.Version}, p.sections(r), ui.Action{Text: late(r, "keep"), Field: "do", Value: "draft"})))
}

// inShort is a draft in a few lines, to compare two of them.
func inShort(in minutes.Late) string {
	text := in.Place
	for _, i := range in.Items {
		text += "\n" + i.Title + ": " + i.Conclusion
	}
	for _, t := range in.Tasks {
		text += "\n" + t.Deed
	}
	return text
}

// LateEntry is POST: the draft is kept in any case; "review" then shows the
// minutes it would make, "seal" makes them.
func LateEntry(w http.ResponseWriter, r *page.Request) error {
	if r.Text("do") == "seal" {
		return sealLate(w, r)
	}
	var p paperMonth
	var wrong fault.Fields
	err := r.Write(func(tx *store.Tx) (err error) {
		if p, err = paper(tx.Reader, r); err != nil || p.taken {
			return err
		}
		wrong = nil
		p.in = p.decode(r, &wrong)
		p.draft, err = minutes.SaveLate(tx, p.in, r.Version())
		return err
	})
	if err == nil && p.taken {
		return r.See(w, link.Done(p.Slug, p.Ky))
	}
	if err == nil && r.Text("do") == "draft" {
		return r.See(w, link.Late(p.Slug, p.Ky))
	}
	var parts []minutes.Part
	if err == nil {
		if err = wrong.Err(); err == nil {
			parts, err = rehearse(r, p.in)
		}
	}
	if err != nil {
		err = dueFields(dayAndHour(err), p.in)
		return r.Again(w, err, func(status int) error { return latePage(w, r, status, err) })
	}
	return p.review(w, r, parts)
}

// dayAndHour shows under the hour what is wrong with the moment of the start.
func dayAndHour(err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		for i := range f.Fields {
			switch f.Fields[i].Name {
			case "starts_at":
				f.Fields[i].Name = "day"
			case "items", "marks":
				f.Fields[i].Name += ".0." + map[string]string{"items": "title", "marks": "member"}[f.Fields[i].Name]
			}
		}
	}
	return err
}

// errRehearsed takes everything back after the minutes were composed: what is
// shown is what sealing would give, and nothing is written.
var errRehearsed = errors.New("rehearsed")

func rehearse(r *page.Request, in minutes.Late) ([]minutes.Part, error) {
	var parts []minutes.Part
	err := r.Write(func(tx *store.Tx) error {
		sealed, err := minutes.EnterLate(tx, r.Book, in)
		if err != nil {
			return err
		}
		if parts, err = minutes.Parts(tx.Reader, sealed.Meeting); err != nil {
			return err
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return parts, err
}

// review shows the minutes before they are sealed.
func (p paperMonth) review(w http.ResponseWriter, r *page.Request, parts []minutes.Part) error {
	frame := p.frame(r, late(r, "review.title"), link.Late(p.Slug, p.Ky))
	frame.Sub = late(r, "review.sub")
	frame.Primary = &ui.Action{Text: late(r, "seal"), Form: "bieu-mau"}
	var body []templ.Component
	for _, part := range parts {
		var text []templ.Component
		for _, line := range lines(part.Text) {
			text = append(text, Para(line))
		}
		body = append(body, section(part.Title, templ.Join(text...)))
	}
	f := Form{ID: "bieu-mau", Action: r.URL.Path, Version: p.draft.Version, Hidden: []Pair{{"do", "seal"}}, Parts: []templ.Component{Soft(late(r, "seal.what")), ui.More(ui.Link{Text: late(r, "review.edit"), Href: link.Late(p.Slug, p.Ky)})}}
	return r.Page(w, http.StatusOK, frame, templ.Join(append(body, FormBox(f))...))
}

// sealLate seals the draft that was reviewed.
func sealLate(w http.ResponseWriter, r *page.Request) error {
	if answered, err := r.Prove(w); answered || err != nil { // the one step of this page that cannot be taken back
		return err
	}
	var p paperMonth
	err := r.Write(func(tx *store.Tx) (err error) {
		if p, err = paper(tx.Reader, r); err != nil || p.taken {
			return err
		}
		if p.draft.Version == 0 || p.draft.Version != r.Version() {
			return fault.Stale(p.draft)
		}
		_, err = minutes.EnterLate(tx, r.Book, p.draft.Late)
		return err
	})
	if err != nil {
		err = dueFields(dayAndHour(err), p.draft.Late)
		r.Method = http.MethodGet // what was typed is the draft's: the button alone was sent
		return r.Again(w, err, func(status int) error { return latePage(w, r, status, err) })
	}
	return r.See(w, link.Done(p.Slug, p.Ky))
}
