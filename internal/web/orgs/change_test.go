package orgs_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

const conflict = "Đồng chí khác vừa sửa mục này"

// now is an organisation as the tree has it today.
func now(t *testing.T, s *webtest.Site, id string) (o org.Org) {
	t.Helper()
	s.DB.Read(t, store.System, func(rd *store.Reader) (err error) { o, err = org.Get(rd, id); return })
	return o
}

func version(t *testing.T, s *webtest.Site, id string) string {
	return strconv.FormatInt(now(t, s, id).Version, 10)
}

// count is how often a text stands in the tree of a day.
func count(s *webtest.Site, name, day string) int {
	return strings.Count(webtest.Text(s.See(s.Cast.Officer, link.OrgTree(s.Ward)+"?ngay="+day)), name)
}

// found makes a cell through the page and gives its id.
func found(s *webtest.Site, name, kind, parent, day string) string {
	to := s.Must(s.Cast.Officer, link.NewOrg(s.Ward), "name", name, "kind", kind, "parent", parent, "day", day, "decision", "QĐ 1")
	return to[strings.LastIndex(to, "/")+1:]
}

func TestAnOrganisationIsFoundedRenamedAndMoved(t *testing.T) {
	s := webtest.New(t)
	officer := s.Cast.Officer
	id := found(s, "Chi bộ Bản Mới", "residential", s.Cast.Ward, "01/11/2026")
	if count(s, "Chi bộ Bản Mới", "31/10/2026") != 0 || count(s, "Chi bộ Bản Mới", "01/11/2026") == 0 {
		t.Error("the tree does not follow the day of the founding")
	}
	path := link.Change(s.Ward, id, "sua")
	to := s.Must(officer, path, "version", version(t, s, id), "name", "Chi bộ Bản Tươi", "kind", "residential", "day", "01/12/2026", "decision", "QĐ 2")
	if body := webtest.Text(s.See(officer, to)); !strings.Contains(body, "Chi bộ Bản Tươi") || !strings.Contains(body, "QĐ 2") {
		t.Errorf("renamed: %s", body)
	}
	if count(s, "Chi bộ Bản Mới", "30/11/2026") == 0 || count(s, "Chi bộ Bản Mới", "01/12/2026") != 0 || count(s, "Chi bộ Bản Tươi", "01/12/2026") == 0 {
		t.Error("the tree does not follow the day of the new name")
	}
	section := found(s, "Đảng bộ bộ phận Sông Xanh", "section", s.Cast.Ward, "01/11/2026")
	s.Must(officer, link.Change(s.Ward, id, "chuyen"), "version", version(t, s, id), "parent", section, "day", "02/12/2026", "decision", "QĐ 3")
	if up := now(t, s, id).Parent; up != section {
		t.Errorf("it stands under %s", up)
	}
	s.Refuse(officer, link.Change(s.Ward, section, "chuyen"), http.StatusUnprocessableEntity, "không thể trực thuộc chính mình", "version", version(t, s, section), "parent", section, "day", "03/12/2026")
	s.Refuse(officer, path, http.StatusUnprocessableEntity, "Đồng chí chọn ngày bằng hoặc sau đó", "version", version(t, s, id), "name", "Chi bộ Xưa", "kind", "residential", "day", "01/02/2026")
	s.Refuse(officer, link.NewOrg(s.Ward), http.StatusUnprocessableEntity, "đã có tổ chức khác dùng", "name", "Chi bộ Trùng", "kind", "residential", "parent", s.Cast.Ward, "code", "01.001.000.000.003", "day", "01/12/2026")
}

// A change of a day to come is announced, not an end: the page of today goes
// on to offer the other changes.
func TestAFutureNameIsNoEnd(t *testing.T) {
	s := webtest.New(t)
	officer, id := s.Cast.Officer, s.Cast.Cell
	to := s.Must(officer, link.Change(s.Ward, id, "sua"), "version", version(t, s, id), "name", "Chi bộ Tổ dân phố 3A", "kind", "residential", "day", "01/02/2027", "decision", "QĐ 2")
	body := s.See(officer, to)
	if strings.Contains(webtest.Text(body), "thôi hoạt động từ ngày") || !strings.Contains(body, link.Change(s.Ward, id, "giai-the")) || !strings.Contains(body, link.Posts(s.Ward)+"?to-chuc="+id) {
		t.Errorf("a name to come is shown as an end: %s", webtest.Text(body))
	}
	if count(s, "Tổ dân phố 3A", "31/01/2027") != 0 || count(s, "Tổ dân phố 3A", "01/02/2027") == 0 {
		t.Error("the tree does not follow the day to come")
	}
}

func TestAMergeTakesItsMembersAlong(t *testing.T) {
	s := webtest.New(t)
	c, officer := s.Cast, s.Cast.Officer
	path := link.Change(s.Ward, c.Cell, "sap-nhap")
	s.Refuse(officer, path, http.StatusUnprocessableEntity, "", "version", version(t, s, c.Cell), "day", "03/12/2026")
	s.Must(officer, path, "version", version(t, s, c.Cell), "into", c.Other, "day", "03/12/2026", "decision", "QĐ 4")
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		for _, id := range []string{c.Hien.Member, c.Tua.Member, c.Nga.Member} {
			m, err := member.Get(rd, id)
			if err != nil || m.Org != c.Other {
				t.Errorf("%s stands in %s: %v", m.FullName, m.OrgName, err)
			}
		}
		return nil
	})
	if body := webtest.Text(s.See(officer, link.OrgTree(s.Ward))); strings.Contains(body, "Tổ dân phố 3") {
		t.Error("the merged cell stands on")
	}
	if count(s, "Chi bộ Tổ dân phố 3", "02/12/2026") == 0 {
		t.Error("the day before shows no merged cell")
	}
	if body := webtest.Text(s.See(officer, link.OrgChange(s.Ward, c.Cell))); !strings.Contains(body, "thôi hoạt động từ ngày 03/12/2026") {
		t.Errorf("the merged cell does not say it ended: %s", body)
	}
	if code, _ := s.Get(c.Hien.Person, link.EditMember(c.Tua.Member)); code != http.StatusNotFound {
		t.Errorf("the secretary of the merged cell keeps her right: %d", code)
	}
}

func TestASplitFoundsNewCellsAndADissolutionNeedsAnEmptyOne(t *testing.T) {
	s := webtest.New(t)
	officer, id := s.Cast.Officer, s.Cast.Cell
	split := link.Change(s.Ward, id, "chia-tach")
	s.Refuse(officer, split, http.StatusUnprocessableEntity, "ghi ít nhất một tên", "version", version(t, s, id), "into", " \n", "day", "03/12/2026")
	s.Must(officer, split, "version", version(t, s, id), "into", "Chi bộ Bắc\n\n  Chi bộ   Nam \n", "day", "03/12/2026", "decision", "QĐ 5")
	tree := webtest.Text(s.See(officer, link.OrgTree(s.Ward)))
	for _, name := range []string{"Chi bộ Bắc", "Chi bộ Nam", "Chi bộ Tổ dân phố 3"} {
		if !strings.Contains(tree, name) {
			t.Errorf("after the split %s is missing", name)
		}
	}
	s.Refuse(officer, link.Change(s.Ward, id, "giai-the"), http.StatusConflict, "chuyển sinh hoạt cho họ trước", "version", version(t, s, id), "day", "05/12/2026")
	empty := found(s, "Chi bộ Trống", "office", s.Cast.Ward, "01/10/2026")
	to := s.Must(officer, link.Change(s.Ward, empty, "giai-the"), "version", version(t, s, empty), "day", "01/01/2027", "decision", "QĐ 6")
	if body := webtest.Text(s.See(officer, to)); !strings.Contains(body, "thôi hoạt động từ ngày 01/01/2027") {
		t.Errorf("a dissolution to come: %s", body)
	}
	if count(s, "Chi bộ Trống", "31/12/2026") == 0 || count(s, "Chi bộ Trống", "01/01/2027") != 0 || count(s, "Chi bộ Trống", "30/09/2026") != 0 {
		t.Error("the tree as at a day does not follow the dissolution")
	}
	s.Refuse(officer, link.Change(s.Ward, s.Cast.Ward, "giai-the"), http.StatusUnprocessableEntity, "đảng bộ gốc", "version", version(t, s, s.Cast.Ward), "day", "01/01/2027")
}

func TestASecretaryChangesNoTree(t *testing.T) {
	s := webtest.New(t)
	c := s.Cast
	for _, who := range []string{c.Neighbour.Person, c.Hien.Person, c.Tua.Person} {
		for _, word := range []string{"sua", "chuyen", "sap-nhap", "chia-tach", "giai-the", "khac"} {
			s.Refuse(who, link.Change(s.Ward, c.Cell, word), http.StatusNotFound, "", "version", "1", "name", "X", "kind", "residential", "parent", c.Ward, "into", c.Other, "day", "03/12/2026")
		}
		s.Refuse(who, link.NewOrg(s.Ward), http.StatusNotFound, "", "name", "X", "kind", "residential", "parent", c.Ward, "day", "03/12/2026")
		s.Refuse(who, link.Posts(s.Ward), http.StatusNotFound, "", "org", c.Cell, "person", c.Mai.Person, "post", "deputy", "from", "03/12/2026")
		s.Refuse(who, link.EndPost(s.Ward, holding(t, s, "secretary")), http.StatusNotFound, "", "org", c.Cell, "to", "03/12/2026")
	}
	if o := now(t, s, c.Cell); o.Version != 1 || o.To != "" {
		t.Errorf("something was changed: %+v", o)
	}
}

func TestTwoOfficersAtOneOrganisation(t *testing.T) {
	s := webtest.New(t)
	officer, id := s.Cast.Officer, s.Cast.Cell
	path := link.Change(s.Ward, id, "sua")
	first, second := webtest.Field(s.See(officer, path), "version"), webtest.Field(s.See(officer, path), "version")
	s.Must(officer, path, "version", first, "name", "Chi bộ Một", "kind", "residential", "day", "03/12/2026")
	body := s.Refuse(officer, path, http.StatusConflict, conflict, "version", second, "name", "Chi bộ Hai", "kind", "residential", "day", "03/12/2026", "decision", "QĐ 77")
	s.Owes(path, body)
	if !strings.Contains(body, "Chi bộ Hai") || !strings.Contains(body, "QĐ 77") || !strings.Contains(body, "Chi bộ Một") {
		t.Errorf("what was typed, or what now stands, is not on the page: %s", webtest.Text(body))
	}
	s.Must(officer, path, "version", webtest.Field(body, "version"), "name", "Chi bộ Hai", "kind", "residential", "day", "03/12/2026", "decision", "QĐ 77")
	if o := now(t, s, id); o.Name != "Chi bộ Hai" {
		t.Errorf("after the second look: %s", o.Name)
	}
}

func TestAFormSentTwiceFoundsOnce(t *testing.T) {
	s := webtest.New(t)
	officer, path, key := s.Cast.Officer, link.NewOrg(s.Ward), store.NewID()
	pairs := []string{"name", "Chi bộ Một Lần", "kind", "residential", "parent", s.Cast.Ward, "day", "01/12/2026"}
	code, to, _ := s.PostOnce(officer, path, key, pairs...)
	again, same, body := s.PostOnce(officer, path, key, pairs...)
	if code != http.StatusSeeOther || again != code || same != to {
		t.Errorf("twice: %d %s, %d %s %s", code, to, again, same, webtest.Text(body))
	}
	pairs[1] = "Chi bộ Khác"
	if code, _, body = s.PostOnce(officer, path, key, pairs...); code != http.StatusUnprocessableEntity || !strings.Contains(webtest.Text(body), "Phiếu này đã gửi một lần") {
		t.Errorf("the key with other words: %d %s", code, webtest.Text(body))
	}
	if body := s.See(officer, link.OrgTree(s.Ward)); strings.Contains(body, "Chi bộ Khác") || strings.Count(webtest.Text(body), "Chi bộ Một Lần") != 1 {
		t.Error("founded twice")
	}
}

// holding is the id of a post held in the cell today.
func holding(t *testing.T, s *webtest.Site, post string) (id string) {
	t.Helper()
	s.DB.Read(t, store.System, func(rd *store.Reader) error {
		all, err := member.Posts(rd, s.Cast.Cell, rd.Today())
		if i := slices.IndexFunc(all, func(h member.Holding) bool { return string(h.Post) == post }); i >= 0 {
			id = all[i].ID
		}
		return err
	})
	return id
}

func TestOneSecretaryAtATime(t *testing.T) {
	s := webtest.New(t)
	c, officer, posts := s.Cast, s.Cast.Officer, link.Posts(s.Ward)
	give := []string{"org", c.Cell, "person", c.Mai.Person, "post", "secretary", "from", "03/12/2026", "decision", "QĐ 8"}
	body := s.Refuse(officer, posts, http.StatusConflict, "Chức vụ này đang có người giữ. Phân công cũ được giữ.", give...)
	if s.Owes(posts, body); !strings.Contains(body, "QĐ 8") || !strings.Contains(body, "Lò Thị Mai") {
		t.Error("the refused form lost what was typed")
	}
	s.Refuse(officer, posts, http.StatusUnprocessableEntity, "Ngày giữ chức vụ chưa đúng", "org", c.Cell, "person", c.Mai.Person, "post", "deputy", "from", "03/12/2026", "to", "01/12/2026")
	s.Refuse(officer, posts, http.StatusUnprocessableEntity, "Không có chức vụ này", "org", c.Cell, "person", c.Mai.Person, "post", "king", "from", "03/12/2026")
	s.Refuse(officer, posts, http.StatusNotFound, "", "org", c.Cell, "person", store.NewID(), "post", "deputy", "from", "03/12/2026")
	end := link.EndPost(s.Ward, holding(t, s, "secretary"))
	s.Refuse(officer, end, http.StatusUnprocessableEntity, "Ngày giữ chức vụ chưa đúng", "org", c.Cell, "to", "01/01/2020")
	s.Must(officer, end, "org", c.Cell, "to", "03/12/2026")
	if code, _ := s.Get(c.Hien.Person, link.EditMember(c.Tua.Member)); code != http.StatusNotFound {
		t.Errorf("one released keeps the right: %d", code)
	}
	to := s.Must(officer, posts, give...)
	if body := webtest.Text(s.See(officer, to)); !strings.Contains(body, "Lò Thị Mai") || strings.Contains(body, "Lường Thị Hiên") {
		t.Errorf("posts: %s", body)
	}
	if code, _ := s.Get(officer, link.EndPost(s.Ward, holding(t, s, "secretary"))+"?to-chuc="+c.Cell); code != http.StatusOK {
		t.Errorf("the new post cannot be ended: %d", code)
	}
}
