package internal

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

// TestEveryDependencyHasItsReason reads docs/dependencies.md against go.mod and
// package.json, both ways: none comes in without a reason, none stays on the list
// that is gone. Forty is the ceiling.
func TestEveryDependencyHasItsReason(t *testing.T) {
	text, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	var direct []string
	for _, r := range mod.Require {
		if !r.Indirect {
			direct = append(direct, r.Mod.Path)
		}
	}
	if text, err = os.ReadFile("web/asset/package.json"); err != nil {
		t.Fatal(err)
	}
	var pack struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal(text, &pack); err != nil {
		t.Fatal(err)
	}
	for _, of := range []map[string]string{pack.Dependencies, pack.DevDependencies} {
		for name, version := range of {
			direct = append(direct, name)
			if strings.Trim(version, "0123456789.") != "" {
				t.Errorf("%s is not pinned: %s", name, version)
			}
		}
	}
	if text, err = os.ReadFile("../docs/dependencies.md"); err != nil {
		t.Fatal(err)
	}
	reasons := map[string]bool{}
	for _, row := range regexp.MustCompile(`(?m)^\| (\S+) \| (.+) \| (.+) \|$`).FindAllStringSubmatch(string(text), -1) {
		if row[1] != "module" && row[1] != "package" {
			reasons[row[1]] = len(row[2]) > 3 && len(row[3]) > 10
		}
	}
	for _, name := range direct {
		if !reasons[name] {
			t.Errorf("%s has no reason in docs/dependencies.md", name)
		}
	}
	for name := range reasons {
		if !slices.Contains(direct, name) {
			t.Errorf("%s stands in docs/dependencies.md and is gone", name)
		}
	}
	if len(direct) > 40 {
		t.Errorf("%d direct dependencies", len(direct))
	}
}
