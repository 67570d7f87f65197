package minutes

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// ConfirmAmendment is the signature of the scribe, then of the chair of the
// meeting, under its correction, where no later meeting agreed to it. Methods as
// in Confirm.
func ConfirmAmendment(tx *store.Tx, paperID, role, method string) error {
	a, err := AmendmentOf(tx.Reader, paperID)
	if err != nil {
		return err
	}
	m, err := meeting.For(tx.Reader, a.Paper.Meeting, access.MinutesView)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, c := range a.Confirmations {
		have[c.Role] = true
	}
	viewer, signer := tx.Viewer().Person, m.Scribe
	if role == "chair" {
		signer = m.Chair
	}
	switch {
	case viewer != m.Chair && viewer != m.Scribe: // who sees the correction, yet signed nothing
		return fault.New(fault.Conflict, "correction_signer")
	case role != "scribe" && role != "chair":
		return fault.Bad("role", "minutes_role")
	case method != "device" && method != "paper":
		return fault.Bad("method", "minutes_method")
	case have[role]:
		return nil
	case role == "chair" && viewer != m.Chair:
		return fault.Missing()
	case role == "scribe" && viewer != m.Scribe && method != "paper":
		return fault.Bad("method", "minutes_scribe_paper")
	case role == "chair" && !have["scribe"]:
		return fault.New(fault.Conflict, "minutes_scribe_first")
	}
	if err := a.ready(); err != nil {
		return err
	}
	if method, err = proved(tx, signer); err != nil {
		return err
	}
	if _, err := tx.Exec(`insert into correction_confirmation (tenant, paper, version, role, person, at, method) values ($1, $2, $3, $4, $5, $6, $7)`, a.Paper.ID, a.Version, role, signer, tx.Now(), method); err != nil {
		return err
	}
	return audit.Note(tx, "minutes.amend_confirm", "paper", a.Paper.ID, a.Paper.Org, map[string]any{"version": a.Version, "role": role, "method": method, "for": signer})
}

// ready says what a correction lacks before anyone signs it.
func (a Amendment) ready() error {
	var wrong fault.Fields
	if a.Reason == "" {
		wrong.Add("reason", "correction_reason")
	}
	changed := false
	for _, p := range a.Parts {
		changed = changed || p.Changed
	}
	if !changed {
		wrong.Add("parts", "correction_nothing")
	}
	return wrong.Err()
}

// SealAmendment seals the correction as the next version of the paper: the same
// number, the commitment of the version before inside the sealed words, the old
// version kept. version is the one it becomes; sealed already is the same
// answer. A later meeting agreed to it, or scribe and chair confirmed again.
// Tasks already given are neither given again nor changed.
func SealAmendment(tx *store.Tx, paperID string, version int) (Sealed, error) {
	old, err := amendable(tx.Reader, paperID)
	if err != nil {
		return Sealed{}, err
	}
	if _, err := meeting.For(tx.Reader, old.Meeting, access.MinutesSeal); err != nil {
		return Sealed{}, err
	}
	if old.Version >= version && version > 1 {
		return VersionOf(tx.Reader, paperID, version)
	}
	a, err := amendment(tx.Reader, old)
	if err != nil {
		return Sealed{}, err
	}
	if err := a.ready(); err != nil {
		return Sealed{}, err
	}
	if a.Adopted == "" && len(a.Confirmations) < 2 {
		return Sealed{}, fault.New(fault.Conflict, "correction_not_agreed")
	}
	body, keys, err := a.amended()
	if err != nil {
		return Sealed{}, err
	}
	c := &Correction{Round: a.Version - 1, Reason: a.Reason, Parts: keys, Replaces: old.SealedAt, Adopted: a.Adopted}
	if a.Adopted != "" {
		m, err := meeting.For(tx.Reader, a.Adopted, access.MinutesView)
		if err != nil {
			return Sealed{}, err
		}
		c.AdoptedDay, c.AdoptedPeriod = m.Day, m.Period
		if err := a.sealer(tx); err != nil {
			return Sealed{}, err
		}
		if a, err = amendment(tx.Reader, old); err != nil {
			return Sealed{}, err
		}
	}
	body.Correction, body.Confirmations = c, a.Confirmations
	s, err := keep(tx, Sealed{ID: old.ID, Meeting: old.Meeting, Org: old.Org, Type: old.Type, Number: old.Number, Symbol: old.Symbol, TermFrom: old.TermFrom, Version: a.Version, Previous: old.Commitment}, body)
	if err != nil {
		return Sealed{}, err
	}
	if _, err := tx.Exec(`update correction set sealed_at = $4 where tenant = $1 and paper = $2 and version = $3`, s.ID, s.Version, tx.Now()); err != nil {
		return Sealed{}, err
	}
	return s, audit.Note(tx, "minutes.amend_seal", "paper", s.ID, s.Org, map[string]any{"version": s.Version, "symbol": s.Symbol, "parts": keys, "reason": a.Reason, "adopted": a.Adopted})
}

// sealer writes down who seals a correction that a later meeting agreed to.
func (a Amendment) sealer(tx *store.Tx) error {
	if len(a.Confirmations) == 2 {
		return nil
	}
	if err := a.unsign(tx); err != nil {
		return err
	}
	how, err := session.Proved(tx.Reader)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`insert into correction_confirmation (tenant, paper, version, role, person, at, method) values ($1, $2, $3, 'chair', $4, $5, $6)`, a.Paper.ID, a.Version, tx.Viewer().Person, tx.Now(), how)
	return err
}

// line is what a corrected version prints under its title and its round.
func (c *Correction) line(in access.Circle) string {
	if c == nil {
		return ""
	}
	text := "Thay bản khóa " + store.Clock(c.Replaces).Format("15:04") + " ngày " + vi.ShowDay(store.Day(c.Replaces)) + "; lý do: " + c.Reason
	switch {
	case c.Adopted != "" && in != access.OfAll:
		return text + "; thông qua tại cuộc họp ngày " + vi.ShowDay(c.AdoptedDay)
	case c.Adopted != "":
		return text + "; chi bộ thông qua tại buổi sinh hoạt ngày " + vi.ShowDay(c.AdoptedDay)
	}
	return text + "; thư ký và chủ trì xác nhận lại"
}
