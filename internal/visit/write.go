package visit

import (
	"slices"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const (
	sawMost  = 2000 // letters of what was seen, or of what came of a promise
	lineMost = 300  // of a promise
)

// Plan says who goes to a cell on which day. The same once more is one visit.
func Plan(tx *store.Tx, book *rule.Book, org, person, day string) (Visit, error) {
	if err := goes(tx.Reader, org, person); err != nil {
		return Visit{}, err
	}
	if err := workable(book, "day", day, vi.AddDays(tx.Today(), -365)); err != nil {
		return Visit{}, err
	}
	ids, err := tx.Strings(`select id from visit where tenant = $1 and org = $2 and person = $3 and day = $4`, org, person, day)
	if err != nil {
		return Visit{}, err
	}
	if len(ids) > 0 { // dropped before: it stands again
		if n, err := tx.Exec(`update visit set dropped_on = '', version = version + 1 where tenant = $1 and id = $2 and dropped_on <> ''`, ids[0]); err != nil || n == 0 {
			if err != nil {
				return Visit{}, err
			}
			return Get(tx.Reader, ids[0])
		}
		return noted(tx, ids[0], org, "visit.plan", map[string]string{"person": person, "day": day})
	}
	id := store.NewID()
	if _, err := tx.Exec(`insert into visit (tenant, id, org, person, day, saw, held_on, dropped_on, version, created_at, by_person) values ($1, $2, $3, $4, $5, '', '', '', 1, $6, $7)`, id, org, person, day, tx.Now(), tx.Viewer().Person); err != nil {
		return Visit{}, err
	}
	return noted(tx, id, org, "visit.plan", map[string]string{"person": person, "day": day})
}

func noted(tx *store.Tx, id, org, what string, said any) (Visit, error) {
	if err := audit.Note(tx, what, "visit", id, org, said); err != nil {
		return Visit{}, err
	}
	return Get(tx.Reader, id)
}

// goes refuses who holds no post of the committee any more.
func goes(rd *store.Reader, org, person string) error {
	all, err := People(rd, org)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(c member.Carer) bool { return c.Person == person }) {
		return fault.Bad("person", "visit_person")
	}
	return nil
}

// workable refuses what is no day, one before first, and a public holiday.
func workable(book *rule.Book, field, day, first string) error {
	if !vi.ValidDay(day) || day < first || day > vi.AddDays(first, 3*365) {
		return fault.Bad(field, "visit_day")
	}
	if name := book.Holidays(int(day[0]-'0')*1000 + int(day[1]-'0')*100 + int(day[2]-'0')*10 + int(day[3]-'0')).Name(day); name != "" {
		return fault.Bad(field, "visit_holiday", "day", vi.ShowDay(day), "holiday", name)
	}
	return nil
}

// keeps reads a visit for who may write in it.
func keeps(rd *store.Reader, id string) (Visit, error) {
	v, err := Get(rd, id)
	if err != nil {
		return v, err
	}
	return v, access.MustWhereItStood(rd, access.VisitKeep, v.Org)
}

// Drop takes back a visit that was planned and not made.
func Drop(tx *store.Tx, id string) error {
	v, err := keeps(tx.Reader, id)
	if fault.KindOf(err) == fault.NotFound {
		return err
	}
	if err == nil && (v.HeldOn != "" || len(v.Promises) > 0) {
		err = fault.New(fault.Conflict, "visit_held")
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`update visit set dropped_on = $3, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today()); err != nil {
		return err
	}
	return audit.Note(tx, "visit.drop", "visit", id, v.Org, nil)
}

// Record writes down what was seen, on the day or after it.
func Record(tx *store.Tx, id string, version int64, saw string) (Visit, error) {
	v, err := keeps(tx.Reader, id)
	if err != nil {
		return v, err
	}
	if saw = vi.CleanText(saw); v.HeldOn != "" && v.Saw == saw {
		return v, nil
	}
	if n := utf8.RuneCountInString(saw); n == 0 || n > sawMost {
		return v, fault.Bad("saw", "visit_saw", "limit", sawMost)
	}
	if v.Version != version {
		return v, fault.Stale(v)
	}
	if v.Day > tx.Today() {
		return v, fault.New(fault.Conflict, "visit_early", "day", vi.ShowDay(v.Day))
	}
	if _, err := tx.Exec(`update visit set saw = $3, held_on = case when held_on = '' then $4 else held_on end, version = version + 1 where tenant = $1 and id = $2`, id, saw, tx.Today()); err != nil {
		return v, err
	}
	return noted(tx, id, v.Org, "visit.record", nil)
}

// Promised writes down what was promised to the cell by what day; without a day it is none.
// The same words once more are one promise.
func Promised(tx *store.Tx, book *rule.Book, id, text, due string) (Visit, error) {
	v, err := keeps(tx.Reader, id)
	if err != nil {
		return v, err
	}
	text = vi.Clean(text)
	if slices.ContainsFunc(v.Promises, func(m Promise) bool { return m.Text == text && m.DueOn == due }) {
		return v, nil
	}
	var bad fault.Fields
	if n := utf8.RuneCountInString(text); n == 0 || n > lineMost {
		bad.Add("text", "visit_text", "limit", lineMost)
	}
	if due == "" {
		bad.Add("due", "visit_due")
	}
	if err := bad.Err(); err != nil {
		return v, err
	}
	if err := workable(book, "due", due, v.Day); err != nil {
		return v, err
	}
	if v.Day > tx.Today() {
		return v, fault.New(fault.Conflict, "visit_early", "day", vi.ShowDay(v.Day))
	}
	one := store.NewID()
	if _, err := tx.Exec(`insert into promise (tenant, id, visit, org, person, text, due_on, outcome, closed_on, word, word_on, version, by_person) values ($1, $2, $3, $4, $5, $6, $7, '', '', '', '', 1, $8)`,
		one, v.ID, v.Org, v.Person, text, due, tx.Viewer().Person); err != nil {
		return v, err
	}
	return noted(tx, id, v.Org, "visit.promise", map[string]string{"promise": one, "due": due})
}

// promised reads a promise for who may do the action in its cell.
func promised(rd *store.Reader, id string, action access.Action) (Promise, error) {
	m, err := store.One(rd, promiseOn(rd.Today()), promises+`m.tenant = $1 and m.id = $3`, rd.Today(), id)
	if err != nil {
		return m, err
	}
	return m, access.MustWhereItStood(rd, action, m.Org)
}

// Close says what came of a promise.
func Close(tx *store.Tx, id string, version int64, outcome string) (Promise, error) {
	m, err := promised(tx.Reader, id, access.VisitKeep)
	if err != nil {
		return m, err
	}
	if outcome = vi.CleanText(outcome); m.ClosedOn != "" && m.Outcome == outcome {
		return m, nil
	}
	if n := utf8.RuneCountInString(outcome); n == 0 || n > sawMost {
		return m, fault.Bad("outcome", "visit_outcome", "limit", sawMost)
	}
	if m.Version != version {
		return m, fault.Stale(m)
	}
	if _, err := tx.Exec(`update promise set outcome = $3, closed_on = case when closed_on = '' then $4 else closed_on end, version = version + 1 where tenant = $1 and id = $2`, id, outcome, tx.Today()); err != nil {
		return m, err
	}
	return change(tx, m, "visit.close", nil)
}

func change(tx *store.Tx, m Promise, what string, said any) (Promise, error) {
	if err := audit.Note(tx, what, "promise", m.ID, m.Org, said); err != nil {
		return m, err
	}
	return store.One(tx.Reader, promiseOn(tx.Today()), promises+`m.tenant = $1 and m.id = $3`, tx.Today(), m.ID)
}

// Say is the cell's word on a promise. That it was not kept opens it again: it is owed
// until something came of it.
func Say(tx *store.Tx, id string, version int64, word string) (Promise, error) {
	m, err := promised(tx.Reader, id, access.VisitSay)
	switch {
	case err != nil:
		return m, err
	case m.Word == word:
		return m, nil
	case !slices.Contains(Words, word):
		return m, fault.Bad("word", "visit_word")
	case m.Version != version:
		return m, fault.Stale(m)
	case m.ClosedOn == "" && m.DueOn >= tx.Today() && word == Unkept:
		return m, fault.New(fault.Conflict, "visit_not_due", "day", vi.ShowDay(m.DueOn))
	}
	closed := m.ClosedOn
	switch {
	case word == Unkept:
		closed = ""
	case closed == "":
		closed = tx.Today()
	}
	if _, err := tx.Exec(`update promise set word = $3, word_on = $4, closed_on = $5, version = version + 1 where tenant = $1 and id = $2`, id, word, tx.Today(), closed); err != nil {
		return m, err
	}
	return change(tx, m, "visit."+word, nil)
}

// Give gives a promise, or a visit that is still to be made, to another comrade.
func Give(tx *store.Tx, id, person string) error {
	m, err := promised(tx.Reader, id, access.VisitKeep)
	if err == nil {
		if m.Person == person || m.ClosedOn != "" {
			return nil
		}
		if err := goes(tx.Reader, m.Org, person); err != nil {
			return err
		}
		if _, err := tx.Exec(`update promise set person = $3, version = version + 1 where tenant = $1 and id = $2`, id, person); err != nil {
			return err
		}
		return audit.Note(tx, "visit.give", "promise", id, m.Org, map[string]string{"before": m.Person, "person": person})
	}
	if !store.IsNoRow(err) && fault.KindOf(err) != fault.NotFound {
		return err
	}
	v, err := keeps(tx.Reader, id)
	if err != nil || v.Person == person || v.HeldOn != "" {
		return err
	}
	if err := goes(tx.Reader, v.Org, person); err != nil {
		return err
	}
	if n, err := tx.Int(`select count(*) from visit where tenant = $1 and org = $2 and person = $3 and day = $4`, v.Org, person, v.Day); err != nil || n > 0 {
		if n > 0 {
			err = fault.New(fault.Conflict, "visit_twice")
		}
		return err
	}
	if _, err := tx.Exec(`update visit set person = $3, version = version + 1 where tenant = $1 and id = $2`, id, person); err != nil {
		return err
	}
	return audit.Note(tx, "visit.give", "visit", id, v.Org, map[string]string{"before": v.Person, "person": person})
}
