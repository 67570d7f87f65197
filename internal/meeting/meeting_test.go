package meeting_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

var book = meetingtest.Book

func at(y, m, d, h int) int64 {
	return time.Date(y, time.Month(m), d, h, 30, 0, 0, store.Vietnam).UnixMilli()
}

func wants(t *testing.T, err error, code string) {
	t.Helper()
	if code == "" && err != nil || code != "" && !fault.Is(err, code) {
		t.Fatalf("want %q, got %v", code, err)
	}
}

func TestPlanAcceptsWhatACellCanMean(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		plan := func(who string, in meeting.Planning) (m meeting.Meeting, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { m, err = meeting.Plan(tx, book, in); return })
			return
		}
		for _, s := range []struct {
			name string
			who  string
			in   meeting.Planning
			code string
		}{
			{"the 3rd needs no reason", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-11", Kind: "regular", StartsAt: at(2026, 11, 3, 19), Place: "Nhà văn hóa"}, ""},
			{"the same again is the same", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-11", Kind: "regular", StartsAt: at(2026, 11, 3, 19), Place: "Nhà văn hóa"}, ""},
			{"a second regular one of the month", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-11", Kind: "regular", StartsAt: at(2026, 11, 5, 19), Place: "Nhà văn hóa", DayReason: "bão"}, "meeting_exists"},
			{"combined beside regular", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-11", Kind: "combined", StartsAt: at(2026, 11, 3, 19), Place: "Nhà văn hóa"}, "meeting_exists"},
			{"another day without a reason", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-10", Kind: "regular", StartsAt: at(2026, 10, 7, 19), Place: "Nhà văn hóa"}, "meeting_day_reason"},
			{"October held on 2 November stays October", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-10", Kind: "regular", StartsAt: at(2026, 11, 2, 19), Place: "Nhà văn hóa", DayReason: "lũ"}, ""},
			{"the 3rd of the next month is not the rule's day", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-09", Kind: "regular", StartsAt: at(2026, 10, 3, 19), Place: "Nhà văn hóa"}, "meeting_day_reason"},
			{"thematic any day", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-11", Kind: "thematic", StartsAt: at(2026, 11, 20, 19), Place: "Nhà văn hóa"}, ""},
			{"a second thematic one", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-11", Kind: "thematic", StartsAt: at(2026, 11, 21, 19), Place: "Nhà văn hóa"}, ""},
			{"absurd year", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: "regular", StartsAt: at(2206, 12, 3, 19), Place: "Nhà văn hóa"}, "meeting_date"},
			{"no date", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: "regular", Place: "Nhà văn hóa"}, "meeting_date"},
			{"absurd period", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "0226-12", Kind: "regular", StartsAt: at(226, 12, 3, 19), Place: "Nhà văn hóa"}, "meeting_period"},
			{"month 13", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-13", Kind: "regular", StartsAt: at(2026, 12, 3, 19), Place: "Nhà văn hóa"}, "meeting_period"},
			{"unknown kind", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: "party", StartsAt: at(2026, 12, 3, 19), Place: "Nhà văn hóa"}, "meeting_kind"},
			{"no place", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: "regular", StartsAt: at(2026, 12, 3, 19), Place: "  "}, "meeting_place"},
			{"before the cell was founded", c.Hien.Person, meeting.Planning{Org: c.Cell, Period: "2024-12", Kind: "regular", StartsAt: at(2024, 12, 3, 19), Place: "Nhà văn hóa"}, "meeting_no_cell"},
			{"the ward is no cell", store.System, meeting.Planning{Org: c.Ward, Period: "2026-12", Kind: "regular", StartsAt: at(2026, 12, 3, 19), Place: "Nhà văn hóa"}, "meeting_not_cell"},
			{"the neighbour's secretary", c.Neighbour.Person, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: "regular", StartsAt: at(2026, 12, 3, 19), Place: "Nhà văn hóa"}, "not_found"},
			{"a plain member", c.Loc.Person, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: "regular", StartsAt: at(2026, 12, 3, 19), Place: "Nhà văn hóa"}, "not_found"},
		} {
			t.Run(s.name, func(t *testing.T) { _, err := plan(s.who, s.in); wants(t, err, s.code) })
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			first, next, err := meeting.List(rd, meeting.Filter{Org: c.Cell, Limit: 3})
			if err != nil || len(first) != 3 || next == "" {
				t.Errorf("first page: %d %q %v", len(first), next, err)
			}
			rest, end, err := meeting.List(rd, meeting.Filter{Org: c.Cell, After: next, Limit: 3})
			if err != nil || len(rest) != 1 || end != "" {
				t.Errorf("second page: %d %q %v", len(rest), end, err)
			}
			if m, err := meeting.Find(rd, c.Cell, "2026-11", "thematic"); err != nil || m.N != 2 {
				t.Errorf("last thematic: %+v %v", m, err)
			}
			return nil
		})
		db.Read(t, c.Neighbour.Person, func(rd *store.Reader) error {
			if all, _, err := meeting.List(rd, meeting.Filter{}); err != nil || len(all) != 0 {
				t.Errorf("the neighbour sees %d meetings, %v", len(all), err)
			}
			return nil
		})
	})
}

func TestTheWholeCircle(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		do := func(who string, step func(*store.Tx) (meeting.Meeting, error)) error {
			return db.TryWrite(who, func(tx *store.Tx) error { _, err := step(tx); return err })
		}
		open := func(chair, scribe string) func(*store.Tx) (meeting.Meeting, error) {
			return func(tx *store.Tx) (meeting.Meeting, error) { return meeting.Open(tx, book, m.ID, chair, scribe) }
		}
		type fn = func(*store.Tx) (meeting.Meeting, error)
		prepare := fn(func(tx *store.Tx) (meeting.Meeting, error) {
			return meeting.Prepare(tx, m.ID, "Chi ủy thống nhất 6 mục.")
		})
		announce := fn(func(tx *store.Tx) (meeting.Meeting, error) { return meeting.Announce(tx, m.ID) })
		end := fn(func(tx *store.Tx) (meeting.Meeting, error) { return meeting.Close(tx, m.ID) })
		confirm := fn(func(tx *store.Tx) (meeting.Meeting, error) { return meeting.Confirm(tx, m.ID) })
		seal := fn(func(tx *store.Tx) (meeting.Meeting, error) { return meeting.MarkSealed(tx, m.ID) })
		report := fn(func(tx *store.Tx) (meeting.Meeting, error) { return meeting.Report(tx, m.ID) })
		agenda := fn(func(tx *store.Tx) (meeting.Meeting, error) {
			m, err := meeting.Get(tx.Reader, m.ID)
			if err != nil {
				return m, err
			}
			m, _, err = meeting.PutItems(tx, m.ID, m.Version, []meeting.Item{{Title: "Nhiệm vụ tháng 12", Purpose: "decide", Minutes: 25}})
			return m, err
		})
		marks := fn(func(tx *store.Tx) (meeting.Meeting, error) {
			for _, p := range []string{c.Hien.Member, c.Huy.Member, c.Loc.Member, c.Mai.Member, c.Khoa.Member, c.Anh.Member} {
				if _, err := tx.Exec(`insert into mark (tenant, meeting, member, status, reason, method, at, by_person, version) values ($1, $2, $3, 'present', '', 'scribe', 1, 'x', 1) on conflict do nothing`, m.ID, p); err != nil {
					return m, err
				}
			}
			return m, nil
		})
		for _, s := range []struct {
			name string
			who  string
			step fn
			code string
		}{
			{"close before it opens", c.Hien.Person, end, "meeting_not_open"},
			{"confirm before it closes", c.Hien.Person, confirm, "meeting_not_closed"},
			{"seal before it is confirmed", c.Hien.Person, seal, "meeting_not_confirmed"},
			{"report before it is sealed", c.Hien.Person, report, "meeting_not_sealed"},
			{"announce without an agenda", c.Hien.Person, announce, "no_agenda"},
			{"prepare by a member", c.Loc.Person, prepare, "not_found"},
			{"prepare", c.Hien.Person, prepare, ""},
			{"prepare again", c.Hien.Person, prepare, ""},
			{"agenda", c.Hien.Person, agenda, ""},
			{"announce", c.Hien.Person, announce, ""},
			{"announce again", c.Hien.Person, announce, ""},
			{"open without a scribe", c.Hien.Person, open(c.Hien.Person, ""), "no_scribe"},
			{"open without a chair", c.Hien.Person, open("", c.Huy.Person), "no_chair"},
			{"a chair from another cell", c.Hien.Person, open(c.Neighbour.Person, c.Huy.Person), "chair_not_of_cell"},
			{"a suspended scribe", c.Hien.Person, open(c.Hien.Person, c.Nga.Person), "scribe_not_of_cell"},
			{"one person for both", c.Hien.Person, open(c.Hien.Person, c.Hien.Person), "chair_is_scribe"},
			{"a member opens", c.Huy.Person, open(c.Hien.Person, c.Huy.Person), "not_found"},
			{"the neighbour opens", c.Neighbour.Person, open(c.Hien.Person, c.Huy.Person), "not_found"},
			{"open", c.Hien.Person, open(c.Hien.Person, c.Huy.Person), ""},
			{"open again", c.Hien.Person, open(c.Hien.Person, c.Huy.Person), ""},
			{"close with people unmarked", c.Huy.Person, end, "roll_incomplete"},
			{"roll call", c.Huy.Person, marks, ""},
			{"the scribe closes", c.Huy.Person, end, ""},
			{"close again", c.Huy.Person, end, ""},
			{"agenda after the close", c.Hien.Person, agenda, "agenda_closed"},
			{"the scribe confirms", c.Huy.Person, confirm, ""},
			{"the scribe's right has ended", c.Huy.Person, confirm, "not_found"},
			{"confirm again", c.Hien.Person, confirm, ""},
			{"seal", c.Hien.Person, seal, ""},
			{"report", c.Hien.Person, report, ""},
			{"report again", c.Hien.Person, report, ""},
		} {
			if err := do(s.who, s.step); (s.code == "") != (err == nil) || s.code != "" && !fault.Is(err, s.code) {
				t.Fatalf("%s: want %q, got %v", s.name, s.code, err)
			}
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			got, err := meeting.Get(rd, m.ID)
			if err != nil || got.State != meeting.Reported || got.Chair != c.Hien.Person || got.RegimeRule == "" || got.ReportedAt == 0 {
				t.Errorf("%+v %v", got, err)
			}
			n, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and object_id = $2 and action = 'meeting.open'`, m.ID)
			if n != 1 {
				t.Errorf("open was noted %d times", n)
			}
			return err
		})
	})
}

func TestRefusalNamesWhoIsUnmarked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		err := db.TryWrite(c.Huy.Person, func(tx *store.Tx) error { _, err := meeting.Close(tx, m.ID); return err })
		var f *fault.Error
		if !errors.As(err, &f) || f.Args[1] != 6 || f.Args[3] != "Lò Thị Ánh, Lường Thị Hiên, Phạm Quốc Huy, Trần Văn Khoa, Trần Đức Lộc, Lò Thị Mai" {
			t.Fatalf("%v", err)
		}
	})
}

func TestRollIsFrozen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update member_span set activity = 'away' where tenant = $1 and member = $2`, c.Loc.Member)
			return err
		})
		want := map[string][2]bool{c.Hien.Member: {true, true}, c.Huy.Member: {true, true}, c.Loc.Member: {true, true}, c.Mai.Member: {true, true}, c.Khoa.Member: {true, true},
			c.Tua.Member: {false, false}, c.Anh.Member: {true, false}, c.Tin.Member: {false, true}, c.Nga.Member: {false, false}}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			roll, err := meeting.Frozen(rd, m.ID, meeting.StageOpen)
			if len(roll) != len(want) {
				t.Errorf("%d on the roll", len(roll))
			}
			for _, r := range roll {
				if want[r.Member] != [2]bool{r.Expected, r.Entitled} {
					t.Errorf("%s: expected %v, entitled %v", r.FullName, r.Expected, r.Entitled)
				}
			}
			return err
		})
		for _, who := range []string{c.Neighbour.Person, c.Officer} {
			wants(t, db.TryRead(who, func(rd *store.Reader) error { _, err := meeting.Frozen(rd, m.ID, "open"); return err }), "not_found")
		}
	})
}

func TestTooEarlyAndMoved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		var m meeting.Meeting
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
			m, err = meeting.Plan(tx, book, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: "regular", StartsAt: at(2026, 12, 5, 19), Place: "Nhà văn hóa", DayReason: "ngày 3 có bão"})
			return
		})
		open := func() error {
			return db.TryWrite(c.Hien.Person, func(tx *store.Tx) error {
				_, err := meeting.Open(tx, book, m.ID, c.Hien.Person, c.Huy.Person)
				return err
			})
		}
		move := func(version, at int64, reason string) error {
			return db.TryWrite(c.Hien.Person, func(tx *store.Tx) error {
				got, err := meeting.Move(tx, book, m.ID, version, at, "", reason)
				if err == nil && got.Period != "2026-12" {
					t.Errorf("period became %s", got.Period)
				}
				return err
			})
		}
		wants(t, open(), "meeting_too_early")
		wants(t, move(1, at(2026, 12, 4, 19), ""), "meeting_day_reason")
		wants(t, move(1, at(2206, 12, 4, 19), "x"), "meeting_date")
		wants(t, move(1, at(2026, 12, 3, 19), ""), "")
		wants(t, move(1, at(2026, 12, 3, 19), ""), "")
		wants(t, move(1, at(2026, 12, 2, 19), "lại đổi"), "stale")
		wants(t, open(), "")
		wants(t, move(4, at(2026, 12, 4, 19), "muộn"), "meeting_begun")
	})
}

func TestTwoPeopleOneAgenda(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		put := func(version int64, items ...meeting.Item) (now meeting.Meeting, out []meeting.Item, err error) {
			err = db.TryWrite(c.Hien.Person, func(tx *store.Tx) (err error) {
				now, out, err = meeting.PutItems(tx, m.ID, version, items)
				return
			})
			return
		}
		now, first, err := put(m.Version, meeting.Item{Title: "Khai mạc", Minutes: 5}, meeting.Item{Title: "Việc ngõ 12", Minutes: 20, SourceKind: "task", SourceID: "t1"})
		wants(t, err, "")
		again, same, err := put(m.Version, meeting.Item{Title: "Khai mạc", Minutes: 5}, meeting.Item{Title: "Việc ngõ 12", Minutes: 20, SourceKind: "task", SourceID: "t1"})
		if err != nil || again.Version != now.Version || same[0].ID != first[0].ID {
			t.Fatalf("sent twice: %v %v", again, err)
		}
		_, _, err = put(m.Version, meeting.Item{Title: "Của người thứ hai"})
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != "stale" || len(f.Newer.(meeting.Agenda).Items) != 2 {
			t.Fatalf("an edit on the older agenda: %v", err)
		}
		_, _, err = put(now.Version, first[0])
		wants(t, err, "agenda_remove_reason")
		now, swapped, err := put(now.Version, first[1], first[0], meeting.Item{Title: "Ý kiến khác"})
		if err != nil || swapped[0].ID != first[1].ID || swapped[2].Code != "own" {
			t.Fatalf("%+v %v", swapped, err)
		}
		for _, bad := range []struct {
			item meeting.Item
			code string
		}{{meeting.Item{Title: " "}, "agenda_title"}, {meeting.Item{Title: "x", Minutes: -1}, "agenda_minutes"}, {meeting.Item{Title: "x", Purpose: "sing"}, "agenda_purpose"}} {
			_, _, err = put(now.Version, bad.item)
			wants(t, err, bad.code)
		}
		remove := func(item, reason string) error {
			return db.TryWrite(c.Hien.Person, func(tx *store.Tx) error { _, _, err := meeting.RemoveItem(tx, m.ID, item, reason); return err })
		}
		wants(t, remove(first[1].ID, ""), "agenda_remove_reason")
		wants(t, remove(first[1].ID, "Đã giải quyết"), "")
		wants(t, remove(first[1].ID, "Đã giải quyết"), "")
		wants(t, remove("không có", "x"), "not_found")

		minute := func(who string, version int64, gist, end string) error {
			return db.TryWrite(who, func(tx *store.Tx) error {
				_, err := meeting.Minute(tx, m.ID, first[0].ID, version, gist, end)
				return err
			})
		}
		wants(t, minute(c.Hien.Person, 1, "a", ""), "meeting_not_open")
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, err := meeting.Open(tx, book, m.ID, c.Hien.Person, c.Huy.Person)
			return err
		})
		wants(t, minute(c.Huy.Person, 1, "Đồng chí Lộc góp ý.", ""), "")
		wants(t, minute(c.Huy.Person, 1, "Đồng chí Lộc góp ý.", ""), "")
		wants(t, minute(c.Hien.Person, 1, "Bản khác", "Thống nhất"), "stale")
		wants(t, minute(c.Loc.Person, 2, "x", ""), "not_found")
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			all, err := meeting.Items(rd, m.ID)
			if err != nil || !slices.ContainsFunc(all, func(i meeting.Item) bool { return i.Gist == "Đồng chí Lộc góp ý." }) {
				t.Errorf("%+v %v", all, err)
			}
			return nil
		})
	})
}

func TestAnotherCommitteeSeesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		thief := store.Viewer{Tenant: db.Tenant + 7, Person: store.System}
		wants(t, db.DB.Read(t.Context(), thief, func(rd *store.Reader) error { _, err := meeting.Get(rd, m.ID); return err }), "not_found")
		wants(t, db.DB.Write(t.Context(), thief, func(tx *store.Tx) error { _, err := meeting.Close(tx, m.ID); return err }), "not_found")
		wants(t, db.DB.Write(t.Context(), thief, func(tx *store.Tx) error {
			_, _, err := meeting.PutItems(tx, m.ID, m.Version, []meeting.Item{{Title: "x"}})
			return err
		}), "not_found")
	})
}

func TestMissingTellsWhatLacks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			for step, want := range map[string][]string{"prepare": nil, "announce": {"no_agenda"}, "open": {"no_chair", "no_scribe"}, "close": {"meeting_not_open"}, "confirm": {"meeting_not_closed"}, "seal": {"meeting_not_confirmed"}, "report": {"meeting_not_sealed"}} {
				if got, err := meeting.Missing(rd, book, m.ID, step); err != nil || !slices.Equal(got, want) {
					t.Errorf("%s: %v %v", step, got, err)
				}
			}
			if got, err := meeting.Advice(rd, book, m.ID, "announce"); err != nil || !slices.Equal(got, []string{"not_prepared", "agenda_short", "announced_late"}) {
				t.Errorf("advice: %v %v", got, err)
			}
			return nil
		})
	})
}

func TestGuests(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		for range 2 {
			db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
				_, err := meeting.AddGuest(tx, m.ID, "Quàng  Thị Dung", "cấp ủy viên phụ trách")
				return err
			})
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			if all, err := meeting.Guests(rd, m.ID); err != nil || len(all) != 1 {
				t.Errorf("%v %v", all, err)
			}
			return nil
		})
	})
}
