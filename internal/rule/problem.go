package rule

import (
	"cmp"
	"errors"
	"fmt"
)

// Problem is one thing wrong in a file of rules: where it stands, what it is and how it is mended, in both
// languages, because an officer reads it on a page and a machine's keeper in a terminal.
type Problem struct { //nolint:errname // one entry of a list that is shown, not a sentinel
	File   string `json:"file"`
	Line   int    `json:"line"`             // from 1; of a sheet its row
	Column string `json:"column,omitempty"` // of a sheet: its letter
	What   Said   `json:"-"`
}

// Place is "file:line" as compilers say it, or "file:C12" for a cell of a sheet.
func (p Problem) Place() string {
	if p.Column != "" {
		return fmt.Sprintf("%s:%s%d", p.File, p.Column, p.Line)
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Error says the problem in English; In gives the other language.
func (p Problem) Error() string { return p.In("en") }

// In says the problem with its place.
func (p Problem) In(lang string) string { return p.Place() + ": " + p.What.In(lang) }

// Problems lists what Load, Parse, With or a sheet's reader found, in the order of the file. An error of another
// kind, such as a file that cannot be read, is one problem without a line.
func Problems(err error) []Problem {
	if err == nil {
		return nil
	}
	if p, ok := err.(Problem); ok { //nolint:errorlint // the tree is walked by hand: Join holds many
		return []Problem{p}
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // as above
		var all []Problem
		for _, one := range many.Unwrap() {
			all = append(all, Problems(one)...)
		}
		return all
	}
	if inner := errors.Unwrap(err); inner != nil {
		return Problems(inner)
	}
	return []Problem{{What: Said{err.Error(), err.Error()}}}
}

// wrong is a problem whose place in the file is not known yet.
type wrong struct {
	line int // 0: of the rule
	what Said
}

func (w wrong) Error() string { return w.what.EN }

// bad says what is wrong and how to mend it; the arguments go into both sentences in one order.
func bad(vi, en string, args ...any) error {
	return wrong{what: Said{fmt.Sprintf(vi, args...), fmt.Sprintf(en, args...)}}
}

// badAt is bad with the line of the file.
func badAt(line int, vi, en string, args ...any) error {
	return wrong{line, Said{fmt.Sprintf(vi, args...), fmt.Sprintf(en, args...)}}
}

// inside says in which part of a rule something is wrong.
func inside(vi, en string, err error) error {
	w := wrongOf(err)
	w.what = Said{vi + ": " + w.what.VI, en + ": " + w.what.EN}
	return w
}

// wrongOf reads any error as a problem: what a check says in one language only stands in both.
func wrongOf(err error) wrong {
	var w wrong
	var f TableFault
	switch {
	case errors.As(err, &f):
		return wrong{f.Line, Said{f.VI, f.EN}}
	case errors.As(err, &w) && err.Error() == w.what.EN:
		return w
	}
	return wrong{w.line, Said{err.Error(), err.Error()}} // wrapped on its way: "line study: …"
}

// placed gives every problem in err its file, its line and the rule it belongs to.
func placed(err error, file string, line int, id string) error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // Join holds many
		all := make([]error, 0, len(many.Unwrap()))
		for _, one := range many.Unwrap() {
			all = append(all, placed(one, file, line, id))
		}
		return errors.Join(all...)
	}
	w := wrongOf(err)
	if id != "" {
		w.what = Said{id + ": " + w.what.VI, id + ": " + w.what.EN}
	}
	return Problem{File: file, Line: cmp.Or(w.line, line), What: w.what}
}
