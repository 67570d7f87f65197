package scores

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func trendWord(r *page.Request, key string, args ...any) string {
	return r.T("celltrend."+key, args...)
}

// Cell is GET /chi-bo/{cb}/diem: the cell's own twelve months, what would raise the
// next meeting most, and its year so far.
func Cell(w http.ResponseWriter, r *page.Request) error {
	return cell(w, r, r.PathValue("cb"), func(c org.Org) *ui.Link { return &ui.Link{Href: link.Meetings(c.Slug)} })
}

// CellSeen is GET /cap-uy/{cu}/diem/{cb}: the same as the committee sees it.
func CellSeen(w http.ResponseWriter, r *page.Request) error {
	return cell(w, r, r.PathValue("cb"), func(org.Org) *ui.Link { return &ui.Link{Href: link.YearScores(r.PathValue("cu"))} })
}

func cell(w http.ResponseWriter, r *page.Request, slug string, back func(org.Org) *ui.Link) error {
	var c org.Org
	var t quality.Trend
	var y quality.Year
	err := r.Read(func(rd *store.Reader) (err error) {
		if c, err = org.BySlug(rd, slug); err != nil {
			return err
		}
		month := vi.MonthOf(rd.Today())
		if t, err = quality.TrendOf(rd, r.Book, c.ID, month); err != nil {
			return err
		}
		y, err = quality.YearOf(rd, r.Book, c.ID, month[:4])
		return err
	})
	if err != nil {
		return err
	}
	p := ui.Page{Title: trendWord(r, "title") + " · " + c.Name, Where: c.Name, Heading: trendWord(r, "title"), Sub: trendWord(r, "sub"), Back: back(c), Wide: true}
	if len(t.Runs) == 0 {
		return r.Page(w, 0, p, ui.Empty("circle-help", trendWord(r, "none"), trendWord(r, "none.next"), nil))
	}
	body := []templ.Component{Part(trendWord(r, "lift"), ui.PlainList(lifts(r, t)))}
	for n := len(t.Runs) - 1; n >= 0; n-- {
		body = append(body, run(r, t.Runs[n]))
	}
	return r.Page(w, 0, p, templ.Join(append(body, year(r, y))...))
}

// lifts says in words what the last meetings lost most on.
func lifts(r *page.Request, t quality.Trend) []ui.Line {
	english := r.Words.Lang() == "en"
	var out []ui.Line
	for _, l := range t.Lift {
		text := trendWord(r, "lift.line", "line", l.Line.Code+". "+r.Either(l.Line.TextVI, l.Line.TextEN), "count", l.Meetings, "lost", l.Lost.String())
		var more []string
		if fact := l.Evidence(english); fact != "" {
			more = append(more, trendWord(r, "lift.last", "fact", fact))
		}
		if l.Next != nil {
			more = append(more, trendWord(r, "lift.next", "bound", bound(r, l.Line.Metric, l.Next.Bound()), "points", l.Next.Points.String()))
		} else if ask := r.Either(l.Line.AskVI, l.Line.AskEN); ask != "" {
			more = append(more, trendWord(r, "lift.ask", "ask", ask))
		}
		out = append(out, ui.Line{Text: text, Second: strings.Join(more, " ")})
	}
	if len(out) == 0 {
		out = append(out, ui.Line{Text: trendWord(r, "lift.none")})
	}
	return out
}

// bound says a level's side in words: "từ 90%".
func bound(r *page.Request, metric string, b rule.Bound) string {
	unit := ""
	if m, _ := rule.MetricOf(metric); m.Unit == rule.Percent {
		unit = "%"
	}
	for _, side := range []struct {
		key string
		p   *rule.Points
	}{{"from", b.From}, {"above", b.Above}, {"upto", b.UpTo}, {"below", b.Below}} {
		if side.p != nil {
			return trendWord(r, "bound."+side.key, "n", side.p.String()+unit)
		}
	}
	return ""
}

// run draws the meetings of one table: picture and table. Meetings of one figure
// have the table alone.
func run(r *page.Request, x quality.Run) templ.Component {
	title := r.Either(x.By.TitleVI, x.By.TitleEN)
	if !x.By.Found() {
		title = r.T("roompage.score.points")
	}
	t := ui.Table{Caption: trendWord(r, "table", "table", title), Columns: []ui.Column{{Text: trendWord(r, "col.month")}, {Text: trendWord(r, "col.total"), Num: true}, {Text: trendWord(r, "col.word")}}}
	var rows []ui.TrendRow
	for n, g := range x.By.Groups {
		name := r.Either(g.TextVI, g.TextEN)
		t.Columns = append(t.Columns, ui.Column{Text: name, Num: true})
		row := ui.TrendRow{Name: g.Code + ". " + name}
		var first, last rule.GroupSum
		for i, p := range x.Points {
			last = p.Groups[n]
			if i == 0 {
				first = last
			}
			row.Bars = append(row.Bars, ui.TrendBar{Under: strings.TrimPrefix(p.Period[5:], "0"), Part: int(last.Points), Of: int(max(last.Max, 1))})
		}
		row.Last = last.Points.String() + "/" + last.Max.String()
		row.Spoken = trendWord(r, "spoken", "group", row.Name, "first", first.Points.String(), "last", last.Points.String(), "most", last.Max.String())
		rows = append(rows, row)
	}
	for _, p := range x.Points {
		cells := []ui.Cell{{Text: vi.Capital(r.Month(p.Period))}, {Text: shown(p.Total)}, {Text: p.Word, Vi: p.Word}}
		for _, g := range p.Groups {
			cells = append(cells, ui.Cell{Text: g.Points.String() + "/" + g.Max.String()})
		}
		t.Rows = append(t.Rows, cells)
	}
	if len(rows) == 0 {
		return ui.DataTable(t)
	}
	return Picture(trendWord(r, "question"), trendWord(r, "read"), rows, t, x.By)
}

// year is the words of the year so far, and what a better one lacks.
func year(r *page.Request, y quality.Year) templ.Component {
	var lines []ui.Line
	for _, p := range y.Months {
		if n := y.Words[p.Word]; n > 0 {
			lines = append(lines, ui.Line{Text: trendWord(r, "year.words", "count", n, "word", p.Word), Vi: p.Word})
			delete(y.Words, p.Word)
		}
	}
	if y.By.Found() {
		lines = append([]ui.Line{{Text: trendWord(r, "year.is", "word", y.Word, "rule", r.Either(y.By.TitleVI, y.By.TitleEN)), Vi: y.Word, Second: y.By.Source.Line(), SecondVi: y.By.Source.Line()}}, lines...)
		for _, m := range y.Missed {
			for _, n := range m.Lacks {
				lines = append(lines, ui.Line{Text: trendWord(r, "year.lacks", "word", m.WordVI, "count", n.Least, "band", n.Band), Vi: m.WordVI})
			}
			if m.Below > 0 {
				lines = append(lines, ui.Line{Text: trendWord(r, "year.floor", "word", m.WordVI, "count", m.Below, "floor", m.Floor), Vi: m.WordVI})
			}
		}
	} else {
		lines = append([]ui.Line{{Text: trendWord(r, "year.norule")}}, lines...)
	}
	if len(y.Tables) > 1 {
		lines = append(lines, ui.Line{Text: trendWord(r, "year.tables", "count", len(y.Tables))})
	}
	return Part(trendWord(r, "year", "year", y.Year), ui.PlainList(lines))
}

// Year is GET /cap-uy/{cu}/diem: the words of the year of every cell.
func Year(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var all []quality.CellYear
	of := ""
	err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
			return err
		}
		if of = vi.MonthOf(rd.Today())[:4]; len(r.URL.Query().Get("nam")) == 4 && monthForm.MatchString(r.URL.Query().Get("nam")+"-01") {
			of = r.URL.Query().Get("nam")
		}
		all, err = quality.Years(rd, r.Book, top.ID, of)
		return err
	})
	if err != nil {
		return err
	}
	var words []string
	for _, c := range all {
		for _, p := range c.Months {
			if !has(words, p.Word) {
				words = append(words, p.Word)
			}
		}
	}
	t := ui.Table{Caption: r.T("yearscores.caption", "year", of), Columns: []ui.Column{{Text: grading(r, "cell")}, {Text: r.T("yearscores.held"), Num: true}}}
	for _, word := range words {
		t.Columns = append(t.Columns, ui.Column{Text: word, Num: true, Vi: word})
	}
	t.Columns = append(t.Columns, ui.Column{Text: r.T("yearscores.word")})
	held, counts := 0, map[string]int{}
	for _, c := range all {
		cells := []ui.Cell{{Text: c.Name, Href: link.CellScoresSeen(top.Slug, c.Slug)}, {Text: strconv.Itoa(len(c.Months))}}
		held += len(c.Months)
		for _, word := range words {
			cells = append(cells, ui.Cell{Text: strconv.Itoa(c.Words[word])})
			counts[word] += c.Words[word]
		}
		t.Rows = append(t.Rows, append(cells, ui.Cell{Text: c.Word, Vi: c.Word}))
	}
	t.Total = make([]ui.Cell, len(t.Columns))
	t.Total[0].Text, t.Total[1].Text = r.T("yearscores.total", "count", len(all)), strconv.Itoa(held)
	for n, word := range words {
		t.Total[n+2].Text = strconv.Itoa(counts[word])
	}
	by := r.Book.Rollup(of + "-12-31")
	note := trendWord(r, "year.norule")
	if by.Found() {
		note = r.Either(by.TitleVI, by.TitleEN) + ". " + by.Source.Line()
	}
	heading := r.T("yearscores.title", "year", of)
	return r.Page(w, 0, ui.Page{Title: heading + " · " + top.Name, Where: top.Name, Heading: heading, Sub: r.T("yearscores.sub"), Wide: true, Back: &ui.Link{Href: link.ConfirmScores(top.Slug)}}, templ.Join(ui.DataTable(t), Soft(note, by.Source.Line())))
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
