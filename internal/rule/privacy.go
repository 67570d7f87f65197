package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Said is a text in both languages.
type Said struct {
	VI string `yaml:"vi"`
	EN string `yaml:"en"`
}

// In is the text in a language; any other than en gets Vietnamese.
func (s Said) In(lang string) string {
	if lang == "en" {
		return s.EN
	}
	return s.VI
}

func (s Said) missing() bool { return s.VI == "" || s.EN == "" }

// Datum is one thing that is kept about persons: for what, on which basis, who
// reads it, how long, and in which columns it lies.
type Datum struct {
	Key       string              `yaml:"key"`
	Title     Said                `yaml:"title"`
	Purpose   Said                `yaml:"purpose"`
	Basis     string              `yaml:"basis"`     // of the pack privacy.bases
	Sensitive bool                `yaml:"sensitive"` // sensitive personal data by law
	Readers   []string            `yaml:"readers"`   // actions of the table of rights; none: no page shows it
	Keep      string              `yaml:"keep"`      // of the pack privacy.retention
	Columns   map[string][]string `yaml:"columns"`   // table → columns; the table "*" is every table
}

// Personal is all that is kept about persons.
type Personal struct {
	Ref  `yaml:"-"`
	Data []Datum `yaml:"fields"`
}

// Personal gives what is kept about persons, as of that day.
func (b *Book) Personal(day string) Personal {
	p, ref := answer[Personal](b, "privacy.fields", day, Scope{})
	p.Ref = ref
	return p
}

// Find gives one datum by its key; a zero one where nothing such is kept.
func (p Personal) Find(key string) (Datum, bool) {
	i := slices.IndexFunc(p.Data, func(d Datum) bool { return d.Key == key })
	if i < 0 {
		return Datum{}, false
	}
	return p.Data[i], true
}

func (p *Personal) check() error {
	seen := map[string]bool{}
	for _, d := range p.Data {
		if d.Key == "" || seen[d.Key] || d.Title.missing() || d.Purpose.missing() || d.Basis == "" || d.Keep == "" {
			return bad("dữ liệu %q: cần key không trùng, title, purpose, basis và keep", "field %q: a key of its own, title, purpose, basis and keep are needed", d.Key)
		}
		seen[d.Key] = true
	}
	if len(p.Data) == 0 {
		return bad("thiếu fields: các cột", "fields are missing")
	}
	return nil
}

func (p *Personal) try(in *yaml.Node) (any, error) {
	d, err := keyed(in, p.Find)
	return map[string]any{"basis": d.Basis, "sensitive": d.Sensitive, "keep": d.Keep}, err
}

// keyed decodes {key: …} and finds it.
func keyed[T any](in *yaml.Node, find func(string) (T, bool)) (T, error) {
	var q struct {
		Key string `yaml:"key"`
	}
	err := decodeInput(in, &q)
	found, _ := find(q.Key)
	return found, err
}

// Basis is the regulation or other ground on which something is kept.
type Basis struct {
	Key string `yaml:"key"`
	VI  string `yaml:"vi"`
	EN  string `yaml:"en"`
}

// Text is the basis in both languages.
func (b Basis) Text() Said { return Said{b.VI, b.EN} }

// Bases are the grounds of a day.
type Bases struct {
	Ref   `yaml:"-"`
	Bases []Basis `yaml:"bases"`
}

// Bases gives the grounds in force that day.
func (b *Book) Bases(day string) Bases {
	v, ref := answer[Bases](b, "privacy.bases", day, Scope{})
	v.Ref = ref
	return v
}

// Find gives a basis by its key.
func (b Bases) Find(key string) (Basis, bool) {
	i := slices.IndexFunc(b.Bases, func(x Basis) bool { return x.Key == key })
	if i < 0 {
		return Basis{}, false
	}
	return b.Bases[i], true
}

func (b *Bases) check() error {
	for _, x := range b.Bases {
		if x.Key == "" || x.Text().missing() {
			return bad("căn cứ %q: cần key, vi và en", "basis %q: key, vi and en are needed", x.Key)
		}
	}
	if len(b.Bases) == 0 {
		return bad("thiếu bases: các căn cứ", "bases are missing")
	}
	return nil
}

func (b *Bases) try(in *yaml.Node) (any, error) {
	x, err := keyed(in, b.Find)
	return map[string]any{"vi": x.VI}, err
}
