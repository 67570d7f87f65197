package task_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
)

// give makes one task of Trần Đức Lộc at the December meeting.
func give(t *testing.T, db *storetest.DB) task.Task {
	t.Helper()
	cast.Build(t, db)
	cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "closed")
	var out task.Task
	db.Write(t, cast.Hien, func(tx *store.Tx) error {
		all, err := task.FromResolution(tx, cast.Cell, "dec", []resolution.Item{{ID: "t1", Position: 1, Owner: cast.M(cast.Loc), Deed: "Đặt 2 thùng rác đầu ngõ 12", Measure: "thùng đã đặt", Due: "2026-12-20", ReportAt: "2027-01"}})
		if err == nil {
			out = all[0]
		}
		return err
	})
	return out
}

func TestATaskFoundPartlyDoneComesBackNextMonth(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		give(t, db)
		cast.Meeting(t, db, "jan", cast.Cell, "2027-01-03", "in_session")
		cast.Meeting(t, db, "feb", cast.Cell, "2027-02-03", "in_session")
		due := func(period string) (n int) {
			db.Read(t, cast.Hien, func(rd *store.Reader) error {
				all, err := task.ReportedAt(rd, cast.Cell, period)
				n = len(all)
				return err
			})
			return n
		}
		if due("2026-12") != 0 || due("2027-01") != 1 {
			t.Fatal("the task stands at the wrong meeting")
		}
		evaluate := func(meeting, result, why string) error {
			return db.TryWrite(cast.Huy, func(tx *store.Tx) error {
				_, err := task.Evaluate(tx, task.Evaluation{Meeting: meeting, Task: "t1", Result: result, Why: why})
				return err
			})
		}
		for _, bad := range []struct{ meeting, result, why, code string }{
			{"jan", "partly", "", "task_no_why"}, {"jan", "not_done", " ", "task_no_why"}, {"jan", "fine", "x", "task_bad_result"}, {"nowhere", "done", "", "not_found"}, {"dec", "done", "", "task_just_given"},
		} {
			if err := evaluate(bad.meeting, bad.result, bad.why); !fault.Is(err, bad.code) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		for range 2 {
			if err := evaluate("jan", "partly", "còn 1 thùng, chờ vật tư"); err != nil {
				t.Fatal(err)
			}
		}
		if due("2027-01") != 0 || due("2027-02") != 1 {
			t.Fatal("partly done did not move to February")
		}
		if err := evaluate("feb", "done_late", ""); err != nil {
			t.Fatal(err)
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			got, err := task.Get(rd, "t1")
			if got.State != task.DoneLate || got.ClosedOn != "2027-02-03" {
				t.Errorf("closed as %+v", got)
			}
			events, err2 := task.Events(rd, "t1")
			if len(events) != 3 { // assign, partly, done_late: saying it twice is once
				t.Errorf("events %+v", events)
			}
			if err == nil {
				err = err2
			}
			return err
		})
		if due("2027-03") != 0 {
			t.Error("a closed task came back")
		}
	})
}

func TestWhoSeesAndChangesATask(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		given := give(t, db)
		for _, who := range []struct {
			person            string
			sees, events, led bool
		}{{cast.Hien, true, true, true}, {cast.Khoa, true, true, true}, {cast.Loc, true, true, false}, {cast.Mai, false, false, false}, {cast.Panh, false, false, false}, {cast.Dung, true, false, false}, {cast.Admin, false, false, false}, {"", false, false, false}} {
			sees := db.TryRead(who.person, func(rd *store.Reader) error { _, err := task.Get(rd, "t1"); return err }) == nil
			reads := db.TryRead(who.person, func(rd *store.Reader) error { _, err := task.Events(rd, "t1"); return err }) == nil
			err := db.TryWrite(who.person, func(tx *store.Tx) error {
				if _, err := task.Extend(tx, "t1", given.Version, "2026-12-31", "", "mưa nhiều ngày"); err != nil {
					return err
				}
				return fault.New(fault.Internal, "undo")
			})
			if sees != who.sees || reads != who.events || fault.Is(err, "undo") != who.led {
				t.Errorf("%s: sees %v, events %v, extends %v", who.person, sees, reads, err)
			}
		}
		db.Read(t, cast.Loc, func(rd *store.Reader) error {
			mine, err := task.Mine(rd)
			if len(mine) != 1 {
				t.Errorf("own tasks %+v", mine)
			}
			return err
		})
		db.Read(t, cast.Dung, func(rd *store.Reader) error {
			all, _, err := task.Of(rd, task.Filter{State: "open"})
			if len(all) != 1 || all[0].Follower != "" {
				t.Errorf("the ward sees %+v", all)
			}
			return err
		})
		other := store.Viewer{Tenant: db.Tenant + 1, Person: store.System}
		if err := db.DB.Read(t.Context(), other, func(rd *store.Reader) error { _, err := task.Get(rd, "t1"); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another committee: %v", err)
		}
	})
}

func TestReportingOnceAndChanging(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		given := give(t, db)
		for range 2 {
			db.Write(t, cast.Loc, func(tx *store.Tx) error {
				_, err := task.Report(tx, "t1", "key-1", "Đã đặt xong 2 thùng", true)
				return err
			})
		}
		if err := db.TryWrite(cast.Mai, func(tx *store.Tx) error { _, err := task.Report(tx, "t1", "", "xong", true); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody else reported: %v", err)
		}
		db.Write(t, cast.Hien, func(tx *store.Tx) error {
			now, err := task.Get(tx.Reader, "t1")
			if err != nil {
				return err
			}
			if now.State != task.Reported || now.Version != given.Version+1 {
				t.Errorf("reported twice is %+v", now)
			}
			if _, err := task.HandOver(tx, "t1", given.Version, cast.M(cast.Mai), "đi công tác"); fault.KindOf(err) != fault.Conflict {
				t.Errorf("a stale hand-over: %v", err)
			}
			if _, err := task.HandOver(tx, "t1", now.Version, cast.M(cast.Panh), "đi công tác"); !fault.Is(err, "task_owner_outside") {
				t.Errorf("an owner of another cell: %v", err)
			}
			if now, err = task.HandOver(tx, "t1", now.Version, cast.M(cast.Mai), "đi công tác"); err != nil || now.OwnerName != "Lò Thị Mai" {
				t.Errorf("handed over: %+v %v", now, err)
			}
			if _, err = task.Extend(tx, "t1", now.Version, "2026-12-01", "", "mưa"); !fault.Is(err, "task_due_past") {
				t.Errorf("extended into the past: %v", err)
			}
			if now, err = task.Stop(tx, "t1", now.Version, "không cần nữa"); err != nil || now.State != task.Stopped {
				t.Errorf("stopped: %+v %v", now, err)
			}
			if _, err = task.AskHelp(tx, "t1", "thiếu người"); !fault.Is(err, "task_closed") {
				t.Errorf("help on a stopped task: %v", err)
			}
			return nil
		})
	})
}

func TestOverdueIsComputed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		give(t, db)
		overdue := func() (n int) {
			db.Read(t, cast.Hien, func(rd *store.Reader) error {
				all, _, err := task.Of(rd, task.Filter{Org: cast.Cell, State: "overdue"})
				n = len(all)
				return err
			})
			return n
		}
		if overdue() != 0 {
			t.Error("overdue before its day")
		}
		db.Clock.Set(storetest.Start.AddDate(0, 0, 18)) // 21 December
		if overdue() != 1 {
			t.Error("not overdue after its day")
		}
	})
}
