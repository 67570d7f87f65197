// Package reports is what a committee sends further up: the synthesis of half a year
// or a year in the columns asked for, and the tables of the level above, filled with
// the figures that stand on its other pages. Counts only; what is not known is blank.
package reports

import (
	"bytes"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// atOnce is how many cells a page shows.
const atOnce = 100

var periodForm = regexp.MustCompile(`^(20\d\d)-(6-thang|nam)$`)

func word(r *page.Request, key string, args ...any) string {
	return r.T("synthesis."+key, args...)
}

// period is the months an address names: "2026-6-thang" the first half, "2026-nam" all.
type period struct{ ky, year, from, until string }

func periodOf(ky string) (period, bool) {
	m := periodForm.FindStringSubmatch(ky)
	if m == nil {
		return period{}, false
	}
	p := period{ky: ky, year: m[1], from: m[1] + "-01", until: m[1] + "-12"}
	if m[2] == "6-thang" {
		p.until = m[1] + "-06"
	}
	return p, true
}

// beside is the same period of another year, and the other period of this one.
func (p period) of(year int) string { return strconv.Itoa(year) + p.ky[4:] }

func (p period) other() string {
	if strings.HasSuffix(p.ky, "nam") {
		return p.year + "-6-thang"
	}
	return p.year + "-nam"
}

func (p period) says(r *page.Request) string {
	if strings.HasSuffix(p.ky, "nam") {
		return word(r, "year", "year", p.year)
	}
	return word(r, "half", "year", p.year)
}

// made is the synthesis asked for.
type made struct {
	period
	top   org.Org
	s     report.Synthesis
	today string
}

func readSynthesis(rd *store.Reader, r *page.Request, on string) (m made, err error) {
	var ok bool
	if m.period, ok = periodOf(r.PathValue("ky")); !ok {
		return m, fault.Missing()
	}
	if m.top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return m, err
	}
	if m.today = rd.Today(); on == "" {
		on = m.today
	}
	m.s, err = report.SynthesisAt(rd, r.Book, m.top.ID, m.from, m.until, on)
	return m, err
}

// known is a figure, blank where nobody knows it.
func known(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// came is "118/130 (90,8%)".
func came(x report.Span) string {
	if x.Expected == 0 {
		return ""
	}
	return strconv.Itoa(x.Present) + "/" + strconv.Itoa(x.Expected) + " (" + vi.Percent(x.Present, x.Expected) + ")"
}

// notes says what is blank and why, and of how many months a cell's figures are.
func (m made) notes(r *page.Request, x report.Span) []string {
	var out []string
	if x.Founded != "" {
		out = append(out, word(r, "note.founded", "day", vi.ShowDay(x.Founded)))
	}
	if x.Gone != "" {
		out = append(out, word(r, "note.gone", "day", vi.ShowDay(x.Gone)))
	}
	if m.s.Part(x) {
		out = append(out, word(r, "note.part", "from", r.Month(x.First), "until", r.Month(x.Last)))
	}
	if x.Members == 0 {
		out = append(out, word(r, "note.roll"))
	}
	switch {
	case x.Held == 0:
		out = append(out, word(r, "note.none"))
	case x.Opinions == nil:
		out = append(out, word(r, "note.opinions"))
	}
	if x.Held > 0 && len(x.Missing) > 0 {
		out = append(out, word(r, "note.missing", "months", strings.Join(stretches(x.Missing), ", ")))
	}
	return out
}

// stretches names months, those that follow one another by the first and the last.
func stretches(months []string) []string {
	var out []string
	for i := 0; i < len(months); {
		end := i
		for end+1 < len(months) && months[end+1] == vi.NextMonth(months[end]) {
			end++
		}
		first, last := strings.TrimPrefix(months[i][5:], "0"), strings.TrimPrefix(months[end][5:], "0")
		if first != last {
			first += "–" + last
		}
		out, i = append(out, first), end+1
	}
	return out
}

// heads are the columns in the order of the form; the first is the running number.
func heads(r *page.Request) []string {
	var out []string
	for _, key := range []string{"n", "cell", "members", "came", "opinions", "massdeed", "study", "stories", "plan", "admitted", "inspection", "notes"} {
		out = append(out, word(r, "col."+key))
	}
	return out
}

// figures are a cell's, from the members to the inspections.
func figures(x report.Span) []string {
	members := ""
	if x.Members > 0 {
		members = strconv.Itoa(x.Members)
	}
	return []string{members, came(x), known(x.Opinions), "", known(x.Thematic), "", known(x.Topics), known(x.Admitted), known(x.Checked)}
}

func (m made) table(r *page.Request, rows []report.Span) ui.Table {
	t := ui.Table{Caption: word(r, "caption", "period", m.says(r))}
	for i, head := range heads(r)[1:] {
		t.Columns = append(t.Columns, ui.Column{Text: head, Num: i > 0 && i < 10})
	}
	line := func(name, href string, x report.Span, note string) []ui.Cell {
		cells := []ui.Cell{{Text: name, Href: href}}
		for _, f := range figures(x) {
			cells = append(cells, ui.Cell{Text: f})
		}
		return append(cells, ui.Cell{Text: note})
	}
	for _, x := range rows {
		t.Rows = append(t.Rows, line(x.Name, link.CellSeen(m.top.Slug, x.Slug), x, strings.Join(m.notes(r, x), " ")))
	}
	t.Total = line(word(r, "total", "count", m.s.Cells), "", m.s.Total, "")
	return t
}

// Synthesis is GET /cap-uy/{cu}/bao-cao/{ky}; ?ngay=05/07/2026 as it stood then.
func Synthesis(w http.ResponseWriter, r *page.Request) error {
	var m made
	var wrong fault.Fields
	on := r.Day("ngay", &wrong)
	if err := r.Read(func(rd *store.Reader) (err error) { m, err = readSynthesis(rd, r, on); return }); err != nil {
		return err
	}
	here := link.Synthesis(m.top.Slug, m.ky)
	heading := word(r, "title", "period", m.says(r))
	p := ui.Page{Title: heading + " · " + m.top.Name, Where: m.top.Name, Heading: heading, Wide: true, BarTitle: word(r, "bar"), Back: &ui.Link{Href: link.Committee(m.top.Slug)},
		Sub: word(r, "at", "time", r.Moment(m.s.At), "count", m.s.Months), Primary: &ui.Action{Text: word(r, "export"), Href: link.SynthesisFile(m.top.Slug, m.ky) + asked(r), Icon: "download"}}
	if m.s.On < m.today {
		p.Banner = &ui.Note{Kind: "info", Text: word(r, "past", "day", vi.ShowDay(m.s.On)), Action: &ui.Link{Text: word(r, "now"), Href: here}}
	}
	year, _ := strconv.Atoi(m.year) // of the form
	doors := []ui.Link{{Text: word(r, "to", "period", says(r, m.other())), Href: link.Synthesis(m.top.Slug, m.other())}, {Text: word(r, "to", "period", says(r, m.of(year-1))), Href: link.Synthesis(m.top.Slug, m.of(year-1))}}
	if len(m.s.Rows) == 0 {
		return r.Page(w, 0, p, templ.Join(ui.Empty("calendar", word(r, "none"), word(r, "none.next"), nil), ui.Links(doors)))
	}
	from := r.Number("tu", &wrong)
	if from >= len(m.s.Rows) {
		from = 0
	}
	rows := m.s.Rows[from:min(len(m.s.Rows), from+atOnce)]
	if next := from + atOnce; next < len(m.s.Rows) {
		doors = append([]ui.Link{{Text: word(r, "rest", "count", len(m.s.Rows)-next), Href: here + "?tu=" + strconv.Itoa(next)}}, doors...)
	}
	day := ui.Field{Name: "ngay", Label: word(r, "day"), Hint: word(r, "day.hint"), Value: vi.ShowDay(m.s.On), InputMode: "numeric", Short: true}
	if len(wrong) > 0 {
		day.Error = r.T("error.day_form")
	}
	return r.Page(w, 0, p, templ.Join(ui.DataTable(m.table(r, rows)), Soft(word(r, "unkept")), ui.Links(doors), AsAt(day, word(r, "see"))))
}

// says is the name of a period by its address.
func says(r *page.Request, ky string) string {
	p, _ := periodOf(ky)
	return p.says(r)
}

// asked carries the day asked for along.
func asked(r *page.Request) string {
	var wrong fault.Fields
	if day := r.Day("ngay", &wrong); day != "" {
		return "?ngay=" + day
	}
	return ""
}

// SynthesisFile is GET /cap-uy/{cu}/bao-cao/{ky}/tai: the same as .xlsx.
func SynthesisFile(w http.ResponseWriter, r *page.Request) error {
	var m made
	var wrong fault.Fields
	on := r.Day("ngay", &wrong)
	if err := wrong.Err(); err != nil {
		return err
	}
	if err := r.Read(func(rd *store.Reader) (err error) { m, err = readSynthesis(rd, r, on); return }); err != nil {
		return err
	}
	main := sheet.Sheet{Name: word(r, "bar") + " " + m.year, Title: word(r, "title", "period", m.says(r)) + " · " + m.top.Name, Frozen: true, Header: heads(r), Widths: []float64{5, 26, 9, 16, 9, 9, 10, 10, 10, 9, 10, 44}}
	for i, x := range m.s.Rows {
		line := []any{i + 1, x.Name}
		for n, f := range figures(x) {
			line = append(line, value(f, n != 1))
		}
		main.Rows = append(main.Rows, append(line, strings.Join(append(m.notes(r, x), word(r, "unkept")), " ")))
	}
	line := []any{nil, word(r, "total", "count", m.s.Cells)}
	for n, f := range figures(m.s.Total) {
		line = append(line, value(f, n != 1))
	}
	main.Rows = append(main.Rows, append(line, nil), []any{nil, word(r, "at", "time", r.Moment(m.s.At), "count", m.s.Months)})
	var b bytes.Buffer
	if err := sheet.Write(&b, []sheet.Sheet{main}); err != nil {
		return err
	}
	return page.Save(w, sheet.Type, "tong-hop-"+m.ky+".xlsx", b.Bytes())
}

// value is a figure for a spreadsheet; what is not known stays blank.
func value(s string, number bool) any {
	if s == "" {
		return nil
	}
	if n, err := strconv.Atoi(s); err == nil && number {
		return n
	}
	return s
}
