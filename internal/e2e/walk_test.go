package e2e

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"chibo/internal/demo"
	"chibo/internal/web/link"
)

// evening is one meeting of the walk.
type evening struct {
	t                 *testing.T
	s                 *server
	cell              demo.Cell
	secretary, scribe *visitor
	ky, day           string // 2026-12, 2026-12-03
	own               string // the point the cell adds itself
	deeds             []string
	text              string // a sentence written into the minutes
}

func (e *evening) hub() string { return link.Meeting(e.cell.Slug, e.ky) }

// TestTwoMonths walks two months of one cell as its officer, secretary, scribe
// and a member, at 360 px.
func TestTwoMonths(t *testing.T) {
	s := lived(t)
	cell := s.ward.Cells[10] // has not chosen December's day yet
	officer := s.signIn(t, s.ward.Officer, "officer")
	secretary := s.signIn(t, cell.Secretary, "secretary")
	scribe := s.signIn(t, cell.Scribe, "scribe")
	owner := cell.Members[5]
	member := s.signIn(t, owner.PersonID, "member")

	officer.visit(link.Committee(s.ward.Root.Slug))
	officer.reads("11/2026")
	officer.visit(link.Month(s.ward.Root.Slug, "2026-11"))

	december := &evening{t: t, s: s, cell: cell, secretary: secretary, scribe: scribe, ky: "2026-12", own: "Bàn việc làm lại cổng chào của bản",
		deeds: []string{"Dựng cổng chào đầu bản", "Thu góp vật liệu làm cổng chào"}, text: "Chi bộ nghe đọc lại và nhất trí từng đoạn."}
	december.plan("2026-11-25 20:00")
	s.at(t, "2026-11-30 20:00")
	member.visit(link.Home)
	member.reads("03/12")
	december.announced("2026-11-30 20:30")
	december.hold(owner.FullName)
	december.finish()

	s.at(t, "2026-12-05 09:00")
	officer.visit(link.Committee(s.ward.Root.Slug))
	officer.reads("12/2026")
	member.visit(link.MyTasks)
	member.reads(december.deeds[0])
	member.visit(link.WhoSaw)
	member.visit(link.MyAttendance)
	secretary.visit(link.Tasks(cell.Slug))

	january := &evening{t: t, s: s, cell: cell, secretary: secretary, scribe: scribe, ky: "2027-01", own: "Chúc thọ đảng viên cao tuổi đầu năm",
		deeds: []string{"Thăm, chúc thọ các đồng chí trên 80 tuổi"}, text: "Chi bộ thống nhất lịch thăm."}
	january.plan("2026-12-27 20:00")
	secretary.visit(link.Prepare(cell.Slug, january.ky))
	secretary.script(`document.querySelectorAll('details.below').forEach(d=>d.open=true)`, nil)
	for _, deed := range december.deeds {
		secretary.reads(deed) // what was resolved in December is reported in January
	}
	january.announced("2026-12-28 20:00")
	january.hold(owner.FullName)
	january.finish()
	secretary.visit(link.Meetings(cell.Slug))
	secretary.reads("Sinh hoạt năm 2027")
	secretary.visit(link.Home)
	secretary.reads("Chọn ngày sinh hoạt tháng 2/2027")
}

// plan registers the day, takes the drafted agenda and adds the cell's own point.
func (e *evening) plan(moment string) {
	e.t.Helper()
	e.s.at(e.t, moment)
	v := e.secretary
	v.visit(link.Home)
	v.primary()
	if !strings.HasPrefix(v.at(), link.NewMeeting(e.cell.Slug)) {
		e.t.Fatalf("the next thing to do leads to %s, not to choosing a day:\n%s", v.at(), v.text())
	}
	day := strings.Split(v.field("day"), "/")
	if len(day) != 3 {
		e.t.Fatalf("no day proposed: %q", day)
	}
	e.day = day[2] + "-" + day[1] + "-" + day[0]
	if v.field("place") == "" {
		v.fill("place", "Nhà văn hóa")
	}
	v.primary()
	v.visit(link.Prepare(e.cell.Slug, e.ky))
	v.reads("Nội dung dự kiến")
	v.press("Thêm nội dung")
	v.fill("title", e.own, "minutes", "15", "purpose", "decide")
	v.primary()
	v.reads(e.own)
	v.press("Đổi thứ tự")
	v.press("Lên: " + e.own)
	v.primary()
	v.reads(e.own)
}

// announced takes steps two and three.
func (e *evening) announced(moment string) {
	e.t.Helper()
	e.s.at(e.t, moment)
	v := e.secretary
	v.visit(e.hub())
	v.primary()
	v.primary()
	v.fill("assessment", "Tháng trước xong ba việc. Còn hai việc đang làm.")
	v.primary()
	v.reads("Kính mời đồng chí", e.own)
	v.primary()
	v.reads("Đã thông báo lúc")
}

// hold opens the meeting, calls the roll, goes through the agenda, resolves and
// closes.
func (e *evening) hold(owner string) {
	e.t.Helper()
	e.s.at(e.t, e.day+" 19:30")
	v := e.secretary
	v.visit(link.Room(e.cell.Slug, e.ky))
	v.fill("chair", e.cell.Secretary, "scribe", e.cell.Scribe, "scorer", e.cell.Members[4].PersonID)
	v.primary()
	v.visit(link.Score(e.cell.Slug, e.ky))
	if got := v.field("scorer"); got != e.cell.Members[4].PersonID {
		e.t.Errorf("named at the opening to score: %q", got)
	}
	e.roll()
	e.items()
	e.resolve(owner)
	e.s.at(e.t, e.day+" 21:10")
	v.visit(link.Close(e.cell.Slug, e.ky))
	v.reads("Kết luận", "Đã biểu quyết nghị quyết")
	v.primary()
	v.reads("Đọc lại biên bản", "Đoạn 1/")
	v.visit(link.Minutes(e.cell.Slug, e.ky))
	v.reads("Biên bản", e.deeds[0])
}

// roll marks two absent with a reason, all others but one present, and the last
// one with the bulk button.
func (e *evening) roll() {
	e.t.Helper()
	v := e.scribe
	v.visit(link.RollCall(e.cell.Slug, e.ky))
	// Those who run the meeting are there; of the others two have a reason.
	var unmarked []string
	v.script(`[...document.querySelectorAll('#danh-sach>li:not(.done)')].map(e=>e.dataset.find)`, &unmarked)
	named := map[string]bool{}
	for _, m := range e.cell.Members[:6] {
		named[m.FullName] = true
	}
	var absent []string
	for _, name := range unmarked {
		if !named[name] && len(absent) < 3 {
			absent = append(absent, name)
		}
	}
	for i, reason := range []string{"illness", "work"} {
		v.press("Vắng: " + absent[i])
		v.fill("status", "excused", "reason", reason)
		v.primary()
	}
	v.reads("vắng")
	for range len(unmarked) - 3 {
		v.hereBut(absent[2])
	}
	v.look()
	v.reads("Còn 1 đồng chí chưa điểm danh")
	v.press("Còn lại 1 đồng chí")
	v.reads("Đã điểm danh đủ")
}

// hereBut marks the first comrade not yet marked as present, the named one left
// out: one tap, after which the row says so.
func (v *visitor) hereBut(not string) {
	v.t.Helper()
	var row, done string
	v.script(fmt.Sprintf(`(()=>{const l=[...document.querySelectorAll('#danh-sach>li:not(.done)')].find(e=>e.dataset.find!==%q);
		if(!l)return '';l.scrollIntoView({block:'center'});return l.id})()`, not), &row)
	if row == "" {
		v.t.Fatal("nobody is left to mark")
	}
	v.run("mark present", chromedp.Click(`[id="`+row+`"] button.yes`, chromedp.ByQuery)) // by the row's name: the page may follow another device meanwhile
	for range 100 {
		v.script(fmt.Sprintf(`(()=>{const l=document.getElementById(%q);return l&&l.classList.contains('done')?l.textContent:''})()`, row), &done)
		if done != "" {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if !strings.Contains(strings.ToLower(done), "có mặt") {
		v.t.Fatalf("a tap on present did not change the row: %q", done)
	}
}

// items writes gist and conclusion of every item and judges last month's tasks.
func (e *evening) items() {
	e.t.Helper()
	v := e.scribe
	v.visit(link.Room(e.cell.Slug, e.ky))
	v.primary()
	judged := 0
	for n := 1; n < 30; n++ {
		if v.at() != link.Item(e.cell.Slug, e.ky, fmt.Sprint(n)) {
			break
		}
		v.fill("gist", fmt.Sprintf("Các đồng chí trao đổi mục %d.", n), "conclusion", fmt.Sprintf("Chi bộ nhất trí mục %d.", n))
		var task bool
		v.script(`!!document.querySelector('main [name=result]')`, &task)
		if task {
			if judged++; judged == 1 {
				v.fill("result", "partly", "why", "Mới xong một nửa vì mưa.")
			} else {
				v.fill("result", "done")
			}
		}
		v.primary()
	}
	if judged == 0 {
		e.t.Error("no task of last month stood on the agenda")
	}
	v.visit(link.Room(e.cell.Slug, e.ky))
	v.reads("Đã kết luận")
}

// resolve writes the resolution with its tasks and counts hands.
func (e *evening) resolve(owner string) {
	e.t.Helper()
	v := e.secretary
	v.visit(link.Resolution(e.cell.Slug, e.ky))
	for i, deed := range e.deeds {
		if i == 0 {
			v.primary()
		} else {
			v.press("Thêm việc")
		}
		var who string
		v.script(fmt.Sprintf(`(()=>{const o=[...document.querySelector('main [name=owner]').options].find(o=>o.text.startsWith(%q));return o?o.value:''})()`, owner), &who)
		if who == "" {
			e.t.Fatalf("%s cannot be chosen for a task", owner)
		}
		v.fill("deed", deed, "owner", who, "due", e.day[8:]+"/"+e.day[5:7]+"/"+e.day[:4], "measure", "Việc đã xong, chi bộ đã xem.")
		due, _ := time.Parse(time.DateOnly, e.day)
		v.fill("due", due.AddDate(0, 0, 20).Format("02/01/2006"))
		v.primary()
		v.reads(deed)
	}
	v.primary()
	found := regexp.MustCompile(`Tính trên (\d+) đồng chí`).FindStringSubmatch(v.text())
	if found == nil {
		e.t.Fatalf("the ballot does not say on how many it counts:\n%s", v.text())
	}
	var base int
	_, _ = fmt.Sscan(found[1], &base)
	v.fill("for", fmt.Sprint(base-3))
	v.primary()
	v.reads("Được thông qua")
}

// finish edits the minutes, confirms them scribe then chair, seals, reports and
// takes the file.
func (e *evening) finish() {
	e.t.Helper()
	v := e.scribe
	v.visit(link.Minutes(e.cell.Slug, e.ky))
	v.press("Sửa đoạn")
	v.fill("text", v.field("text")+"\n"+e.text)
	v.primary()
	v.reads(e.text)
	v.primary()
	v.primary()
	v.reads("đã xác nhận lúc")
	v = e.secretary
	v.visit(link.Confirm(e.cell.Slug, e.ky))
	v.primary()
	v.reads("Đã lấy số và khóa văn bản")
	v.primary()
	v.reads("Cấp trên nhận lúc")

	status, header, file := v.get(link.Paper(e.cell.Slug, e.ky, "minutes", "docx"))
	if status != http.StatusOK || !strings.Contains(header.Get("Content-Disposition"), ".docx") {
		e.t.Fatalf("the minutes as a file: %d %v", status, header)
	}
	said := docx(e.t, file)
	for _, want := range append([]string{"BIÊN BẢN", e.own, e.text, "Chi bộ nhất trí mục 1."}, e.deeds...) {
		if !strings.Contains(said, want) {
			e.t.Errorf("the minutes of %s lack %q:\n%s", e.ky, want, said)
		}
	}
}

// docx is the text of a document, a line a paragraph.
func docx(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	s := regexp.MustCompile(`</w:p>`).ReplaceAllString(string(b), "\n")
	s = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(s, "")
	return strings.ReplaceAll(s, "\u00a0", " ")
}
