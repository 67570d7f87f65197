package programmes

import (
	"net/http"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/office/docx"
	"chibo/internal/programme"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// look is what the page of one programme reads.
type look struct {
	place
	p     programme.Programme
	deeds map[string][]programme.Deed
	held  []ui.Option // meetings that may have adopted it
}

func read(rd *store.Reader, r *page.Request) (l look, err error) {
	if l.place, err = find(rd, r); err != nil {
		return l, err
	}
	if l.p, err = l.one(rd, r); err != nil {
		return l, err
	}
	if l.deeds, err = programme.Deeds(rd, l.p); err != nil || !l.keeps || l.p.Edition.AdoptedOn != "" {
		return l, err
	}
	all, _, err := meeting.List(rd, meeting.Filter{Org: l.o.ID, Limit: 24})
	for _, m := range all {
		if m.OpenedAt > 0 && (m.Kind == meeting.Committee || !m.OfCommittee()) {
			l.held = append(l.held, ui.Option{Value: m.ID, Text: r.T("mepage.kind."+m.Kind, "month", r.Month(m.Period)) + ", " + vi.ShowDay(m.Day)})
		}
	}
	return l, err
}

func (l look) here() string { return link.Programme(l.list, l.p.ID) }

// at is the address of the edition shown, where it is not the one in force.
func (l look) at(address string) string {
	if l.p.Edition.N == 1 && l.p.AdoptedOn == "" {
		return address
	}
	return address + "?ban=" + strconv.Itoa(l.p.Edition.N)
}

// Show is GET …/chuong-trinh/{id}: a programme with its targets; ?ban= another edition.
func Show(w http.ResponseWriter, r *page.Request) error { return whole(w, r, 0) }

func whole(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = read(rd, r); return }); err != nil {
		return err
	}
	p := l.head(r, l.p.Title, l.list)
	p.Vietnamese, p.Primary = true, l.meetings(r)
	v := view{Facts: l.facts(r), Links: l.links(r)}
	draft := l.p.Edition.AdoptedOn == ""
	for _, t := range l.p.Targets {
		row := l.row(r, t, draft)
		if row.Href = l.at(link.Target(l.list, l.p.ID, t.ID)); !draft && l.current() {
			row.Href = link.Target(l.list, l.p.ID, t.ID)
		}
		v.Rows = append(v.Rows, row)
	}
	switch e, open := l.p.Draft(); {
	case l.keeps && draft:
		v.Add = &ui.Link{Text: r.T("programme.target.new"), Href: link.Target(l.list, l.p.ID, "moi"), Icon: "plus"}
		l.adopting(r, &v, &p)
	case l.keeps && open:
		p.Banner = &ui.Note{Kind: "info", Text: r.T("programme.drafting"), Action: &ui.Link{Text: r.T("programme.drafting.open"), Href: l.here() + "?ban=" + strconv.Itoa(e.N)}}
	case l.keeps && l.current():
		v.Revise = &ui.Field{Name: "reason", Label: r.T("programme.f.reason"), Hint: r.T("programme.f.reason.hint"), Value: form.Typed(r, "reason", ""), Error: r.Wrong("reason"), MaxLength: 300}
	}
	v.Action = l.here()
	return r.Page(w, status, p, show(v))
}

// current tells whether the edition shown is the one in force.
func (l look) current() bool {
	last := 0
	for _, e := range l.p.Editions {
		if e.AdoptedOn != "" {
			last = e.N
		}
	}
	return l.p.Edition.N == last
}

func (l look) facts(r *page.Request) []ui.Pair {
	e := l.p.Edition
	out := []ui.Pair{{Term: r.T("programme.f.span"), Text: r.T("programme.kind."+l.p.Kind) + ", " + r.T("programme.span", "from", vi.ShowDay(l.p.From), "to", vi.ShowDay(l.p.To))}}
	adopted := r.T("programme.is.draft")
	if e.AdoptedOn != "" {
		adopted = r.T("programme.adopted", "day", vi.ShowDay(e.AdoptedOn))
		if e.Paper != "" {
			adopted += ", " + e.Paper
		}
	}
	out = append(out, ui.Pair{Term: r.T("programme.f.adopted"), Text: adopted, Vi: e.Paper})
	if e.N > 1 {
		out = append(out, ui.Pair{Term: r.T("programme.edition", "n", e.N), Text: e.Reason, Vi: e.Reason})
	}
	return out
}

func (l look) links(r *page.Request) (out []ui.Link) {
	for _, e := range l.p.Editions {
		if e.N == l.p.Edition.N || e.AdoptedOn == "" {
			continue
		}
		out = append(out, ui.Link{Text: r.T("programme.edition.open", "n", e.N, "day", vi.ShowDay(e.AdoptedOn)), Href: l.here() + "?ban=" + strconv.Itoa(e.N)})
	}
	return append(out, ui.Link{Text: r.T("programme.paper"), Href: l.at(link.ProgrammeFile(l.list, l.p.ID, "chuong-trinh.docx")), Icon: "printer"}, ui.Link{Text: r.T("programme.pdf"), Href: l.at(link.ProgrammeFile(l.list, l.p.ID, "chuong-trinh.pdf"))})
}

// row is a target in a list: what it says, how it stands with its numbers, and how far the
// tasks for it came.
func (l look) row(r *page.Request, t programme.Target, draft bool) row {
	out := target(r, t, draft)
	if all := l.deeds[t.ID]; len(all) > 0 {
		done := 0
		for _, d := range all {
			if d.Done {
				done++
			}
		}
		out.Facts = append(out.Facts, fact{Text: r.T("programme.deeds", "done", done, "count", len(all))})
	}
	return out
}

// target is a target with its numbers alone.
func target(r *page.Request, t programme.Target, draft bool) row {
	out := row{Text: t.Text}
	if !draft {
		look := tag(r, t.State)
		if t.State == programme.Silent {
			look.Text = r.T("programme.state.silent.month", "month", r.Month(t.Owed))
		}
		out.Tag = &look
	}
	switch {
	case t.Measure == programme.YesNo:
		out.Facts = []fact{{Text: r.T("programme.yes.due", "day", vi.ShowDay(t.Due))}}
		if t.Value == "1" {
			out.Facts = []fact{{Text: r.T("programme.yes.done", "day", vi.ShowDay(t.AsOf))}}
		}
		return out
	case t.Value != "":
		out.Facts = []fact{{r.T("programme.now", "value", programme.ShowNumber(t.Value), "goal", t.Amount(t.Goal), "day", vi.ShowDay(t.AsOf)), t.Unit}, {Text: r.T("programme.expected", "value", programme.ShowNumber(t.Expected))}}
	default:
		out.Facts = []fact{{r.T("programme.goal", "start", programme.ShowNumber(t.Start), "goal", t.Amount(t.Goal)), t.Unit}}
	}
	out.Facts = append(out.Facts, fact{Text: r.T("programme.due", "day", vi.ShowDay(t.Due))})
	if share, ok := t.Share(t.Value); ok && !draft {
		mark, _ := t.Share(t.Expected)
		out.Bar = &bar{Share: share, Mark: mark, Spoken: r.T("programme.bar.spoken", "text", t.Text, "share", share, "mark", mark)}
	}
	return out
}

// adopting is what those who write a draft do with it.
func (l look) adopting(r *page.Request, v *view, p *ui.Page) {
	v.Discard = r.T("programme.discard")
	if l.p.Edition.N > 1 {
		v.Discard = r.T("programme.discard.edition")
	}
	if len(l.p.Targets) == 0 {
		p.Primary = &ui.Action{Text: v.Add.Text, Href: v.Add.Href, Icon: "plus"}
		v.Add = nil
		return
	}
	f := form.Page{Action: l.here(), Hidden: []form.Hidden{{Name: "act", Value: "adopt"}, form.Version(l.p.Version), {Name: "ban", Value: strconv.Itoa(l.p.Edition.N)}}}
	if len(l.held) > 0 {
		f.Inputs = append(f.Inputs, form.Input{Kind: "select", Field: ui.Field{Name: "meeting", Label: r.T("programme.f.meeting"), Hint: r.T("programme.f.meeting.hint"), Value: form.Typed(r, "meeting", ""), Error: r.Wrong("meeting"), Optional: true}, Options: l.held})
	}
	f.Inputs = append(f.Inputs, form.Input{Kind: "date", Field: ui.Field{Name: "day", Label: r.T("programme.f.day"), Hint: r.T("programme.f.day.hint"), Value: form.Typed(r, "day", ""), Error: r.Wrong("day"), Optional: true}},
		form.Input{Field: ui.Field{Name: "paper", Label: r.T("programme.f.paper"), Hint: r.T("programme.f.paper.hint"), Value: form.Typed(r, "paper", ""), Error: r.Wrong("paper"), Optional: true, MaxLength: 60}})
	v.Adopt, p.Primary = &f, form.Send(r.T("programme.adopt"))
}

// Keep is the POST of the same address: adopt, open a further edition, take a draft back.
func Keep(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := programme.Decision{Meeting: r.Text("meeting"), Day: r.Day("day", &wrong), Paper: r.Text("paper")}
	next := ""
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			l, err := find(tx.Reader, r)
			if err != nil {
				return err
			}
			p, err := l.one(tx.Reader, r)
			if err != nil {
				return err
			}
			next = link.Programme(l.list, p.ID)
			switch r.Text("act") {
			case "revise":
				if p, err = programme.Revise(tx, p.ID, r.Text("reason")); err == nil {
					next += "?ban=" + strconv.Itoa(p.Edition.N)
				}
			case "discard":
				if err = programme.Discard(tx, p.ID); err == nil && p.AdoptedOn == "" {
					next = l.list
				}
			default:
				_, err = programme.Adopt(tx, p.ID, r.Version(), in)
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return whole(w, r, status) })
	}
	return r.See(w, next)
}

// paper is a programme as it is printed.
func paper(r *page.Request) (d docx.Document, l place, err error) {
	err = r.Read(func(rd *store.Reader) (err error) {
		if l, err = find(rd, r); err != nil {
			return err
		}
		p, err := l.one(rd, r)
		if err == nil {
			d, err = programme.Sheet(rd, r.Book, p.ID, p.Edition.N)
		}
		return err
	})
	return d, l, err
}
