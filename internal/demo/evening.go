package demo

import (
	"fmt"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
)

// evening holds the meetings of one evening side by side, as they are held,
// for the clock never goes back.
func (m *maker) evening(ids []string, period string, begin time.Time, tonight func(int) bool) error {
	for _, phase := range []struct {
		after time.Duration
		each  time.Duration // between one cell and the next
		do    func(c *Cell, id string, n int) error
	}{
		{-10 * time.Minute, 0, m.takeAlong},
		{0, 0, func(c *Cell, id string, _ int) error { return m.aheadAndOpen(c, id) }},
		{2 * time.Minute, 0, func(c *Cell, id string, _ int) error { return m.callRoll(c, id) }},
		{20 * time.Minute, 0, m.talk},
		{40 * time.Minute, 0, m.speak},
		{50 * time.Minute, 0, func(c *Cell, id string, _ int) error { return m.judge(c, id, period) }},
		{60 * time.Minute, 0, m.sendSome},
		{65 * time.Minute, 0, m.hear},
		{75 * time.Minute, 0, func(c *Cell, id string, n int) error { return m.resolve(c, id, period, n) }},
		{85 * time.Minute, 0, m.judgeItself},
		{91 * time.Minute, 40 * time.Second, func(c *Cell, id string, _ int) error {
			return m.as(c.Secretary, func(tx *store.Tx) error { _, err := meeting.Close(tx, id); return err })
		}},
		{later, 0, m.readBack},
	} {
		for i := range m.ward.Cells {
			if !tonight(i) {
				continue
			}
			m.at(begin.Add(phase.after + time.Duration(i)*phase.each))
			if err := phase.do(&m.ward.Cells[i], ids[i], i); err != nil {
				return fmt.Errorf("%s: %w", m.ward.Cells[i].Name, err)
			}
		}
	}
	return nil
}

// closed tells a cell whose papers hold headings only: its content stays out
// of the system (design/decisions.md 19).
func (c *Cell) closed() bool { return rule.OrgKind(c.Kind) == rule.KindArmedForces }

func (m *maker) open(c *Cell, id string) error {
	return m.as(c.Secretary, func(tx *store.Tx) error {
		_, err := meeting.Open(tx, m.book, id, c.Secretary, c.Scribe)
		return err
	})
}

// talk writes gist and conclusion of each item.
func (m *maker) talk(c *Cell, id string, n int) error {
	if c.closed() {
		return nil
	}
	said := make([][2]string, 40) // drawn outside: the closure may run twice
	for i := range said {
		said[i][0], said[i][1] = m.words()
	}
	if n == hurried && m.last && len(m.again) > 0 { // this scribe hands in last month's again
		for i := range said {
			old := m.again[i%len(m.again)]
			said[i] = [2]string{sameAgain(old[0]), sameAgain(old[1])}
		}
	}
	return m.as(c.Scribe, func(tx *store.Tx) error {
		items, err := meeting.Items(tx.Reader, id)
		if err != nil {
			return err
		}
		if n == hurried && !m.last {
			m.again = said[:min(len(items), len(said))]
		}
		for i, item := range items {
			if _, err := meeting.Minute(tx, id, item.ID, item.Version, said[i%len(said)][0], said[i%len(said)][1]); err != nil {
				return err
			}
		}
		return nil
	})
}

// callRoll marks everyone expected; some are ill, at work or far away.
func (m *maker) callRoll(c *Cell, id string) error {
	chance := make([]int, 200) // drawn outside: the closure may run twice
	for i := range chance {
		chance[i] = m.r.IntN(100)
	}
	return m.as(c.Scribe, func(tx *store.Tx) error {
		sheet, err := attendance.List(tx.Reader, id)
		if err != nil {
			return err
		}
		for i, row := range sheet.Rows {
			if !row.Expected {
				continue
			}
			in := attendance.Marking{Meeting: id, Member: row.Member, Status: "present", Method: "called"}
			switch p := chance[i%len(chance)]; {
			case row.FullName == "Giàng A Tủa" && p < 20:
				in.Status, in.Reason = attendance.Excused, "away"
			case p < 4 && row.Person != c.Secretary && row.Person != c.Scribe:
				in.Status, in.Reason = attendance.Excused, attendance.Reasons[p%len(attendance.Reasons)]
			case p == 4 && row.Person != c.Secretary && row.Person != c.Scribe:
				in.Status = attendance.Unexplained
			}
			if _, err := attendance.CheckIn(tx, in); err != nil {
				return fmt.Errorf("%s: %w", row.FullName, err)
			}
		}
		return nil
	})
}

// judge evaluates what was to be reported at this meeting.
func (m *maker) judge(c *Cell, id, period string) error {
	luck := m.r.IntN(100)
	return m.as(c.Secretary, func(tx *store.Tx) error {
		due, err := task.ReportedAt(tx.Reader, c.ID, period)
		if err != nil {
			return err
		}
		for i, t := range due {
			e := task.Evaluation{Meeting: id, Task: t.ID, Result: "done"}
			switch (luck + i*37) % 10 {
			case 0:
				e.Result, e.Why = "not_done", "Vướng mặt bằng, chưa thống nhất được với hộ dân."
			case 1:
				e.Result, e.Why = "partly", "Mới xong một nửa vì mưa kéo dài."
			case 2:
				e.Result = "done_late"
			}
			if _, err := task.Evaluate(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}
