package speech

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Praise is what the meeting commends: a comrade of the cell, or the cell or a
// group of it, for one deed. The minutes print it; nobody counts it by person.
type Praise struct {
	ID      string // made by the caller's form or phone; "" makes one
	Meeting string
	Member  string // "" when a group is praised
	Name    string // of the member, filled by Praised
	Group   string // "Chi bộ", "Tổ đảng 2" …; "" when a member is
	Deed    string
	At      int64
}

// AddPraise keeps a praise, from the opening until the minutes are confirmed.
// The same person and deed again is the same praise.
func AddPraise(tx *store.Tx, in Praise) (Praise, error) {
	m, err := meeting.For(tx.Reader, in.Meeting, access.MeetingRun)
	if err != nil {
		return Praise{}, err
	}
	in.Group, in.Deed = vi.Clean(in.Group), vi.CleanText(in.Deed)
	if in.Member != "" {
		in.Group = ""
	}
	old, err := praised(tx.Reader, in.Meeting)
	if err != nil {
		return Praise{}, err
	}
	if n := slices.IndexFunc(old, func(p Praise) bool { return p.Member == in.Member && p.Group == in.Group && p.Deed == in.Deed }); n >= 0 {
		return old[n], nil
	}
	if err := open(m); err != nil {
		return Praise{}, err
	}
	switch {
	case in.Member == "" && in.Group == "":
		return Praise{}, fault.Bad("member", "praise_whom")
	case in.Deed == "":
		return Praise{}, fault.Bad("deed", "praise_what")
	case len(in.Deed) > 4000 || len(in.Group) > 300:
		return Praise{}, fault.Bad("deed", "meeting_text_long")
	}
	if in.Member != "" {
		if _, err := onRoll(tx.Reader, m, in.Member, "praise_stranger"); err != nil {
			return Praise{}, err
		}
	}
	if err := meeting.MayKeepWords(tx.Reader, m); err != nil {
		return Praise{}, err
	}
	if in.ID == "" {
		in.ID = store.NewID()
	}
	in.At = tx.Now()
	if _, err := tx.Exec(`insert into praise (tenant, id, meeting, member, body, deed, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		in.ID, in.Meeting, in.Member, in.Group, in.Deed, in.At, tx.Viewer().Person); err != nil {
		return Praise{}, err
	}
	return in, audit.Note(tx, "speech.praise", "meeting", m.ID, m.Org, in)
}

// DropPraise takes one back that was written by mistake.
func DropPraise(tx *store.Tx, id, praise string) error {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return err
	}
	if err := open(m); err != nil {
		return err
	}
	n, err := tx.Exec(`delete from praise where tenant = $1 and meeting = $2 and id = $3`, id, praise)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "speech.praise_drop", "meeting", m.ID, m.Org, map[string]string{"id": praise})
}

// Praised lists what a meeting praised, in order, for the cell.
func Praised(rd *store.Reader, id string) ([]Praise, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return nil, err
	}
	return praised(rd, id)
}

// PraiseOfViewer is what the viewer was praised for: for his own file of data.
func PraiseOfViewer(rd *store.Reader) ([]Praise, error) {
	if err := access.Must(rd, access.SignedIn, ""); err != nil {
		return nil, err
	}
	return store.All(rd, scanPraise, `select `+praiseColumns+` from member m join praise x on x.tenant = m.tenant and x.member = m.id
		left join person p on p.tenant = m.tenant and p.id = m.person
		where m.tenant = $1 and m.person = $2 order by x.at, x.id`, rd.Viewer().Person)
}

const praiseColumns = `x.id, x.meeting, x.member, coalesce(p.full_name, ''), x.body, x.deed, x.at`

func scanPraise(scan store.Scan) (p Praise, err error) {
	err = scan(&p.ID, &p.Meeting, &p.Member, &p.Name, &p.Group, &p.Deed, &p.At)
	return
}

func praised(rd *store.Reader, id string) ([]Praise, error) {
	return store.All(rd, scanPraise, `select `+praiseColumns+` from praise x
		left join member m on m.tenant = x.tenant and m.id = x.member left join person p on p.tenant = m.tenant and p.id = m.person
		where x.tenant = $1 and x.meeting = $2 order by x.at, x.id`, id)
}

// open says whether words of the meeting are still taken: from its opening until
// its minutes are confirmed.
func open(m meeting.Meeting) error {
	switch {
	case !m.At(meeting.InSession):
		return fault.New(fault.Conflict, "meeting_not_open")
	case m.At(meeting.Confirmed):
		return fault.New(fault.Conflict, "meeting_confirmed")
	}
	return nil
}

// onRoll finds a member on the roll of the meeting; anybody else is refused.
func onRoll(rd *store.Reader, m meeting.Meeting, member, code string) (meeting.Rolled, error) {
	roll, err := meeting.Roll(rd, m)
	if err != nil {
		return meeting.Rolled{}, err
	}
	n := slices.IndexFunc(roll, func(r meeting.Rolled) bool { return r.Member == member })
	if n < 0 {
		return meeting.Rolled{}, fault.Bad("member", code)
	}
	return roll[n], nil
}
