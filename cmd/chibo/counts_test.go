package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chibo/internal/app"
	"chibo/internal/config"
	"chibo/internal/counts"
	"chibo/internal/store"
	"chibo/internal/vi"
	"chibo/internal/web/account"
)

// TestCountsOnTheCommandLine: the keeper makes the month's file, it fits the key of this
// server, and a province beside the ward takes it; the ward cannot be made one.
func TestCountsOnTheCommandLine(t *testing.T) {
	ctx, place, out := context.Background(), Place{Data: t.TempDir()}, t.TempDir()
	const tenant, above = 1100101, 1100000
	a, err := app.Open(ctx, config.Config{Data: place.Data})
	if err != nil {
		t.Fatal(err)
	}
	err = a.DB.Write(ctx, app.Officer(tenant), func(tx *store.Tx) error {
		_, err := app.Found(tx, account.Founding{Tenant: tenant, Committee: "Đảng bộ phường Sông Xanh", Place: "Sông Xanh", ConsentNo: "01-CV/ĐU", ConsentDay: tx.Today(), ConsentText: "Đồng ý dùng", Officer: "Nguyễn Thu Hà", SignIn: "ha", Device: "máy bàn"})
		return err
	})
	public := a.LogKey.Public(tenant)
	if closed := a.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
	if err := (&countsCmd{Place: place, Month: "2019-01", Out: out}).Run(ctx); err == nil || !strings.Contains(err.Error(), "chưa có") {
		t.Errorf("before the ward stood: %v", err)
	}
	for range 2 {
		if err := (&countsCmd{Place: place, Out: out}).Run(ctx); err != nil {
			t.Fatal(err)
		}
	}
	files, _ := filepath.Glob(filepath.Join(out, "*.json"))
	if len(files) != 1 {
		t.Fatalf("wrote %v", files)
	}
	data, err := os.ReadFile(files[0])
	if err != nil || strings.Contains(string(data), "Nguyễn Thu Hà") {
		t.Errorf("the file: %v %s", err, data)
	}
	found := provinceCmd{Place: place, Tenant: above, Name: "Đảng bộ tỉnh Nậm Xanh", Officer: "Lê Hoàng Yến", Decision: "02-CV/TU"}
	if err := found.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if found.Officer = "Trần Văn Nam"; found.Run(ctx) != nil {
		t.Error("a second officer was refused")
	}
	if found.Tenant = tenant; found.Run(ctx) == nil {
		t.Error("the ward was made a province")
	}
	if a, err = app.Open(ctx, config.Config{Data: place.Data}); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	month := vi.MonthOf(store.Day(time.Now().UnixMilli()))
	if err := a.DB.Write(ctx, app.Officer(above), func(tx *store.Tx) error {
		var root string
		if err := tx.Get([]any{&root}, `select e.org from org_edge e where e.tenant = $1 and e.parent is null`); err != nil {
			return err
		}
		if _, err := counts.List(tx, root, counts.Listing{Number: tenant, Name: "Phường Sông Xanh", Way: counts.ByFile, Key: public, Fingerprint: counts.Fingerprint(public), From: month}); err != nil {
			return err
		}
		_, err := counts.Receive(tx, a.Book, root, month, data)
		return err
	}); err != nil {
		t.Errorf("the province: %v", err)
	}
}
