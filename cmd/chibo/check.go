package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"chibo/internal/app"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/rules"
)

// told turns a fault into its sentence.
func told(err error) error {
	var e *fault.Error
	if words := i18n.For("vi"); errors.As(err, &e) && words.Has("error."+e.Code) {
		return errors.New(words.T("error."+e.Code, e.Args...))
	}
	return err
}

type verifyCmd struct {
	Place
	File string `arg:"" optional:"" type:"existingfile" help:"Tệp xác minh .json; để trống thì kiểm cả nhật ký."`
}

// Run checks a proof without any database, or the whole log of every committee.
func (c *verifyCmd) Run(ctx context.Context) error {
	if c.File != "" {
		return verifyFile(c.File)
	}
	return c.open(ctx, func(a *app.App) error {
		tenants, err := a.DB.Tenants(ctx)
		if err != nil {
			return err
		}
		for _, t := range tenants {
			if err := a.DB.Read(ctx, app.Officer(t), audit.Verify); err != nil {
				return fmt.Errorf("đảng bộ %d: %w", t, err)
			}
			var head audit.Head
			if err := a.DB.Read(ctx, app.Officer(t), func(rd *store.Reader) (err error) { head, err = audit.Checkpoint(rd); return }); err != nil && !store.IsNoRow(err) {
				return err
			}
			fmt.Printf("đảng bộ %d: nhật ký nguyên vẹn, %d dòng, gốc %x\n", t, head.Size, head.Root)
		}
		return nil
	})
}

func verifyFile(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var p audit.Proof
	if err := json.Unmarshal(data, &p); err != nil {
		return fmt.Errorf("%s không phải tệp xác minh: %w", name, err)
	}
	if err := p.Check(); err != nil {
		return fmt.Errorf("%s: không khớp với nhật ký: %w", name, err)
	}
	fmt.Printf("Khớp: dòng %d trong nhật ký %d dòng, gốc %x\n", p.Seq, p.Head.Size, p.Head.Root)
	return nil
}

type rulesCmd struct {
	Check rulesCheck `cmd:"" help:"Đọc các gói và nói chỗ sai."`
	Test  rulesTest  `cmd:"" help:"Chạy các ví dụ trong các gói."`
}

type rulesCheck struct {
	File string `arg:"" optional:"" help:"Tệp hoặc thư mục gói; để trống là các gói đi kèm."`
}

type rulesTest struct {
	File string `arg:"" optional:"" help:"Tệp hoặc thư mục gói; để trống là các gói đi kèm."`
}

// Run reads the packs.
func (c *rulesCheck) Run() error {
	book, err := packs(c.File)
	if err == nil {
		fmt.Printf("%d quy định trong %d gói đọc được\n", len(book.Rules()), len(book.Packs()))
	}
	return err
}

// Run works the examples through.
func (c *rulesTest) Run() error {
	book, err := packs(c.File)
	if err != nil {
		return err
	}
	failures := book.RunTests()
	for _, f := range failures {
		fmt.Println(f)
	}
	if len(failures) > 0 {
		return fmt.Errorf("%d ví dụ không đúng", len(failures))
	}
	fmt.Printf("Mọi ví dụ của %d quy định đều đúng\n", len(book.Rules()))
	return nil
}

// packs reads the built-in packs, a folder of packs, or one file.
func packs(name string) (*rule.Book, error) {
	if name == "" {
		return rule.Load(rules.FS)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return rule.Load(os.DirFS(name))
	}
	one, err := fs.Sub(only{os.DirFS(filepath.Dir(name)), filepath.Base(name)}, ".")
	if err != nil {
		return nil, err
	}
	return rule.Load(one)
}

// only shows one file of a folder.
type only struct {
	fs.FS
	name string
}

// ReadDir lists that file alone.
func (o only) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(o.FS, name)
	for _, e := range all {
		if e.Name() == o.name {
			return []fs.DirEntry{e}, err
		}
	}
	return nil, err
}
