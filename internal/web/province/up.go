package province

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/counts"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// going is a committee's month before it goes up.
type going struct {
	top      org.Org
	s        counts.Statement
	all      []counts.Made
	up       counts.Upward
	key      string
	consents bool
	today    string
}

func readGoing(rd *store.Reader, r *page.Request) (g going, err error) {
	if g.top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return g, err
	}
	g.today = rd.Today()
	month := counts.MonthOr(r.FormValue("thang"), g.today)
	if g.s, err = counts.Look(rd, r.Book, g.top.ID, month); fault.KindOf(err) == fault.Invalid { // before the committee was there
		g.s, err = counts.Look(rd, r.Book, g.top.ID, vi.MonthOf(g.today))
	}
	if err != nil {
		return g, err
	}
	if g.all, err = counts.History(rd, g.top.ID, g.s.Month); err != nil {
		return g, err
	}
	if g.up, err = counts.UpwardOf(rd, g.top.ID); err != nil {
		return g, err
	}
	if g.consents, err = access.Can(rd, access.CountsConsent, g.top.ID); err != nil {
		return g, err
	}
	g.key, err = audit.Public(rd)
	return g, err
}

// Going is GET /cap-uy/{cu}/so-lieu?thang=: what goes up of a month, exactly, and the
// files made of it.
func Going(w http.ResponseWriter, r *page.Request) error { return goingPage(w, r, 0) }

func goingPage(w http.ResponseWriter, r *page.Request, status int) error {
	var g going
	if err := r.Read(func(rd *store.Reader) (err error) { g, err = readGoing(rd, r); return }); err != nil {
		return err
	}
	heading := say(r, "going.title", "month", r.Month(g.s.Month))
	p := ui.Page{Title: heading + " · " + g.top.Name, Where: g.top.Name, Heading: heading, BarTitle: say(r, "going.bar"), Sub: say(r, "at", "time", r.Moment(g.s.AsAt)), Back: &ui.Link{Href: link.Month(g.top.Slug, g.s.Month)}, Primary: form.Send(say(r, "make"))}
	if made := numberOf(r.URL.Query().Get("lan")); made > 0 {
		p.Banner = &ui.Note{Kind: "ok", Text: say(r, "made", "n", made), Action: &ui.Link{Href: link.CountsFile(g.top.Slug, made), Text: say(r, "download")}}
		if r.URL.Query().Get("cu") != "" {
			p.Banner.Text = say(r, "made.again", "n", made)
		}
	}
	body := []templ.Component{
		Soft(say(r, "going.only")),
		figureList(r, say(r, "going.table"), g.s.Figures),
	}
	for _, t := range g.s.Figures.Tables {
		body = append(body, ui.DataTable(classTable(r, r.Book, t)))
	}
	body = append(body,
		form.Form(form.Page{Action: link.Counts(g.top.Slug), Hidden: []form.Hidden{{Name: "thang", Value: g.s.Month}}}),
		g.files(r), g.keys(r), g.consent(r),
		Pick(link.Counts(g.top.Slug), ui.Field{Name: "thang", Label: say(r, "month"), Value: g.s.Month}, months(r, g.today), nil, say(r, "see")))
	return r.Page(w, status, p, templ.Join(body...))
}

// files are the statements made of the month.
func (g going) files(r *page.Request) templ.Component {
	if len(g.all) == 0 {
		return Part(say(r, "files"), Soft(say(r, "files.none")))
	}
	var rows []ui.Row
	for _, m := range g.all {
		row := ui.Row{Icon: "download", Href: link.CountsFile(g.top.Slug, m.Sequence), Title: say(r, "files.n", "n", m.Sequence), Second: say(r, "files.file", "time", r.Moment(m.AsAt))}
		if m.Way == counts.ByServer {
			row.Icon, row.Second = "cloud-upload", say(r, "files.waits", "time", r.Moment(m.AsAt))
			if m.DeliveredAt > 0 {
				row.Second = say(r, "files.server", "time", r.Moment(m.DeliveredAt))
			}
		}
		rows = append(rows, row)
	}
	return Part(say(r, "files"), ui.LinkList(rows))
}

// keys are what the committee above writes down once.
func (g going) keys(r *page.Request) templ.Component {
	if g.key == "" {
		return Part(say(r, "key.title"), Soft(say(r, "key.none")))
	}
	return Part(say(r, "key.title"), templ.Join(Soft(say(r, "key.why")), ui.DefinitionList([]ui.Pair{
		{Term: say(r, "number"), Text: strconv.FormatInt(g.s.Tenant, 10)}, {Term: say(r, "key"), Text: g.key}, {Term: say(r, "fingerprint"), Text: counts.Fingerprint(g.key)},
	})))
}

// consent is the committee's word on sending by the server.
func (g going) consent(r *page.Request) templ.Component {
	state := say(r, "up.off")
	if g.up.On() {
		state = say(r, "up.on", "number", g.up.Above, "day", vi.ShowDay(g.up.OnSince)) + " " + say(r, "up.state."+g.up.State)
	}
	if !g.consents {
		return Part(say(r, "up.title"), Soft(state+" "+say(r, "up.who")))
	}
	c := consenting{Action: link.CountsConsent(g.top.Slug), Version: g.up.Version, Why: state, On: g.up.On(), Send: say(r, "up.stop"),
		Field: ui.Field{Name: "above", Label: say(r, "up.above"), Hint: say(r, "up.above.hint"), Value: form.Typed(r, "above", ""), Error: r.Wrong("above"), InputMode: "numeric", Short: true}}
	if !c.On {
		c.Send = say(r, "up.start")
	}
	return Part(say(r, "up.title"), Consenting(c))
}

// Make is POST /cap-uy/{cu}/so-lieu: the signed file of a month.
func Make(sign counts.Signer) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error {
		var top org.Org
		var m counts.Made
		again := false
		month := r.Text("thang")
		if err := r.Write(func(tx *store.Tx) (err error) {
			if top, err = org.BySlug(tx.Reader, r.PathValue("cu")); err != nil {
				return err
			}
			if month == "" {
				month = vi.MonthOf(tx.Today())
			}
			m, again, err = counts.Make(tx, r.Book, sign, top.ID, month)
			return err
		}); err != nil {
			return r.Again(w, err, func(status int) error { return goingPage(w, r, status) })
		}
		to := link.Counts(top.Slug) + "?thang=" + m.Month + "&lan=" + strconv.FormatInt(m.Sequence, 10)
		if again {
			to += "&cu=1"
		}
		return r.See(w, to)
	}
}

// Consent is POST /cap-uy/{cu}/so-lieu/dong-y: the months go up by the server, or not.
func Consent(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	if err := r.Write(func(tx *store.Tx) (err error) {
		if top, err = org.BySlug(tx.Reader, r.PathValue("cu")); err == nil {
			_, err = counts.Consent(tx, top.ID, r.Version(), numberOf(r.Text("above")), r.Text("act") != "stop")
		}
		return err
	}); err != nil {
		return r.Again(w, err, func(status int) error { return goingPage(w, r, status) })
	}
	return r.See(w, link.Counts(top.Slug))
}

// GoingFile is GET /cap-uy/{cu}/so-lieu/tep/{so}: a statement as it was made.
func GoingFile(w http.ResponseWriter, r *page.Request) error {
	var m counts.Made
	var tenant int64
	if err := r.Read(func(rd *store.Reader) error {
		top, err := org.BySlug(rd, r.PathValue("cu"))
		if err != nil {
			return err
		}
		tenant = rd.Tenant()
		m, err = counts.Get(rd, top.ID, numberOf(r.PathValue("so")))
		return err
	}); err != nil {
		return err
	}
	return page.Save(w, "application/json", m.Name(tenant), m.Data())
}
