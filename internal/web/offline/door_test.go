package offline_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/link"
	web "chibo/internal/web/offline"
	"chibo/internal/web/webtest"
)

const ky = "2026-12"

// send posts JSON as the script does.
func send(s *webtest.Site, who, path, pass, body string, to any) (int, string) {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if pass != "" {
		r.Header.Set(web.Header, pass)
	}
	status, _, text := s.Serve(who, r)
	_ = json.Unmarshal([]byte(text), to)
	return status, text
}

func op(packet offline.Packet, seq int64, key string, value any, saw ...string) offline.Op {
	b, _ := json.Marshal(value)
	if saw == nil {
		saw = []string{}
	}
	kind, _, _ := strings.Cut(key, "/")
	return offline.Op{ID: store.NewID(), Device: packet.Device, Seq: seq, Lamport: seq + 10, At: 1, Kind: kind, Key: key, Value: b, Saw: saw}
}

func batch(ops ...offline.Op) string {
	b, _ := json.Marshal(offline.Batch{Ops: ops})
	return string(b)
}

func TestTheDoorOfPhones(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	c.Planned(t, s.DB)
	take := link.TakeAlong(s.Cell.Slug, ky)
	secret := strings.Repeat("a", 43)
	var packet, again offline.Packet
	if status, text := send(s, c.Hien.Person, take, "", `{"label":"máy của Hiên","secret":"`+secret+`"}`, &packet); status != http.StatusOK {
		t.Fatalf("%d %s", status, text)
	}
	if len(packet.Roll) != 9 || packet.Meeting.Cell == "" || len(packet.Votes) == 0 || len(packet.Parts) == 0 || packet.Base.Sentence == "" {
		t.Errorf("%+v", packet)
	}
	if status, _ := send(s, c.Hien.Person, take, "", `{"label":"","secret":"`+secret+`"}`, &again); status != http.StatusOK || again.Pass != packet.Pass {
		t.Errorf("taken again: %d %s", status, again.Pass)
	}
	text, _ := json.Marshal(packet)
	for _, none := range []string{"birth", "phone", "identity", "1974-02-03"} {
		if strings.Contains(string(text), none) {
			t.Errorf("the packet holds %q", none)
		}
	}
	for _, who := range []string{c.Loc.Person, c.Neighbour.Person, c.Officer} {
		if status, _ := send(s, who, take, "", `{}`, nil); status != http.StatusNotFound {
			t.Errorf("%s takes it along: %d", who, status)
		}
	}
	if status, _ := send(s, c.Hien.Person, take, "", `{"label":`, nil); status != http.StatusBadRequest {
		t.Errorf("broken: %d", status)
	}

	var a offline.Answer
	first := op(packet, 1, "open", map[string]string{"chair": c.Hien.Person, "scribe": c.Huy.Person})
	if status, text := send(s, "", link.HallSync, packet.Pass, batch(first, op(packet, 2, "mark/"+c.Loc.Member, map[string]string{"status": "present"})), &a); status != http.StatusOK || len(a.Taken) != 2 || a.State != "in_session" {
		t.Fatalf("%d %s", status, text)
	}
	if status, text := send(s, "", link.HallSync, packet.Pass, `{"cursor":99}`, &a); status != http.StatusOK || len(a.Taken) != 0 {
		t.Errorf("a look: %d %s", status, text)
	}
	var no struct{ Code, Text string }
	for _, bad := range []struct {
		who, pass, body string
		status          int
		code            string
	}{
		{"", "", "{}", http.StatusUnauthorized, "hall_unknown"},
		{"", packet.Pass + "x", "{}", http.StatusUnauthorized, "hall_unknown"},
		{"", strings.Replace(packet.Pass, secret, strings.Repeat("b", 43), 1), "{}", http.StatusUnauthorized, "hall_unknown"},
		{c.Huy.Person, packet.Pass, batch(first), http.StatusConflict, "hall_other_login"},
		{c.Hien.Person, packet.Pass, batch(first), http.StatusOK, ""},
		{"", packet.Pass, `{"ops":[`, http.StatusBadRequest, "hall_broken"},
		{"", packet.Pass, batch(make([]offline.Op, 201)...), http.StatusRequestEntityTooLarge, "hall_large"},
		{"", packet.Pass, `{"ops":[],"x":"` + strings.Repeat("x", 2<<20) + `"}`, http.StatusRequestEntityTooLarge, "hall_large"},
	} {
		no.Code = ""
		if status, text := send(s, bad.who, link.HallSync, bad.pass, bad.body, &no); status != bad.status || no.Code != bad.code {
			t.Errorf("%+.80v: %d %.200s", bad, status, text)
		}
	}
	// The phone is lost: its secretary is given a new one, the old sends no more.
	if err := s.DB.TryWrite(c.Officer, func(tx *store.Tx) error { return offline.Lost(tx, c.Hien.Person, "") }); err != nil {
		t.Fatal(err)
	}
	if status, text := send(s, "", link.HallSync, packet.Pass, batch(first), &no); status != http.StatusUnauthorized || no.Code != "hall_revoked" {
		t.Errorf("%d %s", status, text)
	}
}

// TestThePageOfDevices: which device, who, how much; two versions to choose from;
// giving one up with a sentence.
func TestThePageOfDevices(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	c.Planned(t, s.DB)
	page := link.HallDevices(s.Cell.Slug, ky)
	if body := s.See(c.Hien.Person, page); !strings.Contains(body, "Chưa máy nào mang buổi họp này theo.") {
		t.Error(body)
	}
	var one, two offline.Packet
	send(s, c.Hien.Person, link.TakeAlong(s.Cell.Slug, ky), "", `{"label":"máy tính nhà văn hóa"}`, &one)
	send(s, c.Hien.Person, link.TakeAlong(s.Cell.Slug, ky), "", `{"label":"điện thoại"}`, &two)
	var a offline.Answer
	present := op(two, 1, "mark/"+c.Khoa.Member, map[string]string{"status": "present"})
	send(s, "", link.HallSync, one.Pass, batch(op(one, 1, "open", map[string]string{"chair": c.Hien.Person, "scribe": c.Huy.Person}), op(one, 2, "mark/"+c.Khoa.Member, map[string]string{"status": "excused", "reason": "work"}),
		op(one, 3, "score", map[string]any{"points": 200, "reason": "tốt"})), &a)
	send(s, "", link.HallSync, two.Pass, batch(present), &a)
	body := s.See(c.Hien.Person, page)
	for _, want := range []string{"máy tính nhà văn hóa", "3 việc", "Chờ gửi", "Hai máy ghi khác nhau, xin chọn (1)", "Điểm danh: Trần Văn Khoa", "Đã gửi mà chưa ghi được (1)", "Điểm phải từ 0 đến 100"} {
		if !says(body, want) {
			t.Errorf("lacks %q", want)
		}
	}
	for _, who := range []string{c.Loc.Person, c.Neighbour.Person, c.Officer} {
		if status, _ := s.Get(who, page); status != http.StatusNotFound {
			t.Errorf("%s sees it: %d", who, status)
		}
	}
	at := ""
	for _, part := range strings.Split(body, `"`) {
		if strings.HasPrefix(part, page+"/chon/") {
			at = part
			break
		}
	}
	choice := s.See(c.Hien.Person, at)
	for _, want := range []string{"Có mặt", "Vắng có lý do", "công tác", "Lường Thị Hiên ghi trên máy"} {
		if !says(choice, want) {
			t.Errorf("the choice lacks %q", want)
		}
	}
	s.Refuse(c.Hien.Person, at, http.StatusUnprocessableEntity, "Chưa chọn bản nào.")
	s.Must(c.Hien.Person, at, "op", present.ID)
	if body := s.See(c.Hien.Person, page); strings.Contains(body, "Hai máy ghi khác nhau, xin chọn") {
		t.Error("still to choose")
	}
	bo := link.GiveUp(s.Cell.Slug, ky, two.Device)
	s.See(c.Hien.Person, bo)
	s.Refuse(c.Hien.Person, bo, http.StatusUnprocessableEntity, "Chưa ghi vì sao bỏ máy này.", "why", "")
	s.Must(c.Hien.Person, bo, "why", "Máy hỏng pin.", "lost", "1")
	if body := s.See(c.Hien.Person, page); !strings.Contains(body, "Lý do: Máy hỏng pin.") || !strings.Contains(body, "Đã bỏ") {
		t.Error("not given up")
	}
}

// says looks for words whichever space stands between them.
func says(body, words string) bool {
	return strings.Contains(strings.ReplaceAll(body, "\u00a0", " "), words)
}
