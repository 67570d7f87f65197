package proof

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Shelf is whose book of minutes: the cell's, or a committee's, whose papers
// its own members alone find.
type Shelf access.Circle

// The books: of a cell, and of a cell committee or a ward's committee, which has
// its standing committee's papers in it for those who sit there.
const (
	OfCell      = Shelf(access.OfAll)
	OfCommittee = Shelf(access.OfCommittee)
)

func (of Shelf) circle() access.Circle { return access.Circle(of) }

// open finds the organisation an address names; a committee's pages speak of
// meetings as committees do.
func (of Shelf) open(rd *store.Reader, r *page.Request) (org.Org, error) {
	if of == OfCommittee {
		r.Words = r.Words.As("hop")
		if slug := r.PathValue("cu"); slug != "" {
			return org.BySlug(rd, slug)
		}
	}
	return org.BySlug(rd, r.PathValue("cb"))
}

// home is the book's own address, meetings where its meetings stand, body what
// the committee is called in the words of the page.
func (of Shelf) home(r *page.Request) string {
	switch slug := r.PathValue("cu"); {
	case slug != "":
		return link.CommitteeBook(slug)
	case of == OfCommittee:
		return link.CellCommitteeBook(r.PathValue("cb"))
	}
	return link.Book(r.PathValue("cb"))
}

func (of Shelf) meetings(r *page.Request) string {
	if slug := r.PathValue("cu"); slug != "" {
		return link.CommitteeMeetings(slug)
	}
	return link.Meetings(r.PathValue("cb"))
}

func (of Shelf) body(r *page.Request) string {
	switch {
	case of == OfCell:
		return "cell"
	case r.PathValue("cu") != "":
		return meeting.Committee
	}
	return meeting.CellCommittee
}

// Book is GET: the sealed papers of a year, the newest first.
func (of Shelf) Book(w http.ResponseWriter, r *page.Request) error {
	var cell org.Org
	var papers, standing []minutes.Entry
	may, sits, seen := false, false, false
	year := r.URL.Query().Get("nam")
	err := r.Read(func(rd *store.Reader) (err error) {
		if cell, err = of.open(rd, r); err != nil {
			return err
		}
		if len(year) != 4 || !vi.ValidDay(year+"-01-01") {
			year = rd.Today()[:4]
		}
		if papers, err = minutes.Book(rd, cell.ID, of.circle(), year); err != nil {
			return err
		}
		if of == OfCommittee { // the standing committee's, for whoever sits there
			if standing, err = minutes.Book(rd, cell.ID, access.OfStanding, year); err != nil && fault.KindOf(err) != fault.NotFound {
				return err
			}
		} else if sits, err = access.Can(rd, access.CommitteeView, cell.ID); err != nil {
			return err
		}
		if seen, err = access.Can(rd, access.MandateSeen, cell.ID); err != nil {
			return err
		}
		if err = minutes.MayNumber(rd, cell.ID, of.circle()); fault.KindOf(err) == fault.NotFound {
			return nil
		}
		may = err == nil
		return err
	})
	if err != nil {
		return err
	}
	heading := word(r, "book.title")
	p := ui.Page{Title: heading + " · " + cell.Name, Heading: heading, Sub: word(r, "book."+of.body(r)+".year", "year", year), Where: cell.Name, Back: &ui.Link{Href: of.meetings(r)}, Primary: &ui.Action{Text: word(r, "book.meetings"), Href: of.meetings(r)}}
	if may {
		p.Primary = &ui.Action{Text: word(r, "numbers.go"), Href: link.Numbers(of.home(r))}
	}
	body := []templ.Component{Lines(word(r, "book.none"))}
	if len(papers)+len(standing) > 0 {
		body = []templ.Component{ui.LinkList(entries(r, papers))}
	}
	if len(standing) > 0 {
		body = append(body, part(word(r, "book.standing"), ui.LinkList(entries(r, standing))))
	}
	before := strconv.Itoa(atoi(year) - 1)
	more := []ui.Link{{Text: word(r, "book.before", "year", before), Href: of.home(r) + "?nam=" + before}}
	if sits {
		more = append(more, ui.Link{Text: word(r, "book.committee"), Href: link.CellCommitteeBook(cell.Slug)})
	}
	if seen {
		more = append(more, ui.Link{Text: r.T("mandate.opened"), Href: link.MinutesOpened(cell.Slug)})
	}
	more = append(more, ui.Link{Text: r.T("contents.verify"), Href: link.Verify})
	return r.Page(w, http.StatusOK, p, templ.Join(append(body, ui.Links(more))...))
}

func entries(r *page.Request, papers []minutes.Entry) []ui.Row {
	var rows []ui.Row
	for _, e := range papers {
		row := ui.Row{Href: link.PaperPage(e.ID), Icon: "lock", Kind: "sealed", Title: word(r, "type."+e.Type) + " " + r.No(e.Symbol), Second: r.Month(e.Period) + " · " + word(r, "book.sealed", "day", vi.ShowDay(store.Day(e.SealedAt)))}
		if e.Version > 1 {
			row.Tag = &ui.Tag{Kind: "warn", Icon: "pen-line", Text: versionName(r, e.Version)}
		}
		rows = append(rows, row)
	}
	return rows
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n } // checked before
