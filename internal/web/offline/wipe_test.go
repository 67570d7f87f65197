package offline_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"chibo/internal/meeting/meetingtest"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestABrowserIsEmptiedOnlyWhenNothingIsLeftToDo: the answer that makes a browser
// throw everything away is refused while its device still has something to do.
func TestABrowserIsEmptiedOnlyWhenNothingIsLeftToDo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		s := webtest.On(t, db)
		m := s.Cast.Planned(t, db)
		var d offline.Device
		var pass offline.Pass
		db.Write(t, s.Cast.Hien.Person, func(tx *store.Tx) (err error) {
			d, pass, err = offline.Take(tx, offline.Taking{Meeting: m.ID})
			return err
		})
		wipe := func(pass string) (int, string) {
			r := httptest.NewRequest(http.MethodPost, link.HallWipe, nil)
			r.Header.Set("X-Chibo-Hall", pass)
			status, _, body := s.Serve("", r)
			return status, body
		}
		if status, body := wipe(pass.String()); status != http.StatusConflict || !strings.Contains(body, "hall_open") {
			t.Errorf("while the meeting is open: %d %s", status, body)
		}
		db.Write(t, s.Cast.Hien.Person, func(tx *store.Tx) error {
			nothing := 0
			_, err := offline.Receive(tx, meetingtest.Book, d.ID, offline.Batch{Waiting: &nothing, Done: true})
			return err
		})
		if status, body := wipe(pass.String()); status != http.StatusNoContent {
			t.Errorf("once done: %d %s", status, body)
		}
		if status, _ := wipe("1.nobody.pass"); status != http.StatusNoContent {
			t.Errorf("a pass that opens nothing: %d", status)
		}
	})
}
