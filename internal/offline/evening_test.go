package offline_test

import (
	"fmt"
	"strings"
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/quality"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

// evening is the whole meeting on one phone without a network.
func (h *hall) evening(p *phone) {
	h.at("19:21")
	for _, m := range []meetingtest.Someone{h.Hien, h.Huy, h.Loc, h.Mai, h.Anh} {
		p.do("mark/"+m.Member, obj{"status": "present", "method": "scribe"})
	}
	p.do("mark/"+h.Khoa.Member, obj{"status": "excused", "reason": "work"})
	h.at("19:30")
	p.do("open", obj{"chair": h.Hien.Person, "scribe": h.Huy.Person})
	h.at("19:32")
	p.do("begin/"+h.items[0], obj{})
	h.at("19:45")
	p.do("gist/"+h.items[0], obj{"text": "Đồng chí bí thư thông tin thời sự."})
	p.do("conclusion/"+h.items[0], obj{"text": "Chi bộ đã nghe."})
	p.do("begin/"+h.items[1], obj{})
	h.at("20:00")
	p.do("opinion/0194a000-0000-7000-8000-000000000001", obj{"member": h.Loc.Member, "kind": "contribute", "item": h.items[1]})
	h.at("20:02")
	p.do("opinion/0194a000-0000-7000-8000-000000000002", obj{"member": h.Mai.Member, "kind": "propose", "item": h.items[1], "text": "Phường tăng một chuyến xe rác."})
	p.do("opinion/0194a000-0000-7000-8000-000000000001", obj{"member": h.Loc.Member, "kind": "contribute", "item": h.items[1], "text": "Xe rác nên vào ngõ buổi tối."})
	h.at("20:10")
	p.do("deed/0194a000-0000-7000-8000-0000000000d1", obj{"deed": "Đặt 2 thùng rác đầu ngõ 12", "owner": h.Huy.Member, "due": "2026-12-20", "measure": "Thùng đã đặt"})
	p.do("deed/0194a000-0000-7000-8000-0000000000d2", obj{"deed": "Tuyên truyền phân loại rác 66 hộ", "owner": h.Mai.Member, "due": "2026-12-31", "measure": "66 hộ ký cam kết"})
	p.do("conclusion/"+h.items[1], obj{"text": "Chi bộ đặt 2 thùng rác."})
	h.at("20:20")
	p.do("praise/0194a000-0000-7000-8000-0000000000f1", obj{"member": h.Loc.Member, "deed": "vệ sinh ngõ hằng tuần"})
	p.do("vote/resolution", obj{"for": 4})
	h.at("20:50")
	p.do("mark/"+h.Mai.Member, obj{"status": "left_early", "left": h.db.Now()})
	p.do("score", obj{"points": 93, "reason": "Đủ nội dung, đúng giờ."})
	p.do("scorevote", obj{"for": 3})
	p.do("lacks", obj{"lines": []string{"Bắt đầu đúng giờ"}})
	h.at("21:15")
	p.do("close", obj{})
	h.at("21:20")
	p.do("part/closing", obj{"text": "Buổi sinh hoạt kết thúc lúc 21:15. Chi bộ hát Quốc tế ca."})
	p.do("agree", obj{})
}

// record is all that the rooms keep of the meeting and all that is read aloud, as
// text; what only says who wrote when is left out.
func (h *hall) record(t testing.TB) string {
	t.Helper()
	var b strings.Builder
	h.db.Read(t, h.Hien.Person, func(rd *store.Reader) error {
		m, err := meeting.Get(rd, h.m.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %s %s %s %s\n", m.State, m.Chair, m.Scribe, hourOf(m.OpenedAt), hourOf(m.ClosedAt))
		sheet, err := attendance.List(rd, h.m.ID)
		if err != nil {
			return err
		}
		for _, r := range sheet.Rows {
			if r.Mark != nil {
				fmt.Fprintf(&b, "%s %s %s", r.FullName, r.Mark.Status, r.Mark.Reason)
				if r.Mark.Status == attendance.Late {
					fmt.Fprint(&b, " ", hourOf(r.Mark.ArrivedAt))
				}
				if r.Mark.Status == attendance.LeftEarly {
					fmt.Fprint(&b, " ", hourOf(r.Mark.LeftAt))
				}
				fmt.Fprintln(&b)
			}
		}
		items, err := meeting.Items(rd, h.m.ID)
		if err != nil {
			return err
		}
		for _, i := range items {
			fmt.Fprintf(&b, "%s|%s|%s|%s\n", i.Title, hourOf(i.StartedAt), i.Gist, i.Conclusion)
		}
		said, err := speech.List(rd, h.m.ID)
		if err != nil {
			return err
		}
		for _, o := range said {
			fmt.Fprintf(&b, "%s %s %s %s %v %s\n", hourOf(o.At), o.Member, o.Kind, o.Item, o.Bare, o.Gist)
		}
		praised, err := speech.Praised(rd, h.m.ID)
		if err != nil {
			return err
		}
		for _, x := range praised {
			fmt.Fprintf(&b, "%s %s %s %s\n", hourOf(x.At), x.Member, x.Group, x.Deed)
		}
		r, err := resolution.Get(rd, h.m.ID)
		if err != nil {
			return err
		}
		for _, i := range r.Items {
			fmt.Fprintf(&b, "%d %v %s %s %s %s %s %s\n", i.Position, i.Outside, i.ID, i.Owner, i.Deed, i.Measure, i.Due, i.ReportAt)
		}
		votes, err := vote.List(rd, h.m.ID)
		if err != nil {
			return err
		}
		for _, v := range votes {
			fmt.Fprintf(&b, "%s %s %s %d/%d %d %d %v %v %s %v\n", hourOf(v.At), v.Matter, v.Subject, v.For, v.Base, v.Against, v.Other, v.Passed, v.Members, v.Sentence, r.VoteID == v.ID)
		}
		s, err := quality.Of(rd, h.m.ID)
		if err != nil {
			return err
		}
		for _, n := range []*rule.Points{s.Self, s.Voted} {
			if n != nil {
				fmt.Fprint(&b, *n, " ")
			}
		}
		fmt.Fprintln(&b, s.SelfReason)
		l, err := meeting.LacksOf(rd, h.m.ID)
		fmt.Fprintln(&b, l.Lines)
		if err != nil {
			return err
		}
		parts, err := minutes.Outline(rd, h.m.ID)
		for _, p := range parts {
			fmt.Fprintf(&b, "%s %s %v\n%s\n", p.Key, p.Title, p.Edited, p.Text)
		}
		return err
	})
	return b.String()
}

func hourOf(ms int64) string {
	if ms == 0 {
		return "-"
	}
	return store.Clock(ms).Format("15:04:05")
}

func (h *hall) refusals(t testing.TB, p *phone) {
	t.Helper()
	for id, r := range p.refused {
		t.Errorf("refused %s: %+v", id, r)
	}
	for _, r := range p.last.Refused {
		t.Errorf("refused %+v", r)
	}
}

// TestAWholeMeetingWithoutANetwork: from the roll call to the cell's agreement on
// one phone, sent afterwards; then the minutes say what was said, at its hour.
func TestAWholeMeetingWithoutANetwork(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		h := newHall(t, db)
		h.at("19:00")
		p := h.phone(t, h.Hien.Person)
		h.evening(p)
		h.at("23:40")
		a := p.send(t)
		h.refusals(t, p)
		if a.State != meeting.Closed || len(a.Disputed) > 0 {
			t.Errorf("state %s, disputed %v", a.State, a.Disputed)
		}
		text := h.record(t)
		for _, want := range []string{"closed " + h.Hien.Person, "19:30:00 21:15:00", "Trần Văn Khoa excused work", "Lò Thị Mai left_early  20:50:00", "20:00:00 " + h.Loc.Member + " contribute", "Xe rác nên vào ngõ buổi tối.",
			"Đồng chí Lò Thị Mai kiến nghị", "1. Đặt 2 thùng rác đầu ngõ 12", "resolution Nghị quyết sinh hoạt tháng 12/2026 4/5", "score Điểm buổi sinh hoạt: 93", "minutes Biên bản sinh hoạt", "Chi bộ hát Quốc tế ca.", "93 93 Đủ nội dung", "Biểu dương đồng chí Trần Đức Lộc: vệ sinh ngõ hằng tuần"} {
			if !strings.Contains(text, want) {
				t.Errorf("lacks %q in\n%s", want, text)
			}
		}
		again := h.record(t)
		for range 2 { // the same batches once more change nothing
			if a, err := p.post(p.batch(p.own)); err != nil || len(a.Taken) != len(p.own) {
				t.Errorf("sent again: %v, %d of %d", err, len(a.Taken), len(p.own))
			}
		}
		if now := h.record(t); now != again {
			t.Errorf("sent again it is\n%s\nwas\n%s", now, again)
		}
		db.Write(t, h.Huy.Person, func(tx *store.Tx) error { return minutes.Confirm(tx, h.m.ID, "scribe", "device") })
		db.Write(t, h.Hien.Person, func(tx *store.Tx) error {
			if err := minutes.Confirm(tx, h.m.ID, "chair", "device"); err != nil {
				return err
			}
			_, err := offline.Seal(tx, meetingtest.Book, h.m.ID)
			return err
		})
	})
}
