package vault

import (
	"crypto/hkdf"
	"crypto/sha256"
	"strconv"
)

// Former opens what was sealed before each person had a key: one key for the
// server, bound to committee, field and row. It serves the start that moves such
// values over, and nobody else.
func (v *Vault) Former(tenant int64, field, row string, sealed []byte) (string, error) {
	key, err := hkdf.Key(sha256.New, v.master, nil, "chibo seal", keySize)
	if err != nil {
		return "", err
	}
	a, err := gcm(key)
	if err != nil {
		return "", err
	}
	n := a.NonceSize()
	if len(sealed) < n {
		return "", ErrSealed
	}
	plain, err := a.Open(nil, sealed[:n], sealed[n:], []byte(strconv.FormatInt(tenant, 10)+"|"+field+"|"+row))
	if err != nil {
		return "", ErrSealed
	}
	return string(plain), nil
}
