package privacy_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func read(s *webtest.Site, who, path string) string {
	return strings.ReplaceAll(webtest.Text(s.See(who, path)), "\u00a0", " ")
}

func TestARequestFromThePhoneToItsAnswer(t *testing.T) {
	s := webtest.New(t)
	c, loc := s.Cast, s.Cast.Loc.Person
	if !strings.Contains(s.See(loc, link.MyData), link.OwnRequests) {
		t.Error("the own data do not lead there")
	}
	body := s.Refuse(loc, link.OwnRequests, http.StatusUnprocessableEntity, "Chọn một loại", "text", "Sinh năm 1951")
	s.Owes(link.OwnRequests, body)
	if !strings.Contains(body, "Sinh năm 1951") {
		t.Error("what was typed is lost")
	}
	key := store.NewID()
	for range 2 {
		if code, to, body := s.PostOnce(loc, link.OwnRequests, key, "kind", "correct", "field", "birth_date", "text", "Sinh năm 1951"); code != http.StatusSeeOther || to != link.OwnRequests {
			t.Fatalf("%d %s", code, webtest.Text(body))
		}
	}
	text := read(s, loc, link.OwnRequests)
	if strings.Count(text, "Sinh năm 1951") != 1 || !strings.Contains(text, "Đảng ủy trả lời trước 24:00 ngày 07/12/2026") {
		t.Error(text)
	}
	for _, who := range []string{c.Hien.Person, c.Mai.Person, c.Neighbour.Person} { // not the cell's lead either: it was sent without them
		if strings.Contains(read(s, who, link.OwnRequests), "1951") {
			t.Error("another reads it")
		}
		if code, _ := s.Get(who, link.Privacy(s.Ward)); code != http.StatusNotFound {
			t.Errorf("another opens the desk: %d", code)
		}
	}
	if strings.Contains(read(s, c.Hien.Person, link.Requests(c.Loc.Member)), "1951") {
		t.Error("the secretary reads what the member sent himself")
	}
	if text := read(s, c.Officer, link.Committee(s.Ward)); !strings.Contains(text, "Đề nghị về dữ liệu cá nhân (1)") {
		t.Error(text)
	}
	desk := s.See(c.Officer, link.Privacy(s.Ward))
	s.Owes(link.Privacy(s.Ward), desk)
	at := desk[strings.Index(desk, link.Privacy(s.Ward)+"/"):]
	one := at[:strings.Index(at, `"`)]
	if text := read(s, c.Officer, one); !strings.Contains(text, "Còn 2 ngày làm việc") {
		t.Error(text)
	}
	refuse := one + "/tu-choi"
	s.Owes(refuse, s.Refuse(c.Officer, refuse, http.StatusUnprocessableEntity, "", "text", "Biên bản phải giữ", "version", "1"))
	s.Must(c.Officer, refuse, "text", "Hồ sơ gốc ghi năm 1950", "basis", "Quy định 208-QĐ/TW", "version", "1")
	if text := read(s, loc, link.OwnRequests); !strings.Contains(text, "Hồ sơ gốc ghi năm 1950") || !strings.Contains(text, "Căn cứ: Quy định 208-QĐ/TW") {
		t.Error(text)
	}
	if text := read(s, loc, link.WhoSaw); !strings.Contains(text, "xem đề nghị về dữ liệu") {
		t.Errorf("the look is not told: %s", text)
	}
	code, file := s.Get(loc, link.MyDataFile("json"))
	if code != http.StatusOK || !strings.Contains(file, "Sinh năm 1951") || !strings.Contains(file, "privacy_requests") {
		t.Errorf("the own file leaves requests out: %d", code)
	}
}

func TestTheSecretaryTypesForAComrade(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	path := link.Requests(c.Tin.Member)
	if !strings.Contains(s.See(c.Hien.Person, link.Member(c.Tin.Member)), path) {
		t.Error("the record does not lead there")
	}
	form := []string{"kind", "erase", "text", "Xóa số điện thoại", "channel", "letter", "asked_on", "01/12/2026"}
	s.Owes(path, s.Refuse(c.Hien.Person, path, http.StatusUnprocessableEntity, "Đọc lại", form...))
	s.Must(c.Hien.Person, path, append(form, "read_back", "1")...)
	if text := read(s, c.Hien.Person, path); !strings.Contains(text, "Đồng chí đưa giấy ngày 01/12/2026") || !strings.Contains(text, "trước 24:00 ngày 03/12/2026") {
		t.Error(text)
	}
	for _, who := range []string{c.Mai.Person, c.Neighbour.Person, c.Officer} {
		if code, _, _ := s.Post(who, path, append(form, "read_back", "1")...); code != http.StatusNotFound {
			t.Errorf("another types for him: %d", code)
		}
	}
}

func TestConsentIsNeverTickedBeforehand(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	db := s.DB
	db.Write(t, store.System, func(tx *store.Tx) error {
		return member.PutPhone(tx, c.Loc.Person, "0912345678")
	})
	shown := func() bool { return strings.Contains(s.See(c.Officer, link.Member(c.Loc.Member)), "0912345678") }
	for who, path := range map[string]string{c.Loc.Person: link.OwnConsent, c.Hien.Person: link.Consent(c.Loc.Member)} {
		body := s.See(who, path)
		s.Owes(path, body)
		if strings.Contains(body, "checked") || !strings.Contains(webtest.Text(body), "Chưa ghi") {
			t.Errorf("%s: something is ticked", path)
		}
	}
	s.Must(c.Loc.Person, link.OwnConsent, "purpose", "phone", "do", "give")
	if !shown() {
		t.Error("agreed, yet hidden")
	}
	s.Must(c.Loc.Person, link.OwnConsent, "purpose", "phone", "do", "withdraw")
	if shown() {
		t.Error("withdrawn, yet shown")
	}
	if !strings.Contains(s.See(c.Loc.Person, link.MyData), "0912345678") {
		t.Error("the owner does not see his own number")
	}
	s.Must(c.Hien.Person, link.Consent(c.Loc.Member), "purpose", "phone", "do", "give", "paper", "Phiếu đồng ý ngày 03/12/2026")
	if !shown() {
		t.Error("signed on paper, yet hidden")
	}
	if text := read(s, c.Loc.Person, link.OwnConsent); !strings.Contains(text, "Phiếu đồng ý ngày 03/12/2026") {
		t.Error(text)
	}
	if code, file := s.Get(c.Loc.Person, link.MyDataFile("json")); code != http.StatusOK || strings.Count(file, `"Purpose": "phone"`) != 3 {
		t.Errorf("the own file leaves consents out: %s", file)
	}
}
