package silence

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// longest is how many bytes a note or a question may have.
const longest = 1200

// Say writes down the cell's word that it does not meet in a month, with a reason of
// rule cell.silence. Said again with other words it answers what the committee asked.
// For the secretary and the deputy, in the version that was read.
func Say(tx *store.Tx, book *rule.Book, org, month string, version int64, reason, note string) (Word, error) {
	w, err := own(tx.Reader, book, org, month)
	if err != nil {
		return w, err
	}
	note = vi.CleanText(note)
	if w.Said() && w.Reason == reason && w.Note == note && !w.Asked() { // the same form twice
		return w, nil
	}
	law := book.Silence(tx.Today())
	why, known := law.Find(reason)
	var wrong fault.Fields
	switch {
	case w.AcceptedOn != "":
		return w, fault.New(fault.Conflict, "silence_accepted").With(w)
	case !w.MaySay(book, tx.Today()):
		return w, fault.New(fault.Conflict, "silence_met")
	case w.Version != version:
		return w, fault.Stale(w)
	case !known:
		wrong.Add("reason", "silence_reason")
	}
	if known && why.Note && note == "" {
		wrong.Add("note", "silence_note")
	}
	if len(note) > longest {
		wrong.Add("note", "silence_long")
	}
	if err := wrong.Err(); err != nil {
		return w, err
	}
	if w.Asked() {
		w.AnsweredOn = tx.Today()
	}
	w.SaidOn, w.Reason, w.Note = tx.Today(), reason, note
	w.Version++
	if _, err := tx.Exec(`insert into cell_silence (tenant, org, month, reminded_on, reminded_by, said_on, said_by, reason, note, accepted_on, asked_on, question, answered_on, judged_by, version)
		values ($1, $2, $3, '', '', $4, $5, $6, $7, '', '', '', '', '', $9)
		on conflict (tenant, month, org) do update set said_on = excluded.said_on, said_by = excluded.said_by, reason = excluded.reason, note = excluded.note, answered_on = $8, version = excluded.version`,
		org, month, w.SaidOn, tx.Viewer().Person, w.Reason, w.Note, w.AnsweredOn, w.Version); err != nil {
		return w, err
	}
	return w.settled(tx, book, "silence.say", map[string]string{"month": month, "reason": reason, "rule": law.Ref.String()})
}

// TakeBack takes the cell's word back: it meets after all. Taken back already is the
// same answer.
func TakeBack(tx *store.Tx, book *rule.Book, org, month string, version int64) (Word, error) {
	w, err := own(tx.Reader, book, org, month)
	if err != nil || !w.Said() {
		return w, err
	}
	if w.Version != version {
		return w, fault.Stale(w)
	}
	w.SaidOn, w.Reason, w.Note, w.AcceptedOn, w.AskedOn, w.Question, w.AnsweredOn = "", "", "", "", "", "", ""
	w.Version++
	if _, err := tx.Exec(`update cell_silence set said_on = '', said_by = '', reason = '', note = '', accepted_on = '', asked_on = '', question = '', answered_on = '', judged_by = '', version = $4
		where tenant = $1 and month = $2 and org = $3`, month, org, w.Version); err != nil {
		return w, err
	}
	return w.settled(tx, book, "silence.take_back", map[string]string{"month": month})
}

// own reads a month for those who lead the cell.
func own(rd *store.Reader, book *rule.Book, org, month string) (Word, error) {
	if err := access.Must(rd, access.SilenceSay, org); err != nil {
		return Word{}, err
	}
	if !monthForm.MatchString(month) {
		return Word{}, fault.Missing()
	}
	return of(rd, book, org, month)
}

// settled counts the cell's month anew, notes what was done and reads how it stands.
func (w Word) settled(tx *store.Tx, book *rule.Book, action string, detail any) (Word, error) {
	if err := report.Recompute(tx, book, w.Org, w.Month); err != nil {
		return w, err
	}
	if err := audit.Note(tx, action, "cell_month", w.Org+"/"+w.Month, w.Org, detail); err != nil {
		return w, err
	}
	return of(tx.Reader, book, w.Org, w.Month)
}
