package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

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

// TestWireBudget holds the first visit of a secretary's home to 25 KB without
// fonts and 75 KB with, the next one to 5 KB (design/frontend.md 7).
func TestWireBudget(t *testing.T) {
	s := lived(t)
	first := s.signIn(t, s.ward.Cells[10].Secretary, "secretary")
	var cookies []*network.Cookie
	first.run("cookies", chromedp.ActionFunc(cookiesOf(s.url, &cookies)))
	v := s.phone(t, "secretary's new phone")
	for _, c := range cookies {
		v.run("cookie", network.SetCookie(c.Name, c.Value).WithURL(s.url).WithHTTPOnly(true))
	}
	var heads int64
	visit := func() (page, fonts int64) {
		v.mu.Lock()
		clear(v.bytes)
		v.mu.Unlock()
		if status := v.load("home", chromedp.Navigate(s.url+link.Home)); status != http.StatusOK && status != http.StatusNotModified {
			t.Fatalf("home: %d", status)
		}
		var done bool
		v.script(`document.fonts.ready.then(()=>new Promise(r=>setTimeout(()=>r(true),300)))`, &done)
		v.mu.Lock()
		defer v.mu.Unlock()
		heads = 0
		for _, l := range v.bytes {
			t.Logf("%6d + %4d %s", l.bytes, l.head, strings.TrimPrefix(l.address, s.url))
			switch {
			case l.cached:
				continue
			case strings.Contains(l.address, ".woff"):
				fonts += l.bytes
			default:
				page += l.bytes
			}
			heads += l.head
		}
		return page, fonts
	}
	page, fonts := visit()
	t.Logf("first visit: %d bytes without fonts, %d with, heads %d", page, page+fonts, heads)
	if page == 0 || page > 25*kb || page+fonts > 75*kb {
		t.Errorf("first visit: %d bytes without fonts (25 KB), %d with (75 KB)", page, page+fonts)
	}
	if page, fonts = visit(); page+fonts+heads > 5*kb {
		t.Errorf("the next visit: %d bytes (5 KB)", page+fonts+heads)
	}
	t.Logf("next visit: %d bytes, heads %d", page+fonts, heads)
}

const kb = 1024

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
