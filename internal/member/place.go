package member

import "chibo/internal/store"

// In tells how a member stands in an organisation on a day: active, exempt,
// away, temporary_here or suspended, and "" who does not stand there. It asks
// for no right: rooms call it for what they have a right to already.
func In(rd *store.Reader, id, org, day string) (string, error) {
	all, err := rd.Strings(`select activity from member_span where tenant = $1 and member = $2 and org = $3 and from_day <= $4 and (to_day is null or to_day > $4) and standing <> 'ended'
		union all select activity from member_stay where tenant = $1 and member = $2 and org = $3 and from_day <= $4 and (to_day is null or to_day > $4)`, id, org, day)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

// Works tells whether who stands so takes on work of the cell: an exempt
// member, one away for a time and a suspended one do not.
func Works(activity string) bool {
	return activity == "active" || activity == "temporary_here" || activity == "sent_here"
}
