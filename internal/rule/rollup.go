package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Rollup is how the words of a cell's months become one word for the year. It is
// a rule of its own, because committees differ in it under one and the same table:
// pack quality.rollup.
type Rollup struct {
	Ref     `yaml:"-"`
	TitleVI string   `yaml:"title_vi"`
	TitleEN string   `yaml:"title_en"`
	Bands   []string `yaml:"bands"`  // words of the months, the best first
	Grades  []Grade  `yaml:"grades"` // words of the year, the best first; the last takes all
}

// Grade is one word of the year and what it needs.
type Grade struct {
	WordVI string `yaml:"word_vi"`
	Need   []Need `yaml:"need"`
	Floor  string `yaml:"floor"` // no month below this word; empty: any
}

// Need is how many months at least reach a word or a better one.
type Need struct {
	Band  string `yaml:"band"`
	Least int    `yaml:"least"`
}

// Rollup gives the rule in force on a day; not Found where the committee has none.
func (b *Book) Rollup(day string) Rollup {
	r := b.pick("quality.rollup", day, Scope{})
	if r == nil {
		return Rollup{}
	}
	x, ok := r.params.(*Rollup)
	if !ok {
		return Rollup{}
	}
	out := *x
	out.Ref = r.Ref
	return out
}

// Of is the word of the year for the words of its months (months without a score
// left out), and what each better word still lacked: how many months, and whether
// one lay below its floor.
func (r Rollup) Of(months []string) (word string, missed []Missed) {
	for _, g := range r.Grades {
		m := Missed{WordVI: g.WordVI}
		for _, n := range g.Need {
			if lacks := n.Least - r.reach(months, n.Band); lacks > 0 {
				m.Lacks = append(m.Lacks, Need{n.Band, lacks})
			}
		}
		if g.Floor != "" {
			m.Below = len(months) - r.reach(months, g.Floor)
			m.Floor = g.Floor
		}
		if len(m.Lacks) == 0 && m.Below == 0 {
			return g.WordVI, missed
		}
		missed = append(missed, m)
	}
	return "", missed
}

// Missed is what kept a cell from a word of the year.
type Missed struct {
	WordVI string
	Lacks  []Need // so many months more
	Floor  string
	Below  int // months below the floor
}

// reach counts the months of a word or a better one; a word the rule does not
// know counts as none.
func (r Rollup) reach(months []string, band string) int {
	least, n := slices.Index(r.Bands, band), 0
	for _, m := range months {
		if at := slices.Index(r.Bands, m); at >= 0 && at <= least {
			n++
		}
	}
	return n
}

func (r *Rollup) check() error {
	if r.TitleVI == "" || r.TitleEN == "" || len(r.Bands) == 0 || len(r.Grades) == 0 {
		return bad("cần title_vi, title_en, bands và grades", "title_vi, title_en, bands and grades are needed")
	}
	for n, word := range r.Bands {
		if word == "" || slices.Index(r.Bands, word) != n {
			return bad("mức %q: mỗi tên một lần", "band %q: each word once", word)
		}
	}
	seen := map[string]bool{}
	for _, g := range r.Grades {
		if g.WordVI == "" || seen[g.WordVI] {
			return bad("xếp loại %q: cần word_vi, một lần", "grade %q: word_vi, once", g.WordVI)
		}
		seen[g.WordVI] = true
		if g.Floor != "" && !slices.Contains(r.Bands, g.Floor) {
			return bad("xếp loại %s: floor %q không phải một mức trong bands", "grade %s: floor %q is none of the bands", g.WordVI, g.Floor)
		}
		for _, n := range g.Need {
			if !slices.Contains(r.Bands, n.Band) || n.Least < 1 || n.Least > 12 {
				return bad("xếp loại %s: need cần một mức trong bands và least từ 1 đến 12", "grade %s: need has a band of the list and least 1 to 12", g.WordVI)
			}
		}
	}
	if last := r.Grades[len(r.Grades)-1]; len(last.Need) > 0 || last.Floor != "" {
		return bad("xếp loại cuối không kèm điều kiện, để năm nào cũng có xếp loại", "the last grade needs nothing, so that every year has a word")
	}
	return nil
}

func (r *Rollup) try(in *yaml.Node) (any, error) {
	var q struct {
		Months map[string]int `yaml:"months"` // word: how many months
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	var months []string
	for word, n := range q.Months {
		for range n {
			months = append(months, word)
		}
	}
	word, missed := r.Of(months)
	return map[string]any{"word": word, "missed": len(missed)}, nil
}
