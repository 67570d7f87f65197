package rule_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chibo/internal/rule"
)

// counted is the law once more, told plainly and without the packs: who counts
// among a cell's official members, and among the members of a committee.
func counted(m rule.Entitled, committee bool) (in bool, why string) {
	if m.Standing != "official" {
		return false, ""
	}
	if committee {
		if m.Activity == "suspended" {
			return false, "bị đình chỉ sinh hoạt"
		}
		return true, ""
	}
	switch m.Activity {
	case "temporary_here": // votes at home
		return false, ""
	case "away":
		return false, "sinh hoạt tạm thời nơi khác"
	case "suspended":
		return false, "bị đình chỉ sinh hoạt"
	case "exempt":
		if !m.Present {
			return false, "được miễn sinh hoạt và vắng mặt"
		}
	}
	return true, ""
}

// told is the sentence the minutes should print.
func told(n int, out map[string]int, committee bool) string {
	who := "đảng viên chính thức"
	if committee {
		who = "ủy viên"
	}
	all := n
	var parts []string
	for _, why := range []string{"sinh hoạt tạm thời nơi khác", "được miễn sinh hoạt và vắng mặt", "bị đình chỉ sinh hoạt"} {
		if out[why] > 0 {
			all += out[why]
			parts = append(parts, fmt.Sprintf(", trừ %d đồng chí %s", out[why], why))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("%d %s, tính cả đồng chí vắng mặt.", n, who)
	}
	return fmt.Sprintf("%d %s: %d đồng chí%s.", n, who, all, strings.Join(parts, ""))
}

// TestTheBaseAgainstASecondReading: random cells and committees of up to 200,
// measured by the packs and by the plain telling above, must agree in number,
// names and sentence, and so must what each matter needs.
func TestTheBaseAgainstASecondReading(t *testing.T) {
	const cases = 20_000
	rnd := rand.New(rand.NewPCG(3, 12))
	activities := []string{"active", "active", "active", "active", "exempt", "away", "temporary_here", "suspended"}
	kinds := []string{"regular", "thematic", "combined", "extraordinary", "cell_committee", "committee", "standing"}
	for n := range cases {
		kind := kinds[n%len(kinds)]
		committee := n%len(kinds) >= 4
		roll := make([]rule.Entitled, rnd.IntN(201))
		if committee {
			roll = roll[:len(roll)/8]
		}
		var names []string
		out := map[string]int{}
		for i := range roll {
			m := rule.Entitled{ID: strconv.Itoa(i), Standing: "official", Activity: activities[rnd.IntN(len(activities))], Present: rnd.IntN(5) > 0}
			if rnd.IntN(8) == 0 {
				m.Standing = "probationary"
			}
			roll[i] = m
			if in, why := counted(m, committee); in {
				names = append(names, m.ID)
			} else if why != "" {
				out[why]++
			}
		}
		slices.Sort(names)
		base := book.VoteBase(voteDay, kind).Count(roll)
		if base.N != len(names) || !slices.Equal(base.Members, names) || base.Sentence() != told(len(names), out, committee) {
			t.Fatalf("case %d, %s: the packs say %d, %q; the second reading %d, %q\n%+v", n, kind, base.N, base.Sentence(), len(names), told(len(names), out, committee), roll)
		}
		votes := rnd.IntN(len(names) + 2)
		for matter, passes := range map[string]bool{"ordinary": votes*2 > base.N, "resolution": votes*2 > base.N, "admission": !committee && votes*3 >= base.N*2} {
			if got := book.Threshold(voteDay, kind, matter).Passed(votes, base.N); got != (passes && base.N > 0) {
				t.Fatalf("case %d, %s: %d of %d for %s passed: %v", n, kind, votes, base.N, matter, got)
			}
		}
	}
}
