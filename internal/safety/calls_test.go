package safety

import (
	"encoding/json"
	"io"
	"mime/multipart"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/api"
)

// ofOneself is the call for which nobody here has anything of his own; the API's
// own tests walk it.
const ofOneself = "own-requests.withdraw"

// ofAnyone are the calls about oneself for whoever is signed in; the others are a member's.
var ofAnyone = map[string]bool{"me.data": true, "me.attendance": true, "me.views": true, "me.digest": true, "me.letters": true, "me.letters.put": true}

// TestEveryCallForEveryPost does the same with the API.
func TestEveryCallForEveryPost(t *testing.T) {
	t.Parallel()
	m, err := build()
	if err != nil {
		t.Fatal(err)
	}
	seen := &met{in: map[string]bool{}, out: map[string]bool{}}
	t.Run("posts", func(t *testing.T) {
		for _, g := range m.guests {
			t.Run(g.name, func(t *testing.T) {
				t.Parallel()
				s := serve(t)
				for _, p := range []place{s.upper, s.sibling, s.own} {
					for _, op := range api.Operations() {
						if !p.cell && strings.Contains(op.Path, "{") && !strings.Contains(op.Path, "/orgs/{id}") {
							continue // its ids are those of the cell below
						}
						s.call(t, g, op, p, seen)
					}
				}
			})
		}
	})
	for _, op := range api.Operations() {
		if !seen.in[op.ID] && op.ID != ofOneself {
			t.Errorf("%s (%s): nobody was let in; the right is not exercised", op.ID, op.Action)
		}
		if op.Action != access.Anyone && !seen.out[op.ID] {
			t.Errorf("%s (%s): nobody was refused", op.ID, op.Action)
		}
	}
}

func (s *server) call(t *testing.T, g *guest, op api.Operation, p place, seen *met) {
	t.Helper()
	if op.ID == "my-sessions.end" { // of one's own: a foreign one is not found by anybody (TestOnesOwnDevicesThroughTheAPI)
		seen.note(op.ID, true)
		seen.note(op.ID, false)
		return
	}
	allowed := s.allowed(g, op.Method, op.Path, op.Action, p)
	ask := map[string]string{"orgs.list": "?under=" + p.org, "posts.list": "?org=" + p.org, "members.list": "?org=" + p.org, "meetings.list": "?org=" + p.org, "tasks.list": "?org=" + p.org, "imports.create": "?kind=members"}[op.ID]
	if op.ID != "imports.create" && (ask != "" || op.ID == "orgs.create" || op.ID == "posts.create" || op.ID == "members.create" || op.ID == "meetings.create" || op.ID == "paper-months.create" || op.ID == "campaigns.answer") { // the body names whose
		allowed = g.person != "" && s.may(g, op.Action, p.org)
		if op.ID == "meetings.list" || op.ID == "tasks.list" { // a committee's own stand in the same lists, for its circle
			allowed = allowed || s.may(g, access.CommitteeView, p.org) || s.may(g, access.StandingView, p.org)
		}
	}
	if strings.HasPrefix(op.Path, api.Prefix+"/me/") && !strings.HasPrefix(op.Path, api.Prefix+"/me/sessions") && !ofAnyone[op.ID] { // of whoever is a member
		allowed = slices.ContainsFunc(g.grants, func(h access.Grant) bool { return h.Post == access.Member })
	}
	some := false
	for i, path := range s.fill(t, op.Path, p) {
		sit := p.meetings[i]
		body := ""
		if op.Method != "GET" {
			body = bodyOf(t, op.ID, p, sit)
		}
		var header []string
		if op.ID == "imports.create" {
			body, header = upload(t)
		}
		a := s.raw(g, op.Method, path+ask, strings.NewReader(body), header...)
		some = some || a.status != 404 && a.status != 401
		switch {
		case a.status >= 500 && a.status != 503:
			t.Errorf("%s as %s at %s: %d %s", op.ID, g.name, p.name, a.status, head(a.body))
		case g.person == "" && !allowed && a.status != 401:
			t.Errorf("%s as nobody: %d", op.ID, a.status)
		case g.person != "" && !allowed && a.status != 404 && !empty(a):
			t.Errorf("%s as %s at %s: %d, not 404 (wants %v) %s", op.ID, g.name, p.name, a.status, wanted(op.Method, op.Path, op.Action, p.circle), head(a.body))
		}
	}
	rollless := g.name == bothCells && (strings.HasPrefix(op.ID, "opinions-ahead.") || op.ID == "checkin.tell" || op.ID == "checkin.own") // leads the cell, and stands on no roll
	if allowed && !some && p.cell && !poorer(g, p) && !rollless && op.ID != ofOneself {                                                   // a committee has no dues, duties or papers of that kind
		t.Errorf("%s as %s at %s: allowed, yet refused", op.ID, g.name, p.name)
	}
	seen.note(op.ID, allowed && some)
	if !allowed {
		seen.note(op.ID, false)
	}
}

// upload is a list of one member as a file.
func upload(t *testing.T) (string, []string) {
	t.Helper()
	var b strings.Builder
	w := multipart.NewWriter(&b)
	f, err := w.CreateFormFile("file", "ds.csv")
	if err == nil {
		_, err = io.WriteString(f, "Họ và tên,Ngày sinh,Chi bộ\nNgười Mới,01/02/1980,Chi bộ Tổ dân phố 7\n")
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.String(), []string{"Content-Type", w.FormDataContentType()}
}

// empty is a list in which nothing stands.
func empty(a answer) bool {
	var l struct{ Items *[]any }
	return a.status == 200 && json.Unmarshal([]byte(a.body), &l) == nil && l.Items != nil && len(*l.Items) == 0
}
