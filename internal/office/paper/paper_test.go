package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"chibo/internal/office/docx"
)

// wellFormed reads every XML part of a package to its end.
func wellFormed(t testing.TB, data []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".png") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		for dec := xml.NewDecoder(r); ; {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
}

func TestEveryPaper(t *testing.T) {
	for name, p := range samples() {
		t.Run(name, func(t *testing.T) {
			a := mustDocx(t, p)
			wellFormed(t, a)
			if !bytes.Equal(a, mustDocx(t, p)) {
				t.Error("two renderings differ")
			}
			paras, err := docx.Text(bytes.NewReader(a))
			if err != nil {
				t.Fatal(err)
			}
			// Plain text has the paragraphs of the .docx in the same order.
			rest := p.Text(DefaultLayout())
			if name == "longest" { // tightened, it tells the agenda by its number
				rest = strings.Replace(rest, sampleAgendaLine, "Nội dung: 6 mục theo chương trình.", 1)
			}
			for _, want := range paras {
				want = strings.TrimSpace(strings.ReplaceAll(want, "\u00a0", " "))
				i := strings.Index(rest, want)
				if i < 0 {
					t.Fatalf("%q is missing or out of order in the plain text", want)
				}
				rest = rest[i+len(want):]
			}
		})
	}
}

const sampleAgendaLine = "Nội dung: kết quả thực hiện nghị quyết tháng 11; phổ biến văn bản mới của đảng ủy phường; tình hình tư tưởng, tâm tư, nguyện vọng của đảng viên; nhiệm vụ tháng 12, bàn kỹ việc thu gom rác ngõ 12; đảng viên, đảng phí; kết luận, chấm điểm."

func TestResolutionForm(t *testing.T) {
	text := sampleResolution().Text(DefaultLayout())
	inOrder(t, text, []string{
		"ĐẢNG BỘ PHƯỜNG SÔNG XANH\n", "CHI BỘ TỔ DÂN PHỐ 3\n", "*\n", "Số 12-NQ/CB\n", "ĐẢNG CỘNG SẢN VIỆT NAM\n", "Sông Xanh, ngày 03 tháng 12 năm 2026\n",
		"NGHỊ QUYẾT\n", "sinh hoạt chi bộ thường kỳ tháng 12/2026\n", "-----\n",
		"Chi bộ họp từ 19:30 đến 21:15 (105 phút) ngày 03/12/2026 tại Nhà văn hóa tổ 3; có mặt 20/22 đồng chí; đồng chí Lường Thị Hiên, bí thư chi bộ, chủ trì; đồng chí Phạm Quốc Huy ghi biên bản. Đã thu đảng phí của 24 đồng chí. Nội dung: kết quả nghị quyết tháng 11; thời sự; nhiệm vụ tháng 12. Chi bộ đã thảo luận, biểu quyết và\n",
		"QUYẾT NGHỊ\n", "I- Nhiệm vụ tháng 12\n", "TT | Việc và kết quả phải đạt | Đồng chí phụ trách | Hạn | Báo cáo ở buổi\n",
		"1 | Đặt 2 thùng rác", "II- Tổ chức thực hiện\n", "17/20 đảng viên chính thức tán thành (85%), có hiệu lực từ ngày thông qua.\n",
		"Nơi nhận:\n", "- Đảng ủy phường (để báo cáo),\n", "- Lưu Chi bộ.\n", "T/M CHI BỘ\n", "BÍ THƯ\n", "Lường Thị Hiên\n",
		"Tài liệu nội bộ", "Mã 0193f1c2-7b1e-7c3a-9d42-0a1b2c3d4e5f · bản 1", "9f3c 61b0 4e7a 2d58 10bb 7c02 ee51 4f9a · đã khóa 21:22 ngày 03/12/2026", "Kiểm tra tại https://chibo.songxanh.example/v"})
	if strings.Contains(text, "./.") || strings.Count(text, "Lưu Chi bộ.") != 1 {
		t.Error("papers end with a plain full stop and one file copy")
	}
}

func TestSixthTaskIsRefused(t *testing.T) {
	r := longestResolution()
	if msg := r.Overlong(DefaultLayout()); msg != nil {
		t.Errorf("the longest allowed texts must fit: %v", msg)
	}
	r.Tasks[2].Deed = strings.Repeat(r.Tasks[2].Deed+" ", 6)
	if msg := r.Overlong(DefaultLayout()); len(msg) != 1 || !strings.Contains(msg[0], "Việc 3") {
		t.Errorf("want task 3 named, got %v", msg)
	}
	r.Tasks = append(r.Tasks, r.Tasks[0])
	if _, err := r.Docx(DefaultLayout()); !errors.Is(err, ErrTooManyTasks) {
		t.Errorf("got %v", err)
	}
}

func TestMinutesForm(t *testing.T) {
	inOrder(t, sampleMinutes().Text(DefaultLayout()), []string{"BIÊN BẢN\n", "Thời gian bắt đầu: 19 giờ 30, ngày 03/12/2026.", "Địa điểm:",
		"24 đồng chí (chính thức 22, dự bị 2).", "Có mặt: 20/22 đồng chí (90,91%).", "- Giàng A Tủa: có lý do (đi làm xa);", "- Lò Văn Hặc: chưa rõ lý do.",
		"Được miễn", "nơi khác", "Khách mời:", "Chủ trì:", "Người ghi biên bản:", "I- Nội dung và diễn biến", "1. Tình hình", "- Đồng chí Trần Đức Lộc: Xe rác",
		"- Đồng chí Lò Thị Mai: (không ghi).", "Kết luận: Ghi nhận", "3. Góp ý", "(không ghi)", "II- Kết luận của chủ trì", "III- Đánh giá", "IV- Phân công nhiệm vụ",
		"V- Biểu quyết", "tán thành 17, không tán thành 1, ý kiến khác 1, không biểu quyết 1 (tán thành 85% trên 20 đảng viên chính thức được tính).",
		"Ý kiến bảo lưu", "VI- Chấm điểm", "VII- Điều cần sửa", "đọc lại trước chi bộ; chi bộ nhất trí.", "kết thúc lúc 21 giờ 15 cùng ngày.",
		"NGƯỜI GHI BIÊN BẢN\n", "Phạm Quốc Huy\n", "CHỦ TRÌ\n", "Lường Thị Hiên"})
}

// Nothing recorded must show as gaps, never as a blank or a zero.
func TestEmptyMinutesShowGaps(t *testing.T) {
	text := Minutes{}.Text(DefaultLayout())
	for _, want := range []string{"Thời gian bắt đầu: (không ghi).", "Tổng số đảng viên của chi bộ: (không ghi).", "Có mặt: (không ghi).", "Vắng mặt: (không ghi).",
		"Chủ trì: (không ghi).", "Biên bản đọc lại trước chi bộ: (không ghi).", "kết thúc lúc (không ghi)."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	if strings.Contains(text, "ngày 03") || strings.Contains(text, "năm") {
		t.Error("minutes have no place-date line")
	}
}

func TestDraftAndDates(t *testing.T) {
	text := samples()["draft"].Text(DefaultLayout())
	inOrder(t, text, []string{"Số", "-NQ/CB", "DỰ THẢO lần 1", "NGHỊ QUYẾT", "DỰ THẢO lần 1 · Nghị quyết tháng 12/2026\n", "Tài liệu nội bộ"})
	l := DefaultLayout()
	for date, want := range map[string]string{"2026-02-05": "X, ngày 05 tháng 02 năm 2026", "2026-03-05": "X, ngày 05 tháng 3 năm 2026", "2026-11-15": "X, ngày 15 tháng 11 năm 2026"} {
		d, err := time.Parse("2006-01-02", date)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.placeDate(Head{Place: "X", Date: d}); got != want {
			t.Errorf("%s: %q, want %q", date, got, want)
		}
	}
	if got := l.number(Head{Number: 5}, "NQ"); got != "Số 05-NQ/CB" {
		t.Errorf("got %q", got)
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		n, base int
		want    string
	}{{17, 20, "85%"}, {2, 3, "66,67%"}, {1, 8, "12,5%"}, {20, 20, "100%"}, {0, 5, "0%"}, {99999, 100000, "99,99%"}, {1, 0, ""}, {5, 11, "45,45%"}} {
		if got := Percent(c.n, c.base); got != c.want {
			t.Errorf("Percent(%d, %d) = %q, want %q", c.n, c.base, got, c.want)
		}
	}
}

func TestRoman(t *testing.T) {
	for n, want := range map[roman]string{1: "I", 4: "IV", 9: "IX", 10: "X", 14: "XIV", 18: "XVIII", 40: "XL", 99: "XCIX"} {
		if got := n.String(); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{"a": "a.", "a./.": "a.", "a;": "a.", "a.": "a.", " ": "", "a?": "a?", "như sau:": "như sau:"} {
		if got := sentence(in); got != want {
			t.Errorf("sentence(%q) = %q, want %q", in, got, want)
		}
	}
	if got := recipientLines([]string{"- Đảng ủy;", "Lưu chi bộ"}, "Lưu Chi bộ."); !slices.Equal(got, []string{"Đảng ủy,", "Lưu Chi bộ."}) {
		t.Errorf("got %q", got)
	}
}

func FuzzPaperText(f *testing.F) {
	f.Add("Chi bộ", "a\x00<b>&\ufffe\n]]>", 3)
	f.Add("\xff\xfe", "\u202e'\"", -1)
	f.Fuzz(func(t *testing.T, a, b string, n int) {
		head := Head{Superior: a, Issuer: b, Symbol: a, Number: n, Place: b}
		mark := Mark{Draft: n%2 == 0, Round: n, Foot: a, Seal: &Seal{QR: "x", Address: a, Document: b, Hash: a, State: b}}
		task := Task{a, b, a, b}
		vote := Vote{Subject: a, For: n, Base: n, BaseSentence: b, Method: a, Outcome: b, Reserved: []string{a, b}}
		for _, p := range []Paper{
			Minutes{Head: head, Mark: mark, Title: a, Place: b, Absent: []Absent{{a, b, a}}, Guests: []Person{{a, b}}, Exempt: []string{a, b},
				Items: []Item{{Label: b, Title: a, Gist: []Gist{{Speaker: a, Text: b}, {Speaker: b, Text: a}}, Conclusion: b}}, Conclusion: a, Tasks: []Task{task}, Votes: []Vote{vote}, Faults: []string{a, b}},
			Resolution{Head: head, Mark: mark, Abstract: b, Place: a, Dues: b, Tasks: []Task{task}, Implement: []string{a, b}, Vote: vote, Recipients: []string{a, b}},
			Report{Head: head, To: a, Sections: []Section{{a, []string{b}, &Grid{Head: []string{a, b}, Rows: [][]string{{a, b, a}, nil}}}}},
		} {
			data, err := p.Docx(DefaultLayout())
			if err != nil {
				t.Fatal(err)
			}
			wellFormed(t, data)
			_ = p.Text(DefaultLayout())
		}
	})
}
