package web

import (
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/httprate"
	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus"

	"chibo/internal/web/asset"
	"chibo/internal/web/link"
	"chibo/internal/web/page"
)

// CSP is what the browser may load: our own files and nothing else, no code
// from text, no framing (design/frontend.md 4).
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx app"

// fileCSP is for a file of ours opened by itself: it loads nothing and stands in no frame.
const fileCSP = "default-src 'none'; frame-ancestors 'none'"

func headers(secure bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		if strings.HasPrefix(r.URL.Path, asset.Prefix) { // no page: what rules pages would only weigh on a slow line
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			h.Set("Content-Security-Policy", fileCSP)
			next.ServeHTTP(w, r)
			return
		}
		h.Set("Content-Security-Policy", CSP)
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()")
		next.ServeHTTP(w, r)
	})
}

// bodies cuts a request's body at the limit: one file and a little where files
// may come, else a form.
func bodies(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit := int64(page.FormLimit)
		if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
			limit += page.FileLimit
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		next.ServeHTTP(w, r)
	})
}

// sameSite refuses what another site's page sends in a signed-in browser.
func sameSite(origin string, next http.Handler) (http.Handler, error) {
	guard := http.NewCrossOriginProtection()
	if origin != "" {
		if err := guard.AddTrustedOrigin(origin); err != nil {
			return nil, err
		}
	}
	return guard.Handler(next), nil
}

// compressed answers in fewer bytes. Of a page of some twenty kilobytes gzip at level 6
// leaves less than zstd at any level that is cheap in time and memory (4.5 KB to 4.7 of the
// desk), and every phone reads it: phones pay for each byte.
func compressed(next http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(512), gzhttp.CompressionLevel(6), gzhttp.EnableZstd(false), gzhttp.KeepAcceptRanges())
	if err != nil {
		return nil, err
	}
	smaller := wrap(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page.Streaming(r) {
			next.ServeHTTP(w, r)
			return
		}
		smaller(w, r)
	}), nil
}

// doors slows down machines at the sign-in pages and at the page that checks
// codes of papers: so many requests a minute from one address. A whole hall may
// stand behind one, each scanning a code and pressing a button; wrong tries are
// counted and locked by session.
func doors(next http.Handler) http.Handler {
	slow := httprate.LimitBy(120, time.Minute, func(r *http.Request) (string, error) {
		return httprate.CanonicalizeIP(page.From(r)), nil
	}, httprate.WithResponseHeaders(httprate.ResponseHeaders{}), httprate.WithLimitHandler(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "60")
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte("Có quá nhiều lần thử từ nơi này. Chưa có gì thay đổi. Đồng chí thử lại sau 1 phút.\n"))
	}))(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := r.URL.Path
		door := strings.HasPrefix(p, link.Printed) || strings.HasPrefix(p, link.Activate("")) || strings.HasPrefix(p, link.Setup(""))
		if door || r.Method == http.MethodPost && (strings.HasPrefix(p, link.SignIn) || p == link.Verify || p == link.EnterCode || p == link.OwnPassword) {
			slow.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type measures struct {
	seconds *prometheus.HistogramVec
	refused *prometheus.CounterVec
}

func newMeasures(reg *prometheus.Registry) measures {
	m := measures{seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "chibo_request_seconds", Help: "Time to answer a request, by route and status.",
		Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
	}, []string{"method", "route", "status"}), refused: prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "chibo_refused_total", Help: "Requests refused, by reason: right, missing, unsigned, ended, foreign, tries, many, practice.",
	}, []string{"reason"})}
	reg.MustRegister(m.seconds, m.refused)
	return m
}

// logged writes one line a request: method, route pattern, status, time. Never
// an address, name, query or path value: those could name a person or a matter.
func (m measures) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		sent := &counted{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(sent, r)
		took := time.Since(start)
		route := sent.route
		if route == "" {
			route = "-"
		}
		if !strings.HasPrefix(route, page.PracticeRoute) { // what somebody tries out is no figure of the ward's
			m.seconds.WithLabelValues(method(r.Method), route, strconv.Itoa(sent.status)).Observe(took.Seconds())
		}
		slog.InfoContext(r.Context(), "request", "method", method(r.Method), "route", route, "status", sent.status, "ms", took.Milliseconds(), "bytes", sent.bytes)
		m.refusal(r, sent, route)
	})
}

// method keeps strange methods from filling the metrics.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return m
	}
	return "OTHER"
}

type counted struct {
	http.ResponseWriter
	status int
	bytes  int64
	route  string
	begun  bool

	refused string // why and to whom, as the desk noted it
}

// WriteHeader takes the adapter's note of the route off before it leaves.
func (c *counted) WriteHeader(status int) {
	if !c.begun {
		c.begun = status >= 200
		c.status = status
		c.route = c.Header().Get("X-Route")
		c.Header().Del("X-Route")
		c.refused = c.Header().Get(page.RefusedHeader)
		c.Header().Del(page.RefusedHeader)
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counted) Write(b []byte) (int, error) {
	if !c.begun {
		c.WriteHeader(http.StatusOK)
	}
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// loopback reports whether the request comes from this very machine.
func loopback(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// TLS is the least a browser must offer.
func TLS() *tls.Config { return &tls.Config{MinVersion: tls.VersionTLS12} }
