package minutes_test

import (
	"strings"
	"testing"

	"chibo/internal/dues"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/office/docx"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestDuesStandInTheOpeningOfMinutesAndResolution(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		want := "Đảng phí tháng 12/2026: 2 đồng chí đã nộp 120.000 đồng, 1 đồng chí được miễn, 4 đồng chí chưa nộp"
		text := func(kind string) string {
			var d docx.Document
			db.Read(t, cast.Hien, func(rd *store.Reader) (err error) { d, _, err = minutes.Sheet(rd, cast.Book, "dec", kind); return err })
			return strings.ReplaceAll(d.PlainText(), "\u00a0", " ")
		}
		if strings.Contains(text("minutes"), "Đảng phí tháng") {
			t.Error("dues stand there before anything was taken down")
		}
		db.Write(t, cast.Hien, func(tx *store.Tx) error {
			_, err := dues.Put(tx, cast.Book, cast.Cell, "2026-12", []dues.Entry{{Member: cast.M(cast.Loc), State: dues.Paid, Amount: 60_000}, {Member: cast.M(cast.Huy), State: dues.Paid, Amount: 60_000}, {Member: cast.M(cast.Tin), State: dues.Waived}})
			return err
		})
		for _, kind := range []string{"minutes", "resolution"} {
			if got := text(kind); !strings.Contains(got, want) {
				t.Errorf("%s lacks the dues: %s", kind, got)
			}
		}
	})
}
