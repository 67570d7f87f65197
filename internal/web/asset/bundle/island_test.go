package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// tool finds a program the island's tests need; where all tools must be there,
// its absence fails.
func tool(t *testing.T, found bool, lacking string) {
	t.Helper()
	switch {
	case found:
	case os.Getenv("CHIBO_REQUIRE_TOOLS") != "":
		t.Fatal(lacking)
	default:
		t.Skip(lacking)
	}
}

// TestTheIslandsModel runs the tests of what the room page does on the device:
// merging, queue, back-off, healing, wiping. They know no page and no network.
func TestTheIslandsModel(t *testing.T) {
	node, err := exec.LookPath("node")
	tool(t, err == nil, "Node.js is needed for the tests of the room page's model")
	tests, err := filepath.Glob("../test/*.test.ts")
	if err != nil || len(tests) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	out := t.TempDir()
	res := api.Build(api.BuildOptions{EntryPoints: tests, Outdir: out, Bundle: true, Write: true, Platform: api.PlatformNode, Format: api.FormatESModule,
		OutExtension: map[string]string{".js": ".mjs"}, Sourcemap: api.SourceMapInline, LogLevel: api.LogLevelWarning})
	if len(res.Errors) > 0 {
		t.Fatal("the tests do not build, see above")
	}
	cases, err := filepath.Abs("../../../offline/testdata/fold.json")
	if err != nil {
		t.Fatal(err)
	}
	built, _ := filepath.Glob(filepath.Join(out, "*.mjs"))
	run := exec.Command(node, append([]string{"--enable-source-maps", "--test", "--test-reporter=spec"}, built...)...)
	run.Env = append(os.Environ(), "CHIBO_FOLD_CASES="+cases)
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
}

// TestTheScriptsHaveTheirTypes checks what esbuild only strips.
func TestTheScriptsHaveTheirTypes(t *testing.T) {
	tsc, err := filepath.Abs("../node_modules/.bin/tsc")
	if err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(tsc)
	tool(t, err == nil, "typescript is not there: run npm ci in internal/web/asset")
	run := exec.Command(tsc, "--noEmit", "-p", ".")
	run.Dir = ".."
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
}
