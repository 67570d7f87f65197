package minutes

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/session"
	"chibo/internal/store"
)

// Confirmation is who confirmed the minutes, in which role and how.
type Confirmation struct {
	Role   string `json:"role"` // scribe, chair
	Person string `json:"person"`
	Name   string `json:"name"`
	At     int64  `json:"at"`
	Method string `json:"method"` // paper, or how the signer proved himself: session.ByPassword and the others
}

// Confirmations lists who confirmed so far.
func Confirmations(rd *store.Reader, id string) ([]Confirmation, error) {
	if _, err := meeting.For(rd, id, access.MinutesView); err != nil {
		return nil, err
	}
	return confirmations(rd, id)
}

func confirmations(rd *store.Reader, id string) ([]Confirmation, error) {
	return store.All(rd, func(scan store.Scan) (c Confirmation, err error) {
		err = scan(&c.Role, &c.Person, &c.Name, &c.At, &c.Method)
		return
	}, `select c.role, c.person, coalesce(p.full_name, ''), c.at, c.method from confirmation c left join person p on p.tenant = c.tenant and p.id = c.person where c.tenant = $1 and c.meeting = $2 order by c.at, c.role desc`, id)
}

// Confirm is the signature of the scribe, then of the chair, under the minutes
// as they stand. Each confirms in person; a scribe without a device signs on
// paper and the chair records it, method "paper"; "device" is in person, and how
// the signer proved himself is read from his session. With the second one the
// minutes are adopted and no part can be edited any more.
func Confirm(tx *store.Tx, id, role, method string) error {
	m, err := meeting.For(tx.Reader, id, access.MinutesView)
	if err != nil {
		return err
	}
	viewer := tx.Viewer().Person
	if viewer != m.Chair && viewer != m.Scribe {
		return fault.Missing()
	}
	have := map[string]Confirmation{}
	all, err := confirmations(tx.Reader, id)
	if err != nil {
		return err
	}
	for _, c := range all {
		have[c.Role] = c
	}
	signer := m.Scribe
	if role == "chair" {
		signer = m.Chair
	}
	switch {
	case role != "scribe" && role != "chair":
		return fault.Bad("role", "minutes_role")
	case method != "device" && method != "paper":
		return fault.Bad("method", "minutes_method")
	case have[role].Role != "":
		return nil // once is enough
	case m.At(meeting.Sealed):
		return fault.New(fault.Conflict, "minutes_sealed")
	case !m.At(meeting.Closed):
		return fault.New(fault.Conflict, "minutes_not_closed")
	case role == "chair" && viewer != m.Chair:
		return fault.Missing()
	case role == "scribe" && viewer != m.Scribe && method != "paper":
		return fault.Bad("method", "minutes_scribe_paper")
	case role == "chair" && have["scribe"].Role == "":
		return fault.New(fault.Conflict, "minutes_scribe_first")
	}
	if method, err = proved(tx, signer); err != nil {
		return err
	}
	if err := sign(tx, m, role, signer, method); err != nil {
		return err
	}
	if role == "chair" && !m.At(meeting.Confirmed) {
		as := tx
		if ok, err := meeting.Can(tx.Reader, m, access.MeetingRun); err != nil {
			return err
		} else if !ok { // a chair who holds no post leads this meeting only
			as = tx.As(store.System)
		}
		if _, err := meeting.Confirm(as, id); err != nil {
			return err
		}
	}
	return nil
}

// proved is what a confirmation says of its signature: another's was given on
// paper, one's own as the session can show it.
func proved(tx *store.Tx, signer string) (string, error) {
	if signer != tx.Viewer().Person {
		return "paper", nil
	}
	return session.Proved(tx.Reader)
}

// sign keeps one confirmation of the minutes as they stand.
func sign(tx *store.Tx, m meeting.Meeting, role, signer, method string) error {
	if err := current(tx, m); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into confirmation (tenant, meeting, role, person, at, method) values ($1, $2, $3, $4, $5, $6)`, m.ID, role, signer, tx.Now(), method); err != nil {
		return err
	}
	return audit.Note(tx, "minutes.confirm", "meeting", m.ID, m.Org, map[string]string{"role": role, "method": method, "for": signer})
}

// current brings the parts up to what was recorded before anyone signs them.
func current(tx *store.Tx, m meeting.Meeting) error {
	if m.At(meeting.Confirmed) {
		old, err := parts(tx.Reader, m.ID)
		if err != nil || len(old) > 0 {
			return err
		}
	}
	_, err := compose(tx, nil, m)
	return err
}
