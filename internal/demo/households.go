package demo

import (
	"strconv"

	"chibo/internal/household"
	"chibo/internal/matter"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// households puts members of some cells in charge of groups of households; in one of them
// nobody is in charge of a group yet.
func (m *maker) households() error {
	for _, i := range []int{2, 6, 7} {
		c := m.ward.Cells[i]
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			if err := household.Count(tx, c.ID, 96, 0); err != nil {
				return err
			}
			s, err := household.Of(tx.Reader, m.book, c.ID)
			for n := 0; n < 6 && err == nil; n++ {
				g := household.Group{Org: c.ID, Name: "Nhóm hộ ngõ " + strconv.Itoa(2*n+1), Households: 9 + n}
				if n < 5 && n < len(s.Without) {
					g.Member = s.Without[n].Member
				}
				if g, err = household.Put(tx, m.book, g, 0); err == nil && n < 3 {
					_, err = household.Visit(tx, m.book, g.ID, true)
				}
			}
			if err == nil && len(s.Without) > 6 {
				err = household.Excuse(tx, c.ID, s.Without[6].Member, "age")
			}
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// matters gives the first cell of which the rules want one its list of the year: one line was
// heard, one is late, one waits, one is drafted for next time.
func (m *maker) matters() error {
	today := store.Day(m.now.Load())
	year, _ := strconv.Atoi(today[:4])
	for _, c := range m.ward.Cells {
		done := false
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			l, err := matter.Year(tx.Reader, m.book, c.ID, year)
			if err != nil || !l.Makes {
				return err
			}
			done = true
			put := func(what, office, day string) (one matter.Matter, err error) {
				return matter.Put(tx, m.book, matter.Matter{Org: c.ID, Year: year, What: what, Office: office, ReportOn: day}, 0)
			}
			heard, err := put("Thu, chi các khoản ngoài ngân sách", "Kế toán trưởng", today[:4]+"-06-30")
			if err == nil {
				_, err = put("Mua sắm trang thiết bị", "Phó hiệu trưởng phụ trách cơ sở vật chất", vi.AddDays(today, -10))
			}
			if err == nil {
				_, err = put("Thực hiện nội quy, giờ giấc làm việc", "Chủ tịch công đoàn", today[:4]+"-12-25")
			}
			if err == nil {
				_, err = matter.Adopt(tx, m.book, c.ID, year, matter.Decision{Day: today[:4] + "-01-06", Paper: "Nghị quyết số 01-NQ/CB"})
			}
			if err == nil {
				if heard, err = matter.Get(tx.Reader, heard.ID); err == nil {
					_, err = matter.Report(tx, heard.ID, heard.Version, today[:4]+"-07-03", "Các khoản thu đúng quy định, đã công khai trên bảng tin. Chi bộ đề nghị công khai thêm theo quý.")
				}
			}
			if err == nil {
				_, err = put("Tiết kiệm điện, nước", "Tổ trưởng tổ văn phòng", today[:4]+"-12-20")
			}
			return err
		}); err != nil || done {
			return err
		}
	}
	return nil
}
