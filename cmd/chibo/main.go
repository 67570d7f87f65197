// Command chibo is the whole program: it serves a committee and its cells, and
// does on the command line what the machine's keeper needs.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // days and hours are Vietnam's wherever this runs

	"github.com/alecthomas/kong"

	"chibo/internal/app"
	"chibo/internal/config"
)

// Place is where the data lie; the same two flags stand on every command.
type Place struct {
	Data string `help:"Thư mục dữ liệu: tệp, khóa và cơ sở dữ liệu SQLite." default:"./chibo-data" env:"CHIBO_DATA" placeholder:"DIR"`
	DB   string `help:"Cơ sở dữ liệu PostgreSQL thay cho SQLite." env:"CHIBO_DB" placeholder:"DSN" name:"db"`
}

func (p Place) config() config.Config { return config.Config{Data: p.Data, DB: p.DB} }

// open opens the data for a command that does one thing and ends.
func (p Place) open(ctx context.Context, do func(*app.App) error) error {
	a, err := app.Open(ctx, p.config())
	if err != nil {
		return err
	}
	err = do(a)
	if closed := a.Close(); err == nil {
		err = closed
	}
	return err
}

// Address is where the server answers.
type Address struct {
	Addr string `help:"Địa chỉ lắng nghe." default:"127.0.0.1:8080" env:"CHIBO_ADDR" placeholder:"HOST:PORT"`
	URL  string `help:"Địa chỉ mà điện thoại mở, như https://chibo.phuong.vn; bắt buộc khi mở ra ngoài máy này." env:"CHIBO_URL" name:"url" placeholder:"https://TÊN"`
	Dev  bool   `help:"Cho người viết phần mềm: xem các thành phần của trang ở /dev/components, chỉ trên máy này."`
	Cert string `help:"Tệp chứng thư; để trống thì xin tự động (ACME)." env:"CHIBO_CERT" placeholder:"FILE"`
	Key  string `help:"Tệp khóa của chứng thư." env:"CHIBO_KEY" placeholder:"FILE"`
}

// Post is the mail server that takes reminders; without one they show on the pages only.
type Post struct {
	SMTP     string `help:"Máy chủ thư cho nhắc việc: smtp://máy:587 (STARTTLS) hoặc smtps://máy:465. Để trống thì không gửi thư." env:"CHIBO_SMTP" name:"smtp" placeholder:"URL"`
	From     string `help:"Địa chỉ gửi thư nhắc." env:"CHIBO_SMTP_FROM" name:"smtp-from" placeholder:"ĐỊA-CHỈ"`
	User     string `help:"Tên đăng nhập máy chủ thư." env:"CHIBO_SMTP_USER" name:"smtp-user" placeholder:"TÊN"`
	Password string `help:"Tệp chứa mật khẩu máy chủ thư, quyền 0600. Mật khẩu không đặt trên dòng lệnh." env:"CHIBO_SMTP_PASSWORD_FILE" name:"smtp-password-file" placeholder:"FILE"`
}

func (p Post) onto(c config.Config) (config.Config, error) {
	var err error
	c.SMTP, err = config.ParseSMTP(p.SMTP, p.From, p.User, p.Password)
	return c, err
}

func (a Address) onto(c config.Config) config.Config {
	c.Addr, c.URL, c.Cert, c.Key, c.Dev = a.Addr, a.URL, a.Cert, a.Key, a.Dev
	return c
}

var commands struct {
	Demo     demoCmd     `cmd:"" help:"Chạy một phường mẫu sống động, không có thật."`
	Run      runCmd      `cmd:"" help:"Chạy máy chủ."`
	Token    tokenCmd    `cmd:"" help:"Tạo mã cho chương trình dùng API, mang tên một người."`
	Migrate  migrateCmd  `cmd:"" help:"Đưa cơ sở dữ liệu lên bản mới nhất rồi dừng."`
	Import   importCmd   `cmd:"" help:"Nhập danh sách chi bộ hoặc đảng viên từ tệp .xlsx, .csv."`
	Export   exportCmd   `cmd:"" help:"Xuất danh sách đảng viên."`
	Person   personCmd   `cmd:"" help:"Dữ liệu của một người: xuất ra, xóa."`
	Backup   backupCmd   `cmd:"" help:"Sao lưu tất cả vào một tệp, kể cả khi máy chủ đang chạy."`
	Restore  restoreCmd  `cmd:"" help:"Phục hồi từ tệp sao lưu vào một nơi còn trống."`
	Verify   verifyCmd   `cmd:"" help:"Kiểm tra nhật ký, hoặc một tệp xác minh."`
	Breach   breachCmd   `cmd:"" help:"Dữ liệu bị lộ: lập danh sách người bị ảnh hưởng và bản nháp thông báo."`
	Counts   countsCmd   `cmd:"" help:"Tạo tệp số liệu tháng có chữ ký để gửi cấp trên."`
	Province provinceCmd `cmd:"" help:"Lập trang cấp trên xem số liệu nhiều xã, phường trên máy chủ này."`
	Doctor   doctorCmd   `cmd:"" help:"Kiểm tra máy này đã sẵn sàng chưa và nói cách sửa."`
	Rules    rulesCmd    `cmd:"" help:"Kiểm tra các gói quy định."`
}

func main() {
	slog.SetDefault(app.Logger(os.Stderr))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	k := kong.Parse(&commands, kong.Name("chibo"), kong.Description("Sổ tay số của chi bộ."), kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "chibo:", told(err))
		stop()
		os.Exit(1)
	}
}
