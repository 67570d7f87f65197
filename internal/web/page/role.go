package page

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/web/link"
	"chibo/internal/web/ui"
)

// precedence is whose home wins while a person with several posts has chosen none.
var precedence = []access.Post{access.Secretary, access.Deputy, access.Committee, access.Scribe, access.WardSecretary, access.WardDeputy, access.Officer, access.StandingMember, access.WardMember, access.InCharge, access.Adviser, access.Inspector, access.ProvinceOfficer, access.Administrator, access.StandingScribe, access.CommitteeScribe, access.Dues, access.Member}

// home names the home a post leads to: posts of one home are one role.
func (p Post) home() string {
	switch p.Post {
	case access.Secretary, access.Deputy, access.Committee, access.Scribe:
		return "cell|" + p.Org
	case access.Officer, access.StandingMember, access.WardMember:
		return "desk|" + p.Org
	case access.WardSecretary, access.WardDeputy:
		return "attention|" + p.Org
	case access.CommitteeScribe, access.StandingScribe:
		return "hop|" + string(p.Post) + "|" + p.Org
	case access.ProvinceOfficer:
		return "province|" + p.Org
	case access.InCharge, access.Adviser:
		return "charge"
	case access.Administrator, access.Inspector:
		return string(p.Post)
	}
	return "me"
}

// Key is how a role stands in a form and in the session.
func (p Post) Key() string { return string(p.Post) + "|" + p.Org }

// Roles are the posts of the viewer that have a home of their own, each home
// once, in a set order. Being a member is a role only of one who is nothing else:
// his own part stands in everybody's contents.
func (r *Request) Roles() ([]Post, error) {
	all, err := r.Posts()
	var out []Post
	seen := map[string]bool{}
	for _, post := range precedence {
		for _, p := range all {
			if p.Post != post || seen[p.home()] || p.home() == "me" && len(out) > 0 {
				continue
			}
			seen[p.home()] = true
			out = append(out, p)
		}
	}
	return out, err
}

// Role is the post as which the viewer works on this device: the one chosen
// there, or the first when none is chosen or the chosen one has ended. It decides
// which home and contents are shown, never what may be done.
func (r *Request) Role() (p Post, ok bool, err error) {
	all, err := r.Roles()
	if err != nil || len(all) == 0 {
		return Post{}, false, err
	}
	if i := slices.IndexFunc(all, func(q Post) bool { return q.Key() == r.Session.Acting }); i >= 0 {
		return all[i], true, nil
	}
	return all[0], true, nil
}

// RoleName is "bí thư Chi bộ Tổ dân phố 3". Of a committee's posts the
// organisation is told by the page itself.
func (r *Request) RoleName(p Post) string {
	name := r.T("post." + string(p.Post))
	if r.Words.Lang() == "vi" {
		first, rest := []rune(name)[:1], []rune(name)[1:]
		name = strings.ToLower(string(first)) + string(rest)
	}
	switch p.home() {
	case "cell|" + p.Org:
		return r.T("account.role", "post", name, "org", p.OrgName)
	case "desk|" + p.Org, "province|" + p.Org, "attention|" + p.Org, "hop|" + string(p.Post) + "|" + p.Org:
		return r.T("role.above", "post", name, "org", p.OrgName)
	}
	return name
}

// RoleLine is the line under a home's title for one with several roles; nil for
// everybody else.
func (r *Request) RoleLine() *ui.Role {
	all, err := r.Roles()
	if err != nil || len(all) < 2 {
		return nil
	}
	p, _, _ := r.Role() // the posts are read already
	return &ui.Role{Text: r.T("role.line", "role", r.RoleName(p)), Change: r.T("role.change"), Href: link.Role}
}
