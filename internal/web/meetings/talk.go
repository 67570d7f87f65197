package meetings

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// talk is an agenda item with all its page shows.
type talk struct {
	heard
	item   meeting.Item
	all    []meeting.Item
	task   *task.Task
	eval   task.Evaluation
	silent []meeting.Rolled
	ahead  int   // sent before the meeting about this item
	words  error // why nothing said may be kept here
	given  *ui.Note
}

func findTalk(rd *store.Reader, r *page.Request, s sitting) (t talk, err error) {
	if t.all, err = itemsOf(rd, s.M.ID); err != nil {
		return t, err
	}
	at := slices.IndexFunc(t.all, func(i meeting.Item) bool { return strconv.Itoa(i.Position) == r.PathValue("n") })
	if at < 0 {
		return t, fault.Missing()
	}
	t.item = t.all[at]
	if t.heard, err = hear(rd, s); err != nil {
		return t, err
	}
	if t.words = meeting.MayKeepWords(rd, s.M); t.words != nil && fault.KindOf(t.words) != fault.Invalid {
		return t, t.words
	}
	if s.Runs {
		if t.silent, err = speech.Silent(rd, s.M.ID); err != nil {
			return t, err
		}
		sent, err := speech.AheadOf(rd, s.M.ID)
		if err != nil {
			return t, err
		}
		for _, a := range sent {
			if a.Item == t.item.ID {
				t.ahead++
			}
		}
	}
	if t.item.SourceKind != "task" {
		return t, nil
	}
	k, err := task.Get(rd, t.item.SourceID)
	if err != nil {
		return t, forgive(err)
	}
	t.task = &k
	found, err := task.Evaluations(rd, s.M.ID)
	for _, e := range found {
		if e.Task == k.ID {
			t.eval = e
		}
	}
	return t, err
}

// ItemPage is GET, Item POST: what is said, the conclusion and, of a task, how
// it went.
func ItemPage(w http.ResponseWriter, r *page.Request) error {
	return item(w, r, http.StatusOK, nil)
}

func item(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var t talk
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if t, err = findTalk(rd, r, s); err == nil {
			t.given, err = given(rd, r, s)
		}
		return err
	})
	if err != nil {
		return err
	}
	i := t.item
	p := s.room(r, i.Label+". "+i.Title, word(r, "bar.item"), link.Room(s.Slug, s.Ky))
	p.Vietnamese = true
	p.Banner = t.given
	s.follow(&p)
	body := s.talking(r, t)
	if theirs, ok := newer[meeting.Item](problem); ok {
		body.Both = Both(Version{word(r, "both.mine"), r.FormValue("gist") + "\n" + r.FormValue("conclusion")}, Version{word(r, "both.theirs"), theirs.Gist + "\n" + theirs.Conclusion})
	}
	if !s.May || s.M.At(meeting.Confirmed) {
		p.Primary = s.look(r)
		parts := []templ.Component{section(word(r, "item.conclusion"), templ.Join(Para(either(i.Conclusion, word(r, "item.nothing"))), Soft(i.Gist)))}
		if len(body.Said) > 0 {
			parts = append(parts, section(body.Spoke, SaidList(body.Said)))
		}
		return r.Page(w, status, p, templ.Join(parts...))
	}
	p.Primary = &ui.Action{Form: "bieu-mau", Text: say(r, "item.last")}
	if i.Position < len(t.all) {
		p.Primary.Text = say(r, "item.next", "n", t.all[i.Position].Label)
	}
	return r.Page(w, status, p, TalkingPage(body))
}

// talking fills the page of an item: how long, who spoke, what was said, what
// one can write down.
func (s sitting) talking(r *page.Request, t talk) Talking {
	i := t.item
	n := strconv.Itoa(i.Position)
	body := Talking{Form: Form{ID: "bieu-mau", Action: r.URL.Path, Version: i.Version}, Lasts: s.lasts(r, t), Spoke: say(r, "item.spoke", "spoke", t.spoke, "present", t.present)}
	if i.SourceKind != "template" {
		body.Ready = i.SourceText
	}
	for _, o := range t.opinions {
		if o.Item == i.ID {
			body.Said = append(body.Said, s.saidRow(r, t, o, n))
		}
	}
	if t.words != nil {
		body.Closed = page.Say(r.Words, t.words)
	}
	if s.Runs && s.M.State == meeting.InSession {
		if i.StartedAt == 0 {
			body.Begin = &Form{Action: link.BeginItem(s.Slug, s.Ky, n)}
		}
		body.Write = []ui.Link{{Text: say(r, "item.opinion"), Href: link.Opinion(s.Slug, s.Ky) + "?muc=" + n, Icon: "message-square"}, {Text: say(r, "item.assign"), Href: link.Assign(s.Slug, s.Ky) + "?muc=" + n, Icon: "plus"}}
		if t.ahead > 0 {
			body.Ahead = &ui.Link{Text: r.T("ahead.room.count", "count", t.ahead), Href: link.Ahead(s.Slug, s.Ky) + "?muc=" + n}
		}
		for _, m := range t.silent {
			body.Silent = append(body.Silent, ui.Link{Text: m.FullName, Href: link.Opinion(s.Slug, s.Ky) + "?muc=" + n + "&nguoi=" + m.Member})
		}
	}
	if t.task != nil {
		body.Form.Parts = judgeFields(r, t.eval)
	}
	if t.words == nil {
		conclusion := text(r, "conclusion", "item.conclusion", i.Conclusion)
		gist := text(r, "gist", "item.gist", i.Gist)
		gist.Hint, gist.Optional = word(r, "item.gist.hint"), true
		body.Form.Parts = append(body.Form.Parts, ui.TextArea(conclusion, 3), ui.TextArea(gist, 2))
	}
	body.More = []ui.Link{{Text: word(r, "item.tovote"), Href: link.Vote(s.Slug, s.Ky, n)}}
	if i.SourceKind == "duty" {
		body.More = append([]ui.Link{{Text: r.T("dutypage.hear.go"), Href: link.HearDuties(s.Slug, s.Ky)}}, body.More...)
	}
	return body
}

// lasts says how long the item is being talked about, or was.
func (s sitting) lasts(r *page.Request, t talk) *ui.Lasts {
	i := t.item
	minutes, running := meeting.Took(s.M, t.all, i, s.Now)
	switch {
	case i.StartedAt == 0 && i.Minutes == 0:
		return nil
	case i.StartedAt == 0:
		return &ui.Lasts{Under: word(r, "item.planned", "minutes", i.Minutes)}
	case !running && i.Minutes > 0:
		return &ui.Lasts{Under: say(r, "item.took", "minutes", minutes, "plan", i.Minutes)}
	case !running:
		return &ui.Lasts{Under: say(r, "item.took.only", "minutes", minutes)}
	case i.Minutes == 0:
		return &ui.Lasts{Minutes: minutes, Under: say(r, "item.runs.only", "minutes", "{n}")}
	}
	return &ui.Lasts{Minutes: minutes, Plan: i.Minutes, Under: say(r, "item.runs", "minutes", "{n}", "plan", i.Minutes), Over: say(r, "item.over", "minutes", "{n}")}
}

func (s sitting) saidRow(r *page.Request, t talk, o speech.Opinion, n string) Said {
	row := Said{Head: hour(o.At) + " " + t.names[o.Member] + " · " + r.T("opinion."+o.Kind), Text: o.Gist}
	switch {
	case o.Bare:
		row.Missing = say(r, "opinion.bare")
	case o.Gist == "":
		row.Missing = say(r, "opinion.missing")
	}
	if s.Runs && !s.M.At(meeting.Confirmed) {
		row.Fix = &ui.Link{Text: say(r, "opinion.write"), Href: link.OpinionText(s.Slug, s.Ky, o.ID) + "?muc=" + n, Name: say(r, "opinion.write.of", "name", t.names[o.Member], "time", hour(o.At))}
		if o.Gist != "" || o.Bare {
			row.Fix.Text, row.Fix.Name = word(r, "edit"), say(r, "opinion.edit.of", "name", t.names[o.Member], "time", hour(o.At))
		}
		row.Aloud = s.readBackLink(r, t.heard, o, n)
	}
	if o.ReadBackAt > 0 {
		row.Missing = r.T("readback.done", "time", hour(o.ReadBackAt))
	}
	return row
}

// BeginItem is POST: the item is taken up; how long it lasts is counted from here.
func BeginItem(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		t, err := findTalk(tx.Reader, r, s)
		if err == nil {
			_, err = meeting.Begin(tx, s.M.ID, t.item.ID)
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return item(w, r, status, err) })
	}
	return r.See(w, link.Item(s.Slug, s.Ky, r.PathValue("n")))
}

func judgeFields(r *page.Request, e task.Evaluation) []templ.Component {
	var options []ui.Option
	for _, x := range []string{task.Done, task.DoneLate, "partly", "not_done"} {
		options = append(options, ui.Option{Value: x, Text: word(r, "judge."+x)})
	}
	why := text(r, "why", "judge.why", e.Why)
	why.Hint, why.Optional = word(r, "judge.why.hint"), true
	return []templ.Component{ui.Radios(text(r, "result", "judge.result", e.Result), options), ui.TextField(why)}
}

// concluded is the chair's conclusion; of a judged task, without other words, the finding itself.
func concluded(r *page.Request, t talk) string {
	said := r.Long("conclusion")
	if said != "" || t.task == nil || r.Text("result") == "" {
		return said
	}
	said = i18n.For("vi").T("meetingpage.judge." + r.Text("result")) // minutes are always Vietnamese
	if why := r.Text("why"); why != "" {
		said += ": " + why
	}
	return said + "."
}

func Item(w http.ResponseWriter, r *page.Request) error {
	next := 0
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		t, err := findTalk(tx.Reader, r, s)
		if err != nil {
			return err
		}
		if t.task != nil && r.Text("result") != "" {
			if _, err := task.Evaluate(tx, task.Evaluation{Meeting: s.M.ID, Task: t.task.ID, Result: r.Text("result"), Why: r.Text("why")}); err != nil {
				return err
			}
		}
		if t.words == nil {
			if _, err := meeting.Minute(tx, s.M.ID, t.item.ID, r.Version(), r.Long("gist"), concluded(r, t)); err != nil {
				return err
			}
		}
		if t.item.Position >= len(t.all) || s.M.State != meeting.InSession {
			return nil
		}
		_, err = meeting.Begin(tx, s.M.ID, t.all[t.item.Position].ID) // the conclusion of one opens the next
		return err
	})
	if err == nil { // read anew: a form sent twice does nothing and leads on all the same
		_, err = read(r, func(rd *store.Reader, s sitting) error {
			all, err := itemsOf(rd, s.M.ID)
			if n, _ := position(r.PathValue("n")); n < len(all) {
				next = n + 1
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return item(w, r, status, err) })
	}
	if next == 0 {
		return r.See(w, link.Close(s.Slug, s.Ky))
	}
	return r.See(w, link.Item(s.Slug, s.Ky, strconv.Itoa(next)))
}
