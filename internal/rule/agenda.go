package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// AgendaLine is one item of a template.
type AgendaLine struct {
	Code    string `yaml:"code" json:"code"`
	TitleVI string `yaml:"title_vi" json:"title_vi"` // empty only where the study gives the words
	Minutes int    `yaml:"minutes" json:"minutes"`
	Purpose string `yaml:"purpose" json:"purpose"` // inform, discuss, decide
	// Sources name the records that fill it, in the order their lines stand; empty: written by hand.
	Sources []string `yaml:"sources" json:"sources"`
}

// AgendaSources are the records a line may name: the roll, unfinished tasks, standing duties in turn to report,
// shortcomings named last time, papers received, the standing study, open concerns, days falling due, dues not
// paid, the quarter's theme, the resolution, the score.
var AgendaSources = []string{"roll", "tasks", "duties", "shortcomings", "documents", "study", "concerns", "dates", "dues", "thematic", "resolution", "score"}

// Studies tells whether the line is the standing study, whose words are a rule of their own (Study).
func (l AgendaLine) Studies() bool { return slices.Contains(l.Sources, "study") }

// Agenda is a template for one kind of cell and meeting.
type Agenda struct {
	Ref          `yaml:"-"`
	HeadingsOnly bool         `yaml:"headings_only"` // closed content: nothing but the headings is kept
	Lines        []AgendaLine `yaml:"lines"`
}

// Agenda gives the template in force that day for a kind of cell and meeting (regular, thematic, combined,
// extraordinary).
func (b *Book) Agenda(day string, kind OrgKind, meetingKind string) Agenda {
	a, ref := answer[Agenda](b, "agenda.template", day, Scope{Kind: kind, Meeting: meetingKind})
	a.Ref = ref
	return a
}

// Minutes is the planned length of the whole template.
func (a Agenda) Minutes() int {
	total := 0
	for _, line := range a.Lines {
		total += line.Minutes
	}
	return total
}

func (a *Agenda) check() error {
	seen := map[string]bool{}
	for _, line := range a.Lines {
		if line.Code == "" || seen[line.Code] || line.TitleVI == "" && !line.Studies() || line.Minutes < 1 {
			return bad("mục %q: cần code không trùng, title_vi, minutes từ 1", "line %q: code (once), title_vi, minutes from 1", line.Code)
		}
		seen[line.Code] = true
		if err := oneOf("purpose", line.Purpose, "inform", "discuss", "decide"); err != nil {
			return inside("mục "+line.Code, "line "+line.Code, err)
		}
		for _, name := range line.Sources {
			if err := oneOf("sources", name, AgendaSources...); err != nil {
				return inside("mục "+line.Code, "line "+line.Code, err)
			}
		}
	}
	if len(seen) == 0 {
		return bad("thiếu lines: các mục", "lines are missing")
	}
	return nil
}

func (a *Agenda) try(in *yaml.Node) (any, error) {
	var q struct {
		Code string `yaml:"code"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	line := AgendaLine{}
	if n := slices.IndexFunc(a.Lines, func(l AgendaLine) bool { return l.Code == q.Code }); n >= 0 {
		line = a.Lines[n]
	}
	codes := make([]string, 0, len(a.Lines))
	for _, line := range a.Lines {
		codes = append(codes, line.Code)
	}
	return map[string]any{"minutes": a.Minutes(), "codes": codes, "headings_only": a.HeadingsOnly, "line": map[string]any{"minutes": line.Minutes, "purpose": line.Purpose, "sources": append([]string{}, line.Sources...)}}, nil
}
