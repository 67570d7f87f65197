package minutes_test

import (
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/paper"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestSixClearHasTheCommitteesTasksAfterTheCells: what the cell's committee gave
// among its members stands last, marked, and who decides there is the committee.
func TestSixClearHasTheCommitteesTasksAfterTheCells(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Write(t, c.Officer, func(tx *store.Tx) error {
			for person, post := range map[string]access.Post{c.Khoa.Person: access.Deputy, c.Mai.Person: access.Committee} {
				if _, err := member.Appoint(tx, member.Post{Person: person, Post: post, Org: c.Cell, From: "2026-11-01"}); err != nil {
					return err
				}
			}
			return nil
		})
		db.Clock.Set(time.UnixMilli(held).AddDate(0, 0, 7))
		if _, err := enter(db, c.Hien.Person, facts(c)); err != nil {
			t.Fatal(err)
		}
		hop := minutes.Late{Org: c.Cell, Period: "2026-12", Kind: meeting.CellCommittee, Begin: held - 48*hourMS, End: held - 47*hourMS, Place: "Nhà văn hóa", Chair: c.Hien.Person, Scribe: c.Khoa.Person,
			Items: []minutes.LateItem{{Title: "Chuẩn bị sinh hoạt"}}, Tasks: facts(c).Tasks, Votes: []minutes.LateVote{{Subject: "Thông qua nghị quyết", Matter: "resolution", For: 3}}}
		hop.Tasks[0].Owner, hop.Tasks[0].Deed = c.Mai.Member, "Soạn dự thảo nghị quyết"
		if _, err := enter(db, c.Hien.Person, hop); err != nil {
			t.Fatal(err)
		}
		for _, who := range []string{c.Hien.Person, c.Khoa.Person, c.Mai.Person} {
			var p paper.TaskTable
			db.Read(t, who, func(rd *store.Reader) (err error) { p, _, err = minutes.OpenTasks(rd, c.Cell); return err })
			if len(p.Tasks) != 2 || p.Tasks[0].Deed != "Đặt hai thùng rác" || p.Tasks[0].Decider != "Chi bộ" || p.Tasks[1].Deed != "Soạn dự thảo nghị quyết (chi ủy)" || p.Tasks[1].Decider != "Chi ủy" || p.Tasks[1].Owner != "Lò Thị Mai" {
				t.Errorf("%+v", p.Tasks)
			}
		}
		for _, who := range []string{c.Huy.Person, c.Loc.Person, c.Neighbour.Person, c.Officer, ""} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, _, err := minutes.OpenTasks(rd, c.Cell); return err }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q reads the sheet: %v", who, err)
			}
		}
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			file, name, err := minutes.OpenTasksDocx(rd, meetingtest.Book, c.Cell)
			if len(file) == 0 || !strings.HasSuffix(name, ".docx") {
				t.Errorf("%d bytes as %s", len(file), name)
			}
			return err
		})
	})
}
