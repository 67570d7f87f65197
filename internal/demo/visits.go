package demo

import (
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/visit"
)

// visits has the office go to two cells: one was promised something that is late, to the
// other somebody goes next week.
func (m *maker) visits() error {
	today := store.Day(m.now.Load())
	return m.as(m.ward.Officer, func(tx *store.Tx) error {
		v, err := visit.Plan(tx, m.book, m.ward.Cells[2].ID, m.ward.Officer, m.free(vi.AddDays(today, -20)))
		if err == nil {
			_, err = visit.Record(tx, v.ID, v.Version, "Buổi sinh hoạt đúng giờ, bàn kỹ việc rác thải. Nhà văn hóa dột ở góc sau, mùa mưa khó họp.")
		}
		if err == nil {
			_, err = visit.Promised(tx, m.book, v.ID, "Đề nghị phường sửa mái nhà văn hóa tổ 3", m.free(vi.AddDays(today, -2)))
		}
		if err == nil {
			_, err = visit.Promised(tx, m.book, v.ID, "Gửi chi bộ mẫu sổ theo dõi hộ phân loại rác", m.free(vi.AddDays(today, 10)))
		}
		if err == nil {
			_, err = visit.Plan(tx, m.book, m.ward.Cells[8].ID, m.ward.Leader, m.free(vi.AddDays(today, 6)))
		}
		return err
	})
}
