package privacy_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestAWalkThroughFiftyRecords opens them one after the other as the officer: at
// forty-nine nothing happens, at the fiftieth another of the committee is told
// within the same minute, and each of the fifty reads it.
func TestAWalkThroughFiftyRecords(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	var all []member.Member
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		all = nil
		for n := range 50 {
			m, err := member.Enter(tx, meetingtest.Book, member.New{Person: member.Person{FullName: fmt.Sprintf("Lò Văn %c%c", 'A'+n/26, 'a'+n%26)}, Org: c.Other, AdmittedOn: "2001-02-03", OfficialOn: "2002-02-03", From: "2026-01-01"})
			if err != nil {
				return err
			}
			all = append(all, m)
		}
		if _, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.WardSecretary, Org: c.Ward, From: "2026-01-01"}); err != nil {
			return err
		}
		_, err := session.Account(tx, all[0].PersonID, "Lò Văn Aa")
		return err
	})
	told := func() bool {
		return strings.Contains(read(s, c.Khoa.Person, link.Committee(s.Ward)), "Cảnh báo xem nhiều hồ sơ (1)")
	}
	for _, m := range all[:49] {
		s.See(c.Officer, link.Member(m.ID))
		s.DB.Clock.Set(s.DB.Clock.Now().Add(10 * time.Second))
	}
	if told() {
		t.Fatal("told at forty-nine")
	}
	s.See(c.Officer, link.Member(all[49].ID))
	if !told() {
		t.Fatal("not told at fifty")
	}
	if !strings.Contains(read(s, c.Khoa.Person, link.Attention(s.Ward)), "Cảnh báo xem nhiều hồ sơ (1)") {
		t.Error("the secretary's home does not say it")
	}
	list := s.See(c.Khoa.Person, link.PrivacyAlarms(s.Ward))
	s.Owes(link.PrivacyAlarms(s.Ward), list)
	if text := webtest.Text(list); !strings.Contains(text, "Vàng Thị Sáo") || strings.Contains(text, "Lò Văn") {
		t.Errorf("the alarm: %s", text)
	}
	at := list[strings.Index(list, link.PrivacyAlarms(s.Ward)+"/"):]
	one := at[:strings.Index(at, `"`)]
	if code, _ := s.Get(c.Officer, one); code != http.StatusNotFound {
		t.Errorf("the officer opens his own alarm: %d", code)
	}
	for _, who := range []string{c.Hien.Person, c.Mai.Person} {
		if code, _ := s.Get(who, one); code != http.StatusNotFound {
			t.Errorf("one who is not told opens it: %d", code)
		}
	}
	s.Owes(one, s.Refuse(c.Khoa.Person, one, http.StatusUnprocessableEntity, "Ghi nội dung"))
	s.Must(c.Khoa.Person, one, "text", "Đã hỏi: đối chiếu thẻ đảng viên")
	if told() {
		t.Error("looked into, yet still told")
	}
	n := 0
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		for _, m := range all {
			views, err := rd.Int(`select count(*) from record_view where tenant = $1 and subject = $2 and viewer = $3`, m.PersonID, c.Officer)
			if err != nil {
				return err
			}
			n += int(views)
		}
		return nil
	})
	if n != 50 {
		t.Errorf("%d of fifty read it", n)
	}
}
