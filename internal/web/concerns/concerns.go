// Package concerns are the pages on which somebody raises what is on his mind, reads
// the answer and says whether it will do; on which the secretary, the committee member
// in charge or the committee's office answers; and on which the committee sees how
// long answers are owed. Whoever may not know a name does not meet it here.
package concerns

import (
	"net/http"
	"strconv"

	"chibo/internal/concern"
	"chibo/internal/rule"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// topics are the choices of what it is about.
func topics(r *page.Request, law rule.Concerns) []ui.Option {
	var out []ui.Option
	for _, t := range law.Topics {
		out = append(out, ui.Option{Value: t.Key, Text: r.Either(t.VI, t.EN)})
	}
	return out
}

func topicOf(r *page.Request, c concern.Concern) string {
	t, known := r.Book.Concerns(c.RaisedOn).Find(c.Topic)
	if !known {
		return c.Topic
	}
	return r.Either(t.VI, t.EN)
}

// options are choices whose words stand in the catalogue under a prefix.
func options(r *page.Request, prefix string, values []string) []ui.Option {
	var out []ui.Option
	for _, v := range values {
		out = append(out, ui.Option{Value: v, Text: r.T(prefix + v)})
	}
	return out
}

// tagOf is how it stands, in the words of the design (ux.md 5); above tells that whoever
// a cell passed it on to is reading.
func tagOf(r *page.Request, c concern.Concern, above bool) ui.Tag {
	state := c.State
	switch {
	case c.Late:
		state = "overdue"
	case c.State != concern.Open:
	case c.Round > 1:
		state = "reopened"
	case !above && c.To == concern.ToSecretary && c.Answerer != concern.AtCell:
		state = "forwarded"
	default:
		state = "received"
	}
	key := "concern.state." + state
	look := ui.LookOf(key)
	return ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: r.T(key)}
}

// second is the line under a topic: until when, or since when it is over.
func second(r *page.Request, c concern.Concern) string {
	switch {
	case c.State == concern.Open:
		return r.T("concern.due", "raised", vi.ShowDay(c.RaisedOn), "due", vi.ShowDay(c.DueOn))
	case c.ClosedOn != "":
		return r.T("concern.closed", "day", vi.ShowDay(c.ClosedOn))
	}
	return r.T("concern.answered.on", "day", vi.ShowDay(c.AnsweredOn))
}

// rows lists concerns with what tells them apart: the topic, the days, how it stands.
func rows(r *page.Request, all []concern.Concern, href func(concern.Concern) string, cell bool) (open, over []ui.Row) {
	for _, c := range all {
		t := tagOf(r, c, cell)
		row := ui.Row{Href: href(c), Title: topicOf(r, c), Second: second(r, c), Tag: &t}
		if cell {
			row.Title = c.OrgName + ": " + row.Title
		}
		if c.State == concern.Open || c.ClosedOn == "" && c.Mine {
			open = append(open, row)
		} else {
			over = append(over, row)
		}
	}
	return open, over
}

// facts are what stands above the words.
func facts(r *page.Request, c concern.Concern) []ui.Pair {
	out := []ui.Pair{{Term: r.T("concern.f.topic"), Text: topicOf(r, c)}}
	switch {
	case c.Mine:
		out = append(out, ui.Pair{Term: r.T("concern.f.naming"), Text: r.T("concern.naming." + c.Naming)})
	case c.AuthorName != "":
		out = append(out, ui.Pair{Term: r.T("concern.f.author"), Text: c.AuthorName})
	case c.Voice != "":
		out = append(out, ui.Pair{Term: r.T("concern.f.author"), Text: c.Voice})
	case c.Naming == concern.NoName:
		out = append(out, ui.Pair{Term: r.T("concern.f.author"), Text: r.T("concern.author.none")})
	}
	if c.Source != concern.Member {
		out = append(out, ui.Pair{Term: r.T("concern.f.source"), Text: r.T("concern.source." + c.Source)})
	}
	out = append(out, ui.Pair{Term: r.T("concern.f.raised"), Text: vi.ShowDay(c.RaisedOn)})
	if c.State == concern.Open {
		out = append(out, ui.Pair{Term: r.T("concern.f.due"), Text: vi.ShowDay(c.DueOn)})
	}
	if c.Answerer != concern.AtCell {
		out = append(out, ui.Pair{Term: r.T("concern.f.answerer"), Text: r.T("concern.at." + c.Answerer)})
	}
	if c.Round > 1 {
		out = append(out, ui.Pair{Term: r.T("concern.f.round"), Text: strconv.Itoa(c.Round)})
	}
	return out
}

// words are the texts of one concern, for its cell or for whoever works above it.
func words(r *page.Request, c concern.Concern, above bool) Words {
	w := Words{Facts: facts(r, c), Body: c.Body, Issue: c.Issue, Answer: c.Answer}
	switch {
	case c.State == concern.Withdrawn:
		w.Hidden = r.T("concern.state.withdrawn.help")
	case c.Body == "":
		w.Hidden = r.T("concern.body.hidden")
	}
	if c.Answer != "" {
		w.AnsweredOn = r.T("concern.answered.on", "day", vi.ShowDay(c.AnsweredOn))
	}
	if c.Help != "" {
		w.Help = r.T("concern.help.line", "help", c.Help, "day", vi.ShowDay(c.HelpUntil))
	}
	t := tagOf(r, c, above)
	w.State = &t
	return w
}

// raiseInputs are the questions of the form. Where there is one way only nobody is
// asked for it: the page says where it goes.
func raiseInputs(r *page.Request, law rule.Concerns, asks string, to ...string) []form.Input {
	inputs := []form.Input{
		{Kind: "area", Field: ui.Field{Name: "body", Label: r.T(asks), Hint: r.T("concern.f.body.hint"), Value: form.Typed(r, "body", ""), MaxLength: 2000}},
		{Kind: "radios", Field: ui.Field{Name: "topic", Label: r.T("concern.f.topic"), Value: form.Typed(r, "topic", "")}, Options: topics(r, law)},
	}
	if len(to) > 1 {
		inputs = append(inputs, form.Input{Kind: "radios", Field: ui.Field{Name: "to", Label: r.T("concern.f.to"), Hint: r.T("concern.f.to.hint"), Value: form.Typed(r, "to", "")}, Options: options(r, "concern.to.", to)})
	}
	return append(inputs, []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "naming", Label: r.T("concern.f.named"), Hint: r.T("concern.f.named.hint"), Value: form.Typed(r, "naming", "")}, Options: options(r, "concern.naming.", concern.Namings)},
		{Kind: "check", Field: ui.Field{Name: "agreed", Label: r.T("concern.f.agreed"), Value: form.Typed(r, "agreed", "")}},
	}...)
}

func raising(r *page.Request) concern.Raising {
	return concern.Raising{Source: r.Text("source"), Topic: r.Text("topic"), Naming: r.Text("naming"), To: r.Text("to"), Body: r.Long("body"), Voice: r.Text("voice"), Agreed: r.Tick("agreed"), Key: r.Key(), For: r.Text("for"), ReadBack: r.Tick("read_back")}
}

// keyAgain keeps the form's key where it is shown again.
func keyAgain(r *page.Request, status int) string {
	if status == http.StatusUnprocessableEntity {
		return r.Key()
	}
	return ""
}

// told is the page after something was raised: who answers until when, and the
// receipt where nobody's name was kept.
func told(w http.ResponseWriter, r *page.Request, p ui.Page, c concern.Concern, receipt, next string) error {
	p.Primary = &ui.Action{Text: r.T("concern.sent.next"), Href: next}
	return r.Page(w, 0, p, sent(r.T("concern.sent.due", "day", vi.ShowDay(c.DueOn)), receipt))
}

// answerInputs are the questions of whoever answers.
func answerInputs(r *page.Request, c concern.Concern) []form.Input {
	return []form.Input{
		{Kind: "area", Field: ui.Field{Name: "answer", Label: r.T("concern.f.answer"), Hint: r.T("concern.f.answer.hint"), Value: form.Typed(r, "answer", c.Answer), MaxLength: 2000}},
		{Kind: "text", Field: ui.Field{Name: "issue", Label: r.T("concern.f.issue"), Hint: r.T("concern.f.issue.hint"), Value: form.Typed(r, "issue", c.Issue), Optional: true, MaxLength: 300}},
		{Kind: "text", Field: ui.Field{Name: "help", Label: r.T("concern.f.help"), Hint: r.T("concern.f.help.hint"), Value: form.Typed(r, "help", c.Help), Optional: true, MaxLength: 300}},
		{Kind: "date", Field: ui.Field{Name: "until", Label: r.T("concern.f.until"), Value: form.Typed(r, "until", shownDay(c.HelpUntil)), Optional: true}},
	}
}

func shownDay(day string) string {
	if day == "" {
		return ""
	}
	return vi.ShowDay(day)
}

// head is the frame of a page here.
func head(r *page.Request, key, where, back string) ui.Page {
	heading := r.T(key)
	return ui.Page{Title: heading + " · " + where, Where: where, Heading: heading, BarTitle: r.T("concern.bar"), Back: &ui.Link{Href: back}}
}
