package internal

import (
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/modfile"
)

// TestNothingIsOlderThanAllowed reads docs/dependency-age.md against go.mod and package.json: each direct dependency
// stands there with the version in use and the day it came out, and on a day given none is older than allowed. The day
// is CHIBO_TODAY (make check gives today's), else the one on which the list was last looked through, so that an old
// revision still passes its suite.
func TestNothingIsOlderThanAllowed(t *testing.T) {
	text, err := os.ReadFile("../docs/dependency-age.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`Looked through on (\d{4}-\d\d-\d\d)\.`).FindSubmatch(text)
	if m == nil {
		t.Fatal("when was the list looked through?")
	}
	given := os.Getenv("CHIBO_TODAY")
	if given == "" {
		given = string(m[1])
	}
	today, err := time.Parse(time.DateOnly, given)
	if err != nil {
		t.Fatal(err)
	}
	for _, complaint := range tooOld(string(text), versions(t), today) {
		t.Error(complaint)
	}
	// The check itself: a year on something has grown too old, and a version nobody wrote down is found.
	if len(tooOld(string(text), versions(t), today.AddDate(1, 0, 0))) == 0 {
		t.Error("in a year nothing is too old: the list checks nothing")
	}
	other := versions(t)
	other["modernc.org/sqlite"] = "v99.0.0"
	if all := tooOld(string(text), other, today); len(all) == 0 || !strings.Contains(strings.Join(all, " "), "v99.0.0") {
		t.Errorf("another version goes unseen: %v", all)
	}
}

// versions are the direct dependencies in use.
func versions(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, r := range mod.Require {
		if !r.Indirect {
			out[r.Mod.Path] = r.Mod.Version
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
			out[name] = version
		}
	}
	return out
}

// tooOld says what of the list is wrong on a day.
func tooOld(list string, in map[string]string, today time.Time) (out []string) {
	seen := map[string]bool{}
	for _, row := range regexp.MustCompile(`(?m)^\| (\S+) \| (\S+) \| (\d{4}-\d\d-\d\d) \| (\d+) \|$`).FindAllStringSubmatch(list, -1) {
		name, version := row[1], row[2]
		seen[name] = true
		born, err := time.Parse(time.DateOnly, row[3])
		months, _ := strconv.Atoi(row[4])
		switch {
		case in[name] == "":
			out = append(out, name+" stands in docs/dependency-age.md and is gone")
		case in[name] != version:
			out = append(out, name+" is "+in[name]+", docs/dependency-age.md says "+version+": write down the new one and the day it came out")
		case err != nil || months < 1 || months > 48:
			out = append(out, name+": no day, or not 1 to 48 months")
		case today.After(born.AddDate(0, months, 0)):
			out = append(out, name+" "+version+" came out on "+row[3]+" and may be "+row[4]+" months old: take a newer one, or look at it and say why not")
		}
	}
	for name := range in {
		if !seen[name] {
			out = append(out, name+" has no age in docs/dependency-age.md")
		}
	}
	return out
}
