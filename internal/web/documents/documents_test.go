package documents_test

import (
	"strings"
	"testing"

	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func TestAPaperFromAboveThroughThePages(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	slug := s.Cell.Slug
	if body := s.See(c.Hien.Person, link.Documents(slug)); !strings.Contains(webtest.Text(body), "Không có văn bản mới.") {
		t.Errorf("%s", webtest.Text(body))
	}
	s.See(c.Hien.Person, link.NewDocument(slug))
	fields := []string{"number", "12-KH/ĐU", "issued_on", "16/11/2026", "issuer", "Đảng ủy phường Sông Xanh", "abstract", "về phân loại rác", "summary", "Mỗi hộ hai thùng.\nXong trước 31/12.", "received_on", "20/11/2026", "audience", "members", "level", "normal"}
	spoiled := func(name, value string) []string {
		out := append([]string{}, fields...)
		for i := 0; i < len(out); i += 2 {
			if out[i] == name {
				out[i+1] = value
			}
		}
		return out
	}
	body := s.Refuse(c.Hien.Person, link.NewDocument(slug), 422, "Văn bản này có dấu chỉ độ mật nên hệ thống không nhận", spoiled("level", "secret")...)
	if !strings.Contains(webtest.Text(body), "trong nội dung chỉ để một dòng “lưu riêng”") || !strings.Contains(body, "về phân loại rác") {
		t.Errorf("%s", webtest.Text(body))
	}
	s.Refuse(c.Hien.Person, link.NewDocument(slug), 422, "Tóm tắt để đọc cần từ 1 đến 5 dòng", spoiled("summary", "")...)
	to := s.Must(c.Hien.Person, link.NewDocument(slug), fields...)
	if again := s.Must(c.Hien.Person, link.NewDocument(slug), fields...); again != to {
		t.Errorf("the same paper twice: %s and %s", to, again)
	}
	for _, who := range []string{c.Hien.Person, c.Mai.Person} {
		if body := s.See(who, to); !strings.Contains(webtest.Text(body), "Mỗi hộ hai thùng.") {
			t.Errorf("%s", webtest.Text(body))
		}
		s.See(who, link.Documents(slug))
	}
	for _, who := range []string{c.Neighbour.Person, c.Officer} {
		if code, _ := s.Get(who, to); code != 404 {
			t.Errorf("%d", code)
		}
	}
	if code, _ := s.Get(c.Mai.Person, to+"/sua"); code != 404 {
		t.Errorf("a member edits: %d", code)
	}
	page := s.See(c.Hien.Person, to+"/sua")
	version := webtest.Field(page, "version")
	s.Must(c.Hien.Person, to+"/sua", append(spoiled("abstract", "về rác thải"), "version", version)...)
	body = s.Refuse(c.Hien.Person, to+"/sua", 409, "", append(spoiled("abstract", "bản mở trước"), "version", version)...)
	if !strings.Contains(body, "bản mở trước") || !strings.Contains(webtest.Text(body), "về rác thải") {
		t.Errorf("one of the two texts is lost: %s", webtest.Text(body))
	}
	s.See(c.Hien.Person, to+"/tep")
	s.Refuse(c.Hien.Person, to+"/tep", 422, "Chưa có tệp nào")
}

// TestWhatTheCommitteeSentIsReadAndMarkedOpened: a member's look is not the cell's; the
// secretary's is; the cell is offered no correcting; what was recalled says so first.
func TestWhatTheCommitteeSentIsReadAndMarkedOpened(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	var d directive.Directive
	var paper string
	s.DB.Write(t, c.Officer, func(tx *store.Tx) (err error) {
		d, err = directive.Send(tx, directive.Directive{Org: c.Ward, Number: "12-KH/ĐU", IssuedOn: "2026-11-16", Issuer: "Đảng ủy phường Sông Xanh", Abstract: "về phân loại rác", Asked: "Bàn và giao việc trong tháng 12.",
			Summary: "Mỗi hộ hai thùng.", Level: document.Normal, Audience: document.ForMembers, DiscussBy: "2026-12-31"}, directive.To{})
		return err
	})
	opened := func() (n int) {
		s.DB.Read(t, c.Officer, func(rd *store.Reader) error {
			p, err := directive.Show(rd, d.ID, "")
			n = p.Counts.Opened
			return err
		})
		return n
	}
	s.DB.Read(t, c.Hien.Person, func(rd *store.Reader) error {
		all, err := document.Register(rd, c.Cell)
		paper = all[0].ID
		return err
	})
	s.See(c.Mai.Person, link.Document(paper))
	if opened() != 0 {
		t.Error("a member's look counts as the cell's")
	}
	body := s.See(c.Hien.Person, link.Document(paper))
	text := strings.ReplaceAll(webtest.Text(body), "\u00a0", " ")
	if opened() != 1 || !strings.Contains(text, "Bàn và giao việc trong tháng 12.") || !strings.Contains(text, "31/12/2026") || strings.Contains(body, link.EditDocument(paper)) {
		t.Errorf("%d %s", opened(), text)
	}
	s.DB.Write(t, c.Officer, func(tx *store.Tx) error {
		_, err := directive.Recall(tx, d.ID, 1, "Có văn bản thay thế.")
		return err
	})
	if text := strings.ReplaceAll(webtest.Text(s.See(c.Hien.Person, link.Document(paper))), "\u00a0", " "); !strings.Contains(text, "Đảng ủy đã thu hồi ngày 03/12/2026") || !strings.Contains(text, "Có văn bản thay thế.") {
		t.Error(text)
	}
}
