package minutes

import (
	"fmt"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/store"
)

// LastResolution is the newest sealed resolution of a cell up to a day and its
// number, nil where there is none. Whoever may see resolutions of the cell may
// see it; those of its committee are not among them.
func LastResolution(rd *store.Reader, org, day string) (*paper.Resolution, string, error) {
	if err := access.Must(rd, access.ResolutionView, org); err != nil {
		return nil, "", err
	}
	id, symbol := "", ""
	err := rd.Get([]any{&id, &symbol}, `select p.meeting, p.symbol from paper p join meeting m on m.tenant = p.tenant and m.id = p.meeting
		where p.tenant = $1 and p.org = $2 and p.type = 'resolution' and m.circle = '' and m.day <= $3 order by m.day desc, m.starts_at desc, p.version desc limit 1`, org, day)
	if store.IsNoRow(err) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	p, _, err := sealedPaper(rd, nil, meeting.Meeting{ID: id, Org: org}, "resolution")
	if err != nil {
		return nil, "", err
	}
	r, ok := p.(paper.Resolution)
	if !ok {
		return nil, "", fmt.Errorf("resolution of meeting %s cannot be read", id)
	}
	return &r, symbol, nil
}
