package attendance

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Helper is who may take members' own codes down in one meeting.
type Helper struct{ Person, Name string }

// Helpers lists them, for chair and scribe.
func Helpers(rd *store.Reader, id string) ([]Helper, error) {
	if _, err := ofCell(rd, id, access.MeetingRun); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (h Helper, err error) { err = scan(&h.Person, &h.Name); return },
		`select p.id, p.full_name from roll_helper h join person p on p.tenant = h.tenant and p.id = h.person where h.tenant = $1 and h.meeting = $2 order by p.name_key, p.id`, id)
}

// NameHelper gives a comrade on the roll the right to take codes down, in this
// meeting and until it is closed, or ends it. For the secretary and her deputy.
func NameHelper(tx *store.Tx, id, person string, ends bool) error {
	m, err := ofCell(tx.Reader, id, access.MinutesSeal)
	if err != nil {
		return err
	}
	n, err := tx.Int(`select count(*) from roll_helper where tenant = $1 and person = $2 and meeting = $3`, person, id)
	if err != nil || (n == 0) == ends {
		return err
	}
	if ends {
		if _, err := tx.Exec(`delete from roll_helper where tenant = $1 and person = $2 and meeting = $3`, person, id); err != nil {
			return err
		}
		return audit.Note(tx, "attendance.helper_end", "meeting", id, m.Org, map[string]string{"person": person})
	}
	if m.At(meeting.Closed) {
		return fault.New(fault.Conflict, "checkin_over")
	}
	roll, err := meeting.Roll(tx.Reader, m)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(roll, func(r meeting.Rolled) bool { return r.Person == person && r.Activity != "suspended" }) {
		return fault.Bad("person", "checkin_helper")
	}
	if _, err := tx.Exec(`insert into roll_helper (tenant, person, meeting, org, given_at, given_by) values ($1, $2, $3, $4, $5, $6)`, person, id, m.Org, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "attendance.helper", "meeting", id, m.Org, map[string]string{"person": person})
}

// Helps reports whether the viewer was named to help in this meeting.
func Helps(rd *store.Reader, id string) (bool, error) {
	n, err := rd.Int(`select count(*) from roll_helper where tenant = $1 and person = $2 and meeting = $3`, rd.Viewer().Person, id)
	return n > 0, err
}

// MayHelp reads a meeting in which the viewer may take codes down: in which he was
// named, or which he chairs or writes.
func MayHelp(rd *store.Reader, id string) (meeting.Meeting, error) {
	if m, err := ofCell(rd, id, access.MeetingRun); fault.KindOf(err) != fault.NotFound || err == nil {
		return m, err
	}
	m, err := ofCell(rd, id, access.AttendanceHelp)
	if err != nil {
		return m, err
	}
	helps, err := Helps(rd, id)
	if err == nil && !helps { // named for another meeting of the cell
		err = fault.Missing()
	}
	return m, err
}
