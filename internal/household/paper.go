package household

import (
	"fmt"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// List is the list for the wall of the hall: each group, how many households, who is in
// charge. For members of the cell; no telephone, no householder, nothing of visits.
func List(rd *store.Reader, book *rule.Book, org string) (docx.Document, error) {
	s, err := Of(rd, book, org)
	if err != nil {
		return docx.Document{}, err
	}
	head, lead, err := minutes.Letterhead(rd, meeting.Meeting{Org: org, Kind: meeting.Regular, Day: rd.Today()})
	if err != nil {
		return docx.Document{}, err
	}
	head.Symbol = book.Issuer(rd.Today(), meeting.Regular).Letters
	grid := paper.Grid{Head: []string{"TT", "Nhóm hộ", "Số hộ", "Đồng chí phụ trách"}, Shares: []float64{1, 6, 2, 6}}
	for i, g := range s.Groups {
		name := "Chưa có"
		if g.Covered() {
			name = g.MemberName
		}
		grid.Rows = append(grid.Rows, []string{strconv.Itoa(i + 1), g.Name, strconv.Itoa(g.Households), name})
	}
	sum := fmt.Sprintf("Đã có đồng chí phụ trách: %d hộ", s.Given())
	if s.Households > 0 {
		sum += fmt.Sprintf(" trong %d hộ của chi bộ", s.Households)
	}
	out := paper.Notice{Head: head, Abstract: "đảng viên phụ trách hộ, ngày " + vi.ShowDay(rd.Today()), Sections: []paper.Section{{Table: &grid}, {Paragraphs: []string{sum}}}, Sign: paper.Signature{Name: lead.Name}, Mark: paper.Mark{Foot: "Danh sách phụ trách hộ · ngày " + vi.ShowDay(rd.Today())}}
	l := minutes.Form(book, rd.Today())
	l.Words.Internal = "Để ở nhà văn hóa" // for who comes there, not the cell's own paper
	d, err := out.Document(l)
	if err != nil {
		return d, fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return d, nil
}
