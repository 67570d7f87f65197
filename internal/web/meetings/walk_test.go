package meetings_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"chibo/internal/i18n"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web"
	"chibo/internal/web/page"
)

// desk is a running site with the cast of one ward.
type desk struct {
	t      *testing.T
	db     *storetest.DB
	cast   meetingtest.Cast
	site   http.Handler
	secret map[string]string
	shown  int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	db := storetest.SQLite(t)
	d := &desk{t: t, db: db, cast: meetingtest.Ward(t, db), secret: map[string]string{}}
	var err error
	if d.site, err = web.New(web.Options{DB: db.DB, Book: meetingtest.Book}); err != nil {
		t.Fatal(err)
	}
	for who, name := range map[string]string{d.cast.Hien.Person: "Lường Thị Hiên", d.cast.Huy.Person: "Phạm Quốc Huy", d.cast.Loc.Person: "Trần Đức Lộc", d.cast.Neighbour.Person: "Quàng Thị Dung"} {
		db.Write(t, store.System, func(tx *store.Tx) error {
			if _, err := session.Account(tx, who, name); err != nil {
				return err
			}
			s, err := session.Begin(tx, who, "máy thử")
			d.secret[who] = s.Secret
			return err
		})
	}
	return d
}

// ask sends a request as somebody and gives status, address to go on to, body.
func (d *desk) ask(who, method, path string, form url.Values) (int, string, string) {
	d.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, path, body)
	r.RemoteAddr = "127.0.0.1:1"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: page.CookieName(false), Value: d.secret[who]})
	w := httptest.NewRecorder()
	d.site.ServeHTTP(w, r)
	return w.Code, w.Header().Get("Location"), w.Body.String()
}

// see reads a page and checks what every page owes the reader.
func (d *desk) see(who, path string) string {
	d.t.Helper()
	code, to, body := d.ask(who, "GET", path, nil)
	if code != http.StatusOK {
		d.t.Fatalf("GET %s: %d %s\n%s", path, code, to, first(body))
	}
	d.owes(path, body)
	if dir := os.Getenv("CHIBO_PAGES"); dir != "" { // for looking at them in a browser
		d.shown++
		name := filepath.Join(dir, fmt.Sprintf("%03d_", d.shown)+strings.ReplaceAll(strings.Trim(regexp.MustCompile(`[0-9a-f-]{36}`).ReplaceAllString(path, "id"), "/"), "/", "_")+".html")
		if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	return body
}

// send posts a form, wants the browser sent on, and follows.
func (d *desk) send(who, path string, form url.Values) string {
	d.t.Helper()
	code, to, body := d.ask(who, "POST", path, form)
	if code != http.StatusSeeOther {
		d.t.Fatalf("POST %s: %d\n%s", path, code, first(body))
	}
	return to
}

// refused posts a form that is to come back with the status, the text and what was typed.
func (d *desk) refused(who, path string, form url.Values, status int, keeps ...string) {
	d.t.Helper()
	code, _, body := d.ask(who, "POST", path, form)
	if code != status {
		d.t.Errorf("POST %s: %d, want %d\n%s", path, code, status, first(body))
		return
	}
	d.owes(path, body)
	for _, k := range keeps {
		if !strings.Contains(html.UnescapeString(strings.ReplaceAll(body, "\u00a0", " ")), k) {
			d.t.Errorf("POST %s: the page lost %q", path, k)
		}
	}
	if !strings.Contains(body, "wrong-title") {
		d.t.Errorf("POST %s: no summary of what to correct", path)
	}
}

func first(s string) string {
	text := regexp.MustCompile(`(?s)<head>.*?</head>|<[^>]*>`).ReplaceAllString(s, " ")
	text = strings.Join(strings.Fields(text), " ")
	return text[:min(len(text), 900)]
}

// owes checks one h1, one primary action, labels, no inline style or script.
func (d *desk) owes(path, body string) {
	d.t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	h1, primary, ids, fields, fors := 0, 0, map[string]bool{}, []string{}, map[string]bool{}
	sheet := false
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				d.t.Errorf("%s: inline %s on %s", path, a.Key, n.Data)
			}
		}
		if id := at["id"]; id != "" {
			if ids[id] {
				d.t.Errorf("%s: id %q twice", path, id)
			}
			ids[id] = true
		}
		classes := " " + at["class"] + " "
		sheet = sheet || strings.Contains(classes, " sheet ")
		if strings.Contains(classes, " chinh ") {
			primary++
			if f := at["form"]; f != "" && !strings.Contains(body, `id="`+f+`"`) {
				d.t.Errorf("%s: the primary button sends no form", path)
			}
		}
		switch n.Data {
		case "h1":
			h1++
		case "style":
			d.t.Errorf("%s: inline style element", path)
		case "script":
			if at["src"] == "" {
				d.t.Errorf("%s: inline script", path)
			}
		case "label":
			fors[at["for"]] = true
		case "input", "select", "textarea":
			if at["type"] != "hidden" && at["type"] != "radio" && at["type"] != "checkbox" && at["type"] != "search" && at["aria-label"] == "" {
				fields = append(fields, at["id"])
			}
		}
	}
	if h1 != 1 {
		d.t.Errorf("%s: %d h1", path, h1)
	}
	if primary != 1 && !sheet {
		d.t.Errorf("%s: %d primary buttons", path, primary)
	}
	for _, id := range fields {
		if !fors[id] {
			d.t.Errorf("%s: field %q has no label", path, id)
		}
	}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "aria-describedby" || a.Key == "aria-labelledby" {
				for id := range strings.FieldsSeq(a.Val) {
					if !ids[id] {
						d.t.Errorf("%s: %s points to nothing: %s", path, a.Key, id)
					}
				}
			}
		}
	}
	if i := strings.Index(body, "⟦"); i >= 0 {
		d.t.Errorf("%s: words missing: %s", path, body[i:min(len(body), i+60)])
	}
}

// onHandbook walks the row of the national handbook on the page after a meeting:
// open, declared by whoever handles the packet, then told as declared. A member
// who does not handle it is not shown the row.
func (d *desk) onHandbook(hub string) {
	d.t.Helper()
	hien, done, packet := d.cast.Hien.Person, hub+"/hoan-thanh", hub+"/goi-so-tay"
	const open, told = "Đưa kết quả lên Sổ tay", "Đã đưa lên Sổ tay lúc"
	body := d.see(hien, done)
	if !strings.Contains(plain(body), open) || !strings.Contains(body, `href="`+packet+`"`) || strings.Contains(plain(body), told) {
		d.t.Errorf("nothing is declared yet: %s", first(body))
	}
	now := store.Clock(meetingtest.StartsAt).Add(2 * time.Hour)
	d.db.Clock.Set(now)
	hour, day := now.Format("15:04"), now.Format("02/01/2006")
	for _, wrong := range []string{"", "25:99"} {
		d.refused(hien, packet, form("part", "after", "hour", wrong, "day", day), 422)
	}
	declared := form("part", "after", "hour", hour, "day", day)
	d.send(hien, packet, declared)
	d.send(hien, packet, declared)
	body = plain(d.see(hien, done))
	if !strings.Contains(body, told+" "+hour+" ngày "+day) || strings.Count(body, "tự khai, đồng chí Lường Thị Hiên") != 1 || strings.Contains(body, open) {
		d.t.Errorf("declared: %s", first(body))
	}
	if body = plain(d.see(d.cast.Loc.Person, done)); strings.Contains(body, "Sổ tay") {
		d.t.Errorf("a member is shown the row of the handbook: %s", first(body))
	}
}

func form(pairs ...string) url.Values {
	v := url.Values{"key": {store.NewID()}}
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

// hidden reads a hidden field of a page.
func hidden(body, name string) string {
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(body)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

func ids(body, pattern string) []string {
	var out []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(body, -1) {
		out = append(out, m[1])
	}
	return out
}

func TestAMonthFromTheFirstPageToTheReport(t *testing.T) {
	d := newDesk(t)
	hien, huy := d.cast.Hien.Person, d.cast.Huy.Person
	cell := "/chi-bo/" + d.slug()
	year := cell + "/sinh-hoat"
	d.see(hien, year)
	d.see(hien, year+"/moi?ky=2026-12")

	// An absurd date, a day without reason, an hour nobody reads: kept and explained.
	d.refused(hien, year+"/moi", form("ky", "2026-12", "kind", "regular", "day", "31/02/2026", "hour", "19:30", "place", "Nhà văn hóa tổ 3"), 422, "31/02/2026", "Nhà văn hóa tổ 3")
	d.refused(hien, year+"/moi", form("ky", "2026-12", "kind", "regular", "day", "03/12/2206", "hour", "19:30", "place", "Nhà văn hóa tổ 3"), 422, "03/12/2206")
	d.refused(hien, year+"/moi", form("ky", "2026-12", "kind", "regular", "day", "05/12/2026", "hour", "tối", "place", "Nhà văn hóa tổ 3"), 422, "tối")
	d.refused(hien, year+"/moi", form("ky", "2026-12", "kind", "regular", "day", "05/12/2026", "hour", "19:30", "place", "Nhà văn hóa tổ 3"), 422, "05/12/2026")
	prepare := d.send(hien, year+"/moi", form("ky", "2026-12", "kind", "regular", "day", "3/12/2026", "hour", "19h30", "place", "Nhà văn hóa tổ 3"))
	hub := strings.TrimSuffix(prepare, "/chuan-bi")
	d.see(hien, hub)
	body := d.see(hien, prepare)
	items := ids(body, `chuan-bi/noi-dung/([0-9a-f-]{36})"`)
	if len(items) < 4 {
		t.Fatalf("the draft has %d items", len(items))
	}

	// One own point, sent twice: once. Up, edited, dropped with a reason.
	d.see(hien, prepare+"/moi")
	d.refused(hien, prepare+"/moi", form("title", "", "minutes", "mười", "purpose", "discuss"), 422, "mười")
	own := form("title", "Thu gom rác ngõ 12", "minutes", "15", "presenter", "Trần Văn Khoa", "purpose", "decide")
	d.send(hien, prepare+"/moi", own)
	d.send(hien, prepare+"/moi", own)
	body = d.see(hien, prepare)
	if n := strings.Count(strings.ReplaceAll(body, "\u00a0", " "), "Thu gom rác ngõ 12"); n != 1 {
		t.Errorf("own point stands %d times", n)
	}
	items = ids(body, `chuan-bi/noi-dung/([0-9a-f-]{36})"`)
	last := items[len(items)-1]
	d.see(hien, prepare+"/thu-tu")
	d.send(hien, prepare+"/thu-tu", form("item", last, "by", "-1"))
	body = d.see(hien, prepare)
	if now := ids(body, `chuan-bi/noi-dung/([0-9a-f-]{36})"`); now[len(now)-2] != last {
		t.Error("the line did not move up")
	}
	edit := prepare + "/noi-dung/" + last
	body = d.see(hien, edit)
	seen := hidden(body, "seen")
	d.send(hien, edit, form("seen", seen, "title", "Thu gom rác ngõ 12, lần hai", "minutes", "20", "presenter", "Lò Thị Mai", "purpose", "decide"))
	// A second person saves from the older page: both texts stand there, nothing is lost.
	d.refused(hien, edit, form("seen", seen, "title", "Rác ngõ 12 buổi tối", "minutes", "25", "purpose", "decide"), 409, "Rác ngõ 12 buổi tối", "Thu gom rác ngõ 12, lần hai")
	d.see(hien, edit+"/bo")
	d.send(hien, prepare+"/noi-dung/"+items[0]+"/bo", form("chip", "Chuyển buổi sau"))
	d.see(hien, prepare)
	d.see(hien, hub+"/doi-lich")

	d.see(hien, hub+"/chi-uy")
	d.refused(hien, hub+"/chi-uy", form("day", "02/12/2026", "hour", "19:00", "present", d.cast.Hien.Person, "assessment", ""), 422)
	d.send(hien, hub+"/chi-uy", form("day", "02/12/2026", "hour", "19:00", "present", d.cast.Hien.Person, "assessment", "Tháng 11 xong ba việc. Còn hai việc."))
	d.see(hien, hub+"/thong-bao")
	d.send(hien, hub+"/thong-bao", form())
	d.see(hien, hub+"/thong-bao")

	// The room: roll, opening.
	roll := hub + "/phong/diem-danh"
	d.see(hien, roll)
	for _, m := range []meetingtest.Someone{d.cast.Hien, d.cast.Huy, d.cast.Mai} {
		d.send(hien, roll, form("member", m.Member, "mark", "present"))
	}
	if to := d.send(hien, roll, form("member", d.cast.Loc.Member, "mark", "absent")); to != roll+"/"+d.cast.Loc.Member {
		t.Errorf("absent leads to %s", to)
	}
	d.see(hien, roll+"/"+d.cast.Loc.Member)
	d.refused(hien, roll+"/"+d.cast.Loc.Member, form("status", "excused", "reason", ""), 422)
	d.send(hien, roll+"/"+d.cast.Loc.Member, form("status", "excused", "reason", "illness"))
	d.send(hien, roll+"/con-lai", form())
	d.see(hien, roll+"?q=hien")
	d.see(hien, hub+"/phong/khach-moi")
	d.send(hien, hub+"/phong/khach-moi", form("full_name", "Vàng Thị Sáo", "capacity", "cấp ủy viên phụ trách"))
	d.see(hien, hub+"/phong")
	d.refused(hien, hub+"/phong", form("chair", hien, "scribe", ""), 422)
	d.refused(hien, hub+"/phong", form("chair", hien, "scribe", hien), 422)
	d.send(hien, hub+"/phong", form("chair", hien, "scribe", huy))
	d.see(huy, hub+"/phong")
	body = d.see(huy, roll)
	if !strings.Contains(body, "Có mặt 3/") && !strings.Contains(body, "Có\u00a0mặt 3/") {
		t.Error("the count of the roll is wrong: " + first(body))
	}

	// Items: gist and conclusion by the scribe; an older page keeps both texts.
	item := hub + "/phong/noi-dung/1"
	body = d.see(huy, item)
	v := hidden(body, "version")
	next := d.send(huy, item, form("version", v, "gist", "Đồng chí Lộc góp ý xe rác vào buổi tối.", "conclusion", "Chi bộ đặt 2 thùng rác."))
	if next != hub+"/phong/noi-dung/2" {
		t.Errorf("after item 1: %s", next)
	}
	d.refused(hien, item, form("version", v, "gist", "Bản của chủ trì", "conclusion", ""), 409, "Bản của chủ trì", "Chi bộ đặt 2 thùng rác.")

	// The resolution: no owner, a day long past, then right; six tasks, one outside.
	res := hub + "/nghi-quyet"
	d.see(hien, res)
	d.see(hien, res+"/moi")
	d.refused(hien, res+"/moi", form("deed", "Đặt 2 thùng rác đầu ngõ 12", "owner", "", "due", "20/12/2026", "report_at", "2027-01"), 422, "Đặt 2 thùng rác đầu ngõ 12", "20/12/2026")
	d.refused(hien, res+"/moi", form("deed", "Đặt 2 thùng rác", "owner", d.cast.Khoa.Member, "due", "20/12/1926", "report_at", "2027-01"), 422, "20/12/1926")
	for _, deed := range []string{"Đặt 2 thùng rác đầu ngõ 12", "Tuyên truyền phân loại rác 66 hộ", "Vận động 3 hộ phân loại rác", "Tuần tra ngõ 12 tám buổi", "Sửa đèn ngõ 9"} {
		d.send(hien, res+"/moi", form("deed", deed, "owner", d.cast.Khoa.Member, "measure", "Có biên bản bàn giao", "due", "20/12/2026", "report_at", "2027-01"))
	}
	if to := d.send(hien, res+"/moi", form("deed", "Việc thứ sáu", "owner", d.cast.Mai.Member, "due", "31/12/2026", "report_at", "2027-01")); !strings.Contains(to, "nhac=resolution_full") {
		t.Errorf("the sixth task went to %s", to)
	}
	body = d.see(hien, res+"?nhac=resolution_full")
	deeds := ids(body, `nghi-quyet/noi-dung/([0-9a-f-]{36})"`)
	d.see(hien, res+"/noi-dung/"+deeds[0])
	d.see(hien, res+"/noi-dung/"+deeds[0]+"/bo")
	d.see(hien, res+"/thu-tu")
	d.see(hien, res+"/mo-dau")
	d.send(hien, res+"/mo-dau", form("preamble", "Chi bộ thống nhất các việc sau."))
	d.refused(hien, res+"/mo-dau", form("seen", "", "preamble", "Lời khác"), 409, "Lời khác", "Chi bộ thống nhất các việc sau.")

	// The vote: too many hands, more than present without a why, then right.
	ballot := hub + "/phong/bieu-quyet/nghi-quyet"
	d.see(hien, ballot)
	d.see(hien, hub+"/phong/bieu-quyet/1")
	d.refused(hien, ballot, form("for", "40", "against", "0", "other", "0"), 422, `value="40"`)
	d.refused(hien, ballot, form("for", "4", "against", "0", "other", "0"), 422, `value="4"`)
	count := form("for", "3", "against", "0", "other", "0")
	d.send(hien, ballot, count)
	d.send(hien, ballot, count)
	if body = d.see(hien, ballot); strings.Count(strings.ReplaceAll(body, "\u00a0", " "), "3 + 0 + 0 + 2 = 5") != 1 {
		t.Error("the vote does not stand once with its sum")
	}
	d.see(hien, ballot+"?lai=1")
	d.see(hien, res)

	// Closing, minutes, confirmation, seal, report.
	d.see(huy, hub+"/ket-thuc")
	d.send(huy, hub+"/ket-thuc", form())
	d.see(huy, hub+"/ket-thuc")
	body = d.see(huy, hub+"/bien-ban")
	parts := ids(body, `bien-ban/([a-z0-9_:.-]+)"`)
	if len(parts) == 0 {
		t.Fatal("no part of the minutes can be edited")
	}
	part := hub + "/bien-ban/" + parts[0]
	body = d.see(huy, part)
	v = hidden(body, "version")
	d.send(huy, part, form("version", v, "text", "Lời đã sửa của thư ký."))
	d.refused(hien, part, form("version", v, "text", "Lời của chủ trì."), 409, "Lời của chủ trì.", "Lời đã sửa của thư ký.")
	confirm := hub + "/xac-nhan"
	d.see(hien, confirm)
	d.see(huy, confirm)
	d.send(huy, confirm, form("role", "scribe", "method", "device"))
	d.see(hien, confirm)
	d.send(hien, confirm, form("role", "chair", "method", "device"))
	d.see(hien, confirm)
	d.see(hien, hub+"/bien-ban")
	d.see(hien, hub+"/niem-phong")
	d.send(hien, hub+"/niem-phong", form())
	d.see(hien, hub+"/niem-phong")
	d.onHandbook(hub)
	d.send(hien, hub+"/hoan-thanh", form())
	d.see(hien, hub+"/hoan-thanh")
	d.see(hien, hub)
	d.see(hien, hub+"/in/nghi-quyet")
	for _, k := range []string{"minutes", "resolution", "roll", "report", "notice", "agenda"} {
		code, _, file := d.ask(hien, "GET", hub+"/tai/"+k+".docx", nil)
		if code != 200 || !bytes.HasPrefix([]byte(file), []byte("PK")) {
			t.Errorf("%s.docx: %d", k, code)
		}
	}
	d.see(hien, year)
	d.tasks(cell)

	// The neighbour's secretary sees none of it.
	for _, path := range []string{hub, prepare, roll, res, hub + "/bien-ban", hub + "/hoan-thanh", cell + "/nhiem-vu"} {
		if code, _, _ := d.ask(d.cast.Neighbour.Person, "GET", path, nil); code != http.StatusNotFound {
			t.Errorf("the neighbour gets %d for %s", code, path)
		}
	}
	// A plain member reads the same month and is offered nothing that would be refused.
	loc := d.cast.Loc.Person
	for _, path := range []string{year, hub, prepare, hub + "/thong-bao", roll, hub + "/phong", item, res, ballot, hub + "/ket-thuc", hub + "/bien-ban", confirm, hub + "/hoan-thanh"} {
		if body := d.see(loc, path); strings.Contains(body, `method="post"`) {
			t.Errorf("a plain member is shown a form on %s", path)
		}
	}
	d.january(year)
	for _, key := range i18n.Missing() {
		t.Error("words missing: " + key)
	}
}

// tasks walks the pages of the tasks that the month made.
func (d *desk) tasks(cell string) {
	d.t.Helper()
	hien := d.cast.Hien.Person
	body := d.see(hien, cell+"/nhiem-vu")
	all := ids(body, `href="/nhiem-vu/([0-9a-f-]{36})"`)
	if len(all) != 6 {
		d.t.Fatalf("%d tasks", len(all))
	}
	one := "/nhiem-vu/" + all[0]
	version := func() string { return hidden(d.see(hien, one+"/gia-han"), "version") }
	d.see(hien, one)
	for _, act := range []string{"/bao-ket-qua", "/can-giup", "/gia-han", "/chuyen", "/dung"} {
		d.see(hien, one+act)
	}
	d.refused(hien, one+"/gia-han", form("version", version(), "due", "mai", "reason", "mưa lũ"), 422, "mai", "mưa lũ")
	d.send(hien, one+"/gia-han", form("version", version(), "due", "28/12/2026", "reason", "mưa lũ"))
	d.refused(hien, one+"/chuyen", form("version", version(), "owner", "", "reason", "ốm"), 422, "ốm")
	d.send(hien, one+"/chuyen", form("version", version(), "owner", d.cast.Mai.Member, "reason", "đồng chí Khoa đi công tác"))
	d.refused(hien, one+"/dung", form("version", version(), "reason", ""), 422)
	d.send(hien, one+"/dung", form("version", version(), "reason", "phường làm thay"))
	d.see(hien, one)
	d.see(hien, cell+"/nhiem-vu?xem=xong")
}

// january opens the next month: last month's tasks are judged one by one.
func (d *desk) january(year string) {
	d.t.Helper()
	d.db.Clock.Set(time.Date(2027, 1, 3, 19, 0, 0, 0, store.Vietnam))
	hien := d.cast.Hien.Person
	hub := strings.TrimSuffix(d.send(hien, year+"/moi", form("ky", "2027-01", "kind", "regular", "day", "03/01/2027", "hour", "19:30", "place", "Nhà văn hóa tổ 3")), "/chuan-bi")
	d.send(hien, hub+"/thong-bao", form())
	d.send(hien, hub+"/phong", form("chair", hien, "scribe", d.cast.Huy.Person))
	n := ""
	for i := 1; i < 20 && n == ""; i++ {
		if code, _, body := d.ask(hien, "GET", hub+"/phong/noi-dung/"+strconv.Itoa(i), nil); code == 200 && strings.Contains(body, `name="result"`) {
			n = strconv.Itoa(i)
		}
	}
	if n == "" {
		d.t.Fatal("no task of last month is put before the meeting")
	}
	path := hub + "/phong/noi-dung/" + n
	v := hidden(d.see(hien, path), "version")
	d.refused(hien, path, form("version", v, "result", "not_done", "why", "", "gist", "Chưa vận động được hộ nào.", "conclusion", ""), 422, "Chưa vận động được hộ nào.")
	d.send(hien, path, form("version", v, "result", "not_done", "why", "mưa lũ cả tháng", "gist", "", "conclusion", "Làm tiếp tháng sau."))
	if body := d.see(hien, hub+"/phong/noi-dung/"+n); !strings.Contains(body, "Làm tiếp tháng sau.") {
		d.t.Error("the conclusion is lost")
	}
	judged := form("version", "1", "result", "done", "why", "", "gist", "", "conclusion", "")
	next := d.send(hien, hub+"/phong/noi-dung/"+strconv.Itoa(atoi(n)+1), judged)
	if body := d.see(hien, hub+"/phong"); !strings.Contains(body, next) {
		d.t.Errorf("after a judged task the room does not lead to %s", next)
	}

	// The script asks for one row and the new count.
	roll := hub + "/phong/diem-danh"
	r := httptest.NewRequest("POST", roll, strings.NewReader(form("member", d.cast.Mai.Member, "mark", "present").Encode()))
	r.RemoteAddr = "127.0.0.1:1"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("HX-Request", "true")
	r.AddCookie(&http.Cookie{Name: page.CookieName(false), Value: d.secret[hien]})
	w := httptest.NewRecorder()
	d.site.ServeHTTP(w, r)
	if body := w.Body.String(); w.Code != 200 || strings.Contains(body, "<html") || !strings.Contains(body, "r-"+d.cast.Mai.Member) || !strings.Contains(body, "hx-swap-oob") {
		d.t.Errorf("the row for the script: %d %s", w.Code, body)
	}
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func (d *desk) slug() string {
	slug := ""
	d.db.Read(d.t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&slug}, `select slug from org where tenant = $1 and id = $2`, d.cast.Cell)
	})
	return slug
}
