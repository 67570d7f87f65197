package demo

import (
	"slices"
	"time"

	"chibo/internal/dues"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// collecting are the cells whose dues the sample shows.
var collecting = []int{2, 5, 6, 7}

// collect takes the month's dues down in a few cells before their meetings:
// most have paid, two are waived, two still owe.
func (m *maker) collect(period string) error {
	for _, i := range collecting {
		c := &m.ward.Cells[i]
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			lines, err := dues.OfMonth(tx.Reader, m.book, c.ID, period)
			if err != nil {
				return err
			}
			var in []dues.Entry
			for n, l := range lines {
				e := dues.Entry{Member: l.Member, State: dues.Paid, Amount: int64(20+7*(n%9)) * 1000}
				switch n % 11 {
				case 4:
					e.State, e.Amount = dues.Waived, 0
				case 7:
					if len(l.Name)%2 == 0 {
						e.State, e.Amount = dues.Unpaid, 0
					}
				}
				in = append(in, e)
			}
			_, err = dues.Put(tx, m.book, c.ID, period, in)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// stand lets a few comrades' standing change, as in life: one is exempt until a
// day, one asks for it, one strengthens another cell, one is away to study.
func (m *maker) stand(month time.Time) error {
	day := func(months, days int) string { return month.AddDate(0, months, days).Format("2006-01-02") }
	pick := func(i, skip int) member.Member {
		c := &m.ward.Cells[i]
		at := slices.IndexFunc(c.Members[skip:], func(x member.Member) bool { return x.Activity == "active" && x.Standing == "official" })
		return c.Members[skip+max(at, 0)]
	}
	if err := m.as(m.ward.Officer, func(tx *store.Tx) error {
		for _, e := range []member.Event{
			{Member: pick(4, 9).ID, Kind: member.Exempted, From: day(0, 10), Until: day(6, 10), Decision: "Nghị quyết chi bộ " + vi.ShowMonth(month.Format("2006-01"))},
			{Member: pick(1, 9).ID, Kind: member.Sent, Org: m.ward.Cells[4].ID, From: day(0, 12), Until: day(12, 12), Decision: "Quyết định 18-QĐ/ĐU"},
			{Member: pick(3, 9).ID, Kind: member.Away, Place: "Chi bộ lớp cao cấp lý luận chính trị, Học viện", From: day(0, 12), Until: day(9, 12), Decision: "Giấy giới thiệu 07-GTSHĐTT"},
		} {
			if err := member.Record(tx, m.book, e); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return m.as(pick(5, 9).PersonID, func(tx *store.Tx) error {
		_, err := standing.AskMine(tx, m.book, standing.Request{Reason: "age", From: day(1, 4), Until: day(7, 4)})
		return err
	})
}
