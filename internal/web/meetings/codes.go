package meetings

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// CodesPage is GET: the code for the chair's screen, who said that he is there, and
// the other ways to call the roll.
func CodesPage(w http.ResponseWriter, r *page.Request) error { return codes(w, r, http.StatusOK) }

func codes(w http.ResponseWriter, r *page.Request, status int) error {
	var d attendance.Desk
	var sheet attendance.Sheet
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if d, err = attendance.DeskOf(rd, s.M.ID); err == nil {
			sheet, err = attendance.List(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	p := s.room(r, r.T("checkin.title"), word(r, "bar.roll"), link.RollCall(s.Slug, s.Ky))
	body := Screen{Head: rollHead(r, sheet), Heads: heads(r, d, sheet), Self: r.URL.Path, Ways: s.checkInWays(r)}
	switch {
	case s.M.At(meeting.Closed):
		p.Banner = &ui.Note{Kind: "info", Text: r.T("checkin.over")}
		p.Primary = s.look(r)
		return r.Page(w, status, p, ScreenPage(body))
	case !d.Open:
		body.Form = &Form{ID: form.ID, Action: r.URL.Path, Hidden: []Pair{{"open", "1"}}}
		p.Sub, p.Primary = r.T("checkin.what"), &ui.Action{Text: r.T("checkin.open"), Form: form.ID}
	default:
		p.Refresh = 15
		body.Code, body.Short = r.Origin()+link.TellHere(s.M.ID)+"?ma="+d.Code, d.Short()[:3]+" "+d.Short()[3:]
		body.Shut = &Form{Action: r.URL.Path}
		p.Primary = &ui.Action{Text: word(r, "roll.back"), Href: link.RollCall(s.Slug, s.Ky)}
	}
	if len(d.Waiting) > 0 {
		body.Take = &Form{Action: link.SettleTold(s.Slug, s.Ky)}
		for _, t := range d.Waiting {
			body.Take.Hidden = append(body.Take.Hidden, Pair{"member", t.Member})
			body.Waiting = append(body.Waiting, Kept{Title: t.Name, Text: r.T("checkin.by."+t.Method, "time", hour(t.At)), Name: r.T("checkin.refuse.of", "name", t.Name),
				Drop: &Form{Action: link.SettleTold(s.Slug, s.Ky), Hidden: []Pair{{"refused", t.Member}}}})
		}
	}
	return r.Page(w, status, p, ScreenPage(body))
}

// heads holds the count of the chair against the marks.
func heads(r *page.Request, d attendance.Desk, s attendance.Sheet) string {
	switch {
	case d.Counted == 0:
		return ""
	case d.Counted == s.Present:
		return r.T("checkin.heads.same", "count", d.Counted)
	}
	return r.T("checkin.heads.differ", "count", d.Counted, "present", s.Present)
}

func (s sitting) checkInWays(r *page.Request) []ui.Row {
	rows := []ui.Row{{Icon: "list-checks", Title: r.T("checkin.sheet"), Second: r.T("checkin.sheet.what"), Href: link.RollSheet(s.Slug, s.Ky)}, {Icon: "users", Title: r.T("checkin.count"), Href: link.HeadCount(s.Slug, s.Ky)},
		{Icon: "qr-code", Title: r.T("checkin.help"), Second: r.T("checkin.help.what"), Href: link.HelpCheckIn(s.Slug, s.Ky)}}
	if s.Seals {
		rows = append(rows, ui.Row{Icon: "user-check", Title: r.T("checkin.helpers"), Href: link.CheckInHelpers(s.Slug, s.Ky)})
	}
	return rows
}

// Codes is POST: the code stands open, or no longer.
func Codes(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error { return attendance.PutDesk(tx, s.M.ID, r.Tick("open")) })
	if err != nil {
		return r.Again(w, err, func(status int) error { return codes(w, r, status) })
	}
	return r.See(w, link.Codes(s.Slug, s.Ky))
}

// Settle is POST: those on the page are taken as present, or one is not.
func Settle(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		_, err := attendance.Settle(tx, s.M.ID, r.Texts("member"), r.Texts("refused"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return codes(w, r, status) })
	}
	return r.See(w, link.Codes(s.Slug, s.Ky))
}

// RollSheetPage is GET, RollSheet POST: the printed sheet, ticked as it was on paper.
func RollSheetPage(w http.ResponseWriter, r *page.Request) error {
	return rollSheet(w, r, http.StatusOK)
}

func rollSheet(w http.ResponseWriter, r *page.Request, status int) error {
	var people []ui.Option
	s, err := read(r, func(rd *store.Reader, s sitting) error {
		sheet, err := attendance.List(rd, s.M.ID)
		people = nil
		for _, row := range sheet.Rows {
			if row.Mark == nil && row.Activity != "suspended" {
				people = append(people, ui.Option{Value: row.Member, Text: row.FullName})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	p := s.room(r, r.T("checkin.sheet"), word(r, "bar.roll"), link.Codes(s.Slug, s.Ky))
	p.Sub = r.T("checkin.sheet.how")
	print := ui.More(ui.Link{Text: r.T("checkin.sheet.print"), Href: link.Print(s.Slug, s.Ky, "diem-danh")})
	if len(people) == 0 || s.M.At(meeting.Confirmed) || !s.Runs {
		p.Primary = s.look(r)
		return r.Page(w, status, p, templ.Join(Para(word(r, "roll.complete")), print))
	}
	f := ui.Field{Name: "member", Label: r.T("checkin.sheet.ticked"), Error: r.Wrong("member")}
	return s.ask(w, r, status, p, r.T("checkin.sheet.save"), Form{Parts: []templ.Component{ui.Ticks(f, people, r.Texts("member")...)}}, print)
}

func RollSheet(w http.ResponseWriter, r *page.Request) error {
	s, err := write(r, func(tx *store.Tx, s sitting) error {
		members := slices.DeleteFunc(r.Texts("member"), func(m string) bool { return m == "" })
		if len(members) == 0 {
			return fault.Bad("member", "checkin_nobody")
		}
		_, err := attendance.FromPaper(tx, s.M.ID, members)
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return rollSheet(w, r, status) })
	}
	return r.See(w, link.RollCall(s.Slug, s.Ky))
}

// HeadCountPage is GET, HeadCount POST: the heads the chair counted.
func HeadCountPage(w http.ResponseWriter, r *page.Request) error {
	return headCount(w, r, http.StatusOK)
}

func headCount(w http.ResponseWriter, r *page.Request, status int) error {
	var d attendance.Desk
	var sheet attendance.Sheet
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) {
		if d, err = attendance.DeskOf(rd, s.M.ID); err == nil {
			sheet, err = attendance.List(rd, s.M.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	p := s.room(r, r.T("checkin.count"), word(r, "bar.roll"), link.Codes(s.Slug, s.Ky))
	p.Sub = heads(r, d, sheet)
	f := ui.Field{Name: "counted", Label: r.T("checkin.count.label"), Hint: r.T("checkin.count.hint"), Value: form.Typed(r, "counted", ""), Error: r.Wrong("counted"), Short: true, InputMode: "numeric", Autocomplete: "off"}
	return s.ask(w, r, status, p, r.T("checkin.count.save"), Form{Parts: []templ.Component{ui.TextField(f)}})
}

func HeadCount(w http.ResponseWriter, r *page.Request) error {
	var wrong fault.Fields
	n := r.Number("counted", &wrong)
	err := wrong.Err()
	var s sitting
	if err == nil {
		s, err = write(r, func(tx *store.Tx, s sitting) error { return attendance.CountHeads(tx, s.M.ID, n) })
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return headCount(w, r, status) })
	}
	return r.See(w, link.Codes(s.Slug, s.Ky))
}

// codesDoor leads from the list to the other ways, with who waits to be taken.
func (s sitting) codesDoor(r *page.Request, d attendance.Desk, sheet attendance.Sheet) []ui.Row {
	row := ui.Row{Icon: "qr-code", Title: r.T("checkin.title"), Second: heads(r, d, sheet), Href: link.Codes(s.Slug, s.Ky)}
	if n := len(d.Waiting); n > 0 && !s.M.At(meeting.Closed) {
		row.Kind, row.Second = "warn", r.T("checkin.waiting", "count", n)
	}
	return []ui.Row{row}
}

// headRows hold the heads counted against the roll, before the closing.
func (s sitting) headRows(rd *store.Reader, r *page.Request) ([]ui.Row, error) {
	if !s.Runs || s.M.OfCommittee() {
		return nil, nil
	}
	d, err := attendance.DeskOf(rd, s.M.ID)
	if err != nil || d.Counted == 0 {
		return nil, err
	}
	sheet, err := attendance.List(rd, s.M.ID)
	return []ui.Row{check(d.Counted == sheet.Present, r.T("checkin.count"), heads(r, d, sheet), link.HeadCount(s.Slug, s.Ky))}, err
}
