package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"chibo/internal/app"
	"chibo/internal/config"
	"chibo/internal/store"
	"chibo/internal/web"
	"chibo/internal/web/link"
)

// asking runs a command of the machine and gives what it printed; the test
// answers in its place.
type asking func(ctx context.Context, name string, args ...string) (string, error)

func ask(ctx context.Context, name string, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	out, err := exec.CommandContext(ctx, name, args...).Output()
	return strings.TrimSpace(string(out)), err
}

// owner says when doctor looks at another user's data: what it would write there
// beside the database, the server's own user could not open.
func owner(dir string, me int) result {
	r := result{what: "Chủ của thư mục dữ liệu", help: "Chạy bằng đúng người của máy chủ: sudo -u chibo chibo doctor --data " + dir}
	info, err := os.Stat(dir)
	if err != nil {
		return r // made at the first start
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != me {
		r.err = fmt.Errorf("%s là của người dùng số %d, lệnh này chạy bằng người số %d nên chưa mở dữ liệu", dir, st.Uid, me)
	}
	return r
}

// shut refuses a data folder that others on the machine can look into.
func shut(dir string) result {
	r := result{what: "Quyền của thư mục dữ liệu", help: "Chạy: chmod 700 " + dir}
	if info, err := os.Stat(dir); err == nil && info.Mode().Perm()&0o077 != 0 {
		r.err = fmt.Errorf("%s đang là %o, người khác trên máy đọc được", dir, info.Mode().Perm())
	}
	return r
}

// papers looks for what makes PDFs; without it papers still come as .docx.
func papers(available bool) result {
	r := result{what: "Phần mềm tạo PDF", warn: true, help: "Chạy: sudo apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation2"}
	if !available {
		r.err = errors.New("chưa có LibreOffice, giấy tờ chỉ tải được bản .docx hoặc in từ trang")
	}
	return r
}

// clocks looks at what the days of minutes and the hours of the log come from.
func clocks(ctx context.Context, ask asking, now time.Time) []result {
	zone := result{what: "Múi giờ của máy", warn: true, help: "Chạy: sudo timedatectl set-timezone Asia/Ho_Chi_Minh. Giấy tờ vẫn luôn ghi giờ Việt Nam."}
	if _, east := now.Zone(); east != 7*3600 {
		zone.err = fmt.Errorf("máy đang theo giờ %s, không phải giờ Việt Nam", now.Format("MST"))
	}
	out := []result{zone}
	synced, err := ask(ctx, "timedatectl", "show", "--property", "NTPSynchronized", "--value")
	if err != nil || synced == "" {
		return out // no systemd to ask
	}
	set := result{what: "Đồng hồ của máy", warn: true, help: "Nối mạng rồi chạy: sudo timedatectl set-ntp true. Không có mạng thì chỉnh giờ bằng tay trước mỗi buổi."}
	if synced != "yes" {
		set.err = errors.New("chưa khớp với giờ chuẩn, ngày giờ trong biên bản có thể sai")
	}
	return append(out, set)
}

// ahead is how far the log may lie before the clock: two machines differ a little.
const ahead = 5 * time.Minute

// forward refuses a clock that stands before the newest entry of the log: an old
// board's battery is empty, and the next minutes would carry a day long past.
func forward(ctx context.Context, a *app.App, tenant int64, now time.Time) result {
	r := result{what: fmt.Sprintf("Đồng hồ so với nhật ký của đảng bộ %d", tenant), help: "Chỉnh lại ngày giờ của máy trước khi mở sinh hoạt: sudo timedatectl set-ntp true. Hay sai thì thay pin trên bo mạch."}
	var last int64
	if r.err = a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
		return rd.Get([]any{&last}, `select coalesce(max(at), 0) from audit_entry where tenant = $1`)
	}); r.err == nil && time.UnixMilli(last).Sub(now) > ahead {
		r.err = fmt.Errorf("máy đang là %s, nhật ký đã có việc lúc %s", clock(now.UnixMilli()), clock(last))
	}
	return r
}

// running asks the running server as a browser would and misses what protects
// its pages: a proxy in front may have taken it away.
func running(ctx context.Context, conf config.Config) result {
	r := result{what: "Máy chủ đang chạy ở " + conf.Origin(), help: "Có máy trung gian đứng trước thì để nó chuyển nguyên các dòng này. Không có thì cài lại chương trình."}
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, conf.Origin()+link.SignIn, nil)
	if err != nil {
		r.err = err
		return r
	}
	only := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := only.Do(req)
	if err != nil {
		r.err, r.warn = errors.New("không trả lời"), true
		r.help = "Chưa chạy thì chạy lại: sudo systemctl start chibo, hoặc chibo run. Đang chạy thì xem --addr, --url có đúng như khi chạy không."
		return r
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		r.err, r.help = fmt.Errorf("trả lời %d ở trang đăng nhập", res.StatusCode), "Địa chỉ này có thể là của chương trình khác. Xem lại --addr và --url."
		return r
	}
	if lacks := lacking(res.Header, conf.URL != ""); len(lacks) > 0 {
		r.err = fmt.Errorf("thiếu dòng bảo vệ %s", strings.Join(lacks, ", "))
	}
	return r
}

// lacking names the security headers a page came without.
func lacking(h http.Header, secure bool) (out []string) {
	for _, want := range []struct{ name, value string }{
		{"Content-Security-Policy", web.CSP}, {"X-Content-Type-Options", "nosniff"}, {"X-Frame-Options", "DENY"},
		{"Referrer-Policy", "same-origin"}, {"Cross-Origin-Opener-Policy", "same-origin"},
	} {
		if h.Get(want.name) != want.value {
			out = append(out, want.name)
		}
	}
	if secure && h.Get("Strict-Transport-Security") == "" {
		out = append(out, "Strict-Transport-Security")
	}
	return out
}

// unit asks, where systemd runs the machine, whether chibo comes back by itself
// after a power cut. A trial on loopback needs no unit and is only told.
func unit(ctx context.Context, ask asking, conf config.Config) []result {
	if state, _ := ask(ctx, "systemctl", "is-system-running"); state == "" || state == "offline" || state == "unknown" {
		return nil // this machine is run by something else
	}
	r := result{what: "Tự chạy khi bật máy", warn: conf.URL == ""}
	state, _ := ask(ctx, "systemctl", "is-enabled", "chibo.service") // a refusal prints its word too
	switch state {
	case "enabled":
		return []result{r}
	case "disabled":
		r.err, r.help = errors.New("đã có chibo.service nhưng chưa bật"), "Chạy: sudo systemctl enable --now chibo"
	case "", "not-found":
		r.err, r.help = errors.New("chưa có chibo.service, mất điện xong máy chủ không tự chạy lại"), "Làm phần “Để máy tự chạy” của tờ hướng dẫn cài đặt (docs/cai-dat.md)."
	default:
		r.err, r.help = fmt.Errorf("chibo.service đang ở trạng thái %s", state), "Chạy: sudo systemctl unmask chibo && sudo systemctl enable --now chibo"
	}
	return []result{r}
}
