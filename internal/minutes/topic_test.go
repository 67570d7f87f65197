package minutes_test

import (
	"strings"
	"testing"

	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestTheTopicStandsInTheMinutes: what a thematic meeting was held on is read
// aloud and printed; a regular meeting has no such lines.
func TestTheTopicStandsInTheMinutes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		cast.Meeting(t, db, "dec", cast.Cell, "2026-12-03", "announced")
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update meeting set kind = 'thematic' where tenant = $1 and id = 'dec'`)
			return err
		})
		db.Write(t, cast.Hien, func(tx *store.Tx) error {
			_, err := meeting.PutTopic(tx, meeting.Topic{Meeting: "dec", Subject: "Phân loại rác tại nguồn", Question: "Vì sao ngõ 12 chưa làm được?", Author: cast.M(cast.Loc), ApprovedOn: "2026-11-28"})
			return err
		})
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`update meeting set state = 'closed' where tenant = $1 and id = 'dec'`)
			return err
		})
		cast.Meeting(t, db, "jan", cast.Cell, "2027-01-03", "closed")
		want := []string{"Chuyên đề: Phân loại rác tại nguồn.", "Việc cần giải quyết: Vì sao ngõ 12 chưa làm được?", "Đồng chí viết bài: Trần Đức Lộc.", "Chi ủy duyệt bài ngày: 28/11/2026."}
		for id, is := range map[string]bool{"dec": true, "jan": false} {
			var read, printed string
			db.Write(t, cast.Hien, func(tx *store.Tx) error {
				parts, err := minutes.Compose(tx, cast.Book, id)
				if err != nil {
					return err
				}
				text := ""
				for _, p := range parts {
					if p.Key == "topic" {
						text = p.Text
					}
				}
				sheet, _, err := minutes.Sheet(tx.Reader, cast.Book, id, "minutes")
				read, printed = text, sheet.PlainText()
				return err
			})
			for _, line := range want {
				if strings.Contains(read, line) != is || strings.Contains(printed, line) != is {
					t.Errorf("%s, %q: read %q, printed\n%s", id, line, read, printed)
				}
			}
		}
	})
}
