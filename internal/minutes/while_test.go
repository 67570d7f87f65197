package minutes_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestSealingWhileSomebodyEdits lets the scribe save a part at the moment at
// which chair and scribe confirm and seal. Whichever comes first, no word is
// sealed that was not confirmed, and none is answered as kept and then missing.
func TestSealingWhileSomebodyEdits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		for _, m := range []struct{ id, day string }{{"oct", "2026-10-03"}, {"nov", "2026-11-03"}, {"dec", "2026-12-03"}} {
			closed(t, db, m.id, m.day)
			words, before := "Đồng chí Lộc nêu việc xe rác "+m.id, minutes.Part{}
			db.Write(t, cast.Huy, func(tx *store.Tx) error {
				all, err := minutes.Compose(tx, cast.Book, m.id)
				for _, p := range all {
					if p.Key == "item."+m.id+"-i2" {
						before = p
					}
				}
				return err
			})
			var edited, sealed error
			var both sync.WaitGroup
			both.Go(func() {
				edited = db.TryWrite(cast.Huy, func(tx *store.Tx) error {
					_, err := minutes.Edit(tx, m.id, before.Key, before.Version, words)
					return err
				})
			})
			both.Go(func() {
				sealed = db.TryWrite(cast.Hien, func(tx *store.Tx) error {
					if err := confirm(tx, m.id); err != nil {
						return err
					}
					_, err := minutes.Seal(tx, cast.Book, m.id)
					return err
				})
			})
			both.Wait()
			if sealed != nil {
				t.Fatalf("%s: sealing: %v", m.id, sealed)
			}
			if edited != nil && !fault.Is(edited, "minutes_sealed") {
				t.Errorf("%s: the edit that came too late: %v", m.id, edited)
			}
			var doc minutes.Document
			db.Read(t, cast.Hien, func(rd *store.Reader) error {
				papers, err := minutes.Papers(rd, m.id)
				if err != nil {
					return err
				}
				return json.Unmarshal(papers[0].Body, &doc)
			})
			in := false
			for _, p := range doc.Body.Parts {
				in = in || strings.Contains(p.Text, words)
			}
			if in != (edited == nil) {
				t.Errorf("%s: the edit was answered %v, and stands in the sealed paper: %v", m.id, edited, in)
			}
		}
	})
}

// TestAMeetingWithoutAResolutionIsSealedAndTakesNoNumberOfOne: a meeting may end
// without one; its minutes are sealed, no task is made, and the next
// resolution has the next number.
func TestAMeetingWithoutAResolutionIsSealedAndTakesNoNumberOfOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "oct", cast.Cell, "2026-10-03", "closed")
		if s := seal(t, db, "oct"); s.Type != minutes.TypeMinutes || s.Number != 1 {
			t.Errorf("sealed %s %d", s.Type, s.Number)
		}
		closed(t, db, "nov", "2026-11-03")
		seal(t, db, "nov")
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			oct, err := minutes.Papers(rd, "oct")
			if err != nil || len(oct) != 1 {
				t.Errorf("%d papers of the meeting without a resolution: %v", len(oct), err)
			}
			if n, err := rd.Int(`select count(*) from task where tenant = $1 and meeting = 'oct'`); n != 0 || err != nil {
				t.Errorf("%d tasks of no resolution: %v", n, err)
			}
			nov, err := minutes.Papers(rd, "nov")
			for _, p := range nov {
				if want := map[string]int{minutes.TypeMinutes: 2, minutes.TypeResolution: 1}[p.Type]; p.Number != want {
					t.Errorf("%s of November has number %d, want %d", p.Type, p.Number, want)
				}
			}
			return err
		})
	})
}
