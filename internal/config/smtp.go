package config

import (
	"errors"
	"log/slog"
	"net"
	"net/mail"
	"net/url"
	"os"
	"strconv"
	"strings"
)

// Secret is a password that prints as dots, wherever it is printed.
type Secret string

func (Secret) String() string { return "…" }

// GoString keeps %#v quiet too.
func (Secret) GoString() string { return "…" }

// LogValue keeps the log quiet.
func (Secret) LogValue() slog.Value { return slog.StringValue("…") }

// SMTP is the server that takes the letters; Host "" sends none.
type SMTP struct {
	Host     string
	Port     int
	Implicit bool   // TLS from the first byte, else STARTTLS
	From     string // address of the sender
	User     string // "" without signing in
	Password Secret
}

// On tells whether letters are sent at all.
func (s SMTP) On() bool { return s.Host != "" }

// Loopback reports whether the server is this machine: only then may it be spoken to
// without TLS.
func (s SMTP) Loopback() bool {
	ip := net.ParseIP(s.Host)
	return s.Host == "localhost" || ip != nil && ip.IsLoopback()
}

// ErrSMTP says how the mail server is given.
var ErrSMTP = errors.New("--smtp phải có dạng smtp://máy:587 (STARTTLS) hoặc smtps://máy:465, kèm --smtp-from là địa chỉ gửi; mật khẩu chỉ đọc từ tệp --smtp-password-file, quyền 0600")

// ParseSMTP reads the choices of a start. The password lies in a file of its own, which
// nobody else may read; it is never on a command line.
func ParseSMTP(address, from, user, file string) (SMTP, error) {
	if address == "" {
		return SMTP{}, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return SMTP{}, ErrSMTP
	}
	s := SMTP{Host: u.Hostname(), Port: 587, Implicit: u.Scheme == "smtps", From: from, User: user}
	if s.Implicit {
		s.Port = 465
	}
	if p := u.Port(); p != "" {
		if s.Port, err = strconv.Atoi(p); err != nil {
			return SMTP{}, ErrSMTP
		}
	}
	if a, err := mail.ParseAddress(from); err != nil || a.Address != from || (user == "") != (file == "") {
		return SMTP{}, ErrSMTP
	}
	if file == "" {
		return s, nil
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		return SMTP{}, ErrSMTP
	}
	text, err := os.ReadFile(file)
	if err != nil || strings.TrimSpace(string(text)) == "" {
		return SMTP{}, ErrSMTP
	}
	s.Password = Secret(strings.TrimSpace(string(text)))
	return s, nil
}
