package vi

import (
	"errors"
	"testing"
)

func TestParseDay(t *testing.T) {
	for in, want := range map[string]struct {
		day       string
		precision Precision
		err       error
	}{
		"03/12/2026": {"2026-12-03", Full, nil}, "3/12/2026": {"2026-12-03", Full, nil}, " 3 / 12 / 2026 ": {"2026-12-03", Full, nil},
		"03-12-2026": {"2026-12-03", Full, nil}, "3.2.1930": {"1930-02-03", Full, nil}, "2026-12-03": {"2026-12-03", Full, nil},
		"07/1985": {"1985-07-01", Month, nil}, "1985-7": {"1985-07-01", Month, nil}, "1985": {"1985-01-01", Year, nil},
		"29/02/2024": {"2024-02-29", Full, nil}, "01/01/1900": {"1900-01-01", Full, nil},
		"31/02/1985": {"", None, ErrImpossible}, "29/02/2023": {"", None, ErrImpossible}, "00/01/2020": {"", None, ErrImpossible},
		"13/2020": {"", None, ErrImpossible}, "01/13/2020": {"", None, ErrImpossible},
		"01/01/1899": {"", None, ErrYear}, "2201": {"", None, ErrYear},
		"": {"", None, ErrNotDay}, "1/1/85": {"", None, ErrNotDay}, "hôm qua": {"", None, ErrNotDay}, "12345": {"", None, ErrNotDay},
	} {
		day, precision, err := ParseDay(in)
		if day != want.day || precision != want.precision || !errors.Is(err, want.err) {
			t.Errorf("ParseDay(%q) = %q %v %v, want %v", in, day, precision, err, want)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"03/12/2026", "31/02/2000", "1985", "7-1985", "2026-12-03", "٣/١٢/٢٠٢٦"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		day, precision, err := ParseDay(s)
		if (err == nil) != ValidDay(day) {
			t.Fatalf("ParseDay(%q) = %q %v", s, day, err)
		}
		if err != nil {
			return
		}
		again, p, err := ParseDay(ShowDayAt(day, precision))
		if err != nil || again != day || p != precision {
			t.Errorf("%q shows as %q, which reads as %q %v", s, ShowDayAt(day, precision), again, err)
		}
	})
}

func TestShow(t *testing.T) {
	for _, c := range [][2]string{
		{ShowDay("2026-12-03"), "03/12/2026"}, {ShowDay("x"), ""},
		{ShowDayAt("1985-07-01", Month), "07/1985"}, {ShowDayAt("1985-01-01", Year), "1985"},
		{ShowDayLong("2026-02-05"), "ngày 05 tháng 02 năm 2026"}, {ShowDayLong("2026-12-03"), "ngày 03 tháng 12 năm 2026"},
		{ShowDayLong("2026-03-15"), "ngày 15 tháng 3 năm 2026"}, {ShowDayLong(""), ""},
		{Weekday("2026-12-03"), "thứ Năm"}, {Weekday("2026-12-06"), "Chủ nhật"}, {Weekday("2026-13-06"), ""}, {LongDay("2026-12-03"), "thứ Năm, ngày 03/12/2026"},
		{AddDays("2026-12-31", 1), "2027-01-01"}, {AddDays("2024-03-01", -1), "2024-02-29"},
		{MonthOf("2026-12-03"), "2026-12"}, {NextMonth("2026-12"), "2027-01"}, {PrevMonth("2026-01"), "2025-12"},
		{ShowMonth("2026-12"), "tháng 12/2026"}, {ShowMonth("2026-03"), "tháng 3/2026"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
	if DaysBetween("2026-01-01", "2027-01-01") != 365 || DaysBetween("2026-01-02", "2026-01-01") != -1 || DaysBetween("", "2026-01-01") != 0 {
		t.Error("DaysBetween is wrong")
	}
}

func TestAddWorkingDays(t *testing.T) {
	holidays := map[string]bool{"2026-09-01": true, "2026-09-02": true}
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-08-28", 1, "2026-08-31"}, {"2026-08-28", 2, "2026-09-03"}, {"2026-08-29", 1, "2026-08-31"},
		{"2026-09-03", -1, "2026-08-31"}, {"2026-08-29", 0, "2026-08-29"}, {"x", 1, ""},
	} {
		if got := AddWorkingDays(c.from, c.n, holidays); got != c.want {
			t.Errorf("AddWorkingDays(%s, %d) = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}
