// Package formality are the pages on which a cell's secretary is asked, privately,
// about meetings that look as if they had been held on paper only, answers, and sees
// what came of what the cell meant to do better; and those on which the committee
// above reads the same questions later, as counts, with the answers beside them.
package formality

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/alike"
	"chibo/internal/fault"
	"chibo/internal/formality"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// lately is how many meetings' lines to do better stand on the page.
const lately = 3

// CellPage is GET /chi-bo/{cb}/nhin-lai: the questions, then what was named to do
// better and whether it came true.
func CellPage(w http.ResponseWriter, r *page.Request) error {
	var o org.Org
	var open, answered []ui.Row
	var named []meeting.Named
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		all, err := formality.OfCell(rd, o.ID)
		if err != nil {
			return err
		}
		open, answered = nil, nil
		for _, f := range all {
			row := ui.Row{Title: titleOf(r, f), Second: state(r, f), Href: link.Finding(o.Slug, f.ID)}
			if f.AnsweredAt == 0 {
				row.Icon, row.Kind = "circle-help", "warn"
				open = append(open, row)
			} else {
				row.Icon = "check"
				answered = append(answered, row)
			}
		}
		named, err = meeting.NamedLately(rd, o.ID, lately)
		return err
	})
	if err != nil {
		return err
	}
	heading := r.T("formality.title")
	p := ui.Page{Title: heading + " · " + o.Name, Where: o.Name, Heading: heading, Sub: r.T("formality.sub"), BarTitle: r.T("formality.bar"), Back: &ui.Link{Href: link.Meetings(o.Slug)}, Primary: &ui.Action{Text: r.T("formality.back"), Href: link.Meetings(o.Slug)}}
	return r.Page(w, 0, p, cellPage(open, answered, came(r, named)))
}

// Page is GET /chi-bo/{cb}/nhin-lai/{id}: one question with its evidence, and the
// answer.
func Page(w http.ResponseWriter, r *page.Request) error { return one(w, r, 0, nil) }

func one(w http.ResponseWriter, r *page.Request, status int, problem error) error {
	var o org.Org
	var f formality.Finding
	var side formality.Side
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
			return err
		}
		if f, err = own(rd, o.ID, r.PathValue("id")); err != nil {
			return err
		}
		side, err = formality.Passages(rd, r.Book, f.ID)
		return err
	})
	if err != nil {
		return err
	}
	p := head(r, f, o.Name, link.LookBack(o.Slug))
	p.Primary = form.Send(r.T("formality.send"))
	answer := ui.Field{Name: "answer", Label: r.T("formality.answer"), Value: form.Typed(r, "answer", f.Answer), Error: r.Wrong("answer"), Hint: r.T("formality.answer.hint"), WhoSees: r.T("formality.answer.sees"), MaxLength: 1000}
	theirs := ""
	if fault.Is(problem, "stale") { // somebody answered meanwhile: his words beside those typed
		theirs = f.Answer
	}
	return r.Page(w, status, p, templ.Join(evidence(facts(r, f), r.T("formality.why."+f.Kind), pairs(r, f, side)), answerForm(answer, f.Version, theirs)))
}

// Answer is the POST of the same address.
func Answer(w http.ResponseWriter, r *page.Request) error {
	slug := ""
	err := r.Write(func(tx *store.Tx) error {
		o, err := org.BySlug(tx.Reader, r.PathValue("cb"))
		if err != nil {
			return err
		}
		f, err := own(tx.Reader, o.ID, r.PathValue("id"))
		if err != nil {
			return err
		}
		slug = o.Slug
		_, err = formality.Answer(tx, f.ID, r.Version(), r.Long("answer"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return one(w, r, status, err) })
	}
	return r.See(w, link.LookBack(slug))
}

// head is the page of one finding.
func head(r *page.Request, f formality.Finding, where, back string) ui.Page {
	heading := titleOf(r, f)
	return ui.Page{Title: heading + " · " + where, Where: where, Heading: heading, Sub: r.T("formality.one.sub"), BarTitle: r.T("formality.bar"), Back: &ui.Link{Href: back}}
}

// titleOf says what was seen, with its count.
func titleOf(r *page.Request, f formality.Finding) string {
	return r.T("formality.kind."+f.Kind, "month", r.Month(f.Period), "percent", f.Percent(), "count", f.N, "of", f.Of)
}

func state(r *page.Request, f formality.Finding) string {
	if f.AnsweredAt > 0 {
		return r.T("formality.answered", "day", vi.ShowDay(store.Day(f.AnsweredAt)))
	}
	return r.T("formality.open", "day", vi.ShowDay(f.ToldOn))
}

// facts are the evidence in figures, and the rule.
func facts(r *page.Request, f formality.Finding) []ui.Pair {
	out := []ui.Pair{{Term: r.T("formality.meeting"), Text: r.T("meetingpage.kind."+f.MeetingKind) + ", " + vi.ShowDay(f.Day)}}
	if key := "formality.fact." + f.Kind; r.Words.Has(key) {
		out = append(out, ui.Pair{Term: r.T("formality.fact"), Text: r.T(key, "count", f.N, "of", f.Of, "percent", f.Percent())})
	}
	if law, ok := r.Book.ByRef(f.Rule); ok {
		out = append(out, ui.Pair{Term: r.T("formality.rule"), Text: r.Either(law.TextVI, law.TextEN)})
	}
	return out
}

// shown is how many pairs of sentences stand on a page: enough to judge by.
const shown = 5

// sideBySide is what a page shows of two texts.
type sideBySide struct {
	Mine, Theirs string // headings
	Pairs        []alike.Pair
	More         string
}

func pairs(r *page.Request, f formality.Finding, side formality.Side) sideBySide {
	s := sideBySide{Mine: r.T("formality.mine", "month", r.Month(f.Period)), Pairs: side.Pairs}
	switch {
	case side.OrgName != "":
		s.Mine = f.OrgName + ", " + r.Month(f.Period)
		s.Theirs = side.OrgName + ", " + r.Month(side.Period)
	case side.Period != "":
		s.Theirs = r.T("formality.mine", "month", r.Month(side.Period))
	}
	if len(s.Pairs) > shown {
		s.More = r.T("formality.more", "count", len(s.Pairs)-shown)
		s.Pairs = s.Pairs[:shown]
	}
	return s
}

// came is what was named to do better, a part a meeting.
func came(r *page.Request, named []meeting.Named) (out []bettered) {
	for _, n := range named {
		b := bettered{Title: r.T("meetingpage.kind."+n.Kind) + ", " + vi.ShowDay(n.Day)}
		for i, line := range n.Lines {
			key := n.Outcomes[i]
			if key == "" {
				key = "unsaid"
			}
			b.Lines = append(b.Lines, ui.Line{Text: line, Second: r.T("formality.outcome." + key)})
		}
		out = append(out, b)
	}
	return out
}

// bettered is what one meeting named, each line with what came of it.
type bettered struct {
	Title string
	Lines []ui.Line
}
