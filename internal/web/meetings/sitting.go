// Package meetings is what a secretary and a scribe see of a month: the year, the
// five steps of one meeting, its room, its papers. A handler decodes, asks a room,
// renders; every form works without script, keeps what was typed (422) and is done
// once however often it is sent.
package meetings

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// sitting is the meeting a request is about, with the words for its address.
type sitting struct {
	Cell  org.Org
	M     meeting.Meeting
	Slug  string
	Ky    string
	May   bool // writes here: prepares or runs the meeting, chairs it or is its scribe
	Runs  bool // chair or scribe of the evening: writes down what is said
	Plans bool // prepares: the draft, what the cell committee settles, the notice
	Reads bool // reads minutes and marks: whoever is of the meeting
	Seals bool // confirms as chair, seals, enters a month held on paper
	Now   int64
}

// find reads the cell and meeting named in the address.
func find(rd *store.Reader, r *page.Request) (s sitting, err error) {
	period, kind, n, ok := link.SplitPeriod(r.PathValue("ky"))
	if !ok {
		return s, fault.Missing()
	}
	if s.Cell, err = org.BySlug(rd, slugOf(r)); err != nil {
		return s, err
	}
	s.Slug = s.Cell.Slug
	if s.M, err = meeting.Find(rd, s.Cell.ID, period, kind); err != nil {
		return s, err
	}
	if s.M.N != n && s.M.Kind == kind {
		all, _, err := meeting.List(rd, meeting.Filter{Org: s.Cell.ID, Month: period, Kind: kind})
		if err != nil {
			return s, err
		}
		at := slices.IndexFunc(all, func(m meeting.Meeting) bool { return m.N == n })
		if at < 0 {
			return s, fault.Missing()
		}
		s.M = all[at]
	}
	if s.Ky = link.Period(s.M.Period, s.M.Kind, s.M.N); s.M.OfCommittee() {
		r.Words = r.Words.As(hop)
	}
	s.Now = rd.Now()
	if s.May, err = writes(rd, s.M); err != nil {
		return s, err
	}
	if s.Runs, err = meeting.Can(rd, s.M, access.MeetingRun); err != nil {
		return s, err
	}
	if s.Plans, err = meeting.Can(rd, s.M, access.MeetingPrepare); err != nil {
		return s, err
	}
	if s.Reads, err = meeting.Can(rd, s.M, access.MinutesView); err != nil {
		return s, err
	}
	s.Seals, err = meeting.Can(rd, s.M, access.MinutesSeal)
	return s, err
}

// writes tells whether the viewer works on the meeting; others only read.
func writes(rd *store.Reader, m meeting.Meeting) (bool, error) {
	if me := rd.Viewer().Person; me == m.Chair || me == m.Scribe {
		return true, nil
	}
	may, err := meeting.Can(rd, m, access.MeetingPrepare)
	if err != nil || may {
		return may, err
	}
	return meeting.Can(rd, m, access.MeetingRun)
}

// read finds the sitting and runs fn on the same snapshot.
func read(r *page.Request, fn func(rd *store.Reader, s sitting) error) (sitting, error) {
	var s sitting
	err := r.Read(func(rd *store.Reader) (err error) {
		if s, err = find(rd, r); err != nil || fn == nil {
			return err
		}
		return fn(rd, s)
	})
	return s, err
}

// write finds the sitting and runs fn in one transaction, once for each showing
// of the form: a form sent twice is done once.
func write(r *page.Request, fn func(tx *store.Tx, s sitting) error) (sitting, error) {
	var s sitting
	err := r.Write(func(tx *store.Tx) (err error) {
		if s, err = find(tx.Reader, r); err != nil {
			return err
		}
		return once(tx, r, func() error { return fn(tx, s) })
	})
	return s, err
}

// once is store.Once for a form.
func once(tx *store.Tx, r *page.Request, fn func() error) error {
	sent := struct {
		Path string
		Form url.Values
	}{r.URL.Path, r.PostForm}
	_, err := store.Once(tx, r.Key(), sent, func() (bool, error) { return true, fn() })
	return err
}

// word is a sentence of these pages.
func word(r *page.Request, key string, args ...any) string {
	return r.T("meetingpage."+key, args...)
}

// month is "tháng 12", monthYear "tháng 12/2026".
func month(r *page.Request, period string) string {
	if len(period) < 7 {
		return ""
	}
	return word(r, "month", "month", strings.TrimPrefix(period[5:7], "0"))
}

func monthYear(r *page.Request, period string) string {
	if len(period) < 7 {
		return ""
	}
	return word(r, "month", "month", period[5:7]+"/"+period[:4])
}

// day is "thứ Năm, 03/12/2026" and hour "19:30".
func day(r *page.Request, d string) string {
	if len(d) < 10 {
		return ""
	}
	return word(r, "day", "weekday", r.DayOfWeek(d), "day", vi.ShowDay(d))
}

func hour(ms int64) string {
	if ms == 0 {
		return ""
	}
	return store.Clock(ms).Format("15:04")
}

func when(r *page.Request, m meeting.Meeting) string { return hour(m.StartsAt) + " " + day(r, m.Day) }

// name is "Sinh hoạt tháng 12", with its kind when it is not the regular one.
func name(r *page.Request, m meeting.Meeting) string {
	text := word(r, "name."+m.Kind, "month", month(r, m.Period))
	if m.N > 1 {
		text = r.T("kindspage.nth", "name", text, "n", m.N)
	}
	return text
}

// frame is the page around a meeting's content. Back leads to the parent.
func (s sitting) frame(r *page.Request, heading, back string) ui.Page {
	return ui.Page{
		Title:   heading + " · " + monthYear(r, s.M.Period) + " · " + s.Cell.Name,
		Where:   s.Cell.Name,
		Back:    &ui.Link{Href: back},
		Heading: heading,
		PrintAt: &ui.Link{Text: r.T("print.title"), Href: link.Prints(s.Slug, s.Ky)},
	}
}

// room is frame for the pages used while people talk: tighter, with a short bar title.
func (s sitting) room(r *page.Request, heading, bar, back string) ui.Page {
	p := s.frame(r, heading, back)
	p.Room, p.BarTitle, p.Where, p.Scripts = true, bar, "", []string{"room.js"}
	if s.May && s.M.State == meeting.InSession { // where the text is, and how long one has sat
		p.Sync = &ui.Sync{State: "synced", Text: say(r, "strip.sent", "time", hour(s.Now)), Lasts: &ui.Lasts{Minutes: s.M.Lasted(s.Now), Under: say(r, "strip.lasts", "minutes", "{n}")}}
	}
	return p
}

func (s sitting) hub() string { return link.Meeting(s.Slug, s.Ky) }

// steps are the five steps, now the one shown (0: none).
func (s sitting) steps(r *page.Request, now int) templ.Component {
	all := []ui.Step{
		{Title: word(r, "step.agenda"), Href: link.Prepare(s.Slug, s.Ky), Done: s.M.At(meeting.Prepared)},
		{Title: word(r, "step.premeeting"), Href: link.Premeeting(s.Slug, s.Ky), Done: s.M.Premeeting != ""},
		{Title: word(r, "step.announce"), Href: link.Announce(s.Slug, s.Ky), Done: s.M.At(meeting.Announced)},
		{Title: word(r, "step.room"), Href: link.Room(s.Slug, s.Ky), Done: s.M.At(meeting.Closed)},
		{Title: word(r, "step.done"), Href: link.Done(s.Slug, s.Ky), Done: s.M.At(meeting.Reported)},
	}
	if !s.Plans { // a step that would not open is named, and leads nowhere
		all[1].Href = ""
	}
	for i := range all[2:] {
		if !s.Reads {
			all[2+i].Href = ""
		}
	}
	if s.M.OfCommittee() { // nobody settles before a committee what it will treat
		all = slices.Delete(all, 1, 2)
		if now > 1 {
			now--
		}
	}
	to := s.hub()
	if r.URL.Path == to {
		to = ""
	}
	return ui.Steps(all, now, to)
}

// stage is the step the meeting has come to.
func (s sitting) stage() int {
	switch {
	case s.M.At(meeting.Closed):
		return 5
	case s.M.At(meeting.Announced):
		return 4
	case s.M.At(meeting.Prepared):
		return 3
	}
	return 1
}

// next is the one thing to do now and where; nil when the meeting is finished
// or the viewer only reads.
func (s sitting) next(r *page.Request) *ui.Action {
	if !s.May {
		return nil
	}
	to := map[string]string{
		meeting.Planned: link.Prepare(s.Slug, s.Ky), meeting.Prepared: link.Announce(s.Slug, s.Ky),
		meeting.Announced: link.Room(s.Slug, s.Ky), meeting.InSession: link.Room(s.Slug, s.Ky),
		meeting.Closed: link.Minutes(s.Slug, s.Ky), meeting.Confirmed: link.Minutes(s.Slug, s.Ky), meeting.Sealed: link.Done(s.Slug, s.Ky),
	}[s.M.State]
	if to == "" {
		return nil
	}
	return &ui.Action{Text: word(r, "next."+s.M.State), Href: to}
}

// look is what one who only reads does next.
func (s sitting) look(r *page.Request) *ui.Action {
	switch {
	case s.Reads && s.M.At(meeting.Closed) && r.URL.Path == s.hub():
		return &ui.Action{Text: word(r, "hub.papers"), Href: link.Done(s.Slug, s.Ky)}
	case r.URL.Path == s.hub():
		return &ui.Action{Text: word(r, "hub.agenda"), Href: link.Prepare(s.Slug, s.Ky)}
	}
	return &ui.Action{Text: word(r, "roll.back"), Href: s.hub()}
}

// state is the tag of how far the meeting has come.
func state(r *page.Request, m meeting.Meeting) *ui.Tag {
	key := "meeting.state." + m.State
	look := ui.LookOf(key)
	if m.OfCommittee() && r.Words.Has(key+".hop") {
		key += ".hop"
	}
	return &ui.Tag{Kind: look.Kind, Icon: look.Icon, Text: r.T(key)}
}

// instant makes the moment of a day and an hour typed as 19:30.
func instant(r *page.Request, dayField, hourField string, wrong *fault.Fields) int64 {
	d := r.NeedDay(dayField, wrong)
	h, m, ok := clock(r.Text(hourField))
	if !ok {
		wrong.Add(hourField, "hour_form")
	}
	if d == "" || !ok {
		return 0
	}
	return moment(d, h, m)
}

// clock reads 19:30, 19h30, 19.30 or 19h.
func clock(s string) (h, m int, ok bool) {
	s = strings.NewReplacer("h", ":", "H", ":", ".", ":", " ", "").Replace(s)
	a, b, _ := strings.Cut(s, ":")
	h, err := strconv.Atoi(a)
	if err != nil || h < 0 || h > 23 {
		return 0, 0, false
	}
	if b != "" {
		if m, err = strconv.Atoi(b); err != nil || m < 0 || m > 59 {
			return 0, 0, false
		}
	}
	return h, m, true
}

// itemsOf reads the agenda numbered as people count it: a line taken off leaves no gap.
func itemsOf(rd *store.Reader, id string) ([]meeting.Item, error) {
	all, err := meeting.Items(rd, id)
	for n := range all {
		all[n].Position = n + 1
	}
	return all, err
}
