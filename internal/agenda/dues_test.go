package agenda_test

import (
	"strings"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/dues"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestDuesAreACountAndARequestIsToBeDecided(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		draft := func() (lines []meeting.Item) {
			var all []meeting.Item
			db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) { all, err = agenda.Draft(tx, meetingtest.Book, m.ID); return })
			for _, i := range all {
				if i.SourceKind == "dues" || i.SourceKind == "exemption" {
					lines = append(lines, i)
				}
			}
			return lines
		}
		if got := draft(); len(got) != 0 { // nobody took November down: nothing is said of anybody
			t.Errorf("%+v", got)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := dues.Put(tx, meetingtest.Book, c.Cell, "2026-11", []dues.Entry{{Member: c.Loc.Member, State: dues.Paid, Amount: 60_000}, {Member: c.Mai.Member, State: dues.Waived}}); err != nil {
				return err
			}
			_, err := standing.Ask(tx, meetingtest.Book, standing.Request{Member: c.Loc.Member, Manner: "oral", Reason: "age", AskedOn: "2026-12-01", From: "2026-12-01", Until: "2027-06-01"})
			return err
		})
		got := draft()
		if len(got) != 2 || got[0].Purpose != "decide" || !strings.HasPrefix(got[0].Title, "Miễn công tác và sinh hoạt đảng đối với đồng chí Trần Đức Lộc") || got[1].Title != "Đảng phí tháng 11/2026: còn 7 đồng chí chưa nộp" {
			t.Fatalf("%+v", got)
		}
		for _, i := range got {
			if strings.Contains(i.Title+i.SourceText, "Tuổi cao") { // the agenda goes to everybody: no reason of anybody
				t.Errorf("the reason stands on the agenda: %+v", i)
			}
		}
	})
}
