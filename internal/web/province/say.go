// Package province holds the pages of a committee's months as they go up, and those of
// the committee above several that reads them: counts of cells and meetings. No page
// here leads to a cell, a member or an opinion.
package province

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/counts"
	"chibo/internal/i18n"
	"chibo/internal/rule"
	"chibo/internal/vi"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

func say(r *page.Request, key string, args ...any) string { return r.T("counts."+key, args...) }

// titles are the headings of the spreadsheet, which is Vietnamese for everybody.
func titles(name string) string { return i18n.For("vi").T("counts.f." + name) }

// plain is a figure as people write it; what is not known says so.
func plain(r *page.Request, n *int) string {
	if n == nil {
		return say(r, "unknown")
	}
	return vi.Number(int64(*n))
}

func num(n int) string { return vi.Number(int64(n)) }

// share is "1.369/1.488 (92%)".
func share(part, whole int) string {
	out := num(part) + "/" + num(whole)
	if whole > 0 {
		out += " (" + vi.Percent(part, whole) + ")"
	}
	return out
}

// tableName is a scoring table as its rule calls it; one of a committee's own, which the
// rules here do not know, is said to be that.
func tableName(r *page.Request, book *rule.Book, ref string) string {
	whose, name := counts.OwnTable(ref)
	_, version, _ := strings.Cut(name, "@")
	if t, ok := book.TableByRef(name); ok && (whose == 0 || whose == r.Viewer.Tenant) {
		return r.Either(t.TitleVI, t.TitleEN) + ", " + say(r, "version", "n", version)
	}
	switch {
	case ref == "":
		return say(r, "table.none")
	case whose > 0:
		return say(r, "table.own", "number", whose, "n", version)
	}
	return say(r, "table.other", "ref", ref)
}

// classTable lays the classes of one table side by side.
func classTable(r *page.Request, book *rule.Book, x counts.TableClasses) ui.Table {
	t := ui.Table{Caption: tableName(r, book, x.Table), Columns: []ui.Column{{Text: say(r, "class")}, {Text: say(r, "self"), Num: true}, {Text: say(r, "confirmed"), Num: true}}}
	of := func(c *counts.Classes, pick func(counts.Classes) int) string {
		if c == nil {
			return say(r, "unknown")
		}
		return share(pick(*c), c.Sum())
	}
	for _, class := range []struct {
		key  string
		pick func(counts.Classes) int
	}{
		{"good", func(c counts.Classes) int { return c.Good }}, {"fair", func(c counts.Classes) int { return c.Fair }},
		{"average", func(c counts.Classes) int { return c.Average }}, {"poor", func(c counts.Classes) int { return c.Poor }}, {"other", func(c counts.Classes) int { return c.Other }},
	} {
		if class.key == "other" && sum(x.Self, class.pick)+sum(x.Confirmed, class.pick) == 0 {
			continue
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: say(r, "class."+class.key)}, {Text: of(x.Self, class.pick)}, {Text: of(x.Confirmed, class.pick)}})
	}
	return t
}

func sum(c *counts.Classes, pick func(counts.Classes) int) int {
	if c == nil {
		return 0
	}
	return pick(*c)
}

// figureList is every figure of a month with its name.
func figureList(r *page.Request, title string, f counts.Figures) templ.Component {
	var pairs []ui.Pair
	for _, c := range counts.Columns {
		pairs = append(pairs, ui.Pair{Term: say(r, "f."+c.Name), Text: plain(r, c.Of(f))})
	}
	return Part(title, ui.DefinitionList(pairs))
}

// months are the last two years to choose from.
func months(r *page.Request, today string) []ui.Option {
	var out []ui.Option
	month := vi.MonthOf(today)
	for range 24 {
		out = append(out, ui.Option{Value: month, Text: vi.Capital(r.Month(month))})
		month = vi.PrevMonth(month)
	}
	return out
}

// numberOf reads a committee's number out of an address or a form; 0 is none.
func numberOf(text string) int64 {
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ".", ""), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
