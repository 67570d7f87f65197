package privacy

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/backup"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// sawState is what the person reads under "who looked".
const sawState = "data_state"

// held reads the committee of the address, asks for the right over it, and reads
// the state of the person the address names ("" for none).
func held(rd *store.Reader, r *page.Request, action access.Action) (top org.Org, s privacy.State, err error) {
	if top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return
	}
	if err = org.Must(rd, action, top.ID); err != nil || r.PathValue("id") == "" {
		return
	}
	s, err = privacy.StateOf(rd, r.PathValue("id"))
	return
}

// Restrictions lists whose data are restricted, erased or asked to be:
// GET /cap-uy/{cu}/rieng-tu/han-che.
func Restrictions(w http.ResponseWriter, r *page.Request) error {
	return listed(w, r, access.PrivacyKeep, "privacy.held.title", func(privacy.State) bool { return true }, link.DataState)
}

// Decisions lists what waits for the committee's leader: GET /cap-uy/{cu}/rieng-tu/quyet-dinh.
func Decisions(w http.ResponseWriter, r *page.Request) error {
	return listed(w, r, access.PrivacyConfirm, "privacy.decide.title", func(s privacy.State) bool { return s.Ask != "" }, link.DataDecision)
}

func listed(w http.ResponseWriter, r *page.Request, action access.Action, title string, show func(privacy.State) bool, to func(slug, id string) string) error {
	var top org.Org
	var all []privacy.State
	if err := r.Read(func(rd *store.Reader) (err error) {
		if top, _, err = held(rd, r, action); err != nil {
			return err
		}
		all, err = privacy.States(rd)
		return err
	}); err != nil {
		return err
	}
	back := link.Committee(top.Slug)
	if action == access.PrivacyKeep {
		back = link.Privacy(top.Slug)
	}
	f := ui.Page{Title: r.T(title) + " · " + top.Name, Where: top.Name, Heading: r.T(title), Sub: r.T(title + ".sub"), Back: &ui.Link{Href: back}, Primary: &ui.Action{Text: r.T("memberpage.back"), Href: back}}
	var rows []ui.Row
	for _, s := range all {
		if show(s) {
			t := stateTag(r, s)
			rows = append(rows, ui.Row{Href: to(top.Slug, s.Person), Icon: "lock", Title: s.Name, Second: told(r, s), Tag: &t})
		}
	}
	if len(rows) > 0 && action == access.PrivacyConfirm {
		f.Primary = &ui.Action{Text: r.T("privacy.decide.next"), Href: rows[0].Href}
	}
	return r.Page(w, 0, f, ShowStates(rows, r.T(title+".none")))
}

func stateTag(r *page.Request, s privacy.State) ui.Tag {
	switch {
	case s.Ask != "":
		return ui.Tag{Kind: "warn", Icon: "hourglass", Text: r.T("privacy.held.waits")}
	case s.State == member.Restricted:
		return ui.Tag{Kind: "act", Icon: "lock", Text: r.T("privacy.held.restricted")}
	case s.State == "" && s.Kept.Until != "":
		return ui.Tag{Kind: "ok", Icon: "badge-check", Text: r.T("privacy.held.kept")}
	case s.State == member.Shredded:
		return ui.Tag{Kind: "mute", Icon: "ban", Text: r.T("privacy.held.shredded")}
	}
	return ui.Tag{Kind: "ok", Icon: "circle-check", Text: r.T("privacy.held.active")}
}

func stamp(ms int64) string { return store.Clock(ms).Format("15:04 02/01/2006") }

// told is what is asked, or since when it is so.
func told(r *page.Request, s privacy.State) string {
	switch {
	case s.Ask != "":
		return r.T("privacy.way." + s.Ask)
	case s.State == "" && s.Kept.Until != "":
		return decisionLine(r, "privacy.held.kept.text", s.Kept)
	case s.State != "":
		return r.T("privacy.held.since", "at", stamp(s.Since))
	}
	return r.T("privacy.held.refused.short")
}

// Restriction is one person's state and the form that asks for a step:
// GET /cap-uy/{cu}/rieng-tu/han-che/{id}.
func Restriction(k *backup.Keeper) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error { return restriction(w, r, k, 0) }
}

func restriction(w http.ResponseWriter, r *page.Request, k *backup.Keeper, status int) error {
	var top org.Org
	var s privacy.State
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		top, s, err = held(rd, r, access.PrivacyKeep)
		return err
	})
	if err == nil {
		err = looked(r, s.Person, sawState)
	}
	if err != nil {
		return err
	}
	back := link.DataStates(top.Slug)
	p := form.Page{Frame: stateFrame(r, top, s, back), Action: link.DataState(top.Slug, s.Person), Hidden: []form.Hidden{form.Version(s.Version), {Name: "request", Value: form.Typed(r, "request", r.URL.Query().Get("de-nghi"))}}}
	ways := s.Ways()
	switch {
	case s.Ask != "" && s.AskedBy == r.Viewer.Person:
		p.Hidden = append(p.Hidden, form.Hidden{Name: "what", Value: takeBack})
		p.Inputs = []form.Input{{Kind: "area", Field: ui.Field{Name: "reason", Label: r.T("privacy.held.f.back"), Value: form.Typed(r, "reason", "")}}}
		p.Frame.Primary = form.Send(r.T("privacy.held.back"))
	case len(ways) == 0:
		return r.Page(w, status, p.Frame, ShowState(notes(r, s, today, k), nil, nil))
	default:
		choice := form.Input{Kind: "radios", Field: ui.Field{Name: "what", Label: r.T("privacy.held.f.what"), Value: form.Typed(r, "what", "")}}
		for _, way := range ways {
			choice.Options = append(choice.Options, ui.Option{Value: way, Text: r.T("privacy.way." + way)})
		}
		p.Inputs = []form.Input{choice, {Kind: "area", Field: ui.Field{Name: "reason", Label: r.T("privacy.held.f.reason"), Value: form.Typed(r, "reason", ""), WhoSees: r.T("privacy.held.f.sees")}}}
		if slices.Contains(ways, privacy.KeepOn) {
			p.Inputs = append(p.Inputs, decisionFields(r)...)
		}
		p.Frame.Primary = form.Send(r.T("privacy.held.ask"))
	}
	return answer(w, r, status, p, ShowState(notes(r, s, today, k), kept(r, s, today), nil))
}

// takeBack is the step by which who asked takes it back.
const takeBack = "back"

func stateFrame(r *page.Request, top org.Org, s privacy.State, back string) ui.Page {
	return ui.Page{Title: r.T("privacy.held.of") + " · " + top.Name, Where: s.OrgName, Heading: s.Name, Sub: r.T("privacy.held.of"), Back: &ui.Link{Href: back}, Primary: &ui.Action{Text: r.T("memberpage.back"), Href: back}}
}

// notes say how the data may be used now, what waits, and what was answered last.
func notes(r *page.Request, s privacy.State, today string, k *backup.Keeper) []ui.Note {
	var out []ui.Note
	switch s.State {
	case member.Restricted:
		out = append(out, ui.Note{Kind: "info", Icon: "lock", Title: r.T("privacy.held.restricted"), Text: r.T("privacy.held.restricted.text", "at", stamp(s.Since), "minutes", r.Book.States(today).OpenMinutes)})
	case member.Shredded:
		out = append(out, ui.Note{Kind: "ok", Title: r.T("privacy.held.shredded"), Text: r.T("privacy.held.shredded.text", "at", stamp(s.Since)) + " " + gone(r, k, store.Day(s.Since))})
	}
	if s.Kept.Until != "" {
		out = append(out, ui.Note{Kind: "info", Icon: "badge-check", Title: r.T("privacy.held.kept"), Text: decisionLine(r, "privacy.held.kept.text", s.Kept)})
	}
	if s.Ask != "" {
		n := ui.Note{Kind: "warn", Icon: "hourglass", Title: r.T("privacy.way." + s.Ask), Text: r.T("privacy.held.waits.text", "name", s.AskedByName, "at", stamp(s.AskedAt), "reason", s.Reason)}
		if s.Ask == privacy.KeepOn {
			n.Text = decisionLine(r, "privacy.held.kept.ask", s.Asked) + " " + n.Text
		}
		out = append(out, n)
	}
	if s.Refusal != "" {
		out = append(out, ui.Note{Kind: "bad", Title: r.T("privacy.held.refused"), Text: r.T("privacy.held.refused.text", "name", s.DecidedByName, "at", stamp(s.DecidedAt), "reason", s.Refusal)})
	}
	return out
}

// gone says when no backup of this server reads what was erased on a day.
func gone(r *page.Request, k *backup.Keeper, day string) string {
	if last := k.Gone(day); last != "" {
		return r.T("privacy.held.backup", "day", vi.ShowDay(last))
	}
	return r.T("privacy.held.backup.none", "days", r.Book.States(day).BackupDays)
}

// kept is what an erasure leaves, and on which ground; or why it cannot be done.
func kept(r *page.Request, s privacy.State, today string) *Kept {
	law, lang := r.Book.States(today), r.Words.Lang()
	if s.State == member.Shredded {
		return nil
	}
	k := &Kept{Basis: r.T("privacy.basis", "text", law.Basis.In(lang))}
	if s.Still {
		k.Why = law.Member.In(lang)
	}
	for _, what := range law.Keeps {
		k.Lines = append(k.Lines, ui.Line{Text: what.In(lang)})
	}
	return k
}

// Kept is what stays of an erased person.
type Kept struct {
	Why, Basis string
	Lines      []ui.Line
}

// Restrict asks for a step, or takes the own one back: POST /cap-uy/{cu}/rieng-tu/han-che/{id}.
func Restrict(k *backup.Keeper) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error {
		in := privacy.Proposal{Person: r.PathValue("id"), What: r.Text("what"), Reason: r.Long("reason"), Request: r.Text("request"), Version: r.Version()}
		if in.What == privacy.KeepOn {
			in.Keep = decided(r)
		}
		slug, err := slugOf(r, access.PrivacyKeep)
		if err != nil {
			return err
		}
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), in, func() (bool, error) {
				if in.What == takeBack {
					_, err := privacy.Decline(tx, in.Person, in.Version, in.Reason)
					return true, err
				}
				return true, privacy.AskState(tx, in)
			})
			return err
		})
		if err != nil {
			return r.Again(w, err, func(status int) error { return restriction(w, r, k, status) })
		}
		return r.See(w, link.DataState(slug, in.Person))
	}
}

func slugOf(r *page.Request, action access.Action) (slug string, err error) {
	err = r.Read(func(rd *store.Reader) error {
		top, _, err := held(rd, r, action)
		slug = top.Slug
		return err
	})
	return
}

// Decision is what waits about one person, for the leader: GET /cap-uy/{cu}/rieng-tu/quyet-dinh/{id}.
func Decision(k *backup.Keeper) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error { return decision(w, r, k, 0) }
}

func decision(w http.ResponseWriter, r *page.Request, k *backup.Keeper, status int) error {
	var top org.Org
	var s privacy.State
	var today string
	err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		top, s, err = held(rd, r, access.PrivacyConfirm)
		return err
	})
	if err == nil {
		err = looked(r, s.Person, sawState)
	}
	if err != nil {
		return err
	}
	frame := stateFrame(r, top, s, link.DataDecisions(top.Slug))
	above := func(k2 *Kept) templ.Component { return ShowState(notes(r, s, today, k), k2, nil) }
	if s.Ask == "" || s.AskedBy == r.Viewer.Person || s.Person == r.Viewer.Person {
		if s.Ask != "" {
			frame.Banner = &ui.Note{Kind: "info", Text: r.T("privacy.decide.second")}
		}
		return r.Page(w, status, frame, above(nil))
	}
	p := form.Page{Frame: frame, Action: link.DataDecision(top.Slug, s.Person), Hidden: []form.Hidden{form.Version(s.Version)}, Inputs: []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "do", Label: r.T("privacy.decide.f"), Value: form.Typed(r, "do", "")}, Options: []ui.Option{{Value: "agree", Text: r.T("privacy.decide.agree")}, {Value: "decline", Text: r.T("privacy.decide.decline")}}},
		{Kind: "area", Field: ui.Field{Name: "reason", Label: r.T("privacy.decide.f.reason"), Value: form.Typed(r, "reason", ""), Hint: r.T("privacy.decide.f.hint"), Optional: true}},
	}, Effect: &ui.Note{Kind: "info", Text: r.T("privacy.effect."+s.Ask, "minutes", r.Book.States(today).OpenMinutes)}}
	var stays *Kept
	if s.Ask == privacy.Shred {
		stays = kept(r, s, today)
		p.Effect = &ui.Note{Kind: "warn", Text: r.T("privacy.effect.shred") + " " + gone(r, k, today)}
	}
	p.Frame.Primary = form.Send(r.T("privacy.decide.send"))
	return answer(w, r, status, p, above(stays))
}

// Decide agrees or says why not: POST /cap-uy/{cu}/rieng-tu/quyet-dinh/{id}.
func Decide(k *backup.Keeper) page.Handler {
	return func(w http.ResponseWriter, r *page.Request) error {
		person, do, reason, version := r.PathValue("id"), r.Text("do"), r.Long("reason"), r.Version()
		slug, err := slugOf(r, access.PrivacyConfirm)
		if err != nil {
			return err
		}
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), []any{person, do, reason, version}, func() (bool, error) {
				var err error
				switch do {
				case "agree":
					_, err = privacy.Agree(tx, r.Book, person, version)
				case "decline":
					_, err = privacy.Decline(tx, person, version, reason)
				default:
					err = fault.Bad("do", "required")
				}
				return true, err
			})
			return err
		})
		if err != nil {
			return r.Again(w, err, func(status int) error { return decision(w, r, k, status) })
		}
		return r.See(w, link.DataDecision(slug, person))
	}
}
