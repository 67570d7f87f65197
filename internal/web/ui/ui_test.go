package ui

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"chibo/internal/i18n"
)

func render(t *testing.T, name, lang string) (string, *html.Node) {
	t.Helper()
	var b bytes.Buffer
	if err := Stories("", "")[name].Render(i18n.With(context.Background(), i18n.For(lang)), &b); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	doc, err := html.Parse(&b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var out bytes.Buffer
	if err := html.Render(&out, doc); err != nil {
		t.Fatal(err)
	}
	return out.String(), doc
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// The content security policy refuses inline code and style; what it would refuse must not be written.
func TestPagesCarryNothingInline(t *testing.T) {
	for name := range Stories("", "") {
		for _, lang := range i18n.Languages() {
			_, doc := render(t, name, lang)
			for n := range doc.Descendants() {
				if n.Type != html.ElementNode {
					continue
				}
				if _, src := attr(n, "src"); n.Data == "style" || n.Data == "script" && !src {
					t.Errorf("%s: inline <%s>", name, n.Data)
				}
				for _, a := range n.Attr {
					if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") {
						t.Errorf("%s: <%s %s>", name, n.Data, a.Key)
					}
				}
			}
		}
	}
}

func TestPagesAreWellFormedForEveryReader(t *testing.T) {
	for name := range Stories("", "") {
		_, doc := render(t, name, "vi")
		all := map[string]bool{}
		var h1, chinh, main int
		var refs []string
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if id, ok := attr(n, "id"); ok {
				if all[id] {
					t.Errorf("%s: id %q twice", name, id)
				}
				all[id] = true
			}
			class, _ := attr(n, "class")
			words := strings.Fields(class)
			if slices.Contains(words, "chinh") && !slices.Contains(words, "go") {
				chinh++
			}
			switch n.Data {
			case "h1":
				h1++
			case "main":
				main++
			case "svg":
				if h, _ := attr(n, "aria-hidden"); h != "true" {
					if role, _ := attr(n, "role"); role != "img" {
						t.Errorf("%s: a picture that is neither hidden nor named", name)
					}
				}
			case "label":
				if id, ok := attr(n, "for"); ok {
					refs = append(refs, id)
				}
			}
			for _, key := range []string{"aria-describedby", "aria-labelledby"} {
				if v, ok := attr(n, key); ok {
					refs = append(refs, strings.Fields(v)...)
				}
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "aria-") && a.Val == "" {
					t.Errorf("%s: <%s %s> is empty, which means false", name, n.Data, a.Key)
				}
			}
		}
		for _, id := range refs {
			if !all[id] {
				t.Errorf("%s: nothing has the id %q that is referred to", name, id)
			}
		}
		if name != "in" && h1 != 1 || main != 1 || chinh > 1 {
			t.Errorf("%s: %d h1, %d main, %d primary buttons", name, h1, main, chinh)
		}
	}
}

func TestEveryWordComesFromTheCatalogue(t *testing.T) {
	for name := range Stories("", "") {
		for _, lang := range i18n.Languages() {
			if out, _ := render(t, name, lang); strings.Contains(out, "⟦") {
				t.Errorf("%s in %s shows a missing key", name, lang)
			}
		}
	}
	for key := range looks {
		if !i18n.For("vi").Has(key) {
			t.Errorf("the state %s has a look but no words", key)
		}
	}
}

// A component that no story shows has never been seen by anyone.
func TestEveryComponentHasAStory(t *testing.T) {
	source, err := parser.ParseFile(token.NewFileSet(), "story.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	mark := func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			used[id.Name] = true
		}
		return true
	}
	ast.Inspect(source, mark)
	files, _ := filepath.Glob("*_templ.go")
	declared := map[string]bool{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Type.Results == nil {
				continue
			}
			if sel, ok := fn.Type.Results.List[0].Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Component" {
				declared[fn.Name.Name] = true
				ast.Inspect(fn.Body, mark)
			}
		}
	}
	for name := range declared {
		if !used[name] {
			t.Errorf("component %s is in no story", name)
		}
	}
}

func TestKeep(t *testing.T) {
	for in, want := range map[string]string{
		"còn 11 ngày":           "còn\u00a011\u00a0ngày",
		"tháng 12 có 3 việc":    "tháng\u00a012 có 3\u00a0việc",
		"Tổ dân phố 3":          "Tổ dân phố\u00a03",
		"17/20 đồng chí (85%).": "17/20\u00a0đồng chí (85%).",
	} {
		if got := Keep(in); got != want {
			t.Errorf("Keep(%q) = %q", in, got)
		}
	}
}
