package privacy_test

import (
	"fmt"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// watched is a ward with a second officer and a secretary above, who are told.
func watched(t *testing.T, db *storetest.DB) (c meetingtest.Cast, leader string) {
	c = meetingtest.Ward(t, db)
	db.Write(t, store.System, func(tx *store.Tx) error {
		p, err := member.NewPerson(tx, member.Person{FullName: "Vũ Minh Sơn"})
		if err != nil {
			return err
		}
		leader = p.ID
		_, err = member.Appoint(tx, member.Post{Person: p.ID, Post: access.WardSecretary, Org: c.Ward, From: "2026-01-01"})
		return err
	})
	return c, leader
}

func TestTooManyRecordsRaiseOneAlarm(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c, leader := watched(t, db)
		look := func(who string, looks ...privacy.Look) {
			db.Write(t, who, func(tx *store.Tx) error { return privacy.Viewed(tx, book, looks...) })
		}
		record := func(n int) privacy.Look {
			return privacy.Look{Subject: fmt.Sprintf("person-%03d", n), What: "record", Post: "secretary", Persons: 1}
		}
		alarms := func(who string) (all []privacy.Alarm) {
			db.Read(t, who, func(rd *store.Reader) (err error) { all, err = privacy.Alarms(rd, c.Ward, 0); return })
			return all
		}
		start := db.Clock.Now()
		for n := range 49 {
			look(c.Hien.Person, record(n))
		}
		for range 20 { // the same again, a page of a roll, one's own record, the program: none counts
			look(c.Hien.Person, record(3), privacy.Look{Subject: c.Hien.Person, What: "record", Persons: 1})
		}
		for n := range 60 {
			look(store.System, record(n))
		}
		look(c.Officer, privacy.Look{Subject: c.Ward, What: "roll", Post: "officer", Persons: 100})
		if got := alarms(leader); len(got) != 0 {
			t.Fatalf("forty-nine: %+v", got)
		}
		db.Clock.Set(start.Add(11 * time.Minute)) // the forty-nine are too long ago
		look(c.Hien.Person, record(100))
		if got := alarms(leader); len(got) != 0 {
			t.Fatalf("after ten minutes: %+v", got)
		}
		for n := 101; n < 160; n++ {
			look(c.Hien.Person, record(n))
		}
		got := alarms(leader)
		if len(got) != 1 || got[0].Viewer != c.Hien.Person || got[0].Post != "secretary" || got[0].Persons != 60 {
			t.Fatalf("sixty: %+v", got)
		}
		if len(alarms(c.Officer)) != 1 {
			t.Error("the office is not told")
		}
		db.Clock.Set(start.Add(100 * time.Minute))
		look(c.Officer, privacy.Look{Subject: c.Ward, What: "export", Post: "officer", Persons: 600})
		if got := alarms(leader); len(got) != 2 || got[0].Persons != 600 || got[0].Post != "officer" {
			t.Fatalf("a file of six hundred: %+v", got)
		}
		if got := alarms(c.Officer); len(got) != 1 || got[0].Viewer != c.Hien.Person {
			t.Errorf("the officer gets his own alarm: %+v", got)
		}
		id := alarms(leader)[0].ID
		for _, who := range []string{c.Officer, c.Hien.Person, c.Mai.Person} { // his own, and who is not told at all
			if err := db.TryWrite(who, func(tx *store.Tx) error { return privacy.Settle(tx, id, "Không có gì") }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("settled by %s: %v", who, err)
			}
		}
		for range 2 {
			db.Write(t, leader, func(tx *store.Tx) error {
				return privacy.Settle(tx, id, "Đã hỏi: xuất danh sách để đối chiếu")
			})
		}
		if err := db.TryWrite(leader, func(tx *store.Tx) error { return privacy.Settle(tx, id, "khác") }); !fault.Is(err, "privacy_settled") {
			t.Error(err)
		}
	})
}

// TestAnAlarmNamesNobodyWhoseRecordItWas: neither the alarm nor the log does; the
// persons themselves read it.
func TestAnAlarmNamesNobodyWhoseRecordItWas(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c, leader := watched(t, db)
		looks := []privacy.Look{{Subject: c.Loc.Person, What: "record", Post: "secretary", Persons: 1}}
		for n := range 60 {
			looks = append(looks, privacy.Look{Subject: fmt.Sprintf("person-%03d", n), What: "record", Post: "secretary", Persons: 1})
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return privacy.Viewed(tx, book, looks...) })
		db.Read(t, leader, func(rd *store.Reader) error {
			all, err := privacy.Alarms(rd, c.Ward, 0)
			if len(all) != 1 || all[0].Persons != 61 {
				t.Errorf("%+v", all)
			}
			n, err1 := rd.Int(`select count(*) from read_alarm where tenant = $1 and (note like '%person-%' or viewer = $2 or id = $2)`, c.Loc.Person)
			if n != 0 || err1 != nil {
				t.Errorf("%d %v", n, err1)
			}
			return err
		})
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			views, err := audit.Views(rd, c.Loc.Person, nil, 0)
			if len(views) != 1 || views[0].Viewer != c.Hien.Person {
				t.Errorf("%+v", views)
			}
			return err
		})
	})
}
