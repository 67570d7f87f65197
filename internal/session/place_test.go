package session

import "testing"

func TestWordsOfThePlaceAreNoPassword(t *testing.T) {
	for password, weakly := range map[string]bool{
		"chi bo to dan pho 3 2026": true, "Bí thư đảng ủy phường!": true, "Đảng viên Hiên 1975": true, "mậtkhẩuchibộ2026": true,
		"bờ ao có bảy con vịt": false, "chi bộ có bảy con vịt": false, "sáng nay trời mưa to quá": false,
	} {
		if got := weak(password, "Hiên") == "password_common"; got != weakly {
			t.Errorf("%q is weak: %v", password, got)
		}
	}
}
