package e2e

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"chibo/internal/attendance"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/offline"
	"chibo/internal/quality"
	"chibo/internal/store"
	"chibo/internal/task"
)

// hallEvening is December's meeting on two phones, each with a profile of its own: the
// secretary's, who chairs, and the scribe's. Both show the hour the test sets.
type hallEvening struct {
	t    *testing.T
	s    *server
	g    *gate
	cell demo.Cell
	m    meeting.Meeting
	a, b *visitor
	cut  bool // held without a network

	one, judged  string   // first item, first task to be judged
	roll         []string // members as the roll calls them
	late, absent string   // the two whom the scribe marks
	lines        int      // of the table of the score
}

// newEvening has both take the meeting along.
func newEvening(t *testing.T, cut bool) *hallEvening {
	t.Helper()
	s := lived(t)
	e := &hallEvening{t: t, s: s, g: behind(t, s), cell: s.ward.Cells[2], cut: cut}
	e.m = s.prepared(t, e.cell)
	s.write(t, e.cell.Secretary, func(tx *store.Tx) error {
		_, err := meeting.Appoint(tx, e.m.ID, e.cell.Secretary, e.cell.Scribe)
		return err
	})
	s.read(t, e.cell.Secretary, func(rd *store.Reader) error {
		items, err := meeting.Items(rd, e.m.ID)
		if err != nil {
			return err
		}
		e.one = items[0].ID
		heard, err := task.ToHear(rd, e.m.ID)
		if err == nil {
			e.judged = heard[0].Task
		}
		return err
	})
	e.a, e.b = s.signIn(t, e.cell.Secretary, "secretary"), s.signIn(t, e.cell.Scribe, "scribe")
	for _, v := range []*visitor{e.a, e.b} {
		v.hours()
		v.take(e.cell)
	}
	if cut {
		e.g.shut()
		e.a.away, e.b.away = true, true
	}
	return e
}

// hours lets the page's clock show what is written under "gio", across reloads.
func (v *visitor) hours() {
	v.t.Helper()
	v.run("a clock of the test's", chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(`(()=>{const real=Date.now;Date.now=()=>{try{return Number(sessionStorage.getItem('gio'))||real()}catch{return real()}}})()`).Do(ctx)
		return err
	}))
}

// at sets the hour on the server and both phones; nothing is under way meanwhile.
func (e *hallEvening) at(clock string) {
	e.t.Helper()
	if !e.cut {
		e.a.sent()
		e.b.sent()
	}
	e.s.at(e.t, e.m.Day+" "+clock)
	for _, v := range []*visitor{e.a, e.b} {
		v.script(fmt.Sprintf(`sessionStorage.setItem('gio','%d'),true`, e.s.now.Load()), new(bool))
	}
}

// hear waits where there is a network until the other phone shows what was written.
func (e *hallEvening) hear(v *visitor, what, expr string) {
	e.t.Helper()
	if !e.cut {
		v.until(what, expr)
	}
}

// sketch keeps a picture, and has the page judged, of the evening without a network.
func (e *hallEvening) sketch(v *visitor, name string) {
	e.t.Helper()
	if e.cut {
		v.sketch(name)
	}
}

// open calls the roll and opens the meeting. The scribe marks two; without a network
// both phones open it, because neither hears of the other, and on the first of the roll
// they differ.
func (e *hallEvening) open() {
	a, b := e.a, e.b
	e.at("19:30")
	if e.cut { // the page comes up without a network, and again after a reload
		a.run("reload", chromedp.Reload())
		a.until("the room offline", `document.querySelector('.bar .chinh')`)
	}
	a.within("/")
	a.says("Nội dung")
	e.sketch(a, "hall-phong-truoc")
	a.onward()
	a.says("chưa điểm danh")
	a.script(`[...document.querySelectorAll('.roll li a.btn')].map(x=>x.getAttribute('href').split('/').pop())`, &e.roll)
	n := len(e.roll)
	e.late, e.absent = e.roll[n-2], e.roll[n-1]
	e.sketch(a, "hall-diem-danh")
	began := time.Now()
	a.present(1)
	b.within("/diem-danh")
	b.says("chưa điểm danh")
	e.hear(b, "the other's mark", `document.querySelectorAll('.roll li.done').length===1`)
	if took := time.Since(began); !e.cut {
		e.t.Logf("heard after %d ms", took.Milliseconds())
		if took > 8*time.Second { // asking every 10 to 15 seconds would take longer
			e.t.Errorf("the other phone heard after %v", took)
		}
	}
	for k := 2; k <= n-2; k++ {
		a.present(k)
	}
	if e.cut {
		a.says(fmt.Sprintf("Chờ mạng: %d việc", n-2))
		a.run("reload", chromedp.Reload())
		a.says(fmt.Sprintf("Chờ mạng: %d việc", n-2))
		e.sketch(a, "hall-diem-danh-sau")
		b.marks(e.roll[0], "unexplained", "")
	}
	b.marks(e.absent, "excused", "work")
	e.sketch(b, "hall-vang")
	b.marks(e.late, "late", "")
	e.at("19:31")
	a.within("/khai-mac")
	a.says("Khai mạc buổi sinh hoạt")
	a.pickIn("scribe", e.cell.Scribe)
	e.sketch(a, "hall-khai-mac")
	a.onward()
	a.says("Nội dung")
	if e.cut {
		b.opened(e.cell)
	}
}

// marks says on a comrade's own page how he takes part.
func (v *visitor) marks(member, status, reason string) {
	v.t.Helper()
	v.within("/diem-danh/" + member)
	v.says("Dự buổi sinh hoạt thế nào?")
	v.choose("status", status)
	if reason != "" {
		v.choose("reason", reason)
	}
	v.onward()
	v.until("the roll again", `location.hash.endsWith('/diem-danh')`)
}

// talk is what the scribe takes down of the first item, and of a task.
func (e *hallEvening) talk() {
	b := e.b
	e.at("19:35")
	b.within("/muc/" + e.one)
	e.hear(b, "the opening", `norm(document.body.innerText).includes('Bắt đầu mục này')`)
	b.tapOn("Bắt đầu mục này")
	b.says("Phát biểu 0/")
	for n, said := range []struct{ clock, kind, words string }{{"19:50", "Kiến nghị", "Đề nghị tăng một chuyến xe rác."}, {"19:55", "Góp ý", "Xe rác nên vào ngõ buổi tối."}} {
		e.at(said.clock)
		b.within("/y-kien/" + e.one + "/" + e.roll[2+n])
		b.says("Ai phát biểu?")
		b.tapOn(said.kind)
		b.says("Đã lưu:")
		b.typeIn("text", said.words)
		e.sketch(b, "hall-y-kien")
		b.onward()
		b.says(said.words)
	}
	e.at("20:05")
	b.typeIn("conclusion", "Chi bộ đặt hai thùng rác trước ngày 20/12.")
	e.sketch(b, "hall-muc")
	b.within("/danh-gia")
	b.says("Đã đánh giá 0/")
	e.sketch(b, "hall-danh-gia")
	b.within("/danh-gia/" + e.judged)
	b.says("Việc này làm đến đâu?")
	b.run("done", chromedp.Click(`input[value=done]`, chromedp.ByQuery))
	e.sketch(b, "hall-danh-gia-mot")
	e.at("20:12")
	b.within("/can-sua")
	b.says("Mỗi dòng một điều")
	b.typeIn("lines", "Bắt đầu muộn 5 phút")
	b.onward()
	b.says("Kết thúc buổi sinh hoạt")
}

// resolve is what the secretary has the cell resolve and vote.
func (e *hallEvening) resolve() {
	a := e.a
	e.at("20:20")
	a.within("/giao-viec/" + e.one)
	a.says("Ai chịu trách nhiệm?")
	a.typeIn("deed", "Đặt hai thùng rác đầu ngõ 12")
	a.run("owner", chromedp.Click(`.pick label.tick`, chromedp.ByQuery))
	a.tapOn("20/12/2026")
	a.typeIn("measure", "Thùng đã đặt, hộ dân dùng được")
	e.sketch(a, "hall-giao-viec")
	a.onward()
	a.says("Phát biểu")
	a.within("/nghi-quyet")
	a.says("1 việc (tối đa 5)")
	e.sketch(a, "hall-nghi-quyet")
	e.at("20:30")
	a.onward()
	a.says("Ai được biểu quyết")
	a.typeIn("for", "15")
	a.typeIn("other", "1")
	a.says("Được thông qua")
	e.sketch(a, "hall-bieu-quyet")
	a.onward()
	a.says("Đã biểu quyết nghị quyết")
	e.at("21:00")
	a.within("/cham-diem")
	a.says("Chi bộ tự xét (12 mục)")
	a.script(`document.querySelectorAll('input[name^="p."]').length`, &e.lines)
	for n := range e.lines { // the most where people judge, none where the record will tell
		a.script(fmt.Sprintf(`(()=>{const e=document.querySelectorAll('input[name^="p."]')[%d],asked=%d<12;e.focus();Object.getOwnPropertyDescriptor(HTMLInputElement.prototype,'value').set.call(e,asked?e.closest('.card').querySelector('button').textContent.trim().split(' ').pop():'0');e.dispatchEvent(new Event('input',{bubbles:true}));e.blur();return true})()`, n, n), new(bool))
	}
	a.until("all lines judged", `!norm(document.body.innerText).includes('mục chưa chấm')`)
	e.sketch(a, "hall-cham-diem")
	a.onward()
	a.says("Biểu quyết: điểm")
	a.typeIn("for", "15")
	a.onward()
	a.says("Chi bộ chấm")
	e.sketch(a, "hall-ket-thuc")
}

// confirm closes the meeting, reads the minutes aloud, has the cell agree and both
// confirm on the secretary's phone, the scribe by his hand on paper.
func (e *hallEvening) confirm() {
	a := e.a
	e.at("21:15")
	a.within("/ket-thuc")
	a.onward()
	a.says("Đoạn 1/")
	e.sketch(a, "hall-doc-lai")
	a.aloud()
	a.says("Nút bên dưới ghi")
	e.sketch(a, "hall-doc-lai-cuoi")
	e.at("21:25")
	a.onward()
	a.says("Xác nhận biên bản")
	e.at("23:40") // a signature bears the hour at which the server has it
	a.onward()
	a.says("đã xác nhận lúc")
	a.onward()
	a.says("Hai đồng chí đã xác nhận")
	e.sketch(a, "hall-xac-nhan")
}

// big looks at every page in the largest letters and black on white.
func (e *hallEvening) big() {
	e.a.within("/may")
	e.a.says("Chờ gửi (")
	e.sketch(e.a, "hall-may")
	e.a.script(`(()=>{document.documentElement.dataset.size='rat-lon';document.documentElement.dataset.contrast='cao';return true})()`, new(bool))
	for _, at := range []string{"/", "/diem-danh", "/muc/" + e.one, "/bieu-quyet/nghi-quyet", "/nghi-quyet", "/ket-thuc", "/doc-lai/3", "/xac-nhan"} {
		e.a.within(at)
		e.sketch(e.a, "hall-cao"+strings.ReplaceAll(strings.ReplaceAll(at, e.one, "1"), "/", "-"))
	}
	e.a.script(`(()=>{delete document.documentElement.dataset.size;delete document.documentElement.dataset.contrast;return true})()`, new(bool))
}

// send has both phones send until each knows what the other wrote.
func (e *hallEvening) send() {
	e.t.Helper()
	for range 2 {
		for _, v := range []*visitor{e.a, e.b} {
			v.online()
			v.sent()
		}
	}
}

// merge brings the network back: both send, the one difference is chosen by a tap, and
// what the secretary's phone did not know when the minutes were read is read again;
// until then nothing is confirmed.
func (e *hallEvening) merge() map[string]string {
	a, b := e.a, e.b
	e.g.open()
	e.send()
	for _, v := range []*visitor{a, b} {
		v.says("hai máy ghi khác nhau, xin chọn")
	}
	a.within("/")
	a.sketch("hall-hai-may")
	a.tapOn("Chọn bản đúng")
	a.says("máy khác ghi")
	a.sketch("hall-chon")
	a.run("choose", chromedp.Click(`//main//button[contains(.,"Có mặt")]`, chromedp.BySearch))
	a.until("what was chosen leads back to the room", `!location.hash.endsWith('/chon')`)
	e.send()
	b.until("no dispute is left", `!norm(document.body.innerText).includes('xin chọn')`)
	a.says("đến sau khi đã thông qua biên bản: đọc lại")
	a.sketch("hall-den-sau")
	if now := e.s.stands(e.t, e.m); now.State != meeting.Closed {
		e.t.Errorf("the meeting is %s before what came late was read", now.State)
	}
	a.within("/doc-lai/1")
	aloud := a.aloud()
	a.says("Đã đọc lại, chi bộ nhất trí")
	a.sketch("hall-doc-lai-lan-hai")
	a.onward()
	a.says("Xác nhận biên bản")
	e.send()
	a.within("/may")
	a.says("Đã gửi lúc")
	a.sketch("hall-may-da-gui")
	return aloud
}

// ready tells whether nothing stands before the sealing any more.
func (e *hallEvening) ready() (is bool) {
	e.s.read(e.t, e.cell.Secretary, func(rd *store.Reader) error { is = offline.Ready(rd, e.m.ID) == nil; return nil })
	return is
}

// sealed seals the meeting and gives its papers as canonical bytes by type, without the
// ids of chance: the paper's own, its tasks' and those of the lines of its agenda.
func (e *hallEvening) sealed() map[string]string {
	e.t.Helper()
	for end := time.Now().Add(patience); e.s.stands(e.t, e.m).State != meeting.Confirmed || !e.ready(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			e.t.Fatalf("the meeting is %s", e.s.stands(e.t, e.m).State)
		}
		e.a.online() // each says in its turn how far it has read
		e.b.online()
	}
	e.s.write(e.t, e.cell.Secretary, func(tx *store.Tx) error { _, err := offline.Seal(tx, e.s.app.Book, e.m.ID); return err })
	out := map[string]string{}
	e.s.read(e.t, e.cell.Secretary, func(rd *store.Reader) error {
		papers, err := minutes.Papers(rd, e.m.ID)
		for _, p := range papers {
			d, err := p.Document()
			if err != nil {
				return err
			}
			d.Document = ""
			for n := range d.Body.Tasks {
				d.Body.Tasks[n].ID = ""
			}
			for n, part := range d.Body.Parts {
				if strings.HasPrefix(part.Key, "item.") {
					d.Body.Parts[n].Key = "item." + strconv.Itoa(n)
				}
			}
			text, err := minutes.Canonical(d)
			if err != nil {
				return err
			}
			out[p.Type] = string(text)
		}
		return err
	})
	return out
}

// TestTheHallOnTwoPhones: one meeting from its opening to the confirmation on two phones
// without a network, and the same with one. Sent afterwards it stands on the server
// once, says there what was read aloud, and is sealed as the very same bytes.
func TestTheHallOnTwoPhones(t *testing.T) {
	sealed := map[bool]map[string]string{}
	for _, cut := range []bool{true, false} {
		t.Run(map[bool]string{true: "without a network", false: "with a network"}[cut], func(t *testing.T) {
			e := newEvening(t, cut)
			e.open()
			e.talk()
			e.resolve()
			e.confirm()
			if cut {
				e.big()
				aloud := e.merge()
				e.s.arrived(t, e.m, aloud, e.a, e.b)
			}
			e.send()
			e.s.read(t, e.cell.Secretary, func(rd *store.Reader) error {
				marks, err := attendance.Marks(rd, e.m.ID)
				x, err2 := quality.Read(rd, e.s.app.Book, e.m.ID)
				if err2 != nil || x.Self == nil || x.Voted == nil || *x.Self != *x.Voted || x.Table == "" {
					t.Errorf("the score %+v %v", x.Score, err2)
				}
				if err == nil && (len(marks) != len(e.roll) || marks[e.roll[0]].Status != attendance.Present) {
					t.Errorf("%d of %d marked, the first of the roll %s", len(marks), len(e.roll), marks[e.roll[0]].Status)
				}
				return err
			})
			sealed[cut] = e.sealed()
		})
	}
	for _, kind := range slices.Sorted(maps.Keys(sealed[false])) {
		if off, on := sealed[true][kind], sealed[false][kind]; off != on {
			t.Errorf("%s differs:\n%s", kind, apart(off, on))
		}
	}
	if len(sealed[true]) != 2 || len(sealed[false]) != 2 {
		t.Errorf("%d papers sealed without a network, %d with one", len(sealed[true]), len(sealed[false]))
	}
}

// apart shows where two texts part.
func apart(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	cut := func(s string) string { return s[max(n-200, 0):min(n+200, len(s))] }
	return cut(a) + "\n----\n" + cut(b)
}
