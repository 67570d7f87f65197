package goodway

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// What may show that a way works: numbers that the committee sees anyway.
const (
	ByTasks      = "tasks"      // of a month's meeting: how many done of how many given
	ByMeeting    = "meeting"    // how many came of how many expected
	ByResolution = "resolution" // the number of the month's resolution
)

// Proof points to a row of the cell's own months; the numbers are read when it is shown.
type Proof struct {
	Kind   string `json:"kind"`
	Month  string `json:"month"`
	N      int    `json:"n"`
	Of     int    `json:"of"`
	Symbol string `json:"symbol"`
}

// Key is how a form names it.
func (p Proof) Key() string { return p.Kind + ":" + p.Month }

const (
	mostProofs  = 6
	monthsShown = 6
)

// Offered are the proofs a cell may choose from: its last months that were held.
func Offered(rd *store.Reader, book *rule.Book, org string) ([]Proof, error) {
	if err := access.Must(rd, access.GoodwayKeep, org); err != nil {
		return nil, err
	}
	all, err := months(rd, book, org)
	return all[:min(len(all), 3*monthsShown)], err
}

// proven fills the numbers of what was chosen; a row that is no more is left out.
func proven(rd *store.Reader, book *rule.Book, org string, chosen []Proof) (out []Proof, err error) {
	if len(chosen) == 0 {
		return nil, nil
	}
	all, err := months(rd, book, org)
	for _, p := range all {
		if slices.ContainsFunc(chosen, func(c Proof) bool { return c.Key() == p.Key() }) {
			out = append(out, p)
		}
	}
	return out, err
}

// months lays out what each held month can show, the latest first. A group under the
// least of the desk shows no numbers of who came.
func months(rd *store.Reader, book *rule.Book, org string) (out []Proof, err error) {
	type row struct {
		month, symbol               string
		expected, came, given, done int
	}
	all, err := store.All(rd, func(scan store.Scan) (r row, err error) {
		err = scan(&r.month, &r.expected, &r.came, &r.given, &r.done, &r.symbol)
		return
	}, `select c.month, c.expected, c.present, c.tasks_given, c.tasks_done, coalesce((select max(p.symbol) from paper p where p.tenant = c.tenant and p.meeting = c.meeting and p.type = 'resolution'), '')
		from cell_month c where c.tenant = $1 and c.org = $2 and c.held_day is not null and c.held_day <> '' order by c.month desc limit 36`, org)
	law := book.Attention(rd.Today())
	for _, r := range all {
		if r.given > 0 {
			out = append(out, Proof{Kind: ByTasks, Month: r.month, N: r.done, Of: r.given})
		}
		if r.expected > 0 && !law.Small(r.expected) {
			out = append(out, Proof{Kind: ByMeeting, Month: r.month, N: r.came, Of: r.expected})
		}
		if r.symbol != "" {
			out = append(out, Proof{Kind: ByResolution, Month: r.month, Symbol: r.symbol})
		}
	}
	return out, err
}
