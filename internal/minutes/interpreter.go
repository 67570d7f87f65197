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
		r.interpreters = append(r.interpreters, i.Line())
	}
	return err
}

// interpretedLine is the line of the opening, none where nobody interpreted.
func (r record) interpretedLine() []string {
	if len(r.interpreters) == 0 {
		return nil
	}
	return []string{"Phiên dịch: đồng chí " + strings.Join(r.interpreters, "; đồng chí ") + "."}
}
