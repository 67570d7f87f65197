package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"chibo/internal/web/link"
)

// TestMain is the program itself where it is started under its name: the guide's
// test needs no second build.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "chibo" {
		main()
		return
	}
	os.Exit(m.Run())
}

// guide is the sheet for whoever puts chibo on the ward's PC.
var guide = filepath.Join("..", "..", "docs", "cai-dat.md")

// fenced finds the guide's grey boxes: what is typed, and what is seen after it.
var fenced = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// newcomer is somebody with the three files of the USB stick in an empty folder,
// who is not root.
type newcomer struct {
	t   *testing.T
	dir string
	env []string
}

func arrive(t *testing.T) newcomer {
	t.Helper()
	dir, err := os.MkdirTemp("", "chibo-cai-dat-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self) // which under that name is the program: TestMain
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "chibo"), program, 0o600) // as a USB stick gives it: not to be run
	}
	if err != nil {
		t.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer free.Close()
	n := newcomer{t: t, dir: dir, env: []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "CHIBO_ADDR=" + free.Addr().String()}} // the guide's 8080 may be taken here
	if os.Geteuid() == 0 {
		for _, name := range []string{dir, filepath.Join(dir, "chibo")} {
			if err := os.Chown(name, nobody, nobody); err != nil {
				t.Fatal(err)
			}
		}
	}
	return n
}

// nobody is the user without rights every Linux has.
const nobody = 65534

// shell gives a block of the guide to a shell as it stands.
func (n newcomer) shell(ctx context.Context, block string) *exec.Cmd {
	c := exec.CommandContext(ctx, "sh", "-eu", "-c", block)
	c.Dir, c.Env = n.dir, n.env
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGTERM) }
	if os.Geteuid() == 0 {
		c.SysProcAttr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	return c
}

// types types a block and waits for its end; it must be well.
func (n newcomer) types(block string) string {
	n.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	out, err := n.shell(ctx, block).CombinedOutput()
	if err != nil {
		n.t.Fatalf("the guide says\n%s\nand it ends with %v:\n%s", block, err, out)
	}
	return string(out)
}

// starts types a block that goes on, and gives what it said up to "ready".
func (n newcomer) starts(block string) string {
	n.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	c := n.shell(ctx, block)
	pipe, err := c.StdoutPipe()
	var errs bytes.Buffer
	c.Stderr = &errs
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { stop(); _ = c.Wait() })
	timer := time.AfterFunc(time.Minute, stop)
	defer timer.Stop()
	said := ""
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		said += lines.Text() + "\n"
		if strings.HasPrefix(lines.Text(), "ready ") {
			return said
		}
	}
	n.t.Fatalf("the guide says\n%s\nand nothing is ready:\n%s%s", block, said, errs.String())
	return ""
}

// TestTheGuideToTheLetter types every sh block of the guide, in order, in an
// empty folder, sees what the guide says is seen, and fills in the pages between,
// until a page answers to the officer by name and password. The console blocks
// need root and systemd: TestTheUnit looks at what they put in place.
func TestTheGuideToTheLetter(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	n := arrive(t)
	said, origin, typed, seen := "", "", 0, 0
	for _, m := range fenced.FindAllStringSubmatch(string(text), -1) {
		switch kind, block := m[1], m[2]; {
		case kind == "sh" && strings.Contains(block, "chibo run"):
			said = n.starts(block)
			origin = n.founds(said)
			typed++
		case kind == "sh":
			said = n.types(block)
			typed++
		case kind == "text":
			for line := range strings.Lines(block) {
				if seen++; !strings.Contains(said, strings.TrimSpace(line)) {
					t.Errorf("the guide promises %q, the screen says\n%s", strings.TrimSpace(line), said)
				}
			}
		}
	}
	if typed < 4 || seen < 5 {
		t.Fatalf("only %d blocks were typed and %d lines seen: does the test still read the guide?", typed, seen)
	}
	if strings.Contains(said, "SỬA") {
		t.Errorf("doctor is not content:\n%s", said)
	}
	back := browser(t)
	send(t, back, origin+link.Password, url.Values{"name": {"ha.nguyen"}, "password": {secret}, "device": {"own"}})
	if page := open2xx(t, back, origin+link.System()); !strings.Contains(page, "Tình trạng hệ thống") {
		t.Errorf("signed in by name and password, one reads\n%s", page)
	}
}

const secret = "con trâu đen uống nước suối"

// founds fills in the one-time page whose link was printed, then the password's.
func (n newcomer) founds(said string) (origin string) {
	n.t.Helper()
	at := regexp.MustCompile(`(http://\S+)/thiet-lap/\S+`).FindStringSubmatch(said)
	if at == nil {
		n.t.Fatalf("no link to set up:\n%s", said)
	}
	v := browser(n.t)
	if page := open2xx(n.t, v, at[0]); !strings.Contains(page, "Thiết lập cho đảng bộ") {
		n.t.Fatalf("the link shows\n%s", page)
	}
	desk := send(n.t, v, at[0], url.Values{"committee": {"Đảng bộ phường Sông Xanh"}, "number": {"1100101"}, "place": {"Sông Xanh"}, "consent_no": {"15-CV/ĐU"},
		"consent_day": {"02/11/2026"}, "officer": {"Nguyễn Thu Hà"}, "sign_in": {"ha.nguyen"}})
	if !strings.Contains(desk, "Đảng bộ phường Sông Xanh") {
		n.t.Fatalf("after the set-up one reads\n%s", desk)
	}
	send(n.t, v, at[1]+link.OwnPassword, url.Values{"password": {secret}})
	return at[1]
}

func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 20 * time.Second}
}

func send(t *testing.T, c *http.Client, address string, form url.Values) string {
	t.Helper()
	return answered(t, address)(c.PostForm(address, form)) //nolint:bodyclose // answered does
}

func open2xx(t *testing.T, c *http.Client, address string) string {
	t.Helper()
	return answered(t, address)(c.Get(address)) //nolint:bodyclose // answered does
}

func answered(t *testing.T, address string) func(*http.Response, error) string {
	return func(res *http.Response, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s answers %d: %v\n%s", address, res.StatusCode, err, b)
		}
		return string(b)
	}
}

// TestTheUnit holds the unit to what the guide promises of it, and lets systemd
// read it where its tools are.
func TestTheUnit(t *testing.T) {
	folder := filepath.Join("..", "..", "packaging")
	unit := lines(t, filepath.Join(folder, "chibo.service"))
	for _, want := range []string{"User=chibo", "ProtectSystem=strict", "ReadWritePaths=/var/lib/chibo", "NoNewPrivileges=yes", "PrivateTmp=yes", "Restart=always", "CapabilityBoundingSet=", "AmbientCapabilities=", "ExecStart=/usr/local/bin/chibo run", "WantedBy=multi-user.target"} {
		if !unit[want] {
			t.Errorf("chibo.service lacks %s", want)
		}
	}
	if port := lines(t, filepath.Join(folder, "chibo-443.conf")); !port["AmbientCapabilities=CAP_NET_BIND_SERVICE"] || !port["Environment=CHIBO_ADDR=:443"] {
		t.Error("chibo-443.conf does not open port 443")
	}
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range fenced.FindAllStringSubmatch(string(text), -1) {
		if m[1] != "console" {
			continue
		}
		if out, err := exec.Command("sh", "-n", "-c", m[2]).CombinedOutput(); err != nil {
			t.Errorf("%s\n%v %s", m[2], err, out)
		}
		for _, file := range regexp.MustCompile(`-m 644 (\S+)`).FindAllStringSubmatch(m[2], -1) {
			if _, err := os.Stat(filepath.Join(folder, file[1])); err != nil {
				t.Errorf("the guide copies %s, which packaging lacks", file[1])
			}
		}
	}
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Log("no systemd-analyze here: the unit was not read by systemd")
		return
	}
	whole, err := os.ReadFile(filepath.Join(folder, "chibo.service"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "chibo.service") // the program is not installed on this machine
	if err := os.WriteFile(file, bytes.ReplaceAll(whole, []byte("/usr/local/bin/chibo"), []byte("/bin/true")), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir+"/chibo.service.d", os.DirFS(folder)); err != nil { // of which only .conf is read
		t.Fatal(err)
	}
	if out, err := exec.Command("systemd-analyze", "verify", "--man=no", file).CombinedOutput(); err != nil || regexp.MustCompile(`chibo(\.service|-443\.conf):`).Match(out) {
		t.Errorf("systemd says of the unit: %v\n%s", err, out)
	}
}

func lines(t *testing.T, file string) map[string]bool {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		out[strings.TrimSpace(line)] = true
	}
	return out
}
