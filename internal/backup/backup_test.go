package backup_test

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"chibo/internal/audit"
	"chibo/internal/backup"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

const tenant = 9900001

// sample fills a database of one engine with something in tables of every kind
// of column, a log of some leaves, a key and two attached files.
func sample(t *testing.T, dsn string) (db *store.DB, data string) {
	t.Helper()
	data = t.TempDir()
	db, err := store.Open(context.Background(), store.Options{Dir: data, DSN: dsn, Clock: storetest.NewClock().Now, Vault: storetest.Vault})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Write(context.Background(), store.Viewer{Tenant: tenant, Person: store.System}, func(tx *store.Tx) error {
		run := func(text string, args ...any) {
			_, _ = tx.Exec(text, args...) // the first failure voids the closure
		}
		run(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, log_key, created_at) values ($1, 'Đảng bộ phường Sông Xanh', 'commune', '', '', '', '', '{}', $2, 0)`, []byte{0, 1, 255})
		run(`insert into org (tenant, id, code, slug, version, created_at) values ($1, 'w', 'w', 'w', 1, 0)`)
		run(`insert into org_edge (tenant, org, valid_from, name, kind, path, position) values ($1, 'w', '2025-07-01', 'Chi bộ “Tổ 3”', 'residential', 'w.', 0)`)
		run(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, 'p', 'Lò Thị Mai', 'k', '', '', '', '', '', '', '', '', 1, 0)`)
		run(`insert into session (tenant, id, token_hash, person, kind, device, shared, issued_by, created_at, last_seen, expires_at) values ($1, 's', $2, 'p', 'device', '', $3, '', 0, 0, 0)`, []byte{7}, true)
		for n := range 40 {
			if err := audit.Note(tx, "test", "org", fmt.Sprint(n), "w", map[string]int{"n": n}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := audit.SequenceAll(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(data, "keys", "person.key"), "0123456789abcdef0123456789abcdef")
	for _, text := range []string{"giấy mời", "dự thảo nghị quyết"} {
		sum := sha256.Sum256([]byte(text))
		put(t, filepath.Join(data, "files", fmt.Sprint(tenant), hex.EncodeToString(sum[:])), text)
	}
	put(t, filepath.Join(data, "files", fmt.Sprint(tenant), "half.tmp"), "not yet")
	return db, data
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// content is every row of every table, in an order of its own.
func content(t *testing.T, db *store.DB) map[string][]string {
	t.Helper()
	tables, err := db.Rows(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for table := range tables {
		out[table] = []string{}
		rows, err := db.Raw().Query("select * from " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			line := ""
			for i, v := range values {
				if b, ok := v.(bool); ok {
					v = map[bool]int64{true: 1}[b]
				}
				line += fmt.Sprintf("%s=%#v;", columns[i], v)
			}
			out[table] = append(out[table], line)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		slices.Sort(out[table])
	}
	return out
}

func same(t *testing.T, a, b map[string][]string) {
	t.Helper()
	if len(a) < 40 || len(a) != len(b) {
		t.Fatalf("%d tables and %d", len(a), len(b))
	}
	for table, rows := range a {
		if !slices.Equal(rows, b[table]) {
			t.Errorf("%s: %d rows, restored %d, not the same", table, len(rows), len(b[table]))
		}
	}
}

func dsnOf(t *testing.T, engine string) string {
	if engine == "postgres" {
		return storetest.Postgres(t)
	}
	return ""
}

func TestBackupAndRestoreInAllFourDirections(t *testing.T) {
	for _, from := range []string{"sqlite", "postgres"} {
		for _, to := range []string{"sqlite", "postgres"} {
			t.Run(from+" to "+to, func(t *testing.T) {
				t.Parallel()
				db, data := sample(t, dsnOf(t, from))
				file := filepath.Join(t.TempDir(), "chibo.tar")
				made, err := backup.Write(context.Background(), db, data, file)
				if err != nil {
					t.Fatal(err)
				}
				if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("the file's mode is %v (%v)", info.Mode(), err)
				}
				if made.Engine != from || made.Schema != store.Newest() || len(made.Members) != 4 || made.Tenants[0].Size != 40 || len(made.Damaged) != 0 {
					t.Errorf("manifest %+v", made)
				}
				target := backup.Target{Data: filepath.Join(t.TempDir(), "data"), DSN: dsnOf(t, to)}
				if _, err := backup.Restore(context.Background(), file, target); err != nil {
					t.Fatal(err)
				}
				again, err := store.Open(context.Background(), store.Options{Dir: target.Data, DSN: target.DSN, Vault: storetest.Vault})
				if err != nil {
					t.Fatal(err)
				}
				defer again.Close()
				same(t, content(t, db), content(t, again))
				for _, m := range made.Members {
					if m.Name == "data.sqlite" {
						continue
					}
					a, err1 := os.ReadFile(filepath.Join(data, m.Name))
					b, err2 := os.ReadFile(filepath.Join(target.Data, m.Name))
					if err1 != nil || err2 != nil || string(a) != string(b) {
						t.Errorf("%s is not the same: %v %v", m.Name, err1, err2)
					}
				}
				if left, _ := filepath.Glob(filepath.Join(target.Data, ".chibo*")); len(left) > 0 || backup.Unfinished(target.Data) != nil {
					t.Errorf("something half-way is left: %v", left)
				}
				if _, err := backup.Restore(context.Background(), file, target); !fault.Is(err, "restore_not_empty") {
					t.Errorf("a second restore over the first: %v", err)
				}
				if target.DSN != "" { // another folder does not make the database empty
					if _, err := backup.Restore(context.Background(), file, backup.Target{Data: t.TempDir(), DSN: target.DSN}); !fault.Is(err, "restore_not_empty") {
						t.Errorf("over a database in use: %v", err)
					}
				}
				same(t, content(t, db), content(t, again))
			})
		}
	}
}

func TestAFileIsNeverWrittenOverAndADamagedAttachmentIsTold(t *testing.T) {
	db, data := sample(t, "")
	file := filepath.Join(t.TempDir(), "chibo.tar")
	all, _ := filepath.Glob(filepath.Join(data, "files", "*", "*"))
	for _, one := range all {
		if len(filepath.Base(one)) == 64 {
			put(t, one, "something else")
		}
	}
	m, err := backup.Write(context.Background(), db, data, file)
	if err != nil || len(m.Damaged) != 2 {
		t.Fatalf("damaged %v (%v)", m.Damaged, err)
	}
	if _, err := backup.Write(context.Background(), db, data, file); !fault.Is(err, "backup_exists") {
		t.Errorf("written over: %v", err)
	}
}

func TestNewerDataAreRefused(t *testing.T) {
	db, data := sample(t, "")
	to := backup.Target{Data: filepath.Join(t.TempDir(), "data")}
	if _, err := backup.Restore(context.Background(), backup.Rewritten(t, db, data, store.Newest()+1), to); !fault.Is(err, "backup_newer") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(to.Data); err == nil {
		t.Error("the target was touched")
	}
}

// TestABackupOfTheFirstSchemaIsBroughtUp: what the first program wrote can be
// given back by every later one.
func TestABackupOfTheFirstSchemaIsBroughtUp(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "schema-1.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "chibo.tar")
	put(t, file, string(whole))
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			to := backup.Target{Data: filepath.Join(t.TempDir(), "data"), DSN: dsnOf(t, engine)}
			m, err := backup.Restore(context.Background(), file, to)
			if err != nil {
				t.Fatal(err)
			}
			db, err := store.Open(context.Background(), store.Options{Dir: to.Data, DSN: to.DSN, Vault: storetest.Vault})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			rows, err := db.Rows(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			for table, n := range m.Rows {
				if rows[table] != n {
					t.Errorf("%s: %d rows of %d", table, rows[table], n)
				}
			}
			if m.Schema != 1 || m.Rows["audit_leaf"] != 40 {
				t.Errorf("the fixture is another: %+v", m)
			}
		})
	}
}
