package meetings_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/vote"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestACellUnderThreeIsToldWhatToDo: its pages say that it meets and does not
// resolve, the vote is refused in the same words, the ward's desk names it.
func TestACellUnderThreeIsToldWhatToDo(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	text := func(who, path string) string {
		return strings.ReplaceAll(webtest.Text(s.See(who, path)), "\u00a0", " ")
	}
	m := c.Planned(t, s.DB)
	const note = "cần ít nhất 3 để ra nghị quyết"
	hub, decree, ballot := link.Meeting(s.Cell.Slug, "2026-12"), link.Resolution(s.Cell.Slug, "2026-12"), link.Vote(s.Cell.Slug, "2026-12", "nghi-quyet")
	if strings.Contains(text(c.Hien.Person, hub), note) {
		t.Error("a cell of seven is told that it is small")
	}
	s.DB.Write(t, c.Officer, func(tx *store.Tx) error {
		for _, who := range []meetingtest.Someone{c.Loc, c.Mai, c.Khoa, c.Tua, c.Tin, c.Nga} {
			if err := member.Record(tx, meetingtest.Book, member.Event{Member: who.Member, Kind: member.Ended, From: "2026-12-02", Reason: "chuyển đi"}); err != nil {
				return err
			}
		}
		return nil
	})
	s.DB.Clock.Set(store.Clock(meetingtest.StartsAt))
	s.DB.Write(t, c.Hien.Person, func(tx *store.Tx) error {
		if _, err := meeting.Open(tx, meetingtest.Book, m.ID, c.Hien.Person, c.Huy.Person); err != nil {
			return err
		}
		for _, who := range []meetingtest.Someone{c.Hien, c.Huy, c.Anh} {
			if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: who.Member, Status: attendance.Here}); err != nil {
				return err
			}
		}
		_, _, err := resolution.Put(tx, meetingtest.Book, m.ID, 0, "", []resolution.Item{{Owner: c.Huy.Member, Deed: "Đặt hai thùng rác", Measure: "x", Due: "2026-12-20", ReportAt: "2027-01"}})
		return err
	})
	for _, path := range []string{hub, decree, ballot} {
		if got := text(c.Hien.Person, path); !strings.Contains(got, "Chi bộ có 2 đảng viên chính thức, "+note) || !strings.Contains(got, "đề nghị tăng cường đảng viên hoặc sáp nhập") {
			t.Errorf("%s says nothing of it: %s", path, got)
		}
	}
	s.Refuse(c.Hien.Person, ballot, http.StatusConflict, "không ra được nghị quyết", "for", "2", "against", "0", "other", "0")
	s.DB.Read(t, c.Hien.Person, func(rd *store.Reader) error {
		votes, err := vote.List(rd, m.ID)
		if len(votes) != 0 {
			t.Errorf("a vote is kept: %+v", votes)
		}
		return err
	})
	if got := text(c.Officer, link.Committee(s.Ward)); !strings.Contains(got, "Còn 2 đảng viên chính thức, không ra được nghị quyết. Cần tăng cường đảng viên hoặc sáp nhập.") {
		t.Errorf("the ward's desk: %s", got)
	}
	if got := text(c.Neighbour.Person, link.Home); strings.Contains(got, "đảng viên chính thức") {
		t.Errorf("the neighbour reads it: %s", got)
	}
}
