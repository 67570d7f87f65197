package report

import (
	"slices"
	"strings"

	"chibo/internal/inspection"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Span is a cell over some months. What nothing is known of is nil: it is blank on
// paper, never 0.
type Span struct {
	Org      string
	Name     string
	Slug     string
	Kind     string
	Members  int // at the end of the last month counted
	Held     int // months in which it met
	Expected int // over the meetings of those months, for which the roll was counted
	Present  int
	Opinions *int // that were written down; nil where none was, of any meeting
	Thematic *int // thematic sittings held, alone or combined
	Topics   *int // thematic subjects laid down for a sitting
	Checked  *int // inspections and supervisions of its programme that got their result; nil without a programme
	Admitted *int // members admitted on a day of the months counted
	First    string
	Last     string   // months counted, in which it stood below this committee
	Founded  string   // day, where it was founded within the period
	Gone     string   // day from which it stood here no more, where it met before in that month
	Missing  []string // months counted whose meeting is due and of which nothing is known
	path     string
}

// Synthesis is what a committee reports of its cells over half a year or a year.
type Synthesis struct {
	From, Until string // months
	At          int64
	On          string
	Months      int // that have begun
	Rows        []Span
	Total       Span
	Cells       int
}

// SynthesisAt adds the months of a period up for every cell, as known at the end of
// a day. A cell counts in the months at whose end it stood below the committee, or in
// which it met there: one founded, merged or moved meanwhile counts for its part, and
// says so. The number of
// statements depends on the months, never on the cells.
func SynthesisAt(rd *store.Reader, book *rule.Book, org, from, until, on string) (Synthesis, error) {
	s := Synthesis{From: from, Until: until}
	at := map[string]int{}
	in := map[key]bool{}
	for month := from; month <= until; month = vi.NextMonth(month) {
		m, err := WardAt(rd, book, org, month, on)
		if err != nil {
			return s, err
		}
		if s.At, s.On = m.At, m.On; month+"-01" > m.On {
			break
		}
		s.Months++
		for _, r := range m.Rows {
			i, there := at[r.Org]
			if !there {
				i = len(s.Rows)
				at[r.Org] = i
				s.Rows = append(s.Rows, Span{Org: r.Org, First: month})
			}
			in[key{r.Org, month}] = true
			s.Rows[i].month(r, month)
		}
	}
	if err := s.lay(rd, at, in); err != nil {
		return s, err
	}
	slices.SortStableFunc(s.Rows, func(a, b Span) int { return strings.Compare(a.path, b.path) })
	s.sum()
	return s, nil
}

// month adds one month of the cell.
func (x *Span) month(r CellRow, month string) {
	x.Name, x.Slug, x.Kind, x.Last, x.Gone = r.Name, r.Slug, r.Kind, month, r.GoneOn
	if r.GoneOn == "" || x.Members == 0 {
		x.Members = r.Members
	}
	x.path = r.path
	if r.HeldDay != "" {
		x.Held++
	}
	if r.HeldDay != "" && r.Expected > 0 {
		x.Expected, x.Present = x.Expected+r.Expected, x.Present+r.Present
	} else if r.State == Silent || r.HeldDay != "" {
		x.Missing = append(x.Missing, month)
	}
}

// lay puts beside the months what other rooms keep: opinions, thematic sittings,
// subjects, admissions.
func (s *Synthesis) lay(rd *store.Reader, at map[string]int, in map[key]bool) error {
	add := func(org, month string, of func(*Span) **int, n int) {
		if i, there := at[org]; there && in[key{org, month}] {
			p := of(&s.Rows[i])
			if *p == nil {
				*p = new(int)
			}
			**p += n
		}
	}
	type line struct {
		org, month string
		a, b       int
	}
	scan := func(scan store.Scan) (l line, err error) { err = scan(&l.org, &l.month, &l.a, &l.b); return }
	opinions, err := store.All(rd, scan, `select m.org, m.period, count(*), 0 from meeting m cross join opinion o
		where m.tenant = $1 and m.period >= $2 and m.period <= $3 and m.circle = '' and m.opened_at <= $4 and o.tenant = m.tenant and o.meeting = m.id and o.at <= $4 group by m.org, m.period`, s.From, s.Until, s.At)
	if err != nil {
		return err
	}
	thematic, err := store.All(rd, scan, `select m.org, m.period, count(case when m.opened_at <= $4 then 1 end), count(case when t.at <= $4 then 1 end) from meeting m left join topic t on t.tenant = m.tenant and t.meeting = m.id
		where m.tenant = $1 and m.period >= $2 and m.period <= $3 and m.circle = '' and m.kind in ('`+meeting.Thematic+`', '`+meeting.Combined+`') group by m.org, m.period`, s.From, s.Until, s.At)
	if err != nil {
		return err
	}
	admitted, err := store.All(rd, scan, `select s.org, substr(b.admitted_on, 1, 7), count(*), 0 from member b cross join member_span s
		where b.tenant = $1 and b.admitted_on >= $2 and b.admitted_on <= $3 and s.tenant = b.tenant and s.member = b.id and s.from_day <= b.admitted_on and (s.to_day is null or s.to_day > b.admitted_on) group by s.org, substr(b.admitted_on, 1, 7)`, s.From+"-01", s.On)
	if err != nil {
		return err
	}
	for i := range s.Rows {
		if x := &s.Rows[i]; x.Held > 0 { // it works with the system: none is none
			x.Thematic, x.Topics, x.Admitted = new(int), new(int), new(int)
		}
	}
	for _, l := range opinions {
		add(l.org, l.month, func(x *Span) **int { return &x.Opinions }, l.a)
	}
	for _, l := range thematic {
		if l.a > 0 {
			add(l.org, l.month, func(x *Span) **int { return &x.Thematic }, l.a)
		}
		if l.b > 0 {
			add(l.org, l.month, func(x *Span) **int { return &x.Topics }, l.b)
		}
	}
	for _, l := range admitted {
		add(l.org, l.month, func(x *Span) **int { return &x.Admitted }, l.a)
	}
	checked, err := inspection.DoneBy(rd, s.From, s.Until, s.On)
	if err != nil {
		return err
	}
	for i, x := range s.Rows {
		if n, known := checked[x.Org]; known {
			s.Rows[i].Checked = &n
		}
	}
	return s.founded(rd)
}

// founded marks the cells that came into being within the period.
func (s *Synthesis) founded(rd *store.Reader) error {
	type edge struct{ org, day string }
	all, err := store.All(rd, func(scan store.Scan) (e edge, err error) { err = scan(&e.org, &e.day); return },
		`select e.org, min(e.valid_from) from org_edge e where e.tenant = $1 group by e.org`)
	days := make(map[string]string, len(all))
	for _, e := range all {
		days[e.org] = e.day
	}
	for i, x := range s.Rows {
		if days[x.Org] >= s.From+"-01" {
			s.Rows[i].Founded = days[x.Org]
		}
	}
	return err
}

// sum adds the cells up; what none of them knows stays unknown.
func (s *Synthesis) sum() {
	last := ""
	for _, x := range s.Rows {
		last = max(last, x.Last)
	}
	sum := func(to **int, n *int) {
		if n == nil {
			return
		}
		if *to == nil {
			*to = new(int)
		}
		**to += *n
	}
	t := &s.Total
	for _, x := range s.Rows {
		if x.Last == last && x.Gone == "" { // a member of a cell merged away counts where he went
			s.Cells++
			t.Members += x.Members
		}
		t.Held, t.Expected, t.Present = t.Held+x.Held, t.Expected+x.Expected, t.Present+x.Present
		sum(&t.Opinions, x.Opinions)
		sum(&t.Thematic, x.Thematic)
		sum(&t.Topics, x.Topics)
		sum(&t.Admitted, x.Admitted)
		sum(&t.Checked, x.Checked)
		for _, m := range x.Missing {
			if !slices.Contains(t.Missing, m) {
				t.Missing = append(t.Missing, m)
			}
		}
	}
	t.Last = last
	slices.Sort(t.Missing)
}

// Part tells that the cell stood below the committee in some of the months only.
func (s Synthesis) Part(x Span) bool {
	return s.Months > 0 && (x.First != s.From || x.Last != s.Total.Last)
}
