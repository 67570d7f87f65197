package home_test

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/attendance"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestEveryHomeLeadsSomewhere follows every address of every person's home, contents
// and of the meeting itself as that very person, while the cell's meeting comes from nothing to its
// end: none may answer that there is no such page.
func TestEveryHomeLeadsSomewhere(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	appointed(t, s, c.Khoa.Person, access.Committee, c.Cell)
	appointed(t, s, c.Mai.Person, access.WardSecretary, c.Ward)
	appointed(t, s, c.Tua.Person, access.InCharge, c.Cell)
	people := map[string]string{"secretary": c.Hien.Person, "committee": c.Khoa.Person, "scribe": c.Huy.Person, "member": c.Loc.Person, "officer": c.Officer, "ward secretary": c.Mai.Person, "in charge": c.Tua.Person, "neighbour": c.Neighbour.Person}
	walk := func(state string) {
		t.Helper()
		for name, who := range people {
			for _, start := range []string{link.Home, link.Home + "?xem=tat-ca", link.Contents, link.Meeting(s.Cell.Slug, "2026-12")} {
				body := arrive(s, who, start)
				for _, href := range webtest.Links(body) {
					if code, _ := s.Get(who, href); code >= 400 {
						t.Errorf("%s, %s: %s leads to %s, which answers %d", state, name, start, href, code)
					}
				}
			}
		}
	}
	as := func(person string, fn func(tx *store.Tx) error) { t.Helper(); s.DB.Write(t, person, fn) }
	walk("nothing planned")
	as(c.Hien.Person, func(tx *store.Tx) error {
		_, err := document.Receive(tx, document.Received{Org: c.Cell, Number: "12-KH/ĐU", IssuedOn: "2026-11-16", Issuer: "Đảng ủy phường Sông Xanh", Abstract: "về phân loại rác", Summary: "Mỗi hộ hai thùng rác.",
			Level: document.Normal, Audience: document.ForMembers, ReceivedOn: "2026-11-20"})
		return err
	})
	m := c.Planned(t, s.DB)
	walk("planned")
	as(c.Hien.Person, func(tx *store.Tx) error {
		if _, err := agenda.Draft(tx, meetingtest.Book, m.ID); err != nil {
			return err
		}
		_, err := meeting.Prepare(tx, m.ID, "Chi ủy thống nhất.")
		return err
	})
	walk("prepared")
	as(c.Hien.Person, func(tx *store.Tx) error { _, err := meeting.Announce(tx, m.ID); return err })
	walk("announced")
	as(c.Hien.Person, func(tx *store.Tx) error {
		_, err := meeting.Open(tx, meetingtest.Book, m.ID, c.Hien.Person, c.Huy.Person)
		return err
	})
	walk("in session")
	as(c.Hien.Person, func(tx *store.Tx) error {
		items := []resolution.Item{{Owner: c.Huy.Member, Deed: "Dọn ngõ 12", Due: "2026-12-20", ReportAt: "2027-01"}, {Owner: c.Khoa.Member, Deed: "Sửa đèn ngõ 5", Due: "2026-12-25", ReportAt: "2027-01"}}
		for i := range items {
			items[i].ID = store.NewID()
		}
		_, err := task.FromResolution(tx, c.Cell, m.ID, items)
		return err
	})
	walk("with tasks")
	home := func(who string) string { return webtest.Text(arrive(s, who, link.Home)) }
	if text := home(c.Huy.Person); !strings.Contains(text, "Dọn ngõ 12") || strings.Contains(text, "Sửa đèn") || strings.Contains(text, "nhiệm vụ đang làm") {
		t.Errorf("the scribe's own share: %s", text)
	}
	if text := home(c.Khoa.Person); !strings.Contains(text, "Sửa đèn ngõ 5") || strings.Contains(text, "Dọn ngõ") || strings.Contains(text, "nhiệm vụ đang làm") {
		t.Errorf("the committee member's own share: %s", text)
	}
	if text := home(c.Hien.Person); !strings.Contains(text, "2 nhiệm vụ đang làm") {
		t.Errorf("the lead answers for all: %s", text)
	}
	as(c.Hien.Person, func(tx *store.Tx) error {
		for _, who := range []meetingtest.Someone{c.Anh, c.Hien, c.Huy, c.Khoa, c.Loc, c.Mai} {
			if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: who.Member, Status: attendance.Here}); err != nil {
				return err
			}
		}
		_, err := meeting.Close(tx, m.ID)
		return err
	})
	walk("closed")
	as(store.System, func(tx *store.Tx) error { _, err := meeting.Confirm(tx, m.ID); return err })
	walk("confirmed")
}

// TestWhoeverHoldsNothing has the contents, without an own part he is not a
// member for, and help.
func TestWhoeverHoldsNothing(t *testing.T) {
	s := webtest.New(t)
	who := s.Cast.Officer
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`delete from post_holding where tenant = $1 and person = $2`, who)
		return err
	})
	if _, to, _ := s.Serve(who, httptest.NewRequest("GET", link.Home, nil)); to != link.Contents {
		t.Fatalf("home leads to %q", to)
	}
	links := webtest.Links(contents(s, who))
	if slices.Contains(links, link.Me) || slices.Contains(links, link.Role) || !slices.Contains(links, link.Devices) || !slices.Contains(links, link.Help) {
		t.Errorf("contents: %v", links)
	}
	for _, href := range links {
		if code, _ := s.Get(who, href); code >= 400 {
			t.Errorf("%s answers %d", href, code)
		}
	}
}

// arrive opens an address and goes where it leads on to.
func arrive(s *webtest.Site, who, path string) string {
	code, to, body := s.Serve(who, httptest.NewRequest("GET", path, nil))
	if code == 303 {
		_, body = s.Get(who, to)
	}
	return body
}
