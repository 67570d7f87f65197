package meetings

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// ScorePage is GET, Score POST: what the cell gives its own meeting, line by line
// where the day has a table, else one figure with its reason. It judges the
// meeting, not a member.
func ScorePage(w http.ResponseWriter, r *page.Request) error {
	return score(w, r, http.StatusOK, nil)
}

func score(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var x scored
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { x, err = s.scored(rd, r); return })
	if err != nil {
		return err
	}
	p := s.room(r, say(r, "score.title"), word(r, "bar.close"), link.Close(s.Slug, s.Ky))
	p.Sub = say(r, "score.what")
	open := x.fills && s.M.At(meeting.InSession) && !s.M.At(meeting.Confirmed)
	switch {
	case x.By.Found() && open:
		return s.fillSheet(w, r, status, p, x, problem)
	case x.By.Found():
		return s.showSheet(w, r, status, p, x)
	}
	return s.oneFigure(w, r, status, p, x, open && s.Runs, problem)
}

// oneFigure is the score of a meeting without a table of lines.
func (s sitting) oneFigure(w http.ResponseWriter, r *page.Request, status int, p ui.Page, x scored, open bool, problem error) error {
	facts := s.scoreFacts(r, x.Score)
	if !open {
		p.Primary = s.look(r)
		if len(facts) == 0 {
			return r.Page(w, status, p, Soft(say(r, "score.none")))
		}
		body := card(ui.DefinitionList(append(facts, ui.Pair{Term: say(r, "score.reason"), Text: x.SelfReason})))
		return r.Page(w, status, p, templ.Join(body, s.above(r, x)))
	}
	var above []templ.Component
	if theirs, ok := newer[quality.Score](problem); ok && theirs.Self != nil {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("points") + "\n" + r.FormValue("reason")}, Version{word(r, "both.theirs"), theirs.Self.String() + "\n" + theirs.SelfReason}))
	}
	if x.Refused() {
		p.Banner = &ui.Note{Kind: "warn", Text: say(r, "score.refused", "points", x.Self.String())}
	}
	if len(facts) > 0 {
		above = append(above, card(ui.DefinitionList(facts)))
	}
	p.Primary = &ui.Action{Text: say(r, "score.save"), Form: "bieu-mau"}
	return r.Page(w, status, p, templ.Join(append(above, PointsBody(s.pointsFields(r, x.Score)))...))
}

// scoreFacts are the values that stand already, each under its own name.
func (s sitting) scoreFacts(r *page.Request, x quality.Score) []ui.Pair {
	scale := quality.ScaleOf(r.Book, s.M, x)
	var facts []ui.Pair
	add := func(key string, points *rule.Points, more string) {
		if points != nil {
			facts = append(facts, ui.Pair{Term: say(r, key), Text: say(r, "score.of", "points", points.String(), "word", scale.Word(*points)) + more, Vi: scale.Word(*points)})
		}
	}
	add("score.suggested", x.Suggested, "")
	by := ""
	if x.SelfByName != "" {
		by = ". " + say(r, "score.by", "name", x.SelfByName, "time", hour(x.SelfAt))
	}
	add("score.self", x.Self, by)
	add("score.voted", x.Voted, "")
	add("score.confirmed", x.Confirmed, "")
	return facts
}

func (s sitting) pointsFields(r *page.Request, x quality.Score) Points {
	scale := quality.ScaleOf(r.Book, s.M, quality.Score{})
	stored := ""
	if x.Self != nil {
		stored = x.Self.String()
	}
	reason := field(r, "reason", "score.reason", x.SelfReason)
	reason.Hint = say(r, "score.reason.hint")
	var words []PointWord
	for n, b := range scale.Bands {
		end := ";"
		if n == len(scale.Bands)-1 {
			end = "."
		}
		words = append(words, PointWord{b.WordVI, say(r, "score.from", "min", b.Min.String()) + end})
	}
	return Points{Num: ui.Num{Name: "points", Label: say(r, "score.points"), Spoken: say(r, "score.spoken", "most", scale.Total.String()), Value: form.Typed(r, "points", stored), Max: int(scale.Total / 100), Error: r.Wrong("points")},
		Bands: words, Reason: reason, Line: scale.Ref.Source.Line(), Assume: scale.Ref.Status != rule.Official, Form: Form{Action: link.Score(s.Slug, s.Ky), Version: x.Version}}
}

func Score(w http.ResponseWriter, r *page.Request) error {
	if r.FormValue("lines") != "" {
		return scoreLines(w, r)
	}
	points, bad := rule.ParsePoints(r.Text("points"))
	var err error
	if bad != nil {
		err = fault.Bad("points", "number_form")
	}
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error {
			_, err := quality.Propose(tx, r.Book, s.M.ID, r.Version(), points, r.Long("reason"))
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return score(w, r, status, err) })
	}
	return r.See(w, link.Vote(s.Slug, s.Ky, "diem"))
}
