package speech

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Ahead is an opinion sent before the meeting by one who is away or would rather
// not speak, to be read out in it. Without a name nobody can tell from it whose it
// is: no member, no hour, an id that is not made of time (docs/adr/0047).
type Ahead struct {
	ID      string
	Meeting string
	Item    string // of the agenda; "" the meeting as a whole
	Member  string // "" where the author chose that no name be read
	Name    string // filled by readers
	Gist    string
	TypedBy string // who typed it for a comrade without a phone; "" the author himself
	SentOn  string // day
	ReadAt  int64  // when it was read out; 0 not yet
}

// Sending is what the author chose. Key is made by his form and kept nowhere: the
// same form sent twice is one opinion.
type Sending struct {
	Meeting string
	Item    string
	Gist    string
	Key     string
	Naming  string // ByName or NoName; there is no default
	Member  string // only where it is typed for a comrade without a phone
}

// The two choices.
const (
	ByName = "named"
	NoName = "unnamed"
)

const (
	mostAhead  = 300   // of one meeting: more is no opinion but a flood
	aheadLimit = 4_000 // bytes, what is read out in two minutes
)

// SendAhead keeps an opinion for the meeting until its opening, and returns the
// receipt by which the author finds it again or takes it back. The author stands on
// the roll; for a comrade without a phone chair and scribe type it.
func SendAhead(tx *store.Tx, in Sending) (a Ahead, receipt string, err error) {
	m, author, err := sender(tx.Reader, in)
	if err != nil {
		return a, "", err
	}
	a = Ahead{Meeting: m.ID, Item: in.Item, Gist: vi.CleanText(in.Gist), SentOn: tx.Today()}
	a.ID, receipt = session.Receipt(in.Key, m.ID, author)
	if n, err := tx.Int(`select count(*) from opinion_ahead where tenant = $1 and id = $2`, a.ID); err != nil || n > 0 {
		return a, receipt, err
	}
	if err := in.check(tx.Reader, m, a); err != nil {
		return a, "", err
	}
	by := tx
	if in.Member != "" {
		a.TypedBy = tx.Viewer().Person
	} else if in.Naming == NoName { // the log says that one came, not from whom
		by = tx.As(store.System)
	}
	if in.Naming == ByName {
		a.Member = author
	}
	if _, err := tx.Exec(`insert into opinion_ahead (tenant, id, meeting, item, member, gist, typed_by, receipt_hash, sent_on, read_at, read_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, '')`,
		a.ID, a.Meeting, a.Item, a.Member, a.Gist, a.TypedBy, session.ReceiptHash(receipt), a.SentOn); err != nil {
		return a, "", err
	}
	return a, receipt, audit.Note(by, "speech.ahead", "meeting", m.ID, m.Org, map[string]any{"member": a.Member, "typed": a.TypedBy != ""})
}

// MaySend reports whether the viewer stands on the roll of the meeting and may send
// an opinion before it: as an early return.
func MaySend(rd *store.Reader, id string) error {
	_, _, err := sender(rd, Sending{Meeting: id})
	return err
}

// sender is whose opinion it is: the viewer's own, or that of the comrade without
// a phone for whom chair or scribe type.
func sender(rd *store.Reader, in Sending) (meeting.Meeting, string, error) {
	action := access.MeetingView
	if in.Member != "" {
		action = access.MeetingRun
	}
	m, err := meeting.For(rd, in.Meeting, action)
	if err != nil {
		return m, "", err
	}
	roll, err := meeting.Live(rd, m)
	if err != nil {
		return m, "", err
	}
	me := rd.Viewer().Person
	n := slices.IndexFunc(roll, func(r meeting.Rolled) bool {
		return r.Activity != "suspended" && (r.Member == in.Member || in.Member == "" && r.Person == me)
	})
	if n < 0 && in.Member == "" {
		return m, "", fault.Missing()
	}
	if n < 0 {
		return m, "", fault.Bad("member", "ahead_member")
	}
	if in.Member != "" {
		paper, err := member.PaperOnly(rd, m.Org, m.Day)
		if err != nil {
			return m, "", err
		}
		if !paper[in.Member] { // whoever has a phone speaks for himself
			return m, "", fault.Bad("member", "ahead_member")
		}
	}
	return m, roll[n].Member, nil
}

func (in Sending) check(rd *store.Reader, m meeting.Meeting, a Ahead) error {
	if m.At(meeting.InSession) {
		return fault.New(fault.Conflict, "ahead_too_late")
	}
	if err := meeting.MayKeepWords(rd, m); err != nil {
		return err
	}
	var wrong fault.Fields
	switch {
	case a.Gist == "":
		wrong.Add("gist", "ahead_text")
	case len(a.Gist) > aheadLimit:
		wrong.Add("gist", "ahead_long")
	}
	if in.Naming != ByName && in.Naming != NoName {
		wrong.Add("naming", "ahead_naming")
	}
	if in.Item != "" {
		n, err := rd.Int(`select count(*) from agenda_item where tenant = $1 and meeting = $2 and id = $3 and not secret`, m.ID, in.Item)
		if err != nil {
			return err
		}
		if n == 0 {
			wrong.Add("item", "ahead_item")
		}
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	n, err := rd.Int(`select count(*) from opinion_ahead where tenant = $1 and meeting = $2`, m.ID)
	if err == nil && n >= mostAhead {
		err = fault.New(fault.Conflict, "ahead_full")
	}
	return err
}
