package silence

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Remind asks a silent cell after its month, for the committee's office and its
// secretaries. Pressed again on the same day, by whomever, it is one reminder. A cell
// whose report is not due yet, or of which something is known, is not reminded.
func Remind(tx *store.Tx, book *rule.Book, org, month string) (Word, error) {
	w, err := above(tx.Reader, book, org, month)
	if err != nil {
		return w, err
	}
	today := tx.Today()
	switch {
	case w.State != report.Silent:
		return w, fault.New(fault.Conflict, "silence_not_silent")
	case !w.MayRemind(book, today):
		return w, nil
	}
	w.RemindedOn, w.RemindedBy = today, tx.Viewer().Person
	w.Version++
	if _, err := tx.Exec(`insert into cell_silence (tenant, org, month, reminded_on, reminded_by, said_on, said_by, reason, note, accepted_on, asked_on, question, answered_on, judged_by, version)
		values ($1, $2, $3, $4, $5, '', '', '', '', '', '', '', '', '', $6)
		on conflict (tenant, month, org) do update set reminded_on = excluded.reminded_on, reminded_by = excluded.reminded_by, version = excluded.version`,
		org, month, w.RemindedOn, w.RemindedBy, w.Version); err != nil {
		return w, err
	}
	return w, audit.Note(tx, "silence.remind", "cell_month", org+"/"+month, org, map[string]string{"month": month})
}

// above reads a month for whoever asks after it from above.
func above(rd *store.Reader, book *rule.Book, org, month string) (Word, error) {
	if err := access.Must(rd, access.SilenceRemind, org); err != nil {
		return Word{}, err
	}
	if !monthForm.MatchString(month) {
		return Word{}, fault.Missing()
	}
	return of(rd, book, org, month)
}
