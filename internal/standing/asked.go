package standing

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/store"
)

// AskAfter writes down that the secretary asked after a comrade today: the day
// and nothing else, neither what was said nor what came of it (docs/adr/0031).
// Twice on a day is once. Nobody asks after himself.
func AskAfter(tx *store.Tx, id string) error {
	if err := member.Must(tx.Reader, access.CareView, id); err != nil {
		return err
	}
	if self, err := member.Self(tx.Reader, id); err != nil || self {
		if self {
			err = fault.Missing()
		}
		return err
	}
	m, err := member.Known(tx.Reader, id)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`insert into asked_after (tenant, member, day, by_person) values ($1, $2, $3, $4) on conflict (tenant, member, day) do nothing`, id, tx.Today(), tx.Viewer().Person)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "care.asked", "member", id, m.Org, nil)
}

// AskedMine are the days on which the viewer was asked after, the newest first.
func AskedMine(rd *store.Reader) ([]string, error) {
	return rd.Strings(`select a.day from member m cross join asked_after a where m.tenant = $1 and m.person = $2 and a.tenant = m.tenant and a.member = m.id order by a.day desc`, rd.Viewer().Person)
}

// lastAsked is the last day on which each of a cell was asked after.
func lastAsked(rd *store.Reader, org string) (map[string]string, error) {
	all, err := store.All(rd, func(scan store.Scan) (x [2]string, err error) { err = scan(&x[0], &x[1]); return },
		`select a.member, max(a.day) from member_span s cross join asked_after a where s.tenant = $1 and s.org = $2 and s.from_day <= $3 and (s.to_day is null or s.to_day > $3)
			and a.tenant = s.tenant and a.member = s.member group by a.member`, org, rd.Today())
	out := map[string]string{}
	for _, x := range all {
		out[x[0]] = x[1]
	}
	return out, err
}
