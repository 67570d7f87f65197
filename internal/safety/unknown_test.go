package safety

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/demo"
	"chibo/internal/session"
	"chibo/internal/store"
)

// TestKnownAndUnknownAreOneAnswer: names with a password, names without, names
// that are none; codes that were used, ran out, never were. Status, body and
// headers are the same; with CHIBO_BENCH the mean times too, over a thousand tries.
func TestKnownAndUnknownAreOneAnswer(t *testing.T) {
	s := serve(t)
	people, err := s.names()
	if err != nil {
		t.Fatal(err)
	}
	tries := 60
	if os.Getenv("CHIBO_BENCH") != "" {
		tries = 1000
	}
	people = people[:min(len(people), tries/4)]
	for i, p := range people { // every second one has a password
		if i%2 == 0 {
			if err := session.SetPassword(t.Context(), s.db, store.Viewer{Tenant: demo.Tenant, Person: p.person}, "", "con trâu đen uống nước suối"); err != nil {
				t.Fatal(err)
			}
		}
	}
	spent := map[string]time.Duration{}
	ask := func(kind, name string) string {
		began := time.Now()
		at := fmt.Sprintf("%s@%d", name, demo.Tenant)
		a := s.send(nil, http.MethodPost, "/dang-nhap/mat-khau", url.Values{"name": {at}, "password": {"không phải mật khẩu này"}})
		spent[kind] += time.Since(began)
		return seen(a, at)
	}
	n := 0
	for i, p := range people {
		for try := range 4 {
			known, unknown := ask("known", p.name), ask("unknown", fmt.Sprintf("khong.ai%d", i))
			n += 2
			if known != unknown {
				t.Fatalf("%s, try %d, is told from a name that is none:\n%s\n%s", p.name, try, known, unknown)
			}
		}
		if i < 4 { // the lock looks the same too
			known, unknown := ask("lock", p.name), ask("lock", fmt.Sprintf("khong.ai%d", i))
			if !strings.HasPrefix(known, "429") || known != unknown {
				t.Errorf("locked: %.80s, %.80s", known, unknown)
			}
		}
	}
	if a, b := spent["known"].Seconds(), spent["unknown"].Seconds(); os.Getenv("CHIBO_BENCH") != "" {
		t.Logf("%d tries: known %.2f ms, unknown %.2f ms", n, 2000*a/float64(n), 2000*b/float64(n))
		if max(a, b) > 1.1*min(a, b) {
			t.Errorf("the time tells a known name: %.3f s, %.3f s", a, b)
		}
	}

	used, out, live := s.code(s.own.person), s.code(people[1].person), s.code(people[2].person)
	if a := s.send(nil, http.MethodPost, "/kich-hoat/"+used.Link, url.Values{"device": {"own"}}); a.status != http.StatusSeeOther {
		t.Fatal(a.status)
	}
	if _, err := s.db.Raw().Exec(`update enrolment set expires_at = 1 where id = ?`, out.ID); err != nil {
		t.Fatal(err)
	}
	if a := s.send(nil, http.MethodGet, "/kich-hoat/"+live.Link, nil); a.status != http.StatusOK {
		t.Fatalf("a live link: %d", a.status)
	}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		answers := map[string]string{}
		for what, link := range map[string]string{"used": used.Link, "out of time": out.Link, "none": fmt.Sprintf("%d.%s", demo.Tenant, strings.Repeat("x", 43)), "of no committee": "1." + strings.Repeat("x", 43)} {
			answers[what] = seen(s.send(nil, method, "/kich-hoat/"+link, url.Values{"device": {"own"}}), link)
		}
		for what, code := range map[string]string{"a used code": used.Code, "a code out of time": out.Code, "no code": "12345679"} {
			answers[what] = seen(s.send(nil, method, "/kich-hoat/"+fmt.Sprint(demo.Tenant)+"-"+code, url.Values{"device": {"own"}}), fmt.Sprint(demo.Tenant)+"-"+code)
		}
		for what, a := range answers {
			if a != answers["none"] {
				t.Errorf("%s %s is told from one that never was:\n%s\n%s", method, what, a, answers["none"])
			}
		}
	}
}

// seen is everything an answer tells: status, headers in order, body without what was sent.
func seen(a answer, sent string) string {
	var b strings.Builder
	fmt.Fprintln(&b, a.status)
	for _, name := range slices.Sorted(maps.Keys(a.header)) {
		fmt.Fprintln(&b, name, a.header[name])
	}
	return b.String() + strings.ReplaceAll(a.body, sent, "…")
}

type named struct{ person, name string }

// names gives accounts to people of the ward.
func (s *server) names() (out []named, err error) {
	err = s.db.Write(s.t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
		all, err := store.All(tx.Reader, func(scan store.Scan) (n [2]string, err error) { err = scan(&n[0], &n[1]); return }, `select id, full_name from person where tenant = $1 order by id limit 250`)
		out = nil
		for _, p := range all {
			name, err := session.Account(tx, p[0], p[1])
			if err != nil {
				return err
			}
			out = append(out, named{p[0], name})
		}
		return err
	})
	return out, err
}
