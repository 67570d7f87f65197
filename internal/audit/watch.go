package audit

import "chibo/internal/store"

// Look is one look at the record of a person, or at a list of an organisation.
type Look struct {
	Subject string // the person, or the organisation whose list it is
	What    string // the kind of page: "record", "roll", "export"
	Post    string // of the viewer
	Persons int    // how many persons it counts for
}

// Watch is the rule of reading too much: so many persons in so many minutes, one
// alarm a viewer in the quiet minutes. The zero Watch watches nothing.
type Watch struct {
	Persons, Minutes, Quiet int
	Rule                    string
}

const minute = 60_000

// Viewed records that the viewer opened these records. A person's own look is
// not recorded, nor what the program does by itself. One row a viewer, page and
// hour, so that a list turned over ten times is one line with "10 lượt". In the
// same write it counts the persons of the last minutes and raises the alarm.
func Viewed(tx *store.Tx, w Watch, looks ...Look) error {
	v := tx.Viewer().Person
	if v == store.System {
		return nil
	}
	post := ""
	for _, l := range looks {
		if l.Subject == v {
			continue
		}
		if _, err := tx.Exec(`insert into record_view (tenant, subject, hour, viewer, what, post, times, first_at, last_at, persons) values ($1, $2, $3, $4, $5, $6, 1, $7, $7, $8)
			on conflict (tenant, subject, hour, viewer, what) do update set times = record_view.times + 1, last_at = excluded.last_at, persons = excluded.persons`,
			l.Subject, tx.Now()/hour, v, l.What, l.Post, tx.Now(), max(l.Persons, 1)); err != nil {
			return err
		}
		post = l.Post
	}
	if w.Persons == 0 {
		return nil
	}
	return watch(tx, w, v, post)
}

// watch counts persons, not looks: one opened twice is one.
func watch(tx *store.Tx, w Watch, viewer, post string) error {
	n, err := tx.Int(`select coalesce(sum(x.n), 0) from (select max(r.persons) n from record_view r where r.tenant = $1 and r.viewer = $2 and r.last_at > $3 group by r.subject) x`,
		viewer, tx.Now()-int64(w.Minutes)*minute)
	if err != nil || n < int64(w.Persons) {
		return err
	}
	last, err := tx.Strings(`select id from read_alarm where tenant = $1 and viewer = $2 and at > $3 order by at desc limit 1`, viewer, tx.Now()-int64(w.Quiet)*minute)
	if err != nil {
		return err
	}
	if len(last) > 0 { // told already: it only grows
		_, err = tx.Exec(`update read_alarm set persons = $3 where tenant = $1 and id = $2 and persons < $3`, last[0], n)
		return err
	}
	_, err = tx.Exec(`insert into read_alarm (tenant, id, viewer, post, at, persons, minutes, rule, seen_at, seen_by, note) values ($1, $2, $3, $4, $5, $6, $7, $8, null, '', '')`,
		store.NewID(), viewer, post, tx.Now(), n, w.Minutes, w.Rule)
	return err
}
