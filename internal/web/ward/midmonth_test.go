package ward_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/webtest"
)

// TestAMonthInWhichCellsMergeMoveAndAreFounded goes through the sheets of a month in
// whose middle a cell that had met was merged, one moved away and one was founded: what
// was done stays where it was done, once; nothing is asked of whom nothing is owed.
func TestAMonthInWhichCellsMergeMoveAndAreFounded(t *testing.T) {
	s := webtest.New(t)
	officer := s.Cast.Officer
	met := s.Cast.Scored(t, s.DB, 3)
	merged, into, moved := met[0], met[1], met[2]
	get := func(id string) (o org.Org) {
		t.Helper()
		s.DB.Read(t, store.System, func(rd *store.Reader) (err error) { o, err = org.Get(rd, id); return })
		return o
	}
	change := func(id, what string, form ...string) {
		t.Helper()
		s.Must(officer, link.Change(s.Ward, id, what), append([]string{"version", strconv.FormatInt(get(id).Version, 10), "decision", "QĐ 7"}, form...)...)
	}
	found := func(name, kind, day string) org.Org {
		t.Helper()
		to := s.Must(officer, link.NewOrg(s.Ward), "name", name, "kind", kind, "parent", s.Cast.Ward, "day", day, "decision", "QĐ 6")
		return get(to[strings.LastIndex(to, "/")+1:])
	}
	section := found("Đảng bộ bộ phận Nà Củng", "section", "01/11/2026")
	s.DB.Clock.Set(time.Date(2026, 12, 4, 8, 0, 0, 0, store.Vietnam))
	change(moved.Org, "chuyen", "parent", section.ID, "day", "04/12/2026")
	change(merged.Org, "sap-nhap", "into", into.Org, "day", "10/12/2026")
	s.DB.Clock.Set(time.Date(2026, 12, 12, 8, 0, 0, 0, store.Vietnam))
	change(moved.Org, "chuyen", "parent", s.Cast.Ward, "day", "12/12/2026")
	found("Chi bộ Bản Mới", "residential", "12/12/2026")
	s.DB.Clock.Set(time.Date(2026, 12, 20, 8, 0, 0, 0, store.Vietnam))

	month, grading := link.Month(s.Ward, "2026-12"), link.GradingSheet(s.Ward, "2026-12")
	for path, rows := range map[string]map[string]int{
		// the merged cell with its meeting and its end; the moved one stands where it stands; the young one owes nothing
		month:   {"Bản 1 · thôi từ 10/12/2026": 1, "Bản 2": 1, "Bản 3": 1, "Bản Mới Mới lập": 1, "thôi từ": 1, "Cộng 6 chi bộ": 1},
		grading: {"Chi bộ Bản 1": 1, "Chi bộ Bản 2": 1, "Chi bộ Bản 3": 1, "Chi bộ Bản Mới": 1},
		// the section had the moved cell for eight days, in which it met there or before
		link.Month(section.Slug, "2026-12"):                   {"Bản 3 · thôi từ 12/12/2026": 1, "Bản 1": 0},
		link.Synthesis(s.Ward, "2026-nam"):                    {"Thôi thuộc đảng ủy từ ngày 10/12/2026": 1, "Thành lập ngày 12/12/2026": 1, "Chi bộ Bản 3": 1},
		link.Synthesis(section.Slug, "2026-nam"):              {"Thôi thuộc đảng ủy từ ngày 12/12/2026": 1},
		link.CellSeen(s.Ward, merged.Slug) + "?thang=2026-12": {"Thôi sinh hoạt từ 10/12/2026": 1},
	} {
		body := webtest.Text(s.See(officer, path))
		for text, n := range rows {
			if got := strings.Count(body, text); got != n {
				t.Errorf("%s says %q %d times, want %d: %s", path, text, got, n, body)
			}
		}
	}
	desk := webtest.Text(s.See(officer, link.Committee(s.Ward)))
	for _, cell := range []string{"Bản Mới Chưa báo", "Bản 1 Chưa có bí thư", "Bản 1 Chưa báo"} {
		if strings.Contains(desk, cell) {
			t.Errorf("the desk asks for %q: %s", cell, desk)
		}
	}
	if calls := webtest.Text(s.See(officer, link.Cells(s.Ward)+"?thang=2026-12")); strings.Contains(calls, "Bản Mới") || strings.Contains(calls, "Bản 1") {
		t.Errorf("whom to phone: %s", calls)
	}
	if before := webtest.Text(s.See(officer, link.Month(s.Ward, "2026-11"))); strings.Contains(before, "Bản Mới") {
		t.Error("a month before the cell existed has it")
	}
	for path, want := range map[string]string{link.MonthSheet(s.Ward, "2026-12"): "Biên bản đã xác nhận · thôi từ 10/12/2026", link.GradingSheetFile(s.Ward, "2026-12"): "03/12/2026"} {
		_, body := s.Get(officer, path)
		book, err := excelize.OpenReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := book.GetRows(book.GetSheetName(0))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, row := range rows {
			if len(row) > 3 && row[1] == "Chi bộ Bản 1" {
				if n++; row[2] != want && row[3] != want {
					t.Errorf("%s says of the merged cell %q", path, row)
				}
			}
		}
		if n != 1 {
			t.Errorf("%s has the merged cell %d times", path, n)
		}
	}
}
