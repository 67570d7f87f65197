package scores_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"chibo/internal/meeting/meetingtest"
	"chibo/internal/quality"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

var box = regexp.MustCompile(`name="pick" value="([^"]+)"( checked)?`)

// boxes are the ticked ones of a page, as pairs of a form, and how many there are.
func boxes(body string) (pairs []string, all int) {
	for _, m := range box.FindAllStringSubmatch(body, -1) {
		if all++; m[2] != "" {
			pairs = append(pairs, "pick", m[1])
		}
	}
	return pairs, all
}

// TestTwentyCellsAreConfirmedByFourTaps: all are chosen by one tap, the committee's
// paper and its day are typed once, one tap confirms; a cell whose record moved since
// is named and left, and each of the others has its line.
func TestTwentyCellsAreConfirmedByFourTaps(t *testing.T) {
	s := webtest.New(t)
	officer, list := s.Cast.Officer, link.ConfirmScores(s.Ward)
	cells := s.Cast.Scored(t, s.DB, 22, 20)
	taps := 0
	tap := func() { taps++ }

	body := s.See(officer, list)
	text := webtest.Text(body)
	if pairs, all := boxes(body); all != 21 || len(pairs) != 0 || !strings.Contains(text, "Biểu quyết khớp số liệu (21)") {
		t.Fatalf("%d offered, %v chosen: %s", all, pairs, text)
	}
	if !strings.Contains(text, "Xem riêng từng chi bộ (1) Chi bộ Bản 21, tháng 12/2026 1 mục biểu quyết khác số liệu.") {
		t.Errorf("the one that differs: %s", text)
	}
	for _, x := range cells { // offered or not, each has its own page
		if href := link.ConfirmScore(s.Ward, x.Slug, "2026-12"); !strings.Contains(body, `"`+href+`"`) {
			t.Errorf("no way to %s", href)
		}
	}
	all := regexp.MustCompile(`href="([^"]*chon=het[^"]*)"`).FindStringSubmatch(body)
	if all == nil {
		t.Fatal("no way to choose them all")
	}
	tap() // "Chọn cả 21 chi bộ"
	pairs, _ := boxes(s.See(officer, strings.ReplaceAll(all[1], "&amp;", "&")))
	if len(pairs) != 42 {
		t.Fatalf("%d chosen", len(pairs)/2)
	}
	s.Refuse(officer, list, http.StatusUnprocessableEntity, "Chưa ghi căn cứ của đảng ủy", append(pairs, "decision", "", "decision_day", "03/12/2026")...)
	if kept, _ := boxes(s.Refuse(officer, list, http.StatusUnprocessableEntity, "phải từ 03/12/2026", append(pairs, "decision", "Biên bản số 12", "decision_day", "01/12/2026")...)); len(kept) != 42 {
		t.Errorf("after a refusal %d are still chosen", len(kept)/2)
	}
	s.Refuse(officer, list, http.StatusUnprocessableEntity, "Chưa chọn chi bộ nào", "decision", "Biên bản số 12", "decision_day", "03/12/2026")

	s.DB.Write(t, store.System, func(tx *store.Tx) error { // it moves while the page lies open
		_, err := tx.Exec(`update meeting_score set version = version + 1 where tenant = $1 and meeting = $2`, cells[4].Meeting)
		return err
	})
	tap() // "Căn cứ của đảng ủy"
	tap() // "Ngày của văn bản"
	tap() // "Xác nhận chi bộ đã chọn"
	sent := append(pairs, "decision", "Biên bản họp đảng ủy số 12", "decision_day", "03/12/2026")
	to := s.Must(officer, list, sent...)
	if taps > 4 {
		t.Errorf("%d taps for 20 cells", taps)
	}
	if again := s.Must(officer, list, sent...); again != to { // sent twice it is one decision
		t.Errorf("sent twice: %s then %s", to, again)
	}
	text = webtest.Text(s.See(officer, to))
	for _, want := range []string{"Đã xác nhận 20 chi bộ. Để lại 1 chi bộ", "Kết quả vừa xác nhận (21)", "Chi bộ Bản 5, tháng 12/2026 Điểm đã thay đổi sau khi đồng chí mở trang", "Biểu quyết khớp số liệu (1)", "Chi bộ Bản 20, tháng 12/2026 Đã xác nhận"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q: %s", want, text)
		}
	}
	s.DB.Read(t, officer, func(rd *store.Reader) error {
		n := 0
		for _, x := range cells {
			c, _, err := quality.Above(rd, meetingtest.Book, x.Meeting)
			if err != nil {
				return err
			}
			if c.Confirmed != nil && *c.Confirmed == *c.Voted && c.Decision == "Biên bản họp đảng ủy số 12" && c.Version == 4 {
				n++
			}
		}
		if n != 20 {
			t.Errorf("%d confirmed", n)
		}
		return nil
	})
	if code, _, _ := s.Post(s.Cast.Hien.Person, list, sent...); code != http.StatusNotFound {
		t.Errorf("a cell's secretary confirms: %d", code)
	}
	if text := webtest.Text(s.See(officer, list+"?kq=x&kq=a~b~c&kq=khong-co~2026-12~&tu=-4&chon=gi")); strings.Contains(text, "Kết quả vừa") {
		t.Errorf("an address made up says something: %s", text)
	}
}
