package campaign

import (
	"fmt"

	"chibo/internal/office/paper"
	"chibo/internal/vi"
)

// block is a table or list of a review; where it is empty it says so.
func (v review) block(name string) []paper.Section {
	none := func(text string) []paper.Section { return []paper.Section{{Paragraphs: []string{text}}} }
	if len(v.all) == 0 {
		return none("Chưa có số liệu: không có chuyên đề nào đã gửi trong " + v.says())
	}
	switch name {
	case "bang_chuyen_de":
		return []paper.Section{{Table: v.campaigns()}}
	case "bang_cac_buoc":
		return []paper.Section{{Table: v.steps()}}
	case "bang_tra_loi":
		return v.answers()
	case "cach_lam_hay":
		return v.good()
	case "nguyen_nhan_tung_chuyen_de":
		return v.causes()
	}
	return v.remedies()
}

// campaigns are a row each, the earliest first.
func (v review) campaigns() *paper.Grid {
	g := &paper.Grid{Head: []string{"TT", "Chuyên đề", "Thời gian", "Chi bộ", "Đã sinh hoạt", "Đã gửi", "Có việc"}, Shares: []float64{0.5, 3, 1.4, 0.9, 1.1, 0.9, 0.9}}
	for i, x := range v.all {
		topic := x.c.Topic
		if x.c.State != Closed {
			topic += " (chưa tổng kết)"
		}
		g.Rows = append(g.Rows, []string{fmt.Sprint(i + 1), topic, periodSays(x.c.Period), fmt.Sprint(x.n.Cells), fmt.Sprint(x.n.Held), fmt.Sprint(x.n.Sent), fmt.Sprint(x.n.Tasked)})
	}
	return g
}

func (v review) steps() *paper.Grid {
	of := v.sum(func(n Counts) int { return n.Cells })
	return &paper.Grid{Head: []string{"Bước", "Số chi bộ", "Trên tổng số"}, Shares: []float64{3, 1, 1}, Rows: [][]string{
		line("Có lịch sinh hoạt chuyên đề", v.sum(func(n Counts) int { return n.Planned }), of), line("Đã sinh hoạt", v.sum(func(n Counts) int { return n.Held }), of),
		line("Đã gửi kết quả", v.sum(func(n Counts) int { return n.Sent }), of), line("Đã có việc giao", v.sum(func(n Counts) int { return n.Tasked }), of)}}
}

func (v review) answers() (out []paper.Section) {
	for _, x := range v.all {
		for i, q := range x.c.Asked {
			out = append(out, sideBySide(x.c, x.rows, i, q))
		}
	}
	return out
}

func (v review) good() []paper.Section {
	var lines []string
	for _, x := range v.all {
		for _, r := range x.rows {
			if r.Shares && r.SentOn != "" {
				lines = append(lines, r.Name+": "+r.Practice)
			}
		}
	}
	if len(lines) == 0 {
		lines = []string{"Chưa có chi bộ nào đồng ý chia sẻ"}
	}
	return []paper.Section{{Paragraphs: lines}}
}

func (v review) causes() []paper.Section {
	var lines []string
	for _, x := range v.all {
		if x.c.Causes == "" {
			lines = append(lines, x.c.Topic+": "+blank+" (chưa tổng kết nên chưa có nguyên nhân)")
			continue
		}
		lines = append(lines, x.c.Topic+": "+x.c.Causes)
	}
	return []paper.Section{{Paragraphs: lines}}
}

func (v review) remedies() []paper.Section {
	g := &paper.Grid{Head: []string{"TT", "Việc của đảng ủy", "Chịu trách nhiệm", "Hạn"}, Shares: []float64{0.4, 3, 1.6, 1}}
	for _, x := range v.all {
		for _, r := range x.todo {
			g.Rows = append(g.Rows, []string{fmt.Sprint(len(g.Rows) + 1), r.Text, r.OwnerName, vi.ShowDay(r.Due)})
		}
	}
	if len(g.Rows) == 0 {
		return []paper.Section{{Paragraphs: []string{"Chưa có việc khắc phục: chuyên đề chưa tổng kết"}}}
	}
	return []paper.Section{{Table: g}}
}

// periodSays is the time of a campaign in the words of an official paper.
func periodSays(p string) string {
	switch {
	case len(p) == 4:
		return "năm " + p
	case p[5] == 'Q':
		return "quý " + []string{"I", "II", "III", "IV"}[p[6]-'1'] + "/" + p[:4]
	}
	return vi.ShowMonth(p)
}
