package meetings_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chibo/internal/agenda"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/office/docx"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// upload sends a form with one file, as a browser does.
func upload(t *testing.T, s *webtest.Site, who, path, name string, data []byte, pairs ...string) (int, string, string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		_ = m.WriteField(pairs[i], pairs[i+1])
	}
	_ = m.WriteField("key", store.NewID())
	f, err := m.CreateFormFile("file", name)
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil || m.Close() != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return s.Serve(who, r)
}

func words(t *testing.T, lines ...string) []byte {
	t.Helper()
	d := docx.Document{Page: docx.A4()}
	for _, l := range lines {
		d.Blocks = append(d.Blocks, docx.Paragraph{Runs: []docx.Run{{Text: l}}})
	}
	b, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPapersOfAMeetingThroughThePages(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	var m meeting.Meeting
	s.DB.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
		if m, err = meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Cell, Period: "2027-01", Kind: meeting.Regular, StartsAt: meetingtest.StartsAt + 31*86_400_000, Place: "Nhà văn hóa tổ 3"}); err == nil {
			_, err = agenda.Draft(tx, meetingtest.Book, m.ID)
		}
		return err
	})
	slug, ky := s.Cell.Slug, "2027-01"
	page := link.Attach(slug, ky)
	body := s.See(c.Hien.Person, link.Announce(slug, ky))
	for _, want := range []string{"Kính mời đồng chí dự sinh hoạt chi bộ thường kỳ tháng 1/2027, lúc 19:30 Chủ nhật, ngày 03/01/2027", "Hạn 19:30 thứ Bảy, 02/01/2027. Còn 30 ngày. Thiếu 1 tài liệu.", "Dự thảo nghị quyết", "Chưa có"} {
		if !strings.Contains(webtest.Text(body), want) {
			t.Errorf("step three lacks %q: %s", want, webtest.Text(body))
		}
	}
	s.See(c.Hien.Person, page)
	kept := func() int {
		entries, _ := os.ReadDir(filepath.Join(s.DB.Dir(), "files"))
		n := 0
		for _, e := range entries {
			some, _ := os.ReadDir(filepath.Join(s.DB.Dir(), "files", e.Name()))
			n += len(some)
		}
		return n
	}
	before := kept()
	for _, bad := range []struct {
		name, says string
		data       []byte
		status     int
		more       []string
	}{
		{"KH 12 MẬT.docx", "Văn bản này có dấu chỉ độ mật nên hệ thống không nhận", words(t, "Kế hoạch"), 422, nil},
		{"kh12.docx", "Văn bản này có dấu chỉ độ mật", words(t, "Số 12-KH/ĐU", "TUYỆT MẬT"), 422, nil},
		{"kh12.docx", "Văn bản này có dấu chỉ độ mật", words(t, "Kế hoạch"), 422, []string{"level", "secret"}},
		{"a.docx", "Không đọc được tệp này. Các tệp khác được giữ.", words(t, "x")[:200], 422, nil},
		{"a.docx", "Không đọc được tệp này", nil, 422, nil},
		{"a.docx", "Không đọc được tệp này", []byte("MZ\x90"), 422, nil},
		{"a.pdf", "Tệp nặng 24", bytes.Repeat([]byte{1}, 24<<20), 413, nil},
		{"a.pdf", "Tệp nặng 11", bytes.Repeat([]byte{1}, 10<<20+5000), 422, nil},
	} {
		code, _, body := upload(t, s, c.Hien.Person, page, bad.name, bad.data, append([]string{"role", "plan", "title", "Kế hoạch 12"}, bad.more...)...)
		if code != bad.status || !strings.Contains(webtest.Text(body), bad.says) {
			t.Errorf("%s: %d, want %d %q: %s", bad.name, code, bad.status, bad.says, webtest.Text(body))
		}
		if code == 422 && !strings.Contains(body, "Kế hoạch 12") {
			t.Errorf("%s: what was typed is gone", bad.name)
		}
	}
	if after := kept(); after != before {
		t.Errorf("%d refused files lie on the disk", after-before)
	}
	good := words(t, "Dự thảo nghị quyết", "mối liên hệ mật thiết")
	for range 2 { // the same file twice is one
		if code, to, body := upload(t, s, c.Hien.Person, page, `..\..\dự thảo.exe`, good, "role", "draft_resolution", "title", "Dự thảo nghị quyết", "item", "all", "level", "normal"); code != http.StatusSeeOther || to != link.Announce(slug, ky) {
			t.Fatalf("%d %s %s", code, to, webtest.Text(body))
		}
	}
	body = s.See(c.Hien.Person, link.Announce(slug, ky))
	if n := strings.Count(body, `href="/tep/`); n != 2 { // the file and taking it away
		t.Errorf("%d links to files", n)
	}
	file := body[strings.Index(body, `href="/tep/`)+6:]
	file = file[:strings.IndexByte(file, '"')]
	r := httptest.NewRequest("GET", file, nil)
	if code, _, got := s.Serve(c.Hien.Person, r); code != 200 || got != string(good) {
		t.Errorf("%d %d bytes", code, len(got))
	}
	for _, who := range []string{c.Mai.Person, c.Neighbour.Person} { // not announced yet; not of the cell
		if code, _ := s.Get(who, file); code != 404 {
			t.Errorf("%d", code)
		}
	}
	s.Must(c.Hien.Person, link.Announce(slug, ky))
	body = s.See(c.Hien.Person, link.Announce(slug, ky))
	if !strings.Contains(webtest.Text(body), "Đã gửi tài liệu") || !strings.Contains(webtest.Text(body), "1 tài liệu") {
		t.Errorf("%s", webtest.Text(body))
	}
	if code, _ := s.Get(c.Mai.Person, file); code != 200 {
		t.Errorf("announced: %d", code)
	}
	if code, body := s.Get(c.Mai.Person, link.Calendar(slug, ky)); code != 200 || !strings.Contains(body, "SUMMARY:Lịch họp\r\n") || strings.Contains(body, "Nhà văn hóa") {
		t.Errorf("%d %s", code, body)
	}

	// The packet: secretary yes, member no; a block a box; the tick.
	body = s.See(c.Hien.Person, link.Packet(slug, ky))
	if n := strings.Count(body, "data-copy="); n != 5 {
		t.Errorf("%d blocks to copy", n)
	}
	if code, _ := s.Get(c.Mai.Person, link.Packet(slug, ky)); code != 404 {
		t.Errorf("a member without a part in it: %d", code)
	}
	s.Refuse(c.Hien.Person, link.Packet(slug, ky), 422, "Giờ này chưa đến", "part", "before", "hour", "23:30", "day", "04/12/2026")
	s.Must(c.Hien.Person, link.Packet(slug, ky), "part", "before", "hour", "18:45", "day", "03/12/2026")
	if body = s.See(c.Hien.Person, link.Packet(slug, ky)); !strings.Contains(webtest.Text(body), "Đã đưa lên Sổ tay lúc 18:45 ngày 03/12/2026 (tự khai, đồng chí Lường Thị Hiên).") {
		t.Errorf("%s", webtest.Text(body))
	}
	s.Must(c.Hien.Person, link.Assistants(slug), "person", c.Mai.Person)
	s.See(c.Hien.Person, link.Assistants(slug))
	s.See(c.Mai.Person, link.Packet(slug, ky))
	if code, _ := s.Get(c.Mai.Person, link.Attach(slug, ky)); code != 404 {
		t.Errorf("who helps may not attach: %d", code)
	}
	drop := file + "/bo"
	s.See(c.Hien.Person, drop)
	s.Must(c.Hien.Person, drop)
	if code, _ := s.Get(c.Hien.Person, file); code != 404 {
		t.Errorf("taken away: %d", code)
	}
}

func TestASecretLineThroughThePages(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	m := c.Planned(t, s.DB)
	slug, ky := s.Cell.Slug, "2026-12"
	s.DB.Write(t, c.Hien.Person, func(tx *store.Tx) error { _, err := agenda.Draft(tx, meetingtest.Book, m.ID); return err })
	s.See(c.Hien.Person, link.NewItem(slug, ky)+"?bi-mat=1")
	s.Must(c.Hien.Person, link.NewItem(slug, ky), "title", "Phương án tác chiến", "minutes", "15", "purpose", "discuss", "secret", "1", "draft", "Dự thảo")
	body := s.See(c.Hien.Person, link.Prepare(slug, ky))
	if !strings.Contains(webtest.Text(body), meeting.SecretTitle) || strings.Contains(body, "tác chiến") {
		t.Errorf("%s", webtest.Text(body))
	}
	var id string
	s.DB.Read(t, c.Hien.Person, func(rd *store.Reader) error {
		all, err := meeting.Items(rd, m.ID)
		id = all[len(all)-1].ID
		return err
	})
	body = s.See(c.Hien.Person, link.EditItem(slug, ky, id))
	if !strings.Contains(webtest.Text(body), "Mọi ô khác của nội dung này đã khóa") || strings.Contains(body, `name="draft"`) {
		t.Errorf("%s", webtest.Text(body))
	}
	s.Must(c.Hien.Person, link.EditItem(slug, ky, id), "seen", webtest.Field(body, "seen"), "secret", webtest.Field(body, "secret"), "minutes", "20")
	if body = s.See(c.Hien.Person, link.Prepare(slug, ky)); !strings.Contains(webtest.Text(body), meeting.SecretTitle) {
		t.Errorf("%s", webtest.Text(body))
	}
}
