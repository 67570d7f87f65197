package paper

import (
	"fmt"
	"strings"
	"time"

	"chibo/internal/office/docx"
)

// Roll is the attendance sheet of one meeting. It works on paper alone, so it
// has a box of 12 mm to sign and blank lines for guests nobody foresaw.
type Roll struct {
	Head       Head
	Mark       Mark
	Title      string
	Start      time.Time
	Place      string
	People     []RollLine
	NotCounted []string // exempt or away, "Name (why)"
	Guests     []Person
	Blank      int // blank lines at the end
	Scribe     Person
	Chair      Person
}

// RollLine is one member; Note is what is already known ("đã báo vắng: ốm").
type RollLine struct{ Name, Note string }

// rollBox is the height of a signature box in millimetres.
const rollBox = 12

// Docx renders the roll.
func (r Roll) Docx(l Layout) ([]byte, error) { return render(r.Document(l)) }

// Text is the plain-text version in the same order.
func (r Roll) Text(l Layout) string { return plain(r.Document(l)) }

// Document lays it out as a .docx; it fails where the form lacks what the paper must say.
func (r Roll) Document(l Layout) (docx.Document, error) {
	s := &sheet{l: l}
	s.letterhead(r.Head, r.Mark, "", false)
	s.title(l.Words.Roll, r.Title)
	when := l.Words.Gap
	if !r.Start.IsZero() {
		when = clock(r.Start) + ", ngày " + day(r.Start)
	}
	s.labelled("Thời gian:", sentence(when))
	s.labelled("Địa điểm:", sentence(l.or(r.Place)))
	s.labelled("Số phải dự:", fmt.Sprintf("%d đồng chí.", len(r.People)))
	cols := func() []column {
		return []column{{"TT", 10, true}, {"Họ và tên", 58, false}, {"Có mặt, ký tên", 42, false}, {"Vắng, lý do", 0, false}}
	}
	rows := make([][]string, 0, len(r.People))
	for i, p := range r.People {
		rows = append(rows, []string{fmt.Sprint(i + 1), l.or(p.Name), "", p.Note})
	}
	s.table(cols(), rows, rollBox)
	if list := all(r.NotCounted); len(list) > 0 {
		s.labelled("Không tính vào số phải dự:", sentence(strings.Join(list, "; ")))
	}
	if len(r.Guests)+r.Blank > 0 {
		s.heading("Khách mời và người dự thêm")
		var guests [][]string
		for _, g := range r.Guests {
			guests = append(guests, []string{fmt.Sprint(len(guests) + 1), l.or(g.Name), "", g.Post})
		}
		for range r.Blank {
			guests = append(guests, []string{fmt.Sprint(len(guests) + 1)})
		}
		c := cols()
		c[3].head = "Chức vụ, ghi chú"
		s.table(c, guests, rollBox)
	}
	s.text("Tổng hợp: có mặt …/… đồng chí; vắng có lý do: …; vắng không lý do: … .")
	s.signedByBoth(r.Scribe.Name, r.Chair.Name)
	return s.document(l.Words.Roll+" "+r.Title, r.Head, r.Mark)
}
