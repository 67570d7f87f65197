package store

import (
	"errors"
	"testing"
)

// TestNoDatabaseIsSpokenToInTheOpen: to another machine only with a certificate that is checked, name and all,
// whichever way the driver would try; on this machine as one likes. Nothing is dialled.
func TestNoDatabaseIsSpokenToInTheOpen(t *testing.T) {
	for _, env := range []string{"PGHOST", "PGSSLMODE", "PGSSLROOTCERT"} {
		t.Setenv(env, "")
	}
	for dsn, want := range map[string]error{
		"postgres://u:p@db.phuong.vn/chibo":                                    ErrOpenDatabase, // prefer: TLS if it happens to be there
		"postgres://u:p@db.phuong.vn/chibo?sslmode=disable":                    ErrOpenDatabase,
		"postgres://u:p@db.phuong.vn/chibo?sslmode=allow":                      ErrOpenDatabase,
		"postgres://u:p@db.phuong.vn/chibo?sslmode=require":                    ErrOpenDatabase, // encrypted, to nobody knows whom
		"postgres://u:p@db.phuong.vn/chibo?sslmode=verify-ca":                  ErrOpenDatabase, // of the right authority, of any name
		"postgres://u:p@192.168.1.5/chibo?sslmode=require":                     ErrOpenDatabase,
		"postgres://u:p@127.0.0.1,db.phuong.vn/chibo?sslmode=disable":          ErrOpenDatabase, // the second of two hosts
		"host=db.phuong.vn user=u password=p dbname=chibo":                     ErrOpenDatabase,
		"postgres://u:p@db.phuong.vn/chibo?sslmode=verify-full":                nil,
		"host=db.phuong.vn user=u dbname=chibo sslmode=verify-full":            nil,
		"postgres://u:p@127.0.0.1:5433/chibo":                                  nil,
		"postgres://u@[::1]/chibo?sslmode=disable":                             nil,
		"postgres://u@localhost/chibo":                                         nil,
		"host=/var/run/postgresql user=u dbname=chibo":                         nil,
		"postgres://u@/chibo?host=/var/run/postgresql":                         nil,
		"postgres://u:p@127.0.0.1,db.phuong.vn/chibo?sslmode=verify-full":      nil,
		"postgres://u:p@db1.phuong.vn,db2.phuong.vn/chibo?sslmode=verify-full": nil,
		"postgres://u:p@127.0.0.1.phuong.vn/chibo?sslmode=disable":             ErrOpenDatabase, // a name that looks like this machine
	} {
		if err := checkDSN(dsn); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", dsn, err, want)
		}
	}
	if _, err := Open(t.Context(), Options{DSN: "postgres://u:p@db.phuong.vn/chibo"}); !errors.Is(err, ErrOpenDatabase) {
		t.Errorf("opened: %v", err)
	}
	if err := checkDSN("postgres://u:p@[db/chibo"); err == nil || errors.Is(err, ErrOpenDatabase) {
		t.Errorf("a broken DSN: %v", err)
	}
}
