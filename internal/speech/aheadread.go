package speech

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/session"
	"chibo/internal/store"
)

const aheadColumns = `a.id, a.meeting, a.item, a.member, coalesce(p.full_name, ''), a.gist, a.typed_by, a.sent_on, coalesce(a.read_at, 0)`

const aheadFrom = ` from opinion_ahead a left join member m on m.tenant = a.tenant and m.id = a.member left join person p on p.tenant = m.tenant and p.id = m.person `

func scanAhead(scan store.Scan) (a Ahead, err error) {
	err = scan(&a.ID, &a.Meeting, &a.Item, &a.Member, &a.Name, &a.Gist, &a.TypedBy, &a.SentOn, &a.ReadAt)
	return
}

// AheadOf lists what was sent before a meeting, in an order that tells nothing of
// when; for chair and scribe, who read it out.
func AheadOf(rd *store.Reader, id string) ([]Ahead, error) {
	if _, err := meeting.For(rd, id, access.MeetingRun); err != nil {
		return nil, err
	}
	return store.All(rd, scanAhead, `select `+aheadColumns+aheadFrom+`where a.tenant = $1 and a.meeting = $2 order by a.id`, id)
}

// ReadAheadOf lists what was read out, as the minutes have it, in the order of the
// reading; for whoever reads the minutes.
func ReadAheadOf(rd *store.Reader, id string) ([]Ahead, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return nil, err
	}
	return store.All(rd, scanAhead, `select `+aheadColumns+aheadFrom+`where a.tenant = $1 and a.meeting = $2 and a.read_at is not null order by a.read_at, a.id`, id)
}

// CountAhead is how many opinions wait for a meeting: the number alone, for
// whoever may see the meeting. Who sent none is asked of nobody.
func CountAhead(rd *store.Reader, id string) (int, error) {
	if _, err := meeting.For(rd, id, access.MeetingView); err != nil {
		return 0, err
	}
	n, err := rd.Int(`select count(*) from opinion_ahead where tenant = $1 and meeting = $2`, id)
	return int(n), err
}

// AheadOfViewer lists what the viewer sent under his name, or had typed for him.
func AheadOfViewer(rd *store.Reader) ([]Ahead, error) {
	return store.All(rd, scanAhead, `select `+aheadColumns+` from member m cross join opinion_ahead a join person p on p.tenant = m.tenant and p.id = m.person
		where m.tenant = $1 and m.person = $2 and a.tenant = m.tenant and a.member = m.id order by a.sent_on, a.id`, rd.Viewer().Person)
}

// ReadOut ticks that an opinion was read out in the room, or takes the tick back,
// from the opening until the minutes are confirmed. For chair and scribe.
func ReadOut(tx *store.Tx, id, ahead string, read bool) (Ahead, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return Ahead{}, err
	}
	a, err := store.One(tx.Reader, scanAhead, `select `+aheadColumns+aheadFrom+`where a.tenant = $1 and a.id = $2 and a.meeting = $3`, ahead, id)
	switch {
	case err != nil:
		return a, err
	case a.ReadAt > 0 == read:
		return a, nil
	case !m.At(meeting.InSession):
		return a, fault.New(fault.Conflict, "meeting_not_open")
	case m.At(meeting.Confirmed):
		return a, fault.New(fault.Conflict, "meeting_confirmed")
	}
	by := ""
	if a.ReadAt = 0; read {
		a.ReadAt, by = tx.Now(), tx.Viewer().Person
	}
	if _, err := tx.Exec(`update opinion_ahead set read_at = $3, read_by = $4 where tenant = $1 and id = $2`, ahead, store.NullInt(a.ReadAt), by); err != nil {
		return a, err
	}
	return a, audit.Note(tx, "speech.read_out", "meeting", m.ID, m.Org, map[string]any{"id": ahead, "read": read})
}

// receipts is what a wrong try is counted under.
const receipts = "receipt"

// ByReceipt finds the opinion behind a receipt, in whatever hand it is now: the
// receipt alone gives the right. Wrong ones are counted as at the doors.
func ByReceipt(rd *store.Reader, id, receipt string) (Ahead, error) {
	if err := session.MayGuess(rd, receipts); err != nil {
		return Ahead{}, err
	}
	all, err := store.All(rd, scanAhead, `select `+aheadColumns+aheadFrom+`where a.tenant = $1 and a.receipt_hash = $2 and a.meeting = $3`, session.ReceiptHash(receipt), id)
	if err != nil {
		return Ahead{}, err
	}
	if len(all) == 0 {
		return Ahead{}, session.Guessed(rd, receipts, fault.Bad("receipt", "ahead_receipt"))
	}
	return all[0], session.Guessed(rd, receipts, nil)
}

// TakeBack removes an opinion before the opening: by its receipt, or by its id one
// that the viewer sent under his name or typed for a comrade. Taken back twice is
// taken back.
func TakeBack(tx *store.Tx, id, receipt, ahead string) error {
	var a Ahead
	if receipt != "" {
		found, err := ByReceipt(tx.Reader, id, receipt)
		if err != nil {
			return err
		}
		a = found
	} else {
		own, err := store.All(tx.Reader, scanAhead, `select `+aheadColumns+aheadFrom+`where a.tenant = $1 and a.id = $2 and a.meeting = $3 and (p.id = $4 or a.typed_by = $4)`, ahead, id, tx.Viewer().Person)
		if err != nil {
			return err
		}
		if len(own) > 0 {
			a = own[0]
		}
	}
	if a.ID == "" {
		return nil
	}
	state, org := "", ""
	if err := tx.Get([]any{&state, &org}, `select state, org from meeting where tenant = $1 and id = $2`, id); err != nil {
		return err
	}
	if (meeting.Meeting{State: state}).At(meeting.InSession) {
		return fault.New(fault.Conflict, "ahead_read_already")
	}
	if _, err := tx.Exec(`delete from opinion_ahead where tenant = $1 and id = $2`, a.ID); err != nil {
		return err
	}
	by := tx
	if a.Member == "" {
		by = tx.As(store.System)
	}
	return audit.Note(by, "speech.ahead_back", "meeting", id, org, map[string]any{"member": a.Member})
}
