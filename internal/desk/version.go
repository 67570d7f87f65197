package desk

import (
	"strconv"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/store"
)

// fresh is how long an unchanged board is taken for the present one, in milliseconds:
// what is counted elsewhere, or by another program whose clock is behind, is seen then
// at the latest.
const fresh = 5 * 60_000

// Version names the state a board is made of: every write of the committee, every
// month counted anew, every alarm on reading, and the day. Two statements of one row.
func Version(rd *store.Reader) (string, error) {
	written, err := audit.Written(rd)
	if err != nil {
		return "", err
	}
	var counted, alarms int64
	err = rd.Get([]any{&counted, &alarms}, `select coalesce((select max(c.computed_at) from cell_month c where c.tenant = $1), 0), (select count(*) from read_alarm a where a.tenant = $1)`)
	return strings.Join([]string{strconv.FormatInt(written, 36), strconv.FormatInt(counted, 36), strconv.FormatInt(alarms, 36), rd.Today(), strconv.FormatInt(rd.Now()/fresh, 36)}, "."), err
}
