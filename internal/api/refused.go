package api

import (
	"context"
	"net/http"

	"chibo/internal/session"
	"chibo/internal/store"
)

// reasons are what the log of the machine calls a refusal, by status.
var reasons = map[int]string{http.StatusUnauthorized: "unsigned", http.StatusNotFound: "missing", http.StatusTooManyRequests: "tries"}

// refusing notes for the frame of requests why one was refused, and to whom; the note is taken off before the answer
// leaves.
type refusing struct {
	http.ResponseWriter
	who func() string
}

func (w *refusing) WriteHeader(status int) {
	if reason := reasons[status]; reason != "" {
		w.Header().Set("X-Refused", reason+" "+w.who())
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *refusing) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// mark is the caller's in the log, "-" for nobody.
func (s *server) mark(ctx context.Context) string {
	v, who := viewerOf(ctx), "-"
	if v.Person == "" {
		return who
	}
	if err := s.DB.Read(ctx, v, func(rd *store.Reader) (err error) { who, err = session.Mark(rd); return }); err != nil {
		return "-" // the line is worth more than the mark
	}
	return who
}
