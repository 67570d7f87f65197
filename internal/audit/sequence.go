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

// Run numbers new leaves of every tenant once a second until ctx ends, and signs
// each new head with the key (nil: unsigned). It is the only writer of the tree.
func Run(ctx context.Context, db *store.DB, key *Key) {
	if err := signHeads(ctx, db, key); err != nil && ctx.Err() == nil {
		slog.Error("log checkpoint", "err", err)
	}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := SequenceSigned(ctx, db, key); err != nil && ctx.Err() == nil {
				slog.Error("log sequencer", "err", err)
			}
		}
	}
}

// SequenceAll numbers whatever waits in every tenant, without signing.
func SequenceAll(ctx context.Context, db *store.DB) error { return SequenceSigned(ctx, db, nil) }

// signHeads signs the heads that were left unsigned: numbered where no key was
// at hand, as the sample's making does.
func signHeads(ctx context.Context, db *store.DB, key *Key) error {
	tenants, err := db.All(ctx)
	if err != nil || key == nil {
		return err
	}
	for _, t := range tenants {
		if err := db.Bulk(ctx, store.Viewer{Tenant: t, Person: store.System}, func(tx *store.Tx) error {
			head, err := Checkpoint(tx.Reader)
			if fault.KindOf(err) == fault.NotFound || err == nil && head.Note != "" {
				return nil
			}
			if err != nil {
				return err
			}
			note, err := key.checkpoint(t, head)
			if err != nil {
				return err
			}
			if _, err = tx.Exec(`update log_head set note = $2 where tenant = $1`, note); err != nil {
				return err
			}
			return publish(tx, key)
		}); err != nil {
			return err
		}
	}
	return nil
}

// publish keeps the verifier key where proofs are made; it changes with the key only.
func publish(tx *store.Tx, key *Key) error {
	public := []byte(key.Public(tx.Tenant()))
	_, err := tx.Exec(`update tenant set log_key = $2 where tenant = $1 and (log_key is null or log_key <> $2)`, public)
	return err
}

// Public reads the verifier key of the committee's log, "" where no head was
// ever signed.
func Public(rd *store.Reader) (string, error) {
	var key []byte
	err := rd.Get([]any{&key}, `select log_key from tenant where tenant = $1`)
	if fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return string(key), err
}

// SequenceSigned is SequenceAll that signs each new head.
func SequenceSigned(ctx context.Context, db *store.DB, key *Key) error {
	tenants, err := db.All(ctx)
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
			if err := db.Bulk(ctx, v, func(tx *store.Tx) (err error) { n, err = sequence(tx, key); return }); err != nil {
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

func sequence(tx *store.Tx, key *Key) (int, error) {
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
	note := ""
	if key != nil {
		if note, err = key.checkpoint(tx.Tenant(), Head{Size: size, Root: root[:]}); err != nil {
			return 0, err
		}
		if err := publish(tx, key); err != nil {
			return 0, err
		}
	}
	_, err = tx.Exec(`insert into log_head (tenant, size, root, at, note) values ($1, $2, $3, $4, $5)
		on conflict (tenant) do update set size = excluded.size, root = excluded.root, at = excluded.at, note = excluded.note`, size, root[:], tx.Now(), note)
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
	Note string // the signed checkpoint, "" where no key was at hand
}

// Checkpoint reads the newest head; fault.Missing before the first leaf.
func Checkpoint(rd *store.Reader) (Head, error) {
	return store.One(rd, func(scan store.Scan) (h Head, err error) { err = scan(&h.Size, &h.Root, &h.At, &h.Note); return },
		`select size, root, at, note from log_head where tenant = $1`)
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
