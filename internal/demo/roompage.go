package demo

import (
	"time"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/quality"
	"chibo/internal/reminder"
	"chibo/internal/resolution"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/vote"
)

// What members say, by the kind of opinion; the second has no words yet.
var opinions = []struct{ kind, gist string }{
	{"contribute", "Xe rác nên vào ngõ buổi tối, ban ngày xe máy đông."},
	{"propose", "Đề nghị phường tăng một chuyến thu gom vào thứ Bảy."},
	{"agree", "Nhất trí với kế hoạch tháng tới."},
	{"concern", "Các cụ trong ngõ mong có đèn đường sáng hơn."},
	{"self_criticism", "Tôi báo kết quả chậm, tháng này sẽ báo đúng hạn."},
}

var lacking = []string{"Bắt đầu muộn 5 phút", "Phần thảo luận còn ngắn", "Còn nhiều đồng chí chưa phát biểu"}

// speak lets some of those present speak on the items, as the scribe takes it
// down; in one cell an opinion keeps waiting for its words.
func (m *maker) speak(c *Cell, id string, n int) error {
	if c.closed() {
		return nil
	}
	return m.as(c.Scribe, func(tx *store.Tx) error {
		items, err := meeting.Items(tx.Reader, id)
		if err != nil || len(items) == 0 {
			return err
		}
		if _, err := meeting.Begin(tx, id, items[0].ID); err != nil {
			return err
		}
		here, err := attendance.Attended(tx.Reader, id)
		if err != nil {
			return err
		}
		said := 0
		for i := range c.Members {
			who := c.Members[(i+3*n)%len(c.Members)]
			if said >= len(opinions) || !here[who.ID] {
				continue
			}
			o := opinions[(said+n)%len(opinions)]
			if _, err := speech.Add(tx, speech.Opinion{Meeting: id, Item: items[said%len(items)].ID, Member: who.ID, Kind: o.kind, Gist: o.gist}); err != nil {
				return err
			}
			said++
		}
		return nil
	})
}

// judgeItself is the end of an evening: what was praised, whom one reminded, what
// stayed reserved, the meeting's own score and what to do better. Whole in the
// last month; before, the cells one looks at most.
func (m *maker) judgeItself(c *Cell, id string, n int) error {
	if c.closed() || !m.last && n != 2 && n != 6 {
		return nil
	}
	if err := m.as(c.Secretary, func(tx *store.Tx) error {
		if _, err := speech.AddPraise(tx, speech.Praise{Meeting: id, Member: c.Members[8%len(c.Members)].ID, Deed: "Vận động được 12 hộ phân loại rác"}); err != nil {
			return err
		}
		if _, err := meeting.NameInterpreter(tx, id, "Lò Văn Pâng", "Thái"); err != nil {
			return err
		}
		if _, err := meeting.PutLacks(tx, id, 0, lacking[n%len(lacking):]); err != nil {
			return err
		}
		subject, err := m.score(tx, id, n)
		if err != nil {
			return err
		}
		o, err := vote.Before(tx.Reader, m.book, id, quality.Matter)
		if err != nil {
			return err
		}
		_, _, err = quality.Hold(tx, m.book, id, vote.Hands{Subject: subject, For: o.Present})
		return err
	}); err != nil || !m.last || n != 2 && n != 6 {
		return err
	}
	return m.keepApart(c, id, n)
}

// keepApart makes what only a few may read, and the task that found no room in
// the resolution.
func (m *maker) keepApart(c *Cell, id string, n int) error {
	return m.as(c.Secretary, func(tx *store.Tx) error {
		g, err := meeting.Get(tx.Reader, id)
		if err != nil {
			return err
		}
		if _, err := speech.Reserve(tx, speech.Reserved{Meeting: id, Member: c.Members[7%len(c.Members)].ID, Gist: "Tôi đề nghị làm thí điểm một ngõ trước khi làm cả tổ.", Addressee: m.ward.Root.ID, Printed: n == 2}); err != nil {
			return err
		}
		look := vi.AddDays(g.Day, 16)
		if n == 2 {
			look = vi.AddDays(g.Day, 40)
		}
		if _, err := reminder.Give(tx, reminder.Reminder{Meeting: id, Member: c.Members[5%len(c.Members)].ID, Gist: "Báo kết quả việc được giao đúng hạn.", Helper: c.Members[2%len(c.Members)].ID, LookOn: look}); err != nil {
			return err
		}
		_, _, err = resolution.Add(tx, m.book, id, resolution.Item{Owner: c.Members[9%len(c.Members)].ID, Deed: "Chuẩn bị danh sách quần chúng ưu tú", Measure: "Danh sách có chữ ký chi ủy", Due: vi.AddDays(g.Day, 20), Outside: true})
		return err
	})
}

// readBack lets the cell hear its minutes and agree to them.
func (m *maker) readBack(c *Cell, id string, n int) error {
	if !m.last && n != 2 && n != 6 {
		return nil
	}
	return m.as(c.Secretary, func(tx *store.Tx) error {
		g, err := meeting.Get(tx.Reader, id)
		if err != nil {
			return err
		}
		if _, err := minutes.Compose(tx, m.book, id); err != nil {
			return err
		}
		o, err := vote.Before(tx.Reader, m.book, id, "minutes")
		if err != nil {
			return err
		}
		_, err = vote.Hold(tx, m.book, vote.Hands{Meeting: id, Matter: "minutes", Subject: "Biên bản sinh hoạt " + vi.ShowMonth(g.Period), For: o.Present})
		return err
	})
}

// later is when the reading back begins: after the last cell has closed.
const later = 106 * time.Minute
