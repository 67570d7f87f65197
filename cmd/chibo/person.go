package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"chibo/internal/app"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"chibo/internal/vi"
)

type personCmd struct {
	Export personExportCmd `cmd:"" help:"Xuất mọi dữ liệu giữ về một người, để trả lời đề nghị."`
	Shred  personShredCmd  `cmd:"" help:"Xóa dữ liệu của một người; cần tên hai người: đề nghị và đồng ý."`
	Mark   personMarkCmd   `cmd:"" help:"In dấu của một người trong nhật ký máy chủ, để tìm dòng “refused” của người đó."`
}

type personMarkCmd struct {
	Place
	Name   string `arg:"" help:"Mã, tên đăng nhập hoặc họ tên đầy đủ."`
	Tenant int64  `help:"Mã số đảng bộ." placeholder:"MÃ-SỐ"`
}

// Run prints the mark: the log of the machine names nobody, so one asks by the person.
func (c *personMarkCmd) Run(ctx context.Context) error {
	return c.open(ctx, func(a *app.App) error {
		tenant, err := a.Tenant(ctx, c.Tenant)
		if err != nil {
			return err
		}
		mark, err := a.MarkPerson(ctx, tenant, c.Name)
		if err != nil {
			return told(err)
		}
		fmt.Println(mark)
		return nil
	})
}

type personExportCmd struct {
	Place
	Name   string `arg:"" help:"Mã, tên đăng nhập hoặc họ tên đầy đủ."`
	Out    string `help:"Tệp xuất ra." default:"du-lieu-ca-nhan.json" placeholder:"FILE"`
	Tenant int64  `help:"Mã số đảng bộ." placeholder:"MÃ-SỐ"`
}

// Run writes the file for its owner alone and notes it in the log.
func (c *personExportCmd) Run(ctx context.Context) error {
	return c.open(ctx, func(a *app.App) error {
		tenant, err := a.Tenant(ctx, c.Tenant)
		if err != nil {
			return err
		}
		data, err := a.ExportPerson(ctx, tenant, c.Name)
		if err != nil {
			return told(err)
		}
		if err := os.WriteFile(c.Out, data, 0o600); err != nil {
			return err
		}
		fmt.Println("Đã xuất ra", c.Out)
		return nil
	})
}

type personShredCmd struct {
	Place
	Name     string `arg:"" help:"Mã, tên đăng nhập hoặc họ tên đầy đủ."`
	AskedBy  string `help:"Người đề nghị (cán bộ đảng ủy); bỏ trống khi đề nghị đã có trên trang." placeholder:"NAME"`
	AgreedBy string `help:"Người đồng ý (bí thư hoặc phó bí thư đảng ủy)." required:"" placeholder:"NAME"`
	Reason   string `help:"Lý do xóa." placeholder:"CHỮ"`
	Confirm  string `help:"Gõ lại họ tên để xác nhận; để trống thì hỏi." placeholder:"HỌ-TÊN"`
	Tenant   int64  `help:"Mã số đảng bộ." placeholder:"MÃ-SỐ"`
}

// Run says what goes and what stays, asks for the name once more, and erases.
func (c *personShredCmd) Run(ctx context.Context) error {
	return c.open(ctx, func(a *app.App) error {
		tenant, err := a.Tenant(ctx, c.Tenant)
		if err != nil {
			return err
		}
		var s privacy.State
		if err := a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
			person, err := app.Someone(rd, c.Name)
			if err != nil {
				return err
			}
			s, err = privacy.StateOf(rd, person)
			return err
		}); err != nil {
			return told(err)
		}
		today := store.Day(time.Now().UnixMilli())
		book, err := a.Books.Of(ctx, tenant)
		if err != nil {
			return told(err)
		}
		law := book.States(today)
		fmt.Printf("Xóa dữ liệu của %s, %s. Việc này không làm lại được. Vẫn giữ:\n", s.Name, s.OrgName)
		for _, k := range law.Keeps {
			fmt.Println("  -", k.VI)
		}
		fmt.Println("Căn cứ:", law.Basis.VI)
		if typed := c.typed(); !vi.SameName(typed, s.Name) {
			return errors.New("họ tên gõ lại không khớp; chưa xóa gì")
		}
		if err := a.ShredPerson(ctx, tenant, app.Shredding{Person: s.Person, AskedBy: c.AskedBy, AgreedBy: c.AgreedBy, Reason: c.Reason}); err != nil {
			return told(err)
		}
		fmt.Println("Đã xóa, tệp dữ liệu đã ghi lại.")
		if day := a.Keeper.Gone(today); day != "" {
			fmt.Println("Bản sao lưu cuối cùng còn đọc được bị bỏ ngày", vi.ShowDay(day)+".")
		} else {
			fmt.Printf("Bản sao lưu giữ nơi khác phải bỏ trong %d ngày.\n", law.BackupDays)
		}
		return nil
	})
}

func (c *personShredCmd) typed() string {
	if c.Confirm != "" {
		return c.Confirm
	}
	fmt.Print("Gõ lại họ tên để xác nhận: ")
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	return strings.TrimSpace(line)
}
