package duties

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// hearing is the meeting of the address with who reports at it.
type hearing struct {
	m     meeting.Meeting
	cell  org.Org
	ky    string
	write bool
	turns []duty.Turn
}

// at finds the meeting of the address; a committee's own meeting hears no
// standing duties.
func at(rd *store.Reader, r *page.Request) (h hearing, err error) {
	if h.cell, err = org.BySlug(rd, r.PathValue("cb")); err != nil {
		return h, err
	}
	period, kind, n, ok := link.SplitPeriod(r.PathValue("ky"))
	if !ok || n != 1 {
		return h, fault.Missing()
	}
	h.ky = r.PathValue("ky")
	if h.m, err = meeting.Find(rd, h.cell.ID, period, kind); err != nil {
		return h, err
	}
	if h.m.OfCommittee() {
		return h, fault.Missing()
	}
	return h, access.Must(rd, access.MinutesView, h.cell.ID)
}

// HearPage is GET: whose turn it is at this meeting, with a field for the words
// of each report while the meeting may be written.
func HearPage(w http.ResponseWriter, r *page.Request) error { return hear(w, r, http.StatusOK) }

func hear(w http.ResponseWriter, r *page.Request, status int) error {
	var h hearing
	err := r.Read(func(rd *store.Reader) (err error) {
		if h, err = at(rd, r); err != nil {
			return err
		}
		if h.write, err = access.Can(rd, access.MeetingRun, h.cell.ID); err != nil {
			return err
		}
		h.write = h.write && (h.m.State == meeting.InSession || h.m.State == meeting.Closed)
		h.turns, err = duty.InTurn(rd, r.Book, h.m)
		return err
	})
	if err != nil {
		return err
	}
	body := Hearing{Lead: word(r, "hear.lead", "months", r.Book.Duties(h.m.Day).HearWithinMonths)}
	if len(h.turns) == 0 {
		body.Empty = word(r, "hear.none")
	}
	if h.write {
		body.Post = link.HearDuties(h.cell.Slug, h.ky)
	}
	for _, t := range h.turns {
		turn := Turn{Name: t.Name}
		for _, s := range t.Duties {
			f := ui.Field{ID: "bao-" + s.ID, Name: "text", Label: word(r, "field.text"), Value: s.Words}
			if r.Method == http.MethodPost && r.Text("duty") == s.ID {
				f.Value, f.Error = r.FormValue("text"), r.Wrong("text")
			}
			turn.Duties = append(turn.Duties, Said{ID: s.ID, What: s.What, Facts: facts(r, s.Duty), Words: f, Key: ui.NewKey()})
		}
		body.Turns = append(body.Turns, turn)
	}
	heading := word(r, "hear.title")
	back := link.Room(h.cell.Slug, h.ky)
	if !h.m.At(meeting.InSession) {
		back = link.Meeting(h.cell.Slug, h.ky)
	}
	p := ui.Page{Title: heading + " · " + r.Month(h.m.Period) + " · " + h.cell.Name, Where: h.cell.Name, Heading: heading, Back: &ui.Link{Href: back},
		Primary: &ui.Action{Text: word(r, "hear.back"), Href: back}}
	return r.Page(w, status, p, HearingPage(body))
}

// Hear is POST: one report, in the words heard.
func Hear(w http.ResponseWriter, r *page.Request) error {
	var h hearing
	err := r.Write(func(tx *store.Tx) (err error) {
		if h, err = at(tx.Reader, r); err != nil {
			return err
		}
		if err := meeting.Must(tx.Reader, h.m, access.MeetingRun); err != nil {
			return err
		}
		if r.Text("duty") == "" {
			return fault.Bad("text", "task_no_result")
		}
		_, err = duty.Report(tx, r.Text("duty"), h.m.ID, r.Long("text"))
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return hear(w, r, status) })
	}
	return r.See(w, link.HearDuties(h.cell.Slug, h.ky))
}
