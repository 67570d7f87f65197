package directive_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"chibo/internal/agenda"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/org"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func plan12(org string) directive.Directive {
	return directive.Directive{Org: org, Number: "12-KH/TU", IssuedOn: "2026-11-16", Issuer: "Tỉnh ủy", Abstract: "về phân loại rác tại nguồn", Asked: "Bàn và giao việc trong tháng 12.",
		Summary: "Mỗi hộ hai thùng rác.\nXong trước ngày 31/12/2026.", Level: document.Normal, Audience: document.ForMembers, DiscussBy: "2026-12-31"}
}

func send(t *testing.T, db *storetest.DB, who string, d directive.Directive, to directive.To) (made directive.Directive, err error) {
	t.Helper()
	err = db.TryWrite(who, func(tx *store.Tx) (err error) { made, err = directive.Send(tx, d, to); return err })
	return made, err
}

func shown(t *testing.T, db *storetest.DB, who, id, on string) (p directive.Progress) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) (err error) { p, err = directive.Show(rd, id, on); return err })
	return p
}

// paperOf is the paper as the cell has it.
func paperOf(t *testing.T, db *storetest.DB, who, cell string) (d document.Received) {
	t.Helper()
	db.Read(t, who, func(rd *store.Reader) error {
		all, err := document.Register(rd, cell)
		if len(all) == 1 {
			d = all[0]
		} else {
			t.Errorf("%d papers in the register", len(all))
		}
		return err
	})
	return d
}

func opened(t *testing.T, db *storetest.DB, who, paper string) {
	t.Helper()
	db.Write(t, who, func(tx *store.Tx) error { return directive.Opened(tx, paper) })
}

// TestAPaperSentDownUntilTheWorkOfItIsDone: each step shows on its day and not before;
// number, day and issuer of the level above stay.
func TestAPaperSentDownUntilTheWorkOfItIsDone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		d, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{}); err != nil || again.ID != d.ID {
			t.Errorf("the same form twice: %v", err)
		}
		got := paperOf(t, db, c.Hien.Person, c.Cell)
		if got.Origin != d.ID || got.Number != "12-KH/TU" || got.Issuer != "Tỉnh ủy" || got.Asked != d.Asked || got.DiscussBy != d.DiscussBy {
			t.Errorf("%+v", got)
		}
		want := func(when string, counts directive.Counts) {
			t.Helper()
			if p := shown(t, db, c.Officer, d.ID, ""); p.Counts != counts || len(p.Steps) != 2 {
				t.Errorf("%s: %+v of %+v", when, p.Counts, p.Steps)
			}
		}
		want("sent", directive.Counts{Cells: 2})
		opened(t, db, c.Loc.Person, got.ID) // a member is not the cell's committee
		want("a member read it", directive.Counts{Cells: 2})
		opened(t, db, c.Hien.Person, got.ID)
		opened(t, db, c.Hien.Person, got.ID)
		want("opened", directive.Counts{Cells: 2, Opened: 1})
		db.Read(t, store.System, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and action = 'directive.opened' and person = $2`, c.Hien.Person)
			if n != 0 {
				t.Error("the log tells who opened it")
			}
			return err
		})
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := agenda.Draft(tx, meetingtest.Book, m.ID); return err })
		want("on the agenda", directive.Counts{Cells: 2, Opened: 1, Scheduled: 1})
		item := resolution.Item{Owner: c.Loc.Member, Deed: "Đặt hai thùng rác ở mỗi ngõ", Measure: "12 ngõ", Due: "2026-12-25", Document: got.ID}
		other := item
		other.Document = "another"
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error {
			_, _, err := resolution.Put(tx, meetingtest.Book, m.ID, 0, "", []resolution.Item{other})
			return err
		}); !fault.Is(err, "task_document") {
			t.Errorf("a paper this cell never had: %v", err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			r, _, err := resolution.Put(tx, meetingtest.Book, m.ID, 0, "", []resolution.Item{item})
			if err == nil && r.Items[0].Document != got.ID {
				t.Error("the task forgot its paper")
			}
			item = r.Items[0]
			return err
		})
		over := store.DayEnd("2026-12-03") - 1
		exec(t, db, `update meeting set state = 'closed', opened_at = 1, closed_at = $3 where tenant = $1 and id = $2`, m.ID, over)
		want("discussed", directive.Counts{Cells: 2, Opened: 1, Scheduled: 1, Discussed: 1})
		exec(t, db, `insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version, helper, circle)
			values ($1, $2, $3, $4, $5, 'x', '', '2026-12-25', '2027-01', '', '', false, 'assigned', '', '2026-12-03', null, 1, '', '')`, item.ID, c.Cell, m.ID, c.Loc.Member)
		want("with a task", directive.Counts{Cells: 2, Opened: 1, Scheduled: 1, Discussed: 1, Tasked: 1})
		exec(t, db, `update task set state = 'done', closed_on = '2026-12-03' where tenant = $1 and id = $2`, item.ID)
		want("done", directive.Counts{Cells: 2, Opened: 1, Scheduled: 1, Discussed: 1, Tasked: 1, Done: 1})
		if p := shown(t, db, c.Officer, d.ID, "2026-12-02"); len(p.Steps) != 0 || p.Counts != (directive.Counts{}) {
			t.Errorf("the day before it was sent: %+v", p)
		}
		db.Clock.Set(storetest.Start.AddDate(0, 0, 7))
		p := shown(t, db, c.Officer, d.ID, "2026-12-08")
		if p.On != "2026-12-08" || p.Counts.Opened != 1 || p.Steps[1].Days != 5 || p.Steps[1].Unread != 1 {
			t.Errorf("as at a day: %+v", p)
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			by, err := directive.UnreadBy(rd, "2026-12-10")
			if len(by) != 1 || by[c.Other] != (directive.Waiting{N: 1, Sent: "2026-12-03"}) {
				t.Errorf("%+v", by)
			}
			return err
		})
	})
}

func exec(t *testing.T, db *storetest.DB, text string, args ...any) {
	t.Helper()
	db.Write(t, store.System, func(tx *store.Tx) error { _, err := tx.Exec(text, args...); return err })
}

// TestWhatIsCorrectedAndRecalledReachesTheCells: the cell sees the change and cannot
// write over it; a recalled paper leaves the agenda not yet held and stays where it was
// discussed.
func TestWhatIsCorrectedAndRecalledReachesTheCells(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		d, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{})
		if err != nil {
			t.Fatal(err)
		}
		got := paperOf(t, db, c.Hien.Person, c.Cell)
		if err := db.TryWrite(c.Hien.Person, func(tx *store.Tx) error {
			_, err := document.Correct(tx, got.ID, got.Version, got)
			return err
		}); !fault.Is(err, "document_sent_down") {
			t.Errorf("the cell writes the committee's text: %v", err)
		}
		in := plan12(c.Ward)
		in.Abstract = "về phân loại rác, bản sửa"
		if _, err := send(t, db, c.Officer, in, directive.To{}); !fault.Is(err, "directive_exists") {
			t.Errorf("the same number and day with another text: %v", err)
		}
		correct := func(version int64) error {
			return db.TryWrite(c.Officer, func(tx *store.Tx) error { _, err := directive.Correct(tx, d.ID, version, in); return err })
		}
		if err := correct(1); err != nil {
			t.Fatal(err)
		}
		in.Abstract = "bản của người đến sau"
		if err := correct(1); !fault.Is(err, "stale") {
			t.Errorf("%v", err)
		}
		if got := paperOf(t, db, c.Hien.Person, c.Cell); got.Abstract != "về phân loại rác, bản sửa" || got.ChangedOn != "2026-12-03" {
			t.Errorf("%+v", got)
		}
		lines := func() (n int) {
			db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
				all, err := agenda.Draft(tx, meetingtest.Book, m.ID)
				n = 0
				for _, i := range all {
					if i.SourceKind == "document" {
						n++
					}
				}
				return err
			})
			return n
		}
		if lines() != 1 {
			t.Error("not on the agenda")
		}
		recall := func(reason string) error {
			return db.TryWrite(c.Officer, func(tx *store.Tx) error { _, err := directive.Recall(tx, d.ID, 2, reason); return err })
		}
		if err := recall(" "); !fault.Is(err, "directive_reason") {
			t.Errorf("%v", err)
		}
		for range 2 {
			if err := recall("Có văn bản thay thế."); err != nil {
				t.Errorf("%v", err)
			}
		}
		if got := paperOf(t, db, c.Hien.Person, c.Cell); got.RecalledOn != "2026-12-03" || got.RecallReason != "Có văn bản thay thế." || got.State != document.Seen {
			t.Errorf("%+v", got)
		}
		if lines() != 0 {
			t.Error("a paper recalled is still on the agenda of a meeting to come")
		}
		if err := correct(3); !fault.Is(err, "directive_recalled") {
			t.Errorf("%v", err)
		}
		// What was discussed stays.
		in = plan12(c.Ward)
		in.Number = "13-KH/TU"
		d, err = send(t, db, c.Officer, in, directive.To{})
		if err != nil || lines() != 1 {
			t.Fatal(err)
		}
		exec(t, db, `update meeting set state = 'closed', opened_at = 1, closed_at = $3 where tenant = $1 and id = $2`, m.ID, store.DayEnd("2026-12-03")-1)
		db.Write(t, c.Officer, func(tx *store.Tx) error { _, err := directive.Recall(tx, d.ID, 1, "Nhầm."); return err })
		if p := shown(t, db, c.Officer, d.ID, ""); p.Counts.Discussed != 1 || p.RecalledOn == "" {
			t.Errorf("%+v", p)
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			if by, err := directive.UnreadBy(rd, "2026-12-03"); err != nil || len(by) != 0 {
				t.Errorf("a paper recalled is asked after: %+v %v", by, err)
			}
			return nil
		})
	})
}

// TestWhoSendsWhatToWhom: rights, bad input, chosen cells and kinds, a cell with closed
// content, a cell merged afterwards, a paper the cell had entered itself.
func TestWhoSendsWhatToWhom(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		var armed org.Org
		db.Write(t, store.System, func(tx *store.Tx) (err error) {
			armed, err = org.Create(tx, org.New{Code: "01.001.000.000.009", Name: "Chi bộ Quân sự", Kind: "armed_forces", Parent: c.Ward, From: "2025-07-01"})
			return err
		})
		for _, who := range []string{c.Hien.Person, c.Loc.Person, ""} {
			if _, err := send(t, db, who, plan12(c.Ward), directive.To{}); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		for name, spoil := range map[string]struct {
			do   func(*directive.Directive)
			code string
		}{
			"a secret level":          {func(d *directive.Directive) { d.Level = "secret" }, "secret_mark"},
			"a mark in what is asked": {func(d *directive.Directive) { d.Asked = "Độ mật: Tối mật" }, "secret_mark"},
			"six lines":               {func(d *directive.Directive) { d.Summary = "1\n2\n3\n4\n5\n6" }, "document_summary"},
			"nothing asked":           {func(d *directive.Directive) { d.Asked = " " }, "directive_asked"},
			"to discuss yesterday":    {func(d *directive.Directive) { d.DiscussBy = "2026-12-02" }, "directive_by"},
			"issued tomorrow":         {func(d *directive.Directive) { d.IssuedOn = "2026-12-04" }, "document_issued"},
		} {
			in := plan12(c.Ward)
			spoil.do(&in)
			if _, err := send(t, db, c.Officer, in, directive.To{}); !fault.Is(err, spoil.code) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{Kinds: []string{"student"}}); !fault.Is(err, "directive_nobody") {
			t.Errorf("no cell of that kind: %v", err)
		}
		if _, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{Cells: []string{"elsewhere"}}); !fault.Is(err, "directive_nobody") {
			t.Errorf("a cell that is not below: %v", err)
		}
		db.Write(t, c.Neighbour.Person, func(tx *store.Tx) error {
			_, err := document.Receive(tx, document.Received{Org: c.Other, Number: "12-KH/TU", IssuedOn: "2026-11-16", Issuer: "Tỉnh ủy", Abstract: "rác", Summary: "Rác.", Level: document.Normal, Audience: document.ForMembers})
			return err
		})
		d, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{})
		if err != nil {
			t.Fatal(err)
		}
		if p := shown(t, db, c.Officer, d.ID, ""); p.Counts != (directive.Counts{Cells: 2, Opened: 1, LeftOut: 1}) || !p.Steps[2].LeftOut || p.Steps[2].Org != armed.ID {
			t.Errorf("%+v", p)
		}
		if got := paperOf(t, db, c.Neighbour.Person, c.Other); got.Abstract != d.Abstract || got.Origin != d.ID {
			t.Errorf("the paper the cell had entered itself: %+v", got)
		}
		for _, who := range []string{c.Hien.Person, c.Loc.Person} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := directive.Show(rd, d.ID, ""); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		one := plan12(c.Ward)
		one.Number, one.Audience = "14-CV/ĐU", document.ForSecretary
		chosen, err := send(t, db, c.Officer, one, directive.To{Cells: []string{c.Cell}})
		if err != nil || len(shown(t, db, c.Officer, chosen.ID, "").Steps) != 1 {
			t.Errorf("%v", err)
		}
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			cell, err := org.Get(tx.Reader, c.Cell)
			if err == nil {
				_, err = org.Merge(tx, org.Change{Org: c.Cell, Into: []string{c.Other}, Day: "2026-12-03", Decision: "QĐ 1", Version: cell.Version})
			}
			return err
		})
		if p := shown(t, db, c.Officer, chosen.ID, ""); p.Counts != (directive.Counts{}) || !p.Steps[0].Ended || p.Steps[0].Name == "" {
			t.Errorf("a cell merged since is waited for: %+v", p)
		}
	})
}

// TestManyCellsHaveItChunkByChunk: the first at once, the others by the job, each once;
// of a committee below there are counts alone.
func TestManyCellsHaveItChunkByChunk(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, store.System, func(tx *store.Tx) error {
			below, err := org.Create(tx, org.New{Code: "01.001.001", Name: "Đảng bộ Trường", Kind: "grassroots", Parent: c.Ward, From: "2025-07-01"})
			if err != nil {
				return err
			}
			for n := range 60 {
				if _, err := org.Create(tx, org.New{Code: fmt.Sprintf("01.001.001.%03d", n), Name: fmt.Sprintf("Chi bộ %d", n), Kind: "office", Parent: below.ID, From: "2025-07-01"}); err != nil {
					return err
				}
			}
			return nil
		})
		d, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{})
		if err != nil {
			t.Fatal(err)
		}
		have := func() (n int64) {
			db.Read(t, store.System, func(rd *store.Reader) (err error) {
				n, err = rd.Int(`select count(*) from document where tenant = $1 and origin = $2`, d.ID)
				return err
			})
			return n
		}
		if have() != 50 {
			t.Errorf("%d at once", have())
		}
		payload, _ := json.Marshal(d.ID)
		for range 2 {
			ctx, stop := context.WithTimeout(context.Background(), time.Minute)
			err := directive.Deliver(ctx, db.DB, store.Viewer{Tenant: db.Tenant, Person: store.System}, payload)
			stop()
			if err != nil || have() != 62 {
				t.Errorf("%d after the job: %v", have(), err)
			}
		}
		p := shown(t, db, c.Officer, d.ID, "")
		if p.Counts.Cells != 62 || len(p.Steps) != 3 || !p.Steps[2].Below || p.Steps[2].Counts.Cells != 60 || p.Steps[2].Unread != 60 || p.Steps[2].Name != "Đảng bộ Trường" {
			t.Errorf("%+v", p.Steps)
		}
	})
}
