package minutes

import (
	"fmt"
	"strings"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// monthReport tells the committee above what it may know: numbers, the number
// of the resolution, and what the cell asks of it.
func monthReport(rd *store.Reader, book *rule.Book, m meeting.Meeting) (paper.Paper, string, error) {
	all, err := report.Cell(rd, book, m.Org, 120)
	if err != nil {
		return nil, "", err
	}
	rec := record{m: m, by: book.Issuer(m.Day, m.Kind)}
	if err := rec.who(rd); err != nil {
		return nil, "", err
	}
	if err := rec.led(rd); err != nil {
		return nil, "", err
	}
	var row report.CellRow
	for _, r := range all {
		if r.Month == m.Period {
			row = r
		}
	}
	symbol := ""
	if err := rd.Get([]any{&symbol}, `select symbol from paper where tenant = $1 and meeting = $2 and type = 'resolution' order by version desc limit 1`, m.ID); err != nil && !store.IsNoRow(err) {
		return nil, "", err
	}
	asks, err := asked(rd, m)
	if err != nil {
		return nil, "", err
	}
	return paper.Report{Head: rec.head(at(m.SealedAt)), Mark: paper.Mark{Draft: !m.At(meeting.Sealed), Foot: "Báo cáo " + vi.ShowMonth(m.Period) + " · " + rec.cell},
		Abstract: "kết quả " + rec.title(), To: rec.committee(), Recipients: []string{rec.committee()}, Sign: rec.sign(),
		Sections: []paper.Section{held(m, row, symbol), work(row), asks}}, rec.cell, nil
}

func held(m meeting.Meeting, row report.CellRow, symbol string) paper.Section {
	s := paper.Section{Heading: "I- Sinh hoạt chi bộ"}
	when := or("")
	if row.HeldDay != "" {
		when = vi.ShowDay(row.HeldDay)
		if row.Minutes > 0 {
			when += fmt.Sprintf(", từ %s đến %s (%d phút)", at(m.OpenedAt).Format("15:04"), at(m.ClosedAt).Format("15:04"), row.Minutes)
		}
		if row.OnTime {
			when += ", đúng ngày quy định"
		} else if m.DayReason != "" {
			when += "; lý do đổi ngày: " + m.DayReason
		}
	}
	present := Gap
	if row.Expected > 0 {
		present = fmt.Sprintf("%d/%d đồng chí (%s)", row.Present, row.Expected, vi.Percent(row.Present, row.Expected))
	}
	if symbol == "" {
		symbol = "chi bộ không ban hành nghị quyết"
	}
	s.Paragraphs = []string{"1. Thời gian: " + when, fmt.Sprintf("2. Tổng số đảng viên: %d đồng chí; có mặt %s", row.Members, present), "3. Nghị quyết: " + symbol}
	return s
}

func work(row report.CellRow) paper.Section {
	n := func(v int) string { return fmt.Sprint(v) }
	return paper.Section{Heading: "II- Nhiệm vụ", Table: &paper.Grid{Head: []string{"Nội dung", "Số việc"}, Shares: []float64{4, 1},
		Rows: [][]string{{"Nhiệm vụ giao trong tháng", n(row.TasksGiven)}, {"Nhiệm vụ tháng trước đã xong", n(row.TasksDone)}, {"Nhiệm vụ quá hạn", n(row.TasksOverdue)}}}}
}

// asked is what the cell asks of the committee above. Until the report is sent
// only the cell reads it.
func asked(rd *store.Reader, m meeting.Meeting) (paper.Section, error) {
	s := paper.Section{Heading: "III- Kiến nghị, đề xuất", Paragraphs: []string{"Chi bộ không có kiến nghị"}}
	p, err := proposals(rd, m.ID)
	if err != nil {
		return s, err
	}
	if !m.At(meeting.Reported) {
		if inside, err := access.Can(rd, access.MinutesView, m.Org); err != nil {
			return s, err
		} else if !inside {
			p.Text = ""
		}
	}
	if p.Text == "" {
		return s, nil
	}
	s.Paragraphs = nil
	for n, line := range strings.Split(p.Text, "\n") {
		s.Paragraphs = append(s.Paragraphs, fmt.Sprintf("%d. %s", n+1, line))
	}
	return s, nil
}
