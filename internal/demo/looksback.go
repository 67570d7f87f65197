package demo

import (
	"chibo/internal/formality"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/store"
)

// hurried is the cell whose scribe hands in last month's words.
const hurried = 2

// asked lets one secretary answer what she was asked, and two cells look back at what
// they had named. The papers were read as they were sealed: nothing of that waits.
func (m *maker) asked() error {
	if err := m.as(store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`delete from job where tenant = $1 and kind = $2`, minutes.SealedJob)
		return err
	}); err != nil {
		return err
	}
	c := &m.ward.Cells[hurried]
	if err := m.as(c.Secretary, func(tx *store.Tx) error {
		all, err := formality.OfCell(tx.Reader, c.ID)
		if err != nil {
			return err
		}
		for _, f := range all {
			if f.Kind != formality.OwnMinutes {
				continue
			}
			_, err := formality.Answer(tx, f.ID, f.Version, "Thư ký mới, chép theo mẫu tháng trước. Tháng này chi bộ cử đồng chí khác giúp ghi.")
			return err
		}
		return nil
	}); err != nil {
		return err
	}
	return m.lookBack()
}

// lookBack says at the last meetings what came of what was named before.
func (m *maker) lookBack() error {
	for _, n := range []int{2, 6} {
		c := &m.ward.Cells[n]
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			all, _, err := meeting.List(tx.Reader, meeting.Filter{Org: c.ID, Kind: meeting.Regular, Limit: 6})
			if err != nil {
				return err
			}
			for _, g := range all {
				if g.At(meeting.Confirmed) {
					continue
				}
				was, err := meeting.NamedBefore(tx.Reader, g)
				if err != nil || len(was.Lines) == 0 {
					return err
				}
				said := make([]string, len(was.Lines))
				for i := range said {
					said[i] = meeting.Outcomes[i%2]
				}
				_, err = meeting.LookBack(tx, g.ID, said)
				return err
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}
