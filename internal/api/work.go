package api

import (
	"context"

	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
)

// Work is what a cell of one kind works on above all.
type Work struct {
	Kind         string      `json:"kind"`
	Lines        []string    `json:"lines" doc:"In the language asked for; none where the rules say nothing of the kind"`
	HeadingsOnly bool        `json:"headings_only" doc:"What such a cell discusses is not kept here"`
	Basis        string      `json:"basis,omitempty"`
	Rule         string      `json:"rule,omitempty"`
	Status       rule.Status `json:"status,omitempty" enum:"official,assumed,local"`
}

func (s *server) work() {
	readSaying(s, "orgs.work", func(ctx context.Context, rd *store.Reader, in *ByID) (Work, error) {
		o, err := org.Get(rd, in.ID)
		if err != nil {
			return Work{}, err
		}
		d := s.book(rd).CellDuty(rd.Today(), rule.OrgKind(o.Kind))
		out := Work{Kind: o.Kind, Lines: []string{}, HeadingsOnly: d.HeadingsOnly, Basis: d.Source.Line(), Rule: d.Ref.String(), Status: d.Status}
		for _, line := range d.Lines {
			out.Lines = append(out.Lines, line.In(i18n.From(ctx).Lang()))
		}
		return out, nil
	})
}
