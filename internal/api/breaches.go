package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"chibo/internal/privacy"
	"chibo/internal/store"
)

// Breach is data that got out.
type Breach struct {
	ID       string  `json:"id"`
	FoundAt  Instant `json:"found_at"`
	TellBy   Instant `json:"tell_by" doc:"Last moment to tell the authority, by rule privacy.breach"`
	Since    Instant `json:"since"`
	Until    Instant `json:"until"`
	Viewer   string  `json:"viewer,omitempty" doc:"Person through whose account"`
	Session  string  `json:"session,omitempty"`
	Everyone bool    `json:"everyone" doc:"The whole machine or a backup was lost"`
	Text     string  `json:"text"`
	Persons  *int    `json:"persons,omitempty" doc:"How many it concerns; of a single one"`
	ToldOn   string  `json:"told_on,omitempty"`
	Ref      string  `json:"ref,omitempty"`
	Rule     RuleRef `json:"rule"`
	Version  int64   `json:"version"`
}

func (s *server) wireBreach(in interface{ Tenant() int64 }, b privacy.Breach) Breach {
	book := s.book(in)
	return Breach{ID: b.ID, FoundAt: Instant(b.FoundAt), TellBy: Instant(b.TellBy(book)), Since: Instant(b.Since), Until: Instant(b.Until), Viewer: b.Viewer, Session: b.Session, Everyone: b.Everyone,
		Text: b.Text, ToldOn: b.ToldOn, Ref: b.Ref, Rule: wireRule(book, b.Rule), Version: b.Version}
}

// ConcernedPerson is one whose data got out.
type ConcernedPerson struct {
	Person  string   `json:"person"`
	Name    string   `json:"name"`
	Org     string   `json:"org,omitempty" doc:"Name of the cell on the last day of the window"`
	What    []string `json:"what" nullable:"false" doc:"Kinds of look; all: everything kept; own: the own pages, through the own account"`
	Viewers []string `json:"viewers" nullable:"false"`
	Times   int      `json:"times"`
	First   Instant  `json:"first"`
	Last    Instant  `json:"last"`
}

func (s *server) breaches() {
	read(s, "breaches.list", func(rd *store.Reader, _ *struct{}) (List[Breach], error) {
		all, err := privacy.Leaks(rd)
		return list(all, "", func(b privacy.Breach) Breach { return s.wireBreach(rd, b) }), err
	})
	read(s, "breaches.get", func(rd *store.Reader, in *ByID) (Breach, error) {
		b, err := privacy.LeakOf(rd, in.ID)
		if err != nil {
			return Breach{}, err
		}
		n, err := privacy.CountAffected(rd, in.ID)
		out := s.wireBreach(rd, b)
		out.Persons = &n
		return out, err
	})
	write(s, "breaches.create", func(tx *store.Tx, in *struct {
		Body struct {
			FoundAt  Instant `json:"found_at"`
			Since    Instant `json:"since"`
			Until    Instant `json:"until"`
			Viewer   string  `json:"viewer,omitempty" maxLength:"64"`
			Session  string  `json:"session,omitempty" maxLength:"64"`
			Everyone bool    `json:"everyone,omitempty"`
			Text     string  `json:"text" minLength:"1" maxLength:"2000"`
		}
	}) (Filed, error) {
		b := in.Body
		made, err := privacy.Leak(tx, s.book(tx), privacy.Breach{FoundAt: int64(b.FoundAt), Since: int64(b.Since), Until: int64(b.Until), Viewer: b.Viewer, Session: b.Session, Everyone: b.Everyone, Text: b.Text})
		return Filed{made.ID}, err
	})
	write(s, "breaches.tell", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Day     string `json:"day" format:"date"`
			Ref     string `json:"ref" minLength:"1" maxLength:"200" doc:"Number of the notice"`
			Version int64  `json:"version"`
		}
	}) (struct{}, error) {
		return struct{}{}, privacy.Tell(tx, in.ID, in.Body.Day, in.Body.Ref, in.Body.Version)
	})
	s.concerned()
}

// concerned gives the list; that it was taken is written down before it leaves.
func (s *server) concerned() {
	huma.Register(s.huma, s.describe("breaches.persons"), func(ctx context.Context, in *ByID) (*reply[List[ConcernedPerson]], error) {
		var b privacy.Breach
		var all []privacy.Concerned
		err := s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) { b, all, err = privacy.Affected(rd, in.ID); return err })
		if err == nil {
			err = s.DB.Write(ctx, viewerOf(ctx), func(tx *store.Tx) error { return privacy.TakeList(tx, s.book(tx), b, "", len(all), "json") })
		}
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return &reply[List[ConcernedPerson]]{Body: list(all, "", func(c privacy.Concerned) ConcernedPerson {
			return ConcernedPerson{c.Person, c.Name, c.Org, append([]string{}, c.What...), append([]string{}, c.Viewers...), c.Times, Instant(c.First), Instant(c.Last)}
		})}, nil
	})
}
