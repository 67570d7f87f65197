package vi

import (
	"testing"

	"pgregory.net/rapid"
)

func TestMoney(t *testing.T) {
	for text, want := range map[string]int64{"60000": 60_000, "60.000": 60_000, " 60 000 đ ": 60_000, "60,000 đồng": 60_000, "1.140.000": 1_140_000, "0": 0, "5000đ": 5_000, "1000000000": MostMoney} {
		if got, ok := ParseMoney(text); !ok || got != want {
			t.Errorf("%q: %d %v", text, got, ok)
		}
	}
	for _, bad := range []string{"", "-60000", "+60000", "60,5", "60.00", "60.0000", "6.00.000", "1.000,000", "60k", "1e6", "1000000001", "99999999999999999999", "đ", ".", "60.", ".000", "₫5", "６０"} {
		if got, ok := ParseMoney(bad); ok {
			t.Errorf("%q is taken for %d", bad, got)
		}
	}
	if ShowMoney(1_140_000) != "1.140.000 đồng" || Group(999) != "999" || Group(-1_000) != "-1.000" || Group(0) != "0" {
		t.Error("groups")
	}
}

func TestMoneyIsReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, MostMoney).Draw(t, "amount")
		for _, text := range []string{ShowMoney(n), Group(n)} {
			if got, ok := ParseMoney(text); !ok || got != n {
				t.Fatalf("%q: %d %v", text, got, ok)
			}
		}
	})
}

func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"60.000", "60,5", "-1", "1 000 000 đ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := ParseMoney(s)
		if !ok {
			return
		}
		if n < 0 || n > MostMoney {
			t.Fatalf("%q gives %d", s, n)
		}
		if again, ok := ParseMoney(Group(n)); !ok || again != n {
			t.Fatalf("%q gives %d, then %d", s, n, again)
		}
	})
}
