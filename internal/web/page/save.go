package page

import (
	"mime"
	"net/http"
	"strconv"
)

// Save answers with a file to be saved, never shown, under a name in any
// letters: what is not ASCII goes into filename* as RFC 6266 wants it. It holds
// what is for this person only, so no cache keeps it.
func Save(w http.ResponseWriter, kind, name string, data []byte) error {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(data) // the browser may have gone
	return nil
}
