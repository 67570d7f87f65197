package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"chibo/internal/app"
	"chibo/internal/counts"
	"chibo/internal/store"
	"chibo/internal/vi"
)

type countsCmd struct {
	Place
	Month  string `arg:"" optional:"" help:"Tháng, như 2026-12; để trống là tháng này."`
	Out    string `help:"Thư mục cho tệp." default:"." placeholder:"DIR" type:"path"`
	Tenant int64  `help:"Mã số đảng bộ, khi dữ liệu có nhiều đảng bộ." placeholder:"MÃ-SỐ"`
}

// Run makes the signed file of a month for the level above and prints the fingerprint of
// the key, which goes another way than the file. That it was made here stands in the log.
func (c *countsCmd) Run(ctx context.Context) error {
	return c.open(ctx, func(a *app.App) error {
		tenant, err := a.Tenant(ctx, c.Tenant)
		if err != nil {
			return err
		}
		month := c.Month
		if month == "" {
			month = vi.MonthOf(store.Day(time.Now().UnixMilli()))
		}
		name, data, again, err := a.CountsFile(ctx, tenant, month)
		if err != nil {
			return told(err)
		}
		path := filepath.Join(c.Out, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return err
		}
		if again {
			fmt.Println("Số liệu không đổi từ lần trước.")
		}
		public := a.LogKey.Public(tenant)
		fmt.Printf("Đã ghi %s\nKhóa xác minh: %s\nDấu vân khóa: %s\n", path, public, counts.Fingerprint(public))
		return nil
	})
}

type provinceCmd struct {
	Place
	Address
	Tenant   int64  `help:"Mã số đảng bộ cấp trên, như 1100000." required:"" placeholder:"MÃ-SỐ"`
	Name     string `help:"Tên đảng bộ cấp trên." required:"" placeholder:"TÊN"`
	Officer  string `help:"Họ tên cán bộ xem số liệu." required:"" placeholder:"HỌ-TÊN"`
	Decision string `help:"Số, ngày văn bản đồng ý dùng." required:"" placeholder:"VĂN-BẢN"`
}

// Run founds a committee above several on this server, or adds an officer to it, and
// prints his one-time link. He sees counts of months and nothing else.
func (c *provinceCmd) Run(ctx context.Context) error {
	conf := c.onto(c.config())
	a, err := app.Open(ctx, conf)
	if err != nil {
		return err
	}
	link, err := a.FoundProvince(ctx, app.Above{Tenant: c.Tenant, Name: c.Name, Officer: c.Officer, Decision: c.Decision})
	if closed := a.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return told(err)
	}
	fmt.Printf("%s, mã số %d.\nĐường dẫn một lần của đồng chí %s, dùng được ba ngày:\n  %s\n", c.Name, c.Tenant, c.Officer, link)
	return nil
}
