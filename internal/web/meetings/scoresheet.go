package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// scored is a meeting's sheet with what the viewer may do with it.
type scored struct {
	quality.Sheet
	fills  bool // scorer, scribe, secretary or deputy
	scorer quality.Scorer
	roll   []meeting.Rolled
}

func (s sitting) scored(rd *store.Reader, r *page.Request) (x scored, err error) {
	if x.Sheet, err = quality.Read(rd, r.Book, s.M.ID); err != nil {
		return x, err
	}
	_, err = quality.MayFill(rd, s.M.ID)
	if x.fills = err == nil; err != nil && fault.KindOf(err) != fault.NotFound {
		return x, err
	}
	if x.scorer, err = quality.ScorerOf(rd, s.M.ID); err != nil || !s.Runs {
		return x, err
	}
	x.roll, err = meeting.Roll(rd, s.M)
	return x, err
}

func scoreWord(r *page.Request, key string, args ...any) string {
	return r.T("scorepage."+key, args...)
}

// fillSheet is the form: first what only people can judge, then what was counted.
func (s sitting) fillSheet(w http.ResponseWriter, r *page.Request, status int, p ui.Page, x scored, problem error) error {
	open, differ, rest := s.evidence(r, x)
	body := Scoring{Form: Form{ID: "bieu-mau", Action: link.Score(s.Slug, s.Ky), Version: x.Version, Hidden: []Pair{{"lines", "1"}}},
		AskTitle: scoreWord(r, "ask", "count", len(open)), Open: open, DifferTitle: scoreWord(r, "differ", "count", len(differ)), Differ: differ,
		RestTitle: scoreWord(r, "counted", "count", len(rest)), Rest: rest, Glance: s.glance(r, x, rest)}
	body.Sum, body.Word = s.scoreSum(r, x)
	var above []templ.Component
	if theirs, ok := newer[quality.Sheet](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), s.typedLines(r, x)}, Version{word(r, "both.theirs"), linesOf(theirs)}))
	}
	switch flat, n := x.Flat(); {
	case x.Refused():
		p.Banner = &ui.Note{Kind: "warn", Text: say(r, "score.refused", "points", x.Self.String())}
	case flat:
		p.Banner = &ui.Note{Kind: "warn", Text: scoreWord(r, "flat", "count", n)}
	case x.Version > 0 && len(x.Sum.Open) > 0 && r.Method == http.MethodGet:
		p.Banner = &ui.Note{Kind: "info", Text: scoreWord(r, "saved", "count", len(x.Sum.Open))}
	}
	p.Primary = &ui.Action{Text: say(r, "score.save"), Form: "bieu-mau"}
	if !s.Runs {
		p.Primary.Text = scoreWord(r, "keep")
	}
	parts := append(above, ScoringForm(body), Basis(x.By.Source.Line(), x.By.Status != rule.Official))
	if s.Runs {
		parts = append(parts, s.scorerForm(r, x))
	}
	return r.Page(w, status, p, templ.Join(parts...))
}

// evidence parts the lines: those people have to judge, those the cell gave other
// points than were counted or a reason, and those that stand at what was counted.
func (s sitting) evidence(r *page.Request, x scored) (open, differ, rest []ui.Evidence) {
	for _, l := range x.Lines {
		e := s.evidenceRow(r, x, l)
		own := l.Own()
		switch {
		case !l.Suggestion.Known && l.Applies():
			open = append(open, e)
		case l.Applies() && (e.Ask || e.Num.Error != "" || own != nil && *own != l.Suggestion.Points):
			differ = append(differ, e)
		default:
			rest = append(rest, e)
		}
	}
	return open, differ, rest
}

// glance is what was counted, in one table: its figures change only where somebody
// opens them.
func (s sitting) glance(r *page.Request, x scored, rest []ui.Evidence) ui.Table {
	t := ui.Table{Caption: scoreWord(r, "glance"), Columns: []ui.Column{{Text: scoreWord(r, "col.line")}, {Text: scoreWord(r, "col.points"), Num: true}, {Text: scoreWord(r, "col.fact")}}}
	for _, e := range rest {
		at := slices.IndexFunc(x.Lines, func(l quality.Line) bool { return "muc-"+l.Code == e.ID })
		l := x.Lines[at]
		points, fact := shown(l.Own())+"/"+l.Max.String(), e.Fact
		if !l.Applies() {
			points, fact = "–", e.Apart
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: e.Title}, {Text: points}, {Text: fact}})
	}
	return t
}

func (s sitting) evidenceRow(r *page.Request, x scored, l quality.Line) ui.Evidence {
	title := l.Code + ". " + r.Either(l.TextVI, l.TextEN)
	e := ui.Evidence{ID: "muc-" + l.Code, Title: title, Most: scoreWord(r, "most", "most", l.Max.String()), Fact: x.Evidence(l, r.Words.Lang() == "en")}
	if e.Fact != "" {
		e.Fact = capital(e.Fact) + "."
	}
	if ask := r.Either(l.AskVI, l.AskEN); ask != "" && !l.Suggestion.Known {
		e.Fact = joined(ask, e.Fact)
	} else if e.Fact == "" {
		e.Fact = scoreWord(r, "nofact")
	}
	e.Look = s.lookAt(r, l)
	if !l.Applies() {
		e.Apart = scoreWord(r, "na."+l.NA.When) + " " + scoreWord(r, "policy."+l.Suggestion.Policy)
		return e
	}
	value, suggested := "", ""
	if own := l.Own(); own != nil {
		value = own.String()
	}
	if l.Suggestion.Known {
		suggested = l.Suggestion.Points.String()
	}
	name := "p." + l.Code
	by := x.By.Press()
	if l.Max >= rule.Whole(10) {
		by = rule.Whole(1)
	}
	e.Num = ui.Num{Name: name, Label: scoreWord(r, "give"), Spoken: scoreWord(r, "spoken", "code", l.Code, "most", l.Max.String()), Value: form.Typed(r, name, value), Suggestion: suggested,
		Most: plainNumber(l.Max), By: plainNumber(by), Error: r.Wrong(name)}
	e.Reason = ui.Field{Name: "r." + l.Code, Label: scoreWord(r, "why"), Value: form.Typed(r, "r."+l.Code, l.Reason), Error: r.Wrong("r." + l.Code)}
	e.Ask = e.Reason.Error != "" || e.Reason.Value != ""
	return e
}

// metricPages are where the evidence of a metric is looked at.
func (s sitting) lookAt(r *page.Request, l quality.Line) *ui.Link {
	to := map[string]string{
		"attendance_rate": link.RollCall(s.Slug, s.Ky), "results_rate": link.Evaluate(s.Slug, s.Ky), "speakers_rate": link.Room(s.Slug, s.Ky), "premeeting": link.Premeeting(s.Slug, s.Ky), "preparation": s.hub(),
		"notice": s.hub(), "papers_ahead": s.hub(), "resolution_voted": link.Resolution(s.Slug, s.Ky), "tasks_assigned": link.Resolution(s.Slug, s.Ky), "praised": link.Praise(s.Slug, s.Ky), "items_concluded": link.Room(s.Slug, s.Ky),
	}[l.Metric]
	if to == "" || l.Metric == "premeeting" && !s.Plans { // what the cell committee settles is not everybody's
		return nil
	}
	return &ui.Link{Text: scoreWord(r, "look"), Href: to}
}

// scoreSum is what stands so far, with its word.
func (s sitting) scoreSum(r *page.Request, x scored) (sum, words string) {
	sum = scoreWord(r, "sum", "points", x.Sum.Points.String(), "total", x.By.Total.String())
	if n := len(x.Sum.Open); n > 0 {
		return sum, scoreWord(r, "sum.open", "count", n)
	}
	words = x.Sum.Word
	for _, b := range x.By.Bands {
		if b.WordVI == x.Sum.Word {
			words = scoreWord(r, "sum.word", "word", b.WordVI, "min", b.Min.String())
		}
	}
	return sum, words
}

func scoreLines(w http.ResponseWriter, r *page.Request) error {
	var out quality.Sheet
	var s sitting
	given, err := givenLines(r)
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) (err error) {
			out, err = quality.ProposeLines(tx, r.Book, s.M.ID, r.Version(), given)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return score(w, r, status, err) })
	}
	if !s.Runs || out.Self == nil {
		return r.See(w, link.Score(s.Slug, s.Ky))
	}
	return r.See(w, link.Vote(s.Slug, s.Ky, "diem"))
}

// givenLines reads what was typed: p.2a the points, r.2a the reason.
func givenLines(r *page.Request) ([]quality.Given, error) {
	var wrong fault.Fields
	var out []quality.Given
	for name := range r.PostForm {
		code, is := cutPrefix(name, "p.")
		if !is {
			continue
		}
		g := quality.Given{Code: code, Reason: r.Long("r." + code)}
		if text := r.Text(name); text != "" {
			p, err := rule.ParsePoints(text)
			if err != nil {
				wrong.Add(name, "score_form")
			}
			g.Points = &p
		}
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b quality.Given) int { return compare(a.Code, b.Code) })
	return out, wrong.Err()
}

// scorerForm names who fills it in.
func (s sitting) scorerForm(r *page.Request, x scored) templ.Component {
	options := []ui.Option{{Value: "", Text: scoreWord(r, "scorer.none")}}
	for _, m := range x.roll {
		if m.Activity != "suspended" {
			options = append(options, ui.Option{Value: m.Person, Text: m.FullName})
		}
	}
	f := ui.Field{Name: "scorer", Label: scoreWord(r, "scorer"), Hint: scoreWord(r, "scorer.hint"), Value: form.Typed(r, "scorer", x.scorer.Person), Error: r.Wrong("scorer")}
	return ScorerForm(Form{Action: link.Scorer(s.Slug, s.Ky)}, f, options, ui.Action{Text: scoreWord(r, "scorer.save")})
}

// openScorer asks for who scores where the meeting is scored by lines; nobody is an
// answer too.
func (s sitting) openScorer(r *page.Request, people []ui.Option) templ.Component {
	if s.M.OfCommittee() || !r.Book.Table(s.M.Day, s.M.Kind).Found() {
		return templ.NopComponent
	}
	f := ui.Field{Name: "scorer", Label: scoreWord(r, "scorer"), Hint: scoreWord(r, "scorer.hint"), Value: form.Typed(r, "scorer", ""), Error: r.Wrong("scorer"), Optional: true}
	return ui.Select(f, append([]ui.Option{{Value: "", Text: scoreWord(r, "scorer.none")}}, people...))
}

// NameScorer is POST: who scores, or nobody any more.
func NameScorer(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error { return quality.NameScorer(tx, s.M.ID, r.Text("scorer")) })
	if err != nil {
		return r.Again(w, err, func(status int) error { return score(w, r, status, err) })
	}
	return r.See(w, link.Score(s.Slug, s.Ky))
}

// showSheet is the score as whoever is of the meeting reads it: the four values
// side by side with their evidence, and what the committee said.
func (s sitting) showSheet(w http.ResponseWriter, r *page.Request, status int, p ui.Page, x scored) error {
	p.Primary = s.look(r)
	if x.Version == 0 {
		return r.Page(w, status, p, Soft(say(r, "score.none")))
	}
	p.Wide = true
	if flat, n := x.Flat(); flat {
		p.Banner = &ui.Note{Kind: "warn", Text: scoreWord(r, "flat", "count", n)}
	}
	return r.Page(w, status, p, templ.Join(card(ui.DefinitionList(s.scoreFacts(r, x.Score))), s.above(r, x), ui.DataTable(ScoreTable(r, x.Sheet)), Soft(scoreWord(r, "footnote")), Basis(x.By.Source.Line(), x.By.Status != rule.Official)))
}

// above is what the committee decided, and the cell's one answer.
func (s sitting) above(r *page.Request, x scored) templ.Component {
	if x.Confirmed == nil {
		return s.asked(r, x)
	}
	facts := []ui.Pair{{Term: scoreWord(r, "decision"), Text: scoreWord(r, "decision.line", "decision", x.Decision, "day", vi.ShowDay(x.DecisionDay)), Vi: x.Decision}}
	if x.ConfirmedReason != "" {
		facts = append(facts, ui.Pair{Term: scoreWord(r, "above.reason"), Text: x.ConfirmedReason})
	}
	body := card(ui.DefinitionList(facts))
	switch {
	case x.Answer != "":
		body = templ.Join(body, Soft(scoreWord(r, "answered", "text", x.Answer)))
	case s.Seals && x.Voted != nil && *x.Voted != *x.Confirmed:
		f := ui.Field{Name: "answer", Label: scoreWord(r, "answer"), Hint: scoreWord(r, "answer.hint"), Value: form.Typed(r, "answer", ""), Error: r.Wrong("answer")}
		body = templ.Join(body, AnswerForm(Form{Action: link.ScoreAnswer(s.Slug, s.Ky)}, f, ui.Action{Text: scoreWord(r, "answer.send")}))
	}
	return templ.Join(section(scoreWord(r, "above"), body), s.asked(r, x))
}

// asked is what the committee asked about the score, and the cell's one answer.
func (s sitting) asked(r *page.Request, x scored) templ.Component {
	facts := AskedBack(r, x.Question)
	if len(facts) == 0 {
		return templ.NopComponent
	}
	body := card(ui.DefinitionList(facts))
	if x.Question.Open() && s.Seals {
		f := ui.Field{Name: "reply", Label: scoreWord(r, "reply"), Hint: scoreWord(r, "reply.hint"), Value: form.Typed(r, "reply", ""), Error: r.Wrong("reply")}
		body = templ.Join(body, AnswerForm(Form{Action: link.ScoreReply(s.Slug, s.Ky)}, f, ui.Action{Text: scoreWord(r, "reply.send")}))
	}
	return section(scoreWord(r, "question"), body)
}

// AskedBack is a committee's question with the cell's answer, as both read them.
func AskedBack(r *page.Request, q quality.Question) []ui.Pair {
	if q.Text == "" {
		return nil
	}
	out := []ui.Pair{{Term: scoreWord(r, "question.by", "name", q.ByName, "time", r.Moment(q.At)), Text: q.Text}}
	if q.Reply == "" {
		return append(out, ui.Pair{Term: scoreWord(r, "reply"), Text: scoreWord(r, "reply.none")})
	}
	return append(out, ui.Pair{Term: scoreWord(r, "reply.by", "name", q.ReplyName, "time", r.Moment(q.ReplyAt)), Text: q.Reply})
}

// ReplyScore is POST: the cell answers what the committee asked about its score.
func ReplyScore(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error { return quality.Reply(tx, s.M.ID, r.Long("reply")) })
	if err != nil {
		return r.Again(w, err, func(status int) error { return score(w, r, status, err) })
	}
	return r.See(w, link.Score(s.Slug, s.Ky))
}

// AnswerScore is POST: the cell asks the committee to look again.
func AnswerScore(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error { return quality.Answered(tx, s.M.ID, r.Long("answer")) })
	if err != nil {
		return r.Again(w, err, func(status int) error { return score(w, r, status, err) })
	}
	return r.See(w, link.Score(s.Slug, s.Ky))
}

// scoreDoor is the way to the score for one who was named to fill it in.
func (s sitting) scoreDoor(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	if s.M.OfCommittee() || s.M.At(meeting.Confirmed) {
		return nil, nil
	}
	if may, err := meeting.Can(rd, s.M, access.ScoreFill); err != nil || !may {
		return nil, err
	}
	if _, err := quality.MayFill(rd, s.M.ID); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			err = nil
		}
		return nil, err
	}
	return []ui.Row{{Icon: "list-checks", Title: say(r, "score.title"), Second: scoreWord(r, "door"), Href: link.Score(s.Slug, s.Ky)}}, nil
}
