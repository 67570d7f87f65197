// Package own is all that is kept about one person, for that person: what the own
// file takes away, what the API answers, and what is printed on request for a
// comrade without a phone. It reads with the viewer's own eyes and asks no other right.
package own

import (
	"strconv"

	"chibo/internal/attendance"
	"chibo/internal/audit"
	"chibo/internal/concern"
	"chibo/internal/digest"
	"chibo/internal/dues"
	"chibo/internal/duty"
	"chibo/internal/fault"
	"chibo/internal/household"
	"chibo/internal/member"
	"chibo/internal/offline"
	"chibo/internal/privacy"
	"chibo/internal/reminder"
	"chibo/internal/session"
	"chibo/internal/speech"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/task"
)

// Data is all of it. Times are milliseconds UTC, money is integer đồng.
type Data struct {
	At         int64                `json:"at"`
	Member     *member.Member       `json:"member,omitempty"` // nil of one who is none
	Events     []member.Event       `json:"events"`
	Posts      []member.Holding     `json:"posts"`
	Tasks      []task.Task          `json:"tasks"`
	Attendance []attendance.Own     `json:"attendance"` // of ten years
	Views      []audit.View         `json:"views"`
	Exemptions []standing.Exemption `json:"exemptions"` // asked for, with reason and result
	Asked
	Apart
	Whole
}

// Asked is what the person asked about the own data and agreed to.
type Asked struct {
	Requests []privacy.Request `json:"privacy_requests"`
	Consents []privacy.Consent `json:"consents"`
}

// Apart is what is kept about the member that few others read: reminders, opinions
// he reserved, and what he was praised for. The own file holds all of it, the
// reminders that are closed too.
type Apart struct {
	Reminders []reminder.Reminder `json:"reminders"`
	Reserved  []speech.Reserved   `json:"reserved_opinions"`
	Praised   []speech.Praise     `json:"praised"`
}

// Whole is what else is kept about the member and shown on other pages of his
// only in part: nothing that names him is left out of his own file.
type Whole struct {
	Dues       []dues.Own         `json:"dues"`
	Duties     []duty.Duty        `json:"duties"`
	Households []household.Charge `json:"households"`
	Helping    []task.Task        `json:"helping"`
	Opinions   []speech.Opinion   `json:"opinions"`
	Ahead      []speech.Ahead     `json:"opinions_ahead"` // under his name; of the others nobody knows whose they are
	Raised     []concern.Concern  `json:"concerns"`       // under his name; of the others nobody knows whose they are
	AskedAfter []string           `json:"asked_after"`    // the days
	Devices    []session.Entry    `json:"devices"`
	TakenAlong []offline.Own      `json:"taken_along"`
	Mailed     *digest.Choice     `json:"reminders_by_mail"` // nil where nothing was chosen
}

// years is how far back meetings and dues are read.
const years = 10

// Collect reads all that is kept about the viewer.
func Collect(rd *store.Reader) (d Data, err error) {
	d.At = rd.Now()
	if d.Tasks, err = task.Mine(rd); err != nil {
		return d, err
	}
	if d.Posts, err = member.PostsOf(rd, rd.Viewer().Person); err != nil {
		return d, err
	}
	if d.Asked, err = asked(rd); err != nil {
		return d, err
	}
	if d.Whole, err = whole(rd); err != nil {
		return d, err
	}
	if d.Views, err = member.Seen(rd); err != nil {
		return d, err
	}
	m, err := member.Mine(rd)
	if fault.KindOf(err) == fault.NotFound {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	d.Member = &m
	if d.Apart, err = Confided(rd, m.ID); err != nil {
		return d, err
	}
	if d.Events, err = member.Events(rd, m.ID); err != nil {
		return d, err
	}
	if d.Exemptions, err = standing.Of(rd, m.ID); err != nil {
		return d, err
	}
	for year, n := store.Clock(rd.Now()).Year(), 0; n < years; n++ {
		some, err := attendance.OfMember(rd, m.ID, year-n)
		if err != nil {
			return d, err
		}
		d.Attendance = append(d.Attendance, some...)
	}
	return d, nil
}

func asked(rd *store.Reader) (a Asked, err error) {
	if a.Requests, err = privacy.Mine(rd); err != nil {
		return a, err
	}
	a.Consents, err = privacy.MyConsents(rd)
	return a, err
}

// Confided is what few others read.
func Confided(rd *store.Reader, member string) (a Apart, err error) {
	if a.Reminders, err = reminder.Kept(rd); err != nil {
		return a, err
	}
	all, err := speech.ReservedFor(rd)
	if err != nil {
		return a, err
	}
	for _, x := range all {
		if x.Member == member {
			a.Reserved = append(a.Reserved, x)
		}
	}
	a.Praised, err = speech.PraiseOfViewer(rd)
	return a, err
}

func whole(rd *store.Reader) (w Whole, err error) {
	if w.TakenAlong, err = offline.Mine(rd); err != nil {
		return w, err
	}
	if w.Mailed, err = digest.Kept(rd); err != nil {
		return w, err
	}
	if w.Raised, err = concern.Mine(rd); err != nil {
		return w, err
	}
	if w.Devices, err = session.Mine(rd); err != nil {
		return w, err
	}
	for year, n := store.Clock(rd.Now()).Year(), years-1; n >= 0; n-- {
		some, err := dues.Mine(rd, strconv.Itoa(year-n))
		if err != nil {
			return w, err
		}
		w.Dues = append(w.Dues, some...)
	}
	if w.Duties, err = duty.Ever(rd); err != nil {
		return w, err
	}
	if w.Households, err = household.Own(rd); err != nil {
		return w, err
	}
	if w.Helping, err = task.Helping(rd); err != nil {
		return w, err
	}
	if w.Opinions, err = speech.OfViewer(rd); err != nil {
		return w, err
	}
	if w.Ahead, err = speech.AheadOfViewer(rd); err != nil {
		return w, err
	}
	w.AskedAfter, err = standing.AskedMine(rd)
	return w, err
}
