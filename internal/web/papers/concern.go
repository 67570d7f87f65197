package papers

import (
	"net/http"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/org"
	"chibo/internal/store"
	"chibo/internal/web/page"
)

// ConcernFile is GET: the blank sheet for what is raised on paper, as a file.
func ConcernFile(w http.ResponseWriter, r *page.Request) error {
	_, ext, _ := strings.Cut(r.PathValue("tep"), ".")
	if ext != "docx" && ext != "pdf" {
		return fault.Missing()
	}
	var made handout.Made
	if err := r.Read(func(rd *store.Reader) error {
		cell, err := org.BySlug(rd, r.PathValue("cb"))
		if err == nil {
			made, err = handout.ConcernSheet(rd, r.Book, cell.ID)
		}
		return err
	}); err != nil {
		return err
	}
	return r.Paper(w, made.Doc, made.File, ext)
}
