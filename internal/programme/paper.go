package programme

import (
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/office/paper"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Sheet is a programme on paper for a meeting: each target with where it starts, its goal,
// its day, who follows it and how it stands today. For whoever sees the programme.
func Sheet(rd *store.Reader, book *rule.Book, id string, n int) (docx.Document, error) {
	p, err := Get(rd, id, n)
	if err != nil {
		return docx.Document{}, err
	}
	o, err := org.Get(rd, p.Org)
	if err != nil {
		return docx.Document{}, err
	}
	m, l := meeting.Meeting{Org: p.Org, Kind: meeting.Regular, Day: rd.Today()}, minutes.Form(book, rd.Today())
	if !o.Cell() {
		m.Kind, l = meeting.Committee, minutes.CommitteeForm(book, rd.Today())
	}
	head, lead, err := minutes.Letterhead(rd, m)
	if err != nil {
		return docx.Document{}, err
	}
	head.Symbol = book.Issuer(rd.Today(), m.Kind).Letters
	grid := paper.Grid{Head: []string{"TT", "Chỉ tiêu", "Đầu kỳ", "Mục tiêu, hạn", "Theo dõi", "Hiện nay"}, Shares: []float64{1, 6, 2, 3, 3, 5}}
	for i, t := range p.Targets {
		goal := "xong trước " + vi.ShowDay(t.Due)
		if t.Measure != YesNo {
			goal = t.Amount(t.Goal) + ", " + vi.ShowDay(t.Due)
		}
		stands := vi.Capital(t.Words())
		if p.Edition.AdoptedOn == "" {
			stands = ""
		}
		grid.Rows = append(grid.Rows, []string{strconv.Itoa(i + 1), t.Text, t.Amount(t.Start), goal, t.FollowerName, stands})
	}
	out := paper.Notice{Programme: true, Head: head, Abstract: abstract(p), Opening: opening(p), Sections: []paper.Section{{Table: &grid}}, Sign: paper.Signature{Name: lead.Name},
		Mark: paper.Mark{Draft: p.Edition.AdoptedOn == "", Foot: p.Title + " · số liệu " + store.Clock(rd.Now()).Format("15:04") + " ngày " + vi.ShowDay(rd.Today())}}
	d, err := out.Document(l)
	if err != nil {
		return d, fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return d, nil
}

func abstract(p Programme) string {
	title := p.Title
	if rest, ok := strings.CutPrefix(title, "Chương trình "); ok { // stands above it already
		title = rest
	}
	return title + ", " + vi.ShowDay(p.From) + " đến " + vi.ShowDay(p.To)
}

func opening(p Programme) []string {
	e := p.Edition
	if e.AdoptedOn == "" {
		return []string{"Dự thảo, chưa thông qua"}
	}
	line := "Thông qua ngày " + vi.ShowDay(e.AdoptedOn)
	if e.Paper != "" {
		line += ", " + e.Paper
	}
	out := []string{line}
	if e.N > 1 {
		out = append(out, fmt.Sprintf("Bản %d, sửa vì: %s", e.N, e.Reason))
	}
	return append(out, "Chỉ tiêu chưa có số thì để trống và ghi rõ, không ghi số 0")
}
