package api

import (
	"chibo/internal/silence"
	"chibo/internal/store"
)

// CellMonth names a month of a cell.
type CellMonth struct {
	ByID
	Month string `path:"month" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$"`
}

func (s *server) silence() {
	read(s, "silence.get", func(rd *store.Reader, in *CellMonth) (silence.Word, error) {
		return silence.Of(rd, s.book(rd), in.ID, in.Month)
	})
	write(s, "silence.remind", func(tx *store.Tx, in *CellMonth) (silence.Word, error) {
		return silence.Remind(tx, s.book(tx), in.ID, in.Month)
	})
	write(s, "silence.say", func(tx *store.Tx, in *struct {
		CellMonth
		Body struct {
			Reason  string `json:"reason" maxLength:"64" doc:"Key of rule cell.silence"`
			Note    string `json:"note,omitempty" maxLength:"1200"`
			Version int64  `json:"version"`
		}
	}) (silence.Word, error) {
		return silence.Say(tx, s.book(tx), in.ID, in.Month, in.Body.Version, in.Body.Reason, in.Body.Note)
	})
	write(s, "silence.take-back", func(tx *store.Tx, in *struct {
		CellMonth
		Version int64 `query:"version"`
	}) (silence.Word, error) {
		return silence.TakeBack(tx, s.book(tx), in.ID, in.Month, in.Version)
	})
	write(s, "silence.accept", func(tx *store.Tx, in *struct {
		CellMonth
		Body struct {
			Version int64 `json:"version"`
		}
	}) (silence.Word, error) {
		return silence.Accept(tx, s.book(tx), in.ID, in.Month, in.Body.Version)
	})
	write(s, "silence.ask", func(tx *store.Tx, in *struct {
		CellMonth
		Body struct {
			Question string `json:"question" minLength:"1" maxLength:"1200"`
			Version  int64  `json:"version"`
		}
	}) (silence.Word, error) {
		return silence.Ask(tx, s.book(tx), in.ID, in.Month, in.Body.Version, in.Body.Question)
	})
}
