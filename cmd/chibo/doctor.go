package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"chibo/internal/app"
	"chibo/internal/backup"
	"chibo/internal/config"
	"chibo/internal/i18n"
	"chibo/internal/job"
	"chibo/internal/office/pdf"
	"chibo/internal/privacy"
	"chibo/internal/store"
)

type doctorCmd struct {
	Place
	Address
	Nightly
	Post
}

// result is one thing looked at: what, whether it is well, and the remedy. What
// only deserves a warning stops nothing.
type result struct {
	what string
	err  error
	help string
	warn bool
}

// howToGetAName explains what an old computer in a ward office needs, so that
// phones open it without a warning.
const howToGetAName = `Điện thoại chỉ tin địa chỉ https có chứng thư hợp lệ. Với một máy tính cũ ở phường, làm một trong ba cách:
  1. Xin một tên miền con của phường, xã (như chibo.songxanh.gov.vn) trỏ về máy này. Mở cổng 80 và 443, rồi chạy:
       chibo run --addr :443 --url https://chibo.songxanh.gov.vn
     Chứng thư được xin và gia hạn tự động.
  2. Máy chỉ ở mạng nội bộ: xin bộ phận công nghệ thông tin một tên và chứng thư của tên đó (tệp .pem), rồi chạy:
       chibo run --addr :443 --url https://TÊN --cert FILE --key FILE
     Chứng thư tự ký không dùng được: điện thoại sẽ báo nguy hiểm và không mở.
  3. Chưa có tên: dùng ngay trên máy này ở http://127.0.0.1:8080, các đồng chí khác dùng bản in.`

// Run looks at everything and fails when something must be mended.
func (c *doctorCmd) Run(ctx context.Context) error {
	conf, err := c.Nightly.onto(c.Address.onto(c.config()))
	if err != nil {
		return err
	}
	conf, wrong := c.Post.onto(conf)
	bad := 0
	for _, r := range append(c.look(ctx, conf), letters(ctx, conf, wrong)) {
		switch {
		case r.err == nil:
			fmt.Println("  tốt   ", r.what)
		case r.warn:
			fmt.Printf("  LƯU Ý  %s: %v\n         %s\n", r.what, r.err, r.help)
		default:
			bad++
			fmt.Printf("  SỬA    %s: %v\n         %s\n", r.what, r.err, r.help)
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d chỗ cần sửa", bad)
	}
	return nil
}

// look goes from the outside in: address, files, clock, data, backups, and what runs.
func (c *doctorCmd) look(ctx context.Context, conf config.Config) []result {
	all := []result{{what: "Địa chỉ " + conf.Origin(), err: conf.Check(), help: howToGetAName}}
	if conf.URL != "" {
		all = append(all, result{what: "Chứng thư của " + conf.Name(), err: certificate(conf, time.Now()), help: howToGetAName})
	}
	all = append(all,
		result{what: "Quyền của tệp khóa", err: keyModes(conf.Keys()), help: "Chạy: chmod 700 " + conf.Keys() + " && chmod 600 " + filepath.Join(conf.Keys(), "*")},
		shut(conf.Data),
		result{what: "Chỗ trống trên đĩa", err: room(conf.Data), help: "Xóa bớt tệp không dùng; hệ thống cần trống ít nhất 1 GB để ghi và sao lưu."},
		result{what: "Quy định đi kèm", err: c.rules(), help: "Cài lại chương trình."},
		papers(pdf.Available()),
		words(),
	)
	all = append(all, clocks(ctx, ask, time.Now())...)
	mine := owner(conf.Data, os.Geteuid())
	if all = append(all, mine); mine.err == nil {
		all = append(all, c.database(ctx)...)
		all = append(all, backups(ctx, conf, time.Now())...)
	}
	all = append(all, running(ctx, conf))
	return append(all, unit(ctx, ask, conf)...)
}

// words counts what a further language lacks; it is said in Vietnamese meanwhile.
func words() result {
	r := result{what: "Ngôn ngữ: " + strings.Join(i18n.Languages(), ", "), warn: true, help: "Chỗ chưa dịch được nói bằng tiếng Việt. Bổ sung vào tệp của ngôn ngữ ấy."}
	for _, lang := range i18n.Languages() {
		if n := len(i18n.Lacking(lang)); n > 0 {
			r.err = errors.Join(r.err, fmt.Errorf("%s còn thiếu %d câu", lang, n))
		}
	}
	return r
}

func (c *doctorCmd) rules() error {
	book, err := packs("")
	if err == nil && len(book.RunTests()) > 0 {
		err = errors.New("có ví dụ không đúng; chạy chibo rules test")
	}
	return err
}

// database opens the data and looks at committees and waiting jobs.
func (c *doctorCmd) database(ctx context.Context) []result {
	opened := result{what: "Cơ sở dữ liệu", help: "Xem lại --data và --db; dữ liệu không bị thay đổi."}
	var out []result
	opened.err = told(c.open(ctx, func(a *app.App) error {
		tenants, err := a.DB.Tenants(ctx)
		if err != nil {
			return err
		}
		for _, t := range tenants {
			out = append(out, sample(t), forward(ctx, a, t, time.Now()), waiting(ctx, a, t), late(ctx, a, t), nights(ctx, a, t), assessed(ctx, a, t), leaked(ctx, a, t), adopted(ctx, a, t), undelivered(ctx, a, t))
		}
		return nil
	}))
	return append([]result{opened}, out...)
}

// sample tells invented data from a committee's own.
func sample(tenant int64) result {
	r := result{what: fmt.Sprintf("Đảng bộ %d", tenant), help: "Mã số 99xxxxx chỉ dành cho dữ liệu mẫu, tên người không có thật. Dùng thư mục --data khác cho dữ liệu thật."}
	if tenant/100_000 == 99 {
		r.err = errors.New("đây là dữ liệu mẫu")
	}
	return r
}

// waiting names jobs that failed again and again.
func waiting(ctx context.Context, a *app.App, tenant int64) result {
	r := result{what: fmt.Sprintf("Việc chạy nền của đảng bộ %d", tenant), help: "Báo người giữ máy gửi dòng này cho nơi hỗ trợ."}
	r.err = a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
		all, err := job.List(rd, 100)
		if err != nil {
			return err
		}
		for _, w := range all {
			if w.Attempts > 3 {
				return fmt.Errorf("%s đã thử %d lần: %s", w.Kind, w.Attempts, w.Failure)
			}
		}
		return nil
	})
	return r
}

// late counts requests about personal data that nobody answered in time.
func late(ctx context.Context, a *app.App, tenant int64) result {
	r := result{what: fmt.Sprintf("Đề nghị về dữ liệu cá nhân của đảng bộ %d", tenant), help: "Cán bộ đảng ủy mở trang Đề nghị về dữ liệu và trả lời ngay.", warn: true}
	r.err = a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
		n, err := privacy.CountLate(rd)
		if err == nil && n > 0 {
			err = fmt.Errorf("%d đề nghị quá hạn", n)
		}
		return err
	})
	return r
}

// certificate checks the file's name, time and chain; without a file ACME is
// asked at the first visit, and there is nothing to read yet.
func certificate(c config.Config, now time.Time) error {
	if c.Cert == "" {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(c.Cert, c.Key)
	if err != nil {
		return err
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		return err
	}
	if err := leaf.VerifyHostname(c.Name()); err != nil {
		return fmt.Errorf("chứng thư không dành cho tên %s", c.Name())
	}
	if left := leaf.NotAfter.Sub(now); left < 14*24*time.Hour {
		return fmt.Errorf("chứng thư hết hạn ngày %s", leaf.NotAfter.In(store.Vietnam).Format("02/01/2006"))
	}
	between := x509.NewCertPool()
	for _, der := range pair.Certificate[1:] {
		if more, err := x509.ParseCertificate(der); err == nil {
			between.AddCert(more)
		}
	}
	if _, err := leaf.Verify(x509.VerifyOptions{Intermediates: between, CurrentTime: now}); err != nil {
		return errors.New("điện thoại không tin nơi cấp chứng thư này, hoặc tệp thiếu chứng thư trung gian")
	}
	return nil
}

// keyModes refuses key files, and a folder of them, that others on the machine
// can read.
func keyModes(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // made at the first start
		}
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			return fmt.Errorf("%s đang là %o", path, info.Mode().Perm())
		}
		return err
	})
}

// leastRoom is what must be free on the disk.
const leastRoom = 1 << 30

// room looks at the disk of the data folder, or of the first folder above it
// that exists.
func room(dir string) error {
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	free, err := backup.Free(dir)
	if err != nil {
		return err
	}
	if free < leastRoom {
		return fmt.Errorf("chỉ còn %d MB", free>>20)
	}
	return nil
}
