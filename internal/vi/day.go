package vi

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Precision tells how much of a date was written.
type Precision int

// The precisions a date can be written with. The zero value is "none".
const (
	None Precision = iota
	Year
	Month
	Full
)

// Errors of ParseDay.
var (
	// ErrNotDay says that the text is no date at all.
	ErrNotDay = errors.New("vi: not a date")
	// ErrImpossible says that no such day exists, as 31/02.
	ErrImpossible = errors.New("vi: impossible date")
	// ErrYear says that the year is before 1900 or after 2200.
	ErrYear = errors.New("vi: year out of range")
)

const dayLayout, monthLayout = "2006-01-02", "2006-01"

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`)
	yearFirst = regexp.MustCompile(`^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$`)
	monthOnly = regexp.MustCompile(`^(\d{1,2})[/.-](\d{4})$`)
	isoMonth  = regexp.MustCompile(`^(\d{4})-(\d{1,2})$`)
	yearOnly  = regexp.MustCompile(`^(\d{4})$`)
)

// ParseDay reads a date as people write it: 3/12/2026, 03-12-2026, 2026-12-03,
// 12/2026 or 2026. The day comes back as "YYYY-MM-DD"; when only the month or
// the year was written it is the first day of it and the precision says so.
func ParseDay(s string) (day string, precision Precision, err error) {
	s = strings.ReplaceAll(Clean(s), " ", "")
	y, m, d := "", "1", "1"
	switch {
	case dayFirst.MatchString(s):
		p := dayFirst.FindStringSubmatch(s)
		d, m, y, precision = p[1], p[2], p[3], Full
	case yearFirst.MatchString(s):
		p := yearFirst.FindStringSubmatch(s)
		y, m, d, precision = p[1], p[2], p[3], Full
	case monthOnly.MatchString(s):
		p := monthOnly.FindStringSubmatch(s)
		m, y, precision = p[1], p[2], Month
	case isoMonth.MatchString(s):
		p := isoMonth.FindStringSubmatch(s)
		y, m, precision = p[1], p[2], Month
	case yearOnly.MatchString(s):
		y, precision = s, Year
	default:
		return "", None, ErrNotDay
	}
	year, month, date := atoi(y), atoi(m), atoi(d)
	if year < 1900 || year > 2200 {
		return "", None, ErrYear
	}
	t := time.Date(year, time.Month(month), date, 0, 0, 0, 0, time.UTC)
	if t.Month() != time.Month(month) || t.Day() != date {
		return "", None, ErrImpossible
	}
	return t.Format(dayLayout), precision, nil
}

// atoi reads digits that a pattern has already checked.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// ValidDay tells whether day is an existing day in the form "YYYY-MM-DD".
func ValidDay(day string) bool {
	_, err := time.Parse(dayLayout, day)
	return err == nil
}

// ShowDay writes "2026-12-03" as "03/12/2026"; what is no day comes back empty.
func ShowDay(day string) string { return ShowDayAt(day, Full) }

// ShowDayAt writes no more of a day than is known: "03/12/2026", "12/2026" or "2026".
func ShowDayAt(day string, precision Precision) string {
	switch precision {
	case Year:
		return format(day, "2006")
	case Month:
		return format(day, "01/2006")
	}
	return format(day, "02/01/2006")
}

func format(day, layout string) string {
	t, err := time.Parse(dayLayout, day)
	if err != nil {
		return ""
	}
	return t.Format(layout)
}

// ShowDayLong writes a day as official papers do: a zero stands before days
// below 10 and before months 1 and 2, against later additions.
func ShowDayLong(day string) string {
	t, err := time.Parse(dayLayout, day)
	if err != nil {
		return ""
	}
	month := strconv.Itoa(int(t.Month()))
	if t.Month() <= time.February {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", t.Day(), month, t.Year())
}

var weekdays = [7]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

// Weekday returns "thứ Hai" to "thứ Bảy" or "Chủ nhật".
func Weekday(day string) string {
	n := DayOfWeek(day)
	if n < 0 {
		return ""
	}
	return weekdays[n]
}

// DayOfWeek returns 0 for a Sunday to 6 for a Saturday, -1 for no day.
func DayOfWeek(day string) int {
	t, err := time.Parse(dayLayout, day)
	if err != nil {
		return -1
	}
	return int(t.Weekday())
}

// LongDay returns "thứ Năm, ngày 03/12/2026", as papers and notices say it.
func LongDay(day string) string { return Weekday(day) + ", ngày " + ShowDay(day) }

// AddDays returns the day n days later (earlier when n is negative); empty for no day.
func AddDays(day string, n int) string {
	t, err := time.Parse(dayLayout, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, n).Format(dayLayout)
}

// DaysBetween counts the days from one day to another, negative when to is
// earlier. It is 0 when either is no day.
func DaysBetween(from, to string) int {
	a, err := time.Parse(dayLayout, from)
	b, err2 := time.Parse(dayLayout, to)
	if err != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a) / (24 * time.Hour))
}

// MonthOf returns the month "YYYY-MM" of a day.
func MonthOf(day string) string { return format(day, monthLayout) }

// NextMonth returns the month after "YYYY-MM".
func NextMonth(month string) string { return moveMonth(month, 1) }

// PrevMonth returns the month before "YYYY-MM".
func PrevMonth(month string) string { return moveMonth(month, -1) }

func moveMonth(month string, by int) string {
	t, err := time.Parse(monthLayout, month)
	if err != nil {
		return ""
	}
	return t.AddDate(0, by, 0).Format(monthLayout)
}

// ShowMonth writes "2026-12" as "tháng 12/2026".
func ShowMonth(month string) string {
	t, err := time.Parse(monthLayout, month)
	if err != nil {
		return ""
	}
	return t.Format("tháng 1/2006")
}

// AddWorkingDays returns the n-th working day after from (before it when n is
// negative): Saturdays, Sundays and the given holidays do not count.
func AddWorkingDays(from string, n int, holidays map[string]bool) string {
	t, err := time.Parse(dayLayout, from)
	if err != nil {
		return ""
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		t = t.AddDate(0, 0, step)
		// A calendar made wholly of holidays must not hang the caller.
		if t.Year() < 1800 || t.Year() > 2400 {
			return ""
		}
		if wd := t.Weekday(); wd != time.Saturday && wd != time.Sunday && !holidays[t.Format(dayLayout)] {
			n--
		}
	}
	return t.Format(dayLayout)
}
