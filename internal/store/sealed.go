package store

import (
	"encoding/base64"
	"errors"
	"strings"

	"chibo/internal/vault"
)

// Vault is the server's vault bound to the tenant of a closure.
type Vault struct {
	v      *vault.Vault
	tenant int64
}

// errNoKey is met where a database was opened without its key file.
var errNoKey = errors.New("store: opened without a vault, nothing sealed can be read or written")

// Spot is where a sealed value stands in the tenant's tables.
type Spot struct{ Table, Column, Row string }

func (v Vault) at(s Spot) vault.Place {
	return vault.Place{Tenant: v.tenant, Table: s.Table, Column: s.Column, Row: s.Row}
}

// textMark begins a sealed text in a column of text; no JSON does.
const textMark = "~1:"

// SealText seals for the committee what stands in a column of text.
func (v Vault) SealText(text string, at Spot) (string, error) {
	if v.v == nil {
		return "", errNoKey
	}
	sealed, err := v.v.Seal(v.at(at), text)
	return textMark + base64.RawStdEncoding.EncodeToString(sealed), err
}

// OpenText opens what SealText made; a text of before it was sealed comes back
// as it is.
func (v Vault) OpenText(kept string, at Spot) (string, error) {
	coded, sealed := strings.CutPrefix(kept, textMark)
	if !sealed {
		return kept, nil
	}
	if v.v == nil {
		return "", errNoKey
	}
	raw, err := base64.RawStdEncoding.DecodeString(coded)
	if err != nil {
		return "", vault.ErrSealed
	}
	return v.v.Open(v.at(at), raw)
}

// NewKey makes a person's key and its wrapped form for the table person_key.
func (v Vault) NewKey(person string) (Key, []byte, error) {
	if v.v == nil {
		return Key{}, nil, errNoKey
	}
	k, wrapped, err := v.v.NewKey(v.tenant, person)
	return Key{k, v}, wrapped, err
}

// KeyOf unwraps a person's key.
func (v Vault) KeyOf(person string, wrapped []byte) (Key, error) {
	if v.v == nil {
		return Key{}, errNoKey
	}
	k, err := v.v.KeyOf(v.tenant, person, wrapped)
	return Key{k, v}, err
}

// Index is what an equal value can be found by without opening any.
func (v Vault) Index(field, value string) (string, error) {
	if v.v == nil {
		return "", errNoKey
	}
	return v.v.Index(v.tenant, field, value)
}

// Former opens what was sealed under the one key of the server.
func (v Vault) Former(field, row string, sealed []byte) (string, error) {
	if v.v == nil {
		return "", errNoKey
	}
	return v.v.Former(v.tenant, field, row, sealed)
}

// Key is one person's key in the tenant of a closure.
type Key struct {
	k vault.Key
	v Vault
}

// Seal encrypts a text for one spot.
func (k Key) Seal(at Spot, text string) []byte { return k.k.Seal(k.v.at(at), text) }

// Open decrypts what Seal made for that spot.
func (k Key) Open(at Spot, sealed []byte) (string, error) { return k.k.Open(k.v.at(at), sealed) }
