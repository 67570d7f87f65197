package vi

import (
	"math"
	"testing"
)

func TestInWords(t *testing.T) {
	for n, want := range map[int64]string{
		0: "không", 4: "bốn", 5: "năm", 10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm", 20: "hai mươi",
		21: "hai mươi mốt", 24: "hai mươi tư", 25: "hai mươi lăm", 101: "một trăm linh một", 104: "một trăm linh tư",
		105: "một trăm linh năm", 115: "một trăm mười lăm", 1000: "một nghìn", 1001: "một nghìn không trăm linh một",
		1050000: "một triệu không trăm năm mươi nghìn", 1000000000: "một tỷ", 1000000005: "một tỷ không trăm linh năm",
		12345678901:   "mười hai tỷ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn chín trăm linh một",
		1000000000000: "một nghìn tỷ", 1000005000000000: "một triệu không trăm linh năm tỷ",
		-21: "âm hai mươi mốt",
	} {
		if got := InWords(n); got != want {
			t.Errorf("InWords(%d) = %q, want %q", n, got, want)
		}
	}
	if got := InWords(math.MinInt64); got == "" {
		t.Error("the smallest number has no words")
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1.000", 1234567: "1.234.567", -12345: "-12.345",
		math.MinInt64: "-9.223.372.036.854.775.808"} {
		if got := Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		num, den int
		want     string
	}{{10, 11, "90,9%"}, {1, 2, "50%"}, {2, 3, "66,7%"}, {0, 5, "0%"}, {5, 5, "100%"}, {1, 0, "–"}, {-1, 8, "-12,5%"}, {1, 2000, "0,1%"}} {
		if got := Percent(c.num, c.den); got != c.want {
			t.Errorf("Percent(%d, %d) = %q, want %q", c.num, c.den, got, c.want)
		}
	}
}
