package proof

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

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

// NumbersPage is GET, Numbers POST of the numbers behind a book of minutes. Who
// seals its papers and the officers who keep the settings may.
func (of Shelf) NumbersPage(w http.ResponseWriter, r *page.Request) error {
	return of.numbersPage(w, r, http.StatusOK)
}

func (of Shelf) numbersPage(w http.ResponseWriter, r *page.Request, status int) error {
	var cell org.Org
	var all []minutes.Series
	err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = of.open(rd, r); err != nil {
			return err
		}
		if err := minutes.MayNumber(rd, cell.ID, of.circle()); err != nil {
			return err
		}
		all, err = minutes.AllSeries(rd, r.Book, cell.ID, of.circle(), rd.Today())
		return err
	})
	if err != nil {
		return err
	}
	heading := word(r, "numbers.title")
	p := ui.Page{Title: heading + " · " + cell.Name, Heading: heading, Sub: word(r, "numbers."+of.body(r)), Where: cell.Name, Back: &ui.Link{Href: of.home(r)}, Primary: form.Send(word(r, "numbers.save"))}
	var rows []ui.Row
	for _, s := range all {
		row := ui.Row{Title: word(r, "numbers.row", "type", word(r, "type."+s.Type), "next", padded(s.Next)), Second: word(r, "numbers.term", "day", vi.ShowDay(s.Term()))}
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
	ask := form.Page{Action: link.Numbers(of.home(r)), Key: key(r, status), Inputs: []form.Input{
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
func (of Shelf) Numbers(w http.ResponseWriter, r *page.Request) error {
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
			cell, err := of.open(rd, r)
			if err != nil {
				return err
			}
			return minutes.MayNumber(rd, cell.ID, of.circle())
		}); missing != nil {
			return missing
		}
	} else {
		err = write(r, func(tx *store.Tx) error {
			cell, err := of.open(tx.Reader, r)
			if err != nil {
				return err
			}
			if what == "used" {
				_, err = minutes.UsedOnPaper(tx, r.Book, cell.ID, of.circle(), kind, tx.Today(), number, r.Text("note"))
			} else {
				_, err = minutes.SetStart(tx, r.Book, cell.ID, of.circle(), kind, tx.Today(), number)
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return of.numbersPage(w, r, status) })
	}
	return r.See(w, link.Numbers(of.home(r)))
}
