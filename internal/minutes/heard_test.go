package minutes_test

import (
	"strings"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/task"
)

// TestTheTableOfLastMonthsTasksFillsItself: the state is that of the opening,
// whatever the evening makes of it; what was not come to says so and stays.
func TestTheTableOfLastMonthsTasksFillsItself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		give := func(id, owner, deed, due, reportAt string) {
			db.Write(t, store.System, func(tx *store.Tx) error {
				_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version)
					values ($1, $2, $3, 'trước', $4, $5, '', $6, $7, '', '', false, 'assigned', '', '2026-11-03', null, 1)`, id, c.Cell, owner, deed, due, reportAt)
				return err
			})
		}
		give("t1", c.Loc.Member, "Đặt 2 thùng rác", "2026-11-20", "2026-12")
		give("t2", c.Mai.Member, "Vận động 5 hộ", "2026-12-20", "2026-12")
		give("t3", c.Khoa.Member, "Sửa đèn ngõ 7", "2027-01-20", "2027-01") // not to be heard yet
		db.Write(t, c.Mai.Person, func(tx *store.Tx) error {
			_, err := task.Report(tx, "t2", "", "đã được 3 hộ", false)
			return err
		})
		m := c.Opened(t, db)
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := task.Report(tx, "t1", "", "đã đặt trong buổi", true); err != nil {
				return err
			}
			_, err := task.Evaluate(tx, task.Evaluation{Meeting: m.ID, Task: "t2", Result: "partly", Why: "còn 2 hộ đi vắng"})
			return err
		})
		var parts []minutes.Part
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			if _, err := tx.As(store.System).Exec(`update meeting set state = 'closed', closed_at = $3 where tenant = $1 and id = $2`, m.ID, tx.Now()); err != nil {
				return err
			}
			got, err := minutes.Compose(tx, meetingtest.Book, m.ID)
			parts = got
			return err
		})
		text := ""
		for _, p := range parts {
			if p.Key == "last_month" {
				text = p.Text
			}
		}
		for _, want := range []string{"Đặt 2 thùng rác (Trần Đức Lộc, hạn 20/11/2026). Lúc khai mạc: quá hạn. Kết quả: chưa xét.", "Vận động 5 hộ (Lò Thị Mai, hạn 20/12/2026). Lúc khai mạc: đang làm: đã được 3 hộ. Kết quả: Xong một phần: còn 2 hộ đi vắng."} {
			if !strings.Contains(text, want) {
				t.Errorf("the table lacks %q:\n%s", want, text)
			}
		}
		if strings.Contains(text, "Sửa đèn") {
			t.Errorf("a task not to be heard yet is in the table:\n%s", text)
		}
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			next, err := meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Cell, Period: "2027-01", Kind: meeting.Regular, StartsAt: meetingtest.StartsAt + 31*86_400_000, Place: "Nhà văn hóa"})
			if err != nil {
				return err
			}
			items, err := agenda.Draft(tx, meetingtest.Book, next.ID)
			there := map[string]bool{}
			for _, i := range items {
				there[i.SourceID] = true
			}
			if !there["t1"] || !there["t2"] {
				t.Errorf("what was not judged or not done is not on the next agenda: %+v", there)
			}
			return err
		})
	})
}
