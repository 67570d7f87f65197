package demo

import (
	"chibo/internal/commend"
	"chibo/internal/store"
)

// commend has two cells propose a praise of their sealed minutes; the committee has
// answered the first.
func (m *maker) commend() error {
	sent := 0
	for i := range m.ward.Cells {
		c, answered := &m.ward.Cells[i], sent == 0
		var x commend.Proposal
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			x = commend.Proposal{}
			all, err := commend.OfCell(tx.Reader, c.ID)
			if err == nil && len(all) > 0 {
				x, err = commend.Send(tx, all[0].ID, commend.ToReward)
			}
			return err
		}); err != nil {
			return err
		}
		if x.ID == "" {
			continue
		}
		if answered {
			if err := m.as(m.ward.Officer, func(tx *store.Tx) error {
				_, err := commend.Decide(tx, x.ID, x.Version, commend.Praised, tx.Today(), "Biểu dương tại cuộc họp giao ban các bí thư chi bộ")
				return err
			}); err != nil {
				return err
			}
		}
		if sent++; sent == 2 {
			return nil
		}
	}
	return nil
}
