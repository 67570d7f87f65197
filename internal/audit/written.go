package audit

import "chibo/internal/store"

// Written is how many entries the committee's log has, those not numbered yet too: it
// grows with every write, so that equal counts mean that nothing was written between.
func Written(rd *store.Reader) (int64, error) {
	return rd.Int(`select coalesce((select h.size from log_head h where h.tenant = $1), 0) + (select count(*) from audit_leaf l where l.tenant = $1 and l.seq is null)`)
}
