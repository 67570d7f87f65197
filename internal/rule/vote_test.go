package rule_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"chibo/internal/rule"
)

const voteDay = "2026-12-03"

func drawRoll(t *rapid.T) []rule.Entitled {
	n := rapid.IntRange(0, 60).Draw(t, "members")
	roll := make([]rule.Entitled, n)
	for i := range roll {
		roll[i] = rule.Entitled{
			ID:       strconv.Itoa(i),
			Standing: rapid.SampledFrom([]string{"official", "official", "probationary"}).Draw(t, "standing"),
			Activity: rapid.SampledFrom([]string{"active", "active", "exempt", "away", "temporary_here", "suspended"}).Draw(t, "activity"),
			Present:  rapid.Bool().Draw(t, "present"),
		}
	}
	return roll
}

func TestVoteBaseProperties(t *testing.T) {
	count := book.VoteBase(voteDay, "regular")
	rapid.Check(t, func(t *rapid.T) {
		roll := drawRoll(t)
		base := count.Count(roll)

		taken := 0
		for _, s := range base.Subtractions {
			taken += s.N
		}
		if base.N != len(base.Members) || base.N+taken != base.Official {
			t.Fatalf("%d counted, %d taken out of %d", base.N, taken, base.Official)
		}
		for _, m := range roll {
			in := slices.Contains(base.Members, m.ID)
			must := m.Standing == "official" && (m.Activity == "active" || m.Activity == "exempt" && m.Present)
			if in != must {
				t.Fatalf("%+v counted: %v", m, in)
			}
		}
		shuffled := rapid.Permutation(roll).Draw(t, "order")
		if other := count.Count(shuffled); other.Sentence() != base.Sentence() || !slices.Equal(other.Members, base.Members) {
			t.Fatalf("order matters: %q and %q", base.Sentence(), other.Sentence())
		}
		// Being absent never makes passing easier for those who stayed away without an exemption.
		for i := range roll {
			if roll[i].Activity == "active" {
				roll[i].Present = !roll[i].Present
			}
		}
		if other := count.Count(roll); other.N != base.N {
			t.Fatalf("absence moved the base from %d to %d", base.N, other.N)
		}
	})
}

func TestThresholdIsTheLeastThatPasses(t *testing.T) {
	half, thirds := book.Threshold(voteDay, "regular", "resolution"), book.Threshold(voteDay, "regular", "admission")
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.IntRange(1, 5000).Draw(t, "base")
		n := half.Needed(base)
		if n*2 <= base || (n-1)*2 > base || n != base/2+1 {
			t.Fatalf("more than half of %d is not %d", base, n)
		}
		m := thirds.Needed(base)
		if m*3 < 2*base || (m-1)*3 >= 2*base {
			t.Fatalf("two thirds of %d is not %d", base, m)
		}
		votes := rapid.IntRange(0, base).Draw(t, "votes")
		if half.Passed(votes, base) != (votes*2 > base) || thirds.Passed(votes, base) != (votes*3 >= 2*base) {
			t.Fatalf("%d of %d", votes, base)
		}
	})
}

func TestTheExampleOfTheBrief(t *testing.T) {
	var roll []rule.Entitled
	for i := range 20 {
		roll = append(roll, rule.Entitled{ID: strconv.Itoa(i), Standing: "official", Activity: "active", Present: i >= 3})
	}
	base := book.VoteBase(voteDay, "regular").Count(roll)
	if need := book.Threshold(voteDay, "regular", "resolution").Needed(base.N); base.N != 20 || need != 11 {
		t.Errorf("20 official, 17 present: base %d, needed %d", base.N, need)
	}
	if need := book.Threshold(voteDay, "regular", "admission").Needed(base.N); need != 14 {
		t.Errorf("two thirds of 20: %d", need)
	}
}
