package reports

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/office/sheet"
	"chibo/internal/org"
	"chibo/internal/returns"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/documents"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

func say(r *page.Request, key string, args ...any) string { return r.T("returns."+key, args...) }

// figure is what a figure is called.
func figure(r *page.Request, name string) string { return say(r, "figure."+name) }

// Returns is GET /cap-uy/{cu}/bieu-mau: the forms kept, and the way to bring another.
func Returns(w http.ResponseWriter, r *page.Request) error { return listing(w, r, http.StatusOK) }

func listing(w http.ResponseWriter, r *page.Request, status int) error {
	var top org.Org
	var all []returns.Form
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = org.BySlug(rd, r.PathValue("cu")); err == nil {
			all, err = returns.List(rd, top.ID)
		}
		return err
	}); err != nil {
		return err
	}
	rows := make([]ui.Row, 0, len(all))
	for _, f := range all {
		rows = append(rows, ui.Row{Href: link.ReturnForm(top.Slug, f.ID), Icon: "list-checks", Title: f.Name, Vietnamese: true, Second: say(r, "row", "day", vi.ShowDay(store.Day(f.At)), "size", documents.Size(f.Size))})
	}
	body := []templ.Component{ui.Empty("list-checks", say(r, "none"), say(r, "none.next"), nil)}
	if len(rows) > 0 {
		body = []templ.Component{Part(say(r, "kept", "count", len(rows)), ui.LinkList(rows))}
	}
	up := form.Page{Action: link.Returns(top.Slug), Upload: true, Inputs: []form.Input{{Field: ui.Field{Name: "file", Label: say(r, "file"), Hint: say(r, "file.hint"), Error: r.Wrong("file")}, Kind: "file", Accept: ".xlsx"}}}
	body = append(body, Part(say(r, "bring"), form.Form(up)), Names(say(r, "figures"), say(r, "figures.hint"), figureTable(r)))
	return r.Page(w, status, ui.Page{Title: say(r, "title") + " · " + top.Name, Where: top.Name, Heading: say(r, "title"), Sub: say(r, "sub"), Back: &ui.Link{Href: link.Committee(top.Slug)}, Primary: form.Send(say(r, "bring.do"))}, templ.Join(body...))
}

// figureTable lists what a form may ask for.
func figureTable(r *page.Request) ui.Table {
	t := ui.Table{Caption: say(r, "figures"), Columns: []ui.Column{{Text: say(r, "col.figure")}, {Text: say(r, "col.mark")}, {Text: say(r, "col.when")}}}
	for _, f := range returns.Figures() {
		when := "never"
		switch {
		case f.Month && f.Span:
			when = "both"
		case f.Month:
			when = "month"
		case f.Span:
			when = "span"
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: figure(r, f.Name)}, {Text: "{{" + f.Name + "}}"}, {Text: say(r, "when."+when)}})
	}
	return t
}

// Bring is POST: a form is brought.
func Bring(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var f returns.Form
	name, data, err := r.File("file")
	if err == nil {
		err = r.Write(func(tx *store.Tx) (err error) {
			if top, err = org.BySlug(tx.Reader, r.PathValue("cu")); err == nil {
				f, err = returns.Add(tx, top.ID, name, data)
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return listing(w, r, status) })
	}
	return r.See(w, link.ReturnForm(top.Slug, f.ID))
}

// ready is one form on the desk, with the figures of the period asked for.
type ready struct {
	top    org.Org
	p      returns.Preview
	period returns.Period
	today  string
}

func readOne(rd *store.Reader, r *page.Request) (x ready, err error) {
	if x.top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return x, err
	}
	var ok bool
	x.today = rd.Today()
	if x.period, ok = returns.PeriodOf(r.URL.Query().Get("ky")); !ok || x.period.From > vi.MonthOf(x.today) {
		x.period, _ = returns.PeriodOf(vi.MonthOf(x.today))
	}
	x.p, err = returns.See(rd, r.Book, r.PathValue("id"), x.period)
	if err == nil && x.p.Org != x.top.ID {
		err = fault.Missing()
	}
	return x, err
}

// ReturnPage is GET /cap-uy/{cu}/bieu-mau/{id}: what each cell will hold in a period.
func ReturnPage(w http.ResponseWriter, r *page.Request) error { return one(w, r, http.StatusOK) }

func one(w http.ResponseWriter, r *page.Request, status int) error {
	var x ready
	if err := r.Read(func(rd *store.Reader) (err error) { x, err = readOne(rd, r); return }); err != nil {
		return err
	}
	p := ui.Page{Title: x.p.Name + " · " + x.top.Name, Where: x.top.Name, Heading: x.p.Name, Sub: say(r, "at", "time", r.Moment(x.p.Values.At)), Back: &ui.Link{Href: link.Returns(x.top.Slug)}, Wide: true,
		Primary: &ui.Action{Text: say(r, "download"), Href: link.ReturnFile(x.top.Slug, x.p.ID) + "?ky=" + x.period.Key, Icon: "download"}}
	if len(x.p.Asked) == 0 {
		p.Banner = &ui.Note{Kind: "warn", Text: say(r, "noasks")}
	} else if x.p.Values.Missing > 0 {
		p.Banner = &ui.Note{Kind: "warn", Text: say(r, "waiting", "count", x.p.Values.Missing)}
	}
	pick := ui.Field{Name: "ky", Label: say(r, "period"), Value: x.period.Key}
	places := ui.Field{Name: "places", Label: say(r, "places"), Hint: say(r, "places.hint"), Value: form.Typed(r, "places", x.p.Places), Error: r.Wrong("places")}
	return r.Page(w, status, p, templ.Join(
		Pick(pick, x.periods(r), say(r, "see")), ui.DataTable(x.table(r)),
		Choose(link.ReturnForm(x.top.Slug, x.p.ID), say(r, "choose"), x.p.Version, places, ui.Action{Text: say(r, "choose.do")}, say(r, "figures"), figureTable(r)),
		DropForm(link.DropReturn(x.top.Slug, x.p.ID), x.p.Version, say(r, "drop"), say(r, "drop.why"), ui.Action{Text: say(r, "drop.do")})))
}

// periods are the last twelve months, and the halves and years they lie in.
func (x ready) periods(r *page.Request) []ui.Option {
	var out []ui.Option
	month := vi.MonthOf(x.today)
	year, _ := strconv.Atoi(month[:4]) // of the calendar
	for range 12 {
		out = append(out, ui.Option{Value: month, Text: vi.Capital(r.Month(month))})
		month = vi.PrevMonth(month)
	}
	for _, y := range []int{year, year - 1} {
		for _, ky := range []string{strconv.Itoa(y) + "-6-thang", strconv.Itoa(y) + "-nam"} {
			out = append(out, ui.Option{Value: ky, Text: vi.Capital(says(r, ky))})
		}
	}
	return out
}

func (x ready) table(r *page.Request) ui.Table {
	t := ui.Table{Caption: say(r, "preview"), Columns: []ui.Column{{Text: say(r, "col.cell")}, {Text: say(r, "col.figure")}, {Text: say(r, "col.value")}}}
	for _, a := range x.p.Asked {
		var words, values []string
		worded := false // a figure that is words: the form it goes into is Vietnamese
		for _, name := range a.Names {
			words = append(words, figure(r, name))
			if v := x.p.Values.Of(name); v != nil {
				values = append(values, plain(v))
				if _, ok := v.(string); ok {
					worded = true
				}
			} else {
				values = append(values, blank(r, x.period, name))
			}
		}
		value := ui.Cell{Text: strings.Join(values, "; ")}
		if worded {
			value.Vi = value.Text
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: a.Sheet + ", " + a.Cell}, {Text: strings.Join(words, "; ")}, value})
	}
	return t
}

// blank says why a cell stays empty.
func blank(r *page.Request, p returns.Period, name string) string {
	for _, f := range returns.Figures() {
		switch {
		case f.Name != name:
		case !f.Month && !f.Span:
			return say(r, "blank.unkept")
		case p.Month && !f.Month:
			return say(r, "blank.span")
		case !p.Month && !f.Span:
			return say(r, "blank.month")
		}
	}
	return say(r, "blank.unknown")
}

// plain is a figure as people write it.
func plain(v any) string {
	switch v := v.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
	case string:
		return v
	}
	return ""
}

// Place is POST /cap-uy/{cu}/bieu-mau/{id}: which cells ask for which figure.
func Place(w http.ResponseWriter, r *page.Request) error {
	err := r.Write(func(tx *store.Tx) error {
		if err := own(tx.Reader, r); err != nil {
			return err
		}
		_, err := returns.Choose(tx, r.PathValue("id"), r.Version(), r.Long("places"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return one(w, r, status) })
	}
	return r.See(w, link.ReturnForm(r.PathValue("cu"), r.PathValue("id")))
}

// own refuses a form under the address of another committee.
func own(rd *store.Reader, r *page.Request) error {
	top, err := org.BySlug(rd, r.PathValue("cu"))
	if err != nil {
		return err
	}
	f, err := returns.Get(rd, r.PathValue("id"))
	if err == nil && f.Org != top.ID {
		err = fault.Missing()
	}
	return err
}

// Drop is POST /cap-uy/{cu}/bieu-mau/{id}/bo.
func Drop(w http.ResponseWriter, r *page.Request) error {
	if err := r.Write(func(tx *store.Tx) error {
		if err := own(tx.Reader, r); err != nil {
			return err
		}
		return returns.Drop(tx, r.PathValue("id"), r.Version())
	}); err != nil {
		return r.Again(w, err, func(status int) error { return one(w, r, status) })
	}
	return r.See(w, link.Returns(r.PathValue("cu")))
}

// ReturnFile is GET /cap-uy/{cu}/bieu-mau/{id}/tai?ky=2026-11: the form filled.
func ReturnFile(w http.ResponseWriter, r *page.Request) error {
	var x ready
	var data []byte
	if err := r.Read(func(rd *store.Reader) (err error) {
		if x, err = readOne(rd, r); err == nil {
			_, data, err = returns.Fill(rd, r.Book, x.p.ID, x.period, func(name string) string { return figure(r, name) + ": " + blank(r, x.period, name) })
		}
		return err
	}); err != nil {
		return err
	}
	return page.Save(w, sheet.Type, x.p.Name+" "+x.period.Key+".xlsx", data)
}
