package minutes

import (
	"fmt"
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/quality"
	"chibo/internal/reminder"
	"chibo/internal/rule"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// evening is what the room and the closing add to the record: praise, reminders,
// reserved opinions, the cell's own score, what to do better next time.
type evening struct {
	praised  []speech.Praise
	reminded reminder.Said
	reserved []reserved
	lacks    []string
	score    quality.Sheet // Self nil: no score was proposed
}

type reserved struct{ name, subject, gist, addressee string }

func (r *record) gatherEvening(rd *store.Reader, book *rule.Book) (err error) {
	e := &r.evening
	if e.praised, err = speech.Praised(rd, r.m.ID); err != nil {
		return err
	}
	if e.reminded, err = reminder.OfMeeting(rd, r.m.ID); err != nil {
		return err
	}
	// Printed because the author wishes it: whoever reads the minutes reads it.
	if e.reserved, err = store.All(rd, func(scan store.Scan) (x reserved, err error) {
		err = scan(&x.name, &x.subject, &x.gist, &x.addressee)
		return
	}, `select coalesce(p.full_name, ''), coalesce(v.subject, ''), x.gist, case when x.addressee = x.org then '' else coalesce(e.name, '') end from reserved_opinion x
		left join person p on p.tenant = x.tenant and p.id = x.person left join vote v on v.tenant = x.tenant and v.id = x.vote
		left join org_edge e on e.tenant = x.tenant and e.org = x.addressee and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		where x.tenant = $1 and x.meeting = $2 and x.printed order by x.at, x.id`, r.m.ID, r.m.Day); err != nil {
		return err
	}
	lacks, err := meeting.LacksOf(rd, r.m.ID)
	if err != nil {
		return err
	}
	e.lacks = lacks.Lines
	if book == nil || r.m.OfCommittee() {
		e.score.Score, err = quality.Of(rd, r.m.ID)
		return err
	}
	e.score, err = quality.Read(rd, book, r.m.ID)
	return err
}

// onPaper puts it into the form of the minutes' paper.
func (e evening) onPaper(p *paper.Minutes, votes []vote) {
	for _, x := range e.praised {
		p.Praised = append(p.Praised, praiseLine(x))
	}
	for _, x := range e.reminded.Named {
		p.Praised = append(p.Praised, phrase("praise.reminded", "name", x.Name, "gist", x.Gist))
	}
	if e.reminded.Quiet > 0 {
		p.Praised = append(p.Praised, quietLine(e.reminded.Quiet))
	}
	for _, x := range e.reserved {
		p.Reserved = append(p.Reserved, x.line())
	}
	p.Faults = e.lacks
	if e.score.Self != nil {
		p.Score = &paper.Score{Points: e.points(), Grade: e.score.Band, Note: e.note(votes)}
		p.Scoring = Scoring(e.score, false)
	}
	for _, v := range votes {
		if v.matter == "minutes" && p.ReadBack != nil {
			p.ReadBack = &paper.ReadBack{Agreed: v.passed, Note: fmt.Sprintf("%d/%d đồng chí tán thành", v.yes, v.base)}
		}
	}
}

func praiseLine(x speech.Praise) string {
	if x.Member != "" {
		return phrase("praise.member", "name", x.Name, "deed", x.Deed)
	}
	return phrase("praise.group", "name", x.Group, "deed", x.Deed)
}

func quietLine(n int) string { return phrase("praise.quiet", "n", n) }

func (x reserved) line() string {
	about, to := "", ""
	if x.subject != "" {
		about = phrase("reserved.about", "subject", x.subject)
	}
	if x.addressee != "" {
		to, x.gist = phrase("reserved.to", "addressee", x.addressee), strings.TrimRight(x.gist, ". ")
	}
	return phrase("reserved.line", "name", x.name, "about", about, "gist", x.gist, "to", to)
}

// points is the figure over the most it could be.
func (e evening) points() string {
	return e.score.Self.String() + "/" + e.score.OutOf.String()
}

// note says who proposed the score, why, and how the cell voted on it.
func (e evening) note(votes []vote) string {
	s := paper.Continued(e.score.SelfReason)
	switch {
	case s == "" && e.score.SelfByName != "":
		s = phrase("score.lines", "name", e.score.SelfByName)
	case e.score.SelfByName != "":
		s = phrase("score.by", "note", s, "name", e.score.SelfByName)
	}
	for _, v := range votes {
		if v.id == e.score.Vote {
			s = phrase("score.voted", "note", s, "for", v.yes, "base", v.base, "share", vi.Percent(v.yes, v.base))
			if !v.passed {
				s = phrase("score.voted.against", "note", s)
			}
			return s
		}
	}
	return phrase("score.unvoted", "note", s)
}

// readAloud adds what is there as paragraphs; what is not there is no gap: a
// meeting need not praise anybody.
func (e evening) readAloud(p paper.Minutes, add func(key, title string, lines ...string)) {
	ended := func(list []string) []string {
		out := make([]string, len(list))
		for n, s := range list {
			out[n] = stopped(s)
		}
		return out
	}
	if len(p.Praised) > 0 {
		add("praise", phrase("praise"), ended(p.Praised)...)
	}
	if len(p.Reserved) > 0 {
		add("reserved", phrase("reserved"), ended(p.Reserved)...)
	}
	if p.Score != nil {
		line := strings.Replace(phrase("score.line", "grade", or(p.Score.Grade), "note", p.Score.Note), "{points}/100", p.Score.Points, 1)
		add("score", phrase("score"), stopped(line))
	}
	if len(p.Faults) > 0 {
		add("shortcomings", phrase("shortcomings"), ended(p.Faults)...)
	}
}

// stopped ends a sentence once.
func stopped(s string) string {
	for _, end := range []string{".", "!", "?", "…"} {
		if len(s) >= len(end) && s[len(s)-len(end):] == end {
			return s
		}
	}
	return s + "."
}
