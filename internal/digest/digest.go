// Package digest is what waits for a person, told at most once a day: counts and kinds
// only, never a name, never what a concern, a task or minutes say. It asks the rooms with
// that person's own rights. The same lines stand on a page and, for who gave an address
// and switched it on himself, in a letter; nothing to say is nothing sent.
package digest

import (
	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Line is one kind of thing that waits, and how many of it.
type Line struct {
	Code string `json:"code"` // key of the sentence: digest.line.CODE
	N    int    `json:"n"`
}

// Codes lists the kinds in the order in which they are told: a legal day first, then who
// waits for an answer, what is late, what is near.
var Codes = []string{
	"cell_silent", "ward_concerns_late", "ward_requests_late", "cell_concerns_late",
	"ward_concerns", "cell_concerns", "charge_concerns", "cell_asks", "cell_questions", "own_answered",
	"ward_missed", "ward_silent", "charge_silent", "ward_scores", "ward_cells",
	"own_overdue", "cell_overdue", "cell_minutes", "cell_results", "cell_papers", "cell_campaigns", "cell_looks",
	"own_soon", "cell_soon", "meetings_soon",
}

// counts gather what waits, by code.
type counts map[string]int

// source counts what one kind of post has waiting; the grants are the viewer's of today.
type source func(rd *store.Reader, book *rule.Book, grants []access.Grant, n counts) error

// sources are asked one after another.
var sources = []source{own, meetings, cells, charges, wards}

// Of reads what waits for the viewer now, in the order of Codes. Who holds nothing has
// nothing.
func Of(rd *store.Reader, book *rule.Book) ([]Line, error) {
	grants, err := access.Grants(rd)
	if err != nil {
		return nil, err
	}
	n := counts{}
	for _, ask := range sources {
		if err := ask(rd, book, grants, n); err != nil {
			return nil, err
		}
	}
	var out []Line
	for _, code := range Codes {
		if n[code] > 0 {
			out = append(out, Line{code, n[code]})
		}
	}
	return out, nil
}

// in lists the organisations in which one of some posts is held, each once.
func in(grants []access.Grant, posts ...access.Post) (out []string) {
	seen := map[string]bool{}
	for _, g := range grants {
		for _, p := range posts {
			if g.Post == p && !seen[g.Org] {
				seen[g.Org] = true
				out = append(out, g.Org)
			}
		}
	}
	return out
}
