package province

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/counts"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// look is a month over the committees, as a page reads it.
type look struct {
	top   counts.Top
	o     counts.Overview
	today string
	wrong string // what is wrong with the day asked for
}

func readLook(rd *store.Reader, r *page.Request) (l look, err error) {
	if l.top, err = counts.TopAt(rd, r.PathValue("cu")); err != nil {
		return l, err
	}
	var wrong fault.Fields
	l.today = rd.Today()
	on := r.Day("ngay", &wrong)
	if len(wrong) > 0 {
		l.wrong = r.T("error.day_form")
	}
	if on == "" {
		on = l.today
	}
	l.o, err = counts.Month(rd, r.Book, l.top.ID, counts.MonthOr(r.FormValue("thang"), l.today), on)
	return l, err
}

// asked is the month and the day of a page, for the addresses on it.
func (l look) asked(more ...string) string {
	q := url.Values{"thang": {l.o.Month}}
	if l.o.On < l.today {
		q.Set("ngay", l.o.On)
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return "?" + q.Encode()
}

func (l look) frame(r *page.Request, heading string) ui.Page {
	return ui.Page{Title: heading + " · " + l.top.Name, Where: l.top.Name, Heading: heading, BarTitle: say(r, "bar"), Sub: say(r, "at", "time", r.Moment(l.o.At)), Role: r.RoleLine()}
}

// Month is GET /toan-tinh/{cu}?thang=&ngay=: how the month stands over all committees.
func Month(w http.ResponseWriter, r *page.Request) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = readLook(rd, r); return }); err != nil {
		return err
	}
	p := l.frame(r, say(r, "month.title", "month", r.Month(l.o.Month)))
	if l.o.On < l.today {
		p.Banner = &ui.Note{Kind: "info", Text: say(r, "past", "day", vi.ShowDay(l.o.On)), Action: &ui.Link{Text: say(r, "now"), Href: link.Province(l.top.Slug) + "?thang=" + l.o.Month}}
	}
	if len(l.o.Rows) == 0 {
		p.Primary = &ui.Action{Text: say(r, "add"), Href: link.ProvinceNew(l.top.Slug), Icon: "plus"}
		return r.Page(w, 0, p, templ.Join(ui.Empty("house", say(r, "none"), say(r, "none.next"), nil), l.pick(r), ui.Links(l.doors(r))))
	}
	p.Primary = &ui.Action{Text: say(r, "receive"), Href: link.ProvinceReceive(l.top.Slug) + l.asked(), Icon: "upload"}
	needs := l.o.Attention()
	if len(needs) > 0 {
		p.Primary = &ui.Action{Text: say(r, "attention.see", "count", len(needs)), Href: link.ProvinceCommittees(l.top.Slug) + l.asked("xem", "quan-tam")}
	}
	body := []templ.Component{Big(say(r, "with", "n", num(l.o.With), "all", num(len(l.o.Rows))))}
	body = append(body, l.lacking(r)...)
	body = append(body, l.sums(r), Attentive(say(r, "attention", "count", len(needs)), l.needs(r, needs), say(r, "attention.none")))
	body = append(body, l.scores(r)...)
	body = append(body, ui.Links(l.doors(r)), l.pick(r))
	return r.Page(w, 0, p, templ.Join(body...))
}

// lacking names who has no figures, and those whose figures were typed.
func (l look) lacking(r *page.Request) (out []templ.Component) {
	if without := l.o.Without(); len(without) > 0 {
		names := namesOf(without)
		out = append(out, Plain(say(r, "without", "names", names), names))
	}
	var typed []counts.Committee
	for _, row := range l.o.Rows {
		if row.Held != nil && row.Held.Way == counts.BySheet {
			typed = append(typed, row.Committee)
		}
	}
	if len(typed) > 0 {
		names := namesOf(typed)
		out = append(out, Plain(say(r, "typed", "names", names), names))
	}
	return out
}

func namesOf(all []counts.Committee) string {
	var names []string
	for _, c := range all {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ")
}

// sums are the totals; each says of how many committees it is where not all gave it.
func (l look) sums(r *page.Request) templ.Component {
	s := l.o.Sums
	var pairs []ui.Pair
	add := func(key string, sum counts.Sum, args ...any) {
		if sum.From == 0 {
			return
		}
		text := args[1].(string)
		if r.Words.Has("counts.sum." + key) {
			text = say(r, "sum."+key, args...)
		}
		if sum.From < l.o.With {
			text += " " + say(r, "sum.of", "n", num(sum.From), "all", num(l.o.With))
		}
		pairs = append(pairs, ui.Pair{Term: term(r, key), Text: text})
	}
	held, cells := l.o.Pair("held", "cells")
	add("held", held, "share", share(held.N, cells.N), "n", num(held.From))
	onTime, _ := l.o.Pair("on_time", "held")
	add("time", onTime, "on_time", num(onTime.N), "late", num(l.o.Late.N))
	add("silent", s["silent"], "n", num(s["silent"].N))
	add("missed", s["missed"], "n", num(s["missed"].N))
	add("sealed", s["sealed"], "n", num(s["sealed"].N))
	present, expected := l.o.Pair("present", "expected")
	add("came", present, "share", share(present.N, expected.N))
	if n := s["small"].N; n > 0 && present.From > 0 {
		pairs[len(pairs)-1].Text += " " + say(r, "sum.small", "n", num(n))
	}
	for _, key := range []string{"members", "tasks_given", "tasks_done", "tasks_overdue", "concerns", "concerns_late"} {
		add(key, s[key], "n", num(s[key].N))
	}
	return templ.Join(ui.DefinitionList(pairs), Soft(say(r, "excluded")))
}

// term is what a total is called: as its column, or in words of its own.
func term(r *page.Request, key string) string {
	if r.Words.Has("counts.term." + key) {
		return say(r, "term."+key)
	}
	return say(r, "f."+key)
}

// needs are the committees to ask first, in the order of the list.
func (l look) needs(r *page.Request, all []counts.Row) (rows []ui.Row) {
	for _, x := range all {
		rows = append(rows, ui.Row{Href: link.ProvinceOne(l.top.Slug, x.Committee.Number) + l.asked(), Icon: "circle-help", Kind: "warn", Title: x.Committee.Name, Vi: x.Committee.Name, Second: why(r, x)})
	}
	return rows
}

// why says in words what makes a committee one to ask.
func why(r *page.Request, x counts.Row) string {
	var out []string
	for _, reason := range x.Reasons {
		f := x.Held.Figures
		switch reason {
		case "silent":
			out = append(out, say(r, "why.silent", "n", num(*f.Silent), "all", num(*f.Cells)))
		case "concerns":
			out = append(out, say(r, "why.concerns", "n", num(*f.ConcernsLate)))
		}
	}
	return strings.Join(out, " · ")
}

// scores are the classes, a table for each scoring table.
func (l look) scores(r *page.Request) []templ.Component {
	out := []templ.Component{}
	for _, t := range l.o.Tables {
		line := ""
		if t.Self != nil {
			line = say(r, "self.good", "share", share(t.Self.Good, t.Self.Sum()))
		}
		if t.Confirmed != nil {
			line += " · " + say(r, "confirmed.good", "share", share(t.Confirmed.Good, t.Confirmed.Sum()))
		}
		out = append(out, ui.Dots(strings.Split(strings.TrimPrefix(line, " · "), " · ")...), ui.DataTable(classTable(r, r.Book, t)))
	}
	if len(out) == 0 {
		out = append(out, Soft(say(r, "scores.none")))
	} else {
		out = append(out, Soft(say(r, "scores.apart")))
	}
	return []templ.Component{Part(say(r, "scores"), templ.Join(out...))}
}

func (l look) doors(r *page.Request) []ui.Link {
	return []ui.Link{
		{Text: say(r, "communes"), Href: link.ProvinceCommittees(l.top.Slug) + l.asked()},
		{Text: say(r, "receive"), Href: link.ProvinceReceive(l.top.Slug) + l.asked()},
		{Text: say(r, "export"), Href: link.ProvinceFile(l.top.Slug) + l.asked()},
		{Text: say(r, "add"), Href: link.ProvinceNew(l.top.Slug)},
	}
}

func (l look) pick(r *page.Request) templ.Component {
	day := ui.Field{Name: "ngay", Label: say(r, "day"), Hint: say(r, "day.hint"), Value: vi.ShowDay(l.o.On), InputMode: "numeric", Short: true, Error: l.wrong}
	return Pick(link.Province(l.top.Slug), ui.Field{Name: "thang", Label: say(r, "month"), Value: l.o.Month}, months(r, l.today), &day, say(r, "see"))
}

// atOnce is how many committees a page shows.
const atOnce = 50

// Communes is GET /toan-tinh/{cu}/xa-phuong: the month committee by committee, in pages.
func Communes(w http.ResponseWriter, r *page.Request) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = readLook(rd, r); return }); err != nil {
		return err
	}
	p := l.frame(r, say(r, "communes.title", "month", r.Month(l.o.Month)))
	p.Wide, p.Back = true, &ui.Link{Href: link.Province(l.top.Slug) + l.asked()}
	p.Primary = &ui.Action{Text: say(r, "export"), Href: link.ProvinceFile(l.top.Slug) + l.asked(), Icon: "download"}
	rows, all := l.o.Rows, ui.Link{Text: say(r, "attention.only"), Href: link.ProvinceCommittees(l.top.Slug) + l.asked("xem", "quan-tam")}
	if r.URL.Query().Get("xem") == "quan-tam" {
		rows, all = l.o.Attention(), ui.Link{Text: say(r, "communes.all", "count", len(l.o.Rows)), Href: link.ProvinceCommittees(l.top.Slug) + l.asked()}
	}
	links := []ui.Link{all, {Text: say(r, "add"), Href: link.ProvinceNew(l.top.Slug)}}
	if len(rows) == 0 {
		return r.Page(w, 0, p, templ.Join(ui.Empty("house", say(r, "communes.none"), "", nil), ui.Links(links)))
	}
	from, _ := strconv.Atoi(r.URL.Query().Get("tu")) // nothing typed: from the first
	if from < 0 || from >= len(rows) {
		from = 0
	}
	if next := from + atOnce; next < len(rows) {
		links = append([]ui.Link{{Text: say(r, "communes.rest", "count", len(rows)-next), Href: link.ProvinceCommittees(l.top.Slug) + l.asked("tu", strconv.Itoa(next), "xem", r.URL.Query().Get("xem"))}}, links...)
	}
	return r.Page(w, 0, p, templ.Join(ui.DataTable(l.table(r, rows[from:min(len(rows), from+atOnce)], len(rows) == len(l.o.Rows))), Soft(say(r, "excluded")), ui.Links(links)))
}

// table is the month of some committees. The totals are those of all and stand where all
// are shown.
func (l look) table(r *page.Request, rows []counts.Row, whole bool) ui.Table {
	t := ui.Table{Caption: say(r, "communes.caption"), Brief: false}
	for i, key := range []string{"committee", "held", "on_time", "late", "silent", "came", "sealed", "overdue", "concerns_late", "good", "way"} {
		t.Columns = append(t.Columns, ui.Column{Text: say(r, "col."+key), Num: i > 0 && i < 10})
	}
	for _, x := range rows {
		line := []ui.Cell{{Text: x.Committee.Name, Vi: x.Committee.Name, Href: link.ProvinceOne(l.top.Slug, x.Committee.Number) + l.asked()}}
		if x.Held == nil {
			for range 9 {
				line = append(line, ui.Cell{})
			}
			t.Rows = append(t.Rows, append(line, ui.Cell{Text: say(r, "way.none")}))
			continue
		}
		f := x.Held.Figures
		part := func(n, of *int) ui.Cell {
			if n == nil || of == nil {
				return ui.Cell{Text: say(r, "unknown")}
			}
			return ui.Cell{Text: num(*n) + "/" + num(*of)}
		}
		line = append(line, part(f.Held, f.Cells), ui.Cell{Text: plain(r, f.OnTime)}, ui.Cell{Text: plain(r, f.Late())}, ui.Cell{Text: plain(r, f.Silent)}, part(f.Present, f.Expected),
			ui.Cell{Text: plain(r, f.Sealed)}, ui.Cell{Text: plain(r, f.Overdue)}, ui.Cell{Text: plain(r, f.ConcernsLate)}, ui.Cell{Text: good(r, f)}, ui.Cell{Text: came(r, *x.Held)})
		t.Rows = append(t.Rows, line)
	}
	if whole {
		s := l.o.Sums
		total := func(s counts.Sum) ui.Cell {
			if s.From == 0 {
				return ui.Cell{Text: say(r, "unknown")}
			}
			return ui.Cell{Text: num(s.N)}
		}
		both := func(part, whole string) ui.Cell {
			p, w := l.o.Pair(part, whole)
			if p.From == 0 {
				return ui.Cell{Text: say(r, "unknown")}
			}
			return ui.Cell{Text: num(p.N) + "/" + num(w.N)}
		}
		t.Total = []ui.Cell{{Text: say(r, "total", "n", num(l.o.With))}, both("held", "cells"), total(s["on_time"]), total(l.o.Late), total(s["silent"]), both("present", "expected"), total(s["sealed"]), total(s["tasks_overdue"]), total(s["concerns_late"]), {}, {}}
		t.Missing = len(l.o.Rows) - l.o.With
	}
	return t
}

// good is how many meetings were classed "tốt" by the cells and by the committee; of two
// scoring tables nothing is added.
func good(r *page.Request, f counts.Figures) string {
	if len(f.Tables) != 1 {
		if len(f.Tables) > 1 {
			return say(r, "tables", "n", len(f.Tables))
		}
		return say(r, "unknown")
	}
	of := func(c *counts.Classes) string {
		if c == nil {
			return say(r, "unknown")
		}
		return num(c.Good)
	}
	return of(f.Tables[0].Self) + " / " + of(f.Tables[0].Confirmed)
}

// came says how and when the figures came.
func came(r *page.Request, h counts.Held) string {
	return say(r, "way."+h.Way, "time", r.Moment(h.ReceivedAt), "n", h.Sequence)
}
