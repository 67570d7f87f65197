package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"chibo/internal/agenda"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// prepared announces December's meeting of a cell and comes to its evening.
func (s *server) prepared(t *testing.T, cell demo.Cell) meeting.Meeting {
	t.Helper()
	var m meeting.Meeting
	if err := s.app.DB.Write(context.Background(), store.Viewer{Tenant: demo.Tenant, Person: cell.Secretary}, func(tx *store.Tx) (err error) {
		if m, err = meeting.Find(tx.Reader, cell.ID, "2026-12", meeting.Regular); err != nil {
			return err
		}
		if _, err = agenda.Draft(tx, s.app.Book, m.ID); err != nil {
			return err
		}
		_, err = meeting.Announce(tx, m.ID)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	s.at(t, "2026-12-03 19:25")
	return m
}

// until waits for an expression on the page to become true.
func (v *visitor) until(what, expr string) {
	v.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		var ok bool
		v.script(`(()=>{`+helpers+`try{return !!(`+expr+`)}catch{return false}})()`, &ok)
		if ok {
			return
		}
		if time.Now().After(end) {
			v.t.Fatalf("%s: %s never came (at %s):\n%s", v.who, what, v.at(), v.text())
		}
	}
}

// says waits until the page says something.
func (v *visitor) says(words string) {
	v.t.Helper()
	v.until("“"+words+"”", fmt.Sprintf(`norm(document.body.innerText).includes(%q)`, words))
}

// tapOn presses something that leads nowhere by itself, in the room page.
func (v *visitor) tapOn(label string) {
	v.t.Helper()
	v.run("tap "+label, chromedp.Click(v.mark(label), chromedp.ByQuery))
}

// onward taps the one primary button.
func (v *visitor) onward() {
	v.t.Helper()
	v.run("tap the primary button", chromedp.Click(".bar .chinh", chromedp.ByQuery))
}

// online tells the page that the network is back, as the phone does.
func (v *visitor) online() {
	v.t.Helper()
	v.run("network", chromedp.Evaluate(`dispatchEvent(new Event('online'))`, nil))
}

// within opens a page of the room page by its address.
func (v *visitor) within(address string) {
	v.t.Helper()
	v.script(fmt.Sprintf(`(()=>{const d=location.hash.split('/')[1];location.hash='#/'+d+%q;return true})()`, address), new(bool))
	v.until("the page "+address, `document.querySelector('h1')`)
	time.Sleep(80 * time.Millisecond)
}

// picture keeps what the page looks like where CHIBO_SHOTS names a folder.
func (v *visitor) sketch(name string) {
	v.t.Helper()
	v.look()
	dir := os.Getenv("CHIBO_SHOTS")
	if dir == "" {
		return
	}
	v.run("let the bar lie", chromedp.Evaluate(`document.querySelectorAll('.bar,.top').forEach(e=>{e.style.position='static'})`, nil))
	var png []byte
	v.run("picture", chromedp.FullScreenshot(&png, 100))
	v.run("let the bar stick", chromedp.Evaluate(`document.querySelectorAll('.bar,.top').forEach(e=>{e.style.position=''})`, nil))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		v.t.Fatal(err)
	}
}

// take takes December's meeting along and waits until it opens without a network.
func (v *visitor) take(cell demo.Cell) {
	v.t.Helper()
	v.visit(link.TakeAlong(cell.Slug, "2026-12"))
	v.run("take along", chromedp.Click(`#mang-theo button`, chromedp.ByQuery))
	v.says("Đã mang theo, dùng được khi mất mạng")
}

// sent waits until nothing waits on this phone.
func (v *visitor) sent() {
	v.t.Helper()
	v.says("Đã gửi lúc")
}

// inTheHall is December's meeting taken along on the secretary's phone, with a gate
// before the network; what else the meeting should have by then is done before.
func inTheHall(t *testing.T, before ...func(s *server, cell demo.Cell, m meeting.Meeting)) (*server, *gate, demo.Cell, meeting.Meeting, *visitor) {
	t.Helper()
	s := lived(t)
	g := behind(t, s)
	cell := s.ward.Cells[2]
	m := s.prepared(t, cell)
	for _, do := range before {
		do(s, cell, m)
	}
	v := s.signIn(t, cell.Secretary, "secretary")
	v.take(cell)
	return s, g, cell, m, v
}

// cutOff takes the network away and marks so many comrades present without it.
func (v *visitor) cutOff(g *gate, n int) {
	v.t.Helper()
	g.shut()
	v.away = true
	v.called(n)
}

// called marks so many comrades present from the top of the roll.
func (v *visitor) called(n int) {
	v.t.Helper()
	v.within("/diem-danh")
	v.says("chưa điểm danh")
	for k := range n {
		v.present(k + 1)
	}
}

// opened opens the meeting on a phone.
func (v *visitor) opened(cell demo.Cell) {
	v.t.Helper()
	v.within("/khai-mac")
	v.says("Khai mạc buổi sinh hoạt")
	v.pickIn("chair", cell.Secretary)
	v.pickIn("scribe", cell.Scribe)
	v.onward()
	v.until("the room again", `location.hash.split('/').length===2`)
}

// present marks the next comrade present and waits for the count.
func (v *visitor) present(n int) {
	v.t.Helper()
	v.run("present", chromedp.Click(`.roll li:not(.done) .yes`, chromedp.ByQuery))
	v.until("marked", fmt.Sprintf(`document.querySelectorAll('.roll li.done').length===%d`, n))
}

// choose taps one of a row of choices.
func (v *visitor) choose(name, value string) {
	v.t.Helper()
	v.run("choose "+value, chromedp.Click(fmt.Sprintf(`input[name=%q][value=%q]+span`, name, value), chromedp.ByQuery))
}

// pickIn chooses in a list.
func (v *visitor) pickIn(name, value string) {
	v.t.Helper()
	v.script(fmt.Sprintf(`(()=>{const e=document.querySelector('select[name=%q]');e.value=%q;e.dispatchEvent(new Event('change',{bubbles:true}));return e.value})()`, name, value), new(string))
}

// typeIn writes into a field of the room page and leaves it.
func (v *visitor) typeIn(name, text string) {
	v.t.Helper()
	v.until("the field "+name, fmt.Sprintf(`document.querySelector('[name=%q]')`, name))
	v.script(fmt.Sprintf(`(()=>{const e=document.querySelector('[name=%q]');e.focus();
		const set=Object.getOwnPropertyDescriptor(e.tagName==='TEXTAREA'?HTMLTextAreaElement.prototype:HTMLInputElement.prototype,'value').set;
		set.call(e,%q);e.dispatchEvent(new Event('input',{bubbles:true}));e.dispatchEvent(new Event('change',{bubbles:true}));e.blur();return true})()`, name, text), new(bool))
}

// aloud goes through the reading to its last part and returns what was read.
func (v *visitor) aloud() map[string]string {
	v.t.Helper()
	all := map[string]string{}
	for n := 1; n < 60; n++ {
		v.until("the next part", fmt.Sprintf(`norm(document.body.innerText).includes('Đoạn %d/')`, n))
		var title, text string
		v.script(`document.querySelector('.card h2').textContent`, &title)
		v.script(`[...document.querySelectorAll('.card .reading')].map(p=>p.textContent).join('\n')`, &text)
		all[title] = text
		var last bool
		v.script(`!document.querySelector('.bar .chinh').textContent.includes('Đoạn tiếp theo')`, &last)
		if last {
			break
		}
		v.onward()
	}
	return all
}

// arrived looks at the server: everything the phones wrote stands there once, nothing
// was refused, and every paragraph says what was read aloud.
func (s *server) arrived(t *testing.T, m meeting.Meeting, aloud map[string]string, phones ...*visitor) {
	t.Helper()
	s.read(t, store.System, func(rd *store.Reader) error {
		refused, err := rd.Strings(`select entry || ': ' || code from hall_entry where tenant = $1 and meeting = $2 and code <> ''`, m.ID)
		if len(refused) > 0 {
			t.Errorf("refused: %v", refused)
		}
		return err
	})
	made := 0
	for _, v := range phones {
		var held int
		v.script(`(async()=>{const db=await new Promise((y,n)=>{const r=indexedDB.open('chibo-hop');r.onsuccess=()=>y(r.result);r.onerror=()=>n(r.error)});
			const rows=await new Promise(y=>{const r=db.transaction('op').objectStore('op').getAll();r.onsuccess=()=>y(r.result)});db.close();
			return rows.filter(r=>r.device===r.book).length})()`, &held)
		made += held
	}
	if n := s.received(t, m); n != int64(made) || made < 40 {
		t.Errorf("the phones made %d operations, the server has %d", made, n)
	}
	now := s.stands(t, m)
	var parts []minutes.Part
	s.read(t, now.Chair, func(rd *store.Reader) (err error) { parts, err = minutes.Parts(rd, m.ID); return })
	if len(parts) < 8 {
		t.Fatalf("%d parts", len(parts))
	}
	for _, p := range parts {
		if aloud[p.Title] != p.Text {
			t.Errorf("%s was read aloud as\n%s\nand stands as\n%s", p.Title, aloud[p.Title], p.Text)
		}
	}
}

func (s *server) stands(t *testing.T, m meeting.Meeting) (now meeting.Meeting) {
	t.Helper()
	s.read(t, store.System, func(rd *store.Reader) (err error) { now, err = meeting.Get(rd, m.ID); return })
	return now
}
