package paper

import (
	"fmt"
	"strings"
	"time"

	"chibo/internal/office/docx"
)

// Minutes are the minutes of a meeting, an internal paper of the cell. What
// nobody recorded prints as "(không ghi)": nil pointers and empty texts are
// gaps, empty lists mean "none".
type Minutes struct {
	Head         Head
	Mark         Mark
	Title        string // "sinh hoạt chi bộ thường kỳ tháng 12/2026"
	Start, End   time.Time
	Place        string
	Members      *Members
	Attendance   *Attendance
	Absent       []Absent
	Exempt       []string // not counted: exempt from activities
	Away         []string // not counted: temporary activities elsewhere
	Guests       []Person
	Dues         string // optional: the sentence on the month's dues
	Chair        Person
	Scribe       Person
	Interpreters []string `json:",omitempty"` // name and language
	Topic        *Topic   `json:",omitempty"` // of a thematic or combined meeting
	Items        []Item
	Conclusion   string // the chair's conclusion of the whole meeting
	Reviewed     []Review
	Tasks        []Task
	Votes        []Vote
	Praised      []string `json:",omitempty"` // praise and reminders, a sentence each
	Reserved     []string `json:",omitempty"` // reserved opinions their authors wish printed
	Score        *Score   // optional
	Scoring      *Scoring `json:",omitempty"` // its lines, where the table has some
	Annex        *Scoring `json:"-"`          // what the committee confirmed after the sealing
	Faults       []string // optional: shortcomings to put right
	ReadBack     *ReadBack
	Entered      string // that it was held on paper and entered afterwards; "" otherwise
	Plain        bool   `json:",omitempty"` // a committee: its members are not told apart by standing
}

// Docx renders the minutes.
func (m Minutes) Docx(l Layout) ([]byte, error) { return render(m.Document(l)) }

// Text is the plain-text version in the same order.
func (m Minutes) Text(l Layout) string { return plain(m.Document(l)) }

// Document lays it out as a .docx; it fails where the form lacks what the paper must say.
func (m Minutes) Document(l Layout) (docx.Document, error) {
	s := &sheet{l: l}
	code := ""
	if m.Head.Number > 0 { // minutes may go unnumbered
		code = l.Words.MinutesCode
	}
	s.letterhead(m.Head, m.Mark, code, false)
	s.title(l.Words.Minutes, m.Title)
	s.corrected(m.Mark)
	m.opening(s)
	n := roman(0)
	n.heading(s, "Nội dung và diễn biến")
	s.items(m.Items)
	n.heading(s, "Kết luận của chủ trì")
	s.paras(m.Conclusion)
	if len(m.Reviewed) > 0 {
		n.heading(s, "Đánh giá nhiệm vụ đã giao tháng trước")
		s.reviews(m.Reviewed)
	}
	if len(m.Praised) > 0 {
		n.heading(s, "Biểu dương, nhắc nhở")
		s.dashes(m.Praised)
	}
	n.heading(s, "Phân công nhiệm vụ")
	if len(m.Tasks) == 0 {
		s.text("Không giao việc mới.")
	} else {
		s.tasks(m.Tasks)
	}
	n.heading(s, "Biểu quyết")
	s.votes(m.Votes)
	if len(m.Reserved) > 0 {
		n.heading(s, "Ý kiến bảo lưu")
		s.dashes(m.Reserved)
	}
	if m.Score != nil {
		n.heading(s, "Chấm điểm buổi sinh hoạt")
		s.text(m.Score.line(l))
		s.scoring(m.Scoring)
	}
	if len(m.Faults) > 0 {
		n.heading(s, "Điều cần sửa lần sau")
		s.dashes(m.Faults)
	}
	m.closing(s)
	s.signedByBoth(m.Scribe.Name, m.Chair.Name)
	if m.Annex != nil {
		s.heading("Phụ lục: điểm cấp trên xác nhận")
		s.para(docx.Run{Text: "Ghi sau khi biên bản đã khóa, không thuộc phần đã khóa.", Italic: true})
		s.scoring(m.Annex)
	}
	return s.document(l.Words.Minutes+" "+m.Title, m.Head, m.Mark)
}

// opening is who met, when and where, in the order of the official form.
func (m Minutes) opening(s *sheet) {
	l := s.l
	start := l.Words.Gap
	if !m.Start.IsZero() {
		start = clock(m.Start) + ", ngày " + day(m.Start)
	}
	s.labelled("Thời gian bắt đầu:", sentence(start))
	s.labelled("Địa điểm:", sentence(l.or(m.Place)))
	total := l.Words.Gap
	if m.Members != nil {
		total = fmt.Sprintf("%d đồng chí (chính thức %d, dự bị %d)",
			m.Members.Official+m.Members.Probationary, m.Members.Official, m.Members.Probationary)
		if m.Plain {
			total = fmt.Sprintf("%d đồng chí", m.Members.Official+m.Members.Probationary)
		}
	}
	s.labelled("Tổng số "+l.Words.Whole+":", sentence(total))
	present := l.Words.Gap
	if a := m.Attendance; a != nil {
		present = fmt.Sprintf("%d/%d đồng chí", a.Present, a.Expected)
		if p := Percent(a.Present, a.Expected); p != "" {
			present += " (" + p + ")"
		}
	}
	s.labelled("Có mặt:", sentence(present))
	m.absentees(s)
	if len(m.Exempt) > 0 {
		s.labelled("Được miễn sinh hoạt (không tính vào số phải dự):", sentence(strings.Join(all(m.Exempt), ", ")))
	}
	if len(m.Away) > 0 {
		s.labelled("Sinh hoạt tạm thời nơi khác (không tính vào số phải dự):", sentence(strings.Join(all(m.Away), ", ")))
	}
	guests := make([]string, 0, len(m.Guests))
	for _, g := range m.Guests {
		guests = append(guests, l.comrade(g))
	}
	if len(guests) == 0 {
		guests = []string{"không"}
	}
	s.labelled("Khách mời:", sentence(strings.Join(guests, "; ")))
	if d := sentence(m.Dues); d != "" {
		s.text(d)
	}
	s.labelled("Chủ trì:", sentence(l.comrade(m.Chair)))
	s.labelled("Người ghi biên bản:", sentence(l.comrade(m.Scribe)))
	if len(m.Interpreters) > 0 {
		s.labelled("Phiên dịch:", sentence("đồng chí "+strings.Join(all(m.Interpreters), "; đồng chí ")))
	}
	if m.Topic != nil {
		for _, x := range m.Topic.pairs() {
			s.labelled(x[0], sentence(x[1]))
		}
	}
}

func (m Minutes) absentees(s *sheet) {
	if len(m.Absent) == 0 {
		none := "không"
		if a := m.Attendance; a == nil || a.Present < a.Expected {
			none = s.l.Words.Gap // some are missing, nobody wrote who
		}
		s.labelled("Vắng mặt:", sentence(none))
		return
	}
	s.labelled("Vắng mặt:", fmt.Sprintf("%d đồng chí:", len(m.Absent)))
	for i, a := range m.Absent {
		end := ";"
		if i == len(m.Absent)-1 {
			end = "."
		}
		text := "- " + s.l.or(a.Name) + ": "
		switch kind, reason := bare(a.Kind), bare(a.Reason); {
		case kind == "" && reason == "":
			text += s.l.Words.Gap
		case kind == "" || reason == "":
			text += kind + reason
		default:
			text += kind + " (" + reason + ")"
		}
		s.text(text + end)
	}
}

func (m Minutes) closing(s *sheet) {
	l := s.l
	we := strings.ToLower(l.Words.We)
	read := "Biên bản đọc lại trước " + we + ": " + l.Words.Gap
	if rb := m.ReadBack; rb != nil {
		read = "Biên bản đã được đọc lại trước " + we + "; " + we + " nhất trí"
		if !rb.Agreed {
			read = "Biên bản đã được đọc lại trước " + we + "; còn ý kiến chưa nhất trí"
		}
		if note := bare(rb.Note); note != "" {
			read += ": " + note
		}
	}
	s.text(sentence(read))
	end := l.Words.Gap
	if !m.End.IsZero() {
		end = clock(m.End)
		if sameDay(m.Start, m.End) {
			end += " cùng ngày"
		} else {
			end += ", ngày " + day(m.End)
		}
	}
	s.text(sentence(l.Words.Sitting + " kết thúc lúc " + end))
	if m.Entered != "" {
		s.text(sentence(m.Entered))
	}
}

func (sc Score) line(l Layout) string {
	text := "Chi bộ tự chấm " + l.or(sc.Points) + " điểm, xếp loại " + l.or(sc.Grade)
	if note := bare(sc.Note); note != "" {
		text += "; " + note
	}
	return sentence(text)
}
