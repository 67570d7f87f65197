// Package rule answers what the Party's regulations say on a given day.
//
// Regulations change (twice in eighteen months in 2025 and 2026), so none of them is an `if` in a room:
// each is a row of a YAML pack with the days it is in force, its source and how sure we are of it. A room
// asks for the rule of the day of the fact (the meeting's day, never today's), and keeps "id@version" with
// the result, so that a later pack can never rewrite what was decided under an earlier one.
//
// A [Book] is read once by [Load], which refuses anything it does not understand, and never changes after;
// it may be shared by all goroutines. Answers share slices and maps with the book: read them, do not write.
package rule

import (
	"cmp"
	"errors"
	"fmt"
	"sort"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// Status says how far a rule may be trusted: the page shows the difference.
type Status string

// The three kinds of trust.
const (
	Official Status = "official" // read in the text itself or in a law portal's quotation of it
	Assumed  Status = "assumed"  // the best reading of secondary sources; an officer must confirm it
	Local    Status = "local"    // the committee's or the product's own habit, no regulation behind it
)

// Source is the document behind a rule.
type Source struct {
	Doc    string `yaml:"doc" json:"doc"`                           // number as cited, e.g. "Hướng dẫn 42-HD/BTCTW"
	Date   string `yaml:"date,omitempty" json:"date"`               // always beside the number: 01-HD/TW exists twice
	Clause string `yaml:"clause,omitempty" json:"clause,omitempty"` // article or section, where known
	Mark   string `yaml:"mark,omitempty" json:"mark"`               // V read, V2 or S secondary, M or R remembered, I inferred
	Issuer string `yaml:"issuer,omitempty" json:"issuer,omitempty"` // who signed it; needed where a committee's own rule asks for less
}

// Line is the source as a Vietnamese paper cites it: "Hướng dẫn 42-HD/BTCTW, ngày 28/10/2025, mục I".
func (s Source) Line() string {
	line := s.Doc
	if t, err := parseDay(s.Date); err == nil {
		line += ", ngày " + t.Format("02/01/2006")
	}
	if s.Clause != "" {
		line += ", " + s.Clause
	}
	return line
}

// Ref names the rule behind an answer. Every answer carries one; rooms store its String.
type Ref struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Status  Status `json:"status"`
	Source  Source `json:"source"`
}

// String is the form stored beside a result: "vote.base.294@1". It is empty when no rule was found.
func (r Ref) String() string {
	if r.ID == "" {
		return ""
	}
	return r.ID + "@" + strconv.Itoa(r.Version)
}

// Found tells whether any rule stands behind the answer.
func (r Ref) Found() bool { return r.ID != "" }

// OrgKind is the kind of a Party organisation: committees above, six kinds of cell, the group below.
type OrgKind string

// Kinds of organisation; their Vietnamese words and powers are data (pack org.kinds).
const (
	KindProvince          OrgKind = "province"
	KindCommune           OrgKind = "commune"
	KindGrassroots        OrgKind = "grassroots"
	KindSection           OrgKind = "section"
	KindResidential       OrgKind = "residential"
	KindOffice            OrgKind = "office"
	KindStateEnterprise   OrgKind = "state_enterprise"
	KindPrivateEnterprise OrgKind = "private_enterprise"
	KindStudent           OrgKind = "student"
	KindArmedForces       OrgKind = "armed_forces"
	KindGroup             OrgKind = "group"
)

// Scope narrows a rule to some organisations or meetings; an empty field means all of them.
type Scope struct {
	Level   string  `yaml:"level,omitempty" json:"level,omitempty"`     // cell, section, grassroots, commune, province
	Kind    OrgKind `yaml:"kind,omitempty" json:"kind,omitempty"`       // kind of organisation
	Meeting string  `yaml:"meeting,omitempty" json:"meeting,omitempty"` // regular, thematic, combined, extraordinary, cell_committee, committee, standing
	Place   string  `yaml:"place,omitempty" json:"place,omitempty"`     // whose rule it is; it answers only in the book of that place (With)
}

// covers tells whether a rule of this scope speaks about the organisation and meeting asked for.
func (s Scope) covers(asked Scope) bool {
	return (s.Level == "" || s.Level == asked.Level) &&
		(s.Kind == "" || s.Kind == asked.Kind) &&
		(s.Meeting == "" || s.Meeting == asked.Meeting) &&
		(s.Place == "" || s.Place == asked.Place)
}

// weight orders rules that all cover the question. The kind of organisation outweighs the rest, so that the
// closed template of the armed forces wins for every kind of meeting; what a place adopted for itself outweighs
// even that.
func (s Scope) weight() int {
	w := 0
	if s.Place != "" {
		w += 8
	}
	if s.Kind != "" {
		w += 4
	}
	if s.Meeting != "" {
		w += 2
	}
	if s.Level != "" {
		w++
	}
	return w
}

// Rule is one dated row of a pack, without its typed content.
type Rule struct {
	Ref
	Pack   string
	Scope  Scope
	From   string // first day in force
	To     string // first day no longer in force; empty while open
	TextVI string
	TextEN string
	File   string
	Line   int

	params params
	raw    yaml.Node // params as written
	tests  []example
	at     lines
	moved  bool // adopted with days of its own: its examples were worked for others
}

// on tells whether the rule is in force that day.
func (r *Rule) on(day string) bool { return r.From <= day && (r.To == "" || day < r.To) }

// Book is the set of all rules, immutable after Load.
type Book struct {
	packs map[string][]*Rule // sorted by From
	place string             // whose book it is (With); "" is nobody's
}

// ErrNoRule is returned by At when nothing is in force on the day asked for.
var ErrNoRule = errors.New("rule: none in force")

// At finds the rule of a pack in force on a day, the most narrowly scoped first. The day must be YYYY-MM-DD;
// ErrNoRule comes back when no text covers it.
func (b *Book) At(pack, day string, scope Scope) (Rule, error) {
	if _, err := parseDay(day); err != nil {
		return Rule{}, err
	}
	if r := b.pick(pack, day, scope); r != nil {
		return *r, nil
	}
	return Rule{}, fmt.Errorf("%w: pack %s on %s", ErrNoRule, pack, day)
}

func (b *Book) pick(pack, day string, scope Scope) *Rule {
	scope.Place = cmp.Or(scope.Place, b.place)
	var best *Rule
	for _, r := range b.packs[pack] {
		if !r.on(day) || !r.Scope.covers(scope) {
			continue
		}
		if best == nil || r.Scope.weight() > best.Scope.weight() {
			best = r
		}
	}
	return best
}

// nearest answers for a day no text covers, because old paper books are entered too: the last rule that began
// before it, else the oldest we know. Such an answer is assumed, whatever the rule was.
func (b *Book) nearest(pack, day string, scope Scope) *Rule {
	scope.Place = cmp.Or(scope.Place, b.place)
	var last, oldest *Rule
	for _, r := range b.packs[pack] {
		if !r.Scope.covers(scope) {
			continue
		}
		if oldest == nil || r.From == oldest.From && r.Scope.weight() > oldest.Scope.weight() {
			oldest = r
		}
		if r.From > day {
			continue
		}
		if last == nil || r.From > last.From || r.Scope.weight() > last.Scope.weight() {
			last = r
		}
	}
	if last == nil {
		last = oldest
	}
	if last == nil {
		return nil
	}
	extended := *last
	extended.Status = Assumed
	return &extended
}

// answer gives the typed content of the rule of that day, and its Ref; both are zero when the book has no such pack.
func answer[T any](b *Book, pack, day string, scope Scope) (T, Ref) {
	var none T
	r := b.pick(pack, day, scope)
	if r == nil {
		r = b.nearest(pack, day, scope)
	}
	if r == nil {
		return none, Ref{}
	}
	content, ok := any(r.params).(*T)
	if !ok {
		return none, Ref{}
	}
	return *content, r.Ref
}

// Rules lists every rule, by pack and first day: for the page "Căn cứ" and `chibo rules`.
func (b *Book) Rules() []Rule {
	var all []Rule
	for _, pack := range b.Packs() {
		for _, r := range b.packs[pack] {
			all = append(all, *r)
		}
	}
	return all
}

// ByRef finds a rule by the form stored with a result ("id@version").
func (b *Book) ByRef(stored string) (Rule, bool) {
	for _, rules := range b.packs {
		for _, r := range rules {
			if r.Ref.String() == stored {
				return *r, true
			}
		}
	}
	return Rule{}, false
}

// Packs names the packs the book has, sorted.
func (b *Book) Packs() []string {
	names := make([]string, 0, len(b.packs))
	for name := range b.packs {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Missing names the packs a running system needs and this book has not; start-up refuses when it is not empty.
func (b *Book) Missing() []string {
	var missing []string
	for name := range packTypes {
		if len(b.packs[name]) == 0 {
			missing = append(missing, name)
		}
	}
	sort.Strings(missing)
	return missing
}
