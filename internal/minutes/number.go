package minutes

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// issuer is how a cell signs in a number: NQ/CB.
const issuer = "CB"

// Series is a run of numbers of one kind of paper in one term.
type Series struct {
	Org      string `json:"org"`
	Type     string `json:"type"`
	TermFrom string `json:"term_from"`
	Next     int    `json:"next"`
}

// SeriesOf reads the number a kind of paper gets next on a day.
func SeriesOf(rd *store.Reader, book *rule.Book, cell, kind, day string) (Series, error) {
	if err := access.Must(rd, access.MinutesView, cell); err != nil {
		return Series{}, err
	}
	return series(rd, book, cell, kind, day)
}

func series(rd *store.Reader, book *rule.Book, cell, kind, day string) (Series, error) {
	from, _, err := org.TermOf(rd, book, cell, day)
	if err != nil {
		return Series{}, err
	}
	s := Series{Org: cell, Type: kind, TermFrom: from, Next: 1}
	if err := rd.Get([]any{&s.Next}, `select next from number_series where tenant = $1 and org = $2 and type = $3 and term_from = $4`, cell, kind, from); err != nil && !store.IsNoRow(err) {
		return s, err
	}
	return s, nil
}

// SetStart says with which number a cell goes on that came here in the middle
// of its term. A number already given is never given again.
func SetStart(tx *store.Tx, book *rule.Book, cell, kind, day string, next int) (Series, error) {
	if err := access.Must(tx.Reader, access.MinutesSeal, cell); err != nil {
		return Series{}, err
	}
	s, err := series(tx.Reader, book, cell, kind, day)
	if err != nil {
		return s, err
	}
	if kind != "minutes" && kind != "resolution" {
		return s, fault.Bad("type", "number_type")
	}
	last, err := lastUsed(tx.Reader, s)
	if err != nil {
		return s, err
	}
	if next <= last || next > 9999 {
		return s, fault.Bad("next", "number_used", "last", last)
	}
	if next == s.Next {
		return s, nil
	}
	if err := put(tx, s, next); err != nil {
		return s, err
	}
	before := s.Next
	s.Next = next
	return s, audit.Note(tx, "minutes.number_start", "org", cell, cell, map[string]any{"type": kind, "term": s.TermFrom, "before": before, "next": next})
}

func put(tx *store.Tx, s Series, next int) error {
	_, err := tx.Exec(`insert into number_series (tenant, org, type, term_from, next) values ($1, $2, $3, $4, $5)
		on conflict (tenant, org, type, term_from) do update set next = excluded.next`, s.Org, s.Type, s.TermFrom, next)
	return err
}

// lastUsed is the highest number given in the series so far.
func lastUsed(rd *store.Reader, s Series) (int, error) {
	n, err := rd.Int(`select coalesce(max(p.number), 0) from paper p join meeting m on m.tenant = p.tenant and m.id = p.meeting
		where p.tenant = $1 and p.org = $2 and p.type = $3 and m.day >= $4`, s.Org, s.Type, s.TermFrom)
	return int(n), err
}

// take gives the next number, inside the transaction that seals; given asks
// for the number that stands on the paper already.
func take(tx *store.Tx, book *rule.Book, cell, kind, day string, given int) (int, error) {
	s, err := series(tx.Reader, book, cell, kind, day)
	if err != nil {
		return 0, err
	}
	n := s.Next
	if given > 0 && given != n {
		taken, err := tx.Int(`select count(*) from paper p join meeting m on m.tenant = p.tenant and m.id = p.meeting
			where p.tenant = $1 and p.org = $2 and p.type = $3 and p.number = $4 and m.day >= $5`, cell, kind, given, s.TermFrom)
		if err != nil {
			return 0, err
		}
		if taken > 0 || given > 9999 {
			return 0, fault.Bad("number", "number_used", "last", s.Next-1)
		}
		n = given
	}
	return n, put(tx, s, max(s.Next, n+1))
}
