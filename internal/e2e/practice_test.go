package e2e

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"chibo/internal/demo"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// rowsOf writes down what the ward's tables hold, row by row where a row tells of
// its content, so that any change shows.
func (s *server) rowsOf(t *testing.T, tenant int64) map[string]int64 {
	t.Helper()
	ctx := context.Background()
	tables, err := s.app.DB.Rows(ctx)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int64{}
	for name := range tables {
		if err := s.app.DB.Read(ctx, store.Viewer{Tenant: tenant, Person: store.System}, func(rd *store.Reader) (err error) {
			out[name], err = rd.Int("select count(*) from " + name + " where tenant = $1")
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestAPracticeMeeting: a secretary at 360 px starts one, follows the hints from
// the roll to the reading back, and ends it; the real ward is as before, the log
// included, and nothing of the practice is left.
func TestAPracticeMeeting(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	v := s.signIn(t, cell.Secretary, "secretary")
	v.visit(link.Home)
	before := s.rowsOf(t, demo.Tenant)
	v.press("Tập dượt một buổi sinh hoạt")
	v.reads("9 đồng chí không có thật", "tự xóa sau 24 giờ")
	begun := time.Now()
	v.primary()
	t.Logf("a practice stands after %d ms, pages and the browser's checks included", time.Since(begun).Milliseconds())
	v.reads("Đang tập dượt. Tên và việc ở đây không có thật.", "Chi bộ TẬP DƯỢT", "Việc tiếp: chọn chủ trì, thư ký")
	tenant := s.practice(t)

	v.press("Việc tiếp: chọn chủ trì, thư ký")
	v.fill("scribe", v.option("scribe"))
	v.primary()
	v.reads("Việc tiếp: điểm danh")
	v.press("Việc tiếp: điểm danh")
	for range 9 {
		var id string
		v.script(`(()=>{const l=document.querySelector('#danh-sach>li:not(.done)');if(!l)return '';l.querySelector('button.yes').setAttribute('data-tap',l.id);l.scrollIntoView({block:'center'});return l.id})()`, &id)
		if id == "" {
			break
		}
		v.run("mark present", chromedp.Click(`[data-tap="`+id+`"]`, chromedp.ByQuery))
		for done := false; !done; time.Sleep(20 * time.Millisecond) {
			v.script(fmt.Sprintf(`(()=>{const l=document.getElementById(%q);return !!l&&l.classList.contains('done')})()`, id), &done)
		}
	}
	slug := regexp.MustCompile(`/chi-bo/[^/]+`).FindString(v.at())
	slug, ky := strings.TrimPrefix(slug, "/chi-bo/"), "2026-11"
	v.visit(link.Room(slug, ky))
	v.reads("Việc tiếp: ghi từng nội dung")
	v.primary()
	for n := 1; n < 30 && v.at() == link.Item(slug, ky, fmt.Sprint(n)); n++ {
		v.fill("conclusion", fmt.Sprintf("Chi bộ nhất trí mục %d.", n))
		var task bool
		v.script(`!!document.querySelector('main [name=result]')`, &task)
		if task {
			v.fill("result", "done")
		}
		v.primary()
	}
	v.visit(link.Resolution(slug, ky))
	v.primary()
	v.fill("deed", "Thử giao một việc", "owner", v.option("owner"), "measure", "Việc đã xong", "due", "20/12/2026")
	v.primary()
	v.primary()
	v.fill("for", "9")
	v.primary()
	v.visit(link.Close(slug, ky))
	v.primary()
	v.reads("Đang tập dượt.", "Đọc lại biên bản")
	for i := 0; i < 30 && strings.Contains(v.at(), "/bien-ban/doc/"); i++ {
		v.primary()
	}
	v.visit(link.Home)
	v.press("Kết thúc, xóa hết")
	v.reads("Chi bộ Tổ dân phố 3", "Tập dượt một buổi sinh hoạt")
	if strings.Contains(v.text(), "Đang tập dượt") {
		t.Error("the practice is over, the strip is not")
	}
	for name, n := range s.rowsOf(t, demo.Tenant) {
		if n != before[name] {
			t.Errorf("the real ward had %d rows in %s, has %d", before[name], name, n)
		}
	}
	for name, n := range s.rowsOf(t, tenant) {
		if n > 0 {
			t.Errorf("%d rows of the practice left in %s", n, name)
		}
	}
	_, _, figures := v.get("/metrics")
	if strings.Contains(string(figures), "TẬP DƯỢT") || strings.Contains(string(figures), `route="/chi-bo/{cb}/sinh-hoat/{ky}/phong"`) {
		t.Error("the metrics count the practice")
	}
}

// TestSigningOutEndsThePractice wipes it, and ends the person's own session too.
func TestSigningOutEndsThePractice(t *testing.T) {
	s := lived(t)
	v := s.signIn(t, s.ward.Cells[4].Secretary, "secretary")
	v.visit(link.Practice)
	v.primary()
	tenant := s.practice(t)
	v.visit(link.Devices)
	v.visit(link.Contents)
	v.press("Thoát")
	v.visit(link.Home)
	if !strings.HasPrefix(v.at(), link.SignIn) {
		t.Errorf("signed out and stands at %s", v.at())
	}
	for name, n := range s.rowsOf(t, tenant) {
		if n > 0 {
			t.Errorf("%d rows of the practice left in %s", n, name)
		}
	}
}

// practice is the number of the one practice under way.
func (s *server) practice(t *testing.T) int64 {
	t.Helper()
	all, err := s.app.DB.All(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		if store.Practising(n) {
			return n
		}
	}
	t.Fatal("no practice is under way")
	return 0
}

// option is the first real choice of a list.
func (v *visitor) option(name string) string {
	v.t.Helper()
	var s string
	v.script(fmt.Sprintf(`(()=>{const o=[...document.querySelector('main [name=%q]').options].find(o=>o.value);return o?o.value:''})()`, name), &s)
	return s
}
