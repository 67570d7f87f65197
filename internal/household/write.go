package household

import (
	"slices"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const (
	nameMost       = 80
	householdsMost = 5000
	groupsMost     = 200
)

// Count says how many households the cell has. For those who give duties.
func Count(tx *store.Tx, org string, households int, version int64) error {
	if err := access.Must(tx.Reader, access.DutyEdit, org); err != nil {
		return err
	}
	if households < 1 || households > householdsMost {
		return fault.Bad("households", "household_number", "most", householdsMost)
	}
	var now, at int64
	err := tx.Get([]any{&now, &at}, `select households, version from household_cell where tenant = $1 and org = $2`, org)
	if err != nil && !store.IsNoRow(err) {
		return err
	}
	switch {
	case int(now) == households:
		return nil
	case at != version:
		return fault.Stale(now)
	}
	if _, err := tx.Exec(`insert into household_cell (tenant, org, households, as_of, version, by_person) values ($1, $2, $3, $4, 1, $5)
		on conflict (tenant, org) do update set households = excluded.households, as_of = excluded.as_of, version = household_cell.version + 1, by_person = excluded.by_person`, org, households, tx.Today(), tx.Viewer().Person); err != nil {
		return err
	}
	return audit.Note(tx, "household.count", "org", org, org, map[string]int64{"before": now, "after": int64(households)})
}

// Put writes a group down, or changes it: in.ID empty is a new one. The same name once more
// is the same group. For those who give duties.
func Put(tx *store.Tx, book *rule.Book, in Group, version int64) (Group, error) {
	if err := access.Must(tx.Reader, access.DutyEdit, in.Org); err != nil {
		return in, err
	}
	in.Name = vi.Clean(in.Name)
	if err := valid(tx.Reader, book, in); err != nil {
		return in, err
	}
	have, err := Of(tx.Reader, book, in.Org)
	if err != nil {
		return in, err
	}
	old := Group{}
	for _, g := range have.Groups {
		switch {
		case g.ID == in.ID:
			old = g
		case vi.Fold(g.Name) == vi.Fold(in.Name) && in.ID == "" && g.Households == in.Households && g.Member == in.Member:
			return g, nil
		case vi.Fold(g.Name) == vi.Fold(in.Name):
			return in, fault.Bad("name", "household_same")
		}
	}
	switch {
	case in.ID != "" && old.ID == "":
		return in, fault.Missing()
	case old.ID != "" && old.Name == in.Name && old.Households == in.Households && old.Member == in.Member:
		return old, nil
	case old.ID != "" && old.Version != version:
		return in, fault.Stale(old)
	case old.ID == "" && len(have.Groups) >= groupsMost:
		return in, fault.New(fault.Conflict, "household_many", "limit", groupsMost)
	}
	return save(tx, book, old, in)
}

func save(tx *store.Tx, book *rule.Book, old, in Group) (Group, error) {
	if in.ID == "" {
		in.ID = store.NewID()
		if _, err := tx.Exec(`insert into household_group (tenant, id, org, name, households, member, given_on, ended_on, version, by_person) values ($1, $2, $3, $4, $5, $6, $7, '', 1, $8)`,
			in.ID, in.Org, in.Name, in.Households, in.Member, tx.Today(), tx.Viewer().Person); err != nil {
			return in, err
		}
	} else if _, err := tx.Exec(`update household_group set name = $3, households = $4, given_on = case when member = $5 then given_on else $6 end, member = $5, version = version + 1 where tenant = $1 and id = $2`, in.ID, in.Name, in.Households, in.Member, tx.Today()); err != nil {
		return in, err
	}
	if in.Member != "" { // who takes one on is excused no longer
		if _, err := tx.Exec(`delete from household_excuse where tenant = $1 and org = $2 and member = $3`, in.Org, in.Member); err != nil {
			return in, err
		}
	}
	if err := audit.Note(tx, "household.put", "household", in.ID, in.Org, map[string]any{"before": old, "after": in}); err != nil {
		return in, err
	}
	return Get(tx.Reader, book, in.ID)
}

// valid says what is wrong with a group.
func valid(rd *store.Reader, book *rule.Book, in Group) error {
	var bad fault.Fields
	if n := utf8.RuneCountInString(in.Name); n == 0 || n > nameMost {
		bad.Add("name", "household_name", "limit", nameMost)
	}
	if in.Households < 1 || in.Households > householdsMost {
		bad.Add("households", "household_number", "most", householdsMost)
	}
	if in.Member != "" {
		activity, err := member.In(rd, in.Member, in.Org, rd.Today())
		switch {
		case err != nil:
			return err
		case activity == "":
			bad.Add("member", "task_owner_outside")
		case !book.Duties(rd.Today()).Gives(activity):
			bad.Add("member", "duty_exempt")
		}
	}
	return bad.Err()
}

// End takes a group off the list.
func End(tx *store.Tx, book *rule.Book, id string) error {
	g, err := Get(tx.Reader, book, id)
	if err == nil {
		err = access.Must(tx.Reader, access.DutyEdit, g.Org)
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`update household_group set ended_on = $3, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today()); err != nil {
		return err
	}
	return audit.Note(tx, "household.end", "household", id, g.Org, map[string]any{"before": g})
}

// Visit says that a group was visited in the quarter of today, or that it was not: whoever
// is in charge of it, or those who give duties. Nothing of what was said is kept.
func Visit(tx *store.Tx, book *rule.Book, id string, visited bool) (Group, error) {
	g, err := Get(tx.Reader, book, id)
	if err != nil {
		return g, err
	}
	if err := marks(tx.Reader, g); err != nil {
		return g, err
	}
	if visited == (g.VisitedOn != "") {
		return g, nil
	}
	quarter := Quarter(tx.Today())
	if visited {
		_, err = tx.Exec(`insert into household_round (tenant, household_group, quarter, org, visited_on, by_person) values ($1, $2, $3, $4, $5, $6)`, id, quarter, g.Org, tx.Today(), tx.Viewer().Person)
	} else {
		_, err = tx.Exec(`delete from household_round where tenant = $1 and household_group = $2 and quarter = $3`, id, quarter)
	}
	if err != nil {
		return g, err
	}
	if err := audit.Note(tx, "household.visit", "household", id, g.Org, map[string]any{"quarter": quarter, "visited": visited}); err != nil {
		return g, err
	}
	return Get(tx.Reader, book, id)
}

// marks asks whether the viewer says if a group was visited.
func marks(rd *store.Reader, g Group) error {
	if gives, err := access.Can(rd, access.DutyEdit, g.Org); err != nil || gives {
		return err
	}
	n, err := rd.Int(`select count(*) from member where tenant = $1 and id = $2 and person = $3`, g.Member, rd.Viewer().Person)
	if err == nil && (n == 0 || g.Left) {
		err = fault.Missing()
	}
	return err
}

// Marks tells whether the viewer says if a group was visited.
func Marks(rd *store.Reader, g Group) (bool, error) {
	err := marks(rd, g)
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

// Excuse says why a member is in charge of none; no reason takes it back. For those who give
// duties: nobody else reads it.
func Excuse(tx *store.Tx, org, one, reason string) error {
	if err := access.Must(tx.Reader, access.DutyEdit, org); err != nil {
		return err
	}
	if reason != "" && !slices.Contains(Reasons, reason) {
		return fault.Bad("reason", "household_reason")
	}
	activity, err := member.In(tx.Reader, one, org, tx.Today())
	if err != nil {
		return err
	}
	if activity == "" {
		return fault.Bad("member", "task_owner_outside")
	}
	have, err := tx.Strings(`select reason from household_excuse where tenant = $1 and org = $2 and member = $3`, org, one)
	if err != nil || len(have) == 1 && have[0] == reason || len(have) == 0 && reason == "" {
		return err
	}
	if reason == "" {
		_, err = tx.Exec(`delete from household_excuse where tenant = $1 and org = $2 and member = $3`, org, one)
	} else {
		_, err = tx.Exec(`insert into household_excuse (tenant, org, member, reason, since, by_person) values ($1, $2, $3, $4, $5, $6) on conflict (tenant, org, member) do update set reason = excluded.reason, since = excluded.since, by_person = excluded.by_person`, org, one, reason, tx.Today(), tx.Viewer().Person)
	}
	if err != nil {
		return err
	}
	return audit.Note(tx, "household.excuse", "member", one, org, map[string]string{"reason": reason})
}
