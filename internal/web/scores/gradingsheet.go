package scores

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/meetings"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// table is a meeting's sheet with its four values.
func table(r *page.Request, s quality.Sheet) templ.Component {
	if len(s.Lines) == 0 {
		return templ.NopComponent
	}
	return ui.DataTable(meetings.ScoreTable(r, s))
}

// number is a figure as a script and a spreadsheet read it.
func number(p rule.Points) string { return strings.Replace(p.String(), ",", ".", 1) }

// inTable is how many cells the page shows at once; the file has them all.
const inTable = 100

// month is the grading sheet of a committee.
type month struct {
	top   org.Org
	month string
	rows  []quality.MonthRow
	at    int64
}

// readMonth reads the sheet, and the reasons of those of its rows that are shown.
func readMonth(rd *store.Reader, r *page.Request, shown func([]quality.MonthRow) []quality.MonthRow) (m month, err error) {
	if m.month = r.PathValue("ky"); !monthForm.MatchString(m.month) {
		return m, fault.Missing()
	}
	if m.top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return m, err
	}
	m.at = rd.Now()
	if m.rows, err = quality.Month(rd, r.Book, m.top.ID, m.month); err != nil {
		return m, err
	}
	return m, quality.Explain(rd, r.Book, shown(m.rows))
}

// words are the words of the month in the order of the scale, and the tables used.
func (m month) words(r *page.Request) (words, tables []string) {
	for _, row := range m.rows {
		t, ok := r.Book.TableByRef(row.Table)
		bands := t.Bands
		if !ok && row.Points != nil {
			for _, b := range r.Book.Bands(row.HeldDay).Bands {
				bands = append(bands, rule.TableBand{WordVI: b.Word})
			}
		}
		for _, b := range bands {
			if !slices.Contains(words, b.WordVI) {
				words = append(words, b.WordVI)
			}
		}
		if name := r.Either(t.TitleVI, t.TitleEN); ok && !slices.Contains(tables, name+" ("+row.Table+")") {
			tables = append(tables, name+" ("+row.Table+")")
		}
	}
	if len(words) == 0 {
		words = []string{"Tốt", "Khá", "Trung bình", "Kém"}
		if t := r.Book.Table(m.month+"-28", "regular"); t.Found() {
			words = nil
			for _, b := range t.Bands {
				words = append(words, b.WordVI)
			}
		}
	}
	return words, tables
}

func (m month) missing() int {
	n := 0
	for _, row := range m.rows {
		if row.Points == nil {
			n++
		}
	}
	return n
}

func grading(r *page.Request, key string, args ...any) string {
	return r.T("gradingsheet."+key, args...)
}

// Grading is GET /cap-uy/{cu}/thang/{ky}/cham-diem: the monthly grading sheet.
func Grading(w http.ResponseWriter, r *page.Request) error {
	var m month
	from, to := 0, 0
	if err := r.Read(func(rd *store.Reader) (err error) {
		m, err = readMonth(rd, r, func(all []quality.MonthRow) []quality.MonthRow {
			from, to = r.Rows(len(all), inTable)
			return all[from:to]
		})
		return err
	}); err != nil {
		return err
	}
	words, tables := m.words(r)
	heading := grading(r, "title", "month", r.Month(m.month))
	p := ui.Page{Title: heading + " · " + m.top.Name, Where: m.top.Name, Heading: heading, Wide: true, BarTitle: grading(r, "bar"), Back: &ui.Link{Href: link.Month(m.top.Slug, m.month)},
		Sub: grading(r, "sub", "time", r.Moment(m.at), "count", m.missing()), Primary: &ui.Action{Text: grading(r, "export"), Href: link.GradingSheetFile(m.top.Slug, m.month), Icon: "download"}}
	body := []templ.Component{ui.DataTable(m.table(r, words, from, to))}
	if len(tables) > 0 {
		body = append(body, Soft(grading(r, "tables", "tables", strings.Join(tables, ", ")), ""))
	}
	doors := []ui.Link{{Text: word(r, "title"), Href: link.ConfirmScores(m.top.Slug)}, {Text: r.T("yearscores.door"), Href: link.YearScores(m.top.Slug)}}
	if to < len(m.rows) {
		doors = append([]ui.Link{{Text: r.T("wardpage.table.more", "count", len(m.rows)-to), Href: link.GradingSheet(m.top.Slug, m.month) + "?tu=" + strconv.Itoa(to)}}, doors...)
	}
	return r.Page(w, 0, p, templ.Join(append(body, ui.Links(doors))...))
}

// table is the sheet on the page: some of its rows under the totals of all.
func (m month) table(r *page.Request, words []string, from, to int) ui.Table {
	t := ui.Table{Brief: true, Caption: grading(r, "caption", "month", r.Month(m.month)), Missing: m.missing(), Columns: []ui.Column{{Text: grading(r, "cell")}, {Text: grading(r, "n"), Num: true}, {Text: grading(r, "members"), Num: true}, {Text: grading(r, "day"), Num: true}, {Text: grading(r, "points"), Num: true}}}
	for _, word := range words {
		t.Columns = append(t.Columns, ui.Column{Text: word, Num: true, Mark: true, Vi: word})
	}
	t.Columns = append(t.Columns, ui.Column{Text: grading(r, "why")})
	counts, members := map[string]int{}, 0
	for n, row := range m.rows {
		members += row.Members
		if row.Points != nil {
			counts[row.Word]++
		}
		if n < from || n >= to {
			continue
		}
		cells := []ui.Cell{{Text: row.Name, Href: link.CellScoresSeen(m.top.Slug, row.Slug)}, {Text: strconv.Itoa(n + 1)}, {Text: strconv.Itoa(row.Members)}, {Text: vi.ShowDay(row.HeldDay)}, {Text: shown(row.Points)}}
		for _, word := range words {
			c := ui.Cell{}
			if row.Points != nil && row.Word == word {
				c.Text = "X"
			}
			cells = append(cells, c)
		}
		t.Rows = append(t.Rows, append(cells, whyCell(r, row)))
	}
	t.Total = []ui.Cell{{Text: grading(r, "total", "count", len(m.rows))}, {}, {Text: strconv.Itoa(members)}, {}, {}}
	for _, word := range words {
		t.Total = append(t.Total, ui.Cell{Text: strconv.Itoa(counts[word])})
	}
	t.Total = append(t.Total, ui.Cell{})
	return t
}

// whyCell says how often points were taken off; the reasons stand folded under it.
func whyCell(r *page.Request, row quality.MonthRow) ui.Cell {
	state := ""
	switch {
	case row.Points == nil:
		return ui.Cell{Text: grading(r, "missing")}
	case !row.Confirmed:
		state = grading(r, "unconfirmed")
	}
	if len(row.Deductions) == 0 {
		return ui.Cell{Text: state}
	}
	text := grading(r, "why.n", "n", len(row.Deductions))
	if state != "" {
		text += ". " + state
	}
	c := ui.Cell{Text: text}
	for _, d := range row.Deductions {
		c.Fold = append(c.Fold, ui.Fold{Text: vi.Capital(d) + ".", Vi: vi.Capital(d) + "."})
	}
	return c
}

// GradingFile is the same as a file, GET …/tai: exactly the committee's own columns
// (No., cell, members, meeting date, points, X under its word, reason for
// deductions), and the four values on a sheet beside it.
func GradingFile(w http.ResponseWriter, r *page.Request) error {
	var m month
	whole := func(all []quality.MonthRow) []quality.MonthRow { return all }
	if err := r.Read(func(rd *store.Reader) (err error) { m, err = readMonth(rd, r, whole); return }); err != nil {
		return err
	}
	words, tables := m.words(r)
	main := sheet.Sheet{Name: grading(r, "bar") + " " + m.month[5:] + "-" + m.month[:4], Title: grading(r, "title", "month", r.Month(m.month)) + " · " + m.top.Name, Frozen: true, Widths: []float64{6, 30, 10, 13, 9}}
	main.Header = []string{grading(r, "n"), grading(r, "cell"), grading(r, "members"), grading(r, "day"), grading(r, "points")}
	for _, word := range words {
		main.Header, main.Widths = append(main.Header, word), append(main.Widths, 9)
	}
	main.Header, main.Widths = append(main.Header, grading(r, "why")), append(main.Widths, 60)
	four := sheet.Sheet{Name: grading(r, "four"), Frozen: true, Widths: []float64{6, 30, 12, 12, 18, 18, 34, 40}, Header: []string{grading(r, "n"), grading(r, "cell"), r.T("roompage.score.suggested"), r.T("roompage.score.self"), r.T("roompage.score.voted"), r.T("roompage.score.confirmed"), r.T("scorepage.decision"), r.T("scorepage.above.reason")}}
	for n, row := range m.rows {
		line := []any{n + 1, row.Name, row.Members, nil, amount(row.Points)}
		if row.HeldDay != "" {
			line[3] = vi.ShowDay(row.HeldDay)
		}
		for _, word := range words {
			mark := any(nil)
			if row.Points != nil && row.Word == word {
				mark = "X"
			}
			line = append(line, mark)
		}
		why := strings.Join(row.Deductions, "; ")
		switch {
		case row.Points == nil:
			why = grading(r, "missing")
		case !row.Confirmed:
			why = strings.TrimPrefix(why+". ", ". ") + grading(r, "unconfirmed")
		}
		main.Rows = append(main.Rows, append(line, why))
		v := row.Values
		decision := v.Decision
		if decision != "" {
			decision += ", " + vi.ShowDay(v.DecisionDay)
		}
		four.Rows = append(four.Rows, []any{n + 1, row.Name, amount(v.Suggested), amount(v.Self), amount(v.Voted), amount(v.Confirmed), decision, v.ConfirmedReason})
	}
	main.Rows = append(main.Rows, []any{nil, grading(r, "sub", "time", r.Moment(m.at), "count", m.missing())})
	if len(tables) > 0 {
		main.Rows = append(main.Rows, []any{nil, grading(r, "tables", "tables", strings.Join(tables, ", "))})
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, []sheet.Sheet{main, four}); err != nil {
		return err
	}
	return page.Save(w, sheet.Type, "bang-cham-diem-"+m.month+".xlsx", b.Bytes())
}

// amount is a value for a spreadsheet; nobody's stays blank, never 0.
func amount(p *rule.Points) any {
	if p == nil {
		return nil
	}
	if *p%100 == 0 {
		return int(*p / 100)
	}
	return float64(*p) / 100
}
