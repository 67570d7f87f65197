package home

import (
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// RolePage is GET /vai: as which of his posts one works on this device.
func RolePage(w http.ResponseWriter, r *page.Request) error { return showRoles(w, r, http.StatusOK) }

func showRoles(w http.ResponseWriter, r *page.Request, status int) error {
	all, err := r.Roles()
	if err != nil {
		return err
	}
	p := ui.Page{Title: r.T("role.title"), Heading: r.T("role.title"), Back: &ui.Link{Href: link.Home}}
	if len(all) < 2 { // also where the other post has just ended
		p.Primary = &ui.Action{Text: r.T("role.home"), Href: link.Home}
		return r.Page(w, status, p, ui.Empty("user-check", r.T("role.one"), r.T("role.one.when"), nil))
	}
	now, _, _ := r.Role()
	var options []ui.Option
	for _, q := range all {
		options = append(options, ui.Option{Value: q.Key(), Text: vi.Capital(r.RoleName(q))})
	}
	p.Primary = &ui.Action{Text: r.T("role.work"), Form: "vai"}
	return r.Page(w, status, p, rolePage(r, now.Key(), options))
}

// ChooseRole is POST /vai. Only a post one holds can be chosen; the choice gives
// no right and takes none.
func ChooseRole(w http.ResponseWriter, r *page.Request) error {
	all, err := r.Roles()
	if err != nil {
		return err
	}
	for _, q := range all {
		if q.Key() != r.Raw("role") {
			continue
		}
		if err := r.Write(func(tx *store.Tx) error { return session.Act(tx, q.Key()) }); err != nil {
			return err
		}
		return r.See(w, link.Home)
	}
	return r.Again(w, fault.Bad("role", "choice"), func(status int) error { return showRoles(w, r, status) })
}
