package standing_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/vote"
)

// kept is what one evening left behind, to be found again unchanged at the end.
type kept struct {
	meeting, cell, day, period string
	roll                       []string
	expected, present, base    int
}

type chronicle struct {
	t      *testing.T
	db     *storetest.DB
	c      meetingtest.Cast
	book   *paperBook
	ids    map[string]meetingtest.Someone // by name
	names  map[string]string              // member → name
	cells  []string
	lead   map[string]meetingtest.Someone
	scribe map[string]meetingtest.Someone
	kept   []kept
	tasks  map[string]string // task → cell in which it is open, or "" when closed
	paid   []payment
}

func (h *chronicle) officer(fn func(*store.Tx) error) {
	h.t.Helper()
	h.db.Write(h.t, h.c.Officer, fn)
}

// event records what happened and writes it on the page.
func (h *chronicle) event(who string, e member.Event, write func(*paperLine)) {
	h.t.Helper()
	e.Member, e.From = h.ids[who].Member, h.book.today
	h.officer(func(tx *store.Tx) error { return member.Record(tx, book, e) })
	if write != nil {
		write(h.book.now[who])
	}
}

func (h *chronicle) join(name, cell string, official bool) {
	h.t.Helper()
	h.officer(func(tx *store.Tx) error {
		in := member.New{Person: member.Person{FullName: name}, Org: cell, AdmittedOn: h.book.today, From: h.book.today}
		if official {
			in.AdmittedOn, in.OfficialOn = "2000-01-01", "2001-01-01"
		}
		m, err := member.Enter(tx, book, in)
		h.ids[name], h.names[m.ID] = meetingtest.Someone{Person: m.PersonID, Member: m.ID}, name
		return err
	})
	h.book.now[name] = &paperLine{cell: cell, activity: "active", probation: !official}
}

// meet holds the regular meeting of a month: some are absent, one votes, a task
// is given to the first who may have one, and what was open is heard.
func (h *chronicle) meet(cell, period string, n int) {
	h.t.Helper()
	page := h.book.pages[h.book.today]
	lead, scribe := h.lead[cell].Person, h.scribe[cell].Person
	at, err := time.ParseInLocation("2006-01-02 15:04", h.book.today+" 19:30", store.Vietnam)
	if err != nil {
		h.t.Fatal(err)
	}
	h.db.Clock.Set(at)
	k := kept{cell: cell, day: h.book.today, period: period, roll: roll(page, cell)}
	absent := map[string]bool{}
	var owner string
	h.db.Write(h.t, lead, func(tx *store.Tx) error {
		m, err := meeting.Plan(tx, book, meeting.Planning{Org: cell, Period: period, Kind: meeting.Regular, StartsAt: at.UnixMilli(), Place: "Nhà văn hóa"})
		if err != nil {
			return err
		}
		if m, err = meeting.Open(tx, book, m.ID, lead, scribe); err != nil {
			return err
		}
		expected, present := 0, 0
		for i, line := range k.roll {
			f := strings.Split(line, " ")
			who, activity := strings.Join(f[:len(f)-2], " "), f[len(f)-1]
			if activity != "active" && activity != "temporary_here" && activity != "sent_here" {
				absent[who] = true
				continue
			}
			expected++
			in := attendance.Marking{Meeting: m.ID, Member: h.ids[who].Member, Status: attendance.Present}
			if (i+n)%7 == 3 {
				in.Status, in.Reason, absent[who] = attendance.Excused, "work", true
			} else {
				present++
				if owner == "" && activity == "active" && f[len(f)-2] == "official" {
					owner = who
				}
			}
			if _, err := attendance.CheckIn(tx, in); err != nil {
				return err
			}
		}
		v, err := vote.Hold(tx, book, vote.Hands{ID: "v" + m.ID, Meeting: m.ID, Subject: "Nghị quyết", Matter: "resolution", For: 1})
		if err != nil {
			return err
		}
		if _, _, err := resolution.Put(tx, book, m.ID, 0, "", []resolution.Item{{Owner: h.ids[owner].Member, Deed: fmt.Sprintf("Việc %s %d", period, n), Measure: "xong", Due: vi.AddDays(h.book.today, 20), ReportAt: vi.NextMonth(period)}}); err != nil {
			return err
		}
		if _, err := task.FromResolution(tx, cell, m.ID, nil); err != nil {
			return err
		}
		if _, err := meeting.Close(tx, m.ID); err != nil {
			return err
		}
		k.meeting, k.expected, k.present, k.base = m.ID, expected, present, v.Base
		return nil
	})
	if want := base(page, cell, absent); k.base != want {
		h.t.Errorf("%s, %s: vote base %d, the book says %d (%q)", k.day, cell, k.base, want, k.roll)
	}
	h.db.Write(h.t, store.System, func(tx *store.Tx) error { // the tasks that sealing makes
		res, err := resolution.Get(tx.Reader, k.meeting)
		if err != nil {
			return err
		}
		made, err := task.FromResolution(tx, cell, k.meeting, res.Items)
		for _, x := range made {
			h.tasks[x.ID] = cell
		}
		return err
	})
	h.kept = append(h.kept, k)
	h.collect(cell, period, n)
}

func TestSixHundredDaysThroughAMergeEqualASecondBook(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		h := &chronicle{t: t, db: db, c: c, book: &paperBook{now: map[string]*paperLine{}, pages: map[string]map[string]paperLine{}}, ids: map[string]meetingtest.Someone{}, names: map[string]string{}, tasks: map[string]string{}}
		a, b := c.Cell, c.Other
		h.cells = []string{a, b}
		for name, s := range map[string]meetingtest.Someone{"Hiên": c.Hien, "Huy": c.Huy, "Lộc": c.Loc, "Tủa": c.Tua, "Ánh": c.Anh, "Tín": c.Tin, "Mai": c.Mai, "Khoa": c.Khoa, "Nga": c.Nga, "Dung": c.Neighbour} {
			h.ids[name], h.names[s.Member] = s, name
			h.book.now[name] = &paperLine{cell: a, activity: map[string]string{"Tủa": "away", "Tín": "exempt", "Nga": "suspended"}[name], probation: name == "Ánh"}
			if h.book.now[name].activity == "" {
				h.book.now[name].activity = "active"
			}
		}
		h.book.now["Dung"].cell = b
		start := "2026-12-04"
		h.book.turn(start)
		for i := range 7 {
			h.join(fmt.Sprintf("Lò Văn %c", 'A'+i), []string{a, a, a, b, b, b, b}[i], i%3 != 2)
		}
		h.lead = map[string]meetingtest.Someone{a: c.Hien, b: c.Neighbour}
		h.scribe = map[string]meetingtest.Someone{a: c.Huy, b: h.ids["Lò Văn D"]}
		merged, day := false, start
		ends := func(days int) string { return vi.AddDays(h.book.today, days) }
		for n := range 600 {
			if n > 0 {
				day = vi.AddDays(day, 1)
			}
			h.book.turn(day)
			noon, _ := time.ParseInLocation("2006-01-02 15:04", day+" 12:00", store.Vietnam)
			db.Clock.Set(noon)
			switch n {
			case 10:
				h.event("Lộc", member.Event{Kind: member.Exempted, Until: ends(120)}, func(l *paperLine) { l.activity, l.until = "exempt", ends(120) })
			case 20:
				h.event("Lò Văn E", member.Event{Kind: member.Sent, Org: a, Until: ends(150)}, func(l *paperLine) { l.activity, l.until, l.host, l.hostAs = "sent", ends(150), a, "sent_here" })
			case 35:
				h.event("Mai", member.Event{Kind: member.Away, Org: b, Until: ends(95)}, func(l *paperLine) { l.activity, l.until, l.host, l.hostAs = "away", ends(95), b, "temporary_here" })
			case 60:
				h.event("Tủa", member.Event{Kind: member.Resumed}, func(l *paperLine) { l.activity = "active" })
			case 75: // the exemption is prolonged before it ends
				h.event("Lộc", member.Event{Kind: member.Exempted, Until: ends(200)}, func(l *paperLine) { l.until = ends(200) })
			case 90:
				h.event("Ánh", member.Event{Kind: member.Official}, func(l *paperLine) { l.probation = false })
			case 101: // dies in mid-month
				h.event("Tín", member.Event{Kind: member.Ended, Reason: "từ trần"}, func(l *paperLine) { l.cell = "" })
			case 130:
				h.event("Lò Văn A", member.Event{Kind: member.Moved, Org: b}, func(l *paperLine) { l.cell = b })
			case 160:
				h.officer(func(tx *store.Tx) error {
					o, err := org.Get(tx.Reader, a)
					if err == nil {
						_, err = org.Rename(tx, org.Change{Org: a, Name: "Chi bộ Tổ dân phố Bình Minh", Day: day, Version: o.Version})
					}
					return err
				})
			case 180:
				h.join("Lò Văn K", b, false)
			case 200:
				h.event("Khoa", member.Event{Kind: member.Suspended, Until: ends(45)}, func(l *paperLine) { l.activity, l.until = "suspended", ends(45) })
			case 230: // the neighbour cell becomes part of ours, while one of ours is sent there and one of theirs here
				h.event("Huy", member.Event{Kind: member.Sent, Org: b, Until: ends(180)}, func(l *paperLine) { l.activity, l.until, l.host, l.hostAs = "sent", ends(180), b, "sent_here" })
			case 231:
				h.event("Lò Văn F", member.Event{Kind: member.Away, Org: a, Until: ends(100)}, func(l *paperLine) { l.activity, l.until, l.host, l.hostAs = "away", ends(100), a, "temporary_here" })
			case 260:
				h.officer(func(tx *store.Tx) error {
					o, err := org.Get(tx.Reader, b)
					if err == nil {
						_, err = member.Reorganise(tx, book, org.Change{Org: b, Kind: org.Merged, Into: []string{a}, Day: day, Version: o.Version})
					}
					return err
				})
				h.db.Write(h.t, store.System, func(tx *store.Tx) error { return task.Follow(tx, b, a) }) // what the program does at dawn
				merged = true
				for _, l := range h.book.now {
					if l.cell == b {
						l.cell = a
					}
					if l.host != "" { // both cells are one: nobody is a guest any more
						l.activity, l.until, l.host, l.hostAs = "active", "", "", ""
					}
				}
				for id, cell := range h.tasks {
					if cell == b {
						h.tasks[id] = a
					}
				}
			case 300: // found out later: Lộc had come back on day 285
				h.db.Clock.Set(noon)
				back := vi.AddDays(start, 270)
				h.officer(func(tx *store.Tx) error { return member.EndActivity(tx, h.ids["Lộc"].Member, member.Exempted, back) })
				h.book.now["Lộc"].activity, h.book.now["Lộc"].until = "active", ""
				for d := back; d < day; d = vi.AddDays(d, 1) {
					l := h.book.pages[d]["Lộc"]
					l.activity = "active"
					h.book.pages[d]["Lộc"] = l
				}
			case 350:
				h.event("Nga", member.Event{Kind: member.Resumed}, func(l *paperLine) { l.activity = "active" })
			case 400:
				h.event("Lò Văn K", member.Event{Kind: member.Ended, Reason: "xin ra khỏi Đảng"}, func(l *paperLine) { l.cell = "" })
			case 450:
				h.event("Tủa", member.Event{Kind: member.Away, Place: "Chi bộ Công ty Than", Until: ends(360)}, func(l *paperLine) { l.activity, l.until = "away", ends(360) })
			case 500:
				h.event("Mai", member.Event{Kind: member.Exempted, Until: ends(30)}, func(l *paperLine) { l.activity, l.until = "exempt", ends(30) })
			}
			h.book.copyPage()
			if day[8:] != "03" {
				continue
			}
			cells := h.cells
			if merged {
				cells = []string{a}
			}
			for _, cell := range cells {
				if cell == a && h.book.now["Huy"].activity != "active" { // the scribe is elsewhere
					h.scribe[a] = c.Mai
				}
				h.meet(cell, vi.MonthOf(day), n)
			}
			h.rights(cells)
		}
		h.compare(start, day)
		h.compareDues()
	})
}
