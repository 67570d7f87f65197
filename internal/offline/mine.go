package offline

import "chibo/internal/store"

// Own is one time the viewer took a meeting along, for his own file of data.
type Own struct {
	Meeting    string `json:"meeting"`
	Label      string `json:"label"`
	MadeAt     int64  `json:"made_at"`
	LastSentAt int64  `json:"last_sent_at"`
	ShutOutAt  int64  `json:"shut_out_at"`
	GivenUpWhy string `json:"given_up_why"`
}

// Mine lists the devices the viewer took along, the first first, until the night
// forgets them.
func Mine(rd *store.Reader) ([]Own, error) {
	return store.All(rd, func(scan store.Scan) (o Own, err error) {
		err = scan(&o.Meeting, &o.Label, &o.MadeAt, &o.LastSentAt, &o.ShutOutAt, &o.GivenUpWhy)
		return
	}, `select meeting, label, made_at, coalesce(last_sent_at, 0), coalesce(revoked_at, 0), given_up_why from hall_device where tenant = $1 and person = $2 order by made_at, id`, rd.Viewer().Person)
}
