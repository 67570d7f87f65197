package quality

import "chibo/internal/store"

// Unconfirmed gives, for the cells whose score of a month waited at a moment for the
// committee's word, the day they voted it. It asks no right: a date of an
// organisation that pages show to those who see its month; no score is read.
func Unconfirmed(rd *store.Reader, month string, until int64) (map[string]string, error) {
	type wait struct {
		org string
		at  int64
	}
	all, err := store.All(rd, func(scan store.Scan) (w wait, err error) { err = scan(&w.org, &w.at); return },
		`select m.org, x.voted_at from meeting m cross join meeting_score x
		where m.tenant = $1 and m.period = $2 and m.circle = '' and m.confirmed_at <= $3 and x.tenant = m.tenant and x.meeting = m.id and x.voted_at <= $3 and (x.confirmed_at is null or x.confirmed_at > $3)`, month, until)
	out := map[string]string{}
	for _, w := range all {
		out[w.org] = store.Day(w.at)
	}
	return out, err
}
