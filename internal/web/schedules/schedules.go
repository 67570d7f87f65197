// Package schedules are the pages of the schedule of a month: the committee's register,
// on which it approves what cells registered and tells all of them, and the notice as a
// cell reads it.
package schedules

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/schedule"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

var monthForm = regexp.MustCompile(`^20\d\d-(0[1-9]|1[0-2])$`)

// look is what every page of the register reads.
type look struct {
	top   org.Org
	reg   schedule.Register
	keeps bool
	today string
}

func read(rd *store.Reader, r *page.Request) (l look, err error) {
	ky := r.PathValue("ky")
	if !monthForm.MatchString(ky) {
		return l, fault.Missing()
	}
	if l.top, err = org.BySlug(rd, r.PathValue("cu")); err != nil {
		return l, err
	}
	if l.keeps, err = access.Can(rd, access.ScheduleKeep, l.top.ID); err != nil {
		return l, err
	}
	l.today = rd.Today()
	l.reg, err = schedule.Of(rd, r.Book, l.top.ID, ky)
	return l, err
}

// Month is GET /cap-uy/{cu}/lich/{ky}: the register of a month.
func Month(w http.ResponseWriter, r *page.Request) error { return register(w, r, 0) }

func register(w http.ResponseWriter, r *page.Request, status int) error {
	var l look
	if err := r.Read(func(rd *store.Reader) (err error) { l, err = read(rd, r); return }); err != nil {
		return err
	}
	reg := l.reg
	heading := r.T("schedule.title", "month", r.Month(reg.Month))
	p := ui.Page{Title: heading + " · " + l.top.Name, Where: l.top.Name, Heading: heading, Wide: true, BarTitle: r.T("schedule.bar"), Back: &ui.Link{Href: link.Committee(l.top.Slug)},
		Sub: r.T("schedule.sub", "count", len(reg.Rows), "approved", reg.Approved, "registered", reg.Registered, "waiting", reg.Waiting)}
	m := month{Around: l.around(r), Notes: l.notes(r), Look: l.look(r), Without: l.without(r), Table: table(r, reg), Files: l.files(r)}
	for _, c := range reg.Changed {
		m.Changed = append(m.Changed, ui.Row{Icon: "calendar-clock", Kind: "warn", Title: c.Name, Second: now(r, c)})
	}
	if l.keeps {
		l.forms(r, &m, &p)
	}
	if p.Primary == nil {
		p.Primary = &ui.Action{Text: r.T("schedule.export"), Href: link.ScheduleFile(l.top.Slug, reg.Month, "lich.xlsx"), Icon: "download"}
	}
	return r.Page(w, status, p, show(m))
}

// forms are what the committee may do: approve what waits, tell the cells.
func (l look) forms(r *page.Request, m *month, p *ui.Page) {
	here := link.Schedule(l.top.Slug, l.reg.Month)
	var options []ui.Option
	chosen := r.Texts("rows")
	for _, row := range l.reg.Rows {
		if row.Status != schedule.Registered || row.Held {
			continue
		}
		options = append(options, ui.Option{Value: row.Token, Text: row.Name, Second: when(r, row.StartsAt) + " · " + row.Place})
		if r.Method != http.MethodPost && row.Clear() {
			chosen = append(chosen, row.Token)
		}
	}
	if len(options) > 0 {
		m.Approve = &form.Page{Action: here, Hidden: []form.Hidden{{Name: "act", Value: "approve"}},
			Inputs: []form.Input{{Kind: "ticks", Field: ui.Field{Name: "rows", Label: r.T("schedule.approve", "count", len(options)), Hint: r.T("schedule.approve.hint"), Error: r.Wrong("rows")}, Options: options, Chosen: chosen}}}
		p.Primary = form.Send(r.T("schedule.approve.do"))
	}
	if l.reg.Approved == 0 || l.reg.Notice != nil && len(l.reg.Changed) == 0 {
		return
	}
	m.Issue = &form.Page{Action: here, Hidden: []form.Hidden{{Name: "act", Value: "issue"}},
		Inputs: []form.Input{{Field: ui.Field{Name: "number", Label: r.T("schedule.number"), Hint: r.T("schedule.number.hint"), Value: form.Typed(r, "number", ""), Error: r.Wrong("number"), InputMode: "numeric", Optional: true, MaxLength: 5}}}}
	send := r.T("schedule.issue", "count", l.reg.Approved)
	if p.Primary == nil {
		p.Primary = form.Send(send)
	} else {
		m.Button = send
	}
}

// Keep is its POST: approve what was ticked, or tell the cells.
func Keep(w http.ResponseWriter, r *page.Request) error {
	ky := r.PathValue("ky")
	if !monthForm.MatchString(ky) {
		return fault.Missing()
	}
	var wrong fault.Fields
	number := 0
	if r.Text("number") != "" {
		number = r.Number("number", &wrong)
	}
	err := wrong.Err()
	if err == nil {
		err = r.Write(func(tx *store.Tx) error {
			top, err := org.BySlug(tx.Reader, r.PathValue("cu"))
			if err != nil {
				return err
			}
			if r.Text("act") == "issue" {
				_, err = schedule.Issue(tx, r.Book, top.ID, ky, number)
				return err
			}
			_, err = schedule.Approve(tx, r.Book, top.ID, ky, r.Texts("rows"))
			return err
		})
	}
	if err != nil {
		return r.Again(w, err, func(status int) error { return register(w, r, status) })
	}
	return r.See(w, link.Schedule(r.PathValue("cu"), ky))
}

// around leads to the month before and after.
func (l look) around(r *page.Request) []ui.Link {
	var out []ui.Link
	for _, m := range []string{vi.PrevMonth(l.reg.Month), vi.NextMonth(l.reg.Month)} {
		if m <= vi.NextMonth(vi.NextMonth(vi.MonthOf(l.today))) {
			out = append(out, ui.Link{Text: vi.Capital(r.Month(m)), Href: link.Schedule(l.top.Slug, m)})
		}
	}
	return out
}

// notes say whether the cells have been told.
func (l look) notes(r *page.Request) []ui.Note {
	n := l.reg.Notice
	if n == nil {
		return nil
	}
	kind := "ok"
	if len(l.reg.Changed) > 0 {
		kind = "warn"
	}
	return []ui.Note{{Kind: kind, Text: said(r, n), Action: &ui.Link{Text: r.T("schedule.paper"), Href: link.ScheduleFile(l.top.Slug, l.reg.Month, "thong-bao.docx")}}}
}

func said(r *page.Request, n *schedule.Notice) string {
	day := vi.ShowDay(n.IssuedOn)
	if n.Number == 0 {
		return r.T("schedule.told.bare", "day", day, "count", len(n.Words.Lines))
	}
	return r.T("schedule.told", "number", n.Number, "day", day, "count", len(n.Words.Lines))
}

// look are the rows against which something speaks.
func (l look) look(r *page.Request) (out []ui.Row) {
	for _, row := range l.reg.Rows {
		if row.Clear() || row.Held {
			continue
		}
		out = append(out, ui.Row{Icon: "triangle-alert", Kind: "warn", Href: link.CellSeen(l.top.Slug, row.Slug) + "?thang=" + l.reg.Month, Title: row.Name, Second: against(r, row)})
	}
	return out
}

// against says what speaks against a row.
func against(r *page.Request, row schedule.Booking) string {
	var parts []string
	if row.With != "" {
		parts = append(parts, r.T("schedule.with", "cell", row.With, "time", when(r, row.StartsAt), "place", row.Place))
	}
	if row.Doubled != "" {
		parts = append(parts, r.T("schedule.doubled", "name", strings.Join(row.Charge, ", "), "cell", row.Doubled))
	}
	if row.Holiday != "" {
		parts = append(parts, r.T("schedule.holiday", "day", vi.ShowDay(row.Day), "holiday", row.Holiday))
	}
	return strings.Join(parts, " ")
}

// without are the cells that have registered nothing, with whom to phone.
func (l look) without(r *page.Request) (out []ui.Row) {
	for _, row := range l.reg.Rows {
		if row.Status != schedule.Waiting {
			continue
		}
		x := ui.Row{Icon: "calendar-x", Kind: "mute", Title: row.Name, Second: r.T("wardpage.nosecretary"), Href: link.CellSeen(l.top.Slug, row.Slug)}
		if row.Secretary != "" {
			x.Second = strings.TrimSuffix(r.T("wardpage.secretary", "name", row.Secretary)+" · "+row.Phone, " · ")
		}
		out = append(out, x)
	}
	return out
}

func (l look) files(r *page.Request) []ui.Link {
	file := func(name string) string { return link.ScheduleFile(l.top.Slug, l.reg.Month, name) }
	out := []ui.Link{{Text: r.T("schedule.export"), Href: file("lich.xlsx")}}
	if l.reg.Notice != nil {
		out = append(out, ui.Link{Text: r.T("schedule.paper"), Href: file("thong-bao.docx")}, ui.Link{Text: r.T("schedule.pdf"), Href: file("thong-bao.pdf")})
	}
	return out
}

var states = map[string]ui.Tag{
	schedule.Waiting:    {Kind: "mute", Icon: "hourglass"},
	schedule.Registered: {Kind: "act", Icon: "calendar"},
	schedule.Approved:   {Kind: "ok", Icon: "badge-check"},
}

func tagOf(r *page.Request, state string) *ui.Tag {
	t := states[state]
	t.Text = r.T("schedule.state." + state)
	return &t
}

// table is the register as it is printed.
func table(r *page.Request, reg schedule.Register) ui.Table {
	t := ui.Table{Brief: true, Caption: r.T("schedule.caption", "month", r.Month(reg.Month)), Columns: columns(r)}
	members := 0
	for _, row := range reg.Rows {
		members += row.Members
		t.Rows = append(t.Rows, []ui.Cell{{Text: row.Name}, {Text: strconv.Itoa(row.Members)}, {Text: when(r, row.StartsAt)}, {Text: row.Place}, {Text: row.Secretary}, {Text: row.Phone}, {Tag: tagOf(r, row.Status)}})
	}
	t.Total = []ui.Cell{{Text: r.T("wardpage.total", "count", len(reg.Rows))}, {Text: strconv.Itoa(members)}, {}, {}, {}, {}, {Text: r.T("schedule.total", "approved", reg.Approved, "count", len(reg.Rows))}}
	t.Missing = reg.Waiting
	return t
}

func columns(r *page.Request) []ui.Column {
	return []ui.Column{{Text: r.T("wardpage.col.cell")}, {Text: r.T("wardpage.col.members"), Num: true}, {Text: r.T("schedule.col.day")}, {Text: r.T("schedule.col.place")}, {Text: r.T("schedule.col.secretary")}, {Text: r.T("schedule.col.phone"), Num: true}, {Text: r.T("schedule.col.state")}}
}

// when is "19:30 thứ Năm, 03/12/2026"; nothing for no hour.
func when(r *page.Request, ms int64) string {
	if ms == 0 {
		return ""
	}
	return r.T("home.when", "time", store.Clock(ms).Format("15:04"), "day", r.DayOfWeek(store.Day(ms))+", "+vi.ShowDay(store.Day(ms)))
}

// now is where a line stands; one that is no more, or is not approved, stands nowhere.
func now(r *page.Request, l schedule.Slot) string {
	if l.StartsAt == 0 {
		return r.T("schedule.nowhere")
	}
	return when(r, l.StartsAt) + " · " + l.Place
}
