package page

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/privacy"
	"chibo/internal/vi"
)

// Told is one datum as a page tells it, in the person's language.
type Told struct {
	Key, Title, Purpose  string
	Basis, Readers, Kept string    // whole lines
	Short                [3]string // the same without their first words, for a table
	Sensitive            bool
}

// Told tells all that is kept about persons on a day, in the rules' order.
func (r *Request) Told(day string) []Told {
	lang := r.Words.Lang()
	var out []Told
	for _, w := range privacy.Explained(r.Book, day) {
		t := Told{Key: w.Key, Title: w.Title.In(lang), Purpose: w.Purpose.In(lang), Sensitive: w.Sensitive,
			Basis: r.T("privacy.basis", "text", w.Ground.In(lang)), Kept: r.T("privacy.kept", "text", w.Kept.In(lang)), Readers: r.T("privacy.readers.own")}
		t.Short = [3]string{w.Ground.In(lang), r.T("privacy.readers.short"), w.Kept.In(lang)}
		if names := r.named(w.Readers); names != "" {
			t.Readers, t.Short[1] = r.T("privacy.readers", "posts", names), vi.Capital(names)
		}
		out = append(out, t)
	}
	return out
}

func (r *Request) named(all []access.Post) string {
	var names []string
	for _, p := range all {
		names = append(names, strings.ToLower(r.T("post."+string(p))))
	}
	return strings.Join(names, ", ")
}

// ToldOf is the same by key.
func (r *Request) ToldOf(day string) map[string]Told {
	out := map[string]Told{}
	for _, t := range r.Told(day) {
		out[t.Key] = t
	}
	return out
}
