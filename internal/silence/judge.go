package silence

import (
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Accept takes the cell's word: the month counts as one without a meeting and needs
// nobody. For those who ask after cells, in the version that was read. Accepted again it
// stays as it is.
func Accept(tx *store.Tx, book *rule.Book, org, month string, version int64) (Word, error) {
	w, err := above(tx.Reader, book, org, month)
	switch {
	case err != nil || w.AcceptedOn != "":
		return w, err
	case !w.Said():
		return w, fault.New(fault.Conflict, "silence_unsaid")
	case w.Version != version:
		return w, fault.Stale(w)
	}
	w.AcceptedOn = tx.Today()
	w.Version++
	if _, err := tx.Exec(`update cell_silence set accepted_on = $4, judged_by = $5, version = $6 where tenant = $1 and month = $2 and org = $3`, month, org, w.AcceptedOn, tx.Viewer().Person, w.Version); err != nil {
		return w, err
	}
	return w, audit.Note(tx, "silence.accept", "cell_month", org+"/"+month, org, map[string]string{"month": month})
}

// Ask asks the cell back instead. One question waits at a time; asked again with the same
// words it is one.
func Ask(tx *store.Tx, book *rule.Book, org, month string, version int64, question string) (Word, error) {
	w, err := above(tx.Reader, book, org, month)
	question = vi.CleanText(question)
	switch {
	case err != nil || question != "" && w.Question == question && w.Asked():
		return w, err
	case !w.Said():
		return w, fault.New(fault.Conflict, "silence_unsaid")
	case w.AcceptedOn != "":
		return w, fault.New(fault.Conflict, "silence_accepted").With(w)
	case w.Version != version:
		return w, fault.Stale(w)
	case question == "" || len(question) > longest:
		return w, fault.Bad("question", "silence_question")
	}
	w.AskedOn, w.Question, w.AnsweredOn = tx.Today(), question, ""
	w.Version++
	if _, err := tx.Exec(`update cell_silence set asked_on = $4, question = $5, answered_on = '', judged_by = $6, version = $7 where tenant = $1 and month = $2 and org = $3`,
		month, org, w.AskedOn, w.Question, tx.Viewer().Person, w.Version); err != nil {
		return w, err
	}
	return w, audit.Note(tx, "silence.ask", "cell_month", org+"/"+month, org, map[string]string{"month": month, "question": question})
}
