package page_test

import (
	"mime"
	"net/http/httptest"
	"testing"

	"chibo/internal/web/page"
)

func TestAFileKeepsItsNameInAnyLetters(t *testing.T) {
	for _, name := range []string{"so-bien-ban-2026-12.docx", "Nghị quyết 01.pdf", `a"b;c\d.xlsx`, "hai\r\ndòng.docx", ""} {
		w := httptest.NewRecorder()
		if err := page.Save(w, "application/pdf", name, []byte("x")); err != nil {
			t.Fatal(err)
		}
		how, params, err := mime.ParseMediaType(w.Header().Get("Content-Disposition"))
		if err != nil || how != "attachment" || params["filename"] != name {
			t.Errorf("%q is offered as %q, %q, %v", name, how, params["filename"], err)
		}
		for header, want := range map[string]string{"Content-Type": "application/pdf", "Content-Length": "1", "Cache-Control": "no-store"} {
			if got := w.Header().Get(header); got != want {
				t.Errorf("%q: %s is %q, want %q", name, header, got, want)
			}
		}
		if w.Body.String() != "x" {
			t.Errorf("%q: body %q", name, w.Body)
		}
	}
}
