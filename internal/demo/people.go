package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// cell is one cell of the sample ward: what it is called and how many stand in
// it (domain/members.md 14: twenty cells, six hundred members).
type cell struct {
	code, name, kind, place string
	size                    int
}

var cells = []cell{
	{"TDP01", "Chi bộ Tổ dân phố 1", "residential", "Nhà văn hóa tổ 1", 90},
	{"TDP02", "Chi bộ Tổ dân phố 2", "residential", "Nhà văn hóa tổ 2", 63},
	{"TDP03", "Chi bộ Tổ dân phố 3", "residential", "Nhà văn hóa tổ 3", 24},
	{"TDP04", "Chi bộ Tổ dân phố 4", "residential", "Nhà văn hóa tổ 4", 56},
	{"TDP05", "Chi bộ Tổ dân phố 5", "residential", "Nhà văn hóa tổ 5", 48},
	{"TDP06", "Chi bộ Tổ dân phố 6", "residential", "Nhà văn hóa tổ 6", 41},
	{"TDP07", "Chi bộ Tổ dân phố 7", "residential", "Nhà văn hóa tổ 7", 34},
	{"TDP08", "Chi bộ Tổ dân phố 8", "residential", "Nhà văn hóa tổ 8", 28},
	{"BAN01", "Chi bộ bản Nà Củng", "residential", "Nhà văn hóa bản Nà Củng", 22},
	{"BAN02", "Chi bộ bản Huổi Sáng", "residential", "Nhà văn hóa bản Huổi Sáng", 18},
	{"BAN03", "Chi bộ bản Phiêng Ban", "residential", "Nhà văn hóa bản Phiêng Ban", 15},
	{"BAN04", "Chi bộ bản Tả Phình", "residential", "Nhà văn hóa bản Tả Phình", 12},
	{"BAN05", "Chi bộ bản Sin Chải", "residential", "Nhà văn hóa bản Sin Chải", 8},
	{"TRG01", "Chi bộ Trường Mầm non Sông Xanh", "office", "Phòng hội đồng Trường Mầm non", 14},
	{"TRG02", "Chi bộ Trường Tiểu học Sông Xanh", "office", "Phòng hội đồng Trường Tiểu học", 24},
	{"TRG03", "Chi bộ Trường THCS Sông Xanh", "office", "Phòng hội đồng Trường THCS", 28},
	{"TRG04", "Chi bộ Trường THPT Sông Xanh", "office", "Phòng hội đồng Trường THPT", 20},
	{"CQ01", "Chi bộ Cơ quan phường", "office", "Hội trường phường", 22},
	{"YT01", "Chi bộ Trạm Y tế", "office", "Phòng giao ban", 15},
	{"CA01", "Chi bộ Công an phường", "armed_forces", "Phòng họp", 18},
}

// one is an invented person.
type one struct {
	name, sex, birth, admitted, official, phone string
}

var (
	families = []string{"Nguyễn Văn", "Nguyễn Thị", "Trần Văn", "Trần Thị", "Lê Văn", "Lê Thị", "Phạm Văn", "Phạm Thị", "Hoàng Văn", "Hoàng Thị", "Lò Văn", "Lò Thị", "Lường Văn", "Lường Thị", "Vì Văn", "Vì Thị", "Giàng A", "Giàng Thị", "Sùng A", "Sùng Thị", "Vàng A", "Vàng Thị", "Tẩn A", "Phàn Thị", "Đỗ Văn", "Đỗ Thị", "Vũ Văn", "Vũ Thị", "Bùi Văn", "Bùi Thị", "Quàng Văn", "Quàng Thị"}
	men      = []string{"An", "Bình", "Chiến", "Cường", "Dũng", "Đạt", "Đoàn", "Hải", "Hòa", "Hùng", "Khánh", "Long", "Minh", "Nam", "Phúc", "Quân", "Sơn", "Thắng", "Tiến", "Tùng", "Vinh", "Páo", "Sình", "Dế", "Chu", "Thành", "Trung", "Hiếu"}
	women    = []string{"Anh", "Bích", "Chi", "Dung", "Đào", "Hà", "Hạnh", "Hiền", "Hoa", "Hương", "Lan", "Liên", "Mai", "Nga", "Ngọc", "Oanh", "Phượng", "Quỳnh", "Thảo", "Thủy", "Trang", "Yến", "Mỷ", "Dợ", "Pàng", "Tuyết", "Vân", "Xuân"}
)

// cast are the people everyone meets first, in Chi bộ Tổ dân phố 3.
var cast = []one{
	{"Lường Thị Hiên", "female", "1964-05-12", "1990-03-02", "1991-03-02", "0912000003"},
	{"Trần Văn Khoa", "male", "1975-09-20", "2001-11-18", "2002-11-18", "0912000004"},
	{"Lò Thị Mai", "female", "1980-02-14", "2008-05-19", "2009-05-19", "0912000005"},
	{"Phạm Quốc Huy", "male", "1992-07-07", "2018-12-22", "2019-12-22", "0912000006"},
	{"Trần Đức Lộc", "male", "1955-01-30", "1979-09-02", "1980-09-02", ""},
	{"Giàng A Tủa", "male", "1999-04-04", "2022-05-19", "2023-05-19", "0912000008"},
	{"Lò Văn Hặc", "male", "1968-10-10", "1995-02-03", "1996-02-03", "0912000009"},
	{"Lường Văn Páo", "male", "1971-12-01", "1999-07-27", "2000-07-27", "0912000010"},
	{"Hoàng Văn Tín", "male", "1941-08-08", "1966-11-07", "1967-11-07", ""},
	{"Đỗ Thị Nga", "female", "1985-06-06", "2012-02-03", "2013-02-03", "0912000012"},
	{"Lò Thị Ánh", "female", "2001-03-08", "2026-06-10", "", "0912000013"},
}

// invent makes one person; the same seed makes the same ward.
func invent(r *rand.Rand, taken map[string]bool, median int) one {
	for {
		family := families[r.IntN(len(families))]
		names, sex := men, "male"
		if strings.HasSuffix(family, "Thị") {
			names, sex = women, "female"
		}
		name := family + " " + names[r.IntN(len(names))]
		if len(taken) > 0 && taken[name] && r.IntN(4) > 0 {
			continue // a few namesakes are true to life, many are not
		}
		taken[name] = true
		born := 2026 - min(max(20, median+int(r.NormFloat64()*12)), 92)
		admitted := born + 22 + r.IntN(12)
		admitted = min(admitted, 2024)
		p := one{name: name, sex: sex, birth: day(r, born), admitted: day(r, admitted)}
		p.official = nextYear(p.admitted)
		if r.IntN(40) == 0 {
			p.admitted, p.official = "2026-0"+fmt.Sprint(1+r.IntN(9))+"-15", ""
		}
		if r.IntN(10) < 7 {
			p.phone = fmt.Sprintf("0970%06d", r.IntN(1_000_000))
		}
		return p
	}
}

func day(r *rand.Rand, year int) string {
	return time.Date(year, time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func nextYear(day string) string {
	t, _ := time.Parse(time.DateOnly, day)
	return t.AddDate(1, 0, 0).Format(time.DateOnly)
}

// deeds are what cells resolve to do; a cell takes them in turn.
var deeds = []struct{ deed, measure string }{
	{"Vận động hộ dân ngõ 12 phân loại rác tại nhà", "Đủ 66 hộ nhận và dùng thùng rác hai ngăn"},
	{"Đặt 2 thùng rác đầu ngõ 12", "Thùng đã đặt, hộ dân dùng được"},
	{"Rà soát hộ khó khăn cần giúp trước mùa rét", "Danh sách có chữ ký của trưởng ban công tác mặt trận"},
	{"Sửa đường điện chiếu sáng ngõ 5", "Đủ 8 bóng sáng"},
	{"Hướng dẫn đảng viên cao tuổi dùng Sổ tay đảng viên điện tử", "10 đồng chí tự mở được lịch sinh hoạt"},
	{"Vận động học sinh bỏ học trở lại lớp", "Hai em đi học đủ tuần đầu"},
	{"Tổ chức trực gác dịp lễ", "Lịch trực có người nhận đủ các tối"},
	{"Tuyên truyền phòng cháy tới từng hộ", "Mỗi hộ có một bình chữa cháy hoặc ký cam kết"},
	{"Giới thiệu quần chúng ưu tú học lớp nhận thức về Đảng", "Có danh sách 2 quần chúng được chi bộ thông qua"},
	{"Khơi thông mương nước đầu bản", "Mương thông, không đọng nước sau mưa"},
	{"Lập danh sách người đi làm xa của khu dân cư", "Danh sách đủ tên, nơi làm, số điện thoại gia đình"},
	{"Chuẩn bị chuyên đề quý", "Bài viết được duyệt trước buổi sinh hoạt"},
	{"Lợp lại mái nhà văn hóa bị dột", "Mưa to không nhỏ giọt"},
	{"Gặp hai chủ quán lấn vỉa hè", "Ký cam kết, kê bàn vào trong vạch"},
	{"Đưa mười cụ đi đo mắt ở trạm y tế", "Mười phiếu khám có kết quả"},
	{"Trồng hàng cau dọc đường vào nghĩa trang", "Bốn mươi cây sống sau một tháng"},
	{"Kèm ba cháu lớp năm học toán", "Bài kiểm tra cuối kỳ từ sáu điểm"},
	{"Kiểm lại sổ quỹ khuyến học", "Sổ khớp tiền mặt, dán ở bảng tin"},
	{"Mượn loa phát bản tin phòng dịch tả lợn", "Phát đủ sáu buổi sáng"},
	{"Hòa giải lối đi chung nhà ông Pản và bà Chấn", "Biên bản hòa giải có hai chữ ký"},
	{"Thay khóa kho dụng cụ dân quân", "Ba người giữ chìa, có sổ mượn"},
	{"Mời thợ xem bể nước tập thể bị nứt", "Có báo giá của hai nơi"},
	{"Tập hát cho đội văn nghệ dự hội diễn phường", "Hai tiết mục được duyệt"},
	{"Ghi lịch sử chi bộ theo lời ba cụ lão thành", "Sáu trang có ảnh, ba cụ đọc lại"},
	{"Đo lại nền sân bóng chuyền", "Lưới căng được, vạch sơn xong"},
	{"Nhắc nhà trọ khai báo người mới đến", "Danh sách trùng với sổ công an"},
	{"Giúp gia đình liệt sĩ sửa bếp", "Bếp nấu được trước rằm"},
	{"Thử bán măng khô qua mạng", "Năm đơn hàng giao xong"},
}
