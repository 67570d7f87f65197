// Command sbom writes the software bill of materials of a built program as
// CycloneDX 1.6 JSON: the Go modules the binary itself names, and the packages of
// package-lock.json whose code lies inside it. The same binary and lock file give
// the same bytes.
//
//	go run ./scripts/sbom bin/chibo internal/web/asset/package-lock.json > bin/chibo.cdx.json
package main

import (
	"cmp"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sbom BINARY PACKAGE-LOCK")
		os.Exit(2)
	}
	if err := write(os.Stdout, os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

// Component is a part of the program that somebody else keeps.
type Component struct {
	Type       string     `json:"type"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	PURL       string     `json:"purl"`
	Ref        string     `json:"bom-ref"`
	Properties []Property `json:"properties,omitempty"`
}

// Property is a name and a value CycloneDX has no field of its own for.
type Property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Bill is the whole document.
type Bill struct {
	Format   string `json:"bomFormat"`
	Spec     string `json:"specVersion"`
	Version  int    `json:"version"`
	Metadata struct {
		Component Component `json:"component"`
	} `json:"metadata"`
	Components []Component `json:"components"`
}

func write(out io.Writer, binary, lock string) error {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return err
	}
	b := Bill{Format: "CycloneDX", Spec: "1.6", Version: 1}
	b.Metadata.Component = Component{Type: "application", Name: "chibo", Version: cmp.Or(info.Main.Version, "(devel)"), Ref: "chibo"}
	b.Metadata.Component.PURL = "pkg:golang/chibo@" + b.Metadata.Component.Version
	b.Components = append(b.Components, golang("std", strings.TrimPrefix(info.GoVersion, "go"), ""))
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		b.Components = append(b.Components, golang(m.Path, m.Version, m.Sum))
	}
	npm, err := shipped(lock)
	if err != nil {
		return err
	}
	b.Components = append(b.Components, npm...)
	slices.SortFunc(b.Components, func(x, y Component) int { return strings.Compare(x.PURL, y.PURL) })
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(b)
}

func golang(path, version, sum string) Component {
	c := Component{Type: "library", Name: path, Version: version, PURL: "pkg:golang/" + path + "@" + version}
	if sum != "" {
		c.Properties = []Property{{"golang:sum", sum}}
	}
	c.Ref = c.PURL
	return c
}

// shipped are the packages whose code or letters are built into the program;
// those marked "dev" stay with the builder.
func shipped(lock string) ([]Component, error) {
	text, err := os.ReadFile(lock)
	if err != nil {
		return nil, err
	}
	var file struct {
		Packages map[string]struct {
			Version   string `json:"version"`
			Integrity string `json:"integrity"`
			Dev       bool   `json:"dev"`
		} `json:"packages"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", lock, err)
	}
	var out []Component
	for at, p := range file.Packages {
		_, name, ok := strings.Cut(at, "node_modules/")
		if !ok || p.Dev {
			continue
		}
		c := Component{Type: "library", Name: name, Version: p.Version, PURL: "pkg:npm/" + strings.Replace(name, "@", "%40", 1) + "@" + p.Version, Properties: []Property{{"npm:integrity", p.Integrity}}}
		c.Ref = c.PURL
		out = append(out, c)
	}
	return out, nil
}
