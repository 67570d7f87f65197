package rule

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// entry is a rule as it stands in a file.
type entry struct {
	ID      string    `yaml:"id"`
	Pack    string    `yaml:"pack"`
	Version int       `yaml:"version"`
	Scope   Scope     `yaml:"scope,omitempty"`
	From    string    `yaml:"from"`
	To      string    `yaml:"to,omitempty"`
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
	In   yaml.Node `yaml:"in,omitempty"`
	Want yaml.Node `yaml:"want"`
}

// LeastTests is how many worked examples a rule has: an officer who checks a rule reads the examples, and one
// shows no bound.
const LeastTests = 3

var (
	idShape    = regexp.MustCompile(`^[a-z0-9]+([._-][a-z0-9]+)*$`)
	placeShape = regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)
)

// lines is where each key of a rule stands in its file.
type lines map[string]int

func linesOf(node *yaml.Node) lines {
	at := lines{}
	if node.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(node.Content); i += 2 {
			at[node.Content[i].Value] = node.Content[i].Line
		}
	}
	return at
}

// of is the line of a key, 0 where the rule has none.
func (l lines) of(key string) int { return l[key] }

// idOf is the name of a rule that may not be readable otherwise.
func idOf(node *yaml.Node) string {
	if node.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == "id" {
				return node.Content[i+1].Value
			}
		}
	}
	return ""
}

func readRule(node *yaml.Node) (*Rule, error) {
	var e entry
	if err := decodeStrict(node, &e); err != nil {
		return nil, err
	}
	at := linesOf(node)
	contentOf, known := packTypes[e.Pack]
	if !known {
		return nil, badAt(at.of("pack"), "gói %q không có; các gói: %s", "unknown pack %q; the packs are %s", e.Pack, strings.Join(packNames(), ", "))
	}
	problems := []error{checkHead(e, at), checkScope(e.Scope, at.of("scope")), checkDays(e, at)}
	content := contentOf()
	switch {
	case e.Params.Kind != yaml.MappingNode:
		problems = append(problems, badAt(at.of("params"), "thiếu params: nội dung của quy định", "params are missing"))
	default:
		err := decodeStrict(&e.Params, content)
		if err == nil {
			err = lined(content.check(), e.Params.Line)
		}
		problems = append(problems, err)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	return &Rule{
		Ref:  Ref{ID: e.ID, Version: e.Version, Status: e.Status, Source: e.Source},
		Pack: e.Pack, Scope: e.Scope, From: e.From, To: e.To, TextVI: e.TextVI, TextEN: e.TextEN,
		params: content, tests: e.Tests, at: at, raw: e.Params,
	}, nil
}

// lined gives a line to what a pack's check says without one.
func lined(err error, line int) error {
	if many, ok := err.(interface{ Unwrap() []error }); ok { //nolint:errorlint // Join holds many
		all := make([]error, 0, len(many.Unwrap()))
		for _, one := range many.Unwrap() {
			all = append(all, lined(one, line))
		}
		return errors.Join(all...)
	}
	if err == nil {
		return nil
	}
	w := wrongOf(err)
	w.line = cmp.Or(w.line, line)
	return w
}

func checkHead(e entry, at lines) error {
	var problems []error
	fail := func(when bool, key, vi, en string, args ...any) {
		if when {
			problems = append(problems, badAt(at.of(key), vi, en, args...))
		}
	}
	fail(!idShape.MatchString(e.ID), "id", "id %q: chỉ dùng chữ thường không dấu, chữ số, dấu chấm", "id %q: lower case letters, digits, dots", e.ID)
	fail(e.Version < 1, "version", "version là số từ 1", "version from 1")
	fail(e.Source.Doc == "" || e.Source.Mark == "", "source", "thiếu căn cứ: source cần doc (số văn bản) và mark", "a source needs doc and mark")
	fail(e.TextVI == "" || e.TextEN == "", "text_vi", "thiếu text_vi hoặc text_en: quy định nói gì, bằng lời", "text_vi and text_en are missing")
	fail(len(e.Tests) < LeastTests, "tests", "có %d ví dụ; cần ít nhất %d ví dụ: ở giữa, đúng mức, ngoài mức", "%d worked examples; at least %d are needed: inside, on the bound, beyond it", len(e.Tests), LeastTests)
	for _, x := range e.Tests {
		fail(x.Name == "" || x.Want.Kind != yaml.MappingNode || len(x.Want.Content) == 0, "tests", "ví dụ %q: cần name và want", "example %q: name and want are needed", x.Name)
	}
	fail(oneOf("", string(e.Status), string(Official), string(Assumed), string(Local)) != nil, "status", "status %q: chọn official, assumed hoặc local", "status %q: one of official, assumed, local", e.Status)
	fail(e.Source.Mark != "" && oneOf("", e.Source.Mark, "V", "V2", "S", "M", "R", "I") != nil, "source", "mark %q: chọn V, V2, S, M, R hoặc I", "mark %q: one of V, V2, S, M, R, I", e.Source.Mark)
	return errors.Join(problems...)
}

func checkScope(s Scope, line int) error {
	var problems []error
	within := func(key, value string, allowed ...string) {
		if oneOf(key, value, append(allowed, "")...) != nil {
			problems = append(problems, badAt(line, "scope.%s %q không có; chọn một trong: %s", "scope.%s %q is unknown; one of %s", key, value, strings.Join(allowed, ", ")))
		}
	}
	within("level", s.Level, "cell", "section", "grassroots", "commune", "province")
	within("meeting", s.Meeting, "regular", "thematic", "combined", "extraordinary", "cell_committee", "committee", "standing")
	within("kind", string(s.Kind), kindNames...)
	if !placeShape.MatchString(s.Place) {
		problems = append(problems, badAt(line, "scope.place %q: chữ thường không dấu, nối bằng gạch ngang", "scope.place %q: lower case letters joined by dashes", s.Place))
	}
	return errors.Join(problems...)
}

func checkDays(e entry, at lines) error {
	var problems []error
	day := func(key, name, value string) {
		if _, err := parseDay(value); err != nil {
			problems = append(problems, badAt(at.of(key), "%s: ngày %q không có; viết năm-tháng-ngày, ví dụ 2026-12-03", "%s: %q is not a day YYYY-MM-DD", name, value))
		}
	}
	day("from", "from", e.From)
	if e.To != "" {
		day("to", "to", e.To)
		if e.To <= e.From {
			problems = append(problems, badAt(at.of("to"), "to %s không sau from %s: to là ngày đầu tiên hết hiệu lực", "to %s is not after from %s (half-open days)", e.To, e.From))
		}
	}
	// What the product or a committee decided for itself has no dated document behind it.
	if e.Source.Date != "" || e.Status == Official {
		day("source", "source.date", e.Source.Date)
	}
	return errors.Join(problems...)
}

// unreadable is what the YAML reader says, with its line.
func unreadable(err error) error {
	text := strings.TrimPrefix(strings.ReplaceAll(err.Error(), "\n", " "), "yaml: ")
	line := 1
	if at := strings.Index(text, "line "); at >= 0 {
		_, _ = fmt.Sscanf(text[at:], "line %d", &line)
	}
	return wrong{line, Said{fmt.Sprintf("không đọc được: %s. Xem lại dấu cách đầu dòng và dấu nháy", readerWords.Replace(text)), fmt.Sprintf("unreadable: %s. Look at indents and quotes", text)}}
}

// readerWords are what the YAML reader says most, in Vietnamese; of a rarer sentence its line still tells.
var readerWords = strings.NewReplacer(
	"mapping values are not allowed in this context", "dấu hai chấm đặt sai chỗ, lời có dấu hai chấm thì đặt trong nháy",
	"did not find expected key", "thiếu tên mục hoặc thụt dòng sai",
	"did not find expected '-' indicator", "thiếu gạch đầu dòng hoặc thụt dòng sai",
	"did not find expected ',' or '}'", "thiếu dấu phẩy hoặc ngoặc nhọn",
	"did not find expected ',' or ']'", "thiếu dấu phẩy hoặc ngoặc vuông",
	"did not find expected node content", "thiếu giá trị",
	"found character that cannot start any token", "có ký tự lạ, như dấu tab đầu dòng",
	"found unexpected end of stream", "tệp hết giữa chừng, có nháy chưa đóng",
	"could not find expected ':'", "thiếu dấu hai chấm",
	"control characters are not allowed", "có ký tự không in được",
	errPoints.Error(), "điểm ghi 4 hoặc 4,5, nhiều nhất hai chữ số lẻ",
	"unmarshal errors:", "", "cannot unmarshal", "sai kiểu,", "!!str", "chữ", "!!int", "số", "!!map", "các mục con", "!!seq", "danh sách", "into int", "cần số nguyên", "into string", "cần chữ", "into bool", "cần true hoặc false",
	"line ", "dòng ",
)
