package api

import (
	"chibo/internal/minutes"
	"chibo/internal/store"
)

// Correction is a correction on its way.
type Correction struct {
	Paper   string           `json:"paper"`
	Becomes int              `json:"becomes" doc:"The version it is sealed as"`
	Reason  string           `json:"reason"`
	Adopted string           `json:"adopted" doc:"The later meeting that agreed; empty where scribe and chair confirm again"`
	Version int64            `json:"version" doc:"Of reason and adopted"`
	Items   []CorrectionPart `json:"items" nullable:"false"`
	Signed  []CorrectionSign `json:"confirmations" nullable:"false"`
}

// CorrectionPart is one part of the paper.
type CorrectionPart struct {
	Key     string `json:"key" maxLength:"100"`
	Title   string `json:"title,omitempty"`
	Was     string `json:"was,omitempty"`
	Text    string `json:"text" maxLength:"20000"`
	Changed bool   `json:"changed,omitempty"`
	Version int64  `json:"version,omitempty" doc:"Of the part, as read; 0 before its first change"`
}

// CorrectionSign is who confirmed it again.
type CorrectionSign struct {
	Role   string  `json:"role"`
	Person string  `json:"person"`
	At     Instant `json:"at"`
	Method string  `json:"method"`
}

func wireCorrection(a minutes.Amendment) Correction {
	out := Correction{Paper: a.Paper.ID, Becomes: a.Version, Reason: a.Reason, Adopted: a.Adopted, Version: a.Edit, Items: []CorrectionPart{}, Signed: []CorrectionSign{}}
	for _, p := range a.Parts {
		out.Items = append(out.Items, CorrectionPart{p.Key, p.Title, p.Was, p.Text, p.Changed, p.Edit})
	}
	for _, c := range a.Confirmations {
		out.Signed = append(out.Signed, CorrectionSign{c.Role, c.Person, Instant(c.At), c.Method})
	}
	return out
}

func (s *server) corrections() {
	read(s, "corrections.get", func(rd *store.Reader, in *ByID) (Correction, error) {
		a, err := minutes.AmendmentOf(rd, in.ID)
		return wireCorrection(a), err
	})
	write(s, "corrections.open", func(tx *store.Tx, in *ByID) (Correction, error) {
		a, err := minutes.Amend(tx, in.ID)
		return wireCorrection(a), err
	})
	write(s, "corrections.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Items   []CorrectionPart `json:"items,omitempty" maxItems:"100" doc:"Only the parts to change"`
			Reason  *string          `json:"reason,omitempty" maxLength:"1000"`
			Adopted string           `json:"adopted,omitempty" maxLength:"64"`
			Version int64            `json:"version,omitempty" doc:"Of reason and adopted, as read"`
		}
	}) (Correction, error) {
		for n, p := range in.Body.Items {
			if _, err := minutes.AmendPart(tx, in.ID, p.Key, p.Version, p.Text); err != nil {
				return Correction{}, under(err, "items", n)
			}
		}
		if in.Body.Reason != nil {
			if _, err := minutes.AmendWhy(tx, in.ID, in.Body.Version, *in.Body.Reason, in.Body.Adopted); err != nil {
				return Correction{}, err
			}
		}
		a, err := minutes.AmendmentOf(tx.Reader, in.ID)
		return wireCorrection(a), err
	})
	write(s, "corrections.confirm", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Role   string `json:"role" enum:"scribe,chair"`
			Method string `json:"method,omitempty" enum:"device,paper" default:"device"`
		}
	}) (Correction, error) {
		if err := minutes.ConfirmAmendment(tx, in.ID, in.Body.Role, in.Body.Method); err != nil {
			return Correction{}, err
		}
		a, err := minutes.AmendmentOf(tx.Reader, in.ID)
		return wireCorrection(a), err
	})
	write(s, "corrections.seal", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Becomes int `json:"becomes" minimum:"2"`
		}
	}) (PaperVersion, error) {
		p, err := minutes.SealAmendment(tx, in.ID, in.Body.Becomes)
		return wirePaper(p, minutes.Standing{}), err
	})
	write(s, "corrections.drop", func(tx *store.Tx, in *ByID) (struct{}, error) {
		return struct{}{}, minutes.DropAmendment(tx, in.ID)
	})
}
