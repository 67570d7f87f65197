package concerns_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"chibo/internal/concern"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

var receiptOf = regexp.MustCompile(`([A-Z2-7]{4}) ([A-Z2-7]{4})`)

// TestAMatterWithoutANameIsAnsweredAndSettled walks it as each person it concerns: Mai
// sends it without a name, Hiên answers with a line for the cell, Mai finds the answer
// by her receipt and says that it will do. Nobody else finds the page.
func TestAMatterWithoutANameIsAnsweredAndSettled(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	mai, hien := c.Mai.Person, c.Hien.Person
	form := []string{"body", "Đèn ngõ 5 hỏng đã lâu.", "topic", "area", "to", concern.ToSecretary, "naming", concern.NoName}
	code, _, body := s.PostOnce(mai, link.NewConcern, "key-1", form...)
	text := flat(body)
	receipt := receiptOf.FindStringSubmatch(text)
	if code != http.StatusOK || receipt == nil || !strings.Contains(text, "Hạn trả lời: ngày") {
		t.Fatalf("sent: %d %s", code, text)
	}
	if code, _, again := s.PostOnce(mai, link.NewConcern, "key-1", form...); code != http.StatusOK || !strings.Contains(flat(again), receipt[0]) {
		t.Errorf("the form sent twice has another receipt: %d", code)
	}
	if strings.Contains(flat(s.See(mai, link.MyConcerns)), "Khu dân cư") {
		t.Error("what has no name stands under her name")
	}
	list := s.See(hien, link.CellConcerns(s.Cell.Slug))
	if got := flat(list); !strings.Contains(got, "Chờ trả lời (1)") || strings.Contains(got, "Mai") {
		t.Errorf("the secretary's list: %s", got)
	}
	if got := flat(s.See(hien, link.Home)); !strings.Contains(got, "1 tâm tư chờ trả lời") {
		t.Errorf("the secretary's home: %s", got)
	}
	id := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select id from concern where tenant = $1`)
	})
	one := link.CellConcern(s.Cell.Slug, id)
	if got := flat(s.See(hien, one)); !strings.Contains(got, "Đèn ngõ 5 hỏng đã lâu.") || !strings.Contains(got, "Không nêu tên") {
		t.Errorf("what she reads: %s", got)
	}
	for _, who := range []string{mai, c.Loc.Person, c.Huy.Person, c.Neighbour.Person, c.Officer} {
		for _, path := range []string{one, link.MyConcern(id), link.CellConcerns(s.Cell.Slug), link.WardConcern(s.Ward, id)} {
			if code, _ := s.Get(who, path); code != http.StatusNotFound {
				t.Errorf("%s is open to %s: %d", path, who, code)
			}
		}
	}
	s.Refuse(hien, one, http.StatusUnprocessableEntity, "Câu trả lời còn trống", "version", "1", "answer", " ", "issue", "Đèn ngõ 5: đã báo điện lực.")
	s.Refuse(hien, one, http.StatusUnprocessableEntity, "Ghi việc giúp thì ghi cả ngày", "version", "1", "answer", "Đã báo điện lực.", "help", "Đồng chí Khoa theo dõi")
	s.Must(hien, one, "version", "1", "answer", "Điện lực sửa trước ngày 15/12.", "issue", "Đèn ngõ 5: điện lực sửa trước ngày 15/12.")
	if code, _, body := s.Post(hien, one, "version", "1", "answer", "Chữ của máy cũ"); code != http.StatusConflict || !strings.Contains(flat(body), "Chữ của máy cũ") && !strings.Contains(body, "Chữ của máy cũ") || !strings.Contains(flat(body), "Điện lực sửa") {
		t.Errorf("an older page: %d, both texts on it?", code)
	}
	s.Refuse(c.Loc.Person, link.ConcernReceipt, http.StatusUnprocessableEntity, "Không thấy ý kiến nào có mã biên nhận này", "receipt", "AAAA AAAA")
	_, _, found := s.Post(mai, link.ConcernReceipt, "receipt", strings.ToLower(receipt[0]))
	if got := flat(found); !strings.Contains(got, "Điện lực sửa trước ngày 15/12.") || !strings.Contains(got, "Đã thỏa đáng") {
		t.Fatalf("by the receipt: %s", got)
	}
	_, _, settled := s.Post(mai, link.ConcernReceipt, "receipt", receipt[0], "version", "2", "word", concern.Enough)
	if got := flat(settled); !strings.Contains(got, "Đã thỏa đáng") {
		t.Errorf("settled: %s", got)
	}
	if got := flat(s.See(hien, link.CellConcerns(s.Cell.Slug))); !strings.Contains(got, "Đã trả lời (1)") {
		t.Errorf("the secretary sees: %s", got)
	}
}

// TestTheFormKeepsWhatWasTyped: nothing is chosen beforehand, every missing choice says
// so, and the words stay.
func TestTheFormKeepsWhatWasTyped(t *testing.T) {
	s := webtest.New(t)
	if body := s.See(s.Cast.Loc.Person, link.NewConcern); strings.Contains(body, "checked") {
		t.Error("something is chosen beforehand")
	}
	code, _, body := s.Post(s.Cast.Loc.Person, link.NewConcern, "body", "Lời đã nhập", "to", concern.ToSecretary)
	got := flat(body)
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "Lời đã nhập") || !strings.Contains(got, "Chưa chọn ai được biết tên") || !strings.Contains(got, "Chưa chọn ý kiến thuộc về việc gì") {
		t.Errorf("%d %s", code, got)
	}
	if code, _ := s.Get(s.Cast.Officer, link.NewConcern); code != http.StatusNotFound {
		t.Errorf("who is no member raises something: %d", code)
	}
}

// TestPastTheSecretary: what goes to the office is not on the secretary's pages, and
// the office reads the name that was meant for it alone.
func TestPastTheSecretary(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	s.Must(c.Loc.Person, link.NewConcern, "body", "Cuộc họp hay đổi giờ.", "topic", "leader", "to", concern.ToOfficer, "naming", concern.ByKeeper)
	if got := flat(s.See(c.Hien.Person, link.CellConcerns(s.Cell.Slug))); strings.Contains(got, "Chờ trả lời") {
		t.Errorf("the secretary sees: %s", got)
	}
	if got := flat(s.See(c.Officer, link.Committee(s.Ward))); !strings.Contains(got, "1 tâm tư chờ trả lời") {
		t.Errorf("the desk: %s", got)
	}
	id := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select id from concern where tenant = $1`)
	})
	if got := flat(s.See(c.Officer, link.WardConcern(s.Ward, id))); !strings.Contains(got, "Trần Đức Lộc") || !strings.Contains(got, "Cuộc họp hay đổi giờ.") {
		t.Errorf("the office reads: %s", got)
	}
	s.Must(c.Officer, link.WardConcern(s.Ward, id), "version", "1", "answer", "Đảng ủy nhắc chung trong tháng.")
	if got := flat(s.See(c.Loc.Person, link.Me)); !strings.Contains(got, "1 điều chờ đồng chí nói đã thỏa đáng chưa") {
		t.Errorf("his own page: %s", got)
	}
	s.Must(c.Loc.Person, link.MyConcern(id), "version", "2", "word", concern.Again, "text", "Tháng này lại đổi.")
	if got := flat(s.See(c.Officer, link.WardConcern(s.Ward, id))); !strings.Contains(got, "Tháng này lại đổi.") {
		t.Errorf("asked again the office reads: %s", got)
	}
}
