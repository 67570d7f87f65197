package campaign_test

import (
	"slices"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

var rubbish = campaign.Campaign{Org: cast.Ward, Period: "2026-Q4", Topic: "Phân loại rác tại nguồn", Why: "Rác chưa được phân loại ở nhiều ngõ.", Material: "Kế hoạch số 12.",
	Asked: []string{"Việc khó nhất ở chi bộ là gì?", "", "Chi bộ cam kết việc gì, đo thế nào?"}, Due: "2026-12-15"}

func sent(t *testing.T, db *storetest.DB) (c campaign.Campaign) {
	t.Helper()
	db.Write(t, cast.Dung, func(tx *store.Tx) error {
		made, err := campaign.Create(tx, cast.Book, rubbish)
		if err == nil {
			c, err = campaign.Send(tx, made.ID, made.Version)
		}
		return err
	})
	return c
}

func exec(t *testing.T, db *storetest.DB, text string, args ...any) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(text, args...); return err })
}

func rows(t *testing.T, db *storetest.DB, c campaign.Campaign) map[string]campaign.Row {
	t.Helper()
	out := map[string]campaign.Row{}
	db.Read(t, cast.Dung, func(rd *store.Reader) error {
		all, err := campaign.Rows(rd, c)
		for _, r := range all {
			out[r.Org] = r
		}
		return err
	})
	return out
}

func answer(db *storetest.DB, who string, c campaign.Campaign, org string, version int64, text string) (r campaign.Received, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := campaign.Answer(tx, campaign.Answering{Campaign: c.ID, Org: org, Edition: c.Edition, Version: version, Answers: []string{text, text}, Practice: "Thùng rác đầu ngõ", Shares: true})
		r = got
		return err
	})
	return r, err
}

// TestACellGoesFromNoDayToTasks: the line comes into the draft of its agenda, the
// meeting holds it, results are sent in the cell's words, tasks follow.
func TestACellGoesFromNoDayToTasks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		c := sent(t, db)
		if all := rows(t, db, c); len(all) != 3 || all[cast.Cell].Step() != campaign.NoDay || !all[cast.Ward].Own || !all[cast.Cell].Wanting(c, "2026-12-01") {
			t.Fatalf("after sending %+v", all)
		}
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "planned")
		var lines []meeting.Item
		db.Write(t, cast.Hien, func(tx *store.Tx) (err error) {
			if _, err = agenda.Draft(tx, cast.Book, "c3"); err == nil {
				lines, err = agenda.Draft(tx, cast.Book, "c3")
			}
			return err
		})
		n := 0
		for _, i := range lines {
			if i.SourceKind == "campaign" && i.SourceID == c.ID {
				n++
			}
		}
		if n != 1 {
			t.Fatalf("the line stands %d times on the agenda", n)
		}
		if r := rows(t, db, c)[cast.Cell]; r.Step() != campaign.Planned || r.Day != "2026-12-03" || r.Wanting(c, "2026-12-01") {
			t.Errorf("with a day %+v", r)
		}
		if _, err := answer(db, cast.Hien, c, cast.Cell, 1, "Thiếu thùng."); fault.KindOf(err) != fault.Conflict {
			t.Errorf("results before the meeting: %v", err)
		}
		exec(t, db, `update meeting set state = 'closed', closed_at = 1 where tenant = $1 and id = 'c3'`)
		if r := rows(t, db, c)[cast.Cell]; r.Step() != campaign.Held || r.Tasked {
			t.Errorf("held %+v", r)
		}
		if _, err := answer(db, cast.Hien, c, cast.Cell, 1, ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("an empty answer: %v", err)
		}
		r, err := answer(db, cast.Hien, c, cast.Cell, 1, "Thiếu thùng.")
		if err != nil || r.Row.Step() != campaign.Results {
			t.Fatalf("results %+v %v", r, err)
		}
		if again, err := answer(db, cast.Khoa, c, cast.Cell, 1, "Thiếu thùng."); err != nil || again.Row.Version != r.Row.Version {
			t.Errorf("the same again %+v %v", again, err)
		}
		exec(t, db, `insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version, came_on, came_from)
			values ($1, 't1', 'cell3', 'c3', 'm-loc', 'Đặt 2 thùng rác', '', '2026-12-10', '2027-01', '', '', false, 'assigned', '', '2026-12-03', null, 1, '2026-12-03', '')`)
		all := rows(t, db, c)
		var flat []campaign.Row
		for _, r := range all {
			flat = append(flat, r)
		}
		if n := campaign.Count(flat); n != (campaign.Counts{Cells: 2, Planned: 1, Held: 1, Sent: 1, Tasked: 1}) {
			t.Errorf("counts %+v", n)
		}
		// Held a second time, it counts once, on its first day.
		cast.Meeting(t, db, "c3b", cast.Cell, "2027-01-03", "closed")
		exec(t, db, `insert into agenda_item (tenant, meeting, id, position, code, title, purpose, minutes, presenter, source_kind, source_id, source_text, gist, conclusion, version) values ($1, 'c3b', 'i', 0, 'campaign', 'x', 'discuss', 0, '', 'campaign', $2, '', '', '', 1)`, c.ID)
		if r := rows(t, db, c)[cast.Cell]; r.Meetings != 2 || r.Day != "2026-12-03" {
			t.Errorf("held twice %+v", r)
		}
	})
}

// TestAnAnswerStaysWithTheEditionItAnswered: other words after cells began are a new
// edition; an answer on the older one is stale, and one given keeps its questions.
func TestAnAnswerStaysWithTheEditionItAnswered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		c := sent(t, db)
		cast.Meeting(t, db, "c3", cast.Cell, "2026-12-03", "closed")
		cast.Meeting(t, db, "c4", cast.Other, "2026-12-03", "closed")
		exec(t, db, `update meeting set closed_at = 1 where tenant = $1`)
		if _, err := answer(db, cast.Hien, c, cast.Cell, 1, "Thiếu thùng."); err != nil {
			t.Fatal(err)
		}
		now := c
		now.Asked = []string{"Bao nhiêu hộ đã phân loại?", c.Asked[1]}
		var next campaign.Campaign
		db.Write(t, cast.Dung, func(tx *store.Tx) (err error) { next, err = campaign.Change(tx, cast.Book, c.Version, now); return })
		if next.Edition != 2 {
			t.Fatalf("edition %+v", next)
		}
		if _, err := answer(db, cast.Panh, c, cast.Other, 1, "Chưa có xe."); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an answer on the older edition: %v", err)
		}
		if _, err := answer(db, cast.Panh, next, cast.Other, 1, "Chưa có xe."); err != nil {
			t.Error(err)
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			r, err := campaign.ForCell(rd, c.ID, cast.Cell)
			if r.Row.Edition != 1 || !slices.Equal(r.Reads, c.Asked) || r.Campaign.Edition != 2 {
				t.Errorf("the answer given %+v", r)
			}
			return err
		})
		if err := db.TryWrite(cast.Dung, func(tx *store.Tx) error { _, err := campaign.Change(tx, cast.Book, c.Version, c); return err }); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a change of an older text: %v", err)
		}
	})
}

// TestCellsComeAndGo: one merged is not counted nor asked, one founded since is asked
// once it is sent again.
func TestCellsComeAndGo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		c := sent(t, db)
		today := ""
		db.Read(t, cast.Dung, func(rd *store.Reader) error { today = rd.Today(); return nil })
		exec(t, db, `update org_edge set valid_to = $2 where tenant = $1 and org = 'cell4'`, today)
		exec(t, db, `insert into org (tenant, id, code, slug, version, created_at) values ($1, 'cell9', '9', 'cell9', 1, 0)`)
		exec(t, db, `insert into org_edge (tenant, org, valid_from, valid_to, parent, name, kind, path, position) values ($1, 'cell9', $2, null, 'ward', 'Chi bộ Tổ dân phố 9', 'residential', 'a.n.', 9)`, today)
		all := rows(t, db, c)
		if r := all[cast.Other]; !r.Gone || r.Name == "" || r.Wanting(c, "2027-01-01") || r.Late(c, "2027-01-01") {
			t.Errorf("merged %+v", r)
		}
		if _, there := all["cell9"]; there {
			t.Error("a cell is counted before it was asked")
		}
		db.Write(t, cast.Dung, func(tx *store.Tx) error { _, err := campaign.Send(tx, c.ID, 0); return err })
		if all = rows(t, db, c); len(all) != 4 {
			t.Errorf("sent again %+v", all)
		}
		for i, want := range []int64{2, 0} {
			var n int64
			db.Write(t, cast.Dung, func(tx *store.Tx) (err error) { n, err = campaign.Remind(tx, c.ID); return })
			if i == 0 && n < want || i == 1 && n != 0 {
				t.Errorf("reminded %d, time %d", n, i)
			}
		}
	})
}

// TestRemediesComeBeforeTheCommittee: closing needs causes and a remedy with somebody of
// the committee; each stands on its next agenda; nothing is sent to one that is closed.
func TestRemediesComeBeforeTheCommittee(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		c := sent(t, db)
		end := func(owner string) error {
			return db.TryWrite(cast.Dung, func(tx *store.Tx) error {
				_, err := campaign.Close(tx, c.ID, c.Version, "Thiếu thùng, thiếu xe.", []campaign.Remedy{{Text: "Đặt lịch xe gom riêng", Owner: owner, Due: "2027-01-31"}})
				return err
			})
		}
		if err := end(cast.Hien); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a remedy with nobody of the committee: %v", err)
		}
		if err := end(cast.Dung); err != nil {
			t.Fatal(err)
		}
		if err := end(cast.Dung); err != nil {
			t.Errorf("closed twice: %v", err)
		}
		db.Read(t, cast.Dung, func(rd *store.Reader) error {
			all, err := campaign.RemediesOwed(rd, cast.Ward, "")
			if len(all) != 1 || all[0].OwnerName == "" {
				t.Errorf("owed %+v", all)
			}
			return err
		})
		if _, err := answer(db, cast.Hien, c, cast.Cell, 1, "x"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("results of a closed one: %v", err)
		}
	})
}

// TestWhoMayDoWhat: the office writes and sends; a cell answers for itself alone; a
// draft is the office's; late results are counted by cell.
func TestWhoMayDoWhat(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		c := sent(t, db)
		for name, err := range map[string]error{
			"a secretary writes one":           db.TryWrite(cast.Hien, func(tx *store.Tx) error { _, err := campaign.Create(tx, cast.Book, rubbish); return err }),
			"a secretary reads all":            db.TryRead(cast.Hien, func(rd *store.Reader) error { _, err := campaign.Rows(rd, c); return err }),
			"a member answers":                 func() error { _, err := answer(db, cast.Mai, c, cast.Cell, 1, "x"); return err }(),
			"another cell's secretary":         func() error { _, err := answer(db, cast.Panh, c, cast.Cell, 1, "x"); return err }(),
			"a secretary for the committee":    func() error { _, err := answer(db, cast.Hien, c, cast.Ward, 1, "x"); return err }(),
			"the administrator reads the list": db.TryRead(cast.Admin, func(rd *store.Reader) error { _, err := campaign.List(rd, cast.Ward); return err }),
		} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		for day, want := range map[string]int{"2026-12-15": 0, "2026-12-16": 1} {
			db.Read(t, cast.Dung, func(rd *store.Reader) error {
				all, err := campaign.LateBy(rd, day)
				if all[cast.Cell].N != want || all[cast.Ward].N != 0 {
					t.Errorf("%s: %+v", day, all)
				}
				return err
			})
		}
	})
}
