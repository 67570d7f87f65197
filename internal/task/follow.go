package task

import "chibo/internal/store"

// Follow moves the open tasks of a cell that became part of another to that
// other: their owners stand there now, and nobody leads the old cell any more.
// What a meeting gave stays counted where it was given: the row keeps where it
// came from and since when. Only the program itself calls it, on the day of the
// merger; called again, or while the old cell still stands, it does nothing.
func Follow(tx *store.Tx, old, into string) error {
	stands, err := tx.Int(`select count(*) from org_edge where tenant = $1 and org = $2 and (valid_to is null or valid_to > $3)`, old, tx.Today())
	if err != nil || stands > 0 {
		return err
	}
	open, err := store.All(tx.Reader, scanner(tx.Today()), `select `+columns+from+`where t.tenant = $1 and t.org = $2 and t.closed_on is null`, old)
	if err != nil || len(open) == 0 {
		return err
	}
	var day string
	if err := tx.Get([]any{&day}, `select max(valid_to) from org_edge where tenant = $1 and org = $2`, old); err != nil {
		return err
	}
	for _, t := range open {
		if _, err := tx.Exec(`update task set org = $3, came_from = $4, came_on = $5 where tenant = $1 and id = $2`, t.ID, into, old, day); err != nil {
			return err
		}
		t.Org = into
		if _, err := step(tx, t, t.State, "follow", "", map[string]string{"from": old, "into": into}); err != nil {
			return err
		}
	}
	return nil
}
