package document

import (
	"context"
	"encoding/json"

	"chibo/internal/blob"
	"chibo/internal/job"
	"chibo/internal/store"
)

// SweepJob is the night's work of taking away files that no row names any more:
// of an upload that broke off, or of an attachment taken away.
const SweepJob = "document.sweep"

// Sweep does it. Each attachment asks for the coming night; a sweep asks for
// the next one, because a file may still be too young.
func Sweep(files blob.Store) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, _ json.RawMessage) error {
		wanted := map[string]bool{}
		var now int64
		if err := db.Read(ctx, v, func(rd *store.Reader) error {
			sums, err := rd.Strings(`select distinct sum from attachment where tenant = $1 and gone_at is null`)
			for _, s := range sums {
				wanted[s] = true
			}
			now = rd.Now()
			return err
		}); err != nil {
			return err
		}
		if _, err := files.Sweep(v.Tenant, wanted, store.Clock(now)); err != nil {
			return err
		}
		return db.Write(ctx, v, func(tx *store.Tx) error { return job.Enqueue(tx, SweepJob, nil, "sweep", nightAfter(tx.Now())) })
	}
}
