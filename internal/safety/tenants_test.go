package safety

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/api"
	"chibo/internal/web"
)

// TestANeighbourFindsNothing: two committees lie in one database; whoever is
// signed in to one asks for everything with the ids of the other. All is not
// found, and no answer, refusals and own lists included, tells a name of theirs.
func TestANeighbourFindsNothing(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for _, g := range s.guests {
		for _, p := range []place{s.foreign, s.foreignRoot} {
			for _, r := range web.Routes(web.Options{}) {
				if r.Method != http.MethodGet {
					continue
				}
				for _, path := range s.fill(t, r.Pattern, p) {
					a := s.send(g, http.MethodGet, path+asked(r.Pattern, p), nil)
					s.tellsNothing(t, g, "GET "+r.Pattern, a)
					refused := a.status == http.StatusNotFound || a.status == http.StatusSeeOther && (g.person == "" || r.Pattern == "/chi-bo/{cb}")
					if names(r.Pattern) && r.Action != access.Anyone && !refused {
						t.Errorf("GET %s as %s with the neighbour's ids: %d", r.Pattern, g.name, a.status)
					}
				}
			}
			for _, op := range api.Operations() {
				if op.Method != http.MethodGet {
					continue
				}
				for _, path := range s.fill(t, op.Path, p) {
					for _, ask := range []string{"", "?org=" + p.org, "?under=" + p.org, "?q=" + mark} {
						a := s.raw(g, http.MethodGet, path+ask, strings.NewReader(""))
						s.tellsNothing(t, g, op.ID, a)
						if names(op.Path) && ask == "" && a.status != http.StatusNotFound && a.status != http.StatusUnauthorized {
							t.Errorf("%s as %s with the neighbour's ids: %d %s", op.ID, g.name, a.status, head(a.body))
						}
					}
				}
			}
		}
	}
}

// ofOwnCommittee are calls that name no id: they are about the caller's committee.
var ofOwnCommittee = map[string]bool{"breaches.create": true, "assessment.file": true}

// TestANeighbourChangesNothing sends every form and call that writes with the
// ids of the other committee: nothing of theirs is different afterwards.
func TestANeighbourChangesNothing(t *testing.T) {
	t.Parallel()
	s := serve(t)
	before := s.fingerprint(t)
	for _, name := range []access.Post{access.Secretary, access.Officer, access.Administrator} {
		g := s.guest(name)
		for _, r := range web.Routes(web.Options{}) {
			if r.Method != http.MethodPost || strings.HasPrefix(r.Pattern, "/thoat") {
				continue
			}
			for _, path := range s.fill(t, r.Pattern, s.foreign) {
				a := s.send(g, http.MethodPost, path, least(s.foreign))
				s.tellsNothing(t, g, "POST "+r.Pattern, a)
				if names(r.Pattern) && r.Action != access.Anyone && a.status != http.StatusNotFound {
					t.Errorf("POST %s as %s with the neighbour's ids: %d", r.Pattern, g.name, a.status)
				}
			}
		}
		for _, op := range api.Operations() {
			if op.Method == http.MethodGet || op.ID == "imports.create" {
				continue
			}
			for i, path := range s.fill(t, op.Path, s.foreign) {
				a := s.raw(g, op.Method, path, strings.NewReader(bodyOf(t, op.ID, s.foreign, s.foreign.meetings[i])))
				s.tellsNothing(t, g, op.ID, a)
				if strings.HasPrefix(op.Path, api.Prefix+"/me/") || strings.HasPrefix(op.Path, api.Prefix+"/privacy/own-") || ofOwnCommittee[op.ID] { // one's own, wherever it is asked from
					continue
				}
				if a.status == http.StatusTooManyRequests { // a receipt tried too often: this process counts over all its tests
					continue
				}
				if a.status != http.StatusNotFound && a.status != http.StatusUnprocessableEntity {
					t.Errorf("%s as %s with the neighbour's ids: %d %s", op.ID, g.name, a.status, head(a.body))
				}
			}
		}
	}
	after := s.fingerprint(t)
	for table, was := range before {
		if after[table] != was {
			t.Errorf("%s of the neighbour has changed: %s, was %s", table, after[table], was)
		}
	}
}

// names reports whether an address holds an id of an organisation or of what
// lies in one; a shipped rule is everybody's.
func names(pattern string) bool {
	own := strings.HasPrefix(pattern, "/may/") || strings.HasPrefix(pattern, "/toi/phieu/") || strings.HasPrefix(pattern, api.Prefix+"/me/") // one's own, under the name of a file
	return strings.Contains(pattern, "{") && !strings.Contains(pattern, "{ma}") && !strings.Contains(pattern, "{trang}") && !strings.Contains(pattern, "{ref}") && !own
}

func (s *server) tellsNothing(t *testing.T, g *guest, what string, a answer) {
	t.Helper()
	if i := strings.Index(a.body, mark); i >= 0 && !strings.Contains(a.body, `"`+mark+`"`) {
		t.Errorf("%s as %s tells of the neighbour: …%s", what, g.name, a.body[max(0, i-120):i+len(mark)])
	}
	if a.status >= 500 && a.status != http.StatusServiceUnavailable {
		t.Errorf("%s as %s: %d %s", what, g.name, a.status, head(a.body))
	}
}

// fingerprint counts and sums each of the neighbour's tables.
func (s *server) fingerprint(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for table := range tables(t, s) {
		var cols string
		if err := s.db.Raw().QueryRow(`select group_concat('length(coalesce(cast("' || name || '" as text), ''''))', ' + ') from pragma_table_info(?)`, table).Scan(&cols); err != nil {
			t.Fatal(err)
		}
		var sum string
		if err := s.db.Raw().QueryRow(`select count(*) || ' rows, ' || coalesce(sum(`+cols+`), 0) || ' letters' from `+table+` where tenant = ?`, other).Scan(&sum); err != nil {
			t.Fatal(err)
		}
		out[table] = sum
	}
	return out
}
