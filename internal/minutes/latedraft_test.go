package minutes_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestADraftIsKeptAndAnOlderOneDoesNotGoOverIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		half := minutes.Late{Org: c.Cell, Period: "2026-11", Kind: meeting.Regular, Place: "Nhà văn hóa"}
		save := func(in minutes.Late, version int64) (d minutes.LateDraft, err error) {
			err = db.TryWrite(c.Hien.Person, func(tx *store.Tx) (err error) { d, err = minutes.SaveLate(tx, in, version); return })
			return d, err
		}
		first, err := save(half, 0)
		if err != nil || first.Version != 1 || first.Place != half.Place {
			t.Fatalf("%+v %v", first, err)
		}
		if again, err := save(half, 0); err != nil || again.Version != 1 {
			t.Errorf("the same again: %+v %v", again, err)
		}
		half.Place = "Nhà bí thư"
		if _, err := save(half, 0); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older one: %v", err)
		}
		if second, err := save(half, 1); err != nil || second.Version != 2 {
			t.Errorf("%+v %v", second, err)
		}
		for _, who := range []string{c.Huy.Person, c.Officer, c.Neighbour.Person} {
			if err := db.TryRead(who, func(rd *store.Reader) error {
				_, err := minutes.LateDraftOf(rd, c.Cell, "2026-11", meeting.Regular)
				return err
			}); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s reads the draft: %v", who, err)
			}
		}
	})
}
