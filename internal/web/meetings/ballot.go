package meetings

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// question is what is put to the vote: the address says it. A number is an
// agenda item, the two words are the resolution and the minutes.
type question struct {
	n, item, subject, matter string
}

func questionOf(rd *store.Reader, r *page.Request, s sitting) (q question, err error) {
	q.n = r.PathValue("n")
	switch q.n {
	case "nghi-quyet":
		q.matter, q.subject = "resolution", "Nghị quyết sinh hoạt "+vi.ShowMonth(s.M.Period)
		return q, nil
	case "bien-ban":
		q.matter, q.subject = "minutes", "Biên bản sinh hoạt "+vi.ShowMonth(s.M.Period)
		return q, nil
	}
	all, err := itemsOf(rd, s.M.ID)
	if err != nil {
		return q, err
	}
	at := slices.IndexFunc(all, func(i meeting.Item) bool { return itoa(i.Position) == q.n })
	if at < 0 {
		return q, fault.Missing()
	}
	q.matter, q.subject, q.item = "ordinary", all[at].Title, all[at].ID
	return q, nil
}

// title is what stands over the page.
func (q question) title(r *page.Request, s sitting) string {
	if q.item == "" {
		return word(r, "vote.title."+q.matter, "month", month(r, s.M.Period))
	}
	return word(r, "vote.title", "subject", q.subject)
}

// back is where one goes after the vote.
func (q question) back(s sitting) string {
	switch q.n {
	case "nghi-quyet":
		return link.Resolution(s.Slug, s.Ky)
	case "bien-ban":
		return link.Close(s.Slug, s.Ky)
	}
	return link.Item(s.Slug, s.Ky, q.n)
}

// BallotPageOf is GET, Ballot POST: who votes, what is needed, hands counted.
func BallotPageOf(w http.ResponseWriter, r *page.Request) error { return ballot(w, r, http.StatusOK) }

func ballot(w http.ResponseWriter, r *page.Request, status int) error {
	var q question
	var o vote.Outlook
	var held []vote.Vote
	var roll []meeting.Rolled
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if q, err = questionOf(rd, r, s); err != nil {
			return err
		}
		if o, err = vote.Before(rd, r.Book, s.M.ID, q.matter); err != nil {
			return err
		}
		if roll, err = meeting.Roll(rd, s.M); err != nil {
			return err
		}
		held, err = vote.List(rd, s.M.ID)
		return err
	})
	if err != nil {
		return err
	}
	p := s.room(r, q.title(r, s), word(r, "bar.vote"), q.back(s))
	p.Primary = &ui.Action{Text: word(r, "vote.save"), Form: "bieu-mau"}
	body := outlook(r, o, roll)
	body.Form = Form{Action: link.Vote(s.Slug, s.Ky, q.n)}
	for _, v := range held {
		if v.Item == q.item && v.Matter == q.matter {
			body.Held = append(body.Held, heldRow(r, v))
		}
	}
	if !s.May {
		p.Primary = s.look(r)
		return r.Page(w, status, p, ui.LinkList(body.Held))
	}
	if len(body.Held) > 0 && r.Method == http.MethodGet && r.URL.Query().Get("lai") == "" {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "vote.kept")}
		p.Primary = &ui.Action{Text: word(r, "vote.on"), Href: q.back(s)}
		return r.Page(w, status, p, VotedPage(body.Held, ui.Link{Text: word(r, "vote.again"), Href: link.Vote(s.Slug, s.Ky, q.n) + "?lai=1"}))
	}
	s.ballotNote(r, &p, o)
	return r.Page(w, status, p, BallotPage(body))
}

// ballotNote says when no vote can be held now, or none can pass.
func (s sitting) ballotNote(r *page.Request, p *ui.Page, o vote.Outlook) {
	if !s.M.At(meeting.InSession) || s.M.At(meeting.Closed) {
		p.Banner = &ui.Note{Kind: "info", Text: word(r, "vote.notnow")}
		p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: s.hub()}
	} else if !o.Possible {
		p.Banner = &ui.Note{Kind: "warn", Text: word(r, "vote.toofew", "present", o.Present, "base", o.N, "needed", o.Needed)}
	}
}

// outlook fills what the page says before hands are counted.
func outlook(r *page.Request, o vote.Outlook, roll []meeting.Rolled) Ballot {
	first, rest, _ := strings.Cut(o.Sentence(), ":")
	if rest != "" {
		rest = ":" + rest
	}
	b := Ballot{Base: first, Sentence: rest, Note: word(r, "vote.probationary"), BaseLine: o.Base.Source.Line() + "; " + o.Threshold.Source.Line(), BaseAssumed: o.Base.Status != rule.Official || o.Threshold.Status != rule.Official,
		Needed: word(r, "vote.needed", "needed", o.Needed), Share: capital(o.Threshold.Text) + ". " + word(r, "vote.ofbase", "base", o.N), Total: o.N}
	for _, m := range roll {
		if slices.Contains(o.Members, m.Member) {
			b.Members = append(b.Members, ui.Line{Text: m.FullName})
		}
	}
	num := func(name, key string) ui.Num {
		return ui.Num{Name: name, Label: word(r, key), Value: form.Typed(r, name, "0"), Max: o.N, Error: r.Wrong(name)}
	}
	b.For, b.Against, b.Other = num("for", "vote.for"), num("against", "vote.against"), num("other", "vote.other")
	b.Rest = o.N
	for _, n := range []ui.Num{b.For, b.Against, b.Other} {
		k, _ := strconv.Atoi(n.Value)
		b.Rest -= k
	}
	b.Sum = word(r, "vote.sum", "base", o.N)
	b.Rest = max(b.Rest, 0)
	if r.Wrong("why") != "" || r.FormValue("why") != "" {
		why := text(r, "why", "vote.why", "")
		b.Why = ui.TextField(why)
	}
	return b
}

func heldRow(r *page.Request, v vote.Vote) ui.Row {
	row := ui.Row{Title: word(r, "vote.result", "for", v.For, "base", v.Base, "share", vi.Percent(v.For, v.Base)), Second: word(r, "vote.detail", "against", v.Against, "other", v.Other, "silent", v.Silent(), "for", v.For, "base", v.Base, "time", hour(v.At)), Tag: &ui.Tag{Kind: "warn", Icon: "x", Text: word(r, "vote.failed")}}
	if v.Passed {
		row.Tag = &ui.Tag{Kind: "ok", Icon: "circle-check", Text: word(r, "vote.passed")}
	}
	return row
}

func CountBallot(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := vote.Hands{For: r.Number("for", &wrong), Against: r.Number("against", &wrong), Other: r.Number("other", &wrong), Why: r.Text("why")}
	err := wrong.Err()
	var s sitting
	var q question
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) (err error) {
			if q, err = questionOf(tx.Reader, r, s); err != nil {
				return err
			}
			in.Meeting, in.Item, in.Subject, in.Matter = s.M.ID, q.item, q.subject, q.matter
			v, err := vote.Hold(tx, r.Book, in)
			if err != nil || q.matter != "resolution" || !v.Passed {
				return err
			}
			return resolution.Adopt(tx, s.M.ID, v.ID)
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return ballot(w, r, status) })
	}
	return r.See(w, link.Vote(s.Slug, s.Ky, r.PathValue("n")))
}
