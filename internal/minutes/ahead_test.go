package minutes_test

import (
	"strings"
	"testing"

	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestWhatWasReadOutStandsInTheMinutes: with the name where its author chose so,
// else without; what was not read out does not stand there.
func TestWhatWasReadOutStandsInTheMinutes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		db.Write(t, store.System, func(tx *store.Tx) error {
			loc, err := tx.Strings(`select id from member where tenant = $1 and person = $2`, cast.Loc)
			if err != nil || len(loc) == 0 {
				t.Fatal("no such member", err)
			}
			for n, a := range []struct {
				member, gist string
				read         int64
			}{{loc[0], "Xin họp tối thứ Bảy.", 1}, {"", "Ngõ 12 cần đèn.", 2}, {"", "Câu này không đọc.", 0}} {
				if _, err := tx.Exec(`insert into opinion_ahead (tenant, id, meeting, item, member, gist, typed_by, receipt_hash, sent_on, read_at, read_by) values ($1, $2, 'dec', '', $3, $4, '', $5, '2026-12-01', $6, '')`,
					string(rune('a'+n)), a.member, a.gist, []byte{byte(n)}, store.NullInt(a.read)); err != nil {
					return err
				}
			}
			return nil
		})
		all := ""
		db.Write(t, cast.Huy, func(tx *store.Tx) error {
			parts, err := minutes.Compose(tx, cast.Book, "dec")
			all = ""
			for _, p := range parts {
				all += p.Text + "\n"
			}
			return err
		})
		if !strings.Contains(all, "gửi ý kiến trước buổi: Xin họp tối thứ Bảy.") || !strings.Contains(all, "người gửi đề nghị không nêu tên: Ngõ 12 cần đèn.") {
			t.Errorf("what was read out is missing:\n%s", all)
		}
		if strings.Contains(all, "không đọc") {
			t.Error("what nobody heard stands in the minutes")
		}
	})
}
