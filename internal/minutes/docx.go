package minutes

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// Kinds are the papers Docx makes.
var Kinds = []string{"notice", "agenda", "roll", "minutes", "resolution", "tasks", "report"}

var fileWord = map[string]string{"notice": "thong-bao", "agenda": "chuong-trinh", "roll": "diem-danh", "minutes": "bien-ban", "resolution": "nghi-quyet", "tasks": "nhiem-vu", "report": "bao-cao"}

// Docx makes a paper of a meeting and its file name. What is not sealed says
// DỰ THẢO; what is sealed is made of its sealed bytes and carries their QR.
func Docx(rd *store.Reader, book *rule.Book, id, kind string) ([]byte, string, error) {
	if !slices.Contains(Kinds, kind) {
		return nil, "", fault.Missing()
	}
	action := access.MeetingView
	switch kind {
	case "roll", "minutes", "tasks":
		action = access.MinutesView
	case "resolution":
		action = access.ResolutionView
	case "report":
		action = access.MonthView
	}
	m, err := meeting.For(rd, id, action)
	if err != nil {
		return nil, "", err
	}
	l := layout(book, m.Day)
	p, cell, err := build(rd, book, m, kind, &l)
	if err != nil {
		return nil, "", err
	}
	b, err := p.Docx(l)
	if err != nil {
		return nil, "", fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return b, fmt.Sprintf("%s-%s-%s.docx", fileWord[kind], vi.Slug(cell), m.Period), nil
}

func build(rd *store.Reader, book *rule.Book, m meeting.Meeting, kind string, l *paper.Layout) (paper.Paper, string, error) {
	if kind == "minutes" || kind == "resolution" {
		if p, cell, err := sealedPaper(rd, m, kind); err != nil || p != nil {
			return p, cell, err
		}
	}
	if kind == "report" {
		return monthReport(rd, book, m)
	}
	rec, err := gather(rd, m)
	if err != nil {
		return nil, "", err
	}
	foot := rec.title() + " · " + rec.cell + " · số liệu " + store.Clock(rd.Now()).Format("15:04") + " ngày " + vi.ShowDay(rd.Today())
	draft := paper.Mark{Draft: true, Foot: foot}
	switch kind {
	case "minutes":
		final, err := parts(rd, m.ID)
		if err != nil {
			return nil, "", err
		}
		p := mended(rec.paper(), final, rec)
		p.Mark = draft
		return p, rec.cell, nil
	case "resolution":
		p := rec.resolutionPaper()
		p.Mark = draft
		return p, rec.cell, nil
	case "roll":
		return rec.rollPaper(rd, foot), rec.cell, nil
	case "tasks":
		p, err := rec.taskPaper(rd, foot)
		return p, rec.cell, err
	}
	if kind == "agenda" {
		l.Words.Notice, l.Words.NoticeCode = "CHƯƠNG TRÌNH", "CTr"
	}
	return rec.notice(kind == "agenda", foot), rec.cell, nil
}

// sealedPaper reads a sealed paper back from its bytes; nil when not sealed.
func sealedPaper(rd *store.Reader, m meeting.Meeting, kind string) (paper.Paper, string, error) {
	all, err := store.All(rd, scanSealed, `select `+sealedColumns+` from paper where tenant = $1 and meeting = $2 and type = $3 order by version desc limit 1`, m.ID, kind)
	if err != nil || len(all) == 0 {
		return nil, "", err
	}
	s := all[0]
	var d Document
	if err := json.Unmarshal(s.Body, &d); err != nil {
		return nil, "", err
	}
	when, hash := s.Shown()
	address, err := verifyAddress(rd)
	if err != nil {
		return nil, "", err
	}
	seal := &paper.Seal{QR: fmt.Sprintf("%s/%s/%d/%x", address, s.ID, s.Version, s.Commitment[:16]), Address: address, Document: s.ID, Version: s.Version, Hash: hash, State: "đã khóa " + when}
	for _, c := range d.Body.Confirmations {
		if c.Method == "paper" {
			seal.State += ", đã ký bản giấy"
			break
		}
	}
	mark := paper.Mark{Foot: d.Body.Symbol + " · " + d.Body.Cell + " · khóa " + when, Seal: seal}
	switch {
	case d.Body.Minutes != nil:
		d.Body.Minutes.Mark = mark
		return *d.Body.Minutes, d.Body.Cell, nil
	case d.Body.Resolution != nil:
		d.Body.Resolution.Mark = mark
		return *d.Body.Resolution, d.Body.Cell, nil
	}
	return nil, "", fmt.Errorf("paper %s holds nothing to print", s.ID)
}

// verifyAddress is where a printed paper is checked: the committee's address,
// or the command where it has none.
func verifyAddress(rd *store.Reader) (string, error) {
	settings := ""
	if err := rd.Get([]any{&settings}, `select settings from tenant where tenant = $1`); err != nil && !store.IsNoRow(err) {
		return "", err
	}
	var s struct{ URL string }
	if settings != "" {
		if err := json.Unmarshal([]byte(settings), &s); err != nil {
			return "", err
		}
	}
	if s.URL == "" {
		return "chibo:verify", nil
	}
	return s.URL + "/v", nil
}

func (r record) notice(agenda bool, foot string) paper.Notice {
	n := paper.Notice{Head: r.head(time.Time{}), Mark: paper.Mark{Foot: foot}, Abstract: "về lịch " + r.title(), Recipients: []string{"Đảng viên trong chi bộ", "Cấp ủy viên phụ trách", "Lưu Chi bộ."}, Sign: paper.Signature{Name: r.names[r.m.Chair]}}
	if agenda {
		n.Abstract = r.title()
	}
	start := at(r.m.StartsAt)
	n.Opening = []string{"Thời gian: " + start.Format("15:04") + ", " + vi.Weekday(r.m.Day) + ", ngày " + vi.ShowDay(r.m.Day), "Địa điểm: " + or(r.m.Place)}
	if r.m.DayReason != "" {
		n.Opening = append(n.Opening, "Lý do đổi ngày: "+r.m.DayReason)
	}
	grid := &paper.Grid{Head: []string{"TT", "Nội dung", "Người trình bày", "Phút"}, Shares: []float64{1, 8, 3, 1}}
	for n, i := range r.items {
		minutes := ""
		if i.Minutes > 0 {
			minutes = fmt.Sprint(i.Minutes)
		}
		grid.Rows = append(grid.Rows, []string{fmt.Sprint(n + 1), i.Title, i.Presenter, minutes})
	}
	section := paper.Section{Heading: "Nội dung"}
	if len(grid.Rows) > 0 {
		section.Table = grid
	} else {
		section.Paragraphs = []string{Gap}
	}
	n.Sections = []paper.Section{section}
	return n
}

func (r record) rollPaper(rd *store.Reader, foot string) paper.Roll {
	p := paper.Roll{Head: r.head(time.Time{}), Mark: paper.Mark{Foot: foot}, Title: r.title(), Start: at(r.m.StartsAt), Place: r.m.Place, Blank: 2, Scribe: r.person(r.m.Scribe), Chair: r.person(r.m.Chair)}
	people := r.roll
	if len(people) == 0 { // before the opening: whoever stands in the cell that day
		if live, err := meeting.Live(rd, r.m); err == nil {
			for _, x := range live {
				people = append(people, rolled{name: x.FullName, standing: x.Standing, activity: x.Activity, expected: x.Expected})
			}
		}
	}
	for _, x := range people {
		switch {
		case x.expected || x.here():
			p.People = append(p.People, paper.RollLine{Name: x.name, Note: reasonWord[x.reason]})
		case x.activity == "exempt":
			p.NotCounted = append(p.NotCounted, x.name+" (được miễn)")
		case x.activity == "away":
			p.NotCounted = append(p.NotCounted, x.name+" (sinh hoạt tạm thời nơi khác)")
		case x.activity == "sent":
			p.NotCounted = append(p.NotCounted, x.name+" (tăng cường sang chi bộ khác)")
		}
	}
	for _, g := range r.guests {
		p.Guests = append(p.Guests, paper.Person{Name: g.FullName, Post: g.Capacity})
	}
	return p
}

var stateWord = map[string]string{"assigned": "đã giao", "doing": "đang làm", "help": "cần giúp đỡ", "reported": "chờ chi bộ xác nhận", "done": "hoàn thành", "done_late": "hoàn thành muộn", "stopped": "dừng thực hiện"}

func (r record) taskPaper(rd *store.Reader, foot string) (paper.TaskTable, error) {
	p := paper.TaskTable{Head: r.head(time.Time{}), Mark: paper.Mark{Foot: foot}, Title: vi.ShowMonth(r.m.Period)}
	given, err := task.FromMeeting(rd, r.m.Org, r.m.ID)
	if err != nil {
		return p, err
	}
	if len(given) == 0 {
		for _, t := range paperTasks(r.resolution.Items, true) {
			p.Tasks = append(p.Tasks, paper.TaskLine{Task: t, State: "dự kiến giao"})
		}
	}
	for _, t := range given {
		deed := t.Deed
		if t.Measure != "" {
			deed += "; " + t.Measure
		}
		state := stateWord[t.State]
		if t.Overdue {
			state = "quá hạn"
		}
		p.Tasks = append(p.Tasks, paper.TaskLine{Task: paper.Task{Deed: deed, Owner: t.OwnerName, Due: vi.ShowDay(t.Due), ReportAt: vi.ShowMonth(t.ReportAt)}, State: state})
	}
	return p, nil
}

// monthReport tells the committee above what it may know: numbers.
func monthReport(rd *store.Reader, book *rule.Book, m meeting.Meeting) (paper.Paper, string, error) {
	all, err := report.Cell(rd, book, m.Org, 120)
	if err != nil {
		return nil, "", err
	}
	rec := record{m: m}
	if err := rec.who(rd); err != nil {
		return nil, "", err
	}
	var row report.CellRow
	for _, r := range all {
		if r.Month == m.Period {
			row = r
		}
	}
	n := func(v int) string { return fmt.Sprint(v) }
	return paper.Report{Head: rec.head(at(m.SealedAt)), Mark: paper.Mark{Draft: !m.At(meeting.Sealed), Foot: "Báo cáo " + vi.ShowMonth(m.Period) + " · " + rec.cell},
		Abstract: "kết quả " + rec.title(), To: rec.superior, Recipients: []string{"Cấp ủy cấp trên", "Lưu Chi bộ."}, Sign: rec.sign(),
		Sections: []paper.Section{{Heading: "I- Kết quả", Table: &paper.Grid{Head: []string{"Nội dung", "Số"}, Shares: []float64{3, 1}, Rows: [][]string{
			{"Ngày sinh hoạt", or(vi.ShowDay(row.HeldDay))}, {"Tổng số đảng viên", n(row.Members)}, {"Có mặt / phải dự", n(row.Present) + "/" + n(row.Expected)},
			{"Thời lượng (phút)", n(row.Minutes)}, {"Nhiệm vụ giao", n(row.TasksGiven)}, {"Nhiệm vụ tháng trước đã xong", n(row.TasksDone)}, {"Nhiệm vụ quá hạn", n(row.TasksOverdue)}}}}}}, rec.cell, nil
}

// layout feeds the form of papers from the rule of the day.
func layout(book *rule.Book, day string) paper.Layout {
	l, r := paper.DefaultLayout(), book.Layout(day)
	if !r.Found() {
		return l
	}
	l.Rule = r.Source.Doc
	for _, set := range []struct {
		to   *float64
		from float64
	}{{&l.Top, r.Top}, {&l.Bottom, r.Bottom}, {&l.Left, r.Left}, {&l.Right, r.Right}, {&l.FirstLine, r.FirstLine}, {&l.Line, r.LineSpacing}, {&l.After, r.ParagraphGap}, {&l.Sizes.Body, r.BodySize}} {
		if set.from > 0 {
			*set.to = set.from
		}
	}
	if r.OnBehalf != "" {
		l.Words.OnBehalf = r.OnBehalf
	}
	l.LeastLine = min(l.LeastLine, l.Line)
	return l
}
