package api_test

import (
	"net/http"
	"testing"
	"time"

	"chibo/internal/api"
	"chibo/internal/silence"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestASilentMonthThroughTheAPI: the office asks after it, the cell says why it did not
// meet, the office asks back and takes the answer; a word taken back is gone.
func TestASilentMonthThroughTheAPI(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := newWorld(t, db)
		var cell api.Org
		w.must(w.officer, http.MethodPost, v1+"/orgs", map[string]any{"name": "Chi bộ Tổ 1", "kind": "residential", "parent": w.root}, &cell)
		var m api.Member
		w.must(w.officer, http.MethodPost, v1+"/members", map[string]any{"org": cell.ID, "full_name": "Lò Văn Minh", "official_on": "2010-01-01", "admitted_on": "2009-01-01"}, &m)
		w.must(w.officer, http.MethodPost, v1+"/posts", map[string]any{"person": m.Person, "post": "secretary", "org": cell.ID}, nil)
		secretary, month := w.token(m.Person), v1+"/orgs/"+cell.ID+"/months/"+store.Day(db.Clock.Now().UnixMilli())[:7]
		db.Clock.Set(db.Clock.Now().AddDate(0, 0, 10).Add(time.Hour))
		var word silence.Word
		w.must(w.officer, http.MethodPost, month+"/reminders", nil, &word)
		w.refused(w.do(secretary, http.MethodPost, month+"/reminders", nil), http.StatusNotFound, "not_found")
		w.refused(w.do(w.officer, http.MethodPost, month+"/word/acceptance", map[string]any{"version": word.Version}), http.StatusConflict, "silence_unsaid")
		w.must(secretary, http.MethodPut, month+"/word", map[string]any{"reason": "merged", "version": word.Version}, &word)
		w.must(w.officer, http.MethodPost, month+"/word/questions", map[string]any{"question": "Ghép vào buổi nào?", "version": word.Version}, &word)
		w.must(secretary, http.MethodPut, month+"/word", map[string]any{"reason": "merged", "note": "Buổi ngày 03", "version": word.Version}, &word)
		w.must(w.officer, http.MethodPost, month+"/word/acceptance", map[string]any{"version": word.Version}, &word)
		if word.AcceptedOn == "" || word.Reason != "merged" {
			t.Errorf("accepted: %+v", word)
		}
	})
}
