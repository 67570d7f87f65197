package alike

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// largely is the share from which a text counts as copied in these tests; the
// program takes it from the rules (formality.watch).
const largely = 60

var frame = NewCommon([]string{
	"chi bộ thống nhất", "chi bộ nhất trí", "chi bộ giao đồng chí", "tiếp tục lãnh đạo, chỉ đạo thực hiện tốt nhiệm vụ", "báo cáo ở buổi sinh hoạt",
	"toàn thể đảng viên nghiêm túc chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước",
}, nil)

type text struct {
	Topic string   `yaml:"topic"`
	Lines []string `yaml:"lines"`
}

type pair struct {
	Name         string   `yaml:"name"`
	Mine, Theirs []string `yaml:",omitempty"`
	Copied       bool     `yaml:"copied"`
}

func read[T any](t testing.TB, name string) (all []T) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// swaps are words a copier changes for others of the same meaning.
var swaps = [][2]string{{"đề nghị", "kiến nghị"}, {"giao", "phân công"}, {"nhiều", "không ít"}, {"còn", "vẫn còn"}, {"trước ngày", "đến ngày"}, {"hộ", "gia đình"}, {"chi bộ", "tập thể chi bộ"}, {"làm", "thực hiện"}, {"đã", "cơ bản đã"}, {"vì", "do"}, {"bà con", "nhân dân"}, {"mỗi", "từng"}, {"hai", "ba"}, {"phường", "địa phương"}}

var names = []string{"đồng chí Đỗ Thị Nga", "đồng chí Lê Văn Hợp", "đồng chí Cà Văn Inh"}

// changed is a copy as a hurried scribe makes it: other numbers and words, some
// sentences in another order, one in five his own.
func changed(rng *rand.Rand, from []string, own []string) []string {
	out := slices.Clone(from)
	for n, s := range out {
		for _, w := range swaps {
			if rng.IntN(3) == 0 {
				s = strings.Replace(s, w[0], w[1], 1)
			}
		}
		s = strings.Map(func(r rune) rune {
			if r >= '1' && r <= '8' && rng.IntN(2) == 0 {
				return r + 1
			}
			return r
		}, s)
		if at := strings.Index(s, "đồng chí "); at >= 0 && rng.IntN(2) == 0 {
			rest := strings.SplitN(s[at:], " ", 6)
			if len(rest) == 6 {
				s = s[:at] + names[rng.IntN(len(names))] + " " + rest[5]
			}
		}
		if rng.IntN(2) == 0 { // retold from memory: up to a fifth of the words others
			s = retold(rng, s, own, 0.05+0.15*rng.Float64())
		}
		if rng.IntN(6) == 0 { // a sentence cut short
			w := strings.Fields(s)
			s = strings.Join(w[:len(w)-len(w)/6], " ")
		}
		out[n] = s
	}
	if rng.IntN(2) == 0 {
		rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	if rng.IntN(2) == 0 {
		out[rng.IntN(len(out))] = own[rng.IntN(len(own))]
	}
	return out
}

// retold drops or exchanges words by chance.
func retold(rng *rand.Rand, s string, own []string, share float64) string {
	theirs := strings.Fields(strings.Join(own, " "))
	var out []string
	for _, w := range strings.Fields(s) {
		switch x := rng.Float64(); {
		case x < share/2:
		case x < share:
			out = append(out, theirs[rng.IntN(len(theirs))])
		default:
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// labelled are the pairs: those made by hand; every text copied by mutation; texts
// of the same topic, and of others, by different hands; texts that took a sentence.
func labelled(t testing.TB) (all []pair) {
	rng := rand.New(rand.NewPCG(7, 2026))
	texts := read[text](t, "texts.yaml")
	all = read[pair](t, "pairs.yaml")
	for n, a := range texts {
		other := texts[(n+7)%len(texts)]
		for range 5 {
			all = append(all, pair{"copy of " + a.Topic, changed(rng, a.Lines, other.Lines), a.Lines, true})
		}
		took := append(slices.Clone(other.Lines), changed(rng, a.Lines, other.Lines)[0])
		all = append(all, pair{"a sentence of " + a.Topic, took, a.Lines, false})
		for m, b := range texts {
			if m != n && (a.Topic == b.Topic || (m+n)%4 == 0) {
				all = append(all, pair{a.Topic + " by another hand", a.Lines, b.Lines, false})
			}
		}
	}
	return all
}

// TestCopiedTextIsFound is the figure asked of the finder: of what it calls copied
// at least 95 of 100 are, and of what is copied it finds at least 80 of 100.
func TestCopiedTextIsFound(t *testing.T) {
	var right, wrong, missed, left int
	all := labelled(t)
	for _, p := range all {
		r := Compare(p.Mine, p.Theirs, frame)
		switch found := r.Percent() >= largely; {
		case found && p.Copied:
			right++
		case found:
			wrong++
			t.Logf("taken for a copy (%d%%): %s", r.Percent(), p.Name)
		case p.Copied:
			missed++
			t.Logf("missed (%d%%): %s: %s", r.Percent(), p.Name, strings.Join(p.Mine, " "))
		default:
			left++
		}
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%d pairs, %d copied: precision %.3f, recall %.3f", len(all), right+missed, precision, recall)
	if len(all) < 200 || precision < 0.95 || recall < 0.8 {
		t.Errorf("%d pairs: precision %.3f (want 0.95), recall %.3f (want 0.8)", len(all), precision, recall)
	}
}

// TestMarksFindTheCopy: a copy is among the candidates by its marks alone, and
// texts by other hands are few of them.
func TestMarksFindTheCopy(t *testing.T) {
	found, copies := 0, 0
	for _, p := range labelled(t) {
		mine, theirs := Marks(p.Mine, frame), Marks(p.Theirs, frame)
		shared := 0
		for _, m := range mine {
			if _, ok := slices.BinarySearch(theirs, m); ok {
				shared++
			}
		}
		if p.Copied && Compare(p.Mine, p.Theirs, frame).Percent() >= largely {
			copies++
			if shared*100 >= LeastShared*len(mine) && shared > 0 {
				found++
			}
		}
	}
	t.Logf("%d of %d copies found by marks", found, copies)
	if found*100 < copies*97 {
		t.Errorf("only %d of %d copies are found by their marks", found, copies)
	}
}

func TestNothingIsNoCopy(t *testing.T) {
	for _, p := range [][2][]string{{nil, nil}, {{""}, {""}}, {{"Nhất trí."}, {"Nhất trí."}}, {{"..;!?"}, {"•"}}, {{strings.Repeat("chi bộ thống nhất ", 50)}, {strings.Repeat("chi bộ thống nhất ", 50)}}} {
		if r := Compare(p[0], p[1], frame); r.Counted != 0 || r.Percent() != 0 || len(r.Pairs) != 0 {
			t.Errorf("%q: %+v", p[0], r)
		}
		if m := Marks(p[0], frame); len(m) != 0 {
			t.Errorf("%q bears %d marks", p[0], len(m))
		}
	}
}

// FuzzCompare: any text is its own copy, and copied words are never more than
// those counted.
func FuzzCompare(f *testing.F) {
	f.Add("Chi bộ giao đồng chí Lan gặp gia đình ông Quý trước ngày 15.", "Giao đồng chí Hòa gặp gia đình ông Quý.")
	f.Add("1.2.3", "\x00\xff")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 2000 || len(b) > 2000 {
			return
		}
		own := Compare([]string{a}, []string{a}, frame)
		if own.Copied != own.Counted {
			t.Errorf("%q is not its own copy: %+v", a, own)
		}
		r := Compare([]string{a}, []string{b}, frame)
		if r.Copied > r.Counted || r.Counted != own.Counted || r.Copied > 0 != (len(r.Pairs) > 0) {
			t.Errorf("%q and %q: %+v", a, b, r)
		}
		if m := Marks([]string{a}, frame); !slices.IsSorted(m) || len(m) > most {
			t.Errorf("%d marks", len(m))
		}
	})
}
