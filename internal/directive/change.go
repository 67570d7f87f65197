package directive

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Correct writes the text anew: a new version that every cell sees as changed. Number,
// day and issuer are the paper's and stay.
func Correct(tx *store.Tx, id string, version int64, in Directive) (Directive, error) {
	d, err := mine(tx.Reader, id, version)
	if err != nil {
		return d, err
	}
	now := d
	now.Abstract, now.Asked, now.Summary, now.Level, now.Audience, now.DiscussBy = in.Abstract, in.Asked, in.Summary, in.Level, in.Audience, in.DiscussBy
	if now, err = now.tidy(tx.Today(), d.SentOn); err != nil || now.says(d) {
		return now, err
	}
	now.Version, now.ChangedOn = d.Version+1, tx.Today()
	if _, err := tx.Exec(`update directive set abstract = $3, asked = $4, summary = $5, level = $6, audience = $7, discuss_by = $8, changed_on = $9, version = $10 where tenant = $1 and id = $2`,
		id, now.Abstract, now.Asked, now.Summary, now.Level, now.Audience, now.DiscussBy, now.ChangedOn, now.Version); err != nil {
		return d, err
	}
	if err := document.Revise(tx, now.paper("", d.SentOn)); err != nil {
		return d, err
	}
	return now, audit.Note(tx, "directive.correct", "directive", id, d.Org, map[string]any{"before": d, "after": now})
}

// Recall says that the paper holds no longer, and why. Recalled again it stays as it is.
func Recall(tx *store.Tx, id string, version int64, reason string) (Directive, error) {
	d, err := mine(tx.Reader, id, version)
	if fault.Is(err, "directive_recalled") {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	if reason = vi.Clean(reason); reason == "" || len(reason) > longestAsked {
		return d, fault.Bad("reason", "directive_reason")
	}
	if document.Marked(reason) {
		return d, fault.Bad("reason", "secret_mark")
	}
	d.RecalledOn, d.RecallReason, d.Version = tx.Today(), reason, d.Version+1
	if _, err := tx.Exec(`update directive set recalled_on = $3, recall_reason = $4, version = $5 where tenant = $1 and id = $2`, id, d.RecalledOn, d.RecallReason, d.Version); err != nil {
		return d, err
	}
	if err := document.Recall(tx, id, reason); err != nil {
		return d, err
	}
	return d, audit.Note(tx, "directive.recall", "directive", id, d.Org, map[string]string{"reason": reason})
}

// Opened notes the day on which a cell first opened a paper sent down, when one of its
// secretary, deputy or committee reads it. It keeps the day and never who; of anybody
// else, and of a paper the cell entered itself, it keeps nothing.
func Opened(tx *store.Tx, paper string) error {
	var id, cell, opened string
	err := tx.Get([]any{&id, &cell, &opened}, `select directive, org, opened_on from directive_cell where tenant = $1 and document = $2`, paper)
	if fault.KindOf(err) == fault.NotFound || err == nil && opened != "" {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := document.Get(tx.Reader, paper); err != nil {
		return err
	}
	if leads, err := access.Can(tx.Reader, access.DocumentEdit, cell); err != nil || !leads {
		return err
	}
	if n, err := tx.Exec(`update directive_cell set opened_on = $4 where tenant = $1 and directive = $2 and org = $3 and opened_on = ''`, id, cell, tx.Today()); err != nil || n == 0 {
		return err
	}
	return audit.Note(tx.As(store.System), "directive.opened", "directive", id, cell, nil)
}
