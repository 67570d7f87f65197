package audit

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Sign signs a text of a committee as a C2SP signed note and gives the line of the
// signature. A checkpoint is three lines that begin with the log's name; what is signed
// here must not look like one.
func (k *Key) Sign(tenant int64, text string) (string, error) {
	if strings.HasPrefix(text, "chibo/") || !strings.HasSuffix(text, "\n") {
		return "", errors.New("sign: a text that may be taken for a checkpoint, or without its end of line")
	}
	signer, err := k.signer(tenant)
	if err != nil {
		return "", err
	}
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	return strings.TrimPrefix(string(signed), text+"\n"), err
}

func (k *Key) signer(tenant int64) (note.Signer, error) {
	name := origin(tenant)
	hash := strings.Split(k.Public(tenant), "+")[1]
	return note.NewSigner(fmt.Sprintf("PRIVATE+KEY+%s+%s+%s", name, hash, base64.StdEncoding.EncodeToString(append([]byte{ed25519Note}, k.private.Seed()...))))
}

// Signed tells whether a line of signature over a text fits a committee's verifier key.
func Signed(text, signature, public string) bool {
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return false
	}
	n, err := note.Open([]byte(text+"\n"+signature), note.VerifierList(verifier))
	return err == nil && n.Text == text
}

// Whose tells which committee a verifier key speaks for.
func Whose(public string) (tenant int64, err error) {
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return 0, err
	}
	number, ok := strings.CutPrefix(verifier.Name(), "chibo/")
	if !ok {
		return 0, errors.New("key: not of a committee")
	}
	return strconv.ParseInt(number, 10, 64)
}
