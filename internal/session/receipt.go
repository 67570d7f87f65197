package session

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strings"
)

// Receipt draws the id of something kept under nobody's name, and the receipt that
// finds it again, out of the key its form made for itself and what else tells forms
// apart. The key is kept nowhere: the same form sent twice is one thing, and neither id
// nor receipt leads back to who sent it, or to the hour (docs/adr/0047). Without a key
// each call is a thing of its own.
func Receipt(key string, parts ...string) (id, receipt string) {
	if key == "" {
		key = rand.Text()
	}
	draw := func(what string) []byte {
		sum := sha256.Sum256([]byte(strings.Join(append(append([]string{what}, parts...), key), "\x00")))
		return sum[:]
	}
	return hex.EncodeToString(draw("id"))[:32], base32.StdEncoding.EncodeToString(draw("receipt"))[:8]
}

// ReceiptHash is what is kept of a receipt, as it was drawn or as somebody typed it:
// in either case of letters, with blanks or strokes between.
func ReceiptHash(typed string) []byte {
	sum := sha256.Sum256([]byte(strings.ToUpper(strings.NewReplacer(" ", "", "\u00a0", "", "-", "").Replace(typed))))
	return sum[:]
}
