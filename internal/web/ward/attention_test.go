package ward_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func appointed(t *testing.T, s *webtest.Site, person string, post access.Post, at string) {
	t.Helper()
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := member.Appoint(tx, member.Post{Person: person, Post: post, Org: at, From: "2026-11-01"})
		return err
	})
}

func to(s *webtest.Site, who, path string) string {
	_, to, _ := s.Serve(who, httptest.NewRequest("GET", path, nil))
	return to
}

// TestTheSecretaryOfTheWardSeesOwnDebtsFirst: the committee's own debts, then at
// most three cells with the reason in a sentence; no name, nothing of a cell that
// is well.
func TestTheSecretaryOfTheWardSeesOwnDebtsFirst(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	mai := c.Mai.Person
	appointed(t, s, mai, access.WardSecretary, c.Ward)
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		for i := range 4 {
			n := strconv.Itoa(i + 5)
			if _, err := org.Create(tx, org.New{Code: "01.001.000.000.00" + n, Name: "Chi bộ Tổ dân phố " + n, Kind: "residential", Parent: c.Ward, From: "2025-07-01"}); err != nil {
				return err
			}
		}
		return nil
	})
	if at := to(s, mai, link.Home); at != link.Attention(s.Ward) {
		t.Fatalf("home leads to %q", at)
	}
	body := s.See(mai, link.Attention(s.Ward))
	text := webtest.Text(body)
	debts, cells, found := strings.Cut(text, "Nên đến (3)")
	if !found {
		t.Fatalf("not three cells: %s", text)
	}
	for _, want := range []string{"Việc của đảng ủy", "Chưa họp. Mỗi tháng họp ít nhất một lần.", "Chi bộ Tổ dân phố 4 Còn 1 đảng viên chính thức", "Chi bộ Tổ dân phố 5 Chưa có bí thư trong hệ thống."} {
		if !strings.Contains(debts, want) {
			t.Errorf("the committee's debts lack %q: %s", want, debts)
		}
	}
	if strings.Contains(debts, "Tổ dân phố 3") {
		t.Errorf("a cell to which nothing is owed: %s", debts)
	}
	if n := strings.Count(cells, "Tháng 11/2026: Chưa đăng ký ngày"); n != 3 {
		t.Errorf("%d cells with last month's silence: %s", n, cells)
	}
	for _, name := range []string{"Hiên", "Dung", "Tủa"} {
		if strings.Contains(text, name) {
			t.Errorf("the page names %s", name)
		}
	}
	if !strings.Contains(body, "Đăng ký họp đảng ủy") {
		t.Error("the debt it can settle at once is not the next step")
	}
	follow(t, s, mai, body)
	if code, _ := s.Get(c.Hien.Person, link.Attention(s.Ward)); code != http.StatusNotFound {
		t.Errorf("a cell's secretary: %d", code)
	}
}

// TestWhoAnswersForCellsSeesThem: the cells in charge in the committee's order,
// what comes, how the month stands, and no other cell; every link opens.
func TestWhoAnswersForCellsSeesThem(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	khoa := c.Khoa.Person // of the cell itself, which the home must not show for that
	if code, _ := s.Get(khoa, link.InCharge); code != http.StatusNotFound {
		t.Errorf("without a cell in charge: %d", code)
	}
	appointed(t, s, khoa, access.InCharge, c.Other)
	if at := to(s, khoa, link.Home); at != link.InCharge {
		t.Fatalf("home leads to %q", at)
	}
	body := s.See(khoa, link.InCharge)
	text := webtest.Text(body)
	if !strings.Contains(text, "Chi bộ Tổ dân phố 4") || strings.Contains(text, "Chi bộ Tổ dân phố 3") || !strings.Contains(text, "Chưa chi bộ nào có lịch buổi tới") || !strings.Contains(text, "Chưa có nghị quyết nào") {
		t.Errorf("one cell, nothing planned: %s", text)
	}
	follow(t, s, khoa, body)
	appointed(t, s, khoa, access.InCharge, c.Cell)
	c.Planned(t, s.DB)
	body = s.See(khoa, link.InCharge)
	if text = webtest.Text(body); !strings.Contains(text, "Buổi tới: 19:30 thứ Năm, 03/12/2026") || strings.LastIndex(text, "Chi bộ Tổ dân phố 3") > strings.LastIndex(text, "Chi bộ Tổ dân phố 4") {
		t.Errorf("two cells, one planned: %s", text)
	}
	follow(t, s, khoa, body)
	if _, contents := s.Get(khoa, link.Contents); !strings.Contains(contents, link.InCharge) || !strings.Contains(contents, `"`+link.Me+`"`) {
		t.Error("the contents lack the cells in charge or the own part")
	}
}

// TestAnAdvisoryBodysOfficerFollowsHisCell: from his first day to his last, with its visits
// and no more; what is said past the secretary is not said to him.
func TestAnAdvisoryBodysOfficerFollowsHisCell(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	khoa := c.Khoa.Person
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := member.Appoint(tx, member.Post{Person: khoa, Post: access.Adviser, Org: c.Other, From: "2026-11-01", To: "2026-12-20"})
		return err
	})
	if at := to(s, khoa, link.Home); at != link.InCharge {
		t.Fatalf("home leads to %q", at)
	}
	body := s.See(khoa, link.InCharge)
	text := webtest.Text(body)
	other := slugOf(t, s, c.Other)
	if !strings.Contains(text, "Chi bộ Tổ dân phố 4") || strings.Contains(text, "Chi bộ Tổ dân phố 3") || strings.Contains(body, link.CellConcerns(other)) {
		t.Errorf("his cell: %s", text)
	}
	follow(t, s, khoa, body)
	visit := s.Must(khoa, link.NewVisit(other), "person", khoa, "day", "08/12/2026")
	if text := webtest.Text(s.See(c.Neighbour.Person, visit)); !strings.Contains(text, "08/12/2026") {
		t.Errorf("the cell does not see that he comes: %s", text)
	}
	if code, _ := s.Get(khoa, link.NewVisit(s.Cell.Slug)); code != http.StatusNotFound {
		t.Errorf("a visit to a cell that is not his: %d", code)
	}
	s.DB.Clock.Set(time.Date(2026, 12, 20, 8, 0, 0, 0, store.Vietnam))
	if code, _ := s.Get(khoa, link.InCharge); code != http.StatusNotFound {
		t.Errorf("after his last day: %d", code)
	}
}

func slugOf(t *testing.T, s *webtest.Site, id string) (slug string) {
	t.Helper()
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		o, err := org.Get(rd, id)
		slug = o.Slug
		return err
	})
	return slug
}

// follow opens everything a page leads to as the same person.
func follow(t *testing.T, s *webtest.Site, who, body string) {
	t.Helper()
	for _, href := range webtest.Links(body) {
		if code, _ := s.Get(who, href); code >= 400 {
			t.Errorf("%s answers %d", href, code)
		}
	}
	if len(slices.Compact(webtest.Links(body))) < 3 {
		t.Errorf("hardly a link: %v", webtest.Links(body))
	}
}

// TestAnUnchangedDeskIsNotMadeAnew: the browser keeps a desk until something of the
// committee is written; then it is made anew, for whoever asks.
func TestAnUnchangedDeskIsNotMadeAnew(t *testing.T) {
	s := webtest.New(t)
	ask := func(etag string) (int, string) {
		t.Helper()
		r := httptest.NewRequest("GET", link.Committee(s.Ward), nil)
		if etag != "" {
			r.Header.Set("If-None-Match", etag)
		}
		answer := s.Answer(s.Cast.Officer, r)
		return answer.Code, answer.Header().Get("ETag")
	}
	first, tag := ask("")
	if first != http.StatusOK || tag == "" {
		t.Fatalf("%d %q", first, tag)
	}
	if again, _ := ask(tag); again != http.StatusNotModified {
		t.Errorf("unchanged: %d", again)
	}
	appointed(t, s, s.Cast.Mai.Person, access.Committee, s.Cast.Cell)
	if again, other := ask(tag); again != http.StatusOK || other == tag {
		t.Errorf("after a write: %d", again)
	}
}
