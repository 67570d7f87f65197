// Package i18n holds every sentence the product says, in Vietnamese and English.
// Catalogues are flat: a key with dots names the subject (meeting.state.planned), one file a subject
// in vi/ and en/. A missing key never breaks a page: it shows as ⟦key⟧ and is counted, so that
// tests find it. Vietnamese is the language of record and the default.
package i18n

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed vi/*.yaml en/*.yaml
var files embed.FS

// Languages are the catalogues that exist; the first is the default.
var Languages = []string{"vi", "en"}

var catalogs = load(files)

// Catalog is all the words of one language. It is read-only and shared.
type Catalog struct {
	lang  string
	words map[string]string
	way   string // words of the same key with this ending come first
}

// For finds the catalogue of a language; an unknown language gets Vietnamese.
func For(lang string) *Catalog {
	if c, ok := catalogs[lang]; ok {
		return c
	}
	return catalogs[Languages[0]]
}

// As is the same catalogue in a way of speaking: where a key has words with that
// ending ("meetingpage.close.title.hop"), they are said instead.
func (c *Catalog) As(way string) *Catalog { return &Catalog{lang: c.lang, words: c.words, way: way} }

// Lang is the language code for the lang attribute of a page.
func (c *Catalog) Lang() string { return c.lang }

// Has reports whether the catalogue knows the key.
func (c *Catalog) Has(key string) bool {
	_, ok := c.words[key]
	return ok
}

// Keys lists all keys in order.
func (c *Catalog) Keys() []string { return slices.Sorted(maps.Keys(c.words)) }

// T gives the words of a key. args are pairs of name and value; {name} in the words becomes the value.
// Values are put in as they are, once, so a value with braces cannot pull in another.
func (c *Catalog) T(key string, args ...any) string {
	text, ok := c.words[key]
	if other, has := c.words[key+"."+c.way]; has && c.way != "" {
		text, ok = other, true
	}
	if !ok {
		noteMissing(c.lang, key)
		return "⟦" + key + "⟧"
	}
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

type contextKey struct{}

// With puts a catalogue into the context of a request.
func With(ctx context.Context, c *Catalog) context.Context {
	return context.WithValue(ctx, contextKey{}, c)
}

// From finds the catalogue of a request, Vietnamese when none was chosen.
func From(ctx context.Context) *Catalog {
	if c, ok := ctx.Value(contextKey{}).(*Catalog); ok && c != nil {
		return c
	}
	return For(Languages[0])
}

// T is From(ctx).T, short because pages say it on every line.
func T(ctx context.Context, key string, args ...any) string {
	return From(ctx).T(key, args...)
}

var missing struct {
	sync.Mutex
	seen map[string]int
}

func noteMissing(lang, key string) {
	missing.Lock()
	defer missing.Unlock()
	if missing.seen == nil {
		missing.seen = map[string]int{}
	}
	missing.seen[lang+":"+key]++
}

// Missing lists, in order, the keys ("vi:meeting.x") that were asked for and not found since the start.
// Tests of pages fail when it is not empty.
func Missing() []string {
	missing.Lock()
	defer missing.Unlock()
	return slices.Sorted(maps.Keys(missing.seen))
}

// load reads the embedded catalogues. A broken file is a mistake of ours and stops the start.
func load(all fs.FS) map[string]*Catalog {
	out := make(map[string]*Catalog)
	for _, lang := range Languages {
		c := &Catalog{lang: lang, words: map[string]string{}}
		names, err := fs.Glob(all, lang+"/*.yaml")
		if err != nil {
			panic(err)
		}
		for _, name := range names {
			if err := c.read(all, name); err != nil {
				panic(fmt.Sprintf("i18n: %s: %v", name, err))
			}
		}
		out[lang] = c
	}
	return out
}

func (c *Catalog) read(all fs.FS, name string) error {
	data, err := fs.ReadFile(all, name)
	if err != nil {
		return err
	}
	words := map[string]string{}
	if err := yaml.Unmarshal(data, &words); err != nil {
		return err
	}
	for key, text := range words {
		if c.Has(key) {
			return fmt.Errorf("key %q stands in two files", key)
		}
		c.words[key] = keep(text)
	}
	return nil
}

var (
	countThenNoun = regexp.MustCompile(`(\{(?:count|total|minutes|days|hours|limit|need|sum|left|n)\}|\b\d+) (\p{L})`)
	wordThenValue = regexp.MustCompile(`(lúc|[nN]gày|[tT]háng|[bB]ước|[mM]ục|[tT]rang) (\{|\d)`)
)

// keep joins a number and its noun with a no-break space, so that writers of catalogues need not
// type a character nobody can see.
func keep(text string) string {
	text = countThenNoun.ReplaceAllString(text, "$1\u00a0$2")
	return wordThenValue.ReplaceAllString(text, "$1\u00a0$2")
}
