package task_test

import (
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
)

// TestAskingForTimeIsAnswered: the owner asks, the cell gives or keeps the day,
// and nobody else does either.
func TestAskingForTimeIsAnswered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		given := give(t, db)
		ask := func(who, due, why string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { _, err := task.AskTime(tx, "t1", due, why); return err })
		}
		for _, bad := range []struct{ who, due, why, code string }{
			{cast.Loc, "", "mưa", "task_no_due"}, {cast.Loc, "2026-12-32", "mưa", "task_bad_day"}, {cast.Loc, "2026-12-20", "mưa", "task_due_past"},
			{cast.Loc, "2026-12-31", " ", "task_no_reason"}, {cast.Mai, "2026-12-31", "mưa", "not_found"}, {cast.Panh, "2026-12-31", "mưa", "not_found"}, {cast.Dung, "2026-12-31", "mưa", "not_found"},
		} {
			if err := ask(bad.who, bad.due, bad.why); !fault.Is(err, bad.code) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		if err := ask(cast.Loc, "2026-12-31", "mưa nhiều ngày"); err != nil {
			t.Fatal(err)
		}
		db.Read(t, cast.Dung, func(rd *store.Reader) error { // how the work goes stays in the cell
			seen, err := task.Get(rd, "t1")
			if seen.AskedDue != "" {
				t.Error("the ward sees what the owner asks for")
			}
			return err
		})
		db.Write(t, cast.Hien, func(tx *store.Tx) error {
			now, err := task.Get(tx.Reader, "t1")
			if err != nil {
				return err
			}
			if now.AskedDue != "2026-12-31" || now.Due != "2026-12-20" {
				t.Errorf("asked, it is %+v", now)
			}
			if _, err := task.KeepDue(tx, "t1", given.Version, "việc gấp"); fault.KindOf(err) != fault.Conflict {
				t.Errorf("a stale answer: %v", err)
			}
			if now, err = task.KeepDue(tx, "t1", now.Version, "việc gấp"); err != nil || now.AskedDue != "" || now.Due != "2026-12-20" {
				t.Errorf("kept, it is %+v %v", now, err)
			}
			_, err = task.KeepDue(tx, "t1", now.Version, "việc gấp")
			if !fault.Is(err, "task_nothing_asked") {
				t.Errorf("answered twice: %v", err)
			}
			return nil
		})
		if err := ask(cast.Loc, "2026-12-28", "mưa nhiều ngày"); err != nil {
			t.Fatal(err)
		}
		db.Write(t, cast.Khoa, func(tx *store.Tx) error {
			now, err := task.Get(tx.Reader, "t1")
			if err != nil {
				return err
			}
			if now, err = task.Extend(tx, "t1", now.Version, now.AskedDue, "", "chi bộ nhất trí"); err != nil || now.Due != "2026-12-28" || now.AskedDue != "" {
				t.Errorf("given, it is %+v %v", now, err)
			}
			if now, err = task.Stop(tx, "t1", now.Version, "xong"); err != nil {
				return err
			}
			_, err = task.AskTime(tx, "t1", "2027-01-10", "x")
			if !fault.Is(err, "task_closed") {
				t.Errorf("time for a closed task: %v", err)
			}
			return nil
		})
	})
}

// TestAHelperSeesAndReports: named by the lead, the helper sees the task and
// may report it; it stays the owner's.
func TestAHelperSeesAndReports(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		given := give(t, db)
		name := func(version int64, in task.Roles) (out task.Task, err error) {
			err = db.TryWrite(cast.Hien, func(tx *store.Tx) error {
				var err error
				out, err = task.SetRoles(tx, "t1", version, in)
				return err
			})
			return out, err
		}
		for _, bad := range []struct {
			in   task.Roles
			code string
		}{
			{task.Roles{Helper: cast.M(cast.Loc)}, "task_helper_is_owner"}, {task.Roles{Helper: cast.M(cast.Tin)}, "task_helper_outside"}, // exempt
			{task.Roles{Helper: cast.M(cast.Panh)}, "task_helper_outside"}, {task.Roles{Follower: cast.Panh}, "task_follower_outside"}, {task.Roles{Follower: "nobody"}, "task_follower_outside"},
		} {
			if _, err := name(given.Version, bad.in); !fault.Is(err, bad.code) {
				t.Errorf("%+v: %v", bad.in, err)
			}
		}
		if err := db.TryWrite(cast.Loc, func(tx *store.Tx) error {
			_, err := task.SetRoles(tx, "t1", given.Version, task.Roles{Helper: cast.M(cast.Mai)})
			return err
		}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the owner named his helper: %v", err)
		}
		db.Write(t, cast.Loc, func(tx *store.Tx) error { _, err := task.AskHelp(tx, "t1", "cần người khiêng"); return err })
		named, err := name(given.Version+1, task.Roles{Helper: cast.M(cast.Mai), Follower: cast.Khoa, Decider: "Đảng ủy phường"})
		if err != nil || named.HelperName != "Lò Thị Mai" || named.FollowerName != "Trần Văn Khoa" || named.State != task.Doing {
			t.Fatalf("named: %+v %v", named, err)
		}
		db.Read(t, cast.Mai, func(rd *store.Reader) error {
			if _, err := task.Get(rd, "t1"); err != nil {
				t.Errorf("the helper does not see the task: %v", err)
			}
			if events, err := task.Events(rd, "t1"); err != nil || len(events) != 3 {
				t.Errorf("the helper reads %+v %v", events, err)
			}
			mine, err := task.Mine(rd)
			helps, err2 := task.Helping(rd)
			if len(mine) != 0 || len(helps) != 1 || err != nil || err2 != nil {
				t.Errorf("mine %d, helping %d, %v %v", len(mine), len(helps), err, err2)
			}
			return nil
		})
		if err := db.TryWrite(cast.Mai, func(tx *store.Tx) error {
			_, err := task.AskTime(tx, "t1", "2026-12-31", "mưa")
			return err
		}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the helper asked for time: %v", err)
		}
		db.Write(t, cast.Mai, func(tx *store.Tx) error {
			got, err := task.Report(tx, "t1", "k", "Đã khiêng xong", true)
			if got.Owner != cast.M(cast.Loc) || got.State != task.Reported {
				t.Errorf("reported by the helper it is %+v", got)
			}
			return err
		})
		db.Write(t, cast.Hien, func(tx *store.Tx) error { // handed over to the helper: nobody helps himself
			now, err := task.Get(tx.Reader, "t1")
			if err != nil {
				return err
			}
			if _, err := task.HandOver(tx, "t1", now.Version, cast.M(cast.Tin), "ốm"); !fault.Is(err, "task_owner_resting") {
				t.Errorf("handed to an exempt member: %v", err)
			}
			if now, err = task.HandOver(tx, "t1", now.Version, cast.M(cast.Mai), "ốm"); now.Helper != "" {
				t.Errorf("the helper helps himself: %+v", now)
			}
			return err
		})
	})
}

// TestTasksOfWhoLeftAreNamed: a member who died or moved leaves tasks that the
// lead is told of.
func TestTasksOfWhoLeftAreNamed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		give(t, db)
		left := func() (n int) {
			db.Read(t, cast.Hien, func(rd *store.Reader) error {
				all, err := task.Left(rd, cast.Cell)
				if n = len(all); n == 1 && all[0].Why != "ended" {
					t.Errorf("left because %q", all[0].Why)
				}
				return err
			})
			return n
		}
		if left() != 0 {
			t.Fatal("nobody left yet")
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update member_span set to_day = '2026-12-03' where tenant = $1 and member = $2`, cast.M(cast.Loc))
			return err
		})
		if left() != 1 {
			t.Error("the task of who died is not named")
		}
		if err := db.TryRead(cast.Mai, func(rd *store.Reader) error { _, err := task.Left(rd, cast.Cell); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member sees who left what: %v", err)
		}
	})
}
