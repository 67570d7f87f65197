// Package rules holds the rule packs the program is built with; internal/rule reads them.
//
// A pack is a list of dated rules. To change what a regulation says, never edit a rule that was in force:
// close it with `to`, add the next one with its own id, source and worked examples, and run `chibo rules test`.
package rules

import "embed"

// FS holds every pack.
//
//go:embed *.yaml
var FS embed.FS
