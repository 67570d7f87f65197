package demo

import "strings"

// What is said in an evening is put together from parts, so that no two months and
// no two cells say the same: a sign of copying (package formality) must be one.

var speakers = []string{"Đồng chí tổ trưởng dân phố báo", "Chi hội phụ nữ cho biết", "Đồng chí phụ trách dân vận nêu", "Ban công tác mặt trận phản ánh", "Một đồng chí hưu trí kể", "Đồng chí công an khu vực thông tin", "Chi đoàn báo", "Hội cựu chiến binh đề nghị xem lại việc", "Đồng chí cộng tác viên dân số nêu", "Nhiều đồng chí cùng nói", "Đồng chí phó bí thư trình bày", "Chi hội nông dân cho hay"}

var matters = []string{
	"nước sạch chảy yếu vào giờ nấu cơm tối", "hai cột điện nghiêng sau trận dông", "trẻ con tắm suối không có người lớn", "chó thả rông cắn người giao hàng", "lớp học xóa mù buổi tối đã có chín người",
	"giá lợn giống tăng làm nhiều nhà bỏ chuồng", "xe tải chở cát chạy qua cổng trường", "người bán rong dựng ô giữa vỉa hè", "quán hát mở quá mười một giờ đêm", "hồ sơ vay vốn bị trả lại vì thiếu chữ ký",
	"đường thoát nước bị nhà mới xây lấp", "cụ Sửu chín mươi tuổi sống một mình", "đội bóng thiếu nhi cần chỗ tập", "bà con chưa hiểu cách tính tiền rác mới", "sóng điện thoại mất ở cụm cuối",
	"khu tập thể cũ có mảng tường sắp rơi", "vườn chè bị sâu ăn lá non", "hai gia đình tranh nhau lối đi", "thư viện xin thêm sách chăn nuôi", "điểm tiêm phòng đông người mà thiếu ghế",
	"nhóm thợ xây chưa đóng bảo hiểm", "chợ tạm họp lấn vào sân nhà văn hóa",
}

var places = []string{"ở ngõ 4", "ở cụm sau đình", "dọc bờ suối", "quanh trường mầm non", "ở dãy nhà trọ", "gần trạm biến áp", "bên kia cầu treo", "ở khu tái định cư", "sát chợ cũ", "trên đồi thông", "ở đầu bản", "cạnh sân vận động", "trước trạm y tế", "ở ngã ba lò gạch"}

var wishes = []string{"muốn có người đứng ra lo cho xong", "đã thử hai lần mà chưa được", "nhờ phường cử cán bộ xuống xem", "tự góp được một nửa kinh phí", "đề nghị làm trước mùa mưa", "cần hỏi ý kiến các hộ liền kề", "xin ý kiến cấp trên vì vượt thẩm quyền", "sẽ họp dân riêng vào chủ nhật", "cho rằng nên làm thử ba tháng", "phân vân vì chưa biết ai trông coi", "hẹn trả lời khi có giấy mời của nhà máy", "nhắc lại bài học năm ngoái"}

var decisions = []string{
	"mời chủ nhà lên bàn ngay trong tuần", "viết đơn chung gửi ủy ban", "giao chi đoàn làm một buổi lao động", "dành mười lăm phút ở buổi sau nghe báo lại", "lập tổ ba người đi khảo sát",
	"ghi vào nghị quyết tháng này", "hỏi lại điện lực bằng văn bản", "vận động từng nhà, không phát loa", "chọn hai hộ làm trước cho bà con thấy", "chuyển mặt trận chủ trì, chi bộ hỗ trợ",
	"công khai thu chi ở bảng tin", "cử người trông nom theo lịch", "nhờ trường cho mượn phòng", "đợi số liệu của phường rồi quyết", "nhận khuyết điểm vì để chậm",
}

var because = []string{"vì việc này kéo dài từ mùa hè", "để các cụ yên tâm", "cho kịp trước ngày hội", "do nhiều nhà cùng vướng", "sau khi đã nghe đủ hai bên", "vì tiền góp còn ít", "để con em đi học an toàn", "theo đúng hương ước đã bàn", "cho hợp với mùa vụ", "trong khả năng của mình"}

var acts = []string{"Gặp các hộ bàn cho xong việc", "Viết đơn kèm ảnh về việc", "Lập danh sách người lo việc", "Mời ủy ban cùng xem việc", "Hỏi ba nơi rồi báo lại việc", "Cùng chi đoàn làm dứt điểm việc", "Dán bảng tin nói rõ việc", "Ghi sổ hằng tuần việc"}

var proofs = []string{"Có biên bản ba bên", "Có ảnh trước và sau", "Các hộ ký nhận", "Có văn bản trả lời", "Mặt trận xác nhận", "Đọc kết quả trên loa"}

// deed draws a task: the first of a resolution from the list, the others from parts.
func (m *maker) deed(n int) (deed, measure string) {
	if n == 0 {
		d := deeds[m.r.IntN(len(deeds))]
		return d.deed, d.measure
	}
	one := func(of []string) string { return of[m.r.IntN(len(of))] }
	return one(acts) + " " + one(matters) + " " + one(places), one(proofs)
}

// words draws what is said under one line of the agenda and what is concluded.
func (m *maker) words() (gist, conclusion string) {
	one := func(of []string) string { return of[m.r.IntN(len(of))] }
	gist = one(speakers) + " " + one(matters) + " " + one(places) + ", " + one(wishes) + "."
	if m.r.IntN(2) == 0 {
		gist += " " + one(speakers) + " " + one(matters) + " " + one(places) + "."
	}
	return gist, "Chi bộ thống nhất " + one(decisions) + ", " + one(because) + "."
}

// sameAgain is last month's text as a hurried scribe hands it in.
func sameAgain(text string) string {
	return strings.NewReplacer("Chi bộ thống nhất", "Chi bộ nhất trí", "đề nghị", "kiến nghị", "nhiều", "không ít").Replace(text)
}
