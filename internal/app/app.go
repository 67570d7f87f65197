// Package app is the hall: it puts database, rules, keys, jobs, pages and the
// API together and runs them until told to stop. Nobody else knows everyone.
package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/acme/autocert"

	"chibo/internal/api"
	"chibo/internal/audit"
	"chibo/internal/backup"
	"chibo/internal/blob"
	"chibo/internal/config"
	"chibo/internal/counts"
	"chibo/internal/job"
	"chibo/internal/mail"
	"chibo/internal/member"
	"chibo/internal/office/pdf"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
	"chibo/internal/vault"
	"chibo/internal/web"
	"chibo/rules"
)

// App is everything of one running program.
type App struct {
	Config config.Config
	DB     *store.DB
	Book   *rule.Book        // the shipped rules
	Books  *regulation.Books // each committee's own beside them
	LogKey *audit.Key        // signs the heads of the log
	API    http.Handler      // mounted at /api/
	Keeper *backup.Keeper
	pdfs   func() (*pdf.Cache, error)
	cache  *pdf.Cache
}

// Open opens the data folder and its database, and loads the rules.
func Open(ctx context.Context, c config.Config) (*App, error) {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if err := backup.Unfinished(c.Data); err != nil {
		return nil, err
	}
	book, err := rule.Load(rules.FS)
	if err != nil {
		return nil, err
	}
	sealer, err := vault.Open(c.Keys())
	if err != nil {
		return nil, err
	}
	key, err := audit.OpenKey(c.Keys())
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, store.Options{Dir: c.Data, DSN: c.DB, Vault: sealer})
	if err != nil {
		return nil, err
	}
	if err := member.Reseal(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("sealing what was kept before: %w", err), db.Close())
	}
	a := &App{Config: c, DB: db, Book: book, Books: regulation.NewBooks(db, book), LogKey: key}
	a.Keeper = &backup.Keeper{DB: db, Data: c.Data, Dir: c.Backups, At: c.BackupAt, Daily: c.Daily, Weekly: c.Weekly}
	// Made when the first PDF is asked for: a command beside a live server must
	// not clear the server's folder.
	a.pdfs = sync.OnceValues(func() (*pdf.Cache, error) {
		cache, err := pdf.NewCache(a.PDFs(), "")
		a.cache = cache
		return cache, err
	})
	a.API = api.New(api.Deps{DB: db, Books: a.Books, Authenticate: a.Authenticate, Keeper: a.Keeper, PDF: a.PDF, PersonFile: a.PersonFile, Sign: key.Sign})
	return a, nil
}

// PDFs is the folder of the PDFs made so far.
func (a *App) PDFs() string { return filepath.Join(a.Config.Data, "cache", "pdf") }

// PDF turns a .docx into a PDF, or gives the one made before.
func (a *App) PDF(ctx context.Context, docx []byte) ([]byte, error) {
	c, err := a.pdfs()
	if err != nil {
		return nil, err
	}
	return c.Convert(ctx, docx)
}

// Close closes the database after what it has taken.
func (a *App) Close() error {
	if a.cache != nil {
		return errors.Join(a.cache.Close(), a.DB.Close())
	}
	return a.DB.Close()
}

// Handler is the whole of the pages and the API.
func (a *App) Handler() (http.Handler, error) {
	return web.New(web.Options{DB: a.DB, Books: a.Books, URL: a.Config.URL, Dev: a.Config.Dev, API: a.API, Founder: a.Found, Practices: &Practices{App: a}, Keeper: a.Keeper, PDF: a.PDF, Sign: a.sign(), Metrics: a.figures(), Mails: a.Config.SMTP.On()})
}

// sign signs with this server's key, where it has one.
func (a *App) sign() counts.Signer {
	if a.LogKey == nil {
		return nil
	}
	return a.LogKey.Sign
}

// SetupLink makes the one-time link of a server on which no committee has given
// its consent yet, "" when one has.
func (a *App) SetupLink(ctx context.Context) (string, error) {
	agreed, err := a.agreed(ctx)
	if err != nil || agreed {
		return "", err
	}
	code, err := session.NewSetup(ctx, a.DB)
	return a.Config.Origin() + "/thiet-lap/" + code, err
}

// Serve answers until ctx ends, then lets what has begun come to its end.
// ready is told the address once the first request would be answered.
func (a *App) Serve(ctx context.Context, ready func(address string)) error {
	if err := a.Config.Check(); err != nil {
		return err
	}
	handler, err := a.Handler()
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(quiet{slog.Default().Handler()}, slog.LevelDebug),
	}
	secure, also, err := a.tls()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", a.Config.Addr)
	if err != nil {
		return fmt.Errorf("address %s: %w", a.Config.Addr, err)
	}
	if secure != nil {
		listener = tls.NewListener(listener, secure)
	}
	if err := a.keepAddress(ctx); err != nil {
		return err
	}
	if err := a.nights(ctx); err != nil {
		return err
	}
	server.RegisterOnShutdown(a.DB.Live().Close)
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	var background sync.WaitGroup
	background.Go(func() { audit.Run(work, a.DB, a.LogKey) })
	background.Go(func() {
		(&job.Runner{DB: a.DB, Handlers: jobs(a.Books, blob.In(a.Config.Data), a.PDFs(), mail.Server{SMTP: a.Config.SMTP}, a.Config.Origin())}).Run(work)
	})
	background.Go(func() { a.Keeper.Run(work) })
	background.Go(func() { a.DB.Follow(work) })
	defer func() { stop(); background.Wait() }()

	failed := make(chan error, 2)
	go func() { failed <- server.Serve(listener) }()
	if also != nil {
		defer also.Close()
		go func() {
			if err := also.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
				slog.Warn("port 80 not served: the certificate authority may not reach this server", "error", err)
			}
		}()
	}
	ready(a.address(listener))
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	err = server.Shutdown(end)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	return err
}

func (a *App) address(l net.Listener) string {
	if a.Config.URL != "" {
		return a.Config.Origin()
	}
	return "http://" + l.Addr().String()
}

// tls is the certificate of the name: from files, or fetched and renewed by
// ACME, which also wants port 80. Nil on loopback.
func (a *App) tls() (*tls.Config, *http.Server, error) {
	c := a.Config
	if c.URL == "" {
		return nil, nil, nil
	}
	secure := web.TLS()
	secure.NextProtos = []string{"h2", "http/1.1"}
	if c.Cert != "" {
		pair := &reloaded{cert: c.Cert, key: c.Key}
		if _, err := pair.get(nil); err != nil {
			return nil, nil, err
		}
		secure.GetCertificate = pair.get
		return secure, nil, nil
	}
	m := &autocert.Manager{Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(c.Name()), Cache: autocert.DirCache(filepath.Join(c.Data, "certs"))}
	secure = m.TLSConfig()
	secure.MinVersion = tls.VersionTLS12
	return secure, &http.Server{Addr: ":80", Handler: m.HTTPHandler(toHTTPS(c.Name())), ReadHeaderTimeout: 10 * time.Second}, nil
}

// reloaded reads the certificate again when its file has changed, so that a
// renewal needs no restart.
type reloaded struct {
	cert, key string
	mu        sync.Mutex
	at        time.Time
	pair      *tls.Certificate
}

func (p *reloaded) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	info, err := os.Stat(p.cert)
	if err == nil && p.pair != nil && info.ModTime().Equal(p.at) {
		return p.pair, nil
	}
	pair, lerr := tls.LoadX509KeyPair(p.cert, p.key)
	if lerr != nil {
		if p.pair != nil {
			slog.Error("certificate not read again, the old one stays", "error", lerr)
			return p.pair, nil
		}
		return nil, fmt.Errorf("certificate: %w", lerr)
	}
	p.pair = &pair
	if err == nil {
		p.at = info.ModTime()
	}
	return p.pair, nil
}

// quiet drops what names a visitor's address: failed handshakes and the like.
type quiet struct{ slog.Handler }

func (q quiet) Handle(ctx context.Context, r slog.Record) error {
	if strings.Contains(r.Message, " from ") || strings.Contains(r.Message, "handshake") {
		return nil
	}
	return q.Handler.Handle(ctx, r)
}

// Logger writes one JSON line an event.
func Logger(w io.Writer) *slog.Logger { return slog.New(slog.NewJSONHandler(w, nil)) }
