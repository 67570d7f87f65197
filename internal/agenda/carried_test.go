package agenda_test

import (
	"strings"
	"testing"
	"time"

	"chibo/internal/agenda"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// titled is where a line stands, -1 nowhere.
func titled(all []meeting.Item, title string) int {
	for n, i := range all {
		if i.Title == title {
			return n
		}
	}
	return -1
}

func TestAPointMovedOnComesBackNextTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		const moved, settled = "Thăm gia đình đồng chí Tín", "Sửa mái nhà văn hóa"
		plan := func(period string, at time.Time) (next meeting.Meeting) {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
				next, err = meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Cell, Period: period, Kind: meeting.Regular, StartsAt: at.UnixMilli(), Place: "Nhà văn hóa tổ 3"})
				return err
			})
			return next
		}
		draft := func(id string) (all []meeting.Item) {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) { all, err = agenda.Draft(tx, meetingtest.Book, id); return })
			return all
		}
		drop := func(id, title, reason string) {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
				all, err := meeting.Items(tx.Reader, id)
				if err != nil {
					return err
				}
				_, _, err = meeting.RemoveItem(tx, id, all[titled(all, title)].ID, reason)
				return err
			})
		}
		all := draft(m.ID)
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			now, err := meeting.Get(tx.Reader, m.ID)
			if err == nil {
				_, _, err = meeting.PutItems(tx, m.ID, now.Version, append(all, meeting.Item{Title: moved}, meeting.Item{Title: settled}))
			}
			return err
		})
		drop(m.ID, moved, meeting.ReasonLater+": đồng chí Tín nằm viện")
		drop(m.ID, settled, meeting.ReasonSettled)
		if all = draft(m.ID); titled(all, moved) >= 0 || titled(all, settled) >= 0 {
			t.Error("what was taken off came back to the same meeting")
		}
		january := plan("2027-01", storetest.Start.AddDate(0, 1, 0))
		all = draft(january.ID)
		at := titled(all, moved)
		if at < 0 || all[at].SourceText != "Chuyển từ buổi sinh hoạt ngày 03/12/2026" || titled(all, settled) >= 0 || at != len(all)-2 {
			t.Fatalf("%d of %+v", at, all)
		}
		if again := draft(january.ID); len(again) != len(all) {
			t.Errorf("drafted twice: %d lines, then %d", len(all), len(again))
		}
		february := plan("2027-02", storetest.Start.AddDate(0, 2, 0))
		if all = draft(february.ID); titled(all, moved) >= 0 {
			t.Error("January has it: February does not")
		}
		drop(january.ID, moved, meeting.ReasonLater)
		all = draft(february.ID)
		if at = titled(all, moved); at < 0 || !strings.HasSuffix(all[at].SourceText, "03/01/2027") {
			t.Errorf("moved on once more: %+v", all)
		}
	})
}
