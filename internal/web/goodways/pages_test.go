package goodways_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

// TestACellSharesAndAnotherDoesLikewise on the pages: written once, read by nobody before
// it is shared, suggested by the office, copied with the source, judged by its cell.
func TestACellSharesAndAnotherDoesLikewise(t *testing.T) {
	s := webtest.New(t)
	c, cell := s.Cast, s.Cell.Slug
	id, other, taken := "", "", ""
	read := func(text string, into *string) {
		s.DB.Read(t, store.System, func(rd *store.Reader) error { return rd.Get([]any{into}, text) })
	}
	form := []string{"title", "Thùng rác ba ngăn", "done", "Đặt bốn thùng.", "how", "Tổ trưởng hướng dẫn.", "effort", "Bốn thùng, hai tuần."}
	if _, got := s.Get(c.Hien.Person, link.NewGoodWay(cell)); strings.Contains(got, `name="proofs"`) {
		t.Error("figures are offered where no month was held")
	}
	s.Refuse(c.Hien.Person, link.NewGoodWay(cell), http.StatusUnprocessableEntity, "Tên việc còn trống", "title", "", "done", "x", "how", "x", "effort", "x")
	s.Refuse(c.Hien.Person, link.NewGoodWay(cell), http.StatusUnprocessableEntity, "có tên đồng chí", "title", "x", "done", "Đồng chí Mai làm.", "how", "x", "effort", "x")
	for range 2 {
		if code, _, body := s.PostOnce(c.Hien.Person, link.NewGoodWay(cell), "key-1", form...); code >= 400 {
			t.Fatalf("written: %d %s", code, flat(body))
		}
	}
	var n int64
	s.DB.Read(t, store.System, func(rd *store.Reader) (err error) {
		n, err = rd.Int(`select count(*) from good_way where tenant = $1`)
		return
	})
	if n != 1 {
		t.Fatalf("the form sent twice is %d", n)
	}
	read(`select id from good_way where tenant = $1`, &id)
	read(`select o.slug from org o join org_edge e on e.tenant = o.tenant and e.org = o.id where o.tenant = $1 and o.id in (select org from post_holding where tenant = $1 and person = '`+c.Neighbour.Person+`')`, &other)
	here, there, above := link.GoodWay(cell, id), link.GoodWay(other, id), link.WardGoodWay(s.Ward, id)
	for path, who := range map[string]string{here: c.Mai.Person, there: c.Neighbour.Person, above: c.Officer} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("a draft at %s: %d", path, code)
		}
	}
	s.Refuse(c.Hien.Person, here, http.StatusUnprocessableEntity, "Chưa chọn ai được xem", "act", "share", "version", "1")
	s.Must(c.Hien.Person, here, "act", "share", "version", "1", "reach", "committee")
	if got := flat(s.See(c.Officer, above)); !strings.Contains(got, "không gợi ý cho chi bộ khác") || !strings.Contains(got, "Chi bộ Tổ dân phố 3") {
		t.Errorf("for the committee alone: %s", got)
	}
	if code, _ := s.Get(c.Neighbour.Person, there); code != http.StatusNotFound {
		t.Errorf("the neighbour reads what is for the committee alone: %d", code)
	}
	s.Must(c.Hien.Person, here, "act", "share", "version", "2", "reach", "all")
	s.Refuse(c.Officer, above, http.StatusUnprocessableEntity, "Chưa chọn chi bộ")
	s.Must(c.Officer, above, "cell", other)
	if got := flat(s.See(c.Neighbour.Person, link.GoodWays(other))); !strings.Contains(got, "Đảng ủy gợi ý (1)") || !strings.Contains(got, "Hợp với loại hình chi bộ này (1)") {
		t.Errorf("the neighbour's shelf: %s", got)
	}
	s.Must(c.Neighbour.Person, there, "act", "take")
	read(`select id from good_way_taken where tenant = $1`, &taken)
	copied := link.TakenGoodWay(other, taken)
	if got := flat(s.See(c.Neighbour.Person, copied)); !strings.Contains(got, "Nguồn Chi bộ Tổ dân phố 3") || !strings.Contains(got, "Tổ trưởng hướng dẫn.") {
		t.Errorf("the copy: %s", got)
	}
	s.Refuse(c.Neighbour.Person, copied, http.StatusUnprocessableEntity, "Chưa chọn làm theo có được không", "version", "1", "said", "Ngõ hẹp.")
	s.Must(c.Neighbour.Person, copied, "version", "1", "word", "partly", "said", "Ngõ hẹp, chỉ được một thùng.")
	if got := flat(s.See(c.Hien.Person, here)); !strings.Contains(got, "Làm được một phần") || !strings.Contains(got, "Ngõ hẹp, chỉ được một thùng.") {
		t.Errorf("the source reads how it went: %s", got)
	}
	s.Must(c.Hien.Person, here, "act", "back")
	if code, _ := s.Get(c.Neighbour.Person, there); code != http.StatusNotFound {
		t.Errorf("taken back: %d", code)
	}
	if got := flat(s.See(c.Neighbour.Person, copied)); !strings.Contains(got, "Chi bộ nguồn đã rút lại") {
		t.Errorf("the copy afterwards: %s", got)
	}
	if code, _ := s.Get(c.Hien.Person, copied); code != http.StatusNotFound {
		t.Errorf("another cell's copy: %d", code)
	}
}
