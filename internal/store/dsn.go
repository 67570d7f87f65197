package store

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
)

// ErrOpenDatabase refuses a PostgreSQL on another machine that would be spoken to in the open, or without
// knowing that it is the right one.
var ErrOpenDatabase = errors.New("PostgreSQL ở máy khác phải đi qua TLS có kiểm tra chứng chỉ, nếu không mật khẩu và danh sách đảng viên đi qua mạng không được bảo vệ. Thêm vào cuối DSN: sslmode=verify-full&sslrootcert=/đường/dẫn/ca.crt. PostgreSQL cùng máy thì dùng 127.0.0.1 hoặc /var/run/postgresql")

// checkDSN lets nothing but a verified TLS connection leave this machine: every host the DSN names, and every
// further way the driver would try, asks for the server's certificate and for its name (sslmode=verify-full).
// A unix socket and loopback stay as they are.
func checkDSN(dsn string) error {
	c, err := pgx.ParseConfig(dsn)
	if err != nil {
		return fmt.Errorf("DSN: %w", err)
	}
	ways := map[string][]*tls.Config{c.Host: {c.TLSConfig}}
	for _, f := range c.Fallbacks {
		ways[f.Host] = append(ways[f.Host], f.TLSConfig)
	}
	for host, tried := range ways {
		for _, t := range tried {
			if !sameMachine(host) && (t == nil || t.InsecureSkipVerify || t.ServerName == "") {
				return ErrOpenDatabase
			}
		}
	}
	return nil
}

func sameMachine(host string) bool {
	if strings.HasPrefix(host, "/") || strings.HasPrefix(host, "@") || host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
