package meetings

import (
	"net/http"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// follow has a page hear of what other devices write, from the notice until the
// minutes are confirmed.
func (s sitting) follow(p *ui.Page) {
	if s.Reads && s.M.At(meeting.Announced) && !s.M.At(meeting.Confirmed) {
		p.Live = link.Live(s.Slug, s.Ky)
	}
}

// Live is GET: one beat each time something changes in the organisation whose
// meeting it is, while the viewer may read it.
func Live(w http.ResponseWriter, r *page.Request) error {
	s, err := read(r, func(rd *store.Reader, s sitting) error { return meeting.Must(rd, s.M, access.MinutesView) })
	if err != nil {
		return err
	}
	return r.Stream(w, s.M.Org, func(rd *store.Reader) error {
		_, err := meeting.For(rd, s.M.ID, access.MinutesView)
		return err
	})
}
