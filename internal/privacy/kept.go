package privacy

import (
	"chibo/internal/fault"
	"chibo/internal/vi"
)

// ByDecision is a decision of the committee to keep somebody's data: its number, its
// day ("YYYY-MM-DD") and the first day on which it no longer holds. The zero value is none.
type ByDecision struct{ Ref, On, Until string }

// longestRef is how long the number of a decision may be.
const longestRef = 200

// check names every field that is not in order on a day.
func (d *ByDecision) check(today string) error {
	var wrong fault.Fields
	if d.Ref = vi.Clean(d.Ref); d.Ref == "" || len([]rune(d.Ref)) > longestRef {
		wrong.Add("ref", "kept_ref", "limit", longestRef)
	}
	if !vi.ValidDay(d.On) || d.On > today {
		wrong.Add("on", "kept_on")
	}
	if !vi.ValidDay(d.Until) || d.Until <= today {
		wrong.Add("until", "kept_until")
	}
	return wrong.Err()
}

// over forgets a decision whose day has come: the data wait for a new one.
func (s *State) over(today string) {
	if s.Kept.Until <= today {
		s.Kept = ByDecision{}
	}
}
