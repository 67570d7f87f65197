// Package config is what the person who runs chibo may choose: where the data
// lie and at which address it answers. It knows nothing of what runs.
package config

import (
	"errors"
	"net"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"
)

// Config are the choices of one start.
type Config struct {
	Data string // folder of files, keys and the SQLite file
	DB   string // postgres://…, empty for SQLite
	Addr string // host:port to listen on
	URL  string // https://name as the phones open it; empty on loopback
	Cert string // certificate file; empty with URL: fetched by ACME
	Key  string
	Dev  bool // shows the components of pages at /dev/components, to this machine alone

	Backups  string        // folder of the nightly backups; empty makes none
	BackupAt time.Duration // after midnight in Vietnam
	Daily    int           // backups kept: of so many days
	Weekly   int           // and of so many weeks

	SMTP SMTP // takes the letters; none is sent without it
}

// Version names the program as it was built: its revision, where it is known.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "-"
	}
	revision, day := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value[:min(len(s.Value), 12)]
		case "vcs.time":
			day = s.Value[:min(len(s.Value), 10)]
		}
	}
	if revision == "" {
		return strings.Trim(info.Main.Version, "()")
	}
	return revision + " " + day
}

// Keys is the folder of key files; nothing in it is ever in the database.
func (c Config) Keys() string { return filepath.Join(c.Data, "keys") }

// The refusals of Check, told apart by doctor.
var (
	ErrOpenWithoutURL = errors.New("địa chỉ này mở ra ngoài máy mà chưa có --url https://TÊN: mật khẩu và danh sách sẽ đi không mã hóa. Chạy lại với --url, hoặc dùng --addr 127.0.0.1:8080")
	ErrURL            = errors.New("--url phải có dạng https://ten-mien, không có gì phía sau")
	ErrCertPair       = errors.New("--cert và --key phải đi cùng nhau, và cùng với --url")
)

// Check refuses what must never run: an address others can reach without https.
func (c Config) Check() error {
	if c.URL != "" {
		u, err := url.Parse(c.URL)
		if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" {
			return ErrURL
		}
	} else if !c.Loopback() {
		return ErrOpenWithoutURL
	}
	if (c.Cert == "") != (c.Key == "") || c.Cert != "" && c.URL == "" {
		return ErrCertPair
	}
	return nil
}

// Loopback reports whether only this machine can reach the address.
func (c Config) Loopback() bool {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Origin is the address as a browser writes it, without a slash at the end.
func (c Config) Origin() string {
	if c.URL == "" {
		return "http://" + c.Addr
	}
	u, err := url.Parse(c.URL)
	if err != nil {
		return c.URL
	}
	return "https://" + u.Host
}

// Name is the host name of the URL.
func (c Config) Name() string {
	u, err := url.Parse(c.URL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
