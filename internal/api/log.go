package api

import (
	"context"
	"encoding/hex"
	"net/http"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/minutes"
	"chibo/internal/store"
)

// Checkpoint is the newest state of the committee's tree (RFC 6962).
type Checkpoint struct {
	Tenant int64   `json:"tenant"`
	Size   int64   `json:"size"`
	Root   string  `json:"root" doc:"Hex, as in proofs"`
	At     Instant `json:"at"`
	Note   string  `json:"note,omitempty" doc:"The head as a C2SP signed checkpoint"`
	Key    string  `json:"key,omitempty" doc:"Verifier key of the log"`
}

func (s *server) log() {
	read(s, "log.checkpoint", func(rd *store.Reader, _ *struct{}) (Checkpoint, error) {
		if err := access.MustAny(rd, access.LogView); err != nil {
			return Checkpoint{}, err
		}
		h, err := audit.Checkpoint(rd)
		if err != nil {
			return Checkpoint{}, err
		}
		key, err := audit.Public(rd)
		return Checkpoint{Tenant: rd.Tenant(), Size: h.Size, Root: hex.EncodeToString(h.Root), At: Instant(h.At), Note: h.Note, Key: key}, err
	})

	// The bytes are those of the proof file that "chibo verify" reads: every one counts.
	s.file("log.proof", []string{"document"}, "application/json", func(ctx context.Context, r *http.Request) (out file, err error) {
		out.kind = "application/json"
		err = s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) {
			out.data, err = minutes.ProofOf(rd, r.PathValue("document"))
			return err
		})
		return out, err
	})
}
