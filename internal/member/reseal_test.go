package member_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"strconv"
	"testing"

	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// former seals as the program did when one key served the whole server.
func former(t *testing.T, tenant int64, person, number string) []byte {
	t.Helper()
	key, err := hkdf.Key(sha256.New, bytes.Repeat([]byte{7}, 32), nil, "chibo seal", 32)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	a, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	nonce := make([]byte, a.NonceSize())
	return a.Seal(nonce, nonce, []byte(number), []byte(strconv.FormatInt(tenant, 10)+"|person.identity|"+person))
}

// TestWhatWasReadableIsMovedAtTheStart: telephones in plain text, numbers under
// the old key and waiting rows of lists are sealed by a start, once; a second
// start finds nothing to do, and everybody reads what they read before.
func TestWhatWasReadableIsMovedAtTheStart(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		settings(t, db, `{"fields":{"identity_number":true}}`)
		const phone = "0912345678"
		var last member.Member
		for range 3 {
			last = enter(t, db, w.a, "Lý Văn Thắng", nil)
			db.Write(t, store.System, func(tx *store.Tx) error {
				_, err := tx.Exec(`update person set phone = $3, identity_sealed = $4, identity_index = 'old', sealing = 0 where tenant = $1 and id = $2`, last.PersonID, phone, former(t, tx.Tenant(), last.PersonID, "012089100238"))
				return err
			})
		}
		db.Write(t, store.System, func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into import_row (tenant, import, line, cells, verdict, change, member, findings, done_at) values ($1, 'i', 1, '{"Cells":{"phone":"0912345678"}}', 'ok', 'new', null, '[]', null), ($1, 'i', 2, '{"Cells":{"phone":"0912345678"}}', 'ok', 'new', null, '[]', 5)`)
			return err
		})
		for range 2 {
			if err := member.Reseal(context.Background(), db.DB); err != nil {
				t.Fatal(err)
			}
		}
		db.Read(t, w.officer, func(rd *store.Reader) error {
			for _, text := range []string{`select count(*) from person where tenant = $1 and (phone <> '' or sealing = 0)`, `select count(*) from import_row where tenant = $1 and (cells like '%0912%' or sealing = 0)`} {
				if n, err := rd.Int(text); n != 0 || err != nil {
					t.Errorf("%s: %d %v", text, n, err)
				}
			}
			m, err := member.Get(rd, last.ID)
			if err != nil || m.Phone != phone {
				t.Errorf("%q %v", m.Phone, err)
			}
			shown, err := member.Identity(rd, last.PersonID)
			if shown != "••••••••0238" {
				t.Errorf("%q", shown)
			}
			return err
		})
	})
}

// TestARollOpensWithOneStatement: six hundred telephones come with the rows.
func TestARollOpensWithOneStatement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		w := found(t, db)
		for range 20 {
			m := enter(t, db, w.a, "Lý Văn Thắng", nil)
			db.Write(t, w.officer, func(tx *store.Tx) error { return member.PutPhone(tx, m.PersonID, "0912345678") })
		}
		before := len(db.Statements())
		db.Read(t, w.officer, func(rd *store.Reader) error {
			all, _, err := member.List(rd, member.Filter{Org: w.a, Limit: 1000})
			for _, m := range all {
				if m.Phone != "0912345678" {
					t.Errorf("%s: %q", m.FullName, m.Phone)
				}
			}
			if len(all) != 20 {
				t.Errorf("%d members", len(all))
			}
			return err
		})
		for _, text := range db.Statements()[before:] {
			if bytes.Contains([]byte(text), []byte("from person_key")) {
				t.Errorf("a key asked for by itself: %s", text)
			}
		}
		db.Write(t, store.System, func(tx *store.Tx) error { // a key that does not fit hides a number, it closes no roll
			_, err := tx.Exec(`update person_key set sealed = $2 where tenant = $1`, []byte{1, 2, 3})
			return err
		})
		db.Read(t, w.officer, func(rd *store.Reader) error {
			all, _, err := member.List(rd, member.Filter{Org: w.a, Limit: 1000})
			if len(all) != 20 || all[0].Phone != "" {
				t.Errorf("%d members, %q", len(all), all[0].Phone)
			}
			return err
		})
	})
}

// BenchmarkRollOf600 opens six hundred telephones with their rows.
func BenchmarkRollOf600(b *testing.B) {
	db := storetest.SQLite(b)
	var cell string
	db.Write(b, store.System, func(tx *store.Tx) error {
		root, err := org.Create(tx, org.New{Code: "R", Name: "Đảng bộ", Kind: "commune", From: "2020-01-01"})
		if err != nil {
			return err
		}
		c, err := org.Create(tx, org.New{Code: "C", Name: "Chi bộ", Kind: "residential", Parent: root.ID, From: "2020-01-01"})
		if err != nil {
			return err
		}
		for range 600 {
			if _, err := member.Enter(tx, book, member.New{Person: member.Person{FullName: "Lý Văn Thắng", Phone: "0912345678"}, Org: c.ID, From: "2026-01-01"}); err != nil {
				return err
			}
		}
		cell = c.ID
		return nil
	})
	for b.Loop() {
		db.Read(b, store.System, func(rd *store.Reader) error {
			all, err := member.Own(rd, cell, rd.Today())
			if len(all) != 600 || all[599].Phone == "" {
				b.Fatalf("%d", len(all))
			}
			return err
		})
	}
}
