package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Size is the law of numbers of an organisation.
type Size struct {
	Ref                `yaml:"-"`
	MinOfficial        int `yaml:"min_official"`          // below it a cell cannot act
	CommitteeFrom      int `yaml:"committee_from"`        // official members from which a cell committee is elected
	CommitteeMax       int `yaml:"committee_max"`         // seats
	GrassrootsFrom     int `yaml:"grassroots_from"`       // members from which a cell may become a đảng bộ cơ sở
	GroupMeetingsFrom  int `yaml:"group_meetings_from"`   // members from which groups may meet in place of the cell
	GroupMeetingsAYear int `yaml:"group_meetings_a_year"` // at most

	Elsewhere []string `yaml:"elsewhere"` // activities of official members who count in another cell
}

// Counts tells whether one who stands so is among a cell's official members.
func (s Size) Counts(standing, activity string) bool {
	return standing == "official" && !slices.Contains(s.Elsewhere, activity)
}

// Size gives the law of numbers in force that day.
func (b *Book) Size(day string) Size {
	s, ref := answer[Size](b, "org.size", day, Scope{})
	s.Ref = ref
	return s
}

// CanAct tells whether a cell has enough official members to meet validly.
func (s Size) CanAct(official int) bool { return official >= s.MinOfficial }

// NeedsCommittee tells whether a cell elects a cell committee, not only a secretary.
func (s Size) NeedsCommittee(official int) bool {
	return s.CommitteeFrom > 0 && official >= s.CommitteeFrom
}

func (s *Size) check() error {
	if s.MinOfficial < 1 || s.CommitteeFrom < s.MinOfficial || s.CommitteeMax < 1 {
		return bad("min_official từ 1, committee_from không nhỏ hơn số ấy, committee_max từ 1", "min_official from 1, committee_from at least that, committee_max from 1")
	}
	return nil
}

func (s *Size) try(in *yaml.Node) (any, error) {
	var q struct {
		Official int    `yaml:"official"`
		Activity string `yaml:"activity"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"counts": s.Counts("official", q.Activity), "can_act": s.CanAct(q.Official), "committee": s.NeedsCommittee(q.Official), "max": s.CommitteeMax}, nil
}

// Term is the length of a cell's term.
type Term struct {
	Ref    `yaml:"-"`
	Months int `yaml:"months"`
}

// Term gives the length of a term that begins that day; a committee may still set other days for its own term.
func (b *Book) Term(day string) Term {
	t, ref := answer[Term](b, "org.term", day, Scope{})
	t.Ref = ref
	return t
}

// End is the day a term beginning on from ends (half-open, the first day of the next term).
func (t Term) End(from string) (string, error) { return months(from, t.Months) }

func (t *Term) check() error {
	if t.Months < 1 || t.Months > 120 {
		return bad("months từ 1 đến 120", "months are 1 to 120")
	}
	return nil
}

func (t *Term) try(in *yaml.Node) (any, error) {
	var q struct {
		From string `yaml:"from"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	end, err := t.End(q.From)
	return map[string]any{"months": t.Months, "end": end}, err
}

// Limits keeps resolutions short enough to be carried out.
type Limits struct {
	Ref         `yaml:"-"`
	MaxTasks    int   `yaml:"max_tasks"`
	ReadMinutes int   `yaml:"read_minutes"` // read aloud it takes about so long; 0: no habit
	Syllables   int   `yaml:"syllables"`    // one reads aloud in a minute
	Deed        Plain `yaml:"deed"`
}

// Aloud is about how many minutes it takes to read so many syllables aloud.
func (l Limits) Aloud(syllables int) int {
	if l.Syllables <= 0 {
		return 0
	}
	return max(1, (syllables+l.Syllables/2)/l.Syllables)
}

// Limits gives the limits of a resolution that day; they warn and never refuse.
func (b *Book) Limits(day string) Limits {
	l, ref := answer[Limits](b, "resolution.limits", day, Scope{})
	l.Ref = ref
	return l
}

func (l *Limits) check() error {
	if l.MaxTasks < 1 || l.ReadMinutes < 0 || l.Syllables < 0 || l.Deed.Syllables < 0 || l.Deed.LeastDays < 0 {
		return bad("max_tasks từ 1; read_minutes, syllables và least_days không âm", "max_tasks from 1, read_minutes, syllables and least_days not below 0")
	}
	return nil
}

func (l *Limits) try(in *yaml.Node) (any, error) {
	var q struct {
		Tasks   int    `yaml:"tasks"`
		Deed    string `yaml:"deed"`
		Measure string `yaml:"measure"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	_, two := l.Deed.Two(q.Deed)
	_, vague := l.Deed.Empty(q.Deed, q.Measure)
	return map[string]any{"too_many": q.Tasks > l.MaxTasks, "long": l.Deed.Long(q.Deed), "two": two, "vague": vague}, nil
}

var kindNames = []string{
	string(KindProvince), string(KindCommune), string(KindGrassroots), string(KindSection), string(KindResidential),
	string(KindOffice), string(KindStateEnterprise), string(KindPrivateEnterprise), string(KindStudent),
	string(KindArmedForces), string(KindGroup),
}

// CellKind is one kind of organisation as lists and pages name it.
type CellKind struct {
	Kind    OrgKind   `yaml:"kind"`
	Level   string    `yaml:"level"` // as in Scope.Level; group has "cell"
	TitleVI string    `yaml:"title_vi"`
	TitleEN string    `yaml:"title_en"`
	Words   []string  `yaml:"words"`   // what lists write in "Loại hình"
	Parents []OrgKind `yaml:"parents"` // under what it may stand
	Cell    bool      `yaml:"cell"`    // holds cell meetings
	Closed  bool      `yaml:"closed"`  // content of meetings and attachments are not kept here
}

// Kinds lists the kinds of organisation of a day.
type Kinds struct {
	Ref   `yaml:"-"`
	Kinds []CellKind `yaml:"kinds"`
	words words
}

// CellKinds gives the kinds of organisation, their words in lists and where they may stand, of that day.
func (b *Book) CellKinds(day string) Kinds {
	k, ref := answer[Kinds](b, "org.kinds", day, Scope{})
	k.Ref = ref
	return k
}

// Find gives a kind by its code.
func (k Kinds) Find(kind OrgKind) (CellKind, bool) {
	i := slices.IndexFunc(k.Kinds, func(c CellKind) bool { return c.Kind == kind })
	if i < 0 {
		return CellKind{}, false
	}
	return k.Kinds[i], true
}

// Match gives the kind a list's word stands for ("tổ dân phố", "CÔNG AN", "dang bo phuong"); an unknown word
// is for a person to decide.
func (k Kinds) Match(word string) (CellKind, bool) {
	code, ok := k.words.find(word)
	if !ok {
		return CellKind{}, false
	}
	return k.Find(OrgKind(code))
}

// MayStandUnder tells whether child may be placed directly under parent.
func (k Kinds) MayStandUnder(child, parent OrgKind) bool {
	c, ok := k.Find(child)
	return ok && slices.Contains(c.Parents, parent)
}

func (k *Kinds) check() error {
	k.words = words{}
	for _, c := range k.Kinds {
		if err := oneOf("kind", string(c.Kind), kindNames...); err != nil {
			return err
		}
		if c.TitleVI == "" || c.TitleEN == "" || c.Level == "" {
			return bad("loại hình %s: cần level, title_vi và title_en", "kind %s: level, title_vi and title_en are needed", c.Kind)
		}
		for _, p := range c.Parents {
			if err := oneOf("parent", string(p), kindNames...); err != nil {
				return err
			}
		}
		if err := k.words.add(string(c.Kind), append(c.Words, c.TitleVI, string(c.Kind))...); err != nil {
			return err
		}
	}
	return nil
}

func (k *Kinds) try(in *yaml.Node) (any, error) {
	var q struct {
		Word   string  `yaml:"word"`
		Parent OrgKind `yaml:"parent"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	c, _ := k.Match(q.Word)
	return map[string]any{"kind": c.Kind, "closed": c.Closed, "allowed": k.MayStandUnder(c.Kind, q.Parent)}, nil
}
