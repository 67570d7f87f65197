package demo

import (
	"fmt"

	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// campaign is one topic put to all cells in the last month: nine sent results, two let
// others read what they do, the others wait.
func (m *maker) campaign(period string) error {
	var c campaign.Campaign
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error {
		made, err := campaign.Create(tx, m.book, campaign.Campaign{Org: m.ward.Root.ID, Period: period, Topic: "Phân loại rác tại nguồn", Why: "Rác sinh hoạt chưa được phân loại ở nhiều ngõ.", Material: "Kế hoạch của phường về phân loại rác; tờ hướng dẫn ba loại rác.",
			Asked: []string{"Việc khó nhất ở chi bộ là gì?", "Chi bộ cam kết việc gì, đo thế nào?"}, Due: vi.NextMonth(period) + "-15"})
		if err == nil {
			c, err = campaign.Send(tx, made.ID, made.Version)
		}
		return err
	}); err != nil {
		return err
	}
	said := [][2]string{{"Chưa có thùng ba ngăn ở ngõ hẹp.", "20 hộ phân loại hết tháng, tổ trưởng đếm mỗi tuần."}, {"Xe gom chở chung các loại.", "Vận động 15 hộ ủ rác hữu cơ, kiểm tra ngày 15."}, {"Người thuê trọ chưa biết cách phân loại.", "Phát 40 tờ hướng dẫn, hỏi lại sau hai tuần."}}
	sent := 0
	for i := range m.ward.Cells {
		if sent == 9 {
			break
		}
		cell, text := &m.ward.Cells[i], said[i%len(said)]
		if err := m.as(cell.Secretary, func(tx *store.Tx) error {
			in := campaign.Answering{Campaign: c.ID, Org: cell.ID, Edition: c.Edition, Version: 1, Answers: text[:]}
			if sent < 2 {
				in.Practice, in.Shares = []string{"Đặt thùng rác ba ngăn ở đầu ngõ", "Đoàn thanh niên đổi rác lấy cây"}[sent], true
			}
			_, err := campaign.Answer(tx, in)
			return err
		}); fault.KindOf(err) == fault.Conflict { // has not met
			continue
		} else if err != nil {
			return fmt.Errorf("campaign of %s: %w", cell.Name, err)
		}
		sent++
	}
	return nil
}
