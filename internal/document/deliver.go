package document

import (
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Tidy cleans a paper that is to be sent down and says what is wrong with it; it
// refuses what Receive refuses.
func Tidy(d Received, today string) (Received, error) {
	d.ReceivedOn = today
	err := d.tidy(today)
	return d, err
}

// Deliver puts a paper that a committee sends down (Origin) into the register of a
// cell. A paper of that number, day and issuer the cell entered itself becomes the
// committee's: had tells so, and the cell has read it. Delivered again it is there
// once. Whoever sends has asked the right to; a cell with closed content is left out
// before (meeting.ClosedContent).
func Deliver(tx *store.Tx, d Received) (got Received, had bool, err error) {
	old, err := store.All(tx.Reader, scanReceived, `select `+columns+tables+` and d.org = $2 and d.number = $3 and d.issued_on = $4 and d.issuer = $5`, d.Org, d.Number, d.IssuedOn, d.Issuer)
	if err != nil {
		return Received{}, false, err
	}
	if len(old) == 0 {
		got, err = insert(tx, d)
		return got, false, err
	}
	if got = old[0]; got.Origin != "" {
		return got, false, nil
	}
	if _, err := tx.Exec(`update document set origin = $3, abstract = $4, summary = $5, level = $6, audience = $7, asked = $8, discuss_by = $9, version = version + 1 where tenant = $1 and id = $2`,
		got.ID, d.Origin, d.Abstract, d.Summary, d.Level, d.Audience, d.Asked, d.DiscussBy); err != nil {
		return Received{}, false, err
	}
	return got, true, audit.Note(tx, "document.deliver", "document", got.ID, got.Org, map[string]any{"before": got, "after": d})
}

// Revise gives every cell that has a paper sent down its corrected text, with the day
// of the change. The number, the day and the issuer stay.
func Revise(tx *store.Tx, d Received) error {
	if d.Origin == "" {
		return fault.Missing()
	}
	_, err := tx.Exec(`update document set abstract = $3, summary = $4, level = $5, audience = $6, asked = $7, discuss_by = $8, changed_on = $9, version = version + 1 where tenant = $1 and origin = $2`,
		d.Origin, d.Abstract, d.Summary, d.Level, d.Audience, d.Asked, d.DiscussBy, tx.Today())
	return err
}

// Recall tells every cell that a paper sent down holds no longer, and takes it off the
// agendas of meetings not yet opened. What was discussed stays as it was.
func Recall(tx *store.Tx, origin, reason string) error {
	if origin == "" {
		return fault.Missing()
	}
	if _, err := tx.Exec(`update document set recalled_on = $3, recall_reason = $4, version = version + 1 where tenant = $1 and origin = $2 and recalled_on = ''`, origin, tx.Today(), reason); err != nil {
		return err
	}
	const stands = ` in (select i.meeting from document d join agenda_item i on i.tenant = d.tenant and i.source_kind = 'document' and i.source_id = d.id
		join meeting m on m.tenant = i.tenant and m.id = i.meeting where d.tenant = $1 and d.origin = $2 and m.opened_at is null)`
	if _, err := tx.Exec(`update meeting set version = version + 1 where tenant = $1 and id`+stands, origin); err != nil {
		return err
	}
	_, err := tx.Exec(`delete from agenda_item where tenant = $1 and meeting`+stands+` and source_kind = 'document' and source_id in (select d.id from document d where d.tenant = $1 and d.origin = $2)`, origin)
	return err
}
