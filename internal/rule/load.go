package rule

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Load reads every *.yaml at the root of files and checks them strictly: unknown keys, impossible days, two
// rules of one pack and scope in force on one day or a hole between them, a rule without source, status or three
// worked examples, a rule in force on days its document is not. The error joins everything found (Problems).
func Load(files fs.FS) (*Book, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("rule: %w", err)
	}
	var all []*Rule
	var problems []error
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			problems = append(problems, fmt.Errorf("rule: %w", err))
			continue
		}
		rules, err := parse(name, text)
		problems = append(problems, err)
		all = append(all, rules...)
	}
	book := &Book{packs: map[string][]*Rule{}}
	for _, r := range all {
		book.packs[r.Pack] = append(book.packs[r.Pack], r)
	}
	problems = append(problems, book.order()...)
	problems = append(problems, book.sourced(all)...)
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

// MostText bounds a file of rules, in bytes: a committee's own has a few hundred lines.
const MostText = 1 << 20

// Parse reads one file of rules as Load does, by itself: what it says is checked, not how it stands to others.
func Parse(name string, text []byte) ([]Rule, error) {
	rules, err := parse(name, text)
	if err != nil {
		return nil, err
	}
	out := make([]Rule, len(rules))
	for i, r := range rules {
		out[i] = *r
	}
	return out, nil
}

func parse(name string, text []byte) ([]*Rule, error) {
	one := func(vi, en string, args ...any) error { return placed(badAt(1, vi, en, args...), name, 1, "") }
	if len(text) > MostText {
		return nil, one("tệp quá lớn, nhiều nhất 1 MB", "the file is too large, 1 MB at most")
	}
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, one("tệp không có quy định nào", "no rules")
		}
		return nil, placed(unreadable(err), name, 1, "")
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, one("mỗi tệp một văn bản YAML: bỏ dòng ---", "one YAML document a file: take the line --- out")
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.SequenceNode {
		return nil, one("cần một danh sách quy định, mỗi quy định bắt đầu bằng gạch đầu dòng", "a list of rules is expected, each begun by a dash")
	}
	var rules []*Rule
	var problems []error
	for _, node := range doc.Content[0].Content {
		r, err := readRule(node)
		if err != nil {
			problems = append(problems, placed(err, name, node.Line, idOf(node)))
			continue
		}
		r.File, r.Line = name, node.Line
		rules = append(rules, r)
	}
	return rules, errors.Join(problems...)
}

// order sorts each pack by first day and refuses doubles and holes: an id@version used twice, two rules that
// would both answer for the same day, days between two for which nobody would answer. A place's own rules leave
// holes: there what holds everywhere answers.
func (b *Book) order() []error {
	var problems []error
	seen := map[string]*Rule{}
	for _, pack := range b.Packs() {
		rules := b.packs[pack]
		sort.SliceStable(rules, func(i, j int) bool { return rules[i].From < rules[j].From })
		last := map[Scope]*Rule{}
		for _, r := range rules {
			fail := func(line int, vi, en string, args ...any) {
				problems = append(problems, placed(badAt(line, vi, en, args...), r.File, r.Line, ""))
			}
			if old := seen[r.Ref.String()]; old != nil {
				fail(r.Line, "%s đã có ở %s:%d: đổi id, hoặc tăng version", "%s stands already at %s:%d: change the id or raise the version", r.Ref, old.File, old.Line)
			}
			seen[r.Ref.String()] = r
			switch old := last[r.Scope]; {
			case old == nil:
			case old.To == "" || r.From < old.To:
				fail(r.Line, "%s trùng ngày với %s ở %s:%d: để quy định cũ hết hiệu lực (to) đúng ngày %s", "%s overlaps %s at %s:%d: end the older one (to) on %s", r.Ref, old.Ref, old.File, old.Line, r.From)
			case r.Scope.Place == "" && old.To < r.From:
				fail(r.at.of("from"), "từ %s đến %s không có quy định nào: nối ngày của %s với %s ở %s:%d", "from %s to %s no rule is in force: join the days of %s to %s at %s:%d", old.To, r.From, r.Ref, old.Ref, old.File, old.Line)
			}
			last[r.Scope] = r
		}
	}
	return problems
}

// With gives the book of a place: these rules and the place's own, which weigh more than every other scope. The
// own rules get the place as their scope; the same checks hold as for Load. The book it is called on stays as it
// is.
func (b *Book) With(place string, own []Rule) (*Book, error) {
	out := &Book{packs: make(map[string][]*Rule, len(b.packs)), place: place}
	for pack, rules := range b.packs {
		out.packs[pack] = rules[:len(rules):len(rules)] // order sorts a copy: an append makes one
	}
	mine := make([]*Rule, len(own))
	for i, r := range own {
		r.Scope.Place = place
		mine[i] = &r
		out.packs[r.Pack] = append(out.packs[r.Pack], &r)
	}
	problems := append(out.order(), out.sourced(mine)...)
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return out, nil
}

// Place is whose book it is; "" for the rules that hold everywhere.
func (b *Book) Place() string { return b.place }

// As gives the rule under another name and for other days, as a committee adopts a pattern. Its examples stay
// what they are: worked for the rule, whatever the day.
func (r Rule) As(id string, version int, from, to string) Rule {
	r.moved = r.moved || from != r.From || to != r.To
	r.ID, r.Version, r.From, r.To = id, version, from, to
	return r
}
