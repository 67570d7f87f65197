package paper

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func at(h, m int) time.Time {
	return time.Date(2026, 12, 3, h, m, 0, 0, time.FixedZone("+07", 7*3600))
}

func sampleHead(n int) Head {
	return Head{Superior: "Đảng bộ phường Sông Xanh", Issuer: "Chi bộ Tổ dân phố 3", Symbol: "CB", Number: n, Place: "Sông Xanh", Date: at(0, 0)}
}

func sampleMark(foot string) Mark {
	return Mark{Foot: foot + " · Chi bộ Tổ dân phố 3",
		Seal: &Seal{QR: "https://chibo.songxanh.example/v/0193f1c2-7b1e-7c3a-9d42-0a1b2c3d4e5f/1/9f3c61b04e7a2d5810bb7c02ee514f9a", Address: "https://chibo.songxanh.example/v",
			Document: "0193f1c2-7b1e-7c3a-9d42-0a1b2c3d4e5f", Version: 1, Hash: "9f3c 61b0 4e7a 2d58 10bb 7c02 ee51 4f9a", State: "đã khóa 21:22 ngày 03/12/2026"}}
}

var sampleTasks = []Task{
	{"Đặt 2 thùng rác đầu ngõ 12; thùng đã đặt, hộ dân dùng được", "Trần Văn Khoa", "20/12/2026", "tháng 01/2027"},
	{"Tuyên truyền phân loại rác; đủ 66 hộ, có danh sách", "Lò Thị Mai", "31/12/2026", "tháng 01/2027"},
	{"Vận động 3 hộ ngõ 12 phân loại rác; 3 hộ phân loại mỗi ngày", "Giàng A Tủa", "20/12/2026", "tháng 01/2027"},
	{"Tuần tra ngõ 12 dịp cuối năm; đủ 8 buổi tối, ghi sổ trực", "Lò Văn Hặc", "31/12/2026", "tháng 01/2027"},
}

var sampleVote = Vote{Subject: "Thông qua nghị quyết tháng 12", For: 17, Against: 1, Other: 1, Silent: 1, Base: 20,
	BaseSentence: "22 đảng viên chính thức, trừ 1 đồng chí sinh hoạt tạm thời nơi khác, trừ 1 đồng chí được miễn vắng mặt, còn 20; cần ít nhất 11",
	Method:       "giơ tay", Outcome: "thông qua", Reserved: []string{"Đồng chí Trần Đức Lộc đề nghị đặt thùng ở đầu ngõ 14"}}

func sampleResolution() Resolution {
	return Resolution{Head: sampleHead(12), Mark: sampleMark("Nghị quyết tháng 12/2026"), Abstract: "sinh hoạt chi bộ thường kỳ tháng 12/2026",
		Start: at(19, 30), End: at(21, 15), Place: "Nhà văn hóa tổ 3", Attendance: &Attendance{20, 22},
		Chair: Person{"Lường Thị Hiên", "bí thư chi bộ"}, Scribe: Person{Name: "Phạm Quốc Huy"},
		Dues: "Đã thu đảng phí của 24 đồng chí.", Agenda: []string{"Kết quả nghị quyết tháng 11", "Thời sự", "Nhiệm vụ tháng 12"}, TasksTitle: "Nhiệm vụ tháng 12", Tasks: sampleTasks,
		Implement: []string{"Đồng chí phụ trách báo kết quả với chi bộ ở buổi ghi trong bảng; có vướng mắc thì báo bí thư ngay",
			"Chi ủy theo dõi, giúp đỡ và báo cáo đảng ủy phường./."},
		Vote:       sampleVote,
		Recipients: []string{"Đảng ủy phường (để báo cáo)", "Đồng chí Quàng Thị Dung, cấp ủy viên phụ trách", "Đảng viên trong chi bộ", "Lưu Chi bộ."},
		Sign:       Signature{Name: "Lường Thị Hiên"}}
}

// longestResolution has every text as long as the limits allow.
func longestResolution() Resolution {
	r := sampleResolution()
	r.Agenda = []string{"Kết quả thực hiện nghị quyết tháng 11", "Phổ biến văn bản mới của đảng ủy phường", "Tình hình tư tưởng, tâm tư, nguyện vọng của đảng viên", "Nhiệm vụ tháng 12, bàn kỹ việc thu gom rác ngõ 12", "Đảng viên, đảng phí", "Kết luận, chấm điểm"}
	r.Preamble = string([]rune(strings.Repeat("Chi bộ thống nhất các việc sau của tháng ", 3))[:MaxPreamble])
	deed := []rune(strings.Repeat("Tuyên truyền, vận động nhân dân phân loại rác thải sinh hoạt tại nguồn ở ngõ 12; ", 2))[:MaxDeed]
	owner := string([]rune("Nguyễn Hoàng Thị Phương Thảo Ngân Hà")[:MaxOwner])
	r.Tasks = nil
	for range MaxTasks {
		r.Tasks = append(r.Tasks, Task{string(deed), owner, "20/12/2026", "tháng 01/2027"})
	}
	long := string([]rune(strings.Repeat("Đồng chí phụ trách báo kết quả với chi bộ ở buổi ghi trong bảng ", 3))[:MaxImplement])
	r.Implement = []string{long, long}
	return r
}

func sampleMinutes() Minutes {
	return Minutes{Head: sampleHead(12), Mark: sampleMark("Biên bản tháng 12/2026"), Title: "sinh hoạt chi bộ thường kỳ tháng 12/2026",
		Start: at(19, 30), End: at(21, 15), Place: "Nhà văn hóa tổ 3", Members: &Members{22, 2}, Attendance: &Attendance{20, 22},
		Absent: []Absent{{"Giàng A Tủa", "đi làm xa", "có lý do"}, {"Lò Văn Hặc", "", "chưa rõ lý do"}},
		Exempt: []string{"Hoàng Văn Tín"}, Away: []string{"Đỗ Thị Nga"}, Guests: []Person{{"Quàng Thị Dung", "cấp ủy viên phụ trách"}},
		Chair: Person{"Lường Thị Hiên", "bí thư chi bộ"}, Scribe: Person{"Phạm Quốc Huy", "chi ủy viên"},
		Items: []Item{
			{Title: "Tình hình tư tưởng, thời sự, chính sách mới", Gist: []Gist{{Speaker: "", Text: "Bí thư thông báo tình hình tháng 11 và văn bản mới của đảng ủy phường"},
				{Speaker: "Trần Đức Lộc", Text: "Xe rác nên vào ngõ 12 buổi tối.\nBan ngày xe máy đông, người già khó đi"}, {Speaker: "Lò Thị Mai", Text: ""}}, Conclusion: "Ghi nhận, báo đảng ủy phường"},
			{Title: "Nhiệm vụ tháng 12, bàn kỹ", Gist: []Gist{{Speaker: "Trần Văn Khoa", Text: "Nhận việc đặt thùng rác, xin thêm một người cùng làm"},
				{Speaker: "Vũ Thị Hạnh", Text: "Nên phát tờ rơi trước, sau đó đến từng hộ; hộ nào khó khăn thì tổ phụ nữ giúp"},
				{Speaker: "Cà Văn Panh", Text: "Đội tuần tra thiếu đèn pin, đề nghị tổ dân phố hỗ trợ 4 chiếc"}}, Conclusion: "Giao 4 việc như bảng ở mục IV"},
			{Title: "Góp ý dự thảo quy chế làm việc"},
		},
		Conclusion: "Chi bộ thống nhất đánh giá tháng 11 và giao 4 việc của tháng 12",
		Reviewed: []Review{{"Rà soát hộ nghèo, cận nghèo; có danh sách", "Lò Thị Mai", "25/11/2026", "Xong đúng hạn", "chờ chi bộ xác nhận: đã rà soát 66 hộ"},
			{"Sửa đèn đường ngõ 7", "Trần Văn Khoa", "20/11/2026", "Xong một phần: còn 2 bóng, chờ vật tư", "quá hạn"}},
		Tasks: sampleTasks, Votes: []Vote{sampleVote, {Subject: "Đề nghị khen đồng chí Lò Thị Mai", For: 20, Base: 20, Method: "giơ tay", Outcome: "thông qua"}},
		Score: &Score{"92/100", "Tốt", "20/20 đồng chí nhất trí"}, Faults: []string{"Bắt đầu muộn 5 phút", "Còn 13 đồng chí chưa phát biểu"},
		ReadBack: &ReadBack{Agreed: true}}
}

// samples are one paper of every kind, by name.
func samples() map[string]Paper {
	sec := []Section{{Heading: "I- Kết quả", Paragraphs: []string{"Chi bộ sinh hoạt đúng ngày 03 hằng tháng"},
		Table: &Grid{Head: []string{"Nội dung", "Số"}, Rows: [][]string{{"Buổi sinh hoạt", "12"}, {"Nghị quyết", "12"}}, Shares: []float64{3, 1}}}}
	sign := Signature{Name: "Lường Thị Hiên"}
	return map[string]Paper{
		"minutes": sampleMinutes(), "resolution": sampleResolution(), "longest": longestResolution(),
		"draft": func() Paper {
			r := sampleResolution()
			r.Head.Number = 0
			r.Mark = Mark{Draft: true, Round: 1, Foot: "Nghị quyết tháng 12/2026"}
			return r
		}(),
		"corrected": func() Paper {
			m := sampleMinutes()
			seal := *m.Mark.Seal
			seal.Version, seal.Replaces, seal.State = 2, "bản khóa 21:22 ngày 03/12/2026", "đã khóa 08:05 ngày 10/12/2026"
			m.Mark.Seal = &seal
			return m
		}(),
		"concern": ConcernSheet{Issuer: "Chi bộ Tổ dân phố 4", Title: "PHIẾU GHI TÂM TƯ, NGUYỆN VỌNG", Ask: "Đồng chí muốn nói điều gì?",
			Lists: []TickList{{"Gửi đến (đánh dấu một ô)", []string{"Bí thư chi bộ", "Cán bộ đảng ủy"}}}, Name: "Họ và tên:", Ticks: []string{"Đã đọc lại cho người nêu nghe"}, Stub: []string{"BIÊN NHẬN", "Hạn trả lời: ………"}},
		"notice": Notice{Head: sampleHead(3), Abstract: "về lịch sinh hoạt chi bộ tháng 01/2027", Opening: []string{"Chi ủy thông báo như sau:"}, Sections: sec, Recipients: []string{"Đảng viên"}, Sign: sign},
		"agenda": Notice{Programme: true, Head: sampleHead(0), Abstract: "sinh hoạt chi bộ thường kỳ tháng 01/2027", Sections: sec, Recipients: []string{"Đảng viên"}, Sign: sign},
		"report": Report{Head: sampleHead(2), Abstract: "công tác năm 2026", To: "Đảng ủy phường Sông Xanh", Sections: sec, Sign: sign},
		"extract": Extract{Head: sampleHead(0), About: "về việc xét kết nạp đảng viên", Meeting: "sinh hoạt chi bộ thường kỳ tháng 12/2026, ngày 03/12/2026",
			Attendance: &Attendance{20, 22}, Chair: Person{"Lường Thị Hiên", "bí thư chi bộ"}, Items: sampleMinutes().Items[:1], Votes: []Vote{sampleVote}, Sign: sign},
		"conclusion": Conclusion{Head: sampleHead(1), Mark: sampleMark("Kết luận tháng 12/2026"), Abstract: "tại buổi sinh hoạt chi bộ thường kỳ tháng 12/2026",
			Opening: []string{"Tại buổi sinh hoạt ngày 03/12/2026, sau khi chi bộ thảo luận, đồng chí chủ trì kết luận:"},
			Points:  []Point{{Title: "Nhiệm vụ tháng 12", Text: "Giao 4 việc như nghị quyết./."}, {Title: "Góp ý quy chế"}, {Title: "Đảng viên"}, {Title: "Đảng phí", Text: "Thu trước ngày 10", Sub: true}}, Closing: "Đồng chí được giao việc báo kết quả ở buổi ghi trong nghị quyết", Recipients: []string{"Đảng viên trong chi bộ"}, Sign: sign},
		"roll": sampleRoll(20),
		"tasks": TaskTable{Head: sampleHead(0), Title: "tháng 12/2026", Sign: &sign, Tasks: []TaskLine{{Task: sampleTasks[0], Measure: "Thùng đã đặt, hộ dân dùng được", Follower: "Lường Thị Hiên", Helper: "Lò Thị Mai", Decider: "Chi bộ", State: "đang làm"},
			{Task: sampleTasks[1], Measure: "Đủ 66 hộ, có danh sách", Decider: "Chi bộ"}}},
		"large": sampleResolution().Large(DefaultLayout(), "Trần Đức Lộc"), "large-longest": longestResolution().Large(DefaultLayout(), "Nguyễn Hoàng Thị Phương Thảo"),
		"invitation": sampleInvitation("Trần Đức Lộc"), "slips": sampleSlips(), "batch": sampleBatch(),
		"own": sampleOwn("Trần Đức Lộc", 2), "own-longest": sampleOwn("Nguyễn Hoàng Thị Phương Thảo", 14),
	}
}

func sampleRoll(n int) Roll {
	var roll []RollLine
	for range n {
		roll = append(roll, RollLine{Name: "Nguyễn Thị Thanh Huyền"})
	}
	roll[3].Note = "đã báo vắng: đi làm xa"
	return Roll{Head: sampleHead(0), Title: "sinh hoạt chi bộ thường kỳ tháng 12/2026", Start: at(19, 30), Place: "Nhà văn hóa tổ 3", People: roll,
		NotCounted: []string{"Hoàng Văn Tín (được miễn)"}, Guests: []Person{{"Quàng Thị Dung", "cấp ủy viên phụ trách"}}, Blank: 2,
		Scribe: Person{Name: "Phạm Quốc Huy"}, Chair: Person{Name: "Lường Thị Hiên"}}
}

func sampleInvitation(name string) Invitation {
	return Invitation{Issuer: "Chi bộ Tổ dân phố 3", To: name, Meeting: "sinh hoạt chi bộ thường kỳ tháng 12/2026", Start: at(19, 30), Weekday: "thứ Năm", Place: "Nhà văn hóa tổ 3",
		Agenda:    []string{"Kết quả nghị quyết tháng 11", "Phổ biến văn bản mới", "Tình hình tư tưởng, tâm tư", "Nhiệm vụ tháng 12, bàn kỹ việc thu gom rác ngõ 12", "Đảng viên, đảng phí", "Kết luận, chấm điểm buổi sinh hoạt"},
		Secretary: "Lường Thị Hiên", Phone: "0912 345 678",
		Aloud: []string{"Mời đồng chí " + lastWord(name) + " đi họp.", "Họp lúc 19:30 thứ Năm, 03/12.", "Họp ở nhà văn hóa tổ 3.", "Bận thì báo đồng chí Hiên."}}
}

func sampleSlips() Slips {
	var out Slips
	for i, t := range sampleTasks {
		out = append(out, Slip{Issuer: "Chi bộ Tổ dân phố 3", To: t.Owner, Deed: t.Deed, Due: t.Due, ReportAt: "sinh hoạt chi bộ tháng 01/2027", Under: "Nghị quyết Số 12-NQ/CB"})
		out[i].Helper = []string{"Vũ Thị Hạnh", ""}[i%2]
	}
	return append(out, Slip{Issuer: "Chi bộ Tổ dân phố 3", To: "Nguyễn Hoàng Thị Phương Thảo", Deed: strings.Repeat("Tuyên truyền, vận động nhân dân phân loại rác thải tại nguồn ở ngõ 12; ", 4),
		Measure: strings.Repeat("đủ 66 hộ nhận thùng rác và có danh sách ", 3), Due: "20/12/2026", ReportAt: "sinh hoạt chi bộ tháng 01/2027", Helper: "Vũ Thị Hạnh", Under: "Nghị quyết Số 12-NQ/CB"})
}

func sampleOwn(name string, n int) Own {
	list := func(text string) (out []string) {
		for i := range n {
			out = append(out, fmt.Sprintf("%s %d", text, i+1))
		}
		return out
	}
	return Own{Issuer: "Chi bộ Tổ dân phố 3", To: name, Aloud: []string{"Buổi họp tới lúc 19:30 thứ Năm, 03/12.", "Đồng chí " + lastWord(name) + " đang có 2 việc.", "Tuyên truyền, vận động các hộ dân trong tổ…, xong 31/12.", "Đặt hai thùng rác, xong 20/12.", "Mục nào sai thì báo bí thư."}, Printed: "08:15 ngày 24/11/2026, người in: Lường Thị Hiên", Parts: []OwnPart{
		{Head: "Buổi tới", Text: "19:30 thứ Năm, ngày 03/12/2026, Nhà văn hóa tổ 3"}, {Head: "Nhiệm vụ của tôi", Lines: list("Vận động hộ dân ngõ 12 phân loại rác tại nhà; hạn 20/12/2026; báo cáo ở buổi tháng 01/2027, việc")},
		{Head: "Nhiệm vụ năm 2026", Lines: list("Thăm hộ gia đình chính sách; hằng quý, việc")}, {Head: "Tôi đã dự năm 2026", Text: "có mặt 9, vắng có lý do 2, trong 11 buổi"}, {Head: "Đảng phí năm 2026", Text: "đã nộp tháng 1 đến 10; chưa nộp tháng 11"},
		{Head: "Nghị quyết gần nhất", Text: "số 11-NQ/CB, ngày 03/11/2026"}, {Head: "Tài liệu", Lines: list("12-KH/ĐU: kế hoạch phân loại rác thải tại nguồn trên địa bàn phường, bản")},
		{Head: "Ai đã xem trong 90 ngày", Lines: list("22/11 08:15, Lường Thị Hiên, bí thư, xem hồ sơ ngắn, lần")[:min(n, 5)]}, {Head: "Đề nghị sửa", Text: "mục nào sai, đồng chí ghi vào phiếu này rồi đưa bí thư"}}}
}

func sampleBatch() Batch {
	return Batch{Title: "Bản in cho đồng chí không dùng điện thoại", Papers: []Paper{
		Invitations{sampleInvitation("Trần Đức Lộc"), sampleInvitation("Cà Văn Panh"), sampleInvitation("Lò Thị Ánh")}, sampleRoll(30),
		sampleResolution().Large(DefaultLayout(), "Trần Đức Lộc"), sampleResolution().Large(DefaultLayout(), "Cà Văn Panh"), sampleSlips()}}
}

func mustDocx(t testing.TB, p Paper) []byte {
	t.Helper()
	b, err := p.Docx(DefaultLayout())
	if err != nil {
		t.Fatal(err)
	}
	return b
}
