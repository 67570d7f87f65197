package rule

import (
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// Difference is one value that two rules of a pack do not share. Within a list the way to it names the line by its
// code, not by its place: a line put in between changes nothing below it.
type Difference struct {
	Path []string
	Was  string // "" where the older rule has nothing there
	Now  string // "" where the newer one has nothing
}

// Figure is the way and the new value.
func (d Difference) Figure() Figure { return Figure{d.Path, d.Now} }

// Differences lays two rules of a pack beside each other, in the order of the newer; what it dropped stands last.
func Differences(before, after Rule) []Difference {
	was, now := coded(&before.raw, nil), coded(&after.raw, nil)
	old := map[string]string{}
	for _, f := range was {
		old[f.Name()] = f.Value
	}
	var out []Difference
	kept := map[string]bool{}
	for _, f := range now {
		kept[f.Name()] = true
		if v := old[f.Name()]; v != f.Value {
			out = append(out, Difference{f.Path, v, f.Value})
		}
	}
	for _, f := range was {
		if !kept[f.Name()] {
			out = append(out, Difference{f.Path, f.Value, ""})
		}
	}
	return out
}

// Table gives the rule's scoring table; false for a rule of another pack.
func (r Rule) Table() (Table, bool) {
	t := tableOf(r)
	return t, r.Pack == "quality.table"
}

// codes are the keys by which a line of a list is called, the surest first.
var codes = []string{"code", "key", "id", "matter", "metric", "doc", "day", "name", "word_vi", "title_vi"}

// codeOf finds the key that names every line of a list once; "" where none does.
func codeOf(list *yaml.Node) string {
	for _, key := range codes {
		seen := map[string]bool{}
		for _, item := range list.Content {
			if v := valueOf(item, key); v != "" {
				seen[v] = true
			}
		}
		if len(list.Content) > 0 && len(seen) == len(list.Content) {
			return key
		}
	}
	return ""
}

func valueOf(node *yaml.Node, key string) string {
	if node.Kind != yaml.MappingNode {
		return ""
	}
	at := slices.IndexFunc(node.Content, func(n *yaml.Node) bool { return n.Value == key })
	if at < 0 || at%2 == 1 || at+1 >= len(node.Content) || node.Content[at+1].Kind != yaml.ScalarNode {
		return ""
	}
	return node.Content[at+1].Value
}

// coded flattens a node as figuresOf does, with codes for places; a value nobody gave is none.
func coded(node *yaml.Node, path []string) []Figure {
	at := func(name string) []string { return append(path[:len(path):len(path)], name) }
	var out []Figure
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			out = append(out, coded(node.Content[i+1], at(node.Content[i].Value))...)
		}
	case yaml.SequenceNode:
		key := codeOf(node)
		for i, item := range node.Content {
			name := strconv.Itoa(i + 1)
			if key != "" {
				name = valueOf(item, key)
			}
			out = append(out, coded(item, at(name))...)
		}
	case yaml.ScalarNode:
		if node.Tag != "!!null" && node.Value != "null" && node.Value != "" {
			out = append(out, Figure{path, node.Value})
		}
	}
	return out
}
