// Package packet is what a cell carries over into the national handbook app
// (Sổ tay đảng viên điện tử), which is compulsory and has no door for programs:
// a block of text for every box in the app's order, the files that belong into
// it, and the declaration that it went up. It never blocks anything. Whoever
// the secretary named as helper may do it. Rules: handbook.boxes (assumed
// order), regime.papers_lead_hours and report_days for the two parts. Minutes,
// speakers and opinions stay in the cell and are no part of it.
package packet

import (
	"fmt"
	"strings"

	"chibo/internal/access"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The two parts.
const (
	Before = "before" // notice and papers, a day ahead
	After  = "after"  // resolution and result, within two days
)

// Parts lists them.
var Parts = []string{Before, After}

// File is one file of a box: a paper of ours, or what was attached.
type File struct {
	Name       string // without marks, numbered, without its ending
	Title      string
	Paper      string              // kind of minutes.Docx; "" an attachment
	Attachment document.Attachment // when Paper is ""
}

// Box is one box of the app.
type Box struct {
	Code, Part, Title string
	Text              string // to be pasted; "" nothing yet
	Files             []File
}

// For reads a meeting whose packet the viewer may handle. Committees' own
// meetings have none.
func For(rd *store.Reader, id string) (meeting.Meeting, error) {
	m, err := meeting.For(rd, id, access.PacketView)
	if err == nil && m.OfCommittee() {
		err = fault.Missing()
	}
	return m, err
}

// Boxes are the boxes of a part in the app's order.
func Boxes(rd *store.Reader, book *rule.Book, id, part string) ([]Box, error) {
	m, err := For(rd, id)
	if err != nil {
		return nil, err
	}
	var out []Box
	for _, x := range book.Handbook(m.Day).Boxes {
		if x.Part != part {
			continue
		}
		b := Box{Code: x.Code, Part: x.Part, Title: x.TitleVI}
		if err := b.fill(rd, book, m, x.Fill); err != nil {
			return nil, err
		}
		for n := range b.Files {
			b.Files[n].Name = fmt.Sprintf("%d-%s", len(out)+1, b.Files[n].Name)
			if len(b.Files) > 1 {
				b.Files[n].Name = fmt.Sprintf("%d.%d-%s", len(out)+1, n+1, b.Files[n].Name[2:])
			}
		}
		out = append(out, b)
	}
	return out, nil
}

// fill composes one box.
func (b *Box) fill(rd *store.Reader, book *rule.Book, m meeting.Meeting, what string) error {
	switch what {
	case "title":
		b.Text = Title(m)
	case "time":
		b.Text = store.Clock(m.StartsAt).Format("15:04") + ", " + vi.LongDay(m.Day)
	case "place":
		b.Text = m.Place
	case "content":
		items, err := meeting.Items(rd, m.ID)
		b.Text = Agenda(items)
		b.Files = []File{{Name: "chuong-trinh", Title: "Chương trình", Paper: "agenda"}}
		return err
	case "papers":
		files, err := document.Files(rd, m.ID)
		var titles []string
		for _, f := range files {
			titles = append(titles, f.Title)
			b.Files = append(b.Files, File{Name: short(f.Title), Title: f.Title, Attachment: f})
		}
		b.Text = strings.Join(titles, "\n")
		return err
	case "resolution":
		return b.resolved(rd, book, m)
	case "result":
		return b.result(rd, m)
	}
	return nil
}

// resolved is the resolution once it is sealed.
func (b *Box) resolved(rd *store.Reader, book *rule.Book, m meeting.Meeting) error {
	if !m.At(meeting.Sealed) {
		return nil
	}
	sheet, _, err := minutes.Sheet(rd, book, m.ID, "resolution")
	if err != nil {
		return err
	}
	sheet.Foot = nil // how the printed paper is checked is no text for the app
	b.Text = strings.TrimSpace(sheet.PlainText())
	b.Files = []File{{Name: "nghi-quyet", Title: "Nghị quyết", Paper: "resolution"}}
	return nil
}

// result tells the counts, no names.
func (b *Box) result(rd *store.Reader, m meeting.Meeting) error {
	if !m.At(meeting.Closed) {
		return nil
	}
	var present, expected int
	if err := rd.Get([]any{&expected, &present}, `select count(*), count(case when k.status in ('present', 'late', 'left_early') then 1 end) from meeting_roll r
		left join mark k on k.tenant = r.tenant and k.meeting = r.meeting and k.member = r.member where r.tenant = $1 and r.meeting = $2 and r.stage = 'open' and r.expected`, m.ID); err != nil {
		return err
	}
	d, err := resolution.Get(rd, m.ID)
	if err != nil {
		return err
	}
	tasks := 0
	for _, i := range d.Items {
		if !i.Outside {
			tasks++
		}
	}
	lines := []string{Title(m) + ", ngày " + vi.ShowDay(m.Day) + ".", fmt.Sprintf("Có mặt %d/%d đồng chí (%s).", present, expected, vi.Percent(present, expected))}
	if m.OpenedAt > 0 && m.ClosedAt > m.OpenedAt {
		lines = append(lines, fmt.Sprintf("Thời gian: %d phút.", (m.ClosedAt-m.OpenedAt)/60_000))
	}
	if tasks > 0 {
		lines = append(lines, fmt.Sprintf("Nghị quyết giao %d việc.", tasks))
	}
	b.Text = strings.Join(lines, "\n")
	return nil
}

// Title is the name of a meeting as it begins a line.
func Title(m meeting.Meeting) string { return vi.Capital(minutes.Title(m)) }

// Agenda is the agenda as lines to be pasted.
func Agenda(items []meeting.Item) string {
	lines := make([]string, 0, len(items))
	for _, i := range items {
		lines = append(lines, i.Label+". "+i.Title)
	}
	return strings.Join(lines, "\n")
}

// Notice is the notice of a meeting as plain text, for whatever carries it.
func Notice(m meeting.Meeting, items []meeting.Item) string {
	excuse := "báo bí thư trước buổi sinh hoạt."
	if m.OfCommittee() {
		excuse = "báo người triệu tập trước cuộc họp."
	}
	return "Kính mời đồng chí dự " + minutes.Title(m) + ", lúc " + store.Clock(m.StartsAt).Format("15:04") + " " + vi.LongDay(m.Day) + ", tại " + m.Place + ".\n" +
		"Nội dung:\n" + Agenda(items) + "\nNếu không dự được, đồng chí " + excuse
}

// short is a file's name without marks.
func short(title string) string {
	s := vi.Slug(title)
	if len(s) > 50 {
		s = strings.Trim(s[:50], "-")
	}
	if s == "" {
		s = "tai-lieu"
	}
	return s
}
