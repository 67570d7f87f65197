package desk

import (
	"strconv"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/store"
)

// fresh is how long an unchanged board is taken for the present one, in milliseconds:
// what leaves no entry in the log, such as an alarm on reading, or is counted by another
// program whose clock is behind, is seen then at the latest.
const fresh = 5 * 60_000

// Version names the state a board is made of: every write of the committee, every
// month counted anew, and the day. Two statements of one row.
func Version(rd *store.Reader) (string, error) {
	written, err := audit.Written(rd)
	if err != nil {
		return "", err
	}
	counted, err := rd.Int(`select coalesce(max(c.computed_at), 0) from cell_month c where c.tenant = $1`)
	return strings.Join([]string{strconv.FormatInt(written, 36), strconv.FormatInt(counted, 36), rd.Today(), strconv.FormatInt(rd.Now()/fresh, 36)}, "."), err
}
