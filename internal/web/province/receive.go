package province

import (
	"bytes"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"chibo/internal/counts"
	"chibo/internal/office/sheet"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// ReceivePage is GET /toan-tinh/{cu}/nhan?thang=: a file of a month is brought. After one
// was, "noi" and "kq" say whose and what came of it, "dong" how many lines were taken.
func ReceivePage(w http.ResponseWriter, r *page.Request) error { return receivePage(w, r, 0) }

func receivePage(w http.ResponseWriter, r *page.Request, status int) error {
	var top counts.Top
	var note *ui.Note
	today, month := "", ""
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, err = counts.TopAt(rd, r.PathValue("cu")); err != nil {
			return err
		}
		today, month = rd.Today(), counts.MonthOr(r.FormValue("thang"), rd.Today())
		note, err = brought(rd, r, top, month)
		return err
	}); err != nil {
		return err
	}
	f := form.Page{Action: link.ProvinceReceive(top.Slug), Upload: true, Inputs: []form.Input{
		{Kind: "select", Field: ui.Field{Name: "thang", Label: say(r, "receive.month"), Value: month}, Options: months(r, today)},
		{Kind: "file", Field: ui.Field{Name: "file", Label: say(r, "receive.file"), Hint: say(r, "receive.hint")}, Accept: ".json,.xlsx"},
	}, After: []ui.Link{{Text: say(r, "template"), Href: link.ProvinceTemplate(top.Slug) + "?thang=" + month}, {Text: say(r, "month.back", "month", r.Month(month)), Href: link.Province(top.Slug) + "?thang=" + month}}}
	f.Frame = ui.Page{Title: say(r, "receive") + " · " + top.Name, Where: top.Name, Heading: say(r, "receive"), BarTitle: say(r, "bar"), Back: &ui.Link{Href: link.Province(top.Slug) + "?thang=" + month}, Primary: form.Send(say(r, "receive.do")), Banner: note}
	return form.Answer(w, r, status, f)
}

// brought says what came of the file brought last.
func brought(rd *store.Reader, r *page.Request, top counts.Top, month string) (*ui.Note, error) {
	q := r.URL.Query()
	if lines := numberOf(q.Get("dong")); lines > 0 {
		return &ui.Note{Kind: "ok", Text: say(r, "taken.sheet", "n", lines, "month", r.Month(month))}, nil
	}
	kq, ok := map[string]string{"moi": "taken", "lap": "taken.again", "thay": "taken.over"}[q.Get("kq")]
	if !ok {
		return nil, nil
	}
	number := numberOf(q.Get("noi"))
	all, err := counts.States(rd, top.ID, number, month)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	c, err := counts.CommitteeOf(rd, top.ID, number)
	f := all[0].Figures
	return &ui.Note{Kind: "ok", Text: say(r, kq, "name", c.Name, "month", r.Month(month), "held", plain(r, f.Held), "cells", plain(r, f.Cells))}, err
}

// Receive is its POST: a signed file, or a spreadsheet.
func Receive(w http.ResponseWriter, r *page.Request) error {
	to := ""
	name, data, err := r.File("file")
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			top, err := counts.TopAt(tx.Reader, r.PathValue("cu"))
			if err != nil {
				return err
			}
			month := counts.MonthOr(r.FormValue("thang"), tx.Today())
			q := url.Values{"thang": {month}}
			if strings.EqualFold(filepath.Ext(name), ".xlsx") || bytes.HasPrefix(data, []byte("PK")) {
				all, err := counts.ReceiveSheet(tx, r.Book, top.ID, month, name, data, titles)
				q.Set("dong", strconv.Itoa(len(all)))
				to = link.ProvinceReceive(top.Slug) + "?" + q.Encode()
				return err
			}
			one, err := counts.Receive(tx, r.Book, top.ID, month, data)
			q.Set("noi", strconv.FormatInt(one.Committee.Number, 10))
			q.Set("kq", outcome(one))
			to = link.ProvinceReceive(top.Slug) + "?" + q.Encode()
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return receivePage(w, r, status) })
	}
	return r.See(w, to)
}

func outcome(t counts.Taken) string {
	switch {
	case t.Again:
		return "lap"
	case t.Over.N > 0:
		return "thay"
	}
	return "moi"
}

// TemplateFile is GET /toan-tinh/{cu}/nhan/mau?thang=: the spreadsheet to be filled.
func TemplateFile(w http.ResponseWriter, r *page.Request) error {
	var data []byte
	month := ""
	if err := r.Read(func(rd *store.Reader) error {
		top, err := counts.TopAt(rd, r.PathValue("cu"))
		if err != nil {
			return err
		}
		month = counts.MonthOr(r.URL.Query().Get("thang"), rd.Today())
		data, err = counts.Template(rd, top.ID, month, titles)
		return err
	}); err != nil {
		return err
	}
	return page.Save(w, sheet.Type, "so-lieu-"+month+".xlsx", data)
}

// File is GET /toan-tinh/{cu}/tai?thang=&ngay=: the month as .xlsx; what is not known is
// blank, and the last columns say where the figures are from.
func File(w http.ResponseWriter, r *page.Request) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = readLook(rd, r); return }); err != nil {
		return err
	}
	main := sheet.Sheet{Name: say(r, "bar") + " " + l.o.Month, Title: say(r, "month.title", "month", r.Month(l.o.Month)), Frozen: true, Widths: []float64{11, 30}}
	main.Header = []string{say(r, "f.number"), say(r, "f.name")}
	for _, c := range counts.Columns {
		main.Header = append(main.Header, say(r, "f."+c.Name))
	}
	main.Header = append(main.Header, say(r, "col.way"))
	total := []any{nil, say(r, "total", "n", num(l.o.With))}
	for _, c := range counts.Columns {
		if s := l.o.Sums[c.Name]; s.From > 0 {
			total = append(total, s.N)
		} else {
			total = append(total, nil)
		}
	}
	scores := sheet.Sheet{Name: say(r, "scores"), Frozen: true, Widths: []float64{11, 30, 34}, Header: []string{say(r, "f.number"), say(r, "f.name"), say(r, "f.table"), say(r, "class"), say(r, "self"), say(r, "confirmed")}}
	for _, x := range l.o.Rows {
		line := []any{int(x.Committee.Number), x.Committee.Name}
		for _, c := range counts.Columns {
			var v any
			if x.Held != nil {
				if n := c.Of(x.Held.Figures); n != nil {
					v = *n
				}
			}
			line = append(line, v)
		}
		from := say(r, "way.none")
		if x.Held != nil {
			from = came(r, *x.Held)
			for _, t := range x.Held.Figures.Tables {
				for _, row := range classTable(r, r.Book, t).Rows {
					scores.Rows = append(scores.Rows, []any{int(x.Committee.Number), x.Committee.Name, tableName(r, r.Book, t.Table), row[0].Text, row[1].Text, row[2].Text})
				}
			}
		}
		main.Rows = append(main.Rows, append(line, from))
	}
	main.Rows = append(main.Rows, total, []any{nil, say(r, "at", "time", r.Moment(l.o.At))}, []any{nil, say(r, "excluded")})
	if without := l.o.Without(); len(without) > 0 {
		main.Rows = append(main.Rows, []any{nil, say(r, "without", "names", namesOf(without))})
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, []sheet.Sheet{main, scores}); err != nil {
		return err
	}
	return page.Save(w, sheet.Type, "so-lieu-"+vi.MonthOf(l.o.Month+"-01")+".xlsx", b.Bytes())
}
