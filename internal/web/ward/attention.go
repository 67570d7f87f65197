package ward

import (
	"net/http"
	"slices"

	"chibo/internal/access"
	"chibo/internal/desk"
	"chibo/internal/meeting"
	"chibo/internal/report"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// atMost is how many cells the committee's secretary is asked to go to, and how many
// lines of what the committee owes stand open; who has twenty on a list does none.
const atMost = 3

// Attention is GET /cap-uy/{cu}/can-quan-tam, the home of the committee's
// secretary: first what the committee itself owes, then at most three cells to go
// to, each with the reason in a sentence. No number of a cell, no rank, no name.
func Attention(w http.ResponseWriter, r *page.Request) error {
	var l look
	var n Needs
	var first *ui.Action
	var help []ui.Row
	err := r.Read(func(rd *store.Reader) (err error) {
		var b desk.Board
		if l, b, err = board(rd, r, "", ""); err != nil {
			return err
		}
		n = Needs{}
		if n.Own.Rows, first, err = debts(rd, r, l, b); err != nil {
			return err
		}
		if n.Visit.Rows, err = visits(rd, r, l, b); err != nil {
			return err
		}
		help, err = wardHelp(rd, r, l.top)
		return err
	})
	if err != nil {
		return err
	}
	if len(n.Own.Rows) > atMost { // the cells to go to stand on the first screen
		n.Own.Rows, n.Rest = n.Own.Rows[:atMost], n.Own.Rows[atMost:]
	}
	n.Own.Title, n.Own.Calm = r.T("attention.own"), r.T("attention.own.calm")
	n.Visit.Title, n.Visit.Calm = r.T("attention.visit", "count", len(n.Visit.Rows)), calm(r, l)
	if len(n.Visit.Rows) == 0 {
		n.Visit.Title = r.T("attention.visit.none")
	}
	n.Links = []ui.Row{
		{Href: link.CommitteeTasks(l.top.Slug), Icon: "clock-alert", Title: r.T("wardpage.tasks"), Second: r.T("wardpage.tasks.second", "count", l.now.Totals.TasksOverdue, "cells", l.overdue())},
		{Href: link.Committee(l.top.Slug), Icon: "calendar", Title: r.T("attention.desk"), Second: r.T("attention.desk.second")},
	}
	if l.deskOnly(r) { // who holds no right over the tasks below
		n.Links = n.Links[1:]
	}
	n.Links = append(append(n.Links, help...), ui.Row{Href: link.Works(l.top.Slug), Icon: "list-checks", Title: r.T("works.title")})
	if first == nil {
		first = &ui.Action{Text: r.T("wardpage.open.table", "month", number(l.month)), Href: link.Month(l.top.Slug, l.month)}
	}
	return r.Page(w, 0, ui.Page{Title: r.T("attention.title") + " · " + l.top.Name, Where: l.top.Name, Heading: r.T("attention.title"),
		Sub: r.T("wardpage.at", "time", r.Moment(l.now.At)), Role: r.RoleLine(), Primary: first}, ShowNeeds(n))
}

// debts are what the committee itself owes, and the step it may take at once: a
// meeting not yet held, reserved opinions that no meeting of it has had before it
// since, cells without a secretary, cells too small to resolve.
func debts(rd *store.Reader, r *page.Request, l look, b desk.Board) (rows []ui.Row, first *ui.Action, err error) {
	if rows, err = owes(rd, r, l, b); err != nil { // first what the law gives days for, and alarms that are the others' to look into
		return nil, nil, err
	}
	for _, kind := range []string{meeting.Committee, meeting.Standing} {
		row, owes, err := debt(rd, r, l, kind)
		if err != nil {
			return nil, nil, err
		}
		if !owes {
			continue
		}
		rows = append(rows, row)
		may, err := meeting.Can(rd, meeting.Meeting{Org: l.top.ID, Kind: kind}, access.MeetingPrepare)
		if err != nil {
			return nil, nil, err
		}
		if may && first == nil {
			first = &ui.Action{Text: r.T("attention.plan." + kind), Href: link.KindOf(link.Planning(link.NewCommitteeMeeting(l.top.Slug), l.month), kind)}
		}
	}
	reserved, err := unheard(rd, r, l)
	if err != nil {
		return nil, nil, err
	}
	return slices.Concat(rows, reserved, lacking(r, l, b)), first, nil
}

// debt is the line of a meeting of the committee that the month still owes.
func debt(rd *store.Reader, r *page.Request, l look, kind string) (row ui.Row, owes bool, err error) {
	may, err := meeting.Can(rd, meeting.Meeting{Org: l.top.ID, Kind: kind}, access.MeetingView)
	if err != nil || !may {
		return row, false, err
	}
	row, owes, err = ownLine(rd, r, l, kind)
	row.Icon, row.Kind = "calendar", "warn"
	return row, owes, err
}

// unheard are the reserved opinions sent to the committee since it last met: no
// meeting of it has had them before it.
func unheard(rd *store.Reader, r *page.Request, l look) ([]ui.Row, error) {
	if ok, err := access.Can(rd, access.ReservedHear, l.top.ID); err != nil || !ok {
		return nil, err
	}
	met, _, err := meeting.List(rd, meeting.Filter{Org: l.top.ID, Kind: meeting.Committee, Limit: 24})
	if err != nil {
		return nil, err
	}
	last := int64(0)
	if i := slices.IndexFunc(met, func(m meeting.Meeting) bool { return m.At(meeting.InSession) }); i >= 0 {
		last = met[i].StartsAt
	}
	all, err := speech.ReservedFor(rd)
	n := 0
	for _, x := range all {
		if x.Addressee == l.top.ID && x.At > last {
			n++
		}
	}
	if n == 0 {
		return nil, err
	}
	return []ui.Row{{Href: link.Reserved, Icon: "file-pen-line", Kind: "warn", Title: r.T("attention.reserved", "count", n), Second: r.T("attention.reserved.second")}}, err
}

// lacking are the cells that only the committee can help: without a secretary, with
// too few official members to resolve, past their term.
func lacking(r *page.Request, l look, b desk.Board) (rows []ui.Row) {
	for _, c := range b.Rows {
		f, _ := b.Needs(c.Org)
		for _, why := range f.Reasons {
			if why.Code != desk.Score && slices.Contains(owed, why.Code) {
				rows = append(rows, ui.Row{Href: link.CellSeen(l.top.Slug, c.Slug), Icon: marks[why.Code].Icon, Kind: "warn", Title: c.Name, Second: textOf(r, c, why, report.CellRow{}, b.On)})
			}
		}
	}
	return rows
}

// visits are at most three cells to go to: what this month says first, then those
// of whose last month nothing is known yet. What the committee owes a cell stands
// above and is no reason here.
func visits(rd *store.Reader, r *page.Request, l look, now desk.Board) (rows []ui.Row, err error) {
	before, err := r.Boards.Of(rd, r.Book, l.top.ID, vi.PrevMonth(l.month), l.on)
	seen := map[string]bool{}
	for _, b := range []desk.Board{now, before} {
		for _, f := range b.Exceptions {
			f.Reasons = slices.DeleteFunc(slices.Clone(f.Reasons), func(w desk.Reason) bool {
				return w.Code == desk.Missed || w.Code == desk.Unread || slices.Contains(owed, w.Code)
			}) // the board is everybody's; one who waits for a word or has not opened a paper needs no visit
			past := b.Month.Month != l.month
			if len(f.Reasons) == 0 || seen[f.Cell.Org] || len(rows) == atMost || past && f.Cell.State != report.Silent && f.Cell.State != report.Late {
				continue
			}
			seen[f.Cell.Org] = true
			why := text(r, b, f)
			if past {
				why = r.T("attention.month", "month", upper(r.Month(f.Cell.Month)), "why", why)
			}
			t := tagOf(r, f.Reasons[0])
			to := link.CellSeen(l.top.Slug, f.Cell.Slug) + "?thang=" + f.Cell.Month
			if !past {
				to = l.leads(f)
			}
			rows = append(rows, ui.Row{Href: to, Title: short(f.Cell.Name), Second: why, Tag: &t})
		}
	}
	return rows, err
}

// owed are the reasons that are the committee's own to answer.
var owed = []string{desk.Unled, desk.FewCan, desk.TermOver, desk.Score}

// deskOnly tells who sees counts alone, and not the texts of the tasks below.
func (l look) deskOnly(r *page.Request) bool {
	posts, _ := r.Posts()
	return !slices.ContainsFunc(posts, func(p page.Post) bool {
		return p.Post == access.Officer || p.Post == access.WardSecretary || p.Post == access.WardDeputy
	})
}
