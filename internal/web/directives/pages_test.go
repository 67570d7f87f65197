package directives_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/agenda"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/resolution"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

var written = []string{"number", "12-KH/TU", "issued_on", "16/11/2026", "issuer", "Tỉnh ủy", "abstract", "về phân loại rác tại nguồn", "asked", "Bàn và giao việc trong tháng 12.", "discuss_by", "06/12/2026",
	"summary", "Mỗi hộ hai thùng rác.", "audience", document.ForMembers, "level", document.Normal, "to", "all"}

// with is the form with one field otherwise.
func with(name, value string) []string {
	out := slices.Clone(written)
	out[slices.Index(out, name)+1] = value
	return out
}

// TestAPaperGoesDownAndIsFollowed walks it as each person it concerns: the officer counts
// and sends, the secretary finds it, opens it, resolves a task of it, the officer sees
// each step and the cell's own page.
func TestAPaperGoesDownAndIsFollowed(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	m := c.Planned(t, s.DB)
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := org.Create(tx, org.New{Code: "01.001.000.000.009", Name: "Chi bộ Quân sự", Kind: "armed_forces", Parent: c.Ward, From: "2025-07-01"})
		return err
	})
	if got := flat(s.See(c.Officer, link.Directives(s.Ward))); !strings.Contains(got, "Chưa gửi văn bản nào.") {
		t.Error(got)
	}
	send := link.NewDirective(s.Ward)
	if got := flat(s.See(c.Officer, send)); !strings.Contains(got, "Tất cả: 2 chi bộ") || !strings.Contains(got, "Chi bộ Quân sự") {
		t.Errorf("counted and named before it is sent: %s", got)
	}
	for sentence, form := range map[string][]string{"Chưa ghi yêu cầu": with("asked", " "), "Chưa gửi đi đâu": with("to", "student"), "Hạn bàn chưa đúng": with("discuss_by", "02/12/2026"), "dấu chỉ độ mật": with("level", "secret")} {
		if body := s.Refuse(c.Officer, send, http.StatusUnprocessableEntity, sentence, form...); !strings.Contains(body, "về phân loại rác tại nguồn") {
			t.Errorf("%s: what was typed is lost", sentence)
		}
	}
	s.Refuse(c.Officer, send, http.StatusUnprocessableEntity, "Chưa gửi đi đâu", written[:len(written)-2]...)
	page := s.Must(c.Officer, send, written...)
	if again := s.Must(c.Officer, send, written...); again != page {
		t.Errorf("the same form twice is two papers: %s %s", page, again)
	}
	got := flat(s.See(c.Officer, page))
	for _, want := range []string{"12-KH/TU", "Tỉnh ủy", "2 chi bộ", "06/12/2026 là ngày nghỉ; tính đến thứ Hai, 07/12/2026", "Chưa xem (2)", "Chi bộ Quân sự", "Không gửi qua hệ thống"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the page: %s", want, got)
		}
	}
	if got := flat(s.See(c.Hien.Person, link.Home)); !strings.Contains(got, "1 văn bản đảng ủy gửi chưa xem Bàn trước ngày 06/12/2026") {
		t.Errorf("the secretary's home: %s", got)
	}
	prepare := link.Prepare(s.Cell.Slug, link.Period(m.Period, m.Kind, m.N))
	if got := flat(s.See(c.Hien.Person, prepare)); !strings.Contains(got, "Văn bản đảng ủy gửi, chờ bàn (1)") || !strings.Contains(got, "Chưa xem") {
		t.Errorf("while preparing: %s", got)
	}
	var paper document.Received
	s.DB.Read(t, c.Hien.Person, func(rd *store.Reader) error {
		all, err := document.Register(rd, c.Cell)
		paper = all[0]
		return err
	})
	s.See(c.Hien.Person, link.Document(paper.ID))
	if got := flat(s.See(c.Hien.Person, link.Home)); strings.Contains(got, "chưa xem") {
		t.Errorf("opened, it is still called unopened: %s", got)
	}
	s.DB.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := agenda.Draft(tx, meetingtest.Book, m.ID); return err })
	if got := flat(s.See(c.Officer, page)); !strings.Contains(got, "Chưa xem (1)") || !strings.Contains(got, "Đã đưa vào nội dung") {
		t.Errorf("on the agenda: %s", got)
	}
	deed := link.NewDeed(s.Cell.Slug, link.Period(m.Period, m.Kind, m.N))
	if body := s.See(c.Hien.Person, deed); !strings.Contains(flat(body), "Việc này từ văn bản nào?") || !strings.Contains(body, paper.ID) {
		t.Errorf("the form does not ask of which paper: %s", flat(body))
	}
	given := []string{"owner", c.Loc.Member, "deed", "Đặt hai thùng rác ở mỗi ngõ", "measure", "12 ngõ có thùng", "due", "25/12/2026", "report_at", "2027-01", "version", "0"}
	s.Refuse(c.Hien.Person, deed, http.StatusUnprocessableEntity, "Văn bản đã chọn chưa có trong nội dung", append(given, "document", "other")...)
	s.Must(c.Hien.Person, deed, append(given, "document", paper.ID)...)
	var item resolution.Item
	s.DB.Read(t, c.Hien.Person, func(rd *store.Reader) error {
		d, err := resolution.Get(rd, m.ID)
		item = d.Items[0]
		return err
	})
	if item.Document != paper.ID {
		t.Error("the task forgot its paper")
	}
	if body := s.See(c.Hien.Person, link.Deed(s.Cell.Slug, link.Period(m.Period, m.Kind, m.N), item.ID)); !strings.Contains(flat(body), "Không từ văn bản nào") {
		t.Error("it cannot be taken off again")
	}
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`update meeting set state = 'closed', opened_at = 1, closed_at = $3 where tenant = $1 and id = $2`, m.ID, store.DayEnd("2026-12-03")-1); err != nil {
			return err
		}
		_, err := tx.Exec(`insert into task (tenant, id, org, meeting, owner, deed, measure, due, report_at, follower, decider, outside, state, result, assigned_on, closed_on, version, helper, circle)
			values ($1, $2, $3, $4, $5, 'Đặt hai thùng rác ở mỗi ngõ', '', '2026-12-25', '2027-01', '', '', false, 'done', '', '2026-12-03', '2026-12-03', 1, '', '')`, item.ID, c.Cell, m.ID, c.Loc.Member)
		return err
	})
	for _, at := range []string{page, link.CellDirectives(s.Ward, s.Cell.Slug)} {
		got := flat(s.See(c.Officer, at))
		for _, want := range []string{"1 việc, xong 1", "Đặt hai thùng rác ở mỗi ngõ · hạn 25/12/2026 · hoàn thành", "Đã làm xong", "03/12/2026"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not there: %s", at, want, got)
			}
		}
		if strings.Contains(got, "Lộc") || strings.Contains(got, "Hiên") {
			t.Errorf("%s names somebody: %s", at, got)
		}
	}
	if got := flat(s.See(c.Officer, link.CellSeen(s.Ward, s.Cell.Slug))); !strings.Contains(got, "Văn bản đã gửi chi bộ") {
		t.Error("the cell's page leads nowhere")
	}
	if got := flat(s.See(c.Officer, page+"?ngay=01/12/2026")); !strings.Contains(got, "Đây là tình hình đến hết ngày 01/12/2026.") || strings.Contains(got, "Chưa xem (") {
		t.Errorf("before it was sent: %s", got)
	}
	if got := flat(s.See(c.Officer, link.Directives(s.Ward))); !strings.Contains(got, "1/2 chi bộ đã xem") {
		t.Errorf("the list: %s", got)
	}
}

// TestItIsCorrectedAndRecalled: by the office alone, on the text that stands; a committee
// member reads and changes nothing, a cell reads nothing of it.
func TestItIsCorrectedAndRecalled(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.WardMember, Org: c.Ward, From: "2026-01-01"})
		return err
	})
	page := s.Must(c.Officer, link.NewDirective(s.Ward), written...)
	if body := s.See(c.Khoa.Person, page); strings.Contains(body, page+"/sua") || strings.Contains(body, page+"/thu-hoi") {
		t.Error("who reads is offered a change")
	}
	for _, path := range []string{page + "/sua", page + "/tep", page + "/thu-hoi", link.NewDirective(s.Ward)} {
		if code, _ := s.Get(c.Khoa.Person, path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
	for _, path := range []string{page, page + "/sua", link.Directives(s.Ward), link.CellDirectives(s.Ward, s.Cell.Slug)} {
		if code, _ := s.Get(c.Hien.Person, path); code != http.StatusNotFound {
			t.Errorf("a cell reads %s: %d", path, code)
		}
	}
	edit := func(abstract string) []string { return append(with("abstract", abstract)[6:], "version", "1") }
	s.See(c.Officer, page+"/sua")
	s.Must(c.Officer, page+"/sua", edit("về phân loại rác, bản sửa")...)
	if body := s.Refuse(c.Officer, page+"/sua", http.StatusConflict, "", edit("bản của người đến sau")...); !strings.Contains(body, "bản của người đến sau") || !strings.Contains(flat(body), "bản sửa") {
		t.Errorf("one of the two texts is lost: %s", flat(body))
	}
	s.See(c.Officer, page+"/tep")
	s.Refuse(c.Officer, page+"/tep", http.StatusUnprocessableEntity, "Chưa có tệp nào")
	s.See(c.Officer, page+"/thu-hoi")
	s.Refuse(c.Officer, page+"/thu-hoi", http.StatusUnprocessableEntity, "Chưa ghi lý do thu hồi", "version", "2", "reason", " ")
	s.Must(c.Officer, page+"/thu-hoi", "version", "2", "reason", "Có văn bản thay thế.")
	if got := flat(s.See(c.Officer, page)); !strings.Contains(got, "Đảng ủy đã thu hồi ngày 03/12/2026") || strings.Contains(got, "Chưa xem (") {
		t.Errorf("recalled: %s", got)
	}
	if code, body := s.Get(c.Officer, page+"/sua"); code != http.StatusConflict || !strings.Contains(flat(body), "đã thu hồi nên không sửa được nữa") {
		t.Errorf("%d %s", code, flat(body))
	}
	s.Refuse(c.Officer, link.NewDirective(s.Ward), http.StatusUnprocessableEntity, "đã gửi rồi", written...)
	if got := flat(s.See(c.Hien.Person, link.Home)); strings.Contains(got, "đảng ủy gửi chưa xem") {
		t.Errorf("what was recalled waits: %s", got)
	}
	if got := flat(s.See(c.Officer, link.CellDirectives(s.Ward, s.Cell.Slug))); !strings.Contains(got, "Thu hồi") {
		t.Error(got)
	}
}

// TestManyCellsStandOnSeveralPages: fifty a page, whole numbers above; a paper not opened
// for long leads from the desk to the cell's page.
func TestManyCellsStandOnSeveralPages(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		for n := range 60 {
			if _, err := org.Create(tx, org.New{Code: "01.001.000.001." + string(rune('a'+n/10)) + string(rune('0'+n%10)), Name: "Chi bộ " + string(rune('A'+n/10)) + string(rune('0'+n%10)), Kind: "office", Parent: c.Ward, From: "2025-07-01"}); err != nil {
				return err
			}
		}
		return nil
	})
	var d directive.Directive
	s.DB.Write(t, c.Officer, func(tx *store.Tx) (err error) {
		d, err = directive.Send(tx, directive.Directive{Org: c.Ward, Number: "1-CV/ĐU", IssuedOn: "2026-12-01", Issuer: "Đảng ủy", Abstract: "về việc chung", Asked: "Bàn.", Summary: "Bàn.", Level: document.Normal, Audience: document.ForMembers}, directive.To{})
		return err
	})
	page := link.Directive(s.Ward, d.ID)
	one, two := flat(s.See(c.Officer, page)), flat(s.See(c.Officer, page+"?trang=2"))
	if !strings.Contains(one, "Chưa xem (62)") || !strings.Contains(one, "Từng nơi nhận (62)") || strings.Contains(one, "Chi bộ F9") || !strings.Contains(two, "Chi bộ F9") || !strings.Contains(two, "Chưa xem (62)") {
		t.Errorf("%s\n%s", one, two)
	}
	for _, odd := range []string{"?trang=99", "?trang=-1", "?trang=x", "?ngay=x"} {
		s.See(c.Officer, page+odd)
	}
}
