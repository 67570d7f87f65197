package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"chibo/internal/app"
	"chibo/internal/audit"
	"chibo/internal/i18n"
	"chibo/internal/minutes"
	"chibo/internal/store"
)

type verifyCmd struct {
	Place
	File string `arg:"" optional:"" type:"existingfile" help:"Tệp xác minh .json; để trống thì kiểm cả nhật ký và mọi văn bản đã khóa."`
	JSON bool   `name:"json" help:"In kết quả dạng JSON."`
	Key  string `help:"Khóa xác minh của nhật ký, dạng chibo/MÃ+…; dùng khi kiểm tệp lấy từ máy khác."`
}

// errBroken is the end of a verification that found something.
var errBroken = errors.New("kiểm tra thấy chỗ không khớp")

// Run checks one proof file without any database, or everything of every
// committee.
func (c *verifyCmd) Run(ctx context.Context) error {
	if c.File != "" {
		return c.file(os.Stdout)
	}
	return c.open(ctx, func(a *app.App) error {
		tenants, err := a.DB.Tenants(ctx)
		if err != nil {
			return err
		}
		broken := false
		for _, t := range tenants {
			bad, err := c.tenant(ctx, a, t, os.Stdout)
			if err != nil {
				return fmt.Errorf("đảng bộ %d: %w", t, err)
			}
			broken = broken || bad > 0
		}
		if broken {
			return errBroken
		}
		return nil
	})
}

// found is one finding as it is printed.
type found struct {
	audit.Finding
	Text string `json:"text"`
}

// tenant verifies one committee and says what came of it.
func (c *verifyCmd) tenant(ctx context.Context, a *app.App, tenant int64, out io.Writer) (bad int, err error) {
	const most = 200 // shown; all are counted
	words := i18n.For("vi")
	var shown []found
	doubts := 0
	read := func(do func(*store.Reader) error) error { return a.DB.Read(ctx, app.Officer(tenant), do) }
	v, err := minutes.Verify(read, a.LogKey.Public(tenant), func(f audit.Finding) {
		if f.Doubt {
			doubts++
		} else {
			bad++
		}
		if len(shown) < most {
			shown = append(shown, found{f, sentence(words, f)})
		}
	})
	if err != nil {
		return bad, err
	}
	root := fmt.Sprintf("%x", v.Head.Root)
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		return bad, enc.Encode(map[string]any{"tenant": tenant, "leaves": v.Leaves, "waiting": v.Waiting, "papers": v.Papers, "root": root, "key": a.LogKey.Public(tenant), "broken": bad, "doubts": doubts, "findings": append([]found{}, shown...), "not_covered": minutes.Beyond})
	}
	say := func(text string) { _, _ = fmt.Fprintf(out, "đảng bộ %d: %s\n", tenant, text) }
	for _, f := range shown {
		mark := "✗ "
		if f.Doubt {
			mark = "? "
		}
		say(mark + f.Text)
	}
	if bad > 0 {
		say(words.T("verify.bad", "count", bad))
	} else {
		say(words.T("verify.ok", "leaves", v.Leaves, "papers", v.Papers, "root", root))
	}
	if doubts > 0 {
		say(words.T("verify.doubts", "count", doubts))
	}
	say(words.T("verify.beyond", "tables", strings.Join(minutes.Beyond, ", ")))
	return bad, nil
}

// sentence says a finding, kinds of paper in words.
func sentence(words *i18n.Catalog, f audit.Finding) string {
	args := append([]any{}, f.Args...)
	for i := 0; i+1 < len(args); i += 2 {
		if key := fmt.Sprint("verify.type.", args[i+1]); args[i] == "type" && words.Has(key) {
			args[i+1] = words.T(key)
		}
	}
	return words.T("verify."+f.Code, args...)
}

// file verifies one proof with nothing but the file, and the key where one is
// given.
func (c *verifyCmd) file(out io.Writer) error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	p, err := minutes.ReadProof(data)
	if err == nil && c.Key != "" && p.Key != c.Key {
		err = minutes.StrangeKey(p.Key)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, told(err))
	}
	words, d := i18n.For("vi"), p.Document
	name := d.Body.Symbol + ", " + d.Body.Cell
	text := words.T("verify.file", "paper", name, "version", d.Version, "time", store.Clock(p.At).Format("15:04 02/01/2006"), "seq", p.Seq, "size", p.Size)
	if c.JSON {
		return json.NewEncoder(out).Encode(map[string]any{"ok": true, "document": d.Document, "type": d.Type, "number": d.Number, "symbol": d.Body.Symbol, "version": d.Version, "sealed_at": p.At, "commitment": p.Commitment, "seq": p.Seq, "size": p.Size, "key": p.Key, "text": text})
	}
	more := words.T("verify.file.unsigned")
	if p.Key != "" {
		more = words.T("verify.file.key", "key", p.Key)
	}
	_, err = fmt.Fprintln(out, text+"\n"+more)
	return err
}
