package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"chibo/internal/app"
	"chibo/internal/demo"
)

type demoCmd struct {
	Data string `help:"Thư mục của phường mẫu." default:"./chibo-demo" placeholder:"DIR"`
	DB   string `help:"Cơ sở dữ liệu PostgreSQL thay cho SQLite." env:"CHIBO_DB" placeholder:"DSN" name:"db"`
	Address
	Months int `help:"Số tháng sinh hoạt đã qua của phường mẫu." default:"12"`
}

// Run makes the sample ward when it is not there yet, prints how each kind of
// person signs in, and serves.
func (c *demoCmd) Run(ctx context.Context) error {
	return serve(ctx, c.Address.onto(Place{Data: c.Data, DB: c.DB}.config()), func(a *app.App) error {
		made, err := demo.Made(ctx, a.DB)
		if err != nil {
			return err
		}
		if !made {
			fmt.Println("Đang dựng phường mẫu (không có thật), mất dưới một phút:")
			if _, err := demo.Make(ctx, a.DB, a.Book, time.Now(), c.Months, os.Stdout); err != nil {
				return err
			}
		}
		if err := demo.Greet(ctx, a.DB, a.Config.Origin(), os.Stdout); err != nil {
			return err
		}
		fmt.Println()
		return nil
	})
}
