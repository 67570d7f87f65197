package e2e

import (
	"context"
	"strings"
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/vote"
	"chibo/internal/web/link"
)

// gathering is a meeting of another kind than the monthly one, walked at 360 px
// from planning to the sealed papers.
type gathering struct {
	kind, ending, plan  string // its address ends in this; where it is planned
	org, slug           string
	lead, chair, scribe *visitor
	who                 [2]string // chair and scribe, persons
	day, hour           string
	extra               []string // fields of the planning form besides
	topic               string
	says                []string // on the planning and agenda pages
}

// TestEveryOtherKind walks a thematic, a combined, an extraordinary, a cell
// committee's, a standing committee's and a ward committee's meeting.
func TestEveryOtherKind(t *testing.T) {
	s := lived(t)
	cell, root := s.ward.Cells[9], s.ward.Root
	secretary, scribe := s.signIn(t, cell.Secretary, "secretary"), s.signIn(t, cell.Scribe, "scribe")
	third := s.signIn(t, cell.Members[2].PersonID, "chi ủy viên")
	officer, leader := s.signIn(t, s.ward.Officer, "officer"), s.signIn(t, s.ward.Leader, "leader")
	s.at(t, "2027-01-08 08:00")
	secretary.visit(link.Meetings(cell.Slug))
	secretary.reads("Quý 1/2027 chưa sinh hoạt chuyên đề")
	secretary.visit(link.Home)
	secretary.reads("còn một buổi chuyên đề")
	both := [2]string{cell.Secretary, cell.Scribe}
	own := gathering{plan: link.NewMeeting(cell.Slug), org: cell.ID, slug: cell.Slug, lead: secretary, chair: secretary, scribe: scribe, who: both}
	for _, x := range []gathering{
		{kind: meeting.CellCommittee, ending: "-cu", who: [2]string{cell.Secretary, cell.Members[2].PersonID}, scribe: third, day: "2027-01-10", says: []string{"Họp chi ủy", "Ngày họp"}},
		{kind: meeting.Extraordinary, ending: "-bt", day: "2027-01-12", extra: []string{"matter", "Ứng phó mưa lớn kéo dài", "called_by", "Bí thư chi bộ"}, says: []string{"Họp để bàn việc gì?"}},
		{kind: meeting.Thematic, ending: "-cd", day: "2027-01-14", topic: "Phân loại rác tại nguồn", says: []string{"Chuyên đề"}},
		{kind: meeting.Combined, ending: "-kh", day: "2027-01-16", topic: "Giữ gìn nếp sống văn minh", extra: []string{"day_reason", "Nhà văn hóa sửa mái"}, says: []string{"Thường kỳ và chuyên đề"}},
	} {
		g := own
		g.kind, g.ending, g.day, g.extra, g.topic, g.says, g.hour = x.kind, x.ending, x.day, x.extra, x.topic, x.says, "19:30"
		if x.scribe != nil {
			g.scribe, g.who = x.scribe, x.who
		}
		t.Run(g.kind, func(t *testing.T) { s.gather(t, g) })
	}
	secretary.t, officer.t = t, t
	secretary.visit(link.Meetings(cell.Slug))
	secretary.reads("Họp chi ủy tháng 1", "Chi ủy: đã họp 1/1 tháng")
	if text := secretary.text(); strings.Contains(text, "Quý 1/2027 chưa sinh hoạt chuyên đề") {
		t.Error("the quarter's theme is still owed after it was held")
	}
	ward := gathering{plan: link.NewCommitteeMeeting(root.Slug), org: root.ID, slug: root.Slug, lead: officer, chair: leader, scribe: officer, who: [2]string{s.ward.Leader, s.ward.Officer}, hour: "08:00"}
	for _, x := range []gathering{
		{kind: meeting.Standing, ending: "-tv", day: "2027-01-18", says: []string{"Họp ban thường vụ", "Nơi họp"}},
		{kind: meeting.Committee, ending: "-du", day: "2027-01-20", says: []string{"Họp đảng ủy", "Nơi họp"}},
	} {
		g := ward
		g.kind, g.ending, g.day, g.says = x.kind, x.ending, x.day, x.says
		t.Run(g.kind, func(t *testing.T) { s.gather(t, g) })
	}
	officer.t, leader.t = t, t
	officer.visit(link.Committee(root.Slug) + "?thang=2027-01")
	officer.reads("Đảng ủy", "Ban Thường vụ", "Đã họp 1 lần")
	officer.visit(link.CommitteeMeetings(root.Slug))
	officer.reads("Họp đảng ủy tháng 1", "Họp ban thường vụ tháng 1")
	leader.visit(link.CommitteeBook(root.Slug))
	leader.reads("Sổ biên bản", "/ĐU")
	leader.primary()
	leader.reads("Đảng ủy và ban thường vụ dùng chung một dãy số")
	leader.fill("number", "90")
	leader.primary()
	leader.reads("Biên bản: số tiếp theo 90")
	// A member of the committee who does not sit in the standing one finds nothing of it.
	outside := s.signIn(t, s.ward.Cells[0].Secretary, "đảng ủy viên")
	outside.visit(link.CommitteeMeetings(root.Slug))
	outside.reads("Họp đảng ủy tháng 1")
	if text := outside.text(); strings.Contains(text, "thường vụ") {
		t.Error("the standing committee's meetings stand before one who is not of it")
	}
}

// gather walks one of them.
func (s *server) gather(t *testing.T, g gathering) {
	t.Helper()
	for _, v := range []*visitor{g.lead, g.chair, g.scribe} {
		v.t = t
	}
	ky := "2027-01" + g.ending
	v := g.lead
	v.visit(link.KindOf(link.Planning(g.plan, "2027-01"), g.kind))
	v.reads(g.says...)
	v.fill(append([]string{"day", g.day[8:] + "/" + g.day[5:7] + "/" + g.day[:4], "hour", g.hour, "place", "Phòng họp"}, g.extra...)...)
	v.primary()
	if v.at() != link.Prepare(g.slug, ky) {
		t.Fatalf("planning leads to %s:\n%s", v.at(), v.text())
	}
	if g.topic != "" {
		v.primary()
		v.reads("Chuyên đề gì?", "Muốn giải quyết việc gì cụ thể?", "Ai viết bài?", "Chi ủy duyệt bài ngày nào?")
		v.fill("subject", g.topic, "question", "Làm thế nào để mọi hộ cùng làm?")
		v.primary()
		v.reads(g.topic)
		v.visit(link.Announce(g.slug, ky))
		v.reads("Chi ủy chưa duyệt bài chuyên đề")
	}
	v.visit(link.Announce(g.slug, ky))
	v.primary()
	s.at(t, g.day+" "+g.hour)
	v.visit(link.Room(g.slug, ky))
	v.fill("chair", g.who[0], "scribe", g.who[1])
	v.primary()
	s.inRoom(t, g, ky)
	v.visit(link.RollCall(g.slug, ky))
	v.visit(link.Resolution(g.slug, ky))
	s.now.Add(121 * 60_000)
	v.visit(link.Close(g.slug, ky))
	v.primary()
	g.scribe.visit(link.Confirm(g.slug, ky))
	g.scribe.primary()
	g.chair.visit(link.Confirm(g.slug, ky))
	g.chair.primary()
	g.chair.visit(link.Seal(g.slug, ky))
	g.chair.primary()
	g.chair.visit(link.Done(g.slug, ky))
	g.chair.reads("Biên bản số", "Nghị quyết số", "Đã lấy số và khóa văn bản")
}

// inRoom does what others walk by taps: everybody is here, one task, the vote.
func (s *server) inRoom(t *testing.T, g gathering, ky string) {
	t.Helper()
	period, kind, _, _ := link.SplitPeriod(ky)
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error {
		m, err := meeting.Find(tx.Reader, g.org, period, kind)
		if err != nil {
			return err
		}
		roll, err := meeting.Roll(tx.Reader, m)
		if err != nil {
			return err
		}
		owner := ""
		for _, r := range roll {
			if !r.Expected {
				continue
			}
			owner = r.Member
			if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: r.Member, Status: attendance.Present}); err != nil {
				return err
			}
		}
		if _, _, err := resolution.Put(tx, s.app.Book, m.ID, 0, "", []resolution.Item{{Owner: owner, Deed: "Làm việc đã bàn", Measure: "Có báo cáo", Due: g.day[:8] + "28"}}); err != nil {
			return err
		}
		base, err := vote.Base(tx.Reader, s.app.Book, m.ID)
		if err != nil {
			return err
		}
		h, err := vote.Hold(tx, s.app.Book, vote.Hands{Meeting: m.ID, Subject: "Nghị quyết", Matter: "resolution", For: base.N})
		if err != nil {
			return err
		}
		return resolution.Adopt(tx, m.ID, h.ID)
	}); err != nil {
		t.Fatal(err)
	}
}

// kindShots are the pages of the other kinds; a committee's meeting shows the
// cell's pages once more, so its own first page stands for them.
func (s *server) kindShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(tx *store.Tx) error {
		_, err := meeting.Plan(tx, s.app.Book, meeting.Planning{Org: cell.ID, Period: "2026-12", Kind: meeting.Thematic, StartsAt: s.now.Load() + 10*24*3_600_000, Place: "Nhà văn hóa tổ 3"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	root := s.ward.Root.Slug
	return []shot{{"officer", link.CommitteeMeetings(root)}, {"officer", link.Planning(link.NewCommitteeMeeting(root), "2027-01")}, {"officer", link.Meeting(root, "2026-11-du")}, {"secretary", link.Topic(cell.Slug, "2026-12-cd")},
		{"officer", link.CommitteeBook(root)}, {"officer", link.Numbers(link.CommitteeBook(root))}, {"secretary", link.CellCommitteeBook(cell.Slug)}, {"secretary", link.Numbers(link.CellCommitteeBook(cell.Slug))}}
}
