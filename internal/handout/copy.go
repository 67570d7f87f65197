package handout

import (
	"errors"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	kept "chibo/internal/own"
	"chibo/internal/privacy"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// PrintedCopy is how the printing of a copy of a person's data stands among the
// looks at his record: on his own request.
const PrintedCopy = "copy_asked"

// CopyFor is a copy of all that is kept about a person in large print, for one who
// asked for it and uses no phone. It is printed by whoever may read the request,
// once the office has answered that it will be done: so that nobody files a
// request for another and reads his data alone. Not on it is what is told in
// confidence, for a paper lies on a table; it says so. The caller writes the look down.
func CopyFor(rd *store.Reader, book *rule.Book, request string) (Made, privacy.Request, error) {
	q, err := privacy.Get(rd, request)
	if err != nil {
		return Made{}, q, err
	}
	if q.Kind != "copy" || q.State != privacy.Accepted && q.State != privacy.Done || q.Person == rd.Viewer().Person {
		return Made{}, q, fault.Missing()
	}
	if state, err := member.DataOf(rd, q.Person); err != nil || state != "" { // restricted or erased: two open it, elsewhere
		return Made{}, q, errors.Join(err, fault.Missing())
	}
	names, err := member.PersonNames(rd, []string{rd.Viewer().Person})
	if err != nil {
		return Made{}, q, err
	}
	all, err := kept.Collect(rd.As(q.Person))
	if err != nil {
		return Made{}, q, err
	}
	cells, err := cellsOf(rd.As(q.Person), all)
	if err != nil {
		return Made{}, q, err
	}
	s := paper.Own{Title: "BẢN SAO DỮ LIỆU CỦA TÔI", Whole: true, To: q.Name, Parts: copied(all, cells),
		Printed: store.Clock(rd.Now()).Format("15:04") + " ngày " + vi.ShowDay(rd.Today()) + ", theo đề nghị ngày " + vi.ShowDay(q.AskedOn) + ", người in: " + names[rd.Viewer().Person]}
	if all.Member != nil {
		s.Issuer = all.Member.OrgName
	}
	d, err := s.Document(minutes.Form(book, rd.Today()))
	if err != nil {
		return Made{}, q, fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	return Made{Doc: d, File: "ban-sao-du-lieu-" + rd.Today()}, q, nil
}
