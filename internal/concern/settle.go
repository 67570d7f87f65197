package concern

import (
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// What the author says.
const (
	Enough    = "enough" // đã thỏa đáng
	Again     = "again"  // chưa thỏa đáng, đề nghị trả lời thêm
	TakenBack = "taken_back"
)

// Words lists what the author may say, in the order of the form.
var Words = []string{Enough, Again, TakenBack}

// Found is a concern without a name, for whoever holds its receipt: the words are his.
// Wrong receipts are counted as at the doors.
func Found(rd *store.Reader, receipt string) (Concern, error) {
	if err := session.MayGuess(rd, "concern"); err != nil {
		return Concern{}, err
	}
	ids, err := rd.Strings(`select c.id from concern c where c.tenant = $1 and c.naming = 'unnamed' and c.receipt_hash = $2`, session.ReceiptHash(receipt))
	if err != nil {
		return Concern{}, err
	}
	if len(ids) == 0 {
		return Concern{}, session.Guessed(rd, "concern", fault.Bad("receipt", "concern_receipt"))
	}
	c, err := store.One(rd, scanner(rd), `select `+columns+` where c.tenant = $1 and c.id = $3`, rd.Today(), ids[0])
	if err != nil {
		return c, err
	}
	c.TypedBy = ""
	return c, session.Guessed(rd, "concern", nil)
}

// Say takes the author's word on an answer: that it will do, that he asks for more, or
// that he takes the matter back. The author says it, who holds the receipt of one
// without a name, and whoever keeps it for one who told him (typed is true).
func Say(tx *store.Tx, book *rule.Book, id, receipt string, version int64, word, text string) (Concern, error) {
	c, by, err := speaker(tx, id, receipt)
	if err != nil {
		return c, err
	}
	state := map[string]string{Enough: Settled, TakenBack: Withdrawn, Again: Open}[word]
	switch text = vi.CleanText(text); {
	case state == "":
		return c, fault.Bad("word", "concern_word")
	case c.State == state && (state != Open || c.Round > 1):
		return c, nil
	case c.Version != version:
		return c, fault.Stale(c)
	case c.ClosedOn != "" || word != TakenBack && c.State != Answered:
		return c, fault.New(fault.Conflict, "concern_not_answered")
	case len([]rune(text)) > longest:
		return c, fault.Bad("text", "concern_body", "limit", longest)
	}
	switch state {
	case Open:
		err = reopen(tx, book, c, text)
	case Withdrawn: // what was taken back is not kept
		_, err = tx.Exec(`update concern set state = $3, closed_on = $4, body = '', voice = '', issue = '', answer = '', help = '', version = version + 1 where tenant = $1 and id = $2`, c.ID, state, tx.Today())
	default:
		_, err = tx.Exec(`update concern set state = $3, closed_on = $4, version = version + 1 where tenant = $1 and id = $2`, c.ID, state, tx.Today())
	}
	if err != nil {
		return c, err
	}
	if err := note(by, c, word); err != nil {
		return c, err
	}
	if receipt == "" {
		return Get(tx.Reader, c.ID)
	}
	return Found(tx.Reader, receipt)
}

// reopen begins a new round: what is missing is added to the words, and the days run
// anew from today.
func reopen(tx *store.Tx, book *rule.Book, c Concern, text string) error {
	law := book.Concerns(tx.Today())
	due, err := law.DueOn(book, tx.Today())
	if err != nil {
		return err
	}
	if text != "" {
		c.Body += "\n\n" + vi.ShowDay(tx.Today()) + ": " + text
	}
	body, err := sealed(tx, c.ID, "body", c.Body)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`update concern set state = 'open', body = $3, due_on = $4, rule = $5, round = round + 1, version = version + 1 where tenant = $1 and id = $2`, c.ID, body, due, law.Ref.String())
	return err
}

// speaker is the concern whose author speaks, and in whose name the log has it.
func speaker(tx *store.Tx, id, receipt string) (Concern, *store.Tx, error) {
	if receipt != "" {
		c, err := Found(tx.Reader, receipt)
		return c, tx.As(store.System), err
	}
	c, err := Get(tx.Reader, id)
	switch {
	case err != nil:
		return c, tx, err
	case c.Mine:
		return c, tx, nil
	case c.Keeps && (c.Source != Member || c.TypedBy != ""): // he told whoever keeps it
		return c, tx, nil
	}
	return c, tx, fault.Missing()
}
