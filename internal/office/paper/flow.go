package paper

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/office/docx"
)

// roman numbers the main sections: "I- …", the level mark of Party papers.
type roman int

func (n *roman) heading(s *sheet, text string) {
	*n++
	s.heading(n.String() + "- " + text)
}

// String writes the number in Roman numerals.
func (n *roman) String() string {
	rest, out := int(*n), ""
	for _, d := range []struct {
		value int
		word  string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; rest >= d.value; rest -= d.value {
			out += d.word
		}
	}
	return out
}

func all(list []string) []string {
	var out []string
	for _, x := range list {
		if x = bare(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

// paras prints each line of a text as a paragraph, or the gap words.
func (s *sheet) paras(text string) {
	list := lines(text)
	if len(list) == 0 {
		s.text(s.l.Words.Gap + ".")
	}
	for _, p := range list {
		s.text(sentence(p))
	}
}

// dashes prints the lowest level of enumeration.
func (s *sheet) dashes(list []string) {
	for _, x := range list {
		if x = one(x); x != "" {
			s.text("- " + sentence(x))
		}
	}
}

// items prints the proceedings: each speaker by name, then the conclusion.
func (s *sheet) items(list []Item) {
	if len(list) == 0 {
		s.text(s.l.Words.Gap + ".")
	}
	top := 0
	for _, it := range list {
		if n, err := strconv.Atoi(it.Label); err == nil {
			top = n
		} else if it.Label == "" {
			top++
			it.Label = strconv.Itoa(top)
		}
		s.subheading(it.Label + ". " + s.l.or(it.Title))
		if it.Bare() {
			continue
		}
		if len(it.Gist) == 0 {
			s.text("Ý kiến phát biểu: " + s.l.Words.Gap + ".")
		}
		for _, g := range it.Gist {
			s.gist(g)
		}
		concl := lines(it.Conclusion)
		if len(concl) == 0 {
			concl = []string{s.l.Words.Gap}
		}
		s.para(docx.Run{Text: "Kết luận: ", Italic: true, Bold: true}, docx.Run{Text: sentence(concl[0])})
		for _, c := range concl[1:] {
			s.text(sentence(c))
		}
	}
}

func (s *sheet) gist(g Gist) {
	said := lines(g.Text)
	if len(said) == 0 {
		said = []string{s.l.Words.Gap}
	}
	speaker := one(g.Speaker)
	if speaker == "" { // what the chair or the papers presented
		s.text(sentence(said[0]))
	} else {
		s.text("- Đồng chí " + one(speaker+" "+g.Sense) + ": " + sentence(said[0]))
	}
	for _, more := range said[1:] {
		s.text(sentence(more))
	}
}

// headOwner must break between words that belong apart: the blanks inside each
// half do not break.
const headOwner = "Đồng\u00a0chí phụ\u00a0trách"

// tasks is the table of assignments.
func (s *sheet) tasks(list []Task) {
	rows := make([][]string, 0, len(list))
	for i, t := range list {
		rows = append(rows, []string{fmt.Sprint(i + 1), s.l.or(t.Deed), s.l.or(t.Owner), s.l.or(t.Due), s.l.or(t.ReportAt)})
	}
	s.table([]column{{"TT", 10, true}, {"Việc và kết quả phải đạt", 0, false}, {headOwner, 35, false},
		{"Hạn", 25, true}, {s.l.Words.ReportAt, 31, true}}, rows, 0)
}

// reviews is the table task, state at the start, result. Papers sealed before
// the state was kept have one column less.
func (s *sheet) reviews(list []Review) {
	cols := []column{{"TT", 10, true}, {"Nhiệm vụ", 0, false}, {headOwner, 30, false}, {"Hạn", 25, true}, {s.l.Words.AtStart, 31, false}, {"Kết quả", 31, false}}
	rows := make([][]string, 0, len(list))
	kept := false
	for i, r := range list {
		kept = kept || r.State != ""
		rows = append(rows, []string{fmt.Sprint(i + 1), s.l.or(r.Deed), s.l.or(r.Owner), s.l.or(r.Due), s.l.or(r.State), s.l.or(r.Result)})
	}
	if !kept {
		cols = slices.Delete(cols, 4, 5)
		for i := range rows {
			rows[i] = slices.Delete(rows[i], 4, 5)
		}
	}
	s.table(cols, rows, 0)
}

// votes prints every vote in full sentences: the base and how it was reached
// stand beside the share, because a share without its base proves nothing.
func (s *sheet) votes(list []Vote) {
	if len(list) == 0 {
		s.text("Không có nội dung biểu quyết.")
	}
	for i, v := range list {
		s.para(docx.Run{Text: fmt.Sprintf("%d. %s: ", i+1, s.l.or(bare(v.Subject))), Bold: true}, docx.Run{Text: v.counts(s.l)})
		for _, r := range all(v.Reserved) {
			s.text("- Ý kiến bảo lưu: " + sentence(r))
		}
	}
}

func (v Vote) counts(l Layout) string {
	base := l.Words.Gap
	if v.Base > 0 {
		base = fmt.Sprintf("tán thành %s trên %d %s được tính", Percent(v.For, v.Base), v.Base, l.Words.Voters)
	}
	parts := []string{fmt.Sprintf("tán thành %d, không tán thành %d, ý kiến khác %d, không biểu quyết %d (%s).",
		v.For, v.Against, v.Other, v.Silent, base)}
	if b := upperFirst(sentence(v.BaseSentence)); b != "" {
		parts = append(parts, b)
	}
	if m := bare(v.Method); m != "" {
		parts = append(parts, "Hình thức: "+m+".")
	}
	if o := bare(v.Outcome); o != "" {
		parts = append(parts, "Kết quả: "+o+".")
	}
	return strings.Join(parts, " ")
}

// render and plain end every paper. A foot that cannot be drawn (a QR too
// long) is an error for the file and only loses the foot in plain text.
func render(d docx.Document, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	return d.Bytes()
}

func plain(d docx.Document, _ error) string { return d.PlainText() }
