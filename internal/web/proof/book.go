package proof

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Book is GET /chi-bo/{cb}/so-bien-ban: the cell's sealed papers, the newest
// first.
func Book(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var papers []minutes.Entry
	may := false
	year := r.URL.Query().Get("nam")
	err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if len(year) != 4 || !vi.ValidDay(year+"-01-01") {
			year = rd.Today()[:4]
		}
		if papers, err = minutes.Book(rd, cell.ID, year); err != nil {
			return err
		}
		may, err = access.Can(rd, access.MinutesSeal, cell.ID)
		return err
	})
	if err != nil {
		return err
	}
	heading := word(r, "book.title")
	p := ui.Page{Title: heading + " · " + cell.Name, Heading: heading, Sub: word(r, "book.year", "year", year), Where: cell.Name, Back: &ui.Link{Href: link.Cell(cell.Slug)}, Primary: &ui.Action{Text: word(r, "book.meetings"), Href: link.Meetings(cell.Slug)}}
	if may {
		p.Primary = &ui.Action{Text: word(r, "numbers.go"), Href: link.Numbers(cell.Slug)}
	}
	var rows []ui.Row
	for _, e := range papers {
		row := ui.Row{Href: link.PaperPage(e.ID), Icon: "lock", Kind: "sealed", Title: word(r, "type."+e.Type) + " " + minutes.No(e.Symbol), Second: vi.ShowMonth(e.Period) + " · " + word(r, "book.sealed", "day", vi.ShowDay(store.Day(e.SealedAt)))}
		if e.Version > 1 {
			row.Tag = &ui.Tag{Kind: "warn", Icon: "pen-line", Text: versionName(r, e.Version)}
		}
		rows = append(rows, row)
	}
	body := []templ.Component{Lines(word(r, "book.none"))}
	if len(rows) > 0 {
		body = []templ.Component{ui.LinkList(rows)}
	}
	before := strconv.Itoa(atoi(year) - 1)
	body = append(body, ui.Links([]ui.Link{{Text: word(r, "book.before", "year", before), Href: link.Book(cell.Slug) + "?nam=" + before}}))
	return r.Page(w, http.StatusOK, p, templ.Join(body...))
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n } // checked before

// NumbersPage is GET, Numbers POST /chi-bo/{cb}/so-bien-ban/so.
func NumbersPage(w http.ResponseWriter, r *page.Request) error {
	return numbersPage(w, r, http.StatusOK)
}

func numbersPage(w http.ResponseWriter, r *page.Request, status int) error {
	var cell org.Org
	var all []minutes.Series
	err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if err := minutes.MayNumber(rd, cell.ID); err != nil {
			return err
		}
		all, err = minutes.AllSeries(rd, r.Book, cell.ID, rd.Today())
		return err
	})
	if err != nil {
		return err
	}
	heading := word(r, "numbers.title")
	p := ui.Page{Title: heading + " · " + cell.Name, Heading: heading, Where: cell.Name, Back: &ui.Link{Href: link.Book(cell.Slug)}, Primary: form.Send(word(r, "numbers.save"))}
	var rows []ui.Row
	for _, s := range all {
		row := ui.Row{Title: word(r, "numbers.row", "type", word(r, "type."+s.Type), "next", padded(s.Next)), Second: word(r, "numbers.term", "day", vi.ShowDay(s.TermFrom))}
		if len(s.Gaps) > 0 {
			row.Second += " · " + word(r, "numbers.gaps", "numbers", list(s.Gaps))
			row.Tag = &ui.Tag{Kind: "warn", Icon: "triangle-alert", Text: word(r, "numbers.gap")}
		}
		for _, n := range s.Elsewhere {
			row.Second += " · " + padded(n.Number) + ": " + n.Note
		}
		rows = append(rows, row)
	}
	var kinds []ui.Option
	for _, kind := range minutes.Types {
		kinds = append(kinds, ui.Option{Value: kind, Text: word(r, "type."+kind)})
	}
	ask := form.Page{Action: link.Numbers(cell.Slug), Key: key(r, status), Inputs: []form.Input{
		{Kind: "radios", Options: kinds, Field: ui.Field{Name: "type", Label: word(r, "numbers.type"), Value: form.Typed(r, "type", minutes.TypeMinutes), Error: r.Wrong("type")}},
		{Kind: "radios", Options: []ui.Option{{Value: "start", Text: word(r, "numbers.start")}, {Value: "used", Text: word(r, "numbers.used")}}, Field: ui.Field{Name: "what", Label: word(r, "numbers.what"), Value: form.Typed(r, "what", "start"), Error: r.Wrong("what")}},
		{Field: ui.Field{Name: "number", Label: word(r, "numbers.number"), Short: true, InputMode: "numeric", Value: form.Typed(r, "number", ""), Error: r.Wrong("number") + r.Wrong("next")}},
		{Field: ui.Field{Name: "note", Label: word(r, "numbers.note"), Hint: word(r, "numbers.note.hint"), Optional: true, Value: form.Typed(r, "note", ""), Error: r.Wrong("note"), MaxLength: 200}}}}
	return r.Page(w, status, p, templ.Join(part(word(r, "numbers.now"), ui.LinkList(rows)), part(word(r, "numbers.change"), form.Form(ask))))
}

func padded(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func list(all []int) string {
	var out []string
	for _, n := range all[:min(len(all), 10)] {
		out = append(out, padded(n))
	}
	if len(all) > 10 {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}

// Numbers sets where a series goes on, or notes a number used on paper.
func Numbers(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	number, kind, what := r.Number("number", &wrong), r.Text("type"), r.Text("what")
	if number == 0 && len(wrong) == 0 {
		wrong.Add("number", "number_range", "most", 9999)
	}
	if !slices.Contains(minutes.Types, kind) {
		wrong.Add("type", "number_type")
	}
	err := wrong.Err()
	if err != nil {
		if missing := r.Read(func(rd *store.Reader) error {
			cell, err := org.BySlug(rd, r.PathValue("cb"))
			if err != nil {
				return err
			}
			return minutes.MayNumber(rd, cell.ID)
		}); missing != nil {
			return missing
		}
	} else {
		err = write(r, func(tx *store.Tx) error {
			cell, err := org.BySlug(tx.Reader, r.PathValue("cb"))
			if err != nil {
				return err
			}
			if what == "used" {
				_, err = minutes.UsedOnPaper(tx, r.Book, cell.ID, kind, tx.Today(), number, r.Text("note"))
			} else {
				_, err = minutes.SetStart(tx, r.Book, cell.ID, kind, tx.Today(), number)
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return numbersPage(w, r, status) })
	}
	return r.See(w, link.Numbers(r.PathValue("cb")))
}
