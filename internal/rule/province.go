package rule

import "go.yaml.in/yaml/v3"

// Province says from when the page over several committees asks somebody to look at one.
type Province struct {
	Ref           `yaml:"-"`
	SilentPercent int `yaml:"silent_percent"` // of its cells, of whose month nothing is known past the report's day
	LateConcerns  int `yaml:"late_concerns"`  // answers owed past their day
}

// Province gives the rule of that day.
func (b *Book) Province(day string) Province {
	p, ref := answer[Province](b, "province.attention", day, Scope{})
	p.Ref = ref
	return p
}

// Silent tells of so many silent cells of all that somebody should ask.
func (p Province) Silent(silent, cells int) bool {
	return silent > 0 && 100*silent >= p.SilentPercent*cells
}

// Late tells the same of answers past their day.
func (p Province) Late(late int) bool { return late >= p.LateConcerns }

func (p *Province) check() error {
	if p.SilentPercent < 1 || p.SilentPercent > 100 || p.LateConcerns < 1 {
		return bad("silent_percent từ 1 đến 100, late_concerns từ 1", "silent_percent from 1 to 100, late_concerns from 1")
	}
	return nil
}

func (p *Province) try(in *yaml.Node) (any, error) {
	var q struct {
		Silent int `yaml:"silent"`
		Cells  int `yaml:"cells"`
		Late   int `yaml:"late"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"silent": p.Silent(q.Silent, q.Cells), "late": p.Late(q.Late)}, nil
}
