package demo

import (
	"chibo/internal/programme"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// programmes gives some cells, and the committee, a programme of the year with figures: one
// cell corrected a figure, one is behind, one has not given last month's.
func (m *maker) programmes() error {
	today := store.Day(m.now.Load())
	year := today[:4]
	last := vi.AddDays(vi.MonthOf(today)+"-01", -1)
	before := vi.AddDays(vi.MonthOf(last)+"-01", -1)
	days := []string{before, last, today}
	end := year + "-12-31"
	waste := programme.Target{Text: "Hộ phân loại rác tại nguồn", Measure: programme.Count, Unit: "hộ", Start: "40", Goal: "160", Due: end, Origin: programme.Covenant}
	family := programme.Target{Text: "Gia đình văn hóa", Measure: programme.Percent, Start: "82.5", Goal: "90", Due: end, Origin: programme.Above}
	cases := programme.Target{Text: "Vụ mất trật tự ở nơi ở giảm dần", Measure: programme.Count, Unit: "vụ", Start: "12", Goal: "4", Due: end, Origin: programme.Own}
	hall := programme.Target{Text: "Sửa xong sân nhà văn hóa", Measure: programme.YesNo, Due: year + "-12-20", Origin: programme.Own}
	for i, figures := range map[int][][]string{2: {{"88", "134", "149"}, {"87.5", "89", ""}, {"", "7", "4"}}, 3: {{"70", "95", "104"}, {"86", "", "89.5"}, {"9", "8", "7"}}, 6: {{"100", "150", "152"}, {"", "88.5", "90"}, {"6", "5", "5"}}, 7: {{"60", "", ""}, {"", "", ""}, {"6", "5", "5"}}} {
		c := m.ward.Cells[i]
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			p, err := m.programme(tx, c.ID, "Chương trình công tác năm "+year, c.Secretary, []programme.Target{waste, family, cases, hall})
			for n := 0; n < len(figures) && err == nil; n++ {
				for k, day := range days {
					if value := figures[n][k]; value != "" && err == nil {
						_, err = programme.Enter(tx, p.ID, p.Targets[n].ID, programme.Figure{AsOf: day, Value: value})
					}
				}
			}
			if err == nil && i == 2 {
				_, err = programme.Enter(tx, p.ID, p.Targets[0].ID, programme.Figure{AsOf: before, Value: "112", Reason: "Đếm sót ngõ 5"})
			}
			return err
		}); err != nil {
			return err
		}
	}
	return m.as(m.ward.Officer, func(tx *store.Tx) error {
		joined := programme.Target{Text: "Kết nạp đảng viên mới", Measure: programme.Count, Unit: "đồng chí", Start: "0", Goal: "12", Due: end, Origin: programme.Above}
		p, err := m.programme(tx, m.ward.Root.ID, "Chương trình công tác năm "+year+" của đảng ủy", m.ward.Officer, []programme.Target{joined, family})
		if err == nil {
			_, err = programme.Enter(tx, p.ID, p.Targets[0].ID, programme.Figure{AsOf: today, Value: "9"})
		}
		return err
	})
}

// programme drafts and adopts one.
func (m *maker) programme(tx *store.Tx, org, title, follower string, all []programme.Target) (programme.Programme, error) {
	year := tx.Today()[:4]
	p, err := programme.Begin(tx, m.book, programme.Programme{Org: org, Kind: programme.Year, Title: title, From: year + "-01-01", To: year + "-12-31"})
	for _, t := range all {
		if err != nil {
			return p, err
		}
		t.Follower = follower
		p, err = programme.Put(tx, p.ID, p.Version, t)
	}
	if err != nil {
		return p, err
	}
	return programme.Adopt(tx, p.ID, p.Version, programme.Decision{Day: year + "-01-05", Paper: "Nghị quyết số 01-NQ/CB"})
}
