package audit_test

import (
	"context"
	"testing"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestAnErasedEntryIsAcceptedOnlyWhereALaterOneNamesIt: the log verifies after an
// erasure, and whoever empties an entry by himself, borrows the name of another
// erasure, or changes what remains is found.
func TestAnErasedEntryIsAcceptedOnlyWhereALaterOneNamesIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		ctx := context.Background()
		note := func(object, said string) {
			db.Write(t, "p", func(tx *store.Tx) error {
				return audit.Note(tx, "member.edit", "member", object, "org", map[string]string{"after": said})
			})
		}
		db.Write(t, "p", func(tx *store.Tx) error {
			_, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at) values ($1, 'x', '', '', '', '', '', '{}', 0)`)
			return err
		})
		note("mine", "0912345678")
		note("yours", "0988888888")
		note("mine", "0977777777")
		if err := audit.SequenceAll(ctx, db.DB); err != nil {
			t.Fatal(err)
		}
		db.Write(t, "q", func(tx *store.Tx) error {
			n, err := audit.Erase(tx, "person", "person", "org", []string{"mine", "nobody"})
			if err == nil && n != 2 {
				t.Errorf("%d erased", n)
			}
			return err
		})
		sound := func(when string) {
			db.Read(t, "p", func(rd *store.Reader) error {
				if err := audit.Verify(rd); err != nil {
					t.Errorf("%s: %v", when, err)
				}
				left, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and (detail like '%0912345678%' or detail like '%0977777777%')`)
				if left != 0 {
					t.Errorf("%s: %d still say it", when, left)
				}
				return err
			})
		}
		sound("before the erasure has its number")
		if err := audit.SequenceAll(ctx, db.DB); err != nil {
			t.Fatal(err)
		}
		sound("after it")
		for name, edit := range map[string]string{
			"emptied by hand":            `update audit_entry set detail = '', salt = $2, erased_by = 'x' where tenant = $1 and object_id = 'yours'`,
			"borrowed the erasure":       `update audit_entry set detail = '', salt = $2, erased_by = (select max(e.id) from audit_entry e where e.tenant = $1 and e.action = 'privacy.erase') where tenant = $1 and object_id = 'yours'`,
			"another did it":             `update audit_entry set person = 'r' where tenant = $1 and object_id = 'mine' and length(salt) = length($2)`,
			"words put in again":         `update audit_entry set detail = '{}' where tenant = $1 and object_id = 'mine' and length(salt) = length($2)`,
			"the erasure names one more": `update audit_entry set detail = '{"entries":{}}' where tenant = $1 and action = 'privacy.erase' and length(salt) > length($2)`,
			"the erasure is gone":        `delete from audit_entry where tenant = $1 and action = 'privacy.erase' and length(salt) > length($2)`,
			"an ordinary entry erases":   `update audit_entry set erased_by = (select max(e.id) from audit_entry e where e.tenant = $1 and e.object_id = 'yours') where tenant = $1 and object_id = 'mine' and length(salt) = length($2)`,
		} {
			err := db.TryWrite("p", func(tx *store.Tx) error {
				if n, err := tx.Exec(edit, []byte{}); err != nil || n == 0 {
					t.Errorf("%s: %d rows, %v", name, n, err)
					return fault.New(fault.Internal, "undo")
				}
				if audit.Verify(tx.Reader) == nil {
					t.Errorf("not found: %s", name)
				}
				return fault.New(fault.Internal, "undo")
			})
			if !fault.Is(err, "undo") {
				t.Fatal(err)
			}
		}
	})
}
