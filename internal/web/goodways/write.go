package goodways

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/goodway"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// NewPage is GET /chi-bo/{cb}/cach-lam-hay/moi, EditPage GET …/{id}/sua.
func NewPage(w http.ResponseWriter, r *page.Request) error  { return write(w, r, 0) }
func EditPage(w http.ResponseWriter, r *page.Request) error { return write(w, r, 0) }

// asked is what the form reads.
type asked struct {
	o      org.Org
	way    goodway.GoodWay
	hint   goodway.GoodHint
	offers []goodway.Proof
	today  string
}

func readForm(rd *store.Reader, r *page.Request) (a asked, err error) {
	if a.o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return a, err
	}
	if err = access.Must(rd, access.GoodwayKeep, a.o.ID); err != nil {
		return a, err
	}
	a.today = rd.Today()
	if id := r.PathValue("id"); id != "" {
		if a.way, err = goodway.Get(rd, r.Book, id); err == nil && a.way.Org != a.o.ID {
			err = fault.Missing()
		}
	} else if id := r.FormValue("goi-y"); id != "" {
		if a.hint, err = goodway.Hint(rd, id); err == nil && a.hint.Org != a.o.ID {
			err = fault.Missing()
		}
	}
	if err == nil {
		a.offers, err = goodway.Offered(rd, r.Book, a.o.ID)
	}
	return a, err
}

func write(w http.ResponseWriter, r *page.Request, status int) error {
	var a asked
	if err := r.Read(func(rd *store.Reader) (err error) { a, err = readForm(rd, r); return }); err != nil {
		return err
	}
	p, f := head(r, r.T("goodway.new"), a.o.Name, link.GoodWays(a.o.Slug)), form.Page{Action: link.NewGoodWay(a.o.Slug), Key: r.Key(), Inputs: a.inputs(r)}
	if a.hint.ID != "" {
		f.Hidden = []form.Hidden{{Name: "goi-y", Value: a.hint.ID}}
		f.Before = []ui.Note{{Kind: "info", Text: r.T("goodway.hint.decides")}}
	}
	if a.way.ID != "" {
		p, f.Action, f.Key, f.Hidden = head(r, r.T("goodway.edit"), a.o.Name, link.GoodWay(a.o.Slug, a.way.ID)), link.EditGoodWay(a.o.Slug, a.way.ID), "", []form.Hidden{form.Version(a.way.Version)}
	}
	p.Primary = form.Send(r.T("goodway.save"))
	f.Frame = p
	return form.Answer(w, r, status, f)
}

func (a asked) inputs(r *page.Request) []form.Input {
	title := a.way.Title
	if title == "" {
		title = a.hint.Words
	}
	area := func(name, stored string) form.Input {
		return form.Input{Kind: "area", Field: ui.Field{Name: name, Label: r.T("goodway.f." + name), Hint: r.T("goodway.f." + name + ".hint"), Value: form.Typed(r, name, stored), MaxLength: goodway.WordsMost}}
	}
	out := []form.Input{{Field: ui.Field{Name: "title", Label: r.T("goodway.f.title"), Hint: r.T("goodway.f.title.hint"), Value: form.Typed(r, "title", title), MaxLength: goodway.TitleMost}},
		area("done", a.way.Done), area("how", a.way.How), area("effort", a.way.Effort)}
	kinds, chosen := a.way.Kinds, proofKeys(a.way.Proofs)
	if r.Method == http.MethodPost {
		kinds, chosen = r.Texts("kinds"), r.Texts("proofs")
	}
	var offers, every []ui.Option
	for _, p := range a.offers {
		offers = append(offers, ui.Option{Value: p.Key(), Text: says(r, p)})
	}
	if len(offers) > 0 {
		out = append(out, form.Input{Kind: "ticks", Field: ui.Field{Name: "proofs", Label: r.T("goodway.f.proofs"), Hint: r.T("goodway.f.proofs.hint"), Optional: true}, Options: offers, Chosen: chosen})
	}
	for _, k := range r.Book.CellKinds(a.today).Kinds {
		if k.Cell && k.Kind != rule.KindArmedForces { // whose cells keep nothing here
			every = append(every, ui.Option{Value: string(k.Kind), Text: r.Either(k.TitleVI, k.TitleEN)})
		}
	}
	return append(out, form.Input{Kind: "ticks", Field: ui.Field{Name: "kinds", Label: r.T("goodway.f.kinds"), Hint: r.T("goodway.f.kinds.hint"), Optional: true}, Options: every, Chosen: kinds})
}

func proofKeys(all []goodway.Proof) (out []string) {
	for _, p := range all {
		out = append(out, p.Key())
	}
	return out
}

// says is what a proof shows, in a line.
func says(r *page.Request, p goodway.Proof) string {
	return vi.Capital(r.T("goodway.proof."+p.Kind, "month", r.Month(p.Month), "n", p.N, "of", p.Of, "number", r.No(p.Symbol)))
}

// New is the POST of the form, Edit of one that is there.
func New(w http.ResponseWriter, r *page.Request) error  { return written(w, r) }
func Edit(w http.ResponseWriter, r *page.Request) error { return written(w, r) }

func written(w http.ResponseWriter, r *page.Request) error {
	in := goodway.Writing{Title: r.Text("title"), Done: r.Long("done"), How: r.Long("how"), Effort: r.Long("effort"), Kinds: r.Texts("kinds"), Proofs: r.Texts("proofs"), Hint: r.Text("goi-y")}
	here := ""
	err := r.Write(func(tx *store.Tx) error {
		o, err := org.BySlug(tx.Reader, r.PathValue("cb"))
		if err != nil {
			return err
		}
		var made goodway.GoodWay
		one := in
		one.Org = o.ID
		if id := r.PathValue("id"); id != "" {
			if made, err = goodway.Get(tx.Reader, r.Book, id); err == nil && made.Org != o.ID {
				err = fault.Missing()
			}
			if err == nil {
				made, err = goodway.Change(tx, r.Book, id, r.Version(), one)
			}
		} else {
			made, err = store.Once(tx, r.Key(), one, func() (goodway.GoodWay, error) { return goodway.Write(tx, r.Book, one) })
		}
		here = link.GoodWay(o.Slug, made.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return write(w, r, status) })
	}
	return r.See(w, here)
}
