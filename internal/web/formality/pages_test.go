package formality_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/formality"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestASecretaryAnswersAndTheCommitteeReads walks one question: the secretary reads
// it at once, answers, an older page meets the newer answer, and the committee reads
// it beside the count. Nobody else does.
func TestASecretaryAnswersAndTheCommitteeReads(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	m := c.Planned(t, s.DB)
	id := store.NewID()
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`insert into finding (tenant, id, org, meeting, kind, n, of_all, other, rule, found_at, told_on, gone_at, answer, answered_by, answered_at, version)
			values ($1, $2, $3, $4, $5, 8, 0, '', 'formality.watch.local@1', $6, '2099-01-01', null, '', '', null, 1)`, id, c.Cell, m.ID, formality.Hurried, tx.Now())
		return err
	})
	slug := s.Cell.Slug
	top := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&top}, `select slug from org where tenant = $1 and id = $2`, c.Ward)
	})
	hien := c.Hien.Person
	says := func(who, path, want string) {
		t.Helper()
		if code, body := s.Get(who, path); code != http.StatusOK || !strings.Contains(strings.ReplaceAll(body, "\u00a0", " "), want) {
			t.Errorf("%s: %d, lacks %q", path, code, want)
		}
	}
	shut := func(who, path string) {
		t.Helper()
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s is open to %s: %d", path, who, code)
		}
	}
	says(hien, link.LookBack(slug), "xong trong")
	says(hien, link.Finding(slug, id), "8 phút từ khai mạc đến kết thúc")
	for _, who := range []string{c.Loc.Person, c.Huy.Person, c.Neighbour.Person} {
		shut(who, link.LookBack(slug))
		shut(who, link.Finding(slug, id))
	}
	if code, body := s.Get(c.Officer, link.LooksBack(top)); code != http.StatusOK || strings.Contains(body, "xong trong") {
		t.Errorf("the committee is told before the time: %d", code)
	}
	shut(c.Officer, link.FindingTold(top, id))
	post := func(version, text string) (int, string) {
		code, _, body := s.Post(hien, link.Finding(slug, id), "version", version, "answer", text)
		return code, body
	}
	if code, body := post("1", "  "); code != http.StatusUnprocessableEntity || !strings.Contains(strings.ReplaceAll(body, "\u00a0", " "), "Câu trả lời còn trống") {
		t.Errorf("an empty answer: %d", code)
	}
	if code, _ := post("1", "Bấm giờ muộn."); code != http.StatusSeeOther {
		t.Errorf("answered: %d", code)
	}
	if code, body := post("1", "Chữ của tôi"); code != http.StatusConflict || !strings.Contains(body, "Chữ của tôi") || !strings.Contains(strings.ReplaceAll(body, "\u00a0", " "), "Bấm giờ muộn.") {
		t.Errorf("an older page: %d, both texts on it?", code)
	}
	says(c.Officer, link.LooksBack(top), "Bấm giờ muộn.")
	says(c.Officer, link.FindingTold(top, id), "Bấm giờ muộn.")
	shut(hien, link.FindingTold(top, id))
}
