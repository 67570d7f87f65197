// Package fault is the closed set of ways in which chibo says no. A room
// returns a fault; the web and the API turn it into a page or a problem
// document. The person sees the sentence behind Code in the catalogue (what
// happened, what is kept, what to do); the log gets the wrapped cause.
package fault

import (
	"context"
	"errors"
	"fmt"
)

// Kind decides the HTTP status and how a page reacts. The set is closed: an
// error without a Kind is Internal.
type Kind int

// The kinds and what HTTP calls them.
const (
	Internal    Kind = iota // our own fault: 500
	Invalid                 // the input breaks a rule of form or of the Party: 422
	NotFound                // does not exist or is not for this viewer: 404
	Conflict                // somebody else changed it, or it is past that state: 409
	Unsigned                // nobody is signed in: 401
	TooMany                 // too many tries: 429
	Busy                    // the writer's queue is full: 503, try again
	Unavailable             // a tool this paper needs is absent: 503
	TooLarge                // the body or file is over the limit: 413
)

// Field is one wrong field of a form, named as in the API.
type Field struct {
	Name string
	Code string // catalogue key under "error."
	Args []any  // name, value pairs for the sentence
}

// Error is what rooms return.
type Error struct {
	Kind   Kind
	Code   string // catalogue key under "error.", and the API's stable code
	Args   []any  // name, value pairs for the sentence
	Fields []Field
	Newer  any // the newer content, when Kind is Conflict
	cause  error
}

func (e *Error) Error() string {
	s := e.Code
	if len(e.Args) > 0 {
		s += fmt.Sprint(" ", e.Args)
	}
	for _, f := range e.Fields {
		s += " [" + f.Name + ": " + f.Code + "]"
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.cause }

// New makes a fault; args are name, value pairs for the catalogue sentence.
func New(kind Kind, code string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Args: args}
}

// Because attaches the cause that only the log may see.
func (e *Error) Because(err error) *Error { e.cause = err; return e }

// With attaches the newer content to a conflict.
func (e *Error) With(newer any) *Error { e.Newer = newer; return e }

// Bad reports one wrong field.
func Bad(field, code string, args ...any) *Error {
	return &Error{Kind: Invalid, Code: code, Args: args, Fields: []Field{{Name: field, Code: code, Args: args}}}
}

// Missing is the answer for what does not exist and for what the viewer may
// not see: the two are the same on purpose.
func Missing() *Error { return New(NotFound, "not_found") }

// Stale says that the version the person edited is not the newest.
func Stale(newer any) *Error { return New(Conflict, "stale").With(newer) }

// Of makes a fault of any error. Time that ran out, and a caller who went away,
// are Busy: nothing is wrong with what was asked, and asking again may do. A
// stranger is Internal, with the given code.
func Of(err error, internal string) *Error {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return New(Busy, "busy").Because(err)
	}
	return New(Internal, internal).Because(err)
}

// KindOf gives the kind of any error; nil and strangers are Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is a fault with this code.
func Is(err error, code string) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}

// Fields gathers wrong fields while a form is read; Err is nil when none was
// found.
type Fields []Field

// Add notes one wrong field.
func (f *Fields) Add(name, code string, args ...any) {
	*f = append(*f, Field{Name: name, Code: code, Args: args})
}

// Err is the whole form's fault, with the first field's code as its own.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Code: f[0].Code, Args: f[0].Args, Fields: f}
}
