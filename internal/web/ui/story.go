package ui

import (
	"cmp"
	"context"
	"io"

	"github.com/a-h/templ"

	"chibo/internal/office/docx"
)

// Stories are pages made of the components with the sample people of the looks, in
// a size of type and a contrast; "" leaves each its own. The tests render and parse
// every one, and a server started with --dev shows them.
func Stories(size, contrast string) map[string]templ.Component {
	page := func(p Page, body ...templ.Component) templ.Component {
		p.Size, p.Contrast = cmp.Or(size, p.Size), cmp.Or(contrast, p.Contrast)
		return with(Layout(p), body...)
	}
	contents := &Link{Href: "/muc-luc"}
	back := &Link{Href: "/"}
	sent := &Sync{State: "synced", At: "07:42", Href: "/toi/may"}
	silent := Tag{"warn", "circle-help", "Chưa báo"}
	steps := []Step{{"Nội dung", "/1", true}, {"Họp chi ủy", "/2", false}, {"Thông báo", "/3", false}, {"Sinh hoạt", "/4", false}, {"Sau sinh hoạt", "/5", false}}

	home := page(Page{
		Title: "Việc cần làm ngay · Chi bộ Tổ dân phố 3", Where: "Chi bộ Tổ dân phố 3", Contents: contents, Sync: sent, Help: "/tro-giup",
		Heading: "Việc cần làm ngay", Sub: "Chủ nhật, 22/11/2026",
	},
		NextCard(Next{
			Title: "Chuẩn bị sinh hoạt tháng 12", When: "19:30 thứ Năm, 03/12", Ready: "Có sẵn bản nháp 6 nội dung.",
			Tag: &Tag{"mute", "clock", "Còn 11 ngày"}, Action: Action{Text: "Xem bản nháp", Href: "/chuan-bi"},
		}),
		with(Section("Việc khác (4)"), LinkList([]Row{
			{"/1", "clock-alert", "bad", "2 nhiệm vụ quá hạn", "Hỏi đồng chí phụ trách", nil, false, ""},
			{"/2", "mail", "warn", "1 văn bản của phường chưa xem", "Phổ biến trước ngày 03/12", nil, false, ""},
			{"/3", "message-square", "warn", "1 tâm tư chờ trả lời, còn 3 ngày", "", nil, false, ""},
			{"/4", "wallet", "act", "3 đồng chí chưa nộp đảng phí tháng 11", "", nil, false, ""},
		})),
		with(Section("Tháng trước"), with(Card(), Dots("Sinh hoạt ngày 03/11", "đã hoàn thành"), text("Nghị quyết: xong 3 trong 5 việc"), text("Chi bộ tự chấm 91, phường xác nhận 88"), More(Link{Text: "Vì sao khác nhau 3 điểm?", Href: "/vi-sao"}))),
	)

	prepare := page(Page{
		Title: "Chuẩn bị · tháng 12/2026 · Chi bộ Tổ dân phố 3", Where: "Chi bộ Tổ dân phố 3", Back: back, Contents: contents, Help: "/tro-giup",
		Heading: "Chuẩn bị sinh hoạt tháng 12", Primary: &Action{Text: "Sang bước 2: họp chi ủy", Form: "f"},
	},
		Steps(steps, 2, "/buoc"),
		with(Section("Nội dung dự kiến · 95 phút"), AgendaList([]Agenda{
			{Label: "1", Minutes: 20, Title: "Kết quả nghị quyết tháng 11", Ready: "5 việc, còn 2 việc chưa xong", Href: "/n/1"},
			{Label: "2", Minutes: 10, Title: "Đảng viên, đảng phí", Href: "/n/5", Fold: "1 đề nghị miễn sinh hoạt", Below: []Agenda{{Label: "2.1", Sub: true, Title: "Miễn sinh hoạt đối với đồng chí Trần Đức Lộc", Ready: "Đề nghị ngày 18/11/2026", Href: "/n/6"}}},
			{Label: "2", Minutes: 15, Title: "Phổ biến văn bản mới", Ready: "Kế hoạch 12 của Đảng ủy phường", Href: "/n/2"},
			{Label: "3", Minutes: 25, Title: "Nhiệm vụ tháng 12, bàn kỹ", Href: "/n/3", Todo: "Chưa chọn việc để bàn kỹ", Fix: &Link{Text: "Chọn 1 hoặc 2 việc", Href: "/chon"}},
			{Label: "4", Minutes: 5, Title: "Kết luận, chấm điểm", Tag: &Tag{"ok", "check", "Xong"}},
		})),
		ButtonPair(Link{Text: "Thêm nội dung", Href: "/them"}, Link{Text: "Đổi thứ tự", Href: "/doi"}),
		NoteBox(Note{Kind: "info", Text: "Quy định tối thiểu 90 phút. Đang có 95 phút.", Action: &Link{Text: "Căn cứ", Href: "/can-cu"}}),
		Saved("Đã lưu lúc 20:14"),
	)

	roll := page(Page{
		Title: "Điểm danh · tháng 12/2026 · Chi bộ Tổ dân phố 3", Back: back, BarTitle: "Điểm danh", Contents: contents, Help: "/tro-giup", Room: true,
		Sync: &Sync{State: "offline", Href: "/toi/may"}, Heading: "Có mặt 18/22", Sub: "Còn 4 đồng chí chưa điểm danh", Primary: &Action{Text: "Khai mạc", Href: "/khai-mac"},
	},
		SearchBox(Search{Action: "/diem-danh", Label: "Tìm tên", Filter: "roll", Beside: &Link{Text: "Mã điểm danh", Href: "/ma"}}),
		RollList("roll", []Roll{
			{ID: "1", Name: "Trần Đức Lộc", Post: "/diem-danh", Key: "k"},
			{ID: "2", Name: "Giàng A Tủa", Second: "đã báo vắng: đi làm xa", Post: "/diem-danh"},
			{ID: "3", Name: "Lường Văn Páo", Post: "/diem-danh"},
			{ID: "4", Name: "Lò Thị Mai", State: "present", StateText: "Có mặt 19:21", Edit: "/sua"},
			{ID: "5", Name: "Trần Văn Khoa", State: "late", StateText: "Đến muộn 19:48", Edit: "/sua"},
		}),
		with(Section("Không tính vào số phải dự (2)"), PlainList([]Line{{Text: "Hoàng Văn Tín", Second: "miễn sinh hoạt"}, {Text: "Đỗ Thị Nga", Second: "sinh hoạt tạm thời nơi khác"}, {Text: "Xếp loại: Tốt", Vi: "Tốt"}})),
		with(Section("Khách mời (1)"), People([]Person{{Name: "Quàng Thị Dung", Second: "cấp ủy viên phụ trách", Href: "/k"}})),
	)

	vote := page(Page{
		Title: "Biểu quyết · tháng 12/2026", Back: back, Contents: contents, Help: "/tro-giup", Room: true, Sync: sent,
		Heading: "Biểu quyết: nghị quyết tháng 12", Primary: &Action{Text: "Lưu kết quả biểu quyết", Form: "v"},
	},
		with(Section("Cần ít nhất 11 đồng chí tán thành"),
			text("Hơn một nửa của 20, tính cả vắng mặt."),
			with(Band(20),
				NumRow(Num{Name: "yes", Label: "Tán thành", Value: "17", Max: 20}),
				NumRow(Num{Name: "no", Label: "Không tán thành", Value: "0", Max: 20}),
				NumRow(Num{Name: "other", Label: "Ý kiến khác", Value: "1", Max: 20}),
				RestRow("Không biểu quyết", 2)),
			NoteBox(Note{Kind: "ok", Title: "Kết quả: 17/20 (85%). Được thông qua.", Live: true}),
			More(Link{Text: "Có đồng chí bảo lưu ý kiến", Href: "/bao-luu"})),
		EvidenceRow(Evidence{ID: "muc-2a", Title: "2a. Tỷ lệ dự sinh hoạt", Most: "tối đa 4", Fact: "20/22 đồng chí (90,9%); không có vắng không lý do.", Look: &Link{Text: "Danh sách", Href: "/danh-sach"}, Num: Num{Name: "p.2a", Label: "Chấm", Value: "4", Suggestion: "4", Spoken: "Điểm mục 2a, từ 0 đến 4", Most: "4", By: "0.5"}, Reason: Field{Name: "r.2a", Label: "Lý do"}}),
		EvidenceRow(Evidence{ID: "muc-7", Title: "7. Nghị quyết tháng trước", Most: "tối đa 30", Fact: "Xong 4/5 việc (80%).", Num: Num{Name: "p.7", Label: "Chấm", Value: "30", Suggestion: "27", Spoken: "Điểm mục 7, từ 0 đến 30", Most: "30", By: "1"}, Reason: Field{Name: "r.7", Label: "Lý do", Value: "Việc thứ 5 vướng mặt bằng."}, Ask: true}),
		EvidenceRow(Evidence{ID: "muc-4c", Title: "4c. Phần chuyên đề", Most: "tối đa 5", Apart: "Tháng này không có chuyên đề."}),
		ScoreTotal("Cộng 93/100", "Tốt (từ 90 điểm)"),
		with(Card(), NumRow(Num{Name: "s7", Label: "Chấm", Value: "30", Suggestion: "27", Max: 30, Spoken: "Điểm mục 7, từ 0 đến 30", Error: "Điểm 30 cao hơn gợi ý 27."})),
	)

	form := page(Page{
		Title: "Giao việc · Chi bộ Tổ dân phố 3", Where: "Chi bộ Tổ dân phố 3", Back: back, Contents: contents, Help: "/tro-giup", Failed: true,
		Heading: "Giao việc", Primary: &Action{Text: "Lưu việc", Form: "f"}, Size: "lon",
	},
		ErrorSummary([]Wrong{{"owner", "Chưa chọn đồng chí chịu trách nhiệm"}, {"due", "Ngày 03/11/2026 đã qua"}}),
		formOf(
			Key(""),
			TextField(Field{Name: "title", Label: "Việc cần làm", Value: "Đặt 2 thùng rác đầu ngõ 12", Hint: "Một câu, bắt đầu bằng động từ."}),
			Select(Field{Name: "owner", Label: "Đồng chí chịu trách nhiệm", Error: "Chưa chọn đồng chí chịu trách nhiệm."}, []Option{{Value: "1", Text: "Trần Văn Khoa"}, {Value: "2", Text: "Lò Thị Mai"}}),
			DateField(Field{Name: "due", Label: "Hạn", Value: "03/11/2026", Error: "Ngày 03/11/2026 đã qua. Đồng chí chọn ngày từ 03/12/2026 trở đi."}, []Option{{Value: "20/12/2026", Text: "20/12"}, {Value: "31/12/2026", Text: "Cuối tháng 12"}}),
			Radios(Field{Name: "kind", Label: "Báo cáo ở", Value: "next"}, []Option{{Value: "next", Text: "Buổi tháng 01/2027"}, {Value: "other", Text: "Buổi khác"}}),
			Ticks(Field{Name: "help", Label: "Người cùng làm"}, []Option{{Value: "1", Text: "Lò Thị Mai", Second: "đang có 2 việc"}, {Value: "2", Text: "Giàng A Tủa"}}, "1"),
			TextArea(Field{Name: "note", Label: "Ghi chú", Optional: true, WhoSees: "Chỉ chi ủy xem"}, 3),
			Checkbox(Field{Name: "print", Label: "In thẻ việc cho đồng chí không dùng điện thoại"}, true),
			FileField(Field{Name: "file", Label: "Tệp kèm theo", Optional: true, Hint: "Tối đa 10 MB."}, ".docx,.pdf"),
		),
	)

	tasks := page(Page{
		Title: "Nhiệm vụ · Chi bộ Tổ dân phố 3", Back: back, Contents: contents, Help: "/tro-giup", Heading: "Nghị quyết tháng 12", Sub: "4 việc (tối đa 5)",
		Banner: &Note{Kind: "warn", Text: "1 việc chưa nói thế nào là xong."}, Primary: &Action{Text: "Biểu quyết nghị quyết", Href: "/bq"},
	},
		TaskList([]Task{
			{N: 1, Title: "Đặt 2 thùng rác đầu ngõ 12", Owner: "Trần Văn Khoa", Due: "xong 20/12", ReportAt: "sinh hoạt tháng 01/2027"},
			{N: 2, Title: "Tuyên truyền phân loại rác 66 hộ", Owner: "Lò Thị Mai", Due: "xong 31/12", ReportAt: "sinh hoạt tháng 01/2027", Todo: "Chưa nói thế nào là xong", Fix: &Link{Text: "Ghi", Href: "/ghi", Name: "Ghi thế nào là xong cho việc 2"}},
			{Title: "Vận động 3 hộ phân loại rác", Href: "/t", Owner: "Giàng A Tủa", Due: "hạn 20/12", Tag: &Tag{"bad", "clock-alert", "Quá hạn 6 ngày"}, Actions: []Action{{Text: "Gia hạn", Href: "/gh"}, {Text: "Chuyển người", Href: "/cn"}}},
		}),
		with(Section("Kiểm tra"), Checks([]string{"Mỗi việc có một người, một ngày, một buổi báo cáo", "Vừa một trang A4"})),
		with(Section("Trạng thái"), with(Card(), Tags([]Tag{{"act", "circle-dot", "Đang làm"}, {"bad", "clock-alert", "Quá hạn"}, {"sealed", "lock", "Biên bản đã xác nhận"}})), with(Card(), StateTag("task.state.doing"), StateTag("task.state.overdue"), StateTag("task.state.done"), StateTag("meeting.state.sealed"), StateTag("document.state.unseen"), StateTag("meeting.state.planned"))),
		with(Card(), DefinitionList([]Pair{{Term: "Ngày giờ", Text: "19:30 thứ Năm, 03/12/2026"}, {Term: "Nơi", Text: "Nhà văn hóa tổ 3", Href: "/noi"}, {Term: "Trạng thái", Tag: &Tag{"ok", "check", "Đã thông báo"}}})),
		Progress(Work{ID: "work", Label: "Đang đưa danh sách vào", Done: 240, Total: 600, Poll: "/tien-do"}),
		QR("https://chibo.example/k/ma-mot-lan", "Mã để mở trên điện thoại"),
		Empty("inbox", "Chưa có ý kiến nào.", "Hỏi ở mục tư tưởng của buổi tới.", &Link{Text: "In phiếu P9", Href: "/in"}),
		Links([]Link{{Text: "Xem 20 đồng chí", Href: "/ds"}, {Text: "Căn cứ", Href: "/cc"}}),
		Pager(2, 9, "/1", "/3"),
	)

	var rows []StripRow
	for i, name := range []string{"Tổ dân phố 1", "Tổ dân phố 2", "Tổ dân phố 3", "Bản Nà Củng", "Bản Huổi Lùng", "Trường Mầm non"} {
		r := StripRow{Label: name, Gap: i == 3 || i == 5}
		for m := range 12 {
			state := "on"
			if i == 4 {
				state = []string{"on", "late", "missed", "silent", "late", "none"}[m%6]
			}
			r.Cells = append(r.Cells, StripCell{state, (m+i)%3 == 0})
		}
		rows = append(rows, r)
	}
	desk := page(Page{
		Title: "Bảng tháng 12/2026 · Đảng bộ phường Sông Xanh", Where: "Đảng bộ phường Sông Xanh", Contents: contents, Help: "/tro-giup", Desk: true,
		Heading: "Tháng 12/2026", Sub: "Tính đến 08:00 ngày 06/12", Primary: &Action{Text: "Xác nhận điểm 5 chi bộ", Href: "/xn"},
		Summary: BigNumber("16/20", "chi bộ đã sinh hoạt", "14 đúng ngày", "2 muộn", "4 chưa báo"),
	},
		column("col", with(Section("Cần xử lý trước (6)"), ExceptionList(
			&Exception{Title: "Bản Nà Củng", Text: "Đăng ký ngày 03/12, quá hạn báo 1 ngày. Tháng 11 cũng muộn.", Tag: silent, Actions: []Link{{Text: "Gọi bí thư", Href: "tel:+84", Icon: "phone"}, {Text: "Gửi nhắc", Href: "/nhac", Icon: "send"}}},
			[]Row{{Href: "/a", Title: "Bản Huổi Lùng", Second: "Quá hạn báo 1 ngày. Tháng 11 cũng chưa báo.", Tag: &silent}, {Href: "/b", Title: "Tổ dân phố 7", Second: "1 tâm tư quá hạn 6 ngày và 1 lý do khác", Tag: &Tag{"bad", "clock-alert", "Quá hạn trả lời"}}}),
			LinkList([]Row{{Href: "/c", Title: "Chờ xác nhận điểm (5)"}, {Href: "/d", Title: "Bình thường (9)"}}))),
		with(Figure("Chi bộ nào sinh hoạt đều?", "Mỗi hàng là một chi bộ, mỗi ô là một tháng. Tìm những ô trống hoặc gạch chéo đứng liền nhau."), StripKey(Strip{}), StripTable(Strip{Caption: "Sinh hoạt theo tháng năm 2026", Months: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}, Rows: rows})),
		column("side", QR("https://chibo.phuong.vn/kich-hoat/1100101.thu", "Ô vuông để máy ảnh mở trang kích hoạt"),
			with(Figure("Nhóm nào đang lên?", "Mỗi hàng là một nhóm, mỗi cột là một tháng."), TrendBars(TrendRow{Name: "4. Tiến hành sinh hoạt", Last: "36/40", Spoken: "Nhóm 4: tháng đầu 30, tháng cuối 36, tối đa 40", Bars: []TrendBar{{"10", 3000, 4000}, {"11", 3400, 4000}, {"12", 3600, 4000}}})),
			with(Figure("Việc đã giao đi đến đâu?", "20 nghị quyết tháng 11. Từ 78 việc đã giao, 61 việc hoàn thành. Bậc hẹp lại nhiều nhất là chỗ cần gỡ."), Funnel("Từ 78 việc đã giao, 61 việc hoàn thành.", []Bar{{"Việc giao", 78}, {"Đủ người và hạn", 76}, {"Đã báo cáo", 67}, {"Hoàn thành", 61}})),
			with(Figure("Chi bộ nào vắng nhiều?", "Mỗi chấm là một chi bộ. Vòng rỗng là chi bộ ít người."), Spread("16 chi bộ đã sinh hoạt, 2 chi bộ dưới 90%.", 90, []Dot{{"Tổ dân phố 1", 20, 22, false}, {"Tổ dân phố 2", 21, 22, false}, {"Bản Nà Củng", 7, 18, false}, {"Trạm Y tế", 3, 4, true}})),
			with(Figure("Ý kiến chờ trả lời bao lâu rồi?", "Phần gạch chéo là ý kiến đã quá hạn trả lời."), Stacks("9 ý kiến chờ trả lời, 1 quá hạn.", []Share{{"0 đến 10 ngày", "pale"}, {"11 đến 20 ngày", "mid"}, {"trên 20 ngày", "act"}, {"quá hạn", "hatch"}}, []Stack{{"Chi bộ", []int{4, 1, 0, 1}}, {"Đảng ủy", []int{2, 1, 0, 0}}})),
			with(Figure("Chuyên đề đang dừng ở bước nào?", "Mỗi ô vuông là một chi bộ."), Squares("Trong 3 chi bộ, 2 có lịch, 1 đã sinh hoạt.", []SquareRow{{"Có lịch", []bool{true, true, false}}, {"Đã sinh hoạt", []bool{true, false, false}}})),
			with(Figure("Chênh lệch điểm ở đâu?", "Tháng 11. Đoạn nối càng dài, chi bộ và đảng ủy đánh giá càng khác nhau. Trục từ 70 đến 100 điểm."), Dumbbells("Năm chi bộ chênh nhiều nhất.", 70, "chi bộ", "đảng ủy", []Gap{{"Bản Nà Củng", 96, 84, "12"}, {"Tổ dân phố 7", 95, 86, "9"}}))),
	)

	cells := [][]Cell{{{Text: "Tổ dân phố 1", Href: "/1"}, {Text: "22"}, {Text: "20/22 (90,9%)"}, {Tag: &Tag{"ok", "check", "Đã gửi"}}}, {{Text: "Bản Nà Củng", Href: "/2"}, {Text: "11"}, {Text: "9/11 (81,8%)"}, {Tag: &silent}}}
	practice := page(Page{Title: "Việc cần làm ngay · Chi bộ TẬP DƯỢT", Where: "Chi bộ TẬP DƯỢT", Contents: contents, Help: "/tro-giup", Heading: "Việc cần làm ngay",
		Practice: &Practice{Next: "Việc tiếp: điểm danh", At: "/diem-danh", End: "/ket-thuc"}}, text("Hiện không có việc nào cần làm ngay."))

	table := page(Page{Title: "Bảng tháng", Where: "Đảng bộ phường Sông Xanh", Contents: contents, Back: back, Help: "/tro-giup", Wide: true, Heading: "Số liệu tháng 12/2026", Contrast: "cao"},
		DataTable(Table{Caption: "Dự sinh hoạt tháng 12/2026", Columns: []Column{{Text: "Chi bộ", Href: "?s=ten", Sort: "ascending"}, {Text: "Phải dự", Unit: "đồng chí", Num: true}, {Text: "Có mặt", Num: true}, {Text: "Báo cáo"}}, Rows: cells, Total: []Cell{{Text: "Cả đảng bộ"}, {Text: "33"}, {Text: "29/33 (87,9%)"}, {Text: "1 trong 2"}}, Missing: 1}),
	)

	sheet := page(Page{Title: "Bản in", Back: back, Print: true, Contents: contents}, Paper(docx.Document{Page: docx.A4(), Blocks: []docx.Block{
		docx.Table{Widths: []float64{80, 85}, Rows: []docx.Row{{Cells: []docx.Cell{{Paragraphs: []docx.Paragraph{{Align: docx.Center, Runs: []docx.Run{{Text: "CHI BỘ TỔ DÂN PHỐ 3", Bold: true}}}}},
			{Paragraphs: []docx.Paragraph{{Align: docx.Center, Rule: true, Runs: []docx.Run{{Text: "ĐẢNG CỘNG SẢN VIỆT NAM", Bold: true, Size: 15}}}}}}}}},
		docx.Paragraph{Align: docx.Center, Runs: []docx.Run{{Text: "NGHỊ QUYẾT", Bold: true, Size: 16}}},
		docx.Table{Border: true, Heads: 1, Widths: []float64{20, 145}, Rows: []docx.Row{{Cells: []docx.Cell{{Paragraphs: []docx.Paragraph{{Runs: []docx.Run{{Text: "TT"}}}}}, {Paragraphs: []docx.Paragraph{{Runs: []docx.Run{{Text: "Việc"}}}}}}},
			{Cells: []docx.Cell{{Paragraphs: []docx.Paragraph{{Runs: []docx.Run{{Text: "1"}}}}}, {Paragraphs: []docx.Paragraph{{Runs: []docx.Run{{Text: "Đặt 2 thùng rác đầu ngõ 12"}}}}}}}}},
	}}))

	return map[string]templ.Component{"nha": home, "chuan-bi": prepare, "diem-danh": roll, "bieu-quyet": vote, "mau": form, "nghi-quyet": tasks, "ban-phuong": desk, "bang": table, "in": sheet, "tap-duot": practice}
}

// Story is the list of ways to look at one story.
func Story(name string, rows []Row) templ.Component { return with(Section(name), LinkList(rows)) }

// parts renders components one after another.
func parts(list ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, c := range list {
			if err := c.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

// with puts children into a component that takes them.
func with(c templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, parts(children...)), w)
	})
}

func wrap(before, after string, list ...templ.Component) templ.Component {
	return parts(templ.Raw(before), parts(list...), templ.Raw(after))
}

func text(s string) templ.Component { return wrap("<p>", "</p>", templ.Raw(Keep(s))) }

func column(class string, list ...templ.Component) templ.Component {
	return wrap(`<div class="`+class+`">`, "</div>", list...)
}

func formOf(list ...templ.Component) templ.Component {
	return wrap(`<form id="f" method="post" action="/luu">`, "</form>", list...)
}
