package counts

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gowebpki/jcs"
	"golang.org/x/text/unicode/norm"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/vi"
)

// Schema names the form of a statement; another form is another name.
const Schema = "chibo/so-lieu-thang/1"

// FileMost is how long a file may be, in bytes; one made here has a few thousand.
const FileMost = 64 << 10

const nameMost = 400 // bytes of a committee's name, as an organisation's

// Statement is the month of a committee as it goes up.
type Statement struct {
	Schema    string  `json:"schema"`
	Tenant    int64   `json:"tenant" doc:"Number of the committee"`
	Committee string  `json:"committee"`
	Month     string  `json:"month" doc:"YYYY-MM"`
	Sequence  int64   `json:"sequence" doc:"Rises with every statement of the committee"`
	AsAt      int64   `json:"as_at" doc:"Milliseconds UTC: what was known then"`
	Figures   Figures `json:"figures"`
}

// File is a statement with the signature of the committee's server.
type File struct {
	Statement Statement `json:"statement"`
	Signature string    `json:"signature" doc:"Line of a C2SP signed note over the canonical JSON (RFC 8785) of the statement"`
}

// Signer signs a text for a committee with the key of this server.
type Signer func(tenant int64, text string) (line string, err error)

// text is what is signed: one line of canonical JSON, all text in NFC.
func (s Statement) text() (string, error) {
	b, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	if b, err = jcs.Transform(b); err != nil { // first, so that no letter hides in an escape
		return "", err
	}
	if b, err = jcs.Transform(norm.NFC.Bytes(b)); err != nil {
		return "", err
	}
	return string(b) + "\n", nil
}

// Sealed makes the file of a statement.
func (s Statement) Sealed(sign Signer) ([]byte, error) {
	text, err := s.text()
	if err != nil {
		return nil, err
	}
	line, err := sign(s.Tenant, text)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(File{s, line}, "", "  ")
}

// ReadFile reads a file somebody brought and says what is wrong with its form; whether
// its signature fits only Fits can tell.
func ReadFile(data []byte, law rule.Attention) (File, error) {
	var f File
	if len(data) > FileMost {
		return f, fault.Bad("file", "counts_large", "most", FileMost>>10)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(data)) == 0 {
		return f, fault.Bad("file", "counts_not_file")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	switch err := dec.Decode(&f); {
	case cut(err):
		return File{}, fault.Bad("file", "counts_cut")
	case err != nil:
		return File{}, fault.Bad("file", "counts_not_file")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) { // something stands behind it
		return File{}, fault.Bad("file", "counts_not_file")
	}
	return f, f.Statement.check(law, f.Signature)
}

// cut tells of a file that ends before its last bracket.
func cut(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }

func (s Statement) check(law rule.Attention, signature string) error {
	switch {
	case s.Schema != Schema:
		return fault.Bad("file", "counts_schema")
	case s.Tenant <= 0 || s.Sequence <= 0 || s.AsAt <= 0 || !vi.ValidDay(s.Month+"-01"),
		s.Committee == "" || len(s.Committee) > nameMost || !utf8.ValidString(s.Committee) || strings.ContainsAny(s.Committee, "\r\n"),
		signature == "" || len(signature) > 1000:
		return fault.Bad("file", "counts_not_file")
	}
	if s.Figures.Check(law) != nil || slices.ContainsFunc(s.Figures.Tables, func(t TableClasses) bool { return foreignTable(s.Tenant, t.Table) }) {
		return fault.Bad("file", "counts_impossible")
	}
	return nil
}

// Fits tells whether the signature is that of a committee's key.
func (f File) Fits(public string) bool {
	text, err := f.Statement.text()
	return err == nil && audit.Signed(text, f.Signature, public)
}

// Fingerprint is what people compare of a key, on the phone or on paper: 32 digits in
// groups of four.
func Fingerprint(public string) string {
	if public == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(public))
	digits := hex.EncodeToString(sum[:16])
	var groups []string
	for i := 0; i < len(digits); i += 4 {
		groups = append(groups, digits[i:i+4])
	}
	return strings.Join(groups, " ")
}

// sameFingerprint compares what somebody typed.
func sameFingerprint(typed, public string) bool {
	bare := strings.NewReplacer(" ", "", "-", "", ".", "", "\u00a0", "", ":", "")
	return strings.EqualFold(bare.Replace(typed), bare.Replace(Fingerprint(public)))
}
