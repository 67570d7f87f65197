package e2e

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"chibo/internal/store"
	"chibo/internal/web/link"
)

// keyInFile is a 256-bit AES key as a browser writes it into its store.
var keyInFile = regexp.MustCompile(`(?s)K\x01.\x20.{1,3}?\x20(.{32})`)

// files reads every file of a profile.
func files(t *testing.T, dir string, each func(name string, data []byte)) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil //nolint:nilerr // a file the browser has just removed
		}
		if data, err := os.ReadFile(name); err == nil {
			each(name, data)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestTheHallOutlivesTheBrowser: without a network the browser is closed and
// opened again and all is there; no name lies readable in its files; once wiped,
// neither does the key.
func TestTheHallOutlivesTheBrowser(t *testing.T) {
	s := lived(t)
	g := behind(t, s)
	cell := s.ward.Cells[2]
	m := s.prepared(t, cell)
	dir := t.TempDir()
	v, off := s.own(t, "secretary", dir)
	v.enter(cell.Secretary)
	v.take(cell)
	v.cutOff(g, 12)
	off()

	v, off = s.own(t, "secretary, the next morning", dir)
	v.away = true
	v.load("open without a network", chromedp.Navigate(s.url+link.Hall))
	v.says("Sinh hoạt tháng 12")
	v.within("/diem-danh")
	v.says("Có mặt 12/")
	v.says("Chờ mạng: 12 việc")
	off()
	var keys [][]byte
	names := 0
	files(t, dir, func(name string, data []byte) {
		if !strings.Contains(name, "IndexedDB") {
			return
		}
		for _, k := range keyInFile.FindAllSubmatch(data, -1) {
			keys = append(keys, bytes.Clone(k[1]))
		}
		names += bytes.Count(data, []byte(cell.Members[3].FullName)) + bytes.Count(data, utf16le(cell.Members[3].FullName))
	})
	if len(keys) == 0 {
		t.Fatal("the key is nowhere in the browser's files: this test looks for the wrong bytes")
	}
	if names > 0 {
		t.Errorf("a name lies readable in the store %d times", names)
	}

	g.open()
	v, off = s.own(t, "secretary, with a network", dir)
	v.load("open", chromedp.Navigate(s.url+link.Hall))
	v.sent()
	var ops int64
	s.read(t, store.System, func(rd *store.Reader) (err error) {
		ops, err = rd.Int(`select count(*) from hall_op where tenant = $1 and meeting = $2 and device <> 'web'`, m.ID)
		return err
	})
	if ops != 12 {
		t.Errorf("%d operations on the server", ops)
	}
	v.within("/may")
	v.tapOn("Xóa buổi họp khỏi máy này")
	v.says("Mọi việc đã gửi")
	v.tapOn("Xóa khỏi máy này")
	v.until("the meeting's own page", `location.pathname.includes('/sinh-hoat/')`)
	off()
	files(t, dir, func(name string, data []byte) {
		for _, k := range keys {
			if bytes.Contains(data, k) {
				t.Errorf("the key still lies in %s", strings.TrimPrefix(name, dir))
			}
		}
	})
}

func utf16le(s string) []byte {
	var out []byte
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

// TestTheHallIsLight: the first visit of the room page until it can be used stays
// under 35 KB without fonts, and a next one from the worker costs nothing but its
// asking what is new.
func TestTheHallIsLight(t *testing.T) {
	s, _, _, _, v := inTheHall(t)
	var at string
	v.script(`location.hash`, &at)
	v.script(`navigator.serviceWorker.getRegistrations().then(all=>Promise.all(all.map(r=>r.unregister()))).then(()=>caches.keys()).then(k=>Promise.all(k.map(n=>caches.delete(n)))).then(()=>true)`, new(bool))
	v.run("an empty cache", network.ClearBrowserCache())
	weigh := func() int64 {
		v.mu.Lock()
		clear(v.bytes)
		v.mu.Unlock()
		v.load("leave", chromedp.Navigate("about:blank"))
		v.load("the room", chromedp.Navigate(s.url+link.Hall+at))
		v.until("the room", `document.querySelector('.bar .chinh')`)
		v.mu.Lock()
		defer v.mu.Unlock()
		sum := int64(0)
		for _, l := range v.bytes {
			if !strings.HasSuffix(l.address, ".woff") && !l.cached {
				sum += l.bytes
			}
		}
		return sum
	}
	first := weigh()
	v.says("Đã mang theo, dùng được khi mất mạng")
	again := weigh()
	t.Logf("the room page: first %d bytes without fonts, again %d", first, again)
	if first > 35<<10 || first < 10<<10 {
		t.Errorf("the first visit takes %d bytes without fonts (35 KB)", first)
	}
	if again > 2<<10 {
		t.Errorf("the next visit takes %d bytes (2 KB)", again)
	}
}

// TestTheHallIsKilled: without a network, on a processor six times slower, the
// browser is killed as by a dead battery, again and again; each time what was
// written last is there. Once in make test, a hundred times in make drill.
func TestTheHallIsKilled(t *testing.T) {
	rounds := 1
	if n, err := strconv.Atoi(os.Getenv("CHIBO_DRILL")); err == nil && n > 0 {
		rounds = n
	}
	s := lived(t)
	g := behind(t, s)
	cell := s.ward.Cells[2]
	m := s.prepared(t, cell)
	dir := t.TempDir()
	v, off := s.own(t, "secretary", dir)
	v.enter(cell.Secretary)
	v.take(cell)
	off()
	g.shut()
	for n := range rounds {
		v, off = s.own(t, "secretary", dir)
		v.away = true
		v.run("a slow processor", emulation.SetCPUThrottlingRate(6))
		v.load("open without a network", chromedp.Navigate(s.url+link.Hall))
		v.says("Sinh hoạt tháng 12")
		if n > 0 {
			v.says("Chờ mạng: " + strconv.Itoa(n) + " việc")
		}
		v.within("/can-sua")
		v.says("Mỗi dòng một điều")
		if n > 0 {
			v.until("what was written before", fmt.Sprintf(`document.querySelector('[name=lines]').value===%q`, "lần "+strconv.Itoa(n)))
		}
		v.typeIn("lines", "lần "+strconv.Itoa(n+1))
		v.says("Chờ mạng: " + strconv.Itoa(n+1) + " việc")
		if err := chromedp.FromContext(v.ctx).Browser.Process().Kill(); err != nil {
			t.Fatal(err)
		}
		off()
	}
	g.open()
	v, off = s.own(t, "secretary", dir)
	v.load("open", chromedp.Navigate(s.url+link.Hall))
	v.sent()
	off()
	if n := s.received(t, m); n != int64(rounds) {
		t.Errorf("%d operations on the server after %d rounds", n, rounds)
	}
}
