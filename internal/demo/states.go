package demo

import (
	"chibo/internal/privacy"
	"chibo/internal/store"
)

// restrict lets one comrade's data be restricted: the office asks, the secretary
// of the committee agrees.
func (m *maker) restrict() error {
	who := m.ward.Cells[9].Members[14].PersonID
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error {
		return privacy.AskState(tx, privacy.Proposal{Person: who, What: privacy.Restrict, Reason: "Đồng chí đề nghị bằng giấy ngày 20/11/2026, trong lúc chờ đối chiếu hồ sơ gốc."})
	}); err != nil {
		return err
	}
	return m.as(m.ward.Leader, func(tx *store.Tx) error {
		_, err := privacy.Agree(tx, m.book, who, 1)
		return err
	})
}
