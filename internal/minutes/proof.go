package minutes

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gowebpki/jcs"

	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// ProofSchema names the form of a proof.
const ProofSchema = "chibo/proof/1"

// Proof is the file that shows, without any server, that a paper says what it
// said when it was sealed and stands in the committee's log. Hex throughout.
type Proof struct {
	Schema     string          `json:"schema"`
	Body       json.RawMessage `json:"body"` // the sealed document
	Salt       string          `json:"salt"`
	Commitment string          `json:"commitment"`
	Leaf       string          `json:"leaf"`      // the log's record of it, as text
	Seq        int64           `json:"seq"`       // its place in the log
	Inclusion  []string        `json:"inclusion"` // the path from leaf to root
	Checkpoint Checkpoint      `json:"checkpoint"`
	Digest     string          `json:"digest"` // SHA-256 of this file without this line
}

// Checkpoint is the log's head the proof leads to, with its signature (a C2SP
// signed note) and the key that made it, where the server has one.
type Checkpoint struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
	Note string `json:"note,omitempty"`
	Key  string `json:"key,omitempty"`
}

// ProofOf makes the proof of the newest version of a paper that the viewer may
// read. The log numbers a leaf within a second of sealing; before that it is
// "proof_not_ready".
func ProofOf(rd *store.Reader, paperID string) ([]byte, error) {
	return ProofOfVersion(rd, paperID, 0)
}

// ProofOfVersion makes the proof of one version of a paper.
func ProofOfVersion(rd *store.Reader, paperID string, version int) ([]byte, error) {
	s, err := VersionOf(rd, paperID, version)
	if err != nil {
		return nil, err
	}
	in, err := audit.Prove(rd, s.Leaf)
	if fault.KindOf(err) == fault.NotFound {
		return nil, fault.New(fault.Conflict, "proof_not_ready")
	}
	if err != nil {
		return nil, err
	}
	p := Proof{Schema: ProofSchema, Body: s.Body, Salt: hex.EncodeToString(s.Salt), Commitment: hex.EncodeToString(s.Commitment), Leaf: string(in.Leaf), Seq: in.Seq,
		Inclusion: []string{}, Checkpoint: Checkpoint{Size: in.Head.Size, Root: hex.EncodeToString(in.Head.Root), Note: in.Head.Note}}
	if in.Head.Note != "" {
		if p.Checkpoint.Key, err = audit.Public(rd); err != nil {
			return nil, err
		}
	}
	for _, h := range in.Hashes {
		p.Inclusion = append(p.Inclusion, hex.EncodeToString(h))
	}
	return p.bytes()
}

// bytes is the one way to write a proof, so that every byte of the file counts.
func (p Proof) bytes() ([]byte, error) {
	p.Digest = ""
	bare, err := canonical(p)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(bare)
	p.Digest = hex.EncodeToString(sum[:])
	return canonical(p)
}

func canonical(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return jcs.Transform(b)
}

// Proved is what a proof file shows, once nothing in it is wrong.
type Proved struct {
	Document   Document
	Commitment string
	Seq        int64
	Size       int64
	At         int64  // when it was sealed, by the log
	Key        string // that signed the checkpoint; "" where it is not signed
}

// VerifyProof checks a proof file with nothing but the file. It answers what is
// wrong, nil when nothing is.
func VerifyProof(data []byte) error {
	_, err := ReadProof(data)
	return err
}

// StrangeKey refuses a proof whose log another key signed than the one expected.
func StrangeKey(key string) error { return wrong("proof_signature", errors.New("signed by "+key)) }

func wrong(code string, cause error) error { return fault.New(fault.Invalid, code).Because(cause) }

// ReadProof is VerifyProof that tells what the file proves. Its refusals name
// what is wrong: not a proof at all, altered afterwards, other words than were
// sealed, not in the log, a signature that does not fit.
func ReadProof(data []byte) (Proved, error) {
	var p Proof
	if !utf8.Valid(data) {
		return Proved{}, wrong("proof_unreadable", errors.New("not UTF-8"))
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return Proved{}, wrong("proof_unreadable", err)
	}
	if p.Schema != ProofSchema {
		return Proved{}, wrong("proof_unreadable", fmt.Errorf("unknown form %q", p.Schema))
	}
	again, err := p.bytes()
	if err != nil {
		return Proved{}, wrong("proof_unreadable", err)
	}
	if !bytes.Equal(bytes.TrimSuffix(data, []byte("\n")), again) {
		return Proved{}, wrong("proof_altered", nil)
	}
	salt, err := hex.DecodeString(p.Salt)
	if err != nil || len(salt) != 32 {
		return Proved{}, wrong("proof_altered", errors.New("the salt is not 32 bytes"))
	}
	body, err := jcs.Transform(p.Body)
	if err != nil {
		return Proved{}, wrong("proof_unreadable", err)
	}
	if hex.EncodeToString(commit(salt, body)) != p.Commitment {
		return Proved{}, wrong("proof_words", nil)
	}
	out := Proved{Commitment: p.Commitment, Seq: p.Seq, Size: p.Checkpoint.Size}
	if err := json.Unmarshal(body, &out.Document); err != nil {
		return Proved{}, wrong("proof_unreadable", err)
	}
	if out.Document.Schema != Schema {
		return Proved{}, wrong("proof_unreadable", fmt.Errorf("unknown form of paper %q", out.Document.Schema))
	}
	if out.At, err = leafOf(p, out.Document); err != nil {
		return Proved{}, wrong("proof_log", err)
	}
	head, err := p.included()
	if err != nil {
		return Proved{}, wrong("proof_log", err)
	}
	if out.Key, err = p.Checkpoint.signed(out.Document.Tenant, head); err != nil {
		return Proved{}, wrong("proof_signature", err)
	}
	return out, nil
}

// included checks the path from the leaf to the root.
func (p Proof) included() (audit.Head, error) {
	in := audit.Proof{Leaf: []byte(p.Leaf), Seq: p.Seq, Head: audit.Head{Size: p.Checkpoint.Size}}
	var err error
	if in.Head.Root, err = hex.DecodeString(p.Checkpoint.Root); err != nil || len(in.Head.Root) != sha256.Size {
		return in.Head, errors.New("the checkpoint is not 32 bytes")
	}
	for _, text := range p.Inclusion {
		h, err := hex.DecodeString(text)
		if err != nil || len(h) != sha256.Size {
			return in.Head, errors.New("a hash of the path is not 32 bytes")
		}
		in.Hashes = append(in.Hashes, h)
	}
	if in.Seq < 0 || in.Seq >= in.Head.Size {
		return in.Head, errors.New("the leaf lies outside the log")
	}
	return in.Head, in.Check()
}

// signed checks the signature under the checkpoint; "" where there is none.
func (c Checkpoint) signed(tenant int64, head audit.Head) (string, error) {
	if c.Note == "" && c.Key == "" {
		return "", nil
	}
	o, err := audit.OpenCheckpoint(c.Note, c.Key)
	if err != nil {
		return "", err
	}
	if o.Tenant != tenant || o.Size != head.Size || !bytes.Equal(o.Root, head.Root) {
		return "", errors.New("the signature is of another checkpoint")
	}
	return c.Key, nil
}

// leafOf compares the log's record with the paper it is said to be of, and
// tells its time.
func leafOf(p Proof, d Document) (int64, error) {
	lines := strings.Split(p.Leaf, "\n")
	if len(lines) != 8 || lines[0] != "chibo leaf v1" || lines[1] != strconv.FormatInt(d.Tenant, 10) || lines[3] != d.Type || lines[4] != strconv.Itoa(d.Version) || lines[6] != p.Commitment || lines[7] != "" {
		return 0, errors.New("the log's record is of another paper")
	}
	return strconv.ParseInt(lines[5], 10, 64)
}
