package rule

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// TableYAML writes a scoring table as the text of a rule, with three examples that hold for every table: all
// points, none, and nothing known. It is what a table from a sheet becomes before anybody adopts it.
func TableYAML(id string, scope Scope, from string, source Source, t Table) ([]byte, error) {
	r := Rule{Ref: Ref{ID: id, Version: 1, Status: Local, Source: source}, Pack: "quality.table", Scope: scope, From: from, params: &t}
	r.TextVI = fmt.Sprintf("%s: %s điểm, %d mục.", t.TitleVI, t.Total, len(t.Criteria))
	r.TextEN = fmt.Sprintf("%s: %s points, %d criteria.", t.TitleEN, t.Total, len(t.Criteria))
	if err := r.raw.Encode(t); err != nil {
		return nil, err
	}
	nothing := map[string]Points{}
	for _, c := range t.Criteria {
		nothing[c.Code] = 0
	}
	for _, x := range []struct {
		name     string
		in, want map[string]any
	}{
		{"all the points", map[string]any{"full": true}, map[string]any{"total": t.Total, "word": t.Word(t.Total)}},
		{"no points at all", map[string]any{"points": nothing}, map[string]any{"total": Points(0), "word": t.Word(0)}},
		{"nothing known yet", map[string]any{"full": false}, map[string]any{"open": len(t.Criteria)}},
	} {
		e := example{Name: x.name, On: from}
		var in, want yaml.Node
		if err := in.Encode(x.in); err != nil {
			return nil, err
		}
		if err := want.Encode(x.want); err != nil {
			return nil, err
		}
		e.In, e.Want = in, want
		r.tests = append(r.tests, e)
	}
	return r.YAML()
}
