package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"chibo/internal/access"
	"chibo/internal/privacy"
	"chibo/internal/store"
)

// reply is what huma takes as an answer.
type reply[O any] struct{ Body O }

// read registers a call that reads one snapshot.
func read[I, O any](s *server, id string, do func(rd *store.Reader, in *I) (O, error)) {
	readSaying(s, id, func(_ context.Context, rd *store.Reader, in *I) (O, error) { return do(rd, in) })
}

// readSaying is read for answers that hold words of a rule, which need the
// caller's language from ctx.
func readSaying[I, O any](s *server, id string, do func(ctx context.Context, rd *store.Reader, in *I) (O, error)) {
	huma.Register(s.huma, s.describe(id), func(ctx context.Context, in *I) (*reply[O], error) {
		out := &reply[O]{}
		if err := tidy(in); err != nil {
			return nil, problemOf(ctx, err)
		}
		err := s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) {
			out.Body, err = do(ctx, rd, in)
			return err
		})
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
}

// write registers a call that writes in one transaction, once a key.
func write[I, O any](s *server, id string, do func(tx *store.Tx, in *I) (O, error)) {
	writeSaying(s, id, func(_ context.Context, tx *store.Tx, in *I) (O, error) { return do(tx, in) })
}

// writeSaying is write for answers that hold sentences, which need the
// caller's language from ctx.
func writeSaying[I, O any](s *server, id string, do func(ctx context.Context, tx *store.Tx, in *I) (O, error)) {
	huma.Register(s.huma, s.describe(id), func(ctx context.Context, in *I) (*reply[O], error) {
		if err := tidy(in); err != nil {
			return nil, problemOf(ctx, err)
		}
		out := &reply[O]{}
		var err error
		out.Body, err = once(ctx, s, id, in, func(tx *store.Tx) (O, error) { return do(ctx, tx, in) })
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
}

// readSeen is read for records of persons: whoever of them is to be told that
// the record was opened is told in a small write before the answer leaves.
func readSeen[I, O any](s *server, id, what string, do func(rd *store.Reader, in *I) (O, error), subjects func(O) []string) {
	huma.Register(s.huma, s.describe(id), func(ctx context.Context, in *I) (*reply[O], error) {
		if err := tidy(in); err != nil {
			return nil, problemOf(ctx, err)
		}
		out := &reply[O]{}
		err := s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) {
			out.Body, err = do(rd, in)
			return err
		})
		if err == nil {
			err = s.seen(ctx, subjects(out.Body), what)
		}
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
}

func (s *server) seen(ctx context.Context, subjects []string, what string) error {
	v := viewerOf(ctx)
	slices.Sort(subjects)
	subjects = slices.DeleteFunc(slices.Compact(subjects), func(one string) bool { return one == "" || one == v.Person })
	if len(subjects) == 0 {
		return nil
	}
	return s.DB.Write(ctx, v, func(tx *store.Tx) error {
		post := ""
		if held, err := access.Orgs(tx.Reader, access.RollView); err != nil {
			return err
		} else if len(held) > 0 {
			post = string(held[0].Post)
		}
		looks := make([]privacy.Look, len(subjects))
		for i, subject := range subjects {
			looks[i] = privacy.Look{Subject: subject, What: what, Post: post, Persons: 1}
		}
		return privacy.Viewed(tx, s.book(tx), looks...)
	})
}

// asked is what a repeated key is compared with.
type asked struct {
	Operation string
	In        any
}

func once[O any](ctx context.Context, s *server, id string, in any, do func(tx *store.Tx) (O, error)) (O, error) {
	var out O
	err := s.DB.Write(ctx, viewerOf(ctx), func(tx *store.Tx) (err error) {
		out, err = store.Once(tx, keyOf(ctx), asked{id, in}, func() (O, error) { return do(tx) })
		return err
	})
	return out, err
}

// describe turns a row of the table into huma's operation.
func (s *server) describe(id string) huma.Operation {
	op := s.find(id)
	out := huma.Operation{
		OperationID: strings.ReplaceAll(id, ".", "-"), Method: op.Method, Path: op.Path, Summary: op.Says,
		DefaultStatus: op.Status, MaxBodyBytes: bodyLimit, BodyReadTimeout: time.Minute,
		Security: []map[string][]string{{"bearer": {}}}, Tags: []string{strings.SplitN(id, ".", 2)[0]},
		Extensions: map[string]any{"x-action": op.Action},
	}
	if op.Status == 0 {
		out.DefaultStatus = http.StatusOK
	}
	if op.Method != http.MethodGet {
		out.Parameters = []*huma.Param{{Name: "Idempotency-Key", In: "header", Description: "Resent with the same key and body: the same answer, done once", Schema: &huma.Schema{Type: "string"}}}
	}
	return out
}

// describeFile writes a call that answers bytes into the OpenAPI document.
func (s *server) describeFile(op Operation, id string, params []string, kind string) {
	out := &huma.Operation{
		OperationID: strings.ReplaceAll(id, ".", "-"), Method: op.Method, Path: op.Path, Summary: op.Says, Tags: []string{strings.SplitN(id, ".", 2)[0]},
		Security: []map[string][]string{{"bearer": {}}}, Extensions: map[string]any{"x-action": op.Action},
		Responses: map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{kind: {}}}},
	}
	for _, p := range params {
		out.Parameters = append(out.Parameters, &huma.Param{Name: p, In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString}})
	}
	s.huma.OpenAPI().AddOperation(out)
}
