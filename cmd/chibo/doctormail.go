package main

import (
	"context"
	"errors"
	"fmt"

	"chibo/internal/app"
	"chibo/internal/config"
	"chibo/internal/digest"
	"chibo/internal/mail"
	"chibo/internal/store"
)

// letters speaks to the mail server as far as signing in; nothing is sent.
func letters(ctx context.Context, conf config.Config, wrong error) result {
	r := result{what: "Thư nhắc việc: không gửi, chỉ hiện trong hệ thống", err: wrong, help: "Xem lại --smtp, --smtp-from, --smtp-user và tệp mật khẩu; máy chủ thư phải có TLS (STARTTLS hoặc smtps)."}
	if wrong != nil {
		r.what = "Thư nhắc việc"
	}
	if !conf.SMTP.On() {
		return r
	}
	r.what = fmt.Sprintf("Thư nhắc việc qua %s:%d", conf.SMTP.Host, conf.SMTP.Port)
	if err := (mail.Server{SMTP: conf.SMTP}).Try(ctx); err != nil {
		r.err = errors.New("không kết nối, không có TLS hợp lệ hoặc không đăng nhập được")
	}
	return r
}

// undelivered counts addresses at which no letter arrived; it names none.
func undelivered(ctx context.Context, a *app.App, tenant int64) result {
	r := result{what: fmt.Sprintf("Địa chỉ nhận thư nhắc của đảng bộ %d", tenant), warn: true, help: "Không phải làm gì ở máy chủ: mỗi đồng chí thấy lời nhắn ở trang Nhắc việc và tự sửa địa chỉ."}
	r.err = a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
		n, err := digest.Count(rd)
		if err == nil && n.Lost > 0 {
			err = fmt.Errorf("%d địa chỉ thư không tới, đã ngừng gửi", n.Lost)
		}
		return err
	})
	return r
}
