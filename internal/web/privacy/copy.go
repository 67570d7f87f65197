package privacy

import (
	"net/http"
	"slices"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/handout"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
)

// copies are the files of a copy.
var copies = []string{"ban-sao.pdf", "ban-sao.docx"}

// copyable tells whether a copy is printed on a request: one for a copy, which
// the office has agreed to.
func copyable(q privacy.Request) bool {
	return q.Kind == "copy" && (q.State == privacy.Accepted || q.State == privacy.Done)
}

// printable are the copies of a comrade's requests.
func printable(r *page.Request, member string, all []privacy.Request) []ui.Link {
	var out []ui.Link
	for _, q := range all {
		if copyable(q) {
			out = append(out, ui.Link{Text: r.T("copy.of", "text", r.T("copy."+copies[0]), "day", vi.ShowDay(q.AskedOn)), Href: link.CopyFor(member, q.ID, copies[0])})
		}
	}
	return out
}

// Copy is a copy of a person's data in large print, by the office:
// GET /cap-uy/{cu}/rieng-tu/{id}/tai/{tep}.
func Copy(w http.ResponseWriter, r *page.Request) error {
	if err := r.Read(func(rd *store.Reader) error { _, err := org.BySlug(rd, r.PathValue("cu")); return err }); err != nil {
		return err
	}
	return copied(w, r, r.PathValue("id"), "")
}

// CopyFor is the same by the cell's lead: GET /dang-vien/{id}/de-nghi/{yc}/tai/{tep}.
func CopyFor(w http.ResponseWriter, r *page.Request) error {
	person := ""
	if err := r.Read(func(rd *store.Reader) error {
		m, err := comrade(rd, r)
		person = m.PersonID
		return err
	}); err != nil {
		return err
	}
	return copied(w, r, r.PathValue("yc"), person)
}

// copied tells the person that it was printed before it leaves.
func copied(w http.ResponseWriter, r *page.Request, request, person string) error {
	name := r.PathValue("tep")
	if !slices.Contains(copies, name) {
		return fault.Missing()
	}
	var made handout.Made
	var q privacy.Request
	if err := r.Read(func(rd *store.Reader) (err error) { made, q, err = handout.CopyFor(rd, r.Book, request); return err }); err != nil {
		return err
	}
	if person != "" && q.Person != person {
		return fault.Missing()
	}
	if err := looked(r, q.Person, handout.PrintedCopy); err != nil {
		return err
	}
	return r.Paper(w, made.Doc, made.File, strings.TrimPrefix(name, "ban-sao."))
}
