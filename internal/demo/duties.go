package demo

import (
	"fmt"
	"time"

	"chibo/internal/duty"
	"chibo/internal/meeting"
	"chibo/internal/store"
	"chibo/internal/task"
)

// charges are standing duties as cells give them (domain/members.md 9).
var charges = []struct{ what, product, rhythm string }{
	{"Phụ trách 6 hộ trong ngõ", "Mỗi tháng thăm một lượt, nắm tình hình", "month"},
	{"Tuyên truyền chủ trương của phường", "Mỗi quý một buổi nói chuyện tại tổ", "quarter"},
	{"Giúp đỡ quần chúng ưu tú", "Nhận xét sáu tháng một lần", "half_year"},
	{"Thu đảng phí", "Nộp đủ, đúng hạn", "month"},
	{"Theo dõi tổ tự quản an ninh", "Báo kịp thời việc phát sinh", "month"},
	{"Vận động hội viên hội cao tuổi", "Giữ sinh hoạt hội đều", "quarter"},
	{"Chăm nom công trình nước sạch", "Không để hỏng quá ba ngày", "quarter"},
}

var heard = []string{
	"Đã thăm đủ các hộ được giao, bà con yên tâm.",
	"Tháng này làm được một buổi, còn ít người đến.",
	"Việc đều, chưa có khó khăn.",
	"Gặp khó vì nhiều hộ đi làm xa, xin chi bộ giúp thêm.",
}

// charge gives every cell its duties of the year, which it adopts at a meeting:
// one each, in the sample cell two for some, with a helper.
func (m *maker) charge(ids []string, year int) error {
	for n := range m.ward.Cells {
		c := &m.ward.Cells[n]
		if c.closed() {
			continue
		}
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			free, err := duty.Without(tx.Reader, m.book, c.ID, year)
			if err != nil {
				return err
			}
			for i, who := range free {
				x := charges[(i+n)%len(charges)]
				d := duty.Duty{Org: c.ID, Year: year, Member: who.Member, What: x.what, Product: x.product, Rhythm: x.rhythm}
				if i%3 == 0 && i > 0 {
					d.Helper = free[i-1].Member
				}
				if _, err := duty.Give(tx, m.book, d); err != nil {
					return err
				}
			}
			held, err := meeting.Get(tx.Reader, ids[n])
			if err != nil {
				return err
			}
			if held.OpenedAt == 0 { // a cell that has not met yet
				held.ID = ""
			}
			return duty.Adopt(tx, c.ID, year, held.ID)
		}); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return nil
}

// hear lets those report whose turn it is.
func (m *maker) hear(c *Cell, id string, n int) error {
	if c.closed() {
		return nil
	}
	return m.as(c.Scribe, func(tx *store.Tx) error {
		held, err := meeting.Get(tx.Reader, id)
		if err != nil {
			return err
		}
		turns, err := duty.InTurn(tx.Reader, m.book, held)
		if err != nil {
			return err
		}
		for i, t := range turns {
			for _, s := range t.Duties {
				if _, err := duty.Report(tx, s.ID, id, heard[(i+n)%len(heard)]); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// between shows in the sample cell what happens between meetings: one comrade
// asks for help and gets it, one for time, which waits for an answer; next
// year's duties are drafted from this year's.
func (m *maker) between(c *Cell, month time.Time) error {
	var open []task.Task
	if err := m.as(c.Secretary, func(tx *store.Tx) (err error) {
		if _, err := duty.Copy(tx, m.book, c.ID, month.Year()+1); err != nil {
			return err
		}
		open, err = task.Open(tx.Reader, c.ID)
		return err
	}); err != nil {
		return err
	}
	person := map[string]string{}
	for _, one := range c.Members {
		person[one.ID] = one.PersonID
	}
	if len(open) == 0 {
		return nil
	}
	first := open[0]
	helper := c.Members[5].ID
	if helper == first.Owner {
		helper = c.Members[6].ID
	}
	if err := m.as(person[first.Owner], func(tx *store.Tx) error {
		_, err := task.AskHelp(tx, first.ID, "Cần một đồng chí cùng đi vận động các hộ.")
		return err
	}); err != nil {
		return err
	}
	if err := m.as(c.Secretary, func(tx *store.Tx) error {
		now, err := task.Get(tx.Reader, first.ID)
		if err != nil {
			return err
		}
		_, err = task.SetRoles(tx, first.ID, now.Version, task.Roles{Helper: helper})
		return err
	}); err != nil || len(open) == 1 {
		return err
	}
	second := open[1]
	return m.as(person[second.Owner], func(tx *store.Tx) error {
		_, err := task.AskTime(tx, second.ID, month.AddDate(0, 1, 9).Format("2006-01-02"), "Vật tư về chậm, mong chi bộ cho thêm mười ngày.")
		return err
	})
}
