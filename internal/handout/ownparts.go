package handout

import (
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/attendance"
	"chibo/internal/document"
	"chibo/internal/dues"
	"chibo/internal/duty"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// coming is the next meeting of the cell that is not over.
func (o own) coming(rd *store.Reader) (paper.OwnPart, error) {
	p := paper.OwnPart{Head: "Buổi tới", Text: "chi bộ chưa đăng ký"}
	m, err := o.next(rd)
	if m != nil {
		p.Text = store.Clock(m.StartsAt).Format("15:04") + " " + vi.LongDay(m.Day)
		if m.Place != "" {
			p.Text += ", " + m.Place
		}
	}
	return p, err
}

// tasks are the open ones; printed by another, those of the cell alone: what a
// committee gave its member is no business of the cell.
func (o own) tasks(rd *store.Reader) (paper.OwnPart, error) {
	all, err := task.Mine(rd)
	p := paper.OwnPart{Head: "Nhiệm vụ của tôi", Lines: o.open(all, func(t task.Task) string {
		if t.HelperName == "" {
			return ""
		}
		return "; cùng làm: đồng chí " + t.HelperName
	})}
	if len(p.Lines) == 0 {
		p.Text = "hiện không có việc nào"
	}
	return p, err
}

// helps are the tasks of others he helps with; without one the sheet is silent.
func (o own) helps(rd *store.Reader) (paper.OwnPart, error) {
	all, err := task.Helping(rd)
	p := paper.OwnPart{Lines: o.open(all, func(t task.Task) string { return "; đồng chí " + t.OwnerName + " phụ trách" })}
	if len(p.Lines) > 0 {
		p.Head = "Việc tôi giúp"
	}
	return p, err
}

// open says of each task under way what, until when, where it is heard of and
// with whom; printed by another, those of this cell alone.
func (o own) open(all []task.Task, with func(task.Task) string) (lines []string) {
	for _, t := range o.mine(all) {
		line := t.Deed + "; hạn " + vi.ShowDay(t.Due)
		if t.ReportAt != "" {
			line += "; báo cáo ở buổi " + vi.ShowMonth(t.ReportAt)
		}
		lines = append(lines, line+with(t))
	}
	return lines
}

func (o own) duties(rd *store.Reader) (paper.OwnPart, error) {
	all, _, err := duty.Mine(rd)
	var p paper.OwnPart
	for _, d := range all {
		if o.by != "" && d.Org != o.m.Org {
			continue
		}
		when := paperWords.T("dutypage.rhythm." + d.Rhythm)
		if d.Rhythm == "" {
			when = "hạn " + vi.ShowDay(d.Due)
		}
		p.Head = "Nhiệm vụ năm " + rd.Today()[:4]
		p.Lines = append(p.Lines, d.What+"; "+when)
	}
	return p, err
}

// attended says how often the member was there: counts, nothing to compare.
func (o own) attended(rd *store.Reader) (paper.OwnPart, error) {
	year := rd.Today()[:4]
	n, err := strconv.Atoi(year)
	if err != nil {
		return paper.OwnPart{}, err
	}
	all, err := attendance.OfMember(rd, o.m.ID, n)
	came, excused, count := 0, 0, 0
	for _, a := range all {
		if o.by != "" && (a.Org != o.m.Org || (meeting.Meeting{Kind: a.Kind}).OfCommittee()) {
			continue
		}
		count++
		switch {
		case attendance.Came(a.Status):
			came++
		case a.Status == attendance.Excused:
			excused++
		}
	}
	p := paper.OwnPart{Head: "Tôi đã dự năm " + year, Text: fmt.Sprintf("có mặt %d", came)}
	if excused > 0 {
		p.Text += fmt.Sprintf(", vắng có lý do %d", excused)
	}
	if rest := count - came - excused; rest > 0 {
		p.Text += fmt.Sprintf(", chưa rõ %d", rest)
	}
	p.Text += fmt.Sprintf(", trong %d buổi", count)
	if count == 0 {
		p.Text = "chưa có buổi nào"
	}
	return p, err
}

// owed are the months of dues: paid, waived, not paid; no amounts.
func (o own) owed(rd *store.Reader) (paper.OwnPart, error) {
	if !o.dues {
		return paper.OwnPart{}, nil
	}
	year := rd.Today()[:4]
	all, err := dues.Mine(rd, year)
	months := map[string][]int{}
	for _, d := range all {
		n, _ := strconv.Atoi(d.Month[5:])
		months[d.State] = append(months[d.State], n)
	}
	var said []string
	for _, s := range []struct{ state, word string }{{dues.Paid, "đã nộp"}, {dues.Waived, "được miễn"}, {dues.Unpaid, "chưa nộp"}} {
		if len(months[s.state]) > 0 {
			said = append(said, s.word+" tháng "+spans(months[s.state]))
		}
	}
	if len(said) == 0 {
		said = []string{"chưa ghi tháng nào"}
	}
	return paper.OwnPart{Head: "Đảng phí năm " + year, Text: strings.Join(said, "; ")}, err
}

// spans writes rising months shortly: "1 đến 4, 6, 8, 9".
func spans(months []int) string {
	var out []string
	for i := 0; i < len(months); {
		j := i
		for j+1 < len(months) && months[j+1] == months[j]+1 {
			j++
		}
		if j-i > 1 {
			out = append(out, fmt.Sprintf("%d đến %d", months[i], months[j]))
			i = j + 1
			continue
		}
		out = append(out, strconv.Itoa(months[i]))
		i++
	}
	return strings.Join(out, ", ")
}

func (o own) resolved(rd *store.Reader) (paper.OwnPart, error) {
	r, symbol, err := minutes.LastResolution(rd, o.m.Org, rd.Today())
	if err != nil || r == nil {
		return paper.OwnPart{}, err
	}
	text := minutes.No(symbol)
	if !r.Start.IsZero() {
		text += ", ngày " + r.Start.Format("02/01/2006")
	}
	return paper.OwnPart{Head: "Nghị quyết gần nhất", Text: text}, nil
}

func (o own) papers(rd *store.Reader) (paper.OwnPart, error) {
	all, err := document.Mine(rd, o.m.Org)
	var p paper.OwnPart
	for _, d := range all {
		if d.Kind == document.Notice { // the meeting stands above
			continue
		}
		p.Head = "Tài liệu"
		p.Lines = append(p.Lines, d.Title)
	}
	return p, err
}

const looksPrinted = 5

// seen are the last who looked at the record or a list with the member's name.
func (o own) seen(rd *store.Reader) (paper.OwnPart, error) {
	if !o.looks {
		return paper.OwnPart{}, nil
	}
	all, err := member.Seen(rd)
	p := paper.OwnPart{Head: "Ai đã xem trong 90 ngày"}
	for _, v := range all[:min(len(all), looksPrinted)] {
		who := v.ViewerName
		if v.Post != "" {
			who += ", " + strings.ToLower(paperWords.T("post."+v.Post))
		}
		p.Lines = append(p.Lines, store.Clock(v.At).Format("02/01 15:04")+", "+who+", "+paperWords.T("mepage.what."+v.What))
	}
	if len(p.Lines) == 0 {
		p.Text = "chưa ai mở"
	}
	return p, err
}
