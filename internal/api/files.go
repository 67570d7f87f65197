package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"chibo/internal/blob"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/packet"
	"chibo/internal/store"
)

// Attachment is a file of a meeting or of a paper from above.
type Attachment struct {
	ID       string  `json:"id"`
	Meeting  string  `json:"meeting,omitempty"`
	Document string  `json:"document,omitempty"`
	Item     string  `json:"item,omitempty" doc:"Line of the agenda it belongs to"`
	Role     string  `json:"role" enum:"draft_resolution,thematic_paper,plan,results,other"`
	Title    string  `json:"title"`
	Level    string  `json:"level" enum:"normal,internal"`
	Name     string  `json:"name"`
	Format   string  `json:"format" enum:"docx,xlsx,pdf,jpg"`
	Size     int     `json:"size"`
	SHA256   string  `json:"sha256"`
	Unread   string  `json:"unread,omitempty" enum:"pictures,partly,nothing" doc:"What could not be checked for secrecy marks"`
	At       Instant `json:"at"`
}

func wireAttachment(a document.Attachment) Attachment {
	return Attachment{ID: a.ID, Meeting: a.Meeting, Document: a.Document, Item: a.Item, Role: a.Role, Title: a.Title, Level: a.Level, Name: a.Name, Format: a.Format, Size: a.Size, SHA256: a.Sum, Unread: a.Unread, At: Instant(a.At)}
}

func (s *server) attachments() {
	read(s, "files.list", func(rd *store.Reader, in *ByID) (List[Attachment], error) {
		all, err := document.Files(rd, in.ID)
		return list(all, "", wireAttachment), err
	})
	read(s, "document-files.list", func(rd *store.Reader, in *ByID) (List[Attachment], error) {
		all, err := document.FilesOf(rd, in.ID)
		return list(all, "", wireAttachment), err
	})
	ours := keeps{document.MayAttach, document.Attach}
	s.takes("files.create", func(id string) document.Attachment { return document.Attachment{Meeting: id, Role: document.Other} }, ours)
	s.takes("document-files.create", func(id string) document.Attachment { return document.Attachment{Document: id, Role: document.Other} }, ours)
	s.file("files.get", []string{"id"}, "application/octet-stream", func(ctx context.Context, r *http.Request) (file, error) {
		var a document.Attachment
		if err := s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) { a, err = directive.File(rd, r.PathValue("id")); return }); err != nil {
			return file{}, err
		}
		data, err := blob.In(s.DB.Dir()).Get(viewerOf(ctx).Tenant, a.Sum)
		if err != nil {
			err = fault.New(fault.Unavailable, "file_gone").Because(err)
		}
		return file{data: data, name: a.Name, kind: "application/octet-stream"}, err
	})
	write(s, "files.delete", func(tx *store.Tx, in *ByID) (struct{}, error) {
		a, err := directive.File(tx.Reader, in.ID)
		if err != nil { // taken away already, or not to be seen
			return struct{}{}, document.Detach(tx, in.ID)
		}
		return struct{}{}, directive.Drop(tx, a)
	})
	s.file("packet.file", []string{"id", "file"}, "application/zip", s.packetZip)
}

// packetZip packs one part of the packet.
func (s *server) packetZip(ctx context.Context, r *http.Request) (file, error) {
	part := map[string]string{"before.zip": packet.Before, "after.zip": packet.After}[r.PathValue("file")]
	if part == "" {
		return file{}, fault.Missing()
	}
	var boxes []packet.Box
	var pieces []packet.Piece
	now := int64(0)
	if err := s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) {
		now = rd.Now()
		boxes, pieces, err = packet.Pieces(rd, s.book(rd), blob.In(s.DB.Dir()), r.PathValue("id"), part)
		return err
	}); err != nil {
		return file{}, err
	}
	data, err := packet.Zip(store.Clock(now), boxes, pieces, func(docx []byte) ([]byte, error) { return s.PDF(ctx, docx) })
	if err != nil { // no program for PDF: the .docx alone
		data, err = packet.Zip(store.Clock(now), boxes, pieces, nil)
	}
	return file{data: data, name: "so-tay-" + part + ".zip", kind: "application/zip"}, err
}

// keeps is the room that takes a file: whether it may come, and its row.
type keeps struct {
	may func(rd *store.Reader, a document.Attachment) error
	put func(tx *store.Tx, a document.Attachment, c document.Checked) (document.Attachment, error)
}

// takes registers a call that takes one file: multipart with the part "file"
// and, for a meeting, role, title, item and level.
func (s *server) takes(id string, to func(id string) document.Attachment, room keeps) {
	op := s.plain(id, func(w http.ResponseWriter, r *http.Request) {
		a, err := s.take(r, to(r.PathValue("id")), room)
		if err != nil {
			writeProblem(w, r, problemOf(r.Context(), err))
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		_ = json.NewEncoder(w).Encode(wireAttachment(a)) // the client went away: nobody to tell
	})
	text := &huma.Schema{Type: huma.TypeString}
	s.huma.OpenAPI().AddOperation(&huma.Operation{
		OperationID: strings.ReplaceAll(op.ID, ".", "-"), Method: op.Method, Path: op.Path, Summary: op.Says, Tags: []string{"files"}, Security: []map[string][]string{{"bearer": {}}}, Extensions: map[string]any{"x-action": op.Action},
		Parameters: []*huma.Param{{Name: "id", In: "path", Required: true, Schema: text}},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: &huma.Schema{Type: huma.TypeObject, Required: []string{"file"}, Properties: map[string]*huma.Schema{
			"file": {Type: huma.TypeString, Format: "binary", Description: ".docx, .xlsx, .pdf or .jpg, at most 10 MB, without secrecy marks"}, "role": text, "title": text, "item": text, "level": text,
		}}}}},
		Responses: map[string]*huma.Response{"201": {Description: "Created; the same file again is the same attachment", Content: map[string]*huma.MediaType{"application/json": {Schema: s.huma.OpenAPI().Components.Schemas.Schema(typeOf[Attachment](), true, "Attachment")}}}},
	})
}

// take asks for the right, reads the parts, checks the file, keeps it and
// writes its row.
func (s *server) take(r *http.Request, a document.Attachment, room keeps) (document.Attachment, error) {
	ctx := r.Context()
	v := viewerOf(ctx)
	if err := s.DB.Read(ctx, v, func(rd *store.Reader) error { return room.may(rd, a) }); err != nil {
		return a, err
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return a, fault.Bad("file", "file_missing")
	}
	var checked *document.Checked
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return a, bodyFault(err)
		}
		data, err := io.ReadAll(io.LimitReader(p, importLimit+1))
		if err != nil {
			return a, bodyFault(err)
		}
		if !isText(p.FileName()) || p.FormName() != "file" && !isText(string(data)) {
			return a, fault.Bad("file", "not_text")
		}
		switch value := string(data[:min(len(data), 4000)]); p.FormName() {
		case "file":
			c, err := document.Check("file", p.FileName(), data)
			if err != nil {
				return a, err
			}
			checked = &c
		case "role":
			a.Role = value
		case "title":
			a.Title = value
		case "item":
			a.Item = value
		case "level":
			a.Level = value
		default:
			return a, fault.Bad("file", "unknown_field", "field", "?")
		}
	}
	if checked == nil {
		return a, fault.Bad("file", "file_missing")
	}
	c, err := checked.Keep(blob.In(s.DB.Dir()), v.Tenant)
	if err != nil {
		return a, err
	}
	var made document.Attachment
	err = s.DB.Write(ctx, v, func(tx *store.Tx) (err error) { made, err = room.put(tx, a, c); return })
	return made, err
}
