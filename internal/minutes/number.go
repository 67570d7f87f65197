package minutes

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// The papers that are numbered and sealed, each with a series of its own.
const (
	TypeMinutes    = "minutes"
	TypeResolution = "resolution"
	TypeConclusion = "conclusion"
	TypeExtract    = "extract"
)

// Types lists them in the order they are shown.
var Types = []string{TypeMinutes, TypeResolution, TypeConclusion, TypeExtract}

// highest is the largest number a series takes: a slip of the finger is not
// a number.
const highest = 9999

// apart stands between the first day of a term and the name of the body that
// numbers for itself: a committee's papers are no papers of its cell. A ward's
// committee and its standing committee share one run (doc.issuer).
const apart = "/"

// run is whose numbers a circle goes on with, as doc.issuer names them.
func run(in access.Circle) string {
	if in == access.OfAll {
		return "cell"
	}
	return "committee"
}

// Series is a run of numbers of one kind of paper in one term.
type Series struct {
	Org       string `json:"org"`
	Type      string `json:"type"`
	TermFrom  string `json:"term_from"`
	First     int    `json:"first"` // with which it began here
	Next      int    `json:"next"`
	Gaps      []int  `json:"gaps"` // numbers passed over that no paper and no note explains
	Elsewhere []Note `json:"elsewhere"`
}

// Term is the first day of the term (YYYY-MM-DD) a series belongs to.
func (s Series) Term() string {
	from, _, _ := strings.Cut(s.TermFrom, apart)
	return from
}

// Note says of a number that it stands on a paper written outside the system.
type Note struct {
	Number int    `json:"number"`
	Note   string `json:"note"`
	At     int64  `json:"at"`
	By     string `json:"by"` // name
}

// SeriesOf reads the number a kind of paper of a circle gets next on a day.
// Whoever reads that circle's minutes may.
func SeriesOf(rd *store.Reader, book *rule.Book, cell string, in access.Circle, kind, day string) (Series, error) {
	if err := access.Must(rd, in.Of(access.MinutesView), cell); err != nil {
		return Series{}, err
	}
	s, err := series(rd, book, cell, kind, run(in), day)
	if err != nil {
		return s, err
	}
	return s, s.look(rd)
}

// AllSeries are the series of a circle in the term a day falls into, one a kind,
// and after them those of other terms, which are kept. Whoever reads that
// circle's minutes or keeps the committee's settings may see them.
func AllSeries(rd *store.Reader, book *rule.Book, cell string, in access.Circle, day string) ([]Series, error) {
	if err := mayNumber(rd, cell, in.Of(access.MinutesView)); err != nil {
		return nil, err
	}
	var out []Series
	for _, kind := range Types {
		s, err := series(rd, book, cell, kind, run(in), day)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	theirs := "not like" // the run of a committee is told by its ending
	if in != access.OfAll {
		theirs = "like"
	}
	old, err := store.All(rd, func(scan store.Scan) (s Series, err error) {
		s.Org = cell
		err = scan(&s.Type, &s.TermFrom, &s.First, &s.Next)
		return
	}, `select type, term_from, first_number, next from number_series where tenant = $1 and org = $2 and term_from `+theirs+` '%'||$3||'%' order by term_from desc, type`, cell, apart)
	if err != nil {
		return nil, err
	}
	for _, s := range old {
		if !slices.ContainsFunc(out, func(x Series) bool { return x.Type == s.Type && x.TermFrom == s.TermFrom }) {
			out = append(out, s)
		}
	}
	for i := range out {
		if err := out[i].look(rd); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// MayNumber asks whether the viewer sets the numbers of a circle's papers.
func MayNumber(rd *store.Reader, cell string, in access.Circle) error {
	return mayNumber(rd, cell, in.Of(access.MinutesSeal))
}

// mayNumber lets in whoever may do the action in the cell, and the officers who
// keep the committee's settings.
func mayNumber(rd *store.Reader, cell string, action access.Action) error {
	if ok, err := access.Can(rd, access.Settings, cell); ok || err != nil {
		return err
	}
	return access.Must(rd, action, cell)
}

// series finds the run of a kind of paper: of the cell, or of a committee that
// numbers its own (doc.issuer).
func series(rd *store.Reader, book *rule.Book, cell, kind, run, day string) (Series, error) {
	from, _, err := org.TermOf(rd, book, cell, day)
	if err != nil {
		return Series{}, err
	}
	if year := day[:4] + "-01-01"; book.Numbering(day).Per == "year" && year > from {
		from = year
	}
	if run != "cell" && run != "" {
		from += apart + run
	}
	return seriesAt(rd, cell, kind, from)
}

func seriesAt(rd *store.Reader, cell, kind, from string) (Series, error) {
	s := Series{Org: cell, Type: kind, TermFrom: from, First: 1, Next: 1}
	err := rd.Get([]any{&s.First, &s.Next}, `select first_number, next from number_series where tenant = $1 and org = $2 and type = $3 and term_from = $4`, cell, kind, from)
	if store.IsNoRow(err) {
		return s, nil
	}
	return s, err
}

// given lists the numbers that papers of the series carry.
func (s Series) given(rd *store.Reader) ([]int, error) {
	return store.All(rd, func(scan store.Scan) (n int, err error) { err = scan(&n); return },
		`select number from paper where tenant = $1 and org = $2 and type = $3 and term_from = $4 and version = 1 order by number`, s.Org, s.Type, s.TermFrom)
}

// look fills in the gaps and the numbers used elsewhere, so that neither is
// hidden.
func (s *Series) look(rd *store.Reader) (err error) {
	s.Gaps = []int{}
	if s.Elsewhere, err = s.notes(rd); err != nil {
		return err
	}
	given, err := s.given(rd)
	if err != nil {
		return err
	}
	used := map[int]bool{}
	for _, n := range given {
		used[n] = true
	}
	for _, n := range s.Elsewhere {
		used[n.Number] = true
	}
	for n := s.First; n < s.Next && len(s.Gaps) < 200; n++ {
		if !used[n] {
			s.Gaps = append(s.Gaps, n)
		}
	}
	return nil
}

// SetStart says with which number a cell or a committee goes on that came here in
// the middle of its term. A number already given is never given again. Who seals
// that circle's papers (secretary, deputy) and the officers who keep the settings may.
func SetStart(tx *store.Tx, book *rule.Book, cell string, in access.Circle, kind, day string, next int) (Series, error) {
	s, err := own(tx, book, cell, in, kind, day)
	if err != nil {
		return s, err
	}
	used, err := s.given(tx.Reader)
	if err != nil {
		return s, err
	}
	if len(used) > 0 && next <= used[len(used)-1] {
		return s, fault.Bad("next", "number_used", "last", used[len(used)-1])
	}
	if next < 1 || next > highest {
		return s, fault.Bad("next", "number_range", "most", highest)
	}
	if next == s.Next {
		return s, s.look(tx.Reader)
	}
	before := s.Next
	s.Next = next
	if len(used) == 0 { // what came before stands in books of paper
		s.First = next
	}
	if err := put(tx, s); err != nil {
		return s, err
	}
	if err := audit.Note(tx, "minutes.number_start", "org", cell, cell, map[string]any{"type": kind, "term": s.TermFrom, "before": before, "next": next}); err != nil {
		return s, err
	}
	return s, s.look(tx.Reader)
}

func own(tx *store.Tx, book *rule.Book, cell string, in access.Circle, kind, day string) (Series, error) {
	if err := MayNumber(tx.Reader, cell, in); err != nil {
		return Series{}, err
	}
	if !slices.Contains(Types, kind) {
		return Series{}, fault.Bad("type", "number_type")
	}
	return series(tx.Reader, book, cell, kind, run(in), day)
}

func put(tx *store.Tx, s Series) error {
	_, err := tx.Exec(`insert into number_series (tenant, org, type, term_from, next, first_number) values ($1, $2, $3, $4, $5, $6)
		on conflict (tenant, org, type, term_from) do update set next = excluded.next, first_number = excluded.first_number`, s.Org, s.Type, s.TermFrom, s.Next, s.First)
	return err
}

// take gives the next number, inside the transaction that seals; given asks
// for the number that stands on the paper already.
func take(tx *store.Tx, book *rule.Book, m meeting.Meeting, kind, day string, given int) (int, string, error) {
	s, err := series(tx.Reader, book, m.Org, kind, book.Issuer(day, m.Kind).Series, day)
	if err != nil {
		return 0, "", err
	}
	n, err := s.nextFree(tx.Reader)
	if err != nil {
		return 0, "", err
	}
	if given > 0 && given != n {
		if given > highest {
			return 0, "", fault.Bad("number", "number_range", "most", highest)
		}
		if err := s.free(tx.Reader, given); err != nil {
			return 0, "", err
		}
		n = given
	}
	s.Next, s.First = max(s.Next, n+1), min(s.First, n)
	return n, s.TermFrom, put(tx, s)
}
