// Package speech is who spoke in a meeting, on which item and in what sense.
// The text is optional and may be written later; criticism and self-criticism
// are the cell's own and never leave it (decision 8).
package speech

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Kinds of an opinion: góp ý, đồng tình, kiến nghị, tâm tư, tự phê bình, phê
// bình.
var Kinds = []string{"contribute", "agree", "propose", "concern", "self_criticism", "criticism"}

// Opinion is one time somebody spoke.
type Opinion struct {
	ID      string // made by the phone: the same again is the same opinion; "" makes one
	Meeting string
	Item    string // of the agenda; "" the meeting as a whole
	Member  string
	Kind    string
	Gist    string
	At      int64
	By      string
}

// Add keeps an opinion.
func Add(tx *store.Tx, in Opinion) (Opinion, error) {
	m, err := meeting.For(tx.Reader, in.Meeting, access.MeetingRun)
	if err != nil {
		return Opinion{}, err
	}
	in.Gist = vi.CleanText(in.Gist)
	if in.ID != "" {
		old, err := store.All(tx.Reader, scan, `select `+columns+` from opinion where tenant = $1 and id = $2`, in.ID)
		if err != nil {
			return Opinion{}, err
		}
		if len(old) > 0 && old[0].Meeting != in.Meeting {
			return Opinion{}, fault.Missing()
		}
		if len(old) > 0 {
			return old[0], nil
		}
	}
	switch {
	case m.State != meeting.InSession:
		return Opinion{}, fault.New(fault.Conflict, "meeting_not_open")
	case !slices.Contains(Kinds, in.Kind):
		return Opinion{}, fault.Bad("kind", "opinion_kind")
	case len(in.Gist) > 20_000:
		return Opinion{}, fault.Bad("gist", "meeting_text_long")
	}
	roll, err := meeting.Roll(tx.Reader, m)
	if err != nil {
		return Opinion{}, err
	}
	if !slices.ContainsFunc(roll, func(r meeting.Rolled) bool { return r.Member == in.Member && r.Activity != "suspended" }) {
		return Opinion{}, fault.Bad("member", "opinion_member")
	}
	if in.Item != "" {
		secret := false
		if err := tx.Get([]any{&secret}, `select secret from agenda_item where tenant = $1 and meeting = $2 and id = $3`, in.Meeting, in.Item); err != nil {
			return Opinion{}, err
		}
		if secret && in.Gist != "" { // that somebody spoke may be noted, not what
			return Opinion{}, fault.New(fault.Invalid, "item_secret")
		}
	}
	if in.ID == "" {
		in.ID = store.NewID()
	}
	if in.At <= 0 || in.At > tx.Now() || in.At < m.OpenedAt {
		in.At = tx.Now()
	}
	in.By = tx.Viewer().Person
	if _, err := tx.Exec(`insert into opinion (tenant, id, meeting, item, member, kind, gist, at, by_person) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		in.ID, in.Meeting, in.Item, in.Member, in.Kind, in.Gist, in.At, in.By); err != nil {
		return Opinion{}, err
	}
	return in, audit.Note(tx, "speech.add", "meeting", m.ID, m.Org, map[string]any{"id": in.ID, "member": in.Member, "kind": in.Kind, "item": in.Item})
}

// Write gives an opinion its text, or another, until the minutes are confirmed.
func Write(tx *store.Tx, id, opinion, gist string) (Opinion, error) {
	m, o, err := find(tx, id, opinion)
	if err != nil {
		return Opinion{}, err
	}
	gist = vi.CleanText(gist)
	switch {
	case gist == o.Gist:
		return o, nil
	case m.At(meeting.Confirmed):
		return Opinion{}, fault.New(fault.Conflict, "meeting_confirmed")
	case len(gist) > 20_000:
		return Opinion{}, fault.Bad("gist", "meeting_text_long")
	}
	if n, err := tx.Int(`select count(*) from agenda_item where tenant = $1 and meeting = $2 and id = $3 and secret`, m.ID, o.Item); err != nil {
		return Opinion{}, err
	} else if n > 0 {
		return Opinion{}, fault.New(fault.Invalid, "item_secret")
	}
	if _, err := tx.Exec(`update opinion set gist = $3 where tenant = $1 and id = $2`, opinion, gist); err != nil {
		return Opinion{}, err
	}
	o.Gist = gist
	return o, audit.Note(tx, "speech.write", "meeting", m.ID, m.Org, map[string]any{"id": opinion})
}

// Undo takes an opinion back that was tapped by mistake, while the meeting
// lasts.
func Undo(tx *store.Tx, id, opinion string) error {
	m, o, err := find(tx, id, opinion)
	if err != nil {
		return err
	}
	if m.State != meeting.InSession {
		return fault.New(fault.Conflict, "meeting_closed")
	}
	if _, err := tx.Exec(`delete from opinion where tenant = $1 and id = $2`, opinion); err != nil {
		return err
	}
	return audit.Note(tx, "speech.undo", "meeting", m.ID, m.Org, map[string]any{"id": opinion, "member": o.Member, "kind": o.Kind})
}

func find(tx *store.Tx, id, opinion string) (meeting.Meeting, Opinion, error) {
	m, err := meeting.For(tx.Reader, id, access.MeetingRun)
	if err != nil {
		return m, Opinion{}, err
	}
	o, err := store.One(tx.Reader, scan, `select `+columns+` from opinion where tenant = $1 and id = $2 and meeting = $3`, opinion, id)
	return m, o, err
}

const columns = `id, meeting, item, member, kind, gist, at, by_person`

func scan(scan store.Scan) (o Opinion, err error) {
	err = scan(&o.ID, &o.Meeting, &o.Item, &o.Member, &o.Kind, &o.Gist, &o.At, &o.By)
	return
}

// List reads the opinions of a meeting in order.
func List(rd *store.Reader, id string) ([]Opinion, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return nil, err
	}
	return store.All(rd, scan, `select `+columns+` from opinion where tenant = $1 and meeting = $2 order by at, id`, id)
}

// Speakers is how many members spoke.
func Speakers(rd *store.Reader, id string) (int, error) {
	all, err := List(rd, id)
	seen := map[string]bool{}
	for _, o := range all {
		seen[o.Member] = true
	}
	return len(seen), err
}
