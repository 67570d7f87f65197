package orgs_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// A member without any post reads what his cell works on, with where it is from
// and that it is only assumed, and finds it from the page of help. A neighbour
// finds nothing.
func TestWhatACellWorksOnIsReadByItsMembers(t *testing.T) {
	s := webtest.New(t)
	page := webtest.Text(s.See(s.Cast.Tua.Person, link.CellDuty(s.Cell.Slug)))
	for _, words := range []string{"Vận động nhân dân.", "Hướng dẫn 42-HD/BTCTW", "Đây là tóm tắt, không phải nguyên văn.", "Tạm dùng, chờ đảng ủy xác nhận."} {
		if !strings.Contains(strings.ReplaceAll(page, "\u00a0", " "), words) {
			t.Errorf("lacks %q: %s", words, page)
		}
	}
	if help := s.See(s.Cast.Tua.Person, link.Help); !strings.Contains(help, link.CellDuty(s.Cell.Slug)) {
		t.Error("the page of help does not lead there")
	}
	if status, _ := s.Get(s.Cast.Neighbour.Person, link.CellDuty(s.Cell.Slug)); status != http.StatusNotFound {
		t.Errorf("a neighbour: %d", status)
	}
}
