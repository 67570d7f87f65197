// Package countstest gives tests a committee above several on the server of a test: a
// tenant of its own whose root is of kind province, with one officer and nobody else.
package countstest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/counts"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// Province is the committee above.
type Province struct {
	DB             *storetest.DB // the same database, bound to the province
	Org, Slug      string
	Officer        string
	Name, FullName string
}

// Found makes it beside the committee of a test.
func Found(t testing.TB, db *storetest.DB) Province {
	t.Helper()
	beside := *db
	beside.Tenant = db.Tenant + 50_000
	p := Province{DB: &beside, Name: "Đảng bộ tỉnh Nậm Xanh", FullName: "Lê Hoàng Yến"}
	p.DB.Write(t, store.System, func(tx *store.Tx) error {
		if err := Row(tx, p.Name); err != nil {
			return err
		}
		root, err := org.Create(tx, org.New{Name: p.Name, Kind: "province", From: "2025-07-01"})
		if err != nil {
			return err
		}
		who := store.NewID()
		if _, err := tx.Exec(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, $2, $3, $3, '', '', '', '', '', '', '', '', 1, 0)`, who, p.FullName); err != nil {
			return err
		}
		p.Org, p.Slug, p.Officer = root.ID, root.Slug, who
		_, err = tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, $5, '2025-07-01', null, '', 0, '')`, store.NewID(), who, string(access.ProvinceOfficer), root.ID)
		return err
	})
	return p
}

// Row makes a committee known to the server, as founding it does; the second time it
// is there.
func Row(tx *store.Tx, name string) error {
	_, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, $2, 'grassroots', '', '01', '2025-07-01', '', '{}', $3) on conflict do nothing`, name, tx.Now())
	return err
}

// List puts a committee on the province's list from a month on; with a key its files
// are believed.
func (p Province) List(t testing.TB, number int64, name, way, key, from string) counts.Committee {
	t.Helper()
	var c counts.Committee
	p.DB.Write(t, p.Officer, func(tx *store.Tx) (err error) {
		c, err = counts.List(tx, p.Org, counts.Listing{Number: number, Name: name, Way: way, Key: key, Fingerprint: counts.Fingerprint(key), From: from})
		return err
	})
	return c
}

// Key is a key of a server of a test: another seed is another server.
func Key(seed byte) *audit.Key {
	k, err := audit.NewKey([]byte{seed, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31})
	if err != nil {
		panic(err)
	}
	return k
}
