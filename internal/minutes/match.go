package minutes

import (
	"bytes"
	"context"
	"encoding/hex"
	"strconv"
	"strings"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Printed is what a QR or the last line of a printed paper says of it.
type Printed struct {
	Document string
	Version  int
	Hash     []byte // first 16 bytes of the commitment
}

// ParsePrinted reads the code of a printed paper: what a scanner gives (an
// address ending in document, version and hash) or the same typed with blanks.
func ParsePrinted(text string) (Printed, error) {
	bad := fault.Bad("code", "proof_code")
	if len(text) > 500 {
		return Printed{}, bad
	}
	fields := strings.FieldsFunc(text, func(r rune) bool {
		return r == '/' || r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '·' || r == '\u00a0'
	})
	at := -1
	for i, f := range fields {
		if isID(f) {
			at = i
		}
	}
	if at < 0 || at+2 >= len(fields) {
		return Printed{}, bad
	}
	version, err := strconv.Atoi(fields[at+1])
	if err != nil || version < 1 || version > highest {
		return Printed{}, bad
	}
	hash, err := hex.DecodeString(strings.ToLower(strings.Join(fields[at+2:], "")))
	if err != nil || len(hash) != 16 {
		return Printed{}, bad
	}
	return Printed{strings.ToLower(fields[at]), version, hash}, nil
}

func isID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, c := range strings.ToLower(s) {
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (c == '-') || !dash && !strings.ContainsRune("0123456789abcdef", c) {
			return false
		}
	}
	return true
}

// The answers to a printed code.
const (
	Same    = "same"
	Differs = "differs"
	Unknown = "unknown"
)

// Compare tells whether a printed code is that of a paper kept here, in
// whichever committee. Anyone may ask; it says nothing of the paper. tenant is
// the committee that keeps it, 0 where none does.
func Compare(ctx context.Context, db *store.DB, p Printed) (answer string, tenant int64, err error) {
	tenants, err := db.Tenants(ctx)
	if err != nil {
		return "", 0, err
	}
	for _, t := range tenants {
		var have []byte
		err := db.Read(ctx, store.Viewer{Tenant: t, Person: store.System}, func(rd *store.Reader) error {
			return rd.Get([]any{&have}, `select commitment from paper where tenant = $1 and id = $2 and version = $3`, p.Document, p.Version)
		})
		if store.IsNoRow(err) {
			continue
		}
		if err != nil {
			return "", 0, err
		}
		if len(have) >= 16 && bytes.Equal(have[:16], p.Hash) {
			return Same, t, nil
		}
		return Differs, t, nil
	}
	return Unknown, 0, nil
}

// KeyOf is the verifier key under which a committee's log is signed here, ""
// where it is not kept here or not signed.
func KeyOf(ctx context.Context, db *store.DB, tenant int64) (key string, err error) {
	err = db.Read(ctx, store.Viewer{Tenant: tenant, Person: store.System}, func(rd *store.Reader) (err error) {
		key, err = audit.Public(rd)
		return err
	})
	return key, err
}
