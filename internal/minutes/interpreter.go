package minutes

import (
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/store"
)

// interpret puts who interpreted into the record, as the papers name them.
func (r *record) interpret(rd *store.Reader) error {
	all, err := meeting.Interpreters(rd, r.m.ID)
	for _, i := range all {
		r.interpreters = append(r.interpreters, phrase("interpreter", "name", i.FullName, "language", i.Language))
	}
	return err
}

// interpretedLine is the line of the opening, none where nobody interpreted.
func (r record) interpretedLine() []string {
	if len(r.interpreters) == 0 {
		return nil
	}
	return []string{phrase("opening.interpreted", "names", strings.Join(r.interpreters, phrase("interpreter.next")))}
}
