package digest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"chibo/internal/digest"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestOnesOwnRemindersAndTheWayOut: what waits stands on the page, the choice is kept and
// shown to oneself alone, a wrong address is told above it, and the way out works without
// a sign-in by one POST and by nothing less.
func TestOnesOwnRemindersAndTheWayOut(t *testing.T) {
	s := webtest.New(t)
	hien := s.Cast.Hien.Person
	s.DB.Clock.Set(time.Date(2026, 12, 7, 8, 0, 0, 0, store.Vietnam))
	has := func(who, path string, want ...string) {
		t.Helper()
		code, body := s.Get(who, path)
		body = strings.ReplaceAll(body, "\u00a0", " ")
		for _, w := range want {
			if code != http.StatusOK || !strings.Contains(body, w) {
				t.Errorf("%s: %d, lacks %q", path, code, w)
			}
		}
	}
	has(s.Cast.Officer, link.MyDigest, "2 chi bộ chưa báo kết quả tháng này", "Máy chủ này chưa gửi thư")
	has(hien, link.MyDigest, "Hôm nay không có gì phải nhắc đồng chí.", "Không gửi từ 21:00 đến 06:30.")
	if code, _, body := s.Post(hien, link.MyDigest, "address", "hien", "mail", "1", "hour", "7", "days", "daily", "version", "0"); code != http.StatusUnprocessableEntity || !strings.Contains(body, `value="hien"`) {
		t.Errorf("a wrong address: %d", code)
	}
	if code, _, _ := s.Post(hien, link.MyDigest, "address", "hien@thu.example", "mail", "1", "hour", "19", "days", "workdays", "version", "0"); code != http.StatusSeeOther {
		t.Errorf("the choice: %d", code)
	}
	has(hien, link.MyDigest, `value="hien@thu.example"`)
	if _, body := s.Get(s.Cast.Officer, link.MyDigest); strings.Contains(body, "thu.example") {
		t.Error("another's address is shown")
	}
	var mark string
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		if err := rd.Get([]any{&mark}, `select link from digest_choice where tenant = $1 and person = $2`, hien); err != nil {
			return err
		}
		proof, err := rd.Vault().Index("digest.off", mark)
		mark = strings.Join([]string{store.JSON(rd.Tenant()), mark, proof[:32]}, ".")
		return err
	})
	on := func() bool {
		var c digest.Choice
		s.DB.Read(t, hien, func(rd *store.Reader) (err error) { c, err = digest.Mine(rd, meetingtest.Book); return err })
		return c.Mail
	}
	has("", link.NoLettersOf(mark), "Ngừng gửi thư")
	if !on() {
		t.Error("a look switched it off")
	}
	if code, _ := s.Get("", link.NoLettersOf(mark+"0")); code != http.StatusNotFound {
		t.Errorf("a forged mark: %d", code)
	}
	if code, _, body := s.Post("", link.NoLettersOf(mark), "List-Unsubscribe", "One-Click"); code != http.StatusOK || !strings.Contains(body, "Đã ngừng") || on() {
		t.Errorf("one tap: %d", code)
	}
	has(hien, link.MyDigest, "Đồng chí đã ngừng nhận thư ngày 07/12/2026")
}
