package vi

import (
	"slices"
	"strings"
	"testing"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  Nguyễn \t Văn\u00a0\n Hoà ":     "Nguyễn Văn Hoà",
		"Nguye\u0302\u0303n":               "Nguyễn",
		"A\u200bn\u202e\ufeff\u00ad\x00 B": "An B",
		"e\u200d\u0301":                    "é",
		"\xff\xfe":                         "",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	if got := CleanText("\r\n a  b \r\n\r\n\r\n c\u2028d\n\n"); got != "a b\n\nc\nd" {
		t.Errorf("CleanText = %q", got)
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Đoàn": "doan", "doan": "doan", "hoà": "hoa", "hòa": "hoa", "ƯƠNG": "uong",
		"  Tổ dân phố số 1/2 – Đảng ": "to dan pho so 1 2 dang", "H'Hen Niê": "h hen nie", "": "", "日本": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Words("Đảng ủy, đảng bộ"); !slices.Equal(got, []string{"dang", "uy", "bo"}) {
		t.Errorf("Words = %v", got)
	}
	if got := Slug("Tổ dân phố số 1"); got != "to-dan-pho-so-1" {
		t.Errorf("Slug = %q", got)
	}
}

func TestTone(t *testing.T) {
	for in, want := range map[string]string{
		"hoà": "hòa", "hòa": "hòa", "thuỷ": "thủy", "uỷ": "ủy", "khoẻ": "khỏe", "HOÀ": "HÒA",
		"qúy": "quý", "quý": "quý", "qủa": "quả", "gìa": "già", "gì": "gì", "giữa": "giữa", "giếng": "giếng",
		"hòang": "hoàng", "tóan": "toán", "ngoài": "ngoài", "ngòai": "ngoài", "thúê": "thuế", "thuở": "thuở",
		"khuỷu": "khuỷu", "ngoéo": "ngoéo", "tuyết": "tuyết", "mía": "mía", "của": "của", "được": "được",
		"quýt": "quýt", "đảng uỷ phường": "đảng ủy phường", "Út": "Út", "café": "café", "Lò Thị Ún": "Lò Thị Ún",
		"người": "người", "rượu": "rượu", "yếu": "yếu", "loá": "lóa",
	} {
		if got := Tone(in); got != want {
			t.Errorf("Tone(%q) = %q, want %q", in, got, want)
		}
	}
	if !SameName(" NGUYỄN VĂN  HOÀ", "Nguyễn Văn Hòa") || SameName("Hoà", "Hoa") {
		t.Error("SameName is wrong")
	}
}

func TestNameKey(t *testing.T) {
	want := []string{
		"Nguyễn Văn An", "Trần Thị An", "Lê Ân", "Lò Văn Ba", "Lò Văn Bả", "Lò Văn Bã", "Lò Văn Bá", "Lò Văn Bạ",
		"Vũ Dung", "Vũ Đăng", "Bùi Hòa", "Nguyen Hòa", "Nguyên Thị Hòa", "Nguyễn An Hòa", "Nguyễn Văn Hòa", "Ưng Ý",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(NameKey(a), NameKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("sorted %v\nwant   %v", got, want)
	}
	if NameKey("NGUYỄN VĂN HOÀ") != NameKey("Nguyễn Văn Hòa") || NameKey(" ") != "" {
		t.Error("equal names need equal keys")
	}
	for _, r := range NameKey("Đặng Thị Ưng") {
		if r > 'f' {
			t.Fatalf("key holds %q", r)
		}
	}
}

func TestTitleName(t *testing.T) {
	for in, want := range map[string]string{
		" NGUYỄN VĂN  HOÀ ": "Nguyễn Văn Hoà", "H'HEN NIÊ": "H'Hen Niê", "Nguyễn Văn hoà": "Nguyễn Văn hoà", "ĐỖ Ý": "Đỗ Ý", "": "",
	} {
		if got := TitleName(in); got != want {
			t.Errorf("TitleName(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Đoàn", "hoà", "\xff", "ﬃ½İ", "a\u200b\u0301", "ĐẢNG ỦY"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if one := Fold(s); Fold(one) != one {
			t.Errorf("Fold is not idempotent for %q", s)
		}
		if one := Clean(s); Clean(one) != one {
			t.Errorf("Clean is not idempotent for %q: %q then %q", s, one, Clean(one))
		}
		if one := Tone(s); Tone(one) != one {
			t.Errorf("Tone is not idempotent for %q: %q then %q", s, one, Tone(one))
		}
		NameKey(s)
		TitleName(s)
		FromLegacy(s)
	})
}
