package meetings

import (
	"cmp"
	"strings"

	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// ScoreTable lays a sheet out: the four values side by side, the evidence and the
// reason of each line. The cell and the committee read the same table.
func ScoreTable(r *page.Request, x quality.Sheet) ui.Table {
	t := ui.Table{Caption: r.Either(x.By.TitleVI, x.By.TitleEN), Columns: []ui.Column{{Text: scoreWord(r, "col.line")}, {Text: scoreWord(r, "col.most"), Num: true}, {Text: say(r, "score.suggested"), Num: true}, {Text: say(r, "score.self"), Num: true},
		{Text: say(r, "score.voted"), Num: true}, {Text: say(r, "score.confirmed"), Num: true}, {Text: scoreWord(r, "col.why")}}}
	english := r.Words.Lang() == "en"
	for _, l := range x.Lines {
		why := capital(x.Evidence(l, english))
		switch {
		case !l.Applies():
			why = scoreWord(r, "na."+l.NA.When) + " " + scoreWord(r, "policy."+l.Suggestion.Policy)
		case why == "":
			why = scoreWord(r, "nofact")
		default:
			why += "."
		}
		why = joined(why, l.Reason)
		var suggested *rule.Points
		if l.Suggestion.Known {
			suggested = &l.Suggestion.Points
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: l.Code + ". " + r.Either(l.TextVI, l.TextEN)}, {Text: l.Max.String()}, {Text: shown(suggested)}, {Text: shown(l.Self)}, {Text: shown(l.Voted)}, {Text: shown(l.Confirmed)}, {Text: why}})
	}
	t.Total = []ui.Cell{{Text: scoreWord(r, "total")}, {Text: x.By.Total.String()}, {Text: shown(x.Suggested)}, {Text: shown(x.Self)}, {Text: shown(x.Voted)}, {Text: shown(x.Confirmed)}, {Text: x.Band, Vi: x.Band}}
	if x.Confirmed != nil {
		word := x.By.Word(*x.Confirmed)
		t.Total[6] = ui.Cell{Text: word, Vi: word}
	}
	return t
}

// given shows a value; nobody's is a dash, not nought.
func shown(p *rule.Points) string {
	if p == nil {
		return "–"
	}
	return p.String()
}

func capital(s string) string { return vi.Capital(s) }

// joined puts two texts after each other, either of which may be empty.
func joined(a, b string) string { return strings.TrimSpace(a + " " + b) }

func cutPrefix(s, prefix string) (string, bool) { return strings.CutPrefix(s, prefix) }

func compare(a, b string) int { return cmp.Compare(a, b) }

// plainNumber is a figure as a script reads it.
func plainNumber(p rule.Points) string { return strings.Replace(p.String(), ",", ".", 1) }

// typedLines and linesOf show both versions where two filled the sheet in.
func (s sitting) typedLines(r *page.Request, x scored) string {
	out := make([]string, 0, len(x.Lines))
	for _, l := range x.Lines {
		if v := r.FormValue("p." + l.Code); v != "" {
			out = append(out, l.Code+": "+v)
		}
	}
	return strings.Join(out, "; ")
}

func linesOf(x quality.Sheet) string {
	out := make([]string, 0, len(x.Lines))
	for _, l := range x.Lines {
		if own := l.Own(); own != nil {
			out = append(out, l.Code+": "+own.String())
		}
	}
	return strings.Join(out, "; ")
}
