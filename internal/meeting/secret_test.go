package meeting_test

import (
	"strings"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestALineThatIsSecretKeepsNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		m := c.Opened(t, db)
		const words = "Phương án tác chiến khu vực"
		var id string
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			now, all, err := meeting.PutItems(tx, m.ID, m.Version, []meeting.Item{{Title: words, Presenter: "Trần Văn Khoa", Draft: "Dự thảo kết luận"}, {Title: "Việc thường"}})
			if err != nil {
				return err
			}
			if _, err := meeting.Minute(tx, m.ID, all[0].ID, 1, "Đã nói", "Đã kết luận"); err != nil {
				return err
			}
			if _, err := speech.Add(tx, speech.Opinion{Meeting: m.ID, Item: all[0].ID, Member: c.Loc.Member, Kind: "propose", Gist: "Điều đã nói"}); err != nil {
				return err
			}
			all[0].Secret = true
			id = all[0].ID
			_, all, err = meeting.PutItems(tx, m.ID, now.Version, all)
			if err == nil && (all[0].Title != meeting.SecretTitle || all[0].Presenter != "" || all[0].Draft != "") {
				t.Errorf("%+v", all[0])
			}
			return err
		})
		db.Read(t, c.Hien.Person, func(rd *store.Reader) error {
			all, err := meeting.Items(rd, m.ID)
			if err != nil {
				return err
			}
			if all[0].Gist != "" || all[0].Conclusion != "" || all[1].Title != "Việc thường" {
				t.Errorf("%+v", all)
			}
			said, err := speech.List(rd, m.ID)
			if len(said) != 1 || said[0].Gist != "" {
				t.Errorf("%+v", said)
			}
			return err
		})
		for name, try := range map[string]func(tx *store.Tx) error{
			"minute": func(tx *store.Tx) error { _, err := meeting.Minute(tx, m.ID, id, 2, "lén ghi", ""); return err },
			"opinion": func(tx *store.Tx) error {
				_, err := speech.Add(tx, speech.Opinion{Meeting: m.ID, Item: id, Member: c.Loc.Member, Kind: "propose", Gist: "lén ghi"})
				return err
			},
		} {
			if err := db.TryWrite(c.Hien.Person, try); !fault.Is(err, "item_secret") {
				t.Errorf("%s: %v", name, err)
			}
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { // the switch does not go back, whatever a form says
			now, err := meeting.Get(tx.Reader, m.ID)
			if err != nil {
				return err
			}
			_, all, err := meeting.PutItems(tx, m.ID, now.Version, []meeting.Item{{ID: id, Title: words}, {Title: "Việc thường"}})
			if err == nil && all[0].Title != meeting.SecretTitle {
				t.Errorf("%+v", all[0])
			}
			return err
		})
		db.Read(t, store.System, func(rd *store.Reader) error {
			told, err := rd.Strings(`select detail from audit_entry where tenant = $1 and action = 'meeting.agenda' order by at desc, id desc limit 1`)
			if err == nil && len(told) == 1 && strings.Contains(told[0], words) {
				t.Errorf("the log tells it: %s", told[0])
			}
			return err
		})
	})
}
