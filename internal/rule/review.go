package rule

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Review says how a committee's reviews of campaigns are laid out where it keeps no
// outline of its own, and which figures an outline may name.
type Review struct {
	Ref     `yaml:"-"`
	Figures []string `yaml:"figures"` // that an outline may name
	Blocks  []string `yaml:"blocks"`  // likewise, each alone on its line: a table or a list
	Interim []string `yaml:"interim"` // lines of the outline of one campaign that runs
	Final   []string `yaml:"final"`   // of one that is closed
	Year    []string `yaml:"year"`    // of all of a year
}

// Review gives the rule of that day.
func (b *Book) Review(day string) Review {
	r, ref := answer[Review](b, "report.review", day, Scope{})
	r.Ref = ref
	return r
}

// ReviewKinds are the outlines there are.
var ReviewKinds = []string{"interim", "final", "year"}

// Outline is the shipped outline of a kind; "" where there is none.
func (r Review) Outline(kind string) string {
	lines := map[string][]string{"interim": r.Interim, "final": r.Final, "year": r.Year}
	return strings.Join(lines[kind], "\n")
}

var figureMark = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// Asked are the figures a line of an outline names.
func (r Review) Asked(line string) (out []string) {
	for _, m := range figureMark.FindAllStringSubmatch(line, -1) {
		out = append(out, strings.TrimSpace(m[1]))
	}
	return out
}

// Block is the table or list that a line stands for; "" where it is a sentence.
func (r Review) Block(line string) string {
	line = strings.TrimSpace(line)
	if asked := r.Asked(line); len(asked) == 1 && figureMark.FindString(line) == line && slices.Contains(r.Blocks, asked[0]) {
		return asked[0]
	}
	return ""
}

// Fill puts into each mark of a line what value gives for its name.
func (r Review) Fill(line string, value func(name string) string) string {
	return figureMark.ReplaceAllStringFunc(line, func(mark string) string { return value(strings.TrimSpace(strings.Trim(mark, "{}"))) })
}

// Unknown is the first name of a line that no figure has, or a mark that is not closed; ""
// where all are known.
func (r Review) Unknown(line string) string {
	if r.Block(line) != "" {
		return ""
	}
	for _, name := range r.Asked(line) {
		if !slices.Contains(r.Figures, name) {
			return cmp.Or(name, "{{}}")
		}
	}
	if rest := figureMark.ReplaceAllString(line, ""); strings.Contains(rest, "{{") {
		return "{{"
	} else if strings.Contains(rest, "}}") {
		return "}}"
	}
	return ""
}

func (r *Review) check() error {
	for _, kind := range ReviewKinds {
		if r.Outline(kind) == "" {
			return bad("đề cương %s còn trống", "the outline %s is empty", kind)
		}
		for _, line := range strings.Split(r.Outline(kind), "\n") {
			if name := r.Unknown(line); name != "" {
				return bad("đề cương nêu số liệu %s không có trong figures", "an outline names %s, which is not among figures", name)
			}
		}
	}
	return nil
}

func (r *Review) try(in *yaml.Node) (any, error) {
	var q struct {
		Line string `yaml:"line"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"unknown": r.Unknown(q.Line), "block": r.Block(q.Line)}, nil
}
