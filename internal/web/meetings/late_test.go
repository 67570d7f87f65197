package meetings_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/dues"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/store"
)

// typed is what stands in the fields of a form, as a browser would send it.
func typed(body string) url.Values {
	form := url.Values{}
	for _, m := range regexp.MustCompile(`<input[^>]*>`).FindAllString(body, -1) {
		name, value := attr(m, "name"), attr(m, "value")
		switch {
		case name == "", (strings.Contains(m, `type="radio"`) || strings.Contains(m, `type="checkbox"`)) && !strings.Contains(m, " checked"):
		case name == "member": // one a comrade
			form.Add(name, value)
		default:
			form.Set(name, value)
		}
	}
	for _, m := range regexp.MustCompile(`(?s)<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>`).FindAllStringSubmatch(body, -1) {
		form.Set(m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`(?s)<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>`).FindAllStringSubmatch(body, -1) {
		form.Set(m[1], "")
		if on := regexp.MustCompile(`<option value="([^"]*)" selected`).FindStringSubmatch(m[2]); on != nil {
			form.Set(m[1], on[1])
		}
	}
	return form
}

func attr(tag, name string) string {
	if m := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(tag); m != nil {
		return m[1]
	}
	return ""
}

func TestAMonthOnPaperIsOneForm(t *testing.T) {
	d := newDesk(t)
	c := d.cast
	planned := c.Planned(t, d.db)
	d.db.Clock.Set(time.Date(2026, 12, 10, 8, 0, 0, 0, store.Vietnam))
	hien := c.Hien.Person
	year := "/chi-bo/" + d.slug() + "/sinh-hoat"
	path := year + "/2026-12/nhap-sau"
	d.see(hien, year+"/nhap-sau")
	body := d.see(hien, path)
	form := typed(body)
	if form.Get("day") != "03/12/2026" || form.Get("begin") != "19:30" || form.Get("end") != "21:00" || form.Get("place") != "Nhà văn hóa tổ 3" || form.Get("chair") != hien || form.Get("numbers.minutes") != "1" {
		t.Fatalf("the form begins with %v", form)
	}
	form.Set("do", "draft")
	form.Set("items.0.conclusion", "Đặt hai thùng rác")
	if status, to, _ := d.ask(hien, "POST", path, form); status != http.StatusSeeOther || to != path {
		t.Fatalf("saving half of it: %d %s", status, to)
	}
	body = d.see(hien, path)
	if !strings.Contains(body, "Bản nháp lưu lúc") {
		t.Error("the page does not say that a draft is kept")
	}
	if form = typed(body); form.Get("items.0.conclusion") != "Đặt hai thùng rác" {
		t.Fatalf("half of it is not kept: %v", form)
	}
	form.Set("do", "review")
	form.Set("end", "18:00")
	form.Set("marks.0.member", c.Mai.Member)
	form.Set("marks.0.what", "excused.illness")
	form.Set("tasks.0.deed", "Đặt hai thùng rác")
	form.Set("votes.0.for", "40")
	form.Set("common", "50.000")
	form.Set("rest", "paid")
	form.Set("state-"+c.Tin.Member, "waived")
	form.Set("state-"+c.Nga.Member, "paid")
	form.Set("amount-"+c.Nga.Member, "70.000")
	status, _, body := d.ask(hien, "POST", path, form)
	if status != http.StatusUnprocessableEntity || !strings.Contains(body, "Giờ kết thúc phải sau giờ bắt đầu") || typed(body).Get("tasks.0.deed") != "Đặt hai thùng rác" {
		t.Fatalf("times reversed: %d", status)
	}
	if kept := typed(body); kept.Get("rest") != "paid" || kept.Get("common") != "50.000" || kept.Get("state-"+c.Tin.Member) != "waived" || kept.Get("amount-"+c.Nga.Member) != "70.000" {
		t.Error("what was typed of the dues is lost")
	}
	form = typed(body)
	form.Set("do", "review")
	form.Set("end", "21:15")
	status, _, body = d.ask(hien, "POST", path, form)
	if status != http.StatusUnprocessableEntity || !strings.Contains(body, `href="#scribe"`) {
		t.Fatalf("no scribe: %d %s", status, d.db.Engine())
	}
	form = typed(body)
	form.Set("do", "review")
	form.Set("scribe", c.Huy.Person)
	form.Set("votes.0.for", "4")
	form.Set("tasks.0.owner", c.Loc.Member)
	status, _, body = d.ask(hien, "POST", path, form)
	if status != http.StatusOK || !strings.Contains(body, "Vắng: Lò Thị Mai, có lý do.") || strings.Contains(body, "ốm") || !strings.Contains(body, "Nhập vào hệ thống sau buổi sinh hoạt") ||
		!strings.Contains(strings.ReplaceAll(body, "\u00a0", " "), "Đảng phí tháng 12/2026: 8 đồng chí đã nộp 420.000 đồng, 1 đồng chí được miễn, 0 đồng chí chưa nộp") {
		t.Fatalf("the review: %d\n%s", status, body)
	}
	d.db.Read(t, hien, func(rd *store.Reader) error {
		m, err := meeting.Get(rd, planned.ID)
		if m.State != meeting.Planned {
			t.Errorf("looking wrote: %s", m.State)
		}
		return err
	})
	seal := typed(body)
	// Meanwhile somebody takes dues down on their own page: sealing is refused at
	// that line, the draft still stands in the fields.
	d.db.Write(t, hien, func(tx *store.Tx) error {
		_, err := dues.Put(tx, meetingtest.Book, c.Cell, "2026-12", []dues.Entry{{Member: c.Mai.Member, State: dues.Paid, Amount: 90_000}})
		return err
	})
	status, _, body = d.ask(hien, "POST", path, seal)
	if status != http.StatusUnprocessableEntity || !strings.Contains(body, `href="#amount-`+c.Mai.Member) || !strings.Contains(body, "Trang Đảng phí đang ghi") || typed(body).Get("place") != "Nhà văn hóa tổ 3" {
		t.Fatalf("dues written meanwhile: %d\n%s", status, body)
	}
	form = typed(body)
	form.Set("do", "review")
	if status, _, body = d.ask(hien, "POST", path, form); status != http.StatusOK {
		t.Fatalf("reviewed again: %d\n%s", status, body)
	}
	seal = typed(body)
	for range 2 {
		status, to, _ := d.ask(hien, "POST", path, seal)
		if status != http.StatusSeeOther || !strings.HasSuffix(to, "/2026-12/hoan-thanh") {
			t.Fatalf("sealing: %d %s", status, to)
		}
	}
	if body = d.see(hien, year+"/2026-12/hoan-thanh"); !strings.Contains(body, "đã ký bản giấy") && !strings.Contains(body, "Đã ký bản giấy") {
		t.Error("the done page does not say that it was signed on paper")
	}
	d.see(hien, path)
	for _, who := range []string{c.Huy.Person, c.Loc.Person, c.Neighbour.Person} {
		if status, _, _ := d.ask(who, "GET", path, nil); status != http.StatusNotFound {
			t.Errorf("%s opens the form: %d", who, status)
		}
	}
}

func TestACommitteesMonthOnPaper(t *testing.T) {
	d := newDesk(t)
	c := d.cast
	d.db.Clock.Set(time.Date(2026, 12, 10, 8, 0, 0, 0, store.Vietnam))
	hien := c.Hien.Person
	year := "/chi-bo/" + d.slug() + "/sinh-hoat"
	path := year + "/2026-12-cu/nhap-sau"
	if strings.Contains(d.see(hien, year+"/nhap-sau"), path) {
		t.Fatal("a cell without a committee is offered its months")
	}
	d.db.Write(t, c.Officer, func(tx *store.Tx) error {
		for person, post := range map[string]access.Post{c.Khoa.Person: access.Deputy, c.Mai.Person: access.Committee} {
			if _, err := member.Appoint(tx, member.Post{Person: person, Post: post, Org: c.Cell, From: "2026-11-01"}); err != nil {
				return err
			}
		}
		return nil
	})
	if body := d.see(hien, year+"/nhap-sau"); !strings.Contains(body, path) {
		t.Fatal("the committee's months are not offered")
	}
	body := d.see(hien, path)
	if !strings.Contains(body, "Ngày họp") || strings.Contains(body, "buổi sinh hoạt tháng 12 đã ghi") {
		t.Error("the form speaks of the cell")
	}
	form := typed(body)
	for name, value := range map[string]string{"do": "review", "day": "01/12/2026", "begin": "08:00", "end": "09:30", "place": "Nhà văn hóa tổ 3", "scribe": c.Khoa.Person,
		"items.0.title": "Chuẩn bị sinh hoạt tháng 12", "items.0.conclusion": "Chi ủy thống nhất", "tasks.0.deed": "Soạn dự thảo nghị quyết", "tasks.0.owner": c.Mai.Member, "votes.0.for": "3"} {
		form.Set(name, value)
	}
	status, _, body := d.ask(hien, "POST", path, form)
	if status != http.StatusOK || !strings.Contains(body, "Nhập vào hệ thống sau cuộc họp") {
		t.Fatalf("the review: %d\n%s", status, body)
	}
	if status, to, _ := d.ask(hien, "POST", path, typed(body)); status != http.StatusSeeOther || !strings.HasSuffix(to, "/2026-12-cu/hoan-thanh") {
		t.Fatalf("sealing: %d %s", status, to)
	}
	d.db.Read(t, hien, func(rd *store.Reader) error {
		m, err := meeting.Find(rd, c.Cell, "2026-12", meeting.CellCommittee)
		if err == nil && (!m.At(meeting.Sealed) || m.EnteredBy != hien) {
			t.Errorf("the meeting is %s, entered by %q", m.State, m.EnteredBy)
		}
		return err
	})
	if strings.Contains(d.see(hien, year+"/nhap-sau"), path) {
		t.Error("a month entered is offered again")
	}
	if status, _, _ := d.ask(c.Huy.Person, "GET", path, nil); status != http.StatusNotFound {
		t.Errorf("a member opens it: %d", status)
	}
}

// TestAWardCommitteesMonthOnPaper: the same form for the committee above, by those
// who seal there alone.
func TestAWardCommitteesMonthOnPaper(t *testing.T) {
	d := newDesk(t)
	c := d.cast
	slug := ""
	d.db.Write(t, store.System, func(tx *store.Tx) error {
		for who, post := range map[string]access.Post{c.Loc.Person: access.WardSecretary, c.Huy.Person: access.WardMember, c.Mai.Person: access.StandingMember} {
			if _, err := member.Appoint(tx, member.Post{Person: who, Post: post, Org: c.Ward, From: "2026-01-01"}); err != nil {
				return err
			}
		}
		return tx.Get([]any{&slug}, `select slug from org where tenant = $1 and id = $2`, c.Ward)
	})
	d.db.Clock.Set(time.Date(2026, 12, 20, 8, 0, 0, 0, store.Vietnam))
	months := "/cap-uy/" + slug + "/hop/nhap-sau"
	path := "/cap-uy/" + slug + "/hop/2026-11-du/nhap-sau"
	body := d.see(c.Loc.Person, months)
	if !strings.Contains(body, path) || !strings.Contains(body, "Họp ban thường vụ") || strings.Contains(body, "buổi") {
		t.Fatalf("the months:\n%s", body)
	}
	for _, who := range []string{c.Huy.Person, c.Hien.Person} {
		for _, at := range []string{months, path} {
			if status, _, _ := d.ask(who, "GET", at, nil); status != http.StatusNotFound {
				t.Errorf("%s for %s: %d", at, who, status)
			}
		}
	}
	form := typed(d.see(c.Loc.Person, path))
	for name, value := range map[string]string{"do": "review", "day": "10/11/2026", "begin": "08:00", "end": "09:30", "place": "Phòng họp", "chair": c.Loc.Person, "scribe": c.Huy.Person,
		"items.0.title": "Nhiệm vụ tháng 11", "items.0.conclusion": "Đảng ủy thống nhất", "tasks.0.deed": "Kiểm tra thu nộp đảng phí", "tasks.0.owner": c.Mai.Member, "votes.0.for": "3"} {
		form.Set(name, value)
	}
	status, _, body := d.ask(c.Loc.Person, "POST", path, form)
	if status != http.StatusOK || !strings.Contains(body, "Nhập vào hệ thống sau cuộc họp") {
		t.Fatalf("the review: %d\n%s", status, body)
	}
	if status, to, _ := d.ask(c.Loc.Person, "POST", path, typed(body)); status != http.StatusSeeOther || to != "/cap-uy/"+slug+"/hop/2026-11-du/hoan-thanh" {
		t.Fatalf("sealing: %d %s", status, to)
	}
	if strings.Contains(d.see(c.Loc.Person, months), path) {
		t.Error("a month entered is offered again")
	}
}
