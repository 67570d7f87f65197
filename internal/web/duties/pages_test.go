package duties_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/duty"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestADutySentTwiceEditedByTwoAndReported walks the pages of one duty.
func TestADutySentTwiceEditedByTwoAndReported(t *testing.T) {
	s := webtest.New(t)
	hien, mai := s.Cast.Hien.Person, s.Cast.Mai.Person
	to := link.NewDuty(s.Cell.Slug, 2026)
	if code, _, body := s.Post(hien, to, "member", s.Cast.Mai.Member, "what", "Phụ trách 6 hộ"); code != http.StatusUnprocessableEntity || !says(body, "Phụ trách 6 hộ") {
		t.Errorf("without a time: %d", code)
	}
	for range 2 {
		if code, _, body := s.PostOnce(hien, to, "same", "member", s.Cast.Mai.Member, "what", "Phụ trách 6 hộ", "rhythm", "month"); code != http.StatusSeeOther {
			t.Fatalf("%d %s", code, body)
		}
	}
	var one duty.Duty
	s.DB.Read(t, hien, func(rd *store.Reader) error {
		p, err := duty.Year(rd, s.Cast.Cell, 2026)
		if len(p.Duties) != 1 {
			t.Fatalf("sent twice it is %d duties", len(p.Duties))
		}
		one = p.Duties[0]
		return err
	})
	if code, _ := s.Get(mai, link.Duty(one.ID)); code != http.StatusNotFound {
		t.Errorf("a member opens the draft: %d", code)
	}
	if code, body := s.Get(mai, link.Duties(s.Cell.Slug, 2026)); code != http.StatusOK || says(body, "Phụ trách 6 hộ") || says(body, "Chưa có nhiệm vụ") {
		t.Errorf("a member reads the year: %d", code)
	}
	if code, _, _ := s.Post(hien, link.AdoptDuties(s.Cell.Slug, 2026)); code != http.StatusSeeOther {
		t.Errorf("adopted: %d", code)
	}
	if code, body := s.Get(mai, link.Me); code != http.StatusOK || !says(body, "Phụ trách 6 hộ") {
		t.Errorf("the member's page lacks the duty: %d", code)
	}
	edit := func(version, what string) (int, string) {
		code, _, body := s.Post(hien, link.EditDuty(one.ID), "version", version, "what", what, "rhythm", "quarter")
		return code, body
	}
	if code, _ := edit("1", "Phụ trách 8 hộ"); code != http.StatusSeeOther {
		t.Errorf("edited: %d", code)
	}
	if code, body := edit("1", "Phụ trách 9 hộ"); code != http.StatusConflict || !says(body, "Phụ trách 8 hộ") || !says(body, "Phụ trách 9 hộ") {
		t.Errorf("edited by two: %d, both texts on the page?\n%s", code, body)
	}
	if code, _, _ := s.Post(mai, link.ReportDuty(one.ID), "text", "Đã thăm đủ 8 hộ"); code != http.StatusSeeOther {
		t.Errorf("reported: %d", code)
	}
	for path, pairs := range map[string][]string{link.EndDuty(one.ID): {"version", "2", "reason", "x"}, link.HandOverDuty(one.ID): {"version", "2", "member", s.Cast.Loc.Member, "reason", "x"}, link.EditDuty(one.ID): {"version", "2", "what", "x", "rhythm", "month"}, to: {"member", s.Cast.Loc.Member, "what", "x", "rhythm", "month"}} {
		if code, _, _ := s.Post(mai, path, pairs...); code != http.StatusNotFound {
			t.Errorf("a member posts to %s: %d", path, code)
		}
	}
	if code, _, _ := s.Post(hien, link.EndDuty(one.ID), "version", "2", "reason", "chuyển công tác"); code != http.StatusSeeOther {
		t.Errorf("ended: %d", code)
	}
	if code, body := s.Get(mai, link.Duty(one.ID)); code != http.StatusOK || !says(body, "chuyển công tác") {
		t.Errorf("the reason is not told: %d", code)
	}
}

// TestTheMeetingHearsWhoseTurnItIs: the secretary writes the words down, the
// member reads them, the neighbour finds nothing.
func TestTheMeetingHearsWhoseTurnItIs(t *testing.T) {
	s := webtest.New(t)
	var one duty.Duty
	s.DB.Write(t, store.System, func(tx *store.Tx) error { // given a month ago
		d, err := duty.Give(tx, meetingtest.Book, duty.Duty{Org: s.Cast.Cell, Year: 2026, Member: s.Cast.Mai.Member, What: "Thu đảng phí", Rhythm: "month"})
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`update duty set given_on = '2026-11-03' where tenant = $1`); err != nil {
			return err
		}
		one = d
		return duty.Adopt(tx, s.Cast.Cell, 2026, "")
	})
	s.Cast.Opened(t, s.DB)
	page := link.HearDuties(s.Cell.Slug, "2026-12")
	if code, body := s.Get(s.Cast.Hien.Person, page); code != http.StatusOK || !says(body, "Lò Thị Mai") || !says(body, "Thu đảng phí") {
		t.Fatalf("whose turn: %d\n%s", code, body)
	}
	if code, _, body := s.Post(s.Cast.Hien.Person, page, "duty", one.ID, "text", " "); code != http.StatusUnprocessableEntity || !says(body, "Chưa ghi kết quả") {
		t.Errorf("without words: %d", code)
	}
	if code, _, _ := s.Post(s.Cast.Hien.Person, page, "duty", one.ID, "text", "đã thu đủ, nộp đúng hạn"); code != http.StatusSeeOther {
		t.Errorf("heard: %d", code)
	}
	if code, body := s.Get(s.Cast.Mai.Person, page); code != http.StatusOK || !says(body, "đã thu đủ") || says(body, "Ghi báo cáo") {
		t.Errorf("a member reads it: %d", code)
	}
	for _, who := range []string{s.Cast.Neighbour.Person, s.Cast.Officer} {
		if code, _ := s.Get(who, page); code != http.StatusNotFound {
			t.Errorf("a stranger reads it: %d", code)
		}
		if code, _, _ := s.Post(who, page, "duty", one.ID, "text", "x"); code != http.StatusNotFound {
			t.Errorf("a stranger writes it: %d", code)
		}
	}
}

// says looks for words as a person reads them: a space that does not break is
// one.
func says(body, words string) bool {
	return strings.Contains(strings.ReplaceAll(body, "\u00a0", " "), words)
}
