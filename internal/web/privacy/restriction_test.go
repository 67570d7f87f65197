package privacy_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestTwoRestrictAndTwoErase walks both ways on the pages, from the request to
// the end, with what may not happen at each of them.
func TestTwoRestrictAndTwoErase(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	p := c.Loc.Person
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		if err := member.PutPhone(tx, p, "0912345678"); err != nil {
			return err
		}
		_, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.WardSecretary, Org: c.Ward, From: "2026-01-01"})
		return err
	})
	leader, at, decide := c.Khoa.Person, link.DataState(s.Ward, p), link.DataDecision(s.Ward, p)
	var q privacy.Request
	s.DB.Write(t, p, func(tx *store.Tx) (err error) {
		q, err = privacy.AskMine(tx, meetingtest.Book, privacy.Asking{Kind: "restrict", Text: "Chưa muốn dùng"})
		return err
	})
	if !strings.Contains(s.See(c.Officer, link.PrivacyRequest(s.Ward, q.ID)), at+"?de-nghi="+q.ID) {
		t.Error("the request does not lead there")
	}
	for _, who := range []string{c.Hien.Person, c.Mai.Person, leader} {
		if code, _ := s.Get(who, at); code != http.StatusNotFound {
			t.Errorf("the office's page for another: %d", code)
		}
	}
	for _, who := range []string{c.Hien.Person, c.Officer} {
		if code, _ := s.Get(who, decide); code != http.StatusNotFound {
			t.Errorf("the leader's page for another: %d", code)
		}
	}
	if text := read(s, c.Officer, at); strings.Contains(text, "Xóa dữ liệu") || !strings.Contains(text, "chưa xóa được") || !strings.Contains(text, "giữ tên như bản giấy đã ký") {
		t.Error(text)
	}
	s.Owes(at, s.Refuse(c.Officer, at, http.StatusUnprocessableEntity, "", "what", "restrict", "version", "0"))
	s.Must(c.Officer, at, "what", "restrict", "reason", "Đồng chí đề nghị bằng giấy", "version", "0", "request", q.ID)
	if text := read(s, leader, link.Attention(s.Ward)); !strings.Contains(text, "Chờ quyết định về dữ liệu (1)") {
		t.Error(text)
	}
	s.Owes(decide, s.See(leader, decide))
	s.Owes(decide, s.Refuse(leader, decide, http.StatusUnprocessableEntity, "", "do", "decline", "version", "1"))
	s.Must(leader, decide, "do", "agree", "version", "1")
	for _, who := range []string{c.Officer, c.Hien.Person} {
		text := read(s, who, link.Member(c.Loc.Member))
		if strings.Contains(text, "0912345678") || !strings.Contains(text, "Dữ liệu đang hạn chế") {
			t.Error(text)
		}
	}
	if !strings.Contains(read(s, c.Hien.Person, link.Members(s.Cell.Slug)), "Dữ liệu đang hạn chế") {
		t.Error("the roll does not say it")
	}
	if code, _ := s.Get(c.Officer, link.EditMember(c.Loc.Member)); code != http.StatusConflict {
		t.Errorf("an empty form over a hidden record: %d", code)
	}
	s.Must(c.Officer, at, "what", "open", "reason", "Đối chiếu hồ sơ", "version", "2")
	s.Must(leader, decide, "do", "agree", "version", "3")
	if !strings.Contains(s.See(c.Officer, link.Member(c.Loc.Member)), "0912345678") || strings.Contains(s.See(c.Hien.Person, link.Member(c.Loc.Member)), "0912345678") {
		t.Error("opened to nobody, or to all")
	}
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		return member.Record(tx, meetingtest.Book, member.Event{Member: c.Loc.Member, Kind: member.Ended, From: tx.Today()})
	})
	s.Must(c.Officer, at, "what", "shred", "reason", "Hết thời hạn giữ", "version", "4")
	if text := read(s, leader, decide); !strings.Contains(text, "không làm lại được") || !strings.Contains(text, "Luật 91/2025/QH15, điều 14") {
		t.Error(text)
	}
	s.Must(leader, decide, "do", "agree", "version", "5")
	text := read(s, c.Officer, at)
	if !strings.Contains(text, "(đã xóa)") || !strings.Contains(text, "Dữ liệu đã xóa") {
		t.Error(text)
	}
	gone := read(s, c.Officer, link.Member(c.Loc.Member))
	for _, deed := range []string{"Ghi biến động", "Sửa hồ sơ", "Tạo mã", "Miễn sinh hoạt", "Đính chính"} {
		if strings.Contains(gone, deed) {
			t.Errorf("on an erased record: %s", deed)
		}
	}
	if strings.Contains(read(s, c.Officer, link.PrivacyRequest(s.Ward, q.ID)), "Chưa muốn dùng") {
		t.Error("the words of the request stay")
	}
}
