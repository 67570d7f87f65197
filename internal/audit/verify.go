package audit

import (
	"bytes"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"chibo/internal/fault"
	"chibo/internal/store"
)

// Finding is one thing that does not agree. Its sentence is "verify.<code>" of
// the catalogue with Args; Object says of what: a place in the log, an entry, a
// paper.
type Finding struct {
	Code   string `json:"code"`
	Object string `json:"object"`
	Doubt  bool   `json:"doubt"` // to be asked about, no sign of an edit by itself
	Args   []any  `json:"-"`     // name, value pairs for the sentence
}

// Error lets a finding be returned where one is enough.
func (f Finding) Error() string { return fmt.Sprint("log: ", f.Code, " ", f.Object, " ", f.Args) }

// Snapshot runs a part of the walk on a snapshot. Over a live database each part
// gets its own, so that a walk of minutes holds up nobody; in a transaction all
// get the same.
type Snapshot func(do func(rd *store.Reader) error) error

// On is the Snapshot of a closure that has begun.
func On(rd *store.Reader) Snapshot { return func(do func(*store.Reader) error) error { return do(rd) } }

// Line is one numbered leaf of the log as it stands in the table.
type Line struct {
	ID, Type   string
	Version    int
	At         int64
	Commitment []byte
	Seq        int64 // -1 while it waits for its number
}

// Walk looks at a whole log in order, in parts of bounded memory.
type Walk struct {
	Read   Snapshot
	Public string                                    // verifier key of the checkpoint; "" leaves the signature unchecked
	Found  func(Finding)                             // told each finding
	Leaves func(rd *store.Reader, some []Line) error // given the leaves of papers, part by part; may be nil

	erasures map[string]erasure // those met, by id
}

// Walked is what a walk saw.
type Walked struct {
	Head    Head
	Leaves  int64 // numbered
	Waiting int64
	Entries int64
	Erased  int64 // of the entries, those whose words were erased and are rightly gone
}

const walkChunk = 500 // each part is one snapshot of a second at most, also of a busy disk

// slack is how far a leaf's time may lie before that of the leaf before it:
// transactions at work side by side end in another order than they began.
const slack = 10 * 60_000

// Run walks: every leaf against its hash, every hash of the tree against those
// below it, the root and the signed checkpoint, the order of times, every entry
// against its leaf, and entries without a leaf. It errs only when it cannot
// read; what does not agree goes to Found.
func (w Walk) Run() (out Walked, err error) {
	w.erasures = map[string]erasure{}
	size := int64(0) // as far as there is something to walk
	if err := w.Read(func(rd *store.Reader) (err error) {
		out.Head, err = Checkpoint(rd)
		if fault.KindOf(err) == fault.NotFound {
			err = nil
		}
		if err != nil {
			return err
		}
		last, err := rd.Int(`select coalesce(max(seq), -1) from audit_leaf where tenant = $1`)
		if err != nil {
			return err
		}
		if last >= out.Head.Size {
			w.Found(Finding{Code: "leaf_beyond", Object: fmt.Sprint(last), Args: []any{"seq", last, "size", out.Head.Size}})
		}
		if size = min(out.Head.Size, last+1); size < out.Head.Size {
			w.Found(Finding{Code: "head_beyond", Object: fmt.Sprint(out.Head.Size), Args: []any{"size", out.Head.Size, "count", last + 1}})
		}
		return w.signature(rd, out.Head)
	}); err != nil {
		return out, err
	}
	t := tree{found: w.Found}
	for from := int64(0); from < size; from += walkChunk {
		until := min(from+walkChunk, size)
		if err := w.Read(func(rd *store.Reader) error { return w.part(rd, &t, &out, from, until) }); err != nil {
			return out, err
		}
	}
	if size > 0 && size == out.Head.Size {
		if root := t.root(); !bytes.Equal(root[:], out.Head.Root) {
			w.Found(Finding{Code: "root_differs", Object: "root", Args: []any{"size", out.Head.Size}})
		}
	}
	if err := w.Read(func(rd *store.Reader) error { return w.rest(rd, &out) }); err != nil {
		return out, err
	}
	return out, w.strays(&out)
}

// signature compares the signed checkpoint with the head it was signed for.
func (w Walk) signature(rd *store.Reader, h Head) error {
	if w.Public == "" || h.Size == 0 {
		return nil
	}
	if h.Note == "" {
		w.Found(Finding{Code: "checkpoint_unsigned", Object: "checkpoint", Doubt: true})
		return nil
	}
	o, err := OpenCheckpoint(h.Note, w.Public)
	switch {
	case err != nil:
		w.Found(Finding{Code: "checkpoint_signature", Object: "checkpoint"})
	case o.Tenant != rd.Tenant() || o.Size != h.Size || !bytes.Equal(o.Root, h.Root):
		w.Found(Finding{Code: "checkpoint_differs", Object: "checkpoint", Args: []any{"size", h.Size}})
	}
	return nil
}

// paired is a leaf beside the entry it commits to.
type paired struct {
	Line
	entry    Entry
	salt     []byte
	erasedBy string
}

const lineColumns = `l.id, l.type, l.version, l.at, l.commitment, coalesce(l.seq, -1),
	coalesce(e.id, ''), coalesce(e.at, 0), coalesce(e.person, ''), coalesce(e.action, ''), coalesce(e.object_kind, ''), coalesce(e.object_id, ''), coalesce(e.org, ''), coalesce(e.detail, ''), e.salt, coalesce(e.erased_by, '')`

func scanLine(scan store.Scan) (l paired, err error) {
	e := &l.entry
	err = scan(&l.ID, &l.Type, &l.Version, &l.At, &l.Commitment, &l.Seq, &e.ID, &e.At, &e.Person, &e.Action, &e.ObjectKind, &e.ObjectID, &e.Org, &e.Detail, &l.salt, &l.erasedBy)
	return
}

// part checks the leaves from..until-1 with their entries and hashes.
func (w Walk) part(rd *store.Reader, t *tree, out *Walked, from, until int64) error {
	lines, err := store.All(rd, scanLine, `select `+lineColumns+` from audit_leaf l left join audit_entry e on e.tenant = l.tenant and e.id = l.id
		where l.tenant = $1 and l.seq >= $2 and l.seq < $3 order by l.seq`, from, until)
	if err != nil {
		return err
	}
	if err := t.load(rd, from, until); err != nil {
		return err
	}
	next := 0
	for seq := from; seq < until; seq++ {
		if next >= len(lines) || lines[next].Seq != seq {
			w.Found(Finding{Code: "leaf_missing", Object: fmt.Sprint(seq), Args: []any{"seq", seq}})
			t.add(seq, nil)
			continue
		}
		l := lines[next]
		next++
		out.Leaves++
		t.add(seq, LeafData(rd.Tenant(), l.ID, l.Type, l.Version, l.At, l.Commitment))
		if l.At < t.last-slack {
			w.Found(Finding{Code: "time_back", Object: fmt.Sprint(seq), Doubt: true, Args: []any{"seq", seq, "time", stamp(l.At), "before", stamp(t.last)}})
		}
		t.last = max(t.last, l.At)
		if err := w.entry(rd, l, out); err != nil {
			return err
		}
	}
	return w.papers(rd, lines)
}

func (w Walk) papers(rd *store.Reader, lines []paired) error {
	if w.Leaves == nil {
		return nil
	}
	var some []Line
	for _, l := range lines {
		if l.Type != "entry" {
			some = append(some, l.Line)
		}
	}
	return w.Leaves(rd, some)
}

// entry compares an entry with its leaf; a paper's leaf has none. Words that are
// gone are accepted only where a later entry of the same log names them.
func (w Walk) entry(rd *store.Reader, l paired, out *Walked) error {
	if l.Type != "entry" {
		return nil
	}
	e := l.entry
	what := func(code string) {
		w.Found(Finding{Code: code, Object: l.ID, Args: []any{"seq", l.Seq, "action", e.Action, "object", e.ObjectKind + " " + e.ObjectID, "time", stamp(l.At)}})
	}
	erased, err := w.erased(rd, l)
	if err != nil {
		return err
	}
	switch {
	case e.ID == "":
		what("entry_missing")
	case erased:
		out.Erased++
	case !bytes.Equal(l.Commitment, e.commitment(l.salt)):
		what("entry_altered")
	case e.At != l.At:
		what("entry_time")
	}
	out.Entries++
	return nil
}

// rest checks what waits for its number.
func (w Walk) rest(rd *store.Reader, out *Walked) error {
	lines, err := store.All(rd, scanLine, `select `+lineColumns+` from audit_leaf l left join audit_entry e on e.tenant = l.tenant and e.id = l.id
		where l.tenant = $1 and l.seq is null order by l.id limit 20000`)
	if err != nil {
		return err
	}
	for _, l := range lines {
		out.Waiting++
		if err := w.entry(rd, l, out); err != nil {
			return err
		}
	}
	most, err := rd.Int(`select coalesce(max(n), -1) from log_hash where tenant = $1`)
	if err != nil {
		return err
	}
	now, err := Checkpoint(rd) // beside a live server the log has grown meanwhile
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if most >= tlog.StoredHashCount(max(now.Size, out.Head.Size)) {
		w.Found(Finding{Code: "tree_extra", Object: fmt.Sprint(most)})
	}
	return w.papers(rd, lines)
}

// strays are entries that no leaf commits to: written past the program.
func (w Walk) strays(out *Walked) error {
	type row struct{ id, leaf, action, object string }
	for after, more := "", true; more; {
		if err := w.Read(func(rd *store.Reader) error {
			some, err := store.All(rd, func(scan store.Scan) (r row, err error) { err = scan(&r.id, &r.leaf, &r.action, &r.object); return },
				`select e.id, coalesce(l.id, ''), e.action, e.object_id from audit_entry e left join audit_leaf l on l.tenant = e.tenant and l.id = e.id and l.type = 'entry'
				where e.tenant = $1 and e.id > $2 order by e.id limit $3`, after, walkChunk)
			for _, r := range some {
				after = r.id
				if r.leaf == "" {
					w.Found(Finding{Code: "entry_unlogged", Object: r.id, Args: []any{"action", r.action, "object", r.object}})
				}
			}
			more = len(some) == walkChunk
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func stamp(ms int64) string { return store.Clock(ms).Format("15:04 02/01/2006") }

// Verify walks the whole log on one snapshot. It answers the first finding, nil
// when everything agrees.
func Verify(rd *store.Reader) error {
	var first error
	_, err := Walk{Read: On(rd), Found: func(f Finding) {
		if first == nil && !f.Doubt {
			first = f
		}
	}}.Run()
	return errors.Join(err, first)
}
