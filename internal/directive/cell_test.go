package directive_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/blob"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/office/docx"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestWhatOneCellGotAndWhatWaitsThere: the committee reads the papers of one cell with
// their steps, the cell what waits; neither reads the other's, and a paper for the
// secretary alone waits for no other.
func TestWhatOneCellGotAndWhatWaitsThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		first, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{})
		if err != nil {
			t.Fatal(err)
		}
		quiet := plan12(c.Ward)
		quiet.Number, quiet.Audience, quiet.DiscussBy = "14-CV/ĐU", document.ForSecretary, "2026-12-10"
		if _, err := send(t, db, c.Officer, quiet, directive.To{Cells: []string{c.Cell}}); err != nil {
			t.Fatal(err)
		}
		inbox := func(who, cell string) (all []directive.Awaiting) {
			db.Read(t, who, func(rd *store.Reader) (err error) { all, err = directive.Inbox(rd, cell); return err })
			return all
		}
		all := inbox(c.Hien.Person, c.Cell)
		if len(all) != 2 || all[0].Number != "14-CV/ĐU" || !all[0].Unopened || all[1].Origin != first.ID {
			t.Errorf("the nearest day first: %+v", all)
		}
		if all := inbox(c.Loc.Person, c.Cell); len(all) != 1 {
			t.Errorf("a member sees what is for the secretary: %+v", all)
		}
		opened(t, db, c.Hien.Person, all[1].ID)
		if all := inbox(c.Hien.Person, c.Cell); len(all) != 2 || all[1].Unopened {
			t.Errorf("opened it still waits to be discussed: %+v", all)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := agenda.Draft(tx, meetingtest.Book, m.ID); return err })
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			papers, err := document.Treated(rd, m)
			if len(papers) != 1 || papers[0].Origin != first.ID {
				t.Errorf("a task may come of %+v", papers)
			}
			return err
		})
		exec(t, db, `update meeting set state = 'closed', opened_at = 1, closed_at = $3 where tenant = $1 and id = $2`, m.ID, store.DayEnd("2026-12-03")-1)
		if all := inbox(c.Hien.Person, c.Cell); len(all) != 1 {
			t.Errorf("what was discussed still waits: %+v", all)
		}
		db.Read(t, c.Officer, func(rd *store.Reader) error {
			had, err := directive.OfCell(rd, c.Cell)
			if len(had) != 2 || had[1].ID != first.ID || had[1].Step.Discussed != "2026-12-03" || had[0].Step.OpenedOn != "" {
				t.Errorf("%+v", had)
			}
			if tally, err := directive.Tally(rd, c.Ward, "2026-12-03", "2026-12-03"); err != nil || tally[first.ID] != (directive.Counts{Cells: 2, Opened: 1}) {
				t.Errorf("%+v %v", tally, err)
			}
			return err
		})
		for _, who := range []string{c.Hien.Person, c.Loc.Person} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := directive.OfCell(rd, c.Cell); return err }); !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		if err := db.TryRead(c.Neighbour.Person, func(rd *store.Reader) error { _, err := directive.Inbox(rd, c.Cell); return err }); !fault.Is(err, "not_found") {
			t.Errorf("another cell reads what waits here: %v", err)
		}
	})
}

// TestDiscussedWithoutHavingBeenOpenedIsRead: whoever discussed a paper is not asked why
// nobody opened it.
func TestDiscussedWithoutHavingBeenOpenedIsRead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Planned(t, db)
		d, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{Cells: []string{c.Cell}})
		if err != nil {
			t.Fatal(err)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := agenda.Draft(tx, meetingtest.Book, m.ID); return err })
		exec(t, db, `update meeting set state = 'closed', opened_at = 1, closed_at = $3 where tenant = $1 and id = $2`, m.ID, store.DayEnd("2026-12-03")-1)
		if p := shown(t, db, c.Officer, d.ID, ""); p.Counts.Opened != 1 || p.Steps[0].Unread != 0 || p.Steps[0].OpenedOn != "2026-12-03" {
			t.Errorf("%+v", p)
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			by, err := directive.UnreadBy(rd, "2026-12-03")
			if len(by) != 0 {
				t.Errorf("%+v", by)
			}
			return err
		})
	})
}

// TestAFileOfAPaperSentDownIsOneForAllCells: it lies once, each cell that has the paper
// opens it, a cell that has not does not, and only the committee takes it off.
func TestAFileOfAPaperSentDownIsOneForAllCells(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		d, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{Cells: []string{c.Cell}})
		if err != nil {
			t.Fatal(err)
		}
		data, err := docx.Document{Page: docx.A4(), Blocks: []docx.Block{docx.Paragraph{Runs: []docx.Run{{Text: "Kế hoạch"}}}}}.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		file, err := document.Check("file", "Kế hoạch 12.docx", data)
		if err == nil {
			file, err = file.Keep(blob.In(t.TempDir()), db.Tenant)
		}
		if err != nil {
			t.Fatal(err)
		}
		attach := func(who string) (a document.Attachment, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) (err error) {
				a, err = directive.Attach(tx, document.Attachment{Document: d.ID, Role: document.Other}, file)
				return err
			})
			return a, err
		}
		if _, err := attach(c.Hien.Person); !fault.Is(err, "not_found") {
			t.Errorf("a cell adds to the committee's paper: %v", err)
		}
		a, err := attach(c.Officer)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := attach(c.Officer); err != nil || again.ID != a.ID {
			t.Errorf("the same file twice: %v", err)
		}
		paper := paperOf(t, db, c.Hien.Person, c.Cell)
		db.Read(t, c.Loc.Person, func(rd *store.Reader) error {
			all, err := document.FilesOf(rd, paper.ID)
			if len(all) != 1 || all[0].ID != a.ID {
				t.Errorf("the cell's files: %+v", all)
			}
			return err
		})
		for who, want := range map[string]bool{c.Loc.Person: true, c.Officer: true, c.Neighbour.Person: false} {
			err := db.TryRead(who, func(rd *store.Reader) error { _, err := directive.File(rd, a.ID); return err })
			if want != (err == nil) || !want && !fault.Is(err, "not_found") {
				t.Errorf("%v", err)
			}
		}
		drop := func(who string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { return directive.Drop(tx, a) })
		}
		if err := drop(c.Hien.Person); !fault.Is(err, "not_found") {
			t.Errorf("the cell takes the committee's file off: %v", err)
		}
		if err := drop(c.Officer); err != nil {
			t.Error(err)
		}
		if err := db.TryRead(c.Loc.Person, func(rd *store.Reader) error { _, err := directive.File(rd, a.ID); return err }); !fault.Is(err, "not_found") {
			t.Errorf("it is still read: %v", err)
		}
	})
}

// TestManyCellsTakeTheSameStatements: a page of one paper reads 62 cells with the
// statements of two; a text corrected, a cell merged and a recall between two chunks of the
// sending are what the rest gets, or does not.
func TestManyCellsTakeTheSameStatements(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		d, err := send(t, db, c.Officer, plan12(c.Ward), directive.To{})
		if err != nil {
			t.Fatal(err)
		}
		look := func(id string) (anew []string) {
			before := db.Statements()
			db.Read(t, c.Officer, func(rd *store.Reader) error {
				p, err := directive.Show(rd, id, "")
				if err != nil {
					return err
				}
				var ids []string
				for _, s := range p.Steps[:min(50, len(p.Steps))] {
					ids = append(ids, s.Org)
				}
				_, err = directive.Works(rd, id, ids)
				return err
			})
			return slices.DeleteFunc(db.Statements(), func(text string) bool { return slices.Contains(before, text) })
		}
		look(d.ID)
		last := ""
		db.Write(t, store.System, func(tx *store.Tx) error {
			for n := range 60 {
				o, err := org.Create(tx, org.New{Code: fmt.Sprintf("01.001.000.001.%03d", n), Name: fmt.Sprintf("Chi bộ số %d", n), Kind: "office", Parent: c.Ward, From: "2025-07-01"})
				if err != nil {
					return err
				}
				last = o.ID
			}
			return nil
		})
		in := plan12(c.Ward)
		in.Number = "15-KH/ĐU"
		if d, err = send(t, db, c.Officer, in, directive.To{}); err != nil {
			t.Fatal(err)
		}
		if more := look(d.ID); len(more) > 0 {
			t.Errorf("62 cells take statements that 2 do not: %q", more)
		}
		in.Abstract = "bản sửa"
		db.Write(t, c.Officer, func(tx *store.Tx) error { _, err := directive.Correct(tx, d.ID, 1, in); return err })
		db.Write(t, c.Officer, func(tx *store.Tx) error { // before its paper came
			o, err := org.Get(tx.Reader, last)
			if err == nil {
				_, err = org.Merge(tx, org.Change{Org: last, Into: []string{c.Other}, Day: "2026-12-03", Decision: "QĐ 2", Version: o.Version})
			}
			return err
		})
		payload, _ := json.Marshal(d.ID)
		if err := directive.Deliver(context.Background(), db.DB, store.Viewer{Tenant: db.Tenant, Person: store.System}, payload); err != nil {
			t.Fatal(err)
		}
		db.Read(t, store.System, func(rd *store.Reader) error {
			n, err := rd.Int(`select count(*) from document where tenant = $1 and origin = $2 and abstract = 'bản sửa'`, d.ID)
			if n != 62 {
				t.Errorf("%d of 62 cells have the corrected text", n)
			}
			return err
		})
		if p := shown(t, db, c.Officer, d.ID, ""); p.Counts.Cells != 61 {
			t.Errorf("a cell merged before its paper came is waited for: %+v", p.Counts)
		}
	})
}
