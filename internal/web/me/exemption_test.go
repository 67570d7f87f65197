package me_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func TestAMemberAsksForExemptionOnThePhone(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	m := c.Planned(t, s.DB)
	path, loc := link.OwnExemption, c.Loc.Person
	read := func(who, path string) string {
		return strings.ReplaceAll(webtest.Text(s.See(who, path)), "\u00a0", " ")
	}
	if !strings.Contains(s.See(loc, link.Me), path) {
		t.Error("the own page does not lead there")
	}
	body := s.Refuse(loc, path, http.StatusUnprocessableEntity, "diện", "reason", "mưa", "from", "10/12/2026")
	s.Owes(path, body)
	key := store.NewID()
	for range 2 {
		if code, to, body := s.PostOnce(loc, path, key, "reason", "age", "from", "10/12/2026", "until", "31/05/2027"); code != http.StatusSeeOther || to != path {
			t.Fatalf("%d %s", code, webtest.Text(body))
		}
	}
	if text := read(loc, path); !strings.Contains(text, "tuổi cao, sức yếu") || !strings.Contains(text, "Rút đề nghị") {
		t.Error(text)
	}
	if text := read(loc, link.Me); !strings.Contains(text, "Đề nghị đang chờ chi bộ") {
		t.Error(text)
	}
	// The desk has it at once; why stands behind the link.
	if text := read(c.Hien.Person, link.Home); !strings.Contains(text, "Đồng chí Trần Đức Lộc đề nghị miễn sinh hoạt") || strings.Contains(text, "tuổi cao") {
		t.Error(text)
	}
	if text := read(c.Hien.Person, link.Exemption(c.Loc.Member)); !strings.Contains(text, "tự gửi trên hệ thống: tuổi cao, sức yếu") {
		t.Error(text)
	}
	if text := read(c.Officer, link.Exemption(c.Loc.Member)); strings.Contains(text, "sức yếu, từ") || !strings.Contains(text, "lý do do chi ủy giữ") {
		t.Errorf("the officer reads why: %s", text)
	}
	for _, who := range []string{c.Mai.Person, c.Neighbour.Person} {
		if text := read(who, path); strings.Contains(text, "10/12/2026") {
			t.Errorf("another reads it: %s", text)
		}
		if code, _ := s.Get(who, link.Exemption(c.Loc.Member)); code != http.StatusNotFound {
			t.Errorf("another opens it: %d", code)
		}
	}
	if _, file := s.Get(loc, link.MyDataFile("json")); !strings.Contains(file, `"exemptions"`) || !strings.Contains(file, `"age"`) {
		t.Error("the own file lacks the request")
	}
	for range 2 {
		s.Must(loc, path, "do", "withdraw")
	}
	if text := read(loc, path); !strings.Contains(text, "đã rút ngày") {
		t.Error(text)
	}
	s.Must(loc, path, "reason", "age", "from", "10/12/2026")
	s.DB.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := agenda.Draft(tx, meetingtest.Book, m.ID); return err })
	if text := read(loc, path); !strings.Contains(text, "vào chương trình buổi sinh hoạt ngày 03/12/2026") || strings.Contains(text, "Rút đề nghị") {
		t.Error(text)
	}
	s.Refuse(loc, path, http.StatusConflict, "Đồng chí báo bí thư", "do", "withdraw")
	if code, _ := s.Get(c.Officer, path); code != http.StatusNotFound {
		t.Errorf("one who is no member: %d", code)
	}
}
