// Package i18n holds every sentence the product says, in Vietnamese and English.
// Catalogues are flat: a key with dots names the subject (meeting.state.planned), one file a subject
// in vi/ and en/; any other language is one file in more/ and is found by itself (more/README.md).
// What another language lacks is said in Vietnamese. A key nobody knows never breaks a page: it
// shows as ⟦key⟧ and is counted, so that tests find it. Vietnamese is the language of record and
// the default.
package i18n

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"go.yaml.in/yaml/v3"
)

//go:embed vi en more
var files embed.FS

// vietnamese is the language of record: the default, and what others fall back to.
const vietnamese = "vi"

// shelf is all the catalogues there are.
type shelf struct {
	languages []string
	catalogs  map[string]*Catalog
}

var shelved atomic.Pointer[shelf]

func init() { shelved.Store(load(files)) }

// Languages are the catalogues that exist, by the name of folder or file; the
// first is the default, the others stand in order.
func Languages() []string { return slices.Clone(shelved.Load().languages) }

// Known reports whether there is a catalogue of the language.
func Known(lang string) bool { return shelved.Load().catalogs[lang] != nil }

// Use puts other catalogues in the place of those built in, for tests of languages
// to come, and gives the way back.
func Use(all fs.FS) (back func()) {
	before := shelved.Swap(load(all))
	return func() { shelved.Store(before) }
}

// Catalog is all the words of one language. It is read-only and shared.
type Catalog struct {
	lang  string
	words map[string]string
	way   string   // words of the same key with this ending come first
	falls *Catalog // what is not here is said in this one; nil in Vietnamese
}

// For finds the catalogue of a language; an unknown language gets Vietnamese.
func For(lang string) *Catalog {
	all := shelved.Load()
	if c, ok := all.catalogs[lang]; ok {
		return c
	}
	return all.catalogs[vietnamese]
}

// As is the same catalogue in a way of speaking: where a key has words with that
// ending ("meetingpage.close.title.hop"), they are said instead.
func (c *Catalog) As(way string) *Catalog {
	return &Catalog{lang: c.lang, words: c.words, way: way, falls: c.falls}
}

// Lang is the language code for the lang attribute of a page.
func (c *Catalog) Lang() string { return c.lang }

// Has reports whether the catalogue has words for the key, its own or Vietnamese ones.
func (c *Catalog) Has(key string) bool {
	_, ok := c.find(key)
	return ok
}

// find looks here, then in what the catalogue falls back to.
func (c *Catalog) find(key string) (string, bool) {
	if text, ok := c.words[key]; ok || c.falls == nil {
		return text, ok
	}
	return c.falls.find(key)
}

// Keys lists the keys of the catalogue's own words in order.
func (c *Catalog) Keys() []string { return slices.Sorted(maps.Keys(c.words)) }

// Lacking lists in order the keys that only Vietnamese has words for: what is
// still to be translated. None for an unknown language.
func Lacking(lang string) []string {
	var out []string
	c := For(lang)
	for _, key := range For(vietnamese).Keys() {
		if _, own := c.words[key]; !own {
			out = append(out, key)
		}
	}
	return out
}

// T gives the words of a key. args are pairs of name and value; {name} in the words becomes the value.
// Values are put in as they are, once, so a value with braces cannot pull in another.
func (c *Catalog) T(key string, args ...any) string {
	text, ok := c.find(key)
	if c.way != "" {
		if other, has := c.find(key + "." + c.way); has {
			text, ok = other, true
		}
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
	return For(vietnamese)
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

// load reads the catalogues: a folder with the files of a language, or one file in
// more. A broken file is a mistake of ours and stops the start.
func load(all fs.FS) *shelf {
	out := &shelf{catalogs: map[string]*Catalog{}}
	names, err := fs.Glob(all, "*/*.yaml")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		lang := path.Dir(name)
		if lang == "more" {
			lang = strings.TrimSuffix(path.Base(name), ".yaml")
		}
		c := out.catalogs[lang]
		if c == nil {
			c = &Catalog{lang: lang, words: map[string]string{}}
			out.catalogs[lang] = c
			out.languages = append(out.languages, lang)
		}
		if err := c.read(all, name); err != nil {
			panic(fmt.Sprintf("i18n: %s: %v", name, err))
		}
	}
	if out.catalogs[vietnamese] == nil {
		panic("i18n: no Vietnamese words")
	}
	for lang, c := range out.catalogs {
		if lang != vietnamese {
			c.falls = out.catalogs[vietnamese]
		}
	}
	slices.SortFunc(out.languages, func(a, b string) int {
		return cmp.Or(rank(a)-rank(b), strings.Compare(a, b))
	})
	return out
}

// rank puts Vietnamese first and English, which everybody knows by name, after it.
func rank(lang string) int {
	if i := slices.Index([]string{vietnamese, "en"}, lang); i >= 0 {
		return i
	}
	return 2
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
		if _, twice := c.words[key]; twice {
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
