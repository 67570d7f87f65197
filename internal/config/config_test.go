package config

import (
	"errors"
	"testing"
)

func TestAnOpenAddressNeedsHTTPS(t *testing.T) {
	for _, c := range []struct {
		in   Config
		want error
	}{
		{Config{Addr: "127.0.0.1:8080"}, nil},
		{Config{Addr: "localhost:8080"}, nil},
		{Config{Addr: "[::1]:8080"}, nil},
		{Config{Addr: "0.0.0.0:8080"}, ErrOpenWithoutURL},
		{Config{Addr: ":8080"}, ErrOpenWithoutURL},
		{Config{Addr: "192.168.1.5:80"}, ErrOpenWithoutURL},
		{Config{Addr: ":443", URL: "https://chibo.phuong.vn"}, nil},
		{Config{Addr: ":443", URL: "http://chibo.phuong.vn"}, ErrURL},
		{Config{Addr: ":443", URL: "https://chibo.phuong.vn/x"}, ErrURL},
		{Config{Addr: ":443", URL: "https://chibo.phuong.vn", Cert: "a"}, ErrCertPair},
		{Config{Addr: "127.0.0.1:1", Cert: "a", Key: "b"}, ErrCertPair},
	} {
		if err := c.in.Check(); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c.in, err, c.want)
		}
	}
}
