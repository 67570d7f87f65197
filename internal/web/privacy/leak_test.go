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
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestDataThatGotOut from the first word to the number of the notice: the officer
// takes list and draft, the keeper of the machine sees count and clock, nobody
// else anything; the clock of the law runs on the officer's home.
func TestDataThatGotOut(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.Administrator, Org: c.Ward, From: "2026-01-01"}); err != nil {
			return err
		}
		return privacy.Viewed(tx.As(c.Hien.Person), meetingtest.Book, privacy.Look{Subject: c.Loc.Person, What: "record", Post: "secretary", Persons: 1})
	})
	at := link.Leaks(s.Ward)
	if !strings.Contains(s.See(c.Officer, at), "Lường Thị Hiên") {
		t.Error("who read lately is not offered")
	}
	if strings.Contains(s.See(c.Khoa.Person, at), "Lường Thị Hiên") {
		t.Error("the keeper of the machine reads who read")
	}
	form := []string{"found_day", "03/12/2026", "found_time", "08:15", "since", "02/12/2026", "until", "03/12/2026", "viewer", c.Hien.Person, "text", "Mất điện thoại"}
	s.Owes(at, s.Refuse(c.Officer, at, http.StatusUnprocessableEntity, "Lúc phát hiện không thể sau bây giờ", "found_day", "03/12/2026", "found_time", "23:15", "since", "02/12/2026", "until", "03/12/2026", "text", "x"))
	s.Refuse(c.Officer, at, http.StatusUnprocessableEntity, "Ghi giờ và phút", "found_day", "03/12/2026", "found_time", "sáng", "since", "02/12/2026", "until", "03/12/2026", "text", "x")
	key := store.NewID()
	one := ""
	for range 2 {
		code, to, body := s.PostOnce(c.Officer, at, key, form...)
		if code != http.StatusSeeOther || one != "" && one != to {
			t.Fatalf("%d %s %s", code, to, webtest.Text(body))
		}
		one = to
	}
	page := s.See(c.Officer, one)
	if text := strings.ReplaceAll(webtest.Text(page), "\u00a0", " "); !strings.Contains(text, "Còn 61 giờ. Báo trước 08:15 06/12/2026") || !strings.Contains(text, "2 đồng chí có dữ liệu bị ảnh hưởng") {
		t.Error(text)
	}
	if text := read(s, c.Officer, link.Committee(s.Ward)); !strings.Contains(text, "Sự cố dữ liệu chưa báo (1)") {
		t.Error("the home does not say it")
	}
	for _, name := range []string{"danh-sach.xlsx", "thong-bao.docx"} {
		if code, body := s.Get(c.Officer, one+"/tai/"+name); code != http.StatusOK || !strings.HasPrefix(body, "PK") {
			t.Errorf("%s: %d", name, code)
		}
		for _, who := range []string{c.Khoa.Person, c.Hien.Person} {
			if code, _ := s.Get(who, one+"/tai/"+name); code != http.StatusNotFound {
				t.Errorf("%s by another: %d", name, code)
			}
		}
	}
	if text := webtest.Text(s.See(c.Khoa.Person, one)); strings.Contains(text, "Tải danh sách") || !strings.Contains(text, "2 đồng chí") {
		t.Errorf("the keeper of the machine: %s", text)
	}
	for _, path := range []string{at, one} {
		if code, _ := s.Get(c.Hien.Person, path); code != http.StatusNotFound {
			t.Errorf("%s by the secretary: %d", path, code)
		}
	}
	if text := read(s, c.Loc.Person, link.WhoSaw); !strings.Contains(text, "lập danh sách sự cố có thể có tên đồng chí") {
		t.Errorf("the list is not told to whoever stands in it: %s", text)
	}
	s.DB.Clock.Set(time.Date(2026, 12, 6, 8, 16, 0, 0, store.Vietnam))
	if text := read(s, c.Officer, one); !strings.Contains(text, "Quá hạn báo từ 08:15 06/12/2026") {
		t.Error(text)
	}
	s.Owes(one, s.Refuse(c.Officer, one, http.StatusUnprocessableEntity, "", "day", "06/12/2026", "version", "1"))
	s.Must(c.Officer, one, "day", "06/12/2026", "ref", "12-TB/ĐU", "version", "1")
	if text := read(s, c.Officer, one); !strings.Contains(text, "Đã báo cơ quan chức năng ngày 06/12/2026, số 12-TB/ĐU") {
		t.Error(text)
	}
	s.Refuse(c.Officer, one, http.StatusConflict, "", "day", "06/12/2026", "ref", "13-TB/ĐU", "version", "1")
}
