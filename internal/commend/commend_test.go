package commend_test

import (
	"testing"

	"chibo/internal/commend"
	"chibo/internal/fault"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func write(db *storetest.DB, who string, do func(tx *store.Tx) (commend.Proposal, error)) (out commend.Proposal, err error) {
	err = db.TryWrite(who, func(tx *store.Tx) error {
		got, err := do(tx)
		out = got
		return err
	})
	return out, err
}

// praised writes two praises into a sealed meeting and one into a meeting that is not.
func praised(t *testing.T, db *storetest.DB) {
	t.Helper()
	cast.Build(t, db)
	cast.Meeting(t, db, "c11", cast.Cell, "2026-11-03", "closed")
	cast.Meeting(t, db, "c12", cast.Cell, "2026-12-03", "closed")
	db.Write(t, store.System, func(tx *store.Tx) error {
		for _, text := range []string{
			`update meeting set state = 'sealed', sealed_at = 1 where tenant = $1 and id = 'c11'`,
			`insert into praise (tenant, id, meeting, member, body, deed, at, by_person) values ($1, 'p1', 'c11', 'm-loc', '', 'Vận động 14 hộ phân loại rác.', 1, 'huy'), ($1, 'p2', 'c11', '', 'Tổ đảng 2', 'Dọn kênh mương.', 2, 'huy'), ($1, 'p3', 'c12', 'm-mai', '', 'Trực đêm.', 3, 'huy')`,
		} {
			if _, err := tx.Exec(text); err != nil {
				return err
			}
		}
		return nil
	})
}

func send(db *storetest.DB, who, praise, asked string) (commend.Proposal, error) {
	return write(db, who, func(tx *store.Tx) (commend.Proposal, error) { return commend.Send(tx, praise, asked) })
}

func heard(t *testing.T, db *storetest.DB, who string) (all []commend.Proposal, err error) {
	t.Helper()
	err = db.TryRead(who, func(rd *store.Reader) (err error) { all, err = commend.Heard(rd, cast.Ward); return })
	return all, err
}

// TestAPraiseGoesUpOnlyWhenTheCellProposesIt: until then the committee reads nothing of it,
// not even that it is there; sent, it reads the one praise with the name; taken back,
// nothing again. What is not sealed goes nowhere, and nobody but the cell sends.
func TestAPraiseGoesUpOnlyWhenTheCellProposesIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		praised(t, db)
		for who, want := range map[string]bool{cast.Hien: true, cast.Khoa: true, cast.Loc: false, cast.Panh: false, cast.Dung: false, cast.Admin: false} {
			var all []commend.Recorded
			err := db.TryRead(who, func(rd *store.Reader) (err error) { all, err = commend.OfCell(rd, cast.Cell); return })
			if (err == nil) != want || want && (len(all) != 2 || all[0].Whom != "Trần Đức Lộc" || all[1].Whom != "Tổ đảng 2" || all[0].Proposal != nil) {
				t.Errorf("%s reads %+v %v", who, all, err)
			}
		}
		if all, err := heard(t, db, cast.Dung); err != nil || len(all) != 0 {
			t.Errorf("before it is sent %+v %v", all, err)
		}
		for _, who := range []string{cast.Dung, cast.Loc, cast.Panh} {
			if _, err := send(db, who, "p1", commend.ToReward); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s sends: %v", who, err)
			}
		}
		if _, err := send(db, cast.Hien, "p3", commend.ToPraise); fault.KindOf(err) != fault.NotFound {
			t.Errorf("of minutes not sealed: %v", err)
		}
		if _, err := send(db, cast.Hien, "p1", ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("asking for nothing: %v", err)
		}
		x, err := send(db, cast.Hien, "p1", commend.ToReward)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := send(db, cast.Khoa, "p1", commend.ToReward); err != nil || again.ID != x.ID || again.Version != x.Version {
			t.Errorf("sent twice %+v %v", again, err)
		}
		all, err := heard(t, db, cast.Dung)
		if err != nil || len(all) != 1 || all[0].Whom != "Trần Đức Lộc" || all[0].OrgName != "Chi bộ Tổ dân phố 3" || all[0].Period != "2026-11" {
			t.Errorf("heard %+v %v", all, err)
		}
		for _, who := range []string{cast.Hien, cast.Panh, cast.Loc, cast.Admin} {
			if _, err := heard(t, db, who); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s hears for the committee: %v", who, err)
			}
		}
		for range 2 {
			if x, err = write(db, cast.Khoa, func(tx *store.Tx) (commend.Proposal, error) { return commend.TakeBack(tx, x.ID) }); err != nil || x.BackOn == "" {
				t.Fatalf("taken back %+v %v", x, err)
			}
		}
		if all, err := heard(t, db, cast.Dung); err != nil || len(all) != 0 {
			t.Errorf("after it was taken back %+v %v", all, err)
		}
		if err := db.TryRead(cast.Dung, func(rd *store.Reader) error { _, err := commend.One(rd, x.ID); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("by its address: %v", err)
		}
		if again, err := send(db, cast.Hien, "p1", commend.ToPraise); err != nil || again.ID != x.ID || again.Asked != commend.ToPraise {
			t.Errorf("sent anew %+v %v", again, err)
		}
	})
}

// TestWhatBecameOfItIsWrittenByTheCommittee: with its day, a certificate with its decision;
// then the cell takes nothing back, and reads it.
func TestWhatBecameOfItIsWrittenByTheCommittee(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		praised(t, db)
		x, err := send(db, cast.Hien, "p2", commend.ToReward)
		if err != nil {
			t.Fatal(err)
		}
		decide := func(who string, version int64, outcome, day, note string) (commend.Proposal, error) {
			return write(db, who, func(tx *store.Tx) (commend.Proposal, error) {
				return commend.Decide(tx, x.ID, version, outcome, day, note)
			})
		}
		for name, c := range map[string][3]string{"nothing chosen": {"", "2026-12-03", ""}, "a certificate without its decision": {commend.Certificate, "2026-12-03", " "}, "a day to come": {commend.Nothing, "2026-12-10", ""}, "before it was sent": {commend.Nothing, "2026-12-01", ""}, "no day": {commend.Nothing, "", ""}} {
			if _, err := decide(cast.Dung, 1, c[0], c[1], c[2]); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := decide(cast.Hien, 1, commend.Praised, "2026-12-03", ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the cell decides: %v", err)
		}
		n, since := 0, ""
		waits := func(want int) {
			t.Helper()
			db.Read(t, store.System, func(rd *store.Reader) (err error) { n, since, err = commend.Waiting(rd, cast.Ward); return })
			if n != want {
				t.Errorf("%d wait since %q, want %d", n, since, want)
			}
		}
		waits(1)
		for range 2 {
			if got, err := decide(cast.Dung, 1, commend.Certificate, "2026-12-03", "Quyết định số 12-QĐ/ĐU"); err != nil || got.Outcome != commend.Certificate {
				t.Errorf("decided %+v %v", got, err)
			}
		}
		waits(0)
		if _, err := decide(cast.Dung, 1, commend.Nothing, "2026-12-03", ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an older page: %v", err)
		}
		if _, err := write(db, cast.Hien, func(tx *store.Tx) (commend.Proposal, error) { return commend.TakeBack(tx, x.ID) }); !fault.Is(err, "commend_decided") {
			t.Errorf("taken back afterwards: %v", err)
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			got, err := commend.Of(rd, "p2")
			if got.Proposal == nil || got.Proposal.Outcome != commend.Certificate || got.Proposal.Note != "Quyết định số 12-QĐ/ĐU" {
				t.Errorf("the cell reads %+v", got)
			}
			return err
		})
	})
}
