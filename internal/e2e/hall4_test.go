package e2e

import (
	"errors"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"chibo/internal/attendance"
	"chibo/internal/demo"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/web/link"
)

// TestTheRestOfTheHall: guests, who interprets, opinions sent before, words read back to a
// comrade without a phone, standing duties, a reminder, a reserved opinion, who helps
// with a task and which older one it continues, two tasks in each other's place, all
// written with the network away; what is read aloud is what the server composes once everything is sent.
func TestTheRestOfTheHall(t *testing.T) {
	var old, one string // a comrade without a phone, the first item
	s, g, cell, m, v := inTheHall(t, func(s *server, cell demo.Cell, m meeting.Meeting) {
		s.read(t, cell.Secretary, func(rd *store.Reader) error {
			items, err := meeting.Items(rd, m.ID)
			one = items[0].ID
			return err
		})
		s.write(t, cell.Secretary, func(tx *store.Tx) error {
			roll, err := meeting.Live(tx.Reader, m)
			if err != nil {
				return err
			}
			old = roll[2].Member
			return member.MarkPaperOnly(tx, cell.ID, map[string]bool{old: true})
		})
		for _, in := range []speech.Sending{{Item: one, Gist: "Ngõ 12 cần thêm đèn đường.", Naming: speech.ByName}, {Gist: "Nên họp sớm hơn nửa giờ.", Naming: speech.NoName}} {
			in.Meeting, in.Key = m.ID, in.Naming
			s.write(t, cell.Members[8].PersonID, func(tx *store.Tx) error { _, _, err := speech.SendAhead(tx, in); return err })
		}
	})
	v.cutOff(g, 6)
	v.tapOn("Thêm người phiên dịch")
	v.says("Dịch sang tiếng")
	v.onward()
	v.says("Chưa có tên người phiên dịch")
	v.typeIn("full_name", "Lò Văn Hặc")
	v.typeIn("language", "Thái")
	v.onward()
	v.says("tiếng Thái")
	v.sketch("hall-phien-dich")
	v.within("/diem-danh")
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
	v.opened(cell)
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

	v.says("Chưa đọc 2 trong 2 ý kiến")
	v.tapOn("Ý kiến gửi trước")
	v.says("Nên họp sớm hơn nửa giờ.")
	for range 2 {
		v.run("read out", chromedp.Click(`//main//button[normalize-space()="Đã đọc"]`, chromedp.BySearch))
		v.until("ticked", `document.querySelector('main button').textContent.includes('Chưa đọc')`)
	}
	v.sketch("hall-gui-truoc")
	v.within("/y-kien/" + one + "/" + old)
	v.says("Ai phát biểu?")
	v.tapOn("Góp ý")
	v.says("Đã lưu:")
	v.typeIn("text", "Đường ngõ trơn, cần rải đá.")
	v.onward()
	v.says("Đọc lại cho đồng chí")
	v.sketch("hall-muc-doc-cho")
	v.run("read back", chromedp.Click(`//main//a[contains(.,"Đọc lại cho đồng chí")]`, chromedp.BySearch))
	v.says("Đọc nguyên văn cho đồng chí ấy nghe")
	v.sketch("hall-doc-cho")
	v.onward()
	v.until("read back", `!norm(document.querySelector('main').innerText).includes('Đọc lại cho đồng chí')`)

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
	var helper, older string
	v.script(`document.querySelectorAll('select[name=helper] option')[2].value`, &helper)
	v.pickIn("helper", helper)
	v.script(`document.querySelectorAll('select[name=continues] option')[1]?.value ?? ''`, &older)
	if older == "" {
		t.Error("no older task to continue")
	}
	v.typeIn("due", "20/12/2026")
	v.sketch("hall-giao-viec-them")
	v.onward()
	v.says("1 việc (tối đa 5)")
	v.within("/giao-viec/")
	v.says("Ai chịu trách nhiệm?")
	v.typeIn("deed", "Lập danh sách hộ khó khăn")
	v.run("owner", chromedp.Click(`.pick label.tick`, chromedp.ByQuery))
	v.tapOn("20/12/2026")
	v.run("outside", chromedp.Click(`//main//label[contains(.,"ngoài nghị quyết")]`, chromedp.BySearch))
	v.onward()
	v.says("Đổi chỗ: Lập danh sách hộ khó khăn")
	v.sketch("hall-nghi-quyet-ngoai")
	v.tapOn("Đổi chỗ: Lập danh sách hộ khó khăn")
	v.says("Đưa việc nào ra ngoài nghị quyết?")
	v.onward()
	v.says("Chưa chọn việc để đổi chỗ")
	v.run("which", chromedp.Click(`input[name=in]+span`, chromedp.ByQuery))
	v.sketch("hall-doi-cho")
	v.onward()
	v.says("Đổi chỗ: Đặt hai thùng rác đầu ngõ 12")
	v.within("/thu-tu")
	v.says("Xong, quay lại nội dung")
	v.sketch("hall-thu-tu")

	v.within("/diem-danh")
	v.run("the rest", chromedp.Click(`ul.roll ~ button.wide`, chromedp.ByQuery))
	v.says("Đã điểm danh đủ")
	v.within("/ket-thuc")
	v.onward()
	aloud := v.aloud()
	v.script(`(()=>{document.documentElement.dataset.size='rat-lon';document.documentElement.dataset.contrast='cao';return true})()`, new(bool))
	for at, name := range map[string]string{"/bao-luu": "hall-cao-bao-luu", "/nhac-nho": "hall-cao-nhac-nho", "/khach": "hall-cao-khach", "/phan-cong": "hall-cao-phan-cong", "/may": "hall-cao-may", "/phien-dich": "hall-cao-phien-dich", "/gui-truoc": "hall-cao-gui-truoc", "/thu-tu": "hall-cao-thu-tu", "/cham-diem": "hall-cao-cham-diem"} {
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
	if !strings.Contains(aloud["Mở đầu"], "Phiên dịch: đồng chí Lò Văn Hặc (tiếng Thái).") {
		t.Errorf("nobody interprets: %s", aloud["Mở đầu"])
	}
	if !praised {
		t.Errorf("the minutes count no reminder: %v", aloud)
	}
}

// TestAnAbsentSpeakerIsShown: marked absent after he spoke, a comrade's opinion stands
// on phone and page as something to settle; one tap on the page says that he was there.
func TestAnAbsentSpeakerIsShown(t *testing.T) {
	s, _, cell, m, v := inTheHall(t)
	v.called(3)
	v.opened(cell)
	v.says("Điểm danh tiếp")
	v.within("/y-kien/")
	v.says("Ai phát biểu?")
	var who string
	v.script(`document.querySelector('.pick input').value`, &who)
	v.run("who", chromedp.Click(`.pick label.tick`, chromedp.ByQuery))
	v.tapOn("Kiến nghị")
	v.says("Đã lưu:")
	v.sent()
	v.within("/diem-danh/" + who)
	v.choose("status", "unexplained")
	v.onward()
	v.online()
	v.sent()
	v.within("/")
	v.says("Máy đã gửi mà chưa ghi được (1)")
	v.sketch("hall-chua-ghi")
	v.within("/may")
	v.says("Sửa điểm danh")
	v.sketch("hall-may-chua-ghi")
	v.visit(link.Room(cell.Slug, "2026-12"))
	v.says("Máy đã gửi mà chưa ghi được (1)")
	v.sketch("phong-chua-ghi")
	v.press("Máy đã gửi mà chưa ghi được (1)")
	v.run("the entry", chromedp.Click(`main .list a`, chromedp.ByQuery))
	v.says("Bản nào đúng?")
	v.sketch("chon-co-mat")
	v.run("he came", chromedp.Click(`input[value=came]`, chromedp.ByQuery))
	v.onward()
	v.says("Máy của buổi họp")
	s.read(t, cell.Secretary, func(rd *store.Reader) error {
		marks, err := attendance.Marks(rd, m.ID)
		if err == nil && marks[who].Status != attendance.Present {
			t.Errorf("the roll says %+v", marks[who])
		}
		said, err2 := speech.List(rd, m.ID)
		if len(said) != 1 {
			t.Errorf("%d opinions", len(said))
		}
		return errors.Join(err, err2)
	})
}
