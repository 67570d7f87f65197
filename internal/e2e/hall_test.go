package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
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

// TestTheHall holds a whole meeting on one phone with the network away from the
// roll call to the confirmation, closes the page in between, and finds everything
// on the server once.
func TestTheHall(t *testing.T) {
	s := lived(t)
	g := behind(t, s)
	cell := s.ward.Cells[2]
	m := s.prepared(t, cell)
	v := s.signIn(t, cell.Secretary, "secretary")
	v.visit(link.TakeAlong(cell.Slug, "2026-12"))
	v.sketch("hall-mang-theo")
	v.take(cell)
	v.sketch("hall-san-sang")

	g.shut()
	v.away = true
	v.run("reload", chromedp.Reload())
	v.until("the room offline", `document.querySelector('.bar .chinh')`)
	v.onward()
	v.says("Nội dung")
	v.sketch("hall-phong-truoc")
	v.onward()
	v.says("chưa điểm danh")
	v.sketch("hall-diem-danh")
	for n := range 5 {
		v.present(n + 1)
	}
	v.says("Chờ mạng: 5 việc")
	v.sketch("hall-diem-danh-sau")
	v.tapOn("Vắng")
	v.says("Dự buổi sinh hoạt thế nào?")
	v.choose("status", "excused")
	v.choose("reason", "work")
	v.sketch("hall-vang")
	v.onward()
	v.says("Vắng có lý do: công tác")
	for n := 6; v.left(); n++ {
		v.present(n + 1)
	}
	v.says("Đã điểm danh đủ")

	// The browser's page goes and comes again without a network: all of it is there.
	v.run("reload", chromedp.Reload())
	v.says("Đã điểm danh đủ")
	v.onward()
	v.says("Khai mạc buổi sinh hoạt")
	v.pickIn("scribe", cell.Scribe)
	v.sketch("hall-khai-mac")
	v.onward()
	v.says("Sang mục 1")
	v.onward()
	v.says("Phát biểu 0/")
	v.tapOn("Ghi ý kiến")
	v.says("Ai phát biểu?")
	v.run("who", chromedp.Click(`.pick label.tick`, chromedp.ByQuery))
	v.tapOn("Kiến nghị")
	v.says("Đã lưu:")
	v.typeIn("text", "Đề nghị tăng một chuyến xe rác.")
	v.sketch("hall-y-kien")
	v.onward()
	v.says("Đề nghị tăng một chuyến xe rác.")
	v.typeIn("conclusion", "Chi bộ đặt hai thùng rác trước ngày 20/12.")
	v.sketch("hall-muc")
	v.tapOn("Giao việc")
	v.says("Ai chịu trách nhiệm?")
	v.typeIn("deed", "Đặt hai thùng rác đầu ngõ 12")
	v.run("owner", chromedp.Click(`.pick label.tick`, chromedp.ByQuery))
	v.tapOn("20/12/2026")
	v.typeIn("measure", "Thùng đã đặt, hộ dân dùng được")
	v.sketch("hall-giao-viec")
	v.onward()
	v.says("Kết luận của chủ trì")
	v.onward()
	v.says("2. Kết quả")
	v.within("/danh-gia")
	v.says("Đã đánh giá 0/")
	v.sketch("hall-danh-gia")
	v.onward()
	v.says("Việc này làm đến đâu?")
	v.run("done", chromedp.Click(`input[value=done]`, chromedp.ByQuery))
	v.sketch("hall-danh-gia-mot")
	v.within("/nghi-quyet")
	v.says("1 việc (tối đa 5)")
	v.sketch("hall-nghi-quyet")
	v.onward()
	v.says("Ai được biểu quyết")
	v.typeIn("for", "17")
	v.typeIn("other", "1")
	v.says("Được thông qua")
	v.sketch("hall-bieu-quyet")
	v.onward()
	v.says("Đã biểu quyết nghị quyết")
	v.within("/can-sua")
	v.says("Mỗi dòng một điều")
	v.typeIn("lines", "Bắt đầu muộn 5 phút")
	v.onward()
	v.says("Kết thúc buổi sinh hoạt")
	v.within("/cham-diem")
	v.typeIn("points", "93")
	v.typeIn("reason", "Đủ nội dung, còn bắt đầu muộn.")
	v.sketch("hall-cham-diem")
	v.onward()
	v.says("Biểu quyết: điểm")
	v.typeIn("for", "16")
	v.onward()
	v.says("Chi bộ chấm 93 điểm")
	v.sketch("hall-ket-thuc")
	v.onward()
	v.says("Đoạn 1/")
	v.sketch("hall-doc-lai")
	v.aloud()
	v.says("Nút bên dưới ghi")
	v.sketch("hall-doc-lai-cuoi")
	v.onward()
	v.says("Xác nhận biên bản")
	v.onward()
	v.says("đã xác nhận lúc")
	v.onward()
	v.says("Hai đồng chí đã xác nhận")
	v.sketch("hall-xac-nhan")
	v.within("/doc-lai/1")
	aloud := v.aloud()
	v.within("/may")
	v.says("Chờ gửi (")
	v.sketch("hall-may")

	// The largest letters and black on white: nothing runs off the side, nothing is lost.
	v.script(`(()=>{document.documentElement.dataset.size='rat-lon';document.documentElement.dataset.contrast='cao';return true})()`, new(bool))
	var items []meeting.Item
	s.read(t, cell.Secretary, func(rd *store.Reader) (err error) { items, err = meeting.Items(rd, m.ID); return })
	one := items[0].ID
	for _, at := range []string{"/", "/diem-danh", "/muc/" + one, "/y-kien/" + one, "/bieu-quyet/nghi-quyet", "/nghi-quyet", "/ket-thuc", "/doc-lai/3", "/xac-nhan"} {
		v.within(at)
		v.sketch("hall-cao" + strings.ReplaceAll(strings.ReplaceAll(at, one, "1"), "/", "-"))
	}
	v.script(`(()=>{delete document.documentElement.dataset.size;delete document.documentElement.dataset.contrast;return true})()`, new(bool))
	v.within("/may")

	g.open()
	v.run("try", chromedp.Evaluate(`dispatchEvent(new Event('online'))`, nil))
	v.sent()
	v.sketch("hall-may-da-gui")
	s.arrived(t, v, m, aloud)
}

// present marks the next comrade present and waits for the count.
func (v *visitor) present(n int) {
	v.t.Helper()
	v.run("present", chromedp.Click(`.roll li:not(.done) .yes`, chromedp.ByQuery))
	v.until("marked", fmt.Sprintf(`document.querySelectorAll('.roll li.done').length===%d`, n))
}

// left tells whether somebody is still to be called.
func (v *visitor) left() (yes bool) {
	v.t.Helper()
	v.script(`!!document.querySelector('.roll li:not(.done) .yes')`, &yes)
	return yes
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

// arrived looks at the server: the meeting stands there as it was held, each thing once.
func (s *server) arrived(t *testing.T, v *visitor, m meeting.Meeting, aloud map[string]string) {
	t.Helper()
	var ops, ids int
	s.read(t, store.System, func(rd *store.Reader) error {
		n, err := rd.Int(`select count(*) from hall_op where tenant = $1 and meeting = $2`, m.ID)
		if err != nil {
			return err
		}
		k, err := rd.Int(`select count(distinct id) from hall_op where tenant = $1 and meeting = $2 and device <> 'web'`, m.ID)
		ops, ids = int(n), int(k)
		refused, err2 := rd.Strings(`select entry || ': ' || code from hall_entry where tenant = $1 and meeting = $2 and code <> ''`, m.ID)
		if len(refused) > 0 {
			t.Errorf("refused: %v", refused)
		}
		if err == nil {
			err = err2
		}
		return err
	})
	var held int
	v.script(`(async()=>{const db=await new Promise((y,n)=>{const r=indexedDB.open('chibo-hop');r.onsuccess=()=>y(r.result);r.onerror=()=>n(r.error)});
		const rows=await new Promise(y=>{const r=db.transaction('op').objectStore('op').getAll();r.onsuccess=()=>y(r.result)});db.close();
		return rows.filter(r=>r.device===r.book).length})()`, &held)
	if ids != held || held < 30 {
		t.Errorf("the phone made %d operations, the server has %d (%d with forms)", held, ids, ops)
	}
	now := s.stands(t, m)
	if now.State != meeting.Confirmed && now.State != meeting.Sealed {
		t.Errorf("the meeting is %s", now.State)
	}
	var parts []minutes.Part
	s.read(t, now.Chair, func(rd *store.Reader) (err error) { parts, err = minutes.Parts(rd, m.ID); return })
	if len(parts) < 8 {
		t.Fatalf("%d parts", len(parts))
	}
	for _, p := range parts {
		if p.Key == "opening" || p.Key == "closing" { // hours are the server's, whose clock the test steps
			continue
		}
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
