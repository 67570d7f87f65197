package member

import (
	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/store"
)

// Guests lists those who take part in a cell for a time while standing in
// another one kept here, to those who keep the roll.
func Guests(rd *store.Reader, cell, day string) ([]Member, error) {
	if err := org.Must(rd, access.RollView, cell); err != nil {
		return nil, err
	}
	return on(rd, "member_stay", cell, day)
}

// StayOf is where a member takes part for a time on a day beside the own cell:
// the zero Span where there is no such place. The caller has asked the right.
func StayOf(rd *store.Reader, member, day string) (Span, error) {
	all, err := store.All(rd, func(scan store.Scan) (s Span, err error) {
		err = scan(&s.From, &s.To, &s.Org, &s.Standing, &s.Activity)
		return
	}, `select from_day, coalesce(to_day, ''), org, standing, activity from member_stay where tenant = $1 and member = $2 and from_day <= $3 and (to_day is null or to_day > $3)`, member, day)
	if err != nil || len(all) == 0 {
		return Span{}, err
	}
	return all[0], nil
}
