package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"chibo/internal/app"
	"chibo/internal/fault"
	"chibo/internal/privacy"
	"chibo/internal/store"
)

type breachCmd struct {
	Place
	Since    string `help:"Dữ liệu có thể lộ từ lúc: 2026-11-24 hoặc \"2026-11-24 08:15\"." required:"" placeholder:"LÚC"`
	Until    string `help:"Đến lúc; để trống là bây giờ." placeholder:"LÚC"`
	Found    string `help:"Phát hiện lúc; để trống là bây giờ. Thời hạn báo tính từ lúc này." placeholder:"LÚC"`
	Viewer   string `help:"Qua tài khoản của ai: tên đăng nhập hoặc họ tên." placeholder:"TÊN"`
	Session  string `help:"Qua một máy, mã của máy." placeholder:"MÃ"`
	Everyone bool   `help:"Mất cả máy chủ hoặc bản sao lưu: mọi người."`
	Text     string `help:"Việc đã xảy ra." required:"" placeholder:"LỜI"`
	Out      string `help:"Thư mục cho danh sách và bản nháp thông báo." default:"." placeholder:"DIR" type:"path"`
	Tenant   int64  `help:"Mã số đảng bộ." placeholder:"MÃ-SỐ"`
}

// Run writes down that data got out, and makes the list of those concerned and
// the draft of the notice. That it was done here stands in the log.
func (c *breachCmd) Run(ctx context.Context) error {
	return c.open(ctx, func(a *app.App) error {
		tenant, err := a.Tenant(ctx, c.Tenant)
		if err != nil {
			return err
		}
		in, err := c.breach(time.Now())
		if err != nil {
			return err
		}
		made, err := c.write(ctx, a, tenant, in)
		if err != nil {
			return told(err)
		}
		list, err := privacy.Listed(made.Breach, made.Persons)
		if err != nil {
			return err
		}
		notice, err := made.Notice.Docx(made.Layout)
		if err != nil {
			return err
		}
		for name, data := range map[string][]byte{"nguoi-bi-anh-huong-" + made.Day + ".xlsx": list, "thong-bao-vi-pham-" + made.Day + ".docx": notice} {
			if err := os.WriteFile(filepath.Join(c.Out, name), data, 0o600); err != nil {
				return err
			}
			fmt.Println("Đã ghi", filepath.Join(c.Out, name))
		}
		book, err := a.Books.Of(ctx, tenant)
		if err != nil {
			return told(err)
		}
		fmt.Printf("%d người bị ảnh hưởng. Báo cơ quan chức năng trước %s.\n", len(made.Persons), store.Clock(made.Breach.TellBy(book)).Format("15:04 ngày 02/01/2006"))
		return nil
	})
}

// breach reads what was typed.
func (c *breachCmd) breach(now time.Time) (b privacy.Breach, err error) {
	b = privacy.Breach{Session: c.Session, Everyone: c.Everyone, Text: c.Text}
	for _, x := range []struct {
		typed string
		into  *int64
	}{{c.Since, &b.Since}, {c.Until, &b.Until}, {c.Found, &b.FoundAt}} {
		at := now
		if x.typed != "" {
			if at, err = time.ParseInLocation("2006-01-02 15:04", x.typed, store.Vietnam); err != nil {
				at, err = time.ParseInLocation(time.DateOnly, x.typed, store.Vietnam)
			}
			if err != nil {
				return b, fmt.Errorf("không đọc được %q; ghi như 2026-11-24 hoặc \"2026-11-24 08:15\"", x.typed)
			}
		}
		*x.into = at.UnixMilli()
	}
	return b, nil
}

func (c *breachCmd) write(ctx context.Context, a *app.App, tenant int64, in privacy.Breach) (made privacy.Told, err error) {
	book, err := a.Books.Of(ctx, tenant)
	if err != nil {
		return made, err
	}
	err = a.DB.Write(ctx, app.Officer(tenant), func(tx *store.Tx) error {
		b := in
		var err error
		if c.Viewer != "" {
			if b.Viewer, err = app.Person(tx.Reader, c.Viewer); err != nil {
				return err
			}
		}
		if b, err = privacy.Leak(tx, book, b); err != nil {
			return err
		}
		t, err := privacy.Prepare(tx.Reader, book, b.ID)
		if err != nil {
			return err
		}
		made = t
		return privacy.TakeList(tx, book, b, "", len(t.Persons), "chibo breach")
	})
	var f *fault.Error
	if errors.As(err, &f) && f.Code == "not_found" {
		err = fmt.Errorf("đảng bộ %d chưa thiết lập", tenant)
	}
	return made, err
}
