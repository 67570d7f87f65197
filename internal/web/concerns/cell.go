package concerns

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/concern"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Cell is GET /chi-bo/{cb}/tam-tu: what the secretary has to answer; for the committee
// member in charge what went past the secretary to him.
func Cell(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	l := List{}
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		all, keeps, err := ofCell(rd, o.ID)
		if err != nil {
			return err
		}
		l = List{None: r.T("concern.cell.none"), Intro: r.T("concern.cell.intro")}
		if keeps {
			l.Links = []ui.Link{{Text: r.T("concern.sheet"), Href: link.Handouts(o.Slug)}}
		} else {
			l.Intro = r.T("concern.trust.intro")
		}
		l.Open, l.Over = rows(r, all, func(c concern.Concern) string { return link.CellConcern(o.Slug, c.ID) }, false)
		return nil
	})
	if err != nil {
		return err
	}
	p := head(r, "concern.cell", o.Name, link.Home)
	p.Primary = &ui.Action{Text: r.T("concern.write"), Href: link.WriteConcern(o.Slug), Icon: "plus"}
	return r.Page(w, 0, p, list(l))
}

// ofCell are the concerns of a cell for whoever has to answer there; keeps tells the
// secretary from the member in charge.
func ofCell(rd *store.Reader, cell string) (all []concern.Concern, keeps bool, err error) {
	if keeps, err = access.Can(rd, access.ConcernKeep, cell); err != nil {
		return nil, false, err
	}
	if keeps {
		all, err = concern.OfCell(rd, cell)
		return all, true, err
	}
	if err := access.Must(rd, access.ConcernTrust, cell); err != nil {
		return nil, false, err
	}
	some, err := concern.Entrusted(rd)
	for _, c := range some {
		if c.Org == cell {
			all = append(all, c)
		}
	}
	return all, false, err
}

// WritePage is GET /chi-bo/{cb}/tam-tu/ghi: what somebody said is written down.
func WritePage(w http.ResponseWriter, r *page.Request) error { return write(w, r, 0) }

func write(w http.ResponseWriter, r *page.Request, status int) error {
	var o org.Org
	var inputs []form.Input
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		_, keeps, err := ofCell(rd, o.ID)
		if err != nil {
			return err
		}
		inputs, err = writeInputs(rd, r, o.ID, keeps)
		return err
	})
	if err != nil {
		return err
	}
	p := head(r, "concern.write", o.Name, link.CellConcerns(o.Slug))
	p.Primary = form.Send(r.T("concern.write.send"))
	return form.Answer(w, r, status, form.Page{Frame: p, Action: link.WriteConcern(o.Slug), Key: keyAgain(r, status), Inputs: inputs})
}

func writeInputs(rd *store.Reader, r *page.Request, cell string, keeps bool) ([]form.Input, error) {
	var people []ui.Option
	if keeps {
		paper, err := member.PaperOnly(rd, cell, rd.Today())
		if err != nil {
			return nil, err
		}
		roll, err := member.Roll(rd, cell, rd.Today())
		if err != nil {
			return nil, err
		}
		for _, m := range roll {
			if paper[m.ID] {
				people = append(people, ui.Option{Value: m.ID, Text: m.FullName})
			}
		}
	}
	inputs := append([]form.Input{{Kind: "radios", Field: ui.Field{Name: "source", Label: r.T("concern.f.source"), Value: form.Typed(r, "source", "")}, Options: options(r, "concern.source.", concern.Sources)}}, raiseInputs(r, r.Book.Concerns(rd.Today()), "concern.f.body.told")...)
	if len(people) > 0 {
		inputs = append(inputs, form.Input{Kind: "select", Field: ui.Field{Name: "for", Label: r.T("concern.f.for"), Hint: r.T("concern.f.for.hint"), Value: form.Typed(r, "for", ""), Optional: true}, Options: append([]ui.Option{{Value: "", Text: r.T("concern.f.for.none")}}, people...)})
	}
	inputs = append(inputs, form.Input{Kind: "text", Field: ui.Field{Name: "voice", Label: r.T("concern.f.voice"), Hint: r.T("concern.f.voice.hint"), Value: form.Typed(r, "voice", ""), Optional: true, MaxLength: 300}})
	if keeps {
		inputs = append(inputs, form.Input{Kind: "check", Field: ui.Field{Name: "read_back", Label: r.T("concern.f.read_back"), Value: form.Typed(r, "read_back", "")}})
	}
	return inputs, nil
}

// Write is its POST.
func Write(w http.ResponseWriter, r *page.Request) error {
	in := raising(r)
	slug := ""
	var c concern.Concern
	receipt := ""
	err := r.Write(func(tx *store.Tx) error {
		o, err := org.BySlug(tx.Reader, r.PathValue("cb"))
		if err != nil {
			return err
		}
		_, keeps, err := ofCell(tx.Reader, o.ID)
		if err != nil {
			return err
		}
		if in.To = concern.ToInCharge; keeps {
			in.To = concern.ToSecretary
		}
		in.Org, slug = o.ID, o.Slug
		c, receipt, err = concern.Raise(tx, r.Book, in)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return write(w, r, status) })
	}
	if receipt == "" {
		return r.See(w, link.CellConcern(slug, c.ID))
	}
	return told(w, r, head(r, "concern.sent", "", link.CellConcerns(slug)), c, receipt, link.CellConcerns(slug))
}

// CellOne is GET /chi-bo/{cb}/tam-tu/{id}: the words, and what to do with them.
func CellOne(w http.ResponseWriter, r *page.Request) error { return keep(w, r, 0, "cb") }

// WardOne is GET /cap-uy/{cu}/tam-tu/{id}.
func WardOne(w http.ResponseWriter, r *page.Request) error { return keep(w, r, 0, "cu") }

// found reads the concern of an address, of its own cell or below its committee.
func found(rd *store.Reader, r *page.Request, from string) (o org.Org, c concern.Concern, err error) {
	if o, err = org.BySlug(rd, r.PathValue(from)); err != nil {
		return o, c, err
	}
	c, err = concern.Get(rd, r.PathValue("id"))
	if err == nil && (!c.Keeps || from == "cb" && c.Org != o.ID) {
		err = fault.Missing()
	}
	return o, c, err
}

func address(o org.Org, c concern.Concern, from string) (list, one string) {
	if from == "cu" {
		return link.WardConcerns(o.Slug), link.WardConcern(o.Slug, c.ID)
	}
	return link.CellConcerns(o.Slug), link.CellConcern(o.Slug, c.ID)
}

func keep(w http.ResponseWriter, r *page.Request, status int, from string) error {
	var o org.Org
	var c concern.Concern
	if err := r.Read(func(rd *store.Reader) (err error) { o, c, err = found(rd, r, from); return }); err != nil {
		return err
	}
	back, here := address(o, c, from)
	p := head(r, "concern.one", c.OrgName, back)
	p.Sub = second(r, c)
	passed := from == "cb" && c.To == concern.ToSecretary && c.Answerer != concern.AtCell
	if c.ClosedOn != "" || passed {
		p.Primary = &ui.Action{Text: r.T("concern.sent.next"), Href: back}
		return r.Page(w, status, p, one(words(r, c, from == "cu"), ui.Links(nil)))
	}
	p.Primary = form.Send(r.T("concern.answer.send"))
	answers := form.Page{Action: here, Hidden: []form.Hidden{form.Version(c.Version), {Name: "act", Value: "answer"}}, Inputs: wrongs(r, answerInputs(r, c))}
	return r.Page(w, status, p, one(words(r, c, from == "cu"), templ.Join(heading(r.T("concern.answer.write")), form.Form(answers), others(r, c, here))))
}

// wrongs says above each field what is wrong with it.
func wrongs(r *page.Request, inputs []form.Input) []form.Input {
	for i := range inputs {
		inputs[i].Error = r.Wrong(inputs[i].Name)
	}
	return inputs
}

// others are the further steps: to pass it on, to take down the word of one who told
// it by mouth.
func others(r *page.Request, c concern.Concern, here string) templ.Component {
	var out []templ.Component
	if to := map[string]string{concern.AtCell: concern.AtWard, concern.AtWard: concern.AtOutside}[c.Answerer]; to != "" && c.State == concern.Open {
		out = append(out, step(r.T("concern.pass."+to), r.T("concern.pass.why"), stepForm{Action: here, Act: "pass", To: to, Version: c.Version, Send: r.T("concern.pass.send"),
			Field: ui.Field{ID: "issue-pass", Name: "issue", Label: r.T("concern.f.issue"), Hint: r.T("concern.f.issue.up"), Value: form.Typed(r, "issue", c.Issue), Error: r.Wrong("issue"), MaxLength: 300}}))
	}
	if c.State == concern.Answered && (c.Source != concern.Member || c.TypedBy != "") {
		out = append(out, wordStep(r.T("concern.word.told"), here, c.Version, options(r, "concern.word.", concern.Words), r.T("concern.say")))
	}
	return templ.Join(out...)
}

// CellKeep is the POST of the same address, WardKeep the committee's.
func CellKeep(w http.ResponseWriter, r *page.Request) error { return kept(w, r, "cb") }
func WardKeep(w http.ResponseWriter, r *page.Request) error { return kept(w, r, "cu") }

func kept(w http.ResponseWriter, r *page.Request, from string) error {
	var wrong fault.Fields
	in := concern.Answering{Text: r.Long("answer"), Issue: r.Text("issue"), Help: r.Text("help"), Until: r.Day("until", &wrong)}
	here := ""
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			o, c, err := found(tx.Reader, r, from)
			if err != nil {
				return err
			}
			_, here = address(o, c, from)
			switch r.Text("act") {
			case "pass":
				_, err = concern.PassOn(tx, c.ID, r.Version(), r.Text("passed"), r.Text("issue"))
			case "word":
				_, err = concern.Say(tx, r.Book, c.ID, "", r.Version(), r.Text("word"), r.Long("text"))
			default:
				_, err = concern.Answer(tx, c.ID, r.Version(), in)
			}
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return keep(w, r, status, from) })
	}
	return r.See(w, here)
}
