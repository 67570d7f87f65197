package minutes_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/report"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
)

// closed is the December meeting, closed, with a resolution of one task.
func closed(t testing.TB, db *storetest.DB, id, day string) {
	t.Helper()
	cast.Meeting(t, db, id, cast.Cell, day, "closed")
	db.Write(t, cast.Huy, func(tx *store.Tx) error {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return err
		}
		_, _, err = resolution.Put(tx, cast.Book, id, 0, "", []resolution.Item{{Owner: cast.M(cast.Loc), Deed: "Đặt 2 thùng rác đầu ngõ " + id, Measure: "thùng đã đặt", Due: at.AddDate(0, 0, 17).Format(time.DateOnly), ReportAt: at.AddDate(0, 1, 0).Format("2006-01")}})
		return err
	})
}

func confirm(tx *store.Tx, id string) error {
	as := func(person string) *store.Tx { return tx.As(person) }
	if err := minutes.Confirm(as(cast.Huy), id, "scribe", "device"); err != nil {
		return err
	}
	return minutes.Confirm(as(cast.Hien), id, "chair", "device")
}

func seal(t testing.TB, db *storetest.DB, id string) (out minutes.Sealed) {
	t.Helper()
	db.Write(t, cast.Hien, func(tx *store.Tx) error {
		if err := confirm(tx, id); err != nil {
			return err
		}
		s, err := minutes.Seal(tx, cast.Book, id)
		out = s
		return err
	})
	return out
}

func TestMinutesAreMadeOfWhatWasRecorded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		var parts []minutes.Part
		db.Write(t, cast.Huy, func(tx *store.Tx) (err error) { parts, err = minutes.Compose(tx, cast.Book, "dec"); return })
		text := ""
		for _, p := range parts {
			text += p.Key + "|" + p.Title + "\n" + p.Text + "\n"
		}
		for _, want := range []string{"Chủ trì: Lường Thị Hiên, bí thư chi bộ", "Có mặt: 5/6", "Vắng: Lò Thị Mai, có lý do.\n", "Được miễn sinh hoạt: Hoàng Văn Tín", "Kết luận: Chi bộ đặt 2 thùng rác đầu ngõ",
			"Thời sự\nÝ kiến: (không ghi).\nKết luận: (không ghi)", "votes|Biểu quyết\n(không ghi)", "Đồng chí Trần Đức Lộc, xong ngày 20/12/2026", "21:15"} {
			if !strings.Contains(text, want) {
				t.Errorf("lacks %q in\n%s", want, text)
			}
		}
		db.Write(t, cast.Huy, func(tx *store.Tx) error {
			p, err := minutes.Edit(tx, "dec", "item.dec-i2", parts[3].Version, "Đồng chí Trần Đức Lộc nêu việc xe rác vào ngõ buổi tối.\nKết luận: Ghi nhận.")
			if err != nil {
				return err
			}
			if _, err := minutes.Edit(tx, "dec", "item.dec-i2", parts[3].Version, "khác"); fault.KindOf(err) != fault.Conflict {
				t.Errorf("a stale edit: %v", err)
			}
			if _, err := tx.Exec(`update agenda_item set conclusion = 'Khác' where tenant = $1 and meeting = 'dec'`); err != nil {
				return err
			}
			again, err := minutes.Compose(tx, cast.Book, "dec")
			if err != nil {
				return err
			}
			if again[3].Text != p.Text || !again[3].Edited || !strings.Contains(again[2].Text, "Khác") {
				t.Errorf("composed again: %+v", again[2:4])
			}
			return nil
		})
		for _, who := range []string{cast.Dung, cast.Panh, cast.Admin, ""} {
			if err := db.TryRead(who, func(rd *store.Reader) error { _, err := minutes.Parts(rd, "dec"); return err }); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q reads the minutes: %v", who, err)
			}
		}
	})
}

func TestConfirmationsComeInTheirOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		try := func(person, role, method string) error {
			return db.TryWrite(person, func(tx *store.Tx) error { return minutes.Confirm(tx, "dec", role, method) })
		}
		for _, bad := range []struct{ who, role, method, code string }{
			{cast.Hien, "chair", "device", "minutes_scribe_first"}, {cast.Hien, "scribe", "device", "minutes_scribe_paper"}, {cast.Loc, "scribe", "device", "not_found"},
			{cast.Huy, "chair", "device", "not_found"}, {cast.Huy, "friend", "device", "minutes_role"}, {cast.Huy, "scribe", "wink", "minutes_method"}, {cast.Dung, "chair", "device", "not_found"},
		} {
			if err := try(bad.who, bad.role, bad.method); !fault.Is(err, bad.code) {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		if err := db.TryWrite(cast.Hien, func(tx *store.Tx) error { _, err := minutes.Seal(tx, cast.Book, "dec"); return err }); !fault.Is(err, "minutes_not_confirmed") {
			t.Errorf("sealed unconfirmed: %v", err)
		}
		if err := try(cast.Hien, "scribe", "paper"); err != nil {
			t.Fatal(err)
		}
		if err := try(cast.Hien, "chair", "device"); err != nil {
			t.Fatal(err)
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			all, err := minutes.Confirmations(rd, "dec")
			if len(all) != 2 || all[0].Person != cast.Huy || all[0].Method != "paper" {
				t.Errorf("confirmations %+v", all)
			}
			return err
		})
		if err := db.TryWrite(cast.Hien, func(tx *store.Tx) error { _, err := minutes.Edit(tx, "dec", "opening", 1, "x"); return err }); !fault.Is(err, "minutes_sealed") {
			t.Errorf("edited after confirmation: %v", err)
		}
	})
}

func TestSealingTwiceIsOneSealAndTheMonthFlowsOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		first := seal(t, db, "dec")
		var again minutes.Sealed
		db.Write(t, cast.Hien, func(tx *store.Tx) (err error) { again, err = minutes.Seal(tx, cast.Book, "dec"); return })
		if again.ID != first.ID || first.Symbol != "Số 01-BB/CB" {
			t.Errorf("sealed as %s %s, then %s", first.ID, first.Symbol, again.ID)
		}
		db.Read(t, cast.Dung, func(rd *store.Reader) error {
			papers, err := minutes.Papers(rd, "dec")
			if len(papers) != 1 || papers[0].Type != "resolution" || papers[0].Symbol != "Số 01-NQ/CB" {
				t.Errorf("the ward sees %d papers", len(papers))
			}
			return err
		})
		cast.Meeting(t, db, "jan", cast.Cell, "2027-01-03", "in_session")
		var due []task.Task
		db.Read(t, cast.Hien, func(rd *store.Reader) (err error) { due, err = task.ReportedAt(rd, cast.Cell, "2027-01"); return })
		if len(due) != 1 || due[0].OwnerName != "Trần Đức Lộc" {
			t.Fatalf("January hears %+v", due)
		}
		db.Write(t, cast.Huy, func(tx *store.Tx) error {
			_, err := task.Evaluate(tx, task.Evaluation{Meeting: "jan", Task: due[0].ID, Result: "not_done", Why: "thiếu vật tư"})
			return err
		})
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			next, err := task.ReportedAt(rd, cast.Cell, "2027-02")
			if len(next) != 1 {
				t.Errorf("February hears %+v", next)
			}
			b, name, err2 := minutes.Docx(rd, cast.Book, "jan", "minutes")
			if len(b) == 0 || name != "bien-ban-chi-bo-to-dan-pho-3-2027-01.docx" {
				t.Errorf("draft %s of %d bytes", name, len(b))
			}
			for _, kind := range minutes.Kinds {
				if _, _, err := minutes.Docx(rd, cast.Book, "dec", kind); err != nil {
					t.Errorf("%s: %v", kind, err)
				}
			}
			if err == nil {
				err = err2
			}
			return err
		})
		db.Read(t, cast.Dung, func(rd *store.Reader) error {
			m, err := report.Ward(rd, cast.Book, cast.Ward, "2026-12")
			if err != nil {
				return err
			}
			if len(m.Rows) != 2 || m.Rows[0].State != report.Sealed || m.Rows[0].Present != 5 || m.Rows[0].Expected != 6 || m.Rows[0].TasksGiven != 1 || m.Rows[0].Minutes != 105 || m.Totals.Waiting != 1 {
				t.Errorf("the ward's month %+v", m)
			}
			return nil
		})
		if _, diff, err := report.Rederive(context.Background(), db.DB, cast.Book, db.Tenant, 12); err != nil || len(diff) != 0 {
			t.Errorf("derived again: %+v %v", diff, err)
		}
		stranger := store.Viewer{Tenant: db.Tenant + 1, Person: store.System}
		if err := db.DB.Read(context.Background(), stranger, func(rd *store.Reader) error { _, err := minutes.ProofOf(rd, first.ID); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another committee reads the proof: %v", err)
		}
	})
}

func TestASealedPaperVerifiesAndEachFlippedByteDoesNot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		sealed := seal(t, db, "dec")
		if err := db.TryRead(cast.Hien, func(rd *store.Reader) error { _, err := minutes.ProofOf(rd, sealed.ID); return err }); !fault.Is(err, "proof_not_ready") {
			t.Errorf("before the log numbered it: %v", err)
		}
		if err := audit.SequenceAll(context.Background(), db.DB); err != nil {
			t.Fatal(err)
		}
		var proof []byte
		db.Read(t, cast.Hien, func(rd *store.Reader) (err error) { proof, err = minutes.ProofOf(rd, sealed.ID); return })
		if err := minutes.VerifyProof(proof); err != nil {
			t.Fatal(err)
		}
		for i := range proof {
			bent := append([]byte(nil), proof...)
			bent[i] ^= 1 << (i % 7)
			if minutes.VerifyProof(bent) == nil {
				t.Fatalf("byte %d (%q) flipped and still accepted", i, proof[i])
			}
		}
	})
}

func TestNumbersHaveNoGapsAndNoDoubles(t *testing.T) {
	db := storetest.SQLite(t)
	cast.Build(t, db)
	month := 0
	rapid.Check(t, func(rt *rapid.T) {
		start := rapid.IntRange(1, 40).Draw(rt, "start")
		var from minutes.Series
		if err := db.TryWrite(cast.Hien, func(tx *store.Tx) (err error) {
			from, err = minutes.SeriesOf(tx.Reader, cast.Book, cast.Cell, access.OfAll, "minutes", "2026-12-03")
			return
		}); err != nil {
			rt.Fatal(err)
		}
		want := from.Next
		if rapid.Bool().Draw(rt, "mid-term") {
			err := db.TryWrite(cast.Hien, func(tx *store.Tx) error {
				_, err := minutes.SetStart(tx, cast.Book, cast.Cell, access.OfAll, "minutes", "2026-12-03", want+start)
				return err
			})
			if err != nil {
				rt.Fatal(err)
			}
			want += start
			if err := db.TryWrite(cast.Hien, func(tx *store.Tx) error {
				_, err := minutes.SetStart(tx, cast.Book, cast.Cell, access.OfAll, "minutes", "2026-12-03", from.Next-1)
				return err
			}); err == nil {
				rt.Fatal("a used number was given back")
			}
		}
		for range rapid.IntRange(1, 3).Draw(rt, "seals") {
			month++
			day := time.Date(2025, 8, 3, 0, 0, 0, 0, time.UTC).AddDate(0, month%50, 0).Format(time.DateOnly)
			id := "m" + time.Duration(month).String()
			db.Write(t, store.System, func(tx *store.Tx) error {
				_, err := tx.Exec(`update meeting set kind = 'old', n = n + $2 where tenant = $1 and kind in ('regular', 'old')`, 1000*month)
				return err
			})
			cast.Meeting(t, db, id, cast.Cell, day, "closed")
			fails := rapid.Bool().Draw(rt, "a seal that fails first")
			if fails { // its number must not be lost
				_ = db.TryWrite(cast.Hien, func(tx *store.Tx) error {
					if err := confirm(tx, id); err != nil {
						return err
					}
					if _, err := minutes.Seal(tx, cast.Book, id); err != nil {
						return err
					}
					return fault.New(fault.Internal, "undo")
				})
			}
			if got := seal(t, db, id); got.Number != want {
				rt.Fatalf("number %d, want %d", got.Number, want)
			}
			want++
		}
	})
}

func TestWhoGetsWhichPaper(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		seal(t, db, "dec")
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update post_holding set post = 'in_charge', org = $2 where tenant = $1 and person = $3`, cast.Cell, cast.Admin)
			return err
		})
		for who, want := range map[string]string{cast.Hien: "notice agenda roll minutes resolution large conclusion tasks report premeeting score", cast.Loc: "notice agenda roll minutes resolution large conclusion tasks score", cast.Admin: "notice agenda resolution large report", cast.Dung: "resolution large report", cast.Panh: "", "": ""} {
			var got []string
			for _, kind := range minutes.Kinds {
				err := db.TryRead(who, func(rd *store.Reader) error { _, _, err := minutes.Docx(rd, cast.Book, "dec", kind); return err })
				if err == nil {
					got = append(got, kind)
				} else if fault.KindOf(err) != fault.NotFound {
					t.Errorf("%q %s: %v", who, kind, err)
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%q gets %v, want %s", who, got, want)
			}
		}
	})
}
