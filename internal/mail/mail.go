// Package mail hands a letter to the mail server a committee chose. It speaks TLS or
// only to this machine, writes no log, and its errors hold a code and never an address:
// what a server answers may repeat whom it was for.
package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	smtp "github.com/wneessen/go-mail"

	"chibo/internal/config"
)

// Letter is one message of plain text.
type Letter struct {
	To, Subject, Text string
	Off               string // address that switches letters off, by one POST (RFC 8058)
	ID                string // the same for the same letter sent again
}

// What became of a letter that was not taken.
var (
	ErrBounced = errors.New("mail: the recipient's address was refused")   // for good
	ErrUnsure  = errors.New("mail: sent, but the answer never came")       // it may have arrived
	ErrTrouble = errors.New("mail: the mail server did not take a letter") // it did not arrive
)

// Server sends through the configured server.
type Server struct {
	config.SMTP
	Dial func(ctx context.Context, network, address string) (net.Conn, error) // nil: the net's own
}

// patience is for a whole conversation with the server.
const patience = 30 * time.Second

func (s Server) client() (*smtp.Client, error) {
	with := []smtp.Option{smtp.WithPort(s.Port), smtp.WithTimeout(patience), smtp.WithoutNoop()}
	switch {
	case s.Implicit:
		with = append(with, smtp.WithSSL())
	case s.Loopback():
		with = append(with, smtp.WithTLSPolicy(smtp.NoTLS))
	default:
		with = append(with, smtp.WithTLSPolicy(smtp.TLSMandatory))
	}
	if s.User != "" {
		with = append(with, smtp.WithSMTPAuth(smtp.SMTPAuthAutoDiscover), smtp.WithUsername(s.User), smtp.WithPassword(string(s.Password)))
	}
	if s.Dial != nil {
		with = append(with, smtp.WithDialContextFunc(s.Dial))
	}
	return smtp.NewClient(s.Host, with...)
}

// Try speaks to the server as far as signing in, for the doctor.
func (s Server) Try(ctx context.Context) error {
	c, err := s.client()
	if err == nil {
		err = c.DialWithContext(ctx)
	}
	if err != nil {
		return fmt.Errorf("%w: %s", ErrTrouble, s.Host)
	}
	return errors.Join(c.Close())
}

// Send hands one letter over: nil means that the server took it.
func (s Server) Send(ctx context.Context, l Letter) error {
	m, err := s.message(l)
	if err != nil {
		return err
	}
	c, err := s.client()
	if err != nil {
		return ErrTrouble
	}
	if err := c.DialWithContext(ctx); err != nil {
		return ErrTrouble // before anything was said of the letter
	}
	defer c.Close() //nolint:errcheck // the letter is taken or not by now
	return told(c.Send(m))
}

func (s Server) message(l Letter) (*smtp.Msg, error) {
	m := smtp.NewMsg(smtp.WithNoDefaultUserAgent())
	if err := m.From(s.From); err != nil {
		return nil, ErrTrouble
	}
	if err := m.To(l.To); err != nil {
		return nil, ErrBounced
	}
	m.Subject(l.Subject)
	m.SetMessageIDWithValue(l.ID)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	if l.Off != "" {
		m.SetGenHeader(smtp.HeaderListUnsubscribe, "<"+l.Off+">")
		m.SetGenHeader(smtp.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	m.SetBodyString(smtp.TypeTextPlain, l.Text)
	return m, nil
}

// told says what an error of the library means for the letter.
func told(err error) error {
	var e *smtp.SendError
	if err == nil {
		return nil
	}
	if !errors.As(err, &e) {
		return ErrUnsure
	}
	code := e.ErrorCode()
	switch e.Reason {
	case smtp.ErrGetRcpts, smtp.ErrSMTPRcptTo:
		if code >= 500 {
			return fmt.Errorf("%w (%d)", ErrBounced, code)
		}
	case smtp.ErrSMTPReset: // after the server took it
		return nil
	case smtp.ErrSMTPDataClose, smtp.ErrWriteContent:
		if code == 0 {
			return ErrUnsure
		}
	}
	return fmt.Errorf("%w (%d)", ErrTrouble, code)
}
