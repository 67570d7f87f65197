package members_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chibo/internal/i18n"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/web"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
)

// site is a running site with the cast of one ward, and the addresses in it.
type site struct {
	t       *testing.T
	db      *storetest.DB
	cast    meetingtest.Cast
	pages   http.Handler
	secret  map[string]string
	ward    string // slug
	cell    org.Org
	meeting string
}

func newSite(t *testing.T) *site {
	t.Helper()
	db := storetest.SQLite(t)
	s := &site{t: t, db: db, cast: meetingtest.Ward(t, db), secret: map[string]string{}}
	vault, err := member.NewVault(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	if s.pages, err = web.New(web.Options{DB: db.DB, Book: meetingtest.Book, Vault: vault}); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{s.cast.Officer, s.cast.Hien.Person, s.cast.Tua.Person, s.cast.Neighbour.Person} {
		db.Write(t, store.System, func(tx *store.Tx) error {
			if _, err := session.Account(tx, who, "Người Thử"); err != nil {
				return err
			}
			begun, err := session.Begin(tx, who, "máy thử")
			s.secret[who] = begun.Secret
			return err
		})
	}
	db.Read(t, store.System, func(rd *store.Reader) error {
		top, err := org.Root(rd)
		if err != nil {
			return err
		}
		s.ward = top.Slug
		s.cell, err = org.Get(rd, s.cast.Cell)
		return err
	})
	return s
}

func (s *site) serve(who string, r *http.Request) (int, string, string) {
	s.t.Helper()
	r.RemoteAddr = "127.0.0.1:1"
	r.AddCookie(&http.Cookie{Name: page.CookieName(false), Value: s.secret[who]})
	w := httptest.NewRecorder()
	s.pages.ServeHTTP(w, r)
	return w.Code, w.Header().Get("Location"), w.Body.String()
}

func (s *site) get(who, path string) (int, string) {
	s.t.Helper()
	code, _, body := s.serve(who, httptest.NewRequest("GET", path, nil))
	return code, body
}

func (s *site) post(who, path string, pairs ...string) (int, string, string) {
	s.t.Helper()
	v := url.Values{"key": {store.NewID()}}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.serve(who, r)
}

func (s *site) upload(who, kind, name string, data []byte) (int, string, string) {
	s.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("kind", kind)
	_ = m.WriteField("key", store.NewID())
	f, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil || m.Close() != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", link.Imports(s.ward), &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return s.serve(who, r)
}

// see reads a page and checks what every page owes: one h1, one next step,
// labels tied to their fields, nothing inline, no word missing.
func (s *site) see(who, path string) string {
	s.t.Helper()
	code, body := s.get(who, path)
	if code != http.StatusOK {
		s.t.Fatalf("GET %s: %d\n%s", path, code, text(body))
	}
	s.owes(path, body)
	return body
}

func (s *site) owes(path, body string) {
	s.t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	h1, primary, desk := 0, 0, strings.Contains(body, `class="page desk"`)
	ids, labels, fields := map[string]bool{}, map[string]bool{}, []string{}
	for n := range doc.Descendants() {
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				s.t.Errorf("%s: inline %s", path, a.Key)
			}
		}
		if id := at["id"]; id != "" {
			if ids[id] {
				s.t.Errorf("%s: id %q twice", path, id)
			}
			ids[id] = true
		}
		if strings.Contains(" "+at["class"]+" ", " chinh ") {
			primary++
			if f := at["form"]; f != "" && !strings.Contains(body, `id="`+f+`"`) {
				s.t.Errorf("%s: the primary button sends no form", path)
			}
		}
		switch n.Data {
		case "h1":
			h1++
		case "label":
			labels[at["for"]] = true
		case "input", "select", "textarea":
			if at["type"] != "hidden" && at["type"] != "radio" && at["type"] != "checkbox" && at["type"] != "search" {
				fields = append(fields, at["id"])
			}
		}
	}
	if want := map[bool]int{true: 2, false: 1}[desk]; h1 != 1 || primary != want { // of a desk's two one is displayed
		s.t.Errorf("%s: %d h1, %d primary buttons", path, h1, primary)
	}
	for _, id := range fields {
		if !labels[id] {
			s.t.Errorf("%s: field %q has no label", path, id)
		}
	}
	if i := strings.Index(body, "⟦"); i >= 0 {
		s.t.Errorf("%s: words missing: %s", path, body[i:min(len(body), i+60)])
	}
}

func text(body string) string {
	out := regexp.MustCompile(`(?s)<head>.*?</head>|<[^>]*>`).ReplaceAllString(body, " ")
	out = strings.ReplaceAll(html.UnescapeString(out), "\u00a0", " ")
	return strings.Join(strings.Fields(out), " ")
}

func TestEveryPageOfOfficerAndMember(t *testing.T) {
	s := newSite(t)
	officer, ward := s.cast.Officer, s.ward
	var post string
	s.db.Read(t, store.System, func(rd *store.Reader) error {
		all, err := member.Posts(rd, s.cell.ID, rd.Today())
		if len(all) > 0 {
			post = all[0].ID
		}
		return err
	})
	for _, path := range []string{
		link.Committee(ward), link.Committee(ward) + "?thang=2026-01", link.Month(ward, "2026-11"), link.Cells(ward), link.CellSeen(ward, s.cell.Slug), link.CommitteeTasks(ward),
		link.OrgTree(ward), link.OrgTree(ward) + "?ngay=01/02/2026", link.NewOrg(ward), link.OrgChange(ward, s.cell.ID), link.Change(ward, s.cell.ID, "sua"), link.Change(ward, s.cell.ID, "chuyen"),
		link.Change(ward, s.cell.ID, "sap-nhap"), link.Change(ward, s.cell.ID, "chia-tach"), link.Change(ward, s.cell.ID, "giai-the"),
		link.Posts(ward) + "?to-chuc=" + s.cell.ID, link.Posts(ward) + "?to-chuc=" + s.cell.ID + "&dong-chi=" + s.cast.Mai.Person, link.EndPost(ward, post) + "?to-chuc=" + s.cell.ID,
		link.AllMembers(ward), link.AllMembers(ward) + "?q=hien", link.AllMembers(ward) + "?q=khongco", link.Members(s.cell.Slug), link.NewMember(s.cell.Slug), link.Member(s.cast.Tua.Member), link.EditMember(s.cast.Tua.Member),
		link.MemberEvent(s.cast.Tua.Member), link.Imports(ward), link.Settings(ward), link.Me, link.MyData,
	} {
		s.see(officer, path)
	}
	for _, path := range []string{link.Me, link.MyTasks, link.MyAttendance, link.WhoSaw, link.MyData} {
		s.see(s.cast.Tua.Person, path)
	}
	if body := text(s.see(s.cast.Tua.Person, link.WhoSaw)); !strings.Contains(body, "xem hồ sơ ngắn") || !strings.Contains(body, "xem danh sách") {
		t.Errorf("the looks of the officer do not show: %s", body)
	}
	for _, path := range []string{link.MonthSheet(ward, "2026-11"), link.ExportAll(ward), link.ExportMembers(s.cell.Slug), link.MyDataFile("json"), link.MyDataFile("xlsx")} {
		if code, body := s.get(officer, path); code != http.StatusOK || len(body) == 0 {
			t.Errorf("GET %s: %d", path, code)
		}
	}
}

func TestWhatOneMayNotSeeIsNotThere(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{link.Members(s.cell.Slug), link.Member(s.cast.Tua.Member), link.EditMember(s.cast.Tua.Member), link.AllMembers(s.ward), link.Imports(s.ward), link.Settings(s.ward), link.NewOrg(s.ward), link.Committee(s.ward)} {
		if code, body := s.get(s.cast.Neighbour.Person, path); code != http.StatusNotFound || strings.Contains(body, "Giàng A Tủa") {
			t.Errorf("the neighbour's secretary, %s: %d", path, code)
		}
	}
	if code, _, _ := s.post(s.cast.Neighbour.Person, link.MemberEvent(s.cast.Tua.Member), "kind", "end", "from", "01/12/2026"); code != http.StatusNotFound {
		t.Errorf("the neighbour's secretary ended a member: %d", code)
	}
	if code, _ := s.get(s.cast.Hien.Person, link.Members(s.cell.Slug)); code != http.StatusOK {
		t.Errorf("the own secretary: %d", code)
	}
}

func TestFormsKeepWhatWasTyped(t *testing.T) {
	s := newSite(t)
	officer := s.cast.Officer
	path := link.NewOrg(s.ward)
	code, _, body := s.post(officer, path, "name", "Chi bộ Bản Mới", "kind", "residential", "parent", s.cast.Ward, "day", "31/02/2026")
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "Chi bộ Bản Mới") || !strings.Contains(body, "31/02/2026") {
		t.Errorf("a wrong day: %d %s", code, text(body))
	}
	s.owes(path, body)
	code, to, body := s.post(officer, path, "name", "Chi bộ Bản Mới", "kind", "residential", "parent", s.cast.Ward, "day", "01/03/2026", "decision", "Quyết định 1-QĐ/ĐU")
	if code != http.StatusSeeOther {
		t.Fatalf("a new organisation: %d %s", code, text(body))
	}
	if !strings.Contains(text(s.see(officer, to)), "Quyết định 1-QĐ/ĐU") {
		t.Error("the decision does not stand in the history")
	}
	path = link.Settings(s.ward)
	if code, _, _ = s.post(officer, path, "fields", "ethnicity"); code != http.StatusUnprocessableEntity {
		t.Errorf("a choice without decision: %d", code)
	}
	if code, _, _ = s.post(officer, path, "fields", "ethnicity", "decision", "Biên bản 3"); code != http.StatusSeeOther {
		t.Errorf("a choice: %d", code)
	}
	path = link.NewMember(s.cell.Slug)
	if code, _, body = s.post(officer, path, "full_name", "Lò Văn Mới", "birth", "không rõ", "from", "01/03/2026"); code != http.StatusUnprocessableEntity || !strings.Contains(body, "Lò Văn Mới") {
		t.Errorf("a wrong birth date: %d", code)
	}
	code, to, body = s.post(officer, path, "full_name", "Lò Văn Mới", "birth", "1980", "from", "01/03/2026", "admitted_on", "03/02/2010", "official_on", "03/02/2011")
	if code != http.StatusSeeOther {
		t.Fatalf("a new member: %d %s", code, text(body))
	}
	s.see(officer, to)
}

func TestAListInFiveSteps(t *testing.T) {
	s := newSite(t)
	for _, list := range []struct{ kind, name string }{{member.ListOrgs, "to-chuc-phuong-mau.xlsx"}, {member.ListMembers, "dang-vien-phuong-mau.xlsx"}} {
		data, err := os.ReadFile("../../../testdata/" + list.name)
		if err != nil {
			t.Fatal(err)
		}
		code, to, body := s.upload(s.cast.Officer, list.kind, list.name, data)
		if code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", list.name, code, text(body))
		}
		here, _, _ := strings.Cut(to, "?")
		s.see(s.cast.Officer, here+"?buoc=2")
		if body := s.see(s.cast.Officer, here+"?buoc=3"); list.kind == member.ListMembers && !strings.Contains(text(body), "Căn cứ:") {
			t.Error("the columns say no legal basis")
		}
		if code, to, _ = s.post(s.cast.Officer, here, "step", "3"); code != http.StatusSeeOther {
			t.Fatalf("step 3: %d", code)
		}
		for _, group := range []string{"", "doubtful", "refused", "new", "moved", "changed", "gone", "same"} {
			s.see(s.cast.Officer, to+"&xem="+group)
		}
		if code, to, body = s.post(s.cast.Officer, here+"/dua-vao"); code != http.StatusSeeOther {
			t.Fatalf("commit: %d %s", code, text(body))
		}
		s.see(s.cast.Officer, to)
		s.takeIn(here[strings.LastIndex(here, "/")+1:])
		if body := text(s.see(s.cast.Officer, to)); !strings.Contains(body, "Đã xong:") {
			t.Errorf("%s: %s", list.name, body)
		}
	}
	if body := text(s.see(s.cast.Officer, link.AllMembers(s.ward))); !strings.Contains(body, "Xem tiếp") {
		t.Errorf("the roll has one page only: %s", body[:min(len(body), 300)])
	}
}

// takeIn does what the job does.
func (s *site) takeIn(id string) {
	s.t.Helper()
	for done := false; !done; {
		s.db.Write(s.t, store.System, func(tx *store.Tx) (err error) {
			done, err = member.CommitChunk(tx, meetingtest.Book, id, 200)
			return err
		})
	}
}

func TestBadFilesAreToldInWords(t *testing.T) {
	s := newSite(t)
	good, err := os.ReadFile("../../../testdata/dang-vien-phuong-mau.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"cut.xlsx": good[:len(good)/2], "word.docx": []byte("PK\x03\x04 nothing"), "old.xls": append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 600)...),
		"picture.jpg": {0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0}, "empty.xlsx": {}, "big.xlsx": bytes.Repeat([]byte{1}, 10<<20+5),
	} {
		code, _, body := s.upload(s.cast.Officer, member.ListMembers, name, data)
		if code != http.StatusUnprocessableEntity && code != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d %s", name, code, text(body))
			continue
		}
		if !strings.Contains(text(body), "Chưa ghi gì") && !strings.Contains(text(body), "Chưa lưu gì") && !strings.Contains(text(body), "được giữ") {
			t.Errorf("%s: does not say what is kept: %s", name, text(body))
		}
	}
	if missing := i18n.Missing(); len(missing) > 0 {
		t.Errorf("words missing: %v", missing)
	}
}
