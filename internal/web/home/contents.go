package home

import (
	"net/http"
	"slices"

	"chibo/internal/access"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// group is one part of the contents page.
type group struct {
	Title string
	Rows  []ui.Row
}

// fullPart is how many rows of a part leave no room for a page everybody reaches
// otherwise: the contents are at most twelve links.
const fullPart = 8

// Contents is the page of all places a person may go to: at most twelve links.
func Contents(w http.ResponseWriter, r *page.Request) error {
	p, ok, err := r.Role()
	if err != nil {
		return err
	}
	groups := places(r, p, ok)
	return r.Page(w, 0, ui.Page{Title: r.T("contents.title"), Heading: r.T("contents.title"), Sub: p.OrgName, Role: r.RoleLine(), Where: p.OrgName, Back: &ui.Link{Href: link.Home}}, contentsPage(r, groups))
}

func places(r *page.Request, p page.Post, ok bool) []group {
	row := func(key, icon, href string) ui.Row {
		return ui.Row{Href: href, Icon: icon, Title: r.T("contents." + key)}
	}
	var groups []group
	slug := p.OrgSlug
	switch {
	case !ok:
	case p.Post == access.Secretary, p.Post == access.Deputy, p.Post == access.Committee:
		groups = append(groups, group{r.T("contents.group.cell"), append([]ui.Row{
			row("meetings", "calendar", link.Meetings(slug)), row("tasks", "list-checks", link.Tasks(slug)), row("resolutions", "stamp", link.Resolutions(slug, "")), row("members", "users", link.Members(slug)), row("documents", "mail", link.Documents(slug)), row("book", "lock", link.Book(slug)), row("prints", "printer", link.Handouts(slug)),
		}, standingRows(p.Post, slug, row)...)})
	case p.Post == access.Scribe:
		groups = append(groups, group{r.T("contents.group.cell"), []ui.Row{row("meetings", "calendar", link.Meetings(slug)), row("resolutions", "stamp", link.Resolutions(slug, ""))}})
	case p.Post == access.CommitteeScribe, p.Post == access.StandingScribe:
		groups = append(groups, group{p.OrgName, scribeRows(r, p, row)})
	case p.Post == access.Officer, p.Post == access.WardSecretary, p.Post == access.WardDeputy, p.Post == access.StandingMember, p.Post == access.WardMember:
		var rows []ui.Row
		if p.Post == access.WardSecretary || p.Post == access.WardDeputy {
			rows = append(rows, row("attention", "life-buoy", link.Attention(slug)))
		}
		rows = append(rows, row("month", "calendar", link.Committee(slug)), row("hop", "users", link.CommitteeMeetings(slug)))
		if p.Post == access.Officer || p.Post == access.WardSecretary || p.Post == access.WardDeputy {
			rows = append(rows, row("scores", "list-checks", link.ConfirmScores(slug)))
		}
		if p.Post == access.Officer {
			rows = append(rows, row("orgs", "house", link.OrgTree(slug)), row("posts", "user-check", link.Posts(slug)), row("import", "upload", link.Imports(slug)), row("officeprints", "printer", link.OfficePrints(slug)), row("privacy", "lock", link.Privacy(slug)))
		}
		if p.Post == access.WardSecretary || p.Post == access.WardDeputy {
			rows = append(rows, ui.Row{Href: link.Mandates(slug), Icon: "eye", Title: r.T("mandate.door")})
		}
		if p.Post != access.Officer { // whose contents are full: rules and papers stand on the desk
			rows = append(rows, row("directives", "send", link.Directives(slug)), row("targets", "flag", link.WardTargets(slug)), row("rules", "book-open", link.Rules(slug)))
		}
		groups = append(groups, group{r.T("contents.group.committee"), rows})
	case p.Post == access.ProvinceOfficer:
		groups = append(groups, group{p.OrgName, []ui.Row{row("province", "calendar", link.Province(slug)), row("communes", "house", link.ProvinceCommittees(slug)), row("receive", "upload", link.ProvinceReceive(slug))}})
	case p.Post == access.Inspector:
		groups = append(groups, group{r.T("contents.group.committee"), []ui.Row{{Href: link.InspectorHome, Icon: "book-open", Title: r.T("mandate.read")}}})
	case p.Post == access.InCharge || p.Post == access.Adviser:
		groups = append(groups, group{r.T("contents.group.cell"), []ui.Row{row("charge", "house", link.InCharge)}})
	}
	if all, err := r.Posts(); err == nil && slices.ContainsFunc(all, func(q page.Post) bool { return q.Post == access.Administrator || q.Post == access.Officer }) {
		groups = append(groups, group{r.T("contents.group.system"), []ui.Row{row("system", "settings", link.System())}})
	}
	mine := []ui.Row{}
	if all, err := r.Posts(); err == nil {
		for _, q := range all {
			if q.Post == access.Dues {
				mine = append(mine, row("dues", "wallet", link.Dues(q.OrgSlug, "")))
			}
		}
		for _, q := range all {
			if q.Post == access.Member {
				mine = append(mine, row("me", "user", link.Me)) // leads to own tasks, who looked, devices, language
				break
			}
		}
	}
	if role := r.RoleLine(); role != nil {
		mine = append(mine, ui.Row{Href: role.Href, Icon: "user-check", Title: r.T("contents.role"), Second: r.T("role.now", "role", r.RoleName(p))})
	}
	switch p.Post { // those to whom reserved opinions come
	case access.Secretary, access.Deputy, access.Committee, access.Officer, access.WardSecretary, access.WardDeputy:
		mine = append(mine, row("reserved", "file-pen-line", link.Reserved))
	}
	if !slices.ContainsFunc(mine, func(x ui.Row) bool { return x.Href == link.Me }) { // a member's own page leads there
		mine = append(mine, row("devices", "smartphone", link.Devices))
	}
	help := []ui.Row{row("help", "circle-help", link.Help)}
	if len(groups) == 0 || len(groups[0].Rows) < fullPart { // whose contents are full finds it in the book of minutes
		help = append([]ui.Row{row("verify", "badge-check", link.Verify)}, help...)
	}
	return append(groups, group{r.T("contents.group.me"), mine}, group{r.T("contents.group.help"), help})
}
