package api

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/job"
	"chibo/internal/member"
	"chibo/internal/store"
)

// Import is a list that was read, and how far it has been taken in.
type Import struct {
	ID       string         `json:"id"`
	Kind     string         `json:"kind" enum:"orgs,members"`
	FileName string         `json:"file_name"`
	Sheet    string         `json:"sheet,omitempty"`
	Sheets   []string       `json:"sheets,omitempty"`
	State    string         `json:"state" enum:"reading,ready,committing,done"`
	Columns  map[string]int `json:"columns" doc:"Which column was taken for which field, from 0"`
	Missing  []string       `json:"missing,omitempty" doc:"Fields no column was found for"`
	Total    int            `json:"total"`
	Done     int            `json:"done"`
	RowsOK   int            `json:"rows_ok" doc:"Taken in by commit"`
	Counts   ImportCounts   `json:"counts"`
	Doubtful []ImportDoubt  `json:"doubtful" nullable:"false" doc:"Rows left out unless corrected, the first thousand"`
	Refused  []ImportDoubt  `json:"refused" nullable:"false"`
}

// ImportCounts sums up what the rows would do.
type ImportCounts struct {
	New      int `json:"new"`
	Moved    int `json:"moved"`
	Changed  int `json:"changed"`
	Same     int `json:"same"`
	Gone     int `json:"gone"`
	Doubtful int `json:"doubtful"`
	Refused  int `json:"refused"`
}

// ImportDoubt is one thing noticed in a row.
type ImportDoubt struct {
	Line   int    `json:"line"`
	Field  string `json:"field"`
	Code   string `json:"code"`
	Taken  string `json:"taken"`
	Detail string `json:"detail"`
	Hint   string `json:"hint"`
}

// ImportJob is the kind of the job that takes an import in, with the payload
// {"import": id}, where the hall gives no other way.
const ImportJob = "member.import"

// startImport marks an import to be taken in and asks for the job.
func startImport(tx *store.Tx, id string) error {
	if err := member.Commit(tx, id); err != nil {
		return err
	}
	return job.Enqueue(tx, ImportJob, map[string]string{"import": id}, id, 0)
}

func readImport(ctx context.Context, rd *store.Reader, id string) (Import, error) {
	m, err := member.ImportGet(rd, id)
	if err != nil {
		return Import{}, err
	}
	out := Import{ID: m.ID, Kind: m.Kind, FileName: m.FileName, Sheet: m.Sheet, Sheets: m.Sheets, State: m.State, Columns: m.Layout.Columns, Missing: m.Layout.Missing, Total: m.Total, Done: m.Done,
		RowsOK: m.Counts.New + m.Counts.Moved + m.Counts.Changed + m.Counts.Same,
		Counts: ImportCounts(m.Counts)}
	if out.Columns == nil {
		out.Columns = map[string]int{}
	}
	if out.Doubtful, err = doubts(ctx, rd, id, "doubtful"); err != nil {
		return Import{}, err
	}
	out.Refused, err = doubts(ctx, rd, id, "refused")
	return out, err
}

func doubts(ctx context.Context, rd *store.Reader, id, verdict string) ([]ImportDoubt, error) {
	rows, err := member.ImportRows(rd, id, verdict, 0, 1000)
	out := []ImportDoubt{}
	for _, r := range rows {
		for _, f := range r.Findings {
			words := []any{"field", f.Field, "taken", f.Taken, "detail", f.Detail, "line", r.Line}
			out = append(out, ImportDoubt{Line: r.Line, Field: f.Field, Code: f.Code, Taken: f.Taken,
				Detail: said(ctx, "import.finding."+f.Code, f.Detail, words), Hint: said(ctx, "import.hint."+f.Hint, f.Hint, words)})
		}
	}
	return out, err
}

// said is the catalogue's sentence, or what the room gave where it has none.
func said(ctx context.Context, key, otherwise string, args []any) string {
	if !i18n.From(ctx).Has(key) {
		return otherwise
	}
	return i18n.T(ctx, key, args...)
}

func (s *server) imports() {
	s.upload()
	huma.Register(s.huma, s.describe("imports.get"), func(ctx context.Context, in *ByID) (*reply[Import], error) {
		out := &reply[Import]{}
		err := s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) {
			out.Body, err = readImport(ctx, rd, in.ID)
			return err
		})
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
	writeSaying(s, "imports.commit", func(ctx context.Context, tx *store.Tx, in *ByID) (Import, error) {
		if err := s.CommitImport(tx, in.ID); err != nil {
			return Import{}, err
		}
		return readImport(ctx, tx.Reader, in.ID)
	})
}

// upload takes a multipart file, which huma would read with its own limits.
func (s *server) upload() {
	op := s.plain("imports.create", func(w http.ResponseWriter, r *http.Request) {
		out, err := s.stage(r)
		if err != nil {
			writeProblem(w, r, problemOf(r.Context(), err))
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		_ = json.NewEncoder(w).Encode(out) // the client went away: nobody to tell
	})
	schemas := s.huma.OpenAPI().Components.Schemas
	text := &huma.Schema{Type: huma.TypeString}
	s.huma.OpenAPI().AddOperation(&huma.Operation{
		OperationID: "imports-create", Method: op.Method, Path: op.Path, Summary: op.Says, Tags: []string{"imports"},
		Security: []map[string][]string{{"bearer": {}}}, Extensions: map[string]any{"x-action": op.Action},
		Parameters: []*huma.Param{
			{Name: "kind", In: "query", Required: true, Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{member.ListOrgs, member.ListMembers}}},
			{Name: "Idempotency-Key", In: "header", Schema: text},
		},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: &huma.Schema{Type: huma.TypeObject, Required: []string{"file"}, Properties: map[string]*huma.Schema{
			"file": {Type: huma.TypeString, Format: "binary", Description: ".xlsx or .csv, at most 10 MB"}, "sheet": text,
			"columns": {Type: huma.TypeString, Description: `JSON, such as {"full_name":1}, where the columns were guessed wrong; -1: no such column`},
		}}}}},
		Responses: map[string]*huma.Response{"201": {Description: "Created", Content: map[string]*huma.MediaType{"application/json": {Schema: schemas.Schema(typeOf[Import](), true, "Import")}}}},
	})
}

// errFresh says that a key was not used before.
var errFresh = errors.New("fresh")

// stage reads the file between transactions; the key is asked before and kept
// after, so that a repeat does not read it again.
func (s *server) stage(r *http.Request) (Import, error) {
	ctx := r.Context()
	up, err := readUpload(r)
	if err != nil {
		return Import{}, err
	}
	sum := sha256.Sum256(up.Data)
	what := asked{"imports.create", []any{up.Kind, up.Name, up.Sheet, up.Columns, sum[:]}}
	kept := func(do func() (string, error)) (id string, err error) {
		err = s.DB.Write(ctx, viewerOf(ctx), func(tx *store.Tx) (err error) {
			id, err = store.Once(tx, keyOf(ctx), what, do)
			return err
		})
		return id, err
	}
	id, err := kept(func() (string, error) { return "", errFresh })
	if errors.Is(err, errFresh) {
		made, failed := member.Stage(ctx, s.DB, viewerOf(ctx), s.Books.Held(viewerOf(ctx).Tenant), up)
		if failed != nil {
			return Import{}, failed
		}
		id, err = kept(func() (string, error) { return made, nil })
	}
	if err != nil {
		return Import{}, err
	}
	var out Import
	err = s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) {
		out, err = readImport(ctx, rd, id)
		return err
	})
	return out, err
}

func readUpload(r *http.Request) (member.Upload, error) {
	up := member.Upload{Kind: r.URL.Query().Get("kind")}
	if up.Kind != member.ListOrgs && up.Kind != member.ListMembers {
		return up, fault.Bad("kind", "not_among", "field", "kind", "choices", "orgs, members")
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "multipart/form-data" {
		return up, fault.Bad("file", "file_missing")
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return up, fault.Bad("file", "file_missing")
	}
	found := false
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return up, bodyFault(err)
		}
		data, err := io.ReadAll(io.LimitReader(p, importLimit+1))
		if err != nil {
			return up, bodyFault(err)
		}
		if len(data) > importLimit {
			return up, tooLarge(importLimit)
		}
		switch p.FormName() {
		case "file":
			if up.Data, up.Name, found = data, p.FileName(), true; !isText(up.Name) || len(up.Name) > 200 {
				return up, fault.Bad("file", "not_text")
			}
		case "sheet":
			if up.Sheet = string(data); !isText(up.Sheet) || len(up.Sheet) > 200 {
				return up, fault.Bad("sheet", "not_text")
			}
		case "columns":
			if err := json.Unmarshal(data, &up.Columns); err != nil {
				return up, fault.Bad("columns", "wrong_type", "field", "columns")
			}
		default:
			return up, fault.Bad(strconv.QuoteToASCII(p.FormName()), "unknown_field", "field", strconv.QuoteToASCII(p.FormName()))
		}
	}
	if !found || len(up.Data) == 0 {
		return up, fault.Bad("file", "file_missing")
	}
	return up, nil
}

func bodyFault(err error) error {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return tooLarge(importLimit)
	}
	return fault.Bad("file", "file_missing").Because(err)
}
