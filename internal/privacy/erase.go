package privacy

import (
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/job"
	"chibo/internal/member"
	"chibo/internal/store"
)

// ScrubJob is the job that lets the database itself forget what was erased.
const ScrubJob = "privacy.scrub"

// erase takes a person out of every table. What stays is counted, or stands in
// the book of a meeting as it does on the signed paper.
func erase(tx *store.Tx, s State) error {
	busy, err := tx.Int(`select count(*) from import where tenant = $1 and state in ('reading', 'committing')`)
	if err != nil {
		return err
	}
	if busy > 0 { // a list under way could write the person down again
		return fault.New(fault.Conflict, "data_list_running")
	}
	subjects, err := subjectsOf(tx.Reader, s.Person)
	if err != nil {
		return err
	}
	if err := eraseRolls(tx, s.Person); err != nil {
		return err
	}
	for _, text := range forgotten {
		if _, err := tx.Exec(text, s.Person); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`delete from import_row where tenant = $1`); err != nil { // rows of lists name many; what they said is on the roll
		return err
	}
	if err := member.Shred(tx, s.Person); err != nil {
		return err
	}
	if _, err := audit.Erase(tx, "person", s.Person, s.Org, subjects); err != nil {
		return err
	}
	return job.Enqueue(tx, ScrubJob, struct{}{}, "scrub", 0)
}

// mine picks the memberships of the person $2.
const mine = `(select m.id from member m where m.tenant = $1 and m.person = $2)`

// forgotten is what other tables hold of the person $2 alone.
var forgotten = []string{
	`delete from session where tenant = $1 and person = $2`,
	`delete from enrolment where tenant = $1 and person = $2`,
	`delete from account where tenant = $1 and person = $2`,
	`delete from digest_choice where tenant = $1 and person = $2`,
	`delete from digest_sent where tenant = $1 and person = $2`,
	`delete from scribe_now where tenant = $1 and person = $2`,
	`delete from scorer_now where tenant = $1 and person = $2`,
	`delete from asked_after where tenant = $1 and member in ` + mine,
	`delete from data_opening where tenant = $1 and viewer = $2`,
	`update exemption set reason = '' where tenant = $1 and member in ` + mine,
	`update reminder set gist = '', closed_on = coalesce(closed_on, '') where tenant = $1 and person = $2`,
	`update praise set body = '' where tenant = $1 and member in ` + mine,
	`update data_request_event set note = '' where tenant = $1 and request in (select q.id from data_request q where q.tenant = $1 and q.person = $2)`,
	`update data_request set body = '', reply = '' where tenant = $1 and person = $2`,
	`update concern_event set by_person = '' where tenant = $1 and concern in (select c.id from concern c where c.tenant = $1 and c.author = $2)`,
	`update concern set author = '', voice = '', body = '' where tenant = $1 and author = $2`,
	`update consent set paper = '' where tenant = $1 and person = $2`,
}

// subjectsOf lists what the log may have written about the person.
func subjectsOf(rd *store.Reader, person string) ([]string, error) {
	out := []string{person}
	for _, text := range []string{
		`select id from member where tenant = $1 and person = $2`,
		`select id from session where tenant = $1 and person = $2`,
		`select id from post_holding where tenant = $1 and person = $2`,
		`select id from concern where tenant = $1 and author = $2`,
		`select id from reminder where tenant = $1 and person = $2`,
		`select x.id from exemption x where x.tenant = $1 and x.member in ` + mine,
	} {
		some, err := rd.Strings(text, person)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

// eraseRolls takes the name off the rolls of the meetings of every cell the
// person stood in; the row stays, so that the counts do.
func eraseRolls(tx *store.Tx, person string) error {
	meetings, err := tx.Strings(`select distinct t.id from member m cross join member_span s cross join meeting t where m.tenant = $1 and m.person = $2
		and s.tenant = m.tenant and s.member = m.id and t.tenant = s.tenant and t.org = s.org
		union select t.id from member m cross join member_stay s cross join meeting t where m.tenant = $1 and m.person = $2 and s.tenant = m.tenant and s.member = m.id and t.tenant = s.tenant and t.org = s.org
		union select t.id from post_holding h cross join meeting t where h.tenant = $1 and h.person = $2 and t.tenant = h.tenant and t.org = h.org`, person)
	if err != nil {
		return err
	}
	for _, id := range meetings {
		if _, err := tx.Exec(`update meeting_roll set full_name = $4, name_key = '' where tenant = $1 and meeting = $2 and person = $3`, id, person, member.ErasedName); err != nil {
			return err
		}
		if _, err := tx.Exec(`update task_at_opening set owner_name = $4 where tenant = $1 and meeting = $2 and task in (select k.id from task k where k.tenant = $1 and k.owner in (select m.id from member m where m.tenant = $1 and m.person = $3))`, id, person, member.ErasedName); err != nil {
			return err
		}
	}
	return nil
}
