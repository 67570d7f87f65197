package duty

import (
	"chibo/internal/audit"
	"chibo/internal/store"
)

// Follow moves the running duties of a cell that became part of another, as
// task.Follow does: the member keeps the duty in the cell he now stands in, and
// what was adopted stays adopted. A member may so have more than the rule gives;
// the new cell ends or hands over what is too much.
func Follow(tx *store.Tx, old, into string) error {
	stands, err := tx.Int(`select count(*) from org_edge where tenant = $1 and org = $2 and (valid_to is null or valid_to > $3)`, old, tx.Today())
	if err != nil || stands > 0 {
		return err
	}
	year := tx.Today()[:4]
	if _, err := tx.Exec(`insert into duty_year (tenant, org, year, adopted_on, meeting, at, by_person)
		select y.tenant, $3, y.year, y.adopted_on, null, $5, $6 from duty_year y where y.tenant = $1 and y.org = $2 and y.year >= cast($4 as integer)
		on conflict (tenant, org, year) do nothing`, old, into, year, tx.Now(), tx.Viewer().Person); err != nil {
		return err
	}
	n, err := tx.Exec(`update duty set org = $3, version = version + 1 where tenant = $1 and org = $2 and year >= cast($4 as integer) and ended_on is null`, old, into, year)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "duty.follow", "org", into, into, map[string]any{"from": old, "duties": n})
}
