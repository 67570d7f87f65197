package api

import (
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Interpreter is who interprets in a meeting.
type Interpreter struct {
	ID       string `json:"id"`
	FullName string `json:"full_name"`
	Language string `json:"language"`
}

func (s *server) interpreters() {
	read(s, "interpreters.list", func(rd *store.Reader, in *ByID) (List[Interpreter], error) {
		all, err := meeting.Interpreters(rd, in.ID)
		return list(all, "", func(i meeting.Interpreter) Interpreter { return Interpreter(i) }), err
	})
	write(s, "interpreters.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			FullName string `json:"full_name" minLength:"1" maxLength:"200"`
			Language string `json:"language" minLength:"1" maxLength:"60" doc:"Its Vietnamese name, such as Thái or Mông"`
		}
	}) (Interpreter, error) {
		i, err := meeting.NameInterpreter(tx, in.ID, in.Body.FullName, in.Body.Language)
		return Interpreter(i), err
	})
	write(s, "interpreters.drop", func(tx *store.Tx, in *struct {
		ByID
		Interpreter string `path:"interpreter" maxLength:"64"`
	}) (Interpreter, error) {
		return Interpreter{ID: in.Interpreter}, meeting.DropInterpreter(tx, in.ID, in.Interpreter)
	})
}
