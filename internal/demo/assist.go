package demo

import (
	"strconv"

	"chibo/internal/assist"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// free is a day, or the first after it that is no public holiday: a sample made on any
// evening of the year has its plans.
func (m *maker) free(day string) string {
	for {
		year, _ := strconv.Atoi(day[:4])
		if m.book.Holidays(year).Name(day) == "" {
			return day
		}
		day = vi.AddDays(day, 1)
	}
}

// help has the committee help two cells: one is on its way, with a step done; on the other
// the day has come and the cell's word is awaited.
func (m *maker) help() error {
	today := store.Day(m.now.Load())
	return m.as(m.ward.Officer, func(tx *store.Tx) error {
		p, err := assist.Make(tx, m.book, m.ward.Cells[8].ID, assist.Help{Person: m.ward.Leader, Aim: "Cùng chi ủy chuẩn bị nội dung sinh hoạt ba tháng liền",
			Reasons: []string{"silent", "papers"}, Why: "Chi ủy mới được bầu, chưa quen soạn nội dung và viết nghị quyết.", Until: m.free(vi.AddDays(today, 70))})
		if err == nil {
			p, err = assist.Add(tx, m.book, p.ID, "Dự họp chi ủy trước buổi sinh hoạt tới", m.free(vi.AddDays(today, 4)))
		}
		if err == nil {
			p, err = assist.Add(tx, m.book, p.ID, "Gửi chi bộ mẫu nghị quyết ngắn", m.free(vi.AddDays(today, 2)))
		}
		if err == nil {
			n := p.Steps[0].N
			_, err = assist.Result(tx, p.ID, n, 1, "Đã gửi mẫu một trang, chi ủy dùng thử.")
		}
		if err == nil {
			_, err = assist.Make(tx, m.book, m.ward.Cells[11].ID, assist.Help{Person: m.ward.Officer, Aim: "Hướng dẫn bí thư mới ghi biên bản và gửi kết quả",
				Reasons: []string{"papers"}, Until: m.free(today)})
		}
		return err
	})
}
