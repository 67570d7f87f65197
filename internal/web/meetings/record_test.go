package meetings_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/standing"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestEveryLineLeadsToItsRecord: each kind of line opens what it comes from; one
// that comes from nothing, or is closed, leads nowhere.
func TestEveryLineLeadsToItsRecord(t *testing.T) {
	s := webtest.New(t)
	c, slug, ky := s.Cast, s.Cell.Slug, "2026-12-cd"
	var m meeting.Meeting
	var asked standing.Exemption
	s.DB.Write(t, c.Hien.Person, func(tx *store.Tx) (err error) {
		if _, err = meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Cell, Period: "2026-11", Kind: meeting.Regular, StartsAt: meetingtest.StartsAt - 30*86_400_000, Place: "Nhà văn hóa tổ 3", DayReason: "Bận bầu cử"}); err != nil {
			return err
		}
		if m, err = meeting.Plan(tx, meetingtest.Book, meeting.Planning{Org: c.Cell, Period: "2026-12", Kind: meeting.Thematic, StartsAt: meetingtest.StartsAt, Place: "Nhà văn hóa tổ 3"}); err != nil {
			return err
		}
		asked, err = standing.Ask(tx, meetingtest.Book, standing.Request{Member: c.Loc.Member, Manner: "letter", Reason: "age", AskedOn: tx.Today(), From: "2027-01-01", Until: "2027-06-01"})
		return err
	})
	lines := []struct{ kind, id, to, says string }{
		{"task", "viec-1", link.Task("viec-1"), "Mở việc đã giao"},
		{"document", "vb-1", link.Document("vb-1"), "Mở văn bản"},
		{"date", "probation." + c.Anh.Member + ".2026-12-18", link.Member(c.Anh.Member), "Mở hồ sơ đảng viên"},
		{"date", "term..2026-12-18", link.Members(slug), "Mở hồ sơ đảng viên"},
		{"dues", "2026-11", link.Dues(slug, "2026-11"), "Mở đảng phí của tháng"},
		{"duty", "2026-12", link.Duties(slug, 2026), "Mở nhiệm vụ"},
		{"topic", m.ID, link.Topic(slug, ky), "Mở chuyên đề"},
		{"shortcoming", "2026-11.regular", link.Minutes(slug, "2026-11"), "Mở biên bản buổi trước"},
		{"exemption", asked.ID, link.Exemption(c.Loc.Member), "Mở đề nghị miễn sinh hoạt"},
		{"exemption", "khong-co", "", ""},
		{"template", "open", "", ""},
		{"carried", "cu", "", ""},
		{"", "", "", ""},
	}
	at := make([]string, len(lines))
	for n := range at {
		at[n] = store.NewID()
	}
	closed := store.NewID()
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := tx.Exec(`update meeting set state = 'closed', closed_at = starts_at where tenant = $1 and period = '2026-11'`); err != nil {
			return err
		}
		for n, l := range lines {
			if _, err := tx.Exec(`insert into agenda_item (tenant, meeting, id, position, code, title, purpose, minutes, presenter, source_kind, source_id, source_text, gist, conclusion, version)
				values ($1, $2, $3, $4, 'x', 'Nội dung', 'discuss', 5, '', $5, $6, '', '', '', 1)`, m.ID, at[n], n+1, l.kind, l.id); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`insert into agenda_item (tenant, meeting, id, position, code, title, purpose, minutes, presenter, source_kind, source_id, source_text, secret, gist, conclusion, version)
			values ($1, $2, $3, 90, 'x', $4, 'discuss', 5, '', 'task', 'viec-2', '', true, '', '', 1)`, m.ID, closed, meeting.SecretTitle)
		return err
	})
	for n, l := range lines {
		body := s.See(c.Hien.Person, link.EditItem(slug, ky, at[n]))
		has := strings.Contains(body, l.says)
		if l.says == "" {
			has = !strings.Contains(body, ">Mở ") && !strings.Contains(webtest.Text(body), "Mở đề nghị")
		}
		if !has || l.to != "" && !strings.Contains(body, `href="`+l.to+`"`) {
			t.Errorf("%s %s: no way %q to %q in %s", l.kind, l.id, l.says, l.to, webtest.Text(body))
		}
	}
	if body := s.See(c.Hien.Person, link.EditItem(slug, ky, closed)); strings.Contains(body, "Mở việc") {
		t.Error("a state secret leads to its record")
	}
	// Who looks on the agenda and may not read a request is shown no way to it.
	if code, body := s.Get(c.Mai.Person, link.Prepare(slug, ky)); code == http.StatusOK && strings.Contains(body, link.Exemption(c.Loc.Member)) {
		t.Errorf("a member is led to another's request: %s", webtest.Text(body))
	}
}
