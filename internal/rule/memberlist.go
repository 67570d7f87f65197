package rule

import (
	"go.yaml.in/yaml/v3"
)

// Word is a state and the words lists use for it.
type Word struct {
	Code    string   `yaml:"code"`
	TitleVI string   `yaml:"title_vi"`
	Words   []string `yaml:"words"`
}

// Statuses are the words for a member's standing and activity.
type Statuses struct {
	Ref        `yaml:"-"`
	Standings  []Word `yaml:"standings"`
	Activities []Word `yaml:"activities"`
	standings  words
	activities words
}

// Statuses gives the states of a member and the words lists use for them, of that day.
func (b *Book) Statuses(day string) Statuses {
	s, ref := answer[Statuses](b, "member.status", day, Scope{})
	s.Ref = ref
	return s
}

// Activity gives the code a list's word stands for: "Miễn SH" is exempt. An unknown word is doubtful.
func (s Statuses) Activity(word string) (string, bool) { return s.activities.find(word) }

// Standing gives the code a list's word stands for: "ĐV dự bị" is probationary.
func (s Statuses) Standing(word string) (string, bool) { return s.standings.find(word) }

func (s *Statuses) check() error {
	s.standings, s.activities = words{}, words{}
	for _, w := range s.Standings {
		if err := oneOf("standing", w.Code, "official", "probationary", "ended"); err != nil {
			return err
		}
		if err := s.standings.add(w.Code, append(w.Words, w.TitleVI)...); err != nil {
			return err
		}
	}
	for _, w := range s.Activities {
		if err := oneOf("activity", w.Code, "active", "exempt", "away", "temporary_here", "suspended"); err != nil {
			return err
		}
		if err := s.activities.add(w.Code, append(w.Words, w.TitleVI)...); err != nil {
			return err
		}
	}
	return nil
}

func (s *Statuses) try(in *yaml.Node) (any, error) {
	var q struct {
		Activity string `yaml:"activity"`
		Standing string `yaml:"standing"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	activity, _ := s.Activity(q.Activity)
	standing, _ := s.Standing(q.Standing)
	return map[string]any{"activity": activity, "standing": standing}, nil
}

// Field is one column of the member list; why it may be kept at all is said by
// the datum of the same key in [Personal].
type Field struct {
	Key       string   `yaml:"key"`
	TitleVI   string   `yaml:"title_vi"`
	TitleEN   string   `yaml:"title_en"`
	Headings  []string `yaml:"headings"`   // other words for it in the heading of a list
	DefaultOn bool     `yaml:"default_on"` // kept unless the committee turns it off
	Required  bool     `yaml:"required"`
}

// Fields are the columns of the member list.
type Fields struct {
	Ref    `yaml:"-"`
	Fields []Field `yaml:"fields"`
	words  words
}

// Fields gives the columns a member list may have that day.
func (b *Book) Fields(day string) Fields {
	f, ref := answer[Fields](b, "import.fields", day, Scope{})
	f.Ref = ref
	return f
}

// Find gives a field by its key.
func (f Fields) Find(key string) (Field, bool) {
	for _, field := range f.Fields {
		if field.Key == key {
			return field, true
		}
	}
	return Field{}, false
}

// Heading gives the field a list's column heading stands for.
func (f Fields) Heading(text string) (Field, bool) {
	key, ok := f.words.find(text)
	if !ok {
		return Field{}, false
	}
	return f.Find(key)
}

func (f *Fields) check() error {
	f.words = words{}
	for _, field := range f.Fields {
		if field.Key == "" || field.TitleVI == "" || field.TitleEN == "" {
			return bad("cột %q: cần key, title_vi và title_en", "field %q: key, title_vi and title_en are needed", field.Key)
		}
		if field.Required && !field.DefaultOn {
			return bad("cột %s không thể vừa bắt buộc vừa tắt", "field %s cannot be required and off", field.Key)
		}
		if err := f.words.add(field.Key, append(field.Headings, field.TitleVI, field.Key)...); err != nil {
			return err
		}
	}
	if len(f.Fields) == 0 {
		return bad("thiếu fields: các cột", "fields are missing")
	}
	return nil
}

func (f *Fields) try(in *yaml.Node) (any, error) {
	var q struct {
		Heading string `yaml:"heading"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	field, _ := f.Heading(q.Heading)
	return map[string]any{"key": field.Key, "default_on": field.DefaultOn}, nil
}
