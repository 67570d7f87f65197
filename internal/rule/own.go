package rule

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// fixed are packs that describe this program or the law on data, not how a committee works: nobody adopts his own.
var fixed = []string{
	"source.register", "org.kinds", "member.status", "import.fields", "handbook.boxes",
	"privacy.fields", "privacy.bases", "privacy.requests", "privacy.consents", "privacy.breach", "privacy.assessment", "privacy.states",
}

// Adoptable tells whether a committee may adopt a rule of its own in a pack.
func Adoptable(pack string) bool { return packTypes[pack] != nil && !slices.Contains(fixed, pack) }

// ordered is a pack of which it is clear what asks for less than another.
type ordered interface {
	// looser names what asks for less than the other rule does; none: it asks for as much or more.
	looser(than params) []Said
}

// Compared is how a committee's own rule stands to what holds everywhere.
type Compared struct {
	Shipped Rule   // what would hold in its place on its first day
	Found   bool   // whether anything does
	Same    bool   // the figures are the same
	Looser  []Said // what asks for less, in words
	Unclear bool   // no order is known in this pack: a change may ask for less
}

// Loosens tells whether adopting it needs a text from above.
func (c Compared) Loosens() bool { return len(c.Looser) > 0 || c.Unclear }

// Compare lays a rule beside what holds everywhere on its first day, and on each later day on which that changes.
func (b *Book) Compare(r Rule) Compared {
	scope := r.Scope
	scope.Place = ""
	out := Compared{Same: true}
	days := []string{r.From}
	for _, other := range b.packs[r.Pack] {
		if other.From > r.From && (r.To == "" || other.From < r.To) {
			days = append(days, other.From)
		}
	}
	for _, day := range days {
		shipped := b.shipped(r.Pack, day, scope)
		if shipped == nil || out.Found && shipped.Ref == out.Shipped.Ref {
			continue
		}
		if !out.Found {
			out.Shipped, out.Found = *shipped, true
		}
		if sameNode(&shipped.raw, &r.raw) {
			continue
		}
		out.Same = false
		if o, ok := r.params.(ordered); ok {
			out.Looser = append(out.Looser, o.looser(shipped.params)...)
		} else {
			out.Unclear = true
		}
	}
	out.Same = out.Same && out.Found // where nothing holds, there is nothing to ask less than
	return out
}

// On are the rules that answer on a day in this book, in the order of Rules: a place's own stand for what they take the
// place of, and another place's patterns are not among them.
func (b *Book) On(day string) []Rule {
	var out []Rule
	for _, r := range b.Rules() {
		if r.Scope.Place != "" && r.Scope.Place != b.place || !r.on(day) {
			continue
		}
		if best := b.pick(r.Pack, day, Scope{Level: r.Scope.Level, Kind: r.Scope.Kind, Meeting: r.Scope.Meeting}); best == nil || best.Ref != r.Ref {
			continue
		}
		out = append(out, r)
	}
	return out
}

// shipped is what holds everywhere: a place's own rules are not asked.
func (b *Book) shipped(pack, day string, scope Scope) *Rule {
	var best *Rule
	for _, r := range b.packs[pack] {
		if r.Scope.Place == "" && r.on(day) && r.Scope.covers(scope) && (best == nil || r.Scope.weight() > best.Scope.weight()) {
			best = r
		}
	}
	return best
}

// FromAbove tells whether the source names a text of somebody who may allow less: number, day and issuer.
func (s Source) FromAbove() bool {
	_, err := parseDay(s.Date)
	return err == nil && s.Issuer != "" && strings.ContainsAny(s.Doc, "0123456789")
}

func sameNode(a, b *yaml.Node) bool {
	var x, y any
	if a.Decode(&x) != nil || b.Decode(&y) != nil {
		return false
	}
	one, _ := yaml.Marshal(x) // maps come sorted
	two, _ := yaml.Marshal(y)
	return bytes.Equal(one, two)
}

// YAML writes the rule as it would stand in a file: what is downloaded, changed and brought back.
func (r Rule) YAML() ([]byte, error) {
	scope := r.Scope
	scope.Place = ""
	e := []entry{{r.ID, r.Pack, r.Version, scope, r.From, r.To, r.Status, r.Source, r.raw, r.TextVI, r.TextEN, r.tests}}
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(e); err != nil {
		return nil, err
	}
	return out.Bytes(), enc.Close()
}

// Failures works the rule's own examples in the book that has it.
func (b *Book) Failures(ref Ref) []Failure {
	var out []Failure
	for _, f := range b.RunTests() {
		if f.Rule == ref.String() {
			out = append(out, f)
		}
	}
	return out
}

// MetricSaid finds a metric by its name or by its words in either language, as an officer types them into a sheet.
func MetricSaid(text string) (Metric, bool) {
	for _, m := range Metrics() {
		if m.Name == strings.TrimSpace(text) || unmarked(m.VI) == unmarked(text) || unmarked(m.EN) == unmarked(text) {
			return m, true
		}
	}
	return Metric{}, false
}
