package rule

import (
	"errors"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// AgendaLine is one item of a template.
type AgendaLine struct {
	Code    string `yaml:"code" json:"code"`
	TitleVI string `yaml:"title_vi" json:"title_vi"`
	Minutes int    `yaml:"minutes" json:"minutes"`
	Purpose string `yaml:"purpose" json:"purpose"` // inform, discuss, decide
	Source  string `yaml:"source" json:"source"`   // which records fill it; none: written by hand
}

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
		if line.Code == "" || seen[line.Code] || line.TitleVI == "" || line.Minutes < 1 {
			return fmt.Errorf("line %q: code (once), title_vi, minutes from 1", line.Code)
		}
		seen[line.Code] = true
		if err := errors.Join(
			oneOf("purpose", line.Purpose, "inform", "discuss", "decide"),
			oneOf("source", line.Source, "none", "roll", "tasks", "documents", "study", "concerns", "dates", "thematic", "resolution", "score"),
		); err != nil {
			return fmt.Errorf("line %s: %w", line.Code, err)
		}
	}
	if len(seen) == 0 {
		return errors.New("lines are missing")
	}
	return nil
}

func (a *Agenda) try(*yaml.Node) (any, error) {
	codes := make([]string, 0, len(a.Lines))
	for _, line := range a.Lines {
		codes = append(codes, line.Code)
	}
	return map[string]any{"minutes": a.Minutes(), "codes": codes, "headings_only": a.HeadingsOnly}, nil
}
