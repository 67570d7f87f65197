package offline_test

import (
	"encoding/json"
	"path"
	"strings"
	"testing"

	"chibo/internal/duty"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/reminder"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// duty gives Lộc a standing duty that the cell adopted, and names the item at
// which it is heard.
func (h *hall) duty(t testing.TB) (id string) {
	t.Helper()
	h.db.Write(t, h.Hien.Person, func(tx *store.Tx) error {
		d, err := duty.Give(tx, meetingtest.Book, duty.Duty{Org: h.Cell, Year: 2026, Member: h.Loc.Member, What: "Giúp 5 hộ ngõ 12", Rhythm: "month"})
		if err != nil {
			return err
		}
		id = d.ID
		if _, err := tx.Exec(`update duty set given_on = '2026-11-10' where tenant = $1 and id = $2`, id); err != nil {
			return err // the cast's clock stands on the meeting's day, and does not go back
		}
		return duty.Adopt(tx, h.Cell, 2026, "")
	})
	return id
}

// paragraph is one part of the minutes as they would be composed now.
func (h *hall) paragraph(t testing.TB, key string) (text string) {
	t.Helper()
	h.db.Read(t, h.Hien.Person, func(rd *store.Reader) error {
		all, err := minutes.Outline(rd, h.m.ID)
		for _, p := range all {
			if p.Key == key {
				text = p.Text
			}
		}
		return err
	})
	return text
}

// TestTheRestOfTheRoom: guests, standing duties, reminders and reserved opinions
// written on a phone stand in their rooms as if a page had written them, are
// changed and taken back, and say in the minutes what pages would say.
func TestTheRestOfTheRoom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		task := h.duty(t)
		h.at("19:00")
		p := h.phone(t, h.Hien.Person)
		if x := p.packet.Hall; len(x.Duties) != 1 || x.Duties[0].ID != task || !x.Reminds || len(x.Addressees) < 2 || x.Addressees[0].Org != h.Cell {
			t.Fatalf("the packet: %+v", x.HallMore)
		}
		h.at("19:30")
		p.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		for _, who := range []meetingtest.Someone{h.Hien, h.Huy, h.Loc, h.Khoa} {
			p.do("mark/"+who.Member, obj{"status": "present"})
		}
		guest, gone := store.NewID(), store.NewID()
		p.do("guest/"+guest, obj{"name": "Quàng Thị Dung", "capacity": "cấp ủy viên phụ trách"})
		p.do("guest/"+gone, obj{"name": "Ghi nhầm"})
		p.do("guest/"+gone, nil)
		p.do("duty/"+task, obj{"text": "Đã giúp 5 hộ."})
		p.do("vote/ordinary."+h.items[1], obj{"for": 2, "against": 1})
		quiet, named, kept := store.NewID(), store.NewID(), store.NewID()
		p.do("remind/"+quiet, obj{"member": h.Loc.Member, "text": "Đến họp đúng giờ", "look_on": "2027-01-03"})
		p.do("remind/"+named, obj{"member": h.Khoa.Member, "text": "Nộp báo cáo đúng hạn", "helper": h.Loc.Member, "look_on": "2027-01-03", "named": true})
		p.do("reserve/"+kept, obj{"member": h.Khoa.Member, "vote": "ordinary." + h.items[1], "text": "Nên làm sau Tết.", "addressee": h.Ward, "printed": true})
		if a := p.send(t); len(a.Refused) != 0 {
			t.Fatalf("refused: %+v", a.Refused)
		}
		db.Read(t, h.Hien.Person, func(rd *store.Reader) error {
			guests, err := meeting.Guests(rd, h.m.ID)
			if err != nil || len(guests) != 1 || guests[0].ID != guest {
				t.Errorf("guests %+v %v", guests, err)
			}
			all, err := speech.ReservedOf(rd, h.m.ID)
			if err != nil || len(all) != 1 || all[0].ID != kept || all[0].Subject != "Nhiệm vụ tháng 12" || all[0].Addressee != h.Ward {
				t.Errorf("reserved %+v %v", all, err)
			}
			given, err := reminder.Given(rd, h.m.ID)
			if err != nil || len(given) != 2 || given[0].HelperName+given[1].HelperName != "Trần Đức Lộc" {
				t.Errorf("reminders %+v %v", given, err)
			}
			return nil
		})
		for key, want := range map[string]string{
			"attendance": "Khách mời: Quàng Thị Dung, cấp ủy viên phụ trách.",
			"item.other": "Giúp 5 hộ ngõ 12. Đã giúp 5 hộ.",
			"praise":     "Nhắc nhở đồng chí " + "Trần Văn Khoa" + ": Nộp báo cáo đúng hạn.\nNhắc nhở riêng: 1 đồng chí.",
			"reserved":   "Đồng chí " + "Trần Văn Khoa" + " bảo lưu ý kiến về “Nhiệm vụ tháng 12”: Nên làm sau Tết. Gửi ",
		} {
			if text := h.paragraph(t, key); !strings.Contains(text, want) {
				t.Errorf("%s: %q lacks %q", key, text, want)
			}
		}
		// Changed and taken back.
		p.do("remind/"+named, nil)
		p.do("reserve/"+kept, obj{"member": h.Khoa.Member, "text": "Nên làm sau Tết.", "printed": false})
		p.do("duty/"+task, obj{"text": "Đã giúp 6 hộ."})
		p.do("guest/"+guest, obj{"name": "Quàng Thị Dung", "capacity": "đảng ủy viên"})
		if a := p.send(t); len(a.Refused) != 0 {
			t.Fatalf("refused: %+v", a.Refused)
		}
		if text := h.paragraph(t, "praise"); text != "Nhắc nhở riêng: 1 đồng chí." {
			t.Errorf("after taking one back: %q", text)
		}
		if text := h.paragraph(t, "reserved"); text != "" {
			t.Errorf("its author does not want it printed: %q", text)
		}
		if text := h.paragraph(t, "item.other"); !strings.Contains(text, "Đã giúp 6 hộ.") {
			t.Errorf("the report: %q", text)
		}
		// A room's refusal is kept with its sentence.
		far := p.do("remind/"+store.NewID(), obj{"member": h.Loc.Member, "text": "Quá xa", "look_on": "2030-01-03"})
		early := p.do("reserve/"+store.NewID(), obj{"member": h.Loc.Member, "vote": "admission", "text": "Chưa có biểu quyết."})
		a := p.send(t)
		if len(a.Refused) != 2 || a.Refused[0].ID != far.ID || a.Refused[1].ID != early.ID || a.Refused[1].Code != "hall_no_vote" {
			t.Errorf("refused: %+v", a.Refused)
		}
	})
}

// TestQuietWordsStayOnTheirDevice: another phone hears that there is a reminder and
// a reserved opinion, never whom or what, but for what the minutes print; its
// packet, its answers and the page of a scribe without a post neither.
func TestQuietWordsStayOnTheirDevice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		hien, huy := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person)
		h.at("19:30")
		hien.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		quiet, kept, printed := store.NewID(), store.NewID(), store.NewID()
		hien.do("remind/"+quiet, obj{"member": h.Loc.Member, "text": "điều riêng một", "look_on": "2027-01-03"})
		hien.do("reserve/"+kept, obj{"member": h.Khoa.Member, "text": "điều riêng hai"})
		hien.do("reserve/"+printed, obj{"member": h.Khoa.Member, "text": "điều được in", "printed": true})
		if a := hien.send(t); len(a.Refused) != 0 {
			t.Fatalf("%+v", a.Refused)
		}
		a := huy.send(t)
		again := h.phone(t, h.Huy.Person)
		for what, x := range map[string]any{"answer": a, "known": huy.known, "packet": again.packet} {
			b, err := json.Marshal(x)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(b), "điều riêng") {
				t.Errorf("the %s of another phone has the words", what)
			}
		}
		for _, p := range []*phone{huy, again} {
			f := p.fold()
			if string(f["remind/"+quiet].Value) != "{}" || string(f["reserve/"+kept].Value) != "{}" || !strings.Contains(string(f["reserve/"+printed].Value), "điều được in") {
				t.Errorf("another phone: %s %s %s", f["remind/"+quiet].Value, f["reserve/"+kept].Value, f["reserve/"+printed].Value)
			}
		}
		// Her own phone, taken along once more, has what she wrote.
		var own offline.Packet
		db.Write(t, h.Hien.Person, func(tx *store.Tx) error {
			d, pass, err := offline.Take(tx, offline.Taking{Meeting: h.m.ID, Secret: hien.pass.Secret})
			if err != nil {
				return err
			}
			own, err = offline.Pack(tx, meetingtest.Book, d, pass)
			return err
		})
		if b, _ := json.Marshal(own.Ops); strings.Count(string(b), "điều riêng") != 2 {
			t.Error("her own phone has lost her words")
		}
		// The other phone sends words of its own under the name: a dispute the committee alone settles.
		h.at("19:45")
		huy.do("reserve/"+kept, obj{"member": h.Loc.Member, "text": "điều khác"})
		huy.send(t)
		hien.do("reserve/"+kept, obj{"member": h.Khoa.Member, "text": "điều riêng ba"})
		hien.send(t)
		look := func(person string) offline.Unsettled {
			var all []offline.Unsettled
			db.Read(t, person, func(rd *store.Reader) (err error) {
				all, err = offline.UnsettledOf(rd, meetingtest.Book, h.m.ID)
				return err
			})
			if len(all) != 1 || !all[0].Disputed {
				t.Fatalf("%+v", all)
			}
			return all[0]
		}
		if u := look(h.Hien.Person); u.Hidden || len(u.Choices) != 2 {
			t.Errorf("the secretary: %+v", u)
		}
		if u := look(h.Huy.Person); !u.Hidden || u.Now != nil || string(u.Choices[0].Value) != "{}" {
			t.Errorf("the scribe: %+v", u)
		}
	})
}

// TestTheRestDoesNotHangOnTheOrderOfArrival: two phones without a network, each of
// which noted the same guest, and reports of one duty; whichever sends first, the
// rows are the same.
func TestTheRestDoesNotHangOnTheOrderOfArrival(t *testing.T) {
	came := map[string]string{}
	for n := range 2 {
		storetest.Each(t, func(t *testing.T, db *storetest.DB) {
			h := newHall(t, db)
			task := h.duty(t)
			h.at("19:00")
			hien, huy := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person)
			h.at("19:30")
			hien.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
			hien.do("guest/"+store.NewID(), obj{"name": "Quàng Thị Dung"})
			hien.do("duty/"+task, obj{"text": "Đã giúp 5 hộ."})
			h.at("19:32")
			for range 3 { // so that its counters are the greater ones
				huy.do("lacks", obj{"lines": []string{"x"}})
			}
			huy.do("guest/"+store.NewID(), obj{"name": "quàng thị dung"})
			huy.do("guest/"+store.NewID(), obj{"name": "Lò Văn Páo"})
			huy.do("duty/"+task, obj{"text": "Đã giúp 5 hộ."})
			order := []*phone{hien, huy}
			if n == 1 {
				order = []*phone{huy, hien}
			}
			for _, p := range append(order, order...) {
				p.send(t)
			}
			now := h.paragraph(t, "attendance") + h.paragraph(t, "item.other")
			if len(h.unsettled(t)) != 0 || strings.Count(now, "Khách mời") != 2 || !strings.Contains(now, "Quàng Thị Dung") {
				t.Errorf("%s %+v", now, h.unsettled(t))
			}
			engine := path.Base(t.Name())
			if was, known := came[engine]; known && was != now {
				t.Errorf("one order: %s\nthe other: %s", was, now)
			}
			came[engine] = now
		})
	}
}
