// Package mailtest is a mail server on loopback for tests: it takes what is sent, refuses
// whom it is told to, and can fall silent after taking a letter.
package mailtest

import (
	"bufio"
	"crypto/tls"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"chibo/internal/config"
)

// Server listens until the test ends.
type Server struct {
	config.SMTP
	mu      sync.Mutex
	raw     []string
	said    []string          // commands, in their order
	refuse  map[string]string // recipient → answer
	lost    int               // letters after which no answer comes
	Offers  []string          // further lines of EHLO
	Secured *tls.Config       // for STARTTLS; nil refuses it
}

// Open starts one.
func Open(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	s := &Server{SMTP: config.SMTP{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, From: "chibo@phuong.example"}, refuse: map[string]string{}} //nolint:errcheck,forcetypeassert // it listens on TCP
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.talk(c)
		}
	}()
	return s
}

// Refuse answers a recipient so from now on; "" takes letters for him again.
func (s *Server) Refuse(to, answer string) { s.mu.Lock(); s.refuse[to] = answer; s.mu.Unlock() }

// Lose takes so many letters and answers nothing.
func (s *Server) Lose(n int) { s.mu.Lock(); s.lost = n; s.mu.Unlock() }

// Said are the commands so far.
func (s *Server) Said() string { s.mu.Lock(); defer s.mu.Unlock(); return strings.Join(s.said, "\n") }

// Letter is one that was taken, read as a mail program reads it.
type Letter struct {
	Header  mail.Header
	Subject string
	Text    string
	Raw     string
}

// Taken are all letters taken so far.
func (s *Server) Taken(t testing.TB) (out []Letter) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, raw := range s.raw {
		m, err := mail.ReadMessage(strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		l := Letter{Header: m.Header, Raw: raw}
		if l.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
			t.Fatal(err)
		}
		body := m.Body
		if m.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			body = quotedprintable.NewReader(body)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		l.Text = strings.ReplaceAll(string(text), "\r\n", "\n")
		out = append(out, l)
	}
	return out
}

func (s *Server) talk(c net.Conn) {
	defer c.Close() //nolint:errcheck // the test is over
	in := bufio.NewReader(c)
	say := func(text string) { _, _ = io.WriteString(c, text+"\r\n") }
	say("220 test")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSpace(line)
		s.mu.Lock()
		s.said = append(s.said, line)
		s.mu.Unlock()
		switch word := strings.ToUpper(strings.SplitN(line, " ", 2)[0]); word {
		case "EHLO", "HELO":
			for _, o := range s.Offers {
				say("250-" + o)
			}
			say("250 8BITMIME")
		case "STARTTLS":
			if s.Secured == nil {
				say("502 no")
				continue
			}
			say("220 go")
			secure := tls.Server(c, s.Secured)
			c, in = secure, bufio.NewReader(secure)
		case "RCPT":
			to := strings.Trim(strings.TrimPrefix(line[5:], "TO:"), "<> ")
			s.mu.Lock()
			answer := s.refuse[to]
			s.mu.Unlock()
			if answer == "" {
				answer = "250 ok"
			}
			say(answer)
		case "DATA":
			say("354 go")
			if s.data(in) {
				return
			}
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// data takes a letter; true: it falls silent now.
func (s *Server) data(in *bufio.Reader) bool {
	var b strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return true
		}
		if strings.TrimRight(line, "\r\n") == "." {
			break
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.raw = append(s.raw, b.String())
	if s.lost > 0 {
		s.lost--
		return true
	}
	return false
}
