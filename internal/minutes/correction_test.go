package minutes_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/office/docx"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
)

func textOf(t testing.TB, db *storetest.DB, who, paper string, version int) string {
	t.Helper()
	var b []byte
	db.Read(t, who, func(rd *store.Reader) (err error) { b, _, err = minutes.DocxOf(rd, cast.Book, paper, version); return })
	lines, err := docx.Text(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

func TestACorrectionIsTheNextVersionUnderTheSameNumber(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		first := seal(t, db, "dec")
		cast.Meeting(t, db, "jan", cast.Cell, "2027-01-03", "in_session")
		db.Clock.Set(time.Date(2027, 1, 3, 20, 0, 0, 0, store.Vietnam))

		for who, code := range map[string]string{cast.Loc: "not_found", cast.Dung: "not_found", cast.Panh: "not_found", "": "not_found"} {
			if err := db.TryWrite(who, func(tx *store.Tx) error { _, err := minutes.Amend(tx, first.ID); return err }); !fault.Is(err, code) {
				t.Errorf("%q opens a correction: %v", who, err)
			}
		}
		var one, two minutes.Amendment
		db.Write(t, cast.Hien, func(tx *store.Tx) (err error) { one, err = minutes.Amend(tx, first.ID); return })
		db.Write(t, cast.Khoa, func(tx *store.Tx) (err error) { two, err = minutes.Amend(tx, first.ID); return })
		if one.Version != 2 || two.Version != 2 || one.OpenedAt != two.OpenedAt {
			t.Errorf("two begun at once forked: %d %d", one.Version, two.Version)
		}
		try := func(fn func(tx *store.Tx) error) error { return db.TryWrite(cast.Hien, fn) }
		sealIt := func(tx *store.Tx) error { _, err := minutes.SealAmendment(tx, first.ID, 2); return err }
		if err := try(sealIt); !fault.Is(err, "correction_reason") {
			t.Errorf("sealed with nothing: %v", err)
		}
		amend := func(edit int64, text string) func(tx *store.Tx) error {
			return func(tx *store.Tx) error {
				_, err := minutes.AmendPart(tx, first.ID, "item.dec-i1", edit, text)
				return err
			}
		}
		if err := try(amend(0, "Chi bộ đặt 3 thùng rác.\nKết luận: Đặt 3 thùng rác")); err != nil {
			t.Fatal(err)
		}
		if err := try(amend(0, "Khác")); !fault.Is(err, "stale") {
			t.Errorf("a stale correction: %v", err)
		}
		if err := try(amend(1, "")); !fault.Is(err, "correction_empty") {
			t.Errorf("an empty part: %v", err)
		}
		if err := try(func(tx *store.Tx) error {
			_, err := minutes.AmendWhy(tx, first.ID, 1, "Ghi sai số thùng", "dec")
			return err
		}); !fault.Is(err, "correction_meeting") {
			t.Errorf("agreed at its own meeting: %v", err)
		}
		if err := try(func(tx *store.Tx) error {
			_, err := minutes.AmendWhy(tx, first.ID, 1, "Ghi sai số thùng", "")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := try(sealIt); !fault.Is(err, "correction_not_agreed") {
			t.Errorf("sealed though nobody agreed: %v", err)
		}
		if err := try(func(tx *store.Tx) error {
			_, err := minutes.AmendWhy(tx, first.ID, 2, "Ghi sai số thùng", "jan")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for range 2 { // sent twice is sealed once
			if err := try(sealIt); err != nil {
				t.Fatal(err)
			}
		}
		var all []minutes.Sealed
		db.Read(t, cast.Loc, func(rd *store.Reader) (err error) { all, err = minutes.Versions(rd, first.ID); return })
		if len(all) != 2 || all[1].Number != first.Number || all[1].Symbol != first.Symbol || !bytes.Equal(all[1].Previous, first.Commitment) {
			t.Fatalf("versions %+v", all)
		}
		d, err := all[1].Document()
		if err != nil || d.Previous != hex.EncodeToString(first.Commitment) || d.Body.Correction.Adopted != "jan" || d.Body.Correction.Round != 1 {
			t.Errorf("the sealed form says %q %+v %v", d.Previous, d.Body.Correction, err)
		}
		old, corrected := textOf(t, db, cast.Loc, first.ID, 1), textOf(t, db, cast.Loc, first.ID, 2)
		if strings.Contains(old, "3 thùng rác") || strings.Contains(old, "đính chính") {
			t.Error("the old version changed")
		}
		for _, want := range []string{"Đặt 3 thùng rác", "Bản đính chính lần 1", "Thay bản khóa", "lý do: Ghi sai số thùng", "buổi sinh hoạt ngày 03/01/2027", "Số 01-BB/CB"} {
			if !strings.Contains(corrected, want) {
				t.Errorf("the correction lacks %q in\n%s", want, corrected)
			}
		}
		var tasks []task.Task
		db.Read(t, cast.Hien, func(rd *store.Reader) (err error) {
			if tasks, err = task.FromMeeting(rd, cast.Cell, "dec"); err != nil {
				return err
			}
			parts, err := minutes.Parts(rd, "dec")
			if !strings.Contains(parts[2].Text, "3 thùng") {
				t.Errorf("the page still shows %q", parts[2].Text)
			}
			return err
		})
		if len(tasks) != 1 {
			t.Errorf("%d tasks after the correction", len(tasks))
		}
		// A correction of the correction, confirmed again by scribe and chair.
		db.Write(t, cast.Hien, func(tx *store.Tx) error {
			a, err := minutes.Amend(tx, first.ID)
			if err != nil {
				return err
			}
			if _, err := minutes.AmendPart(tx, first.ID, "opening", 0, "Địa điểm: Trường mầm non."); err != nil {
				return err
			}
			if _, err := minutes.AmendWhy(tx, first.ID, a.Edit, "Ghi sai địa điểm", ""); err != nil {
				return err
			}
			if err := minutes.ConfirmAmendment(tx, first.ID, "chair", "device"); !fault.Is(err, "minutes_scribe_first") {
				t.Errorf("the chair before the scribe: %v", err)
			}
			if err := minutes.ConfirmAmendment(tx.As(cast.Huy), first.ID, "scribe", "device"); err != nil {
				return err
			}
			if err := minutes.ConfirmAmendment(tx, first.ID, "chair", "device"); err != nil {
				return err
			}
			s, err := minutes.SealAmendment(tx, first.ID, a.Version)
			if s.Version != 3 || s.Number != first.Number {
				t.Errorf("the third version is %d, number %d", s.Version, s.Number)
			}
			return err
		})
		third := textOf(t, db, cast.Hien, first.ID, 0)
		if !strings.Contains(third, "Trường mầm non") || !strings.Contains(third, "Đặt 3 thùng rác") || !strings.Contains(third, "Bản đính chính lần 2") {
			t.Errorf("the third version:\n%s", third)
		}
		if err := audit.SequenceSigned(context.Background(), db.DB, logKey); err != nil {
			t.Fatal(err)
		}
		for v := 1; v <= 3; v++ {
			var proof []byte
			db.Read(t, cast.Loc, func(rd *store.Reader) (err error) { proof, err = minutes.ProofOfVersion(rd, first.ID, v); return })
			p, err := minutes.ReadProof(proof)
			if err != nil || p.Document.Version != v || p.Key != logKey.Public(db.Tenant) {
				t.Errorf("proof of version %d: %+v %v", v, p.Document.Version, err)
			}
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			all, err := findings(rd)
			if len(all) > 0 {
				t.Errorf("verify: %+v", all)
			}
			return err
		})
	})
}

func TestAResolutionIsCorrectedAndItsTasksStay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		seal(t, db, "dec")
		cast.Meeting(t, db, "jan", cast.Cell, "2027-01-03", "in_session")
		db.Clock.Set(time.Date(2027, 1, 3, 20, 0, 0, 0, store.Vietnam))
		id := ""
		db.Write(t, cast.Hien, func(tx *store.Tx) error {
			all, err := minutes.Papers(tx.Reader, "dec")
			if err != nil {
				return err
			}
			for _, s := range all {
				if s.Type == minutes.TypeResolution {
					id = s.ID
				}
			}
			return correct(tx, id, "task.1.deed", "Đặt 3 thùng rác đầu ngõ 12; thùng đã đặt", "jan")
		})
		if text := textOf(t, db, cast.Dung, id, 0); !strings.Contains(text, "Đặt 3 thùng rác đầu ngõ 12") || !strings.Contains(text, "Bản đính chính lần 1") {
			t.Errorf("the ward reads\n%s", text)
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			tasks, err := task.FromMeeting(rd, cast.Cell, "dec")
			if len(tasks) != 1 || tasks[0].Deed != "Đặt 2 thùng rác đầu ngõ dec" {
				t.Errorf("tasks %+v", tasks)
			}
			return err
		})
	})
}

func TestAnAbandonedCorrectionLeavesThePaperAndItsWordsInTheDiary(t *testing.T) {
	db := storetest.SQLite(t)
	cast.Build(t, db)
	closed(t, db, "dec", "2026-12-03")
	s := seal(t, db, "dec")
	db.Write(t, cast.Hien, func(tx *store.Tx) error {
		if _, err := minutes.Amend(tx, s.ID); err != nil {
			return err
		}
		if _, err := minutes.AmendPart(tx, s.ID, "opening", 0, "Chữ bỏ đi"); err != nil {
			return err
		}
		if err := minutes.DropAmendment(tx, s.ID); err != nil {
			return err
		}
		if _, err := minutes.AmendmentOf(tx.Reader, s.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("still open: %v", err)
		}
		n, err := tx.Int(`select count(*) from audit_entry where tenant = $1 and action = 'minutes.amend_drop' and detail like '%Chữ bỏ đi%'`)
		if n != 1 {
			t.Errorf("%d entries keep the words", n)
		}
		return err
	})
}
