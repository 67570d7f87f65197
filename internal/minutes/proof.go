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

// Checkpoint is the log's head the proof leads to.
type Checkpoint struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
}

// ProofOf makes the proof of the newest version of a paper. The log numbers a
// leaf within a second of sealing; before that it is "proof_not_ready".
func ProofOf(rd *store.Reader, paperID string) ([]byte, error) {
	s, err := store.One(rd, scanSealed, `select `+sealedColumns+` from paper where tenant = $1 and id = $2 order by version desc limit 1`, paperID)
	if err != nil {
		return nil, err
	}
	ok, err := s.seen(rd)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fault.Missing()
	}
	in, err := audit.Prove(rd, s.Leaf)
	if fault.KindOf(err) == fault.NotFound {
		return nil, fault.New(fault.Conflict, "proof_not_ready")
	}
	if err != nil {
		return nil, err
	}
	p := Proof{Schema: ProofSchema, Body: s.Body, Salt: hex.EncodeToString(s.Salt), Commitment: hex.EncodeToString(s.Commitment), Leaf: string(in.Leaf), Seq: in.Seq,
		Inclusion: []string{}, Checkpoint: Checkpoint{in.Head.Size, hex.EncodeToString(in.Head.Root)}}
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

// VerifyProof checks a proof file with nothing but the file. It answers what is
// wrong, nil when nothing is.
func VerifyProof(data []byte) error {
	var p Proof
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return fmt.Errorf("proof: not readable: %w", err)
	}
	if p.Schema != ProofSchema {
		return fmt.Errorf("proof: unknown form %q", p.Schema)
	}
	again, err := p.bytes()
	if err != nil {
		return fmt.Errorf("proof: %w", err)
	}
	if !bytes.Equal(bytes.TrimSuffix(data, []byte("\n")), again) {
		return errors.New("proof: the file was altered")
	}
	salt, err := hex.DecodeString(p.Salt)
	if err != nil || len(salt) != 32 {
		return errors.New("proof: the salt is not 32 bytes")
	}
	body, err := jcs.Transform(p.Body)
	if err != nil {
		return fmt.Errorf("proof: %w", err)
	}
	if hex.EncodeToString(commit(salt, body)) != p.Commitment {
		return errors.New("proof: the paper does not say what was sealed")
	}
	var d Document
	if err := json.Unmarshal(body, &d); err != nil {
		return fmt.Errorf("proof: %w", err)
	}
	if d.Schema != Schema {
		return fmt.Errorf("proof: unknown form of paper %q", d.Schema)
	}
	if err := leafOf(p, d); err != nil {
		return err
	}
	in := audit.Proof{Leaf: []byte(p.Leaf), Seq: p.Seq, Head: audit.Head{Size: p.Checkpoint.Size}}
	if in.Head.Root, err = hex.DecodeString(p.Checkpoint.Root); err != nil || len(in.Head.Root) != sha256.Size {
		return errors.New("proof: the checkpoint is not 32 bytes")
	}
	for _, text := range p.Inclusion {
		h, err := hex.DecodeString(text)
		if err != nil || len(h) != sha256.Size {
			return errors.New("proof: a hash of the path is not 32 bytes")
		}
		in.Hashes = append(in.Hashes, h)
	}
	if in.Seq < 0 || in.Seq >= in.Head.Size {
		return errors.New("proof: the leaf lies outside the log")
	}
	if err := in.Check(); err != nil {
		return fmt.Errorf("proof: the log does not hold this paper: %w", err)
	}
	return nil
}

// leafOf compares the log's record with the paper it is said to be of.
func leafOf(p Proof, d Document) error {
	lines := strings.Split(p.Leaf, "\n")
	if len(lines) != 8 || lines[0] != "chibo leaf v1" || lines[1] != strconv.FormatInt(d.Tenant, 10) || lines[3] != d.Type || lines[4] != strconv.Itoa(d.Version) || lines[6] != p.Commitment || lines[7] != "" {
		return errors.New("proof: the log's record is of another paper")
	}
	return nil
}
