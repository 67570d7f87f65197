package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// received counts the operations of phones that stand on the server.
func (s *server) received(t *testing.T, m meeting.Meeting) (n int64) {
	t.Helper()
	s.read(t, store.System, func(rd *store.Reader) (err error) {
		n, err = rd.Int(`select count(*) from hall_op where tenant = $1 and meeting = $2 and device <> 'web'`, m.ID)
		return err
	})
	return n
}

// TestTheHallHeals: the browser empties the store under the open page, and
// everything held in memory is written back with the next tap; a full store is
// said as an alarm, nothing is half written, and it works again.
func TestTheHallHeals(t *testing.T) {
	s, g, _, m, v := inTheHall(t)
	v.cutOff(g, 4)
	v.run("the browser takes everything away", storage.ClearDataForOrigin(s.url, "indexeddb"))
	v.present(5)
	v.says("Chờ mạng: 5 việc")
	v.run("reload", chromedp.Reload())
	v.says("Có mặt 5/")
	g.open()
	v.online()
	v.sent()
	if n := s.received(t, m); n != 5 {
		t.Errorf("%d operations on the server", n)
	}
}

// TestTheHallIsShutOut: a phone that was reported lost keeps what it has not sent,
// says so, and hands it over as a file; one that has sent everything is wiped.
func TestTheHallIsShutOut(t *testing.T) {
	s, g, cell, m, v := inTheHall(t)
	v.cutOff(g, 1)
	if err := s.app.DB.Write(t.Context(), store.Viewer{Tenant: demo.Tenant, Person: store.System}, func(tx *store.Tx) error { return offline.Lost(tx, cell.Secretary, "") }); err != nil {
		t.Fatal(err)
	}
	g.open()
	v.online()
	v.says("Máy này thôi được dùng cho buổi họp")
	v.within("/may")
	v.says("1 việc chưa gửi vẫn ở trên máy")
	v.sketch("hall-thu-quyen")
	var file string
	v.script(`new Promise(y=>{const c=URL.createObjectURL;URL.createObjectURL=b=>{b.text().then(y);return c(b)};[...document.querySelectorAll('button')].find(b=>b.textContent.includes('Lưu bản sao')).click()})`, &file)
	if !strings.Contains(file, `"kind": "mark"`) || strings.Contains(file, "secret") {
		t.Errorf("the file holds %.300s", file)
	}
	if n := s.received(t, m); n != 0 {
		t.Errorf("%d operations on the server", n)
	}
}

// TestTheHallUnderAnotherName: somebody else signed in on the phone: nothing is
// sent under his name, nothing is lost.
func TestTheHallUnderAnotherName(t *testing.T) {
	s, g, cell, m, v := inTheHall(t)
	var at string
	v.script(`location.hash`, &at)
	v.enter(cell.Members[5].PersonID)
	g.shut()
	v.away = true
	v.load("the room", chromedp.Navigate(s.url+link.Hall+at))
	v.called(1)
	g.open()
	v.online()
	v.says("Chưa gửi được: 1 việc")
	if n := s.received(t, m); n != 0 {
		t.Errorf("%d operations on the server", n)
	}
	v.enter(cell.Secretary)
	v.load("the room", chromedp.Navigate(s.url+link.Hall+at))
	v.sent()
	if n := s.received(t, m); n != 1 {
		t.Errorf("%d operations on the server", n)
	}
}

// TestTheHallOnASlowLine: on 50 kbit/s and 800 ms a tap is acknowledged on the
// device within 0.2 s and is on the server within 10 s.
func TestTheHallOnASlowLine(t *testing.T) {
	s, _, _, m, v := inTheHall(t)
	v.called(0)
	v.run("a slow line", network.EmulateNetworkConditions(false, 800, 50_000/8, 50_000/8)) //nolint:staticcheck // the pinned protocol has no other
	var ms float64
	v.script(`new Promise(done=>{const b=document.querySelector('.roll li:not(.done) .yes'),n=document.querySelectorAll('.roll li.done').length,t=performance.now();
		new MutationObserver((_,o)=>{if(document.querySelectorAll('.roll li.done').length>n){o.disconnect();requestAnimationFrame(()=>done(performance.now()-t))}}).observe(document.body,{childList:true,subtree:true});b.click()})`, &ms)
	started := time.Now()
	for s.received(t, m) == 0 && time.Since(started) < patience {
		time.Sleep(50 * time.Millisecond)
	}
	v.sent()
	took := time.Since(started)
	t.Logf("acknowledged after %.0f ms, sent after %.1f s", ms, took.Seconds())
	if ms > 200 {
		t.Errorf("the tap was acknowledged after %.0f ms", ms)
	}
	if took > 10*time.Second {
		t.Errorf("sent after %v", took)
	}
}

// TestTheHallSaysWhatItCannot: inside a messaging app, or without script, the page
// says so beforehand and leads to the ordinary room.
func TestTheHallSaysWhatItCannot(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	s.prepared(t, cell)
	for _, one := range []struct{ agent, want string }{{"Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/110 Mobile Safari/537.36 Zalo android/12", "Đồng chí mở địa chỉ này bằng Chrome hoặc Safari."}, {"", "Trang này cần trình duyệt có chạy mã lệnh."}} {
		v := s.signIn(t, cell.Secretary, "secretary")
		if one.agent != "" {
			v.run("a messaging app", chromedp.ActionFunc(agent(one.agent)))
		} else {
			v.noScript()
		}
		v.load("open", chromedp.Navigate(s.url+link.TakeAlong(cell.Slug, "2026-12")))
		if one.agent == "" {
			_, _, body := v.get(link.TakeAlong(cell.Slug, "2026-12"))
			if !strings.Contains(string(body), one.want) {
				t.Errorf("without script it does not say %q", one.want)
			}
			continue
		}
		v.says(one.want)
		v.sketch("hall-zalo")
		var shown bool
		v.script(fmt.Sprintf(`(()=>{%s return seen(document.querySelector('#mang-theo'))})()`, helpers), &shown)
		if shown {
			t.Error("what does not work is offered all the same")
		}
		v.primary()
		if at := v.at(); at != link.Room(cell.Slug, "2026-12") {
			t.Errorf("leads to %s", at)
		}
	}
}

// agent makes the browser call itself otherwise.
func agent(name string) func(context.Context) error {
	return func(ctx context.Context) error { return emulation.SetUserAgentOverride(name).Do(ctx) }
}
