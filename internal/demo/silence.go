package demo

import (
	"chibo/internal/fault"
	"chibo/internal/silence"
	"chibo/internal/store"
)

// In the last month one cell says nothing and another that it does not meet.
const (
	noNews     = 8
	notMeeting = 12
)

// noNews has the committee ask after the one; the other's word waits for it.
func (m *maker) noNews(period string) error {
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error {
		_, err := silence.Remind(tx, m.book, m.ward.Cells[noNews].ID, period)
		return err
	}); err != nil && !fault.Is(err, "silence_not_silent") { // its day is not over yet
		return err
	}
	c := &m.ward.Cells[notMeeting]
	return m.as(c.Secretary, func(tx *store.Tx) error {
		_, err := silence.Say(tx, m.book, c.ID, period, 0, "merged", "Cả bản vào mùa gặt; ghép vào buổi tháng sau.")
		return err
	})
}
