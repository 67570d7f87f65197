package app

import (
	"net/http"
	"strings"

	"chibo/internal/api"
)

// toHTTPS leads a browser that asks in the open to the same page by https. A program is
// refused: led on silently it would send its token in the open every time.
func toHTTPS(name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || strings.HasPrefix(r.URL.Path, api.Prefix) {
			http.Error(w, "https only", http.StatusForbidden)
			return
		}
		http.Redirect(w, r, "https://"+name+r.URL.RequestURI(), http.StatusMovedPermanently)
	})
}
