package main

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestTheBillNamesWhatIsInside reads the bill of this very test program and of the
// pages' lock file: what is built in is named, what only builds is not, and two
// bills of one binary are the same bytes.
func TestTheBillNamesWhatIsInside(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	const lock = "../../internal/web/asset/package-lock.json"
	var one, two bytes.Buffer
	if err := write(&one, self, lock); err != nil {
		t.Fatal(err)
	}
	if err := write(&two, self, lock); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("two bills differ: %v", err)
	}
	var b Bill
	if err := json.Unmarshal(one.Bytes(), &b); err != nil {
		t.Fatal(err)
	}
	has := func(name string) bool {
		return slices.ContainsFunc(b.Components, func(c Component) bool { return c.Name == name && c.Version != "" && c.PURL == c.Ref })
	}
	for _, name := range []string{"std", "htmx.org", "lucide-static", "@fontsource/be-vietnam-pro"} {
		if !has(name) {
			t.Errorf("%s is not named", name)
		}
	}
	for _, name := range []string{"axe-core", "typescript"} {
		if has(name) {
			t.Errorf("%s only builds, and is named", name)
		}
	}
	if b.Format != "CycloneDX" || b.Spec != "1.6" || b.Metadata.Component.Name != "chibo" {
		t.Errorf("%+v", b.Metadata)
	}
	if err := write(&two, lock, lock); err == nil {
		t.Error("a text passes for a program")
	}
}
