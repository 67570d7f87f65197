package scores

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// atOnce is how many scores are offered to be confirmed together on one page.
const atOnce = 50

// queue is the list: what may be confirmed together, what each has its own page for,
// what was confirmed in the month, and what became of the picks just sent.
type queue struct {
	desk
	offered, apart []quality.Candidate
	results        []result
}

// result is what became of one pick: an address says it, so that reading the page
// again says the same.
type result struct {
	quality.Waiting
	why string
}

func readQueue(rd *store.Reader, r *page.Request) (q queue, err error) {
	if q.desk, err = read(rd, r); err != nil {
		return q, err
	}
	all, err := quality.Together(rd, r.Book, q.top.ID)
	for _, c := range all {
		if c.Why == "" {
			q.offered = append(q.offered, c)
		} else {
			q.apart = append(q.apart, c)
		}
	}
	if err == nil {
		err = q.tell(rd, r)
	}
	return q, err
}

// tell reads what the address says of the picks; what is no score of this committee is
// passed over.
func (q *queue) tell(rd *store.Reader, r *page.Request) error {
	months := map[string][]quality.Waiting{}
	for _, one := range r.URL.Query()["kq"] {
		part := strings.Split(one, "~")
		if len(part) != 3 || len(q.results) == atOnce {
			continue
		}
		period, _, _, ok := link.SplitPeriod(part[1])
		if !ok {
			continue
		}
		if _, read := months[period]; !read && len(months) < 12 {
			all, err := quality.Queue(rd, r.Book, q.top.ID, period)
			if err != nil {
				return err
			}
			months[period] = all
		}
		for _, w := range months[period] {
			if w.Slug == part[0] && link.Period(w.Period, w.Kind, w.N) == part[1] {
				q.results = append(q.results, result{w, part[2]})
			}
		}
	}
	return nil
}

// List is GET /cap-uy/{cu}/xac-nhan-diem: what waits, the oldest first. Where what was
// counted and what was voted agree several may be ticked; ?chon=het ticks them all.
func List(w http.ResponseWriter, r *page.Request) error { return listing(w, r, http.StatusOK) }

func listing(w http.ResponseWriter, r *page.Request, status int) error {
	var q queue
	if err := r.Read(func(rd *store.Reader) (err error) { q, err = readQueue(rd, r); return }); err != nil {
		return err
	}
	p := ui.Page{Title: word(r, "title") + " · " + q.top.Name, Where: q.top.Name, Heading: word(r, "title"), Sub: word(r, "sees"), Back: &ui.Link{Href: link.Committee(q.top.Slug)}}
	var body []templ.Component
	if len(q.results) > 0 {
		p.Banner = q.told(r)
		body = append(body, Part(word(r, "many.results", "count", len(q.results)), ui.LinkList(q.became(r))))
	}
	switch {
	case len(q.waiting) == 0:
		body = append(body, ui.Empty("circle-check", word(r, "none"), word(r, "none.next"), nil))
	case len(q.offered) > 0:
		p.Primary = form.Send(word(r, "many.save"))
		body = append(body, TogetherForm(q.form(r)))
	default:
		p.Primary = &ui.Action{Text: word(r, "first", "count", len(q.waiting)), Href: q.at(q.waiting[0])}
	}
	if len(q.apart) > 0 {
		body = append(body, Part(word(r, "many.apart", "count", len(q.apart)), ui.LinkList(q.reasons(r))))
	}
	if len(q.done) > 0 {
		body = append(body, Part(word(r, "done", "count", len(q.done)), ui.LinkList(q.rows(r, q.done))))
	}
	return r.Page(w, status, p, templ.Join(body...))
}

// told sums the results up.
func (q queue) told(r *page.Request) *ui.Note {
	left := 0
	for _, x := range q.results {
		if x.why != "" {
			left++
		}
	}
	if left == 0 {
		return &ui.Note{Kind: "ok", Text: word(r, "many.kept", "count", len(q.results))}
	}
	return &ui.Note{Kind: "warn", Text: word(r, "many.left", "count", len(q.results)-left, "left", left)}
}

// became is a line for each pick.
func (q queue) became(r *page.Request) []ui.Row {
	var out []ui.Row
	for _, x := range q.results {
		row := ui.Row{Href: q.at(x.Waiting), Icon: "circle-check", Kind: "ok", Title: x.Cell + ", " + r.Month(x.Period)}
		if x.Confirmed != nil {
			row.Second, row.Vi = word(r, "many.done", "points", x.Confirmed.String(), "word", x.Word), x.Word
		}
		if x.why != "" {
			row.Icon, row.Kind, row.Second = "circle-dashed", "warn", because(r, x.why, 0)
		}
		out = append(out, row)
	}
	return out
}

// because says why a score is not confirmed together with others.
func because(r *page.Request, why string, differs int) string {
	switch why {
	case quality.WhyDiffers:
		if differs == 0 {
			return word(r, "many.why.differs.some")
		}
		return word(r, "many.why.differs", "count", differs)
	case quality.WhyAsked, quality.WhyFigure, quality.WhyUncounted, quality.WhyFull, quality.WhyElsewhere:
		return word(r, "many.why."+why)
	}
	return word(r, "many.why.moved")
}

// reasons lists those that are looked at one by one, with why.
func (q queue) reasons(r *page.Request) []ui.Row {
	var out []ui.Row
	for _, c := range q.apart {
		row := q.rows(r, []quality.Waiting{c.Waiting})[0]
		row.Second = because(r, c.Why, c.Differs) + " " + row.Second
		out = append(out, row)
	}
	return out
}

func (q queue) form(r *page.Request) Together {
	from, _ := strconv.Atoi(r.URL.Query().Get("tu")) // nothing typed: from the first
	if from < 0 || from >= len(q.offered) {
		from = 0
	}
	some := q.offered[from:min(len(q.offered), from+atOnce)]
	here := link.ConfirmScores(q.top.Slug)
	f := Together{Action: here, Title: word(r, "many", "count", len(q.offered)), Why: word(r, "many.sub"), Error: r.Wrong("pick")}
	all, chosen := r.URL.Query().Get("chon") == "het", r.Texts("pick")
	if !all && len(some) > 1 {
		f.All = &ui.Link{Text: word(r, "many.all", "count", len(some)), Href: here + "?chon=het&tu=" + strconv.Itoa(from)}
	}
	for _, c := range some {
		value := c.Meeting + "." + strconv.FormatInt(c.Version, 10)
		f.Offers = append(f.Offers, Offer{
			Value: value, Title: c.Cell + ", " + r.Month(c.Period), Second: word(r, "many.row", "voted", c.Voted.String(), "matches", c.Matches, "judged", c.Judged),
			Chosen: all && r.Method == http.MethodGet || slices.Contains(chosen, value),
			See:    ui.Link{Text: word(r, "many.see"), Href: q.at(c.Waiting), Name: word(r, "many.see.of", "cell", c.Cell, "month", r.Month(c.Period))},
		})
	}
	if next := from + atOnce; next < len(q.offered) {
		f.Rest = &ui.Link{Text: word(r, "many.rest", "count", len(q.offered)-next), Href: here + "?tu=" + strconv.Itoa(next)}
	}
	field := func(name string) ui.Field {
		return ui.Field{Name: name, Label: word(r, name), Value: form.Typed(r, name, ""), Error: r.Wrong(name)}
	}
	f.Decision, f.Day = field("decision"), field("decision_day")
	f.Decision.Hint, f.Day.InputMode, f.Day.Short = word(r, "many.decision.hint"), "numeric", true
	return f
}

// ConfirmMany is POST /cap-uy/{cu}/xac-nhan-diem: what was ticked, by one decision.
func ConfirmMany(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	picks := picked(r, &wrong)
	decision, day := r.Text("decision"), r.NeedDay("decision_day", &wrong)
	err := wrong.Err()
	var top org.Org
	var out []quality.Outcome
	if err == nil {
		err = r.Write(func(tx *store.Tx) (err error) {
			if top, err = org.BySlug(tx.Reader, r.PathValue("cu")); err != nil {
				return err
			}
			out, err = quality.ConfirmTogether(tx, r.Book, top.ID, picks, decision, day)
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return listing(w, r, status) })
	}
	said := url.Values{}
	for _, o := range out {
		said.Add("kq", o.Slug+"~"+link.Period(o.Period, o.Kind, o.N)+"~"+o.Why)
	}
	return r.See(w, link.ConfirmScores(top.Slug)+"?"+said.Encode())
}

// picked reads the boxes: a meeting with the version the page was drawn from.
func picked(r *page.Request, wrong *fault.Fields) []quality.Pick {
	var out []quality.Pick
	for _, v := range r.Texts("pick") {
		id, version, _ := strings.Cut(v, ".")
		n, err := strconv.ParseInt(version, 10, 64)
		if err != nil || slices.ContainsFunc(out, func(p quality.Pick) bool { return p.Meeting == id }) {
			continue
		}
		out = append(out, quality.Pick{Meeting: id, Version: n})
	}
	if len(out) == 0 {
		wrong.Add("pick", "score_pick")
	}
	return out
}
