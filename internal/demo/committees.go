package demo

import (
	"fmt"
	"time"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/vote"
)

// gathering is a smaller meeting than the cell's monthly one: of a committee, or
// on a theme.
type gathering struct {
	org, kind, period, place string
	lead, chair, scribe      string
	at                       time.Time
	minutes                  int
	topic                    *meeting.Topic
	deed, measure            string
}

// seat gives the ward its committee: people of the office's cell and secretaries
// of two large cells, as it is in life; two of them answer for a cell each, and an officer
// of an advisory body follows a third.
func (m *maker) seat(from string) error {
	office := m.ward.Cells[17].Members
	return m.as(store.System, func(tx *store.Tx) error {
		for _, p := range []member.Post{
			{Person: office[8].PersonID, Post: access.WardDeputy}, {Person: office[9].PersonID, Post: access.StandingMember}, {Person: m.ward.Cells[1].Secretary, Post: access.StandingMember},
			{Person: office[10].PersonID, Post: access.WardMember}, {Person: office[11].PersonID, Post: access.WardMember}, {Person: m.ward.Cells[0].Secretary, Post: access.WardMember},
			{Person: office[10].PersonID, Post: access.InCharge, Org: m.ward.Cells[2].ID}, {Person: office[11].PersonID, Post: access.InCharge, Org: m.ward.Cells[9].ID}, {Person: office[12].PersonID, Post: access.Adviser, Org: m.ward.Cells[8].ID},
		} {
			if p.Org == "" {
				p.Org = m.ward.Root.ID
			}
			p.From, p.Decision = from, "Quyết định 05-QĐ/TU ngày 01/07/2025"
			if _, err := member.Appoint(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// settleBefore lets the cell committees of two cells meet before the cells do.
func (m *maker) settleBefore(third time.Time, period string) error {
	for _, i := range []int{2, 6} {
		c := &m.ward.Cells[i]
		if err := m.gather(gathering{org: c.ID, kind: meeting.CellCommittee, period: period, place: c.Place, lead: c.Secretary, chair: c.Secretary, scribe: c.Members[2].PersonID,
			at: third.AddDate(0, 0, -3), minutes: 50}); err != nil {
			return fmt.Errorf("chi ủy %s: %w", c.Name, err)
		}
	}
	return nil
}

// committees lets the ward's committee and its standing committee hold their
// meetings of the month, and one cell the thematic meeting of the quarter.
func (m *maker) committees(third time.Time, period string) error {
	ward := gathering{org: m.ward.Root.ID, period: period, place: "Phòng họp đảng ủy", lead: m.ward.Officer, chair: m.ward.Leader, scribe: m.ward.Officer, minutes: 130}
	standing, committee := ward, ward
	standing.kind, standing.at, standing.minutes = meeting.Standing, workday(third.AddDate(0, 0, 5)).Add(-12*time.Hour), 80
	committee.kind, committee.at = meeting.Committee, workday(third.AddDate(0, 0, 9)).Add(-12*time.Hour)
	all := []gathering{standing, committee}
	for _, i := range []int{4, 6} {
		c := &m.ward.Cells[i]
		if int(third.Month())%3 != 2 {
			break
		}
		all = append(all, gathering{org: c.ID, kind: meeting.Thematic, period: period, place: c.Place, lead: c.Secretary, chair: c.Secretary, scribe: c.Scribe, at: third.AddDate(0, 0, 10), minutes: 75,
			topic: &meeting.Topic{Subject: "Phân loại rác tại nguồn", Question: "Làm thế nào để mọi hộ trong ngõ 12 phân loại rác tại nhà?", Author: c.Members[2].ID, ApprovedOn: third.AddDate(0, 0, 5).Format(time.DateOnly)},
			deed:  "Hướng dẫn từng hộ ngõ 12 phân loại rác", measure: "Đủ 66 hộ có hai thùng rác"})
	}
	for _, g := range all {
		if !g.at.Before(m.upto) { // still to come
			continue
		}
		if err := m.gather(g); err != nil {
			return fmt.Errorf("%s: %w", g.kind, err)
		}
	}
	return nil
}

// workday is the day itself, or the Monday after a weekend.
func workday(t time.Time) time.Time {
	for t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// gather holds one of them, from planning to the sealed papers.
func (m *maker) gather(g gathering) error {
	id := ""
	m.at(g.at.Add(-30 * time.Hour))
	if err := m.reports(g); err != nil {
		return err
	}
	if err := m.as(g.lead, func(tx *store.Tx) error {
		made, err := meeting.Plan(tx, m.book, meeting.Planning{Org: g.org, Period: g.period, Kind: g.kind, StartsAt: g.at.UnixMilli(), Place: g.place})
		if err != nil {
			return err
		}
		id = made.ID
		if _, err := agenda.Draft(tx, m.book, id); err != nil {
			return err
		}
		if g.topic != nil {
			t := *g.topic
			t.Meeting = id
			if _, err := agenda.PutTopic(tx, m.book, t); err != nil {
				return err
			}
		}
		_, err = meeting.Announce(tx, id)
		return err
	}); err != nil {
		return err
	}
	m.at(g.at)
	if err := m.as(g.lead, func(tx *store.Tx) error { return m.hold(tx, g, id) }); err != nil {
		return err
	}
	m.at(g.at.Add(time.Duration(g.minutes) * time.Minute))
	if err := m.as(g.lead, func(tx *store.Tx) error {
		if _, err := meeting.Close(tx, id); err != nil {
			return err
		}
		_, err := minutes.Compose(tx, m.book, id)
		return err
	}); err != nil {
		return err
	}
	if err := m.as(g.scribe, func(tx *store.Tx) error { return minutes.Confirm(tx, id, "scribe", "device") }); err != nil {
		return err
	}
	return m.as(g.chair, func(tx *store.Tx) error {
		if err := minutes.Confirm(tx, id, "chair", "device"); err != nil {
			return err
		}
		if _, err := minutes.Seal(tx, m.book, id); err != nil {
			return err
		}
		return minutes.Report(tx, m.book, id, false)
	})
}

// hold is what happens in the room: roll call, talk, one task, the vote.
func (m *maker) hold(tx *store.Tx, g gathering, id string) error {
	if _, err := meeting.Open(tx, m.book, id, g.chair, g.scribe); err != nil {
		return err
	}
	sheet, err := attendance.List(tx.Reader, id)
	if err != nil {
		return err
	}
	var present []string
	here := 0
	for i, row := range sheet.Rows {
		if !row.Expected {
			continue
		}
		in := attendance.Marking{Meeting: id, Member: row.Member, Status: attendance.Present, Method: "called"}
		if row.Person != g.chair && row.Person != g.scribe && len(sheet.Rows) > 4 && (i+int(g.at.Month()))%5 == 4 {
			in.Status, in.Reason = attendance.Excused, "work"
		} else {
			if row.Entitled {
				here++
			}
			if row.Person != g.chair || len(sheet.Rows) < 3 {
				present = append(present, row.Member)
			}
		}
		if _, err := attendance.CheckIn(tx, in); err != nil {
			return err
		}
	}
	if err := g.hears(tx, id); err != nil {
		return err
	}
	items, err := meeting.Items(tx.Reader, id)
	if err != nil {
		return err
	}
	for i, item := range items {
		gist, conclusion := g.words(item, i)
		if _, err := meeting.Minute(tx, id, item.ID, item.Version, gist, conclusion); err != nil {
			return err
		}
	}
	if _, _, err := resolution.Put(tx, m.book, id, 0, "", []resolution.Item{g.gives(present[int(g.at.Month())%len(present)])}); err != nil {
		return err
	}
	v, err := vote.Hold(tx, m.book, vote.Hands{Meeting: id, Subject: "Nghị quyết", Matter: "resolution", For: here})
	if err != nil || !v.Passed {
		return err
	}
	return resolution.Adopt(tx, id, v.ID)
}
