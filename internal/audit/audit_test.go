package audit_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

func TestEveryLeafIsProvableAndEveryEditFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		db.Write(t, "p", func(tx *store.Tx) error {
			if _, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, 'x', '', '', '', '', '', '{}', 0)`); err != nil {
				return err
			}
			for i := range 20 {
				if err := audit.Note(tx, "test.write", "thing", fmt.Sprint(i), "org", map[string]int{"n": i}); err != nil {
					return err
				}
			}
			return nil
		})
		if err := audit.SequenceAll(ctx, db.DB); err != nil {
			t.Fatal(err)
		}
		var ids []string
		db.Read(t, "p", func(rd *store.Reader) (err error) {
			if ids, err = rd.Strings(`select id from audit_leaf where tenant = $1 order by seq`); err != nil {
				return err
			}
			for _, id := range ids {
				p, err := audit.Prove(rd, id)
				if err != nil {
					return err
				}
				if err := p.Check(); err != nil {
					t.Errorf("proof of %s: %v", id, err)
				}
				p.Leaf[20] ^= 1
				if p.Check() == nil {
					t.Error("a bent leaf was accepted")
				}
			}
			return audit.Verify(rd)
		})
		if len(ids) != 20 {
			t.Fatalf("%d leaves", len(ids))
		}
		for _, edit := range []string{
			`update audit_entry set detail = '{"n":99}' where tenant = $1 and id = $2`,
			`update audit_leaf set version = 9 where tenant = $1 and id = $2`,
			`delete from audit_leaf where tenant = $1 and id = $2`,
		} {
			err := db.TryWrite("p", func(tx *store.Tx) error {
				if _, err := tx.Exec(edit, ids[7]); err != nil {
					return err
				}
				if audit.Verify(tx.Reader) == nil {
					t.Errorf("not found: %s", edit)
				}
				return fault.New(fault.Internal, "undo")
			})
			if !fault.Is(err, "undo") {
				t.Fatal(err)
			}
		}
	})
}

func TestALogThatGrowsDuringTheWalkIsWhole(t *testing.T) {
	db := storetest.SQLite(t)
	ctx := context.Background()
	grow := func() {
		db.Write(t, "p", func(tx *store.Tx) error {
			for i := range 7 {
				if err := audit.Note(tx, "test.write", "thing", fmt.Sprint(i), "org", nil); err != nil {
					return err
				}
			}
			return nil
		})
		if err := audit.SequenceAll(ctx, db.DB); err != nil {
			t.Fatal(err)
		}
	}
	db.Write(t, "p", func(tx *store.Tx) error {
		_, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, 'x', '', '', '', '', '', '{}', 0)`)
		return err
	})
	grow()
	got, err := audit.Walk{Read: func(do func(*store.Reader) error) error {
		defer grow()
		return db.TryRead("p", do)
	}, Found: func(f audit.Finding) { t.Errorf("found %v", f) }}.Run()
	if err != nil || got.Head.Size != 7 {
		t.Errorf("walked %d leaves: %v", got.Head.Size, err)
	}
}

func TestViewsAreShownToThePersonOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		db.Write(t, "hien", func(tx *store.Tx) error {
			for _, id := range []string{"hien", "tua"} {
				if _, err := tx.Exec(`insert into person (tenant, id, full_name, name_key, other_name, sex, birth, birth_precision, home, phone, ethnicity, religion, version, created_at) values ($1, $2, $2, $2, '', '', '', '', '', '', '', '', 1, 0)`, id); err != nil {
					return err
				}
			}
			for range 3 {
				if err := audit.Viewed(tx, audit.Watch{}, audit.Look{Subject: "tua", What: "record", Post: "secretary"}); err != nil {
					return err
				}
			}
			return audit.Viewed(tx, audit.Watch{}, audit.Look{Subject: "hien", What: "record", Post: "member"})
		})
		db.Read(t, "tua", func(rd *store.Reader) error {
			v, err := audit.Views(rd, "tua", nil, 0)
			if len(v) != 1 || v[0].Times != 3 || v[0].ViewerName != "hien" {
				t.Errorf("views %+v", v)
			}
			own, err2 := audit.Views(rd, "hien", nil, 0)
			if len(own) != 0 {
				t.Error("one's own look was recorded")
			}
			return errors.Join(err, err2)
		})
	})
}
