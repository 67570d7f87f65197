// Package papers is where papers are printed that are no single meeting's: the
// cell's page of what goes to members without a phone and who they are, and the
// page on which the committee's office prints it for a cell.
package papers

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/meeting"
	"chibo/internal/office/pdf"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/meetings"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// hub is what the cell's page shows.
type hub struct {
	cell    org.Org
	list    []meeting.Meeting
	next    *meeting.Meeting // the one to print for: still to come, else the latest
	readers []handout.Reader
	batch   handout.Made
}

// Show is GET: the one file for the nearest meeting, for whom it is, and the
// print pages of the last meetings.
func Show(w http.ResponseWriter, r *page.Request) error {
	var h hub
	if err := r.Read(func(rd *store.Reader) (err error) { h, err = look(rd, r); return err }); err != nil {
		return err
	}
	heading := r.T("print.title")
	p := ui.Page{Title: heading + " · " + h.cell.Name, Where: h.cell.Name, Heading: heading, Back: &ui.Link{Href: link.Contents}}
	marked := h.marked()
	var body []templ.Component
	switch {
	case h.next != nil && !h.batch.Contents.Empty():
		p.Sub = r.T("print.for", "month", r.Month(h.next.Period), "day", vi.ShowDay(h.next.Day))
		p.Primary = &ui.Action{Text: r.T("print.batch", "count", len(marked)), Href: link.Paper(h.cell.Slug, ky(*h.next), handout.All, best()), Icon: "printer"}
		body = append(body, part(r.T("print.holds"), ui.PlainList(meetings.Holds(r, h.batch.Contents))))
	case len(marked) == 0:
		p.Banner = &ui.Note{Kind: "info", Text: r.T("print.nobody")}
		p.Primary = &ui.Action{Text: r.T("print.readers"), Href: link.PaperReaders(h.cell.Slug)}
	default:
		p.Banner = &ui.Note{Kind: "info", Text: r.T("print.nothing")}
		p.Primary = &ui.Action{Text: r.T("print.meetings"), Href: link.Meetings(h.cell.Slug)}
	}
	body = append(body, part(r.T("print.whom", "count", len(marked)), ui.LinkList(h.rows(r, marked))))
	body = append(body, part(r.T("own.sheets.marked", "count", len(marked)), ui.LinkList(h.sheets(r, marked))))
	body = append(body, part(r.T("print.each"), ui.LinkList(h.sittings(r))))
	body = append(body, part(r.T("print.blank"), ui.LinkList([]ui.Row{{Icon: "printer", Title: r.T("concern.sheet"), Second: r.T("concern.sheet.what"), Href: link.ConcernSheet(h.cell.Slug, best())}})))
	return r.Page(w, http.StatusOK, p, templ.Join(body...))
}

func look(rd *store.Reader, r *page.Request) (h hub, err error) {
	if h.cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return h, err
	}
	if err = access.Must(rd, access.HandoutPrint, h.cell.ID); err != nil {
		return h, err
	}
	if h.readers, err = handout.Readers(rd, h.cell.ID); err != nil {
		return h, err
	}
	all, _, err := meeting.List(rd, meeting.Filter{Org: h.cell.ID, Limit: 12})
	if err != nil {
		return h, err
	}
	for _, m := range all {
		if m.OfCommittee() {
			continue
		}
		if len(h.list) < 4 {
			h.list = append(h.list, m)
		}
		if h.next == nil || !m.At(meeting.Closed) { // latest first: the last one still to come is the nearest
			h.next = &m
		}
	}
	if h.next == nil {
		return h, nil
	}
	h.batch, err = handout.ForCell(rd, r.Book, h.next.ID, handout.All, "")
	if fault.KindOf(err) == fault.Conflict { // nothing to print
		err = nil
	}
	return h, err
}

func ky(m meeting.Meeting) string { return link.Period(m.Period, m.Kind, m.N) }

// best is the ending of the file offered first.
func best() string {
	if pdf.Available() {
		return "pdf"
	}
	return "docx"
}

func (h hub) marked() (out []handout.Reader) {
	for _, one := range h.readers {
		if one.PaperOnly {
			out = append(out, one)
		}
	}
	return out
}

// rows are those marked, each with what is printed for them alone, then how to
// change the list and how to print for anybody else.
func (h hub) rows(r *page.Request, marked []handout.Reader) []ui.Row {
	var out []ui.Row
	for _, one := range marked {
		row := ui.Row{Icon: "user", Kind: "mute", Title: one.FullName}
		if h.next != nil {
			row.Second, row.Href = r.T("print.one"), link.HandoutFor(h.cell.Slug, ky(*h.next), one.Member, best())
		}
		out = append(out, row)
	}
	return append(out, ui.Row{Icon: "users", Title: r.T("print.readers"), Second: r.T("print.readers.what"), Href: link.PaperReaders(h.cell.Slug)})
}

// sheets are the own sheets of those marked, printed at once: they get on paper
// what others read on a screen. Anybody else's is two steps away.
func (h hub) sheets(r *page.Request, marked []handout.Reader) []ui.Row {
	var out []ui.Row
	for _, one := range marked {
		out = append(out, ui.Row{Icon: "printer", Title: one.FullName, Second: r.T("own.sheets.one"), Href: link.SheetFile(h.cell.Slug, one.Member, best(), false)})
	}
	return append(out, ui.Row{Icon: "users", Title: r.T("own.sheets.other"), Href: link.Sheets(h.cell.Slug)})
}

func (h hub) sittings(r *page.Request) []ui.Row {
	var out []ui.Row
	for _, m := range h.list {
		out = append(out, ui.Row{Icon: "printer", Title: r.T("meetingpage.name."+m.Kind, "month", r.Month(m.Period)), Second: r.T("print.each.what", "day", vi.ShowDay(m.Day)), Href: link.Prints(h.cell.Slug, ky(m))})
	}
	if len(out) == 0 {
		out = append(out, ui.Row{Icon: "calendar", Title: r.T("print.meetings"), Href: link.Meetings(h.cell.Slug)})
	}
	return out
}
