// Package scores is what a committee does with the scores its cells voted, and
// how a cell sees its own over a year: the list to confirm and one confirmation,
// the monthly grading sheet, the trend by group and the words of the year. A
// meeting is scored, never a person; the committee sees counts, nobody's name.
package scores

import (
	"net/http"
	"regexp"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

var monthForm = regexp.MustCompile(`^20\d\d-(0[1-9]|1[0-2])$`)

func word(r *page.Request, key string, args ...any) string { return r.T("scoredesk."+key, args...) }

// shown is a value; nobody's is a dash, not nought.
func shown(p *rule.Points) string {
	if p == nil {
		return "–"
	}
	return p.String()
}

// desk is a committee with its cells' scores.
type desk struct {
	top     org.Org
	waiting []quality.Waiting
	done    []quality.Waiting
}

func read(rd *store.Reader, r *page.Request) (d desk, err error) {
	if d.top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return d, err
	}
	if d.waiting, err = quality.Queue(rd, r.Book, d.top.ID, ""); err != nil {
		return d, err
	}
	month := vi.MonthOf(rd.Today())
	if asked := r.URL.Query().Get("thang"); monthForm.MatchString(asked) {
		month = asked
	}
	all, err := quality.Queue(rd, r.Book, d.top.ID, month)
	for _, w := range all {
		if w.Done() {
			d.done = append(d.done, w)
		}
	}
	return d, err
}

func (d desk) at(w quality.Waiting) string {
	return link.ConfirmScore(d.top.Slug, w.Slug, link.Period(w.Period, w.Kind, w.N))
}

func (d desk) rows(r *page.Request, all []quality.Waiting) []ui.Row {
	var out []ui.Row
	for _, w := range all {
		row := ui.Row{Href: d.at(w), Icon: "circle-dashed", Kind: "warn", Title: w.Cell + ", " + r.Month(w.Period), Second: word(r, "row", "voted", w.Voted.String(), "suggested", shown(w.Suggested), "day", vi.ShowDay(w.Day))}
		if w.Done() {
			row.Icon, row.Kind, row.Second = "circle-check", "ok", word(r, "row.done", "voted", w.Voted.String(), "confirmed", shown(w.Confirmed), "day", vi.ShowDay(w.Day))
		}
		if w.Asked && !w.Done() {
			row.Tag = &ui.Tag{Kind: "act", Icon: "message-square", Text: word(r, "row.asked")}
		}
		if w.Answer != "" {
			row.Tag = &ui.Tag{Kind: "warn", Icon: "message-square", Text: word(r, "asked")}
		}
		out = append(out, row)
	}
	return out
}

// one is the sheet of one meeting on the desk.
type one struct {
	desk
	quality.Waiting
	sheet quality.Sheet
	n, of int    // which of those waiting
	next  string // address of the one after it
	today string
}

func readOne(rd *store.Reader, r *page.Request) (o one, err error) {
	if o.desk, err = read(rd, r); err != nil {
		return o, err
	}
	o.today = rd.Today()
	period, _, _, ok := link.SplitPeriod(r.PathValue("ky"))
	if !ok {
		return o, fault.Missing()
	}
	all, err := quality.Queue(rd, r.Book, o.top.ID, period)
	if err != nil {
		return o, err
	}
	for _, w := range all {
		if w.Slug == r.PathValue("cb") && link.Period(w.Period, w.Kind, w.N) == r.PathValue("ky") {
			o.Waiting = w
		}
	}
	if o.Meeting == "" { // nothing voted yet, in a cell of this committee
		c, err := org.BySlug(rd, r.PathValue("cb"))
		if err == nil {
			err = access.Must(rd, access.ScoreConfirm, c.ID)
		}
		o.Cell, o.Period = c.Name, period
		return o, err
	}
	for n, w := range o.waiting {
		if w.Meeting == o.Meeting {
			o.n = n + 1
		} else if o.next == "" || o.n > 0 && n == o.n {
			o.next = o.at(w)
		}
	}
	o.of = len(o.waiting)
	o.sheet, _, err = quality.Above(rd, r.Book, o.Meeting)
	return o, err
}

// OnePage is GET /cap-uy/{cu}/xac-nhan-diem/{cb}/{ky}, Confirm POST: one cell a
// page; open are the lines that differ from their evidence or have none.
func OnePage(w http.ResponseWriter, r *page.Request) error {
	return confirming(w, r, http.StatusOK, nil)
}

func confirming(w http.ResponseWriter, r *page.Request, status int, _ error) error {
	var o one
	if err := r.Read(func(rd *store.Reader) (err error) { o, err = readOne(rd, r); return }); err != nil {
		return err
	}
	p := ui.Page{Title: word(r, "title") + " · " + o.Cell, Where: o.top.Name, Heading: word(r, "title"), Back: &ui.Link{Text: word(r, "back"), Href: link.ConfirmScores(o.top.Slug)}}
	if o.n > 0 {
		p.Heading = word(r, "one", "n", o.n, "count", o.of)
	}
	if o.Meeting == "" {
		return r.Page(w, status, p, ui.Empty("circle-dashed", word(r, "unvoted"), word(r, "none.next"), nil))
	}
	p.Sub = word(r, "one.sub", "cell", o.Cell, "month", r.Month(o.Period))
	if o.Done() && status == http.StatusOK && r.URL.Query().Get("lai") == "" {
		p.Wide = true
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "kept", "points", shown(o.Confirmed), "word", o.Word), Vi: o.Word}
		p.Primary = &ui.Action{Text: word(r, "back"), Href: link.ConfirmScores(o.top.Slug)}
		if o.next != "" {
			p.Primary = &ui.Action{Text: word(r, "next"), Href: o.next}
		}
		return r.Page(w, status, p, templ.Join(o.told(r), o.asked(r), table(r, o.sheet), Loose(ui.Link{Text: word(r, "again"), Href: o.at(o.Waiting) + "?lai=1"})))
	}
	p.Primary = form.Send(word(r, "save"))
	return r.Page(w, status, p, templ.Join(o.asked(r), ConfirmForm(o.form(r)), o.ask(r)))
}

// told is what was decided, with the cell's answer.
func (o one) told(r *page.Request) templ.Component {
	facts := []ui.Pair{{Term: r.T("scorepage.decision"), Text: r.T("scorepage.decision.line", "decision", o.sheet.Decision, "day", vi.ShowDay(o.sheet.DecisionDay)), Vi: o.sheet.Decision}}
	if o.sheet.ConfirmedReason != "" {
		facts = append(facts, ui.Pair{Term: r.T("scorepage.above.reason"), Text: o.sheet.ConfirmedReason})
	}
	if o.Answer != "" {
		facts = append(facts, ui.Pair{Term: word(r, "asked"), Text: o.Answer})
	}
	return Boxed(ui.DefinitionList(facts))
}

// Confirming is the form of one confirmation.
type Confirming struct {
	Action               string
	Version              int64
	Values, Answer       string
	OpenTitle, FoldTitle string
	Open                 []ui.Evidence
	Folded               []ui.Line
	One                  *ui.Num // a meeting scored by one figure
	Sum, SumHint         string
	Reason, Decision     ui.Field
	Day                  ui.Field
}

func (o one) form(r *page.Request) Confirming {
	s := o.sheet
	c := Confirming{Action: o.at(o.Waiting), Version: s.Version, Values: word(r, "values", "suggested", shown(s.Suggested), "voted", o.Voted.String()), OpenTitle: word(r, "open")}
	if o.Answer != "" {
		c.Answer = word(r, "asked") + ": " + o.Answer
	}
	for _, l := range s.Lines {
		if l.Voted == nil || !l.Applies() {
			continue
		}
		if l.Suggestion.Known && l.Suggestion.Points == *l.Voted && r.Wrong("p."+l.Code) == "" && (l.Confirmed == nil || *l.Confirmed == *l.Voted) {
			c.Folded = append(c.Folded, ui.Line{Text: l.Code + ". " + r.Either(l.TextVI, l.TextEN) + ": " + l.Voted.String() + "/" + l.Max.String(), Second: s.Evidence(l, r.Words.Lang() == "en")})
			continue
		}
		c.Open = append(c.Open, o.line(r, l))
	}
	c.FoldTitle = word(r, "folded", "count", len(c.Folded))
	if len(s.Lines) == 0 {
		v := o.Voted
		if o.Confirmed != nil {
			v = *o.Confirmed
		}
		c.One = &ui.Num{Name: "points", Label: word(r, "points"), Value: form.Typed(r, "points", v.String()), Most: number(s.OutOf), By: "0.5", Error: r.Wrong("points")}
	} else {
		sum := o.Voted
		if o.Confirmed != nil {
			sum = *o.Confirmed
		}
		c.Sum, c.SumHint = word(r, "sum", "points", sum.String(), "total", s.OutOf.String()), word(r, "sum.hint")
	}
	field := func(name, stored string) ui.Field {
		return ui.Field{Name: name, Label: word(r, name), Value: form.Typed(r, name, stored), Error: r.Wrong(name)}
	}
	c.Reason, c.Decision, c.Day = field("reason", s.ConfirmedReason), field("decision", s.Decision), field("decision_day", vi.ShowDay(s.DecisionDay))
	c.Reason.Hint, c.Decision.Hint = word(r, "reason.hint", "voted", o.Voted.String()), word(r, "decision.hint")
	c.Day.InputMode, c.Day.Short = "numeric", true
	return c
}

func (o one) line(r *page.Request, l quality.Line) ui.Evidence {
	fact := o.sheet.Evidence(l, r.Words.Lang() == "en")
	text := word(r, "line.nofact", "voted", l.Voted.String())
	if l.Suggestion.Known {
		text = word(r, "line", "voted", l.Voted.String(), "suggested", l.Suggestion.Points.String(), "fact", fact) + "."
	} else if fact != "" {
		text += " " + vi.Capital(fact) + "."
	}
	if l.Reason != "" {
		text += " " + word(r, "line.why", "reason", l.Reason)
	}
	v := *l.Voted
	if l.Confirmed != nil {
		v = *l.Confirmed
	}
	by := "0.5"
	if l.Max >= rule.Whole(10) {
		by = "1"
	}
	name := "p." + l.Code
	return ui.Evidence{ID: "muc-" + l.Code, Title: l.Code + ". " + r.Either(l.TextVI, l.TextEN), Most: r.T("scorepage.most", "most", l.Max.String()), Fact: text, Plain: true,
		Num: ui.Num{Name: name, Label: word(r, "give"), Spoken: r.T("scorepage.spoken", "code", l.Code, "most", l.Max.String()), Value: form.Typed(r, name, v.String()), Most: number(l.Max), By: by, Error: r.Wrong(name)}}
}

// Confirm is POST.
func Confirm(w http.ResponseWriter, r *page.Request) error {
	in, err := confirmation(r)
	var o one
	if err == nil {
		err = r.Write(func(tx *store.Tx) (err error) {
			if o, err = readOne(tx.Reader, r); err != nil {
				return err
			}
			if o.Meeting == "" {
				return fault.New(fault.Conflict, "score_unvoted")
			}
			_, err = quality.Confirm(tx, r.Book, o.Meeting, in)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return confirming(w, r, status, err) })
	}
	return r.See(w, o.at(o.Waiting))
}

func confirmation(r *page.Request) (quality.Confirmation, error) {
	var wrong fault.Fields
	in := quality.Confirmation{Version: r.Version(), Lines: map[string]rule.Points{}, Reason: r.Long("reason"), Decision: r.Text("decision"), DecisionDay: r.NeedDay("decision_day", &wrong)}
	for name := range r.PostForm {
		if len(name) < 3 || name[:2] != "p." {
			continue
		}
		p, err := rule.ParsePoints(r.Text(name))
		if err != nil {
			wrong.Add(name, "score_form")
		}
		in.Lines[name[2:]] = p
	}
	if text := r.Text("points"); text != "" {
		p, err := rule.ParsePoints(text)
		if err != nil {
			wrong.Add("points", "score_form")
		}
		in.Points = &p
	}
	return in, wrong.Err()
}
