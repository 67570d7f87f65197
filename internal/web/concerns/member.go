package concerns

import (
	"net/http"

	"chibo/internal/concern"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Mine is GET /toi/tam-tu: what one raised under the own name.
func Mine(w http.ResponseWriter, r *page.Request) error {
	l := List{}
	where := ""
	err := r.Read(func(rd *store.Reader) error {
		m, err := member.Mine(rd)
		if err != nil {
			return err
		}
		where = m.OrgName
		all, err := concern.Mine(rd)
		l = List{Intro: r.T("concern.mine.intro"), None: r.T("concern.mine.none"), Links: []ui.Link{{Text: r.T("concern.find"), Href: link.ConcernReceipt}}}
		l.Open, l.Over = rows(r, all, func(c concern.Concern) string { return link.MyConcern(c.ID) }, false)
		return err
	})
	if err != nil {
		return err
	}
	p := head(r, "concern.mine", where, link.Me)
	p.Primary = &ui.Action{Text: r.T("concern.new"), Href: link.NewConcern, Icon: "plus"}
	return r.Page(w, 0, p, list(l))
}

// NewPage is GET /toi/tam-tu/moi.
func NewPage(w http.ResponseWriter, r *page.Request) error { return raise(w, r, 0) }

func raise(w http.ResponseWriter, r *page.Request, status int) error {
	where, today := "", ""
	if err := r.Read(func(rd *store.Reader) error {
		m, err := member.Mine(rd)
		where, today = m.OrgName, rd.Today()
		return err
	}); err != nil {
		return err
	}
	p := head(r, "concern.raise", where, link.MyConcerns)
	p.Primary = form.Send(r.T("concern.send"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.NewConcern, Key: keyAgain(r, status), Hidden: []form.Hidden{{Name: "source", Value: concern.Member}},
		Inputs: raiseInputs(r, r.Book.Concerns(today), "concern.f.body", concern.Addressees...), Effect: &ui.Note{Kind: "info", Text: r.T("concern.raise.note")}})
}

// New is POST /toi/tam-tu/moi. The form's own key makes it one concern however often
// it is sent; one without a name is kept under no person.
func New(w http.ResponseWriter, r *page.Request) error {
	in := raising(r)
	in.Source, in.For, in.Voice = concern.Member, "", ""
	var c concern.Concern
	receipt := ""
	if err := r.Write(func(tx *store.Tx) (err error) { c, receipt, err = concern.Raise(tx, r.Book, in); return }); err != nil {
		return r.Again(w, err, func(status int) error { return raise(w, r, status) })
	}
	if receipt == "" {
		return r.See(w, link.MyConcern(c.ID))
	}
	return told(w, r, head(r, "concern.sent", "", link.MyConcerns), c, receipt, link.MyConcerns)
}

// One is GET /toi/tam-tu/{id}: one's own, with the answer.
func One(w http.ResponseWriter, r *page.Request) error { return own(w, r, 0) }

func own(w http.ResponseWriter, r *page.Request, status int) error {
	var c concern.Concern
	err := r.Read(func(rd *store.Reader) (err error) {
		if c, err = concern.Get(rd, r.PathValue("id")); err == nil && !c.Mine {
			err = fault.Missing()
		}
		return err
	})
	if err != nil {
		return err
	}
	p := head(r, "concern.one", c.OrgName, link.MyConcerns)
	return said(w, r, status, p, c, link.MyConcern(c.ID), "")
}

// said shows a concern to its author, with his word to say where one is waited for.
func said(w http.ResponseWriter, r *page.Request, status int, p ui.Page, c concern.Concern, action, receipt string) error {
	choices := []string{concern.TakenBack}
	if c.State == concern.Answered {
		choices = concern.Words
	}
	p.Sub = second(r, c)
	if c.ClosedOn != "" {
		p.Primary = &ui.Action{Text: r.T("concern.sent.next"), Href: link.MyConcerns}
		return r.Page(w, status, p, one(words(r, c, false), ui.Links(nil)))
	}
	p.Primary = form.Send(r.T("concern.say"))
	f := form.Page{Action: action, Hidden: []form.Hidden{form.Version(c.Version)}, Inputs: []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "word", Label: r.T("concern.word"), Value: form.Typed(r, "word", ""), Error: r.Wrong("word")}, Options: options(r, "concern.word.", choices)},
		{Kind: "area", Field: ui.Field{Name: "text", Label: r.T("concern.word.more"), Value: form.Typed(r, "text", ""), Error: r.Wrong("text"), Optional: true, MaxLength: 2000}}}}
	if receipt != "" {
		f.Hidden = append(f.Hidden, form.Hidden{Name: "receipt", Value: receipt})
	}
	return r.Page(w, status, p, one(words(r, c, false), form.Form(f)))
}

// Say is POST /toi/tam-tu/{id}: enough, more, taken back.
func Say(w http.ResponseWriter, r *page.Request) error {
	id := r.PathValue("id")
	err := r.Write(func(tx *store.Tx) error {
		c, err := concern.Get(tx.Reader, id)
		if err == nil && !c.Mine {
			err = fault.Missing()
		}
		if err == nil {
			_, err = concern.Say(tx, r.Book, id, "", r.Version(), r.Text("word"), r.Long("text"))
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return own(w, r, status) })
	}
	return r.See(w, link.MyConcern(id))
}

// ReceiptPage is GET /toi/tam-tu/bien-nhan: finds one without a name.
func ReceiptPage(w http.ResponseWriter, r *page.Request) error { return receiptForm(w, r, 0) }

func receiptForm(w http.ResponseWriter, r *page.Request, status int) error {
	p := head(r, "concern.find", "", link.MyConcerns)
	p.Primary = form.Send(r.T("concern.look"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.ConcernReceipt, Inputs: []form.Input{{Kind: "text",
		Field: ui.Field{Name: "receipt", Label: r.T("concern.receipt"), Hint: r.T("concern.receipt.hint"), Value: form.Typed(r, "receipt", ""), Short: true, Autocomplete: "off", MaxLength: 12}}}})
}

// Receipt is POST: it shows what the receipt stands for, or takes its holder's word.
func Receipt(w http.ResponseWriter, r *page.Request) error {
	var c concern.Concern
	var err error
	if r.Text("word") != "" {
		err = r.Write(func(tx *store.Tx) (err error) {
			c, err = concern.Say(tx, r.Book, "", r.Text("receipt"), r.Version(), r.Text("word"), r.Long("text"))
			return err
		})
	} else {
		err = r.Read(func(rd *store.Reader) (err error) { c, err = concern.Found(rd, r.Text("receipt")); return })
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return receiptForm(w, r, status) })
	}
	return said(w, r, 0, head(r, "concern.one", "", link.MyConcerns), c, link.ConcernReceipt, r.Text("receipt"))
}
