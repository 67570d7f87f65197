package goodways

import (
	"net/http"
	"strings"

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

// look is what the page of one way reads: from a cell, or from the committee.
type look struct {
	o     org.Org
	way   goodway.GoodWay
	went  []goodway.Went
	keeps bool   // writes for the cell, or suggests for the committee
	taken string // the cell's own copy
	cells []ui.Option
	today string
}

func readOne(rd *store.Reader, r *page.Request) (l look, err error) {
	slug, reads, keeps := r.PathValue("cb"), access.GoodwayRead, access.GoodwayKeep
	if cu := r.PathValue("cu"); cu != "" {
		slug, reads, keeps = cu, access.GoodwayView, access.GoodwaySuggest
	}
	if l.o, err = org.BySlug(rd, slug); err != nil {
		return l, err
	}
	if err = access.Must(rd, reads, l.o.ID); err != nil {
		return l, err
	}
	if l.way, err = goodway.Get(rd, r.Book, r.PathValue("id")); err != nil {
		return l, err
	}
	// On the page of a cell stand its own and what every cell may read.
	if reads == access.GoodwayRead && l.way.Org != l.o.ID && (l.way.State != goodway.Shared || l.way.Reach != goodway.ToAll) {
		return l, fault.Missing()
	}
	l.today = rd.Today()
	if l.went, err = goodway.WentElsewhere(rd, l.way); err != nil {
		return l, err
	}
	if l.keeps, err = access.Can(rd, keeps, l.o.ID); err != nil || reads == access.GoodwayRead {
		if err == nil {
			l.taken, err = goodway.TakenBy(rd, l.way.ID, l.o.ID)
		}
		return l, err
	}
	return l, l.others(rd)
}

// others are the cells the way may be suggested to.
func (l *look) others(rd *store.Reader) error {
	if !l.keeps || l.way.Reach != goodway.ToAll {
		return nil
	}
	all, err := org.Cells(rd, l.today)
	l.cells = nil
	for _, c := range all {
		if c.ID != l.way.Org {
			l.cells = append(l.cells, ui.Option{Value: c.Slug, Text: c.Name})
		}
	}
	return err
}

// One is GET /chi-bo/{cb}/cach-lam-hay/{id}: one's own to share, another's to copy.
func One(w http.ResponseWriter, r *page.Request) error { return one(w, r, 0) }

// WardOne is GET /cap-uy/{cu}/cach-lam-hay/{id}: what the committee may suggest to others.
func WardOne(w http.ResponseWriter, r *page.Request) error { return one(w, r, 0) }

func one(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = readOne(rd, r); return }); err != nil {
		return err
	}
	back := link.GoodWays(l.o.Slug)
	if r.PathValue("cu") != "" {
		back = link.WardGoodWays(l.o.Slug)
	}
	p := head(r, l.way.Title, l.o.Name, back)
	p.Title, p.Vietnamese = r.T("goodway.bar")+" · "+l.o.Name, true
	p.Primary = &ui.Action{Text: r.T("goodway.back.list"), Href: back}
	v := l.view(r)
	switch {
	case r.PathValue("cu") != "":
		l.suggests(r, &p, &v)
	case l.way.Org == l.o.ID:
		l.owns(r, &p, &v)
	default:
		l.copies(r, &p, &v)
	}
	return r.Page(w, status, p, show(v))
}

func (l look) view(r *page.Request) view {
	x := l.way
	v := view{Tags: []ui.Tag{stateTag(r, x)}, Proof: r.T("goodway.proofs"), Went: r.T("goodway.went", "count", len(l.went)),
		Facts: []ui.Pair{{Term: r.T("goodway.source"), Text: x.OrgName, Vi: x.OrgName}, {Term: r.T("goodway.f.kinds"), Text: suits(r, x.Kinds, l.today)}},
		Texts: texts(r, x.Done, x.How, x.Effort)}
	if x.SharedOn != "" && x.State == goodway.Shared {
		v.Facts = append(v.Facts, ui.Pair{Term: r.T("goodway.shared.on"), Text: vi.ShowDay(x.SharedOn)})
	}
	for _, p := range x.Proofs {
		v.Proofs = append(v.Proofs, says(r, p))
	}
	for _, g := range l.went {
		v.Others = append(v.Others, ui.Pair{Term: r.T("goodway.went.row", "cell", g.OrgName, "word", r.T("goodway.word."+g.Word), "day", vi.ShowDay(g.SaidOn)), Text: g.Said, Vi: g.Said})
	}
	return v
}

func texts(r *page.Request, done, how, effort string) []text {
	return []text{{r.T("goodway.f.done"), done}, {r.T("goodway.f.how"), how}, {r.T("goodway.f.effort"), effort}}
}

// suits names the kinds of cell a way is for.
func suits(r *page.Request, kinds []string, today string) string {
	var out []string
	known := r.Book.CellKinds(today)
	for _, k := range kinds {
		if one, ok := known.Find(rule.OrgKind(k)); ok {
			out = append(out, r.Either(one.TitleVI, one.TitleEN))
		}
	}
	if len(out) == 0 {
		return r.T("goodway.kinds.all")
	}
	return strings.Join(out, ", ")
}

// owns are the steps of the cell that wrote it: how far it goes is the cell's to say.
func (l look) owns(r *page.Request, p *ui.Page, v *view) {
	if !l.keeps {
		return
	}
	here := link.GoodWay(l.o.Slug, l.way.ID)
	v.Links = []ui.Link{{Text: r.T("goodway.edit"), Href: link.EditGoodWay(l.o.Slug, l.way.ID)}}
	var reaches []ui.Option
	for _, reach := range goodway.Reaches {
		reaches = append(reaches, ui.Option{Value: reach, Text: r.T("goodway.reach." + reach)})
	}
	v.Main = &form.Page{Action: here, Hidden: []form.Hidden{{Name: "act", Value: "share"}, form.Version(l.way.Version)}, Inputs: []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "reach", Label: r.T("goodway.f.reach"), Hint: r.T("goodway.f.reach.hint"), Value: form.Typed(r, "reach", l.way.Reach), Error: r.Wrong("reach")}, Options: reaches}}}
	p.Primary = form.Send(r.T("goodway.share"))
	if l.way.State == goodway.Shared {
		p.Primary = form.Send(r.T("goodway.share.change"))
		v.Fold, v.Send = r.T("goodway.back"), r.T("goodway.back.send")
		v.Back = &form.Page{Action: here, Hidden: []form.Hidden{{Name: "act", Value: "back"}}, Effect: &ui.Note{Kind: "info", Text: r.T("goodway.back.effect")}}
	}
}

// copies is what another cell may do with it.
func (l look) copies(r *page.Request, p *ui.Page, v *view) {
	switch {
	case l.taken != "":
		p.Primary = &ui.Action{Text: r.T("goodway.to.taken"), Href: link.TakenGoodWay(l.o.Slug, l.taken)}
	case l.keeps:
		v.Main = &form.Page{Action: link.GoodWay(l.o.Slug, l.way.ID), Hidden: []form.Hidden{{Name: "act", Value: "take"}}, Effect: &ui.Note{Kind: "info", Text: r.T("goodway.take.effect")}}
		p.Primary = form.Send(r.T("goodway.take"))
	}
}

// suggests is what the committee's office may do: the cell decides.
func (l look) suggests(r *page.Request, p *ui.Page, v *view) {
	if !l.keeps {
		return
	}
	if len(l.cells) == 0 {
		v.Notes = append(v.Notes, ui.Note{Kind: "info", Text: r.T("goodway.committee.only")})
		return
	}
	v.Main = &form.Page{Action: link.WardGoodWay(l.o.Slug, l.way.ID), Inputs: []form.Input{
		{Kind: "select", Field: ui.Field{Name: "cell", Label: r.T("goodway.f.cell"), Hint: r.T("goodway.f.cell.hint"), Value: form.Typed(r, "cell", ""), Error: r.Wrong("cell")}, Options: append([]ui.Option{{Text: r.T("goodway.f.cell.choose")}}, l.cells...)}}}
	p.Primary = form.Send(r.T("goodway.suggest"))
}

// Act is the POST of a cell: share, take back, do likewise.
func Act(w http.ResponseWriter, r *page.Request) error {
	next := ""
	err := r.Write(func(tx *store.Tx) error {
		l, err := readOne(tx.Reader, r)
		if err != nil {
			return err
		}
		next = link.GoodWay(l.o.Slug, l.way.ID)
		switch {
		case !l.keeps:
			return fault.Missing()
		case l.way.Org != l.o.ID:
			t, err := goodway.Take(tx, l.way.ID, l.o.ID)
			next = link.TakenGoodWay(l.o.Slug, t.ID)
			return err
		case r.Text("act") == "back":
			_, err = goodway.TakeBack(tx, r.Book, l.way.ID)
		default:
			_, err = goodway.Share(tx, r.Book, l.way.ID, r.Version(), r.Text("reach"))
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return one(w, r, status) })
	}
	return r.See(w, next)
}

// Suggest is the POST of the committee's office.
func Suggest(w http.ResponseWriter, r *page.Request) error {
	here := ""
	err := r.Write(func(tx *store.Tx) error {
		l, err := readOne(tx.Reader, r)
		if err != nil {
			return err
		}
		here = link.WardGoodWay(l.o.Slug, l.way.ID)
		if r.Text("cell") == "" {
			return fault.Bad("cell", "goodway_cell")
		}
		cell, err := org.BySlug(tx.Reader, r.Text("cell"))
		if err != nil {
			return err
		}
		_, err = goodway.SuggestWay(tx, l.way.ID, cell.ID)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return one(w, r, status) })
	}
	return r.See(w, here)
}
