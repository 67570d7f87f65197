package meetings

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// talk is an agenda item with all its page shows.
type talk struct {
	item  meeting.Item
	all   []meeting.Item
	task  *task.Task
	eval  task.Evaluation
	votes []vote.Vote
}

func findTalk(rd *store.Reader, r *page.Request, s sitting) (t talk, err error) {
	if t.all, err = itemsOf(rd, s.M.ID); err != nil {
		return t, err
	}
	at := slices.IndexFunc(t.all, func(i meeting.Item) bool { return itoa(i.Position) == r.PathValue("n") })
	if at < 0 {
		return t, fault.Missing()
	}
	t.item = t.all[at]
	if t.votes, err = vote.List(rd, s.M.ID); err != nil {
		return t, err
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

// ItemPage is GET, Item POST: gist, conclusion and, of a task, how it went.
func ItemPage(w http.ResponseWriter, r *page.Request) error {
	return item(w, r, http.StatusOK, nil)
}

func item(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var t talk
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { t, err = findTalk(rd, r, s); return })
	if err != nil {
		return err
	}
	i := t.item
	p := s.room(r, itoa(i.Position)+". "+i.Title, word(r, "bar.item"), link.Room(s.Slug, s.Ky))
	body := Talk{Form: Form{ID: "bieu-mau", Action: r.URL.Path, Version: i.Version}}
	if i.SourceKind != "template" {
		body.Ready = i.SourceText
	}
	if i.Minutes > 0 {
		body.Sub = word(r, "item.planned", "minutes", i.Minutes)
	}
	if theirs, ok := newer[meeting.Item](problem); ok {
		body.Both = Both(Version{word(r, "both.mine"), r.FormValue("gist") + "\n" + r.FormValue("conclusion")}, Version{word(r, "both.theirs"), theirs.Gist + "\n" + theirs.Conclusion})
	}
	if !s.May || s.M.At(meeting.Confirmed) {
		p.Primary = s.look(r)
		return r.Page(w, status, p, section(word(r, "item.conclusion"), templ.Join(Para(either(i.Conclusion, word(r, "item.nothing"))), Soft(i.Gist))))
	}
	if t.task != nil {
		body.Form.Parts = judgeFields(r, t.eval)
	}
	conclusion := text(r, "conclusion", "item.conclusion", i.Conclusion)
	gist := text(r, "gist", "item.gist", i.Gist)
	gist.Hint, gist.Optional = word(r, "item.gist.hint"), true
	body.Form.Parts = append(body.Form.Parts, ui.TextArea(gist, 4), ui.TextArea(conclusion, 3))
	body.Links = []ui.Link{{Text: word(r, "item.tovote"), Href: link.Vote(s.Slug, s.Ky, itoa(i.Position)), Icon: "hand"}, {Text: word(r, "item.assign"), Href: link.NewDeed(s.Slug, s.Ky), Icon: "plus"}}
	last := i.Position >= len(t.all)
	p.Primary = &ui.Action{Form: "bieu-mau", Text: word(r, "item.next", "n", i.Position+1)}
	if last {
		p.Primary.Text = word(r, "item.last")
	}
	return r.Page(w, status, p, TalkPage(body))
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
		_, err = meeting.Minute(tx, s.M.ID, t.item.ID, r.Version(), r.Long("gist"), concluded(r, t))
		return err
	})
	if err == nil {
		err = r.Read(func(rd *store.Reader) error {
			all, err := itemsOf(rd, s.M.ID)
			n, _ := strconv.Atoi(r.PathValue("n"))
			if n < len(all) {
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
	return r.See(w, link.Item(s.Slug, s.Ky, itoa(next)))
}
