package meeting

import (
	"cmp"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Interpreter is who says in another language what a meeting says. He need not be
// a member: only the name is kept, and the language ("Thái").
type Interpreter struct {
	ID       string `json:"id"`
	FullName string `json:"full_name"`
	Language string `json:"language"`
}

// Interpreters lists those of a meeting, in the order they were named. For whoever
// may see the meeting.
func Interpreters(rd *store.Reader, meeting string) ([]Interpreter, error) {
	if _, err := For(rd, meeting, access.MeetingView); err != nil {
		return nil, err
	}
	return store.All(rd, func(scan store.Scan) (i Interpreter, err error) {
		err = scan(&i.ID, &i.FullName, &i.Language)
		return
	}, `select id, full_name, language from interpreter where tenant = $1 and meeting = $2 order by at, id`, meeting)
}

// NameInterpreter names one, before the opening as well as in the room; the same
// name and language again is the same one. For whoever holds the meeting.
func NameInterpreter(tx *store.Tx, meeting, name, language string) (Interpreter, error) {
	return PutInterpreter(tx, meeting, Interpreter{FullName: name, Language: language})
}

// PutInterpreter is NameInterpreter with the id a phone gave; "" draws one.
func PutInterpreter(tx *store.Tx, meeting string, in Interpreter) (Interpreter, error) {
	m, err := For(tx.Reader, meeting, access.MeetingRun)
	if err != nil {
		return Interpreter{}, err
	}
	in.FullName, in.Language = vi.Clean(in.FullName), bareLanguage(in.Language)
	switch {
	case in.FullName == "" || len(in.FullName) > 300:
		return Interpreter{}, fault.Bad("full_name", "interpreter_name")
	case in.Language == "" || len(in.Language) > 100:
		return Interpreter{}, fault.Bad("language", "interpreter_language")
	}
	all, err := Interpreters(tx.Reader, meeting)
	if err != nil {
		return Interpreter{}, err
	}
	for _, i := range all {
		if vi.SameName(i.FullName, in.FullName) && vi.Fold(i.Language) == vi.Fold(in.Language) {
			return i, nil
		}
	}
	if m.At(Confirmed) {
		return Interpreter{}, fault.New(fault.Conflict, "meeting_confirmed")
	}
	in.ID = cmp.Or(in.ID, store.NewID())
	if _, err := tx.Exec(`insert into interpreter (tenant, meeting, id, full_name, language, at, by_person) values ($1, $2, $3, $4, $5, $6, $7)`,
		meeting, in.ID, in.FullName, in.Language, tx.Now(), tx.Viewer().Person); err != nil {
		return Interpreter{}, err
	}
	return in, audit.Note(tx, "meeting.interpreter", "meeting", meeting, m.Org, in)
}

// bareLanguage is the language alone: "tiếng Thái" and "Tiếng Thái" are "Thái".
func bareLanguage(s string) string {
	s = vi.Clean(s)
	if head := []rune(s); len(head) > 6 && strings.EqualFold(string(head[:6]), "tiếng ") {
		s = strings.TrimSpace(string(head[6:]))
	}
	return s
}

// DropInterpreter takes one back who was named by mistake, until the minutes are
// confirmed. Taken back twice is taken back.
func DropInterpreter(tx *store.Tx, meeting, id string) error {
	m, err := For(tx.Reader, meeting, access.MeetingRun)
	if err != nil {
		return err
	}
	if m.At(Confirmed) {
		return fault.New(fault.Conflict, "meeting_confirmed")
	}
	n, err := tx.Exec(`delete from interpreter where tenant = $1 and meeting = $2 and id = $3`, meeting, id)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "meeting.interpreter_drop", "meeting", meeting, m.Org, map[string]string{"id": id})
}
