package silence

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/report"
	"chibo/internal/silence"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Cell is GET /chi-bo/{cb}/chua-bao/{ky}: what the committee asks, and the form by which
// the cell says that it does not meet.
func Cell(w http.ResponseWriter, r *page.Request) error { return cell(w, r, 0) }

func (m *month) readOwn(rd *store.Reader, r *page.Request) error {
	if err := m.read(rd, r); err != nil {
		return err
	}
	err := access.Must(rd, access.SilenceSay, m.cell.ID)
	if err == nil && m.w.RemindedBy != "" {
		m.phone, err = member.PhoneOf(rd, m.w.RemindedBy)
	}
	return err
}

func cell(w http.ResponseWriter, r *page.Request, status int) error {
	var m month
	if err := r.Read(func(rd *store.Reader) error { m = month{}; return m.readOwn(rd, r) }); err != nil {
		return err
	}
	s := shown{State: tag(r, m.w), Facts: facts(r, m), Act: link.CellSilence(m.cell.Slug, m.w.Month), Version: m.w.Version}
	heading := r.T("silence.cell.heading", "month", r.Month(m.w.Month))
	p := ui.Page{Title: heading + " · " + m.cell.Name, Where: m.cell.Name, BarTitle: r.T("silence.bar"), Heading: heading, Back: &ui.Link{Href: link.Home}, Primary: &ui.Action{Text: r.T("silence.cell.meetings"), Href: link.Meetings(m.cell.Slug)}}
	switch {
	case m.w.Reminded():
		s.Note = &ui.Note{Kind: "warn", Text: r.T("silence.reminded", "day", vi.ShowDay(m.w.RemindedOn)) + " " + letter(r, m)}
	case m.w.Asked():
		s.Note = &ui.Note{Kind: "warn", Text: r.T("silence.asked", "question", m.w.Question)}
	case m.w.AcceptedOn != "":
		s.Note = &ui.Note{Kind: "ok", Text: r.T("silence.accepted", "day", vi.ShowDay(m.w.AcceptedOn))}
	case m.w.State == report.Missed:
		s.Note = &ui.Note{Kind: "info", Text: r.T("silence.waits")}
	case !m.w.MaySay(r.Book, m.today):
		s.Note = &ui.Note{Kind: "info", Text: r.T("silence.nothing")}
	}
	s.Back = m.w.Said() && m.w.State == report.Missed
	if m.w.MaySay(r.Book, m.today) {
		s.Links = []ui.Link{{Text: r.T("silence.cell.meetings"), Href: link.Meetings(m.cell.Slug)}}
		p.Primary = form.Send(r.T("silence.say.send"))
		s.Say = &form.Page{Action: s.Act, Hidden: []form.Hidden{form.Version(m.w.Version), {Name: "act", Value: "say"}}, Inputs: sayInputs(r, m)}
	}
	return r.Page(w, status, p, cellPage(s))
}

func sayInputs(r *page.Request, m month) []form.Input {
	var why []ui.Option
	for _, u := range r.Book.Silence(m.today).Reasons {
		why = append(why, ui.Option{Value: u.Key, Text: r.Either(u.VI, u.EN)})
	}
	return []form.Input{
		{Kind: "radios", Field: ui.Field{Name: "reason", Label: r.T("silence.f.why"), Value: form.Typed(r, "reason", m.w.Reason), Error: r.Wrong("reason")}, Options: why},
		{Kind: "area", Field: ui.Field{Name: "note", Label: r.T("silence.f.more"), Hint: r.T("silence.f.more.hint"), Value: form.Typed(r, "note", m.w.Note), Error: r.Wrong("note"), Optional: true, MaxLength: 300}},
	}
}

// Say is POST there: the cell's word, or that it is taken back.
func Say(w http.ResponseWriter, r *page.Request) error {
	here := ""
	err := r.Write(func(tx *store.Tx) error {
		var m month
		err := m.readOwn(tx.Reader, r)
		if err != nil {
			return err
		}
		here = link.CellSilence(m.cell.Slug, m.w.Month)
		switch r.Text("act") {
		case "say":
			_, err = silence.Say(tx, r.Book, m.cell.ID, m.w.Month, r.Version(), r.Text("reason"), r.Long("note"))
		case "back":
			_, err = silence.TakeBack(tx, r.Book, m.cell.ID, m.w.Month, r.Version())
		default:
			err = fault.Bad("act", "choice")
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return cell(w, r, status) })
	}
	return r.See(w, here)
}
