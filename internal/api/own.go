package api

import (
	"context"
	"net/http"

	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/member"
	"chibo/internal/office/docx"
	"chibo/internal/store"
)

func (s *server) own() {
	sheet := func(made handout.Made, kind string, err error) (docx.Document, string, error) {
		if kind != handout.Sheet {
			return docx.Document{}, "", fault.Missing()
		}
		return made.Doc, made.File, err
	}
	s.file("me.sheet", []string{"file"}, "application/octet-stream", func(ctx context.Context, r *http.Request) (file, error) {
		return s.printed(ctx, r.PathValue("file"), func(rd *store.Reader, kind string) (docx.Document, string, error) {
			made, err := handout.OwnSheet(rd, s.Book)
			return sheet(made, kind, err)
		})
	})
	s.file("members.sheet", []string{"id", "file"}, "application/octet-stream", func(ctx context.Context, r *http.Request) (file, error) {
		asked, person := r.URL.Query().Get("asked") == "true", ""
		out, err := s.printed(ctx, r.PathValue("file"), func(rd *store.Reader, kind string) (docx.Document, string, error) {
			made, err := handout.SheetFor(rd, s.Book, r.PathValue("id"), asked)
			if err == nil {
				var m member.Member
				m, err = member.Known(rd, r.PathValue("id"))
				person = m.PersonID
			}
			return sheet(made, kind, err)
		})
		if err == nil { // told to the member before it leaves
			err = s.seen(ctx, []string{person}, handout.As(asked))
		}
		return out, err
	})
}
