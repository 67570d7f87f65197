package members_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// missed writes regular meetings that are over, from which one member was
// missing without a known reason.
func missed(t *testing.T, s *webtest.Site, who string, periods ...string) {
	t.Helper()
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		for _, period := range periods {
			id := "missed" + period
			if _, err := tx.Exec(`insert into meeting (tenant, id, org, period, kind, n, starts_at, day, place, day_reason, state, premeeting, opened_at, closed_at, regime_rule, version, created_at, created_by)
				values ($1, $2, $3, $4, 'regular', 1, 0, $5, '', '', 'closed', '', 1, 2, '', 1, 0, '')`, id, s.Cell.ID, period, period+"-03"); err != nil {
				return err
			}
			if _, err := tx.Exec(`insert into meeting_roll (tenant, meeting, stage, member, person, full_name, name_key, standing, activity, expected, entitled) values ($1, $2, 'open', $3, $3, '', '', 'official', 'active', true, true)`, id, who); err != nil {
				return err
			}
			if _, err := tx.Exec(`insert into mark (tenant, meeting, member, status, reason, method, at, by_person, version) values ($1, $2, $3, 'unexplained', '', 'scribe', 0, '', 1)`, id, who); err != nil {
				return err
			}
		}
		return nil
	})
}

const question = "có cần giúp đỡ, hay thuộc diện miễn sinh hoạt không"

func TestTheQuestionIsSeenByTheComradeAndTheSecretaryAlone(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	missed(t, s, c.Loc.Member, "2026-08", "2026-09")
	s.DB.Write(t, c.Officer, func(tx *store.Tx) error {
		for person, post := range map[string]access.Post{c.Khoa.Person: access.Deputy, c.Mai.Person: access.Committee} {
			if _, err := member.Appoint(tx, member.Post{Person: person, Post: post, Org: c.Cell, From: "2026-12-01"}); err != nil {
				return err
			}
		}
		return nil
	})
	asks := func(who, path string) bool {
		_, body := s.Get(who, path)
		return strings.Contains(strings.ReplaceAll(webtest.Text(body), "\u00a0", " "), question)
	}
	if !asks(c.Hien.Person, link.Member(c.Loc.Member)) || !asks(c.Hien.Person, link.Care(s.Cell.Slug)) || !asks(c.Loc.Person, link.Me) || !asks(c.Loc.Person, link.Member(c.Loc.Member)) {
		t.Error("the secretary or the comrade is not asked")
	}
	for name, who := range map[string]string{"deputy": c.Khoa.Person, "committee": c.Mai.Person, "officer": c.Officer, "another member": c.Huy.Person, "the neighbour": c.Neighbour.Person} {
		for _, path := range []string{link.Member(c.Loc.Member), link.Exemption(c.Loc.Member), link.Members(s.Cell.Slug), link.Care(s.Cell.Slug), link.Me, link.Home, link.Contents, link.Committee(s.Ward)} {
			if asks(who, path) {
				t.Errorf("%s reads it at %s", name, path)
			}
		}
		if code, _ := s.Get(who, link.Care(s.Cell.Slug)); code != http.StatusNotFound {
			t.Errorf("%s opens the list: %d", name, code)
		}
	}
}

func TestARequestAndAStayThroughThePages(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	path := link.Exemption(c.Loc.Member)
	_, _, body := s.Post(c.Hien.Person, path, "manner", "letter", "reason", "mobile", "asked_on", "01/12/2026", "from", "01/12/2026", "until", "31/12/2028")
	if text := webtest.Text(body); !strings.Contains(text, "chỉ miễn dưới 12") || !strings.Contains(body, "31/12/2028") {
		t.Errorf("two years of mobile work: %s", text)
	}
	s.Must(c.Hien.Person, path, "manner", "letter", "reason", "age", "asked_on", "01/12/2026", "from", "01/12/2026", "until", "31/05/2027")
	for who, sees := range map[string]bool{c.Hien.Person: true, c.Officer: true, c.Mai.Person: false, c.Neighbour.Person: false} {
		code, _ := s.Get(who, path)
		if (code == http.StatusOK) != sees {
			t.Errorf("%s: %d", who, code)
		}
	}
	if code, _ := s.Get(c.Officer, link.ExemptionResult(c.Loc.Member)); code != http.StatusNotFound {
		t.Errorf("the officer decides: %d", code)
	}
	s.Refuse(c.Hien.Person, link.ExemptionResult(c.Loc.Member), http.StatusConflict, "", "how", "now", "for", "3") // no meeting is held
	s.Must(c.Hien.Person, link.ExemptionResult(c.Loc.Member), "how", "withdraw")
	if text := webtest.Text(s.See(c.Hien.Person, path)); !strings.Contains(text, "đã rút") {
		t.Error(text)
	}

	// A stay of unusual length is said once, and kept when sent again.
	stay := link.Stay(c.Mai.Member)
	if code, _ := s.Get(c.Hien.Person, stay); code != http.StatusNotFound {
		t.Errorf("the secretary records a stay: %d", code)
	}
	fields := []string{"kind", "away", "org", c.Other, "from", "01/12/2026", "until", "31/12/2026", "decision", "07-GTSHĐTT"}
	code, _, body := s.Post(c.Officer, stay, fields...)
	if code != http.StatusOK || !strings.Contains(webtest.Text(body), "ngắn hơn 3") || webtest.Field(body, "aware") != "stay_short" {
		t.Errorf("one month: %d %s", code, webtest.Text(body))
	}
	s.Must(c.Officer, stay, append(fields, "aware", "stay_short")...)
	if text := webtest.Text(s.See(c.Officer, link.Member(c.Mai.Member))); !strings.Contains(text, "31/12/2026") || !strings.Contains(text, "Chi bộ Tổ dân phố 4") || !strings.Contains(text, "07-GTSHĐTT") {
		t.Error(text)
	}
	other := strings.Replace(link.Members(s.Cell.Slug), "pho-3", "pho-4", 1)
	if text := webtest.Text(s.See(c.Neighbour.Person, other)); !strings.Contains(text, "Lò Thị Mai") || !strings.Contains(text, "tạm thời") {
		t.Errorf("the host's roll: %s", text)
	}
	s.Refuse(c.Officer, link.Strengthen(c.Khoa.Member), http.StatusUnprocessableEntity, "Chưa có chi bộ nhận", "from", "01/12/2026")
	s.Must(c.Officer, link.Strengthen(c.Khoa.Member), "org", c.Other, "from", "01/12/2026", "until", "31/05/2027", "decision", "18-QĐ/ĐU")
	if text := webtest.Text(s.See(c.Officer, link.Member(c.Khoa.Member))); !strings.Contains(text, "Tăng cường sang chi bộ khác") {
		t.Error(text)
	}
}

func TestDuesThroughThePages(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	path := link.Dues(s.Cell.Slug, "")
	month := func(pairs ...string) []string {
		return append([]string{"month", "2026-12", "member", c.Loc.Member, "version-" + c.Loc.Member, "0", "state-" + c.Loc.Member, "paid"}, pairs...)
	}
	for _, amount := range []string{"60,5", "-60000", "99999999999999", "sáu mươi", "6.00.000"} {
		code, _, body := s.Post(c.Hien.Person, path, month("amount-"+c.Loc.Member, amount)...)
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, amount) || !strings.Contains(webtest.Text(body), "Số tiền chưa đọc được") {
			t.Errorf("%s: %d", amount, code)
		}
	}
	s.Refuse(c.Hien.Person, path, http.StatusUnprocessableEntity, "cần ghi số tiền", month("amount-"+c.Loc.Member, "")...)
	s.Must(c.Hien.Person, path, month("amount-"+c.Loc.Member, "60.000")...)
	if code, _, body := s.Post(c.Hien.Person, path, month("amount-"+c.Loc.Member, "70.000")...); code != http.StatusConflict || !strings.Contains(body, "70.000") {
		t.Errorf("over what somebody wrote meanwhile: %d", code)
	}
	if text := webtest.Text(s.See(c.Hien.Person, path)); !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), "1 đồng chí đã nộp 60.000 đồng") {
		t.Error(text)
	}
	for _, who := range []string{c.Mai.Person, c.Officer, c.Neighbour.Person} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s reads the dues: %d", who, code)
		}
		if code, _, _ := s.Post(who, path, month("amount-"+c.Loc.Member, "1")...); code != http.StatusNotFound {
			t.Errorf("%s writes the dues: %d", who, code)
		}
	}
	s.Must(c.Hien.Person, link.DuesKeeper(s.Cell.Slug), "person", c.Mai.Person)
	if code, _ := s.Get(c.Mai.Person, path); code != http.StatusOK {
		t.Errorf("the entrusted: %d", code)
	}
	s.Must(c.Hien.Person, link.DuesKeeper(s.Cell.Slug), "person", "")
	if code, _ := s.Get(c.Mai.Person, path); code != http.StatusNotFound {
		t.Errorf("no longer entrusted: %d", code)
	}
	if text := fmt.Sprint(webtest.Text(s.See(c.Loc.Person, link.Me))); !strings.Contains(text, "60.000") {
		t.Error("the comrade does not see what he paid")
	}
}
