package programme

import (
	"math/big"

	"chibo/internal/vi"
)

// How a target stands.
const (
	Met    = "met"    // the goal is reached
	On     = "on"     // on course: at or past the line on the day of its last figure
	Behind = "behind" // short of it, or past its day
	Silent = "silent" // a month is over and nobody gave its figure
	Early  = "early"  // no month is over yet
)

// Standing is the last known figure of a target beside the straight line from its start to
// its goal.
type Standing struct {
	State       string `json:"state"`    // met, on, behind, silent, early
	AsOf        string `json:"as_of"`    // day of the last figure; empty: none is known
	Value       string `json:"value"`    // exact decimal; yes_no: 1 or 0; empty: not known
	Expected    string `json:"expected"` // the line on that day, to one digit; empty where there is no figure or no line
	Owed        string `json:"owed"`     // month whose figure is missing
	Month       string `json:"-"`        // of the figure
	Corrections int    `json:"-"`        // its n
}

// judge says how a target stands on a day. Compared is what is exact; a figure is never
// taken for nought where there is none.
func (t *Target) judge(on string) {
	if t.Measure == YesNo {
		t.State = map[bool]string{true: Behind, false: On}[t.Due < on]
		if t.Value == "1" {
			t.State = Met
		}
		return
	}
	value, goal := rat(t.Value), rat(t.Goal)
	way := goal.Cmp(rat(t.Start))
	if value != nil {
		t.Expected = round(t.line(t.AsOf))
	}
	if value != nil && way != 0 && reached(value, goal, way) {
		t.State = Met
		return
	}
	last := min(vi.PrevMonth(vi.MonthOf(on)), vi.MonthOf(t.Due)) // the month whose figure is owed
	switch {
	case t.Month < last && vi.MonthOf(t.From) > last:
		t.State = Early
	case t.Month < last:
		t.State, t.Owed = Silent, last
	case value == nil:
		t.State = Early
	case reached(value, t.line(t.AsOf), way) && (on <= t.Due || way == 0):
		t.State = On
	default:
		t.State = Behind
	}
}

// line is where the target would stand on a day if it went straight from its start to its goal.
func (t Target) line(day string) *big.Rat {
	start, goal := rat(t.Start), rat(t.Goal)
	all := vi.DaysBetween(t.From, t.Due)
	gone := min(max(vi.DaysBetween(t.From, day), 0), all)
	if all <= 0 {
		return goal
	}
	way := new(big.Rat).Sub(goal, start)
	return way.Mul(way, big.NewRat(int64(gone), int64(all))).Add(way, start)
}

// reached says whether a value has come to a mark: upwards, downwards, or, where a target
// keeps the level it starts from, by that level alone.
func reached(value, mark *big.Rat, way int) bool {
	switch cmp := value.Cmp(mark); way {
	case 1:
		return cmp >= 0
	case -1:
		return cmp <= 0
	default:
		return cmp == 0
	}
}

// Share is how far a value lies between start and goal, 0 to 100, for a picture; false
// where there is no way between them.
func (t Target) Share(exact string) (int, bool) {
	value, start, goal := rat(exact), rat(t.Start), rat(t.Goal)
	if value == nil || start == nil || goal == nil || start.Cmp(goal) == 0 {
		return 0, false
	}
	part := new(big.Rat).Quo(new(big.Rat).Sub(value, start), new(big.Rat).Sub(goal, start))
	f, _ := part.Float64()
	return min(max(int(f*100+0.5), 0), 100), true
}
