package report

import "chibo/internal/store"

// wordsOf reads what was said of months without a meeting, by cell and month, as known
// at the end of a day. What was taken back since is not known any more.
func wordsOf(rd *store.Reader, first, last, on string) (map[key]unheld, error) {
	type line struct {
		key
		unheld
	}
	all, err := store.All(rd, func(scan store.Scan) (l line, err error) {
		err = scan(&l.org, &l.month, &l.RemindedOn, &l.MissedOn, &l.MissedWhy, &l.AcceptedOn)
		return
	}, `select org, month, reminded_on, said_on, reason, accepted_on from cell_silence where tenant = $1 and month >= $2 and month <= $3`, first, last)
	out := make(map[key]unheld, len(all))
	for _, l := range all {
		out[l.key] = l.known(on)
	}
	return out, err
}

// known forgets what was said after a day. Of reminders only the last is kept: of a day
// before it none is known.
func (u unheld) known(on string) unheld {
	if u.RemindedOn > on {
		u.RemindedOn = ""
	}
	if u.MissedOn > on {
		u.MissedOn, u.MissedWhy = "", ""
	}
	if u.AcceptedOn > on {
		u.AcceptedOn = ""
	}
	return u
}

// ownWords are those of one cell.
func ownWords(rd *store.Reader, org, first string) (map[string]unheld, error) {
	type line struct {
		month string
		unheld
	}
	all, err := store.All(rd, func(scan store.Scan) (l line, err error) {
		err = scan(&l.month, &l.RemindedOn, &l.MissedOn, &l.MissedWhy, &l.AcceptedOn)
		return
	}, `select month, reminded_on, said_on, reason, accepted_on from cell_silence where tenant = $1 and org = $2 and month >= $3`, org, first)
	out := make(map[string]unheld, len(all))
	for _, l := range all {
		out[l.month] = l.unheld
	}
	return out, err
}
