package quality

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Point is one meeting of the month in a cell's trend.
type Point struct {
	Period string
	Kind   string
	N      int
	Day    string
	Values Score
	Total  *rule.Points // what counts now
	Word   string
	Groups []rule.GroupSum // by the meeting's own table; empty for one figure
	sheet  Sheet
}

// Trend is a cell's months, the oldest first, apart by the table they were scored
// by: totals of two tables are never drawn in one line.
type Trend struct {
	Runs []Run // the one with the newest meeting last
	Lift []Lift
}

// Run is the meetings under one table.
type Run struct {
	By     rule.Table // not Found: one figure without lines
	Points []Point
}

// Lift is a line whose loss weighs most over the last meetings under the present
// table.
type Lift struct {
	Line     Line
	Lost     rule.Points // on average, a meeting
	Meetings int
	Evidence func(english bool) string // of the last meeting
	Next     *rule.Level               // the next better level, where the line is measured
}

// liftOf is how many of the last meetings are looked at, liftMost how many lines
// are named.
const liftOf, liftMost = 3, 3

// TrendOf reads the last twelve months up to a period. For the cell's own people;
// and for the committee above, which sees counts.
func TrendOf(rd *store.Reader, book *rule.Book, org, until string) (Trend, error) {
	if err := access.Must(rd, access.MinutesView, org); err != nil {
		if err := access.Must(rd, access.ScoreConfirm, org); err != nil {
			return Trend{}, err
		}
	}
	points, err := points(rd, book, org, monthsBack(until, 11), until)
	if err != nil {
		return Trend{}, err
	}
	var t Trend
	for _, p := range points {
		at := slices.IndexFunc(t.Runs, func(r Run) bool { return r.By.Ref == p.sheet.By.Ref })
		run := Run{By: p.sheet.By}
		if at >= 0 {
			run = t.Runs[at]
			t.Runs = slices.Delete(t.Runs, at, at+1)
		}
		run.Points = append(run.Points, p)
		t.Runs = append(t.Runs, run)
	}
	if n := len(t.Runs); n > 0 {
		t.Lift = t.Runs[n-1].lift()
	}
	return t, nil
}

// points reads the meetings of the month of a cell with their scores.
func points(rd *store.Reader, book *rule.Book, org, from, until string) ([]Point, error) {
	as := rd.As(store.System) // the right to the numbers was asked for the whole cell
	ids, err := as.Strings(`select m.id from meeting m join meeting_score x on x.tenant = m.tenant and x.meeting = m.id
		where m.tenant = $1 and m.org = $2 and m.period >= $3 and m.period <= $4 and `+meeting.WhereOfMonth+` and m.confirmed_at is not null and x.voted is not null order by m.period, m.n`, org, from, until)
	if err != nil {
		return nil, err
	}
	out := make([]Point, 0, len(ids))
	for _, id := range ids {
		m, err := meeting.Get(as, id)
		if err != nil {
			return nil, err
		}
		s, err := sheet(as, book, m)
		if err != nil {
			return nil, err
		}
		p := Point{Period: m.Period, Kind: m.Kind, N: m.N, Day: m.Day, Values: s.Score, Total: s.Final(), Word: s.Band, sheet: s}
		if p.Total != nil {
			p.Word = ScaleOf(book, m, s.Score).Word(*p.Total)
		}
		if len(s.Lines) > 0 {
			p.Groups = s.FinalSum().Groups
		}
		out = append(out, p)
	}
	return out, nil
}

// lift finds the lines that lost most over the last meetings.
func (r Run) lift() []Lift {
	last := r.Points[max(0, len(r.Points)-liftOf):]
	var out []Lift
	for n, c := range r.By.Criteria {
		l := Lift{}
		for _, p := range last {
			line := p.sheet.Lines[n]
			if v := line.Final(); v != nil && line.Applies() {
				l.Lost += c.Max - *v
				l.Meetings++
				l.Line = line
				l.Evidence = func(english bool) string { return p.sheet.Evidence(line, english) }
			}
		}
		if l.Meetings == 0 || l.Lost == 0 {
			continue
		}
		l.Lost /= rule.Points(l.Meetings)
		l.Next = next(l.Line)
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b Lift) int { return int(b.Lost - a.Lost) })
	return out[:min(len(out), liftMost)]
}

// next is the level just above what the line got.
func next(l Line) *rule.Level {
	p := l.Final()
	for _, level := range slices.Backward(l.Levels) {
		if p != nil && level.Points > *p {
			return &level
		}
	}
	return nil
}

// monthsBack is the month so many before another.
func monthsBack(month string, n int) string {
	for range n {
		month = vi.PrevMonth(month)
	}
	return month
}

// Year is a cell's months and the word they make by the rule of the committee.
type Year struct {
	Year   string
	Months []Point
	By     rule.Rollup // not Found: the committee has adopted none
	Words  map[string]int
	Word   string
	Missed []rule.Missed
	Tables []string // the versions the months were scored by
}

// YearOf rolls a year up. Months without a voted score are not counted, neither
// for nor against.
func YearOf(rd *store.Reader, book *rule.Book, org, year string) (Year, error) {
	if err := access.Must(rd, access.MinutesView, org); err != nil {
		if err := access.Must(rd, access.ScoreConfirm, org); err != nil {
			return Year{}, err
		}
	}
	return yearOf(rd, book, org, year)
}

func yearOf(rd *store.Reader, book *rule.Book, org, year string) (Year, error) {
	months, err := points(rd, book, org, year+"-01", year+"-12")
	if err != nil {
		return Year{}, err
	}
	y := Year{Year: year, Months: months, By: book.Rollup(min(year+"-12-31", rd.Today())), Words: map[string]int{}}
	var words []string
	for _, p := range months {
		words = append(words, p.Word)
		y.Words[p.Word]++
		if ref := p.sheet.By.Ref.String(); ref != "" && !slices.Contains(y.Tables, ref) {
			y.Tables = append(y.Tables, ref)
		}
	}
	if y.By.Found() {
		y.Word, y.Missed = y.By.Of(words)
	}
	return y, nil
}
