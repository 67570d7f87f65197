package api

import (
	"chibo/internal/mandate"
	"chibo/internal/minutes"
	"chibo/internal/store"
)

// OpenedMinutes is one part of sealed minutes read under a decision.
type OpenedMinutes struct {
	Paper   string         `json:"paper"`
	Version int            `json:"version"`
	Symbol  string         `json:"symbol"`
	Cell    string         `json:"cell"`
	Parts   []minutes.Part `json:"parts"`
}

// mandates are the decisions under which an inspector reads minutes, and who opened what.
func (s *server) mandates() {
	plain := func(all []mandate.Mandate, err error) (List[mandate.Mandate], error) {
		return list(all, "", func(m mandate.Mandate) mandate.Mandate { return m }), err
	}
	read(s, "mandates.list", func(rd *store.Reader, in *ByID) (List[mandate.Mandate], error) { return plain(mandate.Kept(rd, in.ID)) })
	read(s, "mandates.get", func(rd *store.Reader, in *ByID) (mandate.Mandate, error) { return mandate.Get(rd, in.ID) })
	write(s, "mandates.create", func(tx *store.Tx, in *struct {
		ByID
		Body mandate.Decision
	}) (mandate.Mandate, error) {
		return mandate.Enter(tx, in.ID, in.Body)
	})
	write(s, "mandates.end", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version int64 `json:"version"`
		}
	}) (mandate.Mandate, error) {
		return mandate.End(tx, in.ID, in.Body.Version)
	})
	read(s, "my-mandates.list", func(rd *store.Reader, _ *struct{}) (List[mandate.Mandate], error) { return plain(mandate.Mine(rd)) })
	read(s, "my-mandates.minutes", func(rd *store.Reader, in *ByID) (List[minutes.Inspected], error) {
		_, all, err := minutes.Under(rd, in.ID)
		return list(all, "", func(i minutes.Inspected) minutes.Inspected { return i }), err
	})
	write(s, "my-mandates.open", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Paper string `json:"paper" minLength:"1" maxLength:"64"`
		}
	}) (OpenedMinutes, error) {
		_, p, err := minutes.OpenUnder(tx, in.ID, in.Body.Paper)
		if err != nil {
			return OpenedMinutes{}, err
		}
		d, err := p.Document()
		return OpenedMinutes{p.ID, p.Version, p.Symbol, d.Body.Cell, d.Body.Parts}, err
	})
	read(s, "openings.list", func(rd *store.Reader, in *ByID) (List[mandate.Opening], error) {
		all, err := mandate.OfCell(rd, in.ID)
		return list(all, "", func(o mandate.Opening) mandate.Opening { return o }), err
	})
}
