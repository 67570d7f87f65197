package households_test

import (
	"net/http"
	"strings"
	"testing"

	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

func flat(body string) string { return strings.ReplaceAll(webtest.Text(body), "\u00a0", " ") }

// TestHouseholdsAreGivenVisitedAndCounted walks it as the secretary, the comrade in charge, a
// member and the office.
func TestHouseholdsAreGivenVisitedAndCounted(t *testing.T) {
	s := webtest.New(t)
	c, cell, hien := s.Cast, s.Cell.Slug, s.Cast.Hien.Person
	list := link.Households(cell)
	s.Refuse(hien, list, http.StatusUnprocessableEntity, "Số hộ chưa đúng", "act", "count", "version", "0", "households", "0")
	s.Must(hien, list, "act", "count", "version", "0", "households", "96")
	s.Refuse(hien, link.NewHousehold(cell), http.StatusUnprocessableEntity, "Tên nhóm còn trống", "name", " ", "households", "12")
	s.Must(hien, link.NewHousehold(cell), "name", "Nhóm hộ ngõ 5", "households", "12", "member", c.Mai.Member)
	id := ""
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		return rd.Get([]any{&id}, `select id from household_group where tenant = $1`)
	})
	here := link.Household(cell, id)
	if got := flat(s.See(hien, list)); !strings.Contains(got, "96 hộ, ghi ngày") || !strings.Contains(got, "84 hộ") || !strings.Contains(got, "Chưa phụ trách nhóm nào") {
		t.Errorf("the list: %s", got)
	}
	if got := flat(s.See(c.Loc.Person, list)); strings.Contains(got, "Chưa phụ trách nhóm nào") || strings.Contains(got, "Thêm nhóm hộ") {
		t.Errorf("a member reads who is without: %s", got)
	}
	if code, _, _ := s.Post(c.Loc.Person, here, "act", "visit"); code != http.StatusNotFound {
		t.Errorf("another says it was visited: %d", code)
	}
	if got := flat(s.See(c.Mai.Person, here)); !strings.Contains(got, "Đã đến nhóm hộ này") || !strings.Contains(got, "Ghi tâm tư") || strings.Contains(got, "Bỏ nhóm hộ") {
		t.Errorf("the comrade in charge: %s", got)
	}
	s.Must(c.Mai.Person, here, "act", "visit")
	if got := flat(s.See(hien, list)); !strings.Contains(got, "1 trong 1 nhóm") {
		t.Errorf("visited: %s", got)
	}
	s.Refuse(hien, list, http.StatusUnprocessableEntity, "Chưa chọn lý do", "act", "excuse", "member", c.Loc.Member)
	s.Must(hien, list, "act", "excuse", "member", c.Loc.Member, "reason", "age")
	if got := flat(s.See(hien, list)); !strings.Contains(got, "Không phụ trách, có lý do (1)") {
		t.Errorf("excused: %s", got)
	}
	if got := flat(s.See(c.Officer, link.WardHouseholds(s.Ward))); !strings.Contains(got, "Dưới 5 nhóm") || strings.Contains(got, "Mai") || strings.Contains(got, "ngõ 5") {
		t.Errorf("the committee: %s", got)
	}
	for path, who := range map[string]string{list: c.Officer, here: c.Neighbour.Person, link.NewHousehold(cell): c.Mai.Person, link.WardHouseholds(s.Ward): hien} {
		if code, _ := s.Get(who, path); code != http.StatusNotFound {
			t.Errorf("%s as another: %d", path, code)
		}
	}
	s.Must(hien, here, "act", "end")
	if code, _ := s.Get(hien, here); code != http.StatusNotFound {
		t.Errorf("a group that was taken off: %d", code)
	}
}
