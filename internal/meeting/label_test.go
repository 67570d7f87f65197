package meeting

import (
	"slices"
	"testing"
)

func TestNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		kinds []string
		want  []string
	}{
		{"what a record brought stands under its heading", []string{"template", "template", "task", "document", "template", "dues"}, []string{"1", "2", "2.1", "2.2", "3", "3.1"}},
		{"a point moved on and a point of the cell's own are matters of their own", []string{"template", "carried", "", "template"}, []string{"1", "2", "3", "4"}},
		{"without a heading above, a record's line has its own number", []string{"task", "", "date", "template", "date"}, []string{"1", "2", "3", "4", "4.1"}},
		{"nothing", nil, nil},
	} {
		var all []Item
		for _, k := range c.kinds {
			all = append(all, Item{SourceKind: k})
		}
		var got []string
		for _, i := range number(all) {
			got = append(got, i.Label)
			if i.Sub() != (len(i.Label) > 1) {
				t.Errorf("%s: %s under a heading: %v", c.name, i.Label, i.Sub())
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
