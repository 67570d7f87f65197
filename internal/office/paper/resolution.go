package paper

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"chibo/internal/office/docx"
)

// The one-page resolution holds at most MaxTasks tasks. Up to these lengths
// the page is certain to hold, so longer texts are named by Overlong.
const (
	MaxTasks     = 5
	MaxDeed      = 90  // letters of a task
	MaxOwner     = 30  // letters of the owner
	MaxImplement = 72  // letters of a line under "Tổ chức thực hiện"
	mostAgenda   = 300 // letters of the agenda in the opening; above, only its number stands there
	MaxPreamble  = 80  // letters of the cell's own words before
)

// ErrTooManyTasks refuses a sixth task: the congress asks for resolutions that are short, easy to
// remember and feasible, so the sixth task belongs in the task table.
var ErrTooManyTasks = errors.New("paper: resolution has more than 5 tasks")

// Resolution is the one-page resolution of a regular meeting.
type Resolution struct {
	Head       Head
	Mark       Mark
	Abstract   string // "sinh hoạt chi bộ thường kỳ tháng 12/2026"
	Start, End time.Time
	Place      string
	Attendance *Attendance
	Chair      Person
	Scribe     Person
	Dues       string   // optional sentence on dues in the opening paragraph
	Agenda     []string // what was on the agenda, in the opening paragraph
	Preamble   string   // the cell's own words before what it resolves
	TasksTitle string   // "Nhiệm vụ tháng 12"
	// AsConclusion prints it under the name and symbol of a conclusion (kết luận).
	AsConclusion bool
	Tasks        []Task
	Implement    []string // numbered lines under "Tổ chức thực hiện"
	Vote         Vote     // For and Base are printed
	Effect       string   // empty: "có hiệu lực từ ngày thông qua"
	Entered      string   // that the meeting was held on paper and entered afterwards; "" otherwise
	Recipients   []string
	Sign         Signature
}

// Docx renders the resolution on one page, tightening the layout within its
// bounds when it has to.
func (r Resolution) Docx(l Layout) ([]byte, error) {
	return render(r.Document(l))
}

// Document is the page, tightened as far as it must and may.
func (r Resolution) Document(l Layout) (docx.Document, error) {
	if len(r.Tasks) > MaxTasks {
		return docx.Document{}, ErrTooManyTasks
	}
	return r.fit(l)
}

// Text is the plain-text version of the page as it is fitted.
func (r Resolution) Text(l Layout) string { return plain(r.fit(l)) }

// Overlong says, in words for the scribe, what to shorten so that the
// resolution stays on one page; nil when it fits.
func (r Resolution) Overlong(l Layout) []string {
	var out []string
	if n := len(r.Tasks); n > MaxTasks {
		out = append(out, fmt.Sprintf("Nghị quyết chỉ ghi tối đa %d việc; bỏ bớt %d việc.", MaxTasks, n-MaxTasks))
	}
	d, err := r.fit(l)
	if err == nil && d.Height() <= pageRoom(d) {
		return out
	}
	for i, t := range r.Tasks {
		if n := utf8.RuneCountInString(one(t.Deed)); n > MaxDeed {
			out = append(out, fmt.Sprintf("Việc %d dài %d chữ cái; rút còn nhiều nhất %d.", i+1, n, MaxDeed))
		}
		if n := utf8.RuneCountInString(one(t.Owner)); n > MaxOwner {
			out = append(out, fmt.Sprintf("Việc %d: chỉ ghi tên đồng chí phụ trách, nhiều nhất %d chữ cái.", i+1, MaxOwner))
		}
	}
	if n := utf8.RuneCountInString(one(r.Preamble)); n > MaxPreamble {
		out = append(out, fmt.Sprintf("Lời mở đầu dài %d chữ cái; rút còn nhiều nhất %d.", n, MaxPreamble))
	}
	for i, p := range r.Implement {
		if n := utf8.RuneCountInString(one(p)); n > MaxImplement {
			out = append(out, fmt.Sprintf("Phần tổ chức thực hiện, dòng %d dài %d chữ cái; rút còn nhiều nhất %d.", i+1, n, MaxImplement))
		}
	}
	if len(out) == 0 {
		out = append(out, "Nghị quyết dài quá một trang; rút ngắn phần tổ chức thực hiện hoặc nơi nhận.")
	}
	return out
}

// pageRoom leaves two millimetres for what the estimate cannot see.
func pageRoom(d docx.Document) float64 { return d.Room() - 2 }

// fit brings the page onto one sheet: closer lines first; where that is not
// enough the agenda is told by its number, for the minutes name every matter.
func (r Resolution) fit(l Layout) (docx.Document, error) {
	if utf8.RuneCountInString(r.agenda()) > mostAgenda {
		r.Agenda = []string{fmt.Sprintf("%d mục theo chương trình", len(all(r.Agenda)))}
	}
	d, err := r.tight(l)
	if err != nil || d.Height() <= pageRoom(d) || len(r.Agenda) == 0 {
		return d, err
	}
	short := r
	short.Agenda = []string{fmt.Sprintf("%d mục theo chương trình", len(all(r.Agenda)))}
	return short.tight(l)
}

func (r Resolution) tight(l Layout) (docx.Document, error) {
	const steps = 5
	d, err := r.page(l)
	for i := 0; i < steps && err == nil && d.Height() > pageRoom(d); i++ {
		l = l.tighter()
		d, err = r.page(l)
	}
	return d, err
}

func (r Resolution) page(l Layout) (docx.Document, error) {
	if w := &l.Words; r.AsConclusion {
		w.Resolution, w.ResolutionCode, w.Resolve = w.Conclusion, w.ConclusionCode, w.Conclusion
	}
	s := &sheet{l: l}
	s.letterhead(r.Head, r.Mark, l.Words.ResolutionCode, true)
	s.title(l.Words.Resolution, r.Abstract)
	s.corrected(r.Mark)
	s.text(r.opening(l))
	p := s.line(docx.Center, l.Sizes.Body, docx.Run{Text: l.Words.Resolve, Bold: true})
	p.After, p.KeepNext = l.After, true
	s.add(p)

	n := roman(0)
	title := one(r.TasksTitle)
	if title == "" {
		title = "Nhiệm vụ"
	}
	n.heading(s, title)
	if len(r.Tasks) == 0 {
		s.text("Không giao việc mới.")
	} else {
		s.tasks(r.Tasks)
	}
	n.heading(s, "Tổ chức thực hiện")
	k := 0
	for _, x := range r.Implement {
		if x = sentence(x); x != "" {
			k++
			s.text(fmt.Sprintf("%d. %s", k, x))
		}
	}
	s.text(r.voteLine(l))
	if r.Entered != "" {
		s.text(sentence(r.Entered))
	}
	s.issued(r.Recipients, r.Sign)
	return s.document(l.Words.Resolution+" "+r.Abstract, r.Head, r.Mark)
}

func (r Resolution) opening(l Layout) string {
	var b strings.Builder
	b.WriteString(l.Words.We + " họp ")
	switch {
	case r.Start.IsZero():
		b.WriteString(l.Words.Gap)
	case r.End.IsZero():
		fmt.Fprintf(&b, "từ %s ngày %s", r.Start.Format("15:04"), day(r.Start))
	case sameDay(r.Start, r.End):
		fmt.Fprintf(&b, "từ %s đến %s (%d phút) ngày %s", r.Start.Format("15:04"), r.End.Format("15:04"), int(r.End.Sub(r.Start).Minutes()), day(r.Start))
	default:
		fmt.Fprintf(&b, "từ %s ngày %s đến %s ngày %s", r.Start.Format("15:04"), day(r.Start), r.End.Format("15:04"), day(r.End))
	}
	b.WriteString(" tại " + l.or(bare(r.Place)) + "; có mặt ")
	if a := r.Attendance; a != nil {
		fmt.Fprintf(&b, "%d/%d đồng chí", a.Present, a.Expected)
	} else {
		b.WriteString(l.Words.Gap)
	}
	chair := l.comrade(r.Chair)
	if one(r.Chair.Post) != "" {
		chair += ","
	}
	b.WriteString("; " + chair + " chủ trì; " + l.comrade(Person{Name: r.Scribe.Name}) + " ghi biên bản. ")
	if d := sentence(r.Dues); d != "" {
		b.WriteString(upperFirst(d) + " ")
	}
	if a := r.agenda(); a != "" {
		b.WriteString("Nội dung: " + a + ". ")
	}
	for _, x := range lines(r.Preamble) {
		b.WriteString(upperFirst(sentence(x)) + " ")
	}
	b.WriteString(l.Words.We + " đã thảo luận, biểu quyết và")
	return b.String()
}

// agenda is the agenda as one stretch of a sentence.
func (r Resolution) agenda() string { return strings.Join(lowered(all(r.Agenda)), "; ") }

func (r Resolution) voteLine(l Layout) string {
	effect := bare(r.Effect)
	if effect == "" {
		effect = "có hiệu lực từ ngày thông qua"
	}
	count := l.Words.Gap
	if r.Vote.Base > 0 {
		count = r.passed(l)
	}
	return upperFirst(strings.ToLower(one(l.Words.Resolution))) + " này được " + count + ", " + effect + "."
}

func (r Resolution) passed(l Layout) string {
	v := r.Vote
	return fmt.Sprintf("%d/%d %s tán thành (%s)", v.For, v.Base, l.Words.Voters, Percent(v.For, v.Base))
}
