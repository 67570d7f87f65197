package meeting_test

import (
	"slices"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestAnItemsTimeBeginsWhenItIsTakenUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		start := time.UnixMilli(meetingtest.StartsAt)
		db.Clock.Set(start)
		m := c.Planned(t, db)
		var items []meeting.Item
		db.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
			_, items, err = meeting.PutItems(tx, m.ID, m.Version, []meeting.Item{{Title: "Một", Minutes: 10}, {Title: "Hai", Minutes: 5}})
			return err
		})
		begin := func(who string, n int) error {
			return db.TryWrite(who, func(tx *store.Tx) error { _, err := meeting.Begin(tx, m.ID, items[n].ID); return err })
		}
		if err := begin(c.Hien.Person, 0); !fault.Is(err, "meeting_not_open") {
			t.Errorf("before the opening: %v", err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			_, err := meeting.Open(tx, meetingtest.Book, m.ID, c.Hien.Person, c.Huy.Person)
			return err
		})
		if err := begin(c.Loc.Person, 0); !fault.Is(err, "not_found") {
			t.Errorf("a member begins an item: %v", err)
		}
		for after, n := range map[time.Duration]int{2 * time.Minute: 0} {
			db.Clock.Set(start.Add(after))
			if err := begin(c.Huy.Person, n); err != nil {
				t.Fatal(err)
			}
		}
		db.Clock.Set(start.Add(9 * time.Minute))
		if err := begin(c.Hien.Person, 0); err != nil { // opened again: the first time stays
			t.Fatal(err)
		}
		took := func(n int) (minutes int, running bool) {
			db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
				now, err := meeting.Get(rd, m.ID)
				if err != nil {
					return err
				}
				all, err := meeting.Items(rd, m.ID)
				minutes, running = meeting.Took(now, all, all[n], rd.Now())
				return err
			})
			return
		}
		if n, running := took(0); n != 7 || !running {
			t.Errorf("%d minutes, running %v", n, running)
		}
		if n, running := took(1); n != 0 || running {
			t.Errorf("not taken up: %d %v", n, running)
		}
		db.Clock.Set(start.Add(14 * time.Minute))
		if err := begin(c.Huy.Person, 1); err != nil {
			t.Fatal(err)
		}
		db.Clock.Set(start.Add(20 * time.Minute))
		if n, running := took(0); n != 12 || running {
			t.Errorf("ended by the next: %d %v", n, running)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			for _, one := range []meetingtest.Someone{c.Hien, c.Huy} {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: one.Member, Status: attendance.Here}); err != nil {
					return err
				}
			}
			if _, err := attendance.RestUnexplained(tx, m.ID); err != nil {
				return err
			}
			_, err := meeting.Close(tx, m.ID)
			return err
		})
		db.Clock.Set(start.Add(3 * time.Hour))
		if n, running := took(1); n != 6 || running {
			t.Errorf("ended by the closing: %d %v", n, running)
		}
	})
}

func TestWhatWasLackingOpensTheNextAgenda(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		put := func(who string, version int64, lines ...string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { _, err := meeting.PutLacks(tx, m.ID, version, lines); return err })
		}
		for _, s := range []struct {
			name, who string
			version   int64
			lines     []string
			code      string
		}{
			{"a member", c.Loc.Person, 0, []string{"x"}, "not_found"},
			{"said", c.Hien.Person, 0, []string{" Bắt đầu muộn 5 phút ", "", "Ít ý kiến"}, ""},
			{"again", c.Hien.Person, 0, []string{"Bắt đầu muộn 5 phút", "Ít ý kiến"}, ""},
			{"an older page", c.Huy.Person, 0, []string{"Khác"}, "stale"},
			{"a list nobody remembers", c.Huy.Person, 1, make([]string, 0), ""},
		} {
			if s.name == "a list nobody remembers" {
				s.code = "lacks_many"
				for n := range 4 {
					s.lines = append(s.lines, string(rune('a'+n)))
				}
			}
			if err := put(s.who, s.version, s.lines...); s.code == "" && err != nil || s.code != "" && !fault.Is(err, s.code) {
				t.Errorf("%s: %v", s.name, err)
			}
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			for _, one := range []meetingtest.Someone{c.Hien, c.Huy} {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: one.Member, Status: attendance.Here}); err != nil {
					return err
				}
			}
			if _, err := attendance.RestUnexplained(tx, m.ID); err != nil {
				return err
			}
			_, err := meeting.Close(tx, m.ID)
			return err
		})
		next := meeting.Meeting{Org: c.Cell, Kind: meeting.Regular, StartsAt: meetingtest.StartsAt + 31*86_400_000}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			got, err := meeting.Shortcomings(rd, next)
			if !slices.Equal(got, []string{"Bắt đầu muộn 5 phút", "Ít ý kiến"}) {
				t.Errorf("%v", got)
			}
			return err
		})
		if err := db.TryRead(c.Neighbour.Person, func(rd *store.Reader) error { _, err := meeting.Shortcomings(rd, next); return err }); !fault.Is(err, "not_found") {
			t.Errorf("the neighbour: %v", err)
		}
	})
}
