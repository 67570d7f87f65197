package internal

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// asked is how many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has;
// V9, V10 and V17 do not apply, docs/asvs.md says why.
var asked = map[string]int{"1": 27, "2": 11, "3": 19, "4": 10, "5": 9, "6": 33, "7": 18, "8": 7, "11": 14, "12": 9, "13": 13, "14": 9, "15": 13, "16": 16}

// TestTheBarIsProvenLineByLine reads docs/asvs.md: each line says what is asked, how
// it stands and what shows it; what it names exists; the sums are right.
func TestTheBarIsProvenLineByLine(t *testing.T) {
	text, err := os.ReadFile("../docs/asvs.md")
	if err != nil {
		t.Fatal(err)
	}
	cited := regexp.MustCompile("`([^`]+)`")
	states, chapters, seen := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, row := range regexp.MustCompile(`(?m)^\| (\d+\.\d+\.\d+) \| (.*?) \| (.*?) \| (.*?) \|$`).FindAllStringSubmatch(string(text), -1) {
		number, words, state, evidence := row[1], row[2], row[3], row[4]
		if seen[number] {
			t.Errorf("%s stands twice", number)
		}
		seen[number] = true
		states[state]++
		chapters[strings.SplitN(number, ".", 2)[0]]++
		if len(words) < 4 || len(evidence) < 2 {
			t.Errorf("%s: empty", number)
		}
		if state != "met" && state != "not met" && state != "not applicable" {
			t.Errorf("%s: %q is no answer", number, state)
		}
		names := cited.FindAllStringSubmatch(evidence, -1)
		if state == "met" && len(names) == 0 && !strings.Contains(evidence, "What is decided") {
			t.Errorf("%s is met, yet nothing shows it", number)
		}
		for _, n := range names {
			file, name, _ := strings.Cut(n[1], ":")
			code, err := os.ReadFile(filepath.Join("..", file))
			if info, stat := os.Stat(filepath.Join("..", file)); stat == nil && info.IsDir() && name == "" {
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", number, err)
			} else if name != "" && !strings.Contains(string(code), "func "+name+"(") {
				t.Errorf("%s: %s has no %s", number, file, name)
			}
		}
	}
	total := 0
	for chapter, n := range asked {
		total += n
		if chapters[chapter] != n {
			t.Errorf("V%s: %d lines, %d are asked", chapter, chapters[chapter], n)
		}
	}
	want := fmt.Sprintf("**%d lines: %d met, %d not applicable, %d not met.**", total, states["met"], states["not applicable"], states["not met"])
	if !strings.Contains(string(text), want) {
		t.Errorf("the sums are %s", want)
	}
	t.Log(want)
}
