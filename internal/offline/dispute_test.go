package offline_test

import (
	"strings"
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/offline"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func (h *hall) unsettled(t testing.TB) (all []offline.Unsettled) {
	t.Helper()
	h.db.Read(t, h.Hien.Person, func(rd *store.Reader) (err error) {
		all, err = offline.UnsettledOf(rd, meetingtest.Book, h.m.ID)
		return err
	})
	return all
}

func (h *hall) choose(person, key, op string) error {
	return h.db.TryWrite(person, func(tx *store.Tx) error { return offline.Choose(tx, meetingtest.Book, h.m.ID, key, op) })
}

// TestTwoDevicesDiffer: both are kept and shown, the secretary chooses, and both
// devices take the choice over.
func TestTwoDevicesDiffer(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		hien, huy := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person)
		h.at("19:30")
		hien.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		key := "mark/" + h.Khoa.Member
		one := hien.do(key, obj{"status": "present"})
		two := huy.do(key, obj{"status": "excused", "reason": "work"})
		same := "conclusion/" + h.items[0]
		hien.do(same, obj{"text": "Chi bộ đã nghe."})
		huy.do(same, obj{"text": "Chi bộ đã nghe."})
		huy.send(t)
		hien.send(t)
		huy.send(t)
		for _, p := range []*phone{hien, huy} {
			if len(p.last.Disputed) != 1 || p.last.Disputed[0] != key || !p.fold()[key].Disputed {
				t.Fatalf("disputed %v", p.last.Disputed)
			}
		}
		all := h.unsettled(t)
		if len(all) != 1 || !all[0].Disputed || len(all[0].Choices) != 2 || all[0].Choices[0].Person == all[0].Choices[1].Person {
			t.Fatalf("%+v", all)
		}
		if err := db.TryRead(h.Hien.Person, func(rd *store.Reader) error { return offline.Ready(rd, h.m.ID) }); !fault.Is(err, "hall_waiting") {
			t.Errorf("ready: %v", err)
		}
		if err := h.choose(h.Loc.Person, key, two.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member chooses: %v", err)
		}
		if err := h.choose(h.Hien.Person, key, "nothing"); !fault.Is(err, "hall_choice") {
			t.Errorf("no such choice: %v", err)
		}
		for range 2 {
			if err := h.choose(h.Hien.Person, key, two.ID); err != nil {
				t.Fatal(err)
			}
		}
		if k := h.mark(t, h.Khoa); k.Status != "excused" || k.Reason != "work" {
			t.Errorf("chosen: %+v", k)
		}
		for _, p := range []*phone{hien, huy} {
			p.send(t)
			if r := p.fold()[key]; r.Disputed || !strings.Contains(string(r.Value), "excused") || len(r.Heads) != 1 {
				t.Errorf("after choosing a device sees %+v", r)
			}
		}
		// Chosen once more the other way, by writing it again on a phone.
		hien.do(key, obj{"status": "present"})
		hien.send(t)
		if k := h.mark(t, h.Khoa); k.Status != "present" || len(h.unsettled(t)) != 0 {
			t.Errorf("%+v", k)
		}
		_ = one
	})
}

// TestAFormIsADeviceLikeAnyOther: what a page wrote meanwhile comes to the phones,
// and neither text is lost.
func TestAFormIsADeviceLikeAnyOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		p := h.phone(t, h.Huy.Person)
		h.at("19:30")
		db.Write(t, h.Hien.Person, func(tx *store.Tx) error {
			if _, err := meeting.Open(tx, meetingtest.Book, h.m.ID, "", ""); err != nil {
				return err
			}
			i, err := meeting.Items(tx.Reader, h.m.ID)
			if err != nil {
				return err
			}
			_, err = meeting.Minute(tx, h.m.ID, h.items[0], i[0].Version, "trên trang", "")
			return err
		})
		p.do("gist/"+h.items[0], obj{"text": "trên máy"})
		p.do("mark/"+h.Loc.Member, obj{"status": "present"})
		p.send(t)
		if r := p.fold()["gist/"+h.items[0]]; !r.Disputed || len(r.Heads) != 2 {
			t.Fatalf("a page and a phone: %+v", r)
		}
		if _, open := p.fold()["open"]; !open {
			t.Error("the phone does not hear that the meeting was opened on the page")
		}
		if err := h.choose(h.Hien.Person, "gist/"+h.items[0], offline.AsItStands); err != nil {
			t.Fatal(err)
		}
		// Seen by the phone, then changed on the page, then again on the phone.
		p.send(t)
		db.Write(t, h.Hien.Person, func(tx *store.Tx) error {
			k, err := attendance.Marks(tx.Reader, h.m.ID)
			if err != nil {
				return err
			}
			_, err = attendance.CheckIn(tx, attendance.Marking{Meeting: h.m.ID, Member: h.Loc.Member, Status: "late", Version: k[h.Loc.Member].Version})
			return err
		})
		p.send(t)
		if r := p.fold()["mark/"+h.Loc.Member]; r.Disputed || !strings.Contains(string(r.Value), "late") {
			t.Errorf("the phone sees %+v", r)
		}
		p.do("mark/"+h.Loc.Member, obj{"status": "present"})
		p.send(t)
		if k := h.mark(t, h.Loc); k.Status != "present" || len(h.unsettled(t)) != 0 {
			t.Errorf("%+v, unsettled %+v", k, h.unsettled(t))
		}
	})
}

// TestWhatARoomRefusesIsKept: with its sentence, tried again when more has come
// in, or settled as it stands.
func TestWhatARoomRefusesIsKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		hien, huy := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person)
		h.at("19:30")
		hien.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		said := "opinion/0194a000-0000-7000-8000-000000000001"
		huy.do(said, obj{"member": h.Loc.Member, "kind": "agree", "text": "đồng tình"})
		huy.do("vote/resolution", obj{"for": 5})
		huy.send(t) // before the opening is known
		if r := find(huy.last.Refused, said); r.Code != "meeting_not_open" || !strings.Contains(r.Text, " ") {
			t.Fatalf("%+v", huy.last.Refused)
		}
		hien.send(t)
		huy.send(t)
		if r := find(huy.last.Refused, said); r.Code != "" {
			t.Errorf("not tried again: %+v", r)
		}
		if r := find(huy.last.Refused, "vote/resolution"); r.Code != "why_more_hands" {
			t.Errorf("five hands of nobody: %+v", huy.last.Refused)
		}
		for _, m := range []meetingtest.Someone{h.Hien, h.Huy, h.Loc, h.Mai, h.Khoa} {
			hien.do("mark/"+m.Member, obj{"status": "present"})
		}
		hien.send(t)
		huy.send(t)
		if len(huy.last.Refused) > 0 || len(h.unsettled(t)) > 0 {
			t.Errorf("%+v", huy.last.Refused)
		}
		// Marked absent after all: the opinion is kept, not written, until somebody says.
		hien.do("mark/"+h.Loc.Member, obj{"status": "excused", "reason": "work"})
		hien.send(t)
		all := h.unsettled(t)
		if len(all) != 2 || all[0].Code == "" || all[0].Told == "" {
			t.Fatalf("%+v", all)
		}
		if err := h.choose(h.Hien.Person, said, offline.AsItStands); err != nil {
			t.Fatal(err)
		}
		var left []speech.Opinion
		db.Read(t, h.Hien.Person, func(rd *store.Reader) (err error) { left, err = speech.List(rd, h.m.ID); return })
		if len(left) != 0 || len(h.unsettled(t)) != 1 {
			t.Errorf("%+v %+v", left, h.unsettled(t))
		}
		huy.do("vote/resolution", obj{"for": 4})
		huy.send(t)
		if len(huy.last.Refused) > 0 {
			t.Errorf("%+v", huy.last.Refused)
		}
	})
}
