package privacy_test

import (
	"bytes"
	"net/http"
	"os"
	"strings"
	"testing"

	"chibo/internal/office/docx"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestACopyForAComradeWithoutAPhone: asked in person, agreed to by the office,
// printed by the secretary or the office, told to the comrade; nobody files a
// request for another and reads the copy before the office has answered.
func TestACopyForAComradeWithoutAPhone(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	path := link.Requests(c.Loc.Member)
	s.Must(c.Hien.Person, path, "kind", "copy", "text", "Muốn nhận bản in", "channel", "oral", "asked_on", "03/12/2026", "read_back", "1")
	desk := s.See(c.Officer, link.Privacy(s.Ward))
	at := desk[strings.Index(desk, link.Privacy(s.Ward)+"/"):]
	one := at[:strings.Index(at, `"`)]
	id := one[strings.LastIndex(one, "/")+1:]
	byLead, byOffice := link.CopyFor(c.Loc.Member, id, "ban-sao.docx"), link.Copy(s.Ward, id, "ban-sao.docx")
	for who, address := range map[string]string{c.Hien.Person: byLead, c.Officer: byOffice} {
		if code, _ := s.Get(who, address); code != http.StatusNotFound {
			t.Errorf("printed before the office answered: %d", code)
		}
	}
	s.Must(c.Officer, one+"/tra-loi", "text", "Bí thư in và đưa tận tay", "version", "1")
	if !strings.Contains(s.See(c.Hien.Person, path), link.CopyFor(c.Loc.Member, id, "ban-sao.pdf")) || !strings.Contains(s.See(c.Officer, one), byOffice) {
		t.Error("the pages do not lead to the copy")
	}
	for who, address := range map[string]string{c.Hien.Person: byLead, c.Officer: byOffice} {
		code, data := s.Get(who, address)
		if code != http.StatusOK {
			t.Fatalf("%d", code)
		}
		if to := os.Getenv("CHIBO_PAPER"); to != "" {
			_ = os.WriteFile(to, []byte(data), 0o600)
		}
		lines, err := docx.Text(bytes.NewReader([]byte(data)))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(strings.Join(lines, "\n"), "\u00a0", " ")
		for _, want := range []string{"BẢN SAO DỮ LIỆU CỦA TÔI", "Trần Đức Lộc", "Ngày vào Đảng: 03/02/1974", "Không in ở đây", "Muốn nhận bản in"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing:\n%s", want, text)
			}
		}
		if strings.Contains(text, "Lò Thị Mai") {
			t.Error("another stands on it")
		}
	}
	for who, address := range map[string]string{c.Mai.Person: byLead, c.Neighbour.Person: byLead, c.Hien.Person: byOffice, c.Officer: link.CopyFor(c.Mai.Member, id, "ban-sao.docx")} {
		if code, _ := s.Get(who, address); code != http.StatusNotFound {
			t.Errorf("%s by another: %d", address, code)
		}
	}
	if code, _ := s.Get(c.Hien.Person, link.CopyFor(c.Tin.Member, id, "ban-sao.docx")); code != http.StatusNotFound {
		t.Errorf("under another's name: %d", code)
	}
	if text := read(s, c.Loc.Person, link.WhoSaw); !strings.Contains(text, "in bản sao dữ liệu theo đề nghị của đồng chí") {
		t.Errorf("it is not told: %s", text)
	}
}
