// Package privacy are the pages of the law on personal data: one's own requests
// and consents, what the cell's lead types for a comrade, and the desk of whoever
// answers.
package privacy

import (
	"cmp"
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Own is one's own requests, and the form for another: GET /toi/du-lieu/de-nghi.
func Own(w http.ResponseWriter, r *page.Request) error { return own(w, r, 0) }

func own(w http.ResponseWriter, r *page.Request, status int) error {
	var all []privacy.Request
	var today string
	if err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		all, err = privacy.Mine(rd)
		return err
	}); err != nil {
		return err
	}
	p := form.Page{
		Frame: ui.Page{Title: r.T("privacy.ask.title"), Heading: r.T("privacy.ask.title"), Sub: r.T("privacy.ask.sub", "days", r.Book.Requests(today).ReplyDays), BarTitle: r.T("mepage.bar"),
			Back: &ui.Link{Href: link.MyData}, Primary: form.Send(r.T("privacy.ask.send"))},
		Action: link.OwnRequests, Inputs: questions(r, today),
	}
	return answer(w, r, status, p, Asked(cases(r, all, today, true)))
}

// answer shows a form under what stands above it.
func answer(w http.ResponseWriter, r *page.Request, status int, p form.Page, above templ.Component) error {
	for i := range p.Inputs {
		p.Inputs[i].Error = r.Wrong(p.Inputs[i].Name)
	}
	if status == http.StatusUnprocessableEntity {
		p.Key = r.Key()
	}
	var after templ.Component = templ.NopComponent
	if len(p.After) > 0 {
		after = ui.Links(p.After)
	}
	return r.Page(w, status, p.Frame, templ.Join(above, after, form.Form(p)))
}

// questions are what a request says: which right, about what, in own words.
func questions(r *page.Request, today string) []form.Input {
	lang := r.Words.Lang()
	kinds := form.Input{Kind: "radios", Field: ui.Field{Name: "kind", Label: r.T("privacy.f.kind"), Value: form.Typed(r, "kind", "")}}
	for _, k := range r.Book.Requests(today).Kinds {
		kinds.Options = append(kinds.Options, ui.Option{Value: k.Key, Text: k.Title().In(lang)})
	}
	fields := form.Input{Kind: "select", Field: ui.Field{Name: "field", Label: r.T("privacy.f.field"), Value: form.Typed(r, "field", ""), Optional: true}, Options: []ui.Option{{Value: "", Text: r.T("privacy.f.field.all")}}}
	for _, t := range r.Told(today) {
		fields.Options = append(fields.Options, ui.Option{Value: t.Key, Text: t.Title})
	}
	return []form.Input{kinds, fields, {Kind: "area", Field: ui.Field{Name: "text", Label: r.T("privacy.f.text"), Value: form.Typed(r, "text", ""), Hint: r.T("privacy.f.text.hint"), WhoSees: r.T("privacy.f.text.sees")}}}
}

// Ask files it, or takes one back: POST /toi/du-lieu/de-nghi.
func Ask(w http.ResponseWriter, r *page.Request) error {
	in := privacy.Asking{Kind: r.Text("kind"), Field: r.Text("field"), Text: r.Long("text")}
	back := r.Text("back")
	err := r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), []any{in, back}, func() (string, error) {
			if back != "" {
				return back, privacy.TakeBack(tx, back)
			}
			q, err := privacy.AskMine(tx, r.Book, in)
			return q.ID, err
		})
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return own(w, r, status) })
	}
	return r.See(w, link.OwnRequests)
}

// Case is one request as a list shows it.
type Case struct {
	Title, Text, When string
	Tag               ui.Tag
	Answer            []string
	Back              string // id, where it may be taken back
}

func cases(r *page.Request, all []privacy.Request, today string, mine bool) []Case {
	var out []Case
	for _, q := range all {
		c := Case{Title: title(r, q), Text: q.Text, When: when(r, q), Tag: tag(r, q, today)}
		if q.Reply != "" {
			c.Answer = append(c.Answer, r.T("privacy.reply", "text", q.Reply))
		}
		if q.Basis != "" {
			c.Answer = append(c.Answer, r.T("privacy.refused.basis", "text", q.Basis))
		}
		if mine && q.Due() != "" {
			c.Back = q.ID
		}
		out = append(out, c)
	}
	return out
}

// title is "Sửa cho đúng: Ngày sinh".
func title(r *page.Request, q privacy.Request) string {
	kind, _ := r.Book.Requests(q.AskedOn).Find(q.Kind)
	text := cmp.Or(kind.Title().In(r.Words.Lang()), q.Kind)
	if d, ok := r.Book.Personal(q.AskedOn).Find(q.Field); ok {
		text += ": " + d.Title.In(r.Words.Lang())
	}
	return text
}

// when says when it was asked and by when comes what.
func when(r *page.Request, q privacy.Request) string {
	text := r.T("privacy.asked."+q.Channel, "day", vi.ShowDay(q.AskedOn))
	switch q.State {
	case privacy.Asked:
		return text + " " + r.T("privacy.reply.by", "day", vi.ShowDay(q.ReplyDue))
	case privacy.Accepted:
		key := "privacy.done.by"
		if q.Extended {
			key = "privacy.done.by.extended"
		}
		return text + " " + r.T(key, "day", vi.ShowDay(q.DoneDue))
	}
	return text + " " + r.T("privacy.closed.on", "day", vi.ShowDay(q.ClosedOn))
}

func tag(r *page.Request, q privacy.Request, today string) ui.Tag {
	if q.Late(today) {
		return ui.Tag{Kind: "bad", Icon: "triangle-alert", Text: r.T("privacy.late")}
	}
	return ui.Tag{Kind: states[q.State].Kind, Icon: states[q.State].Icon, Text: r.T("privacy.state." + q.State)}
}

var states = map[string]ui.Tag{
	privacy.Asked: {Kind: "warn", Icon: "clock"}, privacy.Accepted: {Kind: "act", Icon: "hourglass"}, privacy.Done: {Kind: "ok", Icon: "circle-check"},
	privacy.Refused: {Kind: "mute", Icon: "ban"}, privacy.Withdrawn: {Kind: "mute", Icon: "circle-dashed"},
}

// Consents is what one agreed to: GET /toi/dong-y.
func Consents(w http.ResponseWriter, r *page.Request) error {
	var ledger []privacy.Consent
	var number, today string
	if err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		if ledger, err = privacy.MyConsents(rd); err != nil {
			return err
		}
		number, _, err = member.OwnPhone(rd)
		return err
	}); err != nil {
		return err
	}
	f := ui.Page{Title: r.T("privacy.consent.title"), Heading: r.T("privacy.consent.title"), Sub: r.T("privacy.consent.sub"), BarTitle: r.T("mepage.bar"), Back: &ui.Link{Href: link.MyData},
		Primary: &ui.Action{Text: r.T("mepage.back"), Href: link.Me}}
	return r.Page(w, 0, f, Agreed(agreements(r, ledger, today, number, link.OwnConsent), acts(r, ledger)))
}

// Agreement is one purpose that stands on consent, as it stands now.
type Agreement struct {
	Key, Title, Text, Without, Value, Action string
	State                                    ui.Tag
	Asked, Given                             bool
}

func agreements(r *page.Request, ledger []privacy.Consent, today, number, action string) []Agreement {
	lang := r.Words.Lang()
	var out []Agreement
	for _, p := range r.Book.Consents(today).Purposes {
		now, asked := privacy.Now(ledger, p.Key)
		a := Agreement{Key: p.Key, Text: p.Text.In(lang), Without: p.Without.In(lang), Action: action, Asked: asked, Given: now.Given}
		if d, ok := r.Book.Personal(today).Find(p.Field); ok {
			a.Title = d.Title.In(lang)
		}
		if p.Field == "phone" {
			a.Value = number
		}
		switch {
		case !asked:
			a.State = ui.Tag{Kind: "mute", Icon: "circle-dashed", Text: r.T("privacy.consent.none")}
		case now.Given:
			a.State = ui.Tag{Kind: "ok", Icon: "circle-check", Text: r.T("privacy.consent.given", "day", vi.ShowDay(now.Day))}
		default:
			a.State = ui.Tag{Kind: "warn", Icon: "ban", Text: r.T("privacy.consent.withdrawn", "day", vi.ShowDay(now.Day))}
		}
		out = append(out, a)
	}
	return out
}

func acts(r *page.Request, ledger []privacy.Consent) []ui.Line {
	var out []ui.Line
	for _, c := range ledger {
		key := "privacy.act.withdrawn"
		if c.Given {
			key = "privacy.act.given"
		}
		p, _ := r.Book.Consents(c.Day).Find(c.Purpose)
		d, _ := r.Book.Personal(c.Day).Find(p.Field)
		line := ui.Line{Text: vi.ShowDay(c.Day) + " · " + r.T(key, "what", d.Title.In(r.Words.Lang())), Second: r.T("privacy.how." + c.How)}
		if c.How == privacy.OnPaper {
			line.Second += " · " + c.Paper
		}
		out = append(out, line)
	}
	return out
}

// Consent gives or withdraws it: POST /toi/dong-y.
func Consent(w http.ResponseWriter, r *page.Request) error {
	purpose, do := r.Text("purpose"), r.Text("do")
	if do != "give" && do != "withdraw" {
		return fault.Bad("do", "privacy_purpose")
	}
	err := r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), []any{purpose, do}, func() (bool, error) { return true, privacy.Give(tx, r.Book, purpose, do == "give") })
		return err
	})
	if err != nil {
		return r.Again(w, err, func(int) error { return Consents(w, r) })
	}
	return r.See(w, link.OwnConsent)
}

// notGiven is what the other button says: one who agreed withdraws, one who was
// not asked yet does not agree.
func notGiven(a Agreement) string {
	if a.Given {
		return "privacy.consent.withdraw"
	}
	return "privacy.consent.deny"
}
