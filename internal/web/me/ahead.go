package me

import (
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// before is what the pages of an opinion sent ahead read first.
type before struct {
	whose
	m     meeting.Meeting
	items []meeting.Item
	count int
	mine  []speech.Ahead // under his name, for this meeting
}

func readBefore(r *page.Request) (b before, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		b = before{}
		if b.whose, err = read(rd); err != nil {
			return err
		}
		if b.m, err = meeting.Get(rd, r.PathValue("id")); err == nil && !b.is {
			err = fault.Missing()
		}
		if err == nil {
			err = speech.MaySend(rd, b.m.ID)
		}
		if err != nil {
			return err
		}
		if b.items, err = meeting.Items(rd, b.m.ID); err != nil {
			return err
		}
		if b.count, err = speech.CountAhead(rd, b.m.ID); err != nil {
			return err
		}
		all, err := speech.AheadOfViewer(rd)
		for _, a := range all {
			if a.Meeting == b.m.ID {
				b.mine = append(b.mine, a)
			}
		}
		return err
	})
	return b, err
}

// AheadPage is where an opinion is sent before the meeting: GET
// /toi/y-kien-truoc/{id}.
func AheadPage(w http.ResponseWriter, r *page.Request) error { return ahead(w, r, 0) }

func ahead(w http.ResponseWriter, r *page.Request, status int) error {
	b, err := readBefore(r)
	if err != nil {
		return err
	}
	p := frame(r, b.whose, "ahead.title")
	p.Sub = when(r, b.m)
	find := []ui.Link{{Text: r.T("ahead.find"), Href: link.AheadReceipt(b.m.ID)}}
	if b.m.At(meeting.InSession) {
		p.Banner = &ui.Note{Kind: "info", Text: r.T("ahead.over")}
		return r.Page(w, status, p, AheadSent("", ownAhead(r, b), find))
	}
	p.Primary = form.Send(r.T("ahead.send"))
	said := ""
	if b.count > 0 {
		said = r.T("ahead.count", "count", b.count)
	}
	return r.Page(w, status, p, AheadForm(AheadFields{Action: link.SendAhead(b.m.ID), Key: keyAgain(r, status),
		Gist:   ui.Field{Name: "gist", Label: r.T("ahead.gist"), Value: form.Typed(r, "gist", ""), Error: r.Wrong("gist"), MaxLength: 2000},
		Naming: ui.Field{Name: "naming", Label: r.T("ahead.naming"), Value: form.Typed(r, "naming", ""), Error: r.Wrong("naming"), WhoSees: r.T("ahead.sees")},
		Item:   ui.Field{Name: "item", Label: r.T("ahead.item"), Value: form.Typed(r, "item", ""), Error: r.Wrong("item"), Hint: r.T("ahead.item.none"), Optional: true},
		Items:  itemOptions(b.items), Choices: Namings(r.T)}, AheadSent(said, ownAhead(r, b), find)))
}

// keyAgain keeps the form's key where it is shown again: what is sent then is the
// same opinion.
func keyAgain(r *page.Request, status int) string {
	if status == http.StatusUnprocessableEntity {
		return r.Key()
	}
	return ""
}

// Namings are the two choices, none of them made beforehand.
func Namings(say func(string, ...any) string) []ui.Option {
	return []ui.Option{{Value: speech.ByName, Text: say("ahead.named")}, {Value: speech.NoName, Text: say("ahead.unnamed")}}
}

func itemOptions(items []meeting.Item) []ui.Option {
	var out []ui.Option
	for _, i := range items {
		if !i.Secret {
			out = append(out, ui.Option{Value: i.ID, Text: i.Label + ". " + i.Title})
		}
	}
	return out
}

func ownAhead(r *page.Request, b before) (out []AheadRow) {
	for _, a := range b.mine {
		row := AheadRow{Text: a.Gist, State: r.T("ahead.waits")}
		if a.ReadAt > 0 {
			row.State = r.T("ahead.read.done")
		}
		if !b.m.At(meeting.InSession) {
			row.Back, row.ID = link.AheadReceipt(b.m.ID), a.ID
		}
		out = append(out, row)
	}
	return out
}

// Ahead is POST /toi/y-kien-truoc/{id}. The form's own key makes it one opinion
// however often it is sent; it is kept under no person.
func Ahead(w http.ResponseWriter, r *page.Request) error {
	in := speech.Sending{Meeting: r.PathValue("id"), Item: r.Text("item"), Gist: r.Long("gist"), Naming: r.Text("naming"), Key: r.Key()}
	receipt := ""
	err := r.Write(func(tx *store.Tx) (err error) { _, receipt, err = speech.SendAhead(tx, in); return })
	if err != nil {
		return r.Again(w, err, func(status int) error { return ahead(w, r, status) })
	}
	if in.Naming == speech.ByName {
		return r.See(w, link.SendAhead(in.Meeting))
	}
	var o whose
	if err := r.Read(func(rd *store.Reader) (err error) { o, err = read(rd); return }); err != nil {
		return err
	}
	p := frame(r, o, "ahead.sent")
	return r.Page(w, 0, p, AheadKept(r.T("ahead.receipt"), receipt, r.T("ahead.receipt.once")))
}

// ReceiptPage finds an opinion without a name: GET /toi/y-kien-truoc/{id}/bien-nhan.
func ReceiptPage(w http.ResponseWriter, r *page.Request) error { return receipt(w, r, 0, nil) }

func receipt(w http.ResponseWriter, r *page.Request, status int, found *speech.Ahead) error {
	b, err := readBefore(r)
	if err != nil {
		return err
	}
	p := frame(r, b.whose, "ahead.find")
	if found == nil {
		p.Primary = form.Send(r.T("ahead.look"))
		return form.Answer(w, r, status, form.Page{Frame: p, Action: link.AheadReceipt(b.m.ID), Inputs: []form.Input{{Kind: "text",
			Field: ui.Field{Name: "receipt", Label: r.T("ahead.receipt"), Hint: r.T("ahead.receipt.hint"), Value: form.Typed(r, "receipt", ""), Short: true, Autocomplete: "off", MaxLength: 12}}}})
	}
	row := AheadRow{Text: found.Gist, State: r.T("ahead.waits"), Receipt: r.Text("receipt")}
	if found.ReadAt > 0 {
		row.State = r.T("ahead.read.done")
	}
	if !b.m.At(meeting.InSession) {
		row.Back = link.AheadReceipt(b.m.ID)
	}
	return r.Page(w, status, p, AheadSent("", []AheadRow{row}, nil))
}

// Receipt is POST: it shows what the receipt stands for, or takes it back.
func Receipt(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	if r.Tick("back") {
		err := r.Write(func(tx *store.Tx) error {
			if err := speech.MaySend(tx.Reader, id); err != nil {
				return err
			}
			return speech.TakeBack(tx, id, r.Text("receipt"), r.Text("ahead"))
		})
		if err != nil {
			return r.Again(w, err, func(status int) error { return receipt(w, r, status, nil) })
		}
		return r.See(w, link.SendAhead(id))
	}
	var found speech.Ahead
	err := r.Read(func(rd *store.Reader) (err error) {
		if err = speech.MaySend(rd, id); err == nil {
			found, err = speech.ByReceipt(rd, id, r.Text("receipt"))
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return receipt(w, r, status, nil) })
	}
	return receipt(w, r, 0, &found)
}
