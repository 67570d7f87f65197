package bench

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"chibo/internal/demo"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web"
	"chibo/internal/web/page"
	"chibo/rules"
)

// grown is a committee with so many cells, each with its meetings of two months.
func grown(t *testing.T, cells int) (*store.DB, demo.Ward, *rule.Book) {
	t.Helper()
	ctx := context.Background()
	now := time.Date(2026, 11, 24, 8, 0, 0, 0, store.Vietnam)
	db, err := store.Open(ctx, store.Options{Dir: t.TempDir(), Clock: func() time.Time { return now }, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	book := rule.MustLoad(rules.FS)
	ward, err := demo.Make(ctx, db, book, now, 1, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	system := store.Viewer{Tenant: demo.Tenant, Person: store.System}
	top := ""
	if err := db.Read(ctx, system, func(rd *store.Reader) error {
		return rd.Get([]any{&top}, `select path from org_edge where tenant = $1 and org = $2`, ward.Root.ID)
	}); err != nil {
		t.Fatal(err)
	}
	for from := len(ward.Cells); from < cells; from += 500 { // cells beside the sample's, met and sealed on the day
		if err := db.Bulk(ctx, system, func(tx *store.Tx) error {
			for n := from; n < min(from+500, cells); n++ {
				id := fmt.Sprintf("more-%06d", n)
				for _, do := range []struct {
					text string
					args []any
				}{
					{`insert into org (tenant, id, code, slug, version, created_at) values ($1, $2, $2, $2, 1, 0)`, []any{id}},
					{`insert into org_edge (tenant, org, valid_from, valid_to, parent, name, kind, path, position) values ($1, $2, '2025-07-01', null, $3, $4, 'residential', $5, $6)`, []any{id, ward.Root.ID, "Chi bộ " + id, fmt.Sprintf("%sz%06d.", top, n), n}},
					{`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, opened_at, closed_at, confirmed_at, sealed_at, regime_rule, version, created_at, created_by)
						values ($1, $2, $2, '2026-11', 'regular', 1, $3, '2026-11-03', $2, '', 'sealed', '', $3, $4, $4, $4, '', 1, 0, 'system')`, []any{id, now.AddDate(0, 0, -21).UnixMilli(), now.AddDate(0, 0, -21).UnixMilli() + 5_400_000}},
					{`insert into cell_month (tenant, org, month, meeting, state, planned_day, held_day, on_time, members, expected, present, minutes_long, tasks_given, tasks_done, tasks_overdue, sealed_at, computed_at, version)
						values ($1, $2, '2026-11', $2, 'sealed', '2026-11-03', '2026-11-03', $3, 24, 22, 21, 90, 4, 3, 0, $4, 0, 1)`, []any{id, true, now.AddDate(0, 0, -21).UnixMilli() + 5_400_000}},
				} {
					if _, err := tx.Exec(do.text, do.args...); err != nil {
						return err
					}
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return db, ward, book
}

// deskOf is such a committee with the way to its desk, or to another page of it.
func deskOf(t *testing.T, cells int) (get func(etag string) *httptest.ResponseRecorder, statements func() []string) {
	t.Helper()
	db, ward, book := grown(t, cells)
	return pageOf(t, db, ward, book, "/cap-uy/"+ward.Root.Slug), db.Statements
}

// pageOf is a page as the committee's officer asks for it.
func pageOf(t *testing.T, db *store.DB, ward demo.Ward, book *rule.Book, path string) func(etag string) *httptest.ResponseRecorder {
	t.Helper()
	ctx := context.Background()
	officer := store.Viewer{Tenant: demo.Tenant, Person: ward.Officer}
	var in session.Started
	if err := db.Write(ctx, officer, func(tx *store.Tx) (err error) { in, err = session.Begin(tx, ward.Officer, "bench"); return err }); err != nil {
		t.Fatal(err)
	}
	pages, err := web.New(web.Options{DB: db, Book: book})
	if err != nil {
		t.Fatal(err)
	}
	return func(etag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "http://127.0.0.1"+path, nil)
		r.AddCookie(&http.Cookie{Name: page.CookieName(false), Value: in.Secret})
		if etag != "" {
			r.Header.Set("If-None-Match", etag)
		}
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, r)
		return w
	}
}

// without are the statements that were not there before.
func without(all, before []string) (out []string) {
	for _, text := range all {
		if !slices.Contains(before, text) {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}

// TestFiguresDesk measures the desk of an ordinary committee and of one with 20,000
// cells: what the bigger one costs, and what an unchanged one spares.
func TestFiguresDesk(t *testing.T) {
	wanted(t)
	slog.SetDefault(slog.New(slog.DiscardHandler))
	small, texts := deskOf(t, 84)
	big, more := deskOf(t, 20_000)
	a, b := texts(), more()
	first := map[string]time.Duration{}
	etag := ""
	for name, get := range map[string]func(string) *httptest.ResponseRecorder{"84 cells": small, "20,000 cells": big} {
		begun := cpu()
		w := get("")
		if first[name] = cpu() - begun; w.Code != http.StatusOK {
			t.Fatalf("%s: %d", name, w.Code)
		}
		t.Logf("%s: %d bytes", name, w.Body.Len())
		if name == "84 cells" {
			etag = w.Header().Get("ETag")
		}
	}
	of84, of20000 := without(texts(), a), without(more(), b)
	if only := without(of20000, texts()); len(only) > 0 {
		t.Errorf("only for 20,000 cells: %q", only)
	}
	t.Logf("at most %d statements; read anew, the desk of 20,000 cells costs %.1f of that of 84", max(len(of84), len(of20000)), float64(first["20,000 cells"])/float64(first["84 cells"]))
	if w := small(etag); w.Code != http.StatusNotModified {
		t.Fatalf("unchanged: %d", w.Code)
	}
	got := interleaved(t, map[string]func() float64{
		"84 cells":     func() float64 { return each(60, func() { small("") }) },
		"20,000 cells": func() float64 { return each(60, func() { big("") }) },
		"unchanged":    func() float64 { return each(300, func() { small(etag) }) },
	})
	times := got["84 cells"] / got["20,000 cells"]
	t.Logf("processor time of the desk of 20,000 cells to that of 84: %.2f (at most 3)", times)
	if times > 3 {
		t.Errorf("the desk of 20,000 cells costs %.1f of that of 84", times)
	}
	r := got["84 cells"] / got["unchanged"]
	t.Logf("an unchanged desk to a new one: %.2f (at most 0.15)", r)
	if r > 0.15 {
		t.Errorf("an unchanged desk costs %.2f of a new one", r)
	}
}
