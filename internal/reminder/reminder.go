// Package reminder is a quiet word to a comrade (nhắc nhở): what to mend, who
// helps, and one day on which it is looked at again. Only that comrade and the
// cell's committee read it; the minutes give a number, the name only where the
// cell itself decides so. On its day it is either better, and the matter is
// closed, or another day is set, once. Then it is closed and listed nowhere, and
// nobody counts reminders by person.
package reminder

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Reminder is one of them while it is open.
type Reminder struct {
	ID         string // made by the caller's form or phone; "" makes one
	Meeting    string
	Org        string
	Member     string
	Person     string
	Name       string // filled by readers
	Gist       string // what to mend, for him alone and the committee
	Helper     string // member who helps; "" nobody was named
	HelperName string // filled by readers
	LookOn     string // the day it is looked at again
	Again      bool   // another day was set already
	ClosedOn   string // filled by Kept alone: nobody else reads a closed one
	Named      bool   // the cell decided that the minutes give the name
	At         int64
	Version    int64
}

// Due reports whether its day has come.
func (r Reminder) Due(today string) bool { return r.LookOn <= today }

// Give keeps a reminder, from the opening until the minutes are confirmed; the
// cell's committee gives it. The same words to the same comrade in one meeting
// are one reminder.
func Give(tx *store.Tx, in Reminder) (Reminder, error) {
	m, err := meeting.For(tx.Reader, in.Meeting, access.ReminderKeep)
	if err != nil {
		return Reminder{}, err
	}
	in.Gist, in.Org = vi.CleanText(in.Gist), m.Org
	old, err := store.All(tx.Reader, scan, `select `+columns+from+`where x.tenant = $1 and x.meeting = $2`, in.Meeting)
	if err != nil {
		return Reminder{}, err
	}
	if n := slices.IndexFunc(old, func(r Reminder) bool { return r.Member == in.Member && r.Gist == in.Gist }); n >= 0 {
		return old[n], nil
	}
	switch {
	case !m.At(meeting.InSession):
		return Reminder{}, fault.New(fault.Conflict, "meeting_not_open")
	case m.At(meeting.Confirmed):
		return Reminder{}, fault.New(fault.Conflict, "meeting_confirmed")
	}
	if err := in.check(tx.Reader, m); err != nil {
		return Reminder{}, err
	}
	if err := meeting.MayKeepWords(tx.Reader, m); err != nil {
		return Reminder{}, err
	}
	if in.ID == "" {
		in.ID = store.NewID()
	}
	in.At, in.Version, in.Again = tx.Now(), 1, false
	n, err := tx.Exec(`insert into reminder (tenant, id, meeting, org, member, person, gist, helper, look_on, again, named, closed_on, at, by_person, version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, false, $10, null, $11, $12, 1) on conflict do nothing`,
		in.ID, in.Meeting, in.Org, in.Member, in.Person, in.Gist, in.Helper, in.LookOn, in.Named, in.At, tx.Viewer().Person)
	if err == nil && n == 0 { // a phone named it as another meeting's
		err = fault.Missing()
	}
	if err != nil {
		return Reminder{}, err
	}
	// The log says that one was given, never to whom or about what.
	return in, audit.Note(tx, "reminder.give", "reminder", in.ID, in.Org, map[string]string{"look_on": in.LookOn})
}

// TakeBack takes one away that was given by mistake, as if it had not been, until
// the minutes of its meeting are confirmed. The committee does it; gone already is
// the same answer.
func TakeBack(tx *store.Tx, meetingID, id string) error {
	m, err := meeting.For(tx.Reader, meetingID, access.ReminderKeep)
	if err != nil {
		return err
	}
	if m.At(meeting.Confirmed) {
		return fault.New(fault.Conflict, "meeting_confirmed")
	}
	n, err := tx.Exec(`delete from reminder where tenant = $1 and meeting = $2 and id = $3`, meetingID, id)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "reminder.take_back", "reminder", id, m.Org, nil)
}

// check looks at a new reminder in the order a person would: who, what, who
// helps, until when.
func (r *Reminder) check(rd *store.Reader, m meeting.Meeting) error {
	roll, err := meeting.Roll(rd, m)
	if err != nil {
		return err
	}
	var wrong fault.Fields
	of := func(member string) int {
		return slices.IndexFunc(roll, func(x meeting.Rolled) bool { return x.Member == member })
	}
	if n := of(r.Member); n < 0 {
		wrong.Add("member", "reminder_whom")
	} else {
		r.Person, r.Name = roll[n].Person, roll[n].FullName
	}
	switch {
	case r.Gist == "":
		wrong.Add("gist", "reminder_what")
	case len(r.Gist) > 4000:
		wrong.Add("gist", "meeting_text_long")
	}
	if r.Helper != "" {
		if n := of(r.Helper); n < 0 || r.Helper == r.Member {
			wrong.Add("helper", "reminder_helper")
		} else {
			r.HelperName = roll[n].FullName
		}
	}
	badDay(&wrong, r.LookOn, m.Day)
	return wrong.Err()
}

func badDay(wrong *fault.Fields, day, after string) {
	switch {
	case day == "":
		wrong.Add("look_on", "reminder_day")
	case !vi.ValidDay(day):
		wrong.Add("look_on", "task_bad_day")
	case day <= after:
		wrong.Add("look_on", "reminder_day_past", "day", vi.ShowDay(after))
	case day > vi.AddDays(after, 366):
		wrong.Add("look_on", "reminder_day_far")
	}
}

const columns = `x.id, x.meeting, x.org, x.member, x.person, coalesce(p.full_name, ''), x.gist, x.helper, coalesce(q.full_name, ''), x.look_on, x.again, x.named, x.at, x.version`

const from = ` from reminder x left join person p on p.tenant = x.tenant and p.id = x.person
	left join member h on h.tenant = x.tenant and h.id = x.helper left join person q on q.tenant = h.tenant and q.id = h.person `

func scan(scan store.Scan) (r Reminder, err error) {
	err = scan(&r.ID, &r.Meeting, &r.Org, &r.Member, &r.Person, &r.Name, &r.Gist, &r.Helper, &r.HelperName, &r.LookOn, &r.Again, &r.Named, &r.At, &r.Version)
	return
}

// Open lists the open reminders the viewer may read: his own, and those of a
// cell whose committee he belongs to, the nearest day first.
func Open(rd *store.Reader) ([]Reminder, error) {
	if err := access.Must(rd, access.SignedIn, ""); err != nil {
		return nil, err
	}
	out, err := store.All(rd, scan, `select `+columns+from+`where x.tenant = $1 and x.person = $2 and x.closed_on is null`, rd.Viewer().Person)
	if err != nil {
		return nil, err
	}
	orgs, err := access.Orgs(rd, access.ReminderKeep)
	if err != nil {
		return nil, err
	}
	for _, g := range orgs {
		all, err := store.All(rd, scan, `select `+columns+from+`where x.tenant = $1 and x.org = $2 and x.closed_on is null`, g.Org)
		if err != nil {
			return nil, err
		}
		for _, r := range all {
			if !slices.ContainsFunc(out, func(o Reminder) bool { return o.ID == r.ID }) {
				out = append(out, r)
			}
		}
	}
	slices.SortFunc(out, func(a, b Reminder) int {
		if a.LookOn != b.LookOn {
			return map[bool]int{true: -1, false: 1}[a.LookOn < b.LookOn]
		}
		return map[bool]int{true: -1, false: 1}[a.ID < b.ID]
	})
	return out, nil
}

// Kept is all that is kept of the viewer's own reminders, the closed ones too: for
// his own file of data and for nobody else.
func Kept(rd *store.Reader) ([]Reminder, error) {
	if err := access.Must(rd, access.SignedIn, ""); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (r Reminder, err error) {
		err = scan(&r.ID, &r.Meeting, &r.Org, &r.Member, &r.Person, &r.Name, &r.Gist, &r.Helper, &r.HelperName, &r.LookOn, &r.Again, &r.Named, &r.At, &r.Version, &r.ClosedOn)
		return
	}, `select `+columns+`, coalesce(x.closed_on, '')`+from+`where x.tenant = $1 and x.person = $2 order by x.look_on, x.id`, rd.Viewer().Person)
}

// Get reads an open reminder for the comrade himself and the cell's committee;
// for everybody else, and once it is closed, there is none.
func Get(rd *store.Reader, id string) (Reminder, error) {
	r, err := store.One(rd, scan, `select `+columns+from+`where x.tenant = $1 and x.id = $2 and x.closed_on is null`, id)
	if err != nil {
		return Reminder{}, err
	}
	if me := rd.Viewer().Person; me != "" && me == r.Person {
		return r, nil
	}
	return r, access.Must(rd, access.ReminderKeep, r.Org)
}

// Keeps reports whether the viewer sits on the committee that looks at it again.
func Keeps(rd *store.Reader, r Reminder) (bool, error) {
	return access.Can(rd, access.ReminderKeep, r.Org)
}

// Close ends one: it is better now. The committee does it, on its day or before;
// closed already is the same answer.
func Close(tx *store.Tx, id string) error {
	org, done, err := found(tx, id)
	if err != nil || done {
		return err
	}
	if _, err := tx.Exec(`update reminder set closed_on = $3, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today()); err != nil {
		return err
	}
	return audit.Note(tx, "reminder.close", "reminder", id, org, nil)
}

// Again sets another day, once.
func Again(tx *store.Tx, id string, version int64, day string) (Reminder, error) {
	org, done, err := found(tx, id)
	if err != nil {
		return Reminder{}, err
	}
	if done {
		return Reminder{}, fault.Missing()
	}
	r, err := Get(tx.Reader, id)
	if err != nil {
		return Reminder{}, err
	}
	switch {
	case r.Again && r.LookOn == day:
		return r, nil
	case r.Again:
		return Reminder{}, fault.New(fault.Conflict, "reminder_once")
	case r.Version != version:
		return Reminder{}, fault.Stale(r)
	}
	var wrong fault.Fields
	badDay(&wrong, day, tx.Today())
	if err := wrong.Err(); err != nil {
		return Reminder{}, err
	}
	if _, err := tx.Exec(`update reminder set look_on = $3, again = true, version = version + 1 where tenant = $1 and id = $2`, id, day); err != nil {
		return Reminder{}, err
	}
	if err := audit.Note(tx, "reminder.again", "reminder", id, org, map[string]string{"look_on": day}); err != nil {
		return Reminder{}, err
	}
	return Get(tx.Reader, id)
}

// found asks for the committee's right on one, closed or not.
func found(tx *store.Tx, id string) (org string, done bool, err error) {
	if err = tx.Get([]any{&org, &done}, `select org, closed_on is not null from reminder where tenant = $1 and id = $2`, id); err != nil {
		return "", false, err
	}
	return org, done, access.Must(tx.Reader, access.ReminderKeep, org)
}

// Said is what the minutes print of a meeting's reminders: how many, and of
// those the cell decided to name, name and words.
type Said struct {
	Quiet int
	Named []Reminder
}

// OfMeeting gives what the minutes say, for the cell.
func OfMeeting(rd *store.Reader, id string) (s Said, err error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return s, err
	}
	all, err := store.All(rd, scan, `select `+columns+from+`where x.tenant = $1 and x.meeting = $2 order by x.at, x.id`, id)
	for _, r := range all {
		if r.Named {
			s.Named = append(s.Named, r)
		} else {
			s.Quiet++
		}
	}
	return s, err
}

// Given lists what a meeting gave while it may still be written, the closed ones
// too, for its committee: what phones say is held against it.
func Given(rd *store.Reader, id string) ([]Reminder, error) {
	if _, err := meeting.For(rd, id, access.ReminderKeep); err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+from+`where x.tenant = $1 and x.meeting = $2 order by x.at, x.id`, id)
}
