package e2e

import (
	"context"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/attendance"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/resolution"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/link"
)

// committeeShots are the pages of the committees' own meetings: the committee
// sits, the standing committee reads its minutes, both of last month are sealed,
// and a cell committee prepares.
func (s *server) committeeShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	root := s.ward.Root
	var item, deed, outside, opinion, due, part, member string
	as := func(person string, fn func(tx *store.Tx) error) {
		t.Helper()
		if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: person}, fn); err != nil {
			t.Fatal(err)
		}
	}
	plan := func(tx *store.Tx, org, kind, period, place string) (meeting.Meeting, error) {
		m, err := meeting.Plan(tx, s.app.Book, meeting.Planning{Org: org, Period: period, Kind: kind, StartsAt: s.now.Load() + 60_000, Place: place})
		if err == nil {
			_, err = agenda.Draft(tx, s.app.Book, m.ID)
		}
		return m, err
	}
	open := func(tx *store.Tx, m meeting.Meeting) error {
		if _, err := meeting.Announce(tx, m.ID); err != nil {
			return err
		}
		if _, err := meeting.Open(tx, s.app.Book, m.ID, s.ward.Leader, s.ward.Officer); err != nil {
			return err
		}
		roll, err := meeting.Roll(tx.Reader, m)
		if err != nil {
			return err
		}
		for i, r := range roll {
			in := attendance.Marking{Meeting: m.ID, Member: r.Member, Status: attendance.Here}
			if member = r.Member; i == 1 {
				in.Status, in.Reason = attendance.Excused, "work"
			}
			if _, err := attendance.CheckIn(tx, in); err != nil {
				return err
			}
		}
		return nil
	}
	as(cell.Secretary, func(tx *store.Tx) error {
		_, err := plan(tx, cell.ID, meeting.CellCommittee, "2027-01", cell.Place)
		return err
	})
	as(s.ward.Officer, func(tx *store.Tx) error {
		m, err := plan(tx, root.ID, meeting.Standing, "2026-12", "Phòng họp đảng ủy")
		if err != nil {
			return err
		}
		if err := open(tx, m); err != nil {
			return err
		}
		if _, err := meeting.Close(tx, m.ID); err != nil {
			return err
		}
		if _, err := minutes.Compose(tx, s.app.Book, m.ID); err != nil {
			return err
		}
		parts, err := minutes.Parts(tx.Reader, m.ID)
		if err == nil && len(parts) > 0 {
			part = parts[0].Key
		}
		return err
	})
	as(s.ward.Officer, func(tx *store.Tx) error {
		m, err := plan(tx, root.ID, meeting.Committee, "2026-12", "Phòng họp đảng ủy")
		if err != nil {
			return err
		}
		if err := open(tx, m); err != nil {
			return err
		}
		items, err := meeting.Items(tx.Reader, m.ID)
		if err != nil {
			return err
		}
		item = items[2].ID
		d, _, err := resolution.Put(tx, s.app.Book, m.ID, 0, "", []resolution.Item{{Owner: member, Deed: "Giúp Chi bộ Tổ dân phố 7 khắc phục sinh hoạt chậm ngày", Measure: "Có báo cáo", Due: "2026-12-20", ReportAt: "2027-01"}, {Owner: member, Deed: "Kiểm tra việc thu nộp đảng phí quý 4", Due: "2026-12-25", ReportAt: "2027-01"}})
		if err != nil {
			return err
		}
		deed = d.Items[0].ID
		if d, _, err = resolution.Add(tx, s.app.Book, m.ID, resolution.Item{Owner: member, Deed: "Lập danh sách quần chúng ưu tú", Measure: "Danh sách có chữ ký", Due: "2026-12-28", Outside: true}); err != nil {
			return err
		}
		outside = d.Items[len(d.Items)-1].ID
		o, err := speech.Add(tx, speech.Opinion{Meeting: m.ID, Item: item, Member: member, Kind: "contribute", Gist: "Nên cử cấp ủy viên dự với chi bộ yếu."})
		if err != nil {
			return err
		}
		opinion = o.ID
		all, err := task.ReportedIn(tx.Reader, root.ID, m.Circle(), "2026-12")
		if err == nil && len(all) > 0 {
			due = all[0].ID
		}
		return err
	})
	b, v := root.Slug, "officer"
	now, read, last := "2026-12-du", "2026-12-tv", "2026-11-du"
	out := []shot{{v, link.EditItem(b, now, item)}, {v, link.DropItem(b, now, item)}, {v, link.Mark(b, now, member)}, {v, link.Item(b, now, "3")}, {v, link.Opinion(b, now) + "?muc=3"}, {v, link.Unwritten(b, now)}, {v, link.OpinionText(b, now, opinion) + "?muc=3"},
		{v, link.Evaluate(b, now)}, {v, link.EvaluateTask(b, now, due)}, {v, link.Assign(b, now) + "?muc=3"}, {v, link.Reserve(b, now)}, {v, link.Praise(b, now)}, {v, link.Vote(b, now, "nghi-quyet")}, {v, link.Deed(b, now, deed)}, {v, link.DropDeed(b, now, deed)}, {v, link.SwapDeed(b, now, outside)},
		{v, link.Shortcomings(b, now)}, {v, link.NamedBefore(b, now)}, {v, link.Minutes(b, read)}, {v, link.Part(b, read, part)}, {v, link.ReadBack(b, read, "1")}, {v, link.ReadBack(b, read, "4")}, {v, link.Confirm(b, read)}, {"leader", link.Seal(b, read)}, {v, link.Close(b, read)},
		{v, link.Meeting(b, last)}, {v, link.Minutes(b, last)}, {v, link.Confirm(b, last)}, {"leader", link.Done(b, last)}, {v, link.Resolution(b, last)}, {"leader", link.Extract(b, last)}, {v, link.Prints(b, last)}, {"leader", link.Late(b, "2026-09-du")}, {"leader", link.CommitteeLateMonths(b)},
		{"secretary", link.Meeting(cell.Slug, "2027-01-cu")}, {"secretary", link.Prepare(cell.Slug, "2027-01-cu")}, {"secretary", link.Announce(cell.Slug, "2027-01-cu")}, {"secretary", link.Done(cell.Slug, "2026-11-cu")}, {"secretary", link.Late(cell.Slug, "2026-09-cu")}}
	for _, of := range []func(string, string) string{link.Meeting, link.Prepare, link.Announce, link.Attach, link.Move, link.Room, link.TakeAlong, link.RollCall, link.Guests, link.Close, link.Resolution, link.NewItem, link.ItemOrder, link.Preamble, link.ResolutionOrder, link.NewDeed, link.DecreeForm, link.Prints} {
		out = append(out, shot{v, of(b, now)})
	}
	for _, word := range []string{"nghi-quyet", "chuong-trinh", "thong-bao", "diem-danh", "bien-ban", "chu-lon", "ket-luan", "sau-ro"} {
		out = append(out, shot{v, link.Print(b, last, word)})
	}
	return out
}
