package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chibo/internal/app"
	"chibo/internal/config"
	"chibo/internal/office/docx"
	"chibo/internal/office/sheet"
	"chibo/internal/store"
	"chibo/internal/web/account"
)

// TestBreachOnTheCommandLine: everything was lost; the list names who is concerned, the
// draft of the notice lies beside it, both for their owner alone, and the log says that
// it was done here.
func TestBreachOnTheCommandLine(t *testing.T) {
	ctx, place, out := context.Background(), Place{Data: t.TempDir()}, t.TempDir()
	const tenant = 1100101
	a, err := app.Open(ctx, config.Config{Data: place.Data})
	if err != nil {
		t.Fatal(err)
	}
	err = a.DB.Write(ctx, app.Officer(tenant), func(tx *store.Tx) error {
		_, err := app.Found(tx, account.Founding{Tenant: tenant, Committee: "Đảng bộ phường Sông Xanh", Place: "Sông Xanh", ConsentNo: "01-CV/ĐU", ConsentDay: tx.Today(), ConsentText: "Đồng ý dùng", Officer: "Nguyễn Thu Hà", SignIn: "ha", Device: "máy bàn"})
		return err
	})
	if closed := a.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
	since := time.Now().Add(-time.Hour).In(store.Vietnam).Format("2006-01-02 15:04")
	for name, c := range map[string]breachCmd{
		"không đọc được": {Place: place, Since: "hôm qua", Text: "Mất máy", Everyone: true, Out: out},
		"Khong Ai":       {Place: place, Since: since, Viewer: "Khong Ai", Text: "Mất máy", Out: out},
	} {
		if err := c.Run(ctx); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, _ := os.ReadDir(out); len(left) != 0 {
		t.Errorf("a refused command wrote %v", left)
	}
	if err := (&breachCmd{Place: place, Since: since, Everyone: true, Text: "Mất ổ cứng của máy chủ", Out: out}).Run(ctx); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(out, "*"))
	if len(files) != 2 {
		t.Fatalf("wrote %v", files)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", file, info.Mode(), err)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, text := "Nguyễn Thu Hà", ""
		if strings.HasSuffix(file, ".docx") {
			want = "Mất ổ cứng của máy chủ"
			lines, err := docx.Text(strings.NewReader(string(data)))
			if err != nil {
				t.Fatal(err)
			}
			text = strings.Join(lines, "\n")
		} else {
			text = cells(t, data)
		}
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
			t.Errorf("%s lacks %q:\n%s", file, want, text)
		}
	}
	if a, err = app.Open(ctx, config.Config{Data: place.Data}); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	err = a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
		n, err := rd.Int(`select count(*) from audit_entry where tenant = $1 and detail like '%chibo breach%'`)
		if err == nil && n != 1 {
			t.Errorf("the log says it %d times", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func cells(t *testing.T, data []byte) string {
	t.Helper()
	book, err := sheet.Open("a.xlsx", data, sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.Rows(book.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(rows)
}
