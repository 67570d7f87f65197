package goodways

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/goodway"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

func readTaken(rd *store.Reader, r *page.Request) (o org.Org, t goodway.TakenWay, err error) {
	if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return o, t, err
	}
	if t, err = goodway.Taken(rd, r.PathValue("id")); err == nil && t.Org != o.ID {
		err = fault.Missing()
	}
	return o, t, err
}

// Taken is GET /chi-bo/{cb}/lam-theo/{id}: the copy, its source, and how it went.
func Taken(w http.ResponseWriter, r *page.Request) error { return taken(w, r, 0) }

func taken(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var t goodway.TakenWay
	keeps := false
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, t, err = readTaken(rd, r); err == nil {
			keeps, err = access.Can(rd, access.GoodwayKeep, o.ID)
		}
		return err
	}); err != nil {
		return err
	}
	p := head(r, t.Title, o.Name, link.GoodWays(o.Slug))
	p.Title, p.Vietnamese = r.T("goodway.bar")+" · "+o.Name, true
	p.Primary = &ui.Action{Text: r.T("goodway.back.list"), Href: link.GoodWays(o.Slug)}
	v := view{Tags: []ui.Tag{wordTag(r, t.Word)}, Facts: []ui.Pair{{Term: r.T("goodway.source"), Text: t.Source, Vi: t.Source}, {Term: r.T("goodway.taken.on"), Text: vi.ShowDay(t.TakenOn)}}, Texts: texts(r, t.Done, t.How, t.Effort)}
	if t.Back {
		v.Notes = []ui.Note{{Kind: "info", Text: r.T("goodway.source.back")}}
	}
	if t.Word != "" && !keeps {
		v.Texts = append(v.Texts, text{r.T("goodway.f.said"), t.Said})
	}
	if keeps {
		var words []ui.Option
		for _, word := range goodway.Words {
			words = append(words, ui.Option{Value: word, Text: r.T("goodway.word." + word)})
		}
		v.Main = &form.Page{Action: link.TakenGoodWay(o.Slug, t.ID), Hidden: []form.Hidden{form.Version(t.Version)}, Inputs: []form.Input{
			{Kind: "radios", Field: ui.Field{Name: "word", Label: r.T("goodway.f.word"), Value: form.Typed(r, "word", t.Word), Error: r.Wrong("word")}, Options: words},
			{Kind: "area", Field: ui.Field{Name: "said", Label: r.T("goodway.f.said"), Hint: r.T("goodway.f.said.hint"), Value: form.Typed(r, "said", t.Said), Error: r.Wrong("said"), MaxLength: goodway.WordsMost}}}}
		p.Primary = form.Send(r.T("goodway.say"))
	}
	return r.Page(w, status, p, show(v))
}

// Say is its POST: the cell's own word on what it took.
func Say(w http.ResponseWriter, r *page.Request) error {
	here := ""
	err := r.Write(func(tx *store.Tx) error {
		o, t, err := readTaken(tx.Reader, r)
		if err != nil {
			return err
		}
		here = link.TakenGoodWay(o.Slug, t.ID)
		_, err = goodway.Say(tx, t.ID, r.Version(), r.Text("word"), r.Long("said"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return taken(w, r, status) })
	}
	return r.See(w, here)
}
