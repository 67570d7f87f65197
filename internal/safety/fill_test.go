package safety

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/api"
)

// hop tells the pages of a meeting of the committee above.
func hop(pattern string) bool { return strings.Contains(pattern, "/hop/{ky}") }

// circles are whose meetings an address is walked with: the same pages serve the
// cell's and its committee's.
func circles(pattern string) []access.Circle {
	switch {
	case hop(pattern):
		return []access.Circle{access.OfCommittee, access.OfStanding}
	case strings.HasPrefix(pattern, cellMeeting):
		return []access.Circle{access.OfAll, access.OfCommittee}
	}
	return []access.Circle{access.OfAll}
}

const cellMeeting = "/chi-bo/{cb}/sinh-hoat/{ky}"

// fill makes addresses of a pattern: one for each meeting where it names one.
// An address part that it cannot fill fails the test.
func (m *made) fill(t testing.TB, pattern string, p place) []string {
	t.Helper()
	all := p.meetings
	if p.circle != access.OfAll && !hop(pattern) { // the cell committee's newest meeting, where there is one
		if len(p.inner[p.circle]) == 0 {
			return nil
		}
		all = p.inner[p.circle][:1]
	}
	if hop(pattern) { // the same handlers once more: walked from one place, at the newest meeting
		if all = m.hop[cmp.Or(p.circle, access.OfCommittee)][:1]; p.name != "own" && !strings.HasSuffix(pattern, "/hop/{ky}") {
			return nil
		}
	}
	if !strings.Contains(pattern, "{ky}") && !strings.HasPrefix(pattern, api.Prefix+"/meetings/{id}") && !strings.Contains(pattern, "/bao-vang/{") && !strings.Contains(pattern, "/y-kien-truoc/{") && !strings.Contains(pattern, "/toi/bao-co-mat/{") && !strings.Contains(pattern, "/toi/ma-diem-danh/{") && !strings.Contains(pattern, "{document}") && !strings.Contains(pattern, "/giay-to/{id}") && !strings.Contains(pattern, "/papers/{id}") {
		all = all[:1]
	}
	var out []string
	for _, s := range all {
		names := strings.Split(pattern, "/")
		parts := slices.Clone(names)
		for i, part := range names {
			if !strings.HasPrefix(part, "{") {
				continue
			}
			v, known := m.value(names, i, p, s)
			if !known {
				t.Errorf("%s: how is %s filled? Teach value()", pattern, part)
			}
			if v == "" {
				v = "khong-co"
			}
			parts[i] = url.PathEscape(v)
		}
		out = append(out, strings.Join(parts, "/"))
	}
	return out
}
