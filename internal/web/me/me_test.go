package me_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"chibo/internal/attendance"
	"chibo/internal/office/sheet"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// announced counts how often a member's absence was written down.
func announced(t *testing.T, s *webtest.Site, meeting, member string) (n int, last string) {
	t.Helper()
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		all, err := attendance.History(rd, meeting, member)
		for _, p := range all {
			if p.Method == "announced" {
				n, last = n+1, p.Reason
			}
		}
		return err
	})
	return n, last
}

func TestAnAbsenceIsAnnouncedOnce(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	m := c.Planned(t, s.DB)
	path, mai := link.Absence(m.ID), c.Mai.Person
	if body := s.See(mai, link.Me); !strings.Contains(body, path) {
		t.Error("the own page does not lead to the absence form")
	}
	s.See(mai, path)
	body := s.Refuse(mai, path, http.StatusUnprocessableEntity, "Chưa chọn lý do vắng", "reason", "mưa")
	s.Owes(path, body)
	key := store.NewID()
	for range 2 {
		if code, to, body := s.PostOnce(mai, path, key, "reason", "illness"); code != http.StatusSeeOther || to != link.Me {
			t.Fatalf("announcing: %d %s", code, webtest.Text(body))
		}
	}
	if n, last := announced(t, s, m.ID, c.Mai.Member); n != 1 || last != "illness" {
		t.Errorf("announced %d times, last for %s", n, last)
	}
	if body := webtest.Text(s.See(mai, link.Me)); !strings.Contains(body, "Đã báo vắng: ốm đau.") || !strings.Contains(body, "Sửa lý do vắng") {
		t.Errorf("the own page does not say what was announced: %s", body)
	}
	s.Must(mai, path, "reason", "family")
	if n, last := announced(t, s, m.ID, c.Mai.Member); n != 2 || last != "family" {
		t.Errorf("the reason corrected: %d times, last for %s", n, last)
	}
	s.Refuse(c.Neighbour.Person, path, http.StatusNotFound, "", "reason", "illness")
	s.Refuse(c.Officer, path, http.StatusNotFound, "", "reason", "illness")
	if code, _ := s.Get(c.Neighbour.Person, path); code != http.StatusNotFound {
		t.Errorf("the neighbour reads the form: %d", code)
	}
}

func TestAnAbsenceComesTooLateOnceTheMeetingIsOpen(t *testing.T) {
	s := webtest.New(t)
	m := s.Cast.Opened(t, s.DB)
	s.Refuse(s.Cast.Mai.Person, link.Absence(m.ID), http.StatusConflict, "Buổi sinh hoạt đã khai mạc", "reason", "illness")
	if n, _ := announced(t, s, m.ID, s.Cast.Mai.Member); n != 0 {
		t.Errorf("announced %d times after the opening", n)
	}
}

func TestWhoLookedIsTold(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	tua := func() string { return webtest.Text(s.See(c.Tua.Person, link.WhoSaw)) }
	if body := tua(); !strings.Contains(body, "chưa ai mở") {
		t.Errorf("before anybody looked: %s", body)
	}
	s.See(c.Officer, link.Member(c.Tua.Member))
	if body := tua(); !strings.Contains(body, "Vàng Thị Sáo") || !strings.Contains(body, "xem hồ sơ ngắn") || strings.Contains(body, "xem danh sách") {
		t.Errorf("after the officer's look: %s", body)
	}
	if code, _ := s.Get(c.Officer, link.ExportMembers(s.Cell.Slug)); code != http.StatusOK {
		t.Fatalf("export: %d", code)
	}
	if body := tua(); !strings.Contains(body, "tải danh sách có tên đồng chí") {
		t.Errorf("after the officer's download: %s", body)
	}
	if body := webtest.Text(s.See(c.Mai.Person, link.WhoSaw)); strings.Contains(body, "xem hồ sơ ngắn") {
		t.Errorf("another member reads of a look at Tủa: %s", body)
	}
	// One refused leaves no line: nothing was seen.
	if code, _ := s.Get(c.Neighbour.Person, link.Member(c.Tua.Member)); code != http.StatusNotFound || strings.Contains(tua(), "Quàng Thị Dung") {
		t.Errorf("a look refused: %d, told as a look", code)
	}
	s.See(c.Tua.Person, link.Member(c.Tua.Member))
	if body := tua(); strings.Contains(body, "Giàng A Tủa ·") || strings.Contains(body, "· Giàng A Tủa") {
		t.Errorf("the own look is told as another's: %s", body)
	}
}

func TestOwnDataIsTakenAway(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	c.Planned(t, s.DB)
	s.Must(c.Officer, link.EditMember(c.Tua.Member), "version", webtest.Field(s.See(c.Officer, link.EditMember(c.Tua.Member)), "version"), "full_name", "Giàng A Tủa", "phone", "0912000333", "note", "=1+1")
	if body := webtest.Text(s.See(c.Tua.Person, link.MyData)); !strings.Contains(body, "0912000333") {
		t.Errorf("own data: %s", body)
	}
	code, data := s.Get(c.Tua.Person, link.MyDataFile("json"))
	var all struct {
		Member *struct{ FullName, Phone string }
		Events []struct{ Kind string }
		Views  []struct{ ViewerName string }
	}
	if err := json.Unmarshal([]byte(data), &all); err != nil || code != http.StatusOK {
		t.Fatalf("%d %v", code, err)
	}
	if all.Member == nil || all.Member.FullName != "Giàng A Tủa" || all.Member.Phone != "0912000333" || len(all.Events) < 2 || len(all.Views) == 0 {
		t.Errorf("own data as JSON: %s", data)
	}
	if strings.Contains(data, "Lò Thị Mai") || strings.Contains(data, "Quàng Thị Dung") {
		t.Error("own data holds other people")
	}
	_, data = s.Get(c.Tua.Person, link.MyDataFile("xlsx"))
	book, err := sheet.Open("a.xlsx", []byte(data), sheet.Limits{})
	if err != nil || len(book.Sheets()) != 12 {
		t.Fatalf("own data as a workbook: %v", err)
	}
	if code, _ := s.Get(c.Tua.Person, link.MyDataFile("exe")); code != http.StatusNotFound {
		t.Errorf("another format: %d", code)
	}
	// One who is no member has the pages too, and finds nothing of others there.
	s.See(c.Officer, link.MyData)
	if code, data := s.Get(c.Officer, link.MyDataFile("json")); code != http.StatusOK || strings.Contains(data, "Giàng") {
		t.Errorf("the officer's own data: %d %s", code, data)
	}
}

// What is kept about a person stands in the own data, also what no other page
// shows: a field kept only where the committee chose it.
func TestOwnDataLeavesNothingOut(t *testing.T) {
	s := webtest.New(t)
	tua := s.Cast.Tua.Person
	s.DB.Write(t, store.System, func(tx *store.Tx) error {
		_, err := tx.Exec(`update person set ethnicity = 'Mông', religion = 'Không theo' where tenant = $1 and id = $2`, tua)
		return err
	})
	page := webtest.Text(s.See(tua, link.MyData))
	_, file := s.Get(tua, link.MyDataFile("json"))
	for _, want := range []string{"Mông", "Không theo"} {
		if !strings.Contains(page, want) || !strings.Contains(file, want) {
			t.Errorf("%s is kept and not told", want)
		}
	}
	if strings.Contains(s.See(s.Cast.Officer, link.Member(s.Cast.Tua.Member)), "Mông") {
		t.Error("a field nobody chose is shown to the officer")
	}
}
