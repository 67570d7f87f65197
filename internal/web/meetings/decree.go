package meetings

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// DecreePageOf is GET: the resolution of the month as it stands.
func DecreePageOf(w http.ResponseWriter, r *page.Request) error {
	var d resolution.Resolution
	var votes []vote.Vote
	var seen looked
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if d, err = resolution.Get(rd, s.M.ID); err != nil {
			return err
		}
		if votes, err = vote.List(rd, s.M.ID); forgive(err) != nil {
			return err
		}
		seen, err = s.inspect(rd, r, d)
		return err
	})
	if err != nil {
		return err
	}
	p := s.frame(r, word(r, "resolution.title", "month", month(r, s.M.Period)), s.hub())
	body := Decree{Preamble: d.Preamble, Open: s.May && !s.M.At(meeting.Confirmed), Edit: ui.Link{Text: word(r, "edit"), Href: link.Preamble(s.Slug, s.Ky), Name: word(r, "resolution.preamble.edit")},
		Add: ui.Link{Text: word(r, "resolution.add"), Href: link.NewDeed(s.Slug, s.Ky)}, Order: ui.Link{Text: word(r, "prepare.order"), Href: link.ResolutionOrder(s.Slug, s.Ky)},
		Papers: []ui.Link{{Text: word(r, "paper.print"), Href: link.Print(s.Slug, s.Ky, "nghi-quyet"), Icon: "printer"}, {Text: word(r, "paper.docx"), Href: link.Paper(s.Slug, s.Ky, "resolution", "docx"), Icon: "download"}}}
	body.Tasks, body.Outside = s.deeds(r, d, body.Open)
	body.Checks = s.checks(r, d, seen)
	for _, v := range votes {
		if v.ID == d.VoteID {
			row := heldRow(r, v)
			body.Vote = &row
		}
	}
	if _, may := r.Book.DocTypes(s.M.Day, "cell").Type(resolution.AsConclusion); may && body.Open {
		other := resolution.AsConclusion
		if d.Form == other {
			other = resolution.AsResolution
		}
		body.Form = &ui.Link{Text: r.T("proofpage.form." + other), Href: link.DecreeForm(s.Slug, s.Ky)}
	}
	limit := r.Book.Limits(s.M.Day).MaxTasks
	p.Sub = word(r, "resolution.count", "count", len(body.Tasks), "most", limit)
	p.Primary = s.decreeNext(r, d)
	if code := r.URL.Query().Get("nhac"); code != "" {
		p.Banner = &ui.Note{Kind: "warn", Text: page.Sentence(r.Words, code, "max", limit, "name", "")}
		if n := slices.IndexFunc(d.Items, func(i resolution.Item) bool { return i.Outside && i.ID == r.URL.Query().Get("viec") }); n >= 0 && body.Open {
			p.Banner.Action = &ui.Link{Text: say(r, "swap.go"), Href: link.SwapDeed(s.Slug, s.Ky, d.Items[n].ID)}
		}
	}
	if note, err := s.few(r); err != nil {
		return err
	} else if note != nil && !s.M.At(meeting.Sealed) {
		p.Banner = note
	}
	return r.Page(w, http.StatusOK, p, DecreePage(body))
}

func (s sitting) decreeNext(r *page.Request, d resolution.Resolution) *ui.Action {
	switch {
	case !s.May:
		return s.look(r)
	case s.M.State == meeting.InSession && len(d.Items) == 0:
		return &ui.Action{Text: word(r, "resolution.first"), Href: link.NewDeed(s.Slug, s.Ky)}
	case s.M.State == meeting.InSession && d.VoteID == "":
		return &ui.Action{Text: word(r, "resolution.vote"), Href: link.Vote(s.Slug, s.Ky, "nghi-quyet")}
	case s.M.State == meeting.InSession:
		return &ui.Action{Text: word(r, "roll.on"), Href: link.Room(s.Slug, s.Ky)}
	}
	if a := s.next(r); a != nil {
		return a
	}
	return &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
}

func (s sitting) deeds(r *page.Request, d resolution.Resolution, open bool) (in, out []ui.Task) {
	for _, i := range d.Items {
		t := ui.Task{N: len(in) + 1, Title: i.Deed, Owner: i.OwnerName, Due: r.T("task.due", "date", vi.ShowDay(i.Due)[:5]), ReportAt: word(r, "resolution.meeting", "month", monthYear(r, i.ReportAt))}
		if open {
			t.Href = link.Deed(s.Slug, s.Ky, i.ID)
		}
		if i.Measure == "" {
			t.Todo = word(r, "resolution.nomeasure")
			if open {
				t.Fix = &ui.Link{Text: word(r, "resolution.fix"), Href: link.Deed(s.Slug, s.Ky, i.ID), Name: word(r, "resolution.fix.name", "deed", i.Deed)}
			}
		}
		if i.Outside {
			t.N = len(out) + 1
			if open {
				t.Actions = []ui.Action{{Text: say(r, "swap.go"), Href: link.SwapDeed(s.Slug, s.Ky, i.ID), Name: say(r, "swap.of", "deed", i.Deed)}}
			}
			out = append(out, t)
		} else {
			in = append(in, t)
		}
	}
	return in, out
}

// DecreeOrder is GET, DecreeReorder POST.
func DecreeOrder(w http.ResponseWriter, r *page.Request) error {
	var d resolution.Resolution
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { d, err = resolution.Get(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	var list []Shift
	for n, i := range d.Items {
		list = append(list, Shift{ID: i.ID, Title: i.Deed, Label: strconv.Itoa(n + 1), Up: n > 0, Down: n < len(d.Items)-1})
	}
	p := s.frame(r, word(r, "order.title"), link.Resolution(s.Slug, s.Ky))
	p.Primary = &ui.Action{Text: word(r, "order.done"), Href: link.Resolution(s.Slug, s.Ky)}
	return r.Page(w, http.StatusOK, p, OrderPage(link.ResolutionOrder(s.Slug, s.Ky), list))
}

func DecreeReorder(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		d, err := resolution.Get(tx.Reader, s.M.ID)
		if err != nil || !swap(d.Items, r.Text("by"), func(i resolution.Item) bool { return i.ID == r.Text("item") }) {
			return err
		}
		_, _, err = resolution.Put(tx, r.Book, s.M.ID, d.Version, d.Preamble, d.Items)
		return err
	})
	if err != nil {
		return err
	}
	return r.See(w, link.ResolutionOrder(s.Slug, s.Ky))
}

// PreamblePage is GET, Preamble POST: the opening words.
func PreamblePage(w http.ResponseWriter, r *page.Request) error {
	return preamble(w, r, http.StatusOK, nil)
}

func preamble(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var d resolution.Resolution
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { d, err = resolution.Get(rd, s.M.ID); return })
	if err != nil {
		return err
	}
	field := text(r, "preamble", "preamble.text", d.Preamble)
	field.Hint = word(r, "preamble.hint")
	var above []templ.Component
	if theirs, ok := newer[resolution.Resolution](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("preamble")}, Version{word(r, "both.theirs"), theirs.Preamble}))
	}
	f := Form{Hidden: []Pair{{"seen", d.Preamble}}, Parts: []templ.Component{ui.TextArea(field, 6)}}
	return s.ask(w, r, status, s.frame(r, word(r, "preamble.title"), link.Resolution(s.Slug, s.Ky)), word(r, "save"), f, above...)
}

func Preamble(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		d, err := resolution.Get(tx.Reader, s.M.ID)
		if err != nil {
			return err
		}
		if vi.CleanText(r.FormValue("seen")) != vi.CleanText(d.Preamble) {
			return fault.Stale(d)
		}
		_, _, err = resolution.Put(tx, r.Book, s.M.ID, d.Version, r.Long("preamble"), d.Items)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return preamble(w, r, status, err) })
	}
	return r.See(w, link.Resolution(s.Slug, s.Ky))
}
