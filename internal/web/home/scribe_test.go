package home_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestACommitteesScribeHasAHome: whoever has left the ward's committee and still
// owes its minutes opens on that very meeting, and on his own part when his duty
// has ended.
func TestACommitteesScribeHasAHome(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	tua := c.Tua.Person
	where := func() string {
		t.Helper()
		_, to, _ := s.Serve(tua, httptest.NewRequest("GET", link.Home, nil))
		return to
	}
	if to := where(); to != link.Me {
		t.Fatalf("before: %s", to)
	}
	appointed(t, s, c.Khoa.Person, access.WardSecretary, c.Ward)
	appointed(t, s, c.Mai.Person, access.WardMember, c.Ward)
	post := appointed(t, s, tua, access.WardMember, c.Ward)
	var m meeting.Meeting
	s.DB.Write(t, c.Khoa.Person, func(tx *store.Tx) error {
		made, err := meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Ward, Period: "2026-12", Kind: meeting.Committee, StartsAt: storetest.Start.Add(time.Hour).UnixMilli(), Place: "Trụ sở phường"})
		if err != nil {
			return err
		}
		if _, err := agenda.Draft(tx, meetingtest.Book, made.ID); err != nil {
			return err
		}
		m, err = meeting.Appoint(tx, made.ID, c.Khoa.Person, tua)
		return err
	})
	s.DB.Write(t, store.System, func(tx *store.Tx) error { return member.Release(tx, post, tx.Today()) })
	at := link.Meeting(s.Ward, link.Period(m.Period, m.Kind, m.N))
	if to := where(); to != at {
		t.Errorf("the scribe's home: %s, not %s", to, at)
	}
	s.See(tua, at)
	body := contents(s, tua)
	if text := webtest.Text(body); !strings.Contains(text, "Cuộc họp đang ghi") || !strings.Contains(text, "Phần của tôi") {
		t.Errorf("contents: %s", text)
	}
	if !strings.Contains(body, at) {
		t.Error("the contents do not lead to the meeting")
	}
	s.DB.Write(t, c.Khoa.Person, func(tx *store.Tx) error { _, err := meeting.Appoint(tx, m.ID, c.Khoa.Person, c.Mai.Person); return err })
	if to := where(); to != link.Me {
		t.Errorf("after: %s", to)
	}
}

// TestTheContentsHaveTheResolutions, for those who lead and for the scribe; and
// nobody has more than twelve links there.
func TestTheContentsHaveTheResolutions(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	c.Planned(t, s.DB)
	for name, who := range map[string]string{"secretary": c.Hien.Person, "officer": c.Officer, "member": c.Loc.Person} {
		body := contents(s, who)
		if has := strings.Contains(body, `href="`+link.Resolutions(s.Cell.Slug, "")+`"`); has != (name == "secretary") {
			t.Errorf("%s: resolutions among the contents: %v", name, has)
		}
		if n := strings.Count(body, `class="row`); n > 12 {
			t.Errorf("%s: %d links among the contents", name, n)
		}
	}
	s.See(c.Hien.Person, link.Resolutions(s.Cell.Slug, ""))
	if body := s.See(c.Hien.Person, link.Book(s.Cell.Slug)); !strings.Contains(body, `href="`+link.Verify+`"`) {
		t.Error("the book of minutes does not lead to the check of papers")
	}
}
