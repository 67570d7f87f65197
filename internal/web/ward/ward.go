// Package ward is the desk of the committee above the cells: the month by
// exception, its table and file, whom to phone, and a cell as far as the level
// above may see it. Cells stand in the committee's own order; nothing is ranked.
package ward

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"

	"chibo/internal/org"
	"chibo/internal/report"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

var monthForm = regexp.MustCompile(`^20\d\d-(0[1-9]|1[0-2])$`)

// monthOf is the month asked for in the address, or the present one.
func monthOf(rd *store.Reader, asked string) string {
	if monthForm.MatchString(asked) {
		return asked
	}
	return vi.MonthOf(rd.Today())
}

// number is how a month is called beside others: "12".
func number(month string) string { return strings.TrimPrefix(month[5:], "0") }

// short is a cell's name in a list whose title says that these are cells.
func short(name string) string {
	if rest, ok := strings.CutPrefix(name, "Chi bộ "); ok {
		return upper(rest)
	}
	return name
}

// day is a day of the month at hand: 03/12.
func day(d string) string {
	if len(d) < 10 {
		return ""
	}
	return vi.ShowDay(d)[:5]
}

// look is what every page of a committee reads first.
type look struct {
	top   org.Org
	month string
	now   report.Month
	today string
}

func read(rd *store.Reader, r *page.Request, asked string) (l look, err error) {
	if l.top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return l, err
	}
	l.month, l.today = monthOf(rd, asked), rd.Today()
	l.now, err = report.Ward(rd, r.Book, l.top.ID, l.month)
	return l, err
}

// turned leads one month back and, up to the next one, forward.
func (l look) turned(r *page.Request, to func(month string) string) Turn {
	t := Turn{Previous: &ui.Link{Text: upper(r.Month(vi.PrevMonth(l.month))), Href: to(vi.PrevMonth(l.month))}}
	if next := vi.NextMonth(l.month); next <= vi.NextMonth(vi.MonthOf(l.today)) {
		t.Next = &ui.Link{Text: upper(r.Month(next)), Href: to(next)}
	}
	return t
}

func upper(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// Show is the desk: GET /cap-uy/{cu}.
func Show(w http.ResponseWriter, r *page.Request) error {
	var l look
	var d Desk
	var mine, first []ui.Row
	err := r.Read(func(rd *store.Reader) (err error) {
		if l, err = read(rd, r, r.URL.Query().Get("thang")); err != nil {
			return err
		}
		d = Desk{}
		if err := d.fill(rd, r, l); err != nil {
			return err
		}
		if mine, err = own(rd, r, l); err != nil {
			return err
		}
		if first, err = law(rd, r, l); err != nil {
			return err
		}
		months, rows, err := years(rd, r, l)
		d.Strip = strip(r, l, months, rows)
		return err
	})
	if err != nil {
		return err
	}
	t := l.now.Totals
	facts := []string{r.T("wardpage.ontime", "count", t.OnTime), r.T("wardpage.late", "count", t.Met-t.OnTime), r.T("wardpage.silent", "count", t.Silent)}
	if n := t.NotDue + t.Planned + t.None; n > 0 {
		facts = append(facts, r.T("wardpage.notdue", "count", n))
	}
	heading := upper(r.Month(l.month))
	return r.Page(w, 0, ui.Page{
		Title: heading + " · " + l.top.Name, Where: l.top.Name, Heading: heading, Sub: r.T("wardpage.at", "time", r.Moment(l.now.At)), Role: r.RoleLine(), Desk: true,
		Summary: ui.BigNumber(strconv.Itoa(t.Met)+"/"+strconv.Itoa(t.Cells), r.T("wardpage.met"), facts...),
		Primary: l.next(r),
	}, templ.Join(lawPart(first), ShowDesk(d), ownPart(r, mine)))
}

// next is the one thing to do: phone those who are silent, else take the sheet.
func (l look) next(r *page.Request) *ui.Action {
	if n := l.now.Totals.Silent; n > 0 {
		return &ui.Action{Text: r.T("wardpage.call", "count", n), Href: link.Cells(l.top.Slug) + "?thang=" + l.month}
	}
	return &ui.Action{Text: r.T("wardpage.open.table", "month", number(l.month)), Href: link.Month(l.top.Slug, l.month)}
}

// years reads the twelve months up to the one at hand, from the first in which
// any cell had a meeting: what was before the system is not "chưa báo".
func years(rd *store.Reader, r *page.Request, l look) ([]string, map[string]map[string]report.CellRow, error) {
	months, rows := []string{}, map[string]map[string]report.CellRow{}
	month := l.month
	for range 12 {
		m := l.now
		if month != l.month {
			var err error
			if m, err = report.Ward(rd, r.Book, l.top.ID, month); err != nil {
				return nil, nil, err
			}
		}
		known := month == l.month
		rows[month] = map[string]report.CellRow{}
		for _, c := range m.Rows {
			rows[month][c.Org] = c
			known = known || c.Meeting != ""
		}
		if !known {
			break
		}
		months = append([]string{month}, months...)
		month = vi.PrevMonth(month)
	}
	return months, rows, nil
}

func mark(c report.CellRow) ui.StripCell {
	switch {
	case c.HeldDay != "" && c.OnTime:
		return ui.StripCell{State: "on"}
	case c.HeldDay != "":
		return ui.StripCell{State: "late"}
	case c.State == report.Silent:
		return ui.StripCell{State: "silent"}
	}
	return ui.StripCell{State: "none"}
}

// strip draws the months of all cells; a small gap parts kinds of cell.
func strip(r *page.Request, l look, months []string, rows map[string]map[string]report.CellRow) *ui.Strip {
	s := &ui.Strip{Caption: r.T("wardpage.strip.caption")}
	for _, m := range months {
		s.Months = append(s.Months, number(m))
	}
	for i, c := range l.now.Rows {
		row := ui.StripRow{Label: short(c.Name), Gap: i > 0 && l.now.Rows[i-1].Kind != c.Kind}
		for _, m := range months {
			row.Cells = append(row.Cells, mark(rows[m][c.Org]))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func tag(r *page.Request, key string) ui.Tag {
	look := ui.LookOf(key)
	return ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: r.T(key)}
}
