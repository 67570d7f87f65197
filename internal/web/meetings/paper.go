package meetings

import (
	"net/http"
	"slices"

	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/store"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// Paper is GET of a file: "minutes.docx", "resolution.pdf", "handouts.pdf".
// ?dv= names the one member for whom handouts are printed.
func Paper(w http.ResponseWriter, r *page.Request) error {
	kind, ext, ok := cutExt(r.PathValue("tep"))
	if !ok {
		return fault.Missing()
	}
	var d docx.Document
	var file string
	if _, err := read(r, func(rd *store.Reader, s sitting) (err error) { d, file, err = made(rd, r, s, kind); return err }); err != nil {
		return err
	}
	return r.Paper(w, d, file, ext)
}

// made is a paper of the meeting, or what is printed for members without a phone.
func made(rd *store.Reader, r *page.Request, s sitting, kind string) (docx.Document, string, error) {
	if slices.Contains(handout.Kinds, kind) {
		b, err := handout.ForCell(rd, r.Book, s.M.ID, kind, r.URL.Query().Get("dv"))
		return b.Doc, b.File, err
	}
	return minutes.Sheet(rd, r.Book, s.M.ID, kind)
}

func cutExt(s string) (kind, ext string, ok bool) {
	for _, ext := range []string{"docx", "pdf"} {
		if n := len(s) - len(ext) - 1; n > 0 && s[n:] == "."+ext {
			return s[:n], ext, slices.Contains(minutes.Kinds, s[:n]) || slices.Contains(handout.Kinds, s[:n])
		}
	}
	return "", "", false
}

// forms are the sheets in the browser, by the word in the address.
var forms = map[string]string{"thong-bao": "notice", "chuong-trinh": "agenda", "diem-danh": "roll", "bien-ban": "minutes", "nghi-quyet": "resolution", "chu-lon": "large",
	"ket-luan": "conclusion", "sau-ro": "tasks", "bao-cao": "report", "cham-diem": "score", "giay-moi": handout.Invitations, "the-viec": handout.Slips}

// PrintSheet is GET: a paper as a sheet in the browser, for those who print
// without a word processor. It has the words and the order of the file.
func PrintSheet(w http.ResponseWriter, r *page.Request) error {
	kind := forms[r.PathValue("mau")]
	if kind == "" {
		return fault.Missing()
	}
	var d docx.Document
	s, err := read(r, func(rd *store.Reader, s sitting) (err error) { d, _, err = made(rd, r, s, kind); return err })
	if err != nil {
		return err
	}
	p := s.frame(r, r.T("print.kind."+kind), link.Prints(s.Slug, s.Ky))
	p.Print = true
	return r.Page(w, http.StatusOK, p, ui.Paper(d))
}
