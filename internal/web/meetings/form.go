package meetings

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/web/page"
	"chibo/internal/web/ui"
	"chibo/internal/web/ward/form"
)

// Form is a form of one question page: where it goes, what it edited, its fields.
type Form struct {
	ID, Action string
	Version    int64
	Upload     bool // carries a file
	Hidden     []Pair
	Parts      []templ.Component
}

// Pair is a hidden field.
type Pair struct{ Name, Value string }

// ask is a page that is one form with its primary button in the bar. above
// stands before the form.
func ask(w http.ResponseWriter, r *page.Request, status int, p ui.Page, button string, f Form, above ...templ.Component) error {
	f.ID = "bieu-mau"
	if f.Action == "" {
		f.Action = r.URL.Path
	}
	p.Primary = &ui.Action{Text: button, Form: f.ID}
	return r.Page(w, status, p, templ.Join(append(above, FormBox(f))...))
}

// ask is the same about a meeting; one who only reads gets no form.
func (s sitting) ask(w http.ResponseWriter, r *page.Request, status int, p ui.Page, button string, f Form, above ...templ.Component) error {
	if s.May {
		return ask(w, r, status, p, button, f, above...)
	}
	p.Primary = s.look(r)
	return r.Page(w, status, p, templ.Join(above...))
}

// text is a field of one line that keeps what was typed.
func text(r *page.Request, name, label, stored string) ui.Field {
	return ui.Field{Name: name, Label: word(r, label), Value: form.Typed(r, name, stored), Error: r.Wrong(name)}
}

// moment is an hour of a day in Vietnam.
func moment(day string, h, m int) int64 {
	t, err := time.ParseInLocation(time.DateOnly, day, store.Vietnam)
	if err != nil {
		return 0
	}
	return t.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute).UnixMilli()
}

// newer is what somebody else has written meanwhile, when err is a stale edit.
func newer[T any](err error) (T, bool) {
	var f *fault.Error
	if errors.As(err, &f) && f.Newer != nil {
		v, ok := f.Newer.(T)
		return v, ok
	}
	var none T
	return none, false
}

// Version is one of two texts to choose from.
type Version struct{ Title, Text string }

// lines parts a text at its line breaks.
func lines(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// rowsOf is how many lines a text to be copied shows of itself.
func rowsOf(s string) int {
	n := 1
	for line := range strings.SplitSeq(s, "\n") {
		n += 1 + len([]rune(line))/38
	}
	return min(max(n-1, 1), 14)
}
