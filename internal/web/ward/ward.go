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

	"chibo/internal/access"
	"chibo/internal/desk"
	"chibo/internal/fault"
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
	hears bool   // answers what is raised
	on    string // the day as at which the page stands; today unless asked otherwise
}

// read reads the month asked for ("2026-12", else the present one), as it stands.
func read(rd *store.Reader, r *page.Request, asked string) (l look, err error) {
	if l, err = begin(rd, r, asked); err == nil {
		l.now, err = report.Ward(rd, r.Book, l.top.ID, l.month)
	}
	return l, err
}

func begin(rd *store.Reader, r *page.Request, asked string) (l look, err error) {
	l.top, err = org.BySlug(rd, r.PathValue("cu"))
	l.month, l.today, l.on = monthOf(rd, asked), rd.Today(), rd.Today()
	return l, err
}

// board reads the desk of a month, as at the end of a day; "" is the present one.
func board(rd *store.Reader, r *page.Request, month, on string) (l look, b desk.Board, err error) {
	if l, err = begin(rd, r, month); err != nil {
		return l, b, err
	}
	if on != "" {
		l.on = min(on, l.today)
	}
	if l.hears, err = access.Can(rd, access.ConcernHear, l.top.ID); err != nil {
		return l, b, err
	}
	b, err = r.Boards.Of(rd, r.Book, l.top.ID, l.month, l.on)
	l.now = b.Month
	return l, b, err
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

// Show is the desk: GET /cap-uy/{cu}, with ?thang=2026-12 for another month and
// ?ngay=05/12/2026 for how it stood at the end of a day.
func Show(w http.ResponseWriter, r *page.Request) error {
	var l look
	var d Desk
	var wrong fault.Fields
	on, version := r.Day("ngay", &wrong), ""
	err := r.Read(func(rd *store.Reader) (err error) {
		var b desk.Board
		if version, err = seenVersion(rd, r); err != nil || r.Has(version) { // the browser has this very desk
			return err
		}
		if l, b, err = board(rd, r, r.URL.Query().Get("thang"), on); err != nil {
			return err
		}
		d = Desk{}
		return d.fill(rd, r, l, b)
	})
	if err != nil {
		return err
	}
	if r.NotModified(w, version) {
		return nil
	}
	d.asked(r, l, len(wrong) > 0)
	t := l.now.Totals
	facts := []string{r.T("wardpage.ontime", "count", t.OnTime), r.T("wardpage.late", "count", t.Met-t.OnTime), r.T("wardpage.silent", "count", t.Silent)}
	if t.Missed > 0 {
		facts = append(facts, r.T("wardpage.missed", "count", t.Missed))
	}
	if n := t.NotDue + t.Planned + t.None; n > 0 {
		facts = append(facts, r.T("wardpage.notdue", "count", n))
	}
	heading := upper(r.Month(l.month))
	return r.Page(w, 0, ui.Page{
		Title: heading + " · " + l.top.Name, Where: l.top.Name, Heading: heading, Sub: r.T("wardpage.at", "time", r.Moment(l.now.At)), Role: r.RoleLine(), Desk: true,
		Summary: ui.BigNumber(strconv.Itoa(t.Met)+"/"+strconv.Itoa(t.Cells), r.T("wardpage.met"), facts...),
		Primary: d.Primary,
	}, ShowDesk(d))
}

// asked is the way to the desk of a day past: a link, and the form once it is asked for
// or stands there.
func (d *Desk) asked(r *page.Request, l look, wrong bool) {
	here := link.Committee(l.top.Slug) + "?thang=" + l.month
	d.Month, d.Ask = l.month, ui.Link{Text: r.T("wardpage.past"), Href: here + "&xem=ngay"}
	past := l.on < l.today
	if wrong || past || r.URL.Query().Get("xem") == "ngay" {
		d.Past = ui.Field{Name: "ngay", Label: r.T("wardpage.past.day"), Value: vi.ShowDay(l.on), Hint: r.T("wardpage.past.hint")}
	}
	if wrong {
		d.Past.Error = r.T("error.day_form")
	}
	if past {
		d.Note = &ui.Note{Kind: "info", Text: r.T("wardpage.past.note", "day", vi.ShowDay(l.on)), Action: &ui.Link{Text: r.T("wardpage.past.now"), Href: here}}
	}
}

// seenVersion names what a desk shows and to whom, once the right to it was asked.
func seenVersion(rd *store.Reader, r *page.Request) (string, error) {
	l, err := begin(rd, r, "")
	if err != nil {
		return "", err
	}
	if err := access.Must(rd, access.MonthView, l.top.ID); err != nil {
		return "", err
	}
	p, _, err := r.Role()
	if err != nil {
		return "", err
	}
	version, err := desk.Version(rd)
	return version + "." + string(p.Post) + "." + p.Org, err
}

// mark is a cell's month in the strip.
func mark(c report.CellRow) ui.StripCell {
	switch {
	case c.HeldDay != "" && c.OnTime:
		return ui.StripCell{State: "on", Thematic: c.Thematic}
	case c.HeldDay != "":
		return ui.StripCell{State: "late", Thematic: c.Thematic}
	case c.State == report.Silent:
		return ui.StripCell{State: "silent"}
	case c.State == report.Missed:
		return ui.StripCell{State: "missed"}
	}
	return ui.StripCell{State: "none"}
}

func tag(r *page.Request, key string) ui.Tag {
	look := ui.LookOf(key)
	return ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: r.T(key)}
}
