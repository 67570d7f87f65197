package me

import (
	"net/http"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/office/pdf"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Sheet is the own page as one sheet of paper: GET /toi/phieu.
func Sheet(w http.ResponseWriter, r *page.Request) error {
	var o whose
	var made handout.Made
	if err := r.Read(func(rd *store.Reader) (err error) {
		if o, err = read(rd); err == nil {
			made, err = handout.OwnSheet(rd, r.Book)
		}
		return err
	}); err != nil {
		return err
	}
	ext := "docx"
	if pdf.Available() {
		ext = "pdf"
	}
	p := frame(r, o, "own.sheet")
	p.Print = true
	return r.Page(w, 0, p, showSheet(made.Doc, ui.Action{Text: r.T("own.take"), Href: link.MySheetFile(ext), Icon: "download"}))
}

// SheetFile is the file of it: GET /toi/phieu/tai/phieu.pdf.
func SheetFile(w http.ResponseWriter, r *page.Request) error {
	_, ext, _ := strings.Cut(r.PathValue("tep"), ".")
	if ext != "docx" && ext != "pdf" {
		return fault.Missing()
	}
	var made handout.Made
	if err := r.Read(func(rd *store.Reader) (err error) { made, err = handout.OwnSheet(rd, r.Book); return err }); err != nil {
		return err
	}
	return r.Paper(w, made.Doc, made.File, ext)
}
