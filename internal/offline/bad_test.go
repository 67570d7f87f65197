package offline_test

import (
	"encoding/json"
	"strings"
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func (h *hall) mark(t testing.TB, m meetingtest.Someone) (k attendance.Mark) {
	t.Helper()
	h.db.Read(t, h.Hien.Person, func(rd *store.Reader) error {
		all, err := attendance.Marks(rd, h.m.ID)
		k = all[m.Member]
		return err
	})
	return k
}

// TestNoClockLosesAnything: phones whose clocks show 1970, 2099, a day more or less.
func TestNoClockLosesAnything(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		wrong := []int64{-1_796_000_000_000, 2_277_000_000_000, 24 * 3_600_000, -24 * 3_600_000}
		var phones []*phone
		for _, skew := range wrong {
			p := h.phone(t, h.Hien.Person)
			p.skew = skew
			phones = append(phones, p)
		}
		who := []meetingtest.Someone{h.Loc, h.Mai, h.Khoa, h.Anh}
		h.at("19:30")
		phones[0].do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		h.at("19:45")
		for n, p := range phones {
			p.do("mark/"+who[n].Member, obj{"status": "excused", "reason": "work"})
		}
		h.at("20:30")
		for n, p := range phones {
			b := p.batch(p.unsent())
			if n%2 == 1 {
				b.Clock = 0 // an old page that does not tell its clock
			}
			a, err := p.post(b)
			if err != nil || len(a.Taken) != len(b.Ops) || len(a.Refused) > 0 {
				t.Fatalf("clock %d: %v %+v", p.skew, err, a.Refused)
			}
		}
		for n := range phones {
			k := h.mark(t, who[n])
			if k.Status != "excused" {
				t.Errorf("clock %d lost a mark: %+v", wrong[n], k)
			}
			if at := hourOf(k.At); n%2 == 0 && at != "19:45:00" || n%2 == 1 && at != "20:30:00" {
				t.Errorf("clock %d: the mark is of %s", wrong[n], at)
			}
		}
	})
}

// TestBadBatches: each is refused or kept with a clear word, none silently dropped.
func TestBadBatches(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		p := h.phone(t, h.Hien.Person)
		other := h.phone(t, h.Hien.Person)
		h.at("19:40")
		p.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		good := p.do("mark/"+h.Loc.Member, obj{"status": "present"})
		if a, err := p.post(p.batch(p.unsent())); err != nil || len(a.Taken) != 2 {
			t.Fatalf("%v %+v", err, a)
		}

		t.Run("one wrong operation never costs the others", func(t *testing.T) {
			fresh := func(change func(*offline.Op)) offline.Op {
				o := p.do("mark/"+h.Mai.Member, obj{"status": "present"})
				change(&o)
				return o
			}
			for _, bad := range []struct {
				code string
				op   offline.Op
			}{
				{"hall_op_id", fresh(func(o *offline.Op) { o.ID = "x' or 1=1" })},
				{"hall_op_device", fresh(func(o *offline.Op) { o.Device = other.pass.Device })},
				{"hall_op_counter", fresh(func(o *offline.Op) { o.Seq = -1 })},
				{"hall_op_counter", fresh(func(o *offline.Op) { o.Lamport = 1 << 50 })},
				{"hall_op_kind", fresh(func(o *offline.Op) { o.Kind, o.Key = "seal", "seal" })},
				{"hall_op_key", fresh(func(o *offline.Op) { o.Key = "mark/" })},
				{"hall_op_key", fresh(func(o *offline.Op) { o.Key = "gist/" + h.items[0] })},
				{"hall_op_key", fresh(func(o *offline.Op) { o.Kind, o.Key = "vote", "vote/minutes" })},
				{"hall_op_key", fresh(func(o *offline.Op) { o.Kind, o.Key = "opinion", "opinion/1" })},
				{"hall_op_value", fresh(func(o *offline.Op) { o.Value = json.RawMessage(`null`) })},
				{"hall_op_value", fresh(func(o *offline.Op) { o.Value = json.RawMessage(`{"status":5}`) })},
				{"hall_op_value", fresh(func(o *offline.Op) { o.Value = json.RawMessage(`["present"]`) })},
				{"hall_op_value", fresh(func(o *offline.Op) { o.Value = json.RawMessage(`{"reason":"\u0000"}`) })},
				{"hall_op_long", fresh(func(o *offline.Op) {
					o.Kind, o.Key, o.Value = "lacks", "lacks", json.RawMessage(`{"lines":["`+strings.Repeat("x", 110_000)+`"]}`)
				})},
				{"hall_op_saw", fresh(func(o *offline.Op) { o.Saw = []string{"someone"} })},
				{"hall_op_changed", func() offline.Op { o := good; o.Value = json.RawMessage(`{"status":"unexplained"}`); return o }()},
				{"hall_op_seq", fresh(func(o *offline.Op) { o.Seq = good.Seq })},
			} {
				right := p.do("mark/"+h.Khoa.Member, obj{"status": "excused", "reason": "work"})
				a, err := p.post(offline.Batch{Ops: []offline.Op{bad.op, right}, Cursor: p.cursor})
				if err != nil || len(a.Taken) != 1 || a.Taken[0] != right.ID {
					t.Fatalf("%s: %v, taken %v", bad.code, err, a.Taken)
				}
				if len(a.Refused) != 1 || a.Refused[0].Code != bad.code || a.Refused[0].ID != bad.op.ID || !strings.Contains(a.Refused[0].Text, " ") {
					t.Errorf("%s: refused %+v", bad.code, a.Refused)
				}
			}
			if k := h.mark(t, h.Loc); k.Status != "present" {
				t.Errorf("a forged repeat changed a mark: %+v", k)
			}
		})

		t.Run("unreadable and too much", func(t *testing.T) {
			many := make([]offline.Op, offline.MostOps+1)
			text, _ := json.Marshal(offline.Batch{Ops: many})
			for _, bad := range []struct {
				body string
				kind fault.Kind
			}{{"", fault.Invalid}, {`{"ops":[{"id":`, fault.Invalid}, {`[]`, fault.Invalid}, {`{"ops":[]} {"ops":[]}`, fault.Invalid}, {"{\"ops\":[]}\xff", fault.Invalid}, {`{"cursor":-1}`, fault.Invalid}, {string(text), fault.TooLarge}, {strings.Repeat(" ", offline.BodyLimit+1), fault.TooLarge}} {
				if _, err := offline.ParseBatch([]byte(bad.body)); fault.KindOf(err) != bad.kind {
					t.Errorf("%.40q: %v", bad.body, err)
				}
			}
		})

		t.Run("forged passes", func(t *testing.T) {
			for _, bad := range []offline.Pass{{Tenant: p.pass.Tenant, Device: p.pass.Device, Secret: other.pass.Secret}, {Tenant: p.pass.Tenant, Device: store.NewID(), Secret: p.pass.Secret}, {Tenant: p.pass.Tenant + 1, Device: p.pass.Device, Secret: p.pass.Secret}} {
				if err := db.DB.Read(t.Context(), store.Viewer{Tenant: bad.Tenant, Person: store.System}, func(rd *store.Reader) error { _, err := offline.Enter(rd, bad); return err }); !fault.Is(err, "hall_unknown") {
					t.Errorf("%v: %v", bad, err)
				}
			}
			for _, text := range []string{"", "1", "1.2.3", p.pass.Device + "." + p.pass.Secret, "x." + p.pass.Device + "." + p.pass.Secret, p.pass.String() + "x", strings.Repeat("9", 40) + "." + p.pass.Device + "." + p.pass.Secret} {
				if _, ok := offline.ReadPass(text); ok {
					t.Errorf("%q is no pass", text)
				}
			}
			if got, ok := offline.ReadPass(p.pass.String()); !ok || got != p.pass {
				t.Errorf("%v", got)
			}
		})

		t.Run("of another meeting", func(t *testing.T) { // the pass says which meeting: a member of another one is a stranger here
			o := p.do("mark/"+h.Neighbour.Member, obj{"status": "present"})
			a, err := p.post(offline.Batch{Ops: []offline.Op{o}, Cursor: p.cursor})
			if err != nil || len(a.Taken) != 1 {
				t.Fatal(err)
			}
			if r := find(a.Refused, o.Key); r.Code != "hall_gone" || !strings.Contains(r.Text, "được giữ") {
				t.Errorf("%+v", a.Refused)
			}
			other.send(t)
		})
	})
}

func find(all []offline.Refusal, key string) offline.Refusal {
	for _, r := range all {
		if r.Key == key {
			return r
		}
	}
	return offline.Refusal{}
}

// TestWhatComesTooLate: a month later, after the post ended, after a phone was
// lost, after the sealing.
func TestWhatComesTooLate(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		hien, huy := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person)
		h.evening(hien)
		huy.do("mark/"+h.Tin.Member, obj{"status": "present"})
		db.Clock.Set(store.Clock(h.m.StartsAt).AddDate(0, 1, 2)) // a month-old batch
		huy.send(t)
		hien.send(t)
		h.refusals(t, hien)
		if k := h.mark(t, h.Tin); k.Status != "present" {
			t.Errorf("a month-old mark: %+v", k)
		}
		if !strings.Contains(h.record(t), "19:30:00 21:15:00") {
			t.Error("a month later the hours of the evening are lost")
		}
		// A comrade transferred meanwhile stays on the roll of the evening.
		db.Write(t, h.Officer, func(tx *store.Tx) error {
			return member.Record(tx, meetingtest.Book, member.Event{Member: h.Anh.Member, Kind: member.Moved, Org: h.Other, From: "2026-12-20"})
		})
		hien.do("opinion/0194a000-0000-7000-8000-000000000009", obj{"member": h.Anh.Member, "kind": "agree", "text": "đồng tình"})
		hien.send(t)
		h.refusals(t, hien)
		// The post ends: what waits stays on the phone.
		huy.do("gist/"+h.items[2], obj{"text": "không"})
		db.Write(t, h.Hien.Person, func(tx *store.Tx) error {
			_, err := meeting.Reopen(tx, h.m.ID)
			if err == nil {
				_, err = meeting.Appoint(tx, h.m.ID, "", h.Loc.Person)
			}
			return err
		})
		if _, err := huy.post(huy.batch(huy.unsent())); !fault.Is(err, "hall_post_ended") {
			t.Errorf("after the post: %v", err)
		}
		// The phone is lost.
		lost := h.phone(t, h.Hien.Person)
		lost.do("gist/"+h.items[2], obj{"text": "trộm"})
		db.Write(t, h.Officer, func(tx *store.Tx) error { return offline.Lost(tx, h.Hien.Person, "") })
		for _, p := range []*phone{lost, hien} {
			if _, err := p.post(p.batch(p.unsent())); !fault.Is(err, "hall_revoked") {
				t.Errorf("lost: %v", err)
			}
		}
		if strings.Contains(h.record(t), "trộm") {
			t.Error("a lost phone wrote")
		}
	})
}

// TestNothingIsSealedBeforeAllHaveSent: devices are named, given up with a
// sentence; sealed, nothing more is taken, and the same batch answers the same.
func TestNothingIsSealedBeforeAllHaveSent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		hien, huy, drowned := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person), h.phone(t, h.Hien.Person)
		h.evening(hien)
		hien.send(t)
		huy.send(t)
		try := func() error {
			return db.TryWrite(h.Hien.Person, func(tx *store.Tx) error {
				_, err := offline.Seal(tx, meetingtest.Book, h.m.ID)
				return err
			})
		}
		if err := try(); !fault.Is(err, "hall_waiting") || !strings.Contains(err.Error(), "Lường Thị Hiên") || strings.Contains(err.Error(), "Huy") {
			t.Errorf("a device has not sent: %v", err)
		}
		// Confirmed on the phones: the signatures wait for the third device.
		huy.do("confirm/scribe", obj{})
		huy.send(t)
		hien.do("confirm/chair", obj{})
		a := hien.send(t)
		if r := find(a.Refused, "confirm/chair"); r.Code != "hall_waiting" {
			t.Errorf("confirmed before all had sent: %+v", a.Refused)
		}
		giveUp := func(person, device, why string, lost bool) error {
			return db.TryWrite(person, func(tx *store.Tx) error {
				_, err := offline.GiveUp(tx, meetingtest.Book, h.m.ID, device, why, lost)
				return err
			})
		}
		if err := giveUp(h.Hien.Person, drowned.pass.Device, " ", false); !fault.Is(err, "hall_give_up_why") {
			t.Errorf("without a sentence: %v", err)
		}
		for _, who := range []string{h.Loc.Person, h.Neighbour.Person, h.Officer, ""} {
			if err := giveUp(who, drowned.pass.Device, "rơi xuống nước", false); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s gives up a device: %v", who, err)
			}
		}
		for range 2 {
			if err := giveUp(h.Hien.Person, drowned.pass.Device, "Máy rơi xuống nước.", true); err != nil {
				t.Fatal(err)
			}
		}
		var m meeting.Meeting
		var signed []minutes.Confirmation
		db.Read(t, h.Hien.Person, func(rd *store.Reader) (err error) {
			if m, err = meeting.Get(rd, h.m.ID); err == nil {
				signed, err = minutes.Confirmations(rd, h.m.ID)
			}
			return err
		})
		if m.State != meeting.Confirmed || len(signed) != 2 || signed[0].Person != h.Huy.Person || signed[1].Person != h.Hien.Person {
			t.Fatalf("after the last device: %s %+v %+v", m.State, signed, h.unsettled(t))
		}
		if err := try(); err != nil {
			t.Fatal(err)
		}
		if a, err := hien.post(hien.batch(hien.own)); err != nil || len(a.Taken) != len(hien.own) || a.State != meeting.Sealed || a.Until == 0 {
			t.Errorf("sent again after the sealing: %v %+v", err, a)
		}
		hien.do("gist/"+h.items[2], obj{"text": "thêm"})
		if _, err := hien.post(hien.batch(hien.unsent())); !fault.Is(err, "hall_sealed") {
			t.Errorf("after the sealing: %v", err)
		}
		if _, err := drowned.post(drowned.batch(nil)); !fault.Is(err, "hall_revoked") {
			t.Errorf("a device shut out: %v", err)
		}
		db.Clock.Set(store.Clock(db.Now()).AddDate(0, 0, 4))
		if _, err := huy.post(huy.batch(nil)); !fault.Is(err, "hall_over") {
			t.Errorf("four days after: %v", err)
		}
	})
}
