package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"chibo/internal/web/link"
)

// thumb counts what one does with a thumb; typing is not counted (design/ux.md 1).
type thumb struct {
	v *visitor
	n int
}

// tap touches what does not leave the page.
func (h *thumb) tap(what, selector string) {
	h.v.t.Helper()
	h.n++
	h.v.run("tap "+what, chromedp.ScrollIntoView(selector, chromedp.ByQuery), chromedp.Click(selector, chromedp.ByQuery))
}

// press touches what leads on.
func (h *thumb) press(label string) {
	h.v.t.Helper()
	h.n++
	h.v.press(label)
}

// within asserts the budget and begins to count anew.
func (h *thumb) within(what string, most int) {
	h.v.t.Helper()
	h.v.t.Logf("%s: %d taps", what, h.n)
	if h.n > most {
		h.v.t.Errorf("%s takes %d taps, %d are allowed", what, h.n, most)
	}
	h.n = 0
}

// primary touches the page's one primary button.
func (h *thumb) primary() {
	h.v.t.Helper()
	h.n++
	h.v.primary()
}

// atOnce wants words to be read without any touch: on the first screen of a
// small phone.
func (v *visitor) atOnce(words ...string) {
	v.t.Helper()
	for _, w := range words {
		var bottom float64
		v.script(`(()=>{`+helpers+`scrollTo(0,0);const w=`+quoted(w)+`;
			const all=[...document.body.querySelectorAll('*')].filter(e=>seen(e)&&norm(e.textContent).includes(w)&&![...e.children].some(c=>norm(c.textContent).includes(w)));
			return all.length?Math.min(...all.map(e=>e.getBoundingClientRect().bottom)):-1})()`, &bottom)
		if bottom < 0 {
			v.t.Errorf("%s: %s does not say %q:\n%s", v.who, v.at(), w, v.text())
		} else if bottom > 640 {
			v.t.Errorf("%s: %q stands %.0f px down %s, under the first screen", v.who, w, bottom, v.at())
		}
	}
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `\'`) + "'" }

// unspent opens a phone that has loaded nothing yet, signed in as a person.
func (s *server) unspent(t *testing.T, person, who string) *visitor {
	t.Helper()
	first, v := s.phone(t, who), s.phone(t, who)
	first.mute = true // what it shows is looked at elsewhere
	first.enter(person)
	var cookies []*network.Cookie
	first.run("cookies", chromedp.ActionFunc(cookiesOf(s.url, &cookies)))
	for _, c := range cookies {
		v.run("cookie", network.SetCookie(c.Name, c.Value).WithURL(s.url).WithHTTPOnly(true))
	}
	return v
}

// weigh opens a page and says what came over the wire for it: without fonts, the
// fonts, and the heads, which HTTP/2 would send in some bytes.
func (v *visitor) weigh(path string) (page, fonts, heads int64) {
	v.t.Helper()
	v.mu.Lock()
	clear(v.bytes)
	v.mu.Unlock()
	if status := v.load("open "+path, chromedp.Navigate(v.s.url+path)); status != http.StatusOK && status != http.StatusNotModified {
		v.t.Fatalf("%s: %d", path, status)
	}
	var done bool
	v.script(`document.fonts.ready.then(()=>new Promise(r=>setTimeout(()=>r(true),300)))`, &done)
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, l := range v.bytes {
		if l.cached {
			continue
		}
		if strings.Contains(l.address, ".woff") {
			fonts += l.bytes
		} else {
			page += l.bytes
		}
		heads += l.head
	}
	return page, fonts, heads
}

const kb = 1024

// TestWireBudget holds the first page of each person to 25 KB without fonts and
// 75 KB with, the room to 35 KB, and each of them opened again to 5 KB
// (design/ux.md 1, design/frontend.md 7).
func TestWireBudget(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	s.inSession(t, cell)
	for _, one := range []struct {
		who, person, path string
		most              int64
	}{
		{"secretary", cell.Secretary, link.Home, 25},
		{"scribe", cell.Scribe, link.Home, 25},
		{"member", cell.Members[5].PersonID, link.Me, 25},
		{"officer", s.ward.Officer, link.Committee(s.ward.Root.Slug), 25},
		{"ward secretary", s.ward.Leader, link.Attention(s.ward.Root.Slug), 25},
		{"administrator", s.ward.Admin, link.System(), 25},
		{"room", cell.Scribe, link.Item(cell.Slug, "2026-12", "1"), 35},
	} {
		v := s.unspent(t, one.person, one.who)
		page, fonts, heads := v.weigh(one.path)
		again, more, headsAgain := v.weigh(one.path)
		t.Logf("%-15s first %5d bytes without fonts, %5d with (heads %d); again %4d with heads", one.who, page, page+fonts, heads, again+more+headsAgain)
		if page == 0 || page > one.most*kb || page+fonts > (one.most+50)*kb {
			t.Errorf("%s: the first visit takes %d bytes without fonts (%d KB), %d with (%d KB)", one.who, page, one.most, page+fonts, one.most+50)
		}
		if again+more+headsAgain > 5*kb {
			t.Errorf("%s: the next visit takes %d bytes (5 KB)", one.who, again+more+headsAgain)
		}
	}
}
