package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"chibo/internal/attendance"
	"chibo/internal/demo"
	"chibo/internal/live"
	"chibo/internal/meeting"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vote"
	"chibo/internal/web/link"
)

// becomes waits until the page, untouched, says something, and answers how long
// that took.
func (v *visitor) becomes(want string, within time.Duration) time.Duration {
	v.t.Helper()
	begun := time.Now()
	for !strings.Contains(v.text(), want) {
		if time.Since(begun) > within {
			v.t.Fatalf("%s: %s does not come to say %q within %v:\n%s", v.who, v.at(), want, within, v.text())
		}
		time.Sleep(30 * time.Millisecond)
	}
	return time.Since(begun)
}

// listening waits until so many follow a cell.
func (s *server) listening(t *testing.T, cell demo.Cell, n int) {
	t.Helper()
	hub := s.app.DB.Live()
	for end := time.Now().Add(patience); hub.Listening(liveTopic(cell)) < n; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d pages follow the cell, want %d", hub.Listening(liveTopic(cell)), n)
		}
	}
}

func liveTopic(cell demo.Cell) live.Topic { return live.Topic{Tenant: demo.Tenant, Org: cell.ID} }

func (s *server) write(t *testing.T, person string, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: person}, fn); err != nil {
		t.Fatal(err)
	}
}

// TestPagesFollowOneAnother: one phone marks, the other's roll changes without a
// touch; where somebody types nothing is changed under his hand.
func TestPagesFollowOneAnother(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	m := s.inSession(t, cell)
	one, two := s.signIn(t, cell.Secretary, "secretary"), s.signIn(t, cell.Scribe, "scribe")
	var names []string
	s.write(t, cell.Secretary, func(tx *store.Tx) error { // three are not yet called
		names = nil
		sheet, err := attendance.List(tx.Reader, m.ID)
		for _, row := range sheet.Rows {
			if row.Expected && len(names) < 3 {
				names = append(names, row.Member)
				if _, err := tx.Exec(`delete from mark where tenant = $1 and meeting = $2 and member = $3`, m.ID, row.Member); err != nil {
					return err
				}
			}
		}
		return err
	})
	roll := link.RollCall(cell.Slug, "2026-12")
	one.visit(roll)
	two.visit(roll)
	s.listening(t, cell, 2)
	two.reads("Còn 3 đồng chí chưa điểm danh")
	present := func(v *visitor, member string) {
		t.Helper()
		v.run("mark", chromedp.Click(`#r-`+member+` .yes`, chromedp.ByQuery))
	}
	present(one, names[0])
	took := two.becomes("Còn 2 đồng chí chưa điểm danh", 2*time.Second)
	t.Logf("the other phone's roll followed after %v", took)
	two.look()
	present(two, names[1]) // the row taken over is alive: its button sends by the page's own script
	one.becomes("Còn 1 đồng chí chưa điểm danh", 4*time.Second)
	two.look()

	// Somebody types on the item's page: it says so and changes nothing.
	item := link.Item(cell.Slug, "2026-12", "1")
	two.visit(item)
	s.listening(t, cell, 2)
	two.fill("conclusion", "Chi bộ thống nhất")
	present(one, names[2])
	two.becomes("Có thay đổi, xem lại", 4*time.Second)
	two.holds("conclusion", "Chi bộ thống nhất")
	s.write(t, cell.Secretary, func(tx *store.Tx) error {
		items, err := meeting.Items(tx.Reader, m.ID)
		if err != nil {
			return err
		}
		_, err = meeting.Begin(tx, m.ID, items[0].ID)
		return err
	})
	two.look()
	two.picture(360, 640, true, shotFile(t, "360-live-typing.png"))
	two.run("size", emulation.SetDeviceMetricsOverride(360, 640, 1, true))
	two.run("look again", chromedp.Click(`#live button`, chromedp.ByQuery))
	two.becomes("Đã 0 phút, dự kiến", 4*time.Second) // the rest of the page is new
	two.holds("conclusion", "Chi bộ thống nhất")
	if strings.Contains(two.text(), "Có thay đổi, xem lại") {
		t.Error("the notice stays")
	}

	// The session ends: within a second nothing is heard any more.
	s.write(t, cell.Secretary, func(tx *store.Tx) error { return session.SignOutEverywhere(tx) })
	for end := time.Now().Add(2 * time.Second); s.app.DB.Live().Listening(liveTopic(cell)) > 1; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a session that has ended still listens")
		}
	}
}

// TestTheWall: agenda, time, present, the vote; no name; it follows with script
// and makes itself anew without.
func TestTheWall(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[2]
	m := s.inSession(t, cell)
	s.at(t, "2026-12-03 19:50")
	var items []meeting.Item
	s.write(t, cell.Secretary, func(tx *store.Tx) (err error) {
		if items, err = meeting.Items(tx.Reader, m.ID); err != nil {
			return err
		}
		for n, i := range items {
			if i.Sub() || n > 8 {
				continue
			}
			if _, err = meeting.Begin(tx, m.ID, i.ID); err != nil {
				return err
			}
			if i.Label == "2" {
				break
			}
			if _, err = meeting.Minute(tx, m.ID, i.ID, i.Version, "", "Đã rõ."); err != nil {
				return err
			}
		}
		return nil
	})
	v := s.signIn(t, cell.Secretary, "secretary")
	v.visit(link.Wall(cell.Slug, "2026-12"))
	v.reads("Lúc 19:50", "đã họp 20 phút", "Đang bàn", "Có mặt 22/22", "Đã kết luận 1/9 nội dung")
	s.listening(t, cell, 1)
	s.write(t, cell.Secretary, func(tx *store.Tx) error {
		_, err := vote.Hold(tx, s.app.Book, vote.Hands{Meeting: m.ID, Item: items[0].ID, Matter: "ordinary", Subject: "Nhận xét đồng chí Lò Thị Mai", For: 12, Against: 1, Other: 2})
		return err
	})
	v.becomes("Biểu quyết nội dung 1", 4*time.Second)
	v.reads("Tán thành 12", "Không tán thành 1", "Được thông qua")
	text := v.text()
	for _, p := range cell.Members {
		if strings.Contains(text, p.FullName) {
			t.Errorf("the wall names %s", p.FullName)
		}
	}
	if strings.Contains(text, "Nhận xét") {
		t.Error("the wall shows the words of a vote")
	}
	v.look()
	for _, size := range [][2]int64{{1920, 1080}, {1280, 720}, {360, 640}} {
		v.run("size", emulation.SetDeviceMetricsOverride(size[0], size[1], 1, false))
		v.look()
		var small string
		v.script(`(()=>{const least=Math.min(innerWidth,innerHeight)*0.05-0.5;
			for(const e of document.querySelectorAll('main *'))if(!e.closest('.on-paper')&&e.getClientRects().length&&[...e.childNodes].some(n=>n.nodeType===3&&n.textContent.trim())&&parseFloat(getComputedStyle(e).fontSize)<least)return e.tagName+' '+e.textContent.slice(0,30)+' '+getComputedStyle(e).fontSize;
			return ''})()`, &small)
		if small != "" {
			t.Errorf("at %d × %d type under a twentieth: %s", size[0], size[1], small)
		}
		v.shoot(shotFile(t, fmt.Sprintf("%d-wall.png", size[0])))
		if size[0] < 1000 {
			v.picture(size[0], size[1], true, shotFile(t, fmt.Sprintf("%d-wall-whole.png", size[0])))
			continue
		}
		var below int // all of it stands on one screen
		v.script(`(()=>{const all=document.querySelector('.board').getBoundingClientRect();return Math.round(all.bottom-innerHeight)})()`, &below)
		if below > 0 {
			t.Errorf("at %d × %d the wall runs %d px below the screen", size[0], size[1], below)
		}
	}
	v.run("high contrast", chromedp.Evaluate(`document.documentElement.dataset.contrast='cao'`, nil), emulation.SetDeviceMetricsOverride(1920, 1080, 1, false))
	v.look()
	v.shoot(shotFile(t, "1920-wall-contrast.png"))

	plain := s.signIn(t, cell.Scribe, "scribe")
	plain.noScript()
	plain.visit(link.Wall(cell.Slug, "2026-12"))
	var refresh string
	plain.run("source", chromedp.AttributeValue(`meta[http-equiv=refresh]`, "content", &refresh, nil, chromedp.ByQuery))
	if refresh != "30" {
		t.Errorf("without script the wall is made anew every %q seconds", refresh)
	}
}

// shotFile is where a picture goes: the folder that CHIBO_SHOTS names, or nowhere.
func shotFile(t *testing.T, name string) string {
	if dir := os.Getenv("CHIBO_SHOTS"); dir != "" {
		return filepath.Join(dir, name)
	}
	return filepath.Join(t.TempDir(), name)
}

// shoot takes what the screen shows, no more.
func (v *visitor) shoot(file string) {
	v.t.Helper()
	var b []byte
	v.run("picture", chromedp.CaptureScreenshot(&b))
	if err := os.WriteFile(file, b, 0o600); err != nil {
		v.t.Fatal(err)
	}
}
