package rule

import (
	"errors"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Figure is one value of a rule or of an example, with the way to it: keys, and numbers from 1 within a list.
type Figure struct {
	Path  []string
	Value string
}

// Name is the way as one word, for a field of a form.
func (f Figure) Name() string { return strings.Join(f.Path, ".") }

// figuresOf flattens a node in its order.
func figuresOf(node *yaml.Node, path []string) []Figure {
	at := func(name string) []string { return append(path[:len(path):len(path)], name) }
	var out []Figure
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			out = append(out, figuresOf(node.Content[i+1], at(node.Content[i].Value))...)
		}
	case yaml.SequenceNode:
		for i, item := range node.Content {
			out = append(out, figuresOf(item, at(strconv.Itoa(i+1)))...)
		}
	case yaml.ScalarNode:
		if node.Tag == "!!null" { // nobody gave it
			return nil
		}
		out = append(out, Figure{path, node.Value})
	}
	return out
}

// Figures are the values of the rule itself.
func (r Rule) Figures() []Figure { return figuresOf(&r.raw, nil) }

// Example is a worked example as people read it.
type Example struct {
	Name string
	On   string
	In   []Figure
	Want []Figure
}

// Examples are the rule's worked examples.
func (r Rule) Examples() []Example {
	out := make([]Example, len(r.tests))
	for i, x := range r.tests {
		out[i] = Example{x.Name, x.On, figuresOf(&x.In, nil), figuresOf(&x.Want, nil)}
	}
	return out
}

var errNoExample = errors.New("rule: no such example")

// Try answers an example, from 0, with some of its values changed: the name of a figure and what to put there.
func (r Rule) Try(n int, changed map[string]string) ([]Figure, error) {
	if n < 0 || n >= len(r.tests) {
		return nil, errNoExample
	}
	in := altered(&r.tests[n].In, changed, "")
	answer, err := r.params.try(in)
	if err != nil {
		return nil, err
	}
	var node yaml.Node
	if err := node.Encode(answer); err != nil {
		return nil, err
	}
	return figuresOf(&node, nil), nil
}

// altered copies a node with values changed. A value is read as YAML reads it, so that 4 is a number; whatever
// would be more than one value is a text.
func altered(node *yaml.Node, changed map[string]string, path string) *yaml.Node {
	out := *node
	out.Content = make([]*yaml.Node, len(node.Content))
	under := func(name string) string {
		if path == "" {
			return name
		}
		return path + "." + name
	}
	for i, child := range node.Content {
		switch {
		case node.Kind == yaml.SequenceNode:
			out.Content[i] = altered(child, changed, under(strconv.Itoa(i+1)))
		case node.Kind == yaml.MappingNode && i%2 == 1:
			out.Content[i] = altered(child, changed, under(node.Content[i-1].Value))
		default:
			out.Content[i] = child
		}
	}
	if value, ok := changed[path]; ok && node.Kind == yaml.ScalarNode && value != node.Value {
		out.Value, out.Style, out.Tag = value, 0, ""
		if !plainWord(value) {
			out.Tag, out.Style = "!!str", yaml.DoubleQuotedStyle
		}
	}
	return &out
}

// plainWord tells whether a value may be written without quotes: a number, a day, yes or no, a code.
func plainWord(value string) bool {
	if value == "" || len(value) > 100 {
		return false
	}
	for _, r := range value {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '-', r == '.', r == '_':
		default:
			return false
		}
	}
	return true
}
