package agenda_test

import (
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestWhatFallsDueStandsUnderTheMembersLine(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			if err := member.Record(tx, meetingtest.Book, member.Event{Member: c.Khoa.Member, Kind: member.Exempted, From: "2026-06-01", Until: "2026-12-21"}); err != nil {
				return err
			}
			return member.Record(tx, meetingtest.Book, member.Event{Member: c.Loc.Member, Kind: member.Exempted, From: "2026-06-01", Until: "2027-06-01"})
		})
		for range 2 { // drafted twice is once
			var all []meeting.Item
			db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) { all, err = agenda.Draft(tx, meetingtest.Book, m.ID); return })
			n, under := 0, ""
			for _, i := range all {
				if i.SourceKind == "template" {
					under = i.Code
				}
				if i.SourceKind == "date" {
					n++
					if under != "members" || i.Title != "Đồng chí Trần Văn Khoa hết thời gian miễn sinh hoạt ngày 20/12/2026" || i.Purpose != "decide" || i.SourceText == "" {
						t.Errorf("under %s: %+v", under, i)
					}
				}
			}
			if n != 1 {
				t.Errorf("%d lines of days", n)
			}
		}
	})
}
