package bench

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/demo"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web"
	"chibo/internal/web/members"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/rules"
)

// cpu is the processor time of this process so far, system and user.
func cpu() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// each runs do n times and returns how many fit into a second of processor time.
func each(n int, do func()) float64 {
	begun := cpu()
	for range n {
		do()
	}
	return float64(n) / (cpu() - begun).Seconds()
}

func TestFiguresRoster(t *testing.T) {
	wanted(t)
	slog.SetDefault(slog.New(slog.DiscardHandler))
	ctx := context.Background()
	now := time.Date(2026, 11, 24, 8, 0, 0, 0, store.Vietnam)
	db, err := store.Open(ctx, store.Options{Dir: t.TempDir(), Clock: func() time.Time { return now }, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	book := rule.MustLoad(rules.FS)
	ward, err := demo.Make(ctx, db, book, now, 1, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	officer := store.Viewer{Tenant: demo.Tenant, Person: ward.Officer}
	var in session.Started
	if err := db.Write(ctx, officer, func(tx *store.Tx) (err error) { in, err = session.Begin(tx, ward.Officer, "bench"); return err }); err != nil {
		t.Fatal(err)
	}
	pages, err := web.New(web.Options{DB: db, Book: book})
	if err != nil {
		t.Fatal(err)
	}
	address := "/cap-uy/" + ward.Root.Slug + "/dang-vien"
	get := func(h http.Handler, address, etag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "http://127.0.0.1"+address, nil)
		r.AddCookie(&http.Cookie{Name: page.CookieName(false), Value: in.Secret})
		if etag != "" {
			r.Header.Set("If-None-Match", etag)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	first := get(pages, address, "")
	if first.Code != 200 {
		t.Fatalf("roster: %d", first.Code)
	}
	etag := first.Header().Get("ETag")
	if w := get(pages, address, etag); w.Code != 304 {
		t.Fatalf("unchanged roster: %d", w.Code)
	}
	// bare: the same select and the same rows, and nothing else.
	bare := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l := members.Roll{}
		_ = db.Read(ctx, officer, func(rd *store.Reader) error {
			all, _, err := member.List(rd, member.Filter{Org: ward.Root.ID, Limit: 100})
			for _, m := range all {
				l.Rows = append(l.Rows, ui.Row{Href: "/dang-vien/" + m.ID, Title: m.FullName, Icon: "user", Kind: "mute", Second: m.OrgName})
			}
			return err
		})
		_ = members.ShowRoll(l).Render(i18n.With(r.Context(), i18n.For("vi")), w)
	})
	hello := (&page.Desk{DB: db, Books: regulation.NewBooks(db, book)}).Mux([]page.Route{{Method: "GET", Pattern: "/hello", Action: access.RollView, Handler: func(w http.ResponseWriter, r *page.Request) error {
		if err := r.Read(func(rd *store.Reader) error {
			if err := access.Must(rd, access.RollView, ward.Root.ID); err != nil {
				return err
			}
			_, err := org.Revision(rd)
			return err
		}); err != nil {
			return err
		}
		_, err := fmt.Fprint(w, "hello")
		return err
	}}})
	if w := get(hello, "/hello", ""); w.Code != 200 {
		t.Fatalf("hello: %d", w.Code)
	}
	got := interleaved(t, map[string]func() float64{
		"roster page":               func() float64 { return each(150, func() { get(pages, address, "") }) },
		"roster bare":               func() float64 { return each(150, func() { get(bare, address, "") }) },
		"roster unchanged":          func() float64 { return each(600, func() { get(pages, address, etag) }) },
		"hello, session and rights": func() float64 { return each(600, func() { get(hello, "/hello", "") }) },
	})
	most := func(what, a, b string, limit float64) {
		r := got[b] / got[a]
		t.Logf("%-60s %.2f (at most %.2f)", what, r, limit)
		if r > limit {
			t.Errorf("%s: %.2f, at most %.2f", what, r, limit)
		}
	}
	most("processor time of a roster page to the bare one", "roster page", "roster bare", 2)
	most("an unchanged roster to hello with session and rights", "roster unchanged", "hello, session and rights", 8)
	most("an unchanged roster to a new one", "roster unchanged", "roster page", 0.15)
}
