package demo

import (
	"time"

	"chibo/internal/attendance"
	"chibo/internal/dues"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
)

// onPaper is the cell that held one month on paper, the machine being away for
// repair, and entered it afterwards.
const onPaper = 14

// heldOnPaper tells that month of that cell: the last but one.
func (m *maker) heldOnPaper(i int, period string) bool { return i == onPaper && period == m.paper }

// enterPaper copies the paper minutes into the system, as the secretary does in
// one evening.
func (m *maker) enterPaper(c *Cell, id, period string, at time.Time) error {
	said := make([]string, 40) // drawn outside: the closure may run twice
	for i := range said {
		_, said[i] = m.words()
	}
	return m.as(c.Secretary, func(tx *store.Tx) error {
		kept, err := meeting.Get(tx.Reader, id)
		if err != nil {
			return err
		}
		in := minutes.Late{Org: c.ID, Period: period, Kind: kept.Kind, Begin: at.UnixMilli(), End: at.Add(95 * time.Minute).UnixMilli(), Place: c.Place, DayReason: kept.DayReason, Chair: c.Secretary, Scribe: c.Scribe,
			Tasks: []resolution.Item{{Owner: c.Members[4].ID, Deed: "Quyên góp sách cho tủ sách lớp học", Measure: "Mỗi lớp có thêm ít nhất 20 quyển", Due: vi.NextMonth(period) + "-20", ReportAt: vi.NextMonth(period)}},
			Votes: []minutes.LateVote{{Subject: "Thông qua nghị quyết", Matter: "resolution"}}}
		items, err := meeting.Items(tx.Reader, id)
		if err != nil {
			return err
		}
		for n, i := range items {
			in.Items = append(in.Items, minutes.LateItem{ID: i.ID, Title: i.Title, Conclusion: said[n%len(said)]})
		}
		roll, err := meeting.Live(tx.Reader, kept)
		if err != nil {
			return err
		}
		for _, r := range roll {
			if r.Expected && r.Person != c.Secretary && r.Person != c.Scribe && len(in.Marks) < 2 {
				in.Marks = append(in.Marks, minutes.LateMark{Member: r.Member, Status: attendance.Excused, Reason: attendance.Reasons[len(in.Marks)]})
			} else if r.Expected && r.Entitled {
				in.Votes[0].For++
			}
		}
		waiting, err := task.ReportedAt(tx.Reader, c.ID, period)
		if err != nil {
			return err
		}
		for _, t := range waiting {
			if t.Meeting != id && t.Circle == kept.Circle() {
				in.Reviewed = append(in.Reviewed, minutes.LateReview{Task: t.ID, Result: "done"})
			}
		}
		lines, err := dues.OfMonth(tx.Reader, m.book, c.ID, period)
		if err != nil {
			return err
		}
		for n, l := range lines {
			d := minutes.LateDue{Member: l.Member, State: dues.Paid, Amount: int64(25+5*(n%6)) * 1000, Version: l.Version}
			if n == 3 {
				d.State, d.Amount = dues.Waived, 0
			}
			in.Dues = append(in.Dues, d)
		}
		if _, err := minutes.EnterLate(tx, m.book, in); err != nil {
			return err
		}
		return minutes.Report(tx, m.book, id, false)
	})
}
