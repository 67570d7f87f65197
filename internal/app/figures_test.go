package app

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"chibo/internal/meeting/meetingtest"
	"chibo/internal/regulation"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestTheFigureOfAlarms: /metrics counts alarms of the last month over all
// committees, older ones no more, and says nothing of anybody.
func TestTheFigureOfAlarms(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast := meetingtest.Ward(t, db)
		a := &App{DB: db.DB, Book: meetingtest.Book, Books: regulation.NewBooks(db.DB, meetingtest.Book)}
		others := a.alarms() // of committees of tests before this one
		db.Write(t, store.System, func(tx *store.Tx) error {
			if _, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, '', '', '', '', '', '', '{}', 0)`); err != nil {
				return err
			}
			for _, days := range []int64{1, 29, 31} {
				if _, err := tx.Exec(`insert into read_alarm (tenant, id, viewer, post, at, persons, minutes, rule, seen_at, seen_by, note) values ($1, $2, $3, 'officer', $4, 50, 10, '', null, '', '')`,
					store.NewID(), cast.Hien.Person, tx.Now()-days*24*3600*1000); err != nil {
					return err
				}
			}
			return nil
		})
		h, err := a.Handler()
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		r.RemoteAddr = "127.0.0.1:9"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		body, _ := io.ReadAll(w.Body)
		if n := a.alarms() - others; n != 2 {
			t.Errorf("%v alarms of three, one of them 31 days old", n)
		}
		if !strings.Contains(string(body), "\nchibo_read_alarms_30d ") || strings.Contains(string(body), cast.Hien.Person) {
			t.Errorf("the figures:\n%s", body)
		}
	})
}
