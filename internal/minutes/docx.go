package minutes

import (
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/office/docx"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Kinds are the papers Docx makes of every meeting; beside them "extract", where
// one was issued. "large" is the resolution on one sheet in
// large letters, "tasks" the sheet "6 rõ".
var Kinds = []string{"notice", "agenda", "roll", "minutes", "resolution", "large", "conclusion", "tasks", "report", "premeeting", "score"}

var fileWord = map[string]string{"notice": "thong-bao", "agenda": "chuong-trinh", "roll": "diem-danh", "minutes": "bien-ban", "resolution": "nghi-quyet", "large": "nghi-quyet-chu-lon",
	"conclusion": "ket-luan", "tasks": "nhiem-vu-6-ro", "report": "bao-cao", "extract": "trich-bien-ban", "premeeting": "hop-chuan-bi", "score": "bang-cham-diem"}

// Needs is the right a paper asks for.
func Needs(kind string) access.Action {
	switch kind {
	case "roll", "minutes", "tasks", "conclusion", "extract", "score":
		return access.MinutesView
	case "resolution", "large":
		return access.ResolutionView
	case "report":
		return access.MonthView
	case "premeeting":
		return access.MeetingPrepare
	}
	return access.MeetingView
}

// Docx makes a paper of a meeting and its file name. What is not sealed says
// DỰ THẢO; what is sealed is made of its sealed bytes and carries their QR.
func Docx(rd *store.Reader, book *rule.Book, id, kind string) ([]byte, string, error) {
	d, file, err := Sheet(rd, book, id, kind)
	if err != nil {
		return nil, "", err
	}
	b, err := d.Bytes()
	if err != nil {
		return nil, "", fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return b, file + ".docx", nil
}

// Sheet is the same paper as blocks, for the printed page, and its file name
// without the ending: no marks, no name of a person.
func Sheet(rd *store.Reader, book *rule.Book, id, kind string) (docx.Document, string, error) {
	if !slices.Contains(Kinds, kind) && kind != TypeExtract {
		return docx.Document{}, "", fault.Missing()
	}
	m, err := meeting.For(rd, id, Needs(kind))
	if fault.KindOf(err) == fault.NotFound && Needs(kind) == access.MinutesView {
		return sent(rd, book, id, kind)
	}
	if err != nil {
		return docx.Document{}, "", err
	}
	l := formOf(book, m)
	p, cell, err := build(rd, book, m, kind, l)
	if err != nil {
		return docx.Document{}, "", err
	}
	d, err := p.Document(l)
	if err != nil {
		return d, "", fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return d, FileName(kind, cell, m.Period), nil
}

// FileName is the name of a paper's file without its ending.
func FileName(kind, cell, period string) string {
	word := fileWord[kind]
	if word == "" {
		word = kind
	}
	name := vi.Slug(cell)
	if len(name) > 60 {
		name = name[:60]
	}
	return fmt.Sprintf("%s-%s-%s", word, name, period)
}

func build(rd *store.Reader, book *rule.Book, m meeting.Meeting, kind string, l paper.Layout) (paper.Paper, string, error) {
	switch kind {
	case TypeMinutes, TypeResolution, TypeConclusion, TypeExtract:
		if p, cell, err := sealedPaper(rd, book, m, kind); err != nil || p != nil {
			return p, cell, err
		}
	case "large":
		p, cell, err := build(rd, book, m, "resolution", l)
		if err != nil {
			return nil, "", err
		}
		return p.(paper.Resolution).Large(l, ""), cell, nil
	case "report":
		return monthReport(rd, book, m)
	}
	switch kind {
	case TypeExtract:
		return nil, "", fault.Missing()
	case TypeConclusion:
		if _, may := book.DocTypes(m.Day, "cell").Type("conclusion"); !may && !m.OfCommittee() {
			return nil, "", fault.New(fault.Conflict, "paper_not_issued")
		}
	}
	rec, err := gather(rd, book, m)
	if err != nil {
		return nil, "", err
	}
	rec.by = book.Issuer(m.Day, m.Kind)
	if err := rec.led(rd); err != nil {
		return nil, "", err
	}
	foot := rec.title() + " · " + rec.cell + " · số liệu " + store.Clock(rd.Now()).Format("15:04") + " ngày " + vi.ShowDay(rd.Today())
	p, err := rec.make(rd, kind, foot)
	return p, rec.cell, err
}

// make is a paper that is not sealed.
func (r record) make(rd *store.Reader, kind, foot string) (paper.Paper, error) {
	draft := paper.Mark{Draft: true, Foot: foot}
	switch kind {
	case "minutes":
		final, err := parts(rd, r.m.ID)
		if err != nil {
			return nil, err
		}
		p := mended(r.paper(), final, r)
		p.Mark = draft
		return p, nil
	case "resolution":
		p := r.resolutionPaper()
		p.Mark = draft
		return p, nil
	case "conclusion":
		return r.conclusion(paper.Mark{Draft: !r.m.At(meeting.Confirmed), Foot: foot}), nil
	case "roll":
		return r.rollPaper(rd, foot), nil
	case "tasks":
		return r.taskPaper(rd, foot)
	case "premeeting":
		return r.premeeting(rd, foot)
	case "score":
		return r.scorePaper(foot), nil
	}
	return r.notice(kind == "agenda", foot), nil
}
