package meeting

import (
	"chibo/internal/access"
	"chibo/internal/store"
)

// Scribed is the meeting of a circle in an organisation at which the viewer is
// the scribe now, the newest where there are several; fault.Missing without one.
func Scribed(rd *store.Reader, org string, in access.Circle) (Meeting, error) {
	var id string
	if err := rd.Get([]any{&id}, `
		select m.id from scribe_now c cross join meeting m
		where c.tenant = $1 and c.person = $2 and c.org = $3 and c.circle = $4 and m.tenant = c.tenant and m.id = c.meeting
		order by m.starts_at desc limit 1`, rd.Viewer().Person, org, string(in)); err != nil {
		return Meeting{}, err
	}
	return Get(rd, id)
}
