package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chibo/internal/app"
	"chibo/internal/config"
	"chibo/internal/store"
	"chibo/internal/web"
)

// says fails unless a result is bad in these words and names a remedy.
func says(t *testing.T, r result, warn bool, cause, remedy string) {
	t.Helper()
	if r.err == nil || r.warn != warn || !strings.Contains(r.err.Error(), cause) || !strings.Contains(r.help, remedy) {
		t.Errorf("%s: %v (warning %v), remedy %q; want %q (%v), %q", r.what, r.err, r.warn, r.help, cause, warn, remedy)
	}
}

func well(t *testing.T, all ...result) {
	t.Helper()
	for _, r := range all {
		if r.err != nil {
			t.Errorf("%s: %v", r.what, r.err)
		}
	}
}

// machine answers in place of the machine's commands: the last word of each.
func machine(answers map[string]string) asking {
	return func(_ context.Context, name string, args ...string) (string, error) {
		said, ok := answers[name+" "+args[0]]
		if !ok || said == "not-found" || said == "disabled" || said == "masked" {
			return said, errors.New("exit status 1")
		}
		return said, nil
	}
}

func TestDoctorOnTheUnit(t *testing.T) {
	ctx, trial, open := context.Background(), config.Config{Addr: "127.0.0.1:8080"}, config.Config{Addr: ":443", URL: "https://chibo.phuong.vn"}
	state := func(word string) asking {
		return machine(map[string]string{"systemctl is-system-running": "running", "systemctl is-enabled": word})
	}
	if all := unit(ctx, machine(nil), open); all != nil {
		t.Errorf("without systemd: %v", all)
	}
	if all := unit(ctx, machine(map[string]string{"systemctl is-system-running": "offline"}), open); all != nil {
		t.Errorf("in a container: %v", all)
	}
	well(t, unit(ctx, state("enabled"), open)...)
	says(t, unit(ctx, state("disabled"), open)[0], false, "chưa bật", "systemctl enable --now chibo")
	says(t, unit(ctx, state("not-found"), open)[0], false, "chưa có chibo.service", "docs/cai-dat.md")
	says(t, unit(ctx, state("masked"), open)[0], false, "masked", "unmask")
	says(t, unit(ctx, state("not-found"), trial)[0], true, "chưa có chibo.service", "docs/cai-dat.md")
}

func TestDoctorOnClockAndZone(t *testing.T) {
	ctx, now := context.Background(), time.Date(2026, 12, 3, 19, 30, 0, 0, store.Vietnam)
	well(t, clocks(ctx, machine(map[string]string{"timedatectl show": "yes"}), now)...)
	all := clocks(ctx, machine(map[string]string{"timedatectl show": "no"}), now.In(time.FixedZone("PDT", -7*3600)))
	says(t, all[0], true, "PDT", "set-timezone Asia/Ho_Chi_Minh")
	says(t, all[1], true, "chưa khớp", "set-ntp true")
	if all := clocks(ctx, machine(nil), now); len(all) != 1 {
		t.Errorf("without systemd nobody knows of the clock: %v", all)
	}
}

func TestDoctorOnAClockBehindTheLog(t *testing.T) {
	ctx := context.Background()
	a, err := app.Open(ctx, config.Config{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	const tenant = 1100101
	now := time.Now()
	if err := a.Claim(ctx, tenant, "Đảng bộ phường Sông Xanh"); err != nil {
		t.Fatal(err)
	}
	well(t, forward(ctx, a, tenant, now))
	if err := a.DB.Write(ctx, app.Officer(tenant), func(tx *store.Tx) error {
		_, err := tx.Exec(`insert into audit_entry (tenant, id, at, person, action, object_kind, object_id, org, detail, salt)
			values ($1, 'x', $2, '', 'app.found', '', '', '', '', $3)`, now.UnixMilli(), []byte{1})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	well(t, forward(ctx, a, tenant, now), forward(ctx, a, tenant, now.Add(-time.Minute)))
	says(t, forward(ctx, a, tenant, now.AddDate(-6, 0, 0)), false, "nhật ký đã có việc", "thay pin")
}

func TestDoctorOnFiles(t *testing.T) {
	data := t.TempDir()
	keys := filepath.Join(data, "keys")
	file := filepath.Join(keys, "log.key")
	mode := func(name string, m os.FileMode) {
		t.Helper()
		if err := os.Chmod(name, m); err != nil {
			t.Fatal(err)
		}
	}
	well(t, result{err: keyModes(keys)}) // made at the first start
	if err := os.Mkdir(keys, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	mode(data, 0o700)
	well(t, result{err: keyModes(keys)}, owner(data, os.Geteuid()), owner(filepath.Join(data, "none"), os.Geteuid()), shut(data), shut(filepath.Join(data, "none")))
	mode(file, 0o640)
	if err := keyModes(keys); err == nil || !strings.Contains(err.Error(), "log.key đang là 640") {
		t.Errorf("a key the group reads: %v", err)
	}
	mode(file, 0o600)
	mode(keys, 0o755)
	if err := keyModes(keys); err == nil || !strings.Contains(err.Error(), "keys đang là 755") {
		t.Errorf("a folder of keys all may list: %v", err)
	}
	says(t, owner(data, os.Geteuid()+1), false, "là của người dùng số", "sudo -u chibo")
	mode(data, 0o755)
	says(t, shut(data), false, "người khác trên máy đọc được", "chmod 700")
}

func TestDoctorOnSampleData(t *testing.T) {
	well(t, sample(1100101))
	says(t, sample(9900001), false, "dữ liệu mẫu", "--data khác")
}

func TestDoctorOnPapers(t *testing.T) {
	well(t, papers(true))
	says(t, papers(false), true, "chưa có LibreOffice", "libreoffice-writer-nogui")
}

func TestDoctorAsksTheRunningServer(t *testing.T) {
	ctx := context.Background()
	all := http.Header{"Content-Security-Policy": {web.CSP}, "X-Content-Type-Options": {"nosniff"}, "X-Frame-Options": {"DENY"}, "Referrer-Policy": {"same-origin"}, "Cross-Origin-Opener-Policy": {"same-origin"}}
	status, without := http.StatusOK, ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name := range all {
			if name != without {
				w.Header().Set(name, all.Get(name))
			}
		}
		w.WriteHeader(status)
	}))
	conf := config.Config{Addr: strings.TrimPrefix(s.URL, "http://")}
	well(t, running(ctx, conf))
	for name := range all {
		without = name
		says(t, running(ctx, conf), false, "thiếu dòng bảo vệ "+name, "máy trung gian")
	}
	if lacks := lacking(all, true); len(lacks) != 1 || lacks[0] != "Strict-Transport-Security" {
		t.Errorf("over https: %v", lacks)
	}
	status = http.StatusFound // a router's own page of sign-in
	says(t, running(ctx, conf), false, "trả lời 302", "chương trình khác")
	s.Close()
	says(t, running(ctx, conf), true, "không trả lời", "systemctl start chibo")
}

// TestDoctorOnOurOwnServer: what doctor misses is what the program sends.
func TestDoctorOnOurOwnServer(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	a, err := app.Open(ctx, config.Config{Data: t.TempDir(), Addr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- a.Serve(ctx, func(address string) { ready <- address }) }()
	defer func() { stop(); <-ended }()
	well(t, running(ctx, config.Config{Addr: strings.TrimPrefix(<-ready, "http://")}))
}
