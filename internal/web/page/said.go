package page

import (
	"strings"

	"chibo/internal/store"
	"chibo/internal/vi"
)

// Month is "tháng 12/2026" of "2026-12" in the person's language, for use inside a sentence.
func (r *Request) Month(month string) string {
	return r.T("page.month", "month", strings.TrimPrefix(vi.ShowMonth(month), "tháng "))
}

// No is the symbol of a paper in the person's language, for use inside a sentence: "số 05-NQ/CB".
func (r *Request) No(symbol string) string {
	return r.T("page.number", "number", strings.TrimPrefix(strings.TrimPrefix(symbol, "Số "), "số "))
}

// Numbered is the symbol of a paper by itself: "Số 05-NQ/CB".
func (r *Request) Numbered(symbol string) string {
	return r.T("page.number.first", "number", strings.TrimPrefix(symbol, "Số "))
}

// Moment is a moment by clock and day: "08:00 ngày 05/12/2026".
func (r *Request) Moment(ms int64) string {
	return r.T("page.moment", "time", store.Clock(ms).Format("15:04"), "day", store.Clock(ms).Format("02/01/2006"))
}
