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
	"os"
	"path/filepath"
	"regexp"
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
	files, manifest, err := compile(dir)
	if err != nil {
		return err
	}
	icons, err := icons(dir)
	if err != nil {
		return err
	}
	files["icons.json"] = icons // read by the server, not by browsers: the pages carry their icons
	mark, err := os.ReadFile(filepath.Join(dir, "src", "mark.svg"))
	if err != nil {
		return err
	}
	drawn := map[string][]byte{"mark.svg": mark}
	if err := pictures(dir, drawn); err != nil {
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
func compile(dir string) (map[string][]byte, map[string]string, error) {
	var entries []string
	for _, pattern := range []string{"*.ts", "*.tsx", "*.css"} {
		found, _ := filepath.Glob(filepath.Join(dir, "src", pattern))
		for _, name := range found {
			if !strings.HasSuffix(name, ".d.ts") {
				entries = append(entries, name)
			}
		}
	}
	out, err := filepath.Abs(filepath.Join(dir, "dist"))
	if err != nil {
		return nil, nil, err
	}
	res := api.Build(api.BuildOptions{
		EntryPoints: entries, Outdir: out, Bundle: true, Write: false, Metafile: true,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		Format: api.FormatIIFE, LegalComments: api.LegalCommentsNone,
		// safari14 (without .1) aborts on destructuring that htmx uses.
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "87"},
			{Name: api.EngineSafari, Version: "14.1"},
			{Name: api.EngineFirefox, Version: "78"},
		},
		EntryNames: "[name]-[hash]", AssetNames: "[name]-[hash]", PublicPath: publicPath,
		Loader:   map[string]api.Loader{".woff": api.LoaderFile},
		LogLevel: api.LogLevelWarning,
	})
	if len(res.Errors) > 0 {
		return nil, nil, fmt.Errorf("%d errors, see above", len(res.Errors))
	}
	files := make(map[string][]byte)
	for _, f := range res.OutputFiles {
		files[filepath.Base(f.Path)] = f.Contents
	}
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string `json:"entryPoint"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(res.Metafile), &meta); err != nil {
		return nil, nil, err
	}
	manifest := make(map[string]string)
	for path, o := range meta.Outputs {
		if o.EntryPoint == "" {
			continue
		}
		base := filepath.Base(o.EntryPoint)
		name := strings.TrimSuffix(base, filepath.Ext(base)) + filepath.Ext(path)
		manifest[name] = filepath.Base(path)
	}
	return files, manifest, nil
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
		if strings.HasSuffix(name, ".woff") || name == "icons.json" {
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
