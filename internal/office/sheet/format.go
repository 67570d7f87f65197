package sheet

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

const general = "General"

// builtIn are the number formats that files name by number alone. Day and month
// are in the order used here, whatever the language of the writing program.
var builtIn = map[int]string{
	0: general, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "dd/mm/yyyy", 15: "dd/mm/yyyy", 16: "dd/mm/yyyy", 17: "mm/yyyy", 18: "hh:mm", 19: "hh:mm", 20: "hh:mm", 21: "hh:mm",
	22: "dd/mm/yyyy hh:mm", 45: "hh:mm", 46: "hh:mm", 47: "hh:mm", 49: "@",
}

func formatCode(id int, custom map[int]string) string {
	if code, ok := custom[id]; ok {
		return code
	}
	if code, ok := builtIn[id]; ok {
		return code
	}
	// These numbers are dates in every East Asian edition.
	if id >= 27 && id <= 36 || id >= 50 && id <= 58 {
		return "dd/mm/yyyy"
	}
	return general
}

var (
	notCode   = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)
	onlyZeros = regexp.MustCompile(`^0{2,}$`)
)

// showNumber gives the text of a stored number: a date under a date format, the
// leading zeros of a format such as 000000000000, else all its digits.
func showNumber(raw, code string, mac bool) string {
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw
	}
	first, _, _ := strings.Cut(code, ";")
	first = strings.ToLower(notCode.ReplaceAllString(first, ""))
	if first != strings.ToLower(general) {
		if layout := dateLayout(first); layout != "" && value >= 0 && value < 2958466 {
			if t, err := excelize.ExcelDateToTime(value, mac); err == nil {
				return t.Round(time.Second).Format(layout)
			}
		}
	}
	plain := raw
	if strings.Trim(raw, "0123456789") != "" {
		plain = strconv.FormatFloat(value, 'f', -1, 64)
	}
	if onlyZeros.MatchString(first) && len(plain) < len(first) && strings.Trim(plain, "0123456789") == "" {
		plain = strings.Repeat("0", len(first)-len(plain)) + plain
	}
	return plain
}

// dateLayout returns how to write a date of this format, empty for no date. A
// format that hides the day hides it here too: nobody wrote that day.
func dateLayout(code string) string {
	year, day := strings.Contains(code, "y"), strings.Contains(code, "d")
	clock := strings.Contains(code, "h")
	layout := ""
	switch {
	case strings.ContainsAny(code, "#?@%") || strings.Contains(code, "e+"):
		return ""
	case day:
		layout = "02/01/2006"
	case year && strings.Contains(code, "m"):
		layout = "01/2006"
	case year:
		layout = "2006"
	}
	if clock {
		layout = strings.TrimSpace(layout + " 15:04")
	}
	return layout
}

// isoDate turns the date of a cell stored as a date (2026-12-03T00:00:00) round.
func isoDate(s string) string {
	t, err := time.Parse("2006-01-02", s[:min(10, len(s))])
	if err != nil {
		return s
	}
	return t.Format("02/01/2006")
}
