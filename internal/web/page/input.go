package page

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/vi"
)

// Limits of what a request may carry.
const (
	FormLimit = 1 << 20  // a form without files
	FileLimit = 10 << 20 // one file (design/decisions.md 14)
	longest   = 20_000   // letters of one field
)

// parse reads the form once. It is called by the adapter for every POST, so
// that a body over the limit or cut short is refused before a handler runs.
func (r *Request) parse() error {
	var err error
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		err = r.ParseMultipartForm(1 << 20)
	} else {
		err = r.ParseForm()
	}
	var big *http.MaxBytesError
	if errors.As(err, &big) && r.ContentLength > FileLimit && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") { // a file: its weight is known beforehand
		return fault.New(fault.TooLarge, "file_too_large", "size", r.ContentLength>>20, "limit", FileLimit>>20)
	}
	if errors.As(err, &big) {
		return fault.New(fault.TooLarge, "too_large", "limit", big.Limit>>20)
	}
	if err != nil {
		return fault.New(fault.Invalid, "form_unreadable").Because(err)
	}
	for _, all := range r.Form {
		for _, v := range all {
			if len(v) > 4*longest {
				return fault.New(fault.TooLarge, "text_too_long", "limit", longest)
			}
		}
	}
	return nil
}

// Text is a field of one line: NFC, trimmed, single spaces.
func (r *Request) Text(name string) string { return vi.Clean(r.FormValue(name)) }

// Long is a field of several lines.
func (r *Request) Long(name string) string { return vi.CleanText(r.FormValue(name)) }

// Raw is a field as typed: passwords and codes only.
func (r *Request) Raw(name string) string { return r.FormValue(name) }

// Texts are all values of a field that may repeat.
func (r *Request) Texts(name string) []string {
	if r.Form == nil {
		r.FormValue(name) // parses the form
	}
	var out []string
	for _, v := range r.Form[name] {
		out = append(out, vi.Clean(v))
	}
	return out
}

// Tick is a checkbox.
func (r *Request) Tick(name string) bool { return r.FormValue(name) != "" }

// Need is Text that may not be empty.
func (r *Request) Need(name string, wrong *fault.Fields) string {
	s := r.Text(name)
	if s == "" {
		wrong.Add(name, "required")
	}
	return s
}

// Number is a whole number from 0; empty counts as 0.
func (r *Request) Number(name string, wrong *fault.Fields) int {
	s := strings.ReplaceAll(r.Text(name), ".", "")
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1_000_000_000 {
		wrong.Add(name, "number_form")
		return 0
	}
	return n
}

// Day is a day typed as 03/12/2026 (or 2026-12-03), as "YYYY-MM-DD"; empty
// stays empty.
func (r *Request) Day(name string, wrong *fault.Fields) string {
	s := r.Text(name)
	if s == "" {
		return ""
	}
	day, precision, err := vi.ParseDay(s)
	if err != nil || precision != vi.Full {
		wrong.Add(name, "day_form")
		return ""
	}
	return day
}

// NeedDay is Day that may not be empty.
func (r *Request) NeedDay(name string, wrong *fault.Fields) string {
	if r.Text(name) == "" {
		wrong.Add(name, "required")
		return ""
	}
	return r.Day(name, wrong)
}

// Rows is which of so many rows a page shows that shows some at once: from the one its
// address names ("tu"), else from the first.
func (r *Request) Rows(all, atOnce int) (from, to int) {
	from, _ = strconv.Atoi(r.URL.Query().Get("tu"))
	if from < 0 || from >= all {
		from = 0
	}
	return from, min(all, from+atOnce)
}

// Version is the version of what was edited, from the hidden field "version".
func (r *Request) Version() int64 {
	n, _ := strconv.ParseInt(r.FormValue("version"), 10, 64) // missing is 0: stale wherever something exists
	return n
}

// Key is the form's idempotency key (ui.Key), empty when it has none or a bad one.
func (r *Request) Key() string {
	k := r.FormValue("key")
	if len(k) > 64 || strings.ContainsFunc(k, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return ""
	}
	return k
}

// File is an uploaded file; none is fault.Invalid on that field.
func (r *Request) File(name string) (filename string, data []byte, err error) {
	f, head, err := r.FormFile(name)
	if err != nil {
		return "", nil, fault.Bad(name, "file_missing")
	}
	defer f.Close()
	if head.Size > FileLimit {
		return "", nil, fault.Bad(name, "file_too_large", "size", (head.Size+1<<20-1)>>20, "limit", FileLimit>>20)
	}
	data, err = io.ReadAll(f)
	return vi.Clean(head.Filename), data, err
}

// From is where a request came from: the connection's own address. A header
// that says otherwise is not believed.
func From(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
