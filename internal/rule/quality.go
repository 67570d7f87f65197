package rule

import (
	"go.yaml.in/yaml/v3"
)

// Bands are the words for a score of a meeting (never of a person): from how
// many points which word. The pack quality.bands.
type Bands struct {
	Ref   `yaml:"-"`
	Total int    `yaml:"total"` // the most a meeting can get
	Bands []Band `yaml:"bands"` // the best first, the last from 0
}

// Band is one word and the least score it begins with.
type Band struct {
	Min  int    `yaml:"min"`
	Word string `yaml:"word_vi"`
}

// Bands gives the words in force that day.
func (b *Book) Bands(day string) Bands {
	v, ref := answer[Bands](b, "quality.bands", day, Scope{})
	v.Ref = ref
	return v
}

// Of is the word for a score; empty outside the scale.
func (b Bands) Of(points int) string {
	if points < 0 || points > b.Total {
		return ""
	}
	for _, band := range b.Bands {
		if points >= band.Min {
			return band.Word
		}
	}
	return ""
}

func (b *Bands) check() error {
	if b.Total < 1 || len(b.Bands) == 0 {
		return bad("thiếu total và bands", "total and bands are missing")
	}
	for n, band := range b.Bands {
		if band.Word == "" || band.Min < 0 || band.Min > b.Total || n > 0 && band.Min >= b.Bands[n-1].Min {
			return bad("mức xếp loại thứ %d: cần word_vi, min giảm dần từ mức cao nhất", "band %d: word_vi, and min falling from the best to the last", n+1)
		}
	}
	if b.Bands[len(b.Bands)-1].Min != 0 {
		return bad("mức xếp loại cuối phải bắt đầu từ 0, để điểm nào cũng có mức", "the last band begins at 0: no score may fall into a hole")
	}
	return nil
}

func (b *Bands) try(in *yaml.Node) (any, error) {
	var q struct {
		Points int `yaml:"points"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"word": b.Of(q.Points)}, nil
}
