package audit

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"chibo/internal/store"
)

// tree checks the stored hashes one after the other with a stack as high as the
// tree, whatever the size of the log.
type tree struct {
	found  func(Finding)
	stored map[int64]tlog.Hash
	stack  []peak // perfect subtrees of falling size
	last   int64  // the latest time so far
}

type peak struct {
	level int
	hash  tlog.Hash
}

// load reads the stored hashes of the leaves from..until-1.
func (t *tree) load(rd *store.Reader, from, until int64) error {
	type row struct {
		n    int64
		hash []byte
	}
	rows, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.n, &r.hash); return },
		`select n, hash from log_hash where tenant = $1 and n >= $2 and n < $3`, tlog.StoredHashCount(from), tlog.StoredHashCount(until))
	t.stored = make(map[int64]tlog.Hash, len(rows))
	for _, r := range rows {
		var h tlog.Hash
		if copy(h[:], r.hash) == tlog.HashSize && len(r.hash) == tlog.HashSize {
			t.stored[r.n] = h
		}
	}
	return err
}

// add checks the hashes that came with a leaf; data is nil where the leaf is gone.
func (t *tree) add(seq int64, data []byte) {
	n := tlog.StoredHashIndex(0, seq)
	h, ok := t.stored[n]
	if !ok {
		t.found(Finding{Code: "tree_missing", Object: fmt.Sprint(n), Args: []any{"seq", seq}})
		h = tlog.RecordHash(data)
	} else if data != nil && h != tlog.RecordHash(data) {
		t.found(Finding{Code: "leaf_altered", Object: fmt.Sprint(seq), Args: []any{"seq", seq}})
	}
	now := peak{0, h}
	for len(t.stack) > 0 && t.stack[len(t.stack)-1].level == now.level {
		left := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		up := tlog.NodeHash(left.hash, now.hash)
		n = tlog.StoredHashIndex(now.level+1, seq>>(now.level+1))
		if stored, ok := t.stored[n]; !ok {
			t.found(Finding{Code: "tree_missing", Object: fmt.Sprint(n), Args: []any{"seq", seq}})
		} else if stored != up {
			t.found(Finding{Code: "tree_altered", Object: fmt.Sprint(n), Args: []any{"seq", seq}})
			up = stored
		}
		now = peak{now.level + 1, up}
	}
	t.stack = append(t.stack, now)
}

// root folds the peaks from the smallest up (RFC 6962, 2.1).
func (t *tree) root() (h tlog.Hash) {
	for i := len(t.stack) - 1; i >= 0; i-- {
		if i == len(t.stack)-1 {
			h = t.stack[i].hash
			continue
		}
		h = tlog.NodeHash(t.stack[i].hash, h)
	}
	return h
}
