package page

import (
	"net/http"
	"slices"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/ui"
)

// homes are the pages somebody opens on.
var homes = []string{"/", "/toi", "/muc-luc", "/cap-uy/{cu}"}

// tellLastDay says on the pages one opens on, for a month, until when this device is known: nobody finds himself
// outside without having read it.
func (r *Request) tellLastDay(p *ui.Page) {
	if r.Method != http.MethodGet || p.Banner != nil || r.DB == nil || r.Practising() || !slices.Contains(homes, r.pattern()) {
		return
	}
	if day := r.Session.Ends(r.DB.Now()); day > 0 {
		p.Banner = &ui.Note{Kind: "warn", Icon: "calendar", Text: r.T("door.lastday", "day", store.Clock(day).Format("02/01/2006")), Action: &ui.Link{Href: link.EnterCode, Text: r.T("account.signin.code")}}
	}
}
