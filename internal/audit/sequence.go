package audit

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"chibo/internal/fault"
	"chibo/internal/store"
)

const chunk = 500

func newestFirst(all []View) []View {
	slices.SortStableFunc(all, func(a, b View) int { return int(min(max(b.At-a.At, -1), 1)) })
	return all
}

// Run numbers new leaves of every tenant once a second until ctx ends. It is
// the only writer of the tree.
func Run(ctx context.Context, db *store.DB) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := SequenceAll(ctx, db); err != nil && ctx.Err() == nil {
				slog.Error("log sequencer", "err", err)
			}
		}
	}
}

// SequenceAll numbers whatever waits in every tenant.
func SequenceAll(ctx context.Context, db *store.DB) error {
	tenants, err := db.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		for {
			var n int
			v := store.Viewer{Tenant: t, Person: store.System}
			waiting := false
			if err := db.Read(ctx, v, func(rd *store.Reader) error {
				some, err := rd.Strings(`select id from audit_leaf where tenant = $1 and seq is null limit 1`)
				waiting = len(some) > 0
				return err
			}); err != nil {
				return err
			}
			if !waiting {
				break
			}
			if err := db.Bulk(ctx, v, func(tx *store.Tx) (err error) { n, err = sequence(tx); return }); err != nil {
				return err
			}
			if n < chunk {
				break
			}
		}
	}
	return nil
}

// LeafData is what a leaf's record hash is made of; it holds no name and no
// content.
func LeafData(tenant int64, id, kind string, version int, at int64, commitment []byte) []byte {
	return fmt.Appendf(nil, "chibo leaf v1\n%d\n%s\n%s\n%d\n%d\n%s\n", tenant, id, kind, version, at, hex.EncodeToString(commitment))
}

type leaf struct {
	id, kind   string
	version    int
	at         int64
	commitment []byte
}

func sequence(tx *store.Tx) (int, error) {
	leaves, err := store.All(tx.Reader, func(scan store.Scan) (l leaf, err error) {
		err = scan(&l.id, &l.kind, &l.version, &l.at, &l.commitment)
		return
	}, `select id, type, version, at, commitment from audit_leaf where tenant = $1 and seq is null order by id limit $2`, chunk)
	if err != nil || len(leaves) == 0 {
		return 0, err
	}
	head, err := Checkpoint(tx.Reader)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return 0, err
	}
	hashes := &treeReader{rd: tx.Reader, fresh: map[int64]tlog.Hash{}}
	size := head.Size
	for _, l := range leaves {
		more, err := tlog.StoredHashes(size, LeafData(tx.Tenant(), l.id, l.kind, l.version, l.at, l.commitment), hashes)
		if err != nil {
			return 0, err
		}
		at := tlog.StoredHashCount(size)
		for i, h := range more {
			n := at + int64(i)
			hashes.fresh[n] = h
			if _, err := tx.Exec(`insert into log_hash (tenant, n, hash) values ($1, $2, $3)`, n, h[:]); err != nil {
				return 0, err
			}
		}
		if _, err := tx.Exec(`update audit_leaf set seq = $2 where tenant = $1 and id = $3`, size, l.id); err != nil {
			return 0, err
		}
		size++
	}
	root, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(`insert into log_head (tenant, size, root, at) values ($1, $2, $3, $4)
		on conflict (tenant) do update set size = excluded.size, root = excluded.root, at = excluded.at`, size, root[:], tx.Now())
	return len(leaves), err
}

// treeReader reads stored hashes of the tenant's tree, fresh ones first.
type treeReader struct {
	rd    *store.Reader
	fresh map[int64]tlog.Hash
}

func (t *treeReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, n := range indexes {
		if h, ok := t.fresh[n]; ok {
			out[i] = h
			continue
		}
		var b []byte
		if err := t.rd.Get([]any{&b}, `select hash from log_hash where tenant = $1 and n = $2`, n); err != nil {
			return nil, err
		}
		if copy(out[i][:], b) != tlog.HashSize {
			return nil, errors.New("stored hash has a wrong length")
		}
	}
	return out, nil
}

// Head is the state of a tenant's tree.
type Head struct {
	Size int64
	Root []byte
	At   int64
}

// Checkpoint reads the newest head; fault.Missing before the first leaf.
func Checkpoint(rd *store.Reader) (Head, error) {
	return store.One(rd, func(scan store.Scan) (h Head, err error) { err = scan(&h.Size, &h.Root, &h.At); return },
		`select size, root, at from log_head where tenant = $1`)
}

// Proof shows that a leaf stands in the tree of a head.
type Proof struct {
	Leaf       []byte
	Seq        int64
	Head       Head
	Hashes     [][]byte
	Commitment []byte
}

// Prove makes the inclusion proof of a leaf; fault.Missing when it is unknown
// or not numbered yet.
func Prove(rd *store.Reader, id string) (Proof, error) {
	var l leaf
	var seq int64
	if err := rd.Get([]any{&l.id, &l.kind, &l.version, &l.at, &l.commitment, &seq},
		`select id, type, version, at, commitment, seq from audit_leaf where tenant = $1 and id = $2 and seq is not null`, id); err != nil {
		return Proof{}, err
	}
	head, err := Checkpoint(rd)
	if err != nil {
		return Proof{}, err
	}
	p, err := tlog.ProveRecord(head.Size, seq, &treeReader{rd: rd})
	if err != nil {
		return Proof{}, err
	}
	out := Proof{Leaf: LeafData(rd.Tenant(), l.id, l.kind, l.version, l.at, l.commitment), Seq: seq, Head: head, Commitment: l.commitment}
	for _, h := range p {
		out.Hashes = append(out.Hashes, h[:])
	}
	return out, nil
}

// Check verifies a proof without any database.
func (p Proof) Check() error {
	var rp tlog.RecordProof
	for _, b := range p.Hashes {
		var h tlog.Hash
		if copy(h[:], b) != tlog.HashSize {
			return errors.New("a hash of the proof has a wrong length")
		}
		rp = append(rp, h)
	}
	var root tlog.Hash
	copy(root[:], p.Head.Root)
	return tlog.CheckRecord(rp, p.Head.Size, root, p.Seq, tlog.RecordHash(p.Leaf))
}

// Verify recomputes the whole tree of the tenant from its leaves, and every
// entry that still stands against its leaf. It answers what is wrong, nil when
// nothing is.
func Verify(rd *store.Reader) error {
	head, err := Checkpoint(rd)
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	hashes := &treeReader{rd: rd, fresh: map[int64]tlog.Hash{}}
	for from := int64(0); from < head.Size; from += chunk {
		leaves, err := store.All(rd, func(scan store.Scan) (l leaf, err error) {
			err = scan(&l.id, &l.kind, &l.version, &l.at, &l.commitment)
			return
		}, `select id, type, version, at, commitment from audit_leaf where tenant = $1 and seq >= $2 and seq < $3 order by seq`, from, min(from+chunk, head.Size))
		if err != nil {
			return err
		}
		if int64(len(leaves)) != min(chunk, head.Size-from) {
			return fmt.Errorf("log: leaves missing after %d", from)
		}
		for i, l := range leaves {
			n := from + int64(i)
			more, err := tlog.StoredHashes(n, LeafData(rd.Tenant(), l.id, l.kind, l.version, l.at, l.commitment), hashes)
			if err != nil {
				return err
			}
			for j, h := range more {
				hashes.fresh[tlog.StoredHashCount(n)+int64(j)] = h
			}
		}
	}
	root, err := tlog.TreeHash(head.Size, hashes)
	if err != nil {
		return err
	}
	if string(root[:]) != string(head.Root) {
		return errors.New("log: the leaves do not give the recorded root")
	}
	return verifyEntries(rd)
}

// verifyEntries compares every entry with its leaf.
func verifyEntries(rd *store.Reader) error {
	after := ""
	for {
		type pair struct {
			Entry
			salt, commitment []byte
		}
		some, err := store.All(rd, func(scan store.Scan) (p pair, err error) {
			err = scan(&p.ID, &p.At, &p.Person, &p.Action, &p.ObjectKind, &p.ObjectID, &p.Org, &p.Detail, &p.salt, &p.commitment)
			return
		}, `select e.id, e.at, e.person, e.action, e.object_kind, e.object_id, e.org, e.detail, e.salt, l.commitment
			from audit_entry e join audit_leaf l on l.tenant = e.tenant and l.id = e.id where e.tenant = $1 and e.id > $2 order by e.id limit $3`, after, chunk)
		if err != nil {
			return err
		}
		for _, p := range some {
			if string(p.commitment) != string(p.Entry.commitment(p.salt)) {
				return fmt.Errorf("log: entry %s was altered", p.ID)
			}
			after = p.ID
		}
		if len(some) < chunk {
			return nil
		}
	}
}
