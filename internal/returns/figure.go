package returns

import (
	"strings"

	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Figure is a number a form may ask for by name. Month and Span say for which periods
// it exists; its words stand in the catalogue under returns.figure.NAME.
type Figure struct {
	Name        string
	Month, Span bool
	month       func(report.Totals) *int
	span        func(report.Synthesis) *int
}

func some(n int) *int { return &n }

// counted is a figure of meetings that took place: before the first nobody knows it.
func counted(of func(report.Totals) int) func(report.Totals) *int {
	return func(t report.Totals) *int {
		if t.Met == 0 || t.Expected == 0 {
			return nil
		}
		return some(of(t))
	}
}

func always(of func(report.Totals) int) func(report.Totals) *int {
	return func(t report.Totals) *int { return some(of(t)) }
}

// figures are all of them, in the order of the list people read. They count cells and
// what cells did; none names anybody or splits a cell.
var figures = []Figure{
	{Name: "ten_dang_uy", Month: true, Span: true},
	{Name: "ky_bao_cao", Month: true, Span: true},
	{Name: "ngay_so_lieu", Month: true, Span: true},
	{Name: "chi_bo", month: always(func(t report.Totals) int { return t.Cells }), span: func(s report.Synthesis) *int { return some(s.Cells) }},
	{Name: "dang_vien", month: always(func(t report.Totals) int { return t.Members }), span: func(s report.Synthesis) *int { return some(s.Total.Members) }},
	{Name: "chi_bo_da_sinh_hoat", month: always(func(t report.Totals) int { return t.Met })},
	{Name: "chi_bo_dung_han", month: always(func(t report.Totals) int { return t.OnTime })},
	{Name: "chi_bo_muon", month: always(func(t report.Totals) int { return t.Met - t.OnTime })},
	{Name: "chi_bo_chua_bao", month: always(func(t report.Totals) int { return t.Silent })},
	{Name: "chi_bo_xong_bien_ban", month: always(func(t report.Totals) int { return t.Sealed })},
	{Name: "phai_du", month: counted(func(t report.Totals) int { return t.Expected }), span: func(s report.Synthesis) *int { return known(s.Total.Expected) }},
	{Name: "co_mat", month: counted(func(t report.Totals) int { return t.Present }), span: func(s report.Synthesis) *int {
		if s.Total.Expected == 0 {
			return nil
		}
		return some(s.Total.Present)
	}},
	{Name: "ty_le_du", Month: true, Span: true},
	{Name: "viec_giao", month: counted(func(t report.Totals) int { return t.TasksGiven })},
	{Name: "viec_xong", month: counted(func(t report.Totals) int { return t.TasksDone })},
	{Name: "viec_qua_han", month: always(func(t report.Totals) int { return t.TasksOverdue })},
	{Name: "loai_tot", Month: true},
	{Name: "loai_kha", Month: true},
	{Name: "loai_trung_binh", Month: true},
	{Name: "loai_kem", Month: true},
	{Name: "luot_sinh_hoat", span: func(s report.Synthesis) *int { return known(s.Total.Held) }},
	{Name: "so_y_kien", span: func(s report.Synthesis) *int { return s.Total.Opinions }},
	{Name: "hoc_chuyen_de", span: func(s report.Synthesis) *int { return s.Total.Thematic }},
	{Name: "ke_hoach_chuyen_de", span: func(s report.Synthesis) *int { return s.Total.Topics }},
	{Name: "ket_nap", span: func(s report.Synthesis) *int { return s.Total.Admitted }},
	{Name: "dan_van_kheo"}, {Name: "doc_sach_ke_chuyen"}, {Name: "kiem_tra_giam_sat"}, // asked for by forms, kept nowhere: always blank
}

func known(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// Figures lists what a form may ask for.
func Figures() []Figure {
	out := make([]Figure, len(figures))
	for i, f := range figures {
		f.Month, f.Span = f.Month || f.month != nil, f.Span || f.span != nil
		out[i] = f
	}
	return out
}

// Known tells whether there is a figure of that name.
func Known(name string) bool {
	for _, f := range figures {
		if f.Name == name {
			return true
		}
	}
	return false
}

// Values are the figures of a committee for one period.
type Values struct {
	Period  Period
	At      int64
	Missing int // cells whose papers are not in, of a month
	of      map[string]any
}

// Of is a figure by name: an int, a float64 (a per cent) or a text; nil where nobody
// knows it.
func (v Values) Of(name string) any { return v.of[name] }

func (v Values) put(name string, n *int) {
	if n != nil {
		v.of[name] = *n
	}
}

// read counts all figures of a period as known now.
func read(rd *store.Reader, book *rule.Book, top org.Org, p Period) (Values, error) {
	v := Values{Period: p, of: map[string]any{"ten_dang_uy": top.Name, "ky_bao_cao": p.Says()}}
	expected, present := 0, 0
	if p.Month {
		m, err := report.Ward(rd, book, top.ID, p.From)
		if err != nil {
			return v, err
		}
		v.At, v.Missing, expected, present = m.At, m.Totals.Waiting, m.Totals.Expected, m.Totals.Present
		for _, f := range figures {
			if f.month != nil {
				v.put(f.Name, f.month(m.Totals))
			}
		}
		if err := v.words(rd, book, top.ID, p.From); err != nil {
			return v, err
		}
	} else {
		s, err := report.SynthesisAt(rd, book, top.ID, p.From, p.Until, rd.Today())
		if err != nil {
			return v, err
		}
		v.At, expected, present = s.At, s.Total.Expected, s.Total.Present
		for _, f := range figures {
			if f.span != nil {
				v.put(f.Name, f.span(s))
			}
		}
	}
	if expected > 0 {
		v.of["ty_le_du"] = float64((2000*present+expected)/(2*expected)) / 10 // rounded half up, as on every page
	}
	v.of["ngay_so_lieu"] = vi.ShowDay(store.Day(v.At))
	return v, nil
}

// words counts the scores the committee confirmed by their word; while there is none
// nobody knows.
func (v Values) words(rd *store.Reader, book *rule.Book, top, month string) error {
	all, err := quality.Queue(rd, book, top, month)
	n, done := map[string]int{}, 0
	for _, w := range all {
		if w.Done() {
			done++
			n[strings.ReplaceAll(vi.Fold(w.Word), " ", "_")]++
		}
	}
	if done > 0 {
		for _, word := range []string{"tot", "kha", "trung_binh", "kem"} {
			v.of["loai_"+word] = n[word]
		}
	}
	return err
}
