package api

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"chibo/internal/offline"
	"chibo/internal/session"
	"chibo/internal/store"
)

// NewKey is a one-time way in for a person, told once.
type NewKey struct {
	Person    Named   `json:"person"`
	Link      string  `json:"link" doc:"The path below the server's address that the new device opens"`
	Code      string  `json:"code" doc:"Eight digits, typed by hand"`
	ExpiresAt Instant `json:"expires_at"`
}

func wireNewKey(e session.Enrolment) NewKey {
	return NewKey{Person: Named{ID: e.Person, Name: e.Name}, Link: activation + e.Link, Code: e.Code, ExpiresAt: Instant(e.ExpiresAt)}
}

// activation is where pages take a link (web/link, which the API does not know).
const activation = "/kich-hoat/"

// Device is one of the caller's own sessions.
type Device struct {
	ID        string  `json:"id"`
	Kind      string  `json:"kind" enum:"device,token"`
	Device    string  `json:"device"`
	Shared    bool    `json:"shared"`
	IssuedBy  string  `json:"issued_by,omitempty" doc:"Who handed the code out"`
	CreatedAt Instant `json:"created_at"`
	LastSeen  Instant `json:"last_seen"`
	ExpiresAt Instant `json:"expires_at"`
	Current   bool    `json:"current" doc:"The token of this very call"`
}

func wireDevice(e session.Entry) Device {
	return Device{ID: e.ID, Kind: e.Kind, Device: e.Device, Shared: e.Shared, IssuedBy: e.IssuedBy, CreatedAt: Instant(e.CreatedAt), LastSeen: Instant(e.LastSeen), ExpiresAt: Instant(e.ExpiresAt), Current: e.Current}
}

// handOver is a call whose answer holds a secret: it is kept nowhere, so the
// same sent twice makes a second code, which kills the first.
type handOver struct {
	ByID
	Body struct {
		Kind string `json:"kind,omitempty" enum:"scanned,printed" doc:"Shown on a screen (ten minutes, the default) or printed (three days)"`
	}
}

func (s *server) door() {
	secret := func(id string, do func(*store.Tx, string, string) (session.Enrolment, error)) {
		op := s.describe(id)
		op.Parameters = nil
		huma.Register(s.huma, op, func(ctx context.Context, in *handOver) (*reply[NewKey], error) {
			var e session.Enrolment
			err := s.DB.Write(ctx, viewerOf(ctx), func(tx *store.Tx) (err error) { e, err = do(tx, in.ID, in.Body.Kind); return })
			if err != nil {
				return nil, problemOf(ctx, err)
			}
			return &reply[NewKey]{wireNewKey(e)}, nil
		})
	}
	secret("enrolments.create", session.Issue)
	secret("sessions.end", func(tx *store.Tx, person, kind string) (session.Enrolment, error) {
		e, err := session.Lost(tx, person, kind)
		if err != nil {
			return e, err
		}
		return e, offline.Lost(tx, person, "")
	})

	read(s, "my-sessions.list", func(rd *store.Reader, _ *struct{}) (List[Device], error) {
		all, err := session.Mine(rd)
		return list(all, "", wireDevice), err
	})
	write(s, "my-sessions.end", func(tx *store.Tx, in *ByID) (struct{}, error) {
		return struct{}{}, session.SignOut(tx, strings.TrimSpace(in.ID))
	})
}
