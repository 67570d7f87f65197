package vi

import (
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestTCVN3Table(t *testing.T) {
	letters := []rune(tcvn3Letters)
	if len(letters) != 74 || len(tcvn3Codes) != 74 {
		t.Fatalf("%d letters, %d codes, want 74", len(letters), len(tcvn3Codes))
	}
	seen := map[rune]bool{}
	for i, code := range tcvn3Codes {
		if i > 0 && code <= tcvn3Codes[i-1] && code != 0xBB && code != 0xC7 {
			t.Errorf("code %X is out of order", code)
		}
		if got := FromTCVN3(string(code)); got != string(letters[i]) || seen[letters[i]] {
			t.Errorf("%X gives %q, want %q once", code, got, letters[i])
		}
		seen[letters[i]] = true
	}
}

func TestVNITable(t *testing.T) {
	// Every letter of the alphabet is spelled back from what VNI would hold for it.
	back := map[string]string{"ơ": "ô", "ư": "ö", "đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "í": "í", "ì": "ì"}
	for _, r := range tcvn3Letters[14:] {
		r = unicode.ToLower(r)
		typed, ok := back[string(r)]
		if !ok {
			typed = vniSpelling(r)
		}
		if got := FromVNI(typed); got != string(r) {
			t.Errorf("VNI %q gives %q, want %q", typed, got, string(r))
		}
	}
	if got := FromVNI("ÑAÛNG BOÄ"); got != "ĐẢNG BỘ" {
		t.Errorf("capitals give %q", got)
	}
}

func vniSpelling(r rune) string {
	marks := []rune(norm.NFD.String(string(r)))
	base, rest := marks[0], string(marks[1:])
	for i, m := range marks {
		if m == 0x031B { // the horn is part of the base in VNI
			base = map[rune]rune{'o': 'ô', 'u': 'ö'}[base]
			rest = string(append(append([]rune{}, marks[1:i]...), marks[i+1:]...))
			break
		}
	}
	for sign, m := range vniSigns {
		if norm.NFC.String("a"+m) == norm.NFC.String("a"+rest) {
			return string(base) + string(sign)
		}
	}
	return string(base)
}

func TestLooksLegacy(t *testing.T) {
	for in, want := range map[string]struct {
		kind Legacy
		text string
	}{
		"§¶ng bé":               {TCVN3, "Đảng bộ"},
		"NguyÔn V¨n Hoµ":        {TCVN3, "Nguyễn Văn Hoà"},
		"TrÇn ThÞ Hïng":         {TCVN3, "Trần Thị Hùng"},
		"Chi bé Tæ d©n phè":     {TCVN3, "Chi bộ Tổ dân phố"},
		"Nguyeãn Vaên Hoøa":     {VNI, "Nguyễn Văn Hòa"},
		"Ñaûng boä phöôøng":     {VNI, "Đảng bộ phường"},
		"Traàn Thò Höông":       {VNI, "Trần Thị Hương"},
		"Nguyễn Văn Hoà":        {NotLegacy, "Nguyễn Văn Hoà"},
		"Lò Thị Xuân":           {NotLegacy, "Lò Thị Xuân"},
		"Hoà":                   {NotLegacy, "Hoà"},
		"Quê quán: xã Bình":     {NotLegacy, "Quê quán: xã Bình"},
		"khoá, loè, thuê, tuân": {NotLegacy, "khoá, loè, thuê, tuân"},
		"5 m², «Chào» © 2026":   {NotLegacy, "5 m², «Chào» © 2026"},
		"":                      {NotLegacy, ""},
	} {
		text, kind := FromLegacy(in)
		if kind != want.kind || text != want.text {
			t.Errorf("%q is %q %q, want %q %q", in, kind, text, want.kind, want.text)
		}
	}
}
