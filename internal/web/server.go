// Package web serves the pages: one table of routes (routes.go), the frame
// around every request (middleware.go), and a folder a subject with its
// handlers and pages together. Addresses are made in link, requests are worked
// at the desk of page, and what every page looks like stands in ui.
package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"chibo/internal/backup"
	"chibo/internal/counts"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/web/account"
	"chibo/internal/web/asset"
	"chibo/internal/web/page"
)

// Options are what the hall gives the pages.
type Options struct {
	DB        *store.DB
	Book      *rule.Book        // the shipped rules
	Books     *regulation.Books // each committee's own beside them; nil makes them from Book
	URL       string            // https://name, or empty on loopback
	API       http.Handler      // serves /api/; nil leaves it out
	Founder   account.Founder
	Practices page.Practices       // makes practice meetings; nil: there are none
	Keeper    *backup.Keeper       // of the nightly backups; nil shows none
	PDF       page.PDF             // nil: LibreOffice without a cache
	Sign      counts.Signer        // signs a committee's counts; nil: no file can be made
	Dev       bool                 // shows the components, to this machine alone
	Metrics   *prometheus.Registry // nil makes one
	Mails     bool                 // reminders are mailed
}

func (o Options) books() *regulation.Books {
	if o.Books != nil {
		return o.Books
	}
	return regulation.NewBooks(o.DB, o.Book)
}

// New makes the whole handler, or says why it cannot.
func New(o Options) (http.Handler, error) {
	secure := strings.HasPrefix(o.URL, "https://")
	if o.Metrics == nil {
		o.Metrics = prometheus.NewRegistry()
	}
	o.Metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	desk := &page.Desk{DB: o.DB, Books: o.books(), Secure: secure, Origin: strings.TrimSuffix(o.URL, "/"), PDF: o.PDF, Practices: o.Practices}

	pages, err := sameSite(o.URL, doors(desk.Mux(Routes(o))))
	if err != nil {
		return nil, err
	}
	if pages, err = compressed(bodies(pages)); err != nil {
		return nil, err
	}
	all := http.NewServeMux()
	all.Handle("/", pages)
	all.Handle("GET "+asset.Prefix, asset.Handler())
	if o.Dev {
		components(all)
	}
	if o.API != nil { // bearer tokens, no cookies: no cross-site question
		api, err := compressed(bodies(o.API))
		if err != nil {
			return nil, err
		}
		all.Handle("/api/", api)
	}
	all.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") })
	all.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { ready(w, r, o.DB) })
	all.Handle("GET /metrics", onlyHere(promhttp.HandlerFor(o.Metrics, promhttp.HandlerOpts{})))
	return newMeasures(o.Metrics).logged(headers(secure, all)), nil
}

// ready says whether the database answers.
func ready(w http.ResponseWriter, r *http.Request, db *store.DB) {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	if err := db.Ping(ctx); err != nil {
		w.Header().Set("Retry-After", "5")
		plain(w, http.StatusServiceUnavailable, "the database does not answer\n")
		return
	}
	plain(w, http.StatusOK, "ok\n")
}

const readyWithin = 2 * time.Second

// onlyHere keeps figures of the machine to the machine.
func onlyHere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r) {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text))
}
