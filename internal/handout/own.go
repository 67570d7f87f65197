package handout

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Sheet is a member's own page on one sheet of paper.
const Sheet = "sheet"

// How the printing of a sheet by another stands among the looks at the member's
// record: for him, and with what he asked to have on it.
const (
	Printed      = "sheet"
	PrintedAsked = "sheet_asked"
)

// paperWords are the words of the product on paper, always Vietnamese.
var paperWords = i18n.For("vi")

// own is what is read for one sheet.
type own struct {
	m     member.Member
	by    string // who prints it, "" the member himself
	dues  bool   // may stand on it
	looks bool
}

// OwnSheet is the viewer's own sheet.
func OwnSheet(rd *store.Reader, book *rule.Book) (Made, error) {
	m, err := member.Mine(rd)
	if err != nil {
		return Made{}, err
	}
	return own{m: m, dues: true, looks: true}.made(rd, book)
}

// SheetFor is the sheet of a member of a cell, printed by those who print for its
// members without a phone. It holds what the member reads himself of this cell,
// and never reminders, the question of care or reserved opinions: it lies on a
// table. Dues stand on it where the printer may read them, or the member asked
// to have them on it (asked); who looked, where he asked or gets everything on
// paper. Whom it is for has to be told: the caller records the look as As.
func SheetFor(rd *store.Reader, book *rule.Book, id string, asked bool) (Made, error) {
	if err := member.Must(rd, access.HandoutPrint, id); err != nil {
		return Made{}, err
	}
	m, err := member.Known(rd, id)
	if err != nil {
		return Made{}, err
	}
	if m.EndedOn != "" {
		return Made{}, fault.Missing()
	}
	marked, err := member.PaperOnly(rd, m.Org, rd.Today())
	if err != nil {
		return Made{}, err
	}
	o := own{m: m, dues: asked, looks: asked || marked[id]}
	if !o.dues {
		if o.dues, err = access.Can(rd, access.DuesView, m.Org); err != nil {
			return Made{}, err
		}
	}
	names, err := member.PersonNames(rd, []string{rd.Viewer().Person})
	if err != nil {
		return Made{}, err
	}
	o.by = names[rd.Viewer().Person]
	if o.by == "" {
		o.by = "hệ thống"
	}
	return o.made(rd.As(m.PersonID), book)
}

// As is how a look at the member's record by printing is called.
func As(asked bool) string {
	if asked {
		return PrintedAsked
	}
	return Printed
}

// made reads every part as the member himself reads it.
func (o own) made(rd *store.Reader, book *rule.Book) (Made, error) {
	s := paper.Own{Issuer: o.m.OrgName, To: o.m.FullName, Printed: store.Clock(rd.Now()).Format("15:04") + " ngày " + vi.ShowDay(rd.Today())}
	if o.by != "" {
		s.Printed += ", người in: " + o.by
	}
	for _, read := range []func(*store.Reader) (paper.OwnPart, error){o.coming, o.tasks, o.helps, o.duties, o.attended, o.owed, o.resolved, o.papers, o.seen} {
		p, err := read(rd)
		if err != nil {
			return Made{}, err
		}
		if p.Head != "" {
			s.Parts = append(s.Parts, p)
		}
	}
	aloud, err := o.aloud(rd)
	if err != nil {
		return Made{}, err
	}
	s.Aloud = aloud
	s.Parts = append(s.Parts, paper.OwnPart{Head: "Đề nghị sửa", Text: "mục nào sai, đồng chí ghi vào phiếu này rồi đưa bí thư"})
	d, err := s.Document(minutes.Form(book, rd.Today()))
	if err != nil {
		return Made{}, fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return Made{Doc: d, File: "phieu-cua-toi-" + rd.Today()}, nil
}
