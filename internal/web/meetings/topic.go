package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/campaigns"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// TopicPage is GET, Topic POST: what a thematic meeting is about.
func TopicPage(w http.ResponseWriter, r *page.Request) error {
	return topic(w, r, http.StatusOK, nil)
}

func topic(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var t meeting.Topic
	var people []ui.Option
	pool := ""
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if err := meeting.Must(rd, s.M, access.MeetingPrepare); err != nil {
			return err
		}
		if !s.M.OnTopic() {
			return fault.Missing()
		}
		if t, err = meeting.TopicOf(rd, s.M.ID); err != nil {
			return err
		}
		if pool, err = campaigns.Suggested(rd, r, s.M.Org); err != nil {
			return err
		}
		live, err := meeting.Live(rd, s.M)
		people = []ui.Option{{Text: r.T("kindspage.topic.nobody")}}
		for _, m := range live {
			if member.Works(m.Activity) {
				people = append(people, ui.Option{Value: m.Member, Text: m.FullName})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	ask := func(name, stored string) ui.Field {
		f := text(r, name, "plan.place", stored)
		f.Label = r.T("kindspage.topic." + name)
		return f
	}
	author, approved := ask("author", t.Author), ask("approved_on", vi.ShowDay(t.ApprovedOn))
	approved.Optional, approved.Hint = true, r.T("kindspage.topic.approved_on.hint")
	f := Form{Version: t.Version, Parts: []templ.Component{ui.TextField(ask("subject", t.Subject)), ui.TextArea(ask("question", t.Question), 3), ui.Select(author, people), ui.DateField(approved, nil)}}
	var above []templ.Component
	if pool != "" {
		above = append(above, ui.NoteBox(ui.Note{Kind: "info", Text: pool}))
	}
	if theirs, ok := newer[meeting.Topic](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.Text("subject") + "\n" + r.Long("question")}, Version{word(r, "both.theirs"), theirs.Subject + "\n" + theirs.Question}))
	}
	return s.ask(w, r, status, s.frame(r, r.T("kindspage.topic.title"), link.Prepare(s.Slug, s.Ky)), r.T("kindspage.topic.save"), f, above...)
}

// Topic is POST.
func Topic(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := meeting.Topic{Subject: r.Text("subject"), Question: r.Long("question"), Author: r.Text("author"), Version: r.Version()}
	if r.Text("approved_on") != "" {
		in.ApprovedOn = r.NeedDay("approved_on", &wrong)
	}
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error {
			in.Meeting = s.M.ID
			_, err := agenda.PutTopic(tx, r.Book, in)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return topic(w, r, status, err) })
	}
	return r.See(w, link.Prepare(s.Slug, s.Ky))
}

// Combine is POST: the quarter's theme joins the regular meeting.
func Combine(w http.ResponseWriter, r *page.Request) error {
	var now meeting.Meeting
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		m, err := agenda.Combine(tx, r.Book, s.M.ID)
		now = m
		return err
	})
	if err != nil {
		return err
	}
	if now.ID == "" { // sent once before: the meeting has its new address already
		now = s.M
	}
	return r.See(w, link.Prepare(s.Slug, link.Period(now.Period, now.Kind, now.N)))
}

// themes are what the page of step one says about the theme: what is settled, or
// that the quarter still owes one and this meeting could take it in.
type themes struct {
	topic   meeting.Topic
	quarter meeting.Quarter
}

func (s sitting) themes(rd *store.Reader, r *page.Request) (t themes, err error) {
	if s.M.OnTopic() {
		t.topic, err = meeting.TopicOf(rd, s.M.ID)
		return t, err
	}
	if s.M.Kind == meeting.Regular && s.May && !s.M.At(meeting.InSession) {
		t.quarter, err = meeting.QuarterOf(rd, r.Book, s.M.Org, s.M.Period)
	}
	return t, err
}

func (t themes) show(r *page.Request, s sitting) templ.Component {
	switch {
	case s.M.OnTopic():
		return s.topicCard(r, t.topic)
	case t.quarter.Owed() && t.quarter.Planned == nil:
		return templ.Join(Soft(r.T("kindspage.combine.offer", "quarter", t.quarter.N, "year", t.quarter.Year, "month", r.Month(t.quarter.To), "minutes", r.Book.Regime(s.M.Day, rule.OrgKind(s.Cell.Kind)).CombinedMinMinutes)),
			Post(Form{Action: link.Combine(s.Slug, s.Ky)}, ui.Action{Text: r.T("kindspage.combine.do")}, "btn"))
	}
	return templ.NopComponent
}

// topicCard is what is settled about the topic.
func (s sitting) topicCard(r *page.Request, t meeting.Topic) templ.Component {
	var edit []ui.Link
	if s.Plans && !s.M.At(meeting.InSession) {
		edit = append(edit, ui.Link{Text: r.T("kindspage.topic.edit"), Href: link.Topic(s.Slug, s.Ky)})
	}
	if t.Version == 0 {
		return templ.Join(Soft(r.T("kindspage.topic.none")), ui.Links(edit))
	}
	pairs := []ui.Pair{{Term: r.T("kindspage.topic.fact.subject"), Text: t.Subject}, {Term: r.T("kindspage.topic.fact.question"), Text: t.Question},
		{Term: r.T("kindspage.topic.fact.author"), Text: either(t.AuthorName, r.T("kindspage.topic.nobody"))},
		{Term: r.T("kindspage.topic.fact.approved"), Text: either(vi.ShowDay(t.ApprovedOn), r.T("kindspage.topic.unapproved"))}}
	return templ.Join(card(ui.DefinitionList(pairs)), ui.Links(edit))
}
