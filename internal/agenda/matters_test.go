package agenda_test

import (
	"strings"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/matter"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestMattersUnderSupervisionAreHeardWhenDue: one line, once, with the office that answers
// and no name; what is a draft or was heard brings none.
func TestMattersUnderSupervisionAreHeardWhenDue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update org_edge set kind = 'office' where tenant = $1 and org = $2`, c.Cell)
			return err
		})
		m := c.Planned(t, db)
		lines := func() (out []meeting.Item) {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
				out = nil
				all, err := agenda.Draft(tx, meetingtest.Book, m.ID)
				for _, i := range all {
					if i.SourceKind == "matters" {
						out = append(out, i)
					}
				}
				return err
			})
			return out
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, err := matter.Put(tx, meetingtest.Book, matter.Matter{Org: c.Cell, Year: 2026, What: "Thu, chi quỹ hội", Office: "Kế toán", ReportOn: "2026-12-20"}, 0)
			return err
		})
		if got := lines(); len(got) != 0 {
			t.Errorf("a draft is heard: %+v", got)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, err := matter.Adopt(tx, meetingtest.Book, c.Cell, 2026, matter.Decision{Day: "2026-11-20"})
			return err
		})
		for range 2 {
			if got := lines(); len(got) != 1 || got[0].Title != "Nghe báo cáo 1 việc đưa ra giám sát" || !strings.Contains(got[0].SourceText, "Kế toán, trước 20/12/2026") {
				t.Errorf("%+v", got)
			}
		}
	})
}
