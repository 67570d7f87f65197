// Package silence holds two pages on a month of a cell of which nothing is known: the
// committee asks after it or takes the cell's word, the cell says that it does not meet.
package silence

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/report"
	"chibo/internal/silence"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// month is what both pages show.
type month struct {
	top, cell org.Org
	w         silence.Word
	phone     string // of who asks after it, as far as it may be shown
	today     string
}

func (m *month) read(rd *store.Reader, r *page.Request) (err error) {
	if m.cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return err
	}
	m.today = rd.Today()
	m.w, err = silence.Of(rd, r.Book, m.cell.ID, r.PathValue("ky"))
	return err
}

func (m *month) readAbove(rd *store.Reader, r *page.Request) (err error) {
	if m.top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return err
	}
	if err = access.Must(rd, access.SilenceRemind, m.top.ID); err != nil {
		return err
	}
	if err = m.read(rd, r); err != nil {
		return err
	}
	m.phone, err = member.PhoneOf(rd, rd.Viewer().Person)
	return err
}

// Ward is GET /cap-uy/{cu}/chua-bao/{cb}/{ky}: the text of a reminder before it is sent,
// or the cell's word and what may be answered to it.
func Ward(w http.ResponseWriter, r *page.Request) error { return ward(w, r, 0) }

func ward(w http.ResponseWriter, r *page.Request, status int) error {
	var m month
	if err := r.Read(func(rd *store.Reader) error { m = month{}; return m.readAbove(rd, r) }); err != nil {
		return err
	}
	back := link.Committee(m.top.Slug) + "?thang=" + m.w.Month
	p := ui.Page{Title: m.cell.Name + " · " + r.Month(m.w.Month) + " · " + m.top.Name, Where: m.top.Name, BarTitle: r.T("silence.bar"), Heading: m.cell.Name,
		Sub: vi.Capital(r.Month(m.w.Month)), Back: &ui.Link{Href: back}, Primary: &ui.Action{Text: r.T("wardpage.back.desk"), Href: back}}
	s := shown{State: tag(r, m.w), Facts: facts(r, m), Act: link.WardSilence(m.top.Slug, m.cell.Slug, m.w.Month), Version: m.w.Version}
	switch {
	case m.w.MayRemind(r.Book, m.today):
		p.Primary = form.Send(r.T("silence.remind.send"))
		s.Letter, s.Step = letter(r, m), "remind"
	case m.w.State == report.Silent:
		s.Note = &ui.Note{Kind: "ok", Text: r.T("silence.reminded.today", "day", vi.ShowDay(m.w.RemindedOn))}
	case m.w.State == report.Missed && m.w.AcceptedOn == "":
		p.Primary = form.Send(r.T("silence.accept.send"))
		s.Step = "accept"
		if !m.w.Asked() {
			s.Ask = &ui.Field{ID: "question", Name: "question", Label: r.T("silence.f.question"), Value: form.Typed(r, "question", ""), Error: r.Wrong("question"), MaxLength: 300}
		}
	case m.w.State == report.Missed:
		s.Note = &ui.Note{Kind: "ok", Text: r.T("silence.accepted", "day", vi.ShowDay(m.w.AcceptedOn))}
	default:
		s.Note = &ui.Note{Kind: "info", Text: r.T("silence.nothing")}
	}
	return r.Page(w, status, p, wardPage(s))
}

// Answer is POST there: remind, accept or ask back.
func Answer(w http.ResponseWriter, r *page.Request) error {
	here := ""
	err := r.Write(func(tx *store.Tx) error {
		var m month
		err := m.readAbove(tx.Reader, r)
		if err != nil {
			return err
		}
		here = link.WardSilence(m.top.Slug, m.cell.Slug, m.w.Month)
		switch r.Text("act") {
		case "remind":
			_, err = silence.Remind(tx, r.Book, m.cell.ID, m.w.Month)
		case "accept":
			_, err = silence.Accept(tx, r.Book, m.cell.ID, m.w.Month, r.Version())
		case "ask":
			_, err = silence.Ask(tx, r.Book, m.cell.ID, m.w.Month, r.Version(), r.Long("question"))
		default:
			err = fault.Bad("act", "choice")
		}
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return ward(w, r, status) })
	}
	return r.See(w, here)
}

// letter is the reminder as the cell reads it.
func letter(r *page.Request, m month) string {
	key := "silence.letter"
	if m.phone != "" {
		key += ".phone"
	}
	return r.T(key, "month", r.Month(m.w.Month), "cell", m.cell.Name, "phone", m.phone)
}

func tag(r *page.Request, w silence.Word) *ui.Tag {
	key := map[string]string{report.Silent: "silent", report.Missed: "missed", report.NotDue: "not_due", report.Planned: "planned"}[w.State]
	if key == "" {
		return nil
	}
	look := ui.LookOf("meeting.state." + key)
	return &ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: r.T("meeting.state." + key)}
}

func facts(r *page.Request, m month) (out []ui.Pair) {
	add := func(is bool, key, text string) {
		if is {
			out = append(out, ui.Pair{Term: r.T("silence.f." + key), Text: text})
		}
	}
	w := m.w
	why, _ := r.Book.Silence(w.SaidOn).Find(w.Reason)
	add(w.PlannedDay != "", "planned", vi.ShowDay(w.PlannedDay))
	add(w.DueDay != "" && !w.Said(), "due", vi.ShowDay(w.DueDay))
	add(w.RemindedOn != "", "reminded", vi.ShowDay(w.RemindedOn))
	add(w.Said(), "said", vi.ShowDay(w.SaidOn))
	add(w.Said(), "reason", r.Either(why.VI, why.EN))
	add(w.Note != "", "note", w.Note)
	add(w.Question != "", "asked", w.Question)
	add(w.AcceptedOn != "", "accepted", vi.ShowDay(w.AcceptedOn))
	return out
}
