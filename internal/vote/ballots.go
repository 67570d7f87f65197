package vote

import "chibo/internal/fault"

// How a vote is held.
const (
	ByHand  = "hands"
	OnPaper = "paper" // tellers count paper ballots and their count is entered
)

// Ballots is the tellers' count of paper: given out, taken back, valid.
type Ballots struct{ Issued, Returned, Valid int }

// check refuses a tellers' count that cannot be: more given out than may vote,
// more back than given out, more valid than back, more votes than valid ballots.
func (b Ballots) check(method string, sum, base int) error {
	if method != OnPaper {
		return nil
	}
	switch {
	case min(b.Issued, b.Returned, b.Valid) < 0:
		return fault.Bad("issued", "vote_negative")
	case b.Issued > base:
		return fault.Bad("issued", "ballots_issued", "issued", b.Issued, "total", base)
	case b.Returned > b.Issued:
		return fault.Bad("returned", "ballots_returned", "returned", b.Returned, "issued", b.Issued)
	case b.Valid > b.Returned:
		return fault.Bad("valid", "ballots_valid", "valid", b.Valid, "returned", b.Returned)
	case sum > b.Valid:
		return fault.Bad("for", "ballots_votes", "sum", sum, "valid", b.Valid)
	}
	return nil
}
