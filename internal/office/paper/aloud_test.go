package paper

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatIsReadAloud(t *testing.T) {
	l := DefaultLayout()
	loc := Task{Deed: "Đặt hai thùng rác", Owner: "Trần Đức Lộc", Due: "20/12/2026", ReportAt: "tháng 01/2027"}
	mai := Task{Deed: "Tuyên truyền, vận động các hộ dân trong tổ phân loại rác tại nguồn", Owner: "Lò Thị Mai", Due: "31/12/2026", ReportAt: "tháng 01/2027"}
	other := Task{Deed: "Sửa đèn; đèn sáng đủ ngõ", Owner: "Cà Thị Mai", Due: "25/12/2026", ReportAt: "tháng 02/2027"}
	for name, c := range map[string]struct {
		reader string
		tasks  []Task
		want   []string
	}{
		"nothing":       {"", nil, []string{"Chi bộ không giao việc mới."}},
		"one":           {"", []Task{loc}, []string{"Đồng chí Lộc: đặt hai thùng rác, xong 20/12.", "Báo cáo ở buổi sinh hoạt tháng 01/2027."}},
		"own first":     {"Lò Thị Mai", []Task{loc, mai}, []string{"Đồng chí Mai: tuyên truyền, vận động các hộ dân…, xong 31/12.", "Đồng chí Lộc: đặt hai thùng rác, xong 20/12.", "Báo cáo ở buổi sinh hoạt tháng 01/2027."}},
		"the same name": {"", []Task{mai, other}, []string{"Đồng chí Lò Thị Mai: tuyên truyền, vận động các…, xong 31/12.", "Đồng chí Cà Thị Mai: sửa đèn, xong 25/12.", "Mỗi việc báo cáo ở buổi đã ghi."}},
		"five are many": {"", []Task{loc, mai, loc, loc, loc}, []string{"Đồng chí Lộc: đặt hai thùng rác, xong 20/12.", "Đồng chí Mai: tuyên truyền, vận động các hộ dân…, xong 31/12.", "Đồng chí Lộc: đặt hai thùng rác, xong 20/12.", "Còn 2 việc nữa ghi trong nghị quyết.", "Báo cáo ở buổi sinh hoạt tháng 01/2027."}},
		"what is a gap": {"", []Task{{}}, []string{"Đồng chí (không ghi): (không ghi), xong (không ghi).", "Báo cáo ở buổi sinh hoạt (không ghi)."}},
	} {
		r := Resolution{Tasks: c.tasks}.Large(l, c.reader)
		r.Head.Issuer = "Chi bộ"
		if got := r.Aloud(l); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	for name, p := range samples() {
		r, ok := p.(LargeResolution)
		if !ok {
			continue
		}
		said := r.Aloud(l)
		if len(said) > mostSentences || len(said) < 2 {
			t.Errorf("%s: %d sentences", name, len(said))
		}
		for _, s := range said {
			if words(s) > mostWords || !strings.HasSuffix(s, ".") {
				t.Errorf("%s: %d words: %s", name, words(s), s)
			}
		}
	}
}
