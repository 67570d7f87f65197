package minutes_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

var logKey, _ = audit.NewKey([]byte("0123456789abcdef0123456789abcdef"))

// life is a committee with sealed papers of two cells, a correction, an extract
// and a signed log.
func life(t *testing.T, db *storetest.DB) {
	t.Helper()
	cast.Build(t, db)
	for _, m := range []struct{ id, day string }{{"oct", "2026-10-03"}, {"nov", "2026-11-03"}, {"dec", "2026-12-03"}} {
		closed(t, db, m.id, m.day)
	}
	first := seal(t, db, "oct")
	seal(t, db, "nov")
	db.Write(t, cast.Hien, func(tx *store.Tx) error {
		if err := correct(tx, first.ID, "item.oct-i1", "Chi bộ đặt 3 thùng rác.\nKết luận: Thống nhất", "nov"); err != nil {
			return err
		}
		_, err := minutes.Extract(tx, cast.Book, "oct", minutes.Extracting{Parts: []string{"item.1"}, Purpose: "Hồ sơ kiểm tra", To: "Ủy ban kiểm tra đảng ủy"})
		return err
	})
	seal(t, db, "dec")
	if err := audit.SequenceSigned(context.Background(), db.DB, logKey); err != nil {
		t.Fatal(err)
	}
}

func correct(tx *store.Tx, paper, part, text, at string) error {
	a, err := minutes.Amend(tx, paper)
	if err != nil {
		return err
	}
	if _, err := minutes.AmendPart(tx, paper, part, 0, text); err != nil {
		return err
	}
	if _, err := minutes.AmendWhy(tx, paper, a.Edit, "Ghi sai số thùng rác", at); err != nil {
		return err
	}
	_, err = minutes.SealAmendment(tx, paper, a.Version)
	return err
}

func findings(rd *store.Reader) ([]audit.Finding, error) {
	var all []audit.Finding
	_, err := minutes.Verify(audit.On(rd), logKey.Public(rd.Tenant()), func(f audit.Finding) { all = append(all, f) })
	return all, err
}

// covered are the tables under proof with their key, and the columns that are
// not: the last is told in minutes.Beyond.
var covered = []struct {
	name, key string
	columns   string // that are under proof; numbers and bytes are marked
	rest      string // what a copied row takes over beside them
}{
	{"audit_entry", "id", "at:int person action object_kind object_id org detail salt:bytes", ""},
	{"audit_leaf", "id", "type version:int at:int commitment:bytes seq:int", ""},
	{"log_hash", "n", "hash:bytes", ""}, {"log_head", "size", "size:int root:bytes note", ""},
	{"paper", "id || '/' || version", "meeting org type number:int symbol version:int body:bytes salt:bytes commitment:bytes previous:bytes leaf scribe scribe_at:int chair chair_at:int sealed_at:int term_from", ""},
	{"confirmation", "meeting || '/' || role", "person at:int method role", ""},
	{"minutes_draft", "meeting || '/' || part", "position:int title words version:int part", "meeting composed edited"},
	{"resolution_item", "meeting || '/' || id", "position:int owner deed measure due report_at", "meeting outside"},
	{"meeting", "id", "org period kind day state sealed_at:int", ""},
	{"number_series", "org || '/' || type", "next:int org type term_from", ""},
}

// copied are the tables of which a row is doubled under another key.
var copied = map[string]string{"audit_entry": "id", "paper": "id", "resolution_item": "id", "minutes_draft": "part"}

// TestRandomHandEditsAreFound edits the sealed data and the log by hand, one
// edit at a time, as somebody with the whole database could: words, times,
// order, deletions, doubled rows, versions taken back, numbers changed. Each is
// found; each is undone by its savepoint. A seed that fails is printed.
func TestRandomHandEditsAreFound(t *testing.T) {
	edits := 300
	if n, err := strconv.Atoi(os.Getenv("CHIBO_EDITS")); err == nil {
		edits = n
	}
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		if db.Engine() == "postgres" {
			edits = edits / 5
		}
		life(t, db)
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			all, err := findings(rd)
			if len(all) > 0 {
				t.Fatalf("before any edit: %+v", all)
			}
			return err
		})
		kinds := map[string]int{}
		for seed := range edits {
			what, touched, found := "", int64(0), []audit.Finding(nil)
			err := db.TryWrite(store.System, func(tx *store.Tx) error {
				h := &hand{tx: tx, r: rand.New(rand.NewPCG(uint64(seed), 55))}
				h.edit()
				what, touched = h.what, h.touched
				if h.err != nil {
					return h.err
				}
				var err error
				if found, err = findings(tx.Reader); err != nil {
					return err
				}
				return fault.New(fault.Internal, "undo")
			})
			switch {
			case !fault.Is(err, "undo"):
				t.Fatalf("seed %d, %s: %v", seed, what, err)
			case touched == 0:
				t.Fatalf("seed %d, %s: touched nothing", seed, what)
			case len(found) == 0:
				t.Errorf("seed %d, %s: not found", seed, what)
			}
			kinds[strings.Fields(what)[0]]++
		}
		t.Logf("%d edits, all kinds: %v", edits, kinds)
		db.Read(t, cast.Hien, func(rd *store.Reader) error {
			all, err := findings(rd)
			if len(all) > 0 {
				t.Errorf("after all was undone: %+v", all)
			}
			return err
		})
	})
}

// hand is somebody who edits the database past the program.
type hand struct {
	tx      *store.Tx
	r       *rand.Rand
	what    string
	touched int64
	err     error
}

func (h *hand) exec(text string, args ...any) {
	if h.err != nil {
		return
	}
	n, err := h.tx.Exec(text, args...)
	h.touched, h.err = h.touched+n, err
}

func (h *hand) rows(text string, args ...any) []string {
	all, err := h.tx.Strings(text, args...)
	if h.err == nil {
		h.err = err
	}
	return all
}

func (h *hand) edit() {
	t := covered[h.r.IntN(len(covered))]
	keys := h.rows(`select cast(` + t.key + ` as text) from ` + t.name + ` where tenant = $1 order by 1`)
	if h.err != nil || len(keys) == 0 {
		return
	}
	key := keys[h.r.IntN(len(keys))]
	at := ` where tenant = $1 and cast(` + t.key + ` as text) = $2`
	cols := strings.Fields(t.columns)
	switch way := h.r.IntN(10); {
	case way < 6:
		h.change(t.name, at, key, cols[h.r.IntN(len(cols))])
	case way == 6 && copied[t.name] != "":
		h.double(t.name, at, key, t.columns+" "+t.rest)
	case way < 8 && t.name != "meeting":
		h.what = "delete from " + t.name + " " + key
		h.exec(`delete from `+t.name+at, key)
	case len(keys) > 1 && t.name != "number_series" && t.name != "log_head":
		other := keys[(slices.Index(keys, key)+1+h.r.IntN(len(keys)-1))%len(keys)]
		h.swap(t.name, at, key, other, cols)
	default:
		h.change(t.name, at, key, cols[h.r.IntN(len(cols))])
	}
}

// double writes a row once more under another key.
func (h *hand) double(table, at, key, columns string) {
	h.what = "insert into " + table + " a copy of " + key
	id := copied[table]
	var cols, values []string
	for _, c := range strings.Fields(columns) {
		name, _, _ := strings.Cut(c, ":")
		if name == id || name == "words" {
			continue
		}
		cols = append(cols, name)
		if table == "paper" && name == "number" {
			name = "number + 500"
		}
		values = append(values, name)
	}
	h.exec(`insert into `+table+` (tenant, `+id+`, `+strings.Join(cols, ", ")+`) select tenant, `+id+` || 'x', `+strings.Join(values, ", ")+` from `+table+at, key)
}

// change bends one value of one row.
func (h *hand) change(table, at, key, column string) {
	name, kind, _ := strings.Cut(column, ":")
	h.what = fmt.Sprintf("change %s.%s of %s", table, name, key)
	switch {
	case name == "words":
		h.exec(`update minutes_draft set edited = coalesce(edited, composed) || $3`+at, key, "x")
	case table == "number_series" && name == "next":
		h.exec(`update number_series set next = 1`+at, key)
	case kind == "int":
		h.exec(`update `+table+` set `+name+` = `+name+` + $3`+at, key, 1_000_000+h.r.IntN(1_000_000))
	case kind == "bytes":
		h.exec(`update `+table+` set `+name+` = $3`+at, key, []byte(fmt.Sprintf("%032d", h.r.IntN(1_000_000))))
	case table == "meeting" && name == "org":
		h.exec(`update meeting set org = $3`+at, key, cast.Other)
	default:
		h.exec(`update `+table+` set `+name+` = `+name+` || $3`+at, key, []string{"x", " ", "0"}[h.r.IntN(3)])
	}
}

// swap exchanges a value of two rows where they differ, else bends one.
func (h *hand) swap(table, at, a, b string, cols []string) {
	name, kind, _ := strings.Cut(cols[h.r.IntN(len(cols))], ":")
	if kind == "bytes" || kind == "int" && h.r.IntN(2) == 0 || name == "seq" || name == "words" || name == "part" || name == "role" {
		h.change(table, at, a, name+":"+kind)
		return
	}
	one := h.rows(`select cast(`+name+` as text) from `+table+at, a)
	two := h.rows(`select cast(`+name+` as text) from `+table+at, b)
	if h.err != nil || len(one) == 0 || len(two) == 0 || one[0] == two[0] || table == "paper" && (name == "number" || name == "version" || name == "term_from" || name == "org" || name == "type") || table == "meeting" && (name == "period" || name == "kind" || name == "org") {
		h.change(table, at, a, name+":"+kind)
		return
	}
	h.what = fmt.Sprintf("swap %s.%s of %s and %s", table, name, a, b)
	value := func(s string) any {
		if kind == "int" {
			n, _ := strconv.ParseInt(s, 10, 64)
			return n
		}
		return s
	}
	h.exec(`update `+table+` set `+name+` = $3`+at, a, value(two[0]))
	h.exec(`update `+table+` set `+name+` = $3`+at, b, value(one[0]))
}
