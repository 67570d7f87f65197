package rule

import "go.yaml.in/yaml/v3"

// DuesPlace says in which cell dues are paid.
type DuesPlace struct {
	Ref     `yaml:"-"`
	Outside []string `yaml:"outside"` // activities of those who pay in another cell
}

// DuesPlace gives the rule of that day.
func (b *Book) DuesPlace(day string) DuesPlace {
	p, ref := answer[DuesPlace](b, "dues.place", day, Scope{})
	p.Ref = ref
	return p
}

func (p *DuesPlace) check() error {
	for _, a := range p.Outside {
		if err := oneOf("outside", a, "exempt", "away", "temporary_here", "suspended", "sent", "sent_here"); err != nil {
			return err
		}
	}
	return nil
}

func (p *DuesPlace) try(in *yaml.Node) (any, error) {
	var q struct {
		Activity string `yaml:"activity"`
	}
	err := decodeInput(in, &q)
	here := true
	for _, a := range p.Outside {
		here = here && a != q.Activity
	}
	return map[string]any{"here": here}, err
}
