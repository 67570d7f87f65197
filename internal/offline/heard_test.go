package offline_test

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/quality"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestWhatIsHeardInTheRoom: who interprets, opinions sent before the meeting, and words
// read back to a comrade without a phone, written on a phone, stand in their rooms as
// if a page had written them, and say in the minutes what pages would say.
func TestWhatIsHeardInTheRoom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		db.Write(t, h.Hien.Person, func(tx *store.Tx) error {
			return member.MarkPaperOnly(tx, h.Cell, map[string]bool{h.Loc.Member: true})
		})
		var named, unnamed speech.Ahead
		for _, x := range []struct {
			a      *speech.Ahead
			naming string
		}{{&named, speech.ByName}, {&unnamed, speech.NoName}} {
			db.Write(t, h.Khoa.Person, func(tx *store.Tx) (err error) {
				*x.a, _, err = speech.SendAhead(tx, speech.Sending{Meeting: h.m.ID, Item: h.items[1], Gist: "Nên làm " + x.naming, Naming: x.naming, Key: x.naming})
				return err
			})
		}
		h.at("19:00")
		p, q := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person)
		if x := p.packet.Hall; len(x.Ahead) != 2 || !slices.Equal(x.Paper, []string{h.Loc.Member}) || x.Ahead[0].Name+x.Ahead[1].Name != "Trần Văn Khoa" {
			t.Fatalf("the packet: %+v", x.HallMore)
		}
		h.at("19:30")
		p.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		for _, who := range []string{h.Hien.Member, h.Huy.Member, h.Loc.Member, h.Khoa.Member} {
			p.do("mark/"+who, obj{"status": "present"})
		}
		one, again, gone, said := store.NewID(), store.NewID(), store.NewID(), store.NewID()
		p.do("interpret/"+one, obj{"name": "Lò Văn Hặc", "language": "Thái"})
		q.do("interpret/"+again, obj{"name": "Lò Văn Hặc", "language": "Thái"}) // both named him
		p.do("interpret/"+gone, obj{"name": "Ghi nhầm", "language": "Mông"})
		p.do("interpret/"+gone, nil)
		h.at("20:00")
		p.do("ahead/"+named.ID, obj{})
		q.do("ahead/"+named.ID, obj{})
		q.do("ahead/"+unnamed.ID, obj{})
		p.do("opinion/"+said, obj{"member": h.Loc.Member, "kind": "propose", "item": h.items[1], "text": "Tăng một chuyến xe rác."})
		p.do("readback/"+said, obj{"text": "Tăng một chuyến xe rác."})
		q.send(t) // its chair has not opened yet as far as the server knows
		p.send(t)
		if a := q.send(t); len(a.Refused) != 0 {
			t.Fatalf("refused: %+v", a.Refused)
		}
		back := func() (at int64) {
			db.Read(t, h.Hien.Person, func(rd *store.Reader) error {
				all, err := speech.List(rd, h.m.ID)
				at = all[0].ReadBackAt
				return err
			})
			return at
		}
		if back() == 0 {
			t.Error("the words read back are not ticked")
		}
		for key, want := range map[string]string{
			"opening":            "Phiên dịch: đồng chí Lò Văn Hặc (tiếng Thái).",
			"item." + h.items[1]: "Đồng chí Trần Văn Khoa gửi ý kiến trước buổi: Nên làm named",
		} {
			if text := h.paragraph(t, key); !strings.Contains(text, want) {
				t.Errorf("%s: %q lacks %q", key, text, want)
			}
		}
		if text := h.paragraph(t, "item."+h.items[1]); !strings.Contains(text, "người gửi đề nghị không nêu tên: Nên làm unnamed") {
			t.Error(text)
		}
		p.do("opinion/"+said, obj{"member": h.Loc.Member, "kind": "propose", "item": h.items[1], "text": "Tăng hai chuyến xe rác."})
		p.do("ahead/"+unnamed.ID, nil)
		p.send(t)
		if back() != 0 {
			t.Error("other words count as read back")
		}
		if text := h.paragraph(t, "item."+h.items[1]); strings.Contains(text, "unnamed") {
			t.Error("the tick was not taken back: " + text)
		}
		p.do("ahead/"+strings.Repeat("0", 32), obj{})
		p.do("readback/"+store.NewID(), obj{"text": "của ai"})
		if a := p.send(t); len(a.Refused) != 1 || a.Refused[0].Code != "hall_gone" {
			t.Errorf("what is not in this meeting: %+v", a.Refused)
		}
	})
}

// TestTasksChangePlaces: tasks of the resolution put in another order on a phone stand
// so, one taken out of it and one taken in; a page's own order after that is heard, and
// a task given later goes behind.
func TestTasksChangePlaces(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		p := h.phone(t, h.Hien.Person)
		h.at("19:30")
		p.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		p.do("mark/"+h.Hien.Member, obj{"status": "present"})
		ids := []string{store.NewID(), store.NewID(), store.NewID()}
		give := func(n int, more obj) {
			v := obj{"deed": string(rune('A' + n)), "owner": h.Loc.Member, "due": "2026-12-20", "report_at": "2027-01"}
			for k, x := range more {
				v[k] = x
			}
			p.do("deed/"+ids[n], v)
		}
		for n := range ids {
			give(n, obj{"outside": n == 2})
		}
		p.send(t)
		stands := func() (text string) {
			db.Read(t, h.Hien.Person, func(rd *store.Reader) error {
				r, err := resolution.Get(rd, h.m.ID)
				for _, i := range r.Items {
					if text += i.Deed; i.Outside {
						text += "-"
					}
				}
				return err
			})
			return text
		}
		if got := stands(); got != "ABC-" {
			t.Fatal(got)
		}
		give(0, obj{"outside": true})
		give(2, obj{"outside": false})
		p.do("order", obj{"deeds": []string{ids[2], ids[1], ids[0]}})
		p.send(t)
		if got := stands(); got != "CBA-" {
			t.Errorf("on the phone: %s", got)
		}
		db.Write(t, h.Hien.Person, func(tx *store.Tx) error { // a page puts B first
			r, err := resolution.Get(tx.Reader, h.m.ID)
			if err != nil {
				return err
			}
			r.Items[0], r.Items[1] = r.Items[1], r.Items[0]
			_, _, err = resolution.Put(tx, meetingtest.Book, h.m.ID, r.Version, r.Preamble, r.Items)
			return err
		})
		p.send(t)
		if got := p.fold()["order"]; got.Disputed || !strings.HasPrefix(string(got.Value), `{"deeds":["`+ids[1]) {
			t.Errorf("the phone hears the page's order as %s", got.Value)
		}
		ids = append(ids, store.NewID())
		give(3, nil)
		if a := p.send(t); len(a.Refused) != 0 || stands() != "BCA-D" {
			t.Errorf("one more: %s %+v", stands(), a.Refused)
		}
	})
}

// TestTheScoreByLines: two phones fill the table together; half filled it waits, filled
// it is the room's own sheet and is voted on. Points above what was counted are kept
// with the room's sentence until a reason stands beside them.
func TestTheScoreByLines(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		p, q := h.phone(t, h.Hien.Person), h.phone(t, h.Huy.Person)
		table := p.packet.Hall.Table
		if table == nil || len(table.Lines) < 5 {
			t.Fatalf("the packet's table: %+v", table)
		}
		h.at("19:30")
		p.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
		for _, who := range []string{h.Hien.Member, h.Huy.Member, h.Loc.Member} {
			p.do("mark/"+who, obj{"status": "present"})
		}
		p.send(t)
		sheet := func() (s quality.Sheet) {
			db.Read(t, h.Hien.Person, func(rd *store.Reader) (err error) { s, err = quality.Read(rd, meetingtest.Book, h.m.ID); return err })
			return s
		}
		var asked, counted []string
		want := rule.Points(0)
		for _, l := range table.Lines {
			switch {
			case l.NA != "":
			case l.Counted:
				counted = append(counted, l.Code)
				q.do("line/"+l.Code, obj{"points": 0})
			default:
				asked = append(asked, l.Code)
				want += l.Max
				p.do("line/"+l.Code, obj{"points": l.Max})
			}
		}
		p.send(t)
		if s := sheet(); s.Version != 0 {
			t.Errorf("half filled: %+v", s.Score)
		}
		q.send(t)
		p.send(t)
		s := sheet()
		if s.Self == nil || s.Sum.Lines != want || s.SelfBy != h.Huy.Person && s.SelfBy != h.Hien.Person {
			t.Fatalf("filled: %+v, wanted %s", s.Score, want)
		}
		p.do("scorevote", obj{"for": 2})
		p.send(t)
		if s = sheet(); s.Vote == "" {
			t.Errorf("not voted: %+v", s.Score)
		}
		// Above what was counted: kept, with the room's sentence, until a reason is given.
		low := slices.IndexFunc(s.Lines, func(l quality.Line) bool {
			return l.Suggestion.Known && l.Suggestion.Points < l.Max && l.Applies()
		})
		if low < 0 {
			t.Fatal("nothing counted below its most: this test proves nothing")
		}
		l := s.Lines[low]
		p.do("line/"+l.Code, obj{"points": l.Max})
		if a := p.send(t); len(a.Refused) != 1 || a.Refused[0].Key != "line/"+l.Code || a.Refused[0].Code == "" || *sheet().Lines[low].Self == l.Max {
			t.Errorf("above what was counted: %+v", a.Refused)
		}
		p.do("line/"+l.Code, obj{"points": l.Max, "reason": "Chi bộ có lý do."})
		if a := p.send(t); len(a.Refused) != 0 || *sheet().Lines[low].Self != l.Max {
			t.Errorf("with a reason: %+v", a.Refused)
		}
		p.do("line/"+asked[0], nil) // not judged after all: no total, and no vote on it
		a := p.send(t)
		if s = sheet(); s.Self != nil || len(a.Refused) != 1 || a.Refused[0].Key != "scorevote" {
			t.Errorf("one line open: %+v %+v", s.Score, a.Refused)
		}
		p.do("line/"+counted[0], obj{"points": 9999})
		p.do("line/khong-co", obj{"points": 1})
		if a = p.send(t); len(a.Refused) != 3 {
			t.Errorf("out of range and unknown: %+v", a.Refused)
		}
	})
}
