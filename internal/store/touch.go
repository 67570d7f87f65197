package store

import (
	"slices"

	"chibo/internal/live"
)

// Touch names an organisation whose matters this write changes, "" for the
// rights in the whole committee. It is told once the write is on disk, and not
// at all when it is not: audit.Note calls it for every write, so a room need not.
func (tx *Tx) Touch(org string) {
	topic := live.Topic{Tenant: tx.viewer.Tenant, Org: org}
	if !slices.Contains(*tx.touch, topic) {
		*tx.touch = append(*tx.touch, topic)
	}
}

// Live is where one listens for what changes in this database.
func (db *DB) Live() *live.Hub { return db.live }

// told tells what a write that is on disk has changed, here and elsewhere. It
// waits for nobody.
func (db *DB) told(touch []live.Topic) {
	for _, topic := range touch {
		db.live.Publish(topic)
	}
	if db.relay != nil && len(touch) > 0 {
		db.relay.tell(touch)
	}
}
