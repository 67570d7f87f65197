package minutes

import (
	"strings"
	"time"

	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/vi"
)

var absentWord = map[string]string{"excused": "có lý do", "unexcused": "không lý do", "unexplained": "chưa rõ lý do"}

var methodWord = map[string]string{"hands": "giơ tay", "paper": "bỏ phiếu kín"}

var senseWord = map[string]string{"contribute": "góp ý", "agree": "đồng tình", "propose": "kiến nghị", "concern": "nêu tâm tư", "self_criticism": "tự phê bình", "criticism": "phê bình"}

var resultWord = map[string]string{"done": "Xong đúng hạn", "done_late": "Xong muộn", "partly": "Xong một phần", "not_done": "Chưa làm được"}

func (r record) counts() (present, expected int) {
	for _, x := range r.roll {
		if x.expected || x.here() {
			expected++
		}
		if x.here() {
			present++
		}
	}
	return present, expected
}

func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return store.Clock(ms)
}

// paper is the record in the form of the minutes' paper.
func (r record) paper() paper.Minutes {
	p := paper.Minutes{Head: r.head(time.Time{}), Title: r.title(), Start: at(r.m.OpenedAt), End: at(r.m.ClosedAt), Place: r.m.Place,
		Chair: r.person(r.m.Chair), Scribe: r.person(r.m.Scribe), Entered: r.enteredLine(), Plain: r.m.OfCommittee()}
	for _, g := range r.guests {
		p.Guests = append(p.Guests, paper.Person{Name: g.FullName, Post: g.Capacity})
	}
	if len(r.roll) > 0 {
		p.Members = &paper.Members{}
		present, expected := r.counts()
		p.Attendance = &paper.Attendance{Present: present, Expected: expected}
	}
	for _, x := range r.roll {
		if x.standing == "official" {
			p.Members.Official++
		} else {
			p.Members.Probationary++
		}
		switch {
		case x.here():
		case x.expected:
			p.Absent = append(p.Absent, paper.Absent{Name: x.name, Kind: absentWord[x.status]}) // the reason was told to the secretary alone
		case x.activity == "exempt":
			p.Exempt = append(p.Exempt, x.name)
		case x.activity == "away":
			p.Away = append(p.Away, x.name)
		case x.activity == "sent":
			p.Away = append(p.Away, phrase("attendance.sent", "name", x.name))
		}
	}
	p.Interpreters = r.interpreters
	p.Topic = topicPaper(r.topic)
	p.Items = r.paperItems()
	p.Reviewed = r.reviews()
	p.Dues = r.dues
	p.Tasks = paperTasks(r.resolution.Items, true)
	for _, v := range r.votes {
		p.Votes = append(p.Votes, v.paper())
	}
	if r.m.At(meeting.Confirmed) {
		p.ReadBack = &paper.ReadBack{Agreed: true}
	}
	r.evening.onPaper(&p, r.votes)
	return p
}

func paperTasks(items []resolution.Item, outside bool) (out []paper.Task) {
	for _, i := range items {
		if i.Outside && !outside {
			continue
		}
		deed := i.Deed
		if i.Measure != "" {
			deed = phrase("task.measure", "deed", strings.TrimRight(deed, ".; "), "measure", paper.Continued(i.Measure))
		}
		if i.Outside {
			deed = phrase("task.outside", "deed", deed)
		}
		out = append(out, paper.Task{Deed: deed, Owner: i.OwnerName, Due: vi.ShowDay(i.Due), ReportAt: vi.ShowMonth(i.ReportAt)})
	}
	return out
}

func (v vote) paper() paper.Vote {
	outcome := phrase("vote.failed")
	if v.passed {
		outcome = phrase("vote.passed")
	}
	return paper.Vote{Subject: v.subject, For: v.yes, Against: v.no, Other: v.other, Silent: max(v.base-v.yes-v.no-v.other, 0), Base: v.base, BaseSentence: strings.TrimSuffix(v.sentence, "."), Method: methodWord[v.method], Outcome: outcome}
}

func (r record) person(id string) paper.Person {
	return paper.Person{Name: r.names[id], Post: r.posts[id]}
}

func (r record) head(date time.Time) paper.Head {
	return paper.Head{Superior: r.superior, Issuer: r.issuer(), Symbol: r.by.Letters, Place: r.place, Date: date}
}

// parts is the record as paragraphs to be read aloud.
func (r record) parts() []Part {
	p := r.paper()
	var out []Part
	add := func(key, title string, lines ...string) {
		out = append(out, Part{Key: key, Title: title, Text: strings.Join(lines, "\n")})
	}
	add("opening", phrase("opening"), append([]string{phrase("opening.start", "start", momentOf(p.Start)), phrase("opening.place", "place", or(p.Place)),
		phrase("opening.chair", "name", comrade(p.Chair)), phrase("opening.scribe", "name", comrade(p.Scribe))}, r.interpretedLine()...)...)
	add("attendance", phrase("attendance"), attendance(p)...)
	if p.Topic != nil {
		add("topic", phrase("topic"), p.Topic.Lines()...)
	}
	for n, i := range p.Items {
		key := "item.other"
		if n < len(r.items) {
			key = "item." + r.items[n].ID
		}
		add(key, i.Heading(), itemLines(i)...)
	}
	add("last_month", phrase("last_month"), lines(len(p.Reviewed), func(n int) string {
		return reviewLine(n, p.Reviewed[n])
	})...)
	add("votes", phrase("votes"), lines(len(p.Votes), func(n int) string {
		v := p.Votes[n]
		return phrase("vote", "subject", v.Subject, "for", v.For, "against", v.Against, "other", v.Other, "base", v.Base, "share", vi.Percent(v.For, v.Base), "outcome", v.Outcome)
	})...)
	add("tasks", phrase("tasks"), lines(len(p.Tasks), func(n int) string {
		t := p.Tasks[n]
		return phrase("task", "n", n+1, "deed", t.Deed, "owner", or(t.Owner), "due", or(t.Due), "sitting", r.whose().sitting, "month", or(t.ReportAt))
	})...)
	r.evening.readAloud(p, add)
	closing := []string{phrase("closing.end", "sitting", vi.Capital(r.whose().sitting), "end", momentOf(p.End))}
	if line := r.enteredLine(); line != "" {
		closing = append(closing, line)
	}
	add("closing", phrase("closing"), closing...)
	return out
}

// momentOf is "19:30, ngày 03/12/2026", or the gap.
func momentOf(t time.Time) string {
	if t.IsZero() {
		return Gap
	}
	return phrase("moment", "time", t.Format("15:04"), "day", vi.ShowDay(t.Format("2006-01-02")))
}

func attendance(p paper.Minutes) []string {
	if p.Members == nil {
		return []string{phrase("attendance.gap")}
	}
	key := "attendance.all"
	if p.Plain {
		key = "attendance.plain"
	}
	out := []string{phrase(key, "all", p.Members.Official+p.Members.Probationary, "official", p.Members.Official, "probationary", p.Members.Probationary),
		phrase("attendance.present", "present", p.Attendance.Present, "expected", p.Attendance.Expected, "share", vi.Percent(p.Attendance.Present, p.Attendance.Expected))}
	for _, a := range p.Absent {
		out = append(out, phrase("attendance.absent", "name", a.Name, "why", or(a.Kind)))
	}
	if len(p.Exempt) > 0 {
		out = append(out, phrase("attendance.exempt", "names", strings.Join(p.Exempt, ", ")))
	}
	if len(p.Away) > 0 {
		out = append(out, phrase("attendance.away", "names", strings.Join(p.Away, ", ")))
	}
	for _, g := range p.Guests {
		out = append(out, phrase("attendance.guest", "name", comrade(g)))
	}
	if p.Dues != "" {
		out = append(out, p.Dues)
	}
	return out
}

func lines(n int, line func(int) string) []string {
	if n == 0 {
		return []string{Gap}
	}
	out := make([]string, n)
	for i := range out {
		out[i] = line(i)
	}
	return out
}

func or(s string) string {
	if strings.TrimSpace(s) == "" {
		return Gap
	}
	return s
}

func comrade(p paper.Person) string {
	if p.Post == "" {
		return or(p.Name)
	}
	return phrase("comrade", "name", or(p.Name), "post", p.Post)
}
