package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"chibo/internal/app"
	"chibo/internal/backup"
	"chibo/internal/config"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// Nightly says where and when the backup of the night is made.
type Nightly struct {
	BackupDir  string `help:"Thư mục giữ bản sao lưu hằng đêm; để trống là DIR/backups của thư mục dữ liệu; “-” là không sao lưu." env:"CHIBO_BACKUP_DIR" placeholder:"DIR"`
	BackupAt   string `help:"Giờ sao lưu hằng đêm, giờ Việt Nam." default:"01:30" env:"CHIBO_BACKUP_AT" placeholder:"HH:MM"`
	KeepDaily  int    `help:"Số ngày gần nhất giữ bản sao lưu." default:"7" placeholder:"N"`
	KeepWeekly int    `help:"Số tuần gần nhất giữ bản sao lưu." default:"4" placeholder:"N"`
}

func (n Nightly) onto(c config.Config) (config.Config, error) {
	at, err := time.Parse("15:04", n.BackupAt)
	if err != nil {
		return c, fmt.Errorf("--backup-at %q phải có dạng giờ:phút, như 01:30", n.BackupAt)
	}
	if n.KeepDaily < 1 || n.KeepWeekly < 0 {
		return c, errors.New("--keep-daily ít nhất là 1, --keep-weekly ít nhất là 0")
	}
	switch n.BackupDir {
	case "-":
	case "":
		c.Backups = filepath.Join(c.Data, "backups")
	default:
		c.Backups = n.BackupDir
	}
	c.BackupAt = time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
	c.Daily, c.Weekly = n.KeepDaily, n.KeepWeekly
	return c, nil
}

type backupCmd struct {
	Place
	File string `arg:"" help:"Tệp sao lưu sẽ ghi, như /media/usb/chibo-2026-12-03.tar; không được có sẵn."`
}

// Run writes one backup and reads it back.
func (c *backupCmd) Run(ctx context.Context) error {
	return c.open(ctx, func(a *app.App) error {
		begun := time.Now()
		m, err := backup.Write(ctx, a.DB, c.Data, c.File)
		if err != nil {
			return told(err)
		}
		fmt.Printf("Đã sao lưu vào %s: %.1f MB, %d tệp bên trong, mất %.1f giây. Đã đọc lại và khớp.\n", c.File, float64(m.Bytes)/1e6, len(m.Members), time.Since(begun).Seconds())
		say(m)
		if backup.SameDisk(c.Data, filepath.Dir(c.File)) {
			fmt.Println("Lưu ý: tệp này nằm cùng ổ đĩa với dữ liệu. Ổ hỏng thì mất cả hai. Chép tệp sang USB hoặc máy khác.")
		}
		fmt.Println("Tệp có dữ liệu đảng viên và khóa. Giữ như hồ sơ đảng viên: cất trong tủ có khóa, không gửi qua mạng.")
		return nil
	})
}

type restoreCmd struct {
	Place
	File  string `arg:"" help:"Tệp sao lưu."`
	Check bool   `help:"Chỉ đọc lại và đối chiếu tệp, không ghi gì."`
}

// Run gives a backup back into an empty place, of either engine.
func (c *restoreCmd) Run(ctx context.Context) error {
	if c.Check {
		m, err := backup.Check(ctx, c.File)
		if err != nil {
			return told(err)
		}
		fmt.Printf("Tệp còn nguyên: %d tệp bên trong, %.1f MB, sao lưu lúc %s.\n", len(m.Members), float64(m.Bytes)/1e6, clock(m.At))
		say(m)
		return nil
	}
	m, err := backup.Restore(ctx, c.File, backup.Target{Data: c.Data, DSN: c.DB})
	if err != nil {
		return told(err)
	}
	fmt.Printf("Đã phục hồi bản sao lưu lúc %s vào %s. Nhật ký đã tính lại và khớp với bản sao lưu:\n", clock(m.At), c.Data)
	say(m)
	return nil
}

// say prints what one compares with the sheet kept beside the backup.
func say(m backup.Manifest) {
	for _, t := range m.Tenants {
		fmt.Printf("  đảng bộ %d: nhật ký %d dòng, gốc %s\n", t.Tenant, t.Size, t.Root)
	}
	for _, name := range m.Damaged {
		fmt.Println("  Lưu ý: tệp đính kèm đã hỏng từ trước khi sao lưu:", name)
	}
}

func clock(ms int64) string { return store.Clock(ms).Format("15:04 ngày 02/01/2006") }

// backups reads the newest nightly backup again, with every hash, and says where
// it lies.
func backups(ctx context.Context, conf config.Config, now time.Time) []result {
	good := result{what: "Sao lưu hằng đêm", help: "Chạy chibo run không có --backup-dir - để sao lưu mỗi đêm."}
	if conf.Backups == "" {
		good.err, good.warn = errors.New("đang tắt"), true
		return []result{good}
	}
	good.help = "Để máy chủ chạy qua đêm, hoặc sao lưu ngay: chibo backup --data " + conf.Data + " " + filepath.Join(conf.Backups, "chibo-"+now.In(store.Vietnam).Format("2006-01-02-1504")+".tar")
	keeper := &backup.Keeper{Data: conf.Data, Dir: conf.Backups}
	file, m, err := keeper.Newest(ctx)
	switch {
	case fault.Is(err, "backup_missing"):
		good.err = fmt.Errorf("chưa có bản nào trong %s", conf.Backups)
	case err != nil:
		good.err = fmt.Errorf("%s: %w", file, told(err))
	case now.Sub(time.UnixMilli(m.At)) > 50*time.Hour:
		good.err = fmt.Errorf("bản gần nhất đã cũ, lúc %s (%s)", clock(m.At), file)
	default:
		good.what += fmt.Sprintf(": bản lúc %s đọc lại tốt, %.1f MB, %s", clock(m.At), float64(m.Bytes)/1e6, file)
	}
	out := []result{good}
	if len(m.Damaged) > 0 {
		out = append(out, result{what: "Tệp đính kèm", err: fmt.Errorf("%d tệp đã hỏng, như %s", len(m.Damaged), m.Damaged[0]), help: "Tìm tệp đó trong bản sao lưu cũ hơn và chép lại vào thư mục dữ liệu."})
	}
	if err == nil && backup.SameDisk(conf.Data, conf.Backups) {
		out = append(out, result{what: "Bản sao thứ hai", warn: true, err: errors.New("bản sao lưu nằm cùng ổ đĩa với dữ liệu, ổ hỏng thì mất cả hai"), help: "Chép " + file + " sang USB hoặc máy khác mỗi tuần, hoặc chạy với --backup-dir ở ổ khác."})
	}
	return out
}
