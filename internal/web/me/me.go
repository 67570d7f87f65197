// Package me are a member's own pages: the next meeting, own tasks, attendance
// told without percentage or comparison, who opened the own record, and all that
// is kept about oneself, to be read and taken away.
package me

import (
	"net/http"
	"slices"
	"strconv"

	"chibo/internal/attendance"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

const attendancePage = link.MyAttendance

// own is what every page here reads first; one who is no member has no cell.
type whose struct {
	member member.Member
	cell   org.Org
	is     bool
	today  string
}

func read(rd *store.Reader) (o whose, err error) {
	o.today = rd.Today()
	o.member, err = member.Mine(rd)
	if fault.KindOf(err) == fault.NotFound {
		return o, nil
	}
	if err != nil {
		return o, err
	}
	o.is = true
	o.cell, err = org.Get(rd, o.member.Org)
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return o, err
}

// frame is a page below "Phần của tôi".
func frame(r *page.Request, o whose, key string) ui.Page {
	heading := r.T(key)
	title := heading
	if o.cell.Name != "" {
		title += " · " + o.cell.Name
	}
	return ui.Page{Title: title, Where: o.cell.Name, Heading: heading, BarTitle: r.T("mepage.bar"), Back: &ui.Link{Href: link.Me},
		Primary: &ui.Action{Text: r.T("mepage.back"), Href: link.Me}}
}

// Show is the member's own page: GET /toi.
func Show(w http.ResponseWriter, r *page.Request) error {
	var o whose
	var m Mine
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err != nil {
			return err
		}
		m = Mine{}
		return m.fill(rd, r, o)
	})
	if err != nil {
		return err
	}
	heading := r.T("mepage.title")
	p := ui.Page{Title: heading, Where: r.T("mepage.title"), Heading: heading, Sub: r.Session.Name}
	if o.cell.Name != "" {
		p.Title, p.Where = heading+" · "+o.cell.Name, o.cell.Name
	}
	if m.Coming == nil {
		p.Primary = &ui.Action{Text: r.T("mepage.look.data"), Href: link.MyData}
	}
	return r.Page(w, 0, p, ShowMine(m))
}

func (m *Mine) fill(rd *store.Reader, r *page.Request, o whose) error {
	var err error
	if m.Tasks, err = tasks(rd, r, true); err != nil {
		return err
	}
	if m.Helping, err = helping(rd, r); err != nil {
		return err
	}
	if m.Charge, err = charge(rd, r, o); err != nil {
		return err
	}
	views, err := member.Seen(rd)
	if err != nil {
		return err
	}
	m.Data = []ui.Row{
		{Href: link.WhoSaw, Icon: "eye", Title: r.T("mepage.seen"), Second: r.T("mepage.seen.count", "count", len(views))},
		{Href: link.MyData, Icon: "download", Title: r.T("mepage.mydata")},
		{Href: link.Devices, Icon: "smartphone", Title: r.T("mepage.devices")},
	}
	if m.Data, err = digested(rd, r, m.Data); err != nil {
		return err
	}
	if !o.is {
		m.Calm = &ui.Note{Kind: "info", Text: r.T("mepage.nomember")}
		return nil
	}
	if m.Standing, err = stands(rd, r, o); err != nil {
		return err
	}
	if m.Attended, err = attended(rd, r, o); err != nil {
		return err
	}
	m.Data = append([]ui.Row{{Href: link.MySheet, Icon: "printer", Title: r.T("own.sheet"), Second: r.T("own.sheet.second")}}, m.Data...)
	if m.Data, err = raised(rd, r, m.Data); err != nil {
		return err
	}
	papers, err := toRead(rd, r, o)
	if err != nil {
		return err
	}
	m.Data = append(papers, m.Data...)
	more, err := apartRows(rd, r, o.member.ID)
	if err != nil {
		return err
	}
	m.Data = append(more, m.Data...)
	m.Year, _ = strconv.Atoi(o.today[:4])
	return m.coming(rd, r, o)
}

// coming is the next meeting that is not over.
func (m *Mine) coming(rd *store.Reader, r *page.Request, o whose) error {
	all, _, err := meeting.List(rd, meeting.Filter{Org: o.cell.ID, Limit: 12})
	if err != nil {
		return err
	}
	var next *meeting.Meeting
	for i := range all { // latest first: the last that is still open is the nearest
		if s := all[i].State; all[i].Day >= o.today && (s == meeting.Planned || s == meeting.Prepared || s == meeting.Announced || s == meeting.InSession) {
			next = &all[i]
		}
	}
	if next == nil {
		m.Calm = &ui.Note{Kind: "ok", Text: r.T("mepage.nomeeting")}
		return nil
	}
	m.Coming = &Coming{Title: r.T("mepage.next"), When: when(r, *next), Place: next.Place,
		Primary: ui.Action{Text: r.T("mepage.next.see"), Href: link.Meeting(o.cell.Slug, link.Period(next.Period, next.Kind, 1))}}
	if next.Day == o.today && !next.OfCommittee() {
		m.Coming.Others = []ui.Link{{Text: r.T("checkin.here"), Href: link.TellHere(next.ID)}}
		if helps, err := attendance.Helps(rd, next.ID); err != nil {
			return err
		} else if helps {
			m.Coming.Others = append(m.Coming.Others, ui.Link{Text: r.T("checkin.help"), Href: link.HelpCheckIn(o.cell.Slug, link.Period(next.Period, next.Kind, next.N))})
		}
	}
	if next.State == meeting.InSession {
		return nil
	}
	here := m.Coming.Others
	m.Coming.Others = []ui.Link{{Text: r.T("mepage.absent"), Href: link.Absence(next.ID)}, {Text: r.T("ahead.title"), Href: link.SendAhead(next.ID)}}
	past, err := attendance.History(rd, next.ID, o.member.ID)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	for _, p := range past {
		if p.Method == "announced" {
			m.Coming.Announced = r.T("mepage.absent.done", "reason", r.T("mepage.reason."+p.Reason))
			m.Coming.Others[0].Text = r.T("mepage.absent.change")
		}
	}
	m.Coming.Others = append(m.Coming.Others, here...)
	return nil
}

func when(r *page.Request, m meeting.Meeting) string {
	return store.Clock(m.StartsAt).Format("15:04") + " " + r.DayOfWeek(m.Day) + ", " + vi.ShowDay(m.Day)[:5]
}

// attended says how often one was there: counts in a sentence, nothing to compare.
func attended(rd *store.Reader, r *page.Request, o whose) (string, error) {
	year, err := strconv.Atoi(o.today[:4])
	if err != nil {
		return "", err
	}
	all, err := attendance.OfMember(rd, o.member.ID, year)
	if err != nil || len(all) == 0 {
		return r.T("mepage.attended.none"), err
	}
	came, excused, other := 0, 0, 0
	for _, a := range all {
		switch {
		case attendance.Came(a.Status):
			came++
		case a.Status == attendance.Excused:
			excused++
		default:
			other++
		}
	}
	if excused+other == 0 {
		return r.T("mepage.attended.all1", "came", came, "count", len(all)), nil
	}
	if other > 0 {
		return r.T("mepage.attended.all3", "came", came, "excused", excused, "other", other, "count", len(all)), nil
	}
	return r.T("mepage.attended.all2", "came", came, "excused", excused, "count", len(all)), nil
}

// Attendance is each meeting of the year: GET /toi/tham-du.
func Attendance(w http.ResponseWriter, r *page.Request) error {
	var o whose
	var lines []ui.Line
	err := r.Read(func(rd *store.Reader) (err error) {
		lines = nil
		if o, err = read(rd); err != nil || !o.is {
			return err
		}
		year, _ := strconv.Atoi(o.today[:4])
		all, err := attendance.OfMember(rd, o.member.ID, year)
		for _, a := range slices.Backward(all) {
			status := "attendance." + a.Status
			if a.Status == "" {
				status = "attendance.unmarked"
			}
			lines = append(lines, ui.Line{Text: vi.ShowDay(a.Day) + " · " + r.T(status), Second: r.T("mepage.kind."+a.Kind, "month", r.Month(a.Period))})
		}
		return err
	})
	if err != nil {
		return err
	}
	p := frame(r, o, "mepage.attendance")
	p.Sub = r.T("mepage.attendance.sub")
	return r.Page(w, 0, p, ShowLists("", lines, r.T("mepage.attended.none"), nil))
}

// WhoSaw lists who opened what: GET /toi/ai-da-xem.
func WhoSaw(w http.ResponseWriter, r *page.Request) error {
	var o whose
	var views []audit.View
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err != nil {
			return err
		}
		views, err = member.Seen(rd)
		return err
	})
	if err != nil {
		return err
	}
	var lines []ui.Line
	for _, v := range views {
		text := store.Clock(v.At).Format("02/01/2006 15:04") + " · " + v.ViewerName
		second := r.T("mepage.what." + v.What)
		if v.Post != "" {
			second = r.T("post."+v.Post) + " · " + second
		}
		if v.Times > 1 {
			second += " · " + r.T("mepage.times", "count", v.Times)
		}
		lines = append(lines, ui.Line{Text: text, Second: second})
	}
	p := frame(r, o, "mepage.seen")
	return r.Page(w, 0, p, ShowLists(r.T("mepage.seen.lead"), lines, r.T("mepage.seen.none"), nil))
}

// AbsencePage asks why: GET /toi/bao-vang/{id}.
func AbsencePage(w http.ResponseWriter, r *page.Request) error { return absence(w, r, 0) }

func absence(w http.ResponseWriter, r *page.Request, status int) error {
	var o whose
	var m meeting.Meeting
	err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err != nil {
			return err
		}
		m, err = meeting.Get(rd, r.PathValue("id"))
		if err == nil && !o.is {
			err = fault.Missing()
		}
		return err
	})
	if err != nil {
		return err
	}
	var reasons []ui.Option
	for _, x := range attendance.Reasons {
		reasons = append(reasons, ui.Option{Value: x, Text: r.T("mepage.reason." + x)})
	}
	chosen := ""
	if r.Method == http.MethodPost {
		chosen = r.Text("reason")
	}
	p := frame(r, o, "mepage.absent")
	p.Sub, p.Primary = when(r, m), form.Send(r.T("mepage.absent.send"))
	return form.Answer(w, r, status, form.Page{
		Frame: p, Action: link.Absence(m.ID),
		Inputs: []form.Input{{Kind: "radios", Field: ui.Field{Name: "reason", Label: r.T("mepage.absent.why"), Value: chosen, WhoSees: r.T("mepage.absent.sees")}, Options: reasons}},
	})
}

// Absence announces it: POST /toi/bao-vang/{id}.
func Absence(w http.ResponseWriter, r *page.Request) error {
	id, reason := r.PathValue("id"), r.Text("reason")
	err := r.Write(func(tx *store.Tx) error {
		_, err := store.Once(tx, r.Key(), []string{id, reason}, func() (bool, error) { return true, attendance.AnnounceAbsence(tx, id, reason) })
		return err
	})
	if err != nil {
		return r.Again(w, err, func(status int) error { return absence(w, r, status) })
	}
	return r.See(w, link.Me)
}
