package rule

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"regexp"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// entry is a rule as it stands in a file.
type entry struct {
	ID      string    `yaml:"id"`
	Pack    string    `yaml:"pack"`
	Version int       `yaml:"version"`
	Scope   Scope     `yaml:"scope"`
	From    string    `yaml:"from"`
	To      string    `yaml:"to"`
	Status  Status    `yaml:"status"`
	Source  Source    `yaml:"source"`
	Params  yaml.Node `yaml:"params"`
	TextVI  string    `yaml:"text_vi"`
	TextEN  string    `yaml:"text_en"`
	Tests   []example `yaml:"tests"`
}

// example is a worked example: on that day, with this input, the rule must say this.
type example struct {
	Name string    `yaml:"name"`
	On   string    `yaml:"on"`
	In   yaml.Node `yaml:"in"`
	Want yaml.Node `yaml:"want"`
}

var idShape = regexp.MustCompile(`^[a-z0-9]+([._-][a-z0-9]+)*$`)

// Load reads every *.yaml at the root of files and checks them strictly: unknown keys, impossible days, two
// rules of one pack and scope in force on one day, a rule without source or status are all refused. The error
// joins everything found, each as file:line.
func Load(files fs.FS) (*Book, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("rule: %w", err)
	}
	book := &Book{packs: map[string][]*Rule{}}
	var problems []error
	for _, name := range names {
		rules, err := readFile(files, name)
		if err != nil {
			problems = append(problems, err)
		}
		for _, r := range rules {
			book.packs[r.Pack] = append(book.packs[r.Pack], r)
		}
	}
	problems = append(problems, book.order()...)
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return book, nil
}

// MustLoad is Load for the packs built into the program, whose soundness the tests prove.
func MustLoad(files fs.FS) *Book {
	book, err := Load(files)
	if err != nil {
		panic(err)
	}
	return book
}

func readFile(files fs.FS, name string) ([]*Rule, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, fmt.Errorf("rule: %w", err)
	}
	defer f.Close()
	dec := yaml.NewDecoder(f)
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s:1: no rules", name)
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: one YAML document a file", name)
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.SequenceNode {
		return nil, fmt.Errorf("%s:1: a list of rules is expected", name)
	}
	var rules []*Rule
	var problems []error
	for _, node := range doc.Content[0].Content {
		r, err := readRule(node)
		if err != nil {
			var at lineError
			if !errors.As(err, &at) {
				at = lineError{node.Line, err}
			}
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, at.line, at.err))
			continue
		}
		r.File, r.Line = name, node.Line
		rules = append(rules, r)
	}
	return rules, errors.Join(problems...)
}

// lineError remembers where in the file something is wrong until the file's name is known.
type lineError struct {
	line int
	err  error
}

func (e lineError) Error() string { return e.err.Error() }

func readRule(node *yaml.Node) (*Rule, error) {
	var e entry
	if err := decodeStrict(node, &e); err != nil {
		return nil, err
	}
	contentOf, known := packTypes[e.Pack]
	switch {
	case !idShape.MatchString(e.ID):
		return nil, fmt.Errorf("id %q: lower case letters, digits, dots", e.ID)
	case !known:
		return nil, fmt.Errorf("%s: unknown pack %q", e.ID, e.Pack)
	case e.Version < 1:
		return nil, fmt.Errorf("%s: version from 1", e.ID)
	case e.Source.Doc == "" || e.Source.Mark == "":
		return nil, fmt.Errorf("%s: a source needs doc and mark", e.ID)
	case e.TextVI == "" || e.TextEN == "":
		return nil, fmt.Errorf("%s: text_vi and text_en are missing", e.ID)
	}
	if err := errors.Join(
		oneOf("status", string(e.Status), string(Official), string(Assumed), string(Local)),
		oneOf("mark", e.Source.Mark, "V", "V2", "S", "M", "R", "I"),
		oneOf("scope.level", e.Scope.Level, "", "cell", "section", "grassroots", "commune", "province"),
		oneOf("scope.meeting", e.Scope.Meeting, "", "regular", "thematic", "combined", "extraordinary", "cell_committee", "committee", "standing"),
		oneOf("scope.kind", string(e.Scope.Kind), append([]string{""}, kindNames...)...),
	); err != nil {
		return nil, fmt.Errorf("%s: %w", e.ID, err)
	}
	if err := checkDays(e); err != nil {
		return nil, fmt.Errorf("%s: %w", e.ID, err)
	}
	content := contentOf()
	if e.Params.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s: params are missing", e.ID)
	}
	if err := decodeStrict(&e.Params, content); err != nil {
		return nil, err
	}
	if err := content.check(); err != nil {
		return nil, lineError{e.Params.Line, fmt.Errorf("%s: %w", e.ID, err)}
	}
	return &Rule{
		Ref:  Ref{ID: e.ID, Version: e.Version, Status: e.Status, Source: e.Source},
		Pack: e.Pack, Scope: e.Scope, From: e.From, To: e.To, TextVI: e.TextVI, TextEN: e.TextEN,
		params: content, tests: e.Tests,
	}, nil
}

func checkDays(e entry) error {
	if _, err := parseDay(e.From); err != nil {
		return fmt.Errorf("from: %w", err)
	}
	if e.To != "" {
		if _, err := parseDay(e.To); err != nil {
			return fmt.Errorf("to: %w", err)
		}
		if e.To <= e.From {
			return fmt.Errorf("to %s is not after from %s (half-open days)", e.To, e.From)
		}
	}
	// What the product or a committee decided for itself has no dated document behind it.
	if e.Source.Date == "" && e.Status != Official {
		return nil
	}
	if _, err := parseDay(e.Source.Date); err != nil {
		return fmt.Errorf("source.date: %w", err)
	}
	return nil
}

// order sorts each pack by first day and refuses doubles: an id@version used twice, or two rules that would
// both answer for the same day.
func (b *Book) order() []error {
	var problems []error
	seen := map[string]*Rule{}
	for _, pack := range b.Packs() {
		rules := b.packs[pack]
		sort.SliceStable(rules, func(i, j int) bool { return rules[i].From < rules[j].From })
		last := map[Scope]*Rule{}
		for _, r := range rules {
			if old := seen[r.Ref.String()]; old != nil {
				problems = append(problems, fmt.Errorf("%s:%d: %s stands already at %s:%d", r.File, r.Line, r.Ref, old.File, old.Line))
			}
			seen[r.Ref.String()] = r
			if old := last[r.Scope]; old != nil && (old.To == "" || r.From < old.To) {
				problems = append(problems, fmt.Errorf("%s:%d: %s overlaps %s at %s:%d", r.File, r.Line, r.Ref, old.Ref, old.File, old.Line))
			}
			last[r.Scope] = r
		}
	}
	return problems
}

// decodeStrict decodes a node and refuses keys its type does not have, which yaml does only for whole streams.
func decodeStrict(node *yaml.Node, into any) error {
	if err := knownKeys(node, reflect.TypeOf(into)); err != nil {
		return err
	}
	if err := node.Decode(into); err != nil {
		return lineError{node.Line, errors.New(strings.ReplaceAll(err.Error(), "\n", " "))}
	}
	return nil
}

var nodeType = reflect.TypeFor[yaml.Node]()

func knownKeys(node *yaml.Node, t reflect.Type) error {
	if node.Kind == yaml.AliasNode || node.Anchor != "" {
		return lineError{node.Line, errors.New("anchors and aliases are not used: a rule is read alone")}
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case node.Kind == yaml.SequenceNode && t.Kind() == reflect.Slice:
		for _, item := range node.Content {
			if err := knownKeys(item, t.Elem()); err != nil {
				return err
			}
		}
	case node.Kind == yaml.MappingNode && t.Kind() == reflect.Map:
		for i := 1; i < len(node.Content); i += 2 {
			if err := knownKeys(node.Content[i], t.Elem()); err != nil {
				return err
			}
		}
	case node.Kind == yaml.MappingNode && t.Kind() == reflect.Struct && t != nodeType:
		fields := yamlFields(t)
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := node.Content[i]
			field, ok := fields[key.Value]
			if !ok {
				return lineError{key.Line, fmt.Errorf("unknown key %q", key.Value)}
			}
			if err := knownKeys(node.Content[i+1], field); err != nil {
				return err
			}
		}
	case t == nodeType:
		for _, child := range node.Content {
			if err := knownKeys(child, nodeType); err != nil {
				return err
			}
		}
	}
	return nil
}

func yamlFields(t reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "" && name != "-" {
			fields[name] = t.Field(i).Type
		}
	}
	return fields
}
