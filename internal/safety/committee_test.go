package safety

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/api"
)

// inner is a committee with its newest meeting, whose papers are sealed.
type inner struct {
	name, org string
	in        access.Circle
	sitting
}

func (m *made) committees(t *testing.T) []inner {
	t.Helper()
	var out []inner
	for _, x := range []inner{
		{name: "cell committee", org: m.own.org, in: access.OfCommittee, sitting: m.own.inner[access.OfCommittee][0]},
		{name: "committee", org: m.root, in: access.OfCommittee, sitting: m.hop[access.OfCommittee][0]},
		{name: "standing committee", org: m.root, in: access.OfStanding, sitting: m.hop[access.OfStanding][0]},
	} {
		if x.paper == "" {
			t.Errorf("the %s has no resolution; nothing is tried", x.name)
		}
		out = append(out, x)
	}
	return out
}

// TestACommitteesPapersAreItsOwn asks for every paper of the three committees'
// meetings, page, file and call, as every guest: the members of that committee
// and its officer get them, everyone else finds nothing.
func TestACommitteesPapersAreItsOwn(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for _, c := range s.committees(t) {
		var papers []string
		rows, err := s.db.Raw().Query(`select distinct id from paper where meeting = ?`, c.id)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			id := ""
			if err := rows.Scan(&id); err != nil {
				t.Fatal(err)
			}
			papers = append(papers, id)
		}
		if err := rows.Err(); err != nil || len(papers) < 2 {
			t.Fatalf("%s: %d papers (%v)", c.name, len(papers), err)
		}
		paths := []string{api.Prefix + "/meetings/" + c.id, api.Prefix + "/meetings/" + c.id + "/minutes", api.Prefix + "/meetings/" + c.id + "/resolution", api.Prefix + "/meetings/" + c.id + "/documents"}
		for _, f := range []string{"minutes.docx", "minutes.pdf", "resolution.docx", "resolution.pdf", "agenda.docx", "notice.docx"} {
			paths = append(paths, api.Prefix+"/meetings/"+c.id+"/documents/"+f)
		}
		for _, id := range papers {
			for _, ext := range []string{".docx", ".pdf", ".json"} {
				paths = append(paths, "/giay-to/"+id+"/tai/1"+ext, api.Prefix+"/papers/"+id+"/files/1"+ext)
			}
			paths = append(paths, "/giay-to/"+id, api.Prefix+"/papers/"+id, api.Prefix+"/log/proofs/"+id)
		}
		for _, g := range s.guests {
			if g.person == "" {
				continue
			}
			may := s.may(g, c.in.Of(access.MinutesView), c.org)
			for _, path := range paths {
				if a := s.send(g, "GET", path, nil); may && a.status != http.StatusOK || !may && a.status != http.StatusNotFound {
					t.Errorf("%s of the %s as %s: %d, may read: %t", path, c.name, g.name, a.status, may)
				}
			}
			for _, path := range []string{"/v/" + papers[0] + "/1/00000000000000000000000000000000", "/nhac-nho", "/toi/nhiem-vu", "/muc-luc", api.Prefix + "/reminders", api.Prefix + "/meetings?org=" + c.org, api.Prefix + "/tasks?org=" + c.org} {
				a := s.send(g, "GET", path, nil)
				if !may && (strings.Contains(a.body, "/giay-to/"+papers[0]) || strings.Contains(a.body, c.id)) {
					t.Errorf("%s tells %s of the meeting of the %s", path, g.name, c.name)
				}
			}
		}
		nobody := s.send(nil, "GET", "/v/"+papers[0]+"/1/00000000000000000000000000000000", nil)
		if nobody.status != http.StatusOK || strings.Contains(nobody.body, "/giay-to/") || strings.Contains(nobody.body, "Đảng ủy phường") {
			t.Errorf("%s: the verify page of a wrong code: %d\n%s", c.name, nobody.status, head(nobody.body))
		}
	}
}

// TestABookAndItsNumbersByCircle: the books of the committees and their numbers
// are apart from the cell's.
func TestABookAndItsNumbersByCircle(t *testing.T) {
	t.Parallel()
	s := serve(t)
	cell, above := "/chi-bo/"+s.own.slug, "/cap-uy/"+s.rootSlug+"/hop"
	for _, x := range []struct {
		post       access.Post
		path, says string
	}{
		{access.Member, cell + "/so-bien-ban", "/CB"},
		{access.Committee, cell + "/chi-uy/so-bien-ban", "/CU"},
		{access.WardMember, above + "/so-bien-ban", "/ĐU"},
		{access.StandingMember, above + "/so-bien-ban", "Ban Thường vụ"},
		{access.WardSecretary, above + "/so-bien-ban/so", "dùng chung một dãy số"},
		{access.Officer, cell + "/chi-uy/so-bien-ban/so", "Chi ủy có dãy số riêng"},
	} {
		if a := s.send(s.guest(x.post), "GET", x.path, nil); a.status != http.StatusOK || !strings.Contains(plain(a.body), x.says) {
			t.Errorf("%s as %s: %d, without %q", x.path, x.post, a.status, x.says)
		}
	}
	for _, x := range []struct {
		post        access.Post
		path, never string
	}{{access.WardMember, above + "/so-bien-ban", "Ban Thường vụ"}, {access.Secretary, cell + "/so-bien-ban", "BB/CU"}} {
		if a := s.send(s.guest(x.post), "GET", x.path, nil); a.status != http.StatusOK || strings.Contains(plain(a.body), x.never) {
			t.Errorf("%s as %s: %d, or with %q", x.path, x.post, a.status, x.never)
		}
	}
}

// plain is a page without the marks that keep a symbol on one line.
func plain(body string) string { return strings.ReplaceAll(body, "\u2060", "") }
