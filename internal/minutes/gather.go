package minutes

import (
	"fmt"
	"strings"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// record is all that was recorded of a meeting.
type record struct {
	m          meeting.Meeting
	by         rule.Issuer // set where a paper is made
	cell       string
	superior   string
	place      string            // of the committee, for the line of place and date
	names      map[string]string // person → full name
	posts      map[string]string // person → post in words
	items      []meeting.Item
	roll       []rolled
	guests     []meeting.Guest
	opinions   map[string][]paper.Gist // by item
	votes      []vote
	heard      []task.Heard
	resolution resolution.Resolution
	lead       paper.Person // who leads the cell that day
	phone      string
	evening    evening
	dues       string // the sentence on the month's dues, "" where none were taken down
	topic      meeting.Topic
	few        bool   // too few official members to resolve
	enterer    string // name of who entered a month held on paper
}

type rolled struct {
	name, standing, activity string
	expected                 bool
	status, reason           string
}

func (r rolled) here() bool {
	return r.status == "present" || r.status == "late" || r.status == "left_early"
}

type vote struct {
	id, subject, matter, sentence string
	method                        string
	base, needed                  int
	yes, no, other                int
	passed                        bool
}

func gather(rd *store.Reader, m meeting.Meeting) (r record, err error) {
	r.m = m
	if r.items, err = meeting.Items(rd, m.ID); err != nil {
		return r, err
	}
	if r.guests, err = meeting.Guests(rd, m.ID); err != nil {
		return r, err
	}
	if r.resolution, err = resolution.Get(rd, m.ID); err != nil {
		return r, err
	}
	inside, err := meeting.Can(rd, m, access.MinutesView)
	if err != nil {
		return r, err
	}
	if !inside { // a notice for the committee member in charge: day, place, agenda
		return r, r.who(rd)
	}
	if r.heard, err = task.HeardAt(rd, m.ID); err != nil {
		return r, err
	}
	if r.dues, err = duesOf(rd, m); err != nil {
		return r, err
	}
	if r.topic, err = topicOf(rd, m); err != nil {
		return r, err
	}
	if r.roll, err = rollOf(rd, m.ID); err != nil {
		return r, err
	}
	if r.votes, err = votesOf(rd, m.ID); err != nil {
		return r, err
	}
	if err = r.said(rd); err != nil {
		return r, err
	}
	if err = r.gatherEvening(rd); err != nil {
		return r, err
	}
	if err = r.duties(rd); err != nil {
		return r, err
	}
	return r, r.who(rd)
}

func rollOf(rd *store.Reader, id string) ([]rolled, error) {
	return store.All(rd, func(scan store.Scan) (r rolled, err error) {
		err = scan(&r.name, &r.standing, &r.activity, &r.expected, &r.status, &r.reason)
		return
	}, `select r.full_name, r.standing, r.activity, r.expected, coalesce(k.status, ''), coalesce(k.reason, '') from meeting_roll r
		left join mark k on k.tenant = r.tenant and k.meeting = r.meeting and k.member = r.member
		where r.tenant = $1 and r.meeting = $2 and r.stage = 'open' order by r.name_key, r.member`, id)
}

func votesOf(rd *store.Reader, id string) ([]vote, error) {
	return store.All(rd, func(scan store.Scan) (v vote, err error) {
		err = scan(&v.id, &v.subject, &v.matter, &v.sentence, &v.base, &v.needed, &v.yes, &v.no, &v.other, &v.passed, &v.method)
		return
	}, `select id, subject, matter, sentence, base, needed, votes_for, votes_against, votes_other, passed, method from vote where tenant = $1 and meeting = $2 order by at, id`, id)
}

// said reads who spoke at which item.
func (r *record) said(rd *store.Reader) error {
	type line struct {
		item, name, kind, gist string
		bare                   bool
	}
	all, err := store.All(rd, func(scan store.Scan) (l line, err error) {
		err = scan(&l.item, &l.name, &l.kind, &l.gist, &l.bare)
		return
	},
		`select o.item, p.full_name, o.kind, o.gist, o.bare from opinion o join member m on m.tenant = o.tenant and m.id = o.member join person p on p.tenant = m.tenant and p.id = m.person
		where o.tenant = $1 and o.meeting = $2 order by o.at, o.id`, r.m.ID)
	r.opinions = map[string][]paper.Gist{}
	for _, l := range all {
		if l.bare { // as the speaker wished
			l.gist = "phát biểu, không ghi nội dung"
		}
		r.opinions[l.item] = append(r.opinions[l.item], paper.Gist{Speaker: l.name, Sense: senseWord[l.kind], Text: l.gist})
	}
	return err
}

// who reads the names of cell, committee, chair and scribe.
func (r *record) who(rd *store.Reader) error {
	if err := r.whoEntered(rd); err != nil {
		return err
	}
	if err := rd.Get([]any{&r.cell, &r.superior}, `select e.name, coalesce(u.name, '') from org_edge e
		left join org_edge u on u.tenant = e.tenant and u.org = e.parent and u.valid_from <= $3 and (u.valid_to is null or u.valid_to > $3)
		where e.tenant = $1 and e.org = $2 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)`, r.m.Org, r.m.Day); err != nil && !store.IsNoRow(err) {
		return err
	}
	if err := rd.Get([]any{&r.place}, `select place from tenant where tenant = $1`); err != nil && !store.IsNoRow(err) {
		return err
	}
	r.names, r.posts = map[string]string{}, map[string]string{}
	_, err := store.All(rd, func(scan store.Scan) (struct{}, error) {
		id, name, post := "", "", ""
		err := scan(&id, &name, &post)
		r.names[id] = name
		if r.posts[id] == "" || post == "secretary" || post == "ward_secretary" {
			r.posts[id] = postWord[post]
		}
		return struct{}{}, err
	}, `select p.id, p.full_name, coalesce(h.post, '') from person p
		left join post_holding h on h.tenant = p.tenant and h.person = p.id and h.org = $4 and h.from_day <= $5 and (h.to_day is null or h.to_day > $5)
		where p.tenant = $1 and p.id in ($2, $3) order by h.post`, r.m.Chair, r.m.Scribe, r.m.Org, r.m.Day)
	return err
}

var reasonWord = map[string]string{"illness": "ốm", "work": "bận công tác", "away": "đi xa", "family": "việc gia đình", "other": "lý do khác"}

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
			p.Absent = append(p.Absent, paper.Absent{Name: x.name, Reason: reasonWord[x.reason], Kind: absentWord[x.status]})
		case x.activity == "exempt":
			p.Exempt = append(p.Exempt, x.name)
		case x.activity == "away":
			p.Away = append(p.Away, x.name)
		case x.activity == "sent":
			p.Away = append(p.Away, x.name+" (tăng cường)")
		}
	}
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
	add("opening", "Mở đầu", "Thời gian bắt đầu: "+start+".", "Địa điểm: "+or(p.Place)+".", "Chủ trì: "+comrade(p.Chair)+".", "Người ghi biên bản: "+comrade(p.Scribe)+".")
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
		if a.Reason != "" {
			why += " (" + a.Reason + ")"
		}
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
