package rule

import (
	"go.yaml.in/yaml/v3"
)

// Study is the standing item of study of every meeting: the directive the whole Party follows at the time. It has
// its own pack because it changes with the directive, not with the guidance on meetings.
type Study struct {
	Ref     `yaml:"-"`
	TitleVI string `yaml:"title_vi" json:"title_vi"`
}

// Study gives the standing item of study in force that day; before the first directive of the pack it is not Found.
func (b *Book) Study(day string) Study {
	if b.pick("agenda.study", day, Scope{}) == nil {
		return Study{}
	}
	s, ref := answer[Study](b, "agenda.study", day, Scope{})
	s.Ref = ref
	return s
}

func (s *Study) check() error {
	if s.TitleVI == "" {
		return bad("thiếu title_vi", "title_vi is missing")
	}
	return nil
}

func (s *Study) try(*yaml.Node) (any, error) { return s, nil }
