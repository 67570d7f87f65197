package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chibo/internal/app"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/regulation"
	"chibo/internal/rule"
	"chibo/internal/store"
)

type importCmd struct {
	Place
	Kind   string `arg:"" enum:"orgs,members" help:"orgs hoặc members."`
	File   string `arg:"" type:"existingfile" help:"Tệp .xlsx hoặc .csv."`
	Yes    bool   `help:"Đưa các dòng đúng vào ngay sau khi xem trước."`
	Tenant int64  `help:"Mã số đảng bộ, khi dữ liệu có nhiều đảng bộ." placeholder:"MÃ-SỐ"`
}

// Run shows what the list would do, and does it with --yes.
func (c *importCmd) Run(ctx context.Context) error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	return c.open(ctx, func(a *app.App) error {
		tenant, err := a.Tenant(ctx, c.Tenant)
		if err != nil {
			return err
		}
		if c.Kind == "orgs" && c.Tenant != 0 { // into an empty store: the tree comes before the set-up page
			if all, err := a.DB.Tenants(ctx); err != nil || !slices.Contains(all, tenant) {
				if err := errors.Join(err, a.Claim(ctx, tenant, filepath.Base(c.File))); err != nil {
					return told(err)
				}
			}
		}
		book, err := a.Books.Of(ctx, tenant)
		if err != nil {
			return told(err)
		}
		who := app.Officer(tenant)
		id, err := member.Stage(ctx, a.DB, who, book, member.Upload{Kind: c.Kind, Name: filepath.Base(c.File), Data: data})
		if err != nil {
			return told(err)
		}
		if err := preview(ctx, a, who, id); err != nil {
			return err
		}
		if !c.Yes {
			fmt.Println("Chưa đưa dòng nào vào. Chạy lại với --yes để đưa các dòng đúng vào.")
			return nil
		}
		if err := a.DB.Write(ctx, who, func(tx *store.Tx) error { return member.Commit(tx, id) }); err != nil {
			return told(err)
		}
		if err := app.TakeIn(ctx, a.DB, who, book, id); err != nil {
			return told(err)
		}
		fmt.Println("Đã đưa các dòng đúng vào.")
		return nil
	})
}

// preview prints the counts and the first rows that need a look.
func preview(ctx context.Context, a *app.App, who store.Viewer, id string) error {
	const shown = 20
	words := i18n.For("vi")
	return a.DB.Read(ctx, who, func(rd *store.Reader) error {
		m, err := member.ImportGet(rd, id)
		if err != nil {
			return err
		}
		n := m.Counts
		fmt.Printf("%s: %d dòng; mới %d, chuyển đến %d, thay đổi %d, như cũ %d; cần xem %d, không nhận %d, vắng trong tệp %d.\n", m.FileName, m.Total, n.New, n.Moved, n.Changed, n.Same, n.Doubtful, n.Refused, n.Gone)
		for _, verdict := range []string{"refused", "doubtful"} {
			rows, err := member.ImportRows(rd, id, verdict, 0, shown)
			if err != nil {
				return err
			}
			for _, r := range rows {
				for _, f := range r.Findings {
					fmt.Printf("  dòng %d: %s\n", r.Line, finding(words, a.Book, f))
				}
			}
		}
		return nil
	})
}

// finding says, as the page does, what is the matter with a row, in which
// column, what stands there and what to do.
func finding(words *i18n.Catalog, book *rule.Book, f member.Finding) string {
	said := words.T("import.finding." + f.Code)
	if column, ok := book.Fields(store.Day(time.Now().UnixMilli())).Find(f.Field); ok {
		said = column.TitleVI + ": " + said
	}
	if f.Detail != "" {
		said += " (" + f.Detail + ")"
	}
	if f.Hint != "" && words.Has(f.Hint) {
		said += ". " + words.T(f.Hint)
	}
	return said
}

type exportCmd struct {
	Place
	Out    string `help:"Tệp xuất ra; đuôi .csv cho CSV." default:"dang-vien.xlsx" placeholder:"FILE"`
	Org    string `help:"Slug của tổ chức; để trống là cả đảng bộ." placeholder:"SLUG"`
	Tenant int64  `help:"Mã số đảng bộ." placeholder:"MÃ-SỐ"`
}

// Run writes the roll to a file only its owner reads.
func (c *exportCmd) Run(ctx context.Context) error {
	return c.open(ctx, func(a *app.App) error {
		tenant, err := a.Tenant(ctx, c.Tenant)
		if err != nil {
			return err
		}
		format := strings.TrimPrefix(filepath.Ext(c.Out), ".")
		var data []byte
		err = a.DB.Read(ctx, app.Officer(tenant), func(rd *store.Reader) error {
			o, err := org.Root(rd)
			if c.Org != "" {
				o, err = org.BySlug(rd, c.Org)
			}
			if err != nil {
				return err
			}
			book, err := regulation.Book(rd, a.Book)
			if err != nil {
				return err
			}
			_, data, err = member.Export(rd, book, o.ID, format)
			return err
		})
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
