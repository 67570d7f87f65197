package privacy_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestTheNightsAreShownWithoutNames: the officer reads how long, who left and what
// each night took away; the keeper of the machine the same without names.
func TestTheNightsAreShownWithoutNames(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	at := link.Retention(s.Ward)
	if !strings.Contains(s.See(c.Officer, link.Privacy(s.Ward)), at) {
		t.Error("the desk does not lead there")
	}
	if text := read(s, c.Officer, at); !strings.Contains(text, "Chưa có đêm nào chạy") || !strings.Contains(text, "Biên bản, nghị quyết, nhiệm vụ Lâu dài, như sổ biên bản. Hệ thống không tự xóa.") {
		t.Error(text)
	}
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		if err := privacy.Viewed(tx.As(c.Officer), meetingtest.Book, privacy.Look{Subject: c.Loc.Person, What: "record", Post: "officer", Persons: 1}); err != nil {
			return err
		}
		if _, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.Administrator, Org: c.Ward, From: "2026-01-01"}); err != nil {
			return err
		}
		return member.Record(tx, meetingtest.Book, member.Event{Member: c.Nga.Member, Kind: member.Ended, From: "2026-12-03", Reason: "left"})
	})
	s.DB.Clock.Set(time.Date(2028, 12, 4, 2, 10, 0, 0, store.Vietnam))
	if err := privacy.Night(t.Context(), s.DB.DB, s.DB.As(store.System), meetingtest.Book); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{c.Officer, c.Khoa.Person, c.Hien.Person} { // two years later all devices have run out
		s.DB.Write(t, store.System, func(tx *store.Tx) error {
			begun, err := session.Begin(tx, who, "máy mới")
			s.SignIn(who, begun.Secret)
			return err
		})
	}
	text := read(s, c.Officer, at)
	for _, want := range []string{"Lượt xem hồ sơ, cảnh báo Hai mươi bốn tháng. Đã xóa phần trước ngày 04/12/2026.", "Đã thôi sinh hoạt (1)", "Đỗ Thị Nga Thôi từ ngày 03/12/2026, Chi bộ Tổ dân phố 3", "04/12/2028: đã xóa", "Lượt xem hồ sơ, cảnh báo: 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing: %s", want, text)
		}
	}
	decision := link.DataState(s.Ward, c.Nga.Person)
	if _, body := s.Get(c.Officer, at); !strings.Contains(body, `href="`+decision+`"`) {
		t.Error("the comrade who left leads to no decision")
	}
	s.See(c.Officer, decision)
	if text := read(s, c.Khoa.Person, at); strings.Contains(text, "Nga") || !strings.Contains(text, "04/12/2028: đã xóa") {
		t.Errorf("the keeper of the machine reads: %s", text)
	}
	if _, body := s.Get(c.Khoa.Person, link.System()); !strings.Contains(body, at) {
		t.Error("the state of the system does not lead there")
	}
	if code, _ := s.Get(c.Hien.Person, at); code != http.StatusNotFound {
		t.Errorf("a secretary: %d", code)
	}
}
