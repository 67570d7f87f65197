package programmes_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

// TestAProgrammeGoesFromDraftToTheCommitteesTable walks it as the secretary, a member and the
// office: drafted, refused where it is wrong, adopted, measured, corrected, changed.
func TestAProgrammeGoesFromDraftToTheCommitteesTable(t *testing.T) {
	s := webtest.New(t)
	c, cell, hien := s.Cast, s.Cell.Slug, s.Cast.Hien.Person
	list := link.Programmes(cell)
	s.Refuse(hien, link.NewProgramme(list), http.StatusUnprocessableEntity, "Tên chương trình còn trống", "kind", "year", "from", "01/01/2026", "to", "31/12/2026")
	here := s.Must(hien, link.NewProgramme(list), "kind", "year", "title", "Chương trình năm 2026", "from", "01/01/2026", "to", "31/12/2026")
	add := here + "/chi-tieu/moi"
	one := []string{"text", "Hộ phân loại rác", "measure", "number", "unit", "hộ", "start", "40", "goal", "1.100,5", "due", "31/12/2026", "origin", "covenant"}
	bad := append([]string{}, one...)
	bad[9] = "12.5"
	s.Refuse(hien, add, http.StatusUnprocessableEntity, "Số chưa đọc được", bad...)
	s.Must(hien, add, one...)
	if code, _ := s.Get(c.Mai.Person, here); code != http.StatusNotFound {
		t.Errorf("a member reads a draft: %d", code)
	}
	s.Refuse(hien, here, http.StatusUnprocessableEntity, "Ngày thông qua chưa dùng được", "act", "adopt", "version", "2")
	s.Must(hien, here, "act", "adopt", "version", "2", "day", "05/01/2026", "paper", "Nghị quyết số 01-NQ/CB")
	target := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&target}, `select id from programme_target where tenant = $1`)
	})
	at := here + "/chi-tieu/" + target
	if got := flat(s.See(c.Mai.Person, here)); !strings.Contains(got, "Hộ phân loại rác") || !strings.Contains(got, "Chưa có số tháng") || !strings.Contains(got, "từ 40 đến 1.100,5 hộ") || strings.Contains(got, "Lập bản mới") {
		t.Errorf("a member reads: %s", got)
	}
	s.Refuse(hien, at, http.StatusUnprocessableEntity, "Số chưa đọc được", "value", "60.5", "as_of", "20/11/2026")
	s.Must(hien, at, "value", "60,5", "as_of", "20/11/2026")
	s.Refuse(hien, at, http.StatusUnprocessableEntity, "đã có số 60,5 hộ", "value", "1.000", "as_of", "21/11/2026")
	s.Must(hien, at, "value", "1.000", "as_of", "21/11/2026", "reason", "Đếm sót ngõ 5")
	if got := flat(s.See(c.Mai.Person, at)); !strings.Contains(got, "Sửa vì: Đếm sót ngõ 5") || !strings.Contains(got, "60,5 hộ") || strings.Contains(got, "Lưu số") {
		t.Errorf("the history: %s", got)
	}
	if got := flat(s.See(c.Officer, link.WardTargets(s.Ward))); !strings.Contains(got, "trong 1 chỉ tiêu") {
		t.Errorf("the committee: %s", got)
	}
	if got := flat(s.See(c.Officer, link.CellTargets(s.Ward, cell))); !strings.Contains(got, "1.000 trên 1.100,5 hộ") || strings.Contains(got, "Hiên") {
		t.Errorf("the committee reads the cell's: %s", got)
	}
	next := s.Must(hien, here, "act", "revise", "reason", "Đảng ủy giao thêm")
	if got := flat(s.See(hien, next)); !strings.Contains(got, "Đảng ủy giao thêm") || !strings.Contains(got, "Thêm chỉ tiêu") {
		t.Errorf("the second edition: %s", got)
	}
	if got := flat(s.See(hien, here)); !strings.Contains(got, "Có bản mới đang soạn") {
		t.Errorf("the one in force: %s", got)
	}
	s.Must(hien, at, "ban", "2", "act", "put", "version", "4", "text", "Hộ phân loại rác", "measure", "number", "unit", "hộ", "start", "40", "goal", "1.200", "from", "01/01/2026", "due", "31/12/2026", "origin", "above")
	s.Must(hien, here, "ban", "2", "act", "adopt", "version", "5", "day", "20/11/2026")
	if got := flat(s.See(c.Mai.Person, here+"?ban=1")); !strings.Contains(got, "1.100,5") {
		t.Errorf("the old edition: %s", got)
	}
	if got := flat(s.See(c.Mai.Person, here)); !strings.Contains(got, "1.200 hộ") {
		t.Errorf("the new edition: %s", got)
	}
	for path, who := range map[string]string{here: c.Neighbour.Person, link.NewProgramme(list): c.Mai.Person, link.WardTargets(s.Ward): hien, link.OwnProgrammes(s.Ward): hien, here + "?ban=9": hien, here + "?ban=x": hien} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s as another: %d", path, code)
		}
	}
}
