package rules

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/regulation"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Owns lists what was proposed, adopted, refused and ended: GET /cap-uy/{cu}/quy-dinh/rieng.
func Owns(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	var all []regulation.Own
	var today string
	may := false
	if err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		if top, err = committee(rd, r, access.RuleView); err != nil {
			return err
		}
		if may, err = access.Can(rd, access.RulePropose, top.ID); err != nil {
			return err
		}
		all, err = regulation.All(rd)
		return err
	}); err != nil {
		return err
	}
	var rows []ui.Row
	for _, o := range all {
		t := stateOf(r, o, today)
		rows = append(rows, ui.Row{Href: link.OwnRule(top.Slug, o.ID), Icon: "book-open", Title: ownName(r, o), Second: days(r, o.From, o.To) + " · " + o.Ref(), Tag: &t})
	}
	f := ui.Page{Title: r.T("rulepage.own") + " · " + top.Name, Where: top.Name, Heading: r.T("rulepage.own"), Sub: r.T("rulepage.own.sub"), Back: &ui.Link{Href: link.Rules(top.Slug)}, Primary: &ui.Action{Text: r.T("rulepage.all"), Href: link.Rules(top.Slug)}}
	if may {
		f.Primary = &ui.Action{Text: r.T("rulepage.propose"), Href: link.ProposeRule(top.Slug)}
	}
	return r.Page(w, 0, f, showOwns(rows))
}

func ownName(r *page.Request, o regulation.Own) string {
	if x, err := o.Rule(); err == nil {
		return name(r, x)
	}
	return packName(r, o.Pack)
}

func stateOf(r *page.Request, o regulation.Own, today string) ui.Tag {
	switch {
	case o.State == regulation.Proposed:
		return ui.Tag{Kind: "warn", Icon: "hourglass", Text: r.T("ruleown.proposed")}
	case o.State == regulation.Refused:
		return ui.Tag{Kind: "mute", Icon: "ban", Text: r.T("ruleown.refused")}
	case o.State == regulation.Taken:
		return ui.Tag{Kind: "mute", Icon: "ban", Text: r.T("ruleown.taken")}
	case o.Ending():
		return ui.Tag{Kind: "warn", Icon: "hourglass", Text: r.T("ruleown.ending")}
	case o.On(today):
		return ui.Tag{Kind: "ok", Icon: "circle-check", Text: r.T("ruleown.on")}
	case o.From > today:
		return ui.Tag{Kind: "act", Icon: "calendar", Text: r.T("ruleown.coming")}
	}
	return ui.Tag{Kind: "mute", Icon: "book-open", Text: r.T("ruleown.ended")}
}

// Own is one of them, with what may be done about it: GET /cap-uy/{cu}/quy-dinh/rieng/{id}.
func Own(w http.ResponseWriter, r *page.Request) error { return ownPage(w, r, 0) }

func ownPage(w http.ResponseWriter, r *page.Request, status int) error {
	var top org.Org
	var o regulation.Own
	var today string
	propose, confirm := false, false
	if err := r.Read(func(rd *store.Reader) (err error) {
		today = rd.Today()
		if top, err = committee(rd, r, access.RuleView); err != nil {
			return err
		}
		if propose, err = access.Can(rd, access.RulePropose, top.ID); err != nil {
			return err
		}
		if confirm, err = access.Can(rd, access.RuleConfirm, top.ID); err != nil {
			return err
		}
		o, err = regulation.Get(rd, r.PathValue("id"))
		return err
	}); err != nil {
		return err
	}
	f := ui.Page{Title: ownName(r, o) + " · " + top.Name, Where: top.Name, Heading: ownName(r, o), Sub: days(r, o.From, o.To), Back: &ui.Link{Href: link.OwnRules(top.Slug)}, Primary: &ui.Action{Text: r.T("rulepage.all"), Href: link.Rules(top.Slug)}}
	body, err := ownBody(r, top, o, today)
	if err != nil {
		return err
	}
	p, has := step(r, o, today, propose, confirm)
	if !has {
		return r.Page(w, status, f, body)
	}
	p.Action, f.Primary = link.OwnRule(top.Slug, o.ID), p.Frame.Primary
	p.Frame = f
	return withAbove(w, r, status, p, body)
}

// step is the one thing the viewer may do about a rule now.
func step(r *page.Request, o regulation.Own, today string, propose, confirm bool) (form.Page, bool) {
	p := form.Page{Hidden: []form.Hidden{form.Version(o.Version)}}
	reason := form.Input{Kind: "area", Field: ui.Field{Name: "reason", Label: r.T("ruleown.f.reason"), Hint: r.T("ruleown.f.reason.hint"), Value: form.Typed(r, "reason", ""), Optional: true}}
	choice := func(yes, no string) form.Input {
		return form.Input{Kind: "radios", Field: ui.Field{Name: "do", Label: r.T("ruleown.f.do"), Value: form.Typed(r, "do", "")}, Options: []ui.Option{{Value: yes, Text: r.T("ruleown.do." + yes)}, {Value: no, Text: r.T("ruleown.do." + no)}}}
	}
	me := r.Viewer.Person
	switch {
	case o.State == regulation.Proposed && confirm && o.By != me:
		p.Inputs = []form.Input{choice("approve", "refuse"), reason}
		p.Frame.Primary = form.Send(r.T("ruleown.send"))
	case o.State == regulation.Proposed && propose:
		p.Hidden = append(p.Hidden, form.Hidden{Name: "do", Value: "take"})
		p.Frame.Primary = form.Send(r.T("ruleown.do.take"))
	case o.State == regulation.Adopted && o.Ending() && confirm && o.EndBy != me:
		p.Inputs = []form.Input{choice("agree_end", "refuse_end"), reason}
		p.Frame.Primary = form.Send(r.T("ruleown.send"))
	case o.State == regulation.Adopted && !o.Ending() && propose && (o.To == "" || o.To > today):
		reason.Optional, reason.Hint = false, ""
		p.Hidden = append(p.Hidden, form.Hidden{Name: "do", Value: "end"})
		p.Inputs = []form.Input{{Kind: "date", Field: ui.Field{Name: "day", Label: r.T("ruleown.f.end"), Hint: r.T("ruleown.f.end.hint"), Value: form.Typed(r, "day", "")}}, reason}
		p.Frame.Primary = form.Send(r.T("ruleown.do.end"))
	default:
		return p, false
	}
	return p, true
}

// Decide does it: POST /cap-uy/{cu}/quy-dinh/rieng/{id}. The room asks who may.
func Decide(w http.ResponseWriter, r *page.Request) error {
	var top org.Org
	if err := r.Read(func(rd *store.Reader) (err error) { top, err = committee(rd, r, access.RuleView); return err }); err != nil {
		return err
	}
	var wrong fault.Fields
	id, version, do, reason, day := r.PathValue("id"), r.Version(), r.Text("do"), r.Long("reason"), r.Day("day", &wrong)
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			_, err := store.Once(tx, r.Key(), []any{id, version, do, reason, day}, func() (bool, error) {
				return true, decide(tx, r, id, version, do, reason, day)
			})
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return ownPage(w, r, status) })
	}
	return r.See(w, link.OwnRule(top.Slug, id))
}

func decide(tx *store.Tx, r *page.Request, id string, version int64, do, reason, day string) (err error) {
	switch do {
	case "approve":
		_, err = regulation.Approve(tx, r.Books(), id, version)
	case "refuse":
		err = regulation.Refuse(tx, id, version, reason)
	case "take":
		err = regulation.TakeBack(tx, id, version)
	case "end":
		err = regulation.End(tx, id, version, day, reason)
	case "agree_end":
		err = regulation.AgreeEnd(tx, id, version)
	case "refuse_end":
		err = regulation.RefuseEnd(tx, id, version, reason)
	default:
		err = fault.Bad("do", "required")
	}
	return err
}

func stamp(ms int64) string { return store.Clock(ms).Format("15:04 02/01/2006") }

// history is what happened to it, oldest first.
func history(r *page.Request, o regulation.Own) []ui.Line {
	out := []ui.Line{{Text: r.T("rulelog.proposed", "name", o.ByName), Second: stamp(o.At)}}
	if o.DecidedAt > 0 {
		out = append(out, ui.Line{Text: r.T("rulelog."+o.State, "name", o.DecidedByName), Second: stamp(o.DecidedAt)})
	}
	if o.EndAt > 0 {
		out = append(out, ui.Line{Text: r.T("rulelog.end", "name", o.EndByName, "day", vi.ShowDay(o.EndDay), "why", o.EndWhy), Second: stamp(o.EndAt)})
	}
	if o.EndedAt > 0 {
		out = append(out, ui.Line{Text: r.T("rulelog.ended", "name", o.EndedByName), Second: stamp(o.EndedAt)})
	}
	return out
}
