package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"

	"chibo/internal/fault"
)

// Once makes a write idempotent: the first call under key runs do and keeps
// its answer in the same transaction; a repeat with the same request gets that
// answer again, one with another request is refused. An empty key runs do as
// it is. Keys live thirty days; the answer may hold a person's data, so it is sealed
// for the committee (docs/adr/0041).
func Once[T any](tx *Tx, key string, request any, do func() (T, error)) (T, error) {
	if key == "" {
		return do()
	}
	var answer T
	body, err := json.Marshal(request)
	if err != nil {
		return answer, err
	}
	sum := sha256.Sum256(body)
	at := Spot{"idempotency", "answer", tx.viewer.Person + "|" + key}
	type kept struct {
		request []byte
		answer  string
	}
	old, err := All(tx.Reader, func(scan Scan) (k kept, err error) { err = scan(&k.request, &k.answer); return },
		"select request, answer from idempotency where tenant = $1 and person = $2 and key = $3", tx.viewer.Person, key)
	if err != nil {
		return answer, err
	}
	if len(old) == 1 {
		if !bytes.Equal(old[0].request, sum[:]) {
			return answer, fault.New(fault.Invalid, "key_reused")
		}
		text, err := tx.Vault().OpenText(old[0].answer, at)
		if err != nil {
			return answer, err
		}
		return answer, json.Unmarshal([]byte(text), &answer)
	}
	if answer, err = do(); err != nil {
		return answer, err
	}
	sealed, err := tx.Vault().SealText(JSON(answer), at)
	if err != nil {
		return answer, err
	}
	_, err = tx.Exec("insert into idempotency (tenant, person, key, request, answer, at) values ($1, $2, $3, $4, $5, $6)",
		tx.viewer.Person, key, sum[:], sealed, tx.Recorded())
	return answer, err
}
