package demo

import (
	"fmt"
	"time"

	"chibo/internal/agenda"
	"chibo/internal/attendance"
	"chibo/internal/formality"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/vi"
	"chibo/internal/vote"
)

// live lets all cells live one month: plan and announce, meet on the 3rd,
// finish and report. In the last month some have not got so far, as in life.
func (m *maker) live(month time.Time, last bool) error {
	m.last = last
	period := month.Format("2006-01")
	third := time.Date(month.Year(), month.Month(), 3, 19, 30, 0, 0, store.Vietnam)
	ids, at, err := m.planAll(third, period)
	if err != nil {
		return err
	}
	m.down = nil
	if period == m.paper { // the last month but one: what was resolved of it has been judged since
		if err := m.passOn(ids, third); err != nil {
			return fmt.Errorf("papers sent down: %w", err)
		}
	}
	if err := m.collect(period); err != nil {
		return fmt.Errorf("dues of %s: %w", period, err)
	}
	if err := m.settleBefore(third, period); err != nil {
		return err
	}
	for _, evening := range []time.Time{third, third.AddDate(0, 0, 1)} {
		tonight := func(i int) bool {
			return at[i].Equal(evening) && (!last || i != noNews && i != notMeeting) && !m.heldOnPaper(i, period)
		}
		if err := m.evening(ids, period, evening, tonight); err != nil {
			return err
		}
	}
	m.at(third.AddDate(0, 0, 1).Add(12 * time.Hour))
	for i := range m.ward.Cells {
		if last && (i == noNews || i == notMeeting || i == 6) || m.heldOnPaper(i, period) { // held, but the minutes are not finished
			continue
		}
		if err := m.finish(&m.ward.Cells[i], ids[i]); err != nil {
			return fmt.Errorf("%s: %w", m.ward.Cells[i].Name, err)
		}
		if err := m.confirmScore(&m.ward.Cells[i], ids[i], i); err != nil {
			return fmt.Errorf("%s: %w", m.ward.Cells[i].Name, err)
		}
	}
	if month.Month() == time.January || !m.charged {
		m.charged = true
		if err := m.charge(ids, month.Year()); err != nil {
			return err
		}
	}
	m.at(third.AddDate(0, 0, 3))
	if last {
		if err := m.noNews(period); err != nil {
			return fmt.Errorf("silence: %w", err)
		}
	}
	if m.heldOnPaper(onPaper, period) {
		if err := m.enterPaper(&m.ward.Cells[onPaper], ids[onPaper], period, at[onPaper]); err != nil {
			return fmt.Errorf("%s: %w", m.ward.Cells[onPaper].Name, err)
		}
	}
	if err := m.committees(third, period); err != nil {
		return err
	}
	if period == m.paper { // the last month but one: long enough ago to be late
		if err := m.raise(true); err != nil {
			return err
		}
	}
	m.at(third.AddDate(0, 0, 15))
	if last {
		if err := m.stand(third); err != nil {
			return err
		}
		if err := m.ask(); err != nil {
			return err
		}
		if err := m.raise(false); err != nil {
			return err
		}
		if err := m.campaign(period); err != nil {
			return err
		}
		if err := m.between(&m.ward.Cells[2], month); err != nil {
			return err
		}
	}
	for i := range m.ward.Cells {
		if err := m.work(&m.ward.Cells[i]); err != nil {
			return fmt.Errorf("%s: %w", m.ward.Cells[i].Name, err)
		}
	}
	return nil
}

// planAll registers every cell's meeting a week ahead: on the third, one in
// eleven a day later for a reason.
func (m *maker) planAll(third time.Time, period string) (ids []string, at []time.Time, err error) {
	ids, at = make([]string, len(m.ward.Cells)), make([]time.Time, len(m.ward.Cells))
	m.at(third.AddDate(0, 0, -7))
	for i := range m.ward.Cells {
		c := &m.ward.Cells[i]
		why := ""
		if at[i] = third; (i+int(third.Month()))%11 == 4 {
			at[i], why = third.AddDate(0, 0, 1), "Nhà văn hóa bận bầu tổ trưởng"
		}
		if ids[i], err = m.plan(c, period, at[i], why); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	return ids, at, nil
}

// work lets most owners say that they are done; a few wait, as in life.
func (m *maker) work(c *Cell) error {
	var open []task.Task
	if err := m.db.Read(m.ctx, store.Viewer{Tenant: m.into, Person: c.Secretary}, func(rd *store.Reader) (err error) {
		open, err = task.Open(rd, c.ID)
		return err
	}); err != nil {
		return err
	}
	person := map[string]string{}
	for _, one := range c.Members {
		person[one.ID] = one.PersonID
	}
	for _, t := range open {
		if m.r.IntN(12) == 0 || t.Helper != "" || t.AskedDue != "" {
			continue
		}
		if err := m.as(person[t.Owner], func(tx *store.Tx) error {
			_, err := task.Report(tx, t.ID, "", "Đã làm xong, mời chi bộ xem kết quả.", true)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// plan registers day and place, takes the drafted agenda and announces.
func (m *maker) plan(c *Cell, period string, at time.Time, why string) (id string, err error) {
	err = m.as(c.Secretary, func(tx *store.Tx) error {
		made, err := meeting.Plan(tx, m.book, meeting.Planning{Org: c.ID, Period: period, Kind: "regular", StartsAt: at.UnixMilli(), Place: c.Place, DayReason: why})
		if err != nil {
			return err
		}
		if _, err := agenda.Draft(tx, m.book, made.ID); err != nil {
			return err
		}
		if _, err := meeting.Announce(tx, made.ID); err != nil {
			return err
		}
		id = made.ID
		return nil
	})
	return id, err
}

// resolve writes the resolution, votes on it and adopts it.
func (m *maker) resolve(c *Cell, id, period string, n int) error {
	if c.closed() {
		return nil
	}
	how := 2 + m.r.IntN(3)
	pick := m.r.IntN(12)
	next := vi.NextMonth(period)
	given := make([][2]string, how) // drawn outside: the closure may run twice
	for i := range given {
		given[i][0], given[i][1] = m.deed(i)
	}
	return m.as(c.Secretary, func(tx *store.Tx) error {
		there, err := attendance.Attended(tx.Reader, id)
		if err != nil {
			return err
		}
		var items []resolution.Item
		for i := 0; len(items) < how && i < len(c.Members); i++ {
			owner := c.Members[(i*5+n+pick)%len(c.Members)]
			if !there[owner.ID] {
				continue
			}
			d := given[len(items)]
			items = append(items, resolution.Item{Owner: owner.ID, Deed: d[0], Measure: d[1], Due: fmt.Sprintf("%s-%02d", period, 20+len(items)*2), ReportAt: next})
		}
		if paper := m.down[n]; paper != "" && len(items) > 0 {
			items[0].Document = paper
		}
		if _, _, err := resolution.Put(tx, m.book, id, 0, "", items); err != nil {
			return err
		}
		base, err := vote.Base(tx.Reader, m.book, id)
		if err != nil {
			return err
		}
		hands := 0
		for _, member := range base.Members {
			if there[member] {
				hands++
			}
		}
		v, err := vote.Hold(tx, m.book, vote.Hands{Meeting: id, Subject: "Nghị quyết " + vi.ShowMonth(period), Matter: "resolution", For: hands})
		if err != nil {
			return err
		}
		if !v.Passed {
			return nil
		}
		return resolution.Adopt(tx, id, v.ID)
	})
}

// finish composes, confirms, seals and reports.
func (m *maker) finish(c *Cell, id string) error {
	if err := m.as(c.Secretary, func(tx *store.Tx) error { _, err := minutes.Compose(tx, m.book, id); return err }); err != nil {
		return err
	}
	if err := m.as(c.Scribe, func(tx *store.Tx) error { return minutes.Confirm(tx, id, "scribe", "device") }); err != nil {
		return err
	}
	return m.as(c.Secretary, func(tx *store.Tx) error {
		if err := minutes.Confirm(tx, id, "chair", "device"); err != nil {
			return err
		}
		if _, err := minutes.Seal(tx, m.book, id); err != nil {
			return err
		}
		if err := m.propose(tx, c, id); err != nil {
			return err
		}
		if err := minutes.Report(tx, m.book, id, false); err != nil {
			return err
		}
		return formality.Read(tx.As(store.System), m.book, id) // as the job does a moment later
	})
}

// planNext lets some cells register next month; a visitor finds the sample
// secretary's draft waiting.
func (m *maker) planNext(month time.Time) error {
	if err := m.tellAll(); err != nil {
		return fmt.Errorf("papers sent down: %w", err)
	}
	m.at(m.upto.Add(-2 * time.Hour))
	if err := m.papers(); err != nil {
		return err
	}
	third := time.Date(month.Year(), month.Month(), 3, 19, 30, 0, 0, store.Vietnam)
	for i := range m.ward.Cells {
		if i%3 != 2 {
			continue
		}
		c := &m.ward.Cells[i]
		made := ""
		if err := m.as(c.Secretary, func(tx *store.Tx) error {
			next, err := meeting.Plan(tx, m.book, meeting.Planning{Org: c.ID, Period: month.Format("2006-01"), Kind: "regular", StartsAt: third.UnixMilli(), Place: c.Place})
			if err != nil {
				return err
			}
			made = next.ID
			_, err = agenda.Draft(tx, m.book, next.ID)
			return err
		}); err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		if i == 8 {
			if err := m.ready(c, made); err != nil {
				return fmt.Errorf("%s: %w", c.Name, err)
			}
		}
	}
	if err := m.visits(); err != nil {
		return fmt.Errorf("visits: %w", err)
	}
	if err := m.help(); err != nil {
		return fmt.Errorf("help: %w", err)
	}
	if err := m.goodways(); err != nil {
		return fmt.Errorf("what cells do well: %w", err)
	}
	if err := m.households(); err != nil {
		return fmt.Errorf("households: %w", err)
	}
	if err := m.matters(); err != nil {
		return fmt.Errorf("matters: %w", err)
	}
	if err := m.programmes(); err != nil {
		return fmt.Errorf("programmes: %w", err)
	}
	if err := m.checks(); err != nil {
		return fmt.Errorf("checks: %w", err)
	}
	if err := m.commend(); err != nil {
		return fmt.Errorf("praise: %w", err)
	}
	if err := m.inspector(); err != nil {
		return fmt.Errorf("inspector: %w", err)
	}
	return m.schedule(month.Format("2006-01"))
}
