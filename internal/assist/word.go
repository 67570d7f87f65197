package assist

import (
	"slices"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Word is what a cell says of a plan.
type Word struct {
	Word  string `json:"word" enum:"well,more"`
	Until string `json:"until,omitempty" doc:"A new day, where more help is needed"`
	Text  string `json:"text,omitempty" maxLength:"2400" doc:"What is still needed; no names"`
}

// Say is the cell's own word on a plan, of its secretary or deputy: well settles it, more
// keeps it open until a new day.
func Say(tx *store.Tx, book *rule.Book, id string, version int64, w Word) (Plan, error) {
	p, err := Get(tx.Reader, id)
	if err == nil {
		err = access.MustWhereItStood(tx.Reader, access.AssistSay, p.Org)
	}
	if err != nil {
		return p, err
	}
	w.Text = vi.CleanText(w.Text)
	switch {
	case !slices.Contains(Words, w.Word):
		return p, fault.Bad("word", "assist_word")
	case utf8.RuneCountInString(w.Text) > wordsMost:
		return p, fault.Bad("words", "assist_words", "limit", wordsMost)
	case p.Word == w.Word && (w.Word == Well || p.UntilOn == w.Until && p.WordText == w.Text): // said already
		return p, nil
	}
	if err := change(p, version); err != nil {
		return p, err
	}
	until, closed, closing := p.UntilOn, tx.Today(), Settled
	if w.Word == More {
		if w.Until == "" {
			return p, fault.Bad("until", "assist_until")
		}
		if err := workable(book, "until", w.Until, vi.AddDays(tx.Today(), 1)); err != nil {
			return p, err
		}
		until, closed, closing = w.Until, "", ""
	}
	if _, err := tx.Exec(`update assist_plan set word = $3, word_on = $4, word_text = $5, until_on = $6, closed_on = $7, closing = $8, version = version + 1 where tenant = $1 and id = $2`,
		id, w.Word, tx.Today(), w.Text, until, closed, closing); err != nil {
		return p, err
	}
	return noted(tx, id, p.Org, "assist."+w.Word, map[string]string{"before": p.UntilOn, "until": until})
}

// Follow lets the open plans of a cell that became part of another go on under that other:
// what was promised to the one is owed to the other. Only the program itself calls it, on
// the day of the merger; called again, or while the old cell still stands, it does nothing.
func Follow(tx *store.Tx, old, into string) error {
	stands, err := tx.Int(`select count(*) from org_edge where tenant = $1 and org = $2 and (valid_to is null or valid_to > $3)`, old, tx.Today())
	if err != nil || stands > 0 {
		return err
	}
	n, err := tx.Exec(`update assist_plan set org = $3, came_from = case when came_from = '' then $2 else came_from end, version = version + 1 where tenant = $1 and org = $2 and closed_on = ''`, old, into)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "assist.follow", "org", into, into, map[string]any{"from": old, "plans": n})
}
