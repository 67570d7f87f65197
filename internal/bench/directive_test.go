package bench

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// sentTo is the page of a paper that went to all cells of a committee with so many.
func sentTo(t *testing.T, cells int) (get func(string) *httptest.ResponseRecorder, statements func() []string) {
	t.Helper()
	db, ward, book := grown(t, cells)
	ctx := context.Background()
	var d directive.Directive
	if err := db.Write(ctx, store.Viewer{Tenant: demo.Tenant, Person: ward.Officer}, func(tx *store.Tx) (err error) {
		d, err = directive.Send(tx, directive.Directive{Org: ward.Root.ID, Number: "99-KH/ĐU", IssuedOn: "2026-11-20", Issuer: "Đảng ủy", Abstract: "về việc chung", Asked: "Bàn.", Summary: "Bàn.", Level: document.Normal, Audience: document.ForMembers}, directive.To{})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(d.ID)
	if err == nil {
		err = directive.Deliver(ctx, db, store.Viewer{Tenant: demo.Tenant, Person: store.System}, payload)
	}
	if err != nil {
		t.Fatal(err)
	}
	return pageOf(t, db, ward, book, link.Directive(ward.Root.Slug, d.ID)), db.Statements
}

// TestFiguresDirective measures the page of one paper sent to 84 cells and to 10,000: the
// same statements, what the bigger one costs, and its weight, since fifty cells stand on
// a page.
func TestFiguresDirective(t *testing.T) {
	wanted(t)
	slog.SetDefault(slog.New(slog.DiscardHandler))
	small, texts := sentTo(t, 84)
	big, more := sentTo(t, 10_000)
	b := more()
	for name, get := range map[string]func(string) *httptest.ResponseRecorder{"84 cells": small, "10,000 cells": big} {
		w := get("")
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", name, w.Code)
		}
		t.Logf("%s: %d bytes", name, w.Body.Len())
	}
	if only := without(without(more(), b), texts()); len(only) > 0 {
		t.Errorf("only for 10,000 cells: %q", only)
	}
	got := interleaved(t, map[string]func() float64{
		"84 cells":     func() float64 { return each(40, func() { small("") }) },
		"10,000 cells": func() float64 { return each(4, func() { big("") }) },
	})
	t.Logf("processor time of the page of 10,000 cells to that of 84: %.1f (%.0f ms to %.1f ms)", got["84 cells"]/got["10,000 cells"], 1000/got["10,000 cells"], 1000/got["84 cells"])
}
