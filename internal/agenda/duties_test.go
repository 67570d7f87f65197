package agenda_test

import (
	"strings"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/duty"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestStandingDutiesAreOneLineInTurn: however many report, the agenda has one
// line that names them, once; a year that is not adopted has none.
func TestStandingDutiesAreOneLineInTurn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			for _, one := range []meetingtest.Someone{c.Hien, c.Loc, c.Mai} {
				if _, err := duty.Give(tx, meetingtest.Book, duty.Duty{Org: c.Cell, Year: 2026, Member: one.Member, What: "Phụ trách hộ", Rhythm: "month"}); err != nil {
					return err
				}
			}
			_, err := tx.Exec(`update duty set given_on = '2026-10-01' where tenant = $1`)
			return err
		})
		lines := func() (out []meeting.Item) {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
				out = nil
				all, err := agenda.Draft(tx, meetingtest.Book, m.ID)
				for _, i := range all {
					if i.SourceKind == "duty" {
						out = append(out, i)
					}
				}
				return err
			})
			return out
		}
		if got := lines(); len(got) != 0 {
			t.Errorf("a draft year is on the agenda: %+v", got)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return duty.Adopt(tx, c.Cell, 2026, "") })
		for range 2 {
			got := lines()
			if len(got) != 1 || got[0].Title != "Nghe 2 đồng chí báo cáo nhiệm vụ được phân công" || !strings.HasSuffix(got[0].SourceText, "Lường Thị Hiên, Trần Đức Lộc") {
				t.Errorf("%+v", got)
			}
		}
	})
}
