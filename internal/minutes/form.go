package minutes

import (
	"strings"
	"time"

	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/office/paper"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Form is the form of papers by the rule of the day: margins, letters and words
// are the rule's, and what it leaves out is the default's.
func Form(book *rule.Book, day string) paper.Layout {
	l, r := paper.DefaultLayout(), book.Layout(day)
	if !r.Found() {
		return l
	}
	l.Rule = r.Source.Doc
	for _, set := range []struct {
		to   *float64
		from float64
	}{{&l.Top, r.Top}, {&l.Bottom, r.Bottom}, {&l.Left, r.Left}, {&l.Right, r.Right}, {&l.FirstLine, r.FirstLine}, {&l.Line, r.LineSpacing}, {&l.After, r.ParagraphGap},
		{&l.Sizes.Body, r.BodySize}, {&l.Sizes.Party, r.MottoStyle.Size}, {&l.Sizes.PlaceDate, r.PlaceDateStyle.Size}, {&l.Sizes.Superior, r.SuperiorStyle.Size}, {&l.Sizes.Issuer, r.IssuerStyle.Size},
		{&l.Sizes.Number, r.NumberStyle.Size}, {&l.Sizes.Type, r.TitleStyle.Size}, {&l.Sizes.Abstract, r.AbstractStyle.Size}, {&l.Sizes.Sign, r.OnBehalfStyle.Size},
		{&l.Sizes.RecipientsHead, r.RecipientsHead.Size}, {&l.Sizes.Recipients, r.RecipientsStyle.Size}, {&l.Sizes.PageNumber, r.PageNumberSize}} {
		if set.from > 0 {
			*set.to = set.from
		}
	}
	w := &l.Words
	for _, set := range []struct {
		to   *string
		from string
	}{{&l.AbstractEnd, r.AbstractRule}, {&w.Party, r.Motto}, {&w.PlaceDate, r.PlaceDatePattern}, {&w.Star, r.Star}, {&w.OnBehalf, r.OnBehalf}, {&w.ScribeSign, r.ScribeLabel},
		{&w.ChairSign, r.ChairLabel}, {&w.Recipients, r.RecipientsLabel}, {&w.FileCopy, r.RecipientsLast}} {
		if set.from != "" {
			*set.to = set.from
		}
	}
	l.LeastLine = min(l.LeastLine, l.Line)
	symbols(&l, book, day)
	return l
}

// symbols gives each type its letters and its name by the rules of the day.
func symbols(l *paper.Layout, book *rule.Book, day string) {
	n, types := book.Numbering(day), book.DocTypes(day, "cell")
	if n.Pattern != "" {
		l.Words.Number = n.Pattern
	}
	w := &l.Words
	for _, t := range []struct {
		kind       string
		code, name *string
	}{{"minutes", &w.MinutesCode, &w.Minutes}, {"resolution", &w.ResolutionCode, &w.Resolution}, {"notice", &w.NoticeCode, &w.Notice}, {"report", &w.ReportCode, &w.Report},
		{"conclusion", &w.ConclusionCode, &w.Conclusion}, {"programme", &w.ProgrammeCode, &w.Programme}} {
		if s := n.Symbols[t.kind]; s != "" {
			*t.code = s
		}
		if x, ok := types.Type(t.kind); ok {
			*t.name = strings.ToUpper(x.TitleVI)
		}
	}
}

// Leader is who leads a cell on the day of a meeting.
type Leader struct{ Name, Phone string }

// CommitteeForm is Form for the papers a committee issues as such.
func CommitteeForm(book *rule.Book, day string) paper.Layout {
	l := Form(book, day)
	l.Words.OnBehalf, l.Words.FileCopy = book.Issuer(day, meeting.Committee).OnBehalf, "Lưu Đảng ủy."
	return l
}

// Letterhead is the head of a meeting's papers without a date, and who leads the
// cell. It asks for no right: rooms above call it for what they have a right to.
func Letterhead(rd *store.Reader, m meeting.Meeting) (paper.Head, Leader, error) {
	r := record{m: m}
	if err := r.who(rd); err != nil {
		return paper.Head{}, Leader{}, err
	}
	err := r.led(rd)
	return r.head(time.Time{}), Leader{r.lead.Name, r.phone}, err
}

// Title is a meeting as papers call it: "sinh hoạt chi bộ thường kỳ tháng 12/2026".
func Title(m meeting.Meeting) string { return record{m: m}.title() }

// led reads who leads the cell on the meeting's day: papers that come before
// the meeting are signed by the secretary, not by a chair there is not yet.
func (r *record) led(rd *store.Reader) error {
	var person string
	err := rd.Get([]any{&person, &r.lead.Name}, `select p.id, p.full_name from post_holding h join person p on p.tenant = h.tenant and p.id = h.person
		where h.tenant = $1 and h.org = $2 and h.post in ('secretary', 'ward_secretary') and h.from_day <= $3 and (h.to_day is null or h.to_day > $3) order by h.post limit 1`, r.m.Org, r.m.Day)
	if err != nil {
		if store.IsNoRow(err) {
			return nil
		}
		return err
	}
	r.phone, err = member.PhoneOf(rd, person)
	return err
}

// sign is who signs for the cell: the deputy who chaired, else the secretary.
func (r record) sign() paper.Signature {
	s := paper.Signature{Name: r.lead.Name}
	if s.Name == "" {
		s.Name = r.names[r.m.Chair]
	}
	if strings.HasPrefix(r.posts[r.m.Chair], "phó") {
		s.Name, s.Post = r.names[r.m.Chair], "PHÓ BÍ THƯ"
	}
	return s
}

// committee is the body above as it is written to: the organisation "Đảng bộ
// phường" acts through its "Đảng ủy phường".
func (r record) committee() string {
	if rest, ok := strings.CutPrefix(r.superior, "Đảng bộ "); ok {
		return "Đảng ủy " + rest
	}
	if r.superior == "" {
		return "Cấp ủy cấp trên"
	}
	return r.superior
}
