package minutes

import (
	"fmt"
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
			p.Away = append(p.Away, x.name+" (tăng cường)")
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
			deed = strings.TrimRight(deed, ".; ") + "; " + paper.Continued(i.Measure)
		}
		if i.Outside {
			deed += " (việc giao ngoài nghị quyết)"
		}
		out = append(out, paper.Task{Deed: deed, Owner: i.OwnerName, Due: vi.ShowDay(i.Due), ReportAt: vi.ShowMonth(i.ReportAt)})
	}
	return out
}

func (v vote) paper() paper.Vote {
	outcome := "không thông qua"
	if v.passed {
		outcome = "thông qua"
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
	start := Gap
	if !p.Start.IsZero() {
		start = p.Start.Format("15:04") + ", ngày " + vi.ShowDay(store.Day(r.m.OpenedAt))
	}
	add("opening", "Mở đầu", append([]string{"Thời gian bắt đầu: " + start + ".", "Địa điểm: " + or(p.Place) + ".", "Chủ trì: " + comrade(p.Chair) + ".", "Người ghi biên bản: " + comrade(p.Scribe) + "."}, r.interpretedLine()...)...)
	add("attendance", "Thành phần", attendance(p)...)
	if p.Topic != nil {
		add("topic", "Chuyên đề", p.Topic.Lines()...)
	}
	for n, i := range p.Items {
		key := "item.other"
		if n < len(r.items) {
			key = "item." + r.items[n].ID
		}
		add(key, i.Heading(), itemLines(i)...)
	}
	add("last_month", "Nhiệm vụ tháng trước", lines(len(p.Reviewed), func(n int) string {
		return reviewLine(n, p.Reviewed[n])
	})...)
	add("votes", "Biểu quyết", lines(len(p.Votes), func(n int) string {
		v := p.Votes[n]
		return fmt.Sprintf("%s: %d tán thành, %d không tán thành, %d ý kiến khác, trên %d đồng chí được biểu quyết (%s). Kết quả: %s.", v.Subject, v.For, v.Against, v.Other, v.Base, vi.Percent(v.For, v.Base), v.Outcome)
	})...)
	add("tasks", "Phân công nhiệm vụ", lines(len(p.Tasks), func(n int) string {
		t := p.Tasks[n]
		return fmt.Sprintf("%d. %s. Đồng chí %s, xong ngày %s, báo cáo "+r.whose().sitting+" %s.", n+1, t.Deed, or(t.Owner), or(t.Due), or(t.ReportAt))
	})...)
	r.evening.readAloud(p, add)
	end := Gap
	if !p.End.IsZero() {
		end = p.End.Format("15:04") + ", ngày " + vi.ShowDay(store.Day(r.m.ClosedAt))
	}
	closing := []string{vi.Capital(r.whose().sitting) + " kết thúc lúc " + end + "."}
	if line := r.enteredLine(); line != "" {
		closing = append(closing, line)
	}
	add("closing", "Kết thúc", closing...)
	return out
}

func attendance(p paper.Minutes) []string {
	if p.Members == nil {
		return []string{"Điểm danh: " + Gap + "."}
	}
	all := fmt.Sprintf("Tổng số đảng viên: %d đồng chí (chính thức %d, dự bị %d).", p.Members.Official+p.Members.Probationary, p.Members.Official, p.Members.Probationary)
	if p.Plain {
		all = fmt.Sprintf("Tổng số ủy viên: %d đồng chí.", p.Members.Official+p.Members.Probationary)
	}
	out := []string{all,
		fmt.Sprintf("Có mặt: %d/%d đồng chí (%s).", p.Attendance.Present, p.Attendance.Expected, vi.Percent(p.Attendance.Present, p.Attendance.Expected))}
	for _, a := range p.Absent {
		why := or(a.Kind)
		out = append(out, "Vắng: "+a.Name+", "+why+".")
	}
	if len(p.Exempt) > 0 {
		out = append(out, "Được miễn sinh hoạt: "+strings.Join(p.Exempt, ", ")+".")
	}
	if len(p.Away) > 0 {
		out = append(out, "Sinh hoạt tạm thời nơi khác: "+strings.Join(p.Away, ", ")+".")
	}
	for _, g := range p.Guests {
		out = append(out, "Khách mời: "+comrade(g)+".")
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
	return or(p.Name) + ", " + p.Post
}
