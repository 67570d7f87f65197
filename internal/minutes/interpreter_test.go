package minutes_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// Who interpreted stands in the opening as it is read, on the paper and in the
// sealed bytes; named twice he is one, and after the confirmation nobody is named.
func TestTheInterpreterStandsInTheMinutes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		name := func(who, name, language string) error {
			return db.TryWrite(who, func(tx *store.Tx) error { _, err := meeting.NameInterpreter(tx, "dec", name, language); return err })
		}
		for _, language := range []string{"tiếng Thái", "Thái", "Tiếng  thái"} {
			if err := name(cast.Huy, "Lò Văn Hặc", language); err != nil {
				t.Fatal(err)
			}
		}
		if err := name(cast.Huy, "Lò Văn Hặc", " "); !fault.Is(err, "fields") && fault.KindOf(err) != fault.Invalid {
			t.Errorf("without a language: %v", err)
		}
		if err := name(cast.Loc, "Lò Văn Hặc", "Mông"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a member names one: %v", err)
		}
		var parts []minutes.Part
		db.Write(t, cast.Huy, func(tx *store.Tx) (err error) { parts, err = minutes.Compose(tx, cast.Book, "dec"); return })
		line := "Phiên dịch: đồng chí Lò Văn Hặc (tiếng Thái)."
		if !strings.HasSuffix(parts[0].Text, line) || strings.Count(parts[0].Text, "Phiên dịch") != 1 {
			t.Errorf("the opening: %s", parts[0].Text)
		}
		sealed := seal(t, db, "dec")
		if !bytes.Contains(sealed.Body, []byte(`"Interpreters":["Lò Văn Hặc (tiếng Thái)"]`)) {
			t.Error("the sealed bytes do not name him")
		}
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			d, _, err := minutes.Sheet(rd, cast.Book, "dec", minutes.TypeMinutes)
			if !strings.Contains(strings.ReplaceAll(d.PlainText(), "\u00a0", " "), line) {
				t.Errorf("the paper: %s", d.PlainText())
			}
			return err
		})
		if err := name(cast.Hien, "Giàng Thị Mỷ", "Mông"); !fault.Is(err, "meeting_confirmed") {
			t.Errorf("after the confirmation: %v", err)
		}
	})
}

// Papers sealed before there were interpreters are what they were: nothing of the
// new field stands in their bytes, they read the same, are written the same, and
// all of the log verifies.
func TestPapersWithoutInterpreterVerifyUnchanged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		life(t, db)
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			bodies, err := store.All(rd, func(scan store.Scan) (b []byte, err error) { err = scan(&b); return }, `select body from paper where tenant = $1`)
			if err != nil {
				return err
			}
			for _, b := range bodies {
				if bytes.Contains(b, []byte("nterpreter")) {
					t.Errorf("an old paper speaks of interpreters: %s", b)
				}
				var d minutes.Document
				if err := json.Unmarshal(b, &d); err != nil {
					return err
				}
				if again, err := minutes.Canonical(d); err != nil || !bytes.Equal(again, b) {
					t.Errorf("read and written again it differs: %v", err)
				}
			}
			all, err := findings(rd)
			if len(bodies) < 4 || len(all) > 0 {
				t.Errorf("%d papers, %+v", len(bodies), all)
			}
			return err
		})
	})
}
