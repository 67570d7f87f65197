package paper

import (
	"time"

	"chibo/internal/office/docx"
)

// Head is what stands above the title: who issues, under which body, the
// number and, where the form asks for it, place and date.
type Head struct {
	Superior string    // ĐẢNG BỘ PHƯỜNG …, printed in capitals
	Issuer   string    // CHI BỘ …, printed in capitals
	Symbol   string    // issuer in the number, e.g. "CB"
	Number   int       // 0: not numbered yet, room is left to write it
	Place    string    // for the place-date line
	Date     time.Time // printed in its own zone; zero leaves room to write it
}

// Mark says what state the paper is in and what its foot line says.
type Mark struct {
	Draft bool // prints DỰ THẢO
	Round int  // draft number, 0 prints none
	// Correction stands under the title of a corrected version: which one, why,
	// agreed where.
	Correction string
	Foot       string // title · cell · time of data; version and page are added
	Seal       *Seal  // nil: not sealed
}

// Seal is the proof printed in the foot of a sealed paper. Hash is printed as
// given, by rule 16 bytes in groups of four digits.
type Seal struct {
	QR       string // content of the QR, normally the full verify address
	Address  string // verify address as printed
	Document string // document id
	Version  int
	Hash     string
	State    string // e.g. "đã khóa 21:22 ngày 03/12/2026", "đã ký bản giấy"
	Replaces string // of a corrected version: "bản khóa 21:22 ngày 03/12/2026"
}

// Person is somebody named on a paper; Post may be empty.
type Person struct {
	Name string
	Post string
}

// Signature is the right-hand block of a paper issued on behalf of the cell.
type Signature struct {
	OnBehalf string // empty: the layout's T/M CHI BỘ
	Post     string // BÍ THƯ, PHÓ BÍ THƯ; empty: the layout's BÍ THƯ
	Name     string // full name without degrees
}

// Members is the number of members of the cell.
type Members struct{ Official, Probationary int }

// Attendance is n/N: present out of those who must attend.
type Attendance struct{ Present, Expected int }

// Absent is one absent member. Kind is "có lý do", "không lý do",
// "chưa rõ lý do".
type Absent struct{ Name, Reason, Kind string }

// Gist is what one speaker said, as the scribe wrote it.
type Gist struct {
	Speaker string
	Sense   string `json:",omitempty"` // "góp ý", "kiến nghị" …; may be empty
	Text    string
}

// Item is one matter of the agenda: who said what, what the chair concluded.
type Item struct {
	Label      string `json:",omitempty"` // the number on the agenda, 2 or 2.1; "": the next one
	Title      string
	Gist       []Gist
	Conclusion string
	Heads      bool `json:",omitempty"` // a heading whose matters stand in the lines below it: without words of its own it is a title alone
}

// Bare tells a heading about which nothing was written down by itself.
func (i Item) Bare() bool { return i.Heads && len(i.Gist) == 0 && i.Conclusion == "" }

// Heading is the title with its number, where it has one.
func (i Item) Heading() string {
	if i.Label == "" {
		return i.Title
	}
	return i.Label + ". " + i.Title
}

// Task is one assignment: deed and measure, who leads, until when, at which
// meeting it is reported. The texts are printed as given.
type Task struct{ Deed, Owner, Due, ReportAt string }

// Review is what became of a task of an earlier month: State is how it stood
// when the meeting opened, empty in papers sealed before that was kept.
type Review struct {
	Deed, Owner, Due, Result string
	State                    string `json:",omitempty"`
}

// Vote is one vote with its base. Base is the number entitled to vote; the
// share in favour is always of Base, never of those present.
type Vote struct {
	Subject                     string
	For, Against, Other, Silent int // Silent: entitled, did not vote
	Base                        int
	BaseSentence                string // how the base was reached
	Method                      string // e.g. "giơ tay"
	Outcome                     string // e.g. "thông qua"
	Reserved                    []string
}

// Score is the cell's own score of the meeting.
type Score struct {
	Points string // "92/100"
	Grade  string // "Tốt"
	Note   string
}

// ReadBack says whether the minutes were read back and agreed.
type ReadBack struct {
	Agreed bool
	Note   string
}

// Section is a headed part of a notice or report. Headings carry their own
// number ("I- Kết quả"). Paragraphs may be followed by one table.
type Section struct {
	Heading    string
	Paragraphs []string
	Table      *Grid
}

// Grid is a free table: head row, rows, and column shares (equal when empty).
type Grid struct {
	Head   []string
	Rows   [][]string
	Shares []float64
}

// Paper is any paper of this package. Document is the same blocks for those who
// draw them otherwise: on a page, or with others in one file.
type Paper interface {
	Document(Layout) (docx.Document, error)
	Docx(Layout) ([]byte, error)
	Text(Layout) string
}
