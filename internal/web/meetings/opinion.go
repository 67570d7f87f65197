package meetings

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// say is a sentence of the room's own pages.
func say(r *page.Request, key string, args ...any) string { return r.T("roompage."+key, args...) }

// heard is who is in the room and who spoke.
type heard struct {
	roll     []meeting.Rolled // in the room, or not yet called
	opinions []speech.Opinion
	names    map[string]string
	paper    map[string]bool // use no phone: what they said is read back to them
	spoke    int
	present  int
}

func hear(rd *store.Reader, s sitting) (h heard, err error) {
	if h.opinions, err = speech.List(rd, s.M.ID); err != nil {
		return h, err
	}
	sheet, err := attendance.List(rd, s.M.ID)
	if err != nil {
		return h, err
	}
	if h.paper, err = member.PaperOnly(rd, s.M.Org, s.M.Day); err != nil {
		return h, err
	}
	h.names, h.present = map[string]string{}, sheet.Present
	spoke := map[string]bool{}
	for _, o := range h.opinions {
		spoke[o.Member] = true
	}
	h.spoke = len(spoke)
	for _, row := range sheet.Rows {
		h.names[row.Member] = row.FullName
		gone := row.Mark != nil && (!attendance.Came(row.Mark.Status) || row.Mark.LeftAt > 0 && row.Mark.LeftAt <= rd.Now())
		if row.Activity != "suspended" && !gone && (row.Mark != nil || row.Expected) {
			h.roll = append(h.roll, row.Rolled)
		}
	}
	return h, nil
}

// pick puts the last three speakers first: whoever speaks often speaks again.
func (h heard) pick(chosen string) (first, others []Choice) {
	var last []string
	for _, o := range slices.Backward(h.opinions) {
		if len(last) < 3 && !slices.Contains(last, o.Member) && slices.ContainsFunc(h.roll, func(m meeting.Rolled) bool { return m.Member == o.Member }) {
			last = append(last, o.Member)
		}
	}
	if chosen != "" && !slices.Contains(last, chosen) { // invited from the list of those who have not spoken
		last = append([]string{chosen}, last...)
	}
	for _, m := range h.roll { // at first nobody has spoken: the roll's order
		if len(last) < 3 && !slices.Contains(last, m.Member) {
			last = append(last, m.Member)
		}
	}
	for _, id := range last[:min(3, len(last))] {
		if h.names[id] != "" {
			first = append(first, Choice{ID: id, Name: h.names[id], Chosen: id == chosen})
		}
	}
	for _, m := range h.roll {
		if !slices.ContainsFunc(first, func(c Choice) bool { return c.ID == m.Member }) {
			others = append(others, Choice{ID: m.Member, Name: m.FullName})
		}
	}
	return first, others
}

// OpinionPage is GET, TakeOpinion POST: who, then in what sense; the second tap
// keeps it.
func OpinionPage(w http.ResponseWriter, r *page.Request) error {
	return opinion(w, r, http.StatusOK)
}

func opinion(w http.ResponseWriter, r *page.Request, status int) error {
	var h heard
	var words error
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if h, err = hear(rd, s); err == nil {
			words = meeting.MayKeepWords(rd, s.M)
		}
		return err
	})
	if err != nil {
		return err
	}
	muc := r.FormValue("muc")
	back := link.Room(s.Slug, s.Ky)
	if _, ok := position(muc); ok {
		back = link.Item(s.Slug, s.Ky, muc)
	}
	p := s.room(r, say(r, "opinion.title"), say(r, "bar.opinion"), back)
	p.Sub = say(r, "opinion.how")
	p.Primary = &ui.Action{Text: say(r, "opinion.done"), Href: back}
	if s.M.State != meeting.InSession || words != nil {
		p.Sub, p.Banner = "", &ui.Note{Kind: "info", Text: say(r, "opinion.notnow")}
		if words != nil {
			p.Banner = &ui.Note{Kind: "info", Icon: "lock", Text: page.Say(r.Words, words)}
		}
		return r.Page(w, status, p, templ.NopComponent)
	}
	body := Opinion{Action: link.Opinion(s.Slug, s.Ky), Item: muc, Kind: r.Wrong("kind"), Sees: say(r, "opinion.sees"),
		Pick: Pick{Name: "member", Legend: say(r, "opinion.who"), Error: r.Wrong("member")}}
	body.Pick.First, body.Pick.Others = h.pick(form.Typed(r, "member", r.URL.Query().Get("nguoi")))
	for _, k := range speech.Kinds {
		body.Kinds = append(body.Kinds, ui.Action{Text: r.T("opinion." + k), Field: "kind", Value: k})
	}
	if n := slices.IndexFunc(h.opinions, func(o speech.Opinion) bool { return o.ID == r.URL.Query().Get("vua") }); n >= 0 && r.Method == http.MethodGet {
		body.Saved = s.saved(r, h, h.opinions[n], muc)
		p.Primary = &ui.Action{Text: say(r, "opinion.done"), Form: body.Saved.Form.ID}
	}
	return r.Page(w, status, p, OpinionBody(body))
}

// position reads the number of an agenda item out of an address.
func position(s string) (n int, ok bool) {
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n > 0 && n < 1000
}

func (s sitting) saved(r *page.Request, h heard, o speech.Opinion, muc string) *Saved {
	gist := ui.Field{Name: "gist", Label: say(r, "opinion.gist"), Hint: say(r, "opinion.gist.hint"), Value: o.Gist, Optional: true}
	name := h.names[o.Member]
	return &Saved{Text: say(r, "opinion.saved", "name", name, "kind", lower(r.T("opinion."+o.Kind)), "time", hour(o.At)), Name: say(r, "opinion.undo.of", "name", name),
		Undo: Form{Action: link.UndoOpinion(s.Slug, s.Ky, o.ID), Hidden: []Pair{{"muc", muc}}},
		Form: Form{ID: "noi-dung-y-kien", Action: link.OpinionText(s.Slug, s.Ky, o.ID), Version: o.Version, Hidden: []Pair{{"muc", muc}}, Parts: []templ.Component{ui.TextArea(gist, 3)}}}
}

func TakeOpinion(w http.ResponseWriter, r *page.Request) error {
	id := r.Key()
	if len(id) != 36 {
		id = store.NewID()
	}
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		in := speech.Opinion{ID: id, Meeting: s.M.ID, Member: r.Text("member"), Kind: r.Text("kind")}
		if n, ok := position(r.FormValue("muc")); ok {
			all, err := itemsOf(tx.Reader, s.M.ID)
			if err != nil {
				return err
			}
			if n <= len(all) {
				in.Item = all[n-1].ID
			}
		}
		if in.Member == "" {
			return fault.Bad("member", "opinion_nobody")
		}
		_, err := speech.Add(tx, in)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return opinion(w, r, status) })
	}
	return r.See(w, link.Opinion(s.Slug, s.Ky)+"?muc="+r.FormValue("muc")+"&vua="+id)
}

// UndoOpinion is POST: the last tap was a mistake.
func UndoOpinion(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error { return speech.Undo(tx, s.M.ID, r.PathValue("id")) })
	if err != nil {
		return r.Again(w, err, func(status int) error { return opinion(w, r, status) })
	}
	return r.See(w, link.Opinion(s.Slug, s.Ky)+"?muc="+r.FormValue("muc"))
}

// OpinionTextPage is GET, OpinionText POST: the words, written afterwards.
func OpinionTextPage(w http.ResponseWriter, r *page.Request) error {
	return opinionText(w, r, http.StatusOK, nil)
}

func opinionText(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var h heard
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { h, err = hear(rd, s); return })
	if err != nil {
		return err
	}
	n := slices.IndexFunc(h.opinions, func(o speech.Opinion) bool { return o.ID == r.PathValue("id") })
	if n < 0 {
		return fault.Missing()
	}
	o := h.opinions[n]
	gist := ui.Field{Name: "gist", Label: say(r, "opinion.gist"), Value: form.Typed(r, "gist", o.Gist), Error: r.Wrong("gist"), WhoSees: say(r, "opinion.sees")}
	bare := ui.Field{Name: "bare", Label: say(r, "opinion.bare"), Hint: say(r, "opinion.bare.hint")}
	p := s.room(r, h.names[o.Member], say(r, "bar.opinion"), s.afterWords(r))
	p.Sub = hour(o.At) + " · " + r.T("opinion."+o.Kind)
	var above []templ.Component
	if theirs, ok := newer[speech.Opinion](problem); ok {
		above = append(above, Both(Version{word(r, "both.mine"), r.FormValue("gist")}, Version{word(r, "both.theirs"), theirs.Gist}))
	}
	f := Form{Version: o.Version, Hidden: []Pair{{"muc", r.FormValue("muc")}, {"tu", r.FormValue("tu")}},
		Parts: []templ.Component{ui.TextArea(gist, 5), ui.Checkbox(bare, form.Typed(r, "bare", map[bool]string{true: "1"}[o.Bare]) != "")}}
	return s.ask(w, r, status, p, word(r, "save"), f, above...)
}

// afterWords is where one goes on from an opinion's words.
func (s sitting) afterWords(r *page.Request) string {
	if r.FormValue("tu") == "can-ghi" {
		return link.Unwritten(s.Slug, s.Ky)
	}
	if _, ok := position(r.FormValue("muc")); ok {
		return link.Item(s.Slug, s.Ky, r.FormValue("muc"))
	}
	return link.Room(s.Slug, s.Ky)
}

func OpinionText(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := speech.Write(tx, s.M.ID, r.PathValue("id"), r.Version(), speech.Words{Gist: r.Long("gist"), Bare: r.Tick("bare")})
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return opinionText(w, r, status, err) })
	}
	return r.See(w, s.afterWords(r))
}

// UnwrittenPage is GET: the opinions that still want their words, before the
// meeting is closed.
func UnwrittenPage(w http.ResponseWriter, r *page.Request) error {
	var h heard
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { h, err = hear(rd, s); return })
	if err != nil {
		return err
	}
	left := speech.Unwritten(h.opinions)
	p := s.room(r, say(r, "unwritten.title", "count", len(left)), say(r, "bar.opinion"), link.Close(s.Slug, s.Ky))
	if len(left) == 0 {
		p.Primary = &ui.Action{Text: say(r, "unwritten.back"), Href: link.Close(s.Slug, s.Ky)}
		return r.Page(w, http.StatusOK, p, Para(say(r, "unwritten.none")))
	}
	var rows []ui.Row
	for _, o := range left {
		rows = append(rows, ui.Row{Title: h.names[o.Member], Second: hour(o.At) + " · " + r.T("opinion."+o.Kind), Href: link.OpinionText(s.Slug, s.Ky, o.ID) + "?tu=can-ghi"})
	}
	p.Primary = &ui.Action{Text: say(r, "unwritten.first"), Href: rows[0].Href}
	return r.Page(w, http.StatusOK, p, templ.Join(Soft(say(r, "unwritten.why")), ui.LinkList(rows)))
}

// lower lets a word stand inside a sentence.
func lower(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToLower(s[:i]) + s[i:]
		}
	}
	return strings.ToLower(s)
}
