package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Paper is a notice as it is signed and sent: Vietnamese, as the committee's papers are.
// It asks no right: whoever got the notice has been asked.
func Paper(rd *store.Reader, book *rule.Book, n Notice) (paper.Notice, error) {
	head, lead, err := minutes.Letterhead(rd, meeting.Meeting{Org: n.Org, Kind: meeting.Committee, Day: n.IssuedOn})
	if err != nil {
		return paper.Notice{}, err
	}
	head.Number, head.Symbol = n.Number, book.Issuer(n.IssuedOn, meeting.Committee).Letters
	if head.Date, err = time.ParseInLocation(time.DateOnly, n.IssuedOn, store.Vietnam); err != nil {
		return paper.Notice{}, err
	}
	out := paper.Notice{Head: head, Abstract: "lịch sinh hoạt chi bộ " + vi.ShowMonth(n.Month), Recipients: []string{"Các chi bộ trực thuộc", "Các đồng chí đảng ủy viên phụ trách chi bộ"}, Sign: paper.Signature{Name: lead.Name}}
	out.Opening = []string{fmt.Sprintf("%s thông báo lịch sinh hoạt chi bộ thường kỳ %s của %d chi bộ", head.Issuer, vi.ShowMonth(n.Month), len(n.Words.Lines))}
	if n.Before != "" {
		out.Opening = append(out.Opening, "Thông báo này thay Thông báo "+number(n.BeforeNo)+"ngày "+vi.ShowDay(n.Before))
	}
	grid := paper.Grid{Head: []string{"TT", "Chi bộ", "Số đảng viên", "Ngày, giờ", "Nơi sinh hoạt"}, Shares: []float64{1, 5, 1.6, 4, 5}}
	for i, l := range n.Words.Lines {
		grid.Rows = append(grid.Rows, []string{strconv.Itoa(i + 1), l.Name, strconv.Itoa(l.Members), store.Clock(l.StartsAt).Format("15:04") + " " + vi.Weekday(l.Day) + ", " + vi.ShowDay(l.Day), l.Place})
	}
	after := paper.Section{}
	if len(n.Words.Without) > 0 {
		var names []string
		for _, l := range n.Words.Without {
			names = append(names, l.Name)
		}
		after.Paragraphs = append(after.Paragraphs, "Chưa có lịch được duyệt: "+strings.Join(names, "; "))
	}
	after.Paragraphs = append(after.Paragraphs, "Chi bộ cần đổi ngày, giờ hoặc nơi sinh hoạt thì báo đảng ủy trước buổi sinh hoạt")
	out.Sections = []paper.Section{{Table: &grid}, after}
	return out, nil
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return "số " + strconv.Itoa(n) + " "
}
