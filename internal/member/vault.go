package member

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/keyfile"
)

const identityField = "person.identity"

// Vault seals what may not lie readable in the database or its backup without
// the key file.
type Vault struct {
	aead cipher.AEAD
	mac  []byte
}

// OpenVault reads the key from DATA/keys, or makes it at the first start.
func OpenVault(keys string) (*Vault, error) {
	key, err := keyfile.Open(keys, "person.key", 32)
	if err != nil {
		return nil, err
	}
	return NewVault(key)
}

// NewVault makes a vault of a 32-byte key.
func NewVault(key []byte) (*Vault, error) {
	if len(key) != 32 {
		return nil, fmt.Errorf("key file: %d bytes instead of 32", len(key))
	}
	seal, err := hkdf.Key(sha256.New, key, nil, "chibo seal", 32)
	if err != nil {
		return nil, err
	}
	mac, err := hkdf.Key(sha256.New, key, nil, "chibo index", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(seal)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &Vault{aead, mac}, err
}

func bound(tenant int64, field, id string) []byte {
	return []byte(strconv.FormatInt(tenant, 10) + "|" + field + "|" + id)
}

// Seal encrypts a value so that it opens only for this tenant, field and row.
func (v *Vault) Seal(tenant int64, field, id, value string) []byte {
	nonce := make([]byte, v.aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails since Go 1.24
	return v.aead.Seal(nonce, nonce, []byte(value), bound(tenant, field, id))
}

// Open decrypts what Seal made.
func (v *Vault) Open(tenant int64, field, id string, sealed []byte) (string, error) {
	n := v.aead.NonceSize()
	if len(sealed) < n {
		return "", errors.New("vault: too short")
	}
	plain, err := v.aead.Open(nil, sealed[:n], sealed[n:], bound(tenant, field, id))
	return string(plain), err
}

// Index is what an equal value can be found by without opening any.
func (v *Vault) Index(tenant int64, field, value string) string {
	h := hmac.New(sha256.New, v.mac)
	h.Write(bound(tenant, field, value))
	return hex.EncodeToString(h.Sum(nil))
}

func decode(text string, into any) error { return json.Unmarshal([]byte(text), into) }

// digits keeps the digits of a number written with spaces or dots; anything
// else in it leaves it as it is.
func digits(s string) string {
	s = strings.NewReplacer(" ", "", ".", "", "-", "", "'", "", "\u00a0", "").Replace(s)
	return s
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
