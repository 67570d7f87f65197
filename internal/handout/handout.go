// Package handout is what a meeting puts into the hands of members without a
// phone: a large-print invitation, the resolution on one sheet in large letters,
// a slip for each own task. Nobody may be a lesser member for want of a device
// (design/ux.md P3), and the secretary has twenty seconds for it, so all of it is
// one file. The committee's office may print the same for a cell, with a blank
// roll sheet: made by another path that never reads minutes, marks or reasons,
// so that none of them can stand in it.
package handout

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// The parts of a batch that may be asked for alone.
const (
	All         = "handouts"
	Invitations = "invitations"
	Slips       = "slips"
)

// Kinds lists them.
var Kinds = []string{All, Invitations, Slips}

var fileWord = map[string]string{All: "ban-in", Invitations: "giay-moi", Slips: "the-viec"}

// Reader is a member of the cell and whether papers are printed for them.
type Reader struct {
	Member    string `json:"member"`
	FullName  string `json:"full_name"`
	PaperOnly bool   `json:"paper_only"`
}

// Readers lists the members of a cell today, in name order.
func Readers(rd *store.Reader, org string) ([]Reader, error) {
	if err := access.Must(rd, access.HandoutPrint, org); err != nil {
		return nil, err
	}
	roll, err := member.Roll(rd, org, rd.Today())
	if err != nil {
		return nil, err
	}
	marked, err := member.PaperOnly(rd, org, rd.Today())
	out := make([]Reader, 0, len(roll))
	for _, m := range roll {
		out = append(out, Reader{m.ID, m.FullName, marked[m.ID]})
	}
	return out, err
}

// Contents says what a batch holds before it is printed.
type Contents struct {
	People      int    `json:"people"`
	Invitations int    `json:"invitations"`
	Roll        bool   `json:"roll"`
	Resolution  string `json:"resolution"` // its number, "" where there is none yet
	Copies      int    `json:"copies"`
	Slips       int    `json:"slips"`
}

// Empty tells that there is nothing to print.
func (c Contents) Empty() bool { return c.Invitations+c.Copies+c.Slips == 0 && !c.Roll }

// Made is a batch ready to print.
type Made struct {
	Doc      docx.Document
	File     string // name without ending, marks or a person's name
	Contents Contents
}

// ForCell makes the batch of a meeting for the cell: kind is one of Kinds, only
// a member who asked for it on paper, or "" for all who are marked.
func ForCell(rd *store.Reader, book *rule.Book, id, kind, only string) (Made, error) {
	m, err := meeting.For(rd, id, access.HandoutPrint)
	if err != nil {
		return Made{}, err
	}
	b, err := gather(rd, m, only)
	if err != nil {
		return Made{}, err
	}
	return b.made(book, kind)
}

// ForOffice makes the batch of a meeting for the committee's office: everything
// for those marked, and a blank roll sheet. Before the cell has announced the
// meeting its agenda is its own, and there is nothing to print.
func ForOffice(rd *store.Reader, book *rule.Book, id string) (Made, error) {
	m, err := meeting.For(rd, id, access.HandoutBatch)
	if err != nil {
		return Made{}, err
	}
	if !m.At(meeting.Announced) {
		return Made{}, fault.New(fault.Conflict, "handout_not_announced")
	}
	b, err := gather(rd, m, "")
	if err != nil {
		return Made{}, err
	}
	if !m.At(meeting.Closed) {
		if err := b.blankRoll(rd); err != nil {
			return Made{}, err
		}
	}
	return b.made(book, All)
}

// made lays the batch out: what is cut first, then what is read.
func (b batch) made(book *rule.Book, kind string) (Made, error) {
	l := minutes.Form(book, b.m.Day)
	title := "Bản in " + vi.ShowMonth(b.m.Period)
	out := Made{File: minutes.FileName(fileWord[kind], b.cell, b.m.Period), Contents: Contents{People: len(b.people)}}
	if fileWord[kind] == "" {
		return Made{}, fault.Missing()
	}
	var papers []paper.Paper
	if calls := b.invitations(); len(calls) > 0 && kind != Slips {
		papers, out.Contents.Invitations = append(papers, calls), len(calls)
	}
	if b.roll != nil && kind == All {
		papers, out.Contents.Roll = append(papers, *b.roll), true
	}
	if b.resolution != nil && kind == All {
		out.Contents.Resolution = b.symbol
		for _, p := range b.people {
			papers = append(papers, b.resolution.Large(l, p.FullName))
			out.Contents.Copies++
		}
	}
	if slips := b.slips(); len(slips) > 0 && kind != Invitations {
		papers, out.Contents.Slips = append(papers, slips), len(slips)
	}
	if len(papers) == 0 {
		return out, fault.New(fault.Conflict, "handout_nothing")
	}
	doc, err := paper.Batch{Title: title, Papers: papers}.Document(l)
	if err != nil {
		return out, fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	out.Doc = doc
	return out, nil
}
