package speech_test

import (
	"slices"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func mark(t *testing.T, db *storetest.DB, c meetingtest.Cast, m meeting.Meeting, who meetingtest.Someone, status string) {
	t.Helper()
	var version int64
	db.Read(t, c.Huy.Person, func(rd *store.Reader) error {
		all, err := attendance.Marks(rd, m.ID)
		version = all[who.Member].Version
		return err
	})
	reason := ""
	if status == attendance.Excused {
		reason = "illness"
	}
	db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
		_, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: who.Member, Status: status, Reason: reason, Version: version})
		return err
	})
}

func TestOnlyWhoIsInTheRoomSpeaks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
		m := c.Opened(t, db)
		for _, who := range []meetingtest.Someone{c.Hien, c.Huy, c.Mai, c.Khoa, c.Loc} {
			mark(t, db, c, m, who, attendance.Here)
		}
		say := func(who meetingtest.Someone, at int64) error {
			return db.TryWrite(c.Huy.Person, func(tx *store.Tx) error {
				_, err := speech.Add(tx, speech.Opinion{Meeting: m.ID, Member: who.Member, Kind: "agree", At: at})
				return err
			})
		}
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt).Add(30 * time.Minute))
		spoke := db.Clock.Now().UnixMilli()
		mark(t, db, c, m, c.Khoa, attendance.Excused)
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt).Add(40 * time.Minute))
		mark(t, db, c, m, c.Mai, attendance.LeftEarly)
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt).Add(50 * time.Minute))
		if err := say(c.Khoa, 0); !fault.Is(err, "opinion_absent") {
			t.Errorf("an absent member speaks: %v", err)
		}
		if err := say(c.Mai, 0); !fault.Is(err, "opinion_left") {
			t.Errorf("one who left speaks: %v", err)
		}
		if err := say(c.Mai, spoke); err != nil { // typed later, said before he left
			t.Errorf("%v", err)
		}
		if err := say(c.Loc, 0); err != nil {
			t.Error(err)
		}
		// Whom the chair may still invite: in the room, silent so far; nobody once it is over, and never the members.
		names := func(who string) (out []string) {
			err := db.TryRead(who, func(rd *store.Reader) error {
				all, err := speech.Silent(rd, m.ID)
				out = nil
				for _, r := range all {
					out = append(out, r.Member)
				}
				return err
			})
			if who == c.Loc.Person && !fault.Is(err, "not_found") {
				t.Errorf("a member asks who kept silent: %v", err)
			}
			return out
		}
		if got := names(c.Huy.Person); len(got) != 2 || !slices.Contains(got, c.Hien.Member) || !slices.Contains(got, c.Huy.Member) {
			t.Errorf("silent: %v", got)
		}
		names(c.Loc.Person)
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := attendance.RestUnexplained(tx, m.ID); err != nil {
				return err
			}
			_, err := meeting.Close(tx, m.ID)
			return err
		})
		if got := names(c.Huy.Person); len(got) != 0 {
			t.Errorf("the names did not vanish: %v", got)
		}
		if err := say(c.Loc, 0); !fault.Is(err, "meeting_not_open") {
			t.Errorf("%v", err)
		}
	})
}

func TestTwoWriteTheSameWords(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		id := store.NewID()
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
			_, err := speech.Add(tx, speech.Opinion{ID: id, Meeting: m.ID, Member: c.Loc.Member, Kind: "propose"})
			return err
		})
		write := func(who string, version int64, w speech.Words) (o speech.Opinion, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { o, err = speech.Write(tx, m.ID, id, version, w); return })
			return o, err
		}
		if _, err := write(c.Huy.Person, 1, speech.Words{Gist: "Xe rác vào buổi tối."}); err != nil {
			t.Fatal(err)
		}
		if _, err := write(c.Hien.Person, 1, speech.Words{Gist: "Lời của chủ trì"}); !fault.Is(err, "stale") {
			t.Errorf("an older page wrote over it: %v", err)
		}
		o, err := write(c.Hien.Person, 2, speech.Words{Gist: "lời này không ghi", Bare: true}) // as the speaker wishes
		if err != nil || !o.Bare || o.Gist != "" {
			t.Errorf("%+v %v", o, err)
		}
		db.Read(t, c.Huy.Person, func(rd *store.Reader) error {
			all, err := speech.List(rd, m.ID)
			if len(speech.Unwritten(all)) != 0 {
				t.Error("it still waits for words")
			}
			return err
		})
	})
}

func TestPraiseNamesOneDeed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		for _, s := range []struct {
			name, who string
			in        speech.Praise
			code      string
		}{
			{"a member", c.Huy.Person, speech.Praise{Member: c.Loc.Member, Deed: "Vận động 12 hộ"}, ""},
			{"the same again", c.Huy.Person, speech.Praise{Member: c.Loc.Member, Deed: "Vận động 12 hộ"}, ""},
			{"a group", c.Hien.Person, speech.Praise{Group: "Tổ dân vận ngõ 12", Deed: "Giữ ngõ sạch"}, ""},
			{"nobody", c.Huy.Person, speech.Praise{Deed: "Giữ ngõ sạch"}, "praise_whom"},
			{"nothing", c.Huy.Person, speech.Praise{Member: c.Loc.Member}, "praise_what"},
			{"a stranger", c.Huy.Person, speech.Praise{Member: c.Neighbour.Member, Deed: "x"}, "praise_stranger"},
			{"a member praises", c.Loc.Person, speech.Praise{Member: c.Loc.Member, Deed: "x"}, "not_found"},
			{"the neighbour praises", c.Neighbour.Person, speech.Praise{Member: c.Loc.Member, Deed: "x"}, "not_found"},
		} {
			s.in.Meeting = m.ID
			err := db.TryWrite(s.who, func(tx *store.Tx) error { _, err := speech.AddPraise(tx, s.in); return err })
			if (s.code == "") != (err == nil) || s.code != "" && !fault.Is(err, s.code) {
				t.Errorf("%s: %v", s.name, err)
			}
		}
		var all []speech.Praise
		db.Read(t, c.Mai.Person, func(rd *store.Reader) (err error) { all, err = speech.Praised(rd, m.ID); return })
		if len(all) != 2 || all[0].Name != "Trần Đức Lộc" {
			t.Fatalf("%+v", all)
		}
		drop := func(who string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return speech.DropPraise(tx, m.ID, all[0].ID) })
		}
		for _, who := range []string{c.Loc.Person, c.Neighbour.Person, c.Officer, ""} {
			if err := drop(who); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q takes it back: %v", who, err)
			}
		}
		for range 2 { // the second finds nothing and writes nothing
			if err := drop(c.Huy.Person); err != nil {
				t.Fatal(err)
			}
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and action = 'speech.praise_drop'`)
			if n != 1 {
				t.Errorf("the log has it %d times", n)
			}
			return err
		})
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			mine, err := speech.PraiseOfViewer(rd)
			if len(mine) != 0 {
				t.Errorf("%+v", mine)
			}
			return err
		})
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update meeting set state = 'confirmed' where tenant = $1 and id = $2`, m.ID)
			return err
		})
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error { return speech.DropPraise(tx, m.ID, all[1].ID) }); !fault.Is(err, "meeting_confirmed") {
			t.Errorf("after the minutes are confirmed: %v", err)
		}
	})
}

func TestAReservedOpinionIsReadByThree(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		good := speech.Reserved{Meeting: m.ID, Member: c.Loc.Member, Gist: "Làm thí điểm một ngõ trước.", Addressee: c.Ward, Printed: true}
		keep := func(who string, bend func(*speech.Reserved)) (x speech.Reserved, err error) {
			in := good
			bend(&in)
			err = db.TryWrite(who, func(tx *store.Tx) (err error) { x, err = speech.Reserve(tx, in); return })
			return x, err
		}
		for _, s := range []struct {
			name, who string
			bend      func(*speech.Reserved)
			code      string
		}{
			{"no words", c.Huy.Person, func(x *speech.Reserved) { x.Gist = " " }, "reserved_text"},
			{"a stranger's", c.Huy.Person, func(x *speech.Reserved) { x.Member = c.Neighbour.Member }, "reserved_author"},
			{"to the neighbour", c.Huy.Person, func(x *speech.Reserved) { x.Addressee = c.Other }, "reserved_addressee"},
			{"about a vote of nowhere", c.Huy.Person, func(x *speech.Reserved) { x.Vote = "x" }, "not_found"},
			{"written by a member", c.Loc.Person, func(*speech.Reserved) {}, "not_found"},
		} {
			if _, err := keep(s.who, s.bend); !fault.Is(err, s.code) {
				t.Errorf("%s: %v", s.name, err)
			}
		}
		x, err := keep(c.Huy.Person, func(*speech.Reserved) {})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := keep(c.Huy.Person, func(*speech.Reserved) {}); err != nil || again.ID != x.ID {
			t.Errorf("sent twice: %v %v", again, err)
		}
		for who, want := range map[string]int{c.Loc.Person: 1, c.Hien.Person: 1, c.Officer: 1, c.Mai.Person: 0, c.Huy.Person: 0, c.Neighbour.Person: 0} {
			db.Read(t, who, func(rd *store.Reader) error {
				all, err := speech.ReservedFor(rd)
				if len(all) != want {
					t.Errorf("%s reads %d, want %d", who, len(all), want)
				}
				return err
			})
		}
		// The scribe reads it back to the author while the minutes are open; another member does not see it.
		for who, want := range map[string]int{c.Huy.Person: 1, c.Mai.Person: 0} {
			db.Read(t, who, func(rd *store.Reader) error {
				all, err := speech.ReservedOf(rd, m.ID)
				if len(all) != want {
					t.Errorf("%s reads %d in the meeting, want %d", who, len(all), want)
				}
				return err
			})
		}
		// Addressed to the cell's own committee it does not go up.
		if _, err := keep(c.Huy.Person, func(x *speech.Reserved) { x.Addressee, x.Gist = "", "Chỉ gửi chi ủy." }); err != nil {
			t.Fatal(err)
		}
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			all, err := speech.ReservedFor(rd)
			if len(all) != 1 {
				t.Errorf("the officer reads %d", len(all))
			}
			return err
		})
	})
}

func TestWhereContentIsClosedNothingSaidIsKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update org_edge set kind = 'armed_forces' where tenant = $1 and org = $2`, c.Cell)
			return err
		})
		for name, do := range map[string]func(tx *store.Tx) error{
			"opinion": func(tx *store.Tx) error {
				_, err := speech.Add(tx, speech.Opinion{Meeting: m.ID, Member: c.Loc.Member, Kind: "agree"})
				return err
			},
			"praise": func(tx *store.Tx) error {
				_, err := speech.AddPraise(tx, speech.Praise{Meeting: m.ID, Member: c.Loc.Member, Deed: "x"})
				return err
			},
			"reserved": func(tx *store.Tx) error {
				_, err := speech.Reserve(tx, speech.Reserved{Meeting: m.ID, Member: c.Loc.Member, Gist: "x"})
				return err
			},
			"lacks": func(tx *store.Tx) error { _, err := meeting.PutLacks(tx, m.ID, 0, []string{"x"}); return err },
		} {
			if err := db.TryWrite(c.Hien.Person, do); !fault.Is(err, "meeting_content_closed") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
