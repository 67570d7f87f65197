// Command bundle builds what the browser loads: scripts, stylesheet, fonts, icons.
// It writes hashed names, a manifest and pre-compressed copies into dist, which package asset embeds.
// It is the only importer of esbuild, so the server binary does not carry it.
//
// Run from the repository root: go run ./internal/web/asset/bundle
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
)

// publicPath must equal asset.Prefix; importing the package here would embed a stale dist.
const publicPath = "/assets/"

func main() {
	log.SetFlags(0)
	dir := flag.String("dir", "internal/web/asset", "folder of package.json, src and dist")
	flag.Parse()
	if err := build(*dir); err != nil {
		log.Fatal("bundle: ", err)
	}
}

func build(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		return fmt.Errorf("no node_modules in %s: run `npm ci --ignore-scripts --omit=dev` there first", dir)
	}
	out, err := compile(dir)
	if err != nil {
		return err
	}
	files, manifest := out.files, out.manifest
	icons, err := icons(dir)
	if err != nil {
		return err
	}
	files["icons.json"] = icons // read by the server, not by browsers: the pages carry their icons
	if files["island.json"], err = out.island(dir, icons); err != nil {
		return err
	}
	mark, err := os.ReadFile(filepath.Join(dir, "src", "mark.svg"))
	if err != nil {
		return err
	}
	drawn := map[string][]byte{"mark.svg": mark}
	if err := pictures(dir, drawn); err != nil {
		return err
	}
	if err := marks(drawn); err != nil {
		return err
	}
	for name, data := range drawn {
		hashed := hashedName(strings.ReplaceAll(name, "/", "-"), data)
		files[hashed], manifest[name] = data, hashed
	}
	return write(filepath.Join(dir, "dist"), files, manifest)
}

// pictures takes in the drawings of the help pages, each a file of its own: only
// who opens help loads one.
func pictures(dir string, drawn map[string][]byte) error {
	found, err := filepath.Glob(filepath.Join(dir, "src", "help", "*.svg"))
	if err != nil {
		return err
	}
	for _, name := range found {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		drawn["help/"+filepath.Base(name)] = data
	}
	return nil
}

// compile bundles every file that lies directly in src; folders below it are parts of those.
func compile(dir string) (out output, err error) {
	var entries, split []string
	for _, pattern := range []string{"*.ts", "*.tsx", "*.css"} {
		found, _ := filepath.Glob(filepath.Join(dir, "src", pattern))
		for _, name := range found {
			switch {
			case strings.HasSuffix(name, ".d.ts"):
			case filepath.Base(name) == islandEntry:
				split = append(split, name)
			default:
				entries = append(entries, name)
			}
		}
	}
	dist, err := filepath.Abs(filepath.Join(dir, "dist"))
	if err != nil {
		return out, err
	}
	out = output{files: map[string][]byte{}, manifest: map[string]string{}, sources: map[string][]string{}}
	options := api.BuildOptions{
		EntryPoints: entries, Outdir: dist, Bundle: true, Write: false, Metafile: true,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		Format: api.FormatIIFE, LegalComments: api.LegalCommentsNone,
		// safari14 (without .1) aborts on destructuring that htmx uses.
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "87"},
			{Name: api.EngineSafari, Version: "14.1"},
			{Name: api.EngineFirefox, Version: "78"},
		},
		EntryNames: "[name]-[hash]", AssetNames: "[name]-[hash]", ChunkNames: "hall-part-[hash]", PublicPath: publicPath,
		Loader:   map[string]api.Loader{".woff": api.LoaderFile},
		LogLevel: api.LogLevelWarning,
	}
	if err := out.add(options); err != nil {
		return out, err
	}
	// The room page comes in parts: what the first screens need, and the rest when it is asked for.
	options.EntryPoints, options.Format, options.Splitting = split, api.FormatESModule, true
	return out, out.add(options)
}

// islandEntry is the script of the room page.
const islandEntry = "hall.tsx"

// output is what the bundler made: files by hashed name, and hashed names by plain
// ones; of the room page also its parts and those that come with the entry.
type output struct {
	files          map[string][]byte
	manifest       map[string]string
	parts, preload []string
	sources        map[string][]string // of the room page: file → what it was made of
}

func (made *output) add(options api.BuildOptions) error {
	res := api.Build(options)
	if len(res.Errors) > 0 {
		return fmt.Errorf("%d errors, see above", len(res.Errors))
	}
	for _, f := range res.OutputFiles {
		made.files[filepath.Base(f.Path)] = f.Contents
	}
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string `json:"entryPoint"`
			Inputs     map[string]any
			Imports    []struct{ Path, Kind string }
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(res.Metafile), &meta); err != nil {
		return err
	}
	for path, o := range meta.Outputs {
		base := filepath.Base(o.EntryPoint)
		if options.Splitting {
			made.sources[filepath.Base(path)] = slices.Collect(maps.Keys(o.Inputs))
		}
		switch {
		case o.EntryPoint == "" || !slices.ContainsFunc(options.EntryPoints, func(name string) bool { return filepath.Base(name) == base }):
			if options.Splitting {
				made.parts = append(made.parts, filepath.Base(path))
			}
			continue
		case base == islandEntry:
			for _, i := range o.Imports {
				if i.Kind == "import-statement" {
					made.preload = append(made.preload, filepath.Base(i.Path))
				}
			}
		}
		made.manifest[strings.TrimSuffix(base, filepath.Ext(base))+filepath.Ext(path)] = filepath.Base(path)
	}
	slices.Sort(made.parts)
	slices.Sort(made.preload)
	return nil
}

var (
	comment  = regexp.MustCompile(`(?s)<!--.*?-->`)
	svgOpen  = regexp.MustCompile(`(?s)<svg\b[^>]*>`)
	betweens = regexp.MustCompile(`>\s+<`)
)

var symbol = regexp.MustCompile(`(?s)<symbol id="([^"]+)" viewBox="0 0 20 20">(.*?)</symbol>`)

// icons are the drawings of the listed Lucide icons and of our own cell marks, by name.
func icons(dir string) ([]byte, error) {
	list, err := os.ReadFile(filepath.Join(dir, "src", "icons.txt"))
	if err != nil {
		return nil, err
	}
	drawn := make(map[string]string)
	for line := range strings.Lines(string(list)) {
		name := strings.TrimSpace(line)
		if name == "" || strings.HasPrefix(name, "#") {
			continue
		}
		svg, err := os.ReadFile(filepath.Join(dir, "node_modules", "lucide-static", "icons", name+".svg"))
		if err != nil {
			return nil, fmt.Errorf("icon %q of icons.txt: %w", name, err)
		}
		drawn[name] = string(inner(svg))
	}
	cells, err := os.ReadFile(filepath.Join(dir, "src", "cells.svg"))
	if err != nil {
		return nil, err
	}
	for _, s := range symbol.FindAllSubmatch(cells, -1) {
		drawn[string(s[1])] = string(inner(s[2]))
	}
	return json.Marshal(drawn)
}

// inner is what stands between the outer svg tags, without comments and white space.
func inner(svg []byte) []byte {
	svg = comment.ReplaceAll(svg, nil)
	svg = svgOpen.ReplaceAll(svg, nil)
	svg = bytes.ReplaceAll(svg, []byte("</svg>"), nil)
	svg = betweens.ReplaceAll(svg, []byte("><"))
	return bytes.ReplaceAll(bytes.TrimSpace(svg), []byte(" />"), []byte("/>"))
}

var (
	wholeKey = regexp.MustCompile("[\"`]([a-z][a-z0-9_]*(?:[.][a-z0-9_-]+)+)[\"`]")
	keyBegin = regexp.MustCompile("`([a-z][a-z0-9_]*(?:[.][a-z0-9_-]+)*[.])[$][{]")
	quoted   = regexp.MustCompile(`"([a-z][a-z0-9-]*)"`)
)

// soon tells whether a source of the room page comes with its first screens.
func (made output) soon(name string) bool {
	for _, file := range append(slices.Clone(made.preload), made.manifest["hall.js"]) {
		if slices.ContainsFunc(made.sources[file], func(source string) bool { return strings.HasSuffix(source, "src/"+filepath.ToSlash(name)) }) {
			return true
		}
	}
	return false
}

// island finds in the room page's sources which words and icons they name, so
// that the shell carries those of the first screens, the second file the rest, and
// no list of them can grow old.
func (made output) island(dir string, icons []byte) ([]byte, error) {
	drawn := map[string]string{}
	if err := json.Unmarshal(icons, &drawn); err != nil {
		return nil, err
	}
	needs := map[string]map[string]bool{"keys": {}, "prefixes": {}, "icons": {}, "later_keys": {}, "later_prefixes": {}}
	root := filepath.Join(dir, "src")
	err := filepath.WalkDir(root, func(name string, _ os.DirEntry, err error) error {
		below, _ := filepath.Rel(root, name)
		if err != nil || !strings.HasPrefix(below, "hall") || !strings.HasPrefix(filepath.Ext(name), ".ts") {
			return err
		}
		text, err := os.ReadFile(name)
		when := "later_"
		if made.soon(below) {
			when = ""
		}
		for _, m := range wholeKey.FindAllSubmatch(text, -1) {
			needs[when+"keys"][string(m[1])] = true
		}
		for _, m := range keyBegin.FindAllSubmatch(text, -1) {
			needs[when+"prefixes"][string(m[1])] = true
		}
		for _, m := range quoted.FindAllSubmatch(text, -1) {
			if drawn[string(m[1])] != "" {
				needs["icons"][string(m[1])] = true
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	out := map[string][]string{"parts": made.parts, "preload": made.preload}
	for of, names := range needs {
		out[of] = slices.Sorted(maps.Keys(names))
	}
	return json.Marshal(out)
}

func hashedName(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := filepath.Ext(name)
	return strings.TrimSuffix(name, ext) + "-" + strings.ToUpper(hex.EncodeToString(sum[:4])) + ext
}

func write(dist string, files map[string][]byte, manifest map[string]string) error {
	if err := clear(dist); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dist, name), data, 0o644); err != nil {
			return err
		}
		if strings.HasSuffix(name, ".woff") || strings.HasSuffix(name, ".png") || name == "icons.json" || name == "island.json" {
			fmt.Printf("%-52s %6d\n", name, len(data))
			continue // already compressed inside, or never sent
		}
		br, gz, err := compress(data)
		if err != nil {
			return err
		}
		if err := errors.Join(
			os.WriteFile(filepath.Join(dist, name+".br"), br, 0o644),
			os.WriteFile(filepath.Join(dist, name+".gz"), gz, 0o644),
		); err != nil {
			return err
		}
		fmt.Printf("%-52s %6d  br %5d  gz %5d\n", name, len(data), len(br), len(gz))
	}
	// The manifest is written last: its time tells make that everything before it is there.
	data, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, "manifest.json"), append(data, '\n'), 0o644)
}

// clear empties dist but keeps .gitkeep: without it the embedding package does not build.
func clear(dist string) error {
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	old, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	for _, f := range old {
		if f.Name() == ".gitkeep" {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dist, f.Name())); err != nil {
			return err
		}
	}
	return nil
}

func compress(data []byte) (br, gz []byte, err error) {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	if _, err = w.Write(data); err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, nil, err
	}
	var g bytes.Buffer
	z, err := gzip.NewWriterLevel(&g, gzip.BestCompression)
	if err != nil {
		return nil, nil, err
	}
	if _, err = z.Write(data); err == nil {
		err = z.Close()
	}
	return b.Bytes(), g.Bytes(), err
}
