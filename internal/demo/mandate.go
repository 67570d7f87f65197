package demo

import (
	"chibo/internal/access"
	"chibo/internal/mandate"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// inspector gives the ward an inspection officer, who opened the minutes of a cell under a
// decision: the cell sees it.
func (m *maker) inspector() error {
	today := store.Day(m.now.Load())
	m.ward.Inspector = m.ward.Cells[17].Members[12].PersonID
	if err := m.as(store.System, func(tx *store.Tx) error {
		_, err := member.Appoint(tx, member.Post{Person: m.ward.Inspector, Post: access.Inspector, Org: m.ward.Root.ID, From: vi.AddDays(today, -60), Decision: "Quyết định 21-QĐ/ĐU"})
		return err
	}); err != nil {
		return err
	}
	id := ""
	if err := m.as(m.ward.Leader, func(tx *store.Tx) error {
		got, err := mandate.Enter(tx, m.ward.Root.ID, mandate.Decision{Person: m.ward.Inspector, Number: "07-QĐ/ĐU", IssuedOn: vi.AddDays(today, -3), Issuer: "Đảng ủy phường",
			Cells: []string{m.ward.Cells[2].ID, m.ward.Cells[6].ID}, FromMonth: vi.PrevMonth(vi.PrevMonth(vi.MonthOf(today))), UntilMonth: vi.MonthOf(today), EndsOn: vi.AddDays(today, 30), Told: mandate.AtOnce})
		id = got.ID
		return err
	}); err != nil {
		return err
	}
	return m.as(m.ward.Inspector, func(tx *store.Tx) error {
		_, all, err := minutes.Under(tx.Reader, id)
		if err != nil || len(all) == 0 {
			return err
		}
		_, _, err = minutes.OpenUnder(tx, id, all[0].Paper)
		return err
	})
}
