package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"chibo/internal/demo"
	"chibo/internal/web/link"
)

// TestWithoutScript does the main job's posts in a browser that runs no script:
// signing in, choosing the day, editing the agenda, announcing, opening, marking
// one member, counting a vote.
func TestWithoutScript(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[13]
	v := s.phone(t, "secretary without script")
	v.noScript()
	v.visit(s.link(t, demo.Tenant, cell.Secretary))
	v.fill("device", "own")
	v.primary()
	var on bool
	v.script(`document.documentElement.classList.contains('js')`, &on)
	if on {
		t.Fatal("the script ran")
	}
	e := &evening{t: t, s: s, cell: cell, secretary: v, scribe: v, ky: "2026-12", own: "Việc riêng của chi bộ"}
	e.plan("2026-11-25 20:00")
	v.visit(link.Prepare(cell.Slug, e.ky))
	v.press(e.ownAt(t))
	v.fill("title", e.own+", đã sửa", "minutes", "20")
	v.primary()
	v.reads(e.own+", đã sửa", "20 phút")
	e.announced("2026-11-28 20:00")
	s.at(t, e.day+" 19:30")
	v.visit(link.Room(cell.Slug, e.ky))
	v.fill("chair", cell.Secretary, "scribe", cell.Scribe)
	v.primary()
	v.visit(link.RollCall(cell.Slug, e.ky))
	v.reads("Có mặt 0/")
	v.press("Có mặt: ")
	v.reads("Có mặt 1/", "Có mặt 19:30")
	v.press("Vắng: ")
	v.fill("status", "excused", "reason", "family")
	v.primary()
	v.reads("Vắng có lý do: việc gia đình")
	v.press("Còn lại")
	v.reads("Đã điểm danh đủ")
	v.visit(link.Vote(cell.Slug, e.ky, "1"))
	v.fill("for", "1")
	v.primary()
	v.reads("Đã lưu kết quả biểu quyết", "Không thông qua")
}

// ownAt is the agenda row of the cell's own point as it is shown, with its number.
func (e *evening) ownAt(t *testing.T) string {
	t.Helper()
	var words string
	e.secretary.script(`(()=>{`+helpers+`const a=[...document.querySelectorAll('.agenda a')].find(a=>norm(a.textContent).includes('`+e.own+`'));return a?norm(a.textContent):''})()`, &words)
	if words == "" {
		t.Fatalf("%q is not on the agenda", e.own)
	}
	return words
}

// TestHighContrast: chosen once, every page of this device is black on white, and
// axe finds nothing there either; another device is not touched.
func TestHighContrast(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[4]
	v := s.signIn(t, cell.Secretary, "secretary in sunlight")
	v.visit(link.Language)
	v.fill("contrast", "cao")
	v.submit("contrast")
	for _, path := range []string{link.Language, link.Home, link.Meeting(cell.Slug, "2026-11"), link.Me} {
		v.visit(path)
		var chosen, ground string
		v.script(`document.documentElement.dataset.contrast||''`, &chosen)
		v.script(`getComputedStyle(document.body).backgroundColor`, &ground)
		if chosen != "cao" || ground != "rgb(255, 255, 255)" {
			t.Errorf("%s: contrast %q, ground %s", path, chosen, ground)
		}
	}
	if dir := os.Getenv("CHIBO_SHOTS"); dir != "" {
		v.picture(360, 640, true, filepath.Join(dir, "360-high-contrast.png"))
	}
	other := s.signIn(t, cell.Secretary, "the same at home")
	var chosen string
	other.visit(link.Home)
	if other.script(`document.documentElement.dataset.contrast||''`, &chosen); chosen != "" {
		t.Errorf("another device: %q", chosen)
	}
}
