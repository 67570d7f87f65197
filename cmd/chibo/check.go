package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/rule"
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
		fmt.Println(f.In("vi"))
	}
	if len(failures) > 0 {
		return fmt.Errorf("%d ví dụ không đúng", len(failures))
	}
	fmt.Printf("Mọi ví dụ của %d quy định đều đúng\n", len(book.Rules()))
	return nil
}

// packs reads the built-in packs, a folder of packs, or one file; what is wrong is said in Vietnamese, a line each.
func packs(name string) (*rule.Book, error) {
	book, err := read(name)
	if err == nil {
		return book, nil
	}
	var said []error
	for _, p := range rule.Problems(err) {
		if p.Line > 0 {
			said = append(said, errors.New(p.In("vi")))
		} else {
			said = append(said, errors.New(p.What.VI))
		}
	}
	return nil, errors.Join(said...)
}

func read(name string) (*rule.Book, error) {
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
