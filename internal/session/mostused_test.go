package session

import (
	"strings"
	"testing"
)

// TestTheMostUsedPasswordsAreRefused: each of the three thousand most used, brought to the length asked in the ways
// people bring it there, and any two of them one behind the other.
func TestTheMostUsedPasswordsAreRefused(t *testing.T) {
	all := commonWords()
	if len(all) < 3000 {
		t.Fatalf("%d passwords on the list", len(all))
	}
	for i, one := range all[:3000] {
		two := all[(i*7919+13)%3000]
		try := []string{strings.ToUpper(one) + "!!!!!1234567890"}
		if i%10 == 0 {
			try = append(try, one+"20262026202620", strings.Repeat(one, 15), one+two+one+two+one, two+one+"@1234567890123", one+" "+two+" "+one+" "+two)
		}
		for _, password := range try {
			if len([]rune(password)) < shortest || len(password) > 256 {
				continue
			}
			if weak(password, "") != "password_common" {
				t.Fatalf("%q would do", password)
			}
		}
	}
	for _, password := range []string{"con trâu đen uống nước suối", "correct horse battery staple", "bảy con vịt qua sông sáng nay", "horse xanh uống trà buổi sáng", "ba mươi hai quả bưởi Diễn"} {
		if why := weak(password, "Hiên"); why != "" {
			t.Errorf("%q is refused: %s", password, why)
		}
	}
}
