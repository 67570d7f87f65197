package offline_test

import (
	"testing"

	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

// TestHandsCountedOnTheMinutes: where somebody does not agree to the minutes, the
// phone counts hands, and the server keeps that count; sent again it is one vote.
func TestHandsCountedOnTheMinutes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		p := h.phone(t, h.Hien.Person)
		h.at("19:30")
		h.untilClosed(t, p)
		h.at("21:20")
		p.do("agree", obj{"counted": obj{"for": 3, "against": 1}})
		for range 2 {
			p.send(t)
		}
		db.Read(t, h.Hien.Person, func(rd *store.Reader) error {
			all, err := vote.List(rd, h.m.ID)
			n := 0
			for _, v := range all {
				if v.Matter != "minutes" {
					continue
				}
				if n++; v.For != 3 || v.Against != 1 {
					t.Errorf("the count: %+v", v)
				}
			}
			if n != 1 {
				t.Errorf("%d votes on the minutes", n)
			}
			return err
		})
		if len(p.refused) > 0 {
			t.Errorf("refused: %v", p.refused)
		}
		if keys := h.late(t); len(keys) != 0 {
			t.Errorf("late: %v", keys)
		}
	})
}
