package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/store"
)

// Problem is an RFC 9457 problem document. Code is stable; title and detail
// are sentences in the caller's language.
type Problem struct {
	Type   string         `json:"type" doc:"Always about:blank: code tells problems apart"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail"`
	Code   string         `json:"code" doc:"Stable, English"`
	Errors []FieldProblem `json:"errors,omitempty" doc:"By field"`
	Newer  any            `json:"newer,omitempty" doc:"With 409: the content as it now stands"`
	ID     string         `json:"id,omitempty" doc:"With 500: what to tell the administrator"`
}

// FieldProblem is one wrong field.
type FieldProblem struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func (p *Problem) Error() string             { return p.Code }
func (p *Problem) GetStatus() int            { return p.Status }
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders lets a caller that should wait know it.
func (p *Problem) GetHeaders() http.Header {
	if p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests {
		return http.Header{"Retry-After": {"1"}}
	}
	return nil
}

var statuses = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError, fault.Invalid: http.StatusUnprocessableEntity, fault.NotFound: http.StatusNotFound,
	fault.Conflict: http.StatusConflict, fault.Unsigned: http.StatusUnauthorized, fault.TooMany: http.StatusTooManyRequests,
	fault.Busy: http.StatusServiceUnavailable, fault.Unavailable: http.StatusServiceUnavailable, fault.TooLarge: http.StatusRequestEntityTooLarge,
}

// problemOf turns what a room answered into a problem document.
func problemOf(ctx context.Context, err error) *Problem {
	var done *Problem
	if errors.As(err, &done) {
		return done
	}
	f := fault.Of(err, "internal")
	p := problem(ctx, statuses[f.Kind], f.Code, f.Args...)
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, FieldProblem{Field: field.Name, Code: field.Code, Detail: sentence(ctx, p.Status, field.Code, field.Args...)})
	}
	if f.Code == "regulation_unread" {
		p.Errors = append(p.Errors, ruleProblems(ctx, err)...)
	}
	if f.Newer != nil {
		p.Newer = wire(f.Newer)
	}
	if f.Kind == fault.Internal {
		p.Code, p.ID = "internal", store.NewID()
		p.Detail = sentence(ctx, p.Status, "internal", "id", p.ID)
		slog.Error("api", "id", p.ID, "err", err)
	}
	return p
}

func problem(ctx context.Context, status int, code string, args ...any) *Problem {
	return &Problem{Type: "about:blank", Status: status, Code: code, Title: title(ctx, status), Detail: sentence(ctx, status, code, args...)}
}

func title(ctx context.Context, status int) string {
	switch status {
	case 400, 401, 404, 405, 409, 413, 415, 422, 429, 503:
	default:
		status = 500
	}
	return i18n.T(ctx, "api.title."+strconv.Itoa(status))
}

// sentence is what the catalogue says for a code: the API's own words for what
// only programs meet, else the room's. A code without a sentence says what its
// status means.
func sentence(ctx context.Context, status int, code string, args ...any) string {
	for _, key := range []string{"api.error." + code, "error." + code} {
		if i18n.From(ctx).Has(key) {
			return i18n.T(ctx, key, args...)
		}
	}
	slog.Warn("no sentence for a code", "code", code)
	return title(ctx, status)
}

// writeProblem answers outside huma.
func writeProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	h := w.Header()
	for name, values := range p.GetHeaders() {
		h[name] = values
	}
	h.Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	if r.Method == http.MethodHead {
		return
	}
	_ = json.NewEncoder(w).Encode(p) // the client went away: nobody to tell
}

func init() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return fromHuma(context.Background(), status, msg, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return fromHuma(ctx.Context(), status, msg, errs)
	}
}

// fromHuma gives huma's own refusals the shape of all others. A malformed id in
// the path is an id nobody has.
func fromHuma(ctx context.Context, status int, msg string, errs []error) *Problem {
	var fields []FieldProblem
	for _, err := range errs {
		var d huma.ErrorDetailer
		if !errors.As(err, &d) {
			continue
		}
		detail := d.ErrorDetail()
		if strings.HasPrefix(detail.Location, "path.") {
			return problem(ctx, http.StatusNotFound, "not_found")
		}
		fields = append(fields, fieldOf(ctx, detail))
	}
	code := "wrong_form"
	switch status {
	case http.StatusBadRequest:
		code = "not_json"
		if msg == "request body is required" {
			code, status = "body_missing", http.StatusUnprocessableEntity
		}
	case http.StatusRequestEntityTooLarge:
		return problem(ctx, status, "too_large", "limit", bodyLimit>>20)
	case http.StatusUnsupportedMediaType:
		code = "not_json"
	case http.StatusRequestTimeout:
		return problem(ctx, http.StatusServiceUnavailable, "busy")
	case http.StatusInternalServerError:
		if msg == "cannot read request body" {
			return problem(ctx, http.StatusBadRequest, "not_json")
		}
		return problemOf(ctx, errors.Join(append(errs, errors.New(msg))...))
	case http.StatusUnprocessableEntity:
		if len(fields) > 0 {
			code = fields[0].Code
		}
	}
	p := &Problem{Type: "about:blank", Status: status, Code: code, Title: title(ctx, status)}
	if len(fields) > 0 && code != "not_json" {
		p.Detail, p.Errors = fields[0].Detail, fields
	} else {
		p.Detail = sentence(ctx, status, code, "field", "")
	}
	return p
}

// shapes maps the beginnings of huma's messages to codes of ours.
var shapes = []struct{ begins, code string }{
	{"expected required property", "required"}, {"required ", "required"},
	{"unexpected property", "unknown_field"}, {"unknown query parameter", "unknown_field"},
	{"expected value to be one of", "not_among"},
	{"expected string to be RFC 3339 date-time", "not_an_instant"}, {"expected string to be RFC 3339 date", "not_a_day"},
	{"expected string to be RFC 4122 uuid", "not_an_id"},
	{"expected length >=", "too_short"}, {"expected length <=", "too_long"}, {"expected array length", "wrong_count"},
	{"expected number", "out_of_range"}, {"expected string to match pattern", "wrong_form"}, {"expected string to be", "wrong_form"},
	{"expected ", "wrong_type"}, {"invalid ", "wrong_type"},
}

func fieldOf(ctx context.Context, d *huma.ErrorDetail) FieldProblem {
	field := d.Location
	for _, where := range []string{"body.", "query.", "header.", "form."} {
		field = strings.TrimPrefix(field, where)
	}
	field = strings.NewReplacer("[", ".", "]", "").Replace(field) // as the rooms name them: items.0.owner
	code := "wrong_form"
	for _, s := range shapes {
		if strings.HasPrefix(d.Message, s.begins) {
			code = s.code
			break
		}
	}
	if d.Message == "expected number" {
		code = "wrong_type"
	}
	if rest, ok := strings.CutPrefix(d.Message, "expected required property "); ok {
		name, _, _ := strings.Cut(rest, " ")
		if field = strings.TrimPrefix(field+"."+name, "body."); strings.HasPrefix(field, ".") {
			field = field[1:]
		}
	}
	var choices string
	if _, list, ok := strings.Cut(d.Message, "one of \""); ok {
		choices = strings.TrimSuffix(list, "\"")
	}
	return FieldProblem{Field: field, Code: code, Detail: sentence(ctx, http.StatusUnprocessableEntity, code, "field", field, "choices", choices)}
}

// tidy walks a decoded request: text is composed once at the door, and bytes
// that no database takes are refused.
func tidy(in any) error { return walk(reflect.ValueOf(in).Elem(), "") }
