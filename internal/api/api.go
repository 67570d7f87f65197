// Package api is the JSON API, version 1: the same rooms as the pages, for the
// committee's own programs. Shape and names are promised by design/api.md;
// more may be added, nothing renamed. It decodes, calls a room, encodes; every
// rule and every right is the room's.
package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"golang.org/x/text/language"

	"chibo/internal/access"
	"chibo/internal/backup"
	"chibo/internal/counts"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/office/pdf"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Deps is what the hall hands to the API.
type Deps struct {
	DB           *store.DB
	Book         *rule.Book                                                     // the shipped rules
	Books        *regulation.Books                                              // each committee's own beside them; nil makes them from Book
	Authenticate func(ctx context.Context, token string) (store.Viewer, error)  // bearer token → who acts
	PersonFile   func(rd *store.Reader, person string) ([]byte, error)          // all that is kept about a person, JSON; nil: none
	Keeper       *backup.Keeper                                                 // of the nightly backups; nil: none
	CommitImport func(tx *store.Tx, id string) error                            // nil: member.Commit and a job ImportJob
	Sign         counts.Signer                                                  // signs a committee's counts; nil: no file can be made
	PDF          func(ctx context.Context, docx []byte) (pdf []byte, err error) // nil: office/pdf
}

const (
	bodyLimit   = 1 << 20
	importLimit = 10 << 20
	keyLimit    = 200
)

// server is one API with its wiring.
type server struct {
	Deps
	mux  *http.ServeMux
	huma huma.API
	done map[string]bool // operations that have a handler
	spec func() []byte   // the description of all this, drawn up when it is first asked for
}

// New builds the handler for everything below /api/v1/. It panics when an
// operation has no action or no handler: a mistake of ours that must not reach
// a committee.
func New(deps Deps) http.Handler {
	s := &server{Deps: deps, mux: http.NewServeMux(), done: map[string]bool{}}
	if s.CommitImport == nil {
		s.CommitImport = startImport
	}
	if s.Books == nil {
		s.Books = regulation.NewBooks(s.DB, s.Book)
	}
	if s.PDF == nil {
		s.PDF = pdf.Convert
	}
	config := huma.DefaultConfig("Chi bộ số", "1")
	config.Info.Description = "Tokens: `chibo token --as NAME`, sent as `Authorization: Bearer …`. Writes may carry Idempotency-Key; edits carry `version`."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil // no $schema links
	config.RejectUnknownQueryParameters = true
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"bearer": {Type: "http", Scheme: "bearer"}}
	s.huma = humago.New(s.mux, config)
	s.register()
	for _, op := range operations {
		if op.Action == "" {
			panic("api: operation " + op.ID + " names no action")
		}
		if !s.done[op.ID] {
			panic("api: operation " + op.ID + " has no handler")
		}
	}
	s.spec = sync.OnceValue(func() []byte {
		spec, err := json.Marshal(s.huma.OpenAPI())
		if err != nil {
			panic(err)
		}
		return spec
	})
	return http.HandlerFunc(s.serve)
}

func (s *server) register() {
	s.plain("openapi", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(s.spec()) // the client went away: nobody to tell
	})
	s.people()
	s.orgs()
	s.work()
	s.members()
	s.imports()
	s.meetings()
	s.course()
	s.papers()
	s.handouts()
	s.preparation()
	s.attachments()
	s.tasks()
	s.standing()
	s.privacy()
	s.formality()
	s.concerns()
	s.campaigns()
	s.counts()
	s.silence()
	s.digest()
	s.schedules()
	s.directives()
	s.assist()
	s.inspection()
	s.mandates()
	s.visits()
	s.goodways()
	s.programmes()
	s.households()
	s.matters()
	s.commends()
	s.reviews()
	s.rules()
	s.trends()
	s.taskSteps()
	s.duties()
	s.proofs()
	s.log()
	s.system()
	s.late()
	s.door()
	s.own()
}

// find gives the row of the table; an operation outside it stops the start.
func (s *server) find(id string) Operation {
	for _, op := range operations {
		if op.ID == id && !s.done[id] {
			s.done[id] = true
			return op
		}
	}
	panic("api: operation " + id + " is not in the table, or stands twice")
}

// plain registers a handler that is not JSON in, JSON out.
func (s *server) plain(id string, h http.HandlerFunc) Operation {
	op := s.find(id)
	s.mux.HandleFunc(op.Method+" "+op.Path, h)
	return op
}

// book is the rules of the committee of a reader or transaction: read and write have just looked.
func (s *server) book(in interface{ Tenant() int64 }) *rule.Book { return s.Books.Held(in.Tenant()) }

type contextKey int

const (
	viewerKey contextKey = iota
	idempotencyKey
)

func viewerOf(ctx context.Context) store.Viewer {
	v, _ := ctx.Value(viewerKey).(store.Viewer)
	return v
}
func keyOf(ctx context.Context) string { k, _ := ctx.Value(idempotencyKey).(string); return k }

// catalogue chooses the language of sentences from Accept-Language among those
// there are; Vietnamese unless another is asked for.
func catalogue(r *http.Request) *i18n.Catalog {
	known := i18n.Languages()
	tags := make([]language.Tag, len(known))
	for i, lang := range known {
		tags[i] = language.Make(lang)
	}
	_, i := language.MatchStrings(language.NewMatcher(tags), r.Header.Get("Accept-Language"))
	return i18n.For(known[i])
}

// serve is the door: language, form of the request, token, then the call.
func (s *server) serve(w http.ResponseWriter, r *http.Request) {
	r = r.WithContext(i18n.With(r.Context(), catalogue(r)))
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Language")
	defer func() {
		if p := recover(); p != nil {
			slog.Error("api panic", "path", r.Pattern, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			writeProblem(w, r, problemOf(r.Context(), fault.New(fault.Internal, "internal")))
		}
	}()
	handler, pattern := s.mux.Handler(r)
	if pattern == "" {
		s.noSuchCall(w, r, handler)
		return
	}
	if err := wellFormed(r); err != nil {
		writeProblem(w, r, problemOf(r.Context(), err))
		return
	}
	_, path, _ := strings.Cut(pattern, " ")
	h.Set("X-Route", path) // for the request log; taken off before it leaves
	w = &refusing{ResponseWriter: w, who: func() string { return s.mark(r.Context()) }}
	limit := int64(bodyLimit)
	if strings.HasSuffix(pattern, Prefix+"/imports") || strings.HasPrefix(pattern, http.MethodPost+" ") && strings.HasSuffix(pattern, "/files") {
		limit = importLimit + bodyLimit/16 // the file and what multipart puts around it
	}
	if r.ContentLength > limit {
		writeProblem(w, r, problemOf(r.Context(), tooLarge(limit)))
		return
	}
	if r.Body != nil {
		r.Body = http.MaxBytesReader(w, r.Body, limit+1)
	}
	ctx := r.Context()
	if action(pattern) != access.Anyone {
		v, err := s.signedIn(r)
		if err != nil {
			h.Set("WWW-Authenticate", `Bearer realm="chibo"`)
			writeProblem(w, r, problemOf(ctx, err))
			return
		}
		if _, err := s.Books.Of(ctx, v.Tenant); err != nil {
			writeProblem(w, r, problemOf(ctx, err))
			return
		}
		ctx = context.WithValue(ctx, viewerKey, v)
		r = r.WithContext(ctx)
	}
	ctx = context.WithValue(ctx, idempotencyKey, r.Header.Get("Idempotency-Key"))
	s.mux.ServeHTTP(w, r.WithContext(ctx))
}

func action(pattern string) access.Action {
	for _, op := range operations {
		if op.Method+" "+op.Path == pattern {
			return op.Action
		}
	}
	return access.SignedIn
}

func (s *server) signedIn(r *http.Request) (store.Viewer, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	token = strings.TrimSpace(token)
	if !strings.EqualFold(scheme, "bearer") || token == "" || len(token) > 500 {
		return store.Viewer{}, fault.New(fault.Unsigned, "token_missing")
	}
	v, err := s.Authenticate(r.Context(), token)
	switch {
	case err == nil && v.Person != "" && v.Tenant != 0:
		return v, nil
	case err == nil:
		return v, fault.New(fault.Unsigned, "token_refused")
	}
	switch fault.KindOf(err) {
	case fault.TooMany, fault.Busy:
		return v, err
	case fault.Internal:
		if r.Context().Err() == nil {
			slog.Error("api token", "err", err)
		}
		return v, err
	}
	return v, fault.New(fault.Unsigned, "token_refused").Because(err)
}

// wellFormed refuses what no database takes: bytes that are not text.
func wellFormed(r *http.Request) error {
	key := r.Header.Get("Idempotency-Key")
	if !isText(key) || len(key) > keyLimit {
		return fault.Bad("Idempotency-Key", "key_malformed", "limit", keyLimit)
	}
	if !isText(r.URL.Path) {
		return fault.Missing()
	}
	for name, values := range r.URL.Query() {
		for _, v := range append(values, name) {
			if !isText(v) {
				return fault.Bad(strings.ToValidUTF8(strings.ReplaceAll(name, "\x00", ""), ""), "not_text")
			}
		}
	}
	return nil
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

func tooLarge(limit int64) error { return fault.New(fault.TooLarge, "too_large", "limit", limit>>20) }

// noSuchCall answers 404, or 405 where the path exists with another method.
func (s *server) noSuchCall(w http.ResponseWriter, r *http.Request, handler http.Handler) {
	seen := &silent{header: http.Header{}}
	handler.ServeHTTP(seen, r)
	if allow := seen.header.Get("Allow"); seen.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", allow)
		writeProblem(w, r, problem(r.Context(), http.StatusMethodNotAllowed, "method_not_allowed", "allow", allow))
		return
	}
	writeProblem(w, r, problemOf(r.Context(), fault.Missing()))
}

// silent takes the mux's own answer, of which only the status is wanted.
type silent struct {
	header http.Header
	status int
}

func (s *silent) Header() http.Header         { return s.header }
func (s *silent) Write(b []byte) (int, error) { return len(b), nil }
func (s *silent) WriteHeader(status int)      { s.status = status }
