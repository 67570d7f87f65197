package session_test

import (
	"bytes"
	"crypto/sha256"
	"strconv"
	"testing"

	"golang.org/x/crypto/argon2"

	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// TestATypedCodeIsKeptSlowly: what lies in the database of eight digits is no hash anybody can try through: not the
// plain one, and not the slow one without the salt that the key file gives. The code itself opens, another does not.
func TestATypedCodeIsKeptSlowly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		person(t, db, "hien", "Lường Thị Hiên")
		e := issue(t, db, store.System, "hien", session.Printed)
		var kept []byte
		var salt string
		db.Read(t, store.System, func(rd *store.Reader) (err error) {
			if salt, err = rd.Vault().Index("enrolment.code", ""); err != nil {
				return err
			}
			return rd.Get([]any{&kept}, `select code_hash from enrolment where tenant = $1 and id = $2`, e.ID)
		})
		plain := sha256.Sum256([]byte(e.Code))
		if bytes.Equal(kept, plain[:]) || bytes.Contains(kept, []byte(e.Code)) {
			t.Error("the code lies there under a fast hash")
		}
		hash := func(salt string) []byte {
			return argon2.IDKey([]byte(e.Code), []byte(salt), session.Cheap.Iterations, session.Cheap.Memory, 1, 32)
		}
		if !bytes.Equal(kept, hash(salt)) || session.CodeCost.Memory < 19*1024 || session.CodeCost.Iterations < 2 || session.CodeCost.KeyLength < 32 {
			t.Error("it is not kept by argon2id at the cost of passwords")
		}
		if bytes.Equal(kept, hash("")) || len(salt) < 32 {
			t.Error("without the key file it can be tried through")
		}
		at, wrong := strconv.FormatInt(db.Tenant, 10)+"-", "00000000"
		if e.Code == wrong {
			wrong = "11111111"
		}
		if _, err := redeem(db, at+wrong, "x"); err == nil {
			t.Error("another code opened")
		}
		if _, err := redeem(db, at+e.Code, "x"); err != nil {
			t.Errorf("the code: %v", err)
		}
	})
}
