package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/office/pdf"
	"chibo/internal/store"
)

// PaperReader is a member and whether papers are printed for them.
type PaperReader struct {
	Member    string `json:"member" minLength:"1" maxLength:"64"`
	FullName  string `json:"full_name,omitempty" doc:"Read only"`
	PaperOnly bool   `json:"paper_only"`
}

// Proposals are what a cell asks of the committee above in a report.
type Proposals struct {
	Text    string `json:"text" maxLength:"4000" doc:"One a line; empty: none"`
	Version int64  `json:"version,omitempty" doc:"As read"`
}

// paper makes a paper of a meeting by its kind, or what is printed of it for
// members without a phone.
func (s *server) paper(rd *store.Reader, id, kind, member string) (docx.Document, string, error) {
	if slices.Contains(handout.Kinds, kind) {
		b, err := handout.ForCell(rd, s.book(rd), id, kind, member)
		return b.Doc, b.File, err
	}
	return minutes.Sheet(rd, s.book(rd), id, kind)
}

// printed turns blocks into the file asked for, "KIND.docx" or "KIND.pdf".
func (s *server) printed(ctx context.Context, name string, do func(rd *store.Reader, kind string) (docx.Document, string, error)) (file, error) {
	kind, format, _ := strings.Cut(name, ".")
	if format != "docx" && format != "pdf" {
		return file{}, fault.Missing()
	}
	var d docx.Document
	out := file{kind: docx.Type}
	err := s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) { d, out.name, err = do(rd, kind); return err })
	if err != nil {
		return out, err
	}
	if out.data, err = d.Bytes(); err != nil {
		return out, fault.New(fault.Unavailable, "docx_failed").Because(err)
	}
	if format == "pdf" {
		out.kind = pdf.Type
		out.data, err = s.convert(ctx, out.data)
	}
	out.name += "." + format
	return out, err
}

func (s *server) handouts() {
	s.file("handouts.office", []string{"id", "file"}, "application/octet-stream", func(ctx context.Context, r *http.Request) (file, error) {
		return s.printed(ctx, r.PathValue("file"), func(rd *store.Reader, kind string) (docx.Document, string, error) {
			if kind != "batch" {
				return docx.Document{}, "", fault.Missing()
			}
			b, err := handout.ForOffice(rd, s.book(rd), r.PathValue("id"))
			return b.Doc, b.File, err
		})
	})

	s.file("handouts.concern", []string{"id", "file"}, "application/octet-stream", func(ctx context.Context, r *http.Request) (file, error) {
		return s.printed(ctx, r.PathValue("file"), func(rd *store.Reader, kind string) (docx.Document, string, error) {
			if kind != "sheet" {
				return docx.Document{}, "", fault.Missing()
			}
			b, err := handout.ConcernSheet(rd, s.book(rd), r.PathValue("id"))
			return b.Doc, b.File, err
		})
	})

	read(s, "paper-readers.list", func(rd *store.Reader, in *ByID) (List[PaperReader], error) {
		all, err := handout.Readers(rd, in.ID)
		return list(all, "", func(r handout.Reader) PaperReader { return PaperReader(r) }), err
	})
	write(s, "paper-readers.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Items []PaperReader `json:"items" maxItems:"1000" nullable:"false" doc:"Those not named stay as they are"`
		}
	}) (List[PaperReader], error) {
		is := map[string]bool{}
		for _, r := range in.Body.Items {
			is[r.Member] = r.PaperOnly
		}
		if err := member.MarkPaperOnly(tx, in.ID, is); err != nil {
			return List[PaperReader]{}, err
		}
		all, err := handout.Readers(tx.Reader, in.ID)
		return list(all, "", func(r handout.Reader) PaperReader { return PaperReader(r) }), err
	})

	read(s, "proposals.get", func(rd *store.Reader, in *ByID) (Proposals, error) {
		p, err := minutes.ProposalsOf(rd, in.ID)
		return Proposals{p.Text, p.Version}, err
	})
	write(s, "proposals.put", func(tx *store.Tx, in *struct {
		ByID
		Body Proposals
	}) (Proposals, error) {
		p, err := minutes.Propose(tx, minutes.Proposals{Meeting: in.ID, Text: in.Body.Text, Version: in.Body.Version})
		return Proposals{p.Text, p.Version}, fieldsAs(err, "proposals", "text")
	})
}
