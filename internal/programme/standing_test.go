package programme

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"chibo/internal/vi"
)

func judged(t Target, on string) Target {
	if t.AsOf != "" {
		t.Month = vi.MonthOf(t.AsOf)
	}
	t.judge(on)
	return t
}

// TestAFigureStandsBesideTheLine: exactly on the line is on course, a thousandth short is
// behind, upwards and downwards; whatever start, goal and day.
func TestAFigureStandsBesideTheLine(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 4000 {
		start, goal := rnd.IntN(2000)-1000, rnd.IntN(2000)-1000
		if start == goal {
			continue
		}
		from := vi.AddDays("2026-01-01", rnd.IntN(200))
		due := vi.AddDays(from, 40+rnd.IntN(1500))
		asOf := vi.AddDays(from, rnd.IntN(vi.DaysBetween(from, due)))
		one := Target{Measure: Count, Start: strconv.Itoa(start), Goal: strconv.Itoa(goal), From: from, Due: due}
		line := one.line(asOf)
		step := big.NewRat(int64(rnd.IntN(3)-1), 1000)
		at := new(big.Rat).Add(line, step)
		value, ok := Exact(at.FloatString(3))
		if !ok {
			t.Fatal(at)
		}
		one.Value, one.AsOf = value, asOf
		got := judged(one, asOf)
		ahead := rat(value).Cmp(line) * sign(goal-start)
		want := On
		switch {
		case rat(value).Cmp(rat(one.Goal))*sign(goal-start) >= 0:
			want = Met
		case ahead < 0:
			want = Behind
		}
		if got.State != want {
			t.Fatalf("%+v: line %s", got, line.FloatString(6))
		}
		if later := judged(one, vi.AddDays(due, 1)); later.State == On || later.State == Met && want != Met {
			t.Fatalf("after its day %+v", later)
		}
	}
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// TestWhatIsNotKnownIsNotNought: a month without a figure says so, is not behind and is no
// nought; before a month is over nothing is owed; after the day of the target no further one.
func TestWhatIsNotKnownIsNotNought(t *testing.T) {
	one := Target{Measure: Count, Unit: "hộ", Start: "40", Goal: "100", From: "2026-01-01", Due: "2026-12-31"}
	for _, c := range []struct{ on, asOf, value, state, owed string }{
		{"2026-01-20", "", "", Early, ""},
		{"2026-02-01", "", "", Silent, "2026-01"},
		{"2026-02-01", "2026-01-31", "45", On, ""}, // 30 days of 364 on a way of 60: 44.94…
		{"2026-02-01", "2026-01-31", "44.9", Behind, ""},
		{"2026-11-26", "2026-10-31", "90", On, ""},
		{"2026-11-26", "2026-11-20", "60", Behind, ""},
		{"2026-11-26", "2026-09-30", "90", Silent, "2026-10"},
		{"2026-11-26", "2026-03-31", "100", Met, ""},
		{"2027-06-01", "2026-11-30", "99", Silent, "2026-12"},
		{"2027-06-01", "2026-12-31", "99", Behind, ""},
		{"2027-06-01", "", "", Silent, "2026-12"},
	} {
		in := one
		in.AsOf, in.Value = c.asOf, c.value
		got := judged(in, c.on)
		if got.State != c.state || got.Owed != c.owed || c.value == "" && got.Expected != "" {
			t.Errorf("%+v: %s %s %q", c, got.State, got.Owed, got.Expected)
		}
	}
	kept := Target{Measure: Percent, Start: "100", Goal: "100", From: "2026-01-01", Due: "2026-12-31", Standing: Standing{Value: "100", AsOf: "2026-10-31"}}
	if got := judged(kept, "2026-11-26"); got.State != On {
		t.Errorf("a level that is kept: %s", got.State)
	}
	kept.Value = "98.5"
	if got := judged(kept, "2026-11-26"); got.State != Behind {
		t.Errorf("a level that is not kept: %s", got.State)
	}
	down := Target{Measure: Count, Start: "20", Goal: "0", From: "2026-01-01", Due: "2026-12-31", Standing: Standing{Value: "3", AsOf: "2026-10-31"}}
	if got := judged(down, "2026-11-26"); got.State != On || got.Expected != "3.4" {
		t.Errorf("downwards: %s beside %s", got.State, got.Expected)
	}
	done := Target{Measure: YesNo, From: "2026-01-01", Due: "2026-06-30"}
	for on, want := range map[string]string{"2026-06-30": On, "2026-07-01": Behind} {
		if got := judged(done, on); got.State != want {
			t.Errorf("%s: %s", on, got.State)
		}
	}
	done.Value, done.AsOf = "1", "2026-07-04"
	if got := judged(done, "2026-08-01"); got.State != Met {
		t.Errorf("done: %s", got.State)
	}
}
