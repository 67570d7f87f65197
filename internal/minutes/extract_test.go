package minutes_test

import (
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

type auditFinding = audit.Finding

func TestAnExtractIsASealedPaperOfItsOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		extract := func(who string, in minutes.Extracting) (s minutes.Sealed, err error) {
			err = db.TryWrite(who, func(tx *store.Tx) error {
				got, err := minutes.Extract(tx, cast.Book, "dec", in)
				s = got
				return err
			})
			return s, err
		}
		good := minutes.Extracting{Parts: []string{"item.1"}, Purpose: "Hồ sơ kết nạp", To: "Ban Xây dựng Đảng phường"}
		if _, err := extract(cast.Hien, good); !fault.Is(err, "extract_unsealed") {
			t.Errorf("of unsealed minutes: %v", err)
		}
		first := seal(t, db, "dec")
		for _, bad := range []struct {
			in   minutes.Extracting
			code string
		}{
			{minutes.Extracting{Purpose: "x", To: "y"}, "extract_nothing"}, {minutes.Extracting{Parts: []string{"item.9"}, Purpose: "x", To: "y"}, "extract_part"},
			{minutes.Extracting{Parts: []string{"item.-1"}, Purpose: "x", To: "y"}, "extract_part"}, {minutes.Extracting{Parts: []string{"item.1"}, To: "y"}, "extract_purpose"}, {minutes.Extracting{Parts: []string{"item.1"}, Purpose: "x"}, "extract_to"},
		} {
			if _, err := extract(cast.Hien, bad.in); !fault.Is(err, bad.code) {
				t.Errorf("%+v: %v", bad.in, err)
			}
		}
		for _, who := range []string{cast.Loc, cast.Dung, cast.Panh, ""} {
			if _, err := extract(who, good); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q issues an extract: %v", who, err)
			}
		}
		s, err := extract(cast.Khoa, good)
		if err != nil || s.Symbol != "Số 01-TrBB/CB" {
			t.Fatalf("%s %v", s.Symbol, err)
		}
		d, err := s.Document()
		if err != nil || d.Body.Source.Document != first.ID || d.Body.Source.Version != 1 || d.Body.Source.Commitment != hex.EncodeToString(first.Commitment) {
			t.Errorf("source %+v %v", d.Body.Source, err)
		}
		text := textOf(t, db, cast.Loc, s.ID, 0)
		for _, want := range []string{"TRÍCH BIÊN BẢN", "Chi bộ đặt 2 thùng rác đầu ngõ", "Hồ sơ kết nạp", "Số 01-BB/CB, bản 1", "Ban Xây dựng Đảng phường", "PHÓ BÍ THƯ", "Trần Văn Khoa"} {
			if !strings.Contains(text, want) {
				t.Errorf("lacks %q in\n%s", want, text)
			}
		}
		if strings.Contains(text, "Thời sự") {
			t.Error("an item that was not chosen is in it")
		}
		if err := db.TryRead(cast.Dung, func(rd *store.Reader) error { _, err := minutes.Versions(rd, s.ID); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the ward reads it unsent: %v", err)
		}
		db.Write(t, cast.Hien, func(tx *store.Tx) error { return minutes.Send(tx, s.ID, 1) })
		db.Read(t, cast.Dung, func(rd *store.Reader) error { _, _, err := minutes.DocxOf(rd, cast.Book, s.ID, 1); return err })
	})
}

func TestTheWardReadsMinutesOnlyInTheVersionSent(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		first := seal(t, db, "dec")
		cast.Meeting(t, db, "jan", cast.Cell, "2027-01-03", "in_session")
		db.Clock.Set(time.Date(2027, 1, 3, 20, 0, 0, 0, store.Vietnam))
		if err := db.TryWrite(cast.Loc, func(tx *store.Tx) error { return minutes.Send(tx, first.ID, 1) }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member sends minutes up: %v", err)
		}
		for range 2 {
			db.Write(t, cast.Hien, func(tx *store.Tx) error { return minutes.Send(tx, first.ID, 1) })
		}
		db.Write(t, cast.Hien, func(tx *store.Tx) error { return correct(tx, first.ID, "opening", "Mở đầu khác", "jan") })
		db.Read(t, cast.Dung, func(rd *store.Reader) error {
			all, err := minutes.Versions(rd, first.ID)
			if len(all) != 1 || all[0].Version != 1 {
				t.Errorf("the ward reads %d versions", len(all))
			}
			if _, _, err := minutes.Docx(rd, cast.Book, "dec", "minutes"); err != nil {
				t.Errorf("the paper sent: %v", err)
			}
			if _, err := minutes.Parts(rd, "dec"); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the ward reads the parts: %v", err)
			}
			n, err2 := rd.Int(`select count(*) from audit_entry where tenant = $1 and action = 'minutes.send'`)
			if n != 1 || err2 != nil {
				t.Errorf("%d entries of the sending", n)
			}
			return err
		})
		if err := db.TryRead(cast.Panh, func(rd *store.Reader) error { _, err := minutes.Versions(rd, first.ID); return err }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the neighbour reads it: %v", err)
		}
		for _, c := range []struct{ day, code string }{{"2026-02-31", "paper_signed_day"}, {"2027-02-01", "paper_signed_day"}, {"2026-12-01", "paper_signed_early"}} {
			if err := db.TryWrite(cast.Hien, func(tx *store.Tx) error { return minutes.SignedByHand(tx, first.ID, 1, c.day) }); !fault.Is(err, c.code) {
				t.Errorf("signed on %s: %v", c.day, err)
			}
		}
		db.Write(t, cast.Hien, func(tx *store.Tx) error { return minutes.SignedByHand(tx, first.ID, 1, "2026-12-05") })
		db.Read(t, cast.Loc, func(rd *store.Reader) error {
			st, err := minutes.StandingOf(rd, first.ID)
			if st[1].SignedOn != "2026-12-05" || st[1].SentAt == 0 || st[2].SentAt != 0 {
				t.Errorf("standing %+v", st)
			}
			return err
		})
	})
}

func FuzzReadProof(f *testing.F) {
	f.Add([]byte(`{"schema":"chibo/proof/1","body":{},"salt":"","commitment":"","leaf":"","seq":0,"inclusion":[],"checkpoint":{"size":0,"root":""},"digest":""}`))
	f.Add([]byte(`{"schema":"chibo/proof/1","checkpoint":{"note":"chibo/1\n1\nAA==\n\n— chibo/1 AAAA\n","key":"chibo/1+00000000+AQ=="}}`))
	f.Add([]byte(`[]`))
	f.Add([]byte{0xff, '{', '}'})
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := minutes.ReadProof(data); err == nil {
			t.Errorf("a proof out of nothing: %q", data)
		}
	})
}
