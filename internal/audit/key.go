package audit

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"chibo/internal/keyfile"
)

// Key signs the heads of the logs of this server. It lies in DATA/keys, never
// in the database: whoever alters the database cannot sign what comes of it.
type Key struct{ private ed25519.PrivateKey }

// OpenKey reads the key from DATA/keys, or makes it (0600) at the first start.
func OpenKey(keys string) (*Key, error) {
	seed, err := keyfile.Open(keys, "log.key", ed25519.SeedSize)
	if err != nil {
		return nil, err
	}
	return NewKey(seed)
}

// NewKey makes a key of its 32-byte seed.
func NewKey(seed []byte) (*Key, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("log key: %d bytes instead of %d", len(seed), ed25519.SeedSize)
	}
	return &Key{ed25519.NewKeyFromSeed(seed)}, nil
}

// origin names a committee's log in its checkpoints.
func origin(tenant int64) string { return "chibo/" + strconv.FormatInt(tenant, 10) }

const ed25519Note = 1 // C2SP signed-note: the algorithm byte of Ed25519

// Public is the verifier key of a committee's log, in the form of C2SP signed
// notes: name+hash+key. It is no secret and may be printed.
func (k *Key) Public(tenant int64) string {
	name, public := origin(tenant), append([]byte{ed25519Note}, k.private.Public().(ed25519.PublicKey)...)
	return fmt.Sprintf("%s+%08x+%s", name, keyHash(name, public), base64.StdEncoding.EncodeToString(public))
}

func keyHash(name string, public []byte) uint32 {
	sum := sha256.Sum256(append([]byte(name+"\n"), public...))
	return binary.BigEndian.Uint32(sum[:])
}

// checkpoint signs a head: a C2SP checkpoint of three lines and its signature.
func (k *Key) checkpoint(tenant int64, h Head) (string, error) {
	signer, err := k.signer(tenant)
	if err != nil {
		return "", err
	}
	text, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%s\n", origin(tenant), h.Size, base64.StdEncoding.EncodeToString(h.Root))}, signer)
	return string(text), err
}

// Opened is a signed checkpoint that was read and whose signature fits the key.
type Opened struct {
	Tenant int64
	Size   int64
	Root   []byte
}

// OpenCheckpoint checks a signed checkpoint with a verifier key.
func OpenCheckpoint(text, public string) (o Opened, err error) {
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return o, err
	}
	n, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return o, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return o, errors.New("checkpoint: not of this log")
	}
	number, ok := strings.CutPrefix(lines[0], "chibo/")
	if !ok {
		return o, errors.New("checkpoint: not of a committee")
	}
	if o.Tenant, err = strconv.ParseInt(number, 10, 64); err != nil {
		return o, err
	}
	if o.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || strconv.FormatInt(o.Size, 10) != lines[1] {
		return o, errors.New("checkpoint: the size is no number")
	}
	if o.Root, err = base64.StdEncoding.DecodeString(lines[2]); err != nil || len(o.Root) != sha256.Size {
		return o, errors.New("checkpoint: the root is not 32 bytes")
	}
	return o, nil
}
