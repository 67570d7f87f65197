// Package vault seals what may not lie readable in the database, its log files
// or its backup. Each person has a key of his own, kept wrapped in the database;
// whoever destroys that row makes all that was sealed with it unreadable for
// good (docs/adr/0041). The chain is: key file → key of a committee (HKDF) →
// wrapped random key of a person → AES-256-GCM. A sealed value opens only in the
// committee, table, column and row it was sealed for.
package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"chibo/internal/keyfile"
)

// ErrSealed says that a value does not open: of another place or person, cut
// short, altered, or its key is gone.
var ErrSealed = errors.New("vault: does not open")

const (
	keySize = 32
	scheme  = 1 // the first byte of what is sealed
)

// Vault holds the master key of a server and what follows from it for each of
// its committees. It is safe for use by many at once.
type Vault struct {
	master []byte
	mu     sync.RWMutex
	of     map[int64]committee
}

type committee struct {
	own cipher.AEAD // wraps persons' keys and seals what belongs to no single person
	mac []byte
}

// Place is where a sealed value stands. Table and column hold no "|".
type Place struct {
	Tenant             int64
	Table, Column, Row string
}

func (p Place) bytes() []byte {
	return []byte(strconv.FormatInt(p.Tenant, 10) + "|" + p.Table + "|" + p.Column + "|" + p.Row)
}

// Open reads the master key from DATA/keys, or makes it at the first start.
func Open(keys string) (*Vault, error) {
	key, err := keyfile.Open(keys, "person.key", keySize)
	if err != nil {
		return nil, err
	}
	return New(key)
}

// New makes a vault of a 32-byte master key.
func New(master []byte) (*Vault, error) {
	if len(master) != keySize {
		return nil, fmt.Errorf("key file: %d bytes instead of %d", len(master), keySize)
	}
	return &Vault{master: master, of: map[int64]committee{}}, nil
}

// committee derives a committee's keys, once a start.
func (v *Vault) committee(tenant int64) (committee, error) {
	v.mu.RLock()
	c, ok := v.of[tenant]
	v.mu.RUnlock()
	if ok {
		return c, nil
	}
	salt := []byte(strconv.FormatInt(tenant, 10))
	own, err := hkdf.Key(sha256.New, v.master, salt, "chibo tenant", keySize)
	if err != nil {
		return c, err
	}
	if c.mac, err = hkdf.Key(sha256.New, v.master, salt, "chibo tenant index", keySize); err != nil {
		return c, err
	}
	if c.own, err = gcm(own); err != nil {
		return c, err
	}
	v.mu.Lock()
	v.of[tenant] = c
	v.mu.Unlock()
	return c, nil
}

func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func seal(a cipher.AEAD, at Place, plain []byte) []byte {
	out := make([]byte, 1+a.NonceSize(), 1+a.NonceSize()+len(plain)+a.Overhead())
	out[0] = scheme
	_, _ = rand.Read(out[1:]) // never fails since Go 1.24
	return a.Seal(out, out[1:], plain, at.bytes())
}

func open(a cipher.AEAD, at Place, sealed []byte) ([]byte, error) {
	n := 1 + a.NonceSize()
	if len(sealed) < n+a.Overhead() || sealed[0] != scheme {
		return nil, ErrSealed
	}
	plain, err := a.Open(nil, sealed[1:n], sealed[n:], at.bytes())
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

// Key is the opened key of one person, for as long as a closure runs.
type Key struct{ aead cipher.AEAD }

// NewKey makes the key of a person: to be used, and wrapped for the table
// person_key.
func (v *Vault) NewKey(tenant int64, person string) (Key, []byte, error) {
	c, err := v.committee(tenant)
	if err != nil {
		return Key{}, nil, err
	}
	raw := make([]byte, keySize)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	a, err := gcm(raw)
	return Key{a}, seal(c.own, keyPlace(tenant, person), raw), err
}

func keyPlace(tenant int64, person string) Place {
	return Place{tenant, "person_key", "sealed", person}
}

// KeyOf unwraps the key of a person; ErrSealed where it is another's.
func (v *Vault) KeyOf(tenant int64, person string, wrapped []byte) (Key, error) {
	c, err := v.committee(tenant)
	if err != nil {
		return Key{}, err
	}
	raw, err := open(c.own, keyPlace(tenant, person), wrapped)
	if err != nil {
		return Key{}, err
	}
	a, err := gcm(raw)
	return Key{a}, err
}

// Seal encrypts a text for one place.
func (k Key) Seal(at Place, text string) []byte { return seal(k.aead, at, []byte(text)) }

// Open decrypts what Seal made, in that place only.
func (k Key) Open(at Place, sealed []byte) (string, error) {
	plain, err := open(k.aead, at, sealed)
	return string(plain), err
}

// Seal encrypts what belongs to a committee and to no single person, such as a
// row of a list that waits to be taken in.
func (v *Vault) Seal(at Place, text string) ([]byte, error) {
	c, err := v.committee(at.Tenant)
	if err != nil {
		return nil, err
	}
	return seal(c.own, at, []byte(text)), nil
}

// Open decrypts what Seal made, in that place only.
func (v *Vault) Open(at Place, sealed []byte) (string, error) {
	c, err := v.committee(at.Tenant)
	if err != nil {
		return "", err
	}
	plain, err := open(c.own, at, sealed)
	return string(plain), err
}

// Index is what an equal value can be found by in its committee without opening
// any: HMAC-SHA-256 in hexadecimal.
func (v *Vault) Index(tenant int64, field, value string) (string, error) {
	c, err := v.committee(tenant)
	if err != nil {
		return "", err
	}
	h := hmac.New(sha256.New, c.mac)
	h.Write([]byte(field + "|" + value))
	return hex.EncodeToString(h.Sum(nil)), nil
}
