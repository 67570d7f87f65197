package privacy_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestTheAssessmentIsRemembered: silent until a month before its day, then on the
// officer's home, red when late; once filed, silent for five months.
func TestTheAssessmentIsRemembered(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	at, home := link.Assessment(s.Ward), link.Committee(s.Ward)
	row := func(day string) string {
		t.Helper()
		when, err := time.ParseInLocation("2006-01-02 15:04", day+" 09:00", store.Vietnam)
		if err != nil {
			t.Fatal(err)
		}
		s.DB.Clock.Set(when)
		text := read(s, c.Officer, home)
		switch i := strings.Index(text, "Hồ sơ đánh giá tác động"); {
		case i < 0:
			return "silent"
		case strings.Contains(text[i:], "tác động Quá hạn"):
			return "late"
		}
		return "due"
	}
	if got := row("2026-12-03"); got != "silent" {
		t.Errorf("without a start: %s", got)
	}
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update tenant set consent_day = '2026-12-01' where tenant = $1`) // 60 days: 30 January 2027
		return err
	})
	for _, x := range [][2]string{{"2026-12-30", "silent"}, {"2026-12-31", "due"}, {"2027-01-30", "due"}, {"2027-01-31", "late"}} {
		if got := row(x[0]); got != x[1] {
			t.Errorf("on %s: %s, not %s", x[0], got, x[1])
		}
	}
	s.Owes(at, s.Refuse(c.Officer, at, http.StatusUnprocessableEntity, "Ngày nộp phải từ ngày bắt đầu", "day", "30/11/2026", "ref", "9-CV/ĐU"))
	s.Refuse(c.Officer, at, http.StatusUnprocessableEntity, "Ngày nộp phải từ ngày bắt đầu", "day", "01/02/2027", "ref", "9-CV/ĐU")
	for range 2 {
		s.Must(c.Officer, at, "day", "31/01/2027", "ref", "9-CV/ĐU")
	}
	if text := read(s, c.Officer, at); strings.Count(text, "9-CV/ĐU") != 1 || !strings.Contains(text, "trước 24:00 ngày 31/07/2027") {
		t.Error(text)
	}
	for _, who := range []string{c.Hien.Person, c.Mai.Person} {
		if code, _ := s.Get(who, at); code != http.StatusNotFound {
			t.Errorf("another reads it: %d", code)
		}
		if code, _, _ := s.Post(who, at, "day", "31/01/2027", "ref", "x"); code != http.StatusNotFound {
			t.Errorf("another writes it: %d", code)
		}
	}
	if got := row("2027-02-20"); got != "silent" {
		t.Errorf("once filed: %s", got)
	}
}
