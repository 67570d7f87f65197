package offline_test

import (
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

// untilClosed holds the meeting on one phone up to its closing.
func (h *hall) untilClosed(t testing.TB, p *phone) {
	t.Helper()
	h.at("19:30")
	p.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
	for _, who := range []meetingtest.Someone{h.Hien, h.Huy, h.Khoa, h.Mai, h.Anh, h.Tua, h.Loc} {
		p.do("mark/"+who.Member, obj{"status": "present"})
	}
	h.at("21:00")
	p.do("close", obj{})
}

func (h *hall) late(t testing.TB) (keys []string) {
	t.Helper()
	h.db.Read(t, h.Hien.Person, func(rd *store.Reader) (err error) {
		keys, err = offline.Late(rd, h.m.ID)
		return err
	})
	return keys
}

func (h *hall) ready() error {
	return h.db.TryRead(h.Hien.Person, func(rd *store.Reader) error { return offline.Ready(rd, h.m.ID) })
}

// TestWhatComesAfterTheReadingIsReadAgain: the cell agreed to its minutes on one
// phone while another had entries nobody had heard. They are named, nothing is
// signed or sealed over them, until the reader or the page says that they were read.
func TestWhatComesAfterTheReadingIsReadAgain(t *testing.T) {
	for _, onPage := range []bool{false, true} {
		storetest.Each(t, func(t *testing.T, db *storetest.DB) {
			h := newHall(t, db)
			h.at("19:00")
			hien, huy := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person)
			h.untilClosed(t, hien)
			said := "opinion/" + store.NewID()
			huy.do(said, obj{"member": h.Loc.Member, "kind": "propose", "text": "Thêm một chuyến xe rác."})
			huy.do("mark/"+h.Khoa.Member, obj{"status": "present"}) // what was read already says so
			hien.do("read/"+hien.pass.Device, obj{"upto": hien.cursor, "seq": hien.seq})
			hien.do("agree", obj{})
			huy.send(t)
			hien.send(t)
			huy.send(t)
			if keys := h.late(t); len(keys) != 1 || keys[0] != said || len(hien.last.Late) != 1 || len(huy.last.Late) != 1 {
				t.Fatalf("late: %v, the phones hear %v and %v", keys, hien.last.Late, huy.last.Late)
			}
			if err := h.ready(); !fault.Is(err, "hall_late") {
				t.Errorf("ready: %v", err)
			}
			huy.do("confirm/scribe", obj{})
			a := huy.send(t)
			if len(a.Refused) != 1 || a.Refused[0].Code != "hall_late" && a.Refused[0].Code != "hall_waiting" {
				t.Errorf("signed over what nobody heard: %+v", a.Refused)
			}
			var parts []minutes.Part
			db.Read(t, h.Hien.Person, func(rd *store.Reader) (err error) { parts, err = minutes.Parts(rd, h.m.ID); return })
			if len(parts) == 0 {
				t.Error("no minutes to be read")
			}
			if onPage {
				for range 2 {
					if err := db.TryWrite(h.Hien.Person, func(tx *store.Tx) error { return offline.ReadAgain(tx, meetingtest.Book, h.m.ID) }); err != nil {
						t.Fatal(err)
					}
				}
				if err := db.TryWrite(h.Loc.Person, func(tx *store.Tx) error { return offline.ReadAgain(tx, meetingtest.Book, h.m.ID) }); fault.KindOf(err) != fault.NotFound {
					t.Errorf("a member reads again: %v", err)
				}
			} else {
				hien.send(t)
				hien.do("read/"+hien.pass.Device, obj{"upto": hien.cursor, "seq": hien.seq})
			}
			hien.send(t)
			huy.send(t)
			if keys := h.late(t); len(keys) != 0 {
				t.Errorf("read again, and still late: %v", keys)
			}
			if err := h.ready(); err != nil {
				t.Errorf("ready: %v", err)
			}
			hien.do("confirm/chair", obj{})
			if a := hien.send(t); len(a.Refused) != 0 || a.State != meeting.Confirmed {
				t.Errorf("%s %+v", a.State, a.Refused)
			}
			// Forged: another device's reading.
			forged := huy.do("read/"+hien.pass.Device, obj{"upto": 1000})
			huy.send(t)
			if huy.refused[forged.ID].Code != "hall_op_key" {
				t.Errorf("another's reading: %+v", huy.refused)
			}
		})
	}
}

// TestAnAbsentSpeakerIsSettled: marked absent by another phone, the one whose opinion
// was taken down is not silently left out: the entry stands among what is to be
// settled, and one tap says that he was there.
func TestAnAbsentSpeakerIsSettled(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		hien, huy := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person)
		h.at("19:30")
		hien.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		said := "opinion/" + store.NewID()
		hien.do(said, obj{"member": h.Loc.Member, "kind": "propose", "text": "Thêm một chuyến xe rác."})
		hien.send(t)
		huy.do("mark/"+h.Loc.Member, obj{"status": "unexplained"})
		huy.send(t)
		list := func() (all []speech.Opinion) {
			db.Read(t, h.Hien.Person, func(rd *store.Reader) (err error) { all, err = speech.List(rd, h.m.ID); return })
			return all
		}
		var differ, refused, late int
		db.Read(t, h.Hien.Person, func(rd *store.Reader) (err error) {
			differ, refused, late, err = offline.Todo(rd, h.m.ID)
			return err
		})
		all := h.unsettled(t)
		if len(list()) != 0 || refused != 1 || differ+late != 0 || len(all) != 1 || !all[0].MayHaveCome() || all[0].Choices[0].Member() != h.Loc.Member {
			t.Fatalf("%d opinions, %d refused, %+v", len(list()), refused, all)
		}
		for range 2 {
			if err := h.choose(h.Hien.Person, said, offline.Came); err != nil {
				t.Fatal(err)
			}
		}
		if k := h.mark(t, h.Loc); k.Status != "present" || len(list()) != 1 || len(h.unsettled(t)) != 0 {
			t.Errorf("%+v, %d opinions", k, len(list()))
		}
		huy.send(t)
		if r := huy.fold()["mark/"+h.Loc.Member]; r.Disputed || len(huy.last.Refused) != 0 {
			t.Errorf("the other phone: %+v %+v", r, huy.last.Refused)
		}
	})
}

// TestWhatIsEnteredOnAPageAfterTheAgreement: no device was taken along. What changes the
// words of the minutes after the cell agreed to them is named by its part, the chair
// signs nothing over it, and read again it is settled; what changes no word asks nothing.
func TestWhatIsEnteredOnAPageAfterTheAgreement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		hien := func(do func(tx *store.Tx) error) { t.Helper(); db.Write(t, h.Hien.Person, do) }
		said := store.NewID()
		h.at("19:30")
		hien(func(tx *store.Tx) error {
			if _, err := meeting.Open(tx, meetingtest.Book, h.m.ID, h.Hien.Person, h.Huy.Person); err != nil {
				return err
			}
			for _, who := range []meetingtest.Someone{h.Hien, h.Huy, h.Khoa, h.Mai, h.Anh, h.Loc} {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: h.m.ID, Member: who.Member, Status: attendance.Present, Method: "scribe"}); err != nil {
					return err
				}
			}
			_, err := speech.Add(tx, speech.Opinion{ID: said, Meeting: h.m.ID, Item: h.items[1], Member: h.Loc.Member, Kind: "propose"})
			return err
		})
		h.at("21:00")
		hien(func(tx *store.Tx) error { _, err := meeting.Close(tx, h.m.ID); return err })
		hien(func(tx *store.Tx) error {
			if _, err := vote.Hold(tx, meetingtest.Book, vote.Hands{Meeting: h.m.ID, Matter: "minutes", Subject: "Biên bản", For: 5}); err != nil {
				return err
			}
			return offline.Heard(tx, h.m.ID)
		})
		if keys := h.late(t); len(keys) != 0 || h.ready() != nil {
			t.Fatalf("late at once: %v", keys)
		}
		hien(func(tx *store.Tx) error {
			_, err := speech.Write(tx, h.m.ID, said, 1, speech.Words{Gist: "Thêm một chuyến xe rác."})
			return err
		})
		db.Write(t, h.Huy.Person, func(tx *store.Tx) error { return offline.Sign(tx, h.m.ID, "scribe", "device") })
		if keys := h.late(t); len(keys) != 1 || keys[0] != "item."+h.items[1] {
			t.Errorf("late: %v", keys)
		}
		if err := db.TryWrite(h.Hien.Person, func(tx *store.Tx) error { return offline.Sign(tx, h.m.ID, "chair", "device") }); !fault.Is(err, "hall_late") {
			t.Errorf("signed over it: %v", err)
		}
		for range 2 { // twice is once
			hien(func(tx *store.Tx) error { return offline.ReadAgain(tx, meetingtest.Book, h.m.ID) })
		}
		if keys := h.late(t); len(keys) != 0 {
			t.Errorf("read again: %v", keys)
		}
		hien(func(tx *store.Tx) error { return offline.Sign(tx, h.m.ID, "chair", "device") })
	})
}
