package e2e

import (
	"context"
	"slices"
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/quality"
	"chibo/internal/reminder"
	"chibo/internal/resolution"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/link"
)

// roomExamples lets people talk in the meeting that is open and names a page for
// every route of the room; the reading back is shown in another cell's evening.
func (s *server) roomExamples(t *testing.T, cell demo.Cell, now meeting.Meeting) []shot {
	t.Helper()
	as := func(person string, fn func(tx *store.Tx) error) {
		t.Helper()
		if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: person}, fn); err != nil {
			t.Fatal(err)
		}
	}
	var opinion, paper, due, outside, remind string
	s.now.Add(4 * 60_000)
	as(cell.Secretary, func(tx *store.Tx) error {
		items, err := meeting.Items(tx.Reader, now.ID)
		if err != nil {
			return err
		}
		if _, err := meeting.Begin(tx, now.ID, items[2].ID); err != nil {
			return err
		}
		for i, said := range []speech.Opinion{{Member: cell.Members[5].ID, Kind: "contribute", Gist: "Xe rác nên vào ngõ 12 buổi tối."}, {Member: cell.Members[7].ID, Kind: "propose"}, {Member: cell.Members[1].ID, Kind: "agree"}} {
			said.Meeting, said.Item = now.ID, items[2].ID
			o, err := speech.Add(tx, said)
			if err != nil {
				return err
			}
			if i == 1 {
				opinion = o.ID
			}
		}
		without, err := member.PaperOnly(tx.Reader, cell.ID, now.Day)
		if err != nil {
			return err
		}
		for _, one := range slices.Backward(cell.Members) { // not yet called, who may speak
			if without[one.ID] {
				o, err := speech.Add(tx, speech.Opinion{Meeting: now.ID, Item: items[2].ID, Member: one.ID, Kind: "concern", Gist: "Các cụ mong ngõ 12 có đèn sáng hơn, buổi tối đi lại đỡ ngã."})
				if err != nil {
					return err
				}
				paper = o.ID
				break
			}
		}
		if _, err := tx.Exec(`insert into opinion_ahead (tenant, id, meeting, item, member, gist, typed_by, receipt_hash, sent_on, read_at, read_by) values ($1, 'anh-1', $2, $3, '', 'Xin họp tối thứ Bảy để đồng chí làm ca dự được.', '', $4, '2026-12-01', null, '')`, now.ID, items[2].ID, []byte("anh")); err != nil {
			return err
		}
		if err := attendance.PutDesk(tx, now.ID, true); err != nil {
			return err
		}
		if err := attendance.CountHeads(tx, now.ID, 9); err != nil {
			return err
		}
		if err := attendance.NameHelper(tx, now.ID, cell.Members[7].PersonID, false); err != nil {
			return err
		}
		for i, method := range []string{"qr", "helper"} {
			if _, err := tx.Exec(`insert into checkin_told (tenant, meeting, member, method, step, at, by_person, settled_at) values ($1, $2, $3, $4, 1, $5, '', null)`, now.ID, cell.Members[10+i].ID, method, tx.Now()); err != nil {
				return err
			}
		}
		open, err := task.ReportedAt(tx.Reader, cell.ID, now.Period)
		if err != nil {
			return err
		}
		due = open[0].ID
		d, _, err := resolution.Add(tx, s.app.Book, now.ID, resolution.Item{Owner: cell.Members[1].ID, Deed: "Lập danh sách quần chúng ưu tú", Measure: "Danh sách có chữ ký", Due: "2026-12-28", Outside: true})
		if err != nil {
			return err
		}
		outside = d.Items[len(d.Items)-1].ID
		if _, err := speech.AddPraise(tx, speech.Praise{Meeting: now.ID, Member: cell.Members[1].ID, Deed: "Vận động 12 hộ phân loại rác"}); err != nil {
			return err
		}
		if _, err := speech.Reserve(tx, speech.Reserved{Meeting: now.ID, Member: cell.Members[5].ID, Gist: "Tôi đề nghị thí điểm một ngõ trước.", Addressee: s.ward.Root.ID, Printed: true}); err != nil {
			return err
		}
		r, err := reminder.Give(tx, reminder.Reminder{Meeting: now.ID, Member: cell.Members[5].ID, Gist: "Báo kết quả việc được giao đúng hạn.", Helper: cell.Members[2].ID, LookOn: "2027-01-03"})
		if err != nil {
			return err
		}
		remind = r.ID
		if _, err := meeting.PutLacks(tx, now.ID, 0, []string{"Bắt đầu muộn 5 phút"}); err != nil {
			return err
		}
		_, err = quality.Propose(tx, s.app.Book, now.ID, 0, 9300, "Đúng giờ, nhiều ý kiến; còn thiếu tài liệu gửi trước.")
		return err
	})
	s.now.Add(17 * 60_000)
	read := s.ward.Cells[1] // its evening is over, the minutes are being read
	as(read.Secretary, func(tx *store.Tx) error {
		m, err := meeting.Plan(tx, s.app.Book, meeting.Planning{Org: read.ID, Period: "2026-12", Kind: meeting.Extraordinary, StartsAt: now.StartsAt, Place: "Nhà văn hóa", Matter: "Phòng chống bão", CalledBy: "Bí thư chi bộ"})
		if err != nil {
			return err
		}
		if _, err := meeting.Open(tx, s.app.Book, m.ID, read.Secretary, read.Scribe); err != nil {
			return err
		}
		for _, one := range read.Members[:6] {
			if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: one.ID, Status: attendance.Here}); err != nil {
				return err
			}
		}
		if _, err := attendance.RestUnexplained(tx, m.ID); err != nil {
			return err
		}
		if _, err := meeting.Close(tx, m.ID); err != nil {
			return err
		}
		_, err = minutes.Compose(tx, s.app.Book, m.ID)
		return err
	})
	early, coming := s.ward.Cells[8], "" // its December is still to come
	as(early.Secretary, func(tx *store.Tx) error {
		m, err := meeting.Find(tx.Reader, early.ID, "2026-12", meeting.Regular)
		if coming = m.ID; err != nil {
			return err
		}
		_, _, err = speech.SendAhead(tx, speech.Sending{Meeting: coming, Gist: "Tôi đề nghị bàn kỹ việc đèn đường ngõ 5.", Naming: speech.ByName, Key: "anh"})
		return err
	})
	b, ky := cell.Slug, "2026-12"
	v := "secretary"
	return []shot{{v, link.Ahead(b, ky)}, {v, link.Codes(b, ky)}, {v, link.RollSheet(b, ky)}, {v, link.HeadCount(b, ky)}, {v, link.HelpCheckIn(b, ky)}, {v, link.CheckInHelpers(b, ky)}, {"member", link.TellHere(now.ID)}, {"member", link.OwnCode(now.ID)}, {"ahead", link.TypeAhead(early.Slug, ky)}, {"ahead", link.Ahead(early.Slug, ky)}, {"ahead", link.SendAhead(coming)}, {"member", link.SendAhead(now.ID)}, {"member", link.AheadReceipt(now.ID)}, {v, link.Opinion(b, ky) + "?muc=3"}, {v, link.Opinion(b, ky) + "?muc=3&vua=" + opinion}, {v, link.Unwritten(b, ky)}, {v, link.OpinionText(b, ky, opinion) + "?muc=3"}, {v, link.ReadBackTo(b, ky, paper) + "?muc=3"},
		{v, link.Evaluate(b, ky)}, {v, link.EvaluateTask(b, ky, due)}, {v, link.Assign(b, ky) + "?muc=3"}, {v, link.SwapDeed(b, ky, outside)}, {v, link.Reserve(b, ky)}, {v, link.Praise(b, ky)}, {v, link.Wall(b, ky)}, {v, link.Remind(b, ky)},
		{v, link.Reserved}, {v, link.Reminders}, {v, link.Reminder(remind)}, {v, link.Score(b, ky)}, {v, link.Vote(b, ky, "diem")}, {v, link.Vote(b, ky, "3") + "?viec=expulsion"}, {v, link.Shortcomings(b, ky)},
		{v, link.ReadBack(b, "2026-11", "3")}, {"reader", link.ReadBack(read.Slug, "2026-12-bt", "1")}, {"reader", link.ReadBack(read.Slug, "2026-12-bt", "4")}, {"reader", link.Close(read.Slug, "2026-12-bt")}}
}
