package members_test

import (
	"bytes"
	"net/http"
	"os"
	"strings"
	"testing"

	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func TestEveryPageOfOfficerAndMember(t *testing.T) {
	s := webtest.New(t)
	officer, ward := s.Cast.Officer, s.Ward
	var post string
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		all, err := member.Posts(rd, s.Cell.ID, rd.Today())
		if len(all) > 0 {
			post = all[0].ID
		}
		return err
	})
	for _, path := range []string{
		link.Committee(ward), link.Committee(ward) + "?thang=2026-01", link.Month(ward, "2026-11"), link.Cells(ward), link.CellSeen(ward, s.Cell.Slug), link.CommitteeTasks(ward),
		link.OrgTree(ward), link.OrgTree(ward) + "?ngay=01/02/2026", link.NewOrg(ward), link.OrgChange(ward, s.Cell.ID), link.Change(ward, s.Cell.ID, "sua"), link.Change(ward, s.Cell.ID, "chuyen"),
		link.Change(ward, s.Cell.ID, "sap-nhap"), link.Change(ward, s.Cell.ID, "chia-tach"), link.Change(ward, s.Cell.ID, "giai-the"),
		link.Posts(ward) + "?to-chuc=" + s.Cell.ID, link.Posts(ward) + "?to-chuc=" + s.Cell.ID + "&dong-chi=" + s.Cast.Mai.Person, link.EndPost(ward, post) + "?to-chuc=" + s.Cell.ID,
		link.AllMembers(ward), link.AllMembers(ward) + "?q=hien", link.AllMembers(ward) + "?q=khongco", link.Members(s.Cell.Slug), link.NewMember(s.Cell.Slug), link.Member(s.Cast.Tua.Member), link.EditMember(s.Cast.Tua.Member),
		link.MemberEvent(s.Cast.Tua.Member), link.Imports(ward), link.Settings(ward), link.Me, link.MyData,
	} {
		s.See(officer, path)
	}
	for _, path := range []string{link.Me, link.MyTasks, link.MyAttendance, link.WhoSaw, link.MyData} {
		s.See(s.Cast.Tua.Person, path)
	}
	if body := webtest.Text(s.See(s.Cast.Tua.Person, link.WhoSaw)); !strings.Contains(body, "xem hồ sơ ngắn") || !strings.Contains(body, "xem danh sách") {
		t.Errorf("the looks of the officer do not show: %s", body)
	}
	for _, path := range []string{link.MonthSheet(ward, "2026-11"), link.ExportAll(ward), link.ExportMembers(s.Cell.Slug), link.MyDataFile("json"), link.MyDataFile("xlsx")} {
		if code, body := s.Get(officer, path); code != http.StatusOK || len(body) == 0 {
			t.Errorf("GET %s: %d", path, code)
		}
	}
}

func TestWhatOneMayNotSeeIsNotThere(t *testing.T) {
	s := webtest.New(t)
	for _, path := range []string{link.Members(s.Cell.Slug), link.Member(s.Cast.Tua.Member), link.EditMember(s.Cast.Tua.Member), link.AllMembers(s.Ward), link.Imports(s.Ward), link.Settings(s.Ward), link.NewOrg(s.Ward), link.Committee(s.Ward)} {
		if code, body := s.Get(s.Cast.Neighbour.Person, path); code != http.StatusNotFound || strings.Contains(body, "Giàng A Tủa") {
			t.Errorf("the neighbour's secretary, %s: %d", path, code)
		}
	}
	if code, _, _ := s.Post(s.Cast.Neighbour.Person, link.MemberEvent(s.Cast.Tua.Member), "kind", "end", "from", "01/12/2026"); code != http.StatusNotFound {
		t.Errorf("the neighbour's secretary ended a member: %d", code)
	}
	if code, _ := s.Get(s.Cast.Hien.Person, link.Members(s.Cell.Slug)); code != http.StatusOK {
		t.Errorf("the own secretary: %d", code)
	}
}

func TestFormsKeepWhatWasTyped(t *testing.T) {
	s := webtest.New(t)
	officer := s.Cast.Officer
	path := link.NewOrg(s.Ward)
	code, _, body := s.Post(officer, path, "name", "Chi bộ Bản Mới", "kind", "residential", "parent", s.Cast.Ward, "day", "31/02/2026")
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "Chi bộ Bản Mới") || !strings.Contains(body, "31/02/2026") {
		t.Errorf("a wrong day: %d %s", code, webtest.Text(body))
	}
	s.Owes(path, body)
	code, to, body := s.Post(officer, path, "name", "Chi bộ Bản Mới", "kind", "residential", "parent", s.Cast.Ward, "day", "01/03/2026", "decision", "Quyết định 1-QĐ/ĐU")
	if code != http.StatusSeeOther {
		t.Fatalf("a new organisation: %d %s", code, webtest.Text(body))
	}
	if !strings.Contains(webtest.Text(s.See(officer, to)), "Quyết định 1-QĐ/ĐU") {
		t.Error("the decision does not stand in the history")
	}
	path = link.Settings(s.Ward)
	if code, _, _ = s.Post(officer, path, "fields", "ethnicity"); code != http.StatusUnprocessableEntity {
		t.Errorf("a choice without decision: %d", code)
	}
	if code, _, _ = s.Post(officer, path, "fields", "ethnicity", "decision", "Biên bản 3"); code != http.StatusSeeOther {
		t.Errorf("a choice: %d", code)
	}
	path = link.NewMember(s.Cell.Slug)
	if code, _, body = s.Post(officer, path, "full_name", "Lò Văn Mới", "birth", "không rõ", "from", "01/03/2026"); code != http.StatusUnprocessableEntity || !strings.Contains(body, "Lò Văn Mới") {
		t.Errorf("a wrong birth date: %d", code)
	}
	code, to, body = s.Post(officer, path, "full_name", "Lò Văn Mới", "birth", "1980", "from", "01/03/2026", "admitted_on", "03/02/2010", "official_on", "03/02/2011")
	if code != http.StatusSeeOther {
		t.Fatalf("a new member: %d %s", code, webtest.Text(body))
	}
	s.See(officer, to)
}

func TestAListInFiveSteps(t *testing.T) {
	s := webtest.New(t)
	for _, list := range []struct{ kind, name string }{{member.ListOrgs, "to-chuc-phuong-mau.xlsx"}, {member.ListMembers, "dang-vien-phuong-mau.xlsx"}} {
		data, err := os.ReadFile("../../../testdata/" + list.name)
		if err != nil {
			t.Fatal(err)
		}
		code, to, body := s.Upload(s.Cast.Officer, list.kind, list.name, data)
		if code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", list.name, code, webtest.Text(body))
		}
		here, _, _ := strings.Cut(to, "?")
		s.See(s.Cast.Officer, here+"?buoc=2")
		if body := s.See(s.Cast.Officer, here+"?buoc=3"); list.kind == member.ListMembers && !strings.Contains(webtest.Text(body), "Căn cứ:") {
			t.Error("the columns say no legal basis")
		}
		if code, to, _ = s.Post(s.Cast.Officer, here, "step", "3"); code != http.StatusSeeOther {
			t.Fatalf("step 3: %d", code)
		}
		for _, group := range []string{"", "doubtful", "refused", "new", "moved", "changed", "gone", "same"} {
			s.See(s.Cast.Officer, to+"&xem="+group)
		}
		if code, to, body = s.Post(s.Cast.Officer, here+"/dua-vao"); code != http.StatusSeeOther {
			t.Fatalf("commit: %d %s", code, webtest.Text(body))
		}
		s.See(s.Cast.Officer, to)
		s.TakeIn(here[strings.LastIndex(here, "/")+1:])
		if body := webtest.Text(s.See(s.Cast.Officer, to)); !strings.Contains(body, "Đã xong:") {
			t.Errorf("%s: %s", list.name, body)
		}
	}
	if body := webtest.Text(s.See(s.Cast.Officer, link.AllMembers(s.Ward))); !strings.Contains(body, "Xem tiếp") {
		t.Errorf("the roll has one page only: %s", body[:min(len(body), 300)])
	}
}

func TestBadFilesAreToldInWords(t *testing.T) {
	s := webtest.New(t)
	good, err := os.ReadFile("../../../testdata/dang-vien-phuong-mau.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"cut.xlsx": good[:len(good)/2], "word.docx": []byte("PK\x03\x04 nothing"), "old.xls": append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 600)...),
		"picture.jpg": {0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0}, "empty.xlsx": {}, "big.xlsx": bytes.Repeat([]byte{1}, 10<<20+5),
	} {
		code, _, body := s.Upload(s.Cast.Officer, member.ListMembers, name, data)
		if code != http.StatusUnprocessableEntity && code != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d %s", name, code, webtest.Text(body))
			continue
		}
		if !strings.Contains(webtest.Text(body), "Chưa ghi gì") && !strings.Contains(webtest.Text(body), "Chưa lưu gì") && !strings.Contains(webtest.Text(body), "được giữ") {
			t.Errorf("%s: does not say what is kept: %s", name, webtest.Text(body))
		}
	}
	if missing := i18n.Missing(); len(missing) > 0 {
		t.Errorf("words missing: %v", missing)
	}
}
