package main

import (
	"context"
	"fmt"

	"chibo/internal/app"
	"chibo/internal/config"
)

type runCmd struct {
	Place
	Address
	Nightly
	Post
}

// Run serves until it is told to stop.
func (c *runCmd) Run(ctx context.Context) error {
	conf, err := c.Nightly.onto(c.Address.onto(c.Place.config()))
	if err == nil {
		conf, err = c.Post.onto(conf)
	}
	if err != nil {
		return err
	}
	return serve(ctx, conf, nil)
}

// serve opens, does what comes before the first request, and answers.
func serve(ctx context.Context, config config.Config, before func(*app.App) error) error {
	if err := config.Check(); err != nil {
		return err
	}
	a, err := app.Open(ctx, config)
	if err != nil {
		return err
	}
	if before != nil {
		err = before(a)
	}
	if err == nil {
		err = a.Serve(ctx, func(address string) {
			if before == nil {
				greet(ctx, a)
			}
			fmt.Println("ready", address)
		})
	}
	if closed := a.Close(); err == nil {
		err = closed
	}
	return err
}

// greet prints the one-time set-up link of a new server.
func greet(ctx context.Context, a *app.App) {
	link, err := a.SetupLink(ctx)
	if err != nil {
		fmt.Println("Chưa tạo được đường dẫn thiết lập:", err)
	} else if link != "" {
		fmt.Printf("Chưa có đảng bộ nào. Mở đường dẫn này một lần, trong 24 giờ, để thiết lập:\n  %s\n", link)
	}
}

type migrateCmd struct{ Place }

// Run brings the database to the newest schema, which opening does.
func (c *migrateCmd) Run(ctx context.Context) error {
	return c.open(ctx, func(a *app.App) error {
		fmt.Println("Cơ sở dữ liệu đã ở bản mới nhất:", a.DB.Engine())
		return nil
	})
}

type tokenCmd struct {
	Place
	As string `help:"Tên đăng nhập, như hien.luong, hoặc họ tên đầy đủ." required:"" placeholder:"NAME"`
}

// Run prints the token alone, for scripts.
func (c *tokenCmd) Run(ctx context.Context) error {
	return c.open(ctx, func(a *app.App) error {
		token, err := a.Token(ctx, c.As)
		if err == nil {
			fmt.Println(token)
		}
		return err
	})
}
