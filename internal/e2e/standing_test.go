package e2e

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/vote"
	"chibo/internal/web/link"
)

// standingShots names a page for every route of standing and dues.
func (s *server) standingShots(t *testing.T, cell demo.Cell) []shot {
	t.Helper()
	book := s.app.Book
	asks := cell.Members[11]
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(tx *store.Tx) error {
		_, err := standing.Ask(tx, book, standing.Request{Member: asks.ID, Manner: "letter", Reason: "age", AskedOn: tx.Today(), From: tx.Today(), Until: "2027-06-04"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Scribe}, func(tx *store.Tx) error {
		_, err := standing.AskMine(tx, book, standing.Request{Reason: "treatment", From: "2026-12-10", Until: "2027-06-01"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	came := s.ward.Cells[6].Members[12] // his months there come with him
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: s.ward.Officer}, func(tx *store.Tx) error {
		return member.Record(tx, book, member.Event{Member: came.ID, Kind: member.Moved, Org: cell.ID, From: tx.Today()})
	}); err != nil {
		t.Fatal(err)
	}
	exempt := asks
	if at := slices.IndexFunc(cell.Members, func(m member.Member) bool { return m.Activity == "exempt" }); at >= 0 {
		exempt = cell.Members[at]
	}
	b := cell.Slug
	return []shot{{"member", link.OwnExemption}, {"scribe", link.OwnExemption}, {"secretary", link.Exemption(cell.Members[7].ID)}, {"secretary", link.Exemption(asks.ID)}, {"secretary", link.ExemptionResult(asks.ID)}, {"secretary", link.Return(exempt.ID)},
		{"officer", link.Stay(cell.Members[7].ID)}, {"officer", link.Strengthen(cell.Members[7].ID)}, {"secretary", link.Care(b)}, {"secretary", link.Dues(b, "2026-11")}, {"secretary", link.DuesKeeper(b)}}
}

// TestAnExemptionFromRequestToItsEnd walks what a secretary does for one comrade:
// the request, the hands counted in the meeting, in force, over by itself.
func TestAnExemptionFromRequestToItsEnd(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[16]
	at := slices.IndexFunc(cell.Members, func(m member.Member) bool {
		return m.Activity == "active" && m.Standing == "official" && m.PersonID != cell.Secretary && m.PersonID != cell.Scribe
	})
	who := cell.Members[at]
	s.at(t, "2026-12-03 18:00")
	secretary := s.signIn(t, cell.Secretary, "secretary")
	secretary.visit(link.Member(who.ID))
	secretary.press("Miễn sinh hoạt")
	secretary.fill("manner", "letter", "reason", "age", "from", "01/12/2026", "until", "31/05/2027")
	secretary.primary()
	secretary.reads("Chờ chi bộ xem xét, biểu quyết", "tuổi cao, sức yếu", "đến hết ngày 31/05/2027")

	sitting := s.sit(t, cell, "2026-12-03 19:30")
	secretary.visit(link.Exemption(who.ID))
	secretary.primary()
	secretary.reads("Đếm tay ngay ở buổi đang sinh hoạt", "Cần ít nhất")
	secretary.fill("for", strconv.Itoa(sitting))
	secretary.primary()
	secretary.reads("Chi bộ tán thành ngày 03/12/2026")

	s.at(t, "2026-12-04 08:00")
	secretary.visit(link.Member(who.ID))
	secretary.reads("Miễn sinh hoạt", "Đến hết ngày", "31/05/2027")
	own := s.signIn(t, who.PersonID, "member")
	own.visit(link.Me)
	own.reads("miễn sinh hoạt đến hết ngày 31/05/2027")
	s.at(t, "2027-05-31 08:00")
	secretary = s.signIn(t, cell.Secretary, "secretary in May")
	secretary.visit(link.Member(who.ID))
	secretary.reads("Miễn sinh hoạt")
	s.at(t, "2027-06-01 08:00")
	secretary.visit(link.Member(who.ID))
	secretary.reads("Đang sinh hoạt")
}

// sit opens the cell's regular meeting of December with everybody there, and
// says how many may vote.
func (s *server) sit(t *testing.T, cell demo.Cell, moment string) (voters int) {
	t.Helper()
	book := s.app.Book
	s.at(t, moment)
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(tx *store.Tx) error {
		m, err := meeting.Find(tx.Reader, cell.ID, "2026-12", meeting.Regular)
		if err != nil {
			m, err = meeting.Plan(tx, book, meeting.Planning{Org: cell.ID, Period: "2026-12", Kind: meeting.Regular, StartsAt: tx.Now(), Place: "Nhà văn hóa"})
		}
		if err != nil {
			return err
		}
		if m, err = meeting.Open(tx, book, m.ID, cell.Secretary, cell.Scribe); err != nil {
			return err
		}
		roll, err := meeting.Frozen(tx.Reader, m.ID, meeting.StageOpen)
		if err != nil {
			return err
		}
		for _, r := range roll {
			if r.Expected {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: r.Member, Status: attendance.Present}); err != nil {
					return err
				}
			}
		}
		base, err := vote.Base(tx.Reader, book, m.ID)
		voters = base.N
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return voters
}

// TestDuesOfAMonth takes a month down on the page and corrects it; the comrade
// sees it.
func TestDuesOfAMonth(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[16]
	a, b := cell.Members[3], cell.Members[4]
	v := s.signIn(t, cell.Secretary, "secretary")
	v.visit(link.Contents)
	v.press("Đảng phí")
	v.reads("Đảng phí tháng 11/2026")
	v.fill("state-"+a.ID, "paid", "amount-"+a.ID, "60.000", "state-"+b.ID, "waived")
	v.primary()
	v.reads("Đã lưu", "1 đồng chí đã nộp 60.000 đồng, 1 đồng chí được miễn")
	v.fill("amount-"+a.ID, "75.000")
	v.primary()
	v.reads("1 đồng chí đã nộp 75.000 đồng")
	own := s.signIn(t, a.PersonID, "member")
	own.visit(link.Me)
	own.reads("Đảng phí của tôi", "75.000 đồng")
}
