package demo

import (
	"fmt"

	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/store"
)

// paperReaders lets each secretary say who uses no phone: some of those who left
// no number, the eldest among them.
func (m *maker) paperReaders() error {
	for i := range m.ward.Cells {
		c := &m.ward.Cells[i]
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			is := map[string]bool{}
			for _, one := range c.Members {
				if one.Phone == "" && one.Birth < "1960" && len(is) < 6 {
					is[one.ID] = true
				}
			}
			return member.MarkPaperOnly(tx, c.ID, is)
		}); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return nil
}

// asks are what some cells propose to the ward in their reports.
var asks = []string{
	"Đề nghị phường bố trí thêm một chuyến xe thu gom rác buổi tối ở ngõ 12.\nĐề nghị hỗ trợ 4 đèn pin cho đội tuần tra.",
	"Đề nghị phường trả lời dân về mốc giới đất nhà văn hóa.",
}

// propose writes proposals into the report of every fourth cell.
func (m *maker) propose(tx *store.Tx, c *Cell, id string) error {
	for i := range m.ward.Cells {
		if &m.ward.Cells[i] == c && i%4 == 2 && !c.closed() {
			_, err := minutes.Propose(tx, minutes.Proposals{Meeting: id, Text: asks[i/4%len(asks)]})
			return err
		}
	}
	return nil
}
