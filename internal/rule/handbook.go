package rule

import (
	"errors"
	"slices"

	"go.yaml.in/yaml/v3"
)

// HandbookBox is one box the national handbook app asks for a meeting.
type HandbookBox struct {
	Code    string `yaml:"code"`
	Part    string `yaml:"part"` // before, after the meeting
	TitleVI string `yaml:"title_vi"`
	Fill    string `yaml:"fill"` // what goes into it
}

// Handbook is the order of the app's boxes.
type Handbook struct {
	Ref   `yaml:"-"`
	Boxes []HandbookBox `yaml:"boxes"`
}

// Handbook gives the boxes in force that day.
func (b *Book) Handbook(day string) Handbook {
	h, ref := answer[Handbook](b, "handbook.boxes", day, Scope{})
	h.Ref = ref
	return h
}

func (h *Handbook) check() error {
	seen := map[string]bool{}
	for _, x := range h.Boxes {
		if x.Code == "" || seen[x.Code] || x.TitleVI == "" {
			return bad("ô %q: cần code không trùng và title_vi", "box %q: code (once) and title_vi", x.Code)
		}
		seen[x.Code] = true
		if err := errors.Join(oneOf("part", x.Part, "before", "after"), oneOf("fill", x.Fill, "title", "time", "place", "content", "papers", "resolution", "result")); err != nil {
			return inside("ô "+x.Code, "box "+x.Code, err)
		}
	}
	if len(seen) == 0 {
		return bad("thiếu boxes: các ô", "boxes are missing")
	}
	return nil
}

func (h *Handbook) try(in *yaml.Node) (any, error) {
	var q struct {
		Code string `yaml:"code"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	out := map[string]any{"fill": "", "before": []string{}, "after": []string{}}
	for _, x := range h.Boxes {
		out[x.Part] = append(out[x.Part].([]string), x.Code)
		if x.Code == q.Code {
			out["fill"] = x.Fill
		}
	}
	return out, nil
}

// MeetingPapers says which papers a meeting should have beforehand.
type MeetingPapers struct {
	Ref    `yaml:"-"`
	Papers []struct {
		Role     string   `yaml:"role"`
		Meetings []string `yaml:"meetings"`
	} `yaml:"papers"`
}

// MeetingPapers gives the papers of the rule in force that day.
func (b *Book) MeetingPapers(day string) MeetingPapers {
	p, ref := answer[MeetingPapers](b, "meeting.papers", day, Scope{})
	p.Ref = ref
	return p
}

// Roles are the papers a kind of meeting should have.
func (p MeetingPapers) Roles(meetingKind string) []string {
	out := []string{}
	for _, x := range p.Papers {
		if slices.Contains(x.Meetings, meetingKind) {
			out = append(out, x.Role)
		}
	}
	return out
}

func (p *MeetingPapers) check() error {
	for _, x := range p.Papers {
		if err := oneOf("role", x.Role, "draft_resolution", "thematic_paper", "plan", "results", "other"); err != nil {
			return err
		}
	}
	return nil
}

func (p *MeetingPapers) try(in *yaml.Node) (any, error) {
	var q struct {
		Meeting string `yaml:"meeting"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	return map[string]any{"roles": p.Roles(q.Meeting)}, nil
}
