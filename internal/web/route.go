package web

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/web/page"
)

// proved marks what whoever has a password types it again for: minutes confirmed
// and sealed, the roll carried out, posts given and taken, the committee's choices.
func proved(rt page.Route) page.Route {
	rt.Prove = true
	return rt
}

// ofReal marks what reaches out of a practice meeting and is refused in one: codes,
// devices, passwords.
func ofReal(rt page.Route) page.Route {
	rt.Real = true
	return rt
}

// alone marks what a page asks for by itself, again and again: no use of a session.
func alone(rt page.Route) page.Route {
	rt.Alone = true
	return rt
}

func get(pattern string, action access.Action, h page.Handler) page.Route {
	return page.Route{Method: "GET", Pattern: pattern, Action: action, Handler: h, Meeting: ofMeeting(pattern)}
}

func post(pattern string, action access.Action, h page.Handler) page.Route {
	return page.Route{Method: "POST", Pattern: pattern, Action: action, Handler: h, Meeting: ofMeeting(pattern)}
}

// ofMeeting: the pages of one meeting, its sealed papers and the tasks it gave,
// where a committee's own may be meant.
func ofMeeting(pattern string) bool {
	return strings.HasPrefix(pattern, cellMeeting) || strings.HasPrefix(pattern, "/giay-to/{id}") || strings.HasPrefix(pattern, "/nhiem-vu/{id}")
}

// Where one meeting stands: of a cell, or of a committee above.
const (
	cellMeeting      = "/chi-bo/{cb}/sinh-hoat/{ky}"
	committeeMeeting = "/cap-uy/{cu}/hop/{ky}"
)

// ofCellsOnly are what no committee has, and all below it: somebody who settles
// its meeting before it, a theme, a score, a report upwards, a packet for the
// handbook, reminders, standing duties.
var ofCellsOnly = []string{"/chi-uy", "/chuan-bi/chuyen-de", "/chuan-bi/ket-hop", "/cham-diem", "/kien-nghi", "/goi-so-tay", "/phong/nhac-nho", "/phong/ma-diem-danh", "/phong/bao-cao-nhiem-vu"}

// withCommittees gives every page of a cell's meeting a second address for the
// meetings of a committee above: the same handler, asked in their circle.
func withCommittees(all []page.Route) []page.Route {
	for _, rt := range all {
		rest, ok := strings.CutPrefix(rt.Pattern, cellMeeting)
		if ok && !slices.ContainsFunc(ofCellsOnly, func(begins string) bool { return strings.HasPrefix(rest, begins) }) {
			rt.Pattern = committeeMeeting + rest
			all = append(all, rt)
		}
	}
	return all
}
