package rule

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Document is a paper regulations stand in: its number with its date, because 01-HD/TW exists twice, and the days
// on which it is in force.
type Document struct {
	Key        string `yaml:"key"`
	Doc        string `yaml:"doc"`
	Date       string `yaml:"date"`
	Issuer     string `yaml:"issuer"`
	From       string `yaml:"from"`        // first day in force
	To         string `yaml:"to"`          // first day no longer in force; empty while open
	ReplacedBy string `yaml:"replaced_by"` // key of the document that took its place
}

// Register is the documents the rules rest on: the pack source.register.
type Register struct {
	Ref       `yaml:"-"`
	Documents []Document `yaml:"documents"`
}

// Register gives the documents as known on that day.
func (b *Book) Register(day string) Register {
	v, ref := answer[Register](b, "source.register", day, Scope{})
	v.Ref = ref
	return v
}

// Find gives the document a source cites; false where the register does not know it, as with a committee's own.
func (r Register) Find(s Source) (Document, bool) {
	i := slices.IndexFunc(r.Documents, func(d Document) bool { return d.Doc == s.Doc && d.Date == s.Date })
	if i < 0 {
		return Document{}, false
	}
	return r.Documents[i], true
}

// On tells whether the document is in force that day.
func (d Document) On(day string) bool { return d.From <= day && (d.To == "" || day < d.To) }

func (r *Register) check() error {
	at := map[string]Document{}
	for _, d := range r.Documents {
		_, errDate := parseDay(d.Date)
		_, errFrom := parseDay(d.From)
		_, errTo := parseDay(d.To)
		switch {
		case d.Key == "" || d.Doc == "" || d.Issuer == "" || errDate != nil || errFrom != nil || d.To != "" && errTo != nil:
			return bad("văn bản %q: cần key, doc, issuer và các ngày", "document %q: key, doc, issuer and its days are needed", d.Key)
		case at[d.Key].Key != "":
			return bad("văn bản %q đứng hai lần", "document %q stands twice", d.Key)
		case d.To != "" && d.To <= d.From || d.ReplacedBy != "" && d.To == "":
			return bad("văn bản %q: to sau from, và có to khi đã được thay thế", "document %q: to after from, and to where it is replaced", d.Key)
		}
		at[d.Key] = d
	}
	for _, d := range r.Documents {
		for next, steps := d.ReplacedBy, 0; next != ""; next, steps = at[next].ReplacedBy, steps+1 {
			if at[next].Key == "" {
				return bad("văn bản %q được thay bằng %q, mà %[2]q không có trong sổ", "document %q is replaced by %q, which the register lacks", d.Key, next)
			}
			if steps > len(r.Documents) {
				return bad("văn bản %q thay thế nhau thành vòng tròn: xem lại replaced_by", "document %q: the documents replace each other in a circle, look at replaced_by", d.Key)
			}
		}
	}
	if len(at) == 0 {
		return bad("sổ văn bản trống", "documents are missing")
	}
	return nil
}

func (r *Register) try(in *yaml.Node) (any, error) {
	var q struct {
		Doc  string `yaml:"doc"`
		Date string `yaml:"date"`
		On   string `yaml:"on"`
	}
	err := decodeInput(in, &q)
	d, known := r.Find(Source{Doc: q.Doc, Date: q.Date})
	return map[string]any{"known": known, "in_force": known && d.On(q.On), "replaced_by": d.ReplacedBy}, err
}

var several = regexp.MustCompile(`[,;] `)

// sourced refuses rules that are in force on days their document is not, and a known number with a date it does
// not bear. A document the register does not know, such as a committee's own, is not asked.
func (b *Book) sourced(rules []*Rule) []error {
	var known []Document
	for _, r := range b.packs["source.register"] {
		if register, ok := r.params.(*Register); ok {
			known = append(known, register.Documents...)
		}
	}
	var problems []error
	for _, r := range rules {
		if r.Source.Date == "" { // a habit that names a text rests on none
			continue
		}
		parts := several.Split(r.Source.Doc, -1)
		for _, part := range parts {
			part, _, _ = strings.Cut(part, " (")
			if err := r.rests(known, part, len(parts) == 1); err != nil {
				problems = append(problems, placed(err, r.File, r.Line, r.Ref.String()))
			}
		}
	}
	return problems
}

func (r *Rule) rests(known []Document, doc string, alone bool) error {
	dates := []string{}
	for _, d := range known {
		if d.Doc != doc || alone && d.Date != r.Source.Date {
			if d.Doc == doc {
				dates = append(dates, d.Date)
			}
			continue
		}
		if r.From < d.From || d.To != "" && (r.To == "" || r.To > d.To) {
			return badAt(r.at.of("source"), "%s có hiệu lực từ %s đến %s; ngày của quy định vượt ra ngoài: sửa from, to hoặc đổi căn cứ",
				"%s is in force from %s to %s; the rule's days reach outside: mend from, to or the source", doc, d.From, orOpen(d.To))
		}
		return nil
	}
	if len(dates) > 0 {
		return badAt(r.at.of("source"), "%s không có bản ngày %s; có: %s", "%s has no text of %s; there is %s", doc, r.Source.Date, strings.Join(dates, ", "))
	}
	return nil
}

func orOpen(day string) string {
	if day == "" {
		return "…"
	}
	return day
}
