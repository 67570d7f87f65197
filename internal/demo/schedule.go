package demo

import (
	"chibo/internal/schedule"
	"chibo/internal/store"
)

// schedule has the office approve what cells registered for a month, all but the last,
// and tell the cells.
func (m *maker) schedule(month string) error {
	return m.as(m.ward.Officer, func(tx *store.Tx) error {
		reg, err := schedule.Of(tx.Reader, m.book, m.ward.Root.ID, month)
		if err != nil {
			return err
		}
		var tokens []string
		for _, r := range reg.Rows {
			if r.Token != "" {
				tokens = append(tokens, r.Token)
			}
		}
		if len(tokens) < 2 {
			return nil
		}
		if _, err := schedule.Approve(tx, m.book, m.ward.Root.ID, month, tokens[:len(tokens)-1]); err != nil {
			return err
		}
		_, err = schedule.Issue(tx, m.book, m.ward.Root.ID, month, 31)
		return err
	})
}
