package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"chibo/internal/web/link"
)

// facade stands before a server and does to its answers what a line or a new release
// would do.
type facade struct {
	newer atomic.Bool // a new release: the worker has other bytes
	deaf  atomic.Bool // what phones send is answered by a busy machine

	mu   sync.Mutex
	lost func(n int) string // what happens to the n-th sending of a phone: "", "there", "back", "late"
	n    int
	hit  map[string]int
}

// before puts a facade before a server; from here on its address is the facade's.
func before(t *testing.T, s *server) *facade {
	t.Helper()
	to, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	f := &facade{hit: map[string]int{}}
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.FlushInterval = -1
	proxy.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) } // the phone went away
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { f.pass(w, r, proxy) }))
	t.Cleanup(front.Close)
	t.Cleanup(front.CloseClientConnections)
	s.url = front.URL
	return f
}

func (f *facade) pass(w http.ResponseWriter, r *http.Request, to http.Handler) {
	switch {
	case r.URL.Path == link.HallWorker && f.newer.Load():
		answer := httptest.NewRecorder()
		r.Header.Del("Accept-Encoding")
		to.ServeHTTP(answer, r)
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write([]byte(strings.Replace(answer.Body.String(), `"version":"`, `"version":"n`, 1)))
	case r.URL.Path == link.HallSync && f.deaf.Load():
		w.WriteHeader(http.StatusServiceUnavailable)
	case r.URL.Path == link.HallSync && f.lost != nil:
		f.lose(w, r, to)
	default:
		to.ServeHTTP(w, r)
	}
}

// lose is one sending on a bad line.
func (f *facade) lose(w http.ResponseWriter, r *http.Request, to http.Handler) {
	f.mu.Lock()
	f.n++
	fate := f.lost(f.n)
	f.hit[fate]++
	f.mu.Unlock()
	switch fate {
	case "there": // nothing arrives
	case "back": // it was taken, and the answer does not come
		to.ServeHTTP(httptest.NewRecorder(), r)
	case "late":
		time.Sleep(3 * time.Second)
		to.ServeHTTP(w, r)
		return
	default:
		to.ServeHTTP(w, r)
		return
	}
	panic(http.ErrAbortHandler) // the connection ends
}

// TestTheHallOnALossyLine: 50 kbit/s, 800 ms, and of ten sendings one is lost on the
// way there, one on the way back after it was taken, and one stalls for three seconds.
// Every tap is acknowledged on the device within 0.2 s, all is on the server within
// 10 s of the last one, each thing once.
func TestTheHallOnALossyLine(t *testing.T) {
	t.Parallel() // it waits for its line most of the time
	s := lived(t)
	cell := s.ward.Cells[2]
	m := s.prepared(t, cell)
	f := before(t, s)
	v := s.signIn(t, cell.Secretary, "secretary")
	v.away = true
	v.take(cell)
	v.within("/diem-danh")
	v.says("chưa điểm danh")
	f.mu.Lock()
	f.lost = func(n int) string { return map[int]string{1: "back", 4: "there", 7: "late"}[n%10] }
	f.mu.Unlock()
	v.run("a slow line", network.EmulateNetworkConditions(false, 800, 50_000/8, 50_000/8)) //nolint:staticcheck // the pinned protocol has no other
	sendings := func() int { f.mu.Lock(); defer f.mu.Unlock(); return f.n }
	var took []float64
	for len(took) < 8 { // each tap is a sending of its own, so that every fate befalls one
		n := sendings()
		var ms float64
		v.script(`new Promise(done=>{const b=document.querySelector('.roll li:not(.done) .yes'),n=document.querySelectorAll('.roll li.done').length,t=performance.now();
			new MutationObserver((_,o)=>{if(document.querySelectorAll('.roll li.done').length>n){o.disconnect();requestAnimationFrame(()=>done(performance.now()-t))}}).observe(document.body,{childList:true,subtree:true});b.click()})`, &ms)
		took = append(took, ms)
		for end := time.Now().Add(5 * time.Second); sendings() == n && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		}
	}
	taps := len(took)
	slices.Sort(took)
	last := time.Now()
	for s.received(t, m) < int64(taps) && time.Since(last) < patience {
		time.Sleep(50 * time.Millisecond)
	}
	arrived := time.Since(last)
	v.sent()
	f.mu.Lock()
	t.Logf("%d taps, acknowledged after %.0f ms (the middle one) and %.0f ms (the slowest); %d sendings (%v), all there %.1f s after the last tap, known to be %.1f s after it", taps, took[taps/2], took[taps-1], f.n, f.hit, arrived.Seconds(), time.Since(last).Seconds())
	for _, fate := range []string{"there", "back", "late"} {
		if f.hit[fate] == 0 {
			t.Errorf("no sending was lost in the way %q: %v", fate, f.hit)
		}
	}
	f.mu.Unlock()
	if took[taps/2] > 200 {
		t.Errorf("a tap is acknowledged after %.0f ms", took[taps/2])
	}
	if arrived > 10*time.Second {
		t.Errorf("all was there after %v", arrived)
	}
	if n := s.received(t, m); n != int64(taps) {
		t.Errorf("%d operations on the server, %d taps", n, taps)
	}
}

// TestTheHallIsFull: the browser has no room left. The page says so in red, what was
// kept stays, nothing is half written, and with room again it works on.
func TestTheHallIsFull(t *testing.T) {
	s := lived(t)
	g := behind(t, s)
	cell := s.ward.Cells[2]
	m := s.prepared(t, cell)
	dir := t.TempDir()
	v, off := s.own(t, "secretary", dir)
	v.enter(cell.Secretary)
	v.take(cell)
	v.cutOff(g, 3)
	off()

	v, _ = s.own(t, "secretary, the store full", dir) // an open store asks only now and then how much room there is
	v.away = true
	v.run("no room", storage.OverrideQuotaForOrigin(s.url).WithQuotaSize(1))
	v.load("open without a network", chromedp.Navigate(s.url+link.Hall))
	v.says("Sinh hoạt tháng 12")
	v.within("/diem-danh")
	v.says("Có mặt 3/")
	v.run("present", chromedp.Click(`.roll li:not(.done) .yes`, chromedp.ByQuery))
	v.says("Máy hết chỗ lưu")
	v.says("3 mục đã lưu vẫn an toàn")
	v.sketch("hall-day")
	v.says("Có mặt 3/")
	v.run("room again", storage.OverrideQuotaForOrigin(s.url))
	v.present(4)
	v.says("Chờ mạng: 4 việc")
	v.run("reload", chromedp.Reload())
	v.says("Có mặt 4/")
	g.open()
	v.online()
	v.sent()
	if n := s.received(t, m); n != 4 {
		t.Errorf("%d operations on the server", n)
	}
}

// TestTheHallInTwoTabs: the same meeting open twice on one phone is one device: what
// one tab writes the other shows, both number on in one row, and each thing is sent
// once.
func TestTheHallInTwoTabs(t *testing.T) {
	s := lived(t)
	g := behind(t, s)
	cell := s.ward.Cells[2]
	m := s.prepared(t, cell)
	one, _ := s.own(t, "first tab", t.TempDir())
	one.enter(cell.Secretary)
	one.take(cell)
	var at string
	one.script(`location.hash.split('/').slice(0,2).join('/')`, &at)
	two := one.tab("second tab")
	g.shut()
	one.away, two.away = true, true
	two.load("the same meeting", chromedp.Navigate(s.url+link.Hall+at+"/diem-danh"))
	two.says("chưa điểm danh")
	one.within("/diem-danh")
	one.says("chưa điểm danh")
	for n, v := range []*visitor{one, two, one, two} {
		v.until("what the other wrote", fmt.Sprintf(`document.querySelectorAll('.roll li.done').length===%d`, n))
		v.present(n + 1)
	}
	for _, v := range []*visitor{one, two} {
		v.says("Có mặt 4/")
		v.says("Chờ mạng: 4 việc")
	}
	g.open()
	one.online()
	two.online()
	one.sent()
	two.sent()
	if n := s.received(t, m); n != 4 {
		t.Errorf("%d operations on the server", n)
	}
}

// tab opens a second tab of the same browser.
func (v *visitor) tab(who string) *visitor {
	v.t.Helper()
	ctx, cancel := chromedp.NewContext(v.ctx)
	v.t.Cleanup(cancel)
	other := &visitor{t: v.t, s: v.s, ctx: ctx, who: who, bytes: map[network.RequestID]*load{}}
	chromedp.ListenTarget(ctx, other.listen)
	other.run("open a tab", network.Enable())
	return other
}

// TestTheHallIsRenewed: a new release comes out while operations wait. The page goes
// on as it is and offers nothing until all is sent; then one touch loads the new one,
// and nothing is lost or sent twice.
func TestTheHallIsRenewed(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	m := s.prepared(t, cell)
	f := before(t, s)
	v := s.signIn(t, cell.Secretary, "secretary")
	v.take(cell)
	v.away = true
	f.deaf.Store(true)
	v.called(3)
	f.newer.Store(true)
	v.run("reload", chromedp.Reload())
	v.says("Có mặt 3/")
	v.until("the new one waits", `navigator.serviceWorker.getRegistration('/hop').then(r=>window.waits=!!r.waiting)&&window.waits`)
	v.within("/may")
	v.says("Chờ gửi (3)")
	if strings.Contains(v.text(), "Có bản mới") {
		t.Error("the new one is offered while operations wait")
	}
	v.within("/diem-danh")
	v.present(4)
	f.deaf.Store(false)
	v.online()
	v.sent()
	v.within("/may")
	v.says("Có bản mới của trang này")
	v.sketch("hall-ban-moi")
	loaded := make(chan struct{})
	var once sync.Once
	chromedp.ListenTarget(v.ctx, func(event any) {
		if _, ok := event.(*network.EventRequestWillBeSent); ok {
			once.Do(func() { close(loaded) })
		}
	})
	v.tapOn("Tải bản mới")
	<-loaded
	v.until("only the new one is left", `caches.keys().then(k=>window.kept=k.join())&&window.kept&&!window.kept.includes(',')&&window.kept.startsWith('hop-n')`)
	v.within("/diem-danh")
	v.says("Có mặt 4/")
	v.present(5)
	v.sent()
	if n := s.received(t, m); n != 5 {
		t.Errorf("%d operations on the server", n)
	}
}

// TestTheHallOverPlainHTTP: where the address has no lock the browser keeps nothing.
// The page says so before anything is begun and leads to the ordinary room, which
// serves, without script too.
func TestTheHallOverPlainHTTP(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	s.prepared(t, cell)
	s.url = strings.Replace(s.url, "127.0.0.1", "chibo.test", 1)
	v, _ := s.own(t, "secretary", t.TempDir(), chromedp.Flag("host-resolver-rules", "MAP chibo.test 127.0.0.1"))
	v.enter(cell.Secretary)
	var secure bool
	if v.script(`isSecureContext`, &secure); secure {
		t.Fatal("this address counts as secure: the test proves nothing")
	}
	v.visit(link.TakeAlong(cell.Slug, "2026-12"))
	v.reads("Địa chỉ này không có khóa bảo vệ (https)", "Không có gì mất.")
	var offered bool
	v.script(fmt.Sprintf(`(()=>{%s return seen(document.querySelector('#mang-theo'))})()`, helpers), &offered)
	if offered {
		t.Error("what does not work is offered all the same")
	}
	v.sketch("hall-khong-khoa")
	v.primary()
	if at := v.at(); at != link.Room(cell.Slug, "2026-12") {
		t.Fatalf("leads to %s", at)
	}
	v.load("the room's own address", chromedp.Navigate(s.url+link.Hall))
	v.says("Địa chỉ này không có khóa bảo vệ (https)")
	v.noScript()
	v.visit(link.Room(cell.Slug, "2026-12"))
	v.fill("chair", cell.Secretary, "scribe", cell.Scribe)
	v.primary()
	v.visit(link.RollCall(cell.Slug, "2026-12"))
	v.press("Có mặt: ")
	v.reads("Có mặt 1/")
}
