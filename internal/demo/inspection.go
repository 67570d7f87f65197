package demo

import (
	"chibo/internal/inspection"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// checks are the programmes of the committee and of a cell: the cell's has one thing done
// and one under way.
func (m *maker) checks() error {
	today := store.Day(m.now.Load())
	year := int(today[0]-'0')*1000 + int(today[1]-'0')*100 + int(today[2]-'0')*10 + int(today[3]-'0')
	begun := vi.AddDays(today, -40)
	adopted := max(today[:4]+"-01-01", vi.AddDays(today, -60))
	return m.as(m.ward.Officer, func(tx *store.Tx) error {
		return firstErr(
			m.checksFor(tx, m.ward.Root.ID, year, adopted, "09-BB/ĐU", begun, "Việc thực hiện chế độ sinh hoạt chi bộ", "Thu, nộp và sử dụng đảng phí"),
			m.checksFor(tx.As(m.ward.Cells[2].Secretary), m.ward.Cells[2].ID, year, adopted, "01-BB/CB", begun, "Thực hiện nhiệm vụ đảng viên được phân công", "Nêu gương ở nơi cư trú"),
		)
	})
}

func firstErr(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// checksFor writes two things, has them adopted and brings the first to its result.
func (m *maker) checksFor(tx *store.Tx, org string, year int, adopted, no, begun string, done, open string) error {
	first, err := inspection.Put(tx, m.book, org, year, inspection.CheckPlan{Kind: "regular", Subject: done, Period: "q4"})
	if err == nil {
		_, err = inspection.Put(tx, m.book, org, year, inspection.CheckPlan{Kind: "inspect", Subject: open, Period: "12"})
	}
	if err == nil {
		_, err = inspection.Adopt(tx, org, year, 0, inspection.Adoption{Day: adopted, MinutesNo: no})
	}
	for n, s := range m.book.Programme(begun).Steps {
		if err == nil {
			first, err = inspection.Take(tx, m.book, first.ID, first.Version, s.Key, vi.AddDays(begun, n*5))
		}
	}
	if err == nil {
		_, err = inspection.Close(tx, m.book, first.ID, first.Version, "clean")
	}
	return err
}
