package org

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// TermOf gives the term of office that a day falls into: the one set for the
// organisation, else terms of the length in the rules, counted from the day it
// was founded.
func TermOf(rd *store.Reader, book *rule.Book, id, day string) (from, to string, err error) {
	if err := Must(rd, access.OrgView, id); err != nil {
		return "", "", err
	}
	type span struct{ from, to string }
	set, err := store.All(rd, func(scan store.Scan) (s span, err error) { err = scan(&s.from, &s.to); return },
		`select from_day, coalesce(to_day, '') from term where tenant = $1 and org = $2 and from_day <= $3 and (to_day is null or to_day > $3) order by from_day desc limit 1`, id, day)
	if err != nil {
		return "", "", err
	}
	if len(set) == 1 {
		if set[0].to == "" {
			set[0].to, err = book.Term(set[0].from).End(set[0].from)
		}
		return set[0].from, set[0].to, err
	}
	all, err := edges(rd, id)
	if err != nil {
		return "", "", err
	}
	if len(all) == 0 {
		return "", "", fault.Missing()
	}
	for from = all[0].From; ; from = to {
		if to, err = book.Term(from).End(from); err != nil || to > day || to <= from {
			return from, to, err
		}
	}
}

// SetTerm sets an organisation's own term of office; to may be empty.
func SetTerm(tx *store.Tx, id, from, to string) error {
	if err := Must(tx.Reader, access.OrgEdit, id); err != nil {
		return err
	}
	if !vi.ValidDay(from) || to != "" && (!vi.ValidDay(to) || to <= from) {
		return fault.Bad("from", "org_term_days")
	}
	if _, err := tx.Exec(`insert into term (tenant, org, from_day, to_day) values ($1, $2, $3, $4)
		on conflict (tenant, org, from_day) do update set to_day = excluded.to_day`, id, from, store.NullString(to)); err != nil {
		return err
	}
	return Note(tx, "org.term", "org", id, id, map[string]string{"from": from, "to": to})
}
