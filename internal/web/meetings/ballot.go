package meetings

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/offline"
	"chibo/internal/quality"
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
// agenda item, the words are the resolution, the minutes and the meeting's score.
// On an item any matter of the rule may be voted: "viec" names it.
type question struct {
	n, item, subject, matter string
	score                    string
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
	case "diem":
		x, err := quality.Of(rd, s.M.ID)
		if err == nil && x.Self == nil {
			err = fault.New(fault.Conflict, "score_none")
		}
		if err == nil {
			q.score = x.Self.String()
			q.matter, q.subject = quality.Matter, x.Subject()
		}
		return q, err
	}
	all, err := itemsOf(rd, s.M.ID)
	if err != nil {
		return q, err
	}
	at := slices.IndexFunc(all, func(i meeting.Item) bool { return strconv.Itoa(i.Position) == q.n })
	if at < 0 {
		return q, fault.Missing()
	}
	q.matter, q.subject, q.item = "ordinary", all[at].Title, all[at].ID
	if m := r.FormValue("viec"); slices.Contains(itemMatters(r, s), m) {
		q.matter = m
	}
	if said := r.Text("subject"); said != "" {
		q.subject = said
	}
	return q, nil
}

// itemMatters are the matters of that day's rule which an item may put to the
// vote; resolution, minutes and score have pages of their own.
func itemMatters(r *page.Request, s sitting) []string {
	return slices.DeleteFunc(r.Book.Matters(s.M.Day, s.M.Kind), func(m string) bool { return m == "resolution" || m == "minutes" || m == quality.Matter })
}

// title is what stands over the page.
func (q question) title(r *page.Request, s sitting) string {
	switch {
	case q.matter == quality.Matter:
		return say(r, "vote.title.score", "points", q.score)
	case q.item == "":
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
		return link.Confirm(s.Slug, s.Ky)
	case "diem":
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
	s.follow(&p)
	body := outlook(r, o, roll)
	if !s.M.OfCommittee() { // where nobody is on probation
		body.Note = word(r, "vote.probationary")
	}
	body.Form = Form{Action: link.Vote(s.Slug, s.Ky, q.n), Hidden: []Pair{{"viec", q.matter}}}
	s.matter(r, q, o, &body)
	for _, v := range held {
		if v.Item == q.item && (q.item != "" || v.Matter == q.matter) {
			body.Held = append(body.Held, heldRow(r, v))
			body.Reserve = &ui.Link{Text: say(r, "vote.reserve"), Href: link.Reserve(s.Slug, s.Ky) + "?bq=" + v.ID}
		}
	}
	if !s.May {
		p.Primary = s.look(r)
		return r.Page(w, status, p, ui.LinkList(body.Held))
	}
	if len(body.Held) > 0 && r.Method == http.MethodGet && r.URL.Query().Get("lai") == "" {
		p.Banner = &ui.Note{Kind: "ok", Text: word(r, "vote.kept")}
		p.Primary = &ui.Action{Text: word(r, "vote.on"), Href: q.back(s)}
		return r.Page(w, status, p, VotedPage(body.Held, ui.Link{Text: word(r, "vote.again"), Href: link.Vote(s.Slug, s.Ky, q.n) + "?lai=1"}, *body.Reserve))
	}
	s.ballotNote(r, &p, q, o)
	if note, err := s.few(r); err != nil {
		return err
	} else if note != nil && q.matter == "resolution" { // no form: the vote could only be refused
		p.Banner, p.Primary = note, &ui.Action{Text: word(r, "vote.on"), Href: q.back(s)}
		return r.Page(w, status, p, ui.LinkList(body.Held))
	}
	return r.Page(w, status, p, BallotPage(body))
}

// matter fills what an item's vote may be about, and how it is held: a matter
// that the rule keeps secret goes by paper, and the tellers' count is entered.
func (s sitting) matter(r *page.Request, q question, o vote.Outlook, b *Ballot) {
	if q.item != "" {
		for _, m := range itemMatters(r, s) {
			b.Matters = append(b.Matters, ui.Option{Value: m, Text: say(r, "matter."+m)})
		}
		b.Matter = q.matter
		subject := ui.Field{Name: "subject", Label: say(r, "vote.subject"), Value: q.subject, Error: r.Wrong("subject")}
		b.Subject = ui.TextField(subject)
	}
	if !o.Threshold.Secret {
		return
	}
	b.Form.Hidden = append(b.Form.Hidden, Pair{"method", vote.OnPaper})
	b.Secret = say(r, "vote.secret")
	for _, name := range []string{"issued", "returned", "valid"} {
		b.Ballots = append(b.Ballots, ui.Num{Name: name, Label: say(r, "vote."+name), Value: form.Typed(r, name, "0"), Max: o.N, Error: r.Wrong(name)})
	}
}

// ballotNote says when no vote can be held now, or none can pass.
func (s sitting) ballotNote(r *page.Request, p *ui.Page, q question, o vote.Outlook) {
	late := s.M.State == meeting.Closed && (q.matter == "minutes" || q.matter == quality.Matter)
	switch {
	case s.M.State != meeting.InSession && !late:
		p.Banner = &ui.Note{Kind: "info", Text: word(r, "vote.notnow")}
		if s.M.State == meeting.Closed && s.May { // closed too early: the closing can be taken back
			p.Banner.Action = &ui.Link{Text: say(r, "reopen"), Href: link.Close(s.Slug, s.Ky)}
		}
		p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: s.hub()}
	case !o.Possible:
		p.Banner = &ui.Note{Kind: "warn", Text: word(r, "vote.toofew", "present", o.Present, "base", o.N, "needed", o.Needed), Action: &ui.Link{Text: say(r, "vote.later"), Href: q.back(s)}}
	}
}

// outlook fills what the page says before hands are counted.
func outlook(r *page.Request, o vote.Outlook, roll []meeting.Rolled) Ballot {
	first, rest, _ := strings.Cut(o.Sentence(), ":")
	if rest != "" {
		rest = ":" + rest
	}
	b := Ballot{Base: first, Sentence: rest, BaseLine: o.Base.Source.Line() + "; " + o.Threshold.Source.Line(), BaseAssumed: o.Base.Status != rule.Official || o.Threshold.Status != rule.Official,
		Needed: word(r, "vote.needed", "needed", o.Needed), Share: vi.Capital(o.Threshold.Text) + ".", OfBase: word(r, "vote.ofbase", "base", o.N), Total: o.N}
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
	b.count(r, o)
	if r.Wrong("why") != "" || r.FormValue("why") != "" {
		why := text(r, "why", "vote.why", "")
		b.Why = ui.TextField(why)
	}
	return b
}

// count says the sum that must agree and what it means, and gives the script the
// same sentences to fill as one counts.
func (b *Ballot) count(r *page.Request, o vote.Outlook) {
	hands := func(n ui.Num) int { k, _ := strconv.Atoi(n.Value); return k }
	yes, sum := hands(b.For), o.N-b.Rest
	b.Fits, b.Over = say(r, "vote.fits", braces("for", "against", "other", "rest", "total")...), say(r, "vote.over", braces("sum", "total")...)
	b.PassedText, b.FailedText, b.NeededN = say(r, "vote.end.passed", braces("for", "total", "share")...), say(r, "vote.end.failed", braces("for", "total", "share")...), o.Needed
	b.Sum = say(r, "vote.fits", "for", b.For.Value, "against", b.Against.Value, "other", b.Other.Value, "rest", b.Rest, "total", o.N)
	if b.Rest < 0 {
		b.Sum, b.Wrong = say(r, "vote.over", "sum", sum, "total", o.N), true
	}
	key := "vote.end.failed"
	if b.Passes = yes >= o.Needed; b.Passes {
		key = "vote.end.passed"
	}
	b.End = say(r, key, "for", yes, "total", o.N, "share", strings.TrimSuffix(vi.Percent(yes, o.N), "%"))
	b.Counted = sum > 0 && b.Rest >= 0
	b.Rest = max(b.Rest, 0)
}

// braces leaves the places of a sentence open.
func braces(names ...string) []any {
	var out []any
	for _, n := range names {
		out = append(out, n, "{"+n+"}")
	}
	return out
}

func heldRow(r *page.Request, v vote.Vote) ui.Row {
	row := ui.Row{Title: word(r, "vote.result", "for", v.For, "base", v.Base, "share", vi.Percent(v.For, v.Base)), Second: v.Subject + ". " + word(r, "vote.detail", "against", v.Against, "other", v.Other, "silent", v.Silent(), "for", v.For, "base", v.Base, "time", hour(v.At)), Tag: &ui.Tag{Kind: "warn", Icon: "x", Text: word(r, "vote.failed")}}
	if v.Passed {
		row.Tag = &ui.Tag{Kind: "ok", Icon: "circle-check", Text: word(r, "vote.passed")}
	}
	if v.Method == vote.OnPaper {
		row.Second += " " + say(r, "vote.paper", "issued", v.Ballots.Issued, "returned", v.Ballots.Returned, "valid", v.Ballots.Valid)
	}
	return row
}

func CountBallot(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	in := vote.Hands{For: r.Number("for", &wrong), Against: r.Number("against", &wrong), Other: r.Number("other", &wrong), Why: r.Text("why"), Method: r.Text("method")}
	in.Ballots = vote.Ballots{Issued: r.Number("issued", &wrong), Returned: r.Number("returned", &wrong), Valid: r.Number("valid", &wrong)}
	err := wrong.Err()
	var s sitting
	var q question
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) (err error) {
			if q, err = questionOf(tx.Reader, r, s); err != nil {
				return err
			}
			in.Meeting, in.Item, in.Subject, in.Matter = s.M.ID, q.item, q.subject, q.matter
			if q.matter == quality.Matter {
				_, _, err = quality.Hold(tx, r.Book, s.M.ID, in)
				return err
			}
			v, err := vote.Hold(tx, r.Book, in)
			if err == nil && q.matter == "minutes" && v.Passed {
				return offline.Heard(tx, s.M.ID)
			}
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
