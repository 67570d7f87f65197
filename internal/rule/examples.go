package rule

import (
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Failure is a worked example that a pack does not keep.
type Failure struct {
	Rule    string // id@version
	Pack    string
	Test    string
	File    string
	Line    int
	Message string
	Said    Said // the message in both languages
}

// String says the failure as a compiler would.
func (f Failure) String() string { return f.In("en") }

// In says it in a language.
func (f Failure) In(lang string) string {
	return fmt.Sprintf("%s:%d: %s: %q: %s", f.File, f.Line, f.Rule, f.Test, f.Said.In(lang))
}

// RunTests works through the examples inside the packs: each must be answered by its own rule on its day, and
// the answer must hold what `want` says.
func (b *Book) RunTests() []Failure {
	var failures []Failure
	for _, pack := range b.Packs() {
		for _, r := range b.packs[pack] {
			fail := func(name string, line int, err error) {
				failures = append(failures, Failure{r.Ref.String(), pack, name, r.File, line, err.Error(), wrongOf(err).what})
			}
			for _, x := range r.tests {
				if err := b.runExample(r, x); err != nil {
					fail(x.Name, max(x.Want.Line, r.Line), err)
				}
			}
		}
	}
	return failures
}

func (b *Book) runExample(r *Rule, x example) error {
	if !r.moved || r.on(x.On) {
		chosen, err := b.At(r.Pack, x.On, r.Scope)
		if err != nil {
			return err
		}
		if chosen.Ref != r.Ref {
			return bad("ngày %s quy định đang áp dụng là %s", "on %s the rule in force is %s", x.On, chosen.Ref)
		}
	}
	answer, err := r.params.try(&x.In)
	if err != nil {
		return err
	}
	var want, got any
	if err := x.Want.Decode(&want); err != nil {
		return err
	}
	// Through YAML and back, so that answers are compared under the names the packs use.
	text, err := yaml.Marshal(answer)
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(text, &got); err != nil {
		return err
	}
	return holds("", want, got)
}

// holds tells whether got has everything want names; what want leaves out is not compared.
func holds(path string, want, got any) error {
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return bad("%s: ví dụ ghi %v, quy định cho %v", "%s: want %v, got %v", strings.TrimPrefix(path, "."), want, got)
		}
		for key, value := range w {
			if err := holds(path+"."+key, value, g[key]); err != nil {
				return err
			}
		}
		return nil
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return bad("%s: ví dụ ghi %v, quy định cho %v", "%s: want %v, got %v", strings.TrimPrefix(path, "."), want, got)
		}
		for i := range w {
			if err := holds(fmt.Sprintf("%s[%d]", path, i), w[i], g[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if plain(want) != plain(got) {
		return bad("%s: ví dụ ghi %v, quy định cho %v", "%s: want %v, got %v", strings.TrimPrefix(path, "."), plain(want), plain(got))
	}
	return nil
}

// plain writes a scalar for comparing; YAML reads an unquoted day as a time and a quoted one as a text.
func plain(value any) string {
	if t, ok := value.(time.Time); ok {
		return t.Format(time.DateOnly)
	}
	return fmt.Sprint(value)
}

// decodeInput reads an example's `in` as strictly as the rest; none at all means all zero.
func decodeInput(in *yaml.Node, into any) error {
	if in.Kind == 0 {
		return nil
	}
	return decodeStrict(in, into)
}
