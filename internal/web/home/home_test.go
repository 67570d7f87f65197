package home_test

import (
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/document"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestPapersFromAboveNotYetDiscussed: the desk counts them until they stand on
// an agenda, with the day by which members should know them.
func TestPapersFromAboveNotYetDiscussed(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	s.DB.Write(t, c.Officer, func(tx *store.Tx) error {
		for person, post := range map[string]access.Post{c.Khoa.Person: access.Deputy, c.Mai.Person: access.Committee} {
			if _, err := member.Appoint(tx, member.Post{Person: person, Post: post, Org: c.Cell, From: "2026-12-01"}); err != nil {
				return err
			}
		}
		return nil
	})
	home := func(who string) string { return webtest.Text(s.See(who, link.Home)) }
	const line = "văn bản của cấp trên chưa bàn"
	if strings.Contains(home(c.Hien.Person), line) {
		t.Error("a line without papers")
	}
	paper := document.Received{Org: c.Cell, Number: "12-KH/ĐU", IssuedOn: "2026-11-16", Issuer: "Đảng ủy phường Sông Xanh", Abstract: "về phân loại rác", Summary: "Mỗi hộ hai thùng rác.",
		Level: document.Normal, Audience: document.ForMembers, ReceivedOn: "2026-11-20"}
	s.DB.Write(t, c.Hien.Person, func(tx *store.Tx) error {
		if _, err := document.Receive(tx, paper); err != nil {
			return err
		}
		quiet := paper
		quiet.Number, quiet.Audience = "13-KH/ĐU", document.ForCommittee
		_, err := document.Receive(tx, quiet)
		return err
	})
	for _, who := range []string{c.Hien.Person, c.Khoa.Person, c.Mai.Person} {
		if text := home(who); !strings.Contains(text, "1 "+line) || !strings.Contains(text, "Đưa vào buổi sinh hoạt tới") {
			t.Errorf("before a meeting is planned: %s", text)
		}
	}
	m := c.Planned(t, s.DB)
	if text := home(c.Hien.Person); !strings.Contains(text, "1 "+line) || !strings.Contains(text, "Phổ biến trước ngày 03/12/2026") {
		t.Errorf("with a meeting planned: %s", text)
	}
	if text := home(c.Neighbour.Person); strings.Contains(text, line) {
		t.Errorf("the neighbour: %s", text)
	}
	s.DB.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := agenda.Draft(tx, meetingtest.Book, m.ID); return err })
	if text := home(c.Hien.Person); strings.Contains(text, line) {
		t.Errorf("on the agenda and still counted: %s", text)
	}
}
