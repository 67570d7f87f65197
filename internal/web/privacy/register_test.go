package privacy_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"chibo/internal/office/docx"
	"chibo/internal/office/sheet"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestTheRegisterSaysWhatTheSystemKeeps: every datum of the rules is in it with
// the posts that truly read it; nobody else takes it.
func TestTheRegisterSaysWhatTheSystemKeeps(t *testing.T) {
	s := webtest.New(t)
	at := link.PrivacyRegister(s.Ward)
	body := s.See(s.Cast.Officer, at)
	s.Owes(at, body)
	for _, who := range []string{s.Cast.Hien.Person, s.Cast.Mai.Person} {
		for _, path := range []string{at, at + "/tai/so-dang-ky.docx", at + "/tai/danh-gia.docx"} {
			if code, _ := s.Get(who, path); code != http.StatusNotFound {
				t.Errorf("%s by another: %d", path, code)
			}
		}
	}
	text := func(name string) string {
		code, data := s.Get(s.Cast.Officer, at+"/tai/"+name)
		if code != http.StatusOK {
			t.Fatalf("%s: %d", name, code)
		}
		paras, err := docx.Text(bytes.NewReader([]byte(data)))
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(strings.Join(paras, "\n"), "\u00a0", " ")
	}
	register, draft := text("so-dang-ky.docx"), text("danh-gia.docx")
	for _, want := range []string{"ĐẢNG ỦY PHƯỜNG SÔNG XANH", "SỔ ĐĂNG KÝ XỬ LÝ DỮ LIỆU CÁ NHÂN", "Ý kiến bảo lưu", "208-QĐ/TW", "Sự đồng ý của đảng viên"} {
		if !strings.Contains(register, want) {
			t.Errorf("the register does not say %q", want)
		}
	}
	for _, want := range []string{"DỰ THẢO", "(đảng ủy ghi)", "2 ngày làm việc", "72 giờ"} {
		if !strings.Contains(draft, want) {
			t.Errorf("the draft does not say %q", want)
		}
	}
	_, data := s.Get(s.Cast.Officer, at+"/tai/so-dang-ky.xlsx")
	book, err := sheet.Open("a.xlsx", []byte(data), sheet.Limits{})
	if err != nil || len(book.Sheets()) != 1 {
		t.Fatalf("as a workbook: %v", err)
	}
	for _, name := range []string{"danh-gia.xlsx", "so-dang-ky.exe", "khac.docx"} {
		if code, _ := s.Get(s.Cast.Officer, at+"/tai/"+name); code != http.StatusNotFound {
			t.Errorf("%s: %d", name, code)
		}
	}
}
