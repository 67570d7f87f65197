package bench

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"chibo/internal/demo"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// gradedBy is the monthly grading sheet of a committee, as page or as file, whose cells
// beside the sample's all voted the same score with the same reasons.
func gradedBy(t *testing.T, cells int, of func(slug, month string) string) (get func(string) *httptest.ResponseRecorder, statements func() []string) {
	t.Helper()
	db, ward, book := grown(t, cells)
	const table = "quality.table.hd42@1"
	by, ok := book.TableByRef(table)
	if !ok {
		t.Fatal("no such table")
	}
	if err := db.Bulk(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
		if _, err := tx.Exec(`insert into meeting_score (tenant, meeting, suggested, self, self_reason, self_by, self_at, voted, vote, voted_at, confirmed_reason, confirmed_by, band, band_rule, table_rule, out_of, version)
			select tenant, id, 9000, 9500, '', '', 1, 9500, '', 1, '', '', 'Tốt', $2, $2, 10000, 1 from meeting where tenant = $1 and id like 'more-%'`, table); err != nil {
			return err
		}
		for _, l := range by.Criteria {
			if _, err := tx.Exec(`insert into score_line (tenant, meeting, code, suggested, policy, self, reason, voted, confirmed, confirmed_reason)
				select tenant, id, $2, $3, '', $3, 'Còn chậm.', $3, null, '' from meeting where tenant = $1 and id like 'more-%'`, l.Code, int64(l.Max)-50); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return pageOf(t, db, ward, book, of(ward.Root.Slug, "2026-11")), db.Statements
}

// TestFiguresGrading measures the monthly grading sheet of 84 cells and of 10,000: the page
// shows a hundred of them, the file has them all; the statements are the same.
func TestFiguresGrading(t *testing.T) {
	wanted(t)
	slog.SetDefault(slog.New(slog.DiscardHandler))
	for name, of := range map[string]func(slug, month string) string{"page": link.GradingSheet, "file": link.GradingSheetFile} {
		small, texts := gradedBy(t, 84, of)
		big, more := gradedBy(t, 10_000, of)
		b := more()
		spent := map[string]time.Duration{}
		for size, get := range map[string]func(string) *httptest.ResponseRecorder{"84 cells": small, "10,000 cells": big} {
			get("") // what is read once
			begun := cpu()
			w := get("")
			if spent[size] = cpu() - begun; w.Code != http.StatusOK {
				t.Fatalf("%s of %s: %d", name, size, w.Code)
			}
			t.Logf("%s of %s: %d bytes, %d ms of processor time", name, size, w.Body.Len(), spent[size].Milliseconds())
		}
		if only := without(without(more(), b), texts()); len(only) > 0 {
			t.Errorf("only for 10,000 cells: %q", only)
		}
		t.Logf("%s: 10,000 cells cost %.1f times 84", name, float64(spent["10,000 cells"])/float64(spent["84 cells"]))
	}
}
