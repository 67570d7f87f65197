package mail_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chibo/internal/config"
	"chibo/internal/mail"
	"chibo/internal/mail/mailtest"
)

var letter = mail.Letter{To: "hoa@thu.example", Subject: "Nhắc việc ngày 06/12/2026", Text: "Đồng chí có việc cần xem:\r\n\r\n- 2 việc đến hạn\r\n", Off: "https://x.example/ngung-nhac/1.a.b", ID: "abc@x.example"}

// TestALetterAsAMailProgramReadsIt: Vietnamese comes through, the way out is one tap, a
// machine is not answered, and the program does not name itself.
func TestALetterAsAMailProgramReadsIt(t *testing.T) {
	s := mailtest.Open(t)
	if err := (mail.Server{SMTP: s.SMTP}).Send(context.Background(), letter); err != nil {
		t.Fatal(err)
	}
	got := s.Taken(t)[0]
	for name, want := range map[string]string{"Auto-Submitted": "auto-generated", "List-Unsubscribe": "<" + letter.Off + ">", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"To": "<hoa@thu.example>", "From": "<chibo@phuong.example>", "Message-Id": "<abc@x.example>", "User-Agent": "", "X-Mailer": ""} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if got.Subject != letter.Subject || got.Text != strings.ReplaceAll(letter.Text, "\r\n", "\n") || !strings.Contains(got.Header.Get("Content-Type"), "UTF-8") {
		t.Errorf("%q %q %v", got.Subject, got.Text, got.Header)
	}
}

// TestWhatAnErrorMeansForALetter: refused for good, not taken now, perhaps taken; none of
// them repeats the address.
func TestWhatAnErrorMeansForALetter(t *testing.T) {
	s := mailtest.Open(t)
	send := func(want error) {
		t.Helper()
		err := (mail.Server{SMTP: s.SMTP}).Send(context.Background(), letter)
		if !errors.Is(err, want) || err != nil && strings.Contains(err.Error(), "hoa") {
			t.Errorf("%v, want %v", err, want)
		}
	}
	s.Refuse(letter.To, "550 5.1.1 <hoa@thu.example>: no such user")
	send(mail.ErrBounced)
	s.Refuse(letter.To, "451 4.3.0 <hoa@thu.example>: later")
	send(mail.ErrTrouble)
	s.Refuse(letter.To, "")
	s.Lose(1)
	send(mail.ErrUnsure)
	if len(s.Taken(t)) != 1 {
		t.Error("the lost one was not taken")
	}
	s.Port = 1
	send(mail.ErrTrouble)
	if err := (mail.Server{SMTP: s.SMTP}).Try(context.Background()); !errors.Is(err, mail.ErrTrouble) {
		t.Errorf("%v", err)
	}
}

// TestAwayFromThisMachineOnlyByTLS: a server elsewhere that offers none, or whose
// certificate nobody vouches for, gets neither password nor letter.
func TestAwayFromThisMachineOnlyByTLS(t *testing.T) {
	for _, offers := range [][]string{nil, {"STARTTLS", "AUTH PLAIN LOGIN"}, {"AUTH PLAIN LOGIN"}} {
		s := mailtest.Open(t)
		s.Offers = offers
		away := mail.Server{SMTP: s.SMTP, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", fmt.Sprint(s.Port)))
		}}
		away.Host, away.User, away.Password = "mail.example", "chibo", "bí mật"
		if err := away.Send(context.Background(), letter); !errors.Is(err, mail.ErrTrouble) {
			t.Errorf("%v: %v", offers, err)
		}
		if said := s.Said(); strings.Contains(said, "AUTH") || strings.Contains(said, "MAIL") {
			t.Errorf("%v: it was told %q", offers, said)
		}
	}
}

// TestThePasswordIsNeverPrinted, and lies in a file of its own that nobody else reads.
func TestThePasswordIsNeverPrinted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "smtp")
	if err := os.WriteFile(file, []byte("bí mật\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := config.ParseSMTP("smtp://mail.example", "chibo@phuong.example", "chibo", file)
	if err != nil || string(s.Password) != "bí mật" || s.Port != 587 || s.Implicit {
		t.Fatalf("%v %v", s, err)
	}
	if text := fmt.Sprintf("%v %+v %#v %s", s, s, s, s.Password); strings.Contains(text, "bí mật") {
		t.Error(text)
	}
	if s, err := config.ParseSMTP("smtps://mail.example:4650", "chibo@phuong.example", "", ""); err != nil || s.Port != 4650 || !s.Implicit || s.Loopback() {
		t.Errorf("%v %v", s, err)
	}
	if s, err := config.ParseSMTP("", "", "", ""); err != nil || s.On() {
		t.Errorf("%v %v", s, err)
	}
	if err := os.Chmod(file, 0o644); err != nil { //nolint:gosec // what is refused
		t.Fatal(err)
	}
	for _, x := range [][4]string{{"mail.example", "a@b.vn", "", ""}, {"smtp://u:p@mail.example", "a@b.vn", "", ""}, {"smtp://mail.example", "Tên <a@b.vn>", "", ""}, {"smtp://mail.example", "", "", ""},
		{"smtp://mail.example", "a@b.vn", "chibo", ""}, {"smtp://mail.example", "a@b.vn", "chibo", file}, {"http://mail.example", "a@b.vn", "", ""}} {
		if _, err := config.ParseSMTP(x[0], x[1], x[2], x[3]); !errors.Is(err, config.ErrSMTP) {
			t.Errorf("%v: %v", x, err)
		}
	}
}
