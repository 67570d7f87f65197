package rule

import (
	"go.yaml.in/yaml/v3"
)

// Supervised says whether a cell of one kind makes a yearly list of the matters that stand
// under the supervision of members and staff.
type Supervised struct {
	Ref   `yaml:"-"`
	Makes bool `yaml:"makes"`
	Most  int  `yaml:"most"` // lines of a year
}

// Supervised gives it for a kind of cell on a day; a kind of which the rules say nothing makes none.
func (b *Book) Supervised(day string, kind OrgKind) Supervised {
	asked := Scope{Kind: kind}
	if r := b.pick("matter.list", day, asked); r == nil || r.Scope.Kind == "" {
		return Supervised{}
	}
	m, ref := answer[Supervised](b, "matter.list", day, asked)
	m.Ref = ref
	return m
}

func (m *Supervised) check() error {
	if m.Most < 1 || m.Most > 100 {
		return bad("most phải từ 1 đến 100", "most is between 1 and 100")
	}
	return nil
}

func (m *Supervised) try(in *yaml.Node) (any, error) {
	var q struct{}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"makes": m.Makes, "most": m.Most}, nil
}
