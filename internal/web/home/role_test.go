package home_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// appointed gives somebody a post from the first of the month on.
func appointed(t *testing.T, s *webtest.Site, person string, post access.Post, at string) (id string) {
	t.Helper()
	s.DB.Write(t, store.System, func(tx *store.Tx) (err error) {
		id, err = member.Appoint(tx, member.Post{Person: person, Post: post, Org: at, From: "2026-11-01"})
		return err
	})
	return id
}

// TestSeveralPostsHaveASwitch: the secretary of one cell who is deputy of another
// and an officer reaches all three homes, and may do the same in each role.
func TestSeveralPostsHaveASwitch(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	hien := c.Hien.Person
	if text := webtest.Text(s.See(hien, link.Home)); strings.Contains(text, "với tư cách") {
		t.Errorf("one post, and yet a switch: %s", text)
	}
	if text := webtest.Text(s.See(hien, link.Role)); !strings.Contains(text, "chỉ có một vai") {
		t.Errorf("one post: %s", text)
	}
	appointed(t, s, hien, access.Deputy, c.Other)
	appointed(t, s, hien, access.Officer, c.Ward)
	var other org.Org
	s.DB.Read(t, store.System, func(rd *store.Reader) (err error) { other, err = org.Get(rd, c.Other); return })

	if text := webtest.Text(s.See(hien, link.Home)); !strings.Contains(text, "với tư cách bí thư Chi bộ Tổ dân phố 3. Đổi vai") {
		t.Errorf("home: %s", text)
	}
	if text := webtest.Text(contents(s, hien)); !strings.Contains(text, "Đang là bí thư Chi bộ Tổ dân phố 3") {
		t.Errorf("contents: %s", text)
	}
	page := s.See(hien, link.Role)
	for _, words := range []string{"Bí thư Chi bộ Tổ dân phố 3", "Phó bí thư Chi bộ Tổ dân phố 4", "Cán bộ đảng ủy, Đảng bộ phường Sông Xanh"} {
		if !strings.Contains(webtest.Text(page), words) {
			t.Errorf("the switch lacks %q: %s", words, webtest.Text(page))
		}
	}
	before := answersOf(t, s, hien, s.Cell.Slug, other.Slug)
	s.Must(hien, link.Role, "role", "deputy|"+c.Other)
	if text := webtest.Text(s.See(hien, link.Home)); !strings.Contains(text, "phó bí thư Chi bộ Tổ dân phố 4. Đổi vai") {
		t.Errorf("home of the other cell: %s", text)
	}
	if body := contents(s, hien); !strings.Contains(body, link.Tasks(other.Slug)) || strings.Contains(body, `"`+link.Tasks(s.Cell.Slug)+`"`) {
		t.Error("the contents stayed with the first cell")
	}
	if now := answersOf(t, s, hien, s.Cell.Slug, other.Slug); !maps.Equal(before, now) {
		t.Errorf("the switch moved a right: %v", differing(before, now))
	}
	s.Must(hien, link.Role, "role", "officer|"+c.Ward)
	if code, to, _ := s.Serve(hien, httptest.NewRequest("GET", link.Home, nil)); code != http.StatusSeeOther || to != link.Committee(s.Ward) {
		t.Errorf("home of the officer: %d %s", code, to)
	}
	if text := webtest.Text(s.See(hien, link.Committee(s.Ward))); !strings.Contains(text, "với tư cách cán bộ đảng ủy") {
		t.Errorf("the desk says no role: %s", text)
	}
	if now := answersOf(t, s, hien, s.Cell.Slug, other.Slug); !maps.Equal(before, now) {
		t.Errorf("the switch moved a right: %v", differing(before, now))
	}
}

// TestARoleNotHeldIsNoRole: what one does not hold cannot be chosen, what stands
// in the session without being held is passed over, and a post that ends takes its
// role along.
func TestARoleNotHeldIsNoRole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		s := webtest.On(t, db)
		c := s.Cast
		hien := c.Hien.Person
		post := appointed(t, s, hien, access.Deputy, c.Other)
		for _, forged := range []string{"officer|" + c.Ward, "administrator|" + c.Ward, "secretary|" + c.Other, "deputy|", "|", ""} {
			s.Refuse(hien, link.Role, http.StatusUnprocessableEntity, "Chưa chọn", "role", forged)
		}
		first := "bí thư Chi bộ Tổ dân phố 3. Đổi vai"
		for _, forged := range []string{"officer|" + c.Ward, "x"} {
			s.DB.Write(t, hien, func(tx *store.Tx) error {
				_, err := tx.Exec(`update session set acting = $3 where tenant = $1 and person = $2`, hien, forged)
				return err
			})
			if text := webtest.Text(s.See(hien, link.Home)); !strings.Contains(text, first) {
				t.Errorf("acting %q: %s", forged, text)
			}
		}
		s.Must(hien, link.Role, "role", "deputy|"+c.Other)
		s.DB.Write(t, store.System, func(tx *store.Tx) error { return member.Release(tx, post, "2026-12-04") })
		if text := webtest.Text(s.See(hien, link.Home)); !strings.Contains(text, "phó bí thư Chi bộ Tổ dân phố 4. Đổi vai") {
			t.Errorf("on the last day: %s", text)
		}
		db.Clock.Set(storetest.Start.AddDate(0, 0, 1))
		if text := webtest.Text(s.See(hien, link.Home)); !strings.Contains(text, "Chi bộ Tổ dân phố 3") || strings.Contains(text, "Đổi vai") {
			t.Errorf("after midnight: %s", text)
		}
	})
}

// TestTheRoleIsOfTheDevice: another phone of the same person is not switched, and
// nobody switches another's.
func TestTheRoleIsOfTheDevice(t *testing.T) {
	s := webtest.New(t)
	hien := s.Cast.Hien.Person
	var mine, second session.Started
	s.DB.Write(t, store.System, func(tx *store.Tx) (err error) {
		if mine, err = session.Begin(tx, hien, "máy một"); err == nil {
			second, err = session.Begin(tx, hien, "máy hai")
		}
		return err
	})
	if err := s.DB.DB.Write(t.Context(), mine.Viewer(), func(tx *store.Tx) error { return session.Act(tx, "deputy|x") }); err != nil {
		t.Fatal(err)
	}
	for device, want := range map[string]string{mine.Secret: "deputy|x", second.Secret: ""} {
		if got, err := session.Find(t.Context(), s.DB.DB, device); err != nil || got.Acting != want {
			t.Errorf("acting %q, want %q (%v)", got.Acting, want, err)
		}
	}
}

// answersOf is what every page with nothing but a cell or a committee in its
// address answers.
func answersOf(t *testing.T, s *webtest.Site, who string, cells ...string) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, rt := range web.Routes(web.Options{}) {
		for _, cell := range cells {
			path := strings.NewReplacer("{cb}", cell, "{cu}", s.Ward).Replace(rt.Pattern)
			if rt.Method != "GET" || path == link.Home || strings.Contains(path, "{") || strings.Contains(path, "/tai") || path == link.System() {
				continue
			}
			out[path], _ = s.Get(who, path)
		}
	}
	return out
}

func differing(a, b map[string]int) (out []string) {
	for path := range a {
		if a[path] != b[path] {
			out = append(out, path)
		}
	}
	return out
}

// contents has no one next step: it leads to all places.
func contents(s *webtest.Site, who string) string {
	_, body := s.Get(who, link.Contents)
	return body
}
