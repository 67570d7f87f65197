package task

import (
	"chibo/internal/audit"
	"chibo/internal/store"
)

// Inherit hands the unfinished tasks of a cell to the cell it has become part
// of: whoever owns them has moved there, and they are heard there. What a
// meeting gave stays counted where it was given. Called with a merge, which has
// asked the right.
func Inherit(tx *store.Tx, from, into, day string) error {
	ids, err := tx.Strings(`select id from task where tenant = $1 and org = $2 and circle = '' and closed_on is null order by id`, from)
	if err != nil || len(ids) == 0 {
		return err
	}
	for _, id := range ids {
		if _, err := tx.Exec(`update task set org = $3, came_from = $4, came_on = $5, version = version + 1 where tenant = $1 and id = $2`, id, into, from, day); err != nil {
			return err
		}
	}
	return audit.Note(tx, "task.inherit", "org", into, into, map[string]any{"from": from, "day": day, "tasks": ids})
}
