package privacy

import "chibo/internal/store"

// householdRounds takes away that groups of households were visited in quarters of long ago.
func householdRounds(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from household_round where tenant = $1 and (household_group, quarter) in (select r.household_group, r.quarter from household_round r where r.tenant = $1 and r.quarter < $2 order by r.quarter limit $3)`, p.day[:4], p.batch)
}

// householdGroups takes away groups that were taken off the list long ago.
func householdGroups(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from household_group where tenant = $1 and id in (select g.id from household_group g where g.tenant = $1 and g.ended_on > '' and g.ended_on < $2
		and not exists (select 1 from household_round r where r.tenant = g.tenant and r.household_group = g.id) order by g.ended_on limit $3)`, p.day, p.batch)
}

// householdExcuses takes away reasons of long ago: who still has one says so anew.
func householdExcuses(tx *store.Tx, p past) (int64, error) {
	return tx.Exec(`delete from household_excuse where tenant = $1 and (org, member) in (select x.org, x.member from household_excuse x where x.tenant = $1 and x.since < $2 order by x.since limit $3)`, p.day, p.batch)
}
