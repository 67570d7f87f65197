package privacy_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestTheCommitteeKeepsByADecision: one who left waits on the page of retention; the
// office asks to keep the data by a decision, the leader agrees; until its day he is
// off the list and cannot be erased, on that day he waits again.
func TestTheCommitteeKeepsByADecision(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		if _, err := member.Appoint(tx, member.Post{Person: c.Khoa.Person, Post: access.WardSecretary, Org: c.Ward, From: "2026-01-01"}); err != nil {
			return err
		}
		return member.Record(tx, meetingtest.Book, member.Event{Member: c.Nga.Member, Kind: member.Ended, From: "2026-12-03", Reason: "left"})
	})
	s.DB.Clock.Set(time.Date(2026, 12, 4, 8, 0, 0, 0, store.Vietnam))
	leader, list := c.Khoa.Person, link.Retention(s.Ward)
	at, decide := link.DataState(s.Ward, c.Nga.Person), link.DataDecision(s.Ward, c.Nga.Person)
	if !strings.Contains(s.See(c.Officer, list), at) {
		t.Fatal("who left does not wait for a decision")
	}
	// Of a member of today nothing is kept by a decision.
	if strings.Contains(s.See(c.Officer, link.DataState(s.Ward, c.Loc.Person)), `value="keep"`) {
		t.Error("a member's data are offered to be kept")
	}
	for what, fields := range map[string][]string{
		"Chưa ghi số quyết định":          {"ref", "", "on", "03/12/2026", "until", "03/12/2031"},
		"Ngày quyết định phải là hôm nay": {"ref", "12-QĐ/ĐU", "on", "05/12/2026", "until", "03/12/2031"},
		"Ngày giữ đến phải sau hôm nay":   {"ref", "12-QĐ/ĐU", "on", "03/12/2026", "until", "04/12/2026"},
	} {
		body := s.Refuse(c.Officer, at, http.StatusUnprocessableEntity, "", append([]string{"what", "keep", "reason", "Hồ sơ khen thưởng", "version", "0"}, fields...)...)
		if !strings.Contains(body, what) || !strings.Contains(body, "Hồ sơ khen thưởng") {
			t.Errorf("%s: %.300s", what, body)
		}
	}
	s.Must(c.Officer, at, "what", "keep", "reason", "Hồ sơ khen thưởng", "version", "0", "ref", "12-QĐ/ĐU", "on", "03/12/2026", "until", "03/12/2031")
	if !strings.Contains(s.See(c.Officer, list), at) {
		t.Error("asked is not decided")
	}
	if text := read(s, leader, decide); !strings.Contains(text, "Quyết định: 12-QĐ/ĐU, ngày 03/12/2026. Giữ đến ngày 03/12/2031.") || !strings.Contains(text, "Hồ sơ khen thưởng") {
		t.Error(text)
	}
	s.Must(leader, decide, "do", "agree", "version", "1")
	if strings.Contains(s.See(c.Officer, list), at) {
		t.Error("who is kept by a decision still waits for one")
	}
	if text := read(s, c.Officer, link.DataStates(s.Ward)); !strings.Contains(text, "Đỗ Thị Nga") || !strings.Contains(text, "12-QĐ/ĐU, ngày 03/12/2026. Giữ đến ngày 03/12/2031.") {
		t.Error(text)
	}
	if body := s.See(c.Officer, at); strings.Contains(body, `value="shred"`) || !strings.Contains(body, "Giữ theo quyết định") {
		t.Error("what is kept is offered to be erased")
	}
	s.Refuse(c.Officer, at, http.StatusUnprocessableEntity, "", "what", "shred", "reason", "x", "version", "2")
	var noted int
	s.DB.Read(t, store.System, func(rd *store.Reader) (err error) {
		n, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and object_id = $2 and action in ('privacy.state_ask', 'privacy.state_keep')`, c.Nga.Person)
		noted = int(n)
		return err
	})
	if noted != 2 {
		t.Errorf("the log holds %d entries", noted)
	}
	s.DB.Clock.Set(time.Date(2031, 12, 3, 8, 0, 0, 0, store.Vietnam))
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		former, err := waits(rd.As(c.Officer), c.Nga.Person)
		if err == nil && !former {
			t.Error("on its day the decision still holds")
		}
		return err
	})
}

func waits(rd *store.Reader, person string) (bool, error) {
	all, err := privacy.AfterEnd(rd)
	for _, f := range all {
		if f.Person == person {
			return true, err
		}
	}
	return false, err
}
