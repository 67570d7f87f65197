package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/text/unicode/norm"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/resolution"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
)

// Instant is milliseconds inside and RFC 3339 in Vietnam's zone outside.
type Instant int64

// MarshalJSON writes the instant.
func (i Instant) MarshalJSON() ([]byte, error) {
	return json.Marshal(store.Clock(int64(i)).Format("2006-01-02T15:04:05.999Z07:00"))
}

// UnmarshalJSON reads any zone.
func (i *Instant) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil || s == "" {
		return err
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err == nil {
		*i = Instant(t.UnixMilli())
	}
	return err
}

// Schema tells huma.
func (Instant) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date-time", Examples: []any{"2026-12-03T19:30:00+07:00"}}
}

// List is a page of a list; next is the cursor of the following page, empty at
// the end.
type List[T any] struct {
	Items []T    `json:"items" nullable:"false"`
	Next  string `json:"next" doc:"Pass as ?cursor= for the next page; empty at the end"`
}

func list[T, W any](all []T, next string, each func(T) W) List[W] {
	out := List[W]{Items: make([]W, 0, len(all)), Next: next}
	for _, v := range all {
		out.Items = append(out.Items, each(v))
	}
	return out
}

// Page is what every list that can grow takes.
type Page struct {
	Cursor string `query:"cursor" maxLength:"200"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
}

// ByID is a call about one thing.
type ByID struct {
	ID string `path:"id" maxLength:"64"`
}

// wire gives the newer content of a conflict in the API's own words.
func wire(v any) any {
	switch v := v.(type) {
	case org.Org:
		return wireOrg(v)
	case member.Member:
		return wireMember(v)
	case meeting.Meeting:
		return wireMeeting(v)
	case meeting.Agenda:
		return wireFull(v.Meeting, v.Items)
	case resolution.Resolution:
		return wireResolution(v)
	case task.Task:
		return wireTask(v)
	}
	return wireMore(v)
}

// RuleRef names the dated rule behind an answer.
type RuleRef struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
}

func wireRule(book *rule.Book, stored string) RuleRef {
	if r, ok := book.ByRef(stored); ok {
		return RuleRef{r.ID, r.Version}
	}
	id, version, _ := strings.Cut(stored, "@")
	out := RuleRef{ID: id}
	_, _ = fmt.Sscan(version, &out.Version) // a rule no longer in the book keeps what is readable of it
	return out
}

// convert makes a PDF, or says that this server cannot: the .docx is there all
// the same, as on the pages.
func (s *server) convert(ctx context.Context, docx []byte) ([]byte, error) {
	out, err := s.PDF(ctx, docx)
	if err != nil {
		slog.ErrorContext(ctx, "no PDF", "error", err.Error())
		return nil, fault.New(fault.Unavailable, "pdf_unavailable").Because(err)
	}
	return out, nil
}

// walk composes every text of a decoded request and refuses what is none.
func walk(v reflect.Value, path string) error {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return walk(v.Elem(), path)
	case reflect.Struct:
		t := v.Type()
		for i := range t.NumField() {
			if !t.Field(i).IsExported() && !t.Field(i).Anonymous {
				continue
			}
			if err := walk(v.Field(i), join(path, t.Field(i))); err != nil {
				return err
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return nil
		}
		for i := range v.Len() {
			if err := walk(v.Index(i), fmt.Sprintf("%s.%d", path, i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if k.Kind() == reflect.String && !isText(k.String()) || v.MapIndex(k).Kind() == reflect.String && !isText(v.MapIndex(k).String()) {
				return fault.Bad(path, "not_text")
			}
		}
	case reflect.String:
		if !isText(v.String()) {
			return fault.Bad(path, "not_text")
		}
		if v.CanSet() {
			v.SetString(norm.NFC.String(v.String()))
		}
	}
	return nil
}

func join(path string, f reflect.StructField) string {
	if f.Anonymous || f.Name == "Body" {
		return path
	}
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	for _, tag := range []string{"query", "path"} {
		if name == "" {
			name, _, _ = strings.Cut(f.Tag.Get(tag), ",")
		}
	}
	if path == "" {
		return name
	}
	return path + "." + name
}
