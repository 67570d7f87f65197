package members

import (
	"net/http"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// lastDay is the last day of a term that is kept half-open, as people say it.
func lastDay(until string) string {
	if until == "" {
		return ""
	}
	return vi.ShowDay(vi.AddDays(until, -1))
}

// untilOf reads "đến hết ngày" as the first day after it.
func untilOf(r *page.Request, wrong *fault.Fields) string {
	day := r.Day("until", wrong)
	if day == "" {
		return ""
	}
	return vi.AddDays(day, 1)
}

// ask is what the page of an exemption shows.
type ask struct {
	m       member.Member
	open    standing.Exemption
	waits   bool
	ends    string // the day on which the activity ends by itself
	last    *standing.Exemption
	decides bool
	today   string
}

func (a *ask) load(rd *store.Reader, r *page.Request, action access.Action) (err error) {
	*a = ask{today: rd.Today()}
	if a.m, err = member.Get(rd, r.PathValue("id")); err != nil {
		return err
	}
	if err = member.Must(rd, action, a.m.ID); err != nil {
		return err
	}
	if a.open, a.waits, err = standing.Open(rd, a.m.ID); err != nil {
		return err
	}
	all, err := standing.Of(rd, a.m.ID)
	if err != nil {
		return err
	}
	if len(all) > 0 && all[0].State != standing.Asked {
		a.last = &all[0]
	}
	if a.ends, err = member.EndsOn(rd, a.m.ID); err != nil {
		return err
	}
	a.decides, err = access.Can(rd, access.StatusDecide, a.m.Org)
	return err
}

// term is "từ ngày … đến hết ngày …".
func term(r *page.Request, from, until string) string {
	if until == "" {
		return r.T("standing.term.open", "from", vi.ShowDay(from))
	}
	return r.T("standing.term", "from", vi.ShowDay(from), "until", lastDay(until))
}

// ruleText is what a rule says, in the person's language.
func ruleText(r *page.Request, ref string) string {
	x, _ := r.Book.ByRef(ref)
	return r.Either(x.TextVI, x.TextEN)
}

func reasonText(r *page.Request, law rule.Exemption, code string) string {
	x, ok := law.Find(code)
	if !ok {
		return code
	}
	return r.Either(x.TitleVI, x.TitleEN)
}

// why is the class of a reason within a sentence; of one that is none of the
// reader's business, that the cell has it.
func why(r *page.Request, law rule.Exemption, code string) string {
	if code == "" {
		return r.T("standing.reason.kept")
	}
	return strings.ToLower(reasonText(r, law, code))
}

// notes say how things stand before anything is asked.
func (a ask) notes(r *page.Request) (out []ui.Note) {
	if a.m.Activity == "exempt" {
		if a.ends == "" {
			out = append(out, ui.Note{Kind: "info", Text: r.T("standing.now.open", "day", vi.ShowDay(a.m.Since))})
		} else {
			out = append(out, ui.Note{Kind: "info", Text: r.T("standing.now", "day", lastDay(a.ends))})
		}
	}
	if a.waits {
		law := r.Book.Exemption(a.open.AskedOn)
		out = append(out, ui.Note{Kind: "warn", Icon: "clock", Text: r.T("standing.waits", "day", vi.ShowDay(a.open.AskedOn), "manner", strings.ToLower(r.T("standing.manner."+a.open.Manner)), "reason", why(r, law, a.open.Reason), "term", term(r, a.open.From, a.open.Until))})
	} else if a.last != nil && a.last.DecidedOn != "" {
		out = append(out, ui.Note{Kind: "plain", Icon: "info", Text: r.T("standing.last."+a.last.State, "day", vi.ShowDay(a.last.DecidedOn), "term", term(r, a.last.From, a.last.Until))})
	}
	return out
}

// ExemptionPage shows how a member's exemption stands and takes a request down:
// GET /dang-vien/{id}/mien-sinh-hoat.
func ExemptionPage(w http.ResponseWriter, r *page.Request) error { return exemptionForm(w, r, 0) }

func exemptionForm(w http.ResponseWriter, r *page.Request, status int) error {
	var a ask
	err := r.Read(func(rd *store.Reader) error { return a.load(rd, r, access.StatusPropose) })
	if err == nil {
		err = seen(r, a.m.PersonID, sawRecord)
	}
	if err != nil {
		return err
	}
	heading := r.T("standing.exemption")
	p := form.Page{Frame: ui.Page{Title: heading + " · " + a.m.OrgName, Where: a.m.OrgName, Heading: heading, Sub: a.m.FullName, Back: &ui.Link{Href: link.Member(a.m.ID)}, Primary: form.Send(r.T("standing.ask"))},
		Action: link.Exemption(a.m.ID), Before: a.notes(r)}
	if a.m.Activity == "exempt" {
		p.After = append(p.After, ui.Link{Text: r.T("standing.return"), Href: link.Return(a.m.ID)})
	}
	if a.waits {
		p.Frame.Primary = &ui.Action{Text: r.T("standing.decide"), Href: link.ExemptionResult(a.m.ID)}
		if !a.decides {
			p.Frame.Primary = &ui.Action{Text: r.T("memberpage.record"), Href: link.Member(a.m.ID)}
		}
		return form.Answer(w, r, status, p)
	}
	law := r.Book.Exemption(a.today)
	var reasons []ui.Option
	for _, x := range law.Reasons {
		reasons = append(reasons, ui.Option{Value: x.Code, Text: reasonText(r, law, x.Code)})
	}
	from := a.today
	if a.m.Activity == "exempt" && a.ends != "" { // prolonged: the day after the last one
		from = a.ends
	}
	p.Inputs = []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "manner", Label: r.T("standing.f.manner"), Value: typed(r, "manner", "")}, Options: []ui.Option{{Value: "letter", Text: r.T("standing.manner.letter")}, {Value: "oral", Text: r.T("standing.manner.oral")}}},
		{Kind: "radios", Field: ui.Field{Name: "reason", Label: r.T("standing.f.reason"), Value: typed(r, "reason", ""), Hint: r.T("standing.f.reason.hint"), WhoSees: r.T("standing.f.reason.sees")}, Options: reasons},
		{Kind: "date", Field: ui.Field{Name: "asked_on", Label: r.T("standing.f.asked"), Value: typed(r, "asked_on", vi.ShowDay(a.today))}},
		{Kind: "date", Field: ui.Field{Name: "from", Label: r.T("standing.f.from"), Value: typed(r, "from", vi.ShowDay(from))}},
		{Kind: "date", Field: ui.Field{Name: "until", Label: r.T("standing.f.until"), Value: typed(r, "until", ""), Hint: r.T("standing.f.until.hint"), Optional: true}},
	}
	p.Effect = &ui.Note{Kind: "info", Text: ruleText(r, law.Ref.String())}
	return form.Answer(w, r, status, p)
}

// Exemption takes a request down: POST /dang-vien/{id}/mien-sinh-hoat.
func Exemption(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := standing.Request{Member: r.PathValue("id"), Manner: r.Text("manner"), Reason: r.Text("reason"), AskedOn: r.NeedDay("asked_on", &wrong), From: r.NeedDay("from", &wrong), Until: untilOf(r, &wrong)}
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), in, func() (string, error) { x, err := standing.Ask(tx, r.Book, in); return x.ID, err })
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return exemptionForm(w, r, status) })
	}
	return r.See(w, link.Exemption(in.Member))
}

// ReturnPage asks from when an exempt member takes part again:
// GET /dang-vien/{id}/tro-lai.
func ReturnPage(w http.ResponseWriter, r *page.Request) error { return returnForm(w, r, 0) }

func returnForm(w http.ResponseWriter, r *page.Request, status int) error {
	var a ask
	err := r.Read(func(rd *store.Reader) error { return a.load(rd, r, access.StatusPropose) })
	if err == nil {
		err = seen(r, a.m.PersonID, sawRecord)
	}
	if err != nil {
		return err
	}
	heading := r.T("standing.return")
	return form.Answer(w, r, status, form.Page{
		Frame:  ui.Page{Title: heading + " · " + a.m.OrgName, Where: a.m.OrgName, Heading: heading, Sub: a.m.FullName, Back: &ui.Link{Href: link.Exemption(a.m.ID)}, Primary: form.Send(r.T("standing.return.save"))},
		Action: link.Return(a.m.ID), Before: a.notes(r),
		Inputs: []form.Input{{Kind: "date", Field: ui.Field{Name: "from", Label: r.T("standing.f.back"), Value: typed(r, "from", vi.ShowDay(a.today))}}},
		Effect: &ui.Note{Kind: "info", Text: r.T("standing.return.effect")},
	})
}

// Return writes it down: POST /dang-vien/{id}/tro-lai.
func Return(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	id, from := r.PathValue("id"), r.NeedDay("from", &wrong)
	err := r.Write(func(tx *store.Tx) error {
		if err := member.Must(tx.Reader, access.StatusPropose, id); err != nil {
			return err
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		return standing.Return(tx, id, from)
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return returnForm(w, r, status) })
	}
	return r.See(w, link.Member(id))
}
