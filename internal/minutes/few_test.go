package minutes_test

import (
	"testing"

	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// A cell of two official members seals its minutes; what it wrote as a
// resolution is none and gives no task, voted on or not.
func TestACellOfTwoSealsMinutesAndNoResolution(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			for _, p := range []string{cast.Khoa, cast.Mai, cast.Tin} {
				if _, err := tx.Exec(`update member_span set to_day = '2026-11-01' where tenant = $1 and member = $2`, cast.M(p)); err != nil {
					return err
				}
			}
			_, err := tx.Exec(`update member_span set standing = 'probationary' where tenant = $1 and member = $2`, cast.M(cast.Loc))
			return err
		})
		closed(t, db, "dec", "2026-12-03")
		seal(t, db, "dec")
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			papers, err := minutes.Papers(rd, "dec")
			if err != nil || len(papers) != 1 || papers[0].Type != "minutes" {
				t.Errorf("%d papers, %v", len(papers), err)
			}
			n, err := rd.Int(`select count(*) from task where tenant = $1 and meeting = 'dec'`)
			if n != 0 {
				t.Errorf("%d tasks of a resolution that is none", n)
			}
			return err
		})
	})
}
