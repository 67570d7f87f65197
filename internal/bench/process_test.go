package bench

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// serve starts the built binary on data that exist and returns how long it took
// until it answered.
func serve(t *testing.T, bin, data string, words ...string) (address string, took time.Duration, p *os.Process) {
	t.Helper()
	cmd := exec.Command(bin, append(words, "--data", data, "--addr", "127.0.0.1:0")...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if a, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
			res, err := http.Get(a + "/healthz")
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			took = time.Since(begun)
			go func() { // the rest must not block the server
				for lines.Scan() {
				}
			}()
			return a, took, cmd.Process
		}
	}
	t.Fatal("the server did not get ready")
	return "", 0, nil
}

// resident reads the resident memory of a process in bytes.
func resident(t *testing.T, pid int) int64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skipf("no /proc here: %v", err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			var kb int64
			if _, err := fmt.Sscan(rest, &kb); err == nil {
				return kb << 10
			}
		}
	}
	t.Fatal("no VmRSS")
	return 0
}

func TestFiguresProcess(t *testing.T) {
	wanted(t)
	bin := filepath.Join(t.TempDir(), "chibo")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", bin, "chibo/cmd/chibo")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(bin)
	if err != nil {
		t.Fatal(err)
	}
	size := info.Size()
	data := t.TempDir()
	_, made, p := serve(t, bin, data, "demo") // makes the sample ward
	_ = p.Kill()
	time.Sleep(200 * time.Millisecond)
	address, took, p := serve(t, bin, data, "run")
	for range 200 {
		res, err := http.Get(address + "/dang-nhap")
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
	}
	busy := resident(t, p.Pid)
	time.Sleep(61 * time.Second)
	idle := resident(t, p.Pid)
	t.Logf("binary %.1f MB; sample ward made and served after %.1f s; start on existing data %.0f ms; resident %.0f MB after 200 requests, %.0f MB a minute later",
		float64(size)/1e6, made.Seconds(), float64(took.Milliseconds()), float64(busy)/1e6, float64(idle)/1e6)
	if size > 40e6 {
		t.Errorf("the binary has %.1f MB, at most 40", float64(size)/1e6)
	}
	if idle > 80e6 {
		t.Errorf("idle it holds %.0f MB, at most 80", float64(idle)/1e6)
	}
}
