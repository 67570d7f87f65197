package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"

	"chibo/internal/minutes"
	"chibo/internal/store"
)

// TestTheRestOfTheHall: guests, standing duties, a reminder, a reserved opinion, who
// helps with a task and which older one it continues, all written with the network
// away; what is read aloud is what the server composes once everything is sent.
func TestTheRestOfTheHall(t *testing.T) {
	s := lived(t)
	g := behind(t, s)
	cell := s.ward.Cells[2]
	m := s.prepared(t, cell)
	v := s.signIn(t, cell.Secretary, "secretary")
	v.take(cell)
	g.shut()
	v.away = true
	v.within("/diem-danh")
	v.says("chưa điểm danh")
	for n := range 6 {
		v.present(n + 1)
	}
	v.tapOn("Thêm khách")
	v.says("Họ và tên")
	v.onward()
	v.says("Chưa có tên khách")
	v.typeIn("full_name", "Quàng Thị Dung")
	v.typeIn("capacity", "cấp ủy viên phụ trách")
	v.onward()
	v.says("Khách mời (1)")
	v.sketch("hall-khach")
	v.typeIn("full_name", "Ghi nhầm")
	v.onward()
	v.says("Khách mời (2)")
	v.run("take off", chromedp.Click(`li:last-child .btn.sm`, chromedp.ByQuery))
	v.says("Khách mời (1)")
	v.within("/khai-mac")
	v.says("Khai mạc buổi sinh hoạt")
	v.pickIn("scribe", cell.Scribe)
	v.onward()
	v.says("Nghe báo cáo nhiệm vụ")
	v.sketch("hall-phong-sau")
	v.tapOn("Nghe báo cáo nhiệm vụ")
	v.says("Ghi bằng lời")
	v.run("the first report", chromedp.Click(`textarea[name^="bao-"]`, chromedp.ByQuery))
	var field string
	v.script(`document.querySelector('textarea[name^="bao-"]').name`, &field)
	v.typeIn(field, "Đã thăm đủ các hộ được giao.")
	v.sketch("hall-phan-cong")
	v.onward()
	v.says("Đã nghe 1/")

	v.within("/bao-luu")
	v.says("Đồng chí nào bảo lưu ý kiến?")
	v.onward()
	v.says("Chưa ghi ý kiến bảo lưu")
	var who string
	v.script(`document.querySelectorAll('select[name=member] option')[3].value`, &who)
	v.pickIn("member", who)
	v.typeIn("gist", "Nên làm sau Tết.")
	v.sketch("hall-bao-luu")
	v.run("printed", chromedp.Click(`label.tick`, chromedp.ByQuery))
	v.onward()
	v.says("In vào biên bản theo ý tác giả")

	v.within("/nhac-nho")
	v.says("Nhắc đồng chí nào?")
	v.pickIn("member", who)
	v.typeIn("gist", "Đến họp đúng giờ.")
	v.typeIn("look_on", "03/01/2027")
	v.sketch("hall-nhac-nho")
	v.onward()
	v.says("xem lại ngày 03/01/2027")
	v.sketch("hall-nhac-nho-sau")

	v.within("/giao-viec")
	v.says("Ai chịu trách nhiệm?")
	v.typeIn("deed", "Đặt hai thùng rác đầu ngõ 12")
	v.run("owner", chromedp.Click(`.pick label.tick`, chromedp.ByQuery))
	var helper, old string
	v.script(`document.querySelectorAll('select[name=helper] option')[2].value`, &helper)
	v.pickIn("helper", helper)
	v.script(`document.querySelectorAll('select[name=continues] option')[1]?.value ?? ''`, &old)
	if old == "" {
		t.Error("no older task to continue")
	}
	v.typeIn("due", "20/12/2026")
	v.sketch("hall-giao-viec-them")
	v.onward()
	v.says("1 việc (tối đa 5)")

	v.within("/diem-danh")
	v.run("the rest", chromedp.Click(`ul.roll ~ button.wide`, chromedp.ByQuery))
	v.says("Đã điểm danh đủ")
	v.within("/ket-thuc")
	v.onward()
	aloud := v.aloud()
	v.script(`(()=>{document.documentElement.dataset.size='rat-lon';document.documentElement.dataset.contrast='cao';return true})()`, new(bool))
	for at, name := range map[string]string{"/bao-luu": "hall-cao-bao-luu", "/nhac-nho": "hall-cao-nhac-nho", "/khach": "hall-cao-khach", "/phan-cong": "hall-cao-phan-cong", "/may": "hall-cao-may"} {
		v.within(at)
		v.sketch(name)
	}
	g.open()
	v.online()
	v.sent()
	s.read(t, store.System, func(rd *store.Reader) error {
		refused, err := rd.Strings(`select entry || ': ' || told from hall_entry where tenant = $1 and meeting = $2 and code <> ''`, m.ID)
		if len(refused) > 0 {
			t.Errorf("refused: %v", refused)
		}
		return err
	})
	var parts []minutes.Part
	s.read(t, cell.Secretary, func(rd *store.Reader) (err error) { parts, err = minutes.Outline(rd, m.ID); return })
	praised := false
	for _, p := range parts {
		praised = praised || p.Key == "praise" && p.Text == "Nhắc nhở riêng: 1 đồng chí."
		if p.Key != "opening" && p.Key != "closing" && aloud[p.Title] != p.Text {
			t.Errorf("%s was read aloud as\n%s\nand stands as\n%s", p.Title, aloud[p.Title], p.Text)
		}
	}
	if !praised {
		t.Errorf("the minutes count no reminder: %v", aloud)
	}
}
